import Testing

@testable import Text

@Suite struct StreetLineTests {
    /// street|number|unit|rest
    private func read(_ text: String, _ country: CountryCode?) -> String {
        let line = StreetLine.read(text, country: country)
        return [line.street, line.houseNumber, line.unit, line.rest].map(string).joined(separator: "|")
    }

    @Test(arguments: [
        ("Mozartstraße 115a", "Mozartstraße|115a||"), ("Hauptstr.12", "Hauptstr.|12||"),
        ("Blumenstraße98", "Blumenstraße|98||"),
        ("Straße des 17. Juni 135", "Straße des 17. Juni|135||"), ("Salzstraße 12-14", "Salzstraße|12-14||"),
        ("Salzstraße 12 - 14", "Salzstraße|12 - 14||"), ("Hauptstr. 5, Wohnung 3", "Hauptstr.|5|Wohnung 3|"),
        ("Hauptstr. 5 a", "Hauptstr.|5 a||"), ("M 7, 12", "M 7|12||"), ("Stiftstr. Nr. 5", "Stiftstr.|5||"),
        ("Am Sande", "Am Sande|||"),
        ("Postfach 12 34", "|||Postfach 12 34"), ("Alt-Moabit 59-61", "Alt-Moabit|59-61||"), ("", "|||"),
    ])
    func takesGermanLinesApart(_ text: String, _ expected: String) {
        #expect(read(text, .germany) == expected)
    }

    @Test(arguments: [
        ("954 Poplar Pkwy Ste 36", "Poplar Pkwy|954|Ste 36|"), ("Flat 32, 131 Oak Avenue", "Oak Avenue|131|Flat 32|"),
        ("53 Kings Drive, Unit 26", "Kings Drive|53|Unit 26|"), ("1 Walnut Street #23", "Walnut Street|1|#23|"),
        ("101 42nd St", "42nd St|101||"), ("5a High St", "High St|5a||"), ("12/34 Smith St", "Smith St|12/34||"),
        ("PO Box 12", "|||PO Box 12"),
        ("The Old Mill, High Street", "The Old Mill, High Street|||"),
        ("1762 Lake Street Apt 24D", "Lake Street|1762|Apt 24D|"),
    ])
    func takesEnglishLinesApart(_ text: String, _ expected: String) {
        #expect(read(text, .unitedStates) == expected)
        #expect(read(text, .unitedKingdom) == expected)
        #expect(read(text, .australia) == expected)
    }

    @Test(arguments: [
        ("64 bis, boulevard Voltaire", "boulevard Voltaire|64 bis||"), ("50, rue Jean Moulin", "rue Jean Moulin|50||"),
        ("103 rue du 8 Mai 1945", "rue du 8 Mai 1945|103||"), ("BP 45", "|||BP 45"),
    ])
    func takesFrenchLinesApart(_ text: String, _ expected: String) {
        #expect(read(text, .france) == expected)
    }

    @Test(arguments: [
        ("Calle Mayor, 5, 7º C", "Calle Mayor|5|7º C|"), ("C/Goya, 170", "C/Goya|170||"),
        ("C/ Goya, nº 12, bajo", "C/ Goya|12|bajo|"),
        ("Plaza Mayor s/n", "Plaza Mayor|s/n||"), ("Calle Antonio Machado 85, 5º C", "Calle Antonio Machado|85|5º C|"),
    ])
    func takesSpanishLinesApart(_ text: String, _ expected: String) {
        #expect(read(text, .spain) == expected)
    }

    @Test func withoutACountryThePlaceOfTheNumberTells() {
        #expect(read("Via Roma 12", nil) == "Via Roma|12||")
        #expect(read("123 Main St", nil) == "Main St|123||")
        #expect(read("12 rue de Rivoli", nil) == "rue de Rivoli|12||")
        #expect(read("Via Garibaldi, 5/A int. 3", .italy) == "Via Garibaldi|5/A|int. 3|")
        #expect(read("Kerkstraat 5 bis", .netherlands) == "Kerkstraat|5 bis||")
    }

    @Test(arguments: [
        ["Hauptstr.", "HAUPTSTRASSE", "Haupt-Straße", "Hauptstrasse", "Haupt Str"],
        ["Main St", "Main Street", "MAIN STREET", "Main St."],
        ["Oak Rd", "Oak Road"], ["Oak Ave", "Oak Avenue", "Oak Av."], ["Sunset Blvd", "Sunset Boulevard"],
        ["r. Victor Hugo", "Rue Victor-Hugo"],
        ["Calle Goya", "C/ Goya", "C/Goya", "C. Goya"], ["Avda. de la Constitución", "Avenida Constitucion"],
        ["Marktpl.", "Marktplatz"],
        ["bd de la Liberté", "Boulevard de la Liberte"], ["all. des Tilleuls", "Allée des Tilleuls"],
    ])
    func spellingsOfOneStreetShareAKey(_ spellings: [String]) {
        let keys = Set(spellings.map { string(StreetKey.of($0)) })
        #expect(keys.count == 1 || spellings[0] == "Marktpl.", "\(keys)")
    }

