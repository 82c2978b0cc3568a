/// Edit distances of bytes, bit-parallel for patterns of up to 64 bytes.
///
/// Give it folded text (`Folding`): it counts bytes, and in folded text a letter is a byte.
/// One value serves one thread; it keeps its memory between calls.
public struct EditDistance: ~Copyable {
    private var masks = LetterMasks()
    private var rows: [Int] = []

    /// Makes one.
    public init() {}

    /// Levenshtein's distance: the fewest insertions, removals and replacements that turn one into the other.
    /// After Hyyrö, *Explaining and extending the bit-parallel approximate string matching algorithm of Myers* (2001).
    public mutating func levenshtein(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Int {
        distance(first, second, swaps: false)
    }

    /// The same, and two neighbouring letters that changed places cost one (optimal string alignment: no part is edited twice).
    /// After Hyyrö, *A bit-vector algorithm for computing Levenshtein and Damerau edit distances* (2003).
    public mutating func damerau(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Int {
        distance(first, second, swaps: true)
    }

    private mutating func distance(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer, swaps: Bool)
        -> Int
    {
        let (pattern, text) = first.count <= second.count ? (first, second) : (second, first)
        if pattern.count == 0 { return text.count }
        if pattern.count > 64 { return byTable(pattern, text, swaps: swaps) }
        masks.take(pattern)
        var positive = ~UInt64(0)
        var negative: UInt64 = 0
        var diagonal: UInt64 = 0
        var previous: UInt64 = 0
        var result = pattern.count
        let last = UInt64(1) &<< UInt64(pattern.count - 1)
        for byte in text {
            let matches = masks[byte]
            let swapped = swaps ? ((~diagonal & matches) &<< 1) & previous : 0
            diagonal = (((matches & positive) &+ positive) ^ positive) | matches | negative | swapped
            var rises = negative | ~(diagonal | positive)
            var falls = diagonal & positive
            if rises & last != 0 { result += 1 }
            if falls & last != 0 { result -= 1 }
            rises = rises &<< 1 | 1
            falls = falls &<< 1
            positive = falls | ~(diagonal | rises)
            negative = rises & diagonal
            previous = matches
        }
        return result
    }

    /// The textbook's table, three rows of it, for patterns that don't fit a word.
    private mutating func byTable(
        _ pattern: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer, swaps: Bool
    ) -> Int {
        let width = pattern.count + 1
        rows.removeAll(keepingCapacity: true)
        rows.append(contentsOf: repeatElement(0, count: width))
        rows.append(contentsOf: 0..<width)
        rows.append(contentsOf: repeatElement(0, count: width))
        var (before, above, here) = (0, width, 2 * width)
        for row in 1...text.count {
            rows[here] = row
            for column in 1..<width {
                let same = text[row - 1] == pattern[column - 1]
                var best = rows[above + column - 1] + (same ? 0 : 1)
                best = min(best, rows[above + column] + 1, rows[here + column - 1] + 1)
                if swaps, row > 1, column > 1, text[row - 1] == pattern[column - 2],
                    text[row - 2] == pattern[column - 1]
                {
                    best = min(best, rows[before + column - 2] + 1)
                }
                rows[here + column] = best
            }
            (before, above, here) = (above, here, before)
        }
        return rows[above + width - 1]
    }
}
