import Matching
import Testing

@Suite struct MatchingPromiseTests {
    private let customers = SeededCustomers(people: 700, seed: 21)

    /// Clusters by keys, which don't depend on the records' order.
    private func clusters(_ records: MatchRecords, _ result: MatchResult) -> [UInt64: UInt64] {
        var clusters: [UInt64: UInt64] = [:]
        for (index, label) in result.labels.enumerated() { clusters[records.keys[index]] = records.keys[Int(label)] }
        return clusters
    }

    private func pairs(_ records: MatchRecords, _ result: MatchResult) -> [[UInt64]] {
        result.pairs.map {
            [
                records.keys[Int($0.first)], records.keys[Int($0.second)], UInt64(bitPattern: Int64($0.weight)),
                UInt64($0.band.rawValue),
            ]
        }
    }

    @Test(arguments: [UInt64(31), 32, 33])
    func theOrderOfTheRecordsChangesNothing(seed: UInt64) {
        let plain = customers.records()
        let model = MatchingModel.train(plain)
        let result = Matching.match(plain, model: model, setting: .normal)
        var numbers = SeededCustomers.Numbers(state: seed)
        let other = customers.records(order: Array(customers.rows.indices).shuffled(using: &numbers))
        let otherModel = MatchingModel.train(other)
        #expect(otherModel.json() == model.json(), "seed \(seed)")
        let otherResult = Matching.match(other, model: otherModel, setting: .normal)
        #expect(clusters(other, otherResult) == clusters(plain, result), "seed \(seed)")
        #expect(pairs(other, otherResult) == pairs(plain, result), "seed \(seed)")
        #expect(otherResult.counts == result.counts, "seed \(seed)")
        #expect(otherResult.expectedWrongJoinsPerThousand == result.expectedWrongJoinsPerThousand)
    }

    @Test func theNumberOfThreadsChangesNothing() {
        let records = customers.records()
        let one = MatchingModel.train(records, threads: 1)
        let result = Matching.match(records, model: one, threads: 1)
        for threads in [2, 3, 7] {
            #expect(MatchingModel.train(records, threads: threads).json() == one.json())
            #expect(Matching.match(records, model: one, threads: threads) == result)
        }
    }

    @Test func stepsAndTheWholeAgree() {
        let records = customers.records()
        let prepared = Matching.prepare(records, model: seededModel)
        let scored = Matching.score(prepared, model: seededModel)
        let result = Matching.components(prepared, scored, model: seededModel, setting: .normal)
        #expect(result == Matching.match(records, model: seededModel, setting: .normal))
        #expect(result.counts.compared > 0 && result.counts.merged > 0)
    }

    @Test func aClusterIsNamedAfterItsSmallestKey() {
        let records = customers.records()
        let result = Matching.match(records, model: seededModel, setting: .normal)
        for (index, label) in result.labels.enumerated() {
            #expect(records.keys[Int(label)] <= records.keys[index])
            #expect(result.labels[Int(label)] == label)
        }
        #expect(Set(result.labels).count == result.counts.customers)
    }

    @Test func anExplanationAddsUpAndIsTheSameEitherWayRound() {
        let records = customers.records()
        let prepared = Matching.prepare(records, model: seededModel)
        let result = Matching.match(records, model: seededModel, setting: .normal)
        #expect(result.pairs.count > 100)
        for pair in result.pairs.prefix(300) {
            let one = Matching.explain(prepared, Int(pair.first), Int(pair.second), model: seededModel)
            let other = Matching.explain(prepared, Int(pair.second), Int(pair.first), model: seededModel)
            #expect(one == other)
            #expect(one.start + one.evidence.reduce(0) { $0 + $1.weight } + one.sharedByOthers == one.total)
            #expect(one.total == pair.weight)
            #expect(one.sharedByOthers <= 0)
            #expect(one.probability == pair.probability)
        }
    }

    @Test func whatIsJoinedAskedAndApartFollowsTheWeights() {
        let result = Matching.match(customers.records(), model: seededModel, setting: .careful)
        #expect(result.askWeight <= result.mergeWeight)
        for pair in result.pairs {
            #expect((0...1).contains(pair.probability))
            if pair.band == .ask { #expect(pair.weight >= result.askWeight) }
            if pair.band == .apart { #expect(pair.weight < result.askWeight) }
        }
        let bold = Matching.match(customers.records(), model: seededModel, setting: .bold)
        #expect(bold.counts.merged >= result.counts.merged)
        #expect(bold.expectedWrongJoinsPerThousand >= result.expectedWrongJoinsPerThousand)
    }

    @Test func nothingToMatchIsNoTrouble() {
        let none = MatchRecords(kind: .people, sources: [])
        let model = MatchingModel.train(none)
        #expect(Matching.match(none, model: model).labels == [])
        let one = typedRecords([(0, [.given: "Ada", .family: "Ashford"])])
        #expect(Matching.match(one, model: MatchingModel.train(one)).labels == [0])
        let empty = typedRecords([(0, [:]), (1, [:])])
        #expect(Matching.match(empty, model: seededModel).labels == [0, 1])
        let organisations = typedRecords([(0, [:]), (1, [.coreName: "Ashford"])], kind: .organisations)
        #expect(Matching.match(organisations, model: MatchingModel.train(organisations)).labels == [0, 1])
    }

    @Test func qualityOnSeededPeopleStaysAboveItsFloor() {
        for seed in [UInt64(41), 42] {
            let customers = SeededCustomers(people: 1_200, seed: seed)
            let records = customers.records()
            let model = MatchingModel.train(records)
            let normal = Quality(customers, Matching.match(records, model: model, setting: .normal))
            #expect(normal.precision > 0.97 && normal.recall > 0.93, "seed \(seed): \(normal)")
            let careful = Quality(customers, Matching.match(records, model: model, setting: .careful))
            #expect(careful.wrongJoins <= 2 && careful.recall > 0.6, "seed \(seed): \(careful)")
        }
    }

    /// Pairs counted against the truth.
    private struct Quality {
        var right = 0.0
        var joined = 0.0
        var all = 0.0
        var wrongJoins = 0

        var precision: Double { right / max(1, joined) }
        var recall: Double { right / max(1, all) }

        init(_ customers: SeededCustomers, _ result: MatchResult) {
            let rows = customers.rows
            for left in rows.indices {
                for right in rows.indices where right > left {
                    let same = rows[left].entity == rows[right].entity
                    let together = result.labels[left] == result.labels[right]
                    if same { all += 1 }
                    if together { joined += 1 }
                    if same && together { self.right += 1 }
                }
            }
            var entities: [UInt32: Set<Int>] = [:]
            for index in rows.indices { entities[result.labels[index], default: []].insert(rows[index].entity) }
            wrongJoins = entities.values.reduce(0) { $0 + $1.count - 1 }
        }
    }
}
