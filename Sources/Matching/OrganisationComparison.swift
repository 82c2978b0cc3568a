import Text

/// Compares distinct names of organisations and remembers what it found; one for each thread.
final class OrganisationComparison {
    private let values: OrganisationValues
    private var edit = EditDistance()
    private var winkler = JaroWinkler()
    private var memory: [UInt64]
    private let groupWords: Set<UInt32>

    private static let memorySize = 1 << 16
    /// Words that name another company of the same house.
    private static let groupNames = [
        "holding", "holdings", "group", "gruppe", "groupe", "grupo", "verwaltung", "verwaltungs", "beteiligung",
        "beteiligungs",
        "immobilien", "properties", "estates", "stiftung", "foundation", "trust",
    ]

    init(_ records: PreparedRecords) {
        values = records.organisations
        memory = [UInt64](repeating: 0, count: OrganisationComparison.memorySize)
        let words = Set(OrganisationComparison.groupNames)
        groupWords = Set(
            (1..<max(1, UInt32(values.words.count))).filter { words.contains(records.organisations.words.text($0)) })
    }

    /// The level of two names.
    func level(_ first: UInt32, _ second: UInt32) -> UInt8 {
        if first == second { return OrganisationLevel.same }
        let (low, high) = first < second ? (first, second) : (second, first)
        let key = UInt64(low & 0xFFF_FFFF) << 36 | UInt64(high & 0xFFF_FFFF) << 8
        let slot = Int(truncatingIfNeeded: mix(key)) & (OrganisationComparison.memorySize - 1)
        if memory[slot] & ~0xFF == key { return UInt8(memory[slot] & 0xFF) }
        let level = compare(low, high)
        memory[slot] = key | UInt64(level)
        return level
    }

    private func compare(_ first: UInt32, _ second: UInt32) -> UInt8 {
        if values.joined[Int(first)] == values.joined[Int(second)] { return OrganisationLevel.same }
        let level = compareWords(first, second)
        if level != OrganisationLevel.similar { return level }
        return values.joinedPool.with(values.joined[Int(first)]) { left in
            values.joinedPool.with(values.joined[Int(second)]) { right in
                let shorter = min(left.count, right.count)
                let distance = edit.damerau(left, right)
                if (distance == 1 && shorter >= 5) || (distance == 2 && shorter >= 10) { return OrganisationLevel.typo }
                let prefix = zip(left, right).prefix { $0 == $1 }.count
                if prefix == shorter, shorter >= 20 { return OrganisationLevel.typo }
                let similarity = winkler.similarity(left, right)
                if similarity >= 0.96 { return OrganisationLevel.typo }
                return similarity >= 0.88 ? OrganisationLevel.similar : OrganisationLevel.different
            }
        }
    }

    /// By words; `similar` when the words don't decide.
    private func compareWords(_ first: UInt32, _ second: UInt32) -> UInt8 {
        var left = Array(values.wordsOf.items[values.wordsOf.range(first)])
        var right = Array(values.wordsOf.items[values.wordsOf.range(second)])
        if left.count > right.count { swap(&left, &right) }
        guard !left.isEmpty, right.count <= 24 else { return OrganisationLevel.similar }
        let leftGroups = left.filter { groupWords.contains($0) }
        let rightGroups = right.filter { groupWords.contains($0) }
        var used = [Bool](repeating: false, count: right.count)
        var matched = 0
        var exact = 0
        var commonRarity = 0.0
        var allRarity = 0.0
        for word in left {
            let rarity = rarity(word)
            allRarity += rarity
            var best = -1
            for place in right.indices where !used[place] {
                if right[place] == word {
                    best = place
                    exact += 1
                    break
                }
                if best < 0, alike(word, right[place]) { best = place }
            }
            if best >= 0 {
                used[best] = true
                matched += 1
                commonRarity += rarity
            }
        }
        for place in right.indices where !used[place] { allRarity += self.rarity(right[place]) }
        if matched == left.count, left.count == right.count {
            return exact == matched ? OrganisationLevel.same : OrganisationLevel.typo
        }
        if leftGroups != rightGroups, matched == left.count || (matched > 0 && matched >= left.count - leftGroups.count)
        {
            return OrganisationLevel.sister
        }
        if matched == left.count, commonRarity > 5 { return OrganisationLevel.contained }
        if commonRarity > 0.5 * allRarity { return OrganisationLevel.shared }
        return OrganisationLevel.similar
    }

    /// The rarer a word, the more it says; in bits.
    private func rarity(_ word: UInt32) -> Double {
        LogScale.log2(Double(values.pool.count) / Double(max(1, values.wordCounts[Int(word)])))
    }

    /// One letter off, or cut short.
    private func alike(_ first: UInt32, _ second: UInt32) -> Bool {
        values.words.with(first) { left in
            values.words.with(second) { right in
                let shorter = min(left.count, right.count)
                if shorter >= 3, left.count != right.count, left.starts(with: right) || right.starts(with: left) {
                    return true
                }
                if shorter < 4 { return false }
                let distance = edit.damerau(left, right)
                return distance == 1 || (distance == 2 && shorter >= 8)
            }
        }
    }
}
