import Seeds
import Testing

@testable import Text

@Suite struct DisplayTextTests {
    @Test(arguments: [
        ("Anna", "Anna"), ("\u{1B}[31mred", "\\u{1B}[31mred"), ("a\nb\u{7}", "a\\u{A}b\\u{7}"),
        ("x\u{202E}y", "x\\u{202E}y"),
        ("\u{9B}31m", "\\u{9B}31m"), ("\u{7F}", "\\u{7F}"), ("Müller 日本 👩\u{200D}👧", "Müller 日本 👩\u{200D}👧"),
        ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"), ("a\\u{1B}", "a\\u{1B}"), ("\u{FEFF}a", "\\u{FEFF}a"),
    ])
    func nothingThatMovesTheCursorGetsOut(_ text: String, _ expected: String) {
        #expect(DisplayText.escaped(text) == expected)
    }

    @Test(arguments: [
        ("Anna", 4), ("", 0), ("Müller", 6), ("Mu\u{308}ller", 6), ("日本", 4), ("한국", 4), ("👩‍👧", 2), ("a\u{200D}b", 2),
        ("ﾊﾝｶｸ", 4), ("Ａ", 2),
    ])
    func countsColumns(_ text: String, _ width: Int) {
        #expect(DisplayText.width(text) == width)
    }

    @Test func cutsAndFillsToColumns() {
        #expect(DisplayText.truncated("Lüneburg", to: 8) == "Lüneburg")
        #expect(DisplayText.truncated("Lüneburg", to: 5) == "Lüne…")
        #expect(DisplayText.truncated("日本語", to: 4) == "日…")
        #expect(DisplayText.truncated("abc", to: 1) == "…")
        #expect(DisplayText.truncated("abc", to: 0) == "")
        #expect(DisplayText.padded("日", to: 4) == "日  ")
        for columns in 0...12 {
            for text in ["Lüneburg an der Ilmenau", "日本語の名前", "👩‍👧👩‍👧👩‍👧", ""] {
                #expect(DisplayText.width(DisplayText.padded(text, to: columns)) == columns)
            }
        }
    }
}

@Suite struct SpreadsheetTextTests {
    @Test(arguments: [
        "=1+1", "+49 4131", "-cmd", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠x", "'=1", "''=1", "-1+2", "−1",
    ])
    func noCellRunsAsAFormula(_ text: String) {
        #expect(SpreadsheetText.escaped(text) == "'" + text)
    }

    @Test(arguments: ["", "Anna", "-12.5", "-1", "'s-Hertogenbosch", "1-2", "'", "a=b"])
    func whatIsHarmlessStays(_ text: String) {
        #expect(SpreadsheetText.escaped(text) == text)
    }

    @Test(arguments: [51, 52] as [UInt64])
    func unescapingGivesBackWhatWasEscaped(seed: UInt64) {
        var random = Seeded(seed)
        let signs = ["'", "=", "+", "-", "1", ".", "a", "＝", "\t", "@"]
        for _ in 0..<3_000 {
            let count = Int.random(in: 0...6, using: &random)
            let text = (0..<count).map { _ in signs.randomElement(using: &random) ?? "" }.joined()
            let escaped = SpreadsheetText.escaped(text)
            #expect(SpreadsheetText.unescaped(escaped) == text, "seed \(seed): \(text)")
            #expect(!escaped.hasPrefix("=") && !escaped.hasPrefix("@") && !escaped.hasPrefix("+"))
        }
    }
}
