import Discovery
import Seeds
import Testing

/// The small form of Benchmarks/mapping: tables of random headers and values, whose meanings are known.
@Suite struct ShareTests {
    private struct Kind: Sendable {
        let meaning: ColumnMeaning
        let headers: [String]
        let value: @Sendable (Int, inout Seeded) -> String
    }

    private static let given = ["Anna", "Bernd", "Peter", "Maria", "Thomas", "Julia", "Michael", "Susanne"]
    private static let family = ["Lindholm", "Osterloh", "Windisch", "Feldkirch", "Nordmann", "Quast", "Ebel", "Thies"]
    private static let forms = ["GmbH", "KG", "Ltd", "AG"]
    private static let countries = ["DE", "AT", "CH"]
    private static let places = ["Kiel", "Lüneburg", "Bonn", "Aachen", "Ulm", "Hof", "Emden", "Halle"]

    private static let kinds: [Kind] = [
        Kind(meaning: .customerKey, headers: ["Kundennummer", "Customer No", "Klantnummer", "N° client", "KdNr"]) {
            row, _ in "K\(1000 + row)"
        },
        Kind(meaning: .company, headers: ["Firma", "Company", "Raison sociale", "Bedrijfsnaam", "Företag"]) {
            row, random in
            "\(places[Int.random(in: 0..<places.count, using: &random)])er Backwaren \(row) \(forms[Int.random(in: 0..<forms.count, using: &random)])"
        },
        Kind(meaning: .givenName, headers: ["Vorname", "First Name", "Prénom", "Voornaam", "Fornavn"]) { _, random in
            given[Int.random(in: 0..<given.count, using: &random)]
        },
        Kind(meaning: .familyName, headers: ["Nachname", "Last Name", "Apellidos", "Achternaam", "Etternavn"]) {
            _, random in family[Int.random(in: 0..<family.count, using: &random)]
        },
        Kind(meaning: .email, headers: ["E-Mail", "Email Address", "Courriel", "E-post", "Mail"]) { row, random in
            "\(family[Int.random(in: 0..<family.count, using: &random)].lowercased())\(row)@firma.example"
        },
        Kind(meaning: .phone, headers: ["Telefon", "Phone", "Téléphone", "Tel.", "Work Phone"]) { row, _ in
            "04131 555\(100 + row)"
        },
        Kind(meaning: .street, headers: ["Straße", "Street Address", "Rue", "Adres", "Gatuadress"]) { row, random in
            "\(family[Int.random(in: 0..<family.count, using: &random)])weg \(1 + row % 90)"
        },
        Kind(meaning: .postcode, headers: ["PLZ", "Postal Code", "Code postal", "Postnummer", "ZIP"]) { _, random in
            "\(Int.random(in: 10_000...99_999, using: &random))"
        },
        Kind(meaning: .city, headers: ["Ort", "City", "Ville", "Plaats", "Stad"]) { _, random in
            places[Int.random(in: 0..<places.count, using: &random)]
        },
        Kind(meaning: .country, headers: ["Land", "Country", "Pays", "Country Code", "País"]) { _, random in
            countries[Int.random(in: 0..<countries.count, using: &random)]
        },
        Kind(
            meaning: .birthDate, headers: ["Geburtsdatum", "Date of birth", "DOB", "Date de naissance", "Födelsedatum"]
        ) { row, _ in "\(1 + row % 28).0\(1 + row % 9).19\(50 + row % 49)" },
        Kind(meaning: .notes, headers: ["Bemerkung", "Comments", "Remarques", "Opmerkingen", "Uwagi"]) { row, random in
            Bool.random(using: &random) ? "" : "Anruf \(row) erbeten"
        },
    ]

    /// Headers about things that the customer model has no place for.
    private static let strange: [(String, @Sendable (Int) -> String)] = [
        ("Rabattgruppe", { "R\($0 % 4)" }), ("Tax Exempt", { $0 % 3 == 0 ? "yes" : "no" }),
        ("Total Orders", { "\($0 % 9)" }),
        ("_sync_token", { "\($0)" }), ("Logo", { "bild\($0).png" }), ("Latitude", { "53.\(1000 + $0)" }),
    ]

    @Test(arguments: 1...25 as ClosedRange<UInt64>)
    func nearlyEveryFieldIsRightAndNothingSureIsWrong(seed: UInt64) {
        var random = Seeded(seed)
        var columns: [(String, [String])] = []
        var truth: [ColumnMeaning?] = []
        for kind in ShareTests.kinds.shuffled(using: &random).dropLast(2) {
            guard let header = kind.headers.randomElement(using: &random) else { continue }
            columns.append((header, (0..<60).map { kind.value($0, &random) }))
            truth.append(kind.meaning)
        }
        for (header, value) in ShareTests.strange.shuffled(using: &random).dropLast(3) {
            columns.append((header, Tables.made(60, value)))
            truth.append(nil)
        }
        let reading = Tables.read(columns)
        var right = 0
        var fields = 0
        for (column, meaning) in zip(reading.columns, truth) where meaning != nil || column.meaning != nil {
            fields += 1
            if column.meaning == meaning { right += 1 }
            if column.confidence >= 90 {
                #expect(column.meaning == meaning, "seed \(seed): \(column.column) \(column.reason)")
            }
        }
        #expect(right * 100 >= fields * 95, "seed \(seed): \(right) of \(fields)")
    }
}
