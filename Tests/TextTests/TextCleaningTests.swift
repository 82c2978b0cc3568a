import Seeds
import Testing

@testable import Text

@Suite struct TextCleaningTests {
    @Test(arguments: [
        ("Anna", "Anna", Verdict.unchanged),
        ("", "", .unchanged),
        ("Zoë  Müller", "Zoë Müller", .changed),
        ("  Anna\t Meier \n", "Anna Meier", .changed),
        ("\u{A0}Anna\u{202F}Meier\u{3000}", "Anna Meier", .changed),
        ("An\u{200B}na\u{FEFF}", "Anna", .changed),
        ("Anna\u{AD}lena", "Annalena", .changed),
        ("An\u{0}na", "Anna", .doubtful(.nullCharacter)),
        ("An\u{7}na\u{9B}", "Anna", .doubtful(.controlCharacters)),
        ("M\u{FFFD}ller", "M\u{FFFD}ller", .doubtful(.charactersLost)),
        ("a\r\nb", "a b", .changed),
        ("   ", "", .changed),
    ])
    func cleansALine(_ given: String, _ expected: String, _ verdict: Verdict) {
        let result = TextCleaning.line.clean(given)
        #expect(result.text == expected)
        #expect(result.verdict == verdict)
    }

    @Test func keepsTheLinesOfANote() {
        #expect(TextCleaning.note.clean("one \r\n  two\r\r three \n").text == "one\ntwo\n\nthree")
        #expect(TextCleaning.note.clean("one\ntwo").verdict == .unchanged)
    }

    @Test func stripsASpreadsheetsApostropheWhereAsked() {
        let rules = TextCleaning(stripsLeadingApostrophe: true)
        #expect(rules.clean("'01234").text == "01234")
        #expect(rules.clean("'=1+1").text == "=1+1")
        #expect(rules.clean("'s-Hertogenbosch").text == "'s-Hertogenbosch")
        #expect(TextCleaning.line.clean("'01234").text == "'01234")
    }

    @Test func replacesBytesThatAreNoUTF8() {
        let result = [0x4D, 0xFC, 0x6C].withUnsafeBytesOfUInt8 { TextCleaning.line.clean($0) }
        #expect(result.text == "M\u{FFFD}l")
        #expect(result.verdict == .doubtful(.invalidUTF8))
    }

    @Test func keepsJoinersInsideWordsThatNeedThem() {
        #expect(TextCleaning.line.clean("👩\u{200D}👧").verdict == .unchanged)
        #expect(TextCleaning.line.clean("می\u{200C}خواهم").verdict == .unchanged)
        #expect(TextCleaning.line.clean("a\u{200D}b").text == "ab")
    }

    @Test(arguments: [11, 12, 13] as [UInt64])
    func cleaningTwiceChangesNothing(seed: UInt64) {
        var random = Seeded(seed)
        let signs = [
            "a", "é", " ", "\u{A0}", "\n", "\r", "\t", "\u{0}", "\u{200B}", "\u{200D}", "'", "1", "\u{2028}", "日",
        ]
        let rules = [
            TextCleaning.line, .note, TextCleaning(stripsLeadingApostrophe: false),
            TextCleaning(collapsesSpaces: false, keepsLineBreaks: true),
        ]
        for _ in 0..<2_000 {
            let count = Int.random(in: 0...9, using: &random)
            let text = (0..<count).map { _ in signs.randomElement(using: &random) ?? "" }.joined()
            for rule in rules {
                let once = rule.clean(text).text
                let twice = rule.clean(once)
                let isSame = twice.text == once && twice.verdict == .unchanged
                #expect(isSame, "seed \(seed): \(text.debugDescription) \(rule)")
            }
        }
    }
}

extension [Int] {
    /// Lends the numbers as bytes.
    func withUnsafeBytesOfUInt8<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        map { UInt8(truncatingIfNeeded: $0) }.withUnsafeBytes { body($0) }
    }
}
