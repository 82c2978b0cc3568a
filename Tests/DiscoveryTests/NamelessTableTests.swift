import Testing

@testable import Discovery

/// Tables without column names, in which only values tell.
@Suite struct NamelessTableTests {
    private static let shops = [
        "Amber Bicycle Store", "Cobalt Outdoor Gear", "Fern Valley Sports", "Granite Trail Shop", "Harbor Wheel Works",
        "Juniper Cycle House", "Lantern Road Bikes", "Meadow Sports Place", "Northern Spoke Club",
        "Orchard Ride Center",
        "Pebble Beach Wheels", "Quarry Mountain Gear",
    ]

    private func table(_ names: [String]) -> TableReading {
        Tables.read(
            [
                ("Column 1", Tables.made(12) { "\($0 + 1)" }),
                ("Column 2", Tables.made(12) { "245-555-01\($0 + 10)" }),
                ("Column 3", Tables.made(12) { ["Value Added Reseller", "Specialty Bike Shop"][$0 % 2] }),
                ("Column 4", names),
                ("Column 5", Tables.made(12) { "\(2250 + $0) Elliot Avenue" }),
            ], source: "reseller-list")
    }

    @Test func theOneColumnOfDifferingWordsHoldsTheNames() {
        let found = table(Self.shops).columns
        #expect(found[3].meaning == .company)
        #expect(found[3].confidence < 75)
        #expect(found[2].meaning != .company)
    }

    @Test func wordsThatRepeatAreNoNames() {
        #expect(table(Tables.made(12) { Self.shops[$0 % 4] }).columns[3].meaning != .company)
    }

    @Test(arguments: [
        ("northwind-suppliers", true), ("Lieferanten", true), ("vendors-2026", true), ("kunden-und-lieferanten", false),
        ("kunden", false),
    ]) func aListOfSuppliersIsLeftOut(_ source: String, _ isLeftOut: Bool) {
        let found = Tables.read(
            [
                ("Company", Self.shops), ("Phone", Tables.made(12) { "245-555-01\($0 + 10)" }),
                ("City", Tables.made(12) { ["Portland", "Bangor"][$0 % 2] }),
            ], source: source)
        let proposal = MappingProposal(found)
        #expect(proposal.yaml.contains("reason: supplier") == isLeftOut)
        #expect((proposal.what == "suppliers") == isLeftOut)
    }

    @Test func aMachinesAddressIsNoPhoneNumber() {
        func isPhone(_ text: String) -> Bool { ValueTraits(of: ArraySlice(text.utf8)).contains(.phone) }
        #expect(!isPhone("198.51.100.2"))
        #expect(!isPhone("10.0.0.255"))
        // A number over 255, a zero in front, five groups: phone numbers with dots.
        #expect(isPhone("198.511.100.2"))
        #expect(isPhone("044.668.18.00"))
        #expect(isPhone("01.99.00.12.34"))
    }
}
