import Testing

@testable import Text

@Suite struct CasingTests {
    @Test(arguments: [
        ("ROMAIN MARDIN", "Romain Mardin"), ("anna meier", "Anna Meier"), ("O'BRIEN-MCDONALD", "O'Brien-McDonald"),
        ("Anna MEIER", "Anna Meier"), ("JOHN SMITH III", "John Smith III"),
        ("DR. HANS-PETER MÜLLER", "Dr. Hans-Peter Müller"),
        ("J.R. SMITH", "J.R. Smith"), ("LUDWIG VAN BEETHOVEN", "Ludwig van Beethoven"), ("ŞAHİN ÇELİK", "Şahin Çelik"),
        ("ŁUKASZ ŻÓŁĆ", "Łukasz Żółć"), ("GROß", "Groß"), ("MACDONALD", "MacDonald"), ("MACHER", "Macher"),
        ("MACK", "Mack"),
        ("von der heide, anna", "von der Heide, Anna"), ("d'angelo", "D'Angelo"), ("ANNA-LENA", "Anna-Lena"),
        ("Humboldt, Alexander von", "Humboldt, Alexander von"), ("McDonald", "McDonald"), ("de la Cruz", "de la Cruz"),
        ("JP Smith", "JP Smith"), ("李小龍", "李小龍"), ("", ""),
    ])
    func putsNamesIntoTheirCase(_ given: String, _ expected: String) {
        let result = Casing.personName(given, part: given == "de la Cruz" ? .family : .full)
        #expect(result.text == expected)
        #expect(result.verdict == (given == expected ? .unchanged : .changed))
    }

    @Test func particlesAreSmallAtTheBeginningOfAFamilyName() {
        #expect(Casing.personName("VAN DER BERG", part: .family).text == "van der Berg")
        #expect(Casing.personName("VON HUMBOLDT", part: .family).text == "von Humboldt")
        #expect(Casing.personName("'T HOOFT", part: .family).text == "'t Hooft")
        #expect(Casing.personName("VAN", part: .given).text == "Van")
    }

    @Test(arguments: [
        ("NORDWIND LOGISTIK GMBH", "Nordwind Logistik GmbH"), ("blue sky ltd", "Blue Sky Ltd"),
        ("DHL EXPRESS", "DHL Express"),
        ("MÜLLER UND SÖHNE OHG", "Müller und Söhne OHG"), ("eBay GmbH", "eBay GmbH"), ("IKEA MÖBEL", "IKEA Möbel"),
        ("THE BANK OF NOWHERE PLC", "The Bank of Nowhere plc"),
    ])
    func putsOrganisationsIntoTheirCase(_ given: String, _ expected: String) {
        #expect(Casing.organisationName(given).text == expected)
    }

    @Test(arguments: [
        ("RUE DE L'ÉGLISE", "Rue de l'Église"), ("42ND ST NW", "42nd St NW"), ("HAUPTSTRASSE 5B", "Hauptstrasse 5B"),
        ("am alten markt 3", "Am Alten Markt 3"), ("PLAZA JUAN CARLOS I", "Plaza Juan Carlos I"),
        ("Via Roma", "Via Roma"),
    ])
    func putsStreetsIntoTheirCase(_ given: String, _ expected: String) {
        #expect(Casing.street(given).text == expected)
    }

    @Test(arguments: [
        ("FRANKFURT AM MAIN", "Frankfurt am Main"), ("STOKE-ON-TRENT", "Stoke-on-Trent"), ("LE HAVRE", "Le Havre"),
        ("saint-étienne", "Saint-Étienne"), ("'S-HERTOGENBOSCH", "'s-Hertogenbosch"),
        ("HALLE (SAALE)", "Halle (Saale)"),
        ("L'ISLE-D'ABEAU", "L'Isle-d'Abeau"), ("DEN HAAG", "Den Haag"),
    ])
    func putsCitiesIntoTheirCase(_ given: String, _ expected: String) {
        #expect(Casing.city(given).text == expected)
    }

    @Test func tellsWhichCaseLettersHave() {
        #expect(Casing.letterCase("ABC 1") == .upper)
        #expect(Casing.letterCase("GROßSTRAßE") == .upper)
        #expect(Casing.letterCase("abc") == .lower)
        #expect(Casing.letterCase("Abc") == .mixed)
        #expect(Casing.letterCase("123") == .none)
    }

    /// A small letter's capital has that small letter, for all letters that have one of each.
    @Test func capitalsAndSmallLettersBelongTogether() {
        for value in UInt32(0x41)...0x17F {
            let upper = Scalars.upper(value)
            if upper != value, ![0x131, 0x17F].contains(value), Scalars.lower(upper) != value {
                Issue.record("U+\(String(value, radix: 16))")
            }
            #expect(Scalars.lower(Scalars.lower(value)) == Scalars.lower(value))
        }
    }

    /// The table of the first letters agrees with Unicode.
    @Test func theTableAgreesWithUnicode() {
        for value in UInt32(0)...0x2FF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let lower = scalar.properties.lowercaseMapping.unicodeScalars
            if lower.count == 1 { #expect(Scalars.lower(value) == lower.first?.value) }
            let upper = scalar.properties.titlecaseMapping.unicodeScalars
            if upper.count == 1, value != 0xB5 { #expect(Scalars.upper(value) == upper.first?.value) }
            if value >= 0x80 {
                let isLetter = scalar.properties.isAlphabetic
                #expect(Scalars.isLetter(value) == isLetter || value >= 0x250, "U+\(String(value, radix: 16))")
            }
        }
    }
}
