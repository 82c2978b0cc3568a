/// Estimates a model: chance from frequencies and random pairs, the rest by expectation–maximisation over candidate pairs.
struct Training {
    private let records: PreparedRecords
    private let kind: MatchKind
    private let comparisons: [Comparison]
    private let counted: [Int]
    private var model: MatchingModel

    /// At most about so many candidate pairs are looked at.
    static let samplePairs = 400_000
    /// Random pairs looked at for each record, and at most in all.
    static let randomPairs = (perRecord: 30, most: 600_000)
    static let rounds = 12
    static let sureWithoutDate: Millibits = 7_000

    init(_ prepared: PreparedRecords) {
        var records = prepared
        kind = records.kind
        comparisons = Comparison.all(of: kind)
        let frequencies = Frequencies(records)
        records.apply(frequencies)
        self.records = records
        counted = (0..<records.count).filter { !records.isCRM($0) && !records.isCollective[$0] }
        model = MatchingModel(
            kind: kind, records: counted.count, levels: [], averages: Training.averages(kind, frequencies), priors: [],
            frequencies: frequencies, thresholds: [])
    }

    /// The whole estimate.
    mutating func run(threads: Int) -> MatchingModel {
        let chance = chanceLevels()
        model.levels = MatchingModel.Way.allCases.map { way in
            way == .chance ? chance : startLevels(way, chance)
        }
        let all = Double(counted.count) * Double(max(1, counted.count - 1)) / 2
        model.priors = MatchingModel.Way.allCases.map { way in
            guard let share = ModelDefaults.shares[way] else { return 0 }
            return LogScale.millibits(share * Double(max(1, counted.count)) / max(all, 1))
        }
        let sample = candidateSample(threads: threads)
        for _ in 0..<Training.rounds {
            improve(sample, all)
            follow()
        }
        model.thresholds = Thresholding.thresholds(sample, PairWeights(model), records: counted.count)
        return model
    }

    // MARK: - Chance

    /// The average frequency of each level's table.
    private static func averages(_ kind: MatchKind, _ frequencies: Frequencies) -> [Millibits] {
        var averages = [Millibits](repeating: 0, count: Comparison.tableSize)
        for comparison in Comparison.all(of: kind) {
            for (index, level) in comparison.levels.enumerated() {
                guard let name = level.table, let table = frequencies.tables[name] else { continue }
                averages[Comparison.slot(comparison, UInt8(index + 1))] = average(table)
            }
        }
        return averages
    }

    /// log2 of how often two draws from a table agree.
    private static func average(_ table: FrequencyTable) -> Millibits {
        let total = Double(max(table.total, 20))
        let floor = LogScale.exp2(Double(table.frequency(0)) / 1000)
        var sum = 0.0
        var covered = 0.0
        for count in table.counts.values.sorted() {
            let share = Double(count) / total
            sum += share * share
            covered += share
        }
        sum += max(0, 1 - covered) * floor
        return LogScale.millibits(min(1, max(sum, 1e-9)))
    }

    private func chanceLevels() -> [Millibits] {
        var counts = [Double](repeating: 0, count: Comparison.tableSize)
        let comparer = PairComparison(records)
        var pair = PairLevels()
        var draws = Draws(seed: 0x5EED)
        if counted.count > 1 {
            for _ in 0..<min(Training.randomPairs.most, Training.randomPairs.perRecord * counted.count) {
                let a = counted[draws.next(below: counted.count)]
                let b = counted[draws.next(below: counted.count)]
                if a == b { continue }
                comparer.compare(a, b, into: &pair)
                for comparison in comparisons where pair.level(comparison) != 0 {
                    counts[Comparison.slot(comparison, pair.level(comparison))] += 1
                }
            }
        }
        var levels = [Millibits](repeating: -20_000, count: Comparison.tableSize)
        for comparison in comparisons {
            let defaults = ModelDefaults.levels(.chance, comparison, kind)
            let first = Comparison.slot(comparison, 1)
            let total = counts[first..<(first + defaults.count)].reduce(0, +)
            for (index, start) in defaults.enumerated() {
                let slot = first + index
                let share = (counts[slot] + start * ModelDefaults.strength / 4) / (total + ModelDefaults.strength / 4)
                levels[slot] = LogScale.millibits(max(share, 1e-7))
            }
            // What agrees fully is known better from the frequencies than from a sample.
            if comparison.levels[0].table != nil, model.averages[first] != 0 { levels[first] = model.averages[first] }
        }
        return levels
    }

