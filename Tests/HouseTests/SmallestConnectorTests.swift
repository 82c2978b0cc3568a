import Foundation
import Testing

/// What docs/new-connector.md says of the connector that it walks through.
@Suite struct SmallestConnectorTests {
    private let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test func theSmallestConnectorIsUnder150Lines() throws {
        let folder = root.appendingPathComponent("Connectors/QIF")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
        #expect(files == ["QIFConnector.swift"])
        let text = try String(contentsOf: folder.appendingPathComponent("QIFConnector.swift"), encoding: .utf8)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
        #expect(lines < 150)
        #expect(lines > 50)
    }

    @Test func thePageShowsTheConnectorsOwnLines() throws {
        let page = try String(contentsOf: root.appendingPathComponent("docs/new-connector.md"), encoding: .utf8)
        let code = try String(
            contentsOf: root.appendingPathComponent("Connectors/QIF/QIFConnector.swift"), encoding: .utf8)
        let shown = [
            "public struct QIFConnector: Connector {",
            "name: \"qif\", summary: \"Quicken files (QIF): payments with their payees.\", endings: [\"qif\"], options: [])",
            "NamedRecords(file: delivery.name, limits: limits, fixed: { _ in fixed }) { body in",
            "try QIFConnector.read(file, delivery.name, limits, body)",
        ]
        for line in shown {
            #expect(page.contains(line), "\(line)")
            #expect(code.contains(line), "\(line)")
        }
    }

    @Test func everyConnectorHasAReadMe() throws {
        let folder = root.appendingPathComponent("Connectors")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }
        #expect(names.count >= 7)
        for name in names {
            let page = try String(
                contentsOf: folder.appendingPathComponent("\(name)/README.md"), encoding: .utf8)
            #expect(page.contains("\n## ") && page.count > 500, "\(name)")
        }
    }
}
