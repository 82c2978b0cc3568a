import Records
import Seeds
import Testing

@testable import Text

/// Nothing that a file can hold may stop the process.
@Suite struct HostileInputTests {
    /// Pieces that reach deep into the readers, and bytes that are no text.
    private static let pieces: [[UInt8]] =
        [
            "Anna", "MÜLLER", "GmbH & Co. KG", "s.à r.l.", "@", "gmail.con", "+49", "(0)", "00", "0170", "ext", "/",
            "12.03.1999",
            "1.234,56", "€", "CR", "DE", "ATU", "CHE", "Straße", "5a", "nº", "s/n", "и", "İ", "ß", "×", "÷", "ǆ", "ſ",
            "﷽", "Ã¼",
            "â€™", "ã¼", "xn--", "xn--mller-kva", "E+11", "-", "–", "'", "\u{2019}", ",", ".", ";", "  ", "\t",
            "\u{A0}", "\u{200B}",
            "\u{202E}", "\u{FEFF}", "\u{301}", "👩‍👩‍👧", "日本", "von der", "Dr.", "Jr", "und", "&",
            "Q", "24:00", "T", "Z",
            "+14:00",
            "https://", "www.", "mailto:", "<", ">", "\"", "(", ")", "#", "=", "|", "９", "٣", "99999999999999999999",
        ].map { [UInt8]($0.utf8) } + [
            [0], [0xFF], [0xC3], [0xE2, 0x82], [0xF0, 0x9F], [0xED, 0xA0, 0x80], [0x1B], [0x80],
        ]

    private static func everything(_ bytes: UnsafeRawBufferPointer, _ phones: PhoneStandardiser) -> Int {
        var size = 0
        for cleaning in [TextCleaning.line, .note, TextCleaning(collapsesSpaces: false, stripsLeadingApostrophe: true)]
        {
            size += cleaning.clean(bytes).bytes.count
        }
        size += Mojibake.repair(bytes)?.bytes.count ?? 0
        for part in [NamePart.full, .given, .family] { size += Casing.personName(bytes, part: part).bytes.count }
        size +=
            Casing.organisationName(bytes).bytes.count + Casing.street(bytes).bytes.count
            + Casing.city(bytes).bytes.count
        size += Email.read(bytes).addresses.count + Transliteration.latin(bytes).count
        for country in [nil, CountryCode.germany, .unitedStates, .spain, .france, .netherlands, .unitedKingdom, .italy]
        {
            size += phones.read(bytes, country: country).numbers.count
            size += StreetLine.read(bytes, country: country).street.count
            size += StreetKey.of(bytes, country: country).count
            size += Postcode.standardise(bytes, country: country).code.count
            size += Postcode.split(bytes, country: country)?.place.count ?? 0
            size += TaxNumber.read(bytes, country: country).normalised.count
            size += OrganisationName.read(bytes, country: country).matchWords.count
            size += IBAN.read(bytes).printed.count + Region.read(bytes, country: country).name.count
            size += PostalAddress.read(bytes, country: country).lines().count
            for order in [PersonNameOrder.unknown, .familyFirst] {
                size += PersonNameReader(order: order, country: country).read(bytes).people.count
            }
        }
        for order in DateOrder.allCases {
            let reader = DateReader(order: order, serials: .from1900)
            size += reader.date(bytes).bytes.count + reader.timestamp(bytes, offsetMinutes: -840).bytes.count
        }
        for separator in DecimalSeparator.allCases {
            size += NumberReader(decimal: separator).read(bytes).canonical.count
        }
        var dates = DateColumnEvidence()
        dates.add(bytes, row: 1)
        var numbers = NumberColumnEvidence()
        numbers.add(bytes, row: 1)
        size += dates.summary.text().count + numbers.summary.text().count
        size += Country.read(bytes).bytes.count + Language.read(bytes).bytes.count + WebAddress.read(bytes).url.count
        size += Currency.read(bytes).candidates.count + (TruthValue.read(bytes).value == nil ? 0 : 1)
        size += DisplayText.width(DisplayText.truncated(DisplayText.escaped(bytes), to: 10))
        var out: [UInt8] = []
        SpreadsheetText.escape(bytes, into: &out)
        return size + out.count
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func noInputStopsTheProcess(seed: UInt64) {
        var random = Seeded(seed)
        let phones = PhoneStandardiser(capacity: 100)
        var size = 0
        for _ in 0..<100 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 0...7, using: &random) {
                if Int.random(in: 0..<12, using: &random) == 0 {
                    bytes += (0..<3).map { _ in UInt8.random(in: 0...255, using: &random) }
                } else {
                    bytes += Self.pieces.randomElement(using: &random) ?? []
                }
                if Bool.random(using: &random) { bytes.append(0x20) }
            }
            size += bytes.withUnsafeBytes { Self.everything($0, phones) }
        }
        #expect(size > 0, "seed \(seed)")
    }

    @Test func everyScalarIsReadAlone() {
        let phones = PhoneStandardiser(capacity: 1)
        var size = 0
        // Every scalar of the first planes that hold letters, and a sample of the rest.
        for value in Array(0...0x24FF) + stride(from: 0x2500, through: 0x1_FFFF, by: 97) {
            guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
            for text in [String(scalar), "A\(scalar)b"] {
                size += text.withBytes { bytes in
                    Casing.personName(bytes).bytes.count + LookupKey.of(bytes).count
                        + TextCleaning.line.clean(bytes).bytes.count
                        + DisplayText.width(DisplayText.escaped(bytes))
                }
            }
        }
        size += "".withBytes { Self.everything($0, phones) }
        #expect(size > 0)
    }

    @Test func aVeryLongValueIsReadInTime() {
        let phones = PhoneStandardiser()
        for piece in [
            "a", "A B ", "1,", "1.", "+49 ", "@", "Dr. ", "und ", "a@b.de;", "xn--a.", "(", "'", "GmbH ", "12-", "Ã¼",
            "-",
        ] {
            let text = [UInt8](String(repeating: piece, count: 20_000 / piece.utf8.count).utf8)
            let size = text.withUnsafeBytes { Self.everything($0, phones) }
            #expect(size > 0)
        }
    }
}
