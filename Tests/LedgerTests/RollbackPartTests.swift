import CRM
import Engines
import Ledger
import Records
import Testing

@Suite("Taking parts back, and rollbacks")
struct RollbackPartTests {
    /// Two customers of two sources, loaded after a first load of the same without job titles.
    private func bench(_ engine: Engine) throws -> (bench: Workbench, load: LoadResult, before: StateRoots) {
        let bench = try Workbench(engine)
        try bench.load(Self.desired(title: "", departments: ["", ""]))
        let before = try bench.roots()
        let load = try bench.load(Self.desired(title: "Head", departments: ["d1", "d2"]), now: Workbench.day(2))
        return (bench, load, before)
    }

    private static func desired(title: String, departments: [String]) throws -> DesiredMaster {
        var desired = DesiredMaster()
        for (index, name) in ["anna", "bert"].enumerated() {
            let source = "s\(index)"
            let contact = id(.contacts, name)
            let founding = desired.crosswalk.append(
                source: source, stream: "", key: Array(name.utf8)[...], record: "person", ordinal: 1, entity: .contacts,
                masterID: contact, rowHash: UInt64(title.utf8.count * 7 + index))
            desired.append(
                .contacts, id: contact, founding: founding,
                values: ["given_name": name, "job_title": title, "department": departments[index]],
                reasons: [
                    "given_name": Reason(source: source, rule: "list: person.given_name"),
                    "job_title": Reason(source: source, rule: "list: person.job_title"),
                    "department": Reason(source: "s1", rule: "other: person.department"),
                ])
        }
        desired.watermarks = [Watermark(source: "s0", stream: "", value: title.isEmpty ? "1" : "2", batch: 0)]
        try desired.finish()
        return desired
    }

    private func run(
        _ bench: Workbench, _ batch: String, conflicts: ConflictPolicy = .keep, day: Int = 20,
        _ fill: (inout RollbackScope) -> Void = { _ in }
    ) throws -> RollbackReport {
        var scope = RollbackScope()
        fill(&scope)
        return try Rollback(target: bench.target, keys: bench.keys, folder: bench.manifests).run(
            batch: batch, plan: false, now: Workbench.day(day), run: "run", who: "tester", scope: scope,
            conflicts: conflicts)
    }

    /// The crosswalk that holds, the watermarks and the holds.
    private func books(_ bench: Workbench) throws -> [String] {
        try bench.target.withSession(.reading) { session in
            var lines: [String] = []
            let blocks = try session.crosswalk()
            while let block = try blocks.next() {
                lines += block.map { "\($0.source) \($0.record) \($0.masterID) \($0.ordinal) \($0.rowHash)" }
            }
            lines += try session.watermarks().map { "\($0.source) \($0.value) \($0.batch)" }
            lines += try session.heldSources().keys.sorted()
            return .rollback(lines)
        }
    }

    @Test(
        "A making that was taken back keeps nothing: the load that made the record anew answers for it",
        arguments: Engine.available)
    func madeTwice(engine: Engine) throws {
        let bench = try Workbench(engine)
        func account(_ industry: String, source: String) throws -> DesiredMaster {
            var desired = DesiredMaster()
            let founding = desired.crosswalk.append(
                source: source, stream: "", key: Array("x".utf8)[...], record: "company", ordinal: 1,
                entity: .accounts, masterID: id(.accounts, "x"), rowHash: UInt64(industry.utf8.count))
            let reason = Reason(source: source, rule: "list: company.name")
            desired.append(
                .accounts, id: id(.accounts, "x"), founding: founding,
                values: ["name": "Firma 0", "industry": industry], reasons: ["name": reason, "industry": reason])
            try desired.finish()
            return desired
        }
        try bench.makeExisting()
        let before = try bench.roots().full
        let first = try bench.load(account("branch 2", source: "s2"))
        _ = try run(bench, first.batch.id, day: 3) { $0.sources = ["s2"] }
        #expect(try bench.roots().full == before)
        let second = try bench.load(account("branch 0", source: "s1"), now: Workbench.day(4))
        let third = try bench.load(account("branch 1", source: "s1"), now: Workbench.day(5))
        #expect(try run(bench, second.batch.id, day: 6).keptRecords.map(\.reason) == [.later])
        // What the first load made is long gone; what stands there now isn't its own.
        _ = try run(bench, first.batch.id, day: 7)
        #expect(try run(bench, third.batch.id, day: 8).keptRecords.isEmpty)
        #expect(try bench.roots().full == before)
    }

