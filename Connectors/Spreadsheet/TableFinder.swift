internal import Connecting
internal import Formats
internal import Records

/// Finds the table on a sheet: under a logo and titles, beside notes, with one header row or several.
///
/// Pure judgement over what `SheetOverview` saw. What is in doubt is said as a finding, and every part of the answer can be set by hand.
struct TableFinder {
    private let overview: SheetOverview
    /// The first rows without merged cells' blanks: each with its number and the look of its cells by column.
    private let rows: [Line]
    /// Merged ranges among the first rows.
    private let merges: [CellRange]

    /// A row as the finder sees it.
    private struct Line {
        let number: UInt32
        let row: SheetRow
        /// The look of each cell by column; merged cells count as filled with the first cell's look.
        let looks: [Int: CellLook]
        /// Distinct cells, merged ones counted once.
        let cells: Int

        func filled(in columns: ClosedRange<Int>) -> Int {
            looks.reduce(0) { $0 + (columns.contains($1.key) && $1.value != .empty ? 1 : 0) }
        }

        func isWords(in columns: ClosedRange<Int>) -> Bool {
            !looks.contains { columns.contains($0.key) && $0.value == .value }
        }
    }

    /// A table, and what is worth knowing about how it was found.
    struct Found {
        var layout: TableLayout
        var findings: [Finding]
        /// Ranges that join header cells.
        var headerMerges: [CellRange]
    }

    init(_ overview: SheetOverview) {
        self.overview = overview
        let last = overview.head.last?.number ?? 0
        let merges = overview.summary.merges.filter { $0.rows.lowerBound <= last }.prefix(4_096)
        let used = max(1, overview.columnCounts.count)
        self.merges = Array(merges)
        rows = overview.head.map { TableFinder.line($0, merges.prefix(512), used) }
            .filter { !$0.looks.values.allSatisfy { $0 == .empty } }
    }

    /// The table, with what was set by hand taken as it is; nil when the sheet holds nothing.
    func find(given: OptionValues) -> Found? {
        guard !rows.isEmpty else { return nil }
        var findings: [Finding] = []
        var layout: TableLayout
        let row = given.integer(SpreadsheetOptions.headerRow).flatMap { UInt32(exactly: $0) }
        let columns = given[SpreadsheetOptions.columns].flatMap(TableLayout.columns)
        if let row {
            let columns = columns ?? self.columns(from: row)
            layout = TableLayout(firstRow: row, headerRows: headerRows(at: row, columns), columns: columns)
        } else if let table = definedTable() {
            layout = TableLayout(
                firstRow: table.range.rows.lowerBound, headerRows: table.headerRows, columns: table.range.columns)
            layout.end = .definedTable
        } else {
            layout = search(columns ?? mainColumns(), &findings)
        }
        if let columns { layout.columns = columns }
        if let count = given.integer(SpreadsheetOptions.headerRows) { layout.headerRows = max(0, min(10, count)) }
        let headerMerges = merges(in: layout)
        layout.hasMergedHeader = !headerMerges.isEmpty
        if layout.end != .definedTable { layout.end = end(of: layout, &findings) }
        if let text = given[SpreadsheetOptions.endsAt], let end = TableEnd(rawValue: text) { layout.end = end }
        if let text = given[SpreadsheetOptions.mergedHeader] { layout.hasMergedHeader = text == "true" }
        layout.showsStyles = given[SpreadsheetOptions.styles].map { $0 == "true" } ?? proposesStyles(layout)
        layout.showsHidden = given[SpreadsheetOptions.hidden].map { $0 == "true" } ?? (overview.summary.hiddenRows > 0)
        return Found(layout: layout, findings: findings, headerMerges: layout.hasMergedHeader ? headerMerges : [])
    }

    // MARK: Where it begins

    /// The defined table with most rows.
    private func definedTable() -> SheetTable? {
        return overview.tables.filter { $0.range.rows.lowerBound <= overview.lastRow }.max {
            ($0.range.rows.count, $1.range.rows.lowerBound) < ($1.range.rows.count, $0.range.rows.lowerBound)
        }
    }

