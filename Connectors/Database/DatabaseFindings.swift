internal import Records

/// What is said about a database beyond its rows.
enum DatabaseFindings {
    /// The tables that aren't sources, with their rows.
    static func leftOut(_ tables: [SourceTable]) -> Finding? {
        let filled = tables.filter { $0.rows > 0 }.sorted { ($1.rows, $0.name) < ($0.rows, $1.name) }
        guard !filled.isEmpty else { return nil }
        let shown = filled.prefix(40).map { "\($0.name) (\($0.rows))" }.joined(separator: ", ")
        let more = filled.count > 40 ? " and \(filled.count - 40) smaller ones" : ""
        return Finding(
            code: "database.tables", severity: .note, ordinal: 0,
            message: "\(filled.count) further tables with rows are no sources: \(shown)\(more)",
            remedy: "add one by hand as a source with the option table: NAME")
    }

    /// What a reader noticed.
    static func of(_ notes: SourceNotes) -> [Finding] {
        var findings: [Finding] = []
        func add(_ code: String, _ severity: Severity, _ message: String, _ remedy: String = "", value: String = "") {
            findings.append(
                Finding(
                    code: "database.\(code)", severity: severity, ordinal: 0,
                    value: String(value.prefix(Finding.maximumValueBytes)), message: message, remedy: remedy))
        }
        if !notes.views.isEmpty {
            let names = notes.views.prefix(20).joined(separator: ", ")
            add("views", .note, "\(notes.views.count) views are computed from tables and weren't read: \(names)")
        }
        for (table, count) in notes.refused.sorted(by: { $0.key < $1.key }) {
            add(
                "statement", .warning,
                "\(count) statements for \(table) take their rows from a query or another form that only a server can run",
                "make the dump with mysqldump, which writes the rows themselves")
        }
        if notes.otherEncoding > 0 {
            add(
                "encoding", .note,
                "\(notes.otherEncoding) values were in another encoding than the dump says and were read as what they are",
                value: notes.otherEncodingSample)
        }
        if notes.nuls > 0 { add("nul", .note, "\(notes.nuls) NUL characters in text were left out") }
        if notes.computed > 0 {
            add(
                "computed", .warning,
                "\(notes.computed) values are expressions that only the server can compute: left empty")
        }
        if notes.isUnfinished {
            add(
                "unfinished", .warning, "the line that says that the dump is complete is missing",
                "ask whether the dump ended with an error")
        }
        for (table, reason) in notes.unreadable {
            add("unreadable", .warning, "the table \(table) can't be read: \(reason)")
        }
        for (code, message) in notes.others { add(code, .note, message) }
        return findings
    }
}
