import Foundation
import SQLite
import Testing

/// What becomes of files that nobody has looked at: `init --no-input`, `questions --accept-proposals --as-draft`, `run --yes`.
struct RoadOutcome {
    /// The exit code of the command that ended it, 0 where all went through.
    let status: Int32
    /// One line a source, then one with what the CRM holds; or why there is none.
    let lines: [String]
    /// All of it in one line: connector, mapping, rows; what was left out and why, where the first row stands that needs
    /// correction; or the fault with its place.
    let verdict: String
    /// Whether anything was loaded.
    let isLoaded: Bool

    init(_ files: [String], in workdir: Workdir) throws {
        let start = try workdir.run(["init", "road", "--no-input", "--format", "json", "--from"] + files)
        guard start.status == 0 else {
            status = start.status
            let words = start.errors.split(separator: "\n").first.map(String.init) ?? ""
            // Which kinds of files are read is the same sentence for all.
            let own = words.split(separator: " Customary reads: ").first.map(String.init) ?? words
            lines = ["refused: \(own.replacing("customary: ", with: ""))"]
            verdict = lines[0]
            isLoaded = false
            return
        }
        let found = try start.json().list("sources")
        let questions = try workdir.customary("-C", "road", "questions", "--accept-proposals", "--as-draft")
        let run = try workdir.customary("-C", "road", "run", "--yes", "--format", "json")
        status = questions.status != 0 ? questions.status : run.status
        var lines: [String] = []
        let report = try? run.json()
        let reasons = try Self.reasons("\(workdir.path)/road/.customary/staging.sqlite")
        var verdicts: [String] = []
        for source in found {
            let name = source.text("source") ?? "?"
            let rows = report?.counts("ledger", name).filter { $0.value > 0 } ?? [:]
            let buckets = rows.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            lines.append(
                "\(name): \(source.text("connector") ?? "?"), \(source.text("extends") ?? source.text("what") ?? "?")"
                    + "; \(buckets.isEmpty ? "no rows" : buckets)")
            let why = reasons[name].map { " (\($0))" } ?? ""
            verdicts.append(
                "\(source.text("connector") ?? "?"), \(source.text("extends") ?? source.text("what") ?? "?"): "
                    + "\(buckets.isEmpty ? "no rows" : buckets)\(why)")
        }
        if report?.isTrue("loaded") == true {
            isLoaded = true
            lines.append("CRM: " + (try Self.holdings("\(workdir.path)/road/crm.sqlite")))
        } else {
            isLoaded = false
            let words =
                report?.list("limits").filter { $0.isTrue("stops") }.compactMap { $0.text("words") }
                .joined(separator: "; ") ?? run.errors.split(separator: "\n").first.map(String.init) ?? ""
            lines.append(run.status == 0 ? "nothing to load" : "held (exit \(run.status)): \(words)")
        }
        self.lines = lines
        verdict = (verdicts + (isLoaded ? [] : [lines[lines.count - 1]])).joined(separator: " · ")
            .replacing("\n", with: " ")
    }

    /// Per source: why rows were left out, and what the first row that needs correction has, with its place.
    private static func reasons(_ path: String) throws -> [String: String] {
        try SQLiteDatabase(path: path, mode: .readOnly).read { database in
            var found: [String: [String]] = [:]
            let statement = try database.prepare(
                "SELECT d.source, r.state, r.reason, count(*), min(r.place), d.file FROM raw r JOIN deliveries d"
                    + " ON d.id = r.id >> 32 WHERE r.state IN (1, 2) GROUP BY d.id, r.state, r.reason ORDER BY r.id")
            while try statement.step() {
                let (source, reason) = (statement.text(0), statement.text(2))
                let isRejected = statement.int64(1) == 1
                if isRejected, found[source]?.contains(where: { $0.hasPrefix("needs correction") }) == true { continue }
                found[source, default: []].append(
                    isRejected
                        ? "needs correction: \(statement.text(5)):\(statement.int64(4)): \(reason)"
                        : "left out \(statement.int64(3)): \(reason)")
            }
            // What was read in the only way that fits, or could not be, beside the rows themselves.
            let noted = try database.prepare(
                "SELECT d.source, f.message FROM findings f JOIN deliveries d ON d.id = f.delivery WHERE f.id IN"
                    + " (SELECT min(id) FROM findings WHERE severity > 0 AND code NOT LIKE 'row.empty'"
                    + " AND (code LIKE 'row.%' OR code LIKE 'encoding.%' OR code LIKE 'file.%') GROUP BY delivery)")
            while try noted.step() { found[noted.text(0), default: []].append("noted: \(noted.text(1))") }
            return found.mapValues { $0.joined(separator: "; ") }
        }
    }

    /// Per table with rows: how many, and how many of them refer to others.
    private static func holdings(_ path: String) throws -> String {
        try SQLiteDatabase(path: path, mode: .readOnly).read { database in
            func texts(_ sql: String) throws -> [String] {
                try database.text("SELECT group_concat(x, '|') FROM (\(sql))")?.split(separator: "|").map(String.init)
                    ?? []
            }
            let tables = try texts(
                "SELECT name AS x FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'customary%'"
                    + " AND name NOT LIKE 'sqlite%' AND name NOT IN ('crosswalk', 'batches', 'changes', 'audit', 'keys')"
                    + " ORDER BY name")
            var words: [String] = []
            for table in tables {
                let count = try database.text("SELECT count(*) FROM \(table)").flatMap { Int($0) } ?? 0
                if count == 0 { continue }
                let columns = try texts(
                    "SELECT name AS x FROM pragma_table_info('\(table)') WHERE name LIKE '%\\_id' ESCAPE '\\' ORDER BY name"
                )
                var references: [String] = []
                for column in columns {
                    let filled =
                        try database.text("SELECT count(\"\(column)\") FROM \(table)").flatMap { Int($0) } ?? 0
                    if filled > 0 { references.append("\(column.dropLast(3)) \(filled)") }
                }
                words.append(
                    "\(table) \(count)" + (references.isEmpty ? "" : " (\(references.joined(separator: ", ")))"))
            }
            return words.joined(separator: ", ")
        }
    }

    /// A snapshot under `Tests/Snapshots`: by name, its lines. `CUSTOMARY_RECORD=1` writes it anew.
    static func compare(
        _ now: [(name: String, lines: [String])], with snapshot: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Snapshots/\(snapshot)")
        let text =
            now.map { ([$0.name] + $0.lines.map { "    \($0)" }).joined(separator: "\n") }
            .joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["CUSTOMARY_RECORD"] != nil { try Data(text.utf8).write(to: file) }
        var known: [String: [String]] = [:]
        var name = ""
        for line in String(decoding: (try? Data(contentsOf: file)) ?? Data(), as: UTF8.self).split(separator: "\n") {
            if line.hasPrefix("    ") {
                known[name, default: []].append(String(line.dropFirst(4)))
            } else {
                name = String(line)
                known[name] = []
            }
        }
        for entry in now where known[entry.name] != entry.lines {
            Issue.record(
                "\(entry.name) in \(snapshot):\nwas \(known[entry.name] ?? ["not there"])\nis  \(entry.lines)",
                sourceLocation: sourceLocation)
        }
        #expect(Set(known.keys) == Set(now.map(\.name)), sourceLocation: sourceLocation)
    }
}
