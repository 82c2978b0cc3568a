internal import Formats

/// What a look at a whole sheet shows, in bounded memory: its first and last rows, and counts of everything.
struct SheetOverview {
    /// The first rows that hold something.
    private(set) var head: [SheetRow] = []
    /// The number of the last row that holds something.
    private(set) var lastRow: UInt32 = 0
    /// How many rows hold something.
    private(set) var rowCount = 0
    /// Cells that hold something, by column.
    private(set) var columnCounts: [Int] = []
    /// Cells with each problem.
    private(set) var problems: [CellProblem: Int] = [:]
    /// Rows whose cells share a fill, a text colour or a line through them.
    private(set) var styledRows = 0
    /// The numbers of those among the first rows.
    private(set) var styledHeadRows: [UInt32] = []
    /// True when the last row is one of them, as a totals row often is.
    private(set) var isLastRowStyled = false
    /// The words for it, and how many rows have them.
    private(set) var styleWords: [String: Int] = [:]
    /// Merged ranges, hidden rows and columns; complete when the sheet was read to its end.
    private(set) var summary = SheetSummary()
    /// Tables that were defined in the spreadsheet program.
    let tables: [SheetTable]
    /// Comments.
    let comments: [SheetComment]

    /// Rows that are kept from the beginning.
    static let headRows = 400
    /// Bytes and cells of those rows, together, after which no more are kept.
    private static let headWeight = 16 << 20

    private var weight = 0

    private init(tables: [SheetTable], comments: [SheetComment]) {
        self.tables = tables
        self.comments = comments
    }

    /// Looks at a sheet from its beginning to its end, where its merged ranges stand.
    static func look(at sheet: Int, of workbook: Workbook) throws -> SheetOverview {
        var overview = try SheetOverview(tables: workbook.tables(of: sheet), comments: workbook.comments(of: sheet))
        overview.summary = try workbook.rows(of: sheet) { row in
            overview.take(row, styles: workbook.styles)
            return true
        }
        return overview
    }

    private mutating func take(_ row: SheetRow, styles: [WorkbookStyle]) {
        rowCount += 1
        lastRow = row.number
        if head.count < SheetOverview.headRows, weight < SheetOverview.headWeight {
            head.append(row)
            weight += row.bytes.count + row.cells.count * 64
        }
        for cell in row.cells {
            let column = Int(cell.column)
            if column >= columnCounts.count {
                columnCounts.append(contentsOf: repeatElement(0, count: column + 1 - columnCounts.count))
            }
            columnCounts[column] += 1
            if cell.problem != .none { problems[cell.problem, default: 0] += 1 }
        }
        let words = RowStyle.words(of: row.cells[...], styles: styles)
        isLastRowStyled = !words.isEmpty
        if !words.isEmpty {
            styledRows += 1
            if rowCount <= SheetOverview.headRows { styledHeadRows.append(row.number) }
            styleWords[words, default: 0] += 1
        }
    }
}
