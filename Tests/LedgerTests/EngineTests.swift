import CRM
import Engines
import Foundation
import Ledger
import PostgreSQLServer
import Records
import Seeds
import Testing

@Suite("Loads on PostgreSQL", .enabled(if: PostgreSQLServer.isThere, "PostgreSQL isn't installed"))
struct EngineTests {
    private static let patience = {
        var patience = PostgreSQLTarget.Patience()
        patience.outcome = 1_000
        return patience
    }()

    @Test("The same input gives the same content root on SQLite and PostgreSQL, after loads and after taking one back")
    func sameRoots() throws {
        let seed = UInt64.random(in: 0..<1_000_000_000)
        var random = Seeded(seed)
        let words = ["", "a", "Ä 'ü' \\ \"ß\"", "漢字", "b\nc", "zz", "B"]
        func word() -> String { words[Int.random(in: 0..<words.count, using: &random)] }
        var masters: [DesiredMaster] = []
        for _ in 0..<2 {
            var desired = DesiredMaster()
            for number in 0..<60 {
                desired.addCustomer("p\(number)", title: word(), city: word())
                let day = Int.random(in: 1...28, using: &random)
                desired.append(
                    .orders, id: id(.orders, "\(number)"),
                    values: [
                        "number": "\(number)", "contact_id": id(.contacts, "p\(number)").description,
                        "total": "\(Int64.random(in: -9_000_000_000...9_000_000_000, using: &random)).\(day)",
                        "ordered_at": "2026-02-\(day < 10 ? "0" : "")\(day)T10:11:12.000\(100 + day)Z", "note": word(),
                    ])
            }
            try desired.finish()
            masters.append(desired)
        }
        var roots: [[String]] = []
        for engine in Engine.available {
            let bench = try Workbench(engine)
            var seen: [String] = []
            var batches: [String] = []
            for (index, desired) in masters.enumerated() {
                let batch = try bench.load(desired, now: Workbench.day(index + 1)).batch
                seen += [batch.contentAfter, batch.fullAfter, batch.planDigest]
                batches.append(batch.id)
            }
            try bench.rollback(batches[0])
            seen.append("\(try bench.roots())")
            roots.append(seen)
        }
        #expect(roots[0] == roots[1], "seed \(seed)")
    }

    @Test("A row that a rule of the CRM refuses is named by its row in the source, in the plan already")
    func refusedRow() throws {
        let bench = try Workbench(.postgreSQL)
        try bench.makeExisting("ALTER TABLE contacts ADD CONSTRAINT no_bert CHECK (given_name <> 'bert')")
        do {
            _ = try bench.plan(.customers(["anna", "bert", "cleo"]))
            Issue.record("was planned")
        } catch let fault as LedgerFault {
            #expect(
                fault
                    == .refused(
                        place: "shop/customers, row 2", table: "contacts", id: "\(id(.contacts, "bert"))",
                        rule: "no_bert", state: "23514"))
            #expect(fault.exitCode == 4)
        }
    }

    @Test("A load whose commit's answer was lost is done, with its manifest")
    func lostAnswer() throws {
        let bench = try Workbench(.postgreSQL)
        let proxy = try CommitProxy(PostgreSQLServer.shared.get())
        let desired = try DesiredMaster.customers(["anna", "bert"])
        let plan = try bench.plan(desired).file
        _ = try bench.target.prepare(now: "")
        let target = try PostgreSQLTarget(proxy.address(bench.database.address), patience: EngineTests.patience)
        proxy.arm(.loseAnswer)
        let outcome = try Loader(target: target, keys: bench.keys, folder: bench.manifests)
            .load(desired, plan: plan, run: "run", who: "tester")
        guard case .loaded(let result) = outcome else {
            Issue.record("\(outcome)")
            return
        }
        #expect(proxy.cutCount == 1)
        #expect(try Manifest.verify(path: result.manifest, on: bench.target).batch == result.batch.id)
    }

    @Test("While a commit's outcome isn't known its manifest is kept; the next command finishes it")
    func unknownOutcome() throws {
        let bench = try Workbench(.postgreSQL)
        let proxy = try CommitProxy(PostgreSQLServer.shared.get())
        let desired = try DesiredMaster.customers(["anna", "bert"])
        let plan = try bench.plan(desired).file
        _ = try bench.target.prepare(now: "")
        let target = try PostgreSQLTarget(proxy.address(bench.database.address), patience: EngineTests.patience)
        let loader = Loader(target: target, keys: bench.keys, folder: bench.manifests)
        proxy.arm(.loseAnswerAndStay)
        #expect(throws: CRMFault.outcomeUnknown(location: target.location, batch: "2026-01-01-1")) {
            try loader.load(desired, plan: plan, run: "run", who: "tester")
        }
        let partial = "\(Loader.manifestPath("2026-01-01-1", in: bench.manifests)).partial"
        #expect(FileManager.default.fileExists(atPath: partial))
        proxy.open()
        #expect(
            try Recovery.finish(target: target, folder: bench.manifests) == ["finished the manifest of 2026-01-01-1"])
        guard case .alreadyLoaded = try loader.load(desired, plan: plan, run: "run", who: "tester") else {
            Issue.record("loaded twice")
            return
        }
    }
}
