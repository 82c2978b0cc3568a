public import Records

/// How many values of a column say something, and the first rows that do.
public struct RowTally: Sendable, Hashable {
    /// How many values there are.
    public private(set) var count = 0
    /// The smallest row numbers among them, five at most, ascending.
    public private(set) var rows: [Int] = []

    /// How many row numbers are kept.
    public static let kept = 5

    /// None yet.
    public init() {}

    mutating func add(_ row: Int) {
        count += 1
        keep(row)
    }

    /// Adds what another part of the column said. The order of merging does not matter.
    mutating func merge(_ other: RowTally) {
        count += other.count
        for row in other.rows { keep(row) }
    }

    private mutating func keep(_ row: Int) {
        if rows.count == Self.kept, row >= rows[Self.kept - 1] { return }
        let at = rows.firstIndex { $0 > row } ?? rows.count
        rows.insert(row, at: at)
        if rows.count > Self.kept { rows.removeLast() }
    }

    /// `row 41` or `rows 41, 77 and 210`.
    public var words: Wording {
        guard let last = rows.last else { return "no rows" }
        // Text, not counts: they are addresses, which no language writes with separators.
        if rows.count == 1 { return "row \(String(last))" }
        return "rows \(rows.dropLast().map(String.init).joined(separator: ", ")) and \(String(last))"
    }
}
