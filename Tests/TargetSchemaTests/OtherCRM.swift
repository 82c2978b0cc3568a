import CRM
import Digest
import Foundation
import Ledger
import Pipeline
import PostgreSQLServer
import Records
import SQLite
import Testing

/// A database of another program with rows that people typed, and what a test does to it.
final class OtherCRM {
    enum Place {
        case sqlite(String)
        case postgreSQL(String)
    }

    let place: Place
    private(set) var target: SchemaTarget
    let folder: String
    let keys: ProjectKeys
    private var plans = 0

    /// Makes one on PostgreSQL with one of the product's descriptions.
    init(_ name: String, tables: String, people: String, description: String? = nil) throws {
        folder = try OtherCRM.makeFolder()
        keys = try ProjectKeys.open(project: "test", folder: "\(folder)/keys", create: true)
        let server = try PostgreSQLServer.shared.get()
        let address = try server.makeDatabase()
        place = .postgreSQL(address)
        try server.psql(tables + "\n" + people, in: address)
        target = try SchemaTarget(postgreSQL: address, schema: OtherCRM.schema(name, description))
    }

    /// Makes one in a SQLite file.
    init(sqlite tables: String, description: String) throws {
        folder = try OtherCRM.makeFolder()
        keys = try ProjectKeys.open(project: "test", folder: "\(folder)/keys", create: true)
        let path = "\(folder)/other.sqlite"
        place = .sqlite(path)
        let database = try SQLiteDatabase(path: path, mode: .readWriteCreate)
        try database.write { try $0.execute(tables) }
        try database.outsideTransaction { try $0.execute("PRAGMA journal_mode = delete") }
        target = SchemaTarget(sqlite: path, schema: try OtherCRM.schema("small", description))
    }

    /// Goes on as another role of the server.
    func act(as role: String) throws {
        guard case .postgreSQL(let address) = place else { return }
        let own = address.replacingOccurrences(of: "user=customary", with: "user=\(role)")
        target = try SchemaTarget(postgreSQL: own, schema: target.schema)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private static func makeFolder() throws -> String {
        let memory = FileManager.default.isWritableFile(atPath: "/dev/shm")
        let folder = "\(memory ? "/dev/shm" : NSTemporaryDirectory())/customary-other-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    /// The text of one of the product's descriptions.
    static func description(_ name: String) throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appendingPathComponent("Mappings/targets/\(name).yaml"), encoding: .utf8)
    }

    static func schema(_ name: String, _ description: String?) throws -> TargetSchema {
        try TargetSchema.read(text: description ?? OtherCRM.description(name), name: "\(name).yaml")
    }

    // MARK: Looking at it and changing it from outside

    func edit(_ sql: String) throws {
        switch place {
        case .sqlite(let path): try SQLiteDatabase(path: path, mode: .rehearsal).write { try $0.execute(sql) }
        case .postgreSQL(let address): try PostgreSQLServer.shared.get().psql(sql, in: address)
        }
    }

    func text(_ sql: String) throws -> String {
        switch place {
        case .sqlite(let path): try SQLiteDatabase(path: path, mode: .readOnly).read { try $0.text(sql) ?? "" }
        case .postgreSQL(let address): try PostgreSQLServer.shared.get().psql(sql, in: address)
        }
    }

    /// Every byte of every table of the other program's, each row a line.
    func dump() throws -> [String: String] {
        var dump: [String: String] = [:]
        switch place {
        case .sqlite(let path):
            try SQLiteDatabase(path: path, mode: .readOnly).read { connection in
                let names = try connection.prepare(
                    """
                    SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'customary%' AND name NOT LIKE 'sqlite%'
                    AND tbl_name NOT LIKE 'customary%'
                    """)
                while try names.step() {
                    let name = names.text(0)
                    dump["schema \(name)"] = names.text(1)
                    guard names.text(1).hasPrefix("CREATE TABLE") else { continue }
                    let columns = try connection.prepare("SELECT name FROM pragma_table_info('\(name)')")
                    var list: [String] = []
                    while try columns.step() { list.append("quote(\"\(columns.text(0))\")") }
                    let rows = try connection.prepare(
                        "SELECT \(list.joined(separator: " || ',' || ")) FROM \"\(name)\" ORDER BY 1")
                    var lines: [String] = []
                    while try rows.step() { lines.append(rows.text(0)) }
                    dump[name] = lines.joined(separator: "\n")
                }
            }
        case .postgreSQL(let address):
            let server = try PostgreSQLServer.shared.get()
            let names = try server.psql(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'",
                in: address)
            for name in names.split(separator: "\n") {
                dump[String(name)] = try server.psql(
                    "SELECT string_agg(t::text, chr(10) ORDER BY t::text COLLATE \"C\") FROM public.\"\(name)\" AS t",
                    in: address)
            }
            dump["schema"] = try server.psql(
                """
                SELECT string_agg(c.relname || ' ' || a.attname || ' ' || a.atttypid || ' ' || a.attnotnull, chr(10)
                ORDER BY c.relname, a.attnum) FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid
                WHERE c.relnamespace = 'public'::regnamespace AND a.attnum > 0;
                SELECT string_agg(tgname, ',' ORDER BY tgname) FROM pg_trigger WHERE NOT tgisinternal;
                """, in: address)
        }
        return dump
    }

