internal import Connecting
internal import Formats
internal import Records

/// Turns a sheet's rows into batches: leaves out what is above the table, tells records from totals, notes and repeated headers,
/// and notes what is doubtful about cells.
///
/// Rows that could be notes or totals under the table are held back until it is certain that no record follows.
final class SheetRows {
    /// What came of the sheet.
    private(set) var summary: ReadingSummary
    /// The names of all columns, the added ones last; known once the header has been read.
    private(set) var names: [String] = []

    private let layout: TableLayout
    private let styles: [WorkbookStyle]
    private let merges: [CellRange]
    private let comments: [UInt32: [String]]
    private let lastRow: UInt32
    private let totalRow: UInt32
    private let limits: ReadingLimits
    private let position: Position
    private let sink: (RawBatch) throws -> Void

    private var header: [SheetRow] = []
    private var headerTexts: [[String]] = []
    private var batch = RawBatch(width: 1)
    private var ordinal: UInt32 = 0
    private var previousRow: UInt32 = 0
    /// True once a blank row stood between records, which makes blank rows no sign of the table's end.
    private var hasBlankRows = false
    /// Why rows no longer belong to the table; nil while they do.
    private var outside: String?
    private var held: [(row: SheetRow, kind: RowKind, remark: String)] = []
    private var heldBytes = 0
    private var findings: CellFindings

    /// The most rows that are held back.
    private static let maximumHeld = 200

    init(
        layout: TableLayout, workbook: Workbook, merges: [CellRange], comments: [SheetComment], table: SheetTable?,
        limits: ReadingLimits, position: Position, sink: @escaping (RawBatch) throws -> Void
    ) {
        self.layout = layout
        self.merges = merges
        self.limits = limits
        self.position = position
        self.sink = sink
        styles = workbook.styles
        lastRow = table?.range.rows.upperBound ?? UInt32.max
        totalRow = table.map { $0.totalRows > 0 ? $0.range.rows.upperBound : 0 } ?? 0
        var texts: [UInt32: [String]] = [:]
        for comment in comments { texts[comment.row, default: []].append(comment.text) }
        self.comments = texts
        summary = ReadingSummary(columns: [], records: 0)
        findings = CellFindings(columns: layout.columns)
        if layout.headerRows == 0 { begin() }
    }

    /// Takes the sheet's next row. Throws what the sink throws, and `SourceFault` at a limit.
    func take(_ row: SheetRow) throws {
        if row.number < layout.firstRow {
            findings.noteOutside(row)
            return
        }
        if row.number < layout.firstRow + UInt32(layout.headerRows) {
            header.append(row)
            findings.noteBeside(row, layout.columns)
            return
        }
        if names.isEmpty { begin() }
        let (filled, first) = fill(row)
        findings.noteBeside(row, layout.columns)
        guard filled > 0 else { return }
        let hasGap = previousRow > 0 && row.number > previousRow + 1
        previousRow = row.number
        if outside == nil {
            if row.number > lastRow { outside = "outside the table, which ends at row \(lastRow)" }
            if hasGap, layout.end == .blankRow { outside = "outside the table, which ends at the first blank row" }
        }
        if let outside {
            try flushHeld(isEnd: true)
            return try append(row, .title, outside)
        }
        if row.number == totalRow {
            try flushHeld(isEnd: false)
            return try append(row, .total, "the totals row of the defined table")
        }
        if isHeaderAgain(row, first) {
            try flushHeld(isEnd: false)
            return try append(row, .repeatedHeader, "the header once more")
        }
        switch judge(row, filled: filled, first: first, hasGap: hasGap) {
        case .certain(.record, _):
            try flushHeld(isEnd: false)
            if hasGap { hasBlankRows = true }
            try append(row, .record, nil)
        case .certain(let kind, let remark):
            try flushHeld(isEnd: false)
            try append(row, kind, remark)
        case .atEnd(let kind, let remark):
            held.append((row, kind, remark))
            heldBytes += row.bytes.count
            if held.count > SheetRows.maximumHeld || heldBytes > RawBatch.maximumBytes { try flushHeld(isEnd: false) }
        }
    }

    /// Ends the sheet: passes the last batch on and completes `summary`.
    func finish() throws {
        if names.isEmpty { begin() }
        try flushHeld(isEnd: true)
        if batch.count > 0 { try sink(batch) }
        batch = RawBatch(width: names.count)
        summary.columns = names
        summary.records = ordinal
        summary.findings += findings.all()
    }

    // MARK: Judging

    private enum Judgement {
        case certain(RowKind, String)
        /// Of this kind if no record follows.
        case atEnd(RowKind, String)
    }

    /// The number of cells in the table's columns that hold more than blanks, and the first one's index.
    @inline(__always)
    private func fill(_ row: SheetRow) -> (count: Int, first: Int) {
        var count = 0
        var first = -1
        for (index, cell) in row.cells.enumerated() where layout.columns.contains(Int(cell.column)) {
            if cell.problem == .none, row[index].allSatisfy({ $0 <= 0x20 }) { continue }
            count += 1
            if first < 0 { first = index }
        }
        return (count, first)
    }

