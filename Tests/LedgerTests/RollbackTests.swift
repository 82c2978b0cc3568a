import CRM
import Engines
import Foundation
import Ledger
import Records
import Testing

@Suite("Taking loads back")
struct RollbackTests {
    private func bench(_ engine: Engine, _ names: [String] = ["anna", "bert"]) throws -> (
        Workbench, LoadResult, StateSnapshot
    ) {
        let bench = try Workbench(engine)
        try bench.makeExisting("INSERT INTO contacts (id, given_name) VALUES ('\(id(.contacts, "zoe"))', 'zoe');")
        let before = try bench.snapshot()
        return (bench, try bench.load(.customers(names, title: "Buyer")), before)
    }

    @Test(
        "An untouched load is taken back to the very state before, and the proof says so", arguments: Engine.available)
    func untouched(engine: Engine) throws {
        let (bench, load, before) = try bench(engine)
        let preview = try bench.rollback(load.batch.id, plan: true)
        #expect(preview.proof.isAsBefore)
        #expect(preview.rollback == nil)
        #expect(preview.deleted == [.contacts: 2, .contactPoints: 2, .addresses: 2])
        #expect(try bench.count("SELECT count(*) FROM contacts") == 3)
        let report = try bench.rollback(load.batch.id)
        #expect(report.proof.isAsBefore)
        #expect(report.deleted == preview.deleted)
        #expect(!report.needsPerson)
        #expect(try bench.snapshot().differences(to: before).isEmpty)
        #expect(try bench.count("SELECT count(*) FROM customary_crosswalk WHERE ended_by = 0") == 0)
        #expect(report.rollback?.id == "2026-01-20-2")
    }

    @Test("Taking a load back twice changes nothing", arguments: Engine.available)
    func twice(engine: Engine) throws {
        let (bench, load, _) = try bench(engine)
        _ = try bench.rollback(load.batch.id)
        let state = try bench.roots()
        #expect(try bench.rollback(load.batch.id).wasAlreadyTakenBack)
        #expect(try bench.roots() == state)
        #expect(try bench.count("SELECT count(*) FROM customary_batches") == 2)
        #expect(throws: LedgerFault.noBatch("2026-01-01-9")) { try bench.rollback("2026-01-01-9") }
    }

