/// A compared pair by ranks.
struct ScoredPair: Sendable, Equatable {
    /// The smaller rank.
    var a: UInt32
    /// The greater rank.
    var b: UInt32
    /// log2 odds of being one, in thousandths.
    var weight: Millibits
    var conflicts: Conflicts
    /// The way that explains the pair best.
    var way: MatchingModel.Way
}

/// The pairs worth keeping of all that were compared.
public struct ScoredPairs: Sendable {
    /// By ranks, ascending.
    let pairs: [ScoredPair]
    /// How many pairs were compared.
    public let compared: Int
    /// At most so many pairs had only an oversized block in common and were not compared.
    public let notCompared: Int
    /// The number of those blocks.
    public let oversizedBlocks: Int

    /// Pairs below this weight are forgotten.
    static let floor: Millibits = -6_000
}

/// Matching's steps: prepare, score, components. Pure: the same input gives the same output whatever the order of the records,
/// the number of threads or the machine.
public enum Matching {
    /// Makes records ready: folded and split values, block keys' ingredients, frequencies as the model knows them.
    public static func prepare(_ records: MatchRecords, model: MatchingModel) -> PreparedRecords {
        var prepared = Preparation.run(records)
        prepared.apply(model.frequencies)
        return prepared
    }

    /// Blocks the records, compares each pair that shares a block once, and keeps the pairs above a floor.
    public static func score(_ records: PreparedRecords, model: MatchingModel, threads: Int = 2) -> ScoredPairs {
        let blocks = Blocks(records)
        let parts = blocks.parts(256)
        let weights = PairWeights(model)
        let results = Slots<PartScore>(parts.count)
        forEachPart(parts.count, threads: threads, state: { PairComparison(records) }) { index, comparer in
            var part = PartScore()
            var pair = PairLevels()
            for block in parts[index] {
                let range = Int(blocks.starts[block])..<Int(blocks.starts[block + 1])
                for left in range {
                    let a = Int(blocks.members[left])
                    for right in (left + 1)..<max(left + 1, range.upperBound) {
                        let b = Int(blocks.members[right])
                        guard blocks.isFirstShared(UInt32(block), a, b) else { continue }
                        part.compared += 1
                        comparer.compare(a, b, into: &pair)
                        let weight = weights.weigh(pair)
                        let way = weight.likeliest
                        if weight.total < ScoredPairs.floor, way == .chance || way == .match { continue }
                        part.pairs.append(
                            ScoredPair(
                                a: UInt32(a), b: UInt32(b), weight: weight.total, conflicts: pair.conflicts, way: way))
                    }
                }
            }
            results.set(index, part)
        }
        var pairs: [ScoredPair] = []
        var compared = 0
        for index in parts.indices {
            guard let part = results.take(index) else { continue }
            pairs += part.pairs
            compared += part.compared
        }
        pairs.sort { ($0.a, $0.b) < ($1.a, $1.b) }
        return ScoredPairs(
            pairs: pairs, compared: compared, notCompared: blocks.notCompared, oversizedBlocks: blocks.oversized)
    }

    /// All three steps.
    public static func match(
        _ records: MatchRecords, model: MatchingModel, decisions: [Decision] = [], setting: MatchSetting = .careful,
        threads: Int = 2
    ) -> MatchResult {
        let prepared = prepare(records, model: model)
        let pairs = score(prepared, model: model, threads: threads)
        return components(prepared, pairs, model: model, decisions: decisions, setting: setting)
    }
}

private struct PartScore: Sendable {
    var pairs: [ScoredPair] = []
    var compared = 0
}
