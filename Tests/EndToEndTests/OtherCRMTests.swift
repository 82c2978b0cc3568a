import OtherCRMs
import PostgreSQLServer
import Testing

/// The whole road into a CRM that Customary didn't make, by the real program, and back.
@Suite("Into another program's CRM by the real program", .enabled(if: PostgreSQLServer.isThere))
struct OtherCRMTests {
    enum Other: String, CaseIterable, Sendable {
        case espocrm, odoo

        var tables: String { self == .espocrm ? EspoCRM.tables + EspoCRM.people : Odoo.tables + Odoo.people }

        /// What it has no place for, of the file below.
        var notCarried: Set<String> {
            self == .espocrm
                ? ["contacts.birth_date", "contacts.job_title", "accounts.vat_id"]
                : ["contacts.birth_date", "contact_points"]
        }
    }

    /// Five companies and two people, one of the companies typed in there already; two e-mails in one cell.
    private static let customers = """
        Kundennr;Firma;Ansprechpartner;Position;E-Mail;Telefon;Strasse;PLZ;Ort;Land;Geburtsdatum;USt-IdNr
        1001;Bäckerei Immergrün GmbH;Anna Lindholm;Einkauf;anna@immergruen.example;+49 30 23125001;Lindenweg 4;10115;Berlin;DE;1980-02-03;DE136695976
        1002;Möbel Quadrat KG;Bernd Osterloh;Leitung;bernd@quadrat.example, post@quadrat.example;+49 40 66969001;Am Hang 7;20095;Hamburg;DE;;
        1003;;Carla Windisch;;carla@windisch.example;;Steig 3;80331;München;DE;;
        1004;Druckerei Kreis AG;;;info@kreis.example;+49 221 4710001;Ring 1;50667;Köln;DE;;
        1005;Typed & Sons;;;info@typed.example;;Marktweg 3;89073;Ulm;DE;;

        """

    private struct Place {
        let workdir: Workdir
        let server: PostgreSQLServer
        let address: String
        /// What `pg_dump` writes of their tables.
        func dump() throws -> [String] { try server.dump(of: address) }

        /// What differs from an earlier dump.
        func differences(from before: [String]) throws -> [String] {
            let now = try dump()
            return now.difference(from: before).map { change in
                switch change {
                case .insert(_, let line, _): "+ \(line)"
                case .remove(_, let line, _): "- \(line)"
                }
            }
        }

        func batches() throws -> [Workdir.Document] {
            let status = try workdir.customary("-C", "p", "history", "--format", "json")
            #expect(status.status == 0, "\(status.errors)")
            return try status.json().list("batches")
        }
    }

    private func place(_ other: Other) throws -> Place {
        let workdir = try Workdir()
        let server = try PostgreSQLServer.shared.get()
        let address = try server.makeDatabase()
        try server.psql(other.tables, in: address)
        try workdir.write("p/inbox/kunden.csv", OtherCRMTests.customers)
        let made = try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/kunden.csv")
        #expect(made.status == 0, "\(made.errors)")
        try workdir.customary("-C", "p", "questions", "--accept-proposals", "--as-draft")
        let yaml = try workdir.read("p/customary.yaml")
        try workdir.write(
            "p/customary.yaml",
            yaml.replacing(
                "    url: sqlite:crm.sqlite\n", with: "    url: \"\(address)\"\n    schema: \(other.rawValue)\n"))
        return Place(workdir: workdir, server: server, address: address)
    }

    @Test("init, plan, load, verify, rollback", arguments: Other.allCases)
    func wholeRoad(_ other: Other) throws {
        let place = try place(other)
        let workdir = place.workdir
        let before = try place.dump()

        let planned = try workdir.customary("-C", "p", "plan", "--format", "json")
        #expect(planned.status == 0, "\(planned.errors)")
        let plan = try planned.json()
        let left = plan.list("not_carried")
        #expect(other.notCarried.isSubset(of: left.compactMap { $0.text("field") }), "\(left.map(\.root))")
        #expect(left.allSatisfy { ($0.integer("count") ?? 0) > 0 && $0.text("reason")?.isEmpty == false })
        // Every non-empty cell of the file is in one bucket, and what the target can't hold isn't called loaded.
        let values = plan.counts("values", "kunden")
        let cells = OtherCRMTests.customers.split(separator: "\n").dropFirst().joined(separator: ";")
            .split(separator: ";").count
        #expect(values.values.reduce(0, +) == cells, "\(values)")
        #expect(values["not_carried"] == (other == .espocrm ? 4 : 2), "\(values)")
        #expect(plan.counts("ledger", "kunden").values.reduce(0, +) == 5)
        #expect(try place.differences(from: before) == [])
        #expect(
            try place.server.psql("SELECT count(*) FROM pg_namespace WHERE nspname = 'customary'", in: place.address)
                == "0")

