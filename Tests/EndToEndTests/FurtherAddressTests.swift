import Testing

/// A customer's second and further addresses are addresses of theirs: never a second person, never lost.
@Suite struct FurtherAddressTests {
    @Test func aShopifyCustomerKeepsAllAddressesAndTwoSpellingsOfOneAreOne() throws {
        let facts = try ExportedFacts("shopify-api-customers.json")
        #expect(try facts.rows("family_name", from: "contacts") == ["Marsh", "Pell"])
        #expect(try facts.rows("name", from: "accounts") == ["Marsh Tools"])
        #expect(
            try facts.addresses() == [
                "Marsh Tools, billing, 1 Fen Road, , CB7 4AA, Ely, 1",
                "Marsh, billing, 1 Fen Road, , CB7 4AA, Ely, 1",
                "Marsh, other, 9 Dyke End, Marsh Tools, PE15 8AA, March, 0",
                "Pell, billing, 12 Quay Street, , EH6 6BB, Leith, 1",
                "Pell, other, 3 Mill Lane, Pell & Daughters, Unit 4, YO1 7LZ, York, 0",
            ])
        // The number that came with the second address is the person's, and their first one.
        #expect(
            try facts.numbers() == ["Marsh, phone, +441632960013, 1", "Pell, phone, +441632960012, 1"])
    }

    @Test func theSameFeedAgainChangesNothingAndARollbackTakesTheAddressesBack() throws {
        let facts = try ExportedFacts("shopify-api-customers.json")
        let state = try facts.workdir.state(in: "road")
        let again = try facts.run(day: 3)
        #expect((try again.json().text("batch") ?? "").isEmpty)
        #expect(try facts.workdir.state(in: "road") == state)
        let history = try facts.workdir.customary("-C", "road", "rollback", "2026-03-02-1", "--yes")
        #expect(history.status == 0, "\(history.errors)")
        #expect(try facts.workdir.value("SELECT count(*) FROM addresses", in: "road") == "0")
        #expect(try facts.workdir.value("SELECT count(*) FROM contact_points", in: "road") == "0")
    }

    @Test func aRowOfMagentoWithoutAnEmailIsAnAddressOfTheCustomerAbove() throws {
        let facts = try ExportedFacts("magento-customers-and-addresses.csv")
        #expect(try facts.rows("family_name", from: "contacts") == ["Quillon", "Tavish"])
        #expect(
            try facts.addresses() == [
                "Quillon, billing, 31 Court Lane, , 72701, Fayetteville, 1",
                "Quillon, other, 47 Hill Road, , 92664, Irvine, 0",
                "Quillon, other, 8 Loop Way, Quillon Seeds, 78741, Austin, 0",
                "Quillon, shipping, 31 Court Lane, , 72701, Fayetteville, 1",
            ])
        #expect(
            try facts.numbers() == [
                "Quillon, phone, +14795550149, 1", "Quillon, phone, +15125550170, 0", "Quillon, phone, +15625550110, 0",
            ])
    }

    @Test func numberedAddressesOfBigCommerceComeToTheirCustomer() throws {
        let facts = try ExportedFacts("bigcommerce-bulk-edit.csv")
        #expect(try facts.rows("family_name", from: "contacts") == ["Marsh", "Pell"])
        #expect(
            try facts.addresses() == [
                "Marsh, billing, 1 Fen Road, , CB7 4AA, Ely, 1",
                "Pell, billing, 12 Quay Street, , EH6 6BB, Leith, 1",
                "Pell, other, 3 Mill Lane, Pell Ltd, YO1 7LZ, York, 0",
            ])
    }

    /// PrestaShop's customers have no address of their own: the first of their list is it.
    @Test func aCustomerWithoutAnAddressOfTheirOwnHasTheFirstOfTheirList() throws {
        let facts = try ExportedFacts("prestashop-customers")
        #expect(try facts.rows("family_name", from: "contacts") == ["Gyldon", "Zeiten"])
        #expect(
            try facts.addresses().filter { !$0.hasPrefix("Gyldon Ltd") } == [
                "Gyldon, billing, 4 New Street, , HU1 1AA, Hull, 1",
                "Gyldon, other, 9 Round Place, Gyldon Ltd, YO1 7LZ, York, 0",
                "Zeiten, billing, 1 Church Street, , EH6 6BB, Leith, 1",
            ])
        #expect(
            try facts.numbers() == ["Gyldon, mobile, +447700900022, 1", "Gyldon, phone, +441632960021, 1"])
    }

    /// An address alone is nobody's: it stays out, and its row is counted as left out.
    @Test func anAddressOfNobodyStaysOut() throws {
        let workdir = try Workdir()
        try workdir.write("p/inbox/people.csv", "id,name\n1,Ida Quillon\n")
        try workdir.write(
            "p/inbox/addresses.csv",
            "id,person,street,zip,city\na,1,1 Elm Way,EH6 6BB,Leith\nb,9,2 Oak Way,YO1 7LZ,York\n")
        let start = try workdir.customary(
            "init", "q", "--no-input", "--from", "p/inbox/people.csv", "p/inbox/addresses.csv")
        #expect(start.status == 0, "\(start.errors)")
        try workdir.write(
            "q/mappings/people.yaml",
            "version: 1\nrecords:\n  person: {entity: contacts, key: id, fields: {full_name: name}}\n")
        try workdir.write(
            "q/mappings/addresses.yaml",
            """
            version: 1
            records:
              address:
                entity: addresses
                key: id
                fields:
                  contact: {source: people, record: person, key: person}
                  street: street
                  postcode: zip
                  city: city
            """)
        _ = try workdir.customary("-C", "q", "questions", "--accept-proposals", "--as-draft")
        let run = try workdir.customary("-C", "q", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors) \(run.output)")
        #expect(try workdir.value("SELECT group_concat(street) FROM addresses", in: "q") == "1 Elm Way")
        #expect(
            try run.json().counts("ledger", "addresses").filter { $0.value > 0 } == ["filtered": 1, "merged_into": 1])
    }
}
