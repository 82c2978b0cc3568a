import Foundation
import PostgreSQLServer
import Testing

/// An erased person is gone from a server's files, too, and stays out.
@Suite(.enabled(if: PostgreSQLServer.isThere || PostgreSQLServer.isRequired, "PostgreSQL isn't installed"))
struct ErasureOnPostgreSQLTests {
    private static let person = "zanzibar@kanarien.example"
    /// What must be nowhere.
    private static let canaries = [
        "Kanarienvögel", "Kanarienv\\u00f6gel", "zanzibar@kanarien.example", "Zänzibar", "Z\\u00e4nzibar",
        "Volierenstraße", "+493023125001", "+49 30 23125001",
    ]
    private static let customers =
        """
        Kundennr;Firma;Ansprechpartner;Position;E-Mail;Telefon;Strasse;PLZ;Ort;Land
        1001;Bäckerei Immergrün GmbH;Zänzibar Kanarienvögel;Einkauf;zanzibar@kanarien.example;+49 30 23125001;Lindenweg 4;10115;Berlin;DE
        1002;Möbel Quadrat KG;Bernd Osterloh;Leitung;bernd@quadrat.example;+49 40 66969001;Am Hang 7;20095;Hamburg;DE
        1003;;Carla Windisch;;carla@windisch.example;;Steig 3;80331;München;DE
        1004;Druckerei Kreis AG;;;info@kreis.example;+49 221 4710001;Ring 1;50667;Köln;DE

        """
    private static let shop = """
        Name,Email,Phone,Street,City
        Dora Feldkirch,dora@feldkirch.example,+49 69 90009001,Hof 1,Frankfurt
        Zänzibar Kanarienvögel,zanzibar@kanarien.example,+49 30 23125001,Volierenstraße 77,Potsdam
        Frieda Moor,frieda@moor.example,,Deich 3,Kiel

        """

    /// A project whose only target is a database of a server, under one of its roles.
    private func project(_ server: PostgreSQLServer, _ address: String) throws -> Workdir {
        let workdir = try Workdir()
        try workdir.write("p/inbox/kunden.csv", Self.customers)
        try workdir.write("p/inbox/shop.csv", Self.shop)
        let made = try workdir.customary(
            "init", "p", "--no-input", "--from", "p/inbox/kunden.csv", "p/inbox/shop.csv")
        #expect(made.status == 0, "\(made.errors)")
        try workdir.customary("-C", "p", "questions", "--accept-proposals", "--as-draft")
        try use(address, workdir)
        return workdir
    }

    private func use(_ address: String, _ workdir: Workdir) throws {
        let lines = try workdir.read("p/customary.yaml").split(separator: "\n", omittingEmptySubsequences: false)
        let changed = lines.map { line in
            line.contains("url:") ? "\(line.prefix { $0 == " " })url: \"\(address)\"" : String(line)
        }
        #expect(changed.contains { $0.contains(address) })
        try workdir.write("p/customary.yaml", changed.joined(separator: "\n"))
    }

    private func run(_ workdir: Workdir, day: String) throws -> String {
        let run = try workdir.customary(
            "-C", "p", "run", "--yes", "--format", "json", environment: ["CUSTOMARY_NOW": "2026-\(day)T09:00:00Z"])
        #expect(run.status == 0, "\(run.errors)")
        return try run.json().text("batch") ?? ""
    }

    /// Takes a batch back and gives the rollback's own id.
    private func takeBack(_ batch: String, _ workdir: Workdir, day: String) throws -> String {
        let back = try workdir.customary(
            "-C", "p", "rollback", batch, "--yes", "--format", "json",
            environment: ["CUSTOMARY_NOW": "2026-\(day)T09:00:00Z"])
        #expect(back.status == 0 || back.status == 1, "\(back.errors)")
        return try #require(try back.json().text("rollback"), "\(back.output)")
    }