    /// What differs from an earlier dump, row by row.
    func differences(from before: [String: String]) throws -> [String] {
        let after = try dump()
        return Set(before.keys).union(after.keys).sorted().flatMap { name -> [String] in
            let old = Set((before[name] ?? "").split(separator: "\n"))
            let new = Set((after[name] ?? "").split(separator: "\n"))
            return old.subtracting(new).map { "\(name) - \($0)" } + new.subtracting(old).map { "\(name) + \($0)" }
        }
    }

    // MARK: Customary's work

    func plan(_ desired: DesiredMaster, now: String = day(1)) throws -> (
        master: DesiredMaster, planned: Planned, file: PlanFile, notCarried: [(what: String, count: Int)]
    ) {
        plans += 1
        let (master, lost, _) = try desired.projected(on: target)
        let planned = try Planner.plan(master, on: target, now: now)
        let origin = PlanOrigin(
            project: "test", run: "r-\(plans)", stagingRevision: "1", mappingHash: "m", modelHash: "n", limits: [:])
        let file = try PlanFile.write(
            planned, master, origin: origin, on: target, to: "\(folder)/plan-\(plans).json", keys: keys)
        return (master, planned, file, lost)
    }

    @discardableResult
    func load(_ desired: DesiredMaster, now: String = day(1)) throws -> LoadResult {
        let plan = try plan(desired, now: now)
        let outcome = try Loader(target: target, keys: keys, folder: "\(folder)/runs")
            .load(plan.master, plan: plan.file, run: "run", who: "tester", accept: { _ in false })
        guard case .loaded(let result) = outcome else {
            Issue.record("not loaded: \(outcome)")
            throw CancellationError()
        }
        return result
    }

    @discardableResult
    func rollback(_ batch: String, now: String = day(20)) throws -> RollbackReport {
        try Rollback(target: target, keys: keys, folder: "\(folder)/runs")
            .run(batch: batch, plan: false, now: now, run: "run", who: "tester")
    }

    func count(_ entity: Entity) throws -> Int {
        try target.withSession(.reading) { session in
            var count = 0
            let blocks = try session.rows(of: entity, columns: [], ids: nil)
            while let block = try blocks.next() { count += block.ids.count }
            return .rollback(count)
        }
    }

    static func day(_ number: Int) -> String { "2026-01-\(number < 10 ? "0" : "")\(number)T08:00:00.123456Z" }
}

/// Expects that nothing differs, and shows what does.
func expectSame(_ differences: [String], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(differences == [], "\(differences.joined(separator: "\n"))", sourceLocation: sourceLocation)
}

/// A master id for a name of the tests' own.
func id(_ entity: Entity, _ name: String) -> RecordID {
    MasterID.make(project: "test", entity: entity, source: "s", stream: "t", key: Array(name.utf8))
}

extension DesiredMaster {
    /// Adds a record, founded by one source record.
    mutating func add(_ entity: Entity, _ name: String, _ values: [String: String]) {
        let master = id(entity, name)
        let founding = crosswalk.append(
            source: "list", stream: entity.table, key: Array(name.utf8)[...], record: "record",
            ordinal: UInt32(crosswalk.count + 1), entity: entity, masterID: master,
            rowHash: Hash64.hash(Array(values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined().utf8))
        )
        append(entity, id: master, founding: founding, values: values)
    }

