/// Reads delimited text record by record, in memory bounded by a record and a chunk.
///
/// Finds line ends CR, LF and CRLF, also mixed. Never loses a byte in silence: where quoting is broken the record is
/// marked (`trouble`), and reading goes on where that is certain. Records don't depend on where chunks end.
public struct DelimitedReader: ~Copyable {
    /// What is wrong with a record's quoting.
    public enum Trouble: Sendable, Equatable {
        /// Quotes inside a quoted cell were not doubled, or blanks stand before a quote; only one reading gives a row of
        /// the expected number of cells, and that one was taken.
        case recovered
        /// A quote opens and does not close where it should; the cells are the line's text up to its end, as it stands.
        case unclosedQuote
        /// Text follows a closing quote, and no reading is certain; the cells are the line's text as it stands.
        case textAfterQuote
        /// A quote stands inside an unquoted cell, and the number of cells is not the expected one.
        case strayQuote
    }

    /// How the text is written.
    public let dialect: DelimitedDialect
    /// What is refused.
    public let limits: DelimitedLimits
    /// The number of cells of this table's rows; 0 while it isn't known. Recovering from broken quotes needs it.
    public var expectedCells = 0

    /// The file's line on which the current record begins, counted from 1.
    public internal(set) var line: UInt32 = 1
    /// The current record's number of cells; at least 1.
    public internal(set) var cellCount = 0
    /// What is wrong with the current record's quoting.
    public internal(set) var trouble: Trouble?
    /// True when a byte of the current record stands for nothing in the file's encoding.
    public private(set) var isUndecodable = false
    /// True when the current record is a comment line; its text is the first cell.
    public private(set) var isComment = false
    /// Whether the record read last ended with a line end; false where the file ends without one.
    public private(set) var endsWithLineEnd = false
    /// Empty lines passed over so far.
    public private(set) var emptyLines = 0

    /// What is wrong with the bytes read so far: the first `maximumIssues` of each kind.
    public private(set) var issues: [EncodingIssue] = []
    /// How many lines have an issue, by the kind's raw value.
    public private(set) var issueCounts = [Int](repeating: 0, count: EncodingIssue.Kind.allCases.count)
    /// How many issues there are in all.
    public private(set) var issueTotal = 0
    /// So many issues of each kind are kept; the others are counted.
    public static let maximumIssues = 100

    /// A cell of the current record: where it begins and ends in the window.
    struct Span {
        var start: UInt32
        var end: UInt32

        @inline(__always)
        init(_ start: Int, _ end: Int) {
            self.start = UInt32(truncatingIfNeeded: start)
            self.end = UInt32(truncatingIfNeeded: end)
        }

        var from: Int { Int(start) }
        var to: Int { Int(end) }
    }

    /// A cell in which doubled quotes or escapes must be resolved.
    struct EscapedCell {
        var index: Int
        var isQuoted: Bool
    }

    enum Scan {
        case record
        /// The record does not end in the window.
        case more
        /// The record ends in the window, but what it is depends on lines after it.
        case lookahead
        case seam
        case end
    }

    var input: EncodingInput
    let spans: UnsafeMutablePointer<Span>
    /// The current record's cells that need resolving, in their order.
    var escapedCells: [EscapedCell] = []
    /// Where the current record begins in the window, where its text ends, and where the next one begins.
    var position = 0
    var textEnd = 0
    var nextPosition = 0
    /// Line ends in the current record, its own one included.
    var lineEnds = 0
    /// True when the text is only the beginning of something longer, so that an open quote at its end is no fault.
    public let isCut: Bool

    /// Where a part of a file ended.
    public enum Stop: Sendable, Equatable {
        /// At the file's end.
        case end
        /// At the seam, between two records.
        case seam
        /// After the seam: the record that began before it goes beyond it.
        case beyondSeam
    }

    /// Why `next()` answered false.
    public private(set) var stop = Stop.end
    /// The line of the next record's first byte or of the empty lines before it: one more than the line ends so far.
    public private(set) var nextLine: UInt32 = 1
    /// The line of the last issue of each kind.
    private var issueLines = [UInt32](repeating: 0, count: EncodingIssue.Kind.allCases.count)
    private let patterns: DelimitedPatterns

    /// Reads an open file from where it stands.
    public init(
        descriptor: Int32, encoding: Encoding, otherLines: Encoding = .cp1252, dialect: DelimitedDialect,
        limits: DelimitedLimits = .init(), chunk: Int = 1 << 20
    ) throws(DelimitedFault) {
        let input = try EncodingInput(
            .descriptor(descriptor), encoding: encoding, otherLines: otherLines, chunk: chunk)
        self.init(input, dialect, limits, isCut: false)
    }