    private func startLevels(_ way: MatchingModel.Way, _ chance: [Millibits]) -> [Millibits] {
        var levels = [Millibits](repeating: -20_000, count: Comparison.tableSize)
        for comparison in comparisons {
            let defaults = ModelDefaults.levels(way, comparison, kind)
            for (index, share) in defaults.enumerated() {
                let slot = Comparison.slot(comparison, UInt8(index + 1))
                if ModelDefaults.isAsChance(way, comparison) {
                    levels[slot] = chanceAnd(
                        ModelDefaults.extra(way, comparison), chance[slot],
                        LogScale.millibits(max(ModelDefaults.levels(.match, comparison, kind)[index], 1e-6)))
                } else {
                    levels[slot] = LogScale.millibits(max(share, 1e-6))
                }
            }
        }
        return levels
    }

    /// A share as among records that are one, the rest as by chance.
    private func chanceAnd(_ share: Double, _ chance: Millibits, _ match: Millibits) -> Millibits {
        let likelihood =
            (1 - share) * LogScale.exp2(Double(chance) / 1000) + share * LogScale.exp2(Double(match) / 1000)
        return LogScale.millibits(max(likelihood, 1e-7))
    }

    // MARK: - Candidate pairs

    /// A sample of the candidate pairs, each as likely to be in it as any other.
    private func candidateSample(threads: Int) -> PairSample {
        let blocks = Blocks(records)
        var possible = 0
        for block in 0..<blocks.count {
            let size = Int(blocks.starts[block + 1] - blocks.starts[block])
            possible += size * (size - 1) / 2
        }
        let rate = min(1, Double(Training.samplePairs) * 2 / Double(max(1, possible)))
        let bound = rate >= 1 ? UInt64.max : UInt64(rate * Double(UInt64.max >> 1)) << 1
        let parts = blocks.parts(64)
        let records = self.records
        let comparisons = self.comparisons
        let results = Slots<PairSample>(parts.count)
        forEachPart(parts.count, threads: threads, state: { PairComparison(records) }) { index, comparer in
            var sample = PairSample(width: comparisons.count, rate: rate)
            var pair = PairLevels()
            for block in parts[index] {
                let range = Int(blocks.starts[block])..<Int(blocks.starts[block + 1])
                for left in range {
                    let a = Int(blocks.members[left])
                    if records.isCRM(a) { continue }
                    for right in (left + 1)..<max(left + 1, range.upperBound) {
                        let b = Int(blocks.members[right])
                        if records.isCRM(b) || mix(records.keys[a], records.keys[b]) > bound { continue }
                        guard blocks.isFirstShared(UInt32(block), a, b) else { continue }
                        comparer.compare(a, b, into: &pair)
                        sample.append(pair, comparisons)
                    }
                }
            }
            results.set(index, sample)
        }
        var whole = PairSample(width: comparisons.count, rate: rate)
        for index in parts.indices { if let sample = results.take(index) { whole.append(sample) } }
        return whole
    }

    // MARK: - Expectation and maximisation

    /// Ways in which a comparison is left to chance follow what was learnt about records that are one.
    private mutating func follow() {
        for way in [MatchingModel.Way.household, .colleague] {
            for comparison in comparisons where ModelDefaults.isAsChance(way, comparison) {
                for index in comparison.levels.indices {
                    let slot = Comparison.slot(comparison, UInt8(index + 1))
                    model.levels[way.rawValue][slot] = chanceAnd(
                        ModelDefaults.extra(way, comparison), model.levels[0][slot], model.levels[1][slot])
                }
            }
        }
    }

