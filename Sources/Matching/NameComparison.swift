import Text

/// Compares distinct names and remembers what it found; one for each thread.
final class NameComparison {
    private let names: NameValues
    private let frequency: FrequencyColumns
    private var edit = EditDistance()
    private var winkler = JaroWinkler()
    private var memory: [UInt64]

    /// A name is usual from this frequency on (1 in 4,096).
    private static let usual: Millibits = -12_000
    private static let memorySize = 1 << 16

    init(_ records: PreparedRecords) {
        names = records.names
        frequency = records.frequency
        memory = [UInt64](repeating: 0, count: NameComparison.memorySize)
    }

    /// The level of two given names or two family names.
    @inline(__always)
    func level(_ first: UInt32, _ second: UInt32, given: Bool) -> UInt8 {
        if first == second { return NameLevel.same }
        let (low, high) = first < second ? (first, second) : (second, first)
        // 28 bits a name, 1 bit for the role, 7 for the level.
        let key = UInt64(low & 0xFFF_FFFF) << 36 | UInt64(high & 0xFFF_FFFF) << 8 | (given ? 0x80 : 0)
        let slot = Int(truncatingIfNeeded: mix(key)) & (NameComparison.memorySize - 1)
        if memory[slot] & ~0x7F == key { return UInt8(memory[slot] & 0x7F) }
        let level = compare(low, high, given: given)
        memory[slot] = key | UInt64(level)
        return level
    }

    private func compare(_ first: UInt32, _ second: UInt32, given: Bool) -> UInt8 {
        let (a, b) = (Int(first), Int(second))
        if names.joined[a] == names.joined[b] { return NameLevel.same }
        return names.joinedPool.with(names.joined[a]) { left in
            names.joinedPool.with(names.joined[b]) { right in
                guard left.count > 0, right.count > 0 else { return NameLevel.different }
                if left.count == 1 || right.count == 1 {
                    return left[0] == right[0] ? NameLevel.initial : NameLevel.different
                }
                if given {
                    if Nicknames.shareGroup(names.groups[a], names.groups[b]) { return NameLevel.nickname }
                }
                let shorter = min(left.count, right.count)
                let prefix = zip(left, right).prefix { $0 == $1 }.count
                let distance = edit.damerau(left, right)
                if (distance == 1 && shorter >= 3) || (distance == 2 && shorter >= 7) {
                    return isUsual(a, given) && isUsual(b, given) ? NameLevel.twoUsual : NameLevel.typo
                }
                if given {
                    if names.firstWord[a] == names.firstWord[b], hasWords(a) || hasWords(b) { return NameLevel.part }
                    if prefix == shorter, shorter >= 3 { return NameLevel.nickname }
                } else {
                    if shareWord(first, second) { return NameLevel.part }
                    if prefix == shorter, shorter >= 5 { return NameLevel.part }
                }
                let similarity = winkler.similarity(left, right)
                if similarity >= 0.93, distance <= 3 {
                    return isUsual(a, given) && isUsual(b, given) ? NameLevel.twoUsual : NameLevel.typo
                }
                if similarity >= 0.86 || (names.fullSound[a] == names.fullSound[b] && left[0] == right[0]) {
                    return isUsual(a, given) && isUsual(b, given) ? NameLevel.twoUsual : NameLevel.similar
                }
                return NameLevel.different
            }
        }
    }

    private func isUsual(_ name: Int, _ given: Bool) -> Bool {
        (given ? frequency.given[name] : frequency.family[name]) >= NameComparison.usual
    }

    private func hasWords(_ name: Int) -> Bool { names.firstWord[name] != UInt32(name) }

    /// Whether the names share a word of three letters or more, a mistyped one too.
    private func shareWord(_ first: UInt32, _ second: UInt32) -> Bool {
        guard hasWords(Int(first)) || hasWords(Int(second)) else { return false }
        return names.pool.with(first) { left in
            names.pool.with(second) { right in
                for one in left.split(separator: 0x20) where one.count >= 3 {
                    for other in right.split(separator: 0x20) where other.count >= 3 {
                        if one.elementsEqual(other) { return true }
                        if one.count >= 5, other.count >= 5,
                            edit.damerau(UnsafeRawBufferPointer(rebasing: one), UnsafeRawBufferPointer(rebasing: other))
                                == 1
                        {
                            return true
                        }
                    }
                }
                return false
            }
        }
    }
}