    /// Every file of a folder, the named parts left out, that holds a canary in UTF-8, Latin-1 or UTF-16.
    private func traces(_ folder: String, except: [String]) throws -> Set<String> {
        var found: Set<String> = []
        let forms = Self.canaries.flatMap { canary in
            [Data(canary.utf8), canary.data(using: .isoLatin1), canary.data(using: .utf16LittleEndian)]
                .compactMap { $0 }
        }
        let walk = FileManager.default.enumerator(atPath: folder)
        while let name = walk?.nextObject() as? String {
            if except.contains(where: name.hasPrefix) { continue }
            guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
            for form in forms where data.range(of: form) != nil { found.insert(name) }
        }
        return found
    }

    private func everywhere(_ workdir: Workdir, _ server: PostgreSQLServer) throws -> Set<String> {
        try server.psql("CHECKPOINT")
        // The write-ahead log keeps what was written until the server uses its files again: the server's matter.
        return try traces(server.folder + "/data", except: ["pg_wal"]).union(
            try traces(workdir.project, except: ["inbox"]))
    }

    @Test func anErasedPersonIsInNoFileOfTheServerAndStaysOut() throws {
        // A server of its own: its files are searched.
        let server = try PostgreSQLServer()
        let address = try server.makeDatabase()
        let workdir = try project(server, address)
        let first = try run(workdir, day: "03-02")
        try workdir.write(
            "p/inbox/kunden_v2.csv",
            Self.customers.replacing("Einkauf", with: "Leitung Einkauf"))
        #expect(try workdir.customary("-C", "p", "add", "p/inbox/kunden_v2.csv").status == 0)
        let later = try run(workdir, day: "03-09")
        let idle = try run(workdir, day: "03-10")
        #expect(idle.isEmpty)
        // Rows that died long ago, and the planner's statistics.
        try server.psql(
            """
            UPDATE crm.contacts SET job_title = 'Volierenstraße' WHERE family_name LIKE 'Kanarien%';
            UPDATE crm.contacts SET job_title = 'Einkauf' WHERE family_name LIKE 'Kanarien%';
            ANALYZE;
            """, in: address)
        let statistics = try server.psql("SELECT pg_relation_filepath('pg_catalog.pg_statistic')", in: address)
        let contacts = try server.psql("SELECT pg_relation_filepath('crm.contacts')", in: address)
        let before = try everywhere(workdir, server)
        #expect(before.contains(statistics) && before.contains(contacts), "\(before)")

        let erased = try workdir.customary(
            "-C", "p", "person", "erase", Self.person, "--yes", "--format", "json",
            environment: ["CUSTOMARY_NOW": "2026-03-16T09:00:00Z"])
        #expect(erased.status == 0, "\(erased.errors) \(erased.output)")
        #expect(try erased.json().list("remains").isEmpty)
        let left = try everywhere(workdir, server)
        #expect(left == [], "\(left)")
        let audit = try server.psql("SELECT string_agg(what, ',' ORDER BY number) FROM customary.audit", in: address)
        #expect(audit.hasSuffix("erase,remains"), "\(audit)")

        // A second time changes nothing and writes no table anew.
        let file = try server.psql("SELECT pg_relation_filenode('crm.contacts')", in: address)
        let twice = try workdir.customary(
            "-C", "p", "person", "erase", Self.person, "--yes", "--format", "json",
            environment: ["CUSTOMARY_NOW": "2026-03-16T09:00:00Z"])
        #expect(twice.status == 0, "\(twice.errors)")
        #expect(try !twice.json().isTrue("changed"), "\(twice.output)")
        #expect(try server.psql("SELECT pg_relation_filenode('crm.contacts')", in: address) == file)

        // Import; rollback of the loads, newest first; rollback of those rollbacks; import.
        func isOut() throws {
            let left = try everywhere(workdir, server)
            #expect(left == [], "\(left)")
            #expect(
                try server.psql("SELECT count(*) FROM crm.contacts WHERE family_name LIKE 'Kanarien%'", in: address)
                    == "0")
        }
        _ = try run(workdir, day: "03-17")
        try isOut()
        let backLater = try takeBack(later, workdir, day: "03-18")
        try isOut()
        let backFirst = try takeBack(first, workdir, day: "03-19")
        try isOut()
        _ = try takeBack(backFirst, workdir, day: "03-20")
        try isOut()
        _ = try takeBack(backLater, workdir, day: "03-21")
        try isOut()
        _ = try run(workdir, day: "03-23")
        try isOut()
        #expect(
            try server.psql("SELECT count(*) FROM crm.contacts WHERE family_name = 'Feldkirch'", in: address) == "1")
        #expect(try server.psql("SELECT count(*) FROM crm.accounts WHERE name LIKE 'Bäckerei%'", in: address) == "1")
        let verified = try workdir.customary("-C", "p", "verify")
        #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
        let manifests = try workdir.customary("-C", "p", "manifest", "verify")
        #expect(manifests.status == 0, "\(manifests.output) \(manifests.errors)")
    }

    @Test func aRoleThatMayNotWriteTablesAnewSaysWhatTheirOwnerRuns() throws {
        let server = try PostgreSQLServer.shared.get()
        let address = try server.makeDatabase()
        let workdir = try project(server, address)
        _ = try run(workdir, day: "03-02")
        let roles = try workdir.customary("doctor", "--roles")
        #expect(roles.status == 0, "\(roles.errors)")
        let database = PostgreSQLServer.database(address)
        try server.psql(roles.output.replacing("\"crm\" TO", with: "\"\(database)\" TO"), in: address)
        let loader = "loader_\(UUID().uuidString.prefix(8).lowercased())"
        try server.psql("CREATE ROLE \(loader) LOGIN; GRANT customary_loader TO \(loader)", in: address)
        try use(address.replacing("user=customary", with: "user=\(loader)"), workdir)

        func erase() throws -> Workdir.Outcome {
            try workdir.customary(
                "-C", "p", "person", "erase", Self.person, "--yes", "--format", "json",
                environment: ["CUSTOMARY_NOW": "2026-03-16T09:00:00Z"])
        }
        let erased = try erase()
        #expect(erased.status == 1, "\(erased.errors) \(erased.output)")
        let remains = try #require(try erased.json().list("remains").first)
        #expect(remains.text("target") == "test")
        #expect(remains.text("reason")?.contains("\(loader) may not") == true, "\(erased.output)")
        let statements = try #require((remains.root as? [String: Any])?["statements"] as? [String])
        #expect(statements.contains("VACUUM (FULL, ANALYZE) crm.\"contacts\";"), "\(statements)")
        #expect(statements.last == "VACUUM (FULL) pg_catalog.pg_statistic;", "\(statements)")
        #expect(try server.psql("SELECT count(*) FROM crm.contacts WHERE family_name LIKE 'K%'", in: address) == "0")
        // It goes on saying so, until the owner has done it with this very command.
        let again = try erase()
        #expect(again.status == 1, "\(again.errors)")
        #expect(try !again.json().isTrue("changed"), "\(again.output)")
        for statement in statements { try server.psql(statement, in: address) }
        #expect(try bytes(of: Self.canaries, in: database, server) == [])
        try use(address, workdir)
        let owner = try erase()
        #expect(owner.status == 0, "\(owner.errors) \(owner.output)")
        try use(address.replacing("user=customary", with: "user=\(loader)"), workdir)
        #expect(try erase().status == 0)
    }

    /// The files of one database that hold one of these texts.
    private func bytes(of texts: [String], in database: String, _ server: PostgreSQLServer) throws -> Set<String> {
        try server.psql("CHECKPOINT")
        let oid = try server.psql("SELECT oid FROM pg_database WHERE datname = '\(database)'")
        return try traces(server.folder + "/data/base/" + oid, except: [])
    }
}
