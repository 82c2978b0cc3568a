import CRM
import Engines
import Foundation
import PostgreSQL
import PostgreSQLServer
import Records
import Testing

/// What a bench for one PostgreSQL database needs all the time.
private struct Bench {
    let server: PostgreSQLServer
    let address: String
    var target: PostgreSQLTarget

    static let patience = {
        var patience = PostgreSQLTarget.Patience()
        patience.run = 300
        patience.tables = 300
        patience.attempts = 2
        patience.outcome = 2_000
        return patience
    }()

    init(_ server: PostgreSQLServer? = nil) throws {
        self.server = try server ?? PostgreSQLServer.shared.get()
        address = try self.server.makeDatabase()
        target = try PostgreSQLTarget(address, patience: Bench.patience)
        _ = try target.prepare(now: "")
    }

    func sql(_ text: String) throws -> String { try server.psql(text, in: address) }

    func id(_ number: UInt64) -> RecordID { RecordID(high: 0x0000_0000_0000_8000, low: number) }

    /// A session's work that notes a batch: a user, and the batch row.
    func load(_ session: any LoadSession, _ number: UInt64, root: String = "r") throws -> SessionEnd<String> {
        var rows = Rows(width: Schema.storedColumns(of: .users).count)
        for index in 0..<rows.width { rows.append(index == 0 ? "user \(number)" : "") }
        try session.insert(.users, ids: [id(number)], rows: rows)
        var batch = BatchRow()
        batch.sequence = Int(number)
        batch.id = "2026-01-01-\(number)"
        batch.manifestRoot = root
        try session.append(batch)
        return .commit(batch.id)
    }
}

@Suite("The PostgreSQL target", .enabled(if: PostgreSQLServer.isThere, "PostgreSQL isn't installed"))
struct PostgreSQLTargetTests {
    // MARK: Commits whose answer is lost

    @Test("Who else is connected is counted, whatever role asks, and a backup that nobody knows of isn't made up")
    func circumstances() throws {
        let bench = try Bench()
        let alone = try bench.target.circumstances()
        #expect(alone == TargetCircumstances(connections: 0, lastBackup: nil))
        let others = try (0..<3).map { _ in try PostgreSQLConnection(ConnectionSettings(bench.address)) }
        #expect(try bench.target.circumstances().connections == others.count)
        _ = try bench.sql("DROP ROLE IF EXISTS onlooker; CREATE ROLE onlooker LOGIN")
        let plain = try PostgreSQLTarget(bench.address + " user=onlooker")
        #expect(try plain.circumstances().connections == others.count)
        withExtendedLifetime(others) {}
    }

