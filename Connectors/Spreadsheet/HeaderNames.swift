internal import Formats
internal import Records

/// The names of a table's columns, made from its header rows.
struct HeaderNames {
    /// The names, unique whatever their case, in the sheet's order.
    let names: [String]
    /// Names that were missing or doubled.
    let findings: [Finding]
    /// The header's cells as they stand, for recognising the header when it comes again.
    let rows: [[String]]

    /// Makes names from the header's rows; `merges` are those that touch them.
    init(_ layout: TableLayout, header: [SheetRow], merges: [CellRange]) {
        let rows = (0..<layout.headerRows).map { offset -> [String] in
            let number = layout.firstRow + UInt32(offset)
            guard let row = header.first(where: { $0.number == number }) else {
                return Array(repeating: "", count: layout.columns.count)
            }
            return HeaderNames.texts(row, layout.columns)
        }
        self.rows = rows
        var filled = rows
        if !merges.isEmpty {
            HeaderNames.fill(&filled, layout, merges)
        } else if rows.count > 1 {
            HeaderNames.fillGroups(&filled)
        }
        var names: [String] = []
        var findings: [Finding] = []
        var taken: Set<String> = []
        var numbers: [String: Int] = [:]
        for column in 0..<layout.columns.count {
            var parts: [String] = []
            for row in filled where !row[column].isEmpty && parts.last != row[column] { parts.append(row[column]) }
            let given = parts.joined(separator: " / ")
            let base = given.isEmpty ? "column_\(column + 1)" : given
            var name = base
            var number = numbers[base.lowercased()] ?? 2
            while taken.contains(name.lowercased()) {
                name = "\(base)_\(number)"
                number += 1
            }
            numbers[base.lowercased()] = number
            taken.insert(name.lowercased())
            names.append(name)
            guard layout.headerRows > 0 else { continue }
            let letters = Position.columnLetters(layout.columns.lowerBound + column)
            if given.isEmpty {
                findings.append(
                    Finding(
                        code: "spreadsheet.header_empty", severity: .note, ordinal: 0, column: column,
                        message: "column \(letters) has no name in the header and is called \(name)"))
            } else if name != base {
                findings.append(
                    Finding(
                        code: "spreadsheet.header_duplicate", severity: .warning, ordinal: 0, column: column,
                        value: given,
                        message: "the header has this name more than once; column \(letters) is called \(name)"))
            }
        }
        self.names = names
        self.findings = findings
    }

    /// The cells of a row in a range of columns as text, spaces and line breaks made one space.
    static func texts(_ row: SheetRow, _ columns: ClosedRange<Int>) -> [String] {
        var texts = Array(repeating: "", count: columns.count)
        for (index, cell) in row.cells.enumerated() where columns.contains(Int(cell.column)) {
            let words = row.text(index).split(whereSeparator: \.isWhitespace)
            texts[Int(cell.column) - columns.lowerBound] = words.joined(separator: " ")
        }
        return texts
    }

    /// Writes a merged cell's name into every header cell that it spans.
    private static func fill(_ rows: inout [[String]], _ layout: TableLayout, _ merges: [CellRange]) {
        // Ranges that lie over one another could otherwise take longer than the sheet itself.
        var work = 1 << 22
        for merge in merges where work > 0 {
            guard merge.rows.lowerBound >= layout.firstRow, layout.columns.contains(merge.columns.lowerBound) else {
                continue
            }
            let top = Int(merge.rows.lowerBound - layout.firstRow)
            let bottom = min(rows.count - 1, Int(merge.rows.upperBound - layout.firstRow))
            guard top <= bottom else { continue }
            let text = rows[top][merge.columns.lowerBound - layout.columns.lowerBound]
            let columns = merge.columns.clamped(to: layout.columns)
            work -= columns.count * (bottom - top + 1)
            for row in top...bottom {
                for column in columns {
                    rows[row][column - layout.columns.lowerBound] = text
                }
            }
        }
    }

    /// Without merged cells, a name in an upper row counts for the blank cells to its right that have a name below.
    private static func fillGroups(_ rows: inout [[String]]) {
        for index in 0..<rows.count - 1 {
            let below = rows[index + 1]
            var group = ""
            for column in rows[index].indices {
                if below[column].isEmpty {
                    group = ""
                } else if !rows[index][column].isEmpty {
                    group = rows[index][column]
                } else {
                    rows[index][column] = group
                }
            }
        }
    }
}
