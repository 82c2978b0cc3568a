public import Records
internal import Text

/// What a column holds, as a value: how full it is, how many different values, what they look like and likely mean.
public struct ColumnProfile: Sendable {
    /// A value or pattern with how often it is there.
    public struct Counted: Sendable {
        /// The value or the pattern.
        public let text: String
        /// How often it is there.
        public let count: Int
    }

    /// The column's name.
    public let name: String
    /// Rows looked at.
    public let rows: Int
    /// Rows with a value.
    public let filled: Int
    /// Different values.
    public let distinct: Int
    /// False when `distinct` is an estimate (about 2 % off) and top values are those among the first 20,000 different ones.
    public let isExact: Bool
    /// The most frequent values.
    public let top: [Counted]
    /// The most frequent patterns: letters as `A`/`a`, digits as `9`.
    public let patterns: [Counted]
    /// What the values are, told by themselves: dates, numbers, e-mails, phones, text.
    public let type: Wording
    /// What it likely means.
    public let meaning: ColumnMeaning?
    /// How sure that is, 0 to 100.
    public let confidence: Int
    /// Why.
    public let reason: Wording
    /// Doubts about how it is read.
    public let doubt: Wording
    /// Whether it likely holds personal data.
    public let isPersonal: Bool
    /// Whether the rows can be known by it.
    public let isKey: Bool
    /// Lengths in bytes: shortest, average, longest; nil without values.
    public let length: (least: Int, average: Int, most: Int)?
    /// The smallest and the largest plain number; nil when most values are none.
    public let range: (least: Double, most: Double)?
    /// Values that stand out: numbers far from the others, texts of a shape that hardly any other has.
    public let outliers: [Counted]
    /// Values that are there more than once in a column that is nearly unique.
    public let repeated: [Counted]
    /// How the lengths, or the numbers, are spread: counts in ten equal steps from the least to the most.
    public let spread: [Int]

    /// Different values per row with a value, in per cent, rounded down.
    public var uniqueness: Int { filled == 0 ? 0 : min(100, distinct * 100 / filled) }
}

extension TableReading {
    /// The profile of each column.
    public var profiles: [ColumnProfile] { columns.indices.map(profile) }

    private func profile(_ index: Int) -> ColumnProfile {
        let tally = tallies[index]
        let fact = facts[index]
        let reading = columns[index]
        let (type, doubt) = TableReading.type(tally, fact)
        let isNumeric = tally.filled > 0 && tally.amounts.count * 10 >= tally.filled * 9 && type.pattern.contains("number")
        let isKey =
            tally.filled >= 3 && tally.filled == tally.rows && fact.uniqueness >= (tally.isComplete ? 1 : 0.97)
            && fact.share(.long) < 0.05
        let nearlyUnique = fact.uniqueness > 0.9 && tally.isComplete
        return ColumnProfile(
            name: tally.name, rows: tally.rows, filled: tally.filled, distinct: tally.distinct,
            isExact: tally.isComplete,
            top: TableReading.most(tally.values, 5), patterns: TableReading.most(tally.patterns, 5), type: type,
            meaning: reading.meaning, confidence: reading.confidence, reason: reading.why, doubt: doubt,
            isPersonal: reading.meaning?.isPersonal == true || fact.share(.email) > 0.5 || fact.share(.surePhone) > 0.8
                || fact.share(.iban) > 0.5,
            isKey: isKey,
            length: tally.filled == 0 ? nil : (tally.shortest, tally.bytes / tally.filled, tally.longest),
            range: isNumeric ? (tally.amounts.least, tally.amounts.most) : nil,
            outliers: TableReading.outliers(tally, isNumeric: isNumeric),
            repeated: nearlyUnique && !isKey ? TableReading.most(tally.values.filter { $0.value > 1 }, 3) : [],
            spread: TableReading.spread(tally, isNumeric: isNumeric))
    }

