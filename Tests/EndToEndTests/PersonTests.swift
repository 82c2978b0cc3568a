import Foundation
import Ledger
import Testing

/// An erased person is gone from every file and stays out through import and rollback.
@Suite struct PersonTests {
    private static let second = ["CUSTOMARY_NOW": "2026-03-09T09:00:00Z"]
    private static let third = ["CUSTOMARY_NOW": "2026-03-16T09:00:00Z"]
    private static let fourth = ["CUSTOMARY_NOW": "2026-03-23T09:00:00Z"]

    /// The canary stands in a company's row, in the shop, and twice as a consumer.
    private static let customers = """
        Kundennr;Firma;Ansprechpartner;Position;E-Mail;Telefon;Strasse;PLZ;Ort;Land
        1001;Bäckerei Immergrün GmbH;Zänzibar Kanarienvögel;Einkauf;zanzibar@kanarien.example;+49 30 23125001;Lindenweg 4;10115;Berlin;DE
        1002;Möbel Quadrat KG;Bernd Osterloh;Leitung;bernd@quadrat.example;+49 40 66969001;Am Hang 7;20095;Hamburg;DE
        1003;;Carla Windisch;;carla@windisch.example;;Steig 3;80331;München;DE
        1004;Druckerei Kreis AG;;;info@kreis.example;+49 221 4710001;Ring 1;50667;Köln;DE

        """
    private static let customersLater =
        customers.replacing("Einkauf", with: "Leitung Einkauf").replacing("Ring 1;", with: "Domplatz 9;")
        + "1005;Gärtnerei Halm OHG;Emil Hartwig;Meister;emil@halm.example;+49 89 99998001;Feldweg 2;85521;Ottobrunn;DE\n"
    private static let shop = """
        Name,Email,Phone,Street,City
        Dora Feldkirch,dora@feldkirch.example,+49 69 90009001,Hof 1,Frankfurt
        Zänzibar Kanarienvögel,zanzibar@kanarien.example,+49 30 23125001,Volierenstraße 77,Potsdam
        Frieda Moor,frieda@moor.example,,Deich 3,Kiel

        """
    /// What must be nowhere.
    private static let canaries = [
        "Kanarienvögel", "Kanarienv\\u00f6gel", "zanzibar@kanarien.example", "Zänzibar", "Z\\u00e4nzibar",
        "Volierenstraße", "+493023125001", "+49 30 23125001",
    ]

    /// Every file but the client's own that holds a canary, in UTF-8, Latin-1 or UTF-16.
    private func traces(_ workdir: Workdir) throws -> [String] {
        var found: [String] = []
        let walk = FileManager.default.enumerator(atPath: workdir.project)
        while let name = walk?.nextObject() as? String {
            if name.hasPrefix("inbox") { continue }
            guard let data = FileManager.default.contents(atPath: workdir.project + "/" + name) else { continue }
            for canary in Self.canaries {
                let forms = [Data(canary.utf8), canary.data(using: .isoLatin1), canary.data(using: .utf16LittleEndian)]
                for form in forms.compactMap({ $0 }) where data.range(of: form) != nil {
                    found.append("\(name): \(canary)")
                }
            }
        }
        return found
    }

    private func loaded() throws -> (Workdir, first: String) {
        let workdir = try Workdir()
        try workdir.write("p/inbox/kunden.csv", Self.customers)
        try workdir.write("p/inbox/shop.csv", Self.shop)
        let made = try workdir.customary(
            "init", "p", "--no-input", "--from", "p/inbox/kunden.csv", "p/inbox/shop.csv")
        #expect(made.status == 0, "\(made.errors)")
        try workdir.customary("-C", "p", "questions", "--accept-proposals", "--as-draft")
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(run.status == 0, "\(run.errors)")
        return (workdir, try #require(try run.json().text("batch")))
    }

    private func loadLater(_ workdir: Workdir) throws -> String {
        try workdir.write("p/inbox/kunden_v2.csv", Self.customersLater)
        let added = try workdir.customary("-C", "p", "add", "p/inbox/kunden_v2.csv")
        #expect(added.status == 0, "\(added.errors)")
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json", environment: Self.second)
        #expect(run.status == 0, "\(run.errors)")
        return try #require(try run.json().text("batch"))
    }

    private func run(_ workdir: Workdir, _ environment: [String: String]) throws {
        let run = try workdir.customary("-C", "p", "run", "--yes", "--format", "json", environment: environment)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try traces(workdir) == [])
        #expect(try workdir.value("SELECT count(*) FROM contacts WHERE family_name LIKE 'Kanarien%'") == "0")
    }

