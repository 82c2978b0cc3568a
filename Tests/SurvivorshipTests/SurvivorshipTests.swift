import Records
import Seeds
import Survivorship
import Testing

/// Records typed in a test: per record its source and its fields by name.
private struct Cluster {
    var records: StandardisedRecords

    init(_ entity: Entity, _ members: [(source: Int, fields: [String: String])]) {
        records = StandardisedRecords(entity: entity)
        for (number, member) in members.enumerated() {
            for field in CustomerModel.fields(of: entity) { records.fields.append(member.fields[field.name] ?? "") }
            records.fields.append(member.fields["custom"] ?? "")
            records.numbers.append(Int64(number + 1))
            records.sources.append(UInt16(member.source))
            records.mappingRecords.append(0)
            records.ordinals.append(UInt32(number + 1))
            records.copies.append(0)
            records.keys.append("\(number)")
            records.changed.append(0)
            records.dropped.append(0)
        }
    }

    func golden(_ rules: SurvivorshipRules, members: [UInt32]? = nil) -> GoldenRecord {
        Survivorship(records, rules: rules).survive((members ?? (0..<UInt32(records.count)).map { $0 })[...])
    }

    /// The surviving value of a field and why.
    func value(_ name: String, _ golden: GoldenRecord) -> String {
        let field = CustomerModel.fieldIndex(name, of: records.entity) ?? CustomerModel.fields(of: records.entity).count
        let winner = golden.winners[field]
        return winner < 0 ? "" : records.fields.text(Int(winner), field)
    }

    func reason(_ name: String, _ golden: GoldenRecord) -> SurvivorshipReason {
        golden.reasons[CustomerModel.fieldIndex(name, of: records.entity) ?? 0]
    }
}

@Suite struct SurvivorshipTests {
    /// Sources 0 to 3: accounting, shop, old CRM, a list; all trusted alike.
    private let alike = SurvivorshipRules(kinds: [.accounting, .shop, .crm, .list], trust: [50, 50, 50, 50])

    @Test func theOnlyRecordSurvivesWhole() {
        let cluster = Cluster(.contacts, [(3, ["given_name": "Anna", "email": "a@b.example"])])
        let golden = cluster.golden(alike)
        #expect(cluster.value("given_name", golden) == "Anna")
        #expect(cluster.value("email", golden) == "a@b.example")
        #expect(cluster.value("family_name", golden) == "")
        #expect(cluster.reason("email", golden) == .only)
    }

    @Test func aBlankNeverWins() {
        let cluster = Cluster(
            .accounts,
            [
                (0, ["name": "Quadrat", "recorded_at": "2026-01-01"]),
                (3, ["name": "Quadrat", "industry": "Bau", "vat_id": "DE136695976", "description": "Kunde seit je"]),
            ])
        let golden = cluster.golden(
            SurvivorshipRules(kinds: [.accounting, .shop, .crm, .list], trust: [99, 50, 50, 1]))
        #expect(cluster.value("industry", golden) == "Bau")
        #expect(cluster.value("vat_id", golden) == "DE136695976")
        #expect(cluster.value("description", golden) == "Kunde seit je")
        #expect(cluster.reason("industry", golden) == .only)
        #expect(cluster.value("tax_number", golden) == "")
    }

    @Test(arguments: [
        ("street", 0), ("city", 0), ("vat_id", 0), ("tax_number", 0), ("payment_terms", 0), ("credit_limit", 0),
        ("shipping_street", 1), ("shipping_city", 1), ("owner", 2), ("description", 2),
    ])
    func eachGroupTrustsTheKindThatKnowsItBest(_ field: String, _ winner: Int32) {
        // Everything else speaks for the list: trust, date, completeness, bytes.
        let rich = ["industry": "Bau", "currency": "EUR", "lead_source": "Messe"]
        let cluster = Cluster(
            .accounts,
            [
                (0, [field: "zz accounting"]), (1, [field: "zz shop"]), (2, [field: "zz crm"]),
                (3, rich.merging([field: "aa list", "recorded_at": "2026-06-01"]) { $1 }),
            ])
        let golden = cluster.golden(SurvivorshipRules(kinds: [.accounting, .shop, .crm, .list], trust: [1, 1, 1, 99]))
        #expect(golden.winners[CustomerModel.fieldIndex(field, of: .accounts) ?? 0] == winner)
        #expect(cluster.reason(field, golden) == .favourite)
    }

