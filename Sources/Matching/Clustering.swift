extension Matching {
    /// Joins pairs into clusters: decisions first, then by falling weight, never against a decision, negative evidence, or
    /// the rules for records of the CRM and of sources without duplicates.
    public static func components(
        _ records: PreparedRecords, _ scored: ScoredPairs, model: MatchingModel, decisions: [Decision] = [],
        setting: MatchSetting = .careful
    ) -> MatchResult {
        var clustering = Clustering(records, model: model, setting: setting)
        clustering.follow(decisions)
        clustering.join(scored.pairs)
        return clustering.result(scored)
    }
}

/// Clusters in the making.
struct Clustering {
    private let records: PreparedRecords
    private let weights: PairWeights
    private let merge: Millibits
    private let ask: Millibits
    private let comparer: PairComparison
    private var parent: [UInt32]
    /// Of clusters with more than one record: the ranks, by root.
    private var members: [UInt32: [UInt32]] = [:]
    /// Records of which a decision says that they are others, by rank.
    private var apart: [UInt32: [UInt32]] = [:]
    private var decidedPairs: Set<UInt64> = []
    private var unsurePairs: Set<UInt64> = []
    private var crmBlocked: [ScoredPair] = []
    private var counts = MatchCounts()
    private var expectedWrong = 0.0

    /// A join compares at most so many pairs of members.
    private static let mostChecks = 400
    /// Members that weigh less than this against each other are not put into one cluster by another pair.
    private static let leastBetweenMembers: Millibits = -1_000
    /// From this weight on a pair needs no support by the other members of the two clusters.
    private static let strong: Millibits = 6_000
    /// No pair of members counts for more than this, either way, when support is summed up.
    private static let mostOfAMember: Millibits = 5_000

    init(_ records: PreparedRecords, model: MatchingModel, setting: MatchSetting) {
        self.records = records
        weights = PairWeights(model)
        (merge, ask) = model.weights(of: setting)
        comparer = PairComparison(records)
        parent = (0..<UInt32(records.count)).map { $0 }
        counts.records = records.count
    }

    // MARK: - Union–find

    private mutating func find(_ rank: UInt32) -> UInt32 {
        var root = rank
        while parent[Int(root)] != root { root = parent[Int(root)] }
        var walk = rank
        while parent[Int(walk)] != root { (walk, parent[Int(walk)]) = (parent[Int(walk)], root) }
        return root
    }

    private func membersOf(_ root: UInt32) -> [UInt32] { members[root] ?? [root] }

    /// The smaller rank becomes the root: a cluster is named after its record with the smallest key.
    private mutating func unite(_ one: UInt32, _ other: UInt32) {
        let (root, child) = one < other ? (one, other) : (other, one)
        members[root] = membersOf(root) + membersOf(child)
        members[child] = nil
        parent[Int(child)] = root
    }

    // MARK: - Decisions

    /// Takes the decisions: those that part first, so that those that join can be held against them.
    mutating func follow(_ decisions: [Decision]) {
        if decisions.isEmpty { return }
        var rankOf: [UInt64: UInt32] = [:]
        for (rank, key) in records.keys.enumerated() { rankOf[key] = UInt32(rank) }
        var joins: [(UInt32, UInt32)] = []
        for decision in decisions {
            guard let first = rankOf[decision.first], let second = rankOf[decision.second], first != second else {
                counts.unknownDecisions += 1
                continue
            }
            let (a, b) = first < second ? (first, second) : (second, first)
            decidedPairs.insert(UInt64(a) << 32 | UInt64(b))
            switch decision.verdict {
            case .match:
                joins.append((a, b))
            case .related, .noMatch, .unsure:
                if decision.verdict == .unsure { unsurePairs.insert(UInt64(a) << 32 | UInt64(b)) }
                apart[a, default: []].append(b)
                apart[b, default: []].append(a)
            }
        }
        joins.sort { $0 < $1 }
        for (a, b) in joins {
            let (one, other) = (find(a), find(b))
            if one == other { continue }
            if arePartedByDecision(one, other) {
                counts.contradictingDecisions += 1
            } else {
                unite(one, other)
            }
        }
    }

    private mutating func arePartedByDecision(_ one: UInt32, _ other: UInt32) -> Bool {
        if apart.isEmpty { return false }
        let (small, root) =
            membersOf(one).count <= membersOf(other).count ? (membersOf(one), other) : (membersOf(other), one)
        for rank in small {
            for stranger in apart[rank] ?? [] where find(stranger) == root { return true }
        }
        return false
    }

    // MARK: - Joining

