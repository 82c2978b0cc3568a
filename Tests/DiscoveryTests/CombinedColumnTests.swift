import Discovery
import Testing

/// Several things in one cell, tables without names, and rows that are no records.
@Suite struct CombinedColumnTests {
    private func yaml(_ columns: [(String, [String])], source: String = "liste") -> String {
        MappingProposal(Tables.read(columns, source: source)).yaml
    }

    @Test(arguments: ["PLZ Ort", "PLZ/Ort", "Postcode / Town", "Code postal ville", "Ort"])
    func aPostcodeWithItsPlaceIsTheCity(_ header: String) {
        let text = yaml([
            ("Firma", Tables.made(12) { "Firma \($0) GmbH" }), (header, Tables.made(12) { "\(21_335 + $0) Lüneburg" }),
        ])
        #expect(text.contains("   # the postcode that stands with it goes where it belongs"), "\(text)")
    }

    @Test func aWholeAddressIsTakenApart() {
        let text = yaml([
            ("Firma", Tables.made(12) { "Firma \($0) GmbH" }),
            ("Anschrift", Tables.made(12) { "Am Sande \($0 + 1), \(21_335 + $0) Lüneburg" }),
        ])
        #expect(
            text.contains("street: {column: Anschrift, transforms: [{part: {number: 1, of: \",\"}}, trim]}"), "\(text)")
        #expect(text.contains("city: {column: Anschrift, transforms: [{part: {number: 2, of: \",\"}}, trim]}"))
        #expect(!text.contains("country:"))
        let abroad = yaml([
            ("Firma", Tables.made(12) { "Firma \($0) GmbH" }),
            ("Adresse", Tables.made(12) { "Am Sande \($0 + 1), \(21_335 + $0) Lüneburg, Deutschland" }),
        ])
        #expect(
            abroad.contains("country: {column: Adresse, transforms: [{part: {number: 3, of: \",\"}}, trim]}"),
            "\(abroad)")
    }

    @Test func aStreetAloneStaysOne() {
        let text = yaml([
            ("Firma", Tables.made(12) { "Firma \($0) GmbH" }), ("Anschrift", Tables.made(12) { "Am Sande \($0 + 1)" }),
        ])
        #expect(text.contains("street: Anschrift\n"), "\(text)")
    }

    @Test func inAListOfCompaniesTheWaysToReachThemAreTheCompanys() {
        let columns: [(String, [String])] = [
            ("Firma", Tables.made(20) { "Firma \($0) GmbH" }),
            ("Ansprechpartner", Tables.made(20) { "Anna Lind\($0)" }),
            ("E-Mail", Tables.made(20) { "info@f\($0).example" }),
            ("Kunde seit", Tables.made(20) { "0\($0 % 9 + 1).02.2020" }),
        ]
        let text = yaml(columns)
        #expect(text.contains("      email: E-Mail\n      customer_since: Kunde seit\n"), "\(text)")
        #expect(!text.contains("recorded_at"), "since when somebody is a customer isn't when the row was written")
        // People who name an employer keep their own.
        let people = yaml([
            columns[0], ("Vorname", Tables.made(20) { _ in "Anna" }), ("Nachname", Tables.made(20) { "Lind\($0)" }),
            columns[2],
        ])
        #expect(people.contains("email: {column: E-Mail, when:"), "\(people)")
    }

    @Test func totalsAndARepeatedHeaderAreLeftOut() {
        let text = yaml(
            [
                ("Konto", Tables.made(30) { $0 % 10 == 9 ? "" : "\(10_000 + $0)" }),
                ("Kunde", Tables.made(30) { $0 % 10 == 9 ? "Übertrag" : "Firma \($0)" }),
                ("Beleg", Tables.made(30) { $0 % 10 == 9 ? "" : "R\($0)" }),
                ("Fällig", Tables.made(30) { _ in "01.02.2026" }), ("Betrag", Tables.made(30) { "\($0),50" }),
                ("Offen", Tables.made(30) { "\($0),50" }),
            ], source: "opos")
        #expect(text.contains("  - when: {column: Kunde, is: Übertrag}\n    reason: totals row"), "\(text)")
        #expect(text.contains("{field: invoice.open_amount, required: true"))
        let pasted = yaml([
            ("Firma", Tables.made(12) { $0 == 6 ? "Firma" : "Firma \($0) GmbH" }),
            ("Ort", Tables.made(12) { $0 == 6 ? "Ort" : "Kiel" }),
        ])
        #expect(pasted.contains("reason: repeated header"), "\(pasted)")
    }

    @Test func aMarkUnderNewsletterIsNoConsentByItself() {
        let marks = yaml([
            ("Firma", Tables.made(20) { "Firma \($0) GmbH" }), ("E-Mail", Tables.made(20) { "a\($0)@b.example" }),
            ("Newsletter", Tables.made(20) { ["j", "ja", "x", "n"][$0 % 4] }),
        ])
        #expect(!marks.contains("\"j\": opt_in") && marks.contains("otherwise: ask"), "\(marks)")
        let accepts = yaml([
            ("E-Mail", Tables.made(20) { "a\($0)@b.example" }),
            ("Accepts Marketing", Tables.made(20) { ["yes", "no"][$0 % 2] }),
        ])
        #expect(accepts.contains("\"yes\": opt_in"), "\(accepts)")
    }

    @Test func whoHasLeftIsNoLongerActive() {
        let text = yaml(
            [
                ("Kürzel", ["AK", "TB", "MS"]), ("Name", ["Anke Kern", "Tobias Brandt", "Max Stein"]),
                ("E-Mail", ["a@n.example", "t@n.example", "m@n.example"]), ("Austritt", ["", "", "2024-03-31"]),
            ], source: "mitarbeiter")
        #expect(
            text.contains("active: {column: Austritt, transforms: [{otherwise: \"true\"}], values: active}"), "\(text)")
    }

    @Test func aLayoutIsProvenByItsValuesNotGuessed() {
        let layout = KnownLayout(
            columns: ["reference", "name", "phone", "email", "currency", "more"],
            evidence: [("phone", "phone"), ("email", "email"), ("currency", "currency")], atLeast: 5)
        func table(_ names: [String], _ currency: String) -> TableReading {
            Tables.read([
                (names[0], Tables.made(9) { "00\($0)" }), (names[1], Tables.made(9) { "Firma \($0)" }),
                (names[2], Tables.made(9) { "0131 496010\($0)" }), (names[3], Tables.made(9) { "a\($0)@b.example" }),
                (names[4], Tables.made(9) { _ in currency }),
            ])
        }
        let nameless = (1...5).map { "column_\($0)" }
        #expect(layout.proof(table(nameless, "GBP")) == 3)
        #expect(layout.proof(table(nameless, "pounds")) == nil, "a column of another kind")
        #expect(layout.proof(table(["Ref", "Name", "Tel", "Mail", "Cur"], "GBP")) == nil, "a header speaks for itself")
        #expect(layout.proof(Tables.read([("column_1", ["1", "2", "3"])])) == nil, "too narrow")
    }
}
