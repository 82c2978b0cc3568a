import Testing

@testable import Text

@Suite struct MojibakeTests {
    @Test(arguments: [
        ("MÃ¼ller", "Müller", 1, true),
        ("MÃƒÂ¼ller", "Müller", 2, true),
        ("WeiÃŸblatt", "Weißblatt", 1, true),
        ("FranÃ§oise", "Françoise", 1, true),
        ("3Âº A", "3º A", 1, true),
        ("Itâ€™s", "It’s", 1, true),
        ("12 â‚¬", "12 €", 1, true),
        ("KovÃ¡Ä\u{8D}", "Kováč", 1, true),
        ("ÐœÐ¾Ñ\u{81}ÐºÐ²Ð°", "Москва", 1, true),
        ("MÃ¼ller – Köln", "Müller – Köln", 1, false),
        ("schã¤fer", "schäfer", 1, false),
    ])
    func repairsWhatWasEncodedTooOften(_ given: String, _ expected: String, _ times: Int, _ isCertain: Bool) {
        let repair = Mojibake.repair(given)
        #expect(repair?.text == expected)
        #expect(repair?.times == times)
        #expect(repair?.isCertain == isCertain)
    }

    @Test(arguments: [
        "Müller", "Ångström", "São Paulo", "João", "Château d’Étage", "ÄÖÜ", "İstanbul", "Ðorđe", "naïve", "Ñuñoa",
        "Ü–Wagen", "ASCII",
        "Škoda", "Łódź", "Ã", "Æble", "Τζώρτζης", "日本", "“Quoted”",
    ])
    func leavesSoundTextAlone(_ text: String) {
        #expect(Mojibake.repair(text) == nil)
    }

    /// Every Latin name that is encoded once too often is found and comes back.
    @Test func undoesItsOwnDamage() {
        for name in [
            "Jürgen Groß", "Zoë Çelik", "Łukasz Żółć", "Šárka Dvořáková", "François Hébert", "Ștefan Țurcanu",
            "Åse Ødegård",
        ] {
            var damaged = name
            for times in 1...2 {
                damaged = Self.encodedAgain(damaged)
                let repair = Mojibake.repair(damaged)
                #expect(repair?.text == name)
                #expect(repair?.times == times)
            }
        }
    }

    /// The bytes read as Windows-1252.
    private static func encodedAgain(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for byte in text.utf8 {
            let scalar = (0...0x2122 as ClosedRange<UInt32>).first { value in
                byte < 0x80
                    ? value == UInt32(byte)
                    : value >= 0x80 && value != 0x80 + UInt32(byte) && Mojibake.windowsByte(value) == byte
                        && (value > 0xFF || value >= 0xA0 || [0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(value))
            }
            if let scalar, let value = Unicode.Scalar(scalar) { out.append(value) }
        }
        return String(out)
    }
}