    /// The header row is the fullest row of words that stands over records; without one the table has no header.
    private func search(_ columns: ClosedRange<Int>, _ findings: inout [Finding]) -> TableLayout {
        let typical = typicalFill(columns)
        var best: (index: Int, score: Double)?
        for (index, line) in rows.prefix(60).enumerated() {
            guard let score = headerScore(index, columns, typical) else {
                // Under the first full row of values there is no header any more.
                if !line.isWords(in: columns), isFull(line, columns, typical) { break }
                continue
            }
            if score > (best?.score ?? 0) + 0.12 { best = (index, score) }
        }
        guard let best else {
            let first = rows.first { isFull($0, columns, typical) } ?? rows[0]
            let count = rows.filter { $0.number >= first.number }.count
            if count > 1 {
                findings.append(
                    Finding(
                        code: "spreadsheet.header_uncertain", severity: .note, ordinal: 0,
                        message: "no row looks like a header; the columns are numbered",
                        remedy: "set header_row and header_rows when there is one"))
            }
            return TableLayout(firstRow: first.number, headerRows: 0, columns: trimmed(columns, from: first.number, 0))
        }
        let line = rows[best.index]
        let count = headerRows(at: line.number, columns)
        if best.score < 1.1, rows.count > best.index + 1 {
            findings.append(
                Finding(
                    code: "spreadsheet.header_uncertain", severity: .note, ordinal: 0,
                    message: "row \(line.number) is taken for the header because of its place only",
                    remedy: "set header_row, or header_rows: 0, when it is none"))
        }
        var first = line.number
        var rowsOfHeader = count
        if count == 1, let group = groupRow(above: best.index, columns) {
            first = group
            rowsOfHeader = 2
        }
        return TableLayout(
            firstRow: first, headerRows: rowsOfHeader, columns: trimmed(columns, from: first, rowsOfHeader))
    }

    /// True for a row that fills most of the columns by cells of its own, which a title merged over all of them doesn't.
    private func isFull(_ line: Line, _ columns: ClosedRange<Int>, _ typical: Int) -> Bool {
        Double(line.filled(in: columns)) >= 0.6 * Double(typical) && line.cells > (typical > 1 ? 1 : 0)
    }

    /// How much a row looks like the header: its share of filled columns, known words, and values under it; nil when it is none.
    private func headerScore(_ index: Int, _ columns: ClosedRange<Int>, _ typical: Int) -> Double? {
        let line = rows[index]
        let filled = line.filled(in: columns)
        guard line.isWords(in: columns), filled >= min(2, typical), line.cells > (typical > 1 ? 1 : 0) else {
            return nil
        }
        let coverage = min(1, Double(filled) / Double(max(1, typical)))
        guard coverage >= 0.5 else { return nil }
        let below = rows[(index + 1)...].prefix(20)
        var typed = 0
        for (column, look) in line.looks where look == .word && columns.contains(column) {
            let looks = below.compactMap { $0.looks[column] }.filter { $0 != .empty }
            if !looks.isEmpty, looks.filter({ $0 == .value }).count * 2 >= looks.count { typed += 1 }
        }
        let texts = HeaderNames.texts(line.row, columns).filter { !$0.isEmpty }
        let known = texts.filter { SheetWords.headers.contains(SheetWords.label($0.utf8)) }.count
        let distinct = Set(texts.map { $0.lowercased() }).count
        var score = coverage + (typed > 0 ? 0.3 : 0) + min(0.4, 0.2 * Double(known))
        if distinct < texts.count { score -= 0.1 }
        if texts.contains(where: { $0.utf8.count > 60 }) { score -= 0.3 }
        return score
    }

    /// How many rows the header at this row takes: as far as its merged cells reach, or two where a second row of words goes with it.
    private func headerRows(at number: UInt32, _ columns: ClosedRange<Int>) -> Int {
        guard let index = rows.firstIndex(where: { $0.number == number }) else { return 1 }
        let line = rows[index]
        if !line.isWords(in: columns) { return 0 }
        let touching = merges.filter {
            $0.rows.lowerBound == number && $0.columns.overlaps(columns) && $0.columns.count < columns.count
        }
        if let last = touching.map(\.rows.upperBound).max(), last > number, last - number < 10 {
            return Int(last - number) + 1
        }
        guard index + 1 < rows.count else { return 1 }
        let next = rows[index + 1]
        guard next.number == number + 1, next.cells > 1,
            next.isWords(in: columns) || isNames(next, under: touching, columns)
        else { return 1 }
        if touching.contains(where: { $0.columns.count > 1 }) { return 2 }
        guard index + 2 < rows.count else { return 1 }
        if HeaderNames.texts(next.row, columns).allSatisfy({ $0.isEmpty || $0.hasPrefix("(") || $0.hasPrefix("[") }) {
            return 2
        }
        let typed = typedColumns(under: index + 1, columns)
        let blanks = columns.filter { isBlank(line, $0) && !isBlank(next, $0) }.count
        let both = columns.filter { !isBlank(line, $0) || !isBlank(next, $0) }.count
        return blanks > 0 && typed > 0 && both * 10 >= columns.count * 8 && line.filled(in: columns) > 1 ? 2 : 1
    }

