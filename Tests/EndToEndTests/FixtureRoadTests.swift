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
    static let snapshots: URL = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Snapshots/fixture-road")
}

/// What a real file holds, as a person who read it says: `Tests/Snapshots/fixture-road/classes.txt`, a line a file with the
/// reason. Nothing of the program's own is asked.
private struct FixtureClass {
    enum Kind: String {
        /// Customers, or what belongs to them: it has to be loaded.
        case customers
        /// Neither: nothing may be loaded, and that is said.
        case none
        /// Broken or hostile on purpose: refused with its place, or what is whole in it is loaded and the rest reported
        /// with its place.
        case malformed
    }

    let kind: Kind
    let reason: String

    /// Per file, as `family/file`.
    static func all() throws -> [String: FixtureClass] {
        let file = RoadFixtures.snapshots.appendingPathComponent("classes.txt")
        var found: [String: FixtureClass] = [:]
        for line in String(decoding: try Data(contentsOf: file), as: UTF8.self).split(separator: "\n") {
            let parts = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            try #require(parts.count == 3 && !parts[2].isEmpty, "\(line)")
            found[parts[0]] = FixtureClass(kind: try #require(Kind(rawValue: parts[1]), "\(line)"), reason: parts[2])
        }
        return found
    }

    /// What is wrong with a verdict; nil where it is what such a file deserves.
    func complaint(about outcome: RoadOutcome, of file: String) -> String? {
        let last = outcome.lines.last ?? ""
        switch kind {
        case .customers:
            return outcome.status == 0 && outcome.isLoaded ? nil : "it holds customers and wasn't loaded"
        case .none:
            if outcome.isLoaded { return "it holds no customers and something was loaded" }
            let isSaid =
                outcome.status == 0 && last == "nothing to load"
                || outcome.status == 9 && last.contains("no customers were found in")
                || outcome.status == 3 && last.contains("expected a table of customers")
            return isSaid ? nil : "nothing says that it holds no customers"
        case .malformed:
            if outcome.status == 3 { return last.contains(file) ? nil : "it was refused without its place" }
            // What is whole in it goes on, and the rest is reported with its place.
            let isReported =
                outcome.verdict.contains("needs correction: \(file):") || outcome.verdict.contains("noted: ")
            if !isReported { return "nothing is reported" }
            return outcome.status == 0 || outcome.status == 9 && last.contains("no customers were found in")
                ? nil : "it was neither refused nor is what is whole in it loaded"
        }
    }
}

/// The whole road for every real file of other people: looked at, its questions answered as proposed, loaded.
///
/// `Tests/Snapshots/fixture-road` says, family by family, which connector and mapping were chosen, what became of its rows, and
/// what the CRM holds; or why it was refused. `verdicts-FAMILY.txt` has it in a line a file, beside what the file holds. Run with
/// `CUSTOMARY_RECORD=1` to write them anew, and read what changed.
@Suite(.enabled(if: RoadFixtures.areHere, "no fixtures on this machine"))
struct FixtureRoadTests {
    private static let families = ["accounting", "csv", "ecommerce", "legacy-crm", "singer", "spreadsheets"]

    /// The fixtures of a family: every file that `expected.json` lists.
    private static func files(_ family: String) throws -> [String] {
        let data = try Data(contentsOf: URL(fileURLWithPath: "\(RoadFixtures.folder)/\(family)/expected.json"))
        let listed = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
        return listed.keys.sorted()
    }

    @Test func everyFileHasAClassAndAReason() throws {
        let listed = try Self.families.flatMap { family in try Self.files(family).map { "\(family)/\($0)" } }
        #expect(try Set(FixtureClass.all().keys) == Set(listed))
        #expect(listed.count >= 360)
    }

    @Test(arguments: families)
    func everyFileGoesAsFarAsItShould(_ family: String) throws {
        let files = try Self.files(family)
        try #require(files.count >= 9)
        let classes = try FixtureClass.all()
        var outcomes: [(name: String, lines: [String])] = []
        var verdicts: [String] = []
        for file in files {
            let outcome = try RoadOutcome(["\(RoadFixtures.folder)/\(family)/\(file)"], in: Workdir())
            // Whatever a file holds: it never ends in a crash, a fault of the program or of the machine.
            #expect([0, 3, 9].contains(outcome.status), "\(family)/\(file): \(outcome.lines)")
            let held = try #require(classes["\(family)/\(file)"], "\(family)/\(file) has no class")
            if let complaint = held.complaint(about: outcome, of: file) {
                Issue.record("\(family)/\(file) (\(held.kind): \(held.reason)): \(complaint): \(outcome.verdict)")
            }
            outcomes.append((file, outcome.lines))
            verdicts.append("\(file) | \(held.kind) | exit \(outcome.status) | \(outcome.verdict)")
        }
        try RoadOutcome.compare(outcomes, with: "fixture-road/\(family).txt")
        // The report of one line a file says the same once more, beside the class: it is written, not compared.
        if ProcessInfo.processInfo.environment["CUSTOMARY_RECORD"] != nil {
            let report = RoadFixtures.snapshots.appendingPathComponent("verdicts-\(family).txt")
            try Data((verdicts.joined(separator: "\n") + "\n").utf8).write(to: report)
        }
    }
}
