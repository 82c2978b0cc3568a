import Connecting
import Formats
import Records

/// Reads the table in a delimited text into batches.
struct TableReader: ~Copyable {
    /// The table's column names.
    private(set) var columns: [String] = []
    /// The header's line as it was found; 0 when there is none.
    private(set) var headerLine: UInt32 = 0
    /// Rows passed on.
    private(set) var records: UInt32 = 0
    /// What was noticed.
    private(set) var tally = FindingTally()
    /// Values that were encoded as UTF-8 twice.
    private(set) var doubled = DoubledValues()

    private var reader: DelimitedReader
    private let settings: DelimitedSettings
    private let file: String
    private let recordLimit: Int
    private var batch = RawBatch(width: 1)
    private var width = 1
    /// Rows after which a batch is passed on: thousands of empty cells have no bytes, but they take memory too.
    private var rowLimit = RawBatch.maximumRows
    private static let cellsPerBatch = 4 << 20
    /// The header's cells, to notice when it comes again.
    private var header: [[UInt8]] = []
    /// The first byte of its first filled cell.
    private var headerByte: UInt8?
    private var ordinal: UInt32 = 0
    /// Lines that are no UTF-8.
    private var otherLines = OtherLines()
    private var issuesSeen = 0
    private var issuesKept = 0
    private var blankRows: UInt32 = 0
    /// Rows of the batch that are lines of totals if no record follows them.
    private var pendingTotals: [Int] = []
    private static let pendingTotalsLimit = 16

    /// Reads with settings from a text that has not been read from yet.
    init(_ reader: consuming DelimitedReader, _ settings: DelimitedSettings, file: String, recordLimit: Int) {
        self.reader = reader
        self.settings = settings
        self.file = file
        self.recordLimit = recordLimit
    }

    /// Reads to the end, passing full batches and the last one on.
    mutating func run(into sink: (RawBatch) throws -> Void) throws {
        do {
            var hasRecord = try begin()
            while hasRecord {
                try take()
                if (batch.isFull || batch.count >= rowLimit) && pendingTotals.isEmpty { try flush(into: sink) }
                hasRecord = try reader.next()
            }
        } catch let fault as DelimitedFault {
            throw SourceFault(fault, file: file)
        }
        noteIssues(of: 0)
        for row in pendingTotals {
            batch.kinds[row] = .total
            batch.remarks[row] = "a line of totals at the table's end"
            let ordinal = batch.ordinals[row]
            tally.add(
                Finding(
                    code: "row.total", severity: .note, ordinal: ordinal,
                    message: "line \(batch.places[row]): a line of totals at the table's end; left out",
                    remedy: "set totals: false if it is a customer"))
        }
        pendingTotals = []
        if batch.count > 0 { try flush(into: sink) }
        finishFindings()
    }

    /// Finds the header and the first record; false when there is no record.
    private mutating func begin() throws -> Bool {
        let skipped = settings.headerRow > 0 ? settings.headerRow - 1 : settings.skipLines
        for _ in 0..<skipped {
            if try reader.nextTextLine() == nil { break }
        }
        var hasRecord = try reader.next()
        // A comment above the header is none of the table's lines.
        while hasRecord && reader.isComment { hasRecord = try reader.next() }
        var names: ColumnNames
        if settings.headerRow > 0 {
            if !hasRecord {
                throw SourceFault.missing(
                    position: Position(file: file, row: UInt32(clamping: settings.headerRow)),
                    what: "the file ends before this line, which should hold the column names",
                    remedy: "Get a complete copy, or set header_row to the right line")
            }
            header = reader.cells()
            headerLine = reader.line
            headerByte = reader.firstByte
            names = ColumnNames(header: header, width: settings.width)
            reader.expectedCells = max(names.names.count, 1)
            noteIssues(of: 0)
            hasRecord = try reader.next()
        } else {
            names = ColumnNames(
                given: settings.names, width: max(settings.width, hasRecord ? reader.cellCount : 0))
            reader.expectedCells = names.names.count
        }
        columns = names.names
        for finding in names.findings { tally.add(finding) }
        width = max(1, columns.count)
        if columns.isEmpty { columns = ["column_1"] }
        batch = RawBatch(width: width)
        rowLimit = max(1, TableReader.cellsPerBatch / width)
        return hasRecord
    }

    // MARK: One record

    private mutating func take() throws {
        if reader.issueTotal != issuesSeen { noteIssues(of: ordinal &+ 1) }
        // The end mark of old DOS files.
        let firstByte = reader.firstByte
        if firstByte == 0x1A && reader.cellCount == 1 && reader.text == [0x1A] { return }
        ordinal += 1
        if Int(ordinal) > recordLimit {
            throw SourceFault.tooLarge(
                position: Position(file: file, row: reader.line), limit: "records", value: recordLimit)
        }
        guard let firstByte else {
            blankRows += 1
            return
        }
        var kind = RowKind.record
        var remark: String?
        if reader.isComment {
            kind = .comment
        } else if (firstByte == headerByte || firstByte == 0xEF) && isHeaderAgain() {
            kind = .repeatedHeader
            remark = "the header once more"
            note("row.repeated-header", .note, "the header once more; left out", "")
        } else if reader.trouble != nil || reader.isUndecodable || reader.cellCount != width {
            (kind, remark) = judge()
        }
        reader.append(to: &batch.cells)
        if kind == .record && settings.totals {
            if TotalsLine.mayBegin(with: firstByte), TotalsLine.matches(reader.cells()),
                pendingTotals.count < TableReader.pendingTotalsLimit
            {
                pendingTotals.append(batch.count)
            } else if !pendingTotals.isEmpty {
                pendingTotals = []
            }
        }
        batch.endRow(ordinal: ordinal, place: reader.line, kind: kind, remark: remark)
        records += 1
    }