    /// True for a row of words and years where each year stands under a name that is merged over several columns: `Sales`
    /// over 2024 and 2025.
    private func isNames(_ line: Line, under groups: [CellRange], _ columns: ClosedRange<Int>) -> Bool {
        let values = line.looks.filter { columns.contains($0.key) && $0.value == .value }.keys
        let words = line.looks.count { columns.contains($0.key) && $0.value == .word }
        return values.count < words
            && values.allSatisfy { column in
                groups.contains { $0.columns.count > 1 && $0.columns.contains(column) } && isYear(line.row, column)
            }
    }

    private func isYear(_ row: SheetRow, _ column: Int) -> Bool {
        guard let index = row.index(ofColumn: column) else { return false }
        let text = row.text(index)
        return text.utf8.count == 4 && (text.hasPrefix("19") || text.hasPrefix("20")) && Int(text) != nil
    }

    /// A row of group names right above the header, such as `Address` over street, postcode and town.
    private func groupRow(above index: Int, _ columns: ClosedRange<Int>) -> UInt32? {
        guard index > 0 else { return nil }
        let line = rows[index]
        let above = rows[index - 1]
        guard above.number + 1 == line.number, above.isWords(in: columns), above.cells > 1 else { return nil }
        let isMerged = merges.contains {
            $0.rows.contains(above.number) && $0.columns.count > 1 && $0.columns.count < columns.count
        }
        let isShort = HeaderNames.texts(above.row, columns).allSatisfy { $0.utf8.count <= 40 }
        return isMerged && isShort && typedColumns(under: index, columns) > 0 ? above.number : nil
    }

    private func typedColumns(under index: Int, _ columns: ClosedRange<Int>) -> Int {
        let below = rows[(index + 1)...].prefix(20)
        return columns.filter { column in
            let looks = below.compactMap { $0.looks[column] }.filter { $0 != .empty }
            return rows[index].looks[column] == .word && !looks.isEmpty && looks.allSatisfy { $0 == .value }
        }.count
    }

    private func isBlank(_ line: Line, _ column: Int) -> Bool {
        line.looks[column] == nil || line.looks[column] == .empty
    }

    // MARK: How wide it is

    /// The columns of the table: the widest run of used columns, and runs beside it that are filled in the same rows.
    private func mainColumns() -> ClosedRange<Int> {
        let used = overview.columnCounts
        var runs: [ClosedRange<Int>] = []
        for column in used.indices where used[column] > 0 {
            if let last = runs.last, last.upperBound + 1 == column {
                runs[runs.count - 1] = last.lowerBound...column
            } else {
                runs.append(column...column)
            }
        }
        func weight(_ run: ClosedRange<Int>) -> Int { run.reduce(0) { $0 + used[$1] } }
        guard var main = runs.max(by: { weight($0) < weight($1) }) else { return 0...0 }
        for run in runs.sorted(by: { abs($0.lowerBound - main.lowerBound) < abs($1.lowerBound - main.lowerBound) }) {
            guard run != main, isSameTable(run, main) else { continue }
            main = min(run.lowerBound, main.lowerBound)...max(run.upperBound, main.upperBound)
        }
        return main
    }

    /// Two runs of columns with a blank column between them are one table when nearly the same rows are filled in both.
    private func isSameTable(_ run: ClosedRange<Int>, _ main: ClosedRange<Int>) -> Bool {
        let gap = run.lowerBound > main.upperBound ? run.lowerBound - main.upperBound : main.lowerBound - run.upperBound
        guard gap <= 2 else { return false }
        let inRun = Set(rows.filter { $0.filled(in: run) > 0 }.map(\.number))
        let inMain = Set(
            rows.filter { $0.filled(in: main) > 1 || (main.count == 1 && $0.filled(in: main) > 0) }.map(\.number))
        return inRun.intersection(inMain).count * 10 >= max(inRun.count, inMain.count) * 8
    }

    private func columns(from number: UInt32) -> ClosedRange<Int> {
        let main = mainColumns()
        guard let line = rows.first(where: { $0.number == number }) else { return main }
        let named = line.looks.filter { $0.value != .empty }.keys
        guard let first = named.min(), let last = named.max() else { return main }
        return first > main.upperBound || last < main.lowerBound ? first...last : trimmed(main, from: number, 1)
    }

    /// Leaves out columns at either edge that have no name and hardly a value: notes beside the table.
    private func trimmed(_ columns: ClosedRange<Int>, from number: UInt32, _ headerRows: Int) -> ClosedRange<Int> {
        let header = rows.filter { $0.number >= number && $0.number < number + UInt32(headerRows) }
        let records = rows.filter { $0.number >= number + UInt32(headerRows) }
        func belongs(_ column: Int) -> Bool {
            if header.contains(where: { !isBlank($0, column) }) { return true }
            let filled = records.filter { !isBlank($0, column) }.count
            return headerRows == 0 ? filled > 0 : filled * 5 > records.count
        }
        guard let first = columns.first(where: belongs), let last = columns.last(where: belongs) else { return columns }
        return first...last
    }