    @Test(
        "Load, rollback, rollback of the rollback: state and books are those after the load",
        arguments: Engine.available)
    func thereAndBack(engine: Engine) throws {
        let (bench, load, before) = try bench(engine)
        let (state, known) = (try bench.roots(), try books(bench))
        let back = try run(bench, load.batch.id)
        #expect(try bench.roots().full == before.full)
        #expect(back.heldSources == ["s0", "s1"])
        #expect(back.watermarks.map(\.value) == ["1"])
        let again = try run(bench, back.rollback?.id ?? "", day: 21)
        #expect(again.proof.isAsBefore)
        #expect(again.releasedSources == ["s0", "s1"])
        #expect(try bench.roots() == state)
        #expect(try books(bench) == known)
        #expect(try Verifier.verify(load.batch.id, on: bench.target).unchanged == 2)
        let third = try run(bench, again.rollback?.id ?? "", day: 22)
        #expect(third.proof.isEqual)
        #expect(try bench.roots().full == before.full)
    }

    @Test("Created records come back with all of their values and parts", arguments: Engine.available)
    func removedRecordsReturn(engine: Engine) throws {
        let bench = try Workbench(engine)
        let load = try bench.load(.customers(["anna", "bert"], title: "Buyer"))
        let (state, known) = (try bench.roots(), try books(bench))
        let back = try run(bench, load.batch.id)
        #expect(back.deleted.values.reduce(0, +) == 6)
        let again = try run(bench, back.rollback?.id ?? "", day: 21)
        #expect(again.made.values.reduce(0, +) == 6)
        #expect(try bench.roots() == state)
        #expect(try books(bench) == known)
        // What was loaded again isn't made a second time.
        let second = try run(bench, load.batch.id, day: 22)
        try bench.load(.customers(["anna"], title: "Other"), now: Workbench.day(23))
        #expect(throws: LedgerFault.self) { try run(bench, second.rollback?.id ?? "", day: 24) }
    }

    @Test("A source, a rule, a field, a record: each takes back its own, and the rest later ends as the whole")
    func parts() throws {
        let (bench, load, before) = try bench(.sqlite)
        func titles() throws -> String? {
            try bench.text(
                "SELECT group_concat(coalesce(job_title, '-') || coalesce(department, '-')) FROM (SELECT * FROM contacts ORDER BY given_name)"
            )
        }
        #expect(try titles() == "Headd1,Headd2")
        let rule = try run(bench, load.batch.id) { $0.rules = ["other"] }
        #expect(try titles() == "Head-,Head-")
        #expect(rule.heldSources == ["s1"])
        #expect(try run(bench, load.batch.id, day: 21) { $0.rules = ["other"] }.wasAlreadyTakenBack)
        let source = try run(bench, load.batch.id, day: 21) { $0.sources = ["s0"] }
        #expect(try titles() == "--,Head-")
        #expect(source.watermarks.map(\.value) == ["1"])
        #expect(try Verifier.verify(load.batch.id, on: bench.target).mismatches.isEmpty)
        _ = try run(bench, rule.rollback?.id ?? "", day: 22)
        #expect(try titles() == "-d1,Headd2")
        let record = id(.contacts, "bert")
        _ = try run(bench, load.batch.id, day: 23) {
            $0.records = [record]; $0.fields = ["job_title"]
        }
        #expect(try titles() == "-d1,-d2")
        #expect(throws: LedgerFault.self) { try run(bench, load.batch.id, day: 23) { $0.sources = ["nobody"] } }
        #expect(throws: LedgerFault.self) { try run(bench, load.batch.id, day: 23) { $0.fields = ["no_such"] } }
        #expect(try run(bench, load.batch.id, day: 24).proof.isAsBefore)
        #expect(try bench.roots().full == before.full)
    }

