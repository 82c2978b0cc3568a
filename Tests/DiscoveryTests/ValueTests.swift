import Discovery
import Seeds
import Testing

/// What values say, with the header or against it.
@Suite struct ValueTests {
    private func only(_ header: String, _ values: [String], source: String = "list") -> ColumnReading {
        Tables.read([(header, values)], source: source).columns[0]
    }

    @Test func valuesAloneTellAddressesOfMail() {
        let found = only("Kontaktweg", Tables.made(12) { "a\($0)@b.example" })
        #expect(found.meaning == .email && found.confidence < 90)
        #expect(found.reason == "100 % of values are e-mail addresses")
        #expect(only("Kontaktweg", ["a@b.example", "Post", "Fax", "Post", "Fax"]).meaning == nil)
    }

    @Test func aHeaderThatItsValuesBelieMeansNothing() {
        #expect(only("Email", Tables.made(10) { "Straße \($0)" }).meaning == nil)
        #expect(only("Phone", Tables.made(10) { _ in "Anna Lindholm" }).meaning == nil)
        #expect(only("Country", Tables.made(10) { "X\($0)Y" }).meaning == nil)
        #expect(only("City", Tables.made(10) { "2026-01-1\($0)" }).meaning == nil)
    }

    @Test func halfOfTheValuesMakeItLessSure() {
        let good = only("Email", Tables.made(20) { "a\($0)@b.example" })
        let poor = only("Email", Tables.made(20) { $0 % 3 == 0 ? "keine" : "a\($0)@b.example" })
        #expect(good.confidence >= 95 && poor.confidence < 90 && poor.meaning == .email)
        #expect(poor.reason.contains("65 % of values are e-mail addresses"))
    }

    @Test func hashesSayNothing() {
        let hashes = Tables.made(12) { "\($0 % 10)f0a6b1c2d3e4f5a6b7c8d9e0f1a2b3\($0 % 10)" }
        let found = only("phone", hashes)
        #expect(found.meaning == .phone && found.confidence < 90 && found.reason.contains("hashes"))
    }

    @Test func firmsAndPeopleAreToldApart() {
        let firms = ["Quadrat GmbH", "Bäckerei Immergrün KG", "Kreis AG", "Anna Lindholm"]
        #expect(only("Name", firms).meaning == .company)
        #expect(only("Name", ["Anna Lindholm", "Bernd Osterloh", "Carla Windisch"]).meaning == .fullName)
    }

    @Test func aNameBesideAGivenNameIsAFamilyName() {
        let table = Tables.read([
            ("Name", ["Lindholm", "Osterloh", "Windisch", "Feldkirch"]),
            ("Vorname", ["Anna", "Bernd", "Carla", "Dora"]),
        ])
        #expect(table.columns.map(\.meaning) == [.familyName, .givenName])
    }

    @Test func aStateIsARegionOrAStatusByItsValues() {
        let region = Tables.read([("City", ["Kiel", "Ulm", "Hof"]), ("State", ["SH", "BW", "BY"])])
        #expect(region.columns[1].meaning == .region)
        let status = Tables.read([("Email", ["a@b.example", "b@b.example"]), ("State", ["enabled", "disabled"])])
        #expect(status.columns[1].meaning == .status)
    }

    @Test func aTitleIsAFormOfAddressOrAJobByItsValues() {
        func title(_ values: [String]) -> ColumnMeaning? {
            Tables.read([("Title", values), ("Last name", Tables.made(5) { "Familie\($0)" })]).columns[0].meaning
        }
        #expect(title(["Mr", "Mrs", "Dr", "Ms", "Mr"]) == .prefix)
        #expect(title(["Baker", "Buyer", "Owner", "Head of sales", "Clerk"]) == .jobTitle)
    }

    @Test(arguments: 1...60 as ClosedRange<UInt64>)
    func anyBytesAreReadWithoutATrap(seed: UInt64) {
        var random = Seeded(seed)
        var tally = ColumnTally("Name")
        for row in 0..<60 {
            let length = Int.random(in: 0...80, using: &random)
            let bytes = (0..<length).map { _ in
                Bool.random(using: &random)
                    ? UInt8.random(in: 0x20...0x7E, using: &random) : UInt8.random(in: 0...255, using: &random)
            }
            tally.add(bytes[...], place: row)
        }
        let reading = TableReading(source: "list", tallies: [tally])
        #expect(reading.profiles.count == 1, "seed \(seed)")
        #expect((0...100).contains(reading.columns[0].confidence), "seed \(seed)")
    }
}
