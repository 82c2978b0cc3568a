import Foundation
import Testing

/// Where the real files of other people lie.
private enum RoadFixtures {
    static let folder: String = {
        if let path = ProcessInfo.processInfo.environment["CUSTOMARY_FIXTURES"] { return path }
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.appendingPathComponent("shared/fixtures").path
    }()
    static let areHere =
        FileManager.default.fileExists(atPath: folder) || ProcessInfo.processInfo.environment["CI"] == "true"
}

/// The whole road for every real file of other people: looked at, its questions answered as proposed, loaded.
///
/// `Tests/Snapshots/fixture-road` says, family by family, which connector and mapping were chosen, what became of its rows, and
/// what the CRM holds; or why it was refused. Run with `CUSTOMARY_RECORD=1` to write it anew, and read what changed.
@Suite(.enabled(if: RoadFixtures.areHere, "no fixtures on this machine"))
struct FixtureRoadTests {
    /// The fixtures of a family: every file that `expected.json` lists.
    private static func files(_ family: String) throws -> [String] {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(RoadFixtures.folder)/\(family)/expected.json"))
        let listed = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        return listed.keys.sorted()
    }

    @Test(arguments: ["accounting", "csv", "ecommerce", "legacy-crm", "singer", "spreadsheets"])
    func everyFileGoesAsFarAsItShould(_ family: String) throws {
        let files = try Self.files(family)
        try #require(files.count >= 9)
        var outcomes: [(name: String, lines: [String])] = []
        for file in files {
            let outcome = try RoadOutcome(["\(RoadFixtures.folder)/\(family)/\(file)"], in: Workdir())
            // Whatever a file holds: it is loaded, there is nothing to load, it is refused with its place, or held for a
            // person. It never ends in a crash, a fault of the program or of the machine.
            #expect([0, 3, 9].contains(outcome.status), "\(family)/\(file): \(outcome.lines)")
            outcomes.append((file, outcome.lines))
        }
        try RoadOutcome.compare(outcomes, with: "fixture-road/\(family).txt")
    }
}