    @Test("A commit whose answer was lost counts as done; one whose request was lost, as not done")
    func lostAnswers() throws {
        let bench = try Bench()
        let proxy = try CommitProxy(bench.server)
        let target = try PostgreSQLTarget(proxy.address(bench.address), patience: Bench.patience)
        proxy.arm(.loseAnswer)
        #expect(try target.withSession(.writing) { try bench.load($0, 1) } == "2026-01-01-1")
        #expect(proxy.cutCount == 1)
        #expect(try bench.sql("SELECT count(*) FROM crm.users") == "1")
        proxy.arm(.loseRequest)
        #expect(throws: CRMFault.notCommitted(location: target.location)) {
            try target.withSession(.writing) { try bench.load($0, 2) }
        }
        #expect(proxy.cutCount == 2)
        #expect(try bench.sql("SELECT count(*) FROM crm.users") == "1")
    }

    @Test("A commit without a batch is found by who wrote the fence last")
    func lostAnswerWithoutBatch() throws {
        let bench = try Bench()
        let proxy = try CommitProxy(bench.server)
        let target = try PostgreSQLTarget(proxy.address(bench.address), patience: Bench.patience)
        func hold(_ source: String) throws {
            try target.withSession(.writing) { session in
                try session.hold(source: source, by: "b")
                return .commit(())
            }
        }
        proxy.arm(.loseAnswer)
        try hold("one")
        proxy.arm(.loseRequest)
        #expect(throws: CRMFault.notCommitted(location: target.location)) { try hold("two") }
        #expect(try target.withSession(.reading) { .rollback(try $0.heldSources()) } == ["one": "b"])
    }

    @Test("When nobody can be asked any more the outcome is unknown, with exit code 8")
    func unknownOutcome() throws {
        let bench = try Bench()
        let proxy = try CommitProxy(bench.server)
        let target = try PostgreSQLTarget(proxy.address(bench.address), patience: Bench.patience)
        proxy.arm(.loseAnswerAndStay)
        let unknown = CRMFault.outcomeUnknown(location: target.location, batch: "2026-01-01-1")
        #expect(unknown.exitCode == 8 && CRMFault.leavesOutcomeUnknown(unknown))
        #expect(throws: unknown) { try target.withSession(.writing) { try bench.load($0, 1) } }
    }

    // MARK: Others

    @Test("A second run waits for the first one, then says who holds the CRM, with exit code 5")
    func secondRun() throws {
        let bench = try Bench()
        try bench.target.withSession(.writing) { _ in
            do {
                try bench.target.withSession(.writing) { _ in .rollback(()) }
                Issue.record("two runs at once")
            } catch let fault as CRMFault {
                guard case .heldByOther(_, let holders) = fault else {
                    Issue.record("\(fault)")
                    return .rollback(())
                }
                #expect(fault.exitCode == 5)
                #expect(holders.count == 1 && holders[0].contains("customary"))
            }
            // Others may look meanwhile.
            #expect(try bench.target.withSession(.reading) { .rollback(try $0.batches().count) } == 0)
            return .rollback(())
        }
    }

    @Test("Nobody writes between a run's first look and its commit; who writes already is waited for, not broken")
    func tablesAreHeld() throws {
        let bench = try Bench()
        let other = try PostgreSQLConnection(ConnectionSettings(bench.address))
        try other.run("BEGIN; INSERT INTO crm.users (id, name) VALUES ('\(bench.id(9))', 'eva')")
        #expect(throws: CRMFault.self) { try bench.target.withSession(.writing) { _ in .rollback(()) } }
        try other.run("COMMIT")
        try bench.target.withSession(.writing) { _ in
            #expect(throws: PostgreSQLFault.contended(place: other.place, state: "55P03")) {
                try other.run("SET lock_timeout = 50; UPDATE crm.users SET name = 'late'")
            }
            return .rollback(())
        }
    }

    @Test("Who was overtaken can't commit")
    func fence() throws {
        let bench = try Bench()
        #expect(throws: CRMFault.fenced(location: bench.target.location)) {
            try bench.target.withSession(.writing) { session in
                let end = try bench.load(session, 1)
                // As if the lock had been lost, and another run had written in the meantime.
                _ = try bench.sql("UPDATE customary.database SET fence = fence + 1")
                return end
            }
        }
        #expect(try bench.sql("SELECT count(*) FROM crm.users") == "0")
    }

    @Test("A body is run again when the server says that it was in another one's way, and its first run leaves nothing")
    func retry() throws {
        let bench = try Bench()
        _ = try bench.sql("CREATE SEQUENCE public.runs")
        _ = try bench.sql(
            """
            CREATE FUNCTION public.clash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            IF nextval('public.runs') = 1 THEN RAISE EXCEPTION 'clash' USING ERRCODE = '40001'; END IF;
            RETURN NEW; END $$;
            CREATE TRIGGER clash BEFORE INSERT ON crm.users FOR EACH ROW EXECUTE FUNCTION public.clash()
            """)
        var runs = 0
        _ = try bench.target.withSession(.writing) { session in
            runs += 1
            return try bench.load(session, 1)
        }
        #expect(runs == 2)
        #expect(try bench.sql("SELECT count(*) FROM customary.batches") == "1")
    }

    @Test(
        "A connection that is cut in the middle leaves nothing, and says so with exit code 4",
        arguments: ["terminate", "immediate"])
    func killed(how: String) throws {
        let server = how == "immediate" ? try PostgreSQLServer() : try PostgreSQLServer.shared.get()
        let bench = try Bench(server)
        do {
            _ = try bench.target.withSession(.writing) { session in
                let end = try bench.load(session, 1)
                if how == "immediate" {
                    try server.stop("immediate")
                } else {
                    _ = try bench.sql(
                        """
                        SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                        WHERE datname = current_database() AND pid <> pg_backend_pid()
                        """)
                }
                _ = try bench.load(session, 2)
                return end
            }
            Issue.record("committed")
        } catch let fault as PostgreSQLFault {
            #expect(fault.isLost && fault.exitCode == 4)
        }
        if how == "immediate" { try server.start() }
        #expect(try bench.sql("SELECT count(*) FROM crm.users") == "0")
        #expect(try bench.target.withSession(.writing) { try bench.load($0, 3) } == "2026-01-01-3")
    }

    // MARK: Rules and rights

    @Test("A row that somebody's rule refuses is named by its id, inserted or updated, without its values")
    func refusedRows() throws {
        let bench = try Bench()
        _ = try bench.sql("ALTER TABLE crm.users ADD CONSTRAINT no_nine CHECK (name <> 'geheim 9')")
        let width = Schema.storedColumns(of: .users).count
        let ids = (1...20).map { bench.id(UInt64($0)) }
        func rows(_ word: String) -> Rows {
            var rows = Rows(width: width)
            for number in 1...20 {
                for index in 0..<width { rows.append(index == 0 ? "\(word) \(number)" : "") }
            }
            return rows
        }
        let refused = CRMFault.refused(
            location: bench.target.location, table: "users", id: bench.id(9), rule: "no_nine", state: "23514")
        #expect(refused.exitCode == 4 && !refused.description.contains("geheim"))
        #expect(throws: refused) {
            try bench.target.withSession(.writing) { session in
                try session.insert(.users, ids: ids, rows: rows("geheim"))
                return .commit(())
            }
        }
        try bench.target.withSession(.writing) { session in
            try session.insert(.users, ids: ids, rows: rows("offen"))
            return .commit(())
        }
        #expect(throws: refused) {
            try bench.target.withSession(.planning) { session in
                try session.update(
                    .users, ids: ids, masks: [UInt64](repeating: 1, count: 20), rows: rows("geheim"))
                return .rollback(())
            }
        }
    }

    @Test("The roles have the rights of their work and no others, and a missing one is named with its GRANT")
    func roles() throws {
        let bench = try Bench()
        let database = PostgreSQLServer.database(bench.address)
        _ = try bench.sql(Schema.roles(database: database))
        _ = try bench.sql(Schema.roles(database: database))
        let suffix = UUID().uuidString.prefix(8).lowercased()
        for role in ["loader", "reader", "nobody"] {
            _ = try bench.sql("CREATE ROLE \(role)_\(suffix) LOGIN")
            if role != "nobody" { _ = try bench.sql("GRANT customary_\(role) TO \(role)_\(suffix)") }
        }
        func target(_ role: String) throws -> PostgreSQLTarget {
            try PostgreSQLTarget(
                bench.address.replacingOccurrences(of: "user=customary", with: "user=\(role)_\(suffix)"),
                patience: Bench.patience)
        }
        let loader = try target("loader")
        _ = try loader.prepare(now: "")
        #expect(try loader.withSession(.writing) { try bench.load($0, 1) } == "2026-01-01-1")
        let reader = try target("reader")
        #expect(try reader.withSession(.reading) { .rollback(try $0.batches().count) } == 1)
        do {
            try reader.withSession(.writing) { _ in .rollback(()) }
            Issue.record("a reader wrote")
        } catch let fault as CRMFault {
            #expect(fault.exitCode == 7)
            #expect(fault.description.contains("GRANT SELECT, INSERT, UPDATE, DELETE ON crm.\"users\" TO \"reader_"))
        }
        #expect(throws: (any Error).self) { try target("nobody").withSession(.reading) { .rollback(try $0.batches()) } }
        #expect(throws: (any Error).self) {
            try reader.withSession(.reading) { .rollback(try $0.salts(of: [bench.id(1)]).count) }
        }
    }

    @Test("After an erasure the tables are written anew once nobody sees the state before it, and once only")
    func remains() throws {
        let bench = try Bench()
        func file() throws -> String { try bench.sql("SELECT pg_relation_filenode('crm.users')") }
        let before = try file()
        #expect(try bench.target.discardRemains() == nil)
        // Without an erasure there is nothing to do.
        #expect(try file() == before)
        try bench.target.withSession(.writing) {
            _ = try bench.load($0, 7); return .commit(())
        }
        let reader = try PostgreSQLConnection(ConnectionSettings(bench.address))
        try reader.run("BEGIN ISOLATION LEVEL REPEATABLE READ")
        #expect(try reader.query("SELECT count(*) FROM customary.batches").integer(0, 0) == 1)
        try bench.target.withSession(.writing) { session in
            try session.delete(.users, ids: [bench.id(7)])
            try session.audit(at: "2026-01-02T00:00:00Z", who: "lena", what: "erase", detail: "a person")
            return .commit(())
        }
        let held = try #require(try bench.target.discardRemains())
        #expect(held.reason.contains("state from before the erasure: process "), "\(held.reason)")
        #expect(held.statements.contains("VACUUM (FULL, ANALYZE) crm.\"users\";"))
        // A table that is in use isn't waited for without end, either.
        #expect(try reader.query("SELECT count(*) FROM crm.users").integer(0, 0) == 1)
        let used = try #require(try bench.target.discardRemains())
        #expect(used.reason.contains("in use: process "), "\(used.reason)")
        try reader.run("COMMIT")
        // Other tests' connections may hold the server's horizon for an instant while they are made.
        var patience = Bench.patience
        patience.attempts = 100
        let patient = try PostgreSQLTarget(bench.address, patience: patience)
        #expect(try patient.discardRemains() == nil)
        let after = try file()
        #expect(after != before)
        #expect(try patient.discardRemains() == nil)
        #expect(try file() == after)
        try bench.target.withSession(.reading) { .rollback(try $0.checkAudit()) }
    }

    @Test("A database in another encoding is refused with what to do")
    func encoding() throws {
        let server = try PostgreSQLServer.shared.get()
        let name = "latin_\(UUID().uuidString.prefix(8).lowercased())"
        try server.psql("CREATE DATABASE \(name) TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
        let target = try PostgreSQLTarget(server.address(name))
        #expect(throws: CRMFault.self) { try target.prepare(now: "") }
        #expect(
            try server.psql("SELECT count(*) FROM pg_namespace WHERE nspname = 'crm'", in: server.address(name)) == "0")
    }

    @Test("A column of a type that values don't fit into is refused by name")
    func wrongType() throws {
        let server = try PostgreSQLServer.shared.get()
        let address = try server.makeDatabase()
        try server.psql(
            Schema.sql(for: .postgreSQL) + "ALTER TABLE crm.order_lines ALTER quantity TYPE double precision;",
            in: address)
        let target = try PostgreSQLTarget(address)
        #expect(
            throws: CRMFault.wrongType(
                location: target.location, table: "crm.order_lines", column: "quantity", found: "float8",
                wanted: "numeric(19,4)")
        ) { try target.prepare(now: "") }
    }
}
