internal import Records

/// A workbook of the XLS kind: the binary workbooks of Excel 2 to 2003. [MS-XLS]
final class XLSContent: WorkbookContent {
    let sheets: [WorkbookSheet]
    var styles: [WorkbookStyle] { book.styles }
    var is1904: Bool { book.is1904 }

    private let stream: BinaryStream
    private let records: XLSRecords
    private let book: XLSBook
    private let limits: FormatLimits
    private var overviews: [Int: XLSSheetOverview] = [:]

    init(_ stream: BinaryStream, limits: FormatLimits) throws(FormatFault) {
        self.stream = stream
        self.limits = limits
        records = XLSRecords(stream)
        book = try XLSBook(records, limits: limits)
        sheets = book.sheets.map { WorkbookSheet(name: $0.name, state: $0.state, kind: $0.kind, part: "") }
    }

    func rows(of index: Int, _ body: (SheetRow) throws -> Bool) throws -> SheetSummary {
        let overview = try overview(of: index)
        var rows = XLSRows(
            records, book: book, overview: overview, part: sheets[index].name, limits: limits,
            expandedMaximum: XLSContent.expandedMaximum(fileSize: stream.size, limits: limits))
        return try rows.read(from: book.sheets[index].place, body)
    }

    func comments(of index: Int) throws(FormatFault) -> [SheetComment] {
        guard sheets[index].kind == .table else { return [] }
        return try overview(of: index).comments
    }

    func tables(of index: Int) throws(FormatFault) -> [SheetTable] { [] }

    private func overview(of index: Int) throws(FormatFault) -> XLSSheetOverview {
        if let known = overviews[index] { return known }
        let overview = try XLSSheetOverview(
            records, at: book.sheets[index].place, version: book.version, text: book.text, part: sheets[index].name,
            limits: limits)
        overviews[index] = overview
        return overview
    }
}

/// What a look through a sheet's records shows besides its cells.
struct XLSSheetOverview {
    /// True when cells come row by row, as spreadsheet programs write them.
    private(set) var isSorted = true
    /// The numbers, from 0, of hidden rows.
    private(set) var hiddenRows: Set<Int> = []
    private(set) var hiddenColumns: [ClosedRange<Int>] = []
    private(set) var merges: [CellRange] = []
    var comments: [SheetComment] { collector.comments }

    private var collector = CommentCollector()

    private enum Name {
        static let row = 0x208, columns = 0x7D, merged = 0xE5, note = 0x1C, object = 0x5D, text = 0x1B6
    }

    init(
        _ records: XLSRecords, at place: Int, version: XLSVersion, text: XLSText, part: String, limits: FormatLimits
    ) throws(FormatFault) {
        var scan = try XLSSheetScan(records, at: place, part: part)
        var last = 0
        var object = -1
        var texts: [Int: [UInt8]] = [:]
        var notes: [(row: Int, column: Int, object: Int)] = []
        var note: (row: Int, column: Int, text: [UInt8])?
        var textBytes = 0
        while try scan.next() {
            if XLSCell.isCell(records.type) {
                let row = try records.word(0)
                if row < last { isSorted = false }
                last = row
                continue
            }
            switch records.type {
            case Name.row where records.length >= 14:
                if try records.word(12) & 0x20 != 0 { hiddenRows.insert(try records.word(0)) }
            case Name.columns where records.length >= 10:
                let (first, end) = (try records.word(0), min(try records.word(2), limits.columns - 1))
                if try records.word(8) & 1 == 1, first <= end, hiddenColumns.count < limits.columns {
                    hiddenColumns.append(first...end)
                }
            case Name.merged: try takeMerges(records, part, limits)
            case Name.object where version >= .excel97 && records.length >= 8:
                object = try records.word(0) == 0x15 ? records.word(6) : -1
            case Name.text where object >= 0 && version >= .excel97 && records.length >= 12:
                let characters = try records.word(10)
                guard characters > 0, records.nextType() == 0x3C, try records.next() else { break }
                var value: [UInt8] = []
                var reader = XLSLongText(records, at: 0)
                try reader.appendCharacters(characters, flags: reader.byte(), to: &value)
                textBytes += value.count
                if textBytes > limits.recordBytes * 4 {
                    throw .tooLarge(part: part, limit: "bytes of comments", value: limits.recordBytes * 4)
                }
                texts[object] = value
                object = -1
            case Name.note where version >= .excel97:
                if notes.count >= limits.annotations {
                    throw .tooLarge(part: part, limit: "comments", value: limits.annotations)
                }
                notes.append((try records.word(0), try records.word(2), try records.word(6)))
            case Name.note:
                // A longer text goes on in further records without a place.
                var value: [UInt8] = []
                try text.append(records.bytes(6, records.word(4)), to: &value)
                if try records.word(0) == 0xFFFF {
                    note?.text += value
                } else {
                    if let note { try collect(note.row, note.column, note.text, part, limits) }
                    note = (try records.word(0), try records.word(2), value)
                }
            default: break
            }
        }
        if let note { try collect(note.row, note.column, note.text, part, limits) }
        for note in notes { try collect(note.row, note.column, texts[note.object] ?? [], part, limits) }
    }

    private mutating func collect(_ row: Int, _ column: Int, _ text: [UInt8], _ part: String, _ limits: FormatLimits)
        throws(FormatFault)
    {
        try collector.append(row: row + 1, column: column, text: text, part: part, limits: limits)
    }

    private mutating func takeMerges(_ records: XLSRecords, _ part: String, _ limits: FormatLimits) throws(FormatFault)
    {
        for index in 0..<(try records.word(0)) {
            let at = 2 + index * 8
            guard at + 8 <= records.length else { return }
            let (first, last) = (try records.word(at), try records.word(at + 2))
            let (left, right) = (try records.word(at + 4), min(try records.word(at + 6), limits.columns - 1))
            guard first <= last, left <= right else { continue }
            if merges.count >= limits.annotations {
                throw .tooLarge(part: part, limit: "merged ranges", value: limits.annotations)
            }
            merges.append(CellRange(rows: UInt32(first + 1)...UInt32(last + 1), columns: left...right))
        }
    }
}

/// Goes through one sheet's records and leaves out what is embedded in it, such as charts.
struct XLSSheetScan {
    private let records: XLSRecords
    private let part: String
    private var depth = 1

    init(_ records: XLSRecords, at place: Int, part: String) throws(FormatFault) {
        self.records = records
        self.part = part
        records.seek(place)
        guard place < records.size else {
            throw .incomplete(part: part, reason: "the workbook is cut before the sheet")
        }
        guard try records.next(), XLSType.begin.contains(records.type) else {
            throw .refused(part: part, reason: "the sheet isn't where the workbook says it is")
        }
    }

    /// Goes to the next record of the sheet; false at its end. A sheet without an end is a fault.
    mutating func next() throws(FormatFault) -> Bool {
        while try records.next() {
            if XLSType.begin.contains(records.type) {
                depth += 1
            } else if records.type == XLSType.endOfFile {
                depth -= 1
                if depth == 0 { return false }
            } else if records.type == XLSType.filePass {
                throw .encrypted
            } else if depth == 1 {
                return true
            }
        }
        throw .incomplete(part: part, reason: "the workbook ends before the sheet does")
    }
}