    private func judge(_ row: SheetRow, filled: Int, first: Int, hasGap: Bool) -> Judgement {
        let width = layout.columns.count
        // A full row is a record; only sparse rows and rows with a total's label are looked at closely.
        let label = row.cells[first].kind == .text ? SheetWords.label(row[first]) : ""
        let labelIsTotal = SheetWords.totals.contains(label)
        if filled * 2 > width, !labelIsTotal { return .certain(.record, "") }
        let others = row.cells.indices.filter { $0 != first && layout.columns.contains(Int(row.cells[$0].column)) }
        let othersAreNumbers = others.allSatisfy { isNumber(row, $0) }
        if labelIsTotal, filled > 1, othersAreNumbers { return .certain(.total, "a totals row") }
        if labelIsTotal, filled == 1, width > 1 { return .atEnd(.total, "a totals row under the table") }
        if width < 3 {
            return hasGap && isNote(row, first, label, hasGap)
                ? .atEnd(.title, "a note under the table") : .certain(.record, "")
        }
        if filled > 1, othersAreNumbers, let word = label.split(separator: " ").first,
            SheetWords.totals.contains(String(word))
        {
            return .atEnd(.total, "a totals row under the table")
        }
        if row.cells[first].kind == .number, filled * 3 <= width, othersAreNumbers,
            Int(row.cells[first].column) > layout.columns.lowerBound
        {
            return .atEnd(.total, "only sums under the table")
        }
        if filled <= max(1, width / 4), isNote(row, first, label, hasGap) {
            return .atEnd(.title, "a note under the table")
        }
        return .certain(.record, "")
    }

    private func isNote(_ row: SheetRow, _ first: Int, _ label: String, _ hasGap: Bool) -> Bool {
        guard
            row.cells.indices.allSatisfy({
                row.cells[$0].kind == .text || !layout.columns.contains(Int(row.cells[$0].column))
            })
        else { return false }
        if (hasGap && !hasBlankRows) || !held.isEmpty { return true }
        let words = label.split { $0 == " " || $0 == ":" }
        return words.count > 3 || (words.first.map { SheetWords.notes.contains(String($0)) } ?? false)
    }

    private func isNumber(_ row: SheetRow, _ index: Int) -> Bool {
        let cell = row.cells[index]
        if cell.kind == .number || cell.kind == .error || cell.problem == .noCachedValue { return true }
        guard cell.kind == .text else { return false }
        return row[index].allSatisfy { !($0 >= 0x41 && $0 <= 0x5A) && !($0 >= 0x61 && $0 <= 0x7A) && $0 != 0xC3 }
    }

    /// True when the row's cells are the header's, all of them.
    private func isHeaderAgain(_ row: SheetRow, _ first: Int) -> Bool {
        guard row.cells[first].kind == .text else { return false }
        let offset = Int(row.cells[first].column) - layout.columns.lowerBound
        for texts in headerTexts where !texts[offset].isEmpty && row[first].elementsEqual(texts[offset].utf8) {
            let again = HeaderNames.texts(row, layout.columns)
            if again == texts { return again.count { !$0.isEmpty } > 1 || layout.columns.count == 1 }
        }
        return false
    }

    // MARK: Appending

    private func begin() {
        let made = HeaderNames(layout, header: header, merges: merges)
        names = made.names + layout.addedColumns
        headerTexts = made.rows
        summary.findings += made.findings
        batch = RawBatch(width: names.count)
        header = []
    }

    private func flushHeld(isEnd: Bool) throws {
        guard !held.isEmpty else { return }
        let rows = held
        held = []
        heldBytes = 0
        for (row, kind, remark) in rows {
            try append(row, isEnd ? kind : .record, isEnd ? remark : nil)
        }
    }

    private func append(_ row: SheetRow, _ kind: RowKind, _ remark: String?) throws {
        guard Int(ordinal) < limits.records else {
            throw SourceFault.tooLarge(position: position, limit: "records", value: limits.records)
        }
        ordinal += 1
        var next = 0
        let width = layout.columns.count
        row.bytes.withUnsafeBytes { bytes in
            for cell in row.cells {
                let column = Int(cell.column) - layout.columns.lowerBound
                if column < 0 || column >= width { continue }
                while next < column {
                    batch.cells.appendEmpty()
                    next += 1
                }
                next += 1
                if cell.problem != .none { findings.note(row, cell, ordinal: ordinal, column: column) }
                if cell.kind == .error {
                    batch.cells.appendEmpty()
                } else {
                    batch.cells.append(UnsafeRawBufferPointer(rebasing: bytes[Int(cell.start)..<Int(cell.end)]))
                }
            }
        }
        while next < width {
            batch.cells.appendEmpty()
            next += 1
        }
        if layout.showsStyles {
            batch.cells.append(styleWords(row))
            batch.cells.append(comments[row.number]?.joined(separator: "\n") ?? "")
        }
        if layout.showsHidden { batch.cells.append(row.isHidden ? "true" : "") }
        batch.endRow(ordinal: ordinal, place: row.number, kind: kind, remark: remark)
        if batch.isFull {
            try sink(batch)
            batch = RawBatch(width: names.count)
        }
    }

    private func styleWords(_ row: SheetRow) -> String {
        let first = row.cells.firstIndex { Int($0.column) >= layout.columns.lowerBound } ?? row.cells.endIndex
        let end = row.cells.firstIndex { Int($0.column) > layout.columns.upperBound } ?? row.cells.endIndex
        return RowStyle.words(of: row.cells[first..<end], styles: styles)
    }
}
