import Testing

@testable import Text

@Suite struct SmallValueTests {
    @Test(arguments: [
        ("https://www.Nordwind.example/", "https://www.nordwind.example", "nordwind.example"),
        ("nordwind.example", "https://nordwind.example", "nordwind.example"),
        ("HTTP://Nordwind.example:80/Path?x=1", "http://nordwind.example/Path?x=1", "nordwind.example"),
        ("www.nordwind.example:8080", "https://www.nordwind.example:8080", "nordwind.example"),
        ("shop.nordwind.co.uk", "https://shop.nordwind.co.uk", "shop.nordwind.co.uk"),
    ])
    func standardisesWebAddresses(_ text: String, _ url: String, _ domain: String) {
        let address = WebAddress.read(text)
        #expect(string(address.url) == url)
        #expect(string(address.domain) == domain)
    }

    @Test(arguments: [
        "javascript:alert(1)", "a@b.example", "keine", "http://", "ftp://x.example", "x y.example", "http://1.2.3.4",
        "file:///etc/passwd",
    ])
    func refusesWhatIsNoWebAddress(_ text: String) {
        #expect(WebAddress.read(text).verdict == .invalid(.webAddressSyntax))
        #expect(WebAddress.read(text).domain.isEmpty)
    }

    @Test(arguments: [
        ("de", "de"), ("German", "de"), ("deutsch", "de"), ("de-AT", "de"), ("de_DE", "de"), ("ger", "de"),
        ("Français", "fr"), ("ENGLISH", "en"),
        ("español", "es"), ("Italienisch", "it"), ("zh-Hans", "zh"),
    ])
    func readsLanguages(_ text: String, _ code: String) {
        #expect(Language.read(text).text == code)
    }

    @Test func saysWhatIsNoLanguage() {
        #expect(Language.read("Klingon").verdict == .invalid(.languageUnknown))
    }

    @Test(arguments: ["yes", "Y", "Ja", "oui", "Sí", "x", "X", "1", "TRUE", "wahr", "✓", "on"])
    func readsYes(_ text: String) { #expect(TruthValue.read(text).value == true) }

    @Test(arguments: ["no", "N", "Nein", "non", "0", "false", "FALSCH", "✗", "off"])
    func readsNo(_ text: String) { #expect(TruthValue.read(text).value == false) }

    @Test func emptyIsNeitherYesNorNo() {
        #expect(TruthValue.read("") == TruthReading(value: nil, verdict: .unchanged))
        #expect(TruthValue.read("perhaps") == TruthReading(value: nil, verdict: .invalid(.truthValueUnknown)))
        #expect(TruthValue.read("true").verdict == .unchanged)
    }

    @Test func readsCurrencies() {
        #expect(Currency.read("€").code == CurrencyCode("EUR"))
        #expect(Currency.read("eur").code == CurrencyCode("EUR"))
        #expect(Currency.read("Euro").code == CurrencyCode("EUR"))
        #expect(Currency.read("EUR").verdict == .unchanged)
        #expect(Currency.read("$").code == nil)
        #expect(Currency.read("$").candidates.first == CurrencyCode("USD"))
        #expect(Currency.read("XQQ").verdict == .invalid(.currencyUnknown))
    }

    @Test func punycodeIsReadAsItsCharacters() {
        #expect(DomainName.standardise("xn--mller-kva.example").map(string) == "müller.example")
        #expect(DomainName.standardise("XN--BCHER-KVA.example.").map(string) == "bücher.example")
        #expect(DomainName.standardise("xn--zzzzzzzzzzzz.example") != nil)
        #expect(DomainName.standardise("example") == nil)
        // A label has 63 bytes in its ASCII form, however many its characters have here.
        let long = String(repeating: "пример", count: 8) + ".example"
        #expect(DomainName.standardise(long).map(string) == long)
        #expect(DomainName.standardise(String(repeating: "пример", count: 12) + ".example") == nil)
        #expect(DomainName.standardise(String(repeating: "a", count: 63) + ".example") != nil)
        #expect(DomainName.standardise(String(repeating: "a", count: 64) + ".example") == nil)
        #expect(DomainName.standardise("-a.example") == nil)
    }

    @Test func everyReasonHasWordsAndACodeOfItsOwn() {
        #expect(Set(Reason.allCases.map(\.rawValue)).count == Reason.allCases.count)
        for reason in Reason.allCases {
            #expect(!reason.message.isEmpty)
            #expect(reason.rawValue.split(separator: ".").count == 2)
        }
    }

    @Test func noTableHoldsAWordTwice() {
        #expect(NameWords.titles.repeated.isEmpty, "\(NameWords.titles.repeated)")
        #expect(DateWords.months.repeated.isEmpty, "\(DateWords.months.repeated)")
        #expect(StreetWords.short.repeated.isEmpty, "\(StreetWords.short.repeated)")
        #expect(DomainName.slips.repeated.isEmpty, "\(DomainName.slips.repeated)")
        #expect(Language.table.repeated.isEmpty, "\(Language.table.repeated)")
        #expect(TruthValue.table.repeated.isEmpty, "\(TruthValue.table.repeated)")
        #expect(Currency.signs.repeated.isEmpty, "\(Currency.signs.repeated)")
        #expect(Country.words.repeated.isEmpty, "\(Country.words.repeated)")
        #expect(PhoneCell.words.repeated.isEmpty, "\(PhoneCell.words.repeated)")
    }
}
