/// Finds further tables under the first one of a text: after an empty line or a title a row of names other than the first
/// table's, with records of its width below it.
struct FurtherTables {
    /// A table that begins under another.
    struct Table {
        /// The line of its title, or of its header where it has none.
        var startLine: UInt32
        /// The header's line.
        var headerLine: UInt32
        /// What stands above it; empty for nothing.
        var title: String
        /// Its rows, the header's first.
        var rows: [HeaderFinder.Row]
    }

    /// The tables, in the text's order.
    private(set) var tables: [Table] = []

    /// So many are told apart; what comes after them belongs to the last.
    private static let most = 50
    private static let titleBytes = 60

    /// Looks through a text's rows; `header` is the first table's.
    init(_ rows: [HeaderFinder.Row], header: [[UInt8]], headerLine: UInt32) {
        guard headerLine > 0, let first = rows.firstIndex(where: { $0.line == headerLine }) else { return }
        var current = FurtherTables.trimmed(header)
        var index = first + 1
        while index < rows.count && tables.count < FurtherTables.most {
            guard rows[index].followsGap || FurtherTables.isTitle(rows[index], width: current.count),
                let found = FurtherTables.header(at: index, rows, current)
            else {
                if !tables.isEmpty { tables[tables.count - 1].rows.append(rows[index]) }
                index += 1
                continue
            }
            let title =
                found > index
                ? rows[found - 1].cells.first { !$0.isEmpty }.map { String(decoding: $0.prefix(FurtherTables.titleBytes), as: UTF8.self) }
                : nil
            tables.append(
                Table(
                    startLine: rows[index].line, headerLine: rows[found].line, title: title ?? "", rows: [rows[found]]))
            current = FurtherTables.trimmed(rows[found].cells)
            index = found + 1
        }
    }

    /// The row with names that begins a table at or shortly under a row; nil where none does.
    private static func header(at start: Int, _ rows: [HeaderFinder.Row], _ current: [[UInt8]]) -> Int? {
        var index = start
        while index < rows.count, index < start + 3, rows[index].filled == 1 { index += 1 }
        guard index + 1 < rows.count else { return nil }
        let names = trimmed(rows[index].cells)
        guard names.count >= 2, names != current, Set(names).count == names.count,
            names.allSatisfy({ !$0.isEmpty && !CellShape($0).isData && $0.count <= titleBytes })
        else { return nil }
        let below = rows[(index + 1)...].prefix { !$0.followsGap }.prefix(20)
        let widths = below.map { trimmed($0.cells).count }
        guard !below.isEmpty, widths.count(where: { $0 <= names.count && $0 * 2 > names.count }) * 10 >= widths.count * 8 else {
            return nil
        }
        let hasWords = names.count(where: HeaderWords.contain) >= 2
        if names.count == current.count && !hasWords { return nil }
        let finder = HeaderFinder([rows[index]] + below, width: names.count)
        guard finder.headerLine == rows[index].line, !finder.isDoubtful || hasWords else { return nil }
        return index
    }

    /// A line of one cell among rows of several.
    private static func isTitle(_ row: HeaderFinder.Row, width: Int) -> Bool {
        width >= 2 && row.cells.count == 1 && row.filled == 1
    }

    private static func trimmed(_ cells: [[UInt8]]) -> [[UInt8]] {
        Array(cells[..<((cells.lastIndex { !$0.isEmpty } ?? -1) + 1)])
    }
}
