import Mapping
import Records
import Seeds
import Testing

/// Address fields are standardised by their row's country; what isn't understood stays as written, with a finding.
@Suite struct AddressFieldTests {
    private func mapped(_ region: String, _ country: String, city: String = "Stadt", standard: String = "DE") throws
        -> Mapped
    {
        try Mapped(
            Bench.contact(
                "family_name: Name\ncity: Ort\nregion: Region\ncountry: Land", before: "read: {country: \(standard)}"),
            columns: ["Name", "Ort", "Region", "Land"], rows: [["Kern", city, region, country]])
    }

    @Test(arguments: [
        ("Niedersachsen", "DE", "DE-NI"), ("NI", "", "DE-NI"), ("Bavaria", "Germany", "DE-BY"), ("BY", "D", "DE-BY"),
        ("CA", "US", "US-CA"), ("California", "United States", "US-CA"), ("calif.", "USA", "US-CA"),
        ("ON", "CA", "CA-ON"), ("Québec", "Canada", "CA-QC"), ("NSW", "Australia", "AU-NSW"),
        ("Tirol", "Austria", "AT-7"), ("Zürich", "CH", "CH-ZH"), ("Milano", "Italia", "IT-MI"), ("MI", "IT", "IT-MI"),
        ("Kent", "UK", "GB-KEN"), ("Co. Cork", "Ireland", "IE-CO"), ("Co Durham", "GB", "GB-DUR"),
        ("Cardiff", "GB", "GB-CRF"), ("Caerdydd", "GB", "GB-CRF"), ("Skåne", "SE", "SE-M"),
        ("Stockholm", "SE", "SE-AB"),
        ("Navarra", "ES", "ES-NA"), ("Bihar", "India", "IN-BR"), ("US-CA", "US", "US-CA"),
    ])
    func aRegionBecomesItsCode(_ region: String, _ country: String, _ code: String) throws {
        let mapped = try mapped(region, country)
        #expect(mapped.value("it.region") == code)
        #expect(mapped.codes == [])
        #expect(mapped.changed("it.region") == [region != code])
    }

    @Test(arguments: ["Middlesex", "West Midlands", "Greater London", "London", "Co. Antrim"])
    func aCountyWithoutACodeStaysAndIsNoMistake(_ county: String) throws {
        let mapped = try mapped(county, "GB")
        #expect(mapped.value("it.region") == county)
        #expect(mapped.codes == [])
    }

    @Test func whatIsNoRegionOfTheCountryStaysWithAFinding() throws {
        let mapped = try mapped("Kalifornien Süd", "DE")
        #expect(mapped.value("it.region") == "Kalifornien Süd")
        let finding = try #require(mapped.batch.findings.first)
        #expect(finding.code == "region.unknown" && finding.severity == .note && finding.column == 2)
        #expect(finding.message == "region: not a state, province or county of the country")
        #expect(finding.remedy == "enter the region's code or name, and the country: its country is DE")
    }

    @Test func aCountryWithoutAListCantBeJudged() throws {
        let mapped = try mapped("Vaduz", "LI")
        #expect(mapped.value("it.region") == "Vaduz")
        #expect(mapped.codes == [])
    }

    @Test func aWholeCodeNamesTheCountryOfARowThatNamesNone() throws {
        #expect(try mapped("US-CA", "").value("it.country") == "US")
        let contradiction = try mapped("US-CA", "DE")
        #expect(contradiction.value("it.region") == "US-CA" && contradiction.value("it.country") == "DE")
        #expect(contradiction.codes == ["region.other-country"])
    }

    @Test func aShippingAddressHasItsOwnCountry() throws {
        let mapped = try Mapped(
            Bench.contact(
                "family_name: Name\ncity: Ort\nregion: R\ncountry: Land\nshipping_city: Ort2\nshipping_region: R2\n"
                    + "shipping_country: Land2\nshipping_postcode: PLZ2"),
            columns: ["Name", "Ort", "R", "Land", "Ort2", "R2", "Land2", "PLZ2"],
            rows: [["Kern", "Kiel", "SH", "DE", "Genève", "GE", "CH", "12034"]])
        #expect(mapped.value("it.region") == "DE-SH" && mapped.value("it.shipping_region") == "CH-GE")
        // The postcode is judged by its own address's country, and the finding says what was expected.
        let finding = try #require(mapped.batch.findings.first)
        #expect(finding.code == "postcode.shape" && finding.column == 7)
        #expect(finding.message == "shipping_postcode: the postcode does not have its country's shape")
        #expect(finding.remedy == "correct the postcode or the country: in CH it is 9999, 9 a digit")
        #expect(mapped.value("it.shipping_postcode") == "12034")
    }

