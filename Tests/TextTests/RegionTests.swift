import Testing

@testable import Text

@Suite struct RegionTests {
    @Test(arguments: [
        ("CA", "US", "US-CA"), ("California", "US", "US-CA"), ("calif.", "US", "US-CA"), ("US-CA", "", "US-CA"),
        ("NSW", "AU", "AU-NSW"), ("New South Wales", "AU", "AU-NSW"), ("Québec", "CA", "CA-QC"),
        ("Quebec", "CA", "CA-QC"),
        ("NRW", "DE", "DE-NW"), ("Bayern", "DE", "DE-BY"), ("Bavaria", "DE", "DE-BY"), ("NI", "DE", "DE-NI"),
        ("Zürich", "CH", "CH-ZH"), ("Genf", "CH", "CH-GE"), ("Wien", "AT", "AT-9"), ("Tirol", "AT", "AT-7"),
        ("MI", "IT", "IT-MI"), ("Milano", "IT", "IT-MI"), ("Toscana", "IT", "IT-52"), ("75", "FR", "FR-75"),
        ("Sevilla", "ES", "ES-SE"), ("Madrid", "ES", "ES-M"), ("Valencia", "ES", "ES-V"), ("England", "GB", "GB-ENG"),
        ("Zuid-Holland", "NL", "NL-ZH"), ("São Paulo", "BR", "BR-SP"), ("mazowieckie", "PL", "PL-14"),
    ])
    func readsCodesAndNames(_ text: String, _ country: String, _ code: String) {
        let reading = Region.read(text, country: CountryCode(country))
        #expect(string(reading.code) == code)
        // Reading it twice is reading it once.
        #expect(Region.read(string(reading.code), country: CountryCode(country)).verdict == .unchanged)
        #expect(
            Region.read(string(reading.name), country: reading.code.withUnsafeBytes { CountryCode($0.part(0..<2)) })
                .code == reading.code)
    }

    @Test(arguments: [
        ("Cardiff", "GB", "GB-CRF"), ("Caerdydd", "GB", "GB-CRF"), ("Vale of Glamorgan", "GB", "GB-VGL"),
        ("Bournemouth, Christchurch and Poole", "GB", "GB-BCP"), ("Co. Cork", "IE", "IE-CO"),
        ("County Cork", "IE", "IE-CO"), ("Co Durham", "GB", "GB-DUR"), ("Hants", "GB", "GB-HAM"),
        ("Stockholm", "SE", "SE-AB"), ("Stockholms län", "SE", "SE-AB"), ("Skåne", "SE", "SE-M"),
        ("Girona", "ES", "ES-GI"), ("Gerona", "ES", "ES-GI"), ("Navarra", "ES", "ES-NA"), ("Cataluña", "ES", "ES-CT"),
    ])
    func readsBothLanguagesOfARegionAndItsShortName(_ text: String, _ country: String, _ code: String) {
        #expect(string(Region.read(text, country: CountryCode(country)).code) == code)
    }

    @Test(arguments: ["Middlesex", "Greater London", "London", "West Midlands", "Co. Antrim", "tyne and wear"])
    func aCountyOfLettersHasANameAndNoCode(_ text: String) {
        let reading = Region.read(text, country: .unitedKingdom)
        #expect(reading.code.isEmpty && !reading.name.isEmpty && reading.verdict == .unchanged)
    }

    @Test func noNameOfTheTableHasARemarkInIt() {
        for lines in [RegionTableAtoF.lines, RegionTableGtoL.lines, RegionTableMtoZ.lines] {
            #expect(!lines.contains { "()[]".contains($0) })
        }
        #expect(Region.isListed(.germany) && !Region.isListed(CountryCode(known: "LI")))
    }

    @Test func aNameWithoutItsCountryIsOpen() {
        #expect(Region.read("CA").verdict == .invalid(.regionUnknown))
        #expect(Region.read("Bayern", country: .france).verdict == .invalid(.regionUnknown))
        #expect(Region.read("", country: .france).verdict == .unchanged)
    }
}

@Suite struct PostalAddressTests {
    struct Case: Sendable {
        var text: String
        var country: String
        var expected: [String]
    }

