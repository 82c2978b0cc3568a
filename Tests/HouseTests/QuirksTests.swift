import Foundation
import Testing

/// docs/quirks.md promises a test for each of its lines.
@Suite struct QuirksTests {
    @Test func everyQuirkNamesATestThatIsThere() throws {
        let root = TargetGraph.root
        let page = try String(contentsOf: root.appendingPathComponent("docs/quirks.md"), encoding: .utf8)
        var count = 0
        for line in page.split(separator: "\n") where line.hasPrefix("| ") {
            let cells = line.components(separatedBy: " | ")
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
}
