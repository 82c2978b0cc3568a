import Foundation
import Testing

/// What CRMs, accounting programs and shops export, in files typed for it, each in `Tests/Exports`: a folder there holds the
/// files of one export, which belong together.
///
/// Each is recognised by the product's mapping for it and loaded with its relations; what comes of it stands in
/// `Tests/Snapshots/exports.txt`. To add a layout, put a file with its header and a few invented rows there, run this with
/// `CUSTOMARY_RECORD=1`, and read what the snapshot says before it is committed.
@Suite struct ExportTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Exports").path

    private static let exports: [String] =
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()

    private static func files(_ export: String) -> [String] {
        let path = "\(folder)/\(export)"
        let inside = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return inside.isEmpty ? [path] : inside.sorted().map { "\(path)/\($0)" }
    }

    @Test func eachIsRecognisedAndLoadedWithItsRelations() async throws {
        try #require(Self.exports.count >= 40)
        var outcomes: [(name: String, lines: [String])] = []
        for export in Self.exports {
            let outcome = try RoadOutcome(Self.files(export), in: Workdir())
            #expect(outcome.status == 0, "\(export): \(outcome.lines)")
            for line in outcome.lines where line.contains(";") && !line.hasPrefix("CRM: ") {
                // A proposal from headers says what it holds in several words; a mapping of the product has a name.
                let mapping = line.split(separator: ";")[0].split(separator: ", ").last ?? ""
                #expect(!mapping.contains(" "), "\(export) isn't recognised: \(line)")
            }
            outcomes.append((export, outcome.lines))
        }
        try RoadOutcome.compare(outcomes, with: "exports.txt")
    }
}
