import CRM
import Engines
import Foundation
import Ledger
import Records
import Seeds
import Testing

@Suite("Random worlds")
struct WorldTests {
    @Test("Loads, people's edits and rollbacks in any order end where a simple model says", arguments: Engine.available)
    func worlds(engine: Engine) throws {
        let given = ProcessInfo.processInfo.environment["CUSTOMARY_SEED"].flatMap { UInt64($0) }
        let rounds = ProcessInfo.processInfo.environment["CUSTOMARY_WORLDS"].flatMap { Int($0) } ?? 12
        let first = given ?? UInt64.random(in: 0..<1_000_000_000)
        // A transaction on a server takes longer than one on a file.
        let count = engine == .sqlite ? rounds : max(1, rounds / 6)
        print("random worlds: CUSTOMARY_SEED=\(first) CUSTOMARY_WORLDS=\(rounds)")
        for seed in first..<(first + UInt64(count)) {
            var world = try World(seed: seed, engine: engine)
            try world.live()
        }
    }
}

private struct World {
    let seed: UInt64
    let bench: Workbench
    var random: Seeded
    var model = RollbackModel()
    var loads: [(sequence: Int, id: String)] = []
    var clock = 1
    var typed = 0

    init(seed: UInt64, engine: Engine) throws {
        self.seed = seed
        random = Seeded(seed)
        // Every other world has its references checked as those of a large load are.
        bench = try Workbench(engine, checkingInSetsFrom: seed.isMultiple(of: 2) ? 0 : 50_000)
        try bench.makeExisting(
            "INSERT INTO contacts (id, given_name, job_title) VALUES ('\(id(.contacts, "p0"))', 'typed', 'Chef');")
        model.observe(try bench.tables(), .start)
    }

    mutating func live() throws {
        for _ in 0..<14 {
            switch Int.random(in: 0..<10, using: &random) {
            case 0..<4: try load()
            case 4..<8: try edit()
            default: try rollback()
            }
            guard try agrees() else { return }
        }
        while !loads.isEmpty {
            try rollback()
            guard try agrees() else { return }
        }
    }

    private func pick(_ random: inout Seeded, _ bound: Int) -> Int {
        Int.random(in: 0..<bound, using: &random)
    }

    private mutating func now() -> String {
        clock += 1
        return "2026-02-01T08:00:\(clock < 10 ? "0" : "")\(clock).000000Z"
    }

    private mutating func load() throws {
        var desired = DesiredMaster()
        var wanted: Set<RollbackModel.Key> = []
        func add(_ entity: Entity, _ name: String, _ values: [String: String]) {
            desired.append(entity, id: id(entity, name), values: values)
            wanted.insert(RollbackModel.Key(entity: entity, id: id(entity, name)))
        }
        for firm in 0..<2 where pick(&random, 3) > 0 {
            add(.accounts, "f\(firm)", ["name": "Firma \(firm)", "industry": "branch \(pick(&random, 3))"])
        }
        for person in 0..<4 where pick(&random, 4) > 0 {
            let contact = id(.contacts, "p\(person)").description
            add(.contacts, "p\(person)", ["given_name": "P\(person)", "job_title": ["", "a", "b"][pick(&random, 3)]])
            let mail = "m\(pick(&random, 2))@example.org"
            add(
                .contactPoints, "p\(person)\(mail)",
                ["contact_id": contact, "kind": "email", "value": mail, "is_primary": "true"])
            if pick(&random, 2) == 0 {
                add(
                    .addresses, "p\(person)",
                    ["contact_id": contact, "kind": "billing", "city": "c\(pick(&random, 3))"])
            }
            let firm = pick(&random, 2)
            if wanted.contains(RollbackModel.Key(entity: .accounts, id: id(.accounts, "f\(firm)"))) {
                add(
                    .accountContacts, "p\(person)f\(firm)",
                    ["contact_id": contact, "account_id": id(.accounts, "f\(firm)").description])
            }
            if pick(&random, 3) == 0 {
                add(
                    .orders, "o\(person)",
                    ["contact_id": contact, "number": "\(person)", "status": "s\(pick(&random, 3))"])
                add(
                    .orderLines, "o\(person)",
                    [
                        "order_id": id(.orders, "o\(person)").description, "line": "1",
                        "unit_price": "\(pick(&random, 9)).5",
                    ])
            }
        }
        try desired.finish()
        let plan = try bench.plan(desired, now: now()).file
        guard case .loaded(let result) = try bench.load(desired, plan: plan) else { return }
        loads.append((result.batch.sequence, result.batch.id))
        trace("load \(result.batch.id) \(result.batch.counts)")
        model.observe(try bench.tables(), .load(result.batch.sequence), wanted: wanted)
        let verified = try Verifier.verify(result.batch.id, on: bench.target)
        #expect(verified.changes == verified.unchanged, "seed \(seed)")
    }

