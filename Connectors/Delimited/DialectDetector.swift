import Formats

/// Finds out how a delimited text is written.
///
/// Among comma, semicolon, tab and pipe that delimiter wins which gives the most rows of equal width above one, quotes
/// honoured. Where none does, rarer ones are tried; a text in which these don't either is a list: one cell a line.
struct DialectDetector {
    /// The dialect found or given.
    private(set) var dialect: DelimitedDialect
    /// Lines before the table that say how it is written: `sep=;`, DATEV's metadata.
    private(set) var technicalLines = 0
    /// True when the first line is DATEV's.
    private(set) var isDATEV = false
    /// The number of rows of the most frequent width, of that many rows in all.
    private(set) var regularRows = 0
    private(set) var rows = 0
    /// The most frequent width.
    private(set) var width = 1

    /// Looks at the beginning of a text in UTF-8. What `given` sets is not looked for.
    init(text: [UInt8], isWhole: Bool, given: Given) {
        dialect = DelimitedDialect(delimiter: given.delimiter ?? 0x2C, comment: given.comment)
        if let quote = given.quote { dialect.quote = quote }
        if let escape = given.escape { dialect.escape = escape }
        var delimiter = given.delimiter
        let first = Array(text.prefix { $0 != 0x0A && $0 != 0x0D })
        if let named = DialectDetector.separator(in: first) {
            technicalLines = 1
            if delimiter == nil { delimiter = .some(named) }
        } else if DialectDetector.isDATEV(first) {
            isDATEV = true
            technicalLines = 1
            if delimiter == nil { delimiter = .some(0x3B) }
        }
        let body = DialectDetector.dropLines(max(given.skipLines, technicalLines), of: text)
        let looked = Array(body.prefix(DialectDetector.lookedBytes))
        let isCut = !isWhole || looked.count < body.count
        choose(looked, isCut, delimiter: delimiter, given: given)
    }

    /// What a person set by hand; nil = to be found.
    struct Given {
        var delimiter: UInt8??
        var delimiterLead: [UInt8] = []
        var rowEnd: [UInt8] = []
        var quote: UInt8??
        var escape: UInt8??
        var comment: [UInt8] = []
        var skipLines = 0
    }

    private static let lookedBytes = 256 << 10

    private struct Measure {
        var rows = 0
        var width = 1
        var regular = 0
        /// Rows from the first regular one on.
        var rowsOfTable = 0
        var broken = 0
        var filledCells = 0
        var singleQuoted = 0
        /// Rows of more than one cell with a neighbour as wide, as in several tables under one another.
        var besideEqual = 0

        func isBetter(than other: Measure) -> Bool {
            if regular != other.regular { return regular > other.regular }
            if broken != other.broken { return broken < other.broken }
            return width > other.width
        }

        /// Whether the regular rows make up the text, titles above them aside.
        var isTable: Bool {
            if width > 1 && rows >= 4 && besideEqual * 10 >= rows * 7 && broken == 0 { return true }
            return width > 1 && regular * 2 >= rowsOfTable && (regular >= 2 || rowsOfTable == rows)
                && rows - rowsOfTable <= max(20, regular)
        }
    }