    /// Reads an open file from a byte on that begins one of its lines; lines are counted from there. Others may read the same
    /// file at the same time.
    public init(
        descriptor: Int32, from offset: Int, encoding: Encoding, otherLines: Encoding = .cp1252,
        dialect: DelimitedDialect, limits: DelimitedLimits = .init(), chunk: Int = 1 << 20
    ) throws(DelimitedFault) {
        let input = try EncodingInput(
            .part(descriptor, from: offset), encoding: encoding, otherLines: otherLines, chunk: chunk)
        self.init(input, dialect, limits, isCut: false)
    }

    /// Lets `next()` end where another reader begins: at this byte of the file, which begins a line, where a record ends there,
    /// else after the record that goes beyond it. False when the file was read beyond that byte already.
    public mutating func setSeam(_ offset: Int) -> Bool { input.setSeam(offset) }

    /// Reads bytes in memory. `isCut` says that they are the beginning of something longer: the last record is left out.
    public init(
        bytes: [UInt8], isCut: Bool = false, encoding: Encoding, otherLines: Encoding = .cp1252,
        dialect: DelimitedDialect, limits: DelimitedLimits = .init(), chunk: Int = 1 << 20
    ) throws(DelimitedFault) {
        let input = try EncodingInput(.bytes(bytes), encoding: encoding, otherLines: otherLines, chunk: chunk)
        self.init(input, dialect, limits, isCut: isCut)
    }

    private init(
        _ input: consuming EncodingInput, _ dialect: DelimitedDialect, _ limits: DelimitedLimits, isCut: Bool
    ) {
        self.input = input
        self.dialect = dialect
        var bounded = limits
        // Places in the window are kept in 32 bits.
        bounded.recordBytes = min(limits.recordBytes, 512 << 20)
        bounded.cellBytes = min(limits.cellBytes, bounded.recordBytes)
        bounded.columns = max(1, limits.columns)
        self.limits = bounded
        self.isCut = isCut
        patterns = DelimitedPatterns(dialect)
        spans = .allocate(capacity: bounded.columns + 1)
    }

    deinit { spans.deallocate() }

    // MARK: Records

    /// Moves to the next record; false at the file's end, and at a seam. Empty lines are no records.
    public mutating func next() throws(DelimitedFault) -> Bool {
        position = nextPosition
        line = nextLine
        var dropped = 0
        if position > input.seamPosition {
            stop = .beyondSeam
            return false
        }
        while true {
            var outcome = skipEmptyLines()
            if outcome == .record { outcome = try scan() }
            switch outcome {
            case .record:
                if isCut && input.isAtEnd && nextPosition == textEnd { return false }
                nextLine = line &+ UInt32(truncatingIfNeeded: lineEnds)
                endsWithLineEnd = nextPosition > textEnd
                if input.nextMark < nextPosition { takeMarks() } else { isUndecodable = false }
                return true
            case .end:
                nextPosition = input.clean
                textEnd = nextPosition
                takeMarks()
                stop = .end
                return false
            case .seam:
                nextPosition = position
                textEnd = position
                // Something noticed in an empty line belongs to the next record.
                stop = input.nextMark < position ? .beyondSeam : .seam
                return false
            case .more:
                // Two bytes more, for a line end that is not in the window yet.
                if input.clean - position + dropped > limits.recordBytes + 2 {
                    throw .tooLarge(line: line, limit: .recordBytes, value: limits.recordBytes)
                }
            case .lookahead: break
            }
            let droppedBefore = input.dropped
            try input.fill(discarding: position)
            dropped += input.dropped - droppedBefore
            position = 0
        }
    }

    /// Passes over the next physical line, whatever is in it, and returns its text without the line end; nil at the end.
    public mutating func nextTextLine() throws(DelimitedFault) -> [UInt8]? {
        position = nextPosition
        line = nextLine
        var dropped = 0
        while true {
            let (end, next) = lineEnd(from: position)
            if next > 0 {
                let text = Array(UnsafeBufferPointer(start: input.base + position, count: end - position))
                textEnd = end
                nextPosition = next
                nextLine &+= next > end ? 1 : 0
                if input.nextMark < nextPosition { takeMarks() }
                return text
            }
            if position >= input.clean && input.isAtEnd { return nil }
            if input.clean - position + dropped > limits.recordBytes + 2 {
                throw .tooLarge(line: line, limit: .recordBytes, value: limits.recordBytes)
            }
            let droppedBefore = input.dropped
            try input.fill(discarding: position)
            dropped += input.dropped - droppedBefore
            position = 0
        }
    }