    @Test(arguments: [
        ("Hauptstr.12", "Hauptstr. 12"), ("Blumenstraße98a", "Blumenstraße 98a"), ("Salzstr.12-14", "Salzstr. 12-14"),
        ("M7, 12", "M7, 12"), ("Straße des 17. Juni 135", "Straße des 17. Juni 135"), ("5th Ave", "5th Ave"),
        ("Am Sande 4", "Am Sande 4"), ("Halle4", "Halle4"),
    ])
    func aNumberGluedToItsStreetIsTakenOff(_ given: String, _ street: String) throws {
        let mapped = try Mapped(
            Bench.contact("family_name: Name\nstreet: S"), columns: ["Name", "S"], rows: [["Kern", given]])
        #expect(mapped.value("it.street") == street)
        #expect(mapped.codes == [])
    }

    @Test(arguments: [
        ("Hauptstraße", "12", "DE", "Hauptstraße 12"), ("Main Street", "12", "US", "12 Main Street"),
        ("rue de Rivoli", "12 bis", "FR", "rue de Rivoli 12 bis"), ("rue de Rivoli", "12", "FR", "12 rue de Rivoli"),
        ("High Street", "5a", "GB", "5a High Street"), ("Calle Mayor", "5", "ES", "Calle Mayor 5"),
        ("Kiev", "12", "XK", "Kiev 12"), ("12 Main Street", "", "US", "12 Main Street"),
        ("12 Main Street", "4", "US", "12 Main Street 4"), ("5th Avenue", "12", "US", "5th Avenue 12"),
        ("Main Street", "n/a", "US", "Main Street n/a"),
    ])
    func aHouseNumberOfItsOwnColumnGoesWhereTheCountryWritesIt(
        _ street: String, _ number: String, _ country: String, _ line: String
    ) throws {
        let mapped = try Mapped(
            Bench.contact("family_name: Name\nstreet: {columns: [S, Nr], join: \" \"}\ncountry: Land"),
            columns: ["Name", "S", "Nr", "Land"], rows: [["Kern", street, number, country]])
        #expect(mapped.value("it.street") == line)
    }

    @Test func aNumberBeforeItsStreetGoesBehindItWhereThatIsTheHabit() throws {
        let mapped = try Mapped(
            Bench.contact("family_name: Name\nstreet: {columns: [Nr, S], join: \" \"}\ncountry: Land"),
            columns: ["Name", "S", "Nr", "Land"], rows: [["Kern", "Hauptstraße", "12", "DE"]])
        #expect(mapped.value("it.street") == "Hauptstraße 12")
    }
}

/// A whole address in one cell, taken apart by transforms.
@Suite struct AddressCellTests {
    private static let all = """
        family_name: Name
        street: {column: A, transforms: [{address: street}]}
        street2: {column: A, transforms: [{address: recipient}]}
        postcode: {column: A, transforms: [{address: postcode}]}
        city: {column: A, transforms: [{address: city}]}
        region: {column: A, transforms: [{address: region}]}
        country: {column: A, transforms: [{address: country}]}
        """

    private func read(_ cell: String, country: String = "DE", _ fields: String = all) throws -> Mapped {
        try Mapped(
            Bench.contact(fields, before: "read: {country: \(country)}"), columns: ["Name", "A"],
            rows: [["Kern", cell]])
    }

    private func parts(_ mapped: Mapped) -> [String] {
        ["street2", "street", "postcode", "city", "region", "country"].map { mapped.value("it.\($0)") }
    }

