import CRM
import Foundation
import Ledger
import Records
import Seeds
import Testing

/// A random master: customers with what hangs on them, some of them known from an earlier state.
private struct RandomMaster {
    var random: Seeded

    mutating func pick(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &random) }

    mutating func make() throws -> DesiredMaster {
        var desired = DesiredMaster()
        var entries: [(Entity, RecordID)] = []
        func add(_ entity: Entity, _ name: String, _ values: [String: String]) {
            let own = id(entity, name)
            let founding = desired.crosswalk.append(
                source: "list", stream: "", key: Array(name.utf8)[...], record: entity.table,
                ordinal: UInt32(entries.count + 1), entity: entity, masterID: own, rowHash: UInt64(entries.count))
            entries.append((entity, own))
            desired.append(entity, id: own, founding: founding, values: values)
        }
        let (users, firms, people) = (pick(3), pick(4), pick(6))
        for user in 0..<users { add(.users, "u\(user)", ["name": "Owner \(user)", "email": "u\(user)@own.example"]) }
        for firm in 0..<firms {
            var values = ["name": "Firma \(firm)", "industry": "i\(pick(3))"]
            if users > 0, pick(2) == 0 { values["owner_id"] = id(.users, "u\(pick(users))").description }
            if firm > 0, pick(3) == 0 { values["parent_id"] = id(.accounts, "f\(pick(firm))").description }
            add(.accounts, "f\(firm)", values)
        }
        for person in 0..<people {
            let contact = id(.contacts, "p\(person)").description
            add(.contacts, "p\(person)", ["given_name": "P\(person)", "job_title": ["", "a", "b"][pick(3)]])
            for mail in 0..<pick(3) {
                add(
                    .contactPoints, "p\(person)m\(mail)",
                    [
                        "contact_id": contact, "kind": "email", "value": "m\(mail).\(person)@example.org",
                        "is_primary": mail == 0 ? "true" : "false",
                    ])
            }
            if firms > 0, pick(2) == 0 {
                let firm = pick(firms)
                add(
                    .accountContacts, "p\(person)f\(firm)",
                    ["contact_id": contact, "account_id": id(.accounts, "f\(firm)").description])
            }
            for order in 0..<pick(3) {
                add(
                    .orders, "p\(person)o\(order)",
                    [
                        "contact_id": contact, "number": "\(person)-\(order)", "total": "\(pick(900)).5",
                        "currency": "EUR",
                    ])
                for line in 0..<pick(3) {
                    add(
                        .orderLines, "p\(person)o\(order)l\(line)",
                        ["order_id": id(.orders, "p\(person)o\(order)").description, "line": "\(line)"])
                }
            }
        }
        try desired.finish()
        return desired
    }
}

private func rounds(_ standard: Int) -> (first: UInt64, count: Int) {
    let environment = ProcessInfo.processInfo.environment
    return (
        environment["CUSTOMARY_SEED"].flatMap { UInt64($0) } ?? UInt64.random(in: 0..<1_000_000_000),
        environment["CUSTOMARY_WORLDS"].flatMap { Int($0) } ?? standard
    )
}

@Suite("A plan is what its load does")
struct PlanIsLoadTests {
    @Test("On random data sets the load comes to the state that the rehearsal came to")
    func planEqualsLoad() throws {
        let (first, count) = rounds(30)
        print("plan equals load: CUSTOMARY_SEED=\(first) CUSTOMARY_WORLDS=\(count)")
        for seed in first..<(first + UInt64(count)) {
            let bench = try Workbench()
            var random = RandomMaster(random: Seeded(seed))
            try bench.makeExisting(
                "INSERT INTO contacts (id, given_name, job_title) VALUES ('\(id(.contacts, "p0"))', 'typed', 'Chef');")
            for day in 1...2 {
                let desired = try random.make()
                let (planned, file) = try bench.plan(desired, now: Workbench.day(day))
                let before = Hex(try bench.roots().content)
                #expect(planned.content?.before == before, "seed \(seed)")
                _ = try bench.load(desired, plan: file)
                #expect(planned.content?.after == Hex(try bench.roots().content), "seed \(seed), day \(day)")
            }
        }
    }

