/// Reads one sheet of an OpenDocument text and passes each row on as soon as it is complete.
///
/// What is repeated is written out only where it holds something: the blank million at the end of a sheet costs nothing.
final class OpenDocumentRows: XMLReceiver {
    private enum Name {
        static let cell = 0, p = 1, valueType = 2, value = 3, styleName = 4, row = 5, columnsRepeated = 6
        static let covered = 7, dateValue = 8, timeValue = 9, booleanValue = 10, stringValue = 11, formula = 12
        static let columnsSpanned = 13, rowsSpanned = 14, s = 15, c = 16, lineBreak = 17, tab = 18, table = 19
        static let spreadsheet = 20, rowsRepeated = 21, visibility = 22, defaultStyle = 23, column = 24
        static let annotation = 25
    }

    let names = [
        "table-cell", "p", "value-type", "value", "style-name", "table-row", "number-columns-repeated",
        "covered-table-cell", "date-value", "time-value", "boolean-value", "string-value", "formula",
        "number-columns-spanned", "number-rows-spanned", "s", "c", "line-break", "tab", "table", "spreadsheet",
        "number-rows-repeated", "visibility", "default-cell-style-name", "table-column", "annotation",
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

    private let sheet: Int
    private let part: String
    private let limits: FormatLimits
    private let styles: [WorkbookStyle]
    private let styleIndexes: [String: UInt32]
    private let body: (SheetRow) throws -> Bool
    private var builder: SheetRowBuilder
    private var collector = CommentCollector()

    private var depth = 0
    private var spreadsheetDepth = -1
    private var tableDepth = -1
    private var table = -1
    private var rowDepth = -1
    private var cellDepth = -1
    private var annotationDepth = -1

    /// The styles that columns give to cells without one of their own: each for columns below its end.
    private var columnStyles: [(end: Int, style: UInt32)] = []
    private var columnCursor = 0
    private var columns = 0
    private var nextRow = 1
    private var rowRepeat = 1
    private var rowStyle: UInt32?
    private var nextColumn = 0
    private var cell = Cell()
    private var text: [UInt8] = []
    private var comment: [UInt8] = []
    private var value: [UInt8] = []
    private var paragraphs = 0
    private var commentParagraphs = 0
    private var isInParagraph = false
    /// Spaces that were met and not written yet.
    private var spaces = 0
    /// True where a line end is among them: then they are indentation and count as one.
    private var hasLineEnd = false
    private var lastStyleName: [UInt8] = []
    private var lastStyle: UInt32 = 0

    private enum ValueType {
        case none
        case number
        case date
        case time
        case boolean
        case string
    }

    private struct Cell {
        var type = ValueType.none
        var count = 1
        var style: UInt32 = 0
        var hasFormula = false
        /// What a formula that is nothing but a boolean gives.
        var constant: Bool?
        var isError = false
        var hasValue = false
    }

    init(
        sheet: Int, part: String, limits: FormatLimits, styles: [WorkbookStyle], styleIndexes: [String: UInt32],
        expandedMaximum: Int, body: @escaping (SheetRow) throws -> Bool
    ) {
        self.sheet = sheet
        self.part = part
        self.limits = limits
        self.styles = styles
        self.styleIndexes = styleIndexes
        self.body = body
        builder = SheetRowBuilder(part: part, limits: limits, expandedMaximum: expandedMaximum)
    }

    // MARK: Elements

    func start(_ name: Int, _ attributes: XMLAttributes) throws(FormatFault) {
        depth += 1
        if tableDepth < 0 {
            if name == Name.spreadsheet, spreadsheetDepth < 0 { spreadsheetDepth = depth }
            guard name == Name.table, spreadsheetDepth >= 0, depth == spreadsheetDepth + 1 else { return }
            table += 1
            if table == sheet { tableDepth = depth }
            return
        }
        if cellDepth >= 0 { return try startInside(name, attributes) }
        switch name {
        case Name.cell where rowDepth >= 0, Name.covered where rowDepth >= 0: startCell(attributes)
        case Name.row where rowDepth < 0: startRow(attributes)
        case Name.column: startColumn(attributes)
        default: break
        }
    }

    func end(_ name: Int) throws(FormatFault) {
        if depth == cellDepth {
            cellDepth = -1
            try endCell()
        } else if depth == rowDepth {
            rowDepth = -1
            try endRow()
        } else if depth == annotationDepth {
            annotationDepth = -1
            try collect()
        } else if depth == tableDepth {
            builder.summary.isComplete = true
            scanner?.stop()
        } else if name == Name.p, isInParagraph {
            // Programs leave a last space as it is; indentation is none.
            if !hasLineEnd {
                if annotationDepth >= 0 { endSpace(&comment) } else { endSpace(&text) }
            }
            isInParagraph = false
            spaces = 0
        }
        depth -= 1
    }

    func text(_ bytes: UnsafeRawBufferPointer) throws(FormatFault) {
        guard isInParagraph else { return }
        if annotationDepth >= 0 {
            try append(bytes, to: &comment)
        } else {
            try append(bytes, to: &text)
        }
    }

    // MARK: Columns and rows

    private func startColumn(_ attributes: XMLAttributes) {
        let count = min(attributes.integer(Name.columnsRepeated) ?? 1, limits.columns)
        if isHidden(attributes) { builder.hide(columns: columns, count) }
        columns = min(columns + count, limits.columns)
        guard columnStyles.count <= limits.columns else { return }
        columnStyles.append((columns, attributes[Name.defaultStyle].map { style(named: $0) } ?? 0))
    }

    private func startRow(_ attributes: XMLAttributes) {
        rowDepth = depth
        rowRepeat = max(1, attributes.integer(Name.rowsRepeated) ?? 1)
        rowStyle = attributes[Name.defaultStyle].map { style(named: $0) }
        nextColumn = 0
        columnCursor = 0
        // Its number is looked at only where it holds something: blank rows may go on for ever.
        builder.begin(isHidden: isHidden(attributes))
    }

    private func endRow() throws(FormatFault) {
        defer { nextRow = min(nextRow + min(rowRepeat, 1 << 30), 1 << 40) }
        if builder.row.cells.isEmpty { return }
        for offset in 0..<rowRepeat {
            try builder.setNumber(nextRow + offset)
            guard try builder.pass(to: body) else {
                scanner?.stop()
                return
            }
            // A row that is written out again counts again.
            if offset > 0 { try builder.count(again: builder.row) }
        }
    }

    private func isHidden(_ attributes: XMLAttributes) -> Bool {
        guard let visibility = attributes[Name.visibility] else { return false }
        return visibility.elementsEqual("collapse".utf8) || visibility.elementsEqual("filter".utf8)
    }

    private func style(named name: UnsafeRawBufferPointer) -> UInt32 {
        if name.count == lastStyleName.count, name.elementsEqual(lastStyleName) { return lastStyle }
        lastStyleName = Array(name)
        lastStyle = styleIndexes[String(decoding: name, as: UTF8.self)] ?? 0
        return lastStyle
    }

    // MARK: Cells

    private func startCell(_ attributes: XMLAttributes) {
        cellDepth = depth
        cell = Cell()
        text.removeAll(keepingCapacity: true)
        value.removeAll(keepingCapacity: true)
        paragraphs = 0
        isInParagraph = false
        spaces = 0
        cell.count = max(1, attributes.integer(Name.columnsRepeated) ?? 1)
        if let name = attributes[Name.styleName] {
            cell.style = style(named: name)
        } else {
            cell.style = rowStyle ?? columnStyle(nextColumn)
        }
        if let formula = attributes[Name.formula] {
            cell.hasFormula = true
            // So are booleans of other kinds of workbooks written.
            if formula.elementsEqual("of:=TRUE()".utf8) { cell.constant = true }
            if formula.elementsEqual("of:=FALSE()".utf8) { cell.constant = false }
        }
        guard let type = attributes[Name.valueType], let letter = type.first else {
            noteSpan(attributes)
            return
        }
        var source = -1
        switch letter {
        case 0x66, 0x70, 0x63:
            cell.type = .number
            source = Name.value
        case 0x64:
            cell.type = .date
            source = Name.dateValue
        case 0x74:
            cell.type = .time
            source = Name.timeValue
        case 0x62:
            cell.type = .boolean
            source = Name.booleanValue
        case 0x73:
            cell.type = .string
            source = Name.stringValue
        default: break
        }
        cell.isError = letter == 0x65 || attributes.has(Name.valueType, "error")
        if source == Name.stringValue {
            // An ampersand stands in an attribute in a form that only `text` undoes.
            if let given = attributes.text(source) {
                value.append(contentsOf: given.utf8)
                cell.hasValue = true
            }
        } else if source >= 0, let given = attributes[source] {
            value.append(contentsOf: given)
            cell.hasValue = true
        }
        noteSpan(attributes)
    }

    private func noteSpan(_ attributes: XMLAttributes) {
        let columns = attributes.integer(Name.columnsSpanned) ?? 1
        let rows = attributes.integer(Name.rowsSpanned) ?? 1
        guard columns > 1 || rows > 1, nextRow <= limits.rows else { return }
        span = (nextRow, nextColumn, rows, columns)
    }

    /// The merged range that begins with the cell.
    private var span: (row: Int, column: Int, rows: Int, columns: Int)?

    private func columnStyle(_ column: Int) -> UInt32 {
        while columnCursor < columnStyles.count, columnStyles[columnCursor].end <= column { columnCursor += 1 }
        return columnCursor < columnStyles.count ? columnStyles[columnCursor].style : 0
    }

    /// An element inside a cell: only paragraphs that belong to the cell itself or to its comment count.
    private func startInside(_ name: Int, _ attributes: XMLAttributes) throws(FormatFault) {
        switch name {
        case Name.p where depth == cellDepth + 1:
            if paragraphs > 0 { text.append(0x0A) }
            paragraphs += 1
            isInParagraph = true
            spaces = 0
            hasLineEnd = false
        case Name.annotation where annotationDepth < 0 && depth == cellDepth + 1:
            annotationDepth = depth
            comment.removeAll(keepingCapacity: true)
            commentParagraphs = 0
        case Name.p where annotationDepth >= 0:
            if commentParagraphs > 0 { comment.append(0x0A) }
            commentParagraphs += 1
            isInParagraph = true
            spaces = 0
            hasLineEnd = false
        case Name.s where isInParagraph: try append(0x20, min(attributes.integer(Name.c) ?? 1, limits.cellBytes + 1))
        case Name.tab where isInParagraph: try append(0x09, 1)
        case Name.lineBreak where isInParagraph: try append(0x0A, 1)
        default: break
        }
    }

    private func append(_ byte: UInt8, _ count: Int) throws(FormatFault) {
        if annotationDepth >= 0 { try append(byte, count, to: &comment) } else { try append(byte, count, to: &text) }
    }

    private func append(_ byte: UInt8, _ count: Int, to output: inout [UInt8]) throws(FormatFault) {
        if output.count + count > limits.cellBytes { throw cellTooLong() }
        endSpace(&output)
        output.append(contentsOf: repeatElement(byte, count: count))
    }

    /// Appends a paragraph's text. Spaces stay as they are: programs write several where the format would have an element
    /// for them. White space with a line end in it is indentation.
    private func append(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) throws(FormatFault) {
        if output.count + spaces + bytes.count > limits.cellBytes { throw cellTooLong() }
        for byte in bytes {
            if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                spaces += 1
                if byte == 0x0A || byte == 0x0D { hasLineEnd = true }
            } else {
                if spaces > 0 { endSpace(&output) }
                output.append(byte)
            }
        }
    }