    @Test(arguments: [
        ("Salzstraße 12, 21335 Lüneburg", ["", "Salzstraße 12", "21335", "Lüneburg", "", "DE"]),
        (
            "Backhaus Immergrün GmbH\nz. Hd. Frau Kern\nSalzstraße 12\n21335 Lüneburg",
            ["Backhaus Immergrün GmbH, z. Hd. Frau Kern", "Salzstraße 12", "21335", "Lüneburg", "", "DE"]
        ),
        ("Salzstraße 12\n21335 Lüneburg\nNiedersachsen", ["", "Salzstraße 12", "21335", "Lüneburg", "DE-NI", "DE"]),
        ("Postfach 12 34, D-21335 Lüneburg", ["", "Postfach 12 34", "21335", "Lüneburg", "", "DE"]),
        ("12 rue de la Gare, 75018 Paris, France", ["", "12 rue de la Gare", "75018", "Paris", "", "FR"]),
        ("742 Elm Ave, Springfield, MO 65807, USA", ["", "742 Elm Ave", "65807", "Springfield", "US-MO", "US"]),
        ("1 High Street\nLondon\nSW1A 1AA\nUnited Kingdom", ["", "1 High Street", "SW1A 1AA", "London", "", "GB"]),
        ("Via Roma 5, 20121 Milano MI, Italia", ["", "Via Roma 5", "20121", "Milano", "IT-MI", "IT"]),
        ("Getreidegasse 9, A-5020 Salzburg, Österreich", ["", "Getreidegasse 9", "5020", "Salzburg", "", "AT"]),
        (
            "Salzstraße 12\n21335 Lüneburg\nTel. 04131 555 0142",
            ["Tel. 04131 555 0142", "Salzstraße 12", "21335", "Lüneburg", "", "DE"]
        ),
    ])
    func eachPartGoesToItsField(_ cell: String, _ expected: [String]) throws {
        let mapped = try read(cell)
        #expect(parts(mapped) == expected)
        #expect(mapped.codes == [])
        // The same cell gives the same record, whatever was read before it.
        #expect(try parts(read(cell)) == expected)
    }

    @Test(arguments: ["Behind the church, on the left", "Salzstraße 12, Lüneburg"])
    func whatHasNoPostcodeStaysAsItIsWithOneFinding(_ cell: String) throws {
        let mapped = try read(cell)
        #expect(parts(mapped) == ["", cell, "", "", "", "DE"])
        #expect(mapped.codes == ["address.no-postcode"])
        #expect(mapped.batch.findings.first?.column == 1)
    }

