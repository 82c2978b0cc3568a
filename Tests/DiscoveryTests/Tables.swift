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

/// A generator whose numbers a seed decides: SplitMix64.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