    @Test func anErasedPersonIsInNoFileAndStaysOutThroughImportAndRollback() throws {
        let (workdir, first) = try loaded()
        let later = try loadLater(workdir)
        try workdir.write(
            "p/decisions.jsonl", "{\"a\":\"zanzibar@kanarien.example\"}\n{\"a\":\"dora@feldkirch.example\"}\n")
        #expect(try !traces(workdir).isEmpty)
        let manifests = try workdir.customary("-C", "p", "manifest", "verify", "--format", "json").json().list(
            "manifests")
        let oldManifest = try #require(manifests.first?.text("path"))
        try FileManager.default.copyItem(atPath: oldManifest, toPath: workdir.path + "/old.jsonl")

        let found = try workdir.customary("-C", "p", "person", "find", "zanzibar@kanarien.example", "--format", "json")
        #expect(found.status == 0, "\(found.errors)")
        let held = try found.json()
        #expect(held.list("targets").first?.integer("persons") == 1, "\(found.output)")
        #expect(held.list("rows").count == 2, "\(found.output)")
        #expect(held.list("rows").contains { $0.text("source") == "shop" && $0.integer("row") == 3 })
        let inbox = (held.root as? [String: Any])?["inbox_files"] as? [String] ?? []
        #expect(
            inbox.map { URL(fileURLWithPath: $0).lastPathComponent }.sorted() == [
                "kunden.csv", "kunden_v2.csv", "shop.csv",
            ])
        #expect(held.integer("decisions") == 1)
        let handed = try workdir.customary(
            "-C", "p", "person", "export", "zanzibar@kanarien.example", "-o", "person.json")
        #expect(handed.status == 0, "\(handed.errors)")
        #expect(try workdir.read("person.json").contains("Volierenstraße 77"))

        let refused = try workdir.customary("-C", "p", "person", "erase", "zanzibar@kanarien.example")
        #expect(refused.status == 9)
        let others = try workdir.value("SELECT count(*) FROM contacts WHERE family_name NOT LIKE 'Kanarien%'")
        let erased = try workdir.customary(
            "-C", "p", "person", "erase", "zanzibar@kanarien.example", "--yes", "--format", "json",
            environment: Self.third)
        #expect(erased.status == 0, "\(erased.errors) \(erased.output)")
        #expect(try erased.json().isTrue("changed"))
        #expect(try traces(workdir) == [])
        #expect(try workdir.value("SELECT count(*) FROM contacts") == others)
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE name LIKE 'Bäckerei%'") == "1")
        #expect(try workdir.read("p/decisions.jsonl") == "{\"a\":\"dora@feldkirch.example\"}\n")
        #expect(try workdir.value("SELECT count(*) FROM suppressions WHERE kind = 'email'") == "1")

        // A second time changes nothing.
        let state = try workdir.state()
        let twice = try workdir.customary(
            "-C", "p", "person", "erase", "zanzibar@kanarien.example", "--yes", "--format", "json",
            environment: Self.third)
        #expect(twice.status == 0, "\(twice.errors)")
        #expect(try !twice.json().isTrue("changed"), "\(twice.output)")
        #expect(try workdir.state() == state)

        // The old manifest is as whole as before, and closed.
        let chain = try workdir.customary("-C", "p", "manifest", "verify")
        #expect(chain.status == 0, "\(chain.errors)")
        let copy = try workdir.customary("-C", "p", "manifest", "verify", "\(workdir.path)/old.jsonl")
        #expect(copy.status == 0, "\(copy.errors)")
        let opened = try workdir.customary(
            "-C", "p", "manifest", "show", "\(workdir.path)/old.jsonl", "--format", "json")
        #expect(opened.status == 0, "\(opened.errors)")
        for canary in Self.canaries { #expect(!opened.output.contains(canary), "\(canary)") }
        #expect(opened.output.contains("Osterloh"))
        #expect(opened.output.contains("\"closed\": \"erased\""))

        // Import, rollback, import.
        try run(workdir, Self.third)
        for batch in [later, first] {
            let back = try workdir.customary(
                "-C", "p", "rollback", batch, "--yes", "--format", "json", environment: Self.fourth)
            #expect(back.status == 0 || back.status == 1, "\(back.errors)")
            #expect(try traces(workdir) == [])
            #expect(try workdir.value("SELECT count(*) FROM contacts WHERE family_name LIKE 'Kanarien%'") == "0")
        }
        try run(workdir, Self.fourth)
        // The company of the row is there, and what became of the rows is counted.
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE name LIKE 'Bäckerei%'") == "1")
        #expect(try workdir.value("SELECT count(*) FROM contacts WHERE family_name = 'Feldkirch'") == "1")
        let ledger = try workdir.customary("-C", "p", "export", "ledger").output
        #expect(ledger.contains("rows,shop,filtered,1"), "\(ledger)")
        let verified = try workdir.customary("-C", "p", "verify")
        #expect(verified.status == 0, "\(verified.output) \(verified.errors)")
    }

