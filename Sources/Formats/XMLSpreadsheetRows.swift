/// Reads one sheet of an XML Spreadsheet and passes each row on as soon as it is complete.
final class XMLSpreadsheetRows: XMLReceiver {
    private enum Name {
        static let cell = 0, data = 1, type = 2, styleID = 3, index = 4, row = 5, mergeAcross = 6, mergeDown = 7
        static let formula = 8, hidden = 9, span = 10, comment = 11, worksheet = 12, table = 13, column = 14
        static let topCell = 15, leftCell = 16
    }

    let names = [
        "Cell", "Data", "Type", "StyleID", "Index", "Row", "MergeAcross", "MergeDown", "Formula", "Hidden", "Span",
        "Comment", "Worksheet", "Table", "Column", "TopCell", "LeftCell",
    ]
    /// Set before the scan begins, so that reading can end with the sheet.
    weak var scanner: XMLScanner?
    /// True to collect comments instead of passing rows on.
    var collectsComments = false
    /// The comments, where they are collected.
    var comments: [SheetComment] { collector.comments }
    /// What is known of the sheet.
    var summary: SheetSummary { builder.summary }
    /// What the caller's closure threw.
    var failure: (any Error)? { builder.failure }

    private enum DataType {
        case string
        case number
        case date
        case boolean
        case error
    }

    private let sheet: Int
    private let part: String
    private let limits: FormatLimits
    private let styles: [WorkbookStyle]
    private let styleIndexes: [String: UInt32]
    private let is1904: Bool
    private let body: (SheetRow) throws -> Bool
    private var builder: SheetRowBuilder
    private var collector = CommentCollector()

    private var worksheet = -1
    private var isInTable = false
    private var isInRow = false
    private var isInCell = false
    private var isInComment = false
    private var isInData = false
    private var columnStyles: [Int: UInt32] = [:]
    private var nextColumnElement = 0
    private var firstColumn = 0
    private var nextRow = 1
    private var rowStyle: UInt32?
    private var nextColumn = 0
    private var column = 0
    private var columnsCovered = 0
    private var style: UInt32 = 0
    private var hasFormula = false
    private var hasData = false
    private var type = DataType.string
    private var value: [UInt8] = []
    private var comment: [UInt8] = []
    private var lastStyleName: [UInt8] = []
    private var lastStyle: UInt32 = 0

    init(
        sheet: Int, part: String, limits: FormatLimits, styles: [WorkbookStyle], styleIndexes: [String: UInt32],
        is1904: Bool, expandedMaximum: Int, body: @escaping (SheetRow) throws -> Bool
    ) {
        self.sheet = sheet
        self.part = part
        self.limits = limits
        self.styles = styles
        self.styleIndexes = styleIndexes
        self.is1904 = is1904
        self.body = body
        builder = SheetRowBuilder(part: part, limits: limits, expandedMaximum: expandedMaximum)
    }

    // MARK: Elements

    func start(_ name: Int, _ attributes: XMLAttributes) throws(FormatFault) {
        switch name {
        case Name.worksheet: worksheet += 1
        case Name.table where worksheet == sheet && !isInTable:
            isInTable = true
            nextRow = max(1, attributes.integer(Name.topCell) ?? 1)
            firstColumn = max(1, attributes.integer(Name.leftCell) ?? 1) - 1
            nextColumnElement = firstColumn
        case Name.column where isInTable && !isInRow: startColumn(attributes)
        case Name.row where isInTable && !isInRow: try startRow(attributes)
        case Name.cell where isInRow && !isInCell: try startCell(attributes)
        case Name.comment where isInCell:
            isInComment = true
            comment.removeAll(keepingCapacity: true)
        case Name.data where isInCell && !isInData:
            isInData = true
            if !isInComment { startData(attributes) }
        default: break
        }
    }

