import Foundation
import Testing

/// docs/quirks.md promises a test for each of its lines.
@Suite struct QuirksTests {
    @Test func everyQuirkNamesATestThatIsThere() throws {
        let root = TargetGraph.root
        let page = try String(contentsOf: root.appendingPathComponent("docs/quirks.md"), encoding: .utf8)
        var count = 0
        for line in page.split(separator: "\n") where line.hasPrefix("| ") {
            let cells = line.replacing("\\|", with: "|").components(separatedBy: " | ")
            guard cells.count == 3, let promise = cells.last?.dropLast(2), promise.contains(".swift: ") else {
                continue
            }
            count += 1
            let parts = promise.components(separatedBy: ".swift: ")
            let file = root.appendingPathComponent("Tests/\(parts[0]).swift")
            let isThere = try String(contentsOf: file, encoding: .utf8).contains(parts[1])
            #expect(isThere, "Tests/\(parts[0]).swift has no test \"\(parts[1])\"")
        }
        #expect(count >= 50)
        #expect(count == page.split(separator: "\n").count { $0.contains("Tests.swift: ") })
    }

    /// What went wrong for users of other importers, line by line: each has a test of exactly its name.
    private static let survivals: [(table: String, quirks: [String])] = [
        (
            "CSV",
            [
                "`sep=;` first line; delimiter `;`, tab, `|`; quotes `'`; escape by backslash",
                "unescaped quotes inside quoted fields; ragged rows; trailing delimiters; blank lines; comment lines",
                "a file cut inside a quoted field", "duplicate, empty or only-case-different headers",
                "repeated header in the middle (files pasted together), totals line at the end",
                "several encodings in one file",
            ]
        ),
        (
            "Dates, numbers, encodings",
            [
                "date format guessed m/d before the user's locale", "date shifts a day by time zone",
                "`1.2.1234` not a date; German date read as a number",
                "decimal separator ignored; CSV separators applied to XLSX numbers", "`-35,01` becomes `-3501`",
                "thousand separators drop rows; thin and no-break spaces; UTF-16LE with `NNN NNN`",
                "`(12.50)`, `12.50-`, `12.50 CR`, typographic minus", "debit and credit in two columns",
                "mojibake: cp1252 read as UTF-8 or the reverse; doubly encoded UTF-8",
                "BOM becomes part of the first header", "carriage return inside a field: silent failure",
            ]
        ),
    ]

    @Test(arguments: survivals.indices) func everySurvivalHasATestOfItsName(_ index: Int) throws {
        let (table, quirks) = Self.survivals[index]
        let page = try String(
            contentsOf: TargetGraph.root.appendingPathComponent("docs/quirks.md"), encoding: .utf8
        ).replacing("\\|", with: "|")
        let part = try #require(page.components(separatedBy: "\n## ").first { $0.hasPrefix(table + "\n") }, "\(table)")
        for quirk in quirks {
            let line = part.split(separator: "\n").first { $0.hasPrefix("| \(quirk) | ") }
            let promise = try #require(line, "no line \"\(quirk)\" under \(table)")
            #expect(promise.hasSuffix(".swift: \(quirk) |"), "\(quirk)")
            let name = try #require(
                promise.components(separatedBy: " | ").last?.components(separatedBy: ".swift: ").first)
            let file = TargetGraph.root.appendingPathComponent("Tests/\(name).swift")
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(
                text.contains("@Test(\"\(quirk)\")") || text.contains("\n        \"\(quirk)\")"), "\(name): \(quirk)")
            #expect(text.contains("@Suite(\"\(table)"), "\(name): no suite \(table)")
        }
    }
}