    @Test func aPartThatNoFieldTakesIsSaid() throws {
        let fields = """
            family_name: Name
            street: {column: A, transforms: [{address: street}]}
            postcode: {column: A, transforms: [{address: postcode}]}
            city: {column: A, transforms: [{address: city}]}
            """
        #expect(try read("Salzstraße 12, 21335 Lüneburg", fields).codes == [])
        let mapped = try read("c/o Meier\n12 rue de la Gare\n75018 Paris\nFrance", fields)
        #expect(mapped.codes == ["address.part-not-mapped"])
        let finding = try #require(mapped.batch.findings.first)
        #expect(
            finding.message
                == "street: the cell also holds recipient \"c/o Meier\", country \"FR\", which no field takes")
        #expect(finding.remedy == "map it too, by {address: recipient}")
    }

    @Test func theRowsCountryDecidesHowTheCellIsRead() throws {
        let fields = """
            family_name: Name
            country: Land
            street: {column: A, transforms: [{address: street}, {street: name}]}
            street2: {column: A, transforms: [{address: street}, {street: house_number}]}
            postcode: {column: A, transforms: [{address: postcode}]}
            city: {column: A, transforms: [{address: city}]}
            """
        let mapped = try Mapped(
            Bench.contact(fields, before: "read: {country: DE}"), columns: ["Name", "A", "Land"],
            rows: [
                ["Kern", "1 George St, Sydney 2000", "AU"], ["Kern", "Damrak 1, 1012 lg Amsterdam", "NL"],
                ["Kern", "Getreidegasse 9, 5020 Salzburg", "AT"],
            ])
        #expect(mapped.values("it.postcode") == ["2000", "1012 LG", "5020"])
        #expect(mapped.values("it.street") == ["George St", "Damrak", "Getreidegasse"])
        #expect(mapped.values("it.street2") == ["1", "1", "9"])
    }

    /// No word of a cell vanishes: what isn't in one field is in another.
    @Test(arguments: [1, 2, 3, 4] as [UInt64], ["DE", "GB", "US", "IT", "FR", "NL"])
    func noWordOfAnAddressVanishes(seed: UInt64, country: String) throws {
        var random = Seeded(seed)
        let pieces = [
            "Backhaus GmbH", "c/o Kern", "Salzstraße 12", "1 High Street", "21335 Lüneburg", "London SW1A 1AA",
            "SW1A 1AA",
            "Springfield, MO 65807", "75018 Paris", "Paris", "Niedersachsen", "Kent", "Tel. 04131 555 0142",
            "a@b.example",
            "Hinterhaus", "4", "Postfach 12 34", "20121 Milano MI", "(Süd)", "Дом 5", "99999", "-", "Lüneburg (Nord)",
            "1012 LG Amsterdam", "MO", "65807",
        ]
        let cells = (0..<500).map { _ in
            (0..<Int.random(in: 1...6, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }
                .joined(separator: [", ", "\n", "; "].randomElement(using: &random) ?? ", ")
        }
        let fields = ["street2", "department", "job_title", "description", "shipping_street2"]
        let parts = ["street", "recipient", "postcode", "city", "region"]
        let mapped = try Mapped(
            Bench.contact(
                "family_name: Name\n"
                    + zip(fields, parts).map { "\($0): {column: A, transforms: [{address: \($1)}]}" }
                    .joined(separator: "\n"), before: "read: {country: \(country)}"),
            columns: ["Name", "A"], rows: cells.map { ["Kern", $0] })
        let values = fields.map { mapped.texts("it.\($0)") }
        for (row, cell) in cells.enumerated() {
            // A postcode may be written in other groups, so letters and digits are compared, not words.
            func signs(_ text: String) -> [Character] {
                text.uppercased().filter { $0.isLetter || $0.isNumber }.sorted()
            }
            let kept = values.map { $0[row] }
            #expect(signs(kept.joined()) == signs(cell), "seed \(seed), \(country): \(cell.debugDescription) → \(kept)")
        }
    }
}

/// Account numbers and letters of other scripts.
@Suite struct ScriptAndAccountTests {
    private func custom(_ transform: String, _ cell: String) throws -> Mapped {
        try Mapped(
            Bench.account("name: Firma\nindustry: {column: A, transforms: [\(transform)]}"), columns: ["Firma", "A"],
            rows: [["Quadrat", cell]])
    }

    @Test func anAccountNumberThatIsNoneStaysWithAFinding() throws {
        for (cell, code) in [
            ("DE89 3704 0044 0532 0130 01", "iban.check-digits"), ("DE89 3704", "iban.shape"), ("bar", "iban.country"),
        ] {
            let mapped = try custom("iban", cell)
            #expect(mapped.value("it.industry") == cell)
            #expect(mapped.codes == [code])
            #expect(mapped.batch.findings.first?.remedy == "check the number against a mandate or invoice")
        }
        #expect(try custom("iban", "de89 3704 0044 0532 0130 00").value("it.industry") == "DE89370400440532013000")
        #expect(try custom("iban", "").codes == [])
    }

    @Test func aNameIsLoadedAsWrittenUnlessTheMappingSaysLatin() throws {
        let given = try Mapped(
            Bench.contact("given_name: V\nfamily_name: N"), columns: ["V", "N"], rows: [["Юлия", "Щукина"]])
        #expect(given.value("it.given_name") == "Юлия" && given.value("it.family_name") == "Щукина")
        let latin = try Mapped(
            Bench.contact(
                "given_name: {column: V, transforms: [latin]}\nfamily_name: {column: N, transforms: [latin]}"),
            columns: ["V", "N"], rows: [["Юлия", "Щукина"]])
        #expect(latin.value("it.given_name") == "Iuliia" && latin.value("it.family_name") == "Shchukina")
        #expect(latin.changed("it.family_name") == [true])
    }
}
