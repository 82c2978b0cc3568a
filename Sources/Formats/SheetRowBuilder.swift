/// Builds a sheet's rows cell by cell, and keeps the limits that hold for workbooks of every kind.
///
/// A cell is written by appending to `row.bytes` between `row.bytes.count` as its start and `endCell`.
struct SheetRowBuilder {
    /// The row that is being built.
    var row = SheetRow()
    /// What is known of the sheet so far.
    var summary = SheetSummary()
    /// The row that was passed on or begun last.
    private(set) var lastRow: UInt32 = 0
    /// True where a cell that comes again replaces the one before it; else two cells of one column are refused.
    var keepsLastOfColumn = false
    /// What the caller's closure threw.
    private(set) var failure: (any Error)?

    private let part: String
    private let limits: FormatLimits
    private let expandedMaximum: Int
    private var expanded = 0
    private var isSorted = true

    init(part: String, limits: FormatLimits, expandedMaximum: Int) {
        self.part = part
        self.limits = limits
        self.expandedMaximum = expandedMaximum
    }

    /// Begins a row, whose number must be greater than the one before it.
    mutating func begin(_ number: Int, isHidden: Bool) throws(FormatFault) {
        begin(isHidden: isHidden)
        try setNumber(number)
    }

    /// Begins a row that gets its number before it is passed on.
    mutating func begin(isHidden: Bool) {
        row.cells.removeAll(keepingCapacity: true)
        row.bytes.removeAll(keepingCapacity: true)
        row.isHidden = isHidden
        isSorted = true
    }

    /// Numbers the row.
    mutating func setNumber(_ number: Int) throws(FormatFault) {
        if number > limits.rows { throw .tooLarge(part: part, limit: "rows", value: limits.rows) }
        if number <= Int(lastRow) { throw .refused(part: part, reason: "row \(number) stands after row \(lastRow)") }
        row.number = UInt32(number)
    }

    /// Ends a cell whose text was appended from `start` on; a cell without text or problem is none.
    mutating func endCell(
        _ start: Int, column: Int, kind: CellKind, problem: CellProblem = .none, style: UInt32 = 0
    ) throws(FormatFault) {
        let end = row.bytes.count
        if end == start, problem == .none { return }
        if column < 0 || column >= limits.columns {
            throw .tooLarge(part: part, limit: "columns", value: limits.columns)
        }
        if end - start > limits.cellBytes { throw cellTooLong() }
        if end > limits.recordBytes {
            throw .tooLarge(part: part, limit: "bytes in one row", value: limits.recordBytes)
        }
        // Each cell costs something even where it is short, so that a repetition can't be for nothing.
        expanded += end - start + 1
        if expanded > expandedMaximum {
            throw .tooLarge(
                part: part, limit: "bytes of text, far more than the file could hold", value: expandedMaximum)
        }
        if let last = row.cells.last, Int(last.column) >= column { isSorted = false }
        row.cells.append(
            SheetCell(
                column: UInt16(truncatingIfNeeded: column), kind: kind, problem: problem, style: style,
                start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end)))
    }

    /// Notes a merged range; parts beyond what a sheet can have don't count.
    mutating func merge(row: Int, column: Int, rows: Int, columns: Int) throws(FormatFault) {
        guard rows > 1 || columns > 1, row > 0, row <= limits.rows, column >= 0, column < limits.columns else { return }
        if summary.merges.count >= limits.annotations {
            throw .tooLarge(part: part, limit: "merged ranges", value: limits.annotations)
        }
        let lastRow = row + min(max(1, rows), limits.rows) - 1
        let lastColumn = column + min(max(1, columns), limits.columns) - 1
        summary.merges.append(
            CellRange(
                rows: UInt32(row)...UInt32(min(lastRow, limits.rows)),
                columns: column...min(lastColumn, limits.columns - 1)))
    }

    /// Notes hidden columns, the first counted from 0.
    mutating func hide(columns first: Int, _ count: Int) {
        guard count > 0, first >= 0, first < limits.columns, summary.hiddenColumns.count < limits.columns else {
            return
        }
        summary.hiddenColumns.append(first...min(first + min(count, limits.columns) - 1, limits.columns - 1))
    }

    /// Passes the row on; false when no more is wanted.
    mutating func pass(to body: (SheetRow) throws -> Bool) throws(FormatFault) -> Bool {
        lastRow = row.number
        if !isSorted {
            // Cells of one column stay in their order, which is that of their text.
            row.cells.sort { ($0.column, $0.start) < ($1.column, $1.start) }
            isSorted = true
            if keepsLastOfColumn {
                var kept: [SheetCell] = []
                for cell in row.cells {
                    if kept.last?.column == cell.column { kept.removeLast() }
                    kept.append(cell)
                }
                row.cells = kept
            }
        }
        for index in row.cells.indices.dropFirst() where row.cells[index].column == row.cells[index - 1].column {
            throw .refused(part: part, reason: "row \(row.number) holds two cells of one column")
        }
        guard !row.cells.isEmpty else { return true }
        if row.isHidden { summary.hiddenRows += 1 }
        do { return try body(row) } catch {
            failure = error
            return false
        }
    }

    /// Counts a row that is passed on once more.
    mutating func count(again row: SheetRow) throws(FormatFault) {
        expanded += row.bytes.count + row.cells.count
        if expanded > expandedMaximum {
            throw .tooLarge(
                part: part, limit: "bytes of text, far more than the file could hold", value: expandedMaximum)
        }
    }

    /// What is thrown for a cell that is too long.
    func cellTooLong() -> FormatFault { .tooLarge(part: part, limit: "bytes in one cell", value: limits.cellBytes) }
}

/// Collects a sheet's comments within the limits.
struct CommentCollector {
    private(set) var comments: [SheetComment] = []
    private var bytes = 0

    mutating func append(row: Int, column: Int, text: [UInt8], part: String, limits: FormatLimits) throws(FormatFault) {
        guard row > 0, row <= limits.rows, column >= 0, column < limits.columns, !text.isEmpty else { return }
        bytes += text.count
        if comments.count >= limits.annotations || bytes > limits.recordBytes * 4 {
            throw .tooLarge(part: part, limit: "comments", value: limits.annotations)
        }
        comments.append(
            SheetComment(row: UInt32(row), column: column, text: String(decoding: text, as: UTF8.self)))
    }
}
