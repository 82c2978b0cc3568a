import CRM
import Engines
import Foundation
import Ledger
import Records
import Testing

@Suite("Planning and loading")
struct LoadTests {
    @Test("A plan leaves nothing behind, not even a database file", arguments: Engine.available)
    func planLeavesNothing(engine: Engine) throws {
        let bench = try Workbench(engine)
        let planned = try bench.plan(.customers(["anna", "bert"])).planned
        #expect(planned.changes[.contacts].creates.count == 2)
        #expect(planned.fingerprint.databaseID == "")
        #expect(!bench.target.exists)
        #expect(try bench.database.trace() == "")
    }

    @Test("A plan on a CRM that Customary has never seen changes no byte of it", arguments: Engine.available)
    func planKeepsExistingFile(engine: Engine) throws {
        let bench = try Workbench(engine)
        let sql = "INSERT INTO contacts (id, given_name) VALUES ('\(id(.contacts, "typed"))', 'Carla');"
        try bench.makeExisting(sql)
        let before = try bench.database.trace()
        let planned = try bench.plan(.customers(["anna"])).planned
        #expect(planned.changes.count == 3)
        #expect(try bench.database.trace() == before)
        let files = try FileManager.default.contentsOfDirectory(atPath: bench.folder).filter { $0.hasPrefix("crm") }
        #expect(files == (engine == .sqlite ? ["crm.sqlite"] : []))
    }

    @Test("A load does what its plan says, and its state is the one that the batch proves", arguments: Engine.available)
    func loadIsPlan(engine: Engine) throws {
        let bench = try Workbench(engine)
        let desired = try DesiredMaster.customers(["anna", "bert", "cleo"])
        let plan = try bench.plan(desired)
        guard case .loaded(let result) = try bench.load(desired, plan: plan.file) else {
            Issue.record("not loaded")
            return
        }
        #expect(result.batch.id == "2026-01-01-1")
        #expect(result.batch.planDigest == plan.file.digest)
        #expect(result.changes.counts == plan.file.counts)
        #expect(try bench.count("SELECT count(*) FROM contacts") == 3)
        #expect(try bench.count("SELECT count(*) FROM customary_crosswalk") == 3)
        #expect(try bench.count("SELECT count(*) FROM customary_changes") == 9)
        #expect(try bench.text("SELECT created_by FROM contacts LIMIT 1") == "customary")
        let report = try Verifier.verify(result.batch.id, on: bench.target)
        #expect(report.changes == 9)
        #expect(report.unchanged == 9)
        #expect(report.mismatches.isEmpty)
        let roots = try bench.roots()
        #expect(roots.counts[Int(Entity.addresses.rawValue)] == 3)
    }

    @Test(
        "Loading the same plan twice loads once; planning the loaded master again finds nothing to do",
        arguments: Engine.available)
    func secondLoadDoesNothing(engine: Engine) throws {
        let bench = try Workbench(engine)
        let desired = try DesiredMaster.customers(["anna", "bert"])
        let plan = try bench.plan(desired)
        guard case .loaded = try bench.load(desired, plan: plan.file) else {
            Issue.record("not loaded")
            return
        }
        let state = try bench.roots()
        guard case .alreadyLoaded(let batch) = try bench.load(desired, plan: plan.file) else {
            Issue.record("loaded twice")
            return
        }
        #expect(batch.sequence == 1)
        let again = try bench.plan(desired, now: Workbench.day(2))
        #expect(again.planned.changes.isEmpty)
        #expect(again.planned.changes[.contacts].unchanged == 2)
        guard case .nothingToDo = try bench.load(desired, plan: again.file) else {
            Issue.record("something was done")
            return
        }
        #expect(try bench.roots() == state)
        #expect(try bench.count("SELECT count(*) FROM customary_batches") == 1)
    }

