import Testing
import Text

@Suite struct FoldingTests {
    @Test(arguments: [
        ("Юлия Щукина", "Iuliia Shchukina"), ("ЩУКИНА", "SHCHUKINA"), ("Андрей Жуков", "Andrei Zhukov"),
        ("Ж. Иванов", "Zh. Ivanov"),
        ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos"), ("ΑΘΗΝΑ", "ATHINA"), ("Άγγελος", "Angelos"),
        ("Müller & Søn", "Müller & Søn"), ("株式会社", "株式会社"), ("", ""),
    ])
    func writesGreekAndCyrillicInLatinLetters(_ text: String, _ latin: String) {
        #expect(Transliteration.latin(text) == latin)
        #expect(Transliteration.latin(latin) == latin)
    }

    private func fold(_ text: String, _ umlauts: Folding.Umlauts = .joined) -> String {
        String(decoding: Folding.fold(text, umlauts: umlauts), as: UTF8.self)
    }

    @Test func spellingsOfOneNameFoldToOne() {
        for spelling in ["Müller", "MUELLER", "Muller", "mu\u{308}ller", "  Müller  "] {
            #expect(fold(spelling) == "muller")
        }
        for spelling in ["Søren", "Soeren", "Sören"] { #expect(fold(spelling) == "soren") }
        #expect(fold("Großmann") == fold("GROSSMANN"))
        #expect(fold("O'Brien") == fold("OBrien"))
        #expect(fold("O\u{2019}Brien") == "obrien")
    }

    @Test func shortNamesThatEndInTwoVowelsStay() {
        #expect(fold("Joe") == "joe")
        #expect(fold("Sue Ellen") == "sue ellen")
    }

    @Test func umlautsFollowTheWishedWay() {
        #expect(fold("Jürgen Groß", .plain) == "jurgen gross")
        #expect(fold("Jürgen Åse Øre", .transliterated) == "juergen aase oere")
        #expect(fold("Samuel", .plain) == "samuel")
    }

    @Test func signsBecomeOneSpaceAndNoneAtTheEnds() {
        #expect(fold("--Jean-Pierre,  (Dr.) ") == "jean pierre dr")
        #expect(fold("") == "")
        #expect(fold(" - ") == "")
    }

    @Test func otherAlphabetsAreWrittenInLatinLettersOrKept() {
        #expect(fold("Łódź") == "lodz")
        #expect(fold("Nguyễn") == "nguyen")
        #expect(fold("Иванов") == "ivanov")
        #expect(fold("Γιώργος") == "giorgos")
        #expect(fold("山田 太郎") == "山田 太郎")
    }

    @Test func bytesThatAreNoTextNeverTrap() {
        var state: UInt64 = 7
        for _ in 0..<2_000 {
            var bytes: [UInt8] = []
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            for _ in 0..<(state >> 59) {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes.append(UInt8(truncatingIfNeeded: state >> 33))
            }
            let folded = bytes.withUnsafeBytes { Folding.fold($0) }
            #expect(folded.first != 0x20 && folded.last != 0x20)
            // Folding what is folded changes nothing but pairs of vowels that met.
            let again = folded.withUnsafeBytes { Folding.fold($0, umlauts: .plain) }
            #expect(again == folded)
        }
    }
}