    @Test("Loaded in phases, in any cut, the CRM comes to the same content as loaded at once")
    func phases() throws {
        let (first, count) = rounds(10)
        print("phases: CUSTOMARY_SEED=\(first) CUSTOMARY_WORLDS=\(count)")
        for seed in first..<(first + UInt64(count)) {
            var random = RandomMaster(random: Seeded(seed))
            let desired = try random.make()
            let (whole, parts) = (try Workbench(), try Workbench())
            guard case .loaded = try whole.load(desired, plan: try whole.plan(desired).file) else { continue }
            for day in 2...4 {
                let tables = Set(Entity.allCases.filter { _ in random.pick(3) == 0 })
                let phase = try desired.phase(tables, on: parts.target)
                _ = try parts.load(phase.desired, plan: try parts.plan(phase.desired, now: Workbench.day(day)).file)
                for entity in Entity.allCases where !tables.contains(entity) {
                    #expect(phase.desired[entity].ids.isEmpty, "seed \(seed)")
                }
            }
            _ = try parts.load(desired, plan: try parts.plan(desired, now: Workbench.day(5)).file)
            #expect(try parts.roots().content == whole.roots().content, "seed \(seed)")
            let again = try parts.plan(desired, now: Workbench.day(6))
            #expect(again.planned.changes.isEmpty, "seed \(seed)")
        }
    }

    @Test("A phase leaves for later what it can't hang on anything, and empties what a row can do without")
    func leftForLater() throws {
        let bench = try Workbench()
        var desired = DesiredMaster()
        desired.append(.users, id: id(.users, "u"), values: ["name": "U"])
        desired.append(
            .accounts, id: id(.accounts, "f"), values: ["name": "F", "owner_id": id(.users, "u").description])
        desired.append(.orders, id: id(.orders, "o"), values: ["account_id": id(.accounts, "f").description])
        try desired.finish()
        let orders = try desired.phase([.orders], on: bench.target)
        #expect(orders.later == [.orders: 1])
        #expect(orders.desired[.orders].ids.isEmpty)
        let accounts = try desired.phase([.accounts], on: bench.target)
        #expect(accounts.later.isEmpty)
        #expect(accounts.emptied == 1)
        try bench.load(accounts.desired)
        #expect(try bench.text("SELECT owner_id FROM accounts") == nil)
        #expect(try desired.phase([.orders], on: bench.target).desired[.orders].ids.count == 1)
        try bench.load(desired, now: Workbench.day(2))
        #expect(try bench.text("SELECT owner_id FROM accounts") == id(.users, "u").description)
    }

    @Test("A delta names the columns, with what was planned and what is today")
    func deltaNamesColumns() throws {
        let bench = try Workbench()
        try bench.load(try .customers(["anna", "bernd"], title: "a"))
        let desired = try DesiredMaster.customers(["anna", "bernd"], title: "b")
        let plan = try bench.plan(desired, now: Workbench.day(2)).file
        try bench.edit("UPDATE contacts SET job_title = 'typed' WHERE given_name = 'anna'")
        guard case .differs(let delta) = try bench.load(desired, plan: plan) else {
            Issue.record("loaded although the CRM changed")
            return
        }
        #expect(delta.count == 1 && delta.plannedCount == 2)
        let field = try #require(delta.differences.first?.fields.first)
        #expect(field.column == "job_title")
        #expect(field.planned?.old == "a" && field.planned?.new == "b")
        #expect(field.today == nil)
        var told: [String] = []
        try plan.eachChange { told.append("\($0.kind) \($0.table)") }
        #expect(
            told == [
                "update contacts", "update contacts", "link contacts", "link contacts", "unlink contacts",
                "unlink contacts",
            ])
    }

    @Test("What a check throws ends the load before anything is written")
    func checkEndsTheLoad() throws {
        struct Stop: Error {}
        let bench = try Workbench()
        try bench.makeExisting()
        let desired = try DesiredMaster.customers(["anna"])
        let plan = try bench.plan(desired).file
        let before = try bench.roots()
        #expect(throws: Stop.self) {
            try Loader(target: bench.target, keys: bench.keys, folder: bench.manifests)
                .load(desired, plan: plan, run: "r", who: "t", check: { _, _ in throw Stop() })
        }
        #expect(try bench.roots() == before)
        #expect(try bench.count("SELECT count(*) FROM customary_batches") == 0)
    }
}

/// Lower-case hex.
private func Hex(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
