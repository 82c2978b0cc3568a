import Foundation
import Testing

/// What commands answer programs with is what `customary schema` says of it, key by key.
@Suite struct AnswerTests {
    private static let root: URL = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        return folder
    }()

    /// The schemas by name, as the program prints them; the names are those that it offers for one that isn't there.
    private func schemas(_ workdir: Workdir) throws -> [String: String] {
        let refused = try workdir.customary("schema", "zzzzzzzz").errors
        let offered = try #require(refused.split(separator: "\n").first { $0.contains("there are ") })
        let list = offered.components(separatedBy: "there are ")[1]
        var schemas: [String: String] = [:]
        for name in list.components(separatedBy: ", ") where !["customary", "mapping", "target-schema"].contains(name) {
            let printed = try workdir.customary("schema", name)
            #expect(printed.status == 0, "\(name): \(printed.errors)")
            schemas[name] = printed.output
        }
        return schemas
    }

    @Test func thePublishedSchemasAreTheProgramsOwn() throws {
        let workdir = try Workdir()
        let folder = Self.root.appendingPathComponent("Schemas/answers")
        let schemas = try schemas(workdir)
        if ProcessInfo.processInfo.environment["CUSTOMARY_UPDATE_DOCS"] != nil {
            try? FileManager.default.removeItem(at: folder)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for (name, text) in schemas {
                try Data(text.utf8).write(to: folder.appendingPathComponent("\(name).json"))
            }
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(files == schemas.keys.map { "\($0).json" }.sorted())
        for (name, text) in schemas {
            #expect(
                (try? String(contentsOf: folder.appendingPathComponent("\(name).json"), encoding: .utf8)) == text,
                "Schemas/answers/\(name).json is older than the program: run the tests with CUSTOMARY_UPDATE_DOCS=1")
        }
    }

    @Test func everyCommandsAnswerOnTheSampleIsAsItsSchemaSays() throws {
        let workdir = try Workdir()
        let schemas = try schemas(workdir).mapValues {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        let sample = Self.root.appendingPathComponent("samples/nordkamp").path
        try workdir.remove("p")
        for (from, to) in [("inbox", "inbox"), ("delivery-2", "delivery-2"), ("project", "p")] {
            try FileManager.default.copyItem(atPath: "\(sample)/\(from)", toPath: "\(workdir.path)/\(to)")
        }
        var day = "2026-11-23"
        var seen: Set<String> = []
        @discardableResult
        func ask(_ name: String, _ words: String..., inProject: Bool = true) throws -> Workdir.Document {
            let outcome = try workdir.run(
                (inProject ? ["-C", "p"] : []) + words + ["--format", "json"],
                environment: ["CUSTOMARY_NOW": "\(day)T09:00:00Z"])
            let document = try outcome.json()
            let wrong = SchemaCheck.problems(document.root, try #require(schemas[name], "\(name)"))
            #expect(wrong.isEmpty, "\(words.joined(separator: " ")): \(wrong.prefix(8)) \(outcome.errors)")
            seen.insert(name)
            return document
        }
        try ask(
            "init", "init", "new", "--no-input", "--from", "inbox/mitarbeiter.xlsx", "inbox/opos.xlsx", inProject: false
        )
        try ask("connectors", "connectors")
        try ask("map-transforms", "map", "transforms")
        try ask("schema", "schema")
        try ask("doctor", "doctor")
        try ask("map-check", "map", "check")
        try ask("map-test", "map", "test")
        try ask("profile", "profile")
        try ask("map-suggest", "map", "suggest")
        try ask("map-learn", "map", "learn")
        try ask("error", "profile", "nobody")

        // Questions, asked by hand, by a workbook, and answered by proposal.
        try ask("stage", "stage")
        try ask("status", "status")
        try ask("questions", "questions")
        try ask("questions", "questions", "-o", "q.xlsx")
        try ask("questions", "questions", "--from", "q.xlsx")
        try ask("questions", "questions", "--accept-proposals", "--as-draft")
        try ask("questions", "questions")
        try ask("match", "match")
        try ask("run", "run", "--yes")
        try ask("map-owners", "map", "owners", "MS=TB")
        try ask("run", "run", "--yes")
        try ask("load", "load", "--yes")
        try ask("explain", "explain", "kundenliste-nord:156", "altcrm-firmen:18")
        try ask("explain", "explain", "kundenliste-nord:156")
        try ask("verify", "verify")
        try ask("export", "export", "rejects", "-o", "rejects")
        for file in try FileManager.default.contentsOfDirectory(atPath: workdir.path + "/rejects").sorted().prefix(1) {
            let added = try ask("add", "add", "rejects/\(file)")
            #expect(added.list("added").contains { $0.has("correction") })
        }
        let first = try #require(try ask("history", "history").list("batches").last?.text("batch"))
        try ask("manifest-verify", "manifest", "verify")
        try ask("manifest-verify", "manifest", "verify", first)
        try ask("manifest-show", "manifest", "show", first)
        try ask("manifest-rebuild", "manifest", "rebuild", first, "-o", "again.jsonl")
        try ask("keys-check", "keys", "check")
        try ask("keys-backup", "keys", "backup", "keys.backup")
        try ask("keys-restore", "keys", "restore", "keys.backup")
        try ask("compare", "compare", "altcrm-firmen")

        // A mapping that changed.
        let mapping = try workdir.read("p/mappings/kundenliste-sued.yaml")
        try workdir.write("before.yaml", mapping.replacing("phone: Telefon", with: "phone: Fax"))
        let changed = try ask(
            "map-diff", "map", "diff", "kundenliste-sued", "--against", workdir.path + "/before.yaml")
        #expect(changed.list("sources").first?.list("changes").isEmpty == false)

        // The second delivery, edits by hand, and everything back.
        day = "2026-11-25"
        try ask("add", "add", "delivery-2/Kundenliste_final2.xlsx", "delivery-2/debitoren.csv")
        try ask("diff", "diff", "kundenliste-sued")
        try ask("map-check", "map", "check")
        try workdir.write(
            "p/mappings/kundenliste-sued.yaml", mapping.replacing("phone: Telefon", with: "phone: Tel. (Zentrale)"))
        try ask("map-owners", "map", "owners")
        try ask("plan", "plan")
        let second = try #require(try ask("load", "load", "--yes").text("batch"))
        try workdir.edit("UPDATE accounts SET name = name || ' x', updated_by = 'anna'")
        try ask("status", "status")
        try ask("explain", "explain", "Backhaus")
        try ask("rollback", "rollback", second, "--plan")
        try ask("rollback", "rollback", second, "--drill")
        try ask("rollback", "rollback", second, "--yes")
        try ask("status", "status")
        try ask("history", "history", first)
        let person = "a.knoop@backhaus-michaelis.example"
        try ask("person-find", "person", "find", person)
        try ask("person-export", "person", "export", person, "-o", "person.json", "--all")
        try ask("person-erase", "person", "erase", person, "--all", "--yes")
        try ask("close", "close", "--yes")
        #expect(seen == Set(schemas.keys), "not asked: \(Set(schemas.keys).subtracting(seen).sorted())")
    }

    @Test func aDocumentThatSaysMoreOrLessIsFound() throws {
        let text = try Workdir().customary("schema", "match").output
        let schema = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        var document: [String: Any] = [
            "customer_rows": 2, "crm_customers": 0, "clusters": 1, "review": 0, "expected_wrong_joins_per_1000": 0.5,
            "model_trained": true,
        ]
        func problems() throws -> [String] {
            let bytes = try JSONSerialization.data(withJSONObject: document)
            return SchemaCheck.problems(try JSONSerialization.jsonObject(with: bytes), schema)
        }
        #expect(try problems().isEmpty)
        document["clusters"] = "one"
        #expect(try problems() == ["$.clusters: is no integer"])
        document["clusters"] = true
        #expect(try problems() == ["$.clusters: is no integer"])
        document["clusters"] = nil
        #expect(try problems() == ["$: has no clusters"])
        document["clusters"] = 1
        document["more"] = 1
        #expect(try problems() == ["$: has more, which the schema doesn't know"])
    }
}
