/// Turns levels into weights by a model: Fellegi–Sunter, with more than one way to agree beside being one.
///
/// Each way's weight is log2 of how much more likely the levels are under it than by chance, on top of how likely the way is at
/// all; the pair's weight is the log odds of being one against all other ways together. So an address, a phone and a family
/// name that a household shares anyway prove little, without a rule that says so.
struct PairWeights: Sendable {
    private let chances: [Millibits]
    private let priors: [Millibits]
    private let shares: [Int32]
    private let averages: [Millibits]
    /// By way and slot: log2 of how much likelier than chance's average the level is; used where it isn't likelier at all.
    private let ratios: [[Millibits]]
    /// By way and slot: log2 of the likelihood that doesn't come from chance.
    private let excess: [[Millibits]]
    let comparisons: [Comparison]
    /// What forbids a join: birth dates too, where the records show that they are kept well.
    let forbidding: Conflicts

    /// From this likelihood of unlike birth dates among records that are one, birth dates only weaken (1 in 64).
    private static let unreliableDates: Millibits = -6_000

    /// Stands for no likelihood at all.
    private static let never: Millibits = -60_000

    init(_ model: MatchingModel) {
        chances = model.levels[0]
        priors = model.priors
        averages = model.averages
        comparisons = Comparison.all(of: model.kind)
        let unlike = model.levels[1][Comparison.slot(.birthDate, BirthLevel.different)]
        let areDatesReliable = model.kind == .people && unlike < PairWeights.unreliableDates
        forbidding = areDatesReliable ? Conflicts.forbidding.union(.birthDates) : Conflicts.forbidding
        var shares = [Int32](repeating: 0, count: Comparison.tableSize)
        for comparison in comparisons {
            for (index, level) in comparison.levels.enumerated() {
                shares[Comparison.slot(comparison, UInt8(index + 1))] = level.frequency
            }
        }
        self.shares = shares
        ratios = model.levels.map { way in zip(way, model.levels[0]).map { $0 - $1 } }
        excess = model.levels.map { way in
            zip(way, model.levels[0]).map { level, chance in
                let more = LogScale.exp2(Double(level) / 1000) - LogScale.exp2(Double(chance) / 1000)
                return more <= 0 ? PairWeights.never : max(PairWeights.never, LogScale.millibits(more))
            }
        }
    }

    /// What a pair weighs.
    struct Weight {
        /// log2 odds of being one, in thousandths.
        var total: Millibits
        /// By way, against chance; chance being 0.
        var ways: (Millibits, Millibits, Millibits, Millibits)

        /// The likeliest way.
        var likeliest: MatchingModel.Way {
            let all = [ways.0, ways.1, ways.2, ways.3]
            var best = 0
            for way in 1..<4 where all[way] > all[best] { best = way }
            return MatchingModel.Way(rawValue: best) ?? .chance
        }
    }

    /// Chance's log2 likelihood of a level, with the value's own frequency.
    @inline(__always)
    func chance(_ slot: Int, _ frequency: Millibits) -> Millibits {
        let share = shares[slot]
        if share == 0 || frequency == 0 { return chances[slot] }
        return min(0, chances[slot] &+ (frequency &- averages[slot]) &* share / 100)
    }

    /// How much likelier than chance a way makes a level. A way in which the value agrees only as often as by chance gains
    /// nothing from the value being rare.
    @inline(__always)
    func part(_ way: Int, _ slot: Int, _ chance: Millibits) -> Millibits {
        let ratio = ratios[way][slot]
        if ratio <= 0 || shares[slot] == 0 { return ratio }
        return LogScale.add(0, excess[way][slot] &- chance)
    }

    /// The weight of a pair.
    func weigh(_ pair: PairLevels) -> Weight {
        var sums: (Millibits, Millibits, Millibits) = (priors[1], priors[2], priors[3])
        for comparison in comparisons {
            let level = pair.levels[comparison.rawValue]
            if level == 0 { continue }
            let slot = Comparison.slot(comparison, level)
            let base = chance(slot, pair.frequencies[comparison.rawValue])
            sums.0 &+= part(1, slot, base)
            sums.1 &+= part(2, slot, base)
            sums.2 &+= part(3, slot, base)
        }
        let others = LogScale.add(LogScale.add(0, sums.1), sums.2)
        return Weight(total: sums.0 &- others, ways: (0, sums.0, sums.1, sums.2))
    }
}
