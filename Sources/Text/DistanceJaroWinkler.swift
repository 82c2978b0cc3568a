/// The similarity of Jaro and Winkler, bit-parallel for up to 64 bytes a side.
///
/// Give it folded text (`Folding`): it counts bytes, and in folded text a letter is a byte. One value serves one thread.
/// To compare one text with many, `take` it once and ask `similarity(to:)`.
public struct JaroWinkler: ~Copyable {
    private var masks = LetterMasks()
    private var pattern: [UInt8] = []

    /// Makes one, with an empty pattern.
    public init() {}

    /// Takes the text that others are compared with.
    public mutating func take(_ text: UnsafeRawBufferPointer) {
        pattern.removeAll(keepingCapacity: true)
        pattern.append(contentsOf: text)
        masks.take(text)
    }

    /// How alike two texts are, 0...1.
    public mutating func similarity(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Double {
        take(first)
        return similarity(to: second)
    }

    /// How alike the pattern and `text` are, 0...1: Jaro's measure, and a tenth of what is missing to 1 for each of the first
    /// four letters that agree, when it is above 0.7 (Winkler 1990, as commonly implemented). Two empty texts are alike.
    public func similarity(to text: UnsafeRawBufferPointer) -> Double {
        pattern.withUnsafeBytes { pattern in
            if pattern.count == 0 || text.count == 0 { return pattern.count == text.count ? 1 : 0 }
            let (common, moved) =
                pattern.count <= 64 && text.count <= 64
                ? countByWords(pattern.count, text) : JaroWinkler.countByLists(pattern, text)
            if common == 0 { return 0 }
            let shared = Double(common)
            let jaro =
                (shared / Double(pattern.count) + shared / Double(text.count) + (shared - Double(moved / 2)) / shared)
                / 3
            if jaro <= 0.7 { return jaro }
            var prefix = 0
            while prefix < 4, prefix < pattern.count, prefix < text.count, pattern[prefix] == text[prefix] {
                prefix += 1
            }
            return jaro + Double(prefix) * 0.1 * (1 - jaro)
        }
    }

    /// Letters in common, and how many of them stand at another place in the order.
    private func countByWords(_ length: Int, _ text: UnsafeRawBufferPointer) -> (common: Int, moved: Int) {
        let reach = max(0, max(length, text.count) / 2 - 1)
        var window = reach >= 63 ? ~UInt64(0) : (UInt64(1) &<< UInt64(reach + 1)) &- 1
        var inPattern: UInt64 = 0
        var inText: UInt64 = 0
        for index in 0..<text.count {
            let free = masks[text[index]] & window & ~inPattern
            inPattern |= free & (0 &- free)
            inText |= (free == 0 ? 0 : 1) &<< UInt64(index)
            window = index < reach ? window &<< 1 | 1 : window &<< 1
        }
        let common = inPattern.nonzeroBitCount
        var moved = 0
        while inText != 0 {
            let letter = text[inText.trailingZeroBitCount]
            let place = inPattern & (0 &- inPattern)
            if masks[letter] & place == 0 { moved += 1 }
            inText &= inText &- 1
            inPattern ^= place
        }
        return (common, moved)
    }

    /// The same count for texts that don't fit a word.
    private static func countByLists(
        _ pattern: UnsafeRawBufferPointer, _ text: UnsafeRawBufferPointer
    ) -> (common: Int, moved: Int) {
        let reach = max(0, max(pattern.count, text.count) / 2 - 1)
        var taken = [Bool](repeating: false, count: pattern.count)
        var fromText: [UInt8] = []
        for index in 0..<text.count {
            let low = max(0, index - reach)
            let high = min(pattern.count - 1, index + reach)
            guard low <= high else { continue }
            for place in low...high where !taken[place] && pattern[place] == text[index] {
                taken[place] = true
                fromText.append(text[index])
                break
            }
        }
        var moved = 0
        var next = 0
        for place in 0..<pattern.count where taken[place] {
            if pattern[place] != fromText[next] { moved += 1 }
            next += 1
        }
        return (fromText.count, moved)
    }
}
