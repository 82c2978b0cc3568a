import Discovery
import Records
import Testing

/// What tables are, and how they hang together.
@Suite struct TableTests {
    private func kind(_ columns: [String], source: String = "list") -> TableKind {
        TableReading(source: source, tallies: columns.map { ColumnTally($0) }).kind
    }

    @Test func rowsAreToldByTheirColumns() {
        #expect(kind(["Kundennummer", "Firma", "PLZ", "Ort", "E-Mail"]) == .parties)
        #expect(kind(["Konto", "Beleg", "Belegdatum", "Fällig", "Betrag", "Offen"]) == .invoices)
        #expect(kind(["Order ID", "Order date", "Customer ID", "Total"]) == .orders)
        #expect(kind(["Id", "Name", "StageName", "Amount", "CloseDate", "AccountId"]) == .opportunities)
        #expect(kind(["id", "Subject", "Body", "Activity date", "contact_id"]) == .activities)
        #expect(kind(["Kürzel", "Name", "E-Mail"], source: "mitarbeiter") == .users)
        #expect(kind(["Logo", "Spalte7"]) == .other)
        // One custom column of an exotic name doesn't turn people into deals.
        #expect(kind(["Id", "First name", "Last name", "Email", "Contact stage", "Amount"]) == .parties)
    }

    @Test func twoColumnsOfOneMeaningAreAChoiceUnlessTheySayTheSame() throws {
        let table = Tables.read([
            ("City", ["Kiel", "Ulm", "Hof", "Bonn"]), ("Town", ["Lübeck", "Ulm", "Hof", "Köln"]),
            ("Country", ["Germany", "Austria", "Germany", "Austria"]), ("Country code", ["DE", "AT", "DE", "AT"]),
            ("Mail", ["a@b.example"]), ("E-Mail", ["c@b.example"]),
        ])
        let choice = try #require(table.choices.first)
        #expect(table.choices.count == 1 && choice.meaning == .city && choice.columns == ["City", "Town"])
        #expect(choice.evidence.text() == "City: 4 filled, such as Bonn; Town: 4 filled, such as Hof")
        #expect(table.columns(of: .country) == ["Country code"])
        #expect(table.columns(of: .email) == ["Mail", "E-Mail"])
        let city = table.columns[0]
        #expect(city.meaning == .city && city.confidence < 90, "what is asked isn't sure")
    }

