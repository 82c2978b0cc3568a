import Foundation
import Testing

/// Whatever command was run before: once a person is erased no file of the project holds them, but the client's own and
/// those that the erasure lists.
@Suite struct PersonFilesTests {
    private static let customers = """
        Kundennr;Firma;Ansprechpartner;Position;E-Mail;Telefon;Strasse;PLZ;Ort;Land;Notiz;Geaendert
        1001;Bäckerei Immergrün GmbH;Zänzibar Kanarienvögel;Einkauf;zanzibar@kanarien.example;+49 30 23125001;Lindenweg 4;10115;Berlin;DE;ruft Zänzibar Kanarienvögel an;03.04.2025
        1002;Möbel Quadrat KG;Bernd Osterloh;Leitung;bernd@quadrat.example;+49 40 66969001;Am Hang 7;20095;Hamburg;DE;;04.03.2025
        1003;;Carla Windisch;;carla@windisch.example;;Steig 3;80331;München;DE;;05.06.2025
        1004;Druckerei Kreis AG;;;info@kreis.example;+49 221 4710001;Ring 1;50667;Köln;DE;;06.05.2025

        """
    private static let shop = """
        Name,Email,Phone,Street,City,Country
        Dora Feldkirch,dora@feldkirch.example,+49 69 90009001,Hof 1,Frankfurt,DE
        Zänzibar Kanarienvogel,zanzibar@kanarien.example,+49 30 23125001,Volierenstraße 77,Potsdam,DE
        Frieda Moor,frieda@moor.example,99,Deich 3,Kiel,DE

        """
    private static let canaries = [
        "Kanarienv", "zanzibar@kanarien.example", "Zänzibar", "Z\\u00e4nzibar", "Volierenstraße", "+493023125001",
        "+49 30 23125001", "0049 30 23125001",
    ]

    /// Every file but the client's own that holds a canary, in UTF-8, Latin-1 or UTF-16, members of workbooks included.
    private func traces(_ workdir: Workdir) throws -> Set<String> {
        var found: Set<String> = []
        let forms = Self.canaries.flatMap { canary in
            [Data(canary.utf8), canary.data(using: .isoLatin1), canary.data(using: .utf16LittleEndian)]
                .compactMap { $0 }
        }
        let walk = FileManager.default.enumerator(atPath: workdir.project)
        while let name = walk?.nextObject() as? String {
            if name.hasPrefix("inbox") { continue }
            guard let data = FileManager.default.contents(atPath: workdir.project + "/" + name) else { continue }
            for form in forms where data.range(of: form) != nil { found.insert(name) }
            if name.hasSuffix(".xlsx"), try unpacked(workdir.project + "/" + name, forms) { found.insert(name) }
        }
        return found
    }

    private func unpacked(_ path: String, _ forms: [Data]) throws -> Bool {
        let unzip = Process()
        unzip.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        unzip.arguments = [
            "-c",
            "import sys,zipfile;z=zipfile.ZipFile(sys.argv[1]);[sys.stdout.buffer.write(z.read(n)) for n in z.namelist()]",
            path,
        ]
        let output = Pipe()
        unzip.standardOutput = output
        try unzip.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        unzip.waitUntilExit()
        #expect(unzip.terminationStatus == 0)
        return forms.contains { data.range(of: $0) != nil }
    }