    /// Writes the spaces that were met; indentation at a paragraph's beginning is left out.
    private func endSpace(_ output: inout [UInt8]) {
        if hasLineEnd {
            if let last = output.last, last != 0x0A { output.append(0x20) }
        } else {
            output.append(contentsOf: repeatElement(0x20, count: spaces))
        }
        spaces = 0
        hasLineEnd = false
    }

    private func cellTooLong() -> FormatFault {
        .tooLarge(part: part, limit: "bytes in one cell", value: limits.cellBytes)
    }

    private func collect() throws(FormatFault) {
        if collectsComments {
            try collector.append(row: nextRow, column: nextColumn, text: comment, part: part, limits: limits)
        }
        isInParagraph = false
    }

    private func endCell() throws(FormatFault) {
        defer { nextColumn = min(nextColumn + min(cell.count, 1 << 30), 1 << 40) }
        if let span {
            try builder.merge(row: span.row, column: span.column, rows: span.rows, columns: span.columns)
            self.span = nil
        }
        if collectsComments { return }
        let start = builder.row.bytes.count
        let (kind, problem) = appendValue()
        let end = builder.row.bytes.count
        if end == start, problem == .none { return }
        try builder.endCell(start, column: nextColumn, kind: kind, problem: problem, style: cell.style)
        guard cell.count > 1 else { return }
        for offset in 1..<cell.count {
            let again = builder.row.bytes.count
            builder.row.bytes.append(contentsOf: builder.row.bytes[start..<end])
            try builder.endCell(
                again, column: nextColumn + offset, kind: kind, problem: problem, style: cell.style)
        }
    }