    @Test func thenTheMostTrustedSource() {
        let cluster = Cluster(
            .accounts,
            [
                (2, ["industry": "Bau", "recorded_at": "2026-06-01", "website": "a", "lead_source": "x"]),
                (3, ["industry": "Handel", "recorded_at": "2020-01-01"]),
            ])
        let golden = cluster.golden(SurvivorshipRules(kinds: [.list, .list, .list, .list], trust: [0, 0, 10, 11]))
        #expect(cluster.value("industry", golden) == "Handel")
        #expect(cluster.reason("industry", golden) == .trust)
    }

    @Test func thenTheLatestRecordDate() {
        let cluster = Cluster(
            .accounts,
            [
                (2, ["industry": "Bau", "recorded_at": "2020-01-01", "website": "a", "lead_source": "x"]),
                (3, ["industry": "Handel", "recorded_at": "2026-06-01"]), (1, ["industry": "Verkehr"]),
            ])
        let golden = cluster.golden(alike)
        #expect(cluster.value("industry", golden) == "Handel")
        #expect(cluster.reason("industry", golden) == .latest)
    }

    @Test func thenTheMostCompleteRecord() {
        let cluster = Cluster(
            .accounts,
            [(2, ["industry": "Bau"]), (3, ["industry": "Handel", "website": "a", "lead_source": "x"])])
        let golden = cluster.golden(alike)
        #expect(cluster.value("industry", golden) == "Handel")
        #expect(cluster.reason("industry", golden) == .complete)
    }

    @Test func thenTheBytes() {
        let cluster = Cluster(.accounts, [(2, ["industry": "Handel"]), (3, ["industry": "Bau"])])
        let golden = cluster.golden(alike)
        #expect(cluster.value("industry", golden) == "Bau")
        #expect(cluster.reason("industry", golden) == .bytes)
    }

    @Test func valuesThatAgreeSaySo() {
        let cluster = Cluster(.accounts, [(2, ["industry": "Bau"]), (3, ["industry": "Bau"])])
        #expect(cluster.reason("industry", cluster.golden(alike)) == .agreed)
    }

    @Test func theProjectsOwnRuleBeatsAll() {
        let cluster = Cluster(
            .accounts, [(0, ["vat_id": "DE136695976"]), (3, ["vat_id": "DE129274202"]), (2, ["vat_id": "DE811569869"])])
        var rules = SurvivorshipRules(kinds: [.accounting, .shop, .crm, .list], trust: [99, 50, 50, 1])
        rules.preferred = ["vat_id": [3, 2]]
        #expect(cluster.value("vat_id", cluster.golden(rules)) == "DE129274202")
        #expect(cluster.reason("vat_id", cluster.golden(rules)) == .fieldRule)
        rules.preferred = ["vat_id": [2]]
        #expect(cluster.value("vat_id", cluster.golden(rules)) == "DE811569869")
    }

    @Test func aRuleForAnyFieldOfABlockMovesTheBlock() {
        let cluster = Cluster(
            .accounts,
            [
                (0, ["street": "Ring 1", "postcode": "20095", "city": "Hamburg"]),
                (3, ["street": "Lindenweg 4", "postcode": "10115", "city": "Berlin"]),
            ])
        for field in ["street", "postcode", "city"] {
            var rules = alike
            rules.preferred = [field: [3]]
            let golden = cluster.golden(rules)
            #expect(cluster.value("street", golden) == "Lindenweg 4", "rule for \(field)")
            #expect(cluster.value("city", golden) == "Berlin", "rule for \(field)")
        }
    }

    @Test func anAddressSurvivesAsOneBlock() {
        let cluster = Cluster(
            .accounts,
            [
                (0, ["street": "Ring 1", "city": "Hamburg"]),
                (3, ["street": "Lindenweg 4", "postcode": "10115", "city": "Berlin", "region": "BE", "country": "DE"]),
            ])
        let golden = cluster.golden(alike)
        #expect(cluster.value("street", golden) == "Ring 1")
        #expect(cluster.value("city", golden) == "Hamburg")
        #expect(cluster.value("postcode", golden) == "")
        #expect(cluster.value("region", golden) == "")
        #expect(cluster.value("country", golden) == "")
    }

    @Test func billingAndShippingAddressSurviveApart() {
        let both = ["street": "Ring 1", "city": "Hamburg", "shipping_street": "Ring 1", "shipping_city": "Hamburg"]
        let cluster = Cluster(.accounts, [(0, both), (1, both.mapValues { "\($0) 2" })])
        let golden = cluster.golden(alike)
        #expect(cluster.value("street", golden) == "Ring 1")
        #expect(cluster.value("shipping_street", golden) == "Ring 1 2")
        #expect(cluster.value("shipping_city", golden) == "Hamburg 2")
    }

