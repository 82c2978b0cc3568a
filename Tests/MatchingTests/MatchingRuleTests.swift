import Matching
import Testing

@Suite struct MatchingRuleTests {
    private static let ada: [MatchField: String] = [
        .given: "Ada", .family: "Pemcroft", .emails: "ada.pemcroft77@example.com", .phones: "442079460001",
        .street: "12 Mill Lane", .city: "Norwick", .postcode: "NW1 4AB", .country: "GB",
    ]

    private func labels(_ records: MatchRecords, _ decisions: [Decision] = [], _ setting: MatchSetting = .bold)
        -> [UInt32]
    {
        Matching.match(records, model: seededModel, decisions: decisions, setting: setting).labels
    }

    private func changed(_ changes: [MatchField: String]) -> [MatchField: String] {
        Self.ada.merging(changes) { $1 }
    }

    @Test func recordsThatAgreeInEverythingJoin() {
        #expect(labels(typedRecords([(0, Self.ada), (1, Self.ada)]), [], .normal) == [0, 0])
    }

    @Test func aNameInOtherLettersIsComparedInLatinOnes() {
        for (given, family, latinGiven, latinFamily) in [
            ("Юлия", "Щукина", "Iuliia", "Shchukina"), ("Γιώργος", "Παπαδόπουλος", "Giorgos", "Papadopoulos"),
        ] {
            let written = changed([.given: given, .family: family])
            let latin = changed([.given: latinGiven, .family: latinFamily])
            #expect(labels(typedRecords([(0, written), (1, latin)]), [], .normal) == [0, 0], "\(given) \(family)")
            let other = changed([.given: "Борис", .family: "Панов"])
            #expect(labels(typedRecords([(0, latin), (1, other)]), [], .normal) == [0, 1], "\(given) \(family)")
        }
    }

    @Test func decisionsThatPartAreHonoured() {
        let records = typedRecords([(0, Self.ada), (1, Self.ada), (1, Self.ada)])
        #expect(labels(records) == [0, 0, 0])
        for verdict in [MatchVerdict.noMatch, .related, .unsure] {
            // Through a third record neither.
            let found = labels(records, [Decision(2, 1, verdict)])
            #expect(found[0] != found[1], "\(verdict)")
        }
    }

    @Test func decisionsThatJoinAreHonouredWhateverTheModelSays() {
        let other: [MatchField: String] = [
            .given: "Hugo", .family: "Lindwick", .birthDate: "1950-01-12", .suffix: "Jr",
        ]
        let records = typedRecords([(0, changed([.birthDate: "1999-09-09", .suffix: "Sr"])), (1, other)])
        #expect(labels(records) == [0, 1])
        #expect(labels(records, [Decision(2, 1, .match)], .careful) == [0, 0])
    }

    @Test func decisionsThatContradictEachOtherPartAndAreCounted() {
        let records = typedRecords([(0, Self.ada), (1, Self.ada), (1, Self.ada)])
        let decisions = [
            Decision(1, 2, .match), Decision(2, 3, .match), Decision(1, 3, .noMatch), Decision(1, 99, .match),
        ]
        let result = Matching.match(records, model: seededModel, decisions: decisions, setting: .bold)
        #expect(result.labels[0] != result.labels[2])
        #expect(result.counts.contradictingDecisions == 1)
        #expect(result.counts.unknownDecisions == 1)
    }

    @Test(arguments: [UInt64(51), 52])
    func decisionsAreHonouredAmongManyRecords(seed: UInt64) {
        let customers = SeededCustomers(people: 300, seed: seed)
        let records = customers.records()
        var numbers = SeededCustomers.Numbers(state: seed)
        let plain = Matching.match(records, model: seededModel, setting: .bold)
        let decisions = plain.pairs.prefix(200).map { pair in
            Decision(
                records.keys[Int(pair.first)], records.keys[Int(pair.second)],
                [MatchVerdict.related, .noMatch, .unsure].randomElement(using: &numbers)!)
        }
        let result = Matching.match(records, model: seededModel, decisions: decisions, setting: .bold)
        for pair in plain.pairs.prefix(200) {
            #expect(result.labels[Int(pair.first)] != result.labels[Int(pair.second)], "seed \(seed)")
        }
    }