        let loaded = try workdir.customary("-C", "p", "load", "--yes", "--format", "json")
        #expect(loaded.status == 0, "\(loaded.errors)")
        let batch = try #require(try loaded.json().text("batch"))
        let after = try place.dump()
        #expect(after != before)
        let verified = try workdir.customary("-C", "p", "verify", batch, "--format", "json")
        #expect(verified.status == 0, "\(verified.errors) \(verified.output)")
        #expect(try verified.json().list("mismatches").isEmpty)
        let again = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(again.status == 0)
        #expect(try !again.json().isTrue("loaded"))
        #expect(try place.differences(from: after) == [])

        let preview = try workdir.customary("-C", "p", "rollback", batch, "--plan")
        #expect(preview.status == 0, "\(preview.errors)")
        #expect(try place.differences(from: after) == [])
        let taken = try workdir.customary("-C", "p", "rollback", batch, "--yes", "--format", "json")
        #expect(taken.status == 0, "\(taken.errors) \(taken.output)")
        #expect(try taken.json().isTrue("proof", "as_before"))
        #expect(try place.differences(from: before) == [])
    }

    @Test("Killed at any step of load and rollback, it is before or after", arguments: Other.allCases)
    func killed(_ other: Other) throws {
        let place = try place(other)
        let workdir = place.workdir
        let before = try place.dump()
        #expect(try workdir.customary("-C", "p", "plan").status == 0)
        func kill(_ point: String, _ words: [String]) throws {
            let killed = try workdir.run(["-C", "p"] + words, environment: ["CUSTOMARY_CRASH_AT": point])
            #expect(killed.status == -9, "\(point): \(killed.status) \(killed.errors)")
        }
        for point in [
            "load.manifest.begun", "load.rows.written", "load.changes.written", "load.crosswalk.written",
            "load.constraints.checked", "load.manifest.synced", "load.batch.written",
        ] {
            try kill(point, ["load", "--yes"])
            #expect(try place.batches().isEmpty, "\(point)")
            #expect(try place.differences(from: before) == [], "\(point)")
        }
        try kill("load.committed", ["load", "--yes"])
        let batch = try #require(try place.batches().first?.text("batch"))
        let after = try place.dump()
        #expect(after != before)
        #expect(try workdir.customary("-C", "p", "verify", batch).status == 0)
        #expect(try workdir.customary("-C", "p", "manifest", "verify").status == 0)
        for point in [
            "rollback.begun", "rollback.restored", "rollback.deleted", "rollback.settled", "rollback.manifest.synced",
            "rollback.batch.written",
        ] {
            try kill(point, ["rollback", batch, "--yes"])
            #expect(try place.batches().count == 1, "\(point)")
            #expect(try place.differences(from: after) == [], "\(point)")
        }
        try kill("rollback.committed", ["rollback", batch, "--yes"])
        #expect(try place.batches().count == 2)
        #expect(try place.differences(from: before) == [])
        #expect(try workdir.customary("-C", "p", "manifest", "verify").status == 0)
        let twice = try workdir.customary("-C", "p", "rollback", batch, "--yes")
        #expect(twice.status == 0 && twice.output.contains("was taken back before"), "\(twice.output) \(twice.errors)")
    }

    @Test("A target that can't be reached keeps no other one from being taken back")
    func unreachable() throws {
        let (workdir, run) = try World.loaded()
        let yaml = try workdir.read("p/customary.yaml")
        try workdir.write(
            "p/customary.yaml",
            yaml.replacing(
                "targets:\n", with: "targets:\n  live: {url: \"postgresql://crm@/crm?host=/nowhere\", live: true}\n"))
        let batch = run.text("batch") ?? ""
        let drilled = try workdir.customary("-C", "p", "rollback", batch, "--drill", "--target", "test")
        #expect(drilled.status == 0, "\(drilled.errors)")
        let taken = try workdir.customary("-C", "p", "rollback", batch, "--yes", "--target", "test")
        #expect(taken.status == 0, "\(taken.errors)")
        // Whoever was erased from one target doesn't come back by way of another: staging has to ask all of them.
        #expect(try workdir.customary("-C", "p", "stage").status == 4)
    }

    @Test("A description that isn't there is said with those that are")
    func noSuchDescription() throws {
        let workdir = try World.answered()
        let yaml = try workdir.read("p/customary.yaml")
        try workdir.write(
            "p/customary.yaml",
            yaml.replacing("url: sqlite:crm.sqlite\n", with: "url: sqlite:crm.sqlite\n    schema: schemas/espo.yaml\n"))
        let plan = try workdir.customary("-C", "p", "plan")
        #expect(plan.status == 2)
        #expect(plan.errors.contains("targets.test.schema: there is no file"), "\(plan.errors)")
        #expect(plan.errors.contains("name one of the product's: espocrm, odoo"), "\(plan.errors)")
    }
}
