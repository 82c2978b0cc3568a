import Formats

/// Finds out which cell of a row holds a delimiter that nobody put in quotes, so that the row has too many cells.
///
/// The faultless rows of the file's beginning say what columns look like: e-mails, dates, numbers, codes of some pattern, a few
/// values that come again. A row is put together where exactly one place leaves every other cell in its own column.
struct RowJoint: Sendable {
    /// What the values of a column have in common.
    private struct Column: Sendable {
        var shape: CellShape?
        /// How its values are written, where they are written in few ways.
        var patterns: Set<[UInt8]> = []
        /// Its values, where few come again and again.
        var values: Set<[UInt8]> = []
        /// Whether anything can stand there.
        var isFree: Bool { shape == nil && patterns.isEmpty && values.isEmpty }
    }

    private var columns: [Column] = []
    /// Whether values of faultless rows begin with a blank, which one behind an unquoted delimiter does.
    private var hasLeadingBlanks = false

    private static let leastRows = 8
    private static let lookedRows = 1000
    private static let mostPatterns = 6
    private static let mostValues = 40
    /// So many unquoted delimiters are looked for in one cell.
    private static let mostFurtherCells = 4

    /// Learns from a table's beginning, the first bytes of its file.
    init(beginning head: [UInt8], isWhole: Bool, _ settings: DelimitedSettings, width: Int) {
        guard width >= 3 else { return }
        var rows: [[[UInt8]]] = []
        do throws(DelimitedFault) {
            var reader = try DelimitedReader(
                bytes: head, isCut: !isWhole, encoding: settings.encoding, otherLines: settings.otherLines,
                dialect: settings.dialect)
            for _ in 0..<max(settings.headerRow, settings.skipLines) {
                if try reader.nextTextLine() == nil { break }
            }
            reader.expectedCells = width
            while rows.count < RowJoint.lookedRows, try reader.next() {
                if settings.endLine > 0 && reader.line >= settings.endLine { break }
                if reader.cellCount == width && reader.trouble == nil && !reader.isBlank { rows.append(reader.cells()) }
            }
        } catch {
            // What was read up to the broken place is enough.
        }
        guard rows.count >= RowJoint.leastRows else { return }
        columns = (0..<width).map { column in
            RowJoint.learn(rows.map { $0[column] }.filter { !$0.isEmpty && $0 != Array("NULL".utf8) })
        }
        hasLeadingBlanks = rows.contains { row in row.dropFirst().contains { $0.first == 0x20 && $0.count > 1 } }
    }

    private static func learn(_ values: [[UInt8]]) -> Column {
        var column = Column()
        guard values.count >= leastRows / 2 else { return column }
        let shapes = values.map { CellShape($0) }
        for shape in [CellShape.email, .date, .number] where shapes.allSatisfy({ $0 == shape }) { column.shape = shape }
        let patterns = Set(values.map(pattern))
        // Words have no pattern that a further word would have to follow; codes, postcodes and phones do.
        if patterns.count <= min(mostPatterns, values.count / 3) && patterns.allSatisfy({ $0.contains(0x39) || $0 == [0x41] }) {
            column.patterns = patterns
        }
        let distinct = Set(values)
        if distinct.count <= mostValues && distinct.count * 2 <= values.count { column.values = distinct }
        return column
    }

    /// Digits as 9, runs of letters as one of upper or lower case.
    private static func pattern(_ value: [UInt8]) -> [UInt8] {
        var pattern: [UInt8] = []
        for byte in value {
            let sign: UInt8 =
                switch byte {
                case 0x30...0x39: 0x39
                case 0x41...0x5A: 0x41
                case 0x61...0x7A, 0x80...0xFF: 0x61
                default: byte
                }
            if (sign == 0x41 || sign == 0x61) && pattern.last == sign { continue }
            pattern.append(sign)
        }
        return pattern
    }

    /// The neighbouring cells that are one; nil where no place or more than one is possible.
    func place(in cells: [[UInt8]]) -> ClosedRange<Int>? {
        let width = columns.count
        let further = cells.count - width
        guard width > 0, further > 0, further <= RowJoint.mostFurtherCells else { return nil }
        let possible = (0..<width).filter { fits(cells, joined: $0, further) }
        if possible.count == 1 { return possible[0]...(possible[0] + further) }
        // Prose has a blank behind its commas; where the table's own delimiters have none that tells the cell.
        guard !hasLeadingBlanks else { return nil }
        let blanks = cells.indices.filter { $0 > 0 && cells[$0].first == 0x20 && cells[$0].count > 1 }
        guard blanks.count == further, let first = blanks.first, blanks.last == first + further - 1,
            possible.contains(first - 1)
        else { return nil }
        return (first - 1)...(first - 1 + further)
    }

    /// Whether every cell has what its column has when the cells from one on are put together.
    private func fits(_ cells: [[UInt8]], joined: Int, _ further: Int) -> Bool {
        guard columns[joined].isFree, !cells[joined].isEmpty, !cells[joined + further].isEmpty else { return false }
        for (index, column) in columns.enumerated() where index != joined {
            let cell = cells[index < joined ? index : index + further]
            if cell.isEmpty || cell == Array("NULL".utf8) { continue }
            if let shape = column.shape, CellShape(cell) != shape { return false }
            if !column.values.isEmpty && column.values.contains(cell) { continue }
            if !column.patterns.isEmpty && !column.patterns.contains(RowJoint.pattern(cell)) { return false }
        }
        return true
    }
}
