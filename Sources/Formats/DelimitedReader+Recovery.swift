/// Broken quotes: one certain reading is taken, else the line is marked and reading goes on after it.
///
/// All of this is rare, looks at bytes one by one, and never changes the window.
extension DelimitedReader {
    /// Whether the lines after a quote look like rows of this table, which says that the quote is a stray one.
    enum RowsFollow {
        case yes
        case no
        /// The lines are not in the window yet.
        case unknown
    }

    private static var lookaheadLines: Int { 8 }
    /// A cell with undoubled quotes is followed over so many lines; its end is searched for every broken line anew.
    private static var lenientLines: Int { 32 }

    /// Whether the lines after the one with `place` are rows of the expected width, each complete on its line.
    ///
    /// Up to eight lines are looked at. At least `minimum` must be there; three that fit are enough whatever follows,
    /// unless all must fit.
    func rowsFollow(from place: Int, minimum: Int, all: Bool = false) -> RowsFollow {
        guard expectedCells >= 2 else { return .no }
        var (_, at) = lineEnd(from: place)
        if at == 0 { return input.isAtEnd ? .no : .unknown }
        var rows = 0
        while rows < DelimitedReader.lookaheadLines {
            let (end, next) = lineEnd(from: at)
            if next == 0 {
                if input.isAtEnd { break }
                return rows >= 3 && !all ? .yes : .unknown
            }
            if end > at {
                if strictCells(at, end) != expectedCells { return rows >= 3 && !all ? .yes : .no }
                rows += 1
            }
            at = next
        }
        return rows >= minimum ? .yes : .no
    }

    /// The number of cells of a line that is a whole record with faultless quotes; 0 else.
    private func strictCells(_ start: Int, _ end: Int) -> Int {
        let text = input.base
        var count = 1
        var at = start
        var atCellStart = true
        while at < end {
            if atCellStart, let quote = dialect.quote, text[at] == quote {
                at += 1
                while at < end && (text[at] != quote || (at + 1 < end && text[at + 1] == quote)) {
                    at += text[at] == quote || text[at] == dialect.escape ? 2 : 1
                }
                if at >= end { return 0 }
                at += 1
                if at < end && text[at] != dialect.delimiter { return 0 }
                atCellStart = false
                continue
            }
            if text[at] == dialect.delimiter {
                count += 1
                atCellStart = true
            } else {
                if text[at] == dialect.escape { at += 1 }
                atCellStart = false
            }
            at += 1
        }
        return count
    }

    /// Reads a record whose quote at `quoteAt` does not end as it should.
    mutating func recover(
        _ status: QuotedEnd.Status, quoteAt: Int, insideEnds: Int
    ) throws(DelimitedFault) -> Scan {
        let (openingEnd, openingNext) = lineEnd(from: quoteAt)
        if openingNext == 0 && !input.isAtEnd { return .more }
        let isUnclosed = status != .textAfter
        if status == .textAfter && expectedCells > 0 {
            for pairsAtEndEscape in [true, false] {
                let split = splitLeniently(to: openingEnd, pairsAtEndEscape: pairsAtEndEscape, onlyLines: insideEnds)
                if split.isComplete && split.stop == openingEnd && split.count == expectedCells {
                    return try complete(split, next: openingNext, trouble: .recovered)
                }
            }
        }
        switch rowsFollow(from: quoteAt, minimum: isUnclosed ? 3 : 1, all: status == .unclosed) {
        case .unknown: return .lookahead
        case .yes:
            return try takeLiterally(
                to: openingEnd, next: openingNext, lines: insideEnds + 1,
                trouble: status == .textAfter ? .textAfterQuote : .unclosedQuote)
        case .no: break
        }
        switch status {
        case .unclosed:
            if isCut { return .end }
            throw .unclosedQuote(line: line &+ UInt32(truncatingIfNeeded: insideEnds))
        case .tooLong:
            throw .tooLarge(
                line: line &+ UInt32(truncatingIfNeeded: insideEnds), limit: .cellBytes, value: limits.cellBytes)
        case .textAfter:
            // The cell may go on over several lines with quotes that were not doubled.
            let most = min(limits.quotedLines, DelimitedReader.lenientLines)
            let split = splitLeniently(to: input.clean, pairsAtEndEscape: true, onlyLines: most)
            let (_, next) = lineEnd(from: split.stop)
            if !split.isComplete || next == 0 {
                if !input.isAtEnd && split.lineEnds <= most { return .more }
            } else if split.count == expectedCells && expectedCells > 0 {
                return try complete(split, next: next, trouble: .recovered)
            } else {
                return try takeLiterally(
                    to: split.stop, next: next, lines: split.lineEnds + 1, trouble: .textAfterQuote)
            }
        default: break
        }
        return try takeLiterally(
            to: openingEnd, next: openingNext, lines: insideEnds + 1,
            trouble: status == .textAfter ? .textAfterQuote : .unclosedQuote)
    }

