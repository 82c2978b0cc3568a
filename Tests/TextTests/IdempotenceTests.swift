import Seeds
import Testing

@testable import Text

/// What is in standard form stays as it is.
@Suite struct IdempotenceTests {
    private static let pieces = [
        "Anna", "MEIER", "von der", "O'BRIEN", "müller", "GmbH", "& Co. KG", "Ltd", "s.r.o.", "info", "anna.meier", "@",
        "gmail.com",
        "web.de", "EXAMPLE.CO.UK", "+49", "0049", "(0)", "04131", "555 0188", "0170", "ext 5", "DE", "819093786",
        "ATU39099603",
        "21335", "sw1a1aa", "1012LG", "Straße", "12a", "Main St", "Apt 4", "Lüneburg", "FRANKFURT AM MAIN", "NSW",
        "Deutschland",
        "EUR", "€", "deutsch", ",", "-", "/", ".", "  ", "\u{A0}", "\u{200B}", "ß", "İ", "é", "\"Bob\"", "(geb. Koch)",
        "Dr.", "Jr.",
        "und", "27AAPFU0939F1ZV", "DE89370400440532013000", "Ж", "Ω",
    ]

    private static func twice(
        _ text: String, _ name: String, _ seed: UInt64, _ standardise: (UnsafeRawBufferPointer) -> [UInt8]
    ) {
        let once = text.withBytes(standardise)
        let again = once.withUnsafeBytes(standardise)
        #expect(once == again, "seed \(seed), \(name): \(text) → \(string(once)) → \(string(again))")
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func standardisingTwiceIsStandardisingOnce(seed: UInt64) {
        var random = Seeded(seed)
        let phones = PhoneStandardiser()
        for _ in 0..<300 {
            var text = ""
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                text += Self.pieces.randomElement(using: &random) ?? ""
                if Bool.random(using: &random) { text += " " }
            }
            Self.twice(text, "cleaning", seed) { TextCleaning.line.clean($0).bytes }
            Self.twice(text, "e-mail", seed) { Email.read($0).addresses.first?.address ?? [] }
            Self.twice(text, "city", seed) { Casing.city($0).bytes }
            Self.twice(text, "street", seed) { Casing.street($0).bytes }
            Self.twice(text, "space before a number", seed) { StreetLine.spaced($0) ?? Array($0) }
            Self.twice(text, "IBAN", seed) { IBAN.read($0).number }
            Self.twice(text, "Latin letters", seed) { Transliteration.latin($0) }
            Self.twice(text, "language", seed) { Language.read($0).bytes }
            Self.twice(text, "currency", seed) { Currency.read($0).code?.bytes ?? [] }
            Self.twice(text, "web address", seed) { WebAddress.read($0).url }
            for country in [CountryCode.germany, .unitedKingdom, .unitedStates, .netherlands] {
                Self.twice(text, "phone", seed) { phones.read($0, country: country).numbers.first?.e164 ?? [] }
                Self.twice(text, "tax number", seed) { TaxNumber.read($0, country: country).normalised }
                Self.twice(text, "postcode", seed) { Postcode.standardise($0, country: country).code }
                Self.twice(text, "region", seed) { Region.read($0, country: country).code }
            }
        }
    }
}