    private mutating func choose(_ text: [UInt8], _ isCut: Bool, delimiter: UInt8??, given: Given) {
        let plain = dialect
        var best: Measure?
        if let delimiter {
            dialect.delimiter = delimiter
            dialect.delimiterLead = given.delimiterLead
            dialect.rowEnd = given.rowEnd
            best = measure(text, isCut, dialect)
        } else {
            // On a tie the comma loses, because it is the decimal sign and stands in addresses.
            for candidate in [0x09, 0x3B, 0x7C, 0x2C] as [UInt8] {
                var tried = plain
                tried.delimiter = candidate
                let result = measure(text, isCut, tried)
                if best.map({ result.isBetter(than: $0) }) ?? (result.width > 1) {
                    best = result
                    dialect = tried
                }
            }
        }
        if delimiter == nil && best?.isTable != true {
            // Signs that stand in times, addresses and prose too: only where every row has the same number of them.
            for candidate in [0x5E, 0x60, 0x7E, 0x3A] as [UInt8] where text.contains(candidate) {
                var tried = plain
                tried.delimiter = candidate
                let result = measure(text, isCut, tried)
                guard result.regular == result.rows, result.rows >= 2, result.broken == 0, result.width > 2 else {
                    continue
                }
                best = result
                dialect = tried
                break
            }
        }
        var found = best ?? Measure()
        if delimiter == nil, found.isTable, let several = LongDelimiter(text, isCut, dialect, width: found.width) {
            dialect.delimiterLead = several.lead
            dialect.rowEnd = several.rowEnd
            dialect.quote = nil
            dialect.escape = nil
            found = measure(text, isCut, dialect)
            regularRows = found.regular
            rows = found.rows
            width = found.width
            return
        }
        if given.escape == nil, text.contains(0x5C) {
            var tried = dialect
            tried.escape = 0x5C
            let result = measure(text, isCut, tried)
            if result.regular > found.regular && result.broken <= found.broken && result.width == found.width {
                found = result
                dialect = tried
            }
        }
        if given.quote == nil {
            chooseQuote(text, isCut, &found)
        }
        if delimiter == nil && (!found.isTable || (found.width == 2 && isListOfDecimals(text, isCut))) {
            dialect.delimiter = nil
            found = measure(text, isCut, dialect)
            found.width = 1
            // In a list quotes are rarely more than characters; unless they close they are none.
            if found.broken > 0 && given.quote == nil { dialect.quote = nil }
        }
        regularRows = found.regular
        rows = found.rows
        width = found.width
    }

    /// Whether the cells that the comma divides are the halves of decimal numbers under a name of one cell.
    private func isListOfDecimals(_ text: [UInt8], _ isCut: Bool) -> Bool {
        guard dialect.delimiter == 0x2C else { return false }
        var rows = 0
        do throws(DelimitedFault) {
            var reader = try DelimitedReader(bytes: text, isCut: isCut, encoding: .utf8, dialect: dialect)
            while try reader.next() {
                if rows == 0 && reader.cellCount != 1 { return false }
                if reader.cellCount > 2 { return false }
                if rows > 0 && reader.cellCount == 2 {
                    let isDecimal = reader.cells().allSatisfy { cell in
                        !cell.isEmpty && cell.allSatisfy { $0 >= 0x30 && $0 <= 0x39 || $0 == 0x2D }
                    }
                    if !isDecimal { return false }
                }
                rows += 1
            }
        } catch {
            return false
        }
        return rows > 1
    }

    private mutating func chooseQuote(_ text: [UInt8], _ isCut: Bool, _ found: inout Measure) {
        if dialect.delimiter == 0x09 && DialectDetector.hasNullMarks(text) {
            // Dumps of databases have tabs, \N for null, and never quotes.
            dialect.quote = nil
            found = measure(text, isCut, dialect)
            return
        }
        if found.singleQuoted * 2 > found.filledCells && found.singleQuoted >= 2 {
            var tried = dialect
            tried.quote = 0x27
            let result = measure(text, isCut, tried)
            if result.regular >= found.regular && result.broken == 0 {
                found = result
                dialect = tried
            }
        }
        // Where every line between tabs is a row of the table as long as quotes are ordinary characters, that is what they are:
        // inches, and names in the lists of marketplaces.
        if dialect.delimiter == 0x09, dialect.quote == 0x22, found.width > 2, text.contains(0x22) {
            var tried = dialect
            tried.quote = nil
            let result = measure(text, isCut, tried)
            if result.width == found.width, result.regular == result.rows, result.regular > found.regular {
                found = result
                dialect = tried
                return
            }
        }
        // Quotes that close nowhere are ordinary characters, such as inches.
        if found.broken >= 3 && found.broken * 5 > found.rows {
            var tried = dialect
            tried.quote = nil
            let result = measure(text, isCut, tried)
            if result.isBetter(than: found) {
                found = result
                dialect = tried
            }
        }
    }