    /// Two companies, three people, and everything that may hang on them; `city` differs between deliveries.
    static func sample(city: String = "Ulm", without: Set<Entity> = []) throws -> DesiredMaster {
        var all = DesiredMaster()
        func ref(_ entity: Entity, _ name: String) -> String { id(entity, name).description }
        func add(_ entity: Entity, _ name: String, _ values: [String: String]) {
            if !without.contains(entity) { all.add(entity, name, values) }
        }
        add(.users, "petra", ["name": "Petra Muster", "email": "petra@muster.example", "active": "true"])
        add(.users, "nobody", ["name": "Nobody Known", "email": "nobody@muster.example"])
        add(.products, "flour", ["sku": "FLOUR-1", "name": "Flour", "unit_price": "12.50", "currency": "EUR"])
        add(
            .accounts, "bakery",
            [
                "name": "Bäckerei Nord GmbH", "vat_id": "DE129273398", "website": "https://nord.example",
                "owner_id": ref(.users, "petra"), "description": "Likes \"quotes\" and \\ and\na second line",
                "parent_id": ref(.accounts, "holding"),
            ])
        add(.accounts, "holding", ["name": "Nord Holding", "owner_id": ref(.users, "nobody"), "industry": "Food"])
        add(
            .contacts, "anna",
            [
                "prefix": "Dr.", "given_name": "Anna", "middle_name": "Maria", "family_name": "Beispiel",
                "job_title": "Buyer", "language": "de", "owner_id": ref(.users, "petra"), "birth_date": "1980-01-02",
            ])
        add(.contacts, "bert", ["given_name": "Bert", "family_name": "Probe"])
        add(.contacts, "cleo", ["given_name": "Cleo", "family_name": "O'Test"])
        add(
            .accountContacts, "anna",
            ["account_id": ref(.accounts, "bakery"), "contact_id": ref(.contacts, "anna"), "role": "Buyer"])
        add(
            .accountContacts, "bert",
            ["account_id": ref(.accounts, "holding"), "contact_id": ref(.contacts, "bert"), "role": "Owner"])
        func point(_ name: String, _ owner: String, _ kind: String, _ value: String, _ primary: Bool) {
            let isAccount = ["bakery", "holding"].contains(owner)
            add(
                .contactPoints, name,
                [
                    isAccount ? "account_id" : "contact_id": ref(isAccount ? .accounts : .contacts, owner),
                    "kind": kind,
                    "value": value, "value_given": value, "is_primary": primary ? "true" : "false",
                    "is_shared": "false",
                ])
        }
        point("info", "bakery", "email", "info@nord.example", true)
        point("info2", "bakery", "email", "office@nord.example", false)
        point("tel", "bakery", "phone", "+497315550101", true)
        point("fax", "bakery", "fax", "+497315550102", false)
        point("anna", "anna", "email", "anna@nord.example", true)
        point("anna2", "anna", "mobile", "+497315550103", true)
        point("bert", "bert", "email", "info@nord.example", true)
        add(
            .addresses, "billing",
            [
                "account_id": ref(.accounts, "bakery"), "kind": "billing", "street": "Weg 1", "postcode": "89073",
                "city": city, "country": "DE", "is_primary": "true",
            ])
        add(
            .addresses, "shipping",
            [
                "account_id": ref(.accounts, "bakery"), "kind": "shipping", "street": "Rampe 2", "postcode": "89075",
                "city": city, "country": "AT", "is_primary": "true",
            ])
        add(
            .addresses, "anna",
            [
                "contact_id": ref(.contacts, "anna"), "kind": "private", "street": "Gasse 3", "postcode": "1010",
                "city": "Wien", "country": "XK", "is_primary": "true",
            ])
        add(
            .consents, "anna",
            [
                "contact_id": ref(.contacts, "anna"), "channel": "email", "status": "opt_in",
                "address": "anna@nord.example",
            ])
        add(
            .opportunities, "deal",
            [
                "name": "Flour for two years", "account_id": ref(.accounts, "bakery"),
                "contact_id": ref(.contacts, "anna"),
                "owner_id": ref(.users, "petra"), "stage": "New", "amount": "2500.50", "currency": "EUR",
                "probability": "40", "expected_on": "2026-05-06",
            ])
        add(
            .orders, "4711",
            [
                "number": "4711", "account_id": ref(.accounts, "bakery"), "contact_id": ref(.contacts, "anna"),
                "ordered_at": "2025-11-12T13:14:15.000000Z", "status": "paid", "currency": "EUR", "subtotal": "100.00",
                "tax": "19.00", "total": "119.00", "opportunity_id": ref(.opportunities, "deal"), "turnover": "true",
            ])
        add(
            .orderLines, "4711-1",
            [
                "order_id": ref(.orders, "4711"), "line": "1", "sku": "FLOUR-1", "name": "Flour", "quantity": "8",
                "unit_price": "12.50", "product_id": ref(.products, "flour"), "total": "100.00",
            ])
        add(
            .orderLines, "4711-2",
            ["order_id": ref(.orders, "4711"), "line": "2", "name": "Freight", "quantity": "1", "unit_price": "0.00"])
        add(
            .invoices, "R1",
            [
                "number": "R1", "type": "invoice", "account_id": ref(.accounts, "bakery"), "gross": "119.00",
                "currency": "EUR",
            ])
        add(
            .tickets, "t1",
            [
                "number": "T1", "subject": "Too hot", "account_id": ref(.accounts, "bakery"), "status": "open",
                "priority": "high", "contact_id": ref(.contacts, "anna"),
            ])
        for (name, kind) in [("n1", "note"), ("c1", "call"), ("m1", "meeting"), ("k1", "task"), ("e1", "mail")] {
            add(
                .activities, name,
                [
                    "kind": kind, "subject": "About \(kind)", "body": "Body of \(kind)",
                    "occurred_at": "2025-10-09T08:07:06.500000Z",
                    name == "c1" ? "account_id" : "contact_id": name == "c1"
                        ? ref(.accounts, "holding") : ref(.contacts, "anna"),
                ])
        }
        add(
            .activities, "n2",
            ["kind": "note", "body": "On the deal", "opportunity_id": ref(.opportunities, "deal"), "occurred_at": day])
        try all.finish()
        return all
    }

    private static let day = "2025-10-10T08:07:06.000000Z"
}