    @Test func twoRecordsOfTheCRMNeverJoinByThemselves() {
        let sources = [MatchSource(isCRM: true), MatchSource()]
        let records = typedRecords([(0, Self.ada), (0, Self.ada), (1, Self.ada)], sources: sources)
        let result = Matching.match(records, model: seededModel, setting: .bold)
        #expect(result.labels[0] != result.labels[1])
        #expect(result.crmPairs.contains { $0.first == 0 && $0.second == 1 } || !result.crmPairs.isEmpty)
        #expect(labels(records, [Decision(1, 2, .match)]) == [0, 0, 0])
    }

    @Test func recordsOfTheCRMCountInNoEstimate() {
        let customers = SeededCustomers(people: 200, seed: 61, sources: 2)
        let sources = [MatchSource(), MatchSource(), MatchSource(isCRM: true)]
        var records = customers.records(sources: sources)
        let before = MatchingModel.train(records)
        for number in 0..<50 {
            records.begin(source: 2, key: UInt64(number) << 1)
            for (field, value) in Self.ada { records.set(field, value) }
            records.end()
        }
        #expect(MatchingModel.train(records).json() == before.json())
    }

    @Test func aSourceThatHoldsNobodyTwiceGivesAClusterOneRecord() {
        let sources = [MatchSource(isFree: true), MatchSource()]
        let records = typedRecords([(0, Self.ada), (0, Self.ada), (1, Self.ada)], sources: sources)
        let found = labels(records)
        #expect(found[0] != found[1])
        #expect(found[2] == found[0] || found[2] == found[1])
    }

    @Test func aCollectiveCustomerNeverMatches() {
        var records = typedRecords([(0, Self.ada)])
        records.begin(source: 1, key: 7)
        for (field, value) in Self.ada { records.set(field, value) }
        records.markCollective()
        records.end()
        let result = Matching.match(records, model: seededModel, setting: .bold)
        #expect(result.labels == [0, 1])
        #expect(result.pairs.isEmpty)
    }

    @Test func fatherAndSonStayApart() {
        let father = changed([.birthDate: "1951-03-04"])
        let son = changed([.birthDate: "1983-07-21"])
        #expect(labels(typedRecords([(0, father), (1, son)]), [], .normal) == [0, 1])
        // A record without a birth date doesn't tie them together.
        let three = labels(typedRecords([(0, father), (1, son), (1, Self.ada)]), [], .bold)
        #expect(three[0] != three[1])
        let generations = labels(typedRecords([(0, changed([.suffix: "Sr"])), (1, changed([.suffix: "Jr."]))]))
        #expect(generations == [0, 1])
    }

    @Test func aHouseholdIsRelatedNotTheSame() {
        let other = changed([.given: "Victor", .emails: "victor.pemcroft@example.com"])
        let result = Matching.match(typedRecords([(0, Self.ada), (1, other)]), model: seededModel, setting: .normal)
        #expect(result.labels == [0, 1])
        #expect(result.related.map(\.kind) == [.household])
    }

