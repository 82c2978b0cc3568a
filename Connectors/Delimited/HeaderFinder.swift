/// Finds the row with the column names, under title rows and blank rows, or finds that there is none.
///
/// Decides by contrast: a header is text where the rows below it are numbers, dates or e-mails; a first row with the same
/// shapes as the rows below it is a record. Without any contrast a table is taken to have a header, a list to have none.
struct HeaderFinder {
    /// The header's line; 0 when there is none.
    private(set) var headerLine: UInt32 = 0
    /// The line of the first row of the table, the header included.
    private(set) var firstLine: UInt32 = 1
    /// The header's cells.
    private(set) var header: [[UInt8]] = []
    /// The number of columns of the rows below.
    private(set) var width = 1
    /// True when nothing spoke for or against.
    private(set) var isDoubtful = false
    /// Filled rows above the table.
    private(set) var titleRows = 0
    /// The last text above the table, where a single cell holds one.
    private(set) var title = ""

    /// A row of the text's beginning.
    struct Row {
        var line: UInt32
        var cells: [[UInt8]]
        /// Whether an empty line or a row of nothing but delimiters stands before it.
        var followsGap = false

        var filled: Int { cells.count { !$0.isEmpty } }
    }

    private static let lookedRows = 300

    /// Looks at the first rows of a text; `width` is their most frequent number of cells.
    init(_ rows: [Row], width: Int) {
        self.width = max(1, width)
        let looked = Array(rows.prefix(HeaderFinder.lookedRows))
        guard let first = looked.first else { return }
        firstLine = first.line
        if width <= 1 {
            decide(looked, at: 0)
            return
        }
        var start = firstFullRow(looked)
        // A sparse row directly above a row of data can be a header with few names.
        if start > 0, looked[start - 1].line + 1 == looked[start].line, looked[start - 1].cells.count == width,
            looked[start - 1].filled > 0, !isTitle(looked[start - 1].cells), looksLikeData(looked[start].cells)
        {
            start -= 1
        }
        titleRows = looked[..<start].count { $0.filled > 0 }
        if let above = looked[..<start].last(where: { $0.filled > 0 }), above.filled == 1,
            let text = above.cells.first(where: { !$0.isEmpty })
        {
            title = String(decoding: text.prefix(60), as: UTF8.self)
        }
        firstLine = looked[start].line
        decide(looked, at: start)
    }

    /// The first row with at least half of the width's cells filled, of the width at least nearly.
    private func firstFullRow(_ rows: [Row]) -> Int {
        // How full rows of this table usually are; a table of sparse rows has a sparse header.
        let usual = rows.filter { $0.cells.count >= width }.map(\.filled).sorted()
        guard !usual.isEmpty else { return 0 }
        // Titles, blank rows and notes padded with delimiters say nothing about how full the table's rows are.
        let fuller = usual.filter { $0 > 1 }
        let counted = fuller.count >= 2 ? fuller : usual
        let median = counted[counted.count / 2]
        let enough = max(1, min(width, median) / 2)
        return rows.firstIndex { $0.cells.count * 2 > width && $0.filled >= enough && $0.filled >= min(2, median) } ?? 0
    }

    /// A single filled cell with blanks in it is a title rather than a column's name.
    private func isTitle(_ cells: [[UInt8]]) -> Bool {
        let filled = cells.filter { !$0.isEmpty }
        return filled.count == 1 && cells.count > 2 && (filled[0].count > 40 || filled[0].contains(0x20))
    }

    private func looksLikeData(_ cells: [[UInt8]]) -> Bool {
        cells.contains { CellShape($0).isData } && !isYears(cells)
    }

    /// Years that count up, as in the header of a table of years.
    private func isYears(_ cells: [[UInt8]]) -> Bool {
        let years = cells.compactMap { cell -> Int? in
            guard cell.count == 4, let year = Int(String(decoding: cell, as: UTF8.self)), (1900...2100).contains(year)
            else { return nil }
            return year
        }
        return years.count >= 2 && zip(years, years.dropFirst()).allSatisfy { $0 < $1 }
    }

    private mutating func decide(_ rows: [Row], at start: Int) {
        let candidate = rows[start].cells
        let below = Array(rows[(start + 1)...])
        var score = 0
        let isYears = isYears(candidate)
        if titleRows > 0 { score += 3 }
        for (column, cell) in candidate.enumerated() {
            let shape = CellShape(cell)
            if shape == .empty { continue }
            if HeaderWords.contain(cell) { score += 2 }
            let values = below.compactMap {
                column < $0.cells.count && !$0.cells[column].isEmpty ? $0.cells[column] : nil
            }
            if values.isEmpty {
                if shape.isData && !isYears { score -= 1 }
                continue
            }
            var sameShape = 0
            var data = 0
            var equal = 0
            for value in values {
                let other = CellShape(value)
                if other == shape { sameShape += 1 }
                if other.isData || other == .code { data += 1 }
                if value == cell { equal += 1 }
            }
            if shape.isData {
                if !isYears { score -= sameShape * 2 >= values.count ? 3 : 2 }
            } else if shape == .code && sharesPattern(cell, values) && !HeaderWords.contain(cell) {
                score -= 3
            } else if shape == .text && data * 10 >= values.count * 7 {
                score += 2
            }
            // A column's name is hardly one of its values.
            if equal > 0 && rows.count > 2 { score -= 2 }
        }
        isDoubtful = score == 0
        if score > 0 || (score == 0 && width > 1) {
            headerLine = rows[start].line
            header = candidate
        }
        // More cells in the rows than names in the header: the table is as wide as its rows.
        if headerLine > 0 { width = max(width, trimmedCount(header)) } else { width = max(width, candidate.count) }
    }

    private func trimmedCount(_ cells: [[UInt8]]) -> Int { (cells.lastIndex { !$0.isEmpty } ?? -1) + 1 }

    /// Whether letters and digits stand at the same places as in most of the values: `C-1006692`, `A0001`.
    private func sharesPattern(_ cell: [UInt8], _ values: [[UInt8]]) -> Bool {
        let own = pattern(cell)
        return values.count { pattern($0) == own } * 2 >= values.count
    }

    private func pattern(_ cell: [UInt8]) -> [UInt8] {
        cell.map { byte in
            switch byte {
            case 0x30...0x39: 0x39
            case 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: 0x41
            default: byte
            }
        }
    }
}