    /// Runs commands until each has been, and gives the batch of the first load.
    private func everything(_ workdir: Workdir) throws -> String {
        try workdir.write("p/inbox/kunden.csv", Self.customers)
        try workdir.write("p/inbox/shop.csv", Self.shop)
        func run(
            _ words: String, day: String = "03-02", _ accepted: Set<Int32> = [0],
            sourceLocation: SourceLocation = #_sourceLocation
        ) throws -> Workdir.Outcome {
            let done = try workdir.run(
                ["-C", "p"] + words.split(separator: " ").map(String.init),
                environment: ["CUSTOMARY_NOW": "2026-\(day)T09:00:00Z"])
            #expect(
                accepted.contains(done.status), "\(words): \(done.status) \(done.errors)",
                sourceLocation: sourceLocation)
            return done
        }
        let made = try workdir.customary(
            "init", "p", "--no-input", "--from", "p/inbox/kunden.csv", "p/inbox/shop.csv")
        #expect(made.status == 0, "\(made.errors)")
        for words in [
            "profile", "questions -o p/questions.xlsx", "questions --from p/questions.xlsx",
            "questions --accept-proposals --as-draft", "map check", "map test", "stage", "match --train",
            "plan -o p/page.html", "plan -o p/plan.txt --changes", "plan --on-copy",
        ] { _ = try run(words) }
        let loaded = try run("run --yes --format json")
        let batch = try #require(try loaded.json().text("batch"))
        for words in [
            "verify -o p/verify.html", "status", "history", "history \(batch)", "explain Kanarienvögel",
            "compare --target test", "compare -o p/drift.csv --from p/inbox/kunden.csv",
            "export master -o p/master.csv",
            "export master --table contacts -o p/contacts.xlsx", "export crosswalk -o p/crosswalk.csv",
            "export pairs -o p/pairs.csv", "export findings -o p/findings.csv", "export ledger -o p/ledger.csv",
            "export rejects -o p/rejects", "rollback \(batch) --plan", "rollback \(batch) --drill", "doctor",
            "manifest verify", "manifest show \(batch)", "keys check", "person find zanzibar@kanarien.example",
            "person export zanzibar@kanarien.example -o p/person.json",
        ] { _ = try run(words, [0, 1]) }
        let id = try #require(try workdir.value("SELECT id FROM contacts WHERE family_name LIKE 'Kanarienv%'"))
        _ = try run("rollback \(batch) --drill --record \(id)", [0, 1])
        try workdir.write("p/inbox/kunden_v2.csv", Self.customers.replacing("Einkauf", with: "Leitung"))
        _ = try run("add p/inbox/kunden_v2.csv", day: "03-09")
        _ = try run("diff kunden", day: "03-09")
        _ = try run("plan", day: "03-09")
        _ = try run("load --yes", day: "03-09")
        return batch
    }

    /// What commands that were killed leave behind.
    private func leaveBehind(_ workdir: Workdir) throws {
        let work = workdir.project + "/.customary"
        for (from, to) in [
            ("/.customary/staging.sqlite", "/parallel.sqlite"), ("/.customary/staging.sqlite", "/parallel.sqlite-wal"),
            ("/crm.sqlite", "/copies/test.sqlite"), ("/crm.sqlite", "/backups/test-20260302090000.sqlite"),
        ] {
            let target = URL(fileURLWithPath: work + to)
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: workdir.project + from, toPath: target.path)
        }
        try workdir.write("p/.customary/.customary-0badcafe.tmp", "Zänzibar Kanarienvögel")
        try workdir.write("p/.customary-0badcafe.tmp", "Zänzibar Kanarienvögel")
        try workdir.write("p/mappings/.customary-0badcafe.tmp", "Zänzibar Kanarienvögel")
    }

    @Test func noFileHoldsAnErasedPersonWhateverWasRunBefore() throws {
        let workdir = try Workdir()
        let batch = try everything(workdir)
        try leaveBehind(workdir)
        let before = try traces(workdir)
        // The test finds what there is to be found.
        for name in [
            "crm.sqlite", ".customary/staging.sqlite", ".customary/parallel.sqlite", ".customary/copies/test.sqlite",
            "contacts.xlsx", "person.json",
        ] { #expect(before.contains(name), "\(name) not in \(before.sorted())") }
        #expect(before.contains { $0.hasPrefix(".customary/runs/") })
        let drills = try workdir.read("p/.customary/runbook.md").split(separator: "\n").count

        let erased = try workdir.customary(
            "-C", "p", "person", "erase", "zanzibar@kanarien.example", "--yes", "--format", "json",
            environment: ["CUSTOMARY_NOW": "2026-03-16T09:00:00Z"])
        // Exports in the project's folder are the user's: they are listed.
        #expect(erased.status == 1, "\(erased.errors)")
        let listed = (try erased.json().root as? [String: Any])?["other_files"] as? [String] ?? []
        let names = Set(listed.map { String($0.dropFirst(workdir.project.count + 1)) })
        let left = try traces(workdir)
        #expect(left.subtracting(names) == [], "\(left.subtracting(names).sorted())")
        #expect(!names.contains { $0.hasPrefix(".customary") || $0.hasPrefix("crm") }, "\(names)")
        #expect(try workdir.read("p/.customary/runbook.md").split(separator: "\n").count == drills - 1)
        for name in names { try workdir.remove("p/\(name)") }
        #expect(try traces(workdir) == [])

        // And it stays so.
        for words in [
            ["run", "--yes"], ["compare", "--from", "p/inbox/kunden_v2.csv"], ["plan", "--on-copy"],
            ["rollback", batch, "--drill"], ["verify"],
        ] {
            let done = try workdir.run(
                ["-C", "p"] + words, environment: ["CUSTOMARY_NOW": "2026-03-17T09:00:00Z"])
            #expect(done.status == 0 || done.status == 1, "\(words) \(done.errors)")
            let left = try traces(workdir)
            #expect(left == [], "\(words) \(left)")
        }
    }

    @Test func closingLeavesNoCopyAndNoPersonInTheProjectsOwnFolder() throws {
        let workdir = try Workdir()
        _ = try everything(workdir)
        try leaveBehind(workdir)
        let closed = try workdir.customary("-C", "p", "close", "--yes", "--format", "json")
        #expect(closed.status == 0, "\(closed.errors)")
        let left = try traces(workdir).filter { $0.hasPrefix(".customary") }
        #expect(left == [], "\(left)")
        let names = try FileManager.default.contentsOfDirectory(atPath: workdir.project + "/.customary")
        #expect(!names.contains { $0.hasPrefix("parallel.sqlite") || $0 == "copies" || $0 == "backups" }, "\(names)")
        // The proofs stay: what drills and comparisons came to names nobody.
        #expect(names.contains("runbook.md") && names.contains("parallel.jsonl"), "\(names)")
        let record = try workdir.read("p/.customary/\(names.first { $0.hasPrefix("deletion-") } ?? "")")
        #expect(record.contains("parallel.sqlite") && record.contains("copies/test.sqlite"))
    }

    @Test func whoWasTakenBackOrOnlyStagedIsErasedAndKeptOut() throws {
        let workdir = try Workdir()
        try workdir.write("p/inbox/kunden.csv", Self.customers)
        let made = try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/kunden.csv")
        #expect(made.status == 0, "\(made.errors)")
        try workdir.customary("-C", "p", "questions", "--accept-proposals", "--as-draft")
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        let batch = try #require(try run.json().text("batch"), "\(run.errors)")
        let back = try workdir.customary("-C", "p", "rollback", batch, "--yes", "--format", "json")
        let rollback = try #require(try back.json().text("rollback"), "\(back.errors)")
        #expect(try workdir.value("SELECT count(*) FROM contacts") == "0")
        let sealed = "SELECT count(*) FROM customary_changes WHERE length(sealed) > 0"
        let before = Int(try workdir.value(sealed) ?? "") ?? 0
        let erased = try workdir.customary(
            "-C", "p", "person", "erase", "Zänzibar", "Kanarienvögel", "--yes", "--format", "json")
        #expect(erased.status == 0, "\(erased.errors) \(erased.output)")
        #expect(try erased.json().isTrue("changed"), "\(erased.output)")
        #expect((Int(try workdir.value(sealed) ?? "") ?? 0) < before)
        #expect(try traces(workdir) == [])
        // Taking the rollback back brings the others, not them; nor does an import.
        let again = try workdir.customary("-C", "p", "rollback", rollback, "--yes", "--format", "json")
        #expect(again.status == 0 || again.status == 1, "\(again.errors)")
        #expect(try workdir.value("SELECT count(*) FROM contacts WHERE family_name = 'Osterloh'") == "1")
        #expect(try traces(workdir) == [])
        let later = try workdir.customary(
            "-C", "p", "run", "--yes", "--format", "json", environment: ["CUSTOMARY_NOW": "2026-03-09T09:00:00Z"])
        #expect(later.status == 0, "\(later.errors)")
        #expect(try traces(workdir) == [])
        #expect(try workdir.value("SELECT count(*) FROM contacts WHERE family_name LIKE 'Kanarienv%'") == "0")
    }
}