    private func isHeaderAgain() -> Bool {
        guard let first = header.first else { return false }
        if reader.cell(0, equals: first) {
            return header.count == reader.cellCount && (header.count > 1 || header[0].count > 0) && sameCells(from: 1)
        }
        // Files pasted together bring their byte order marks along.
        let marked = [0xEF, 0xBB, 0xBF] + first
        return reader.cell(0, equals: marked) && header.count == reader.cellCount && sameCells(from: 1)
    }

    private func sameCells(from start: Int) -> Bool {
        for index in start..<header.count where reader.cell(index) != header[index] { return false }
        return true
    }

    /// What a record that isn't faultless is, and why.
    private mutating func judge() -> (RowKind, String?) {
        if reader.isUndecodable {
            let clause = "it holds bytes that are no \(settings.encoding.title)"
            return (.malformed, clause)
        }
        switch reader.trouble {
        case .unclosedQuote:
            let clause = "a quote opens on this line and never closes"
            note("row.quotes", .error, clause, "close the quote or double it")
            return (.malformed, clause)
        case .textAfterQuote:
            let clause = "text follows a closing quote"
            note("row.quotes", .error, clause, "double the quotes inside the cell")
            return (.malformed, clause)
        case .strayQuote:
            let clause = "stray quotes, and \(reader.cellCount) of \(width) cells"
            note("row.quotes", .error, clause, "put the cell in quotes and double those inside")
            return (.malformed, clause)
        case .recovered:
            let clause = "its quotes are not as they should be; read in the only way that gives \(width) cells"
            note("row.recovered", .warning, clause, "")
            return (.record, clause)
        case nil: break
        }
        let count = reader.cellCount
        if count < width {
            let clause = "\(count) of \(width) cells; the others are empty"
            note("row.short", .warning, clause, "check whether a line break cut the row")
            return (.record, clause)
        }
        let filled = reader.filledCells
        if filled > width {
            let clause = "\(filled) cells where the table has \(width)"
            note("row.long", .error, clause, "put the cell that holds the delimiter in quotes")
            return (.malformed, clause)
        }
        return (.record, nil)
    }

    private mutating func note(_ code: String, _ severity: Severity, _ message: String, _ remedy: String) {
        if tally.isFull(code) { return tally.count(one: code) }
        tally.add(
            Finding(
                code: code, severity: severity, ordinal: ordinal,
                value: TableReader.excerpt(reader.text), message: "line \(reader.line): \(message)", remedy: remedy))
    }

    // MARK: Batches

    private mutating func flush(into sink: (RawBatch) throws -> Void) throws {
        doubled.look(at: &batch.cells, repair: settings.repair)
        let full = batch
        batch = RawBatch(width: width)
        try sink(full)
        batch.cells.reserve(rows: full.count, bytesPerRow: full.cells.byteCount / max(1, full.count) + 1)
    }

    // MARK: Findings of the whole stream

    /// The issues of the bytes since the last look, which belong to this row.
    private mutating func noteIssues(of ordinal: UInt32) {
        for issue in reader.issues.dropFirst(issuesKept) {
            let byte = "0x" + String(issue.byte, radix: 16, uppercase: true)
            let place = "line \(issue.line), byte \(issue.offset)"
            let finding =
                switch issue.kind {
                case .otherEncoding:
                    Finding(
                        code: "encoding.mixed", severity: .warning, ordinal: ordinal,
                        message: "\(place): no UTF-8 (\(byte)), so the line was read as \(settings.otherLines.title)")
                case .undecodable:
                    Finding(
                        code: "encoding.invalid", severity: .error, ordinal: ordinal,
                        message: "\(place): \(byte) stands for nothing in \(settings.encoding.title)",
                        remedy: "set the file's real encoding, or correct the line")
                case .nul:
                    Finding(
                        code: "text.nul", severity: .warning, ordinal: ordinal,
                        message: "\(place): \(issue.count) NUL \(issue.count == 1 ? "byte" : "bytes") left out")
                case .byteOrderMark:
                    Finding(
                        code: "text.byte-order-mark", severity: .warning, ordinal: ordinal,
                        message: "\(place): a byte order mark inside the text, as where files were pasted together")
                }
            tally.add(finding)
            if issue.kind == .otherEncoding { otherLines.add(issue.line, text: reader.text) }
        }
        issuesKept = reader.issues.count
        issuesSeen = reader.issueTotal
    }

    private mutating func finishFindings() {
        for kind in EncodingIssue.Kind.allCases {
            let beyond = reader.issueCounts[Int(kind.rawValue)] - DelimitedReader.maximumIssues
            if beyond > 0 { for _ in 0..<beyond { tally.count(one: TableReader.code(of: kind)) } }
        }
        if blankRows > 0 {
            tally.add(
                Finding(
                    code: "row.blank", severity: .note, ordinal: 0,
                    message:
                        "\(blankRows) \(blankRows == 1 ? "row holds" : "rows hold") nothing but delimiters; left out"))
        }
        if records > 0 && !reader.endsWithLineEnd && !reader.isCut {
            tally.add(
                Finding(
                    code: "file.no-final-line-end", severity: .note, ordinal: 0,
                    message: "the last line has no line end, which a file that was cut off has neither",
                    remedy: "check that the last row is complete"))
        }
        if let finding = doubled.finding(isRepaired: settings.repair) { tally.add(finding) }
    }

    /// What only somebody who knows the file can settle.
    var doubts: [ReadingDoubt] {
        let lines = reader.issueCounts[Int(EncodingIssue.Kind.otherEncoding.rawValue)]
        return otherLines.doubt(lines: lines, readAs: settings.otherLines).map { [$0] } ?? []
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