    private func appendValue() -> (CellKind, CellProblem) {
        if cell.isError || (cell.hasFormula && CellText.errors.contains(text)) {
            builder.row.bytes.append(contentsOf: text)
            return (.error, .error)
        }
        let format = Int(cell.style) < styles.count ? styles[Int(cell.style)].format : .number
        switch cell.type {
        case .number where cell.constant != nil:
            builder.row.bytes.append(contentsOf: (cell.constant == true ? "true" : "false").utf8)
            return (.boolean, .none)
        case .number where cell.hasValue:
            return value.withUnsafeBytes {
                // A number cell has its type from the cell: only how many digits are shown comes from the style.
                let shown: NumberFormat = if case .digits = format { format } else { .number }
                return CellText.append(number: $0, format: shown, is1904: false, to: &builder.row.bytes)
            }
        case .date where cell.hasValue:
            return (value.withUnsafeBytes { CellText.append(day: $0, format, to: &builder.row.bytes) }, .none)
        case .time where cell.hasValue:
            if let kind = value.withUnsafeBytes({ CellText.append(period: $0, format, to: &builder.row.bytes) }) {
                return (kind, .none)
            }
            builder.row.bytes.append(contentsOf: value)
            return (.text, .none)
        case .boolean where cell.hasValue:
            builder.row.bytes.append(contentsOf: value)
            return (.boolean, .none)
        default:
            builder.row.bytes.append(contentsOf: cell.hasValue ? value : text)
            if cell.hasFormula, cell.type == .none, text.isEmpty { return (.text, .noCachedValue) }
            return (.text, .none)
        }
    }
}