    /// QuickBooks shows a company's name once more as the whole name; a company's e-mail must not go to a nameless person.
    @Test func aWholeNameBesideItsPartsMakesNoPersonOfACompany() {
        let table = Tables.read([
            ("DisplayName", ["Hof Bau GmbH", "Eva Blum", "Ulm Druck AG"]),
            ("CompanyName", ["Hof Bau GmbH", "", "Ulm Druck AG"]), ("GivenName", ["", "Eva", "Jan"]),
            ("FamilyName", ["", "Blum", "Kurz"]), ("Email", ["a@b.example", "c@d.example", "e@f.example"]),
        ])
        let yaml = MappingProposal(table).yaml
        #expect(
            yaml.contains(
                "when: {any: [{column: GivenName, present: true}, {column: FamilyName, present: true}, {column: CompanyName, present: false}]}"
            ), "\(yaml)")
        #expect(
            yaml.contains(
                "email: {column: Email, when: {all: [{column: GivenName, present: false}, {column: FamilyName, present: false}]}}"
            ))
        #expect(
            yaml.contains(
                "full_name: {column: DisplayName, when: {all: [{column: GivenName, present: false}, {column: FamilyName, present: false}, {column: CompanyName, present: false}]}}"
            ))
    }

    @Test func valuesFoundInAnotherTablesKeyAreAReference() throws {
        let firms = Tables.read(
            [("id", Tables.made(50) { "acc-\(1000 + $0)" }), ("name", Tables.made(50) { "Firma \($0) GmbH" })],
            source: "firmen")
        let people = Tables.read(
            [
                ("id", Tables.made(80) { "con-\(1000 + $0)" }), ("last_name", Tables.made(80) { "Familie\($0)" }),
                ("account_id", Tables.made(80) { $0 < 76 ? "acc-\(1000 + $0 % 50)" : "acc-9\($0)" }),
            ], source: "kontakte")
        let relations = TableRelations([firms, people])
        let found = try #require(relations.references.first)
        #expect(relations.references.count == 1)
        #expect(
            found.source == "kontakte" && found.column == "account_id" && found.target == "firmen" && found.key == "id")
        #expect(found.percent == 95 && found.found == 76 && found.of == 80)
        let others = [firms, people].map { MappingProposal($0, relations: relations).outline }
        let yaml = MappingProposal(people, relations: relations, others: others).yaml
        #expect(yaml.contains("account: {source: firmen, record: company, key: account_id}"))
    }

    @Test func smallNumbersFoundAmongOthersAreNone() {
        let firms = Tables.read(
            [("id", Tables.made(90) { "\($0 + 1)" }), ("name", Tables.made(90) { "Firma \($0) GmbH" })],
            source: "firmen")
        let orders = Tables.read(
            [
                ("Order ID", Tables.made(60) { "B\(5000 + $0)" }), ("Quantity", Tables.made(60) { "\($0 % 12 + 1)" }),
                ("Order date", Tables.made(60) { _ in "2026-01-02" }),
            ],
            source: "bestellungen")
        #expect(TableRelations([firms, orders]).references.isEmpty)
    }

    @Test func initialsOfTheClientsOwnPeopleMakeOwners() {
        let users = Tables.read(
            [
                ("Kürzel", ["AK", "TB", "JP"]), ("Name", ["Anke Kern", "Tobias Brandt", "Jana Peters"]),
                ("E-Mail", ["a@n.example", "t@n.example", "j@n.example"]),
            ],
            source: "mitarbeiter")
        let list = Tables.read(
            [
                ("Firma", Tables.made(10) { "Firma \($0) GmbH" }),
                ("Betreuer", Tables.made(10) { ["AK", "TB", "MS", "?"][$0 % 4] }),
            ],
            source: "kunden")
        let relations = TableRelations([users, list])
        #expect(
            relations.references.first.map { "\($0.column) \($0.target).\($0.key) \($0.percent)" }
                == "Betreuer mitarbeiter.Kürzel 60")
        let others = [users, list].map { MappingProposal($0, relations: relations).outline }
        #expect(
            MappingProposal(list, relations: relations, others: others).yaml.contains(
                "owner: {source: mitarbeiter, by: initials, column: Betreuer}"))
    }

    @Test func signsThatOneProgramWritesDontHideASale() {
        let orders = Tables.read(
            [
                ("Order number", Tables.made(40) { "#1\(100 + $0)" }),
                ("Order date", Tables.made(40) { _ in "2026-01-02" }),
            ], source: "shop")
        let invoices = Tables.read(
            [
                ("Beleg", Tables.made(30) { "R\(100 + $0)" }),
                ("Bestellung", Tables.made(30) { $0 < 12 ? "1\(100 + $0)" : "" }),
                ("Fällig", Tables.made(30) { _ in "2026-02-02" }), ("Betrag", Tables.made(30) { "\($0),50" }),
            ], source: "opos")
        let found = TableRelations([orders, invoices]).references(of: "Bestellung", in: "opos")
        #expect(found.map(\.values) == [12] && found.map(\.percent) == [100])
    }

    @Test func addressesInTwoSourcesAreCounted() {
        let first = Tables.read([("Email", Tables.made(20) { "A\($0)@b.example" })], source: "one")
        let second = Tables.read([("Mail", Tables.made(20) { "a\($0 + 15)@b.example" })], source: "two")
        #expect(TableRelations([first, second]).overlaps.map(\.values) == [5])
    }
}
