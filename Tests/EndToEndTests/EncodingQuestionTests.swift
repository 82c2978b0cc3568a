import Foundation
import Testing

/// A file in two encodings: asked, with the lines and what a word of theirs is in each encoding.
@Suite struct EncodingQuestionTests {
    /// UTF-8 but for two lines, in which `0x9F` is ü in the Macintosh's encoding and Ÿ in Windows'.
    private func made() throws -> Workdir {
        let workdir = try Workdir()
        var bytes = Array("Nr,Firma,Ort\n1,Bäckerei Immergrün,Köln\n".utf8)
        bytes += Array("2,M".utf8) + [0x9F] + Array("hle Ost,Kiel\n".utf8)
        bytes += Array("3,Café Lindholm,Ulm\n".utf8)
        bytes += Array("4,Gr".utf8) + [0x9F] + Array("ner Weg,Kiel\n".utf8)
        try Data(bytes).write(to: URL(fileURLWithPath: "\(workdir.path)/p/inbox/kunden.csv"))
        let made = try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/kunden.csv")
        #expect(made.status == 0, "\(made.errors)")
        return workdir
    }

    @Test func theLinesAndTheirWordsAreShown() throws {
        let workdir = try made()
        let question = try #require(
            try workdir.customary("-C", "p", "questions", "--format", "json").json().list("questions").first)
        #expect(question.text("question") == "option:other_lines")
        #expect(question.isTrue("stops"))
        #expect(question.text("words") == "2 lines are no UTF-8, as the others are. How are they encoded?")
        let evidence = question.text("evidence") ?? ""
        #expect(evidence.hasPrefix("lines 3 and 5; a word of theirs is MŸhle (cp1252)"), "\(evidence)")
        #expect(evidence.contains("Mühle (Mac Roman)"))
        #expect(question.text("proposal") == "cp1252")
        #expect(try workdir.customary("-C", "p", "run", "--yes").status == 9)
    }

    @Test func theAnswerIsHowTheyAreReadFromThenOn() throws {
        let workdir = try made()
        let mapping = try workdir.read("p/mappings/kunden.yaml")
        try workdir.write(
            "p/mappings/kunden.yaml",
            mapping
                + "\nanswers:\n  - {question: \"option:other_lines\", answer: mac-roman, by: JP, \"on\": \"2026-11-23\"}\n"
        )
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE name IN ('Mühle Ost', 'Grüner Weg')") == "2")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE name = 'Bäckerei Immergrün'") == "1")
        #expect(
            try workdir.customary("-C", "p", "questions", "--format", "json").json().list("questions").isEmpty)
    }
}