    @Test(
        "What a person typed stays, blanks are filled, and our own untouched values follow the source",
        arguments: Engine.available)
    func policyPerValue(engine: Engine) throws {
        let bench = try Workbench(engine)
        try bench.load(.customers(["anna", "bert", "cleo"], title: "Buyer"))
        let person = { (name: String) in id(.contacts, name).description }
        try bench.edit("UPDATE contacts SET job_title = 'Boss' WHERE id = '\(person("anna"))'")
        try bench.edit("UPDATE contacts SET job_title = NULL WHERE id = '\(person("bert"))'")
        try bench.edit("UPDATE contacts SET department = 'Sales' WHERE id = '\(person("cleo"))'")
        let result = try bench.load(.customers(["anna", "bert", "cleo"], title: "Head"), now: Workbench.day(2))
        #expect(try bench.text("SELECT job_title FROM contacts WHERE id = '\(person("anna"))'") == "Boss")
        #expect(try bench.text("SELECT job_title FROM contacts WHERE id = '\(person("bert"))'") == nil)
        #expect(try bench.text("SELECT job_title FROM contacts WHERE id = '\(person("cleo"))'") == "Head")
        #expect(try bench.text("SELECT department FROM contacts WHERE id = '\(person("cleo"))'") == "Sales")
        let kept = result.changes[.contacts].kept
        #expect(Set(kept.map(\.id)) == [id(.contacts, "anna"), id(.contacts, "bert")])
        #expect(result.changes[.contacts].updates.ids == [id(.contacts, "cleo")])
        let blank = try bench.plan(.customers(["anna", "bert", "cleo"]), now: Workbench.day(3)).planned
        #expect(blank.changes[.contacts].updates.count == 0)
    }

    @Test("What a person deleted stays deleted, with whatever would hang on it", arguments: Engine.available)
    func deletedStaysDeleted(engine: Engine) throws {
        let bench = try Workbench(engine)
        let desired = try DesiredMaster.customers(["anna", "bert"])
        try bench.load(desired)
        let anna = id(.contacts, "anna")
        try bench.edit(
            """
            DELETE FROM contact_points WHERE contact_id = '\(anna)'; DELETE FROM addresses WHERE contact_id = '\(anna)';
            DELETE FROM contacts WHERE id = '\(anna)';
            UPDATE contacts SET deleted_at = '2026-01-02T00:00:00.000000Z' WHERE id = '\(id(.contacts, "bert"))'
            """)
        let changes = try bench.plan(.customers(["anna", "bert"], city: "Bonn"), now: Workbench.day(2)).planned.changes
        #expect(changes.count == 0)
        #expect(changes[.contacts].leftAlone == 2)
        #expect(changes[.addresses].leftAlone == 2)
    }

    @Test("A contact point that sales typed is taken over, not doubled, and stays primary", arguments: Engine.available)
    func typedChildrenAreAdopted(engine: Engine) throws {
        let bench = try Workbench(engine)
        try bench.load(.customers(["anna"]))
        let anna = id(.contacts, "anna")
        let (typed, other) = (id(.contactPoints, "typed"), id(.contactPoints, "other"))
        try bench.edit(
            """
            DELETE FROM contact_points;
            INSERT INTO contact_points (id, contact_id, kind, value)
            VALUES ('\(typed)', '\(anna)', 'email', 'new@example.org');
            INSERT INTO contact_points (id, contact_id, kind, value, is_primary)
            VALUES ('\(other)', '\(anna)', 'phone', '+4930555', true)
            """)
        var desired = DesiredMaster()
        desired.addCustomer("anna", email: "new@example.org")
        let phone = id(.contactPoints, "phone")
        desired.append(
            .contactPoints, id: phone,
            values: ["contact_id": anna.description, "kind": "phone", "value": "+4930556", "is_primary": "true"])
        try desired.finish()
        let result = try bench.load(desired, now: Workbench.day(2))
        #expect(result.changes.adopted.values.contains(typed))
        #expect(try bench.count("SELECT count(*) FROM contact_points") == 3)
        #expect(try bench.text("SELECT id FROM contact_points WHERE kind = 'phone' AND is_primary") == "\(other)")
        #expect(try bench.value(.contactPoints, phone, "is_primary") == "false")
        #expect(try bench.plan(desired, now: Workbench.day(3)).planned.changes.isEmpty)
    }

    @Test(
        "A new billing address takes primary from our own old one, which ends on the plan's day",
        arguments: Engine.available)
    func newAddressSupersedes(engine: Engine) throws {
        let bench = try Workbench(engine)
        try bench.load(.customers(["anna"], city: "Ulm"))
        let moved = try DesiredMaster.customers(["anna"], city: "Bonn")
        let result = try bench.load(moved, now: Workbench.day(5))
        #expect(try bench.text("SELECT city FROM addresses WHERE is_primary") == "Bonn")
        #expect(try bench.text("SELECT valid_until FROM addresses WHERE city = 'Ulm'") == "2026-01-05")
        #expect(try bench.plan(moved, now: Workbench.day(6)).planned.changes.isEmpty)
        let report = try bench.rollback(result.batch.id)
        #expect(report.proof.isAsBefore)
        #expect(try bench.text("SELECT city FROM addresses WHERE is_primary") == "Ulm")
    }