    @Test(arguments: [
        Case(
            text: "Salzstraße 12, 21335 Lüneburg", country: "DE",
            expected: ["", "Salzstraße 12", "21335", "Lüneburg", "", "DE"]),
        Case(
            text: "Bäckerei Immergrün\nSalzstraße 12\n21335 Lüneburg\nGermany", country: "",
            expected: ["Bäckerei Immergrün", "Salzstraße 12", "21335", "Lüneburg", "", "DE"]),
        Case(
            text: "742 Elm Ave, Springfield, MO 65807", country: "US",
            expected: ["", "742 Elm Ave", "65807", "Springfield", "MO", "US"]),
        Case(
            text: "742 Elm Ave\nSpringfield MO 65807-1234\nUSA", country: "",
            expected: ["", "742 Elm Ave", "65807-1234", "Springfield", "MO", "US"]),
        Case(
            text: "1 High Street, London SW1A 1AA", country: "GB",
            expected: ["", "1 High Street", "SW1A 1AA", "London", "", "GB"]),
        Case(
            text: "1 High Street\nLondon\nSW1A 1AA\nUnited Kingdom", country: "",
            expected: ["", "1 High Street", "SW1A 1AA", "London", "", "GB"]),
        Case(
            text: "12 rue de la Gare, 75018 Paris, France", country: "DE",
            expected: ["", "12 rue de la Gare", "75018", "Paris", "", "FR"]),
        Case(
            text: "Via Roma 5, 20121 Milano MI", country: "IT",
            expected: ["", "Via Roma 5", "20121", "Milano", "MI", "IT"]),
        Case(
            text: "1 George St, Sydney NSW 2000", country: "AU",
            expected: ["", "1 George St", "2000", "Sydney", "NSW", "AU"]),
        Case(
            text: "Damrak 1\n1012 lg Amsterdam", country: "NL",
            expected: ["", "Damrak 1", "1012 LG", "Amsterdam", "", "NL"]),
    ])
    func readsAWholeAddress(_ one: Case) {
        let address = PostalAddress.read(one.text, country: CountryCode(one.country))
        let found = [
            string(Array(address.recipient.joined(separator: [0x2C]))), string(address.street),
            string(address.postcode),
            string(address.city), string(address.region), address.country?.description ?? "",
        ]
        #expect(found == one.expected)
        #expect(address.verdict == .changed)
        // Its lines read as the same address.
        let lines = Array(address.lines().joined(separator: [0x0A]))
        let again = lines.withUnsafeBytes { PostalAddress.read($0) }
        #expect(
            again.postcode == address.postcode && again.street == address.street && again.country == address.country)
        #expect(again.lines() == address.lines())
    }

    @Test func laysOutByCountry() {
        var address = PostalAddress()
        address.recipient = [[UInt8]("Anna Meier".utf8)]
        address.street = [UInt8]("1 High Street".utf8)
        address.city = [UInt8]("London".utf8)
        address.postcode = [UInt8]("SW1A 1AA".utf8)
        address.country = .unitedKingdom
        #expect(
            address.lines(from: .germany).map(string) == [
                "Anna Meier", "1 High Street", "LONDON", "SW1A 1AA", "UNITED KINGDOM",
            ])
        #expect(address.lines(from: .unitedKingdom).count == 4)
        address.country = .unitedStates
        address.city = [UInt8]("Springfield".utf8)
        address.postcode = [UInt8]("65807".utf8)
        address.region = [UInt8]("Missouri".utf8)
        #expect(
            address.lines(from: .unitedStates).map(string) == ["Anna Meier", "1 High Street", "Springfield, MO 65807"])
        address.region = []
        #expect(address.lines(from: .unitedStates).last.map(string) == "Springfield, 65807")
    }

    @Test func withoutAPostcodeItIsInDoubt() {
        #expect(PostalAddress.read("somewhere", country: .germany).verdict == .doubtful(.addressUnreadable))
        #expect(PostalAddress.read("", country: .germany).verdict == .unchanged)
    }

    @Test func everyLanguageOfTheStandardIsRead() {
        #expect(string(Language.read("Zulu").bytes) == "zu" && string(Language.read("swa").bytes) == "sw")
        #expect(Language.table.repeated.isEmpty)
        #expect(Set(Language.table.values).count >= 180)
    }
}
