import Testing

@testable import Text

@Suite struct BusinessNumberTests {
    // Made up to fit the algorithms, or the examples of the authorities' own descriptions.
    @Test(arguments: [
        ("004 085 616", "AU", "004085616", TaxNumberKind.acn), ("51 824 753 556", "AU", "51824753556", .abn),
        ("123456782", "CA", "123456782", .bn), ("12345 6782 RT0001", "CA", "123456782RT0001", .bn),
        ("49-098-576", "NZ", "049098576", .ird), ("136410132", "NZ", "136410132", .ird),
        ("11.222.333/0001-81", "BR", "11222333000181", .cnpj), ("111.444.777-35", "BR", "11144477735", .cpf),
        ("12.ABC.345/01DE-35", "BR", "12ABC34501DE35", .cnpj),
        ("27AAPFU0939F1ZV", "IN", "27AAPFU0939F1ZV", .gstin), ("552 008 443", "FR", "552008443", .siren),
        ("73282932000074", "FR", "73282932000074", .siret), ("1955839661", "GB", "1955839661", .utr),
        ("RCCMNL83S18D969H", "IT", "RCCMNL83S18D969H", .codiceFiscale),
    ])
    func acceptsRightCheckDigits(_ text: String, _ country: String, _ kept: String, _ kind: TaxNumberKind) {
        let number = TaxNumber.read(text, country: CountryCode(country))
        #expect(string(number.normalised) == kept)
        #expect(number.kind == kind && number.check == .valid && !number.verdict.isDoubtful)
        // Standardising twice is standardising once.
        let again = TaxNumber.read(string(number.normalised), country: CountryCode(country))
        #expect(again.normalised == number.normalised && again.verdict == .unchanged)
        var wrong = [UInt8](kept.utf8)
        wrong[wrong.count - 1] =
            wrong[wrong.count - 1] == 0x31 ? 0x32 : wrong[wrong.count - 1].isASCIIDigit ? 0x31 : 0x51
        if kind != .bn || kept.count == 9 {
            #expect(TaxNumber.read(string(wrong), country: CountryCode(country)).check != .valid)
        }
    }

    @Test(arguments: [
        ("BG175074752", "valid"), ("BG175074751", "invalid"), ("CY10259033P", "valid"), ("CY10259033Z", "invalid"),
        ("LT119511515", "valid"), ("LT100001919017", "valid"), ("LT100001919018", "invalid"),
        ("LV40003521600", "valid"), ("LV40003521601", "invalid"), ("LV16117519997", "valid"),
        ("CZ7103192745", "valid"), ("CZ640903926", "valid"), ("CZ7103192746", "invalid"), ("CZ95123891", "invalid"),
        ("SK2022749619", "valid"), ("SK2022749618", "invalid"), ("FRK7399859412", "valid"),
        ("FRK8399859412", "invalid"),
        ("GBGD001", "unchecked"), ("GBGD501", "invalid"), ("GBHA599", "unchecked"), ("GBHL287", "invalid"),
    ])
    func checksTheRestOfEurope(_ text: String, _ check: String) {
        #expect("\(TaxNumber.read(text).check)" == check)
    }

    @Test func aNumberThatFitsNothingIsDoubted() {
        #expect(TaxNumber.read("12", country: CountryCode("IN")).verdict == .doubtful(.taxNumberShape))
        #expect(TaxNumber.read("111.444.777-36", country: CountryCode("BR")).verdict == .doubtful(.taxNumberCheckDigit))
        #expect(TaxNumber.read("07-1234567", country: .unitedStates).check == .invalid)
        #expect(TaxNumber.read("12/345/67890", country: .germany).kind == .steuernummer)
        // A number that is a VAT number is one, also where another kind has its shape.
        #expect(TaxNumber.read("819093786", country: .germany).kind == .vat)
    }

    @Test(arguments: [
        ("DE89 3704 0044 0532 0130 00", "DE89370400440532013000"), ("gb82west12345698765432", "GB82WEST12345698765432"),
        ("IBAN NL91 ABNA 0417 1643 00", "NL91ABNA0417164300"),
        ("FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606"),
    ])
    func readsAccountNumbers(_ text: String, _ kept: String) {
        let reading = IBAN.read(text)
        #expect(string(reading.number) == kept && reading.verdict == .changed)
        #expect(IBAN.read(kept).verdict == .unchanged)
        #expect(IBAN.read(string(reading.printed)).number == reading.number)
    }

    @Test func doubtsAccountNumbers() {
        #expect(IBAN.read("DE89370400440532013001").verdict == .doubtful(.ibanCheckDigits))
        #expect(IBAN.read("DE8937040044053201300").verdict == .doubtful(.ibanShape))
        #expect(IBAN.read("US00123").verdict == .invalid(.ibanCountry))
        #expect(IBAN.read("").verdict == .unchanged)
    }

    @Test func knowsWhoRegisteredADomain() {
        for (domain, registered) in [
            ("www.shop.example.co.uk", "example.co.uk"), ("mail.example.de", "example.de"),
            ("a.b.example.com.au", "example.com.au"),
            ("x.anna.myshopify.com", "anna.myshopify.com"), ("co.uk", "co.uk"), ("www.bücher.example.at", "example.at"),
            ("a.b.c.kobe.jp", "b.c.kobe.jp"), ("foo.bar.unknownending", "bar.unknownending"),
        ] {
            #expect(string(DomainName.registrable([UInt8](domain.utf8))) == registered)
        }
    }

    @Test func tellsThrowAwayMailboxes() {
        let address = Email.read("anna+test@sub.mailinator.com").addresses[0]
        #expect(address.isDisposable && address.verdict == .doubtful(.emailDisposable))
        #expect(string(address.subAddress) == "test")
        #expect(!Email.read("anna@web.de").addresses[0].isDisposable)
    }
}