    /// Joins by falling weight.
    mutating func join(_ pairs: [ScoredPair]) {
        let strong = pairs.filter { $0.weight >= merge && $0.conflicts.isDisjoint(with: weights.forbidding) }
            .sorted { $0.weight != $1.weight ? $0.weight > $1.weight : ($0.a, $0.b) < ($1.a, $1.b) }
        for pair in strong {
            let (one, other) = (find(pair.a), find(pair.b))
            if one == other { continue }
            if arePartedByDecision(one, other) { continue }
            let (left, right) = (membersOf(one), membersOf(other))
            if left.contains(where: { records.isCRM(Int($0)) }), right.contains(where: { records.isCRM(Int($0)) }) {
                crmBlocked.append(pair)
                continue
            }
            guard let worst = agreement(left, right, pair) else {
                counts.refused += 1
                continue
            }
            expectedWrong += 1 - Calibration.probability(worst)
            unite(one, other)
        }
    }

    /// The weight to count the join with; nil when members contradict each other.
    private func agreement(_ left: [UInt32], _ right: [UInt32], _ pair: ScoredPair) -> Millibits? {
        if left.count == 1, right.count == 1 { return pair.weight }
        var levels = PairLevels()
        var checks = 0
        var sum: Int64 = 0
        for a in left {
            for b in right {
                checks += 1
                if checks > Clustering.mostChecks { return pair.weight }
                comparer.compare(Int(min(a, b)), Int(max(a, b)), into: &levels)
                let weight = weights.weigh(levels)
                if !levels.conflicts.isDisjoint(with: weights.forbidding) { return nil }
                if !levels.conflicts.subtracting(.birthDates).isEmpty, weight.total < Clustering.leastBetweenMembers {
                    return nil
                }
                sum += Int64(min(max(weight.total, -Clustering.mostOfAMember), Clustering.mostOfAMember))
            }
        }
        // A weak pair joins only what speaks for a join as a whole: no long chains.
        if pair.weight < Clustering.strong, sum < 0 { return nil }
        return pair.weight
    }

    // MARK: - Result

    mutating func result(_ scored: ScoredPairs) -> MatchResult {
        var labels = [UInt32](repeating: 0, count: records.count)
        var customers = 0
        for rank in 0..<UInt32(records.count) {
            let root = find(rank)
            if root == rank { customers += 1 }
            labels[Int(records.order[Int(rank)])] = records.order[Int(root)]
        }
        var pairs: [MatchPair] = []
        var related: [RelatedPair] = []
        for pair in scored.pairs {
            let together = find(pair.a) == find(pair.b)
            let key = UInt64(pair.a) << 32 | UInt64(pair.b)
            var band = MatchBand.apart
            if together {
                band = .merged
                counts.merged += 1
            } else if pair.weight >= ask || pair.conflicts.contains(.otherFamilyName),
                pair.conflicts.isDisjoint(with: [.collective, .branches]),
                !decidedPairs.contains(key) || unsurePairs.contains(key)
            {
                band = .ask
                counts.asked += 1
            }
            if !together, band == .apart, !pair.conflicts.contains(.branches),
                pair.way == .household || pair.way == .colleague
            {
                related.append(
                    RelatedPair(
                        first: records.order[Int(pair.a)], second: records.order[Int(pair.b)],
                        kind: Clustering.relation(pair.way, records.kind)))
            }
            if !together, pair.weight >= ask, pair.conflicts.contains(.branches) {
                related.append(
                    RelatedPair(
                        first: records.order[Int(pair.a)], second: records.order[Int(pair.b)], kind: .branch))
            }
            if pair.weight >= ScoredPairs.floor || together { pairs.append(shown(pair, band)) }
        }
        counts.customers = customers
        counts.compared = scored.compared
        counts.notCompared = scored.notCompared
        counts.oversizedBlocks = scored.oversizedBlocks
        crmBlocked.sort { ($0.a, $0.b) < ($1.a, $1.b) }
        return MatchResult(
            labels: labels, pairs: pairs, crmPairs: crmBlocked.map { shown($0, .ask) }, related: related,
            counts: counts,
            expectedWrongJoinsPerThousand: customers == 0 ? 0 : expectedWrong / Double(customers) * 1000,
            mergeWeight: merge, askWeight: ask)
    }

    private func shown(_ pair: ScoredPair, _ band: MatchBand) -> MatchPair {
        MatchPair(
            first: records.order[Int(pair.a)], second: records.order[Int(pair.b)], weight: pair.weight,
            probability: Calibration.probability(pair.weight), band: band)
    }

    private static func relation(_ way: MatchingModel.Way, _ kind: MatchKind) -> RelationKind {
        switch (kind, way) {
        case (.people, .colleague): .colleague
        case (.people, _): .household
        case (.organisations, .colleague): .branch
        case (.organisations, _): .sister
        }
    }
}