    @Test("Overwriting brings the value from before; taking that back brings the person's", arguments: Engine.available)
    func overwriting(engine: Engine) throws {
        let (bench, load, before) = try bench(engine)
        let anna = id(.contacts, "anna")
        try bench.edit("UPDATE contacts SET job_title = 'Boss' WHERE id = '\(anna)'")
        let typed = try bench.roots()
        let back = try run(bench, load.batch.id, conflicts: .overwrite)
        #expect(back.overwritten.map(\.now) == ["Boss"])
        #expect(back.keptFields.isEmpty)
        #expect(try bench.roots().full == before.full)
        _ = try run(bench, back.rollback?.id ?? "", day: 21)
        #expect(try bench.roots() == typed)
    }

    @Test(
        "A merge is taken back by itself; what people attached since stays and is listed", arguments: Engine.available)
    func unmerging(engine: Engine) throws {
        let bench = try Workbench(engine)
        try bench.load(.customers(["anna", "anne"]))
        let (anna, anne) = (id(.contacts, "anna"), id(.contacts, "anne"))
        let order = id(.orders, "1")
        try bench.edit(
            "INSERT INTO orders (id, number, contact_id, currency) VALUES ('\(order)', '1', '\(anne)', 'EUR')")
        let before = try bench.roots()
        var desired = DesiredMaster()
        desired.addCustomer("anna", title: "Head")
        desired.merges = [Merge(entity: .contacts, loser: anne, survivor: anna)]
        try desired.finish()
        let load = try bench.load(desired, now: Workbench.day(2))
        #expect(try bench.text("SELECT contact_id FROM orders") == "\(anna)")
        let note = id(.activities, "n")
        try bench.edit("INSERT INTO activities (id, kind, contact_id) VALUES ('\(note)', 'note', '\(anna)')")
        let back = try run(bench, load.batch.id) { $0.merges = [anne] }
        #expect(back.attached.map(\.id) == [note])
        #expect(back.heldSources.isEmpty)
        #expect(try bench.text("SELECT contact_id FROM orders") == "\(anne)")
        #expect(try bench.value(.contacts, anne, "merged_into") == "")
        #expect(try bench.value(.contacts, anne, "deleted_at") == "")
        #expect(try bench.value(.contacts, anna, "job_title") == "Head")
        try bench.edit("DELETE FROM activities")
        #expect(try run(bench, load.batch.id, day: 21).proof.isEqual)
        #expect(try bench.roots().full == before.full)
    }

    @Test("A merge that would lose an order isn't committed", arguments: Engine.available)
    func conservation(engine: Engine) throws {
        let bench = try Workbench(engine)
        try bench.load(.customers(["anna", "anne"]))
        let (anna, anne) = (id(.contacts, "anna"), id(.contacts, "anne"))
        try bench.edit(
            "INSERT INTO orders (id, number, contact_id, currency) VALUES ('\(id(.orders, "1"))', '1', '\(anne)', 'EUR')"
        )
        var desired = DesiredMaster()
        desired.addCustomer("anna")
        desired.merges = [Merge(entity: .contacts, loser: anne, survivor: anna)]
        try desired.finish()
        // A rule of the database's own that keeps orders where they are, as a program of somebody's might.
        try bench.edit(
            engine == .sqlite
                ? """
                CREATE TRIGGER stay AFTER UPDATE OF contact_id ON orders BEGIN
                UPDATE orders SET contact_id = OLD.contact_id WHERE id = NEW.id AND NEW.contact_id <> OLD.contact_id; END
                """
                : """
                CREATE FUNCTION stay() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.contact_id = OLD.contact_id; RETURN NEW; END';
                CREATE TRIGGER stay BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION stay()
                """)
        let state = try bench.roots()
        #expect(throws: LedgerFault.self) { try bench.load(desired, now: Workbench.day(2)) }
        #expect(try bench.roots() == state)
    }
}