    @Test func aRollbackSaysThatWhoIsGoneWasErased() throws {
        let (workdir, first) = try loaded()
        let erased = try workdir.customary("-C", "p", "person", "erase", "zanzibar@kanarien.example", "--yes")
        #expect(erased.status == 0, "\(erased.errors)")
        let preview = try workdir.customary("-C", "p", "rollback", first, "--plan")
        #expect(preview.output.contains("of a person who was erased since: nothing comes back"), "\(preview.output)")
        #expect(!preview.output.contains("deleted since"), "\(preview.output)")
        try workdir.edit("DELETE FROM addresses WHERE city = 'München'")
        let back = try workdir.customary("-C", "p", "rollback", first, "--yes", "--format", "json")
        #expect(back.status <= 1, "\(back.errors)")
        let told = try back.json()
        #expect((told.integer("erased_records") ?? 0) > 0, "\(back.output)")
        #expect((told.integer("already_gone") ?? 0) == (told.integer("erased_records") ?? 0) + 1, "\(back.output)")
    }

    @Test func whatOthersNeedIsKeptWithoutThePerson() throws {
        let (workdir, _) = try loaded()
        let id = try #require(try workdir.value("SELECT id FROM contacts WHERE family_name = 'Windisch'"))
        let order = "0a61f0c2-7d1b-8e55-9a3c-2f60d1b7c844"
        let note = "0a61f0c2-7d1b-8e55-9a3c-2f60d1b7c845"
        let other = "0a61f0c2-7d1b-8e55-9a3c-2f60d1b7c846"
        try workdir.edit(
            """
            INSERT INTO orders (id, number, contact_id, currency, total, note)
              VALUES ('\(order)', 'A-77', '\(id)', 'EUR', 1190000, 'bitte bei Windisch klingeln');
            INSERT INTO activities (id, kind, subject, body, contact_id)
              VALUES ('\(note)', 'call', 'Carla rief an', 'privat', '\(id)');
            INSERT INTO activities (id, kind, subject, body)
              VALUES ('\(other)', 'mail', 'Weitergeleitet', 'an Carla@Windisch.example, dann abgelegt');
            """)
        let erased = try workdir.customary(
            "-C", "p", "person", "erase", "Carla", "Windisch", "--yes", "--format", "json")
        #expect(erased.status == 0, "\(erased.errors) \(erased.output)")
        #expect(
            try workdir.value("SELECT number || total || ifnull(contact_id, '-') || ifnull(note, '-') FROM orders")
                == "A-771190000--")
        #expect(
            try workdir.value(
                "SELECT kind || ifnull(subject, '-') || ifnull(body, '-') FROM activities WHERE id = '\(note)'")
                == "call--")
        #expect(
            try workdir.value("SELECT body FROM activities WHERE id = '\(other)'") == "an [erased], dann abgelegt")
        #expect(try workdir.value("SELECT count(*) FROM contacts WHERE family_name = 'Windisch'") == "0")
        #expect(try workdir.value("SELECT count(*) FROM contact_points WHERE value LIKE '%windisch%'") == "0")
        let again = try workdir.customary("-C", "p", "run", "--yes", "--format", "json", environment: Self.second)
        #expect(again.status == 0, "\(again.errors)")
        #expect(try workdir.value("SELECT count(*) FROM contacts WHERE family_name = 'Windisch'") == "0")
        #expect(try workdir.value("SELECT count(*) FROM orders") == "1")
    }

    @Test func severalPersonsAndACompanyAreNotErasedByAccident() throws {
        let (workdir, _) = try loaded()
        try workdir.edit(
            "UPDATE contacts SET family_name = 'Moor', given_name = 'Frieda' WHERE family_name = 'Feldkirch'")
        let state = try workdir.state()
        let two = try workdir.customary("-C", "p", "person", "erase", "Frieda Moor", "--yes")
        #expect(two.status == 9 && two.errors.contains("2 persons fit"), "\(two.errors)")
        let company = try workdir.customary("-C", "p", "person", "erase", "Möbel Quadrat KG", "--yes")
        #expect(company.status == 9 && company.errors.contains("company"), "\(company.errors)")
        try workdir.edit(
            "CREATE TABLE my_notes (id INTEGER PRIMARY KEY, contact TEXT REFERENCES contacts (id), note TEXT);"
                + "INSERT INTO my_notes (contact, note) SELECT id, 'x' FROM contacts WHERE family_name = 'Osterloh'")
        let foreign = try workdir.customary("-C", "p", "person", "erase", "bernd@quadrat.example", "--yes")
        #expect(foreign.status == 9 && foreign.errors.contains("my_notes"), "\(foreign.errors)")
        #expect(try workdir.state() == state)
        let nobody = try workdir.customary("-C", "p", "person", "find", "Niemand Nirgends")
        #expect(nobody.status == 0 && nobody.output.contains("nothing is held"))
    }

    @Test func closingRemovesWhatCanBeMadeAgainAndKeepsTheProofs() throws {
        let (workdir, _) = try loaded()
        let refused = try workdir.customary("-C", "p", "close")
        #expect(refused.status == 9)
        #expect(try workdir.value("SELECT count(*) FROM contacts") != "0")
        let closed = try workdir.customary("-C", "p", "close", "--yes", "--format", "json")
        #expect(closed.status == 0, "\(closed.errors)")
        let record = try closed.json()
        let path = try #require(record.text("record"))
        let written = try String(contentsOfFile: path, encoding: .utf8)
        #expect(written.contains("sha256") && written.contains("manifest_root") && written.contains("plan.json"))
        for canary in Self.canaries { #expect(!written.contains(canary)) }
        let files = try FileManager.default.subpathsOfDirectory(atPath: workdir.project + "/.customary").filter {
            $0.contains(".")
        }
        #expect(files.filter { $0.contains("/plan") || $0.contains("rejects") } == [])
        #expect(files.contains { $0.contains("manifest-") })
        // The client's files and the CRM are the client's.
        #expect(workdir.exists("p/inbox/kunden.csv") && workdir.exists("p/crm.sqlite"))
        let walk = try FileManager.default.contentsOfDirectory(atPath: workdir.project + "/.customary")
        for name in walk where name.hasPrefix("staging") {
            let data = FileManager.default.contents(atPath: workdir.project + "/.customary/" + name) ?? Data()
            #expect(data.range(of: Data("zanzibar".utf8)) == nil, "\(name)")
        }
        #expect(try workdir.customary("-C", "p", "manifest", "verify").status == 0)
    }

    @Test func aManifestThatIsLostIsNamedAndMadeAgain() throws {
        let (workdir, batch) = try loaded()
        let verified = try workdir.customary("-C", "p", "manifest", "verify", batch, "--format", "json").json()
        let path = try #require(verified.list("manifests").first?.text("path"))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try FileManager.default.removeItem(atPath: path)
        let missing = try workdir.customary("-C", "p", "manifest", "verify")
        #expect(missing.status == 1 && missing.output.contains("MISSING"))
        let rebuilt = try workdir.customary("-C", "p", "manifest", "rebuild", batch, "--format", "json")
        #expect(rebuilt.status == 0, "\(rebuilt.errors)")
        #expect(try !rebuilt.json().isTrue("original"))
        let again = try workdir.customary("-C", "p", "manifest", "verify")
        #expect(again.status == 0 && again.output.contains("REBUILT"), "\(again.output)")
        let shown = try workdir.customary("-C", "p", "manifest", "show", batch)
        #expect(shown.status == 0 && shown.output.contains("Osterloh"), "\(shown.errors)")
        var damaged = Array(bytes)
        let line = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)[0].count + 50
        damaged[line] ^= 1
        try Data(damaged).write(to: URL(fileURLWithPath: path))
        let bad = try workdir.customary("-C", "p", "manifest", "verify")
        #expect(bad.status == 6 && bad.errors.contains("record 2"), "\(bad.errors)")
    }
}
