/// One comparison's share in a pair's weight.
public struct MatchEvidence: Sendable, Equatable {
    /// What was compared.
    public let comparison: String
    /// What was found, in words.
    public let words: String
    /// What it adds, in thousandths of a bit; negative when it speaks against.
    public let weight: Int32

    /// True when it speaks against.
    public var isNegative: Bool { weight < 0 }
}

/// Why a pair weighs what it weighs: parts that add up to the total.
public struct MatchExplanation: Sendable, Equatable {
    /// Where every pair starts: the odds that two records taken at random are one.
    public let start: Int32
    /// The comparisons that say something.
    public let evidence: [MatchEvidence]
    /// What is taken off (never added) because it is also explained by a household, colleagues, or organisations of one house.
    public let sharedByOthers: Int32
    /// That explanation in words; empty when nothing is taken off.
    public let sharedWords: String
    /// The sum: log2 odds in thousandths.
    public let total: Int32
    /// The calibrated probability.
    public let probability: Double
    /// What forbids a join whatever else agrees, in words.
    public let forbidden: [String]
}

extension Matching {
    /// Explains a pair by the records' indexes; the same either way round.
    public static func explain(
        _ records: PreparedRecords, _ first: Int, _ second: Int, model: MatchingModel
    ) -> MatchExplanation {
        let ranks = [first, second].map { index in records.order.firstIndex(of: UInt32(index)) ?? 0 }.sorted()
        let weights = PairWeights(model)
        var pair = PairLevels()
        PairComparison(records).compare(ranks[0], ranks[1], into: &pair)
        let weight = weights.weigh(pair)
        var evidence: [MatchEvidence] = []
        for comparison in weights.comparisons where pair.level(comparison) != 0 {
            let level = pair.level(comparison)
            let slot = Comparison.slot(comparison, level)
            let part = weights.part(1, slot, weights.chance(slot, pair.frequencies[comparison.rawValue]))
            evidence.append(
                MatchEvidence(comparison: comparison.word, words: comparison.levels[Int(level) - 1].words, weight: part)
            )
        }
        let taken = weight.total - weight.ways.1
        return MatchExplanation(
            start: model.priors[1], evidence: evidence, sharedByOthers: taken,
            sharedWords: taken < 0 ? sharedWords(records.kind, weight) : "", total: weight.total,
            probability: Calibration.probability(weight.total),
            forbidden: pair.conflicts.intersection(weights.forbidding).words)
    }

    private static func sharedWords(_ kind: MatchKind, _ weight: PairWeights.Weight) -> String {
        switch (kind, weight.ways.2 >= weight.ways.3) {
        case (.people, true): "a household shares this too"
        case (.people, false): "colleagues share this too"
        case (.organisations, true): "organisations of one house share this too"
        case (.organisations, false): "head office and branch share this too"
        }
    }
}
