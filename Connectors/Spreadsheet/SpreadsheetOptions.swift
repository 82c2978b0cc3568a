internal import Connecting
internal import Formats
internal import Records

/// The options of the spreadsheet connector as data.
enum SpreadsheetOptions {
    static let sheet = "sheet"
    static let headerRow = "header_row"
    static let headerRows = "header_rows"
    static let columns = "columns"
    static let mergedHeader = "merged_header"
    static let endsAt = "ends_at"
    static let styles = "styles"
    static let hidden = "hidden"

    static let all = [
        OptionDescription(
            sheet, .text, "The sheet's name; a trailing * stands for any ending, as in a sheet named after a month."),
        OptionDescription(
            headerRow, .integer(1...1_048_576),
            "The sheet's row where the table begins: its header, or its first record when header_rows is 0."),
        OptionDescription(
            headerRows, .integer(0...10),
            "How many rows the header takes; the names of several are joined as in Region / from previous quarter."),
        OptionDescription(columns, .text, "The table's first and last column by letters, such as B:K."),
        OptionDescription(
            mergedHeader, .boolean, standard: "false",
            "Whether header cells are merged, so that a name counts for every cell it spans."),
        OptionDescription(
            endsAt, .choice(TableEnd.allCases.map(\.rawValue)), standard: TableEnd.sheetEnd.rawValue,
            "Where the table ends: at the sheet's end, at the first blank row, or where a defined table ends."),
        OptionDescription(
            styles, .boolean, standard: "false",
            "Adds the columns cell.style (red, strike … where a row's cells share it) and cell.comment."),
        OptionDescription(
            hidden, .boolean, standard: "false",
            "Adds the column row.hidden: true for rows hidden by hand or by a filter, which are always read."),
    ]
}

/// Where a table ends.
enum TableEnd: String, CaseIterable {
    /// With the sheet; notes and totals under the table are told apart by their look.
    case sheetEnd = "sheet_end"
    /// At the first blank row; what follows is outside the table.
    case blankRow = "blank_row"
    /// Where the table that was defined in the spreadsheet program ends.
    case definedTable = "table"
}

/// Where a table is on its sheet and how it is read.
struct TableLayout: Equatable {
    /// The row where it begins: its header's first, or its first record when it has no header.
    var firstRow: UInt32
    /// How many rows its header takes.
    var headerRows: Int
    /// Its columns.
    var columns: ClosedRange<Int>
    /// Whether names count for every cell that their merged cell spans.
    var hasMergedHeader = false
    /// Where it ends.
    var end = TableEnd.sheetEnd
    /// Whether style and comment columns are added.
    var showsStyles = false
    /// Whether a column for hidden rows is added.
    var showsHidden = false

    /// The columns that are added after the table's own.
    var addedColumns: [String] {
        (showsStyles ? ["cell.style", "cell.comment"] : []) + (showsHidden ? ["row.hidden"] : [])
    }

    init(firstRow: UInt32, headerRows: Int, columns: ClosedRange<Int>) {
        self.firstRow = firstRow
        self.headerRows = headerRows
        self.columns = columns
    }

    /// Reads a layout from options; nil when they don't say where the table is.
    init?(_ options: OptionValues) {
        guard let row = options.integer(SpreadsheetOptions.headerRow), row > 0, row <= 1_048_576,
            let columns = options[SpreadsheetOptions.columns].flatMap(TableLayout.columns)
        else { return nil }
        self.init(
            firstRow: UInt32(row), headerRows: options.integer(SpreadsheetOptions.headerRows) ?? 1, columns: columns)
        headerRows = max(0, min(10, headerRows))
        hasMergedHeader = options.isTrue(SpreadsheetOptions.mergedHeader)
        end = options[SpreadsheetOptions.endsAt].flatMap(TableEnd.init) ?? .sheetEnd
        showsStyles = options.isTrue(SpreadsheetOptions.styles)
        showsHidden = options.isTrue(SpreadsheetOptions.hidden)
    }

    /// The layout as options, so that a project's file says exactly how a sheet is read.
    func options(sheet: String) -> OptionValues {
        var options = OptionValues()
        options[SpreadsheetOptions.sheet] = sheet
        options[SpreadsheetOptions.headerRow] = String(firstRow)
        options[SpreadsheetOptions.headerRows] = String(headerRows)
        options[SpreadsheetOptions.columns] =
            "\(Position.columnLetters(columns.lowerBound)):\(Position.columnLetters(columns.upperBound))"
        if hasMergedHeader { options[SpreadsheetOptions.mergedHeader] = "true" }
        if end != .sheetEnd { options[SpreadsheetOptions.endsAt] = end.rawValue }
        if showsStyles { options[SpreadsheetOptions.styles] = "true" }
        if showsHidden { options[SpreadsheetOptions.hidden] = "true" }
        return options
    }

    /// Reads `B:K`; nil when it is none.
    static func columns(_ text: String) -> ClosedRange<Int>? {
        let parts = text.utf8.split(separator: 0x3A, omittingEmptySubsequences: false)
        guard parts.count == 2, let first = CellAddress(Array(parts[0]) + [0x31]),
            let last = CellAddress(Array(parts[1]) + [0x31]), first.column <= last.column, last.column < 16_384
        else { return nil }
        return first.column...last.column
    }
}