    func end(_ name: Int) throws(FormatFault) {
        switch name {
        case Name.data: isInData = false
        case Name.comment where isInComment:
            isInComment = false
            isInData = false
            if collectsComments {
                try collector.append(
                    row: Int(builder.row.number), column: column, text: comment, part: part, limits: limits)
            }
        case Name.cell where isInCell:
            isInCell = false
            try endCell()
        case Name.row where isInRow:
            isInRow = false
            if try !builder.pass(to: body) { scanner?.stop() }
        case Name.table where isInTable: isInTable = false
        case Name.worksheet where worksheet == sheet:
            builder.summary.isComplete = true
            scanner?.stop()
        default: break
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws(FormatFault) {
        guard isInData else { return }
        if isInComment {
            if comment.count + bytes.count > limits.cellBytes { throw builder.cellTooLong() }
            comment.append(contentsOf: bytes)
        } else {
            if value.count + bytes.count > limits.cellBytes { throw builder.cellTooLong() }
            value.append(contentsOf: bytes)
        }
    }

    // MARK: Columns and rows

    /// A place that an `Index` names, counted from 1, else the next one.
    private func place(_ attributes: XMLAttributes, next: Int, _ what: String) throws(FormatFault) -> Int {
        guard attributes[Name.index] != nil else { return next }
        guard let index = attributes.integer(Name.index), index > 0 else {
            throw .refused(part: part, reason: "a \(what) after row \(builder.lastRow) has no valid index")
        }
        return index
    }

    private func startColumn(_ attributes: XMLAttributes) {
        if let index = attributes.integer(Name.index), index > 0 { nextColumnElement = index - 1 }
        let count = min(limits.columns, (attributes.integer(Name.span) ?? 0) + 1)
        let first = min(nextColumnElement, limits.columns)
        if attributes.isTrue(Name.hidden) { builder.hide(columns: first, count) }
        if let name = attributes[Name.styleID], first < limits.columns {
            let style = style(named: name)
            for column in first..<min(limits.columns, first + count) { columnStyles[column] = style }
        }
        nextColumnElement = first + count
    }

    private func startRow(_ attributes: XMLAttributes) throws(FormatFault) {
        isInRow = true
        let number = try place(attributes, next: nextRow, "row")
        // A span says that as many further rows look alike; they hold nothing.
        nextRow = number + 1 + min(attributes.integer(Name.span) ?? 0, limits.rows)
        rowStyle = attributes[Name.styleID].map { style(named: $0) }
        nextColumn = firstColumn
        try builder.begin(number, isHidden: attributes.isTrue(Name.hidden))
    }

    private func style(named name: UnsafeRawBufferPointer) -> UInt32 {
        if name.count == lastStyleName.count, name.elementsEqual(lastStyleName) { return lastStyle }
        lastStyleName = Array(name)
        lastStyle = styleIndexes[String(decoding: name, as: UTF8.self)] ?? 0
        return lastStyle
    }

    // MARK: Cells

    private func startCell(_ attributes: XMLAttributes) throws(FormatFault) {
        isInCell = true
        column = try place(attributes, next: nextColumn + 1, "cell") - 1
        let across = attributes.integer(Name.mergeAcross) ?? 0
        let down = attributes.integer(Name.mergeDown) ?? 0
        columnsCovered = min(across, limits.columns)
        nextColumn = min(column, 1 << 40) + 1 + columnsCovered
        if across > 0 || down > 0 {
            try builder.merge(
                row: Int(builder.row.number), column: column, rows: min(down, limits.rows) + 1,
                columns: columnsCovered + 1)
        }
        style = attributes[Name.styleID].map { style(named: $0) } ?? rowStyle ?? columnStyles[column] ?? 0
        hasFormula = attributes[Name.formula] != nil
        hasData = false
        value.removeAll(keepingCapacity: true)
    }

    private func startData(_ attributes: XMLAttributes) {
        hasData = true
        type = .string
        guard let letter = attributes[Name.type]?.first else { return }
        switch letter {
        case 0x4E: type = .number
        case 0x44: type = .date
        case 0x42: type = .boolean
        case 0x45: type = .error
        default: type = .string
        }
    }

    private func endCell() throws(FormatFault) {
        isInData = false
        if collectsComments { return }
        let start = builder.row.bytes.count
        var kind = CellKind.text
        var problem = CellProblem.none
        if hasData {
            (kind, problem) = appendValue()
        } else if hasFormula {
            problem = .noCachedValue
        }
        try builder.endCell(start, column: column, kind: kind, problem: problem, style: style)
    }

    private func appendValue() -> (CellKind, CellProblem) {
        let format = Int(style) < styles.count ? styles[Int(style)].format : .number
        switch type {
        case .string: break
        case .number:
            let bytes = trimmed()
            if bytes.isEmpty { return (.text, .none) }
            return value.withUnsafeBytes {
                CellText.append(
                    number: UnsafeRawBufferPointer(rebasing: $0[bytes]), format: format, is1904: is1904,
                    to: &builder.row.bytes)
            }
        case .date: return appendDate(format)
        case .boolean:
            switch value.first {
            case 0x31 where value.count == 1: builder.row.bytes.append(contentsOf: "true".utf8)
            case 0x30 where value.count == 1: builder.row.bytes.append(contentsOf: "false".utf8)
            default: builder.row.bytes.append(contentsOf: value)
            }
            return (.boolean, .none)
        case .error:
            builder.row.bytes.append(contentsOf: value)
            return (.error, .error)
        }
        builder.row.bytes.append(contentsOf: value)
        return (.text, .none)
    }

    /// A day and time, written out even where the cell shows a time or a duration only.
    private func appendDate(_ format: NumberFormat) -> (CellKind, CellProblem) {
        let bytes = trimmed()
        return value.withUnsafeBytes { value -> (CellKind, CellProblem) in
            let text = UnsafeRawBufferPointer(rebasing: value[bytes])
            if let serial = CellText.serial(iso: text, is1904: is1904) {
                var shown = format
                switch format {
                case .number, .text, .digits: shown = serial == serial.rounded(.down) ? .date : .dateTime
                default: break
                }
                if let kind = CellText.append(serial: serial, shown, is1904: is1904, to: &builder.row.bytes) {
                    return (kind, .none)
                }
            }
            return (CellText.append(iso: text, to: &builder.row.bytes), .none)
        }
    }

    private func trimmed() -> Range<Int> {
        var start = 0
        var end = value.count
        while start < end, value[start] <= 0x20 { start += 1 }
        while end > start, value[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }
}