    @Test(
        "Updated values go back with who and when; a value changed since is kept and listed with who and when",
        arguments: Engine.available)
    func fields(engine: Engine) throws {
        let (bench, _, _) = try bench(engine)
        let before = try bench.snapshot()
        let load = try bench.load(.customers(["anna", "bert"], title: "Head"), now: Workbench.day(2))
        let anna = id(.contacts, "anna")
        try bench.edit(
            """
            UPDATE contacts SET job_title = 'Boss', updated_by = 'eva', updated_at = '2026-01-03T09:00:00.000000Z'
            WHERE id = '\(anna)'
            """)
        let report = try bench.rollback(load.batch.id)
        #expect(
            report.keptFields == [
                KeptField(
                    entity: .contacts, id: anna, column: "job_title", now: "Boss", who: "eva",
                    when: "2026-01-03T09:00:00.000000Z", customer: "anna Beispiel")
            ])
        #expect(report.needsPerson)
        #expect(!report.proof.isAsBefore)
        #expect(report.proof.differences.map(\.id) == [anna])
        #expect(try bench.text("SELECT job_title FROM contacts WHERE given_name = 'bert'") == "Buyer")
        let differences = try before.differences(to: bench.snapshot())
        #expect(differences.map(\.id) == [anna])
        #expect(differences.first?.columns == ["job_title", "updated_at", "updated_by"])
    }

    @Test("A value edited and edited back counts as untouched", arguments: Engine.available)
    func editedBack(engine: Engine) throws {
        let (bench, load, before) = try bench(engine)
        try bench.edit("UPDATE contacts SET job_title = 'Boss' WHERE given_name = 'anna'")
        try bench.edit("UPDATE contacts SET job_title = 'Buyer' WHERE given_name = 'anna'")
        #expect(try bench.rollback(load.batch.id).proof.isAsBefore)
        #expect(try bench.snapshot().differences(to: before).isEmpty)
    }

    @Test(
        "A created contact that somebody edited is kept whole, with crosswalk, and listed; the others go",
        arguments: Engine.available)
    func editedContactStays(engine: Engine) throws {
        let (bench, load, _) = try bench(engine)
        let anna = id(.contacts, "anna")
        try bench.edit("UPDATE contacts SET job_title = 'Boss' WHERE id = '\(anna)'")
        let report = try bench.rollback(load.batch.id)
        #expect(try bench.count("SELECT count(*) FROM contacts WHERE id = '\(anna)'") == 1)
        #expect(try bench.count("SELECT count(*) FROM contact_points") == 1)
        #expect(try bench.count("SELECT count(*) FROM addresses") == 1)
        #expect(try bench.text("SELECT source_key FROM customary_crosswalk WHERE ended_by = 0") == "anna")
        #expect(report.keptRecords.first { $0.entity == .contacts }?.reason == .edited)
        #expect(report.keptRecords.count == 3)
        #expect(report.keptFields.map(\.now) == ["Boss"])
        #expect(report.proof.differenceCount == 3)
        // The next load sees what stayed as its own and brings the rest anew.
        let again = try bench.load(.customers(["anna", "bert"], title: "Buyer"), now: Workbench.day(21))
        #expect(again.changes[.contacts].creates.count == 1)
        #expect(try bench.text("SELECT job_title FROM contacts WHERE id = '\(anna)'") == "Boss")
    }

    @Test(
        "An edited address keeps its customer whole, and the company that the customer works for",
        arguments: Engine.available)
    func editedPartKeepsParents(engine: Engine) throws {
        let bench = try Workbench(engine)
        var desired = DesiredMaster()
        desired.addCustomer("anna")
        desired.addCustomer("bert")
        let firm = id(.accounts, "firm")
        desired.append(.accounts, id: firm, values: ["name": "Firma"])
        for name in ["anna", "bert"] {
            desired.append(
                .accountContacts, id: id(.accountContacts, name),
                values: ["account_id": firm.description, "contact_id": id(.contacts, name).description])
        }
        try desired.finish()
        let load = try bench.load(desired)
        try bench.edit("UPDATE addresses SET street = 'Neu 2' WHERE contact_id = '\(id(.contacts, "anna"))'")
        let report = try bench.rollback(load.batch.id)
        #expect(try bench.texts("SELECT given_name FROM contacts") == ["anna"])
        #expect(try bench.count("SELECT count(*) FROM accounts") == 1)
        #expect(try bench.count("SELECT count(*) FROM account_contacts") == 1)
        #expect(report.keptRecords.count == 5)
    }

    @Test(
        "What a person hung on a created customer keeps it, in our tables and in strangers'",
        arguments: Engine.available)
    func dependants(engine: Engine) throws {
        let (bench, load, _) = try bench(engine, ["anna", "bert", "cleo"])
        try bench.edit(
            """
            INSERT INTO activities (id, kind, contact_id)
            VALUES ('\(id(.activities, "a"))', 'call', '\(id(.contacts, "anna"))');
            CREATE TABLE my_notes (note TEXT, contact \(bench.database.idType) REFERENCES contacts (id));
            INSERT INTO my_notes VALUES ('x', '\(id(.contacts, "bert"))'), ('y', '\(id(.contacts, "bert"))');
            """)
        let report = try bench.rollback(load.batch.id)
        #expect(
            try bench.texts("SELECT given_name FROM contacts ORDER BY 1") == ["anna", "bert", "zoe"])
        #expect(try bench.count("SELECT count(*) FROM my_notes") == 2)
        let parties = report.keptRecords.filter { $0.entity == .contacts }
        #expect(parties.map(\.reason) == [.dependants, .dependants])
        #expect(Set(parties.map(\.detail)) == ["1 × activities", "2 × my_notes"])
    }

    @Test("A created record that a person deleted isn't made again", arguments: Engine.available)
    func alreadyGone(engine: Engine) throws {
        let (bench, load, before) = try bench(engine)
        try bench.edit("DELETE FROM contact_points WHERE contact_id = '\(id(.contacts, "anna"))'")
        let report = try bench.rollback(load.batch.id)
        #expect(report.alreadyGone.map(\.entity) == [.contactPoints])
        #expect(report.proof.isAsBefore)
        #expect(try bench.snapshot().differences(to: before).isEmpty)
    }

    @Test(
        "What was erased since is told apart from what somebody deleted, and stays away", arguments: Engine.available)
    func erasedSince(engine: Engine) throws {
        let (bench, load, _) = try bench(engine)
        let (anna, bert) = (id(.contacts, "anna"), id(.contacts, "bert"))
        try bench.edit("DELETE FROM contact_points WHERE contact_id = '\(bert)'")
        var own: [Entity: [RecordID]] = [.contacts: [anna]]
        for entity in [Entity.addresses, .contactPoints] {
            own[entity] = try bench.database.texts("SELECT id FROM \(entity.table) WHERE contact_id = '\(anna)'")
                .compactMap { $0.flatMap { RecordID($0.utf8) } }
        }
        try bench.database.target.withSession(.writing) { session in
            for entity in [Entity.addresses, .contactPoints, .contacts] {
                try session.delete(entity, ids: own[entity] ?? [])
                try session.forget(entity, ids: own[entity] ?? [])
            }
            return .commit(())
        }
        let report = try bench.rollback(load.batch.id)
        let reasons = Dictionary(grouping: report.alreadyGone, by: \.reason).mapValues { Set($0.map(\.id)) }
        #expect(reasons["was erased"] == Set(own.values.flatMap { $0 }))
        #expect(reasons["was deleted since"]?.count == 1)
        #expect(try bench.count("SELECT count(*) FROM contacts WHERE id = '\(anna)'") == 0)
        // Nor does taking that rollback back bring her back.
        _ = try bench.rollback(try #require(report.rollback).id, now: Workbench.day(21))
        #expect(try bench.count("SELECT count(*) FROM contacts WHERE id = '\(anna)'") == 0)
        #expect(try bench.count("SELECT count(*) FROM contacts WHERE id = '\(bert)'") == 1)
    }

    @Test(
        "Two loads taken back in either order end in the state before both", arguments: [[0, 1], [1, 0]],
        Engine.available)
    func anyOrder(order: [Int], engine: Engine) throws {
        let (bench, first, before) = try bench(engine)
        var second = DesiredMaster()
        second.addCustomer("anna", title: "Head")
        second.addCustomer("bert", title: "Buyer", email: "other@example.org")
        second.append(
            .orders, id: id(.orders, "1"), values: ["number": "1", "contact_id": id(.contacts, "bert").description])
        try second.finish()
        let loads = [first, try bench.load(second, now: Workbench.day(2))]
        let report = try bench.rollback(loads[order[0]].batch.id)
        if order[0] == 0 {
            #expect(try bench.text("SELECT job_title FROM contacts WHERE given_name = 'anna'") == "Head")
            #expect(report.keptRecords.allSatisfy { $0.reason == .later })
            #expect(!report.needsPerson)
        }
        #expect(try bench.rollback(loads[order[1]].batch.id).keptRecords.isEmpty)
        #expect(try before.differences(to: bench.snapshot()).isEmpty)
        #expect(try bench.count("SELECT count(*) FROM customary_crosswalk WHERE ended_by = 0") == 0)
    }

    @Test(
        "After a rollback the same plan can be loaded again, as a further attempt, and taken back again",
        arguments: Engine.available)
    func loadAgain(engine: Engine) throws {
        let bench = try Workbench(engine)
        let desired = try DesiredMaster.customers(["anna", "bert"])
        let plan = try bench.plan(desired)
        guard case .loaded(let first) = try bench.load(desired, plan: plan.file) else { return }
        let loaded = try bench.roots()
        let taken = try bench.rollback(first.batch.id)
        guard case .loaded(let second) = try bench.load(desired, plan: plan.file) else {
            Issue.record("not loaded again")
            return
        }
        #expect(second.batch.attempt == 2)
        #expect(second.batch.id == "2026-01-01-3")
        #expect(try bench.roots() == loaded)
        let report = try bench.rollback(second.batch.id)
        #expect(report.proof.isAsBefore)
        #expect(report.proof.actual == taken.proof.actual)
    }

    @Test("Watermarks go back with their load, and its sources are held", arguments: Engine.available)
    func watermarks(engine: Engine) throws {
        let bench = try Workbench(engine)
        var desired = DesiredMaster()
        desired.addCustomer("anna")
        desired.watermarks = [Watermark(source: "shop", stream: "customers", value: "17", batch: 0)]
        try desired.finish()
        let load = try bench.load(desired)
        let marks = try bench.target.withSession(.reading) { .rollback(try $0.watermarks()) }
        #expect(marks.map(\.value) == ["17"])
        let report = try bench.rollback(load.batch.id)
        #expect(report.heldSources == ["shop"])
        let after = try bench.target.withSession(.reading) { .rollback((try $0.watermarks(), try $0.heldSources())) }
        #expect(after.0.isEmpty)
        #expect(after.1 == ["shop": "2026-01-20-2"])
    }

    @Test("With other keys nothing is taken back, and nothing changes", arguments: Engine.available)
    func otherKeys(engine: Engine) throws {
        let (bench, _, _) = try bench(engine)
        let load = try bench.load(.customers(["anna"], title: "Head"), now: Workbench.day(2))
        let state = try bench.roots()
        let other = try ProjectKeys.open(project: "other", folder: "\(bench.folder)/keys", create: true)
        #expect(throws: LedgerFault.self) {
            try Rollback(target: bench.target, keys: other, folder: bench.manifests)
                .run(batch: load.batch.id, plan: false, now: Workbench.day(9), run: "r", who: "w")
        }
        #expect(try bench.roots() == state)
    }

    @Test("Asked to abort on conflicts, a rollback with some does nothing", arguments: Engine.available)
    func aborting(engine: Engine) throws {
        let (bench, load, _) = try bench(engine)
        try bench.edit("UPDATE contacts SET job_title = 'Boss' WHERE given_name = 'anna'")
        let state = try bench.roots()
        let report = try Rollback(target: bench.target, keys: bench.keys, folder: bench.manifests)
            .run(batch: load.batch.id, plan: false, now: Workbench.day(9), run: "r", who: "w", conflicts: .abort)
        #expect(report.wasAborted)
        #expect(report.keptFields.count == 1)
        #expect(try bench.roots() == state)
        #expect(try bench.count("SELECT count(*) FROM customary_batches") == 1)
    }
}
