import Discovery

/// Tables typed in tests.
enum Tables {
    /// Tallies of columns with these values each.
    static func tallies(_ columns: [(String, [String])]) -> [ColumnTally] {
        let rows = columns.map(\.1.count).max() ?? 0
        return columns.map { name, values in
            var tally = ColumnTally(name)
            for row in 0..<rows {
                tally.add(row < values.count ? ArraySlice(values[row].utf8) : [], place: row + 2)
            }
            return tally
        }
    }

    /// A table read.
    static func read(_ columns: [(String, [String])], source: String = "list") -> TableReading {
        TableReading(source: source, tallies: tallies(columns))
    }

    /// `count` values made from their number.
    static func made(_ count: Int, _ make: (Int) -> String) -> [String] { (0..<count).map(make) }
}