    private mutating func skipEmptyLines() -> Scan {
        let text = input.base
        while position < input.clean {
            if position == input.seamPosition { return .seam }
            let byte = text[position]
            if byte == 0x0D {
                if position + 1 < input.clean {
                    if text[position + 1] == 0x0A { position += 1 }
                } else if !input.isAtEnd {
                    return .more
                }
            } else if byte != 0x0A {
                return .record
            }
            position += 1
            line &+= 1
            emptyLines += 1
            nextLine = line
            nextPosition = position
        }
        if position == input.seamPosition { return .seam }
        return input.isAtEnd ? .end : .more
    }

    private mutating func takeMarks() {
        isUndecodable = false
        let limit = input.isAtEnd && nextPosition >= input.clean ? Int.max : nextPosition
        var place = line
        var at = position
        while let mark = input.takeMark(before: limit) {
            if mark.kind == .undecodable { isUndecodable = true }
            while at < mark.position {
                if input.base[at] == 0x0A || (input.base[at] == 0x0D && input.base[at + 1] != 0x0A) { place &+= 1 }
                at += 1
            }
            let kind = Int(mark.kind.rawValue)
            if issueLines[kind] == place {
                // One issue per line and kind, also where a chunk ended inside the line.
                if let last = issues.lastIndex(where: { $0.kind == mark.kind }), issues[last].line == place {
                    issues[last].count += mark.count
                }
                continue
            }
            issueLines[kind] = place
            issueCounts[kind] += 1
            issueTotal += 1
            if issueCounts[kind] > DelimitedReader.maximumIssues { continue }
            issues.append(
                EncodingIssue(kind: mark.kind, line: place, offset: mark.offset, byte: mark.byte, count: mark.count))
        }
    }

    /// Where the line's text ends and the next line begins; the next is 0 when the line does not end in the window.
    func lineEnd(from start: Int) -> (end: Int, next: Int) {
        var at = start
        while at < input.clean {
            if input.base[at] == 0x0A { return (at, at + 1) }
            if input.base[at] == 0x0D {
                if at + 1 < input.clean { return (at, input.base[at + 1] == 0x0A ? at + 2 : at + 1) }
                return input.isAtEnd ? (at, at + 1) : (at, 0)
            }
            at += 1
        }
        return input.isAtEnd && at > start ? (at, at) : (at, 0)
    }

    // MARK: Scanning

