import CRM
import Engines
import Records
import Testing

/// Large transactions on PostgreSQL have their references checked set by set: nothing may get past that.
@Suite("References checked set by set", .enabled(if: Engine.available.contains(.postgreSQL)))
struct ReferenceCheckingTests {
    private func id(_ number: UInt64) -> RecordID { RecordID(high: 0x0000_0000_0000_8000, low: number) }

    private func rows(_ entity: Entity, _ values: [[String: String]]) -> Rows {
        var rows = Rows(width: Schema.storedColumns(of: entity).count)
        for value in values {
            for column in Schema.storedColumns(of: entity) { rows.append(value[column.name] ?? "") }
        }
        return rows
    }

    private func prepared() throws -> TestDatabase {
        let database = try TestDatabase(.postgreSQL, checkingInSetsFrom: 0)
        _ = try database.target.prepare(now: "")
        return database
    }

    /// What the session's own role says while rows are written.
    private func role(_ database: TestDatabase) throws -> String? {
        try database.text("SELECT rolsuper::text FROM pg_roles WHERE rolname = current_user")
    }

    @Test("A row that names one that isn't there is refused by name, and nothing holds")
    func danglingRows() throws {
        let database = try prepared()
        #expect(try role(database) == "true", "else the engine checks row by row, and this proves nothing")
        let missing = id(7).description
        #expect(
            throws: CRMFault.danglingReference(
                location: database.target.location, table: "contact_points", id: id(1).description,
                column: "contact_id", missing: missing)
        ) {
            try database.target.withSession(.writing) { session in
                try session.insert(
                    .contactPoints, ids: [id(1)], rows: rows(.contactPoints, [["contact_id": missing]]))
                return .commit(())
            }
        }
        #expect(try database.count("SELECT count(*) FROM contact_points") == 0)
    }

    @Test("A record that a row of ours, or of somebody else's table, still names can't be removed")
    func namedRecords() throws {
        let database = try prepared()
        try database.edit(
            """
            INSERT INTO accounts (id, name) VALUES ('\(id(1))', 'A'), ('\(id(2))', 'B'), ('\(id(3))', 'C');
            INSERT INTO orders (id, account_id) VALUES ('\(id(11))', '\(id(1))');
            CREATE TABLE visits (day date, account uuid REFERENCES accounts (id) ON DELETE CASCADE);
            INSERT INTO visits VALUES ('2026-01-01', '\(id(2))');
            """)
        func remove(_ number: UInt64) throws {
            try database.target.withSession(.writing) { session in
                try session.delete(.accounts, ids: [id(number)])
                return .commit(())
            }
        }
        #expect(throws: CRMFault.self) { try remove(1) }
        #expect(throws: CRMFault.self, "a cascade of somebody else's isn't ours to set off") { try remove(2) }
        try remove(3)
        #expect(try database.count("SELECT count(*) FROM accounts") == 2)
        #expect(try database.count("SELECT count(*) FROM visits") == 1)
    }

    @Test("Somebody else's trigger on a table goes on firing, whatever the size of a load")
    func foreignTriggers() throws {
        let database = try prepared()
        try database.edit(
            """
            CREATE TABLE seen (id uuid);
            CREATE FUNCTION see() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO crm.seen VALUES (NEW.id); RETURN NEW; END';
            CREATE TRIGGER strangers AFTER INSERT ON accounts FOR EACH ROW EXECUTE FUNCTION see();
            """)
        try database.target.withSession(.writing) { session in
            try session.insert(.accounts, ids: [id(1), id(2)], rows: rows(.accounts, [["name": "A"], ["name": "B"]]))
            return .commit(())
        }
        #expect(try database.count("SELECT count(*) FROM seen") == 2)
    }

    @Test("Rows that name each other hold, and versions go on rising for other tools")
    func soundRows() throws {
        let database = try prepared()
        try database.target.withSession(.writing) { session in
            try session.insert(.accounts, ids: [id(1)], rows: rows(.accounts, [["name": "A"]]))
            try session.insert(.orders, ids: [id(11)], rows: rows(.orders, [["account_id": id(1).description]]))
            try session.checkReferences()
            return .commit(())
        }
        let before = try database.target.withSession(.reading) { SessionEnd.rollback(try $0.fingerprint()) }
        try database.edit("UPDATE accounts SET name = 'B'")
        let after = try database.target.withSession(.reading) { SessionEnd.rollback(try $0.fingerprint()) }
        #expect(after.highestVersion > before.highestVersion)
        #expect(try database.count("SELECT count(*) FROM accounts WHERE row_version > \(before.highestVersion)") == 1)
    }
}
