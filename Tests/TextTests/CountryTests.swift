import Testing

@testable import Text

@Suite struct CountryTests {
    @Test(arguments: [
        ("D", "DE"), ("F", "FR"), ("A", "AT"), ("GB", "GB"), ("UK", "GB"), ("U.S.A.", "US"), ("Deutschland", "DE"),
        ("Allemagne", "DE"),
        ("GERMANY", "DE"), ("Österreich", "AT"), ("Oesterreich", "AT"), ("österreich ", "AT"), ("España", "ES"),
        ("Espana", "ES"), ("276", "DE"),
        ("DEU", "DE"), ("+49", "DE"), ("0049", "DE"), ("Germany (DE)", "DE"), ("DE - Deutschland", "DE"),
        ("England", "GB"), ("Scotland", "GB"),
        ("Holland", "NL"), ("The Netherlands", "NL"), ("Schweiz/Suisse", "CH"), ("Côte d'Ivoire", "CI"),
        ("Viet Nam", "VN"), ("AUS", "AU"),
        ("004", "AF"), ("Tschechische Republik", "CZ"), ("Россия", "RU"), ("日本", "JP"), ("EL", "GR"), ("Türkei", "TR"),
        ("Turkey", "TR"),
        ("United States of America", "US"), ("Kosovo", "XK"), ("Guinea-Bissau", "GW"), ("Timor-Leste", "TL"),
    ])
    func readsNamesAndCodes(_ text: String, _ code: String) {
        #expect(Country.read(text).code?.description == code)
        #expect(Country.read(text).verdict == (text == code ? .unchanged : .changed))
    }

    @Test func saysWhatIsNoCountryOrSeveral() {
        #expect(Country.read("Atlantis").verdict == .invalid(.countryUnknown))
        #expect(Country.read("XX").verdict == .invalid(.countryUnknown))
        #expect(Country.read("+1").verdict == .doubtful(.countryAmbiguous))
        #expect(Country.read("Germany/France").verdict == .invalid(.countryUnknown))
        #expect(Country.read("") == CountryReading(code: nil, verdict: .unchanged))
    }

    /// All 249 of ISO 3166-1 and Kosovo; codes, numbers and names are unique and read back.
    @Test func theTableIsWhole() {
        let all = Country.all
        #expect(all.count == 250)
        #expect(Set(all).count == 250)
        #expect(Set(all.compactMap { Country.alpha3($0) }).count == 250)
        #expect(Set(all.compactMap { Country.numeric($0) }).count == 249)
        for code in all {
            #expect(Country.read(code.description).code == code)
            #expect(Country.read(Country.alpha3(code) ?? "").code == code)
            #expect(Country.read(Country.englishName(code) ?? "").code == code, "\(code)")
            #expect(Country.read(Country.germanName(code) ?? "").code == code, "\(code)")
            if let numeric = Country.numeric(code) {
                let digits = String(numeric)
                #expect(Country.read(String(repeating: "0", count: 3 - digits.count) + digits).code == code)
            }
            #expect((1...999).contains(Country.dialCode(code) ?? 0))
        }
    }
}