    @Test("A plan is stale only where the CRM changed, and says where", arguments: Engine.available)
    func staleplan(engine: Engine) throws {
        let bench = try Workbench(engine)
        try bench.load(.customers(["anna", "bert", "cleo"], title: "Buyer"))
        let desired = try DesiredMaster.customers(["anna", "bert", "cleo"], title: "Head")
        let plan = try bench.plan(desired, now: Workbench.day(2))
        try bench.edit("INSERT INTO users (id, name) VALUES ('\(id(.users, "u"))', 'Uwe')")
        try bench.edit("UPDATE contacts SET job_title = 'Boss' WHERE id = '\(id(.contacts, "bert"))'")
        let state = try bench.roots()
        guard case .differs(let delta) = try bench.load(desired, plan: plan.file) else {
            Issue.record("loaded a stale plan")
            return
        }
        #expect(delta.plannedCount == 3)
        #expect(delta.count == 1)
        #expect(delta.differences.first?.id == id(.contacts, "bert").description)
        #expect(delta.differences.first?.today == "")
        #expect(try bench.roots() == state)
        guard case .loaded(let result) = try bench.load(desired, plan: plan.file, accept: true) else {
            Issue.record("not loaded")
            return
        }
        #expect(result.delta?.count == 1)
        #expect(try bench.text("SELECT job_title FROM contacts WHERE given_name = 'bert'") == "Boss")
    }

    @Test(
        "A merge keeps the loser, hangs what hung on it on the survivor, and is taken back whole",
        arguments: Engine.available)
    func mergesAreTakenBack(engine: Engine) throws {
        let bench = try Workbench(engine)
        try bench.load(.customers(["anna", "anne"]))
        let (anna, anne) = (id(.contacts, "anna"), id(.contacts, "anne"))
        try bench.edit(
            "INSERT INTO activities (id, kind, contact_id) VALUES ('\(id(.activities, "a"))', 'call', '\(anne)')")
        let before = try bench.roots()
        var desired = DesiredMaster()
        desired.addCustomer("anna")
        desired.merges = [Merge(entity: .contacts, loser: anne, survivor: anna)]
        try desired.finish()
        let result = try bench.load(desired, now: Workbench.day(2))
        #expect(try bench.text("SELECT merged_into FROM contacts WHERE id = '\(anne)'") == "\(anna)")
        #expect(try bench.text("SELECT deleted_at FROM contacts WHERE id = '\(anne)'") == Workbench.day(2))
        #expect(try bench.text("SELECT contact_id FROM activities") == "\(anna)")
        #expect(try bench.count("SELECT count(*) FROM contact_points WHERE contact_id = '\(anna)'") == 2)
        #expect(try bench.count("SELECT count(*) FROM contact_points WHERE is_primary") == 1)
        #expect(try bench.plan(desired, now: Workbench.day(3)).planned.changes.isEmpty)
        #expect(try bench.rollback(result.batch.id).proof.isAsBefore)
        #expect(try bench.roots() == before)
    }

    @Test(
        "What a source hangs on a customer whom the same load merges away comes to the survivor, along chains, too",
        arguments: Engine.available)
    func desiredChildrenOfLosers(engine: Engine) throws {
        let bench = try Workbench(engine)
        try bench.load(.customers(["anna", "anne", "hanna"]))
        let (anna, anne, hanna) = (id(.contacts, "anna"), id(.contacts, "anne"), id(.contacts, "hanna"))
        let (old, new) = (id(.orders, "old"), id(.orders, "new"))
        try bench.edit("INSERT INTO orders (id, number, contact_id) VALUES ('\(old)', '1', '\(hanna)')")
        let before = try bench.roots()
        var desired = DesiredMaster()
        desired.addCustomer("anna")
        desired.append(.orders, id: new, values: ["number": "2", "contact_id": anne.description, "total": "12.50"])
        desired.append(
            .contactPoints, id: id(.contactPoints, "new"),
            values: [
                "contact_id": hanna.description, "kind": "email", "value": "new@example.com", "is_primary": "true",
            ])
        // Hanna into Anne, Anne into Anna, and Anna into Hanna, which can't be.
        desired.merges = [
            Merge(entity: .contacts, loser: hanna, survivor: anne),
            Merge(entity: .contacts, loser: anne, survivor: anna),
            Merge(entity: .contacts, loser: anna, survivor: hanna),
        ]
        try desired.finish()
        let result = try bench.load(desired, now: Workbench.day(2))
        #expect(try bench.count("SELECT count(*) FROM orders WHERE contact_id = '\(anna)'") == 2)
        #expect(try bench.text("SELECT contact_id FROM contact_points WHERE value = 'new@example.com'") == "\(anna)")
        #expect(try bench.count("SELECT count(*) FROM contact_points WHERE contact_id <> '\(anna)'") == 0)
        #expect(try bench.count("SELECT count(*) FROM contact_points WHERE is_primary") == 1)
        #expect(try bench.text("SELECT merged_into FROM contacts WHERE id = '\(anna)'") == nil)
        #expect(try bench.text("SELECT merged_into FROM contacts WHERE id = '\(hanna)'") == "\(anne)")
        #expect(try bench.plan(desired, now: Workbench.day(3)).planned.changes.isEmpty)
        #expect(try bench.rollback(result.batch.id).proof.isAsBefore)
        #expect(try bench.roots() == before)
    }

