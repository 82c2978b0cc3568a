import Formats
import Records

/// Reads a table's records into parts, from the first record or from any later one on.
struct TableReader: ~Copyable {
    /// What the table's records have in common.
    private(set) var layout: TableLayout
    private var reader: DelimitedReader
    private let settings: DelimitedSettings
    private var part: TablePart
    /// Line ends before the current part.
    private(set) var linesBefore: UInt32 = 0
    private var ordinal: UInt32 = 0
    private var issuesSeen = 0
    private var issuesKept = 0
    private var issuesCounted = [Int](repeating: 0, count: EncodingIssue.Kind.allCases.count)
    /// The next record is in the reader already.
    private var holdsRecord = false

    /// Why the last part ended where it did; nil as long as there are further ones.
    private(set) var stop: DelimitedReader.Stop?

    /// Begins a table: finds its header in a text that has not been read from yet.
    ///
    /// Throws what the reader throws; nil where the text ends before the line that should hold the header.
    init?(beginning given: consuming DelimitedReader, _ settings: DelimitedSettings) throws(DelimitedFault) {
        var reader = given
        let skipped = settings.headerRow > 0 ? settings.headerRow - 1 : settings.skipLines
        var above: [UInt8] = []
        for _ in 0..<skipped {
            guard let line = try reader.nextTextLine() else { break }
            above = line
        }
        var hasRecord = try reader.next()
        // A comment above the header is none of the table's lines.
        while hasRecord && reader.isComment { hasRecord = try reader.next() }
        if settings.headerRow > 0 {
            if !hasRecord { return nil }
            layout = TableLayout(header: reader.cells(), settings, width: settings.width)
            if settings.headerRow == 2 { layout.learn(postings: above) }
        } else {
            layout = TableLayout(
                header: [], settings, width: max(settings.width, hasRecord ? reader.cellCount : 0))
            holdsRecord = hasRecord
        }
        reader.expectedCells = layout.width
        if !hasRecord { stop = reader.stop }
        part = TablePart(width: layout.width)
        self.settings = settings
        self.reader = reader
        if settings.headerRow > 0 {
            noteIssues(of: nil)
        }
    }

    /// Goes on with a table at the first byte of one of its records.
    init(_ reader: consuming DelimitedReader, _ settings: DelimitedSettings, _ layout: TableLayout) {
        self.layout = layout
        self.settings = settings
        self.reader = reader
        self.reader.expectedCells = layout.width
        part = TablePart(width: layout.width)
    }

    /// Learns how the table's columns look from the first bytes of its file.
    mutating func learn(from head: [UInt8], isWhole: Bool) {
        layout.joint = RowJoint(beginning: head, isWhole: isWhole, settings, width: layout.width)
    }

    /// Lets reading end where another reader begins; false when this one is beyond that byte already.
    mutating func setSeam(_ offset: Int) -> Bool {
        guard reader.setSeam(offset) else { return false }
        stop = nil
        return true
    }

    /// Whether the text ended without a line end after its last record; a reader without one began behind a line end.
    var endsInsideLine: Bool { reader.cellCount > 0 && !reader.endsWithLineEnd && !reader.isCut }

    /// Reads until a batch is full, a seam or the end: `stop` says which.
    mutating func next() throws(DelimitedFault) -> TablePart {
        while stop == nil {
            if !holdsRecord {
                if try !reader.next() {
                    stop = reader.stop
                    break
                }
                if settings.endLine > 0 && reader.line >= settings.endLine {
                    // The next table in the file.
                    stop = .end
                    break
                }
            }
            holdsRecord = false
            take()
            if part.batch.isFull || part.batch.count >= layout.rowLimit { break }
        }
        if stop != nil { noteIssues(of: stop == .end ? nil : ordinal &+ 1) }
        return takePart()
    }

    /// The part read so far; a new one begins after it.
    private mutating func takePart() -> TablePart {
        part.doubled.look(at: &part.batch.cells, repair: settings.repair)
        part.ordinals = ordinal
        part.lines = reader.nextLine &- 1 &- linesBefore
        for kind in EncodingIssue.Kind.allCases {
            let index = Int(kind.rawValue)
            let beyond = max(0, reader.issueCounts[index] - DelimitedReader.maximumIssues)
            let counted = max(0, issuesCounted[index] - DelimitedReader.maximumIssues)
            if beyond > counted { part.count(TableReader.code(of: kind), beyond - counted) }
        }
        let other = Int(EncodingIssue.Kind.otherEncoding.rawValue)
        part.otherLinesCount = reader.issueCounts[other] - issuesCounted[other]
        issuesCounted = reader.issueCounts
        layout.postings?.complete(&part.batch)
        let full = part
        part = TablePart(width: layout.width)
        part.batch.cells.reserve(
            rows: full.batch.count, bytesPerRow: full.batch.cells.byteCount / max(1, full.batch.count) + 1)
        linesBefore = reader.nextLine &- 1
        ordinal = 0
        return full
    }

    // MARK: One record