    private mutating func edit() throws {
        let rows = try bench.tables().keys.sorted()
        guard !rows.isEmpty else { return }
        let key = rows[pick(&random, rows.count)]
        let table = key.entity.table
        typed += 1
        trace("edit \(table) \(key.id)")
        switch pick(&random, 10) {
        case 0 where [.contactPoints, .addresses, .accountContacts, .orderLines].contains(key.entity):
            try bench.edit("DELETE FROM \(table) WHERE id = '\(key.id)'")
        case 1 where key.entity == .contacts:
            try bench.edit(
                """
                INSERT INTO activities (id, kind, contact_id)
                VALUES ('\(id(.activities, "t\(typed)"))', 'call', '\(key.id)')
                """)
        case 2 where key.entity == .contacts:
            try bench.edit(
                """
                INSERT INTO contact_points (id, kind, contact_id, value, is_primary)
                VALUES ('\(id(.contactPoints, "t\(typed)"))', 'email', '\(key.id)', 'm1@example.org',
                \(pick(&random, 2) == 0))
                """)
        default:
            let column =
                switch key.entity {
                case .contacts: "job_title"
                case .accounts: "industry"
                case .addresses: "city"
                case .orders: "status"
                default: "updated_by"
                }
            let value = ["'a'", "'b'", "'person \(typed)'", "NULL"][pick(&random, 4)]
            let signed = pick(&random, 2) == 0 ? ", updated_by = 'eva', updated_at = '\(now())'" : ""
            try bench.edit(
                "UPDATE \(table) SET \(column) = \(value)\(column == "updated_by" ? "" : signed) WHERE id = '\(key.id)'"
            )
        }
        model.observe(try bench.tables(), .person)
    }

    private mutating func rollback() throws {
        guard !loads.isEmpty else { return }
        let load = loads.remove(at: pick(&random, loads.count))
        let before = try bench.roots()
        let preview = try bench.rollback(load.id, plan: true, now: now())
        #expect(try bench.roots() == before, "seed \(seed): a preview changed something")
        let report = try bench.rollback(load.id, now: now())
        #expect(preview.counts == report.counts, "seed \(seed): the preview said something else")
        model.undo(load.sequence)
        for record in report.keptRecords {
            let waits = model.records[RollbackModel.Key(entity: record.entity, id: record.id)]?.waits
            guard waits != (record.reason == .later) else { continue }
            trace("\(record.entity.table) \(record.id) is \(record.reason), in the model \(String(describing: waits))")
        }
        trace("rollback \(load.id): \(report.counts)")
        #expect(report.proof.isEqual)
        #expect(try bench.rollback(load.id, now: now()).wasAlreadyTakenBack)
    }

    /// Tells the world's story, when asked, to find out why a seed fails.
    private func trace(_ text: @autoclosure () -> String) {
        if ProcessInfo.processInfo.environment["CUSTOMARY_TRACE"] != nil { print(text()) }
    }

    private func agrees() throws -> Bool {
        let found = try bench.tables()
        let keys = Set(found.keys).union(model.records.keys).sorted()
        for key in keys where found[key] != model.records[key]?.values {
            let names = Schema.storedColumns(of: key.entity).map(\.name)
            let (one, other) = (found[key], model.records[key]?.values)
            let columns = names.indices.filter { one?[$0] != other?[$0] }.map {
                "\(names[$0]): \(one?[$0] ?? "no record") instead of \(other?[$0] ?? "no record")"
            }
            trace("model: \(String(describing: model.records[key]))")
            let history = try bench.target.withSession(.reading) {
                .rollback(try $0.history(of: key.entity, ids: [key.id]))
            }
            for change in history {
                trace("\(change.batch) \(change.kind) undone '\(change.undoneBy)' kept '\(change.kept)'")
            }
            Issue.record("seed \(seed): \(key.entity.table) \(key.id): \(columns.prefix(3).joined(separator: "; "))")
            return false
        }
        return true
    }
}