    private mutating func scan() throws(DelimitedFault) -> Scan {
        let text = UnsafePointer(input.base)
        let clean = input.clean
        let start = position
        trouble = nil
        isComment = false
        if !escapedCells.isEmpty { escapedCells.removeAll(keepingCapacity: true) }
        if !dialect.comment.isEmpty, let outcome = scanComment() { return outcome }
        let patterns = patterns
        let most = limits.columns
        let leadCount = dialect.delimiterLead.count
        let endCount = dialect.rowEnd.count
        var cellStart = start
        var count = 0
        var hasStray = false
        var insideEnds = 0
        var firstQuoteWithLineEnd = -1
        var at = start
        scanning: while at < clean {
            var hits = patterns.hits(UnsafeRawPointer(text + at))
            while hits != 0 {
                let index = at &+ (hits.trailingZeroBitCount &>> 3)
                if index >= clean { break scanning }
                let byte = text[index]
                if byte == patterns.delimiter {
                    if count >= most { throw .tooLarge(line: line, limit: .columns, value: most) }
                    if leadCount > 0 && !follows(dialect.delimiterLead, index, cellStart) {
                        hits &= hits &- 1
                        continue
                    }
                    spans[count] = Span(cellStart, index &- leadCount)
                    count &+= 1
                    cellStart = index &+ 1
                    hits &= hits &- 1
                    continue
                }
                if byte == 0x0A || byte == 0x0D {
                    var next = index &+ 1
                    if byte == 0x0D {
                        if next < clean {
                            if text[next] == 0x0A { next &+= 1 }
                        } else if !input.isAtEnd {
                            return .more
                        }
                    }
                    if count >= most { throw .tooLarge(line: line, limit: .columns, value: most) }
                    if endCount > 0 && !follows(dialect.rowEnd, index, cellStart) {
                        // A line end inside a cell.
                        insideEnds &+= 1
                        at = next
                        continue scanning
                    }
                    spans[count] = Span(cellStart, index &- endCount)
                    return try finish(
                        count &+ 1, end: index, next: next, insideEnds: insideEnds, hasStray: hasStray,
                        quoteWithLineEnd: firstQuoteWithLineEnd)
                }
                if byte == patterns.quote {
                    if index != cellStart {
                        hasStray = true
                        hits &= hits &- 1
                        continue
                    }
                    var quoted = quotedEnd(from: index &+ 1, lineLimit: limits.quotedLines)
                    if quoted.status == .tooManyLines {
                        switch rowsFollow(from: index, minimum: 3) {
                        case .yes: return try recover(.tooManyLines, quoteAt: index, insideEnds: insideEnds)
                        case .unknown: return .lookahead
                        case .no: quoted = quotedEnd(from: index &+ 1, lineLimit: .max)
                        }
                    }
                    switch quoted.status {
                    case .more: return .more
                    case .tooLong, .unclosed, .textAfter, .tooManyLines:
                        return try recover(quoted.status, quoteAt: index, insideEnds: insideEnds)
                    case .closed: break
                    }
                    if quoted.lineEnds > 0 && firstQuoteWithLineEnd < 0 { firstQuoteWithLineEnd = index }
                    insideEnds &+= quoted.lineEnds
                    if count >= most { throw .tooLarge(line: line, limit: .columns, value: most) }
                    spans[count] = Span(index &+ 1, quoted.close)
                    if quoted.isEscaped { escapedCells.append(EscapedCell(index: count, isQuoted: true)) }
                    count &+= 1
                    if quoted.next == quoted.stop {
                        // The record ends here, with a line end or with the file.
                        return try finish(
                            count, end: quoted.stop, next: quoted.afterStop, insideEnds: insideEnds, hasStray: hasStray,
                            quoteWithLineEnd: firstQuoteWithLineEnd)
                    }
                    cellStart = quoted.next
                    at = quoted.next
                    if at >= clean { break scanning }
                    continue scanning
                }
                // The escape: what follows is an ordinary character.
                if index &+ 1 >= clean { if input.isAtEnd { break scanning } else { return .more } }
                if escapedCells.last?.index != count {
                    escapedCells.append(EscapedCell(index: count, isQuoted: false))
                }
                let escaped = text[index &+ 1]
                if escaped == 0x0A || escaped == 0x0D {
                    insideEnds &+= 1
                    if escaped == 0x0D && index &+ 2 >= clean && !input.isAtEnd { return .more }
                    at = index &+ (escaped == 0x0D && index &+ 2 < clean && text[index &+ 2] == 0x0A ? 3 : 2)
                } else {
                    at = index &+ 2
                }
                continue scanning
            }
            at &+= 8
        }
        if !input.isAtEnd { return .more }
        if count >= most { throw .tooLarge(line: line, limit: .columns, value: most) }
        spans[count] = Span(cellStart, endCount > 0 && follows(dialect.rowEnd, clean, cellStart) ? clean - endCount : clean)
        return try finish(
            count &+ 1, end: clean, next: clean, insideEnds: insideEnds, hasStray: hasStray,
            quoteWithLineEnd: firstQuoteWithLineEnd)
    }

    /// Whether these bytes stand directly before a place, behind a cell's beginning.
    private func follows(_ bytes: [UInt8], _ place: Int, _ cellStart: Int) -> Bool {
        let start = place &- bytes.count
        guard start >= cellStart else { return false }
        for (offset, byte) in bytes.enumerated() where input.base[start &+ offset] != byte { return false }
        return true
    }

    private mutating func scanComment() -> Scan? {
        let prefix = dialect.comment
        if input.clean - position < prefix.count && !input.isAtEnd { return .more }
        guard input.clean - position >= prefix.count else { return nil }
        for (index, byte) in prefix.enumerated() where input.base[position + index] != byte { return nil }
        let (end, next) = lineEnd(from: position)
        if next == 0 { return .more }
        isComment = true
        spans[0] = Span(position, end)
        cellCount = 1
        textEnd = end
        nextPosition = next
        lineEnds = 1
        return .record
    }

    /// Looks at a record whose cells are in `spans` and completes it.
    private mutating func finish(
        _ count: Int, end: Int, next: Int, insideEnds: Int, hasStray: Bool, quoteWithLineEnd: Int
    ) throws(DelimitedFault) -> Scan {
        cellCount = count
        textEnd = end
        nextPosition = next
        lineEnds = insideEnds &+ 1
        if end &- position > limits.cellBytes { try checkSizes(end) }
        if expectedCells > 0 && count != expectedCells && (hasStray || quoteWithLineEnd >= 0) {
            return try settle(hasStray: hasStray, quoteWithLineEnd: quoteWithLineEnd)
        }
        return .record
    }

    func checkSizes(_ end: Int) throws(DelimitedFault) {
        if end - position > limits.recordBytes {
            throw .tooLarge(line: line, limit: .recordBytes, value: limits.recordBytes)
        }
        for index in 0..<cellCount where spans[index].to - spans[index].from > limits.cellBytes {
            throw .tooLarge(line: line, limit: .cellBytes, value: limits.cellBytes)
        }
    }
}
