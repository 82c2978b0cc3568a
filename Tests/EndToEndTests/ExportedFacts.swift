import Foundation
import SQLite
import Testing

/// An export of `Tests/Exports` taken the whole road, and what the CRM says of it afterwards.
struct ExportedFacts {
    let workdir: Workdir
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Exports").path

    init(_ export: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        workdir = try Workdir()
        let path = "\(ExportedFacts.folder)/\(export)"
        let inside = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let files = inside.isEmpty ? [path] : inside.sorted().map { "\(path)/\($0)" }
        let start = try workdir.run(["init", "road", "--no-input", "--from"] + files)
        #expect(start.status == 0, "\(start.errors)", sourceLocation: sourceLocation)
        _ = try workdir.customary("-C", "road", "questions", "--accept-proposals", "--as-draft")
        let run = try run()
        #expect(run.status == 0, "\(run.errors) \(run.output)", sourceLocation: sourceLocation)
    }

    /// Runs the project once more.
    func run(day: Int = 2) throws -> Workdir.Outcome {
        try workdir.customary(
            "-C", "road", "run", "--yes", "--format", "json",
            environment: ["CUSTOMARY_NOW": "2026-03-0\(day)T09:00:00Z"])
    }

    /// The rows of a query, each with its columns parted by `, `; in order.
    func rows(_ columns: String, from rest: String) throws -> [String] {
        let parts = columns.split(separator: ";").map { "ifnull(\($0), '')" }.joined(separator: " || ', ' || ")
        let text = try workdir.value(
            "SELECT group_concat(x, char(10)) FROM (SELECT \(parts) AS x FROM \(rest) ORDER BY x)", in: "road")
        return (text ?? "").split(separator: "\n").map(String.init)
    }

    /// Every address with whose it is.
    func addresses() throws -> [String] {
        try rows(
            "coalesce(c.family_name, x.name); a.kind; a.street; a.street2; a.postcode; a.city; a.is_primary",
            from: "addresses a LEFT JOIN contacts c ON c.id = a.contact_id LEFT JOIN accounts x ON x.id = a.account_id")
    }

    /// Every phone, mobile and fax number with whose it is.
    func numbers() throws -> [String] {
        try rows(
            "coalesce(c.family_name, x.name); p.kind; p.value; p.is_primary",
            from:
                "contact_points p LEFT JOIN contacts c ON c.id = p.contact_id LEFT JOIN accounts x ON x.id = p.account_id "
                + "WHERE p.kind IN ('phone', 'mobile', 'fax')")
    }
}