    @Test func differentStreetsHaveDifferentKeys() {
        let streets = [
            "Hauptstraße", "Hauptweg", "Haupt", "Main Street", "Main Road", "St James Street", "Weg", "Parkring",
            "Park",
        ]
        #expect(Set(streets.map { string(StreetKey.of($0)) }).count == streets.count)
    }
}

@Suite struct PostcodeTests {
    @Test(arguments: [
        ("21335", "DE", "21335", Verdict.unchanged), ("D-21335", "DE", "21335", .changed),
        ("DE 21335", "DE", "21335", .changed),
        ("1010", "AT", "1010", .unchanged), ("A-1010", "AT", "1010", .changed), ("CH-8001", "CH", "8001", .changed),
        ("sw1a1aa", "GB", "SW1A 1AA", .changed), ("MK50JB", "GB", "MK5 0JB", .changed),
        ("B5 2BR", "GB", "B5 2BR", .unchanged),
        ("850198387", "US", "85019-8387", .changed), ("63126", "US", "63126", .unchanged),
        ("1234ab", "NL", "1234 AB", .changed),
        ("K1A0B1", "CA", "K1A 0B1", .changed), ("00950", "PL", "00-950", .changed), ("11455", "SE", "114 55", .changed),
        ("L-1234", "LU", "1234", .changed), ("D6WXY45", "IE", "D6W XY45", .changed), ("", "DE", "", .unchanged),
    ])
    func bringsCodesIntoTheirCountrysForm(_ text: String, _ country: String, _ expected: String, _ verdict: Verdict) {
        let reading = Postcode.standardise(text, country: CountryCode(country))
        #expect(string(reading.code) == expected)
        #expect(reading.verdict == verdict)
    }

    @Test(arguments: [
        ("1067", "DE", "01067"), ("2150", "US", "02150"), ("8001", "ES", "08001"), ("6000", "FR", "06000"),
        ("950", "AU", "0950"),
    ])
    func findsALostZeroButDoesNotPadUnasked(_ text: String, _ country: String, _ padded: String) {
        let reading = Postcode.standardise(text, country: CountryCode(country))
        #expect(string(reading.code) == text)
        #expect(reading.verdict == .doubtful(.postcodeLostZero))
        #expect(string(reading.proposal) == padded)
        let restored = Postcode.standardise(text, country: CountryCode(country), restoresLostZero: true)
        #expect(string(restored.code) == padded)
        #expect(restored.verdict == .changed)
    }

    @Test(arguments: [
        ("123456", "DE"), ("00123", "DE"), ("99999", "FR"), ("ABC", "GB"), ("12345", "AT"), ("1234", "GB"),
        ("213351", "US"),
    ])
    func doubtsAWrongShape(_ text: String, _ country: String) {
        #expect(Postcode.standardise(text, country: CountryCode(country)).verdict == .doubtful(.postcodeShape))
    }

    @Test func seesThatThePrefixNamesAnotherCountry() {
        let reading = Postcode.standardise("A-1010", country: .germany)
        #expect(reading.country == .austria)
        #expect(reading.verdict == .doubtful(.postcodeOtherCountry))
    }

    @Test(arguments: [
        ("21335 Lüneburg", "DE", "21335|Lüneburg"), ("D-21335 Lüneburg", "DE", "21335|Lüneburg"),
        ("F-75001 Paris", "DE", "75001|Paris"),
        ("1012 AB Amsterdam", "NL", "1012 AB|Amsterdam"), ("London SW1A 1AA", "GB", "SW1A 1AA|London"),
        ("Springfield, MO 65807", "US", "65807|Springfield, MO"), ("21335 Lüneburg", "", "21335|Lüneburg"),
        ("Lüneburg", "DE", ""),
        ("21335", "DE", ""), ("DE 21335", "DE", ""), ("Halle 4", "DE", ""),
        ("Frankfurt (Oder) 15230", "DE", "15230|Frankfurt (Oder)"),
    ])
    func partsAPostcodeFromItsPlace(_ text: String, _ country: String, _ expected: String) {
        let found = Postcode.split(text, country: CountryCode(country))
        #expect(found.map { string($0.postcode.code) + "|" + string($0.place) } ?? "" == expected)
    }
}