    @Test(
        "A row that is there and is wanted at a merged customer isn't moved away from the survivor",
        arguments: Engine.available)
    func existingChildrenOfLosers(engine: Engine) throws {
        let bench = try Workbench(engine)
        let order = id(.orders, "1")
        let (anna, anne) = (id(.contacts, "anna"), id(.contacts, "anne"))
        func desired(_ customer: RecordID) throws -> DesiredMaster {
            var desired = DesiredMaster()
            for name in ["anna", "anne"] { desired.addCustomer(name) }
            desired.append(.orders, id: order, values: ["number": "1", "contact_id": customer.description])
            return desired
        }
        var first = try desired(anna)
        try first.finish()
        try bench.load(first)
        var second = try desired(anne)
        second.merges = [Merge(entity: .contacts, loser: anne, survivor: anna)]
        try second.finish()
        let result = try bench.load(second, now: Workbench.day(2))
        #expect(try bench.text("SELECT contact_id FROM orders") == "\(anna)")
        #expect(try bench.text("SELECT merged_into FROM contacts WHERE id = '\(anne)'") == "\(anna)")
        #expect(try bench.rollback(result.batch.id).proof.isAsBefore)
    }

    @Test("A record that names a missing one stops the plan and names both", arguments: Engine.available)
    func danglingReference(engine: Engine) throws {
        let bench = try Workbench(engine)
        var desired = DesiredMaster()
        let missing = id(.contacts, "nobody")
        desired.append(
            .contactPoints, id: id(.contactPoints, "x"), values: ["contact_id": missing.description, "kind": "email"])
        try desired.finish()
        #expect(throws: CRMFault.self) { try bench.plan(desired) }
    }

    @Test("Money, quantities and booleans come back in their canonical form", arguments: Engine.available)
    func canonicalNumbers(engine: Engine) throws {
        let bench = try Workbench(engine)
        var desired = DesiredMaster()
        let order = id(.orders, "1")
        desired.append(.orders, id: order, values: ["number": "1", "total": "1234.5", "tax": "-0.0500"])
        desired.append(
            .orderLines, id: id(.orderLines, "1"),
            values: ["order_id": order.description, "line": "007", "quantity": "2.50", "unit_price": "3"])
        try desired.finish()
        try bench.load(desired)
        #expect(try bench.value(.orders, order, "total") == "1234.50")
        #expect(try bench.value(.orders, order, "tax") == "-0.05")
        let amount = bench.database.engine == .sqlite ? "12345000" : "1234.5"
        #expect(try bench.text("SELECT total FROM orders")?.hasPrefix(amount) == true)
        #expect(try bench.plan(desired, now: Workbench.day(2)).planned.changes.isEmpty)
        var wrong = DesiredMaster()
        wrong.append(.orders, id: order, values: ["total": "12,50"])
        #expect(throws: LedgerFault.self) { try wrong.finish() }
    }

    @Test("An existing CRM with rows typed by sales keeps them and takes the load", arguments: Engine.available)
    func existingCRM(engine: Engine) throws {
        let bench = try Workbench(engine)
        let anna = id(.contacts, "anna")
        try bench.makeExisting(
            """
            INSERT INTO contacts (id, given_name, job_title, created_by) VALUES ('\(anna)', 'Anna Maria', NULL, 'eva');
            INSERT INTO contacts (id, given_name, created_by) VALUES ('\(id(.contacts, "old"))', 'Otto', 'eva');
            """)
        let before = try bench.roots()
        let result = try bench.load(.customers(["anna", "bert"], title: "Buyer"))
        #expect(try bench.text("SELECT given_name FROM contacts WHERE id = '\(anna)'") == "Anna Maria")
        #expect(try bench.text("SELECT job_title FROM contacts WHERE id = '\(anna)'") == "Buyer")
        #expect(try bench.text("SELECT created_by FROM contacts WHERE id = '\(anna)'") == "eva")
        let report = try bench.rollback(result.batch.id)
        #expect(report.proof.isAsBefore)
        #expect(try bench.roots().full == before.full)
    }
}