    /// How many columns a full row fills.
    private func typicalFill(_ columns: ClosedRange<Int>) -> Int {
        let fills = rows.map { $0.filled(in: columns) }.sorted()
        return max(1, fills[min(fills.count - 1, fills.count * 3 / 4)])
    }

    private func merges(in layout: TableLayout) -> [CellRange] {
        guard layout.headerRows > 0 else { return [] }
        let last = layout.firstRow + UInt32(layout.headerRows) - 1
        return overview.summary.merges.filter {
            $0.rows.lowerBound >= layout.firstRow && $0.rows.lowerBound <= last && $0.columns.overlaps(layout.columns)
        }
    }

    // MARK: Where it ends

    /// Looks for a second table under a blank row: another row of words over values, where the first table's columns hold other things.
    private func end(of layout: TableLayout, _ findings: inout [Finding]) -> TableEnd {
        let body = layout.firstRow + UInt32(layout.headerRows)
        var previous = body - 1
        var isFirstGap = true
        var typedAbove: Set<Int> = []
        var hasRecords = false
        for (index, line) in rows.enumerated() where line.number >= body {
            let hasGap = line.number > previous + 1
            previous = line.number
            if hasGap, hasRecords {
                if isSecondHeader(index, typedAbove, layout) {
                    findings.append(
                        Finding(
                            code: "spreadsheet.second_table", severity: .warning, ordinal: 0,
                            message: "another table begins at row \(line.number)",
                            remedy: isFirstGap
                                ? "its rows are listed as outside the table; add the sheet once more with header_row: \(line.number) to read it"
                                : "set ends_at, or move it to a sheet of its own"))
                    return isFirstGap ? .blankRow : .sheetEnd
                }
                isFirstGap = false
            }
            hasRecords = true
            for (column, look) in line.looks where look == .value { typedAbove.insert(column) }
        }
        return .sheetEnd
    }

    private func isSecondHeader(_ index: Int, _ typedAbove: Set<Int>, _ layout: TableLayout) -> Bool {
        let line = rows[index]
        let everywhere = 0...16_383
        guard line.isWords(in: everywhere), line.filled(in: everywhere) > 1, index + 1 < rows.count,
            rows[index + 1].number == line.number + 1
        else { return false }
        let header = rows.first { $0.number == layout.firstRow }
        if let header, HeaderNames.texts(header.row, layout.columns) == HeaderNames.texts(line.row, layout.columns) {
            return false
        }
        // Words where the table had values, and values again under them.
        let typedBelow = Set(rows[(index + 1)...].prefix(5).flatMap { $0.looks.filter { $0.value == .value }.keys })
        let words = Set(line.looks.filter { $0.value == .word }.keys)
        let known = HeaderNames.texts(line.row, layout.columns).filter {
            SheetWords.headers.contains(SheetWords.label($0.utf8))
        }
        return !words.intersection(typedBelow).isEmpty && (!words.intersection(typedAbove).isEmpty || known.count > 1)
    }

    /// Styles mean something where some rows have them and most have not; a comment always does.
    private func proposesStyles(_ layout: TableLayout) -> Bool {
        let body = layout.firstRow + UInt32(layout.headerRows)
        if overview.comments.contains(where: { $0.row >= body }) { return true }
        let rows = overview.rowCount - overview.head.count { $0.number < body }
        var styled = overview.styledRows - overview.styledHeadRows.count { $0 < body }
        if overview.isLastRowStyled { styled -= 1 }
        return styled > 0 && styled * 5 <= rows * 2
    }

    private static func line(_ row: SheetRow, _ merges: ArraySlice<CellRange>, _ used: Int) -> Line {
        var looks: [Int: CellLook] = [:]
        for index in row.cells.indices { looks[Int(row.cells[index].column)] = CellLook(row, index) }
        let cells = looks.values.filter { $0 != .empty }.count
        for merge in merges
        where merge.rows.lowerBound == row.number && merge.columns.count > 1 && merge.rows.count < 50 {
            guard let look = looks[merge.columns.lowerBound] else { continue }
            // As far as cells of any row reach: a title merged over a thousand columns is no wider than its table.
            for column in merge.columns where column < used { looks[column] = look }
        }
        return Line(number: row.number, row: row, looks: looks, cells: cells)
    }
}
