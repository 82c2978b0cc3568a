import Testing

@testable import Text

@Suite struct PhoneTests {
    private let phones = PhoneStandardiser()

    private func e164(_ text: String, _ country: CountryCode? = .germany) -> [String] {
        phones.read(text, country: country).numbers.map { string($0.e164) }
    }

    @Test(arguments: [
        "04131 5550188", "+49 (0) 4131 555 0188", "0049 4131 5550188", "(0049) 4131 5550188", "+49(0)4131/555-0188",
        "04131/5550188",
        "Tel.: 04131 5550188", "+49 4131 5550188", "４１３１5550188", "004941315550188", "04131–555 0188", "04131.555.0188",
    ])
    func readsEveryStyleOfOneNumber(_ text: String) {
        #expect(e164(text) == ["+4941315550188"])
    }

    @Test func aStandardFormIsUnchanged() {
        #expect(phones.read("+4941315550188", country: .germany).verdict == .unchanged)
        #expect(phones.read(" +4941315550188", country: .germany).verdict == .changed)
        #expect(phones.read("", country: .germany) == PhoneReading())
    }

    @Test(arguments: ["00490049 4325624863", "00490049 €(geb. Koch)und", "+49 00494325624863"])
    func aCountryCodeTwiceIsNoNumber(_ text: String) {
        #expect(phones.read(text, country: .unitedStates).verdict == .invalid(.phoneNotANumber))
    }

    @Test func readsByTheCountryThatIsGiven() {
        #expect(e164("(212) 555-0123", .unitedStates) == ["+12125550123"])
        #expect(e164("020 7946 0958", .unitedKingdom) == ["+442079460958"])
        #expect(e164("+44 (0)20 7946 0958", .germany) == ["+442079460958"])
        #expect(e164("06 1234 5678", .italy) == ["+390612345678"])
        #expect(e164("+39 (0)6 1234 5678", .germany) == ["+390612345678"])
        #expect(e164("+61 491 570 006", nil) == ["+61491570006"])
        #expect(phones.read("04131 5550188", country: nil).verdict == .invalid(.phoneNoCountry))
    }

    @Test func keepsExtensionsApart() {
        for text in [
            "089 123456 ext. 16", "+49 89 123456 x16", "089 123456 Durchwahl 16", "089 123456 DW 16",
            "089 123456 App. 16",
        ] {
            let number = phones.read(text, country: .germany).numbers[0]
            #expect(string(number.e164) == "+4989123456", "\(text)")
            #expect(string(number.extensionDigits) == "16", "\(text)")
        }
    }

    @Test func tellsMobilesFromLandlines() {
        #expect(phones.read("0171 3920001", country: .germany).numbers[0].kind == .mobile)
        #expect(phones.read("04131 5550188", country: .germany).numbers[0].kind == .fixed)
        #expect(phones.read("Fax 04131 5550188", country: .germany).numbers[0].kind == .fax)
        #expect(phones.read("mobile (212) 555-0123", country: .unitedStates).numbers[0].kind == .mobile)
        #expect(phones.read("07700 900123", country: .unitedKingdom).numbers[0].country == .unitedKingdom)
    }

    @Test(arguments: ["4.47911E+11", "4,47911E+11", "4E+11", "4.47911e11"])
    func saysWhereASpreadsheetDestroyedANumber(_ text: String) {
        #expect(phones.read(text, country: .unitedKingdom).verdict == .invalid(.phoneDestroyed))
    }

    @Test(arguments: [
        "04131 5550188 / 0171 3920001", "04131 5550188; 0171 3920001", "04131 5550188, 0171-3920001",
        "04131/5550188 oder 0171/3920001",
        "Tel.: 04131 5550188 Mobil: 0171 3920001", "+49 4131 5550188 +49 171 3920001", "04131 5550188\n0171 3920001",
    ])
    func findsSeveralNumbersInOneCell(_ text: String) {
        #expect(e164(text) == ["+4941315550188", "+491713920001"])
        #expect(phones.read(text, country: .germany).verdict == .doubtful(.phoneSeveral))
    }

    /// More than two slashes part the groups of one number: no end of it is another number.
    @Test(arguments: [
        ("4308/00/507/3109/99", "AT", "+43800507310999"), ("0654/51/48/42/805", "AT", "+43654514842805"),
        ("+49 4131/55/50/142", "DE", "+4941315550142"),
    ])
    func slashesBetweenGroups(_ text: String, _ country: String, _ number: String) {
        let numbers = phones.read(text, country: CountryCode(country)).numbers
        #expect(numbers.map { string($0.e164) } == [number])
    }

    @Test func takesTheFirstOfAlternativeEndings() {
        let reading = phones.read("04131 555018/19", country: .germany)
        #expect(reading.numbers.map { string($0.e164) } == ["+494131555018"])
        #expect(reading.verdict == .doubtful(.phoneAlternativeEnding))
    }

    @Test(arguments: [
        ("n/a", Reason.phoneNotANumber), ("call after 5pm", .phoneNotANumber), ("000000", .phonePlaceholder),
        ("12345", .phonePlaceholder),
        ("0123456789", .phonePlaceholder), ("1111111", .phonePlaceholder), ("555018", .phoneLocalOnly),
        ("+49", .phoneTooShort),
        ("0171 39200019999999999", .phoneTooLong), ("anna@x.de", .phoneNotANumber), ("1-800-FLOWERS", .phoneNotANumber),
    ])
    func refusesWhatIsNoNumber(_ text: String, _ reason: Reason) {
        let reading = phones.read(text, country: .germany)
        let verdict = reading.verdict.isInvalid ? reading.verdict.reason : nil
        #expect(verdict == reason || (reason == .phoneTooShort && verdict == .phoneNotANumber), "\(text): \(reading)")
        #expect(reading.numbers.allSatisfy { $0.e164.isEmpty })
    }

    @Test func readsLettersAsDigitsInNorthAmerica() {
        #expect(e164("1-800-FLOWERS", .unitedStates) == ["+18003569377"])
    }

    @Test func doubtsARangeThatIsNotAssigned() {
        let reading = phones.read("0157/8495266", country: .germany)
        #expect(reading.verdict == .doubtful(.phoneUnassigned))
        #expect(!reading.numbers[0].e164.isEmpty)
    }

    @Test func whatIsRememberedDoesNotChangeAnswers() {
        let forgetful = PhoneStandardiser(capacity: 1)
        let texts = ["04131 5550188", " 04131 5550188", "+4941315550188", "x", "0171 3920001", "04131 5550188"]
        for text in texts + texts.reversed() {
            #expect(forgetful.read(text, country: .germany) == PhoneStandardiser().read(text, country: .germany))
            #expect(phones.read(text, country: .germany) == PhoneStandardiser().read(text, country: .germany))
        }
    }
}