    private mutating func take() {
        if reader.issueTotal != issuesSeen { noteIssues(of: ordinal &+ 1) }
        // The end mark of old DOS files.
        let firstByte = reader.firstByte
        if firstByte == 0x1A && reader.cellCount == 1 && reader.text == [0x1A] { return }
        ordinal += 1
        guard let firstByte else {
            part.blankRows += 1
            return
        }
        var kind = RowKind.record
        var remark: String?
        var joint: ClosedRange<Int>?
        if reader.isComment {
            kind = .comment
        } else if layout.isHeader(reader, first: firstByte) {
            kind = .repeatedHeader
            remark = "the header once more"
            note("row.repeated-header", .note, "the header once more; left out", "")
        } else if reader.trouble != nil || reader.isUndecodable || reader.cellCount != layout.width {
            (kind, remark, joint) = judge()
        }
        if let joint {
            reader.append(to: &part.batch.cells, joining: joint)
        } else {
            reader.append(to: &part.batch.cells)
        }
        if kind == .record {
            if let ending = ending(firstByte) {
                part.endings.append((part.batch.count, ending))
            } else {
                part.hasPlainRecord = true
                if !part.endings.isEmpty { part.endings = [] }
            }
        }
        part.batch.endRow(ordinal: ordinal, place: reader.line &- linesBefore, kind: kind, remark: remark)
    }

    /// What a record is if no other one follows it; nil where it is a record all the same.
    private func ending(_ first: UInt8) -> RowKind? {
        if settings.totals, TotalsLine.mayBegin(with: first), TotalsLine.matches(reader.cells()) { return .total }
        if reader.cellCount != layout.width || reader.filledCells == 1,
            EndNote.matches(reader.cells(), width: layout.width)
        {
            return .title
        }
        return nil
    }

    /// What a record that isn't faultless is, and why; and which of its cells are one.
    private mutating func judge() -> (RowKind, String?, ClosedRange<Int>?) {
        let width = layout.width
        if reader.isUndecodable {
            let clause = "it holds bytes that are no \(settings.encoding.title)"
            return (.malformed, clause, nil)
        }
        switch reader.trouble {
        case .unclosedQuote:
            let clause = "a quote opens on this line and never closes"
            note("row.quotes", .error, clause, "close the quote or double it")
            return (.malformed, clause, nil)
        case .textAfterQuote:
            let clause = "text follows a closing quote"
            note("row.quotes", .error, clause, "double the quotes inside the cell")
            return (.malformed, clause, nil)
        case .strayQuote:
            let clause = "stray quotes, and \(reader.cellCount) of \(width) cells"
            note("row.quotes", .error, clause, "put the cell in quotes and double those inside")
            return (.malformed, clause, nil)
        case .recovered:
            let clause = "its quotes are not as they should be; read in the only way that gives \(width) cells"
            note("row.recovered", .warning, clause, "")
            return (.record, clause, nil)
        case nil: break
        }
        let count = reader.cellCount
        if count < width {
            let clause = "\(count) of \(width) cells; the others are empty"
            if !EndNote.matches(reader.cells(), width: width) {
                note("row.short", .warning, clause, "check whether a line break cut the row")
            }
            return (.record, clause, nil)
        }
        let filled = reader.filledCells
        if filled > width {
            if let joint = layout.joint?.place(in: reader.cells()) {
                let name = layout.columns[joint.lowerBound]
                let clause =
                    "\(name) holds a delimiter that is not in quotes; read in the only way that fits the columns"
                note("row.recovered", .warning, clause, "")
                return (.record, clause, joint)
            }
            let clause = "\(filled) cells where the table has \(width)"
            note("row.long", .error, clause, "put the cell that holds the delimiter in quotes")
            return (.malformed, clause, nil)
        }
        return (.record, nil, nil)
    }

    private mutating func note(_ code: String, _ severity: Severity, _ message: String, _ remedy: String) {
        if part.isFull(code) { return part.count(code) }
        part.add(
            TableNote(
                code: code, severity: severity, ordinal: ordinal, line: reader.line &- linesBefore,
                value: TableReader.excerpt(reader.text), message: ": " + message, remedy: remedy))
    }

    // MARK: Bytes

    /// The issues of the bytes since the last look, which belong to this row, or to none.
    private mutating func noteIssues(of ordinal: UInt32?) {
        for issue in reader.issues.dropFirst(issuesKept) {
            let byte = "0x" + String(issue.byte, radix: 16, uppercase: true)
            let place = ", byte \(issue.offset)"
            let line = issue.line &- linesBefore
            var note = TableNote(
                code: TableReader.code(of: issue.kind), severity: .warning, ordinal: ordinal ?? 0, line: line,
                message: "")
            switch issue.kind {
            case .otherEncoding:
                note.message = "\(place): no UTF-8 (\(byte)), so the line was read as \(settings.otherLines.title)"
                part.otherLines.add(line, text: reader.text)
            case .undecodable:
                note.severity = .error
                note.message = "\(place): \(byte) stands for nothing in \(settings.encoding.title)"
                note.remedy = "set the file's real encoding, or correct the line"
            case .nul:
                note.message = "\(place): \(issue.count) NUL \(issue.count == 1 ? "byte" : "bytes") left out"
            case .byteOrderMark:
                note.message = "\(place): a byte order mark inside the text, as where files were pasted together"
            }
            part.add(note)
        }
        issuesKept = reader.issues.count
        issuesSeen = reader.issueTotal
    }

    private static func code(of kind: EncodingIssue.Kind) -> String {
        switch kind {
        case .otherEncoding: "encoding.mixed"
        case .undecodable: "encoding.invalid"
        case .nul: "text.nul"
        case .byteOrderMark: "text.byte-order-mark"
        }
    }

    /// The beginning of a text, not cut inside a character.
    private static func excerpt(_ text: [UInt8]) -> String {
        var end = min(text.count, Finding.maximumValueBytes)
        while end < text.count && end > 0 && text[end] & 0xC0 == 0x80 { end -= 1 }
        return String(decoding: text[..<end], as: UTF8.self)
    }
}