    /// What the values are, and what is in doubt about reading them.
    private static func type(_ tally: ColumnTally, _ fact: ColumnFacts) -> (Wording, doubt: Wording) {
        if tally.filled == 0 { return ("empty", "") }
        if fact.isScrambled { return ("hashes", "") }
        if fact.share(.email) > 0.5 { return ("e-mails", "") }
        if fact.share(.uuid) > 0.9 { return ("ids", "") }
        if fact.share(.boolean) > 0.95, tally.distinct <= 3 { return ("yes or no", "") }
        if fact.share(.surePhone) > 0.5, fact.share(.date) < 0.5 { return ("phones", "") }
        switch tally.dates.verdict {
        case .decided(let order):
            // Bare numbers that a spreadsheet could show as dates are numbers.
            if fact.share(.date) > 0.4 {
                let few = tally.dates.deciding
                let isDoubtful = (1...5).contains(few.count) && few.open > few.count
                let type: Wording =
                    switch order {
                    case .yearMonthDay: "dates, ISO"
                    case .dayMonthYear: "dates, day first"
                    case .monthDayYear: "dates, month first"
                    }
                return (type, isDoubtful ? tally.dates.summary : "")
            }
        case .ambiguous, .mixed: if fact.share(.date) > 0.4 { return ("dates", tally.dates.summary) }
        case .empty, .notDates: break
        }
        switch tally.numbers.verdict {
        case .integers: return ("whole numbers", "")
        case .decided(let separator):
            return (separator == .comma ? "numbers, decimal comma" : "numbers, decimal point", "")
        case .ambiguous, .mixed: if fact.share(.number) > 0.5 { return ("numbers", tally.numbers.summary) }
        case .empty, .notNumbers: break
        }
        if fact.share(.url) > 0.5 { return ("web addresses", "") }
        return ("text", "")
    }

    private static func most(_ counts: [ArraySlice<UInt8>: Int], _ number: Int) -> [ColumnProfile.Counted] {
        most(counts.map { ($0.key, $0.value) }, number)
    }

    private static func most(_ counts: [[UInt8]: Int], _ number: Int) -> [ColumnProfile.Counted] {
        most(counts.map { ($0.key[...], $0.value) }, number)
    }

    private static func most(_ counts: [(ArraySlice<UInt8>, Int)], _ number: Int) -> [ColumnProfile.Counted] {
        let sorted = counts.sorted { left, right in
            left.1 != right.1 ? left.1 > right.1 : left.0.lexicographicallyPrecedes(right.0)
        }
        return sorted.prefix(number).map {
            ColumnProfile.Counted(text: String(decoding: $0.0.prefix(80), as: UTF8.self), count: $0.1)
        }
    }

    /// Numbers more than five deviations off; else values of a pattern that fewer than one row in 200 has, where most rows
    /// share three patterns.
    private static func outliers(_ tally: ColumnTally, isNumeric: Bool) -> [ColumnProfile.Counted] {
        guard tally.filled >= 20 else { return [] }
        if isNumeric, let spread = tally.amounts.spread, spread.deviation > 0 {
            let far = tally.values.filter { entry in
                guard let value = entry.key.withUnsafeBytes(AmountRange.value) else { return false }
                return abs(value - spread.mean) > 5 * spread.deviation
            }
            return most(far, 3)
        }
        let usual = tally.patterns.values.sorted(by: >).prefix(3).reduce(0, +)
        guard usual * 10 >= tally.filled * 9, tally.patterns.count < ColumnTally.maximumPatterns else { return [] }
        let rare = Set(tally.patterns.filter { $0.value * 200 <= tally.filled }.map(\.key))
        return rare.isEmpty ? [] : most(tally.values.filter { rare.contains(ColumnTally.pattern($0.key)) }, 3)
    }

    private static func spread(_ tally: ColumnTally, isNumeric: Bool) -> [Int] {
        guard tally.filled > 0 else { return [] }
        var steps = [Int](repeating: 0, count: 10)
        let least = isNumeric ? tally.amounts.least : Double(tally.shortest)
        let most = isNumeric ? tally.amounts.most : Double(tally.longest)
        guard most > least else { return [] }
        for (value, count) in tally.values {
            let length: Int = value.count
            guard let number = isNumeric ? value.withUnsafeBytes({ AmountRange.value($0) }) : .some(Double(length))
            else {
                continue
            }
            steps[max(0, min(9, Int((number - least) / (most - least) * 10)))] += count
        }
        return steps
    }
}