    private func measure(_ text: [UInt8], _ isCut: Bool, _ dialect: DelimitedDialect) -> Measure {
        var result = Measure()
        var widths: [Int: (count: Int, first: Int)] = [:]
        var lastWidth = 0
        var lastIsCounted = false
        do throws(DelimitedFault) {
            var reader = try DelimitedReader(bytes: text, isCut: isCut, encoding: .utf8, dialect: dialect)
            while try reader.next() {
                if reader.isComment || reader.isBlank { continue }
                if reader.trouble == nil {
                    widths[reader.cellCount, default: (0, result.rows)].count += 1
                    let isEqual = reader.cellCount == lastWidth && lastWidth > 1
                    if isEqual { result.besideEqual += lastIsCounted ? 1 : 2 }
                    lastIsCounted = isEqual
                    lastWidth = reader.cellCount
                } else {
                    result.broken += 1
                }
                result.rows += 1
                if reader.firstByte == 0x27 || result.singleQuoted > 0 { count(&result, reader.cells()) }
            }
        } catch {
            // An open quote at the end or a cell beyond all bounds: a single one says little of the delimiter, so the lines are
            // counted as they stand.
            if dialect.quote != nil {
                var plain = dialect
                plain.quote = nil
                result = measure(text, isCut, plain)
            }
            result.broken += 1
        }
        for (width, seen) in widths where width > 1 {
            // Of two widths as frequent the first one, which the header has.
            if seen.count > result.regular
                || (seen.count == result.regular && result.rows - seen.first > result.rowsOfTable)
            {
                result.width = width
                result.regular = seen.count
                result.rowsOfTable = result.rows - seen.first
            }
        }
        if result.regular == 0 { result.rowsOfTable = result.rows }
        return result
    }

    private func count(_ result: inout Measure, _ cells: [[UInt8]]) {
        for cell in cells where !cell.isEmpty {
            result.filledCells += 1
            if cell.count >= 2 && cell.first == 0x27 && cell.last == 0x27 { result.singleQuoted += 1 }
        }
    }

    /// Whether a cell between tabs is `\N`.
    private static func hasNullMarks(_ text: [UInt8]) -> Bool {
        for index in text.indices.dropFirst().dropLast(2) where text[index] == 0x5C && text[index + 1] == 0x4E {
            let isBounded = text[index - 1] == 0x09 || text[index - 1] == 0x0A
            let after = text[index + 2]
            if isBounded && (after == 0x09 || after == 0x0A || after == 0x0D) { return true }
        }
        return false
    }

    /// The delimiter that a line `sep=;` names.
    private static func separator(in line: [UInt8]) -> UInt8? {
        var text = line[...]
        if text.first == 0x22 && text.last == 0x22 && text.count > 2 { text = text.dropFirst().dropLast() }
        let name = text.prefix(4).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        guard text.count == 5, name == Array("sep=".utf8) else { return nil }
        return DelimitedSettings.delimiters.contains { $0.byte == text.last } ? text.last : nil
    }

    private static func isDATEV(_ line: [UInt8]) -> Bool {
        ["\"EXTF\";", "EXTF;", "\"DTVF\";", "DTVF;"].contains { line.starts(with: $0.utf8) }
    }

    private static func dropLines(_ count: Int, of text: [UInt8]) -> [UInt8] {
        var at = 0
        for _ in 0..<count {
            while at < text.count && text[at] != 0x0A && text[at] != 0x0D { at += 1 }
            if at + 1 < text.count && text[at] == 0x0D && text[at + 1] == 0x0A { at += 1 }
            at = min(at + 1, text.count)
        }
        return Array(text[at...])
    }
}