    @Test func differentValidTaxNumbersOfOneCountryForbid() {
        let one = changed([.taxNumbers: "GB123456782"])
        let other = changed([.taxNumbers: "GB987654317"])
        let records = typedRecords([(0, one), (1, other)])
        #expect(labels(records) == [0, 1])
        let prepared = Matching.prepare(records, model: seededModel)
        #expect(
            Matching.explain(prepared, 0, 1, model: seededModel).forbidden == [
                "different valid tax numbers of one country"
            ])
        // Not for one key of one source over time.
        let keyed = typedRecords([
            (0, one.merging([.keyGroup: "erp:7"]) { $1 }), (0, other.merging([.keyGroup: "erp:7"]) { $1 }),
        ])
        #expect(
            Matching.explain(Matching.prepare(keyed, model: seededModel), 0, 1, model: seededModel).forbidden.isEmpty)
    }

    @Test func valuesSharedByManyAreNoEvidence() {
        var rows: [(source: Int, fields: [MatchField: String])] = []
        let names = ["Robert", "Greta", "Hugo", "Iris", "Felix", "Nora", "Clara", "Martin"]
        for (index, name) in names.enumerated() {
            rows.append(
                (
                    0,
                    [
                        .given: name, .family: "Oak\(SeededCustomers.ends[index])", .emails: "info@example.org",
                        .phones: "442079460999",
                    ]
                ))
        }
        let own = [MatchField.emails: "own@example.org", .phones: "442079460111"]
        rows.append((0, own.merging([.given: "Ruth", .family: "Marstead"]) { $1 }))
        rows.append((1, own.merging([.given: "Ruth", .family: "Marstead"]) { $1 }))
        let records = typedRecords(rows)
        let model = MatchingModel.train(records)
        let prepared = Matching.prepare(records, model: model)
        let shared = Matching.explain(prepared, 0, 1, model: model)
        #expect(!shared.evidence.contains { $0.comparison == "e-mail" || $0.comparison == "phone" })
        let owned = Matching.explain(prepared, 8, 9, model: model)
        #expect(owned.evidence.contains { $0.words == "same e-mail" && $0.weight > 0 })
        #expect(owned.evidence.contains { $0.words == "same phone" && $0.weight > 0 })
    }

    @Test func rareNamesSayMoreThanFrequentOnes() {
        var rows: [(source: Int, fields: [MatchField: String])] = []
        for number in 0..<300 {
            let family =
                number % 3 == 0
                ? "Smith" : "Name\(SeededCustomers.ends[number % 13])\(SeededCustomers.starts[number % 15])"
            rows.append((number % 2, [.given: SeededCustomers.given[number % 30], .family: family, .city: "Norwick"]))
        }
        rows.append((0, [.given: "Anna", .family: "Szczepanski"]))
        rows.append((1, [.given: "Anna", .family: "Szczepanski"]))
        rows.append((0, [.given: "Anna", .family: "Smith"]))
        rows.append((1, [.given: "Anna", .family: "Smith"]))
        let records = typedRecords(rows)
        let model = MatchingModel.train(records)
        let prepared = Matching.prepare(records, model: model)
        func family(_ a: Int, _ b: Int) -> Int32 {
            Matching.explain(prepared, a, b, model: model).evidence.first { $0.comparison == "family name" }?.weight
                ?? 0
        }
        #expect(family(300, 301) > family(302, 303) + 2_000)
    }

    @Test func blocksTooLargeToCompareAreCounted() {
        let rows = (0..<400).map { _ in (source: 0, fields: [MatchField.given: "Anna", .family: "Smith"]) }
        let result = Matching.match(typedRecords(rows), model: seededModel, setting: .careful)
        #expect(result.counts.oversizedBlocks > 0)
        #expect(result.counts.notCompared >= 400 * 399 / 2)
        #expect(result.counts.compared < 400 * 399 / 2)
    }

    @Test func typingErrorsInWhatRecordsAreLookedUpByAreFound() {
        let variants: [[MatchField: String]] = [
            changed([.family: "Pemcrfot", .emails: ""]), changed([.given: "Pemcroft", .family: "Ada"]),
            changed([.postcode: "NW1 4BA", .phones: ""]),
            changed([.emails: "ada.pemcroft77@exmaple.com", .phones: ""]),
            changed([.phones: "442079460010"]), changed([.street: "Mill Ln. 12", .emails: "", .phones: ""]),
        ]
        for variant in variants {
            let found = Matching.match(
                typedRecords([(0, Self.ada), (1, variant)]), model: seededModel, setting: .normal)
            #expect(found.counts.compared == 1, "\(variant)")
            #expect(found.labels == [0, 0], "\(variant)")
        }
    }
}
