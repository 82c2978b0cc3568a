import Foundation
import Mapping
import Testing

/// The list of transforms in `docs/mapping.md` is made from the catalogue; set `CUSTOMARY_UPDATE_DOCS=1` to write it anew.
@Suite struct LanguagePageTests {
    private let path: String = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        return folder.appendingPathComponent("docs/mapping.md").path
    }()

    private var list: String {
        func cell(_ text: String) -> String {
            "`\(text.replacing("|", with: "\\|").replacing("\n", with: "⏎"))`"
        }
        var text = "| transform | does | for example |\n| --- | --- | --- |\n"
        for entry in Transform.catalogue {
            let examples = entry.examples.map { example in
                let given = example.given.isEmpty ? "nothing" : cell(example.given)
                return "\(cell(example.written)): \(given) → \(example.gives.isEmpty ? "nothing" : cell(example.gives))"
            }
            text += "| \(cell(entry.form)) | \(entry.summary) | \(examples.joined(separator: "<br>")) |\n"
        }
        return text
    }

    @Test func thePageListsTheCatalogue() throws {
        let begin = "<!-- transforms: made by the tests -->\n"
        let end = "<!-- end of transforms -->\n"
        var page = try String(contentsOfFile: path, encoding: .utf8)
        let start = try #require(page.range(of: begin)?.upperBound)
        let stop = try #require(page.range(of: end)?.lowerBound)
        if ProcessInfo.processInfo.environment["CUSTOMARY_UPDATE_DOCS"] != nil {
            page.replaceSubrange(start..<stop, with: list)
            try page.write(toFile: path, atomically: true, encoding: .utf8)
            return
        }
        #expect(
            String(page[start..<stop]) == list,
            "docs/mapping.md is older than the transforms: run the tests with CUSTOMARY_UPDATE_DOCS=1")
    }
}