    private mutating func improve(_ sample: PairSample, _ all: Double) {
        let weights = PairWeights(model)
        var counts = [[Double]](repeating: [Double](repeating: 0, count: Comparison.tableSize), count: 4)
        var sums = [Double](repeating: 0, count: 4)
        var pair = PairLevels()
        for index in 0..<sample.count {
            sample.load(index, comparisons, into: &pair)
            let ways = weights.weigh(pair).ways
            let top = max(max(0, ways.1), max(ways.2, ways.3))
            if top > max(ways.1, max(ways.2, ways.3)) + 12_000 { continue }
            let shares = (
                LogScale.exp2(Double(-top) / 1000), LogScale.exp2(Double(ways.1 - top) / 1000),
                LogScale.exp2(Double(ways.2 - top) / 1000), LogScale.exp2(Double(ways.3 - top) / 1000)
            )
            let total = shares.0 + shares.1 + shares.2 + shares.3
            let posterior = [0, shares.1 / total, shares.2 / total, shares.3 / total]
            if pair.level(.birthDate) != 0 {
                // Father and son, and namesakes, are taken for one too often to learn from them how often birth dates differ:
                // only pairs that are sure without it count.
                let level = pair.level(.birthDate)
                pair.set(.birthDate, 0)
                if weights.weigh(pair).total > Training.sureWithoutDate {
                    counts[1][Comparison.slot(.birthDate, level)] += 1
                }
                for way in 2..<4 { counts[way][Comparison.slot(.birthDate, level)] += posterior[way] }
            }
            for way in 1..<4 where posterior[way] > 1e-5 {
                sums[way] += posterior[way]
                for comparison in comparisons where pair.level(comparison) != 0 {
                    counts[way][Comparison.slot(comparison, pair.level(comparison))] += posterior[way]
                }
            }
        }
        for way in [MatchingModel.Way.match, .household, .colleague] {
            let index = way.rawValue
            let expected = sums[index] / sample.rate + 2
            model.priors[index] = LogScale.millibits(expected / max(all, 4))
            for comparison in comparisons where !ModelDefaults.isFixed(way, comparison) {
                let defaults = ModelDefaults.levels(way, comparison, kind)
                let first = Comparison.slot(comparison, 1)
                let total = counts[index][first..<(first + defaults.count)].reduce(0, +)
                for (offset, start) in defaults.enumerated() {
                    let estimate =
                        (counts[index][first + offset] + start * ModelDefaults.strength)
                        / (total + ModelDefaults.strength)
                    let share = min(estimate, ModelDefaults.most(way, comparison, UInt8(offset + 1)))
                    model.levels[index][first + offset] = LogScale.millibits(max(share, 1e-6))
                }
            }
        }
    }
}

/// Sampled pairs as levels and frequencies, packed.
struct PairSample: Sendable {
    let width: Int
    /// The share of all candidate pairs that is in the sample.
    let rate: Double
    private var levels: [UInt8] = []
    private var frequencies: [Millibits] = []
    private var conflicts: [UInt16] = []

    init(width: Int, rate: Double) {
        self.width = width
        self.rate = rate
    }

    var count: Int { conflicts.count }

    mutating func append(_ pair: PairLevels, _ comparisons: [Comparison]) {
        for comparison in comparisons {
            levels.append(pair.levels[comparison.rawValue])
            frequencies.append(pair.frequencies[comparison.rawValue])
        }
        conflicts.append(pair.conflicts.rawValue)
    }

    mutating func append(_ other: PairSample) {
        levels += other.levels
        frequencies += other.frequencies
        conflicts += other.conflicts
    }

    func load(_ index: Int, _ comparisons: [Comparison], into pair: inout PairLevels) {
        var place = index * width
        for comparison in comparisons {
            pair.levels[comparison.rawValue] = levels[place]
            pair.frequencies[comparison.rawValue] = frequencies[place]
            place += 1
        }
        pair.conflicts = Conflicts(rawValue: conflicts[index])
    }
}

extension MatchingModel {
    /// Estimates a model from records. Deterministic: the order of the records and the number of threads don't matter.
    public static func train(_ records: MatchRecords, threads: Int = 2) -> MatchingModel {
        var training = Training(Preparation.run(records))
        return training.run(threads: threads)
    }
}
