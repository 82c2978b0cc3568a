internal import Text

/// What a column's values say of it, as shares of its rows with a value.
struct ColumnFacts: Sendable {
    /// So many different values are looked at.
    static let maximumValues = 2_000

    let rows: Int
    let filled: Int
    let distinct: Int
    /// The rows of the values that were looked at.
    let looked: Int
    private let counts: [Int]
    /// The average length in bytes.
    let length: Int
    let datesVerdict: DateColumnVerdict

    init(_ tally: ColumnTally) {
        rows = tally.rows
        filled = tally.filled
        distinct = tally.distinct
        length = tally.filled == 0 ? 0 : tally.bytes / tally.filled
        datesVerdict = tally.dates.verdict
        var counts = [Int](repeating: 0, count: 32)
        var looked = 0
        // Whichever values are looked at, they are the same ones for the same column.
        var chosen = tally.values.map { ($0.key, $0.value) }
        if chosen.count > ColumnFacts.maximumValues {
            chosen.sort { left, right in
                let sides = (left.0.withUnsafeBytes(DistinctSketch.hash), right.0.withUnsafeBytes(DistinctSketch.hash))
                return sides.0 < sides.1
            }
            chosen.removeLast(chosen.count - ColumnFacts.maximumValues)
        }
        for (value, count) in chosen {
            let traits = ValueTraits(of: value)
            looked += count
            var bits = traits.rawValue
            while bits != 0 {
                counts[bits.trailingZeroBitCount] += count
                bits &= bits - 1
            }
        }
        self.counts = counts
        self.looked = looked
    }

    /// The share of the rows looked at that have the trait, 0 to 1.
    func share(_ trait: ValueTraits) -> Double {
        looked == 0 ? 0 : Double(counts[trait.rawValue.trailingZeroBitCount]) / Double(looked)
    }

    /// Different values per row with a value, 0 to 1.
    var uniqueness: Double { filled == 0 ? 0 : Double(distinct) / Double(filled) }

    /// Rows with a value.
    var fill: Double { rows == 0 ? 0 : Double(filled) / Double(rows) }

    /// Most values are hashes: nothing can be told from them.
    var isScrambled: Bool { share(.scrambled) > 0.5 }
}