    /// Looks again at a record with another number of cells than expected and with quotes that may be stray ones.
    mutating func settle(hasStray: Bool, quoteWithLineEnd: Int) throws(DelimitedFault) -> Scan {
        if quoteWithLineEnd >= 0 {
            // A quote that never closed may have met the next one, rows later.
            switch rowsFollow(from: quoteWithLineEnd, minimum: 3) {
            case .unknown: return .lookahead
            case .yes:
                let (end, next) = lineEnd(from: quoteWithLineEnd)
                var lines = 1
                var at = position
                while at < quoteWithLineEnd {
                    if input.base[at] == 0x0A || (input.base[at] == 0x0D && input.base[at + 1] != 0x0A) { lines += 1 }
                    at += 1
                }
                return try takeLiterally(to: end, next: next, lines: lines, trouble: .unclosedQuote)
            case .no: break
            }
        }
        if hasStray {
            let (end, next, lines) = (textEnd, nextPosition, lineEnds)
            let before = cellCount
            let kept = Array(UnsafeBufferPointer(start: spans, count: before))
            let keptEscapes = escapedCells
            let split = splitLeniently(to: end, pairsAtEndEscape: true, onlyLines: lines, skipsBlanks: true)
            if split.isComplete && split.stop == end && split.count == expectedCells {
                return try complete(split, next: next, trouble: .recovered)
            }
            for (index, span) in kept.enumerated() { spans[index] = span }
            escapedCells = keptEscapes
            cellCount = before
            trouble = .strayQuote
        }
        return .record
    }

    private mutating func complete(_ split: Split, next: Int, trouble: Trouble) throws(DelimitedFault) -> Scan {
        cellCount = split.count
        textEnd = split.stop
        nextPosition = next
        lineEnds = split.lineEnds + 1
        self.trouble = trouble
        if textEnd - position > limits.cellBytes { try checkSizes(textEnd) }
        return .record
    }

    /// Takes the text up to `end` as it stands: every delimiter divides, quotes are ordinary characters.
    private mutating func takeLiterally(
        to end: Int, next: Int, lines: Int, trouble: Trouble
    ) throws(DelimitedFault) -> Scan {
        var count = 0
        var cellStart = position
        var at = position
        while at < end {
            if input.base[at] == dialect.delimiter && count + 1 < limits.columns {
                spans[count] = Span(cellStart, at)
                count += 1
                cellStart = at + 1
            }
            at += 1
        }
        spans[count] = Span(cellStart, end)
        escapedCells.removeAll(keepingCapacity: true)
        cellCount = count + 1
        textEnd = end
        nextPosition = next
        lineEnds = lines
        self.trouble = trouble
        if end - position > limits.cellBytes { try checkSizes(end) }
        return .record
    }

    private struct Split {
        var count = 0
        /// Where the record's text ends.
        var stop = 0
        var lineEnds = 0
        /// False when a quote is still open at the end.
        var isComplete = true
    }

    /// Divides the record that begins at `position`: a quote closes a cell only where a delimiter or line end follows.
    private mutating func splitLeniently(
        to end: Int, pairsAtEndEscape: Bool, onlyLines: Int, skipsBlanks: Bool = false
    ) -> Split {
        let text = input.base
        var split = Split()
        escapedCells.removeAll(keepingCapacity: true)
        var at = position
        while true {
            var cellStart = at
            if skipsBlanks {
                while cellStart < end && text[cellStart] == 0x20 { cellStart += 1 }
            }
            if cellStart < end, let quote = dialect.quote, text[cellStart] == quote {
                cellStart += 1
                at = cellStart
                var close = -1
                while at < end {
                    if text[at] == quote {
                        let isPair = at + 1 < end && text[at + 1] == quote
                        if isPair && (pairsAtEndEscape || !closes(at + 1, end)) {
                            at += 2
                            continue
                        }
                        if closes(at, end) {
                            close = at
                            break
                        }
                    } else if text[at] == dialect.escape && at + 1 < end {
                        at += 2
                        continue
                    } else if text[at] == 0x0A || (text[at] == 0x0D && (at + 1 >= end || text[at + 1] != 0x0A)) {
                        split.lineEnds += 1
                        if split.lineEnds > onlyLines { break }
                    }
                    at += 1
                }
                if close < 0 {
                    split.isComplete = false
                    split.stop = min(at, end)
                    return split
                }
                escapedCells.append(EscapedCell(index: split.count, isQuoted: true))
                keep(Span(cellStart, close), &split)
                at = close + 1
                while at < end && text[at] != dialect.delimiter && (text[at] == 0x20 || text[at] == 0x09) { at += 1 }
            } else {
                cellStart = at
                while at < end && text[at] != dialect.delimiter && text[at] != 0x0A && text[at] != 0x0D {
                    at += text[at] == dialect.escape && at + 1 < end ? 2 : 1
                }
                if dialect.escape != nil { escapedCells.append(EscapedCell(index: split.count, isQuoted: false)) }
                keep(Span(cellStart, at), &split)
            }
            if at >= end || text[at] != dialect.delimiter || split.count >= limits.columns {
                split.stop = at
                return split
            }
            at += 1
        }
    }

    private func keep(_ span: Span, _ split: inout Split) {
        spans[split.count] = span
        split.count += 1
    }

    /// Whether a delimiter, a line end or the end follows the quote at `at`, blanks aside.
    private func closes(_ at: Int, _ end: Int) -> Bool {
        var next = at + 1
        while next < end && (input.base[next] == 0x20 || input.base[next] == 0x09)
            && input.base[next] != dialect.delimiter
        {
            next += 1
        }
        return next >= end || input.base[next] == dialect.delimiter || input.base[next] == 0x0A
            || input.base[next] == 0x0D
    }
}
