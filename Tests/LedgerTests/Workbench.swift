import CRM
import Digest
import Engines
import Foundation
import Ledger
import Records
import Testing

/// A temporary folder with a CRM, keys and manifests, and short words for what the tests do all the time.
final class Workbench {
    let database: TestDatabase
    let keys: ProjectKeys
    private var plans = 0

    init(
        _ engine: Engine = .sqlite, patience: PostgreSQLTarget.Patience = PostgreSQLTarget.Patience(),
        checkingInSetsFrom: Int = 50_000
    ) throws {
        database = try TestDatabase(engine, patience: patience, checkingInSetsFrom: checkingInSetsFrom)
        keys = try ProjectKeys.open(project: "test", folder: "\(database.folder)/keys", create: true)
    }

    var folder: String { database.folder }
    var target: any Target { database.target }
    var manifests: String { "\(folder)/runs" }

    /// Makes the CRM with the sales people's own rows, as a tool that knows nothing of Customary would.
    func makeExisting(_ rows: String = "") throws {
        try database.edit(database.schema, making: true)
        if !rows.isEmpty { try database.edit(rows) }
    }

    /// Changes the CRM as a person would, with any SQL.
    func edit(_ sql: String) throws { try database.edit(sql) }

    func text(_ sql: String) throws -> String? { try database.text(sql) }

    func texts(_ sql: String) throws -> [String?] { try database.texts(sql) }

    func count(_ sql: String) throws -> Int { try database.count(sql) }

    /// A value in canonical text, as Customary reads it.
    func value(_ entity: Entity, _ id: RecordID, _ column: String) throws -> String? {
        guard let index = CustomerModel.columnIndex(column, of: entity) else { return nil }
        return try target.withSession(.reading) { session in
            .rollback(try session.rows(of: entity, columns: [index], ids: [id]).next()?.rows.text(0, 0))
        }
    }

    func plan(_ desired: DesiredMaster, now: String = Workbench.day(1)) throws -> (planned: Planned, file: PlanFile) {
        plans += 1
        let planned = try Planner.plan(desired, on: target, now: now)
        let origin = PlanOrigin(
            project: "test", run: "r-\(plans)", stagingRevision: "1", mappingHash: "m", modelHash: "n",
            limits: ["changed": "2"])
        let file = try PlanFile.write(
            planned, desired, origin: origin, on: target, to: "\(folder)/plan-\(plans).json", keys: keys)
        return (planned, file)
    }

    func load(_ desired: DesiredMaster, plan: PlanFile, accept: Bool = false) throws -> LoadOutcome {
        try Loader(target: target, keys: keys, folder: manifests)
            .load(desired, plan: plan, run: "run", who: "tester", accept: { _ in accept })
    }

    /// Plans and loads; the load must happen.
    @discardableResult
    func load(_ desired: DesiredMaster, now: String = Workbench.day(1)) throws -> LoadResult {
        let plan = try plan(desired, now: now)
        let outcome = try load(desired, plan: plan.file)
        guard case .loaded(let result) = outcome else {
            Issue.record("not loaded: \(outcome)")
            throw CancellationError()
        }
        return result
    }

    @discardableResult
    func rollback(_ batch: String, plan: Bool = false, now: String = Workbench.day(20)) throws -> RollbackReport {
        try Rollback(target: target, keys: keys, folder: manifests)
            .run(batch: batch, plan: plan, now: now, run: "run", who: "tester")
    }

    func roots() throws -> StateRoots {
        try target.withSession(.reading) { .rollback(try StateHash.compute($0)) }
    }

    func snapshot() throws -> StateSnapshot {
        try target.withSession(.reading) { session in
            var snapshot: StateSnapshot? = StateSnapshot()
            _ = try StateHash.compute(session, into: &snapshot)
            return .rollback(snapshot ?? StateSnapshot())
        }
    }

    static func day(_ number: Int) -> String {
        "2026-01-\(number < 10 ? "0" : "")\(number)T08:00:00.000000Z"
    }
}

/// A master id for a name of the tests' own.
func id(_ entity: Entity, _ name: String) -> RecordID {
    MasterID.make(project: "test", entity: entity, source: "s", stream: "t", key: Array(name.utf8))
}

extension DesiredMaster {
    /// Adds a contact with an e-mail and a billing address, founded by one source record.
    mutating func addCustomer(_ name: String, title: String = "", email: String? = nil, city: String = "Ulm") {
        let contact = id(.contacts, name)
        let founding = crosswalk.append(
            source: "shop", stream: "customers", key: Array(name.utf8)[...], record: "person",
            ordinal: UInt32(crosswalk.count + 1), entity: .contacts, masterID: contact,
            rowHash: Hash64.hash(Array((name + title + city).utf8)))
        append(
            .contacts, id: contact, founding: founding,
            values: ["given_name": name, "family_name": "Beispiel", "job_title": title])
        let mail = email ?? "\(name)@example.org"
        append(
            .contactPoints, id: id(.contactPoints, name + mail), founding: founding,
            values: [
                "contact_id": contact.description, "kind": "email", "value": mail, "value_given": mail,
                "is_primary": "true", "is_shared": "false",
            ])
        append(
            .addresses, id: id(.addresses, name + city), founding: founding,
            values: [
                "contact_id": contact.description, "kind": "billing", "street": "Weg 1", "postcode": "89073",
                "city": city, "country": "DE", "is_primary": "true",
            ])
    }

    /// A master of customers with these names, ready to be planned.
    static func customers(_ names: [String], title: String = "", city: String = "Ulm") throws -> DesiredMaster {
        var desired = DesiredMaster()
        for name in names { desired.addCustomer(name, title: title, city: city) }
        try desired.finish()
        return desired
    }
}