    @Test func aCountryAloneIsNoAddress() {
        let cluster = Cluster(
            .accounts, [(0, ["country": "DE"]), (3, ["street": "Lindenweg 4", "city": "Wien", "country": "AT"])])
        let golden = cluster.golden(SurvivorshipRules(kinds: [.accounting, .shop, .crm, .list], trust: [99, 1, 1, 1]))
        #expect(cluster.value("street", golden) == "Lindenweg 4")
        #expect(cluster.value("country", golden) == "AT")
        let alone = Cluster(.accounts, [(0, ["country": "DE"]), (3, ["country": "AT"])])
        #expect(alone.value("country", alone.golden(alike)) == "DE")
    }

    @Test func aNameSurvivesAsOneBlock() {
        let cluster = Cluster(
            .contacts,
            [
                (2, ["given_name": "Anna", "family_name": "Lindholm"]),
                (3, ["prefix": "Dr.", "given_name": "A.", "middle_name": "M.", "family_name": "Lindholm-Beck"]),
            ])
        let golden = cluster.golden(SurvivorshipRules(kinds: [.list, .list, .crm, .list], trust: [1, 1, 60, 50]))
        #expect(cluster.value("given_name", golden) == "Anna")
        #expect(cluster.value("family_name", golden) == "Lindholm")
        #expect(cluster.value("prefix", golden) == "")
        #expect(cluster.value("middle_name", golden) == "")
    }

    @Test func aSalutationAloneIsNoName() {
        let cluster = Cluster(
            .contacts,
            [(2, ["prefix": "Frau", "suffix": "MBA"]), (3, ["given_name": "Anna", "family_name": "Lindholm"])])
        let golden = cluster.golden(SurvivorshipRules(kinds: [.list, .list, .crm, .list], trust: [1, 1, 99, 1]))
        #expect(cluster.value("given_name", golden) == "Anna")
        #expect(cluster.value("family_name", golden) == "Lindholm")
        #expect(cluster.value("prefix", golden) == "")
    }

    @Test func customFieldsSurviveAsTheyAre() {
        let cluster = Cluster(.accounts, [(2, ["custom": "{\"a\":\"1\"}"]), (3, ["industry": "Bau"])])
        let golden = cluster.golden(alike)
        #expect(golden.winners.last == 0)
        #expect(golden.winners.count == CustomerModel.fields(of: .accounts).count + 1)
    }

    @Test func everyReasonHasWords() {
        for value in 0...7 as ClosedRange<UInt8> {
            #expect(SurvivorshipReason(rawValue: value)?.words.isEmpty == false)
        }
        #expect(SurvivorshipReason(rawValue: 8) == nil)
    }

    @Test(arguments: 1...30 as ClosedRange<UInt64>)
    func theOrderOfTheMembersChangesNothing(seed: UInt64) {
        var random = Seeded(seed)
        let entity: Entity = seed % 2 == 0 ? .accounts : .contacts
        let pool = ["", "", "a", "b", "c"]
        let members = (0..<Int.random(in: 2...7, using: &random)).map { _ in
            var fields: [String: String] = [:]
            for field in CustomerModel.fields(of: entity) { fields[field.name] = pool.randomElement(using: &random) }
            fields["recorded_at"] = ["", "2025-01-01", "2026-01-01"].randomElement(using: &random)
            return (source: Int.random(in: 0...3, using: &random), fields: fields)
        }
        let cluster = Cluster(entity, members)
        var rules = SurvivorshipRules(
            kinds: [.accounting, .shop, .crm, .list], trust: (0..<4).map { _ in Int.random(in: 1...2, using: &random) })
        if Bool.random(using: &random) { rules.preferred = ["industry": [2], "job_title": [1, 3], "city": [3]] }
        let order = (0..<UInt32(members.count)).map { $0 }
        let first = cluster.golden(rules, members: order)
        let names = CustomerModel.fields(of: entity).map(\.name)
        for _ in 0..<6 {
            let again = cluster.golden(rules, members: order.shuffled(using: &random))
            for name in names {
                #expect(cluster.value(name, again) == cluster.value(name, first), "seed \(seed), \(name)")
                #expect(cluster.reason(name, again) == cluster.reason(name, first), "seed \(seed), \(name)")
            }
        }
        for (field, name) in names.enumerated() where first.winners[field] >= 0 {
            #expect(!cluster.value(name, first).isEmpty, "seed \(seed): a blank won \(name)")
        }
    }
}
