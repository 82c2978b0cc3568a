import Testing

@testable import Text

@Suite struct PatternTests {
    private func groups(_ pattern: Pattern, _ text: String) -> [String?]? {
        let bytes = [UInt8](text.utf8)
        return bytes.withUnsafeBytes { pattern.groups($0) }?.map { $0.map { string(Array(bytes[$0])) } }
    }

    @Test func matchesAllOfAValueOrAPart() throws {
        let pattern = try Pattern("[0-9]{5}")
        #expect(pattern.matches("21335"))
        #expect(!pattern.matches("213355"))
        #expect(pattern.contains("D-21335"))
        #expect(!pattern.contains(""))
        #expect(try Pattern("").matches(""))
        #expect(try Pattern("MÜLLER", ignoresCase: true).matches("Müller"))
    }

    @Test func findsGroups() throws {
        let pattern = try Pattern("(?P<code>[0-9]+)(-([0-9]+))? ([^ ]+)")
        #expect(pattern.groupCount == 4)
        #expect(groups(pattern, "x 21335 Lüneburg y") == ["21335 Lüneburg", "21335", nil, nil, "Lüneburg"])
        #expect(groups(pattern, "none") == nil)
        #expect(pattern.groupNumber("code") == 1)
        #expect(pattern.groupNumber("none") == nil)
    }

    @Test(arguments: [
        ("[0-9]+", "#", "a12b3", "a#b#"), ("(a)(b)", "\\2\\1", "abab", "baba"), ("x*", "-", "abc", "-a-b-c-"),
        ("^", ">", "é", ">é"),
        ("$", "<", "é", "é<"), ("é", "\\0\\0", "éa", "ééa"), ("b*", "-", "é日", "-é-日-"), ("a", "", "banana", "bnn"),
        ("a", "x", "", ""),
        ("(?:)", "-", "", "-"),
    ])
    func replaces(_ text: String, _ replacement: String, _ value: String, _ expected: String) throws {
        let pattern = try Pattern(text)
        #expect(try pattern.replacing(value, with: try pattern.replacement(replacement)) == expected)
    }

    @Test func aPatternThatWouldHangElsewhereAnswersAtOnce() throws {
        let pattern = try Pattern("^(a+)+$")
        #expect(!pattern.matches(String(repeating: "a", count: 50_000) + "b"))
    }

    @Test func refusesWrongPatternsWithTheirReason() {
        #expect(throws: PatternFault.tooLong(bytes: 5_000, limit: 4_096)) {
            try Pattern(String(repeating: "a", count: 5_000))
        }
        for wrong in ["(", "[a", "a{1000000}", "\\1", "(?=a)", "((((a{100}){100}){100}){100})"] {
            #expect {
                _ = try Pattern(wrong)
            } throws: { error in
                guard case PatternFault.syntax(let pattern, let message)? = error as? PatternFault else { return false }
                return pattern == wrong && !message.isEmpty
            }
        }
    }

    @Test func refusesAReplacementThatDoesNotFit() throws {
        let pattern = try Pattern("(a)")
        #expect(throws: PatternFault.self) { try pattern.replacement("\\2") }
        #expect(throws: PatternFault.self) { try pattern.replacement("\\x") }
    }

    @Test func limitsTheResult() throws {
        let pattern = try Pattern("a", limits: PatternLimits(resultBytes: 1_000))
        let replacement = try pattern.replacement(String(repeating: "b", count: 100))
        #expect(throws: PatternFault.resultTooLarge(limit: 1_000)) {
            try pattern.replacing(String(repeating: "a", count: 11), with: replacement)
        }
        #expect(try pattern.replacing(String(repeating: "a", count: 10), with: replacement).utf8.count == 1_000)
    }

    @Test func aFaultsTextIsSafeForATerminal() {
        let fault = PatternFault.syntax(pattern: "\u{1B}[31m(", message: "x")
        #expect(!fault.description.unicodeScalars.contains { $0.value == 0x1B })
    }

    @Test func bytesThatAreNoUTF8DoNoHarm() throws {
        let pattern = try Pattern("a.b")
        let bytes: [UInt8] = [0x61, 0xFF, 0x62]
        #expect(bytes.withUnsafeBytes { !pattern.matches($0) })
        let replacement = try pattern.replacement("x")
        #expect(
            try bytes.withUnsafeBytes { bytes throws(PatternFault) in try pattern.replacing(bytes, with: replacement) }
                == bytes)
    }
}
