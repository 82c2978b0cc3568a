internal import PostgreSQL
internal import Records

/// What an erasure leaves in the files of a PostgreSQL database, and how it goes.
///
/// A deleted or changed row stays in its table's file until the space is used again, and then in part. The planner's
/// statistics keep values of columns, too. Both are written anew. An erasure that wasn't finished so is known by the
/// audit: its line isn't followed by one that says so.
extension PostgreSQLTarget {
    /// Writes the CRM's tables anew after an erasure, with the planner's statistics; nothing when no erasure waits for
    /// that.
    public func discardRemains() throws -> Remains? { try discardRemains(besides: []) }

    /// The same with further tables, of the program whose database it is.
    func discardRemains(besides foreign: [String]) throws -> Remains? {
        guard exists else { return nil }
        let connection = try connect(for: .writing)
        let state = try PostgreSQLTables.state(connection, isGuest: isGuest)
        guard state.isPrepared, let erasure = try Erasure(connection) else { return nil }
        let tables = try remainingTables(connection, foreign)
        let plan = Rewriting(tables: tables, statistics: try statisticsTables(connection))
        var left: Remains?
        do {
            try connection.run("SET lock_timeout = \(patience.run); SET statement_timeout = \(patience.statement)")
            left = try discard(plan, erasure, connection)
            try connection.run("RESET lock_timeout; RESET statement_timeout")
        } catch let fault as OldSnapshots {
            left = Remains(
                "somebody still looks at the state from before the erasure"
                    + (fault.holders.isEmpty ? "" : ": " + fault.holders.joined(separator: "; "))
                    + "; when they have finished do the same again, or run",
                plan.statements(plan.all))
        } catch let fault as PostgreSQLFault {
            let why =
                fault.isContention
                ? "tables are in use" + users(of: plan.tables) : "the tables couldn't be written anew: \(fault)"
            left = Remains("\(why); when that is settled do the same again, or run", plan.statements(plan.all))
        }
        if let left { return left }
        try withSession(.writing) { session in
            try session.audit(
                at: erasure.at, who: erasure.who, what: "remains", detail: "written anew after an erasure")
            return .commit(())
        }
        return nil
    }

    private func discard(
        _ plan: Rewriting, _ erasure: Erasure, _ connection: PostgreSQLConnection
    ) throws -> Remains? {
        var closed: [String] = []
        for table in plan.all where try !mayRewrite(table, connection) { closed.append(table) }
        try rewrite(plan.tables.filter { !closed.contains($0) }, since: erasure.transaction, connection)
        // What analysing the tables just replaced is behind this.
        let analysed = try connection.query("SELECT pg_catalog.txid_current()::text").text(0, 0)
        try rewrite(plan.statistics.filter { !closed.contains($0) }, since: Erasure.short(analysed), connection)
        if closed.isEmpty { return nil }
        return Remains(
            "\(connection.user) may not write \(closed.count) of \(plan.all.count) tables anew; their owner runs",
            plan.statements(closed))
    }

    /// The last erasure, when what it left wasn't written anew since.
    private struct Erasure {
        let at: String
        let who: String
        /// The transaction's number, as rows carry it.
        let transaction: String

        init?(_ connection: PostgreSQLConnection) throws {
            let found = try connection.query(
                """
                SELECT at, who, xmin::text FROM customary.audit AS a WHERE what = 'erase' AND NOT EXISTS (SELECT 1
                FROM customary.audit AS b WHERE b.what IN ('erase', 'remains') AND b.number > a.number)
                """)
            guard found.count > 0 else { return nil }
            (at, who, transaction) = (found.text(0, 0), found.text(0, 1), found.text(0, 2))
        }

        /// A transaction's full number as rows carry it: its lower 32 bits.
        static func short(_ full: String) -> String { String((UInt64(full) ?? 0) & 0xFFFF_FFFF) }
    }

    /// What is to be written anew.
    private struct Rewriting {
        /// Tables, quoted with their schemas.
        var tables: [String]
        /// The planner's statistics, which come last.
        var statistics: [String]

        var all: [String] { tables + statistics }

        func statements(_ wanted: [String]) -> [String] {
            tables.filter(wanted.contains).map { "VACUUM (FULL, ANALYZE) \($0);" }
                + statistics.filter(wanted.contains).map { "VACUUM (FULL) \($0);" }
        }
    }

    /// Sessions that still see rows from before an erasure, so that rewriting keeps them.
    private struct OldSnapshots: Error {
        var holders: [String]
    }

    private func remainingTables(_ connection: PostgreSQLConnection, _ foreign: [String]) throws -> [String] {
        var tables = isGuest ? foreign : Entity.allCases.map { Schema.postgreSQLName($0) }
        let found = try connection.query(
            """
            SELECT c.relname::text FROM pg_catalog.pg_class AS c
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname = 'customary'
            WHERE c.relkind = 'r' AND (c.relname IN ('changes', 'crosswalk', 'keys') OR c.relname LIKE 'native\\_%')
            ORDER BY 1
            """)
        tables += (0..<found.count).map { "customary.\(found.text($0, 0))" }
        return tables
    }

    /// Where the planner keeps values of columns.
    private func statisticsTables(_ connection: PostgreSQLConnection) throws -> [String] {
        let found = try connection.query("SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_statistic_ext)")
        return ["pg_catalog.pg_statistic"] + (found.integer(0, 0) == 1 ? ["pg_catalog.pg_statistic_ext_data"] : [])
    }

    /// Whether the role may write a table anew. The server itself only warns when it may not.
    private func mayRewrite(_ table: String, _ connection: PostgreSQLConnection) throws -> Bool {
        let name = NativeTables.literal(table)
        // Owners, the database's owner, superusers; from PostgreSQL 17 on a right of its own.
        let right =
            connection.serverVersion >= 170_000
            ? "OR pg_catalog.has_table_privilege(c.oid, 'MAINTAIN')" : ""
        let found = try connection.query(
            """
            SELECT pg_catalog.pg_has_role(c.relowner, 'USAGE') OR (SELECT pg_catalog.pg_has_role(d.datdba, 'USAGE')
            FROM pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database()) \(right)
            FROM pg_catalog.pg_class AS c WHERE c.oid = pg_catalog.to_regclass(\(name))
            """)
        return found.count > 0 && found.integer(0, 0) == 1
    }

    /// Writes tables anew, until none of them holds what a transaction deleted; throws `OldSnapshots` when somebody who
    /// sees it still doesn't end.
    private func rewrite(
        _ tables: [String], since transaction: String, _ connection: PostgreSQLConnection
    ) throws {
        var left = tables
        var attempt = 1
        while true {
            var still: [String] = []
            for table in left {
                let isStatistics = table.hasPrefix("pg_catalog.")
                try vacuum("VACUUM (FULL\(isStatistics ? "" : ", ANALYZE")) \(table)", connection)
                if try !isRid(table, of: transaction, connection) { still.append(table) }
            }
            if still.isEmpty { return }
            if attempt >= patience.attempts { throw OldSnapshots(holders: try observers(transaction, connection)) }
            left = still
            attempt += 1
            PostgreSQLTarget.pause(milliseconds: patience.run / 5)
        }
    }

    /// Runs it, after a pause once more when the table was in use.
    private func vacuum(_ statement: String, _ connection: PostgreSQLConnection) throws {
        do {
            try connection.run(statement)
        } catch {
            guard error.isContention else { throw error }
            PostgreSQLTarget.pause(milliseconds: patience.run / 10)
            try connection.run(statement)
        }
    }

    /// True when a table that was just written anew holds nothing that a transaction deleted: writing it anew leaves out
    /// what was deleted before its horizon, and notes that.
    private func isRid(_ table: String, of transaction: String, _ connection: PostgreSQLConnection) throws -> Bool {
        let name = NativeTables.literal(table)
        let found = try connection.query(
            """
            SELECT pg_catalog.age(c.relfrozenxid) < pg_catalog.age('\(transaction)'::pg_catalog.xid)
            FROM pg_catalog.pg_class AS c WHERE c.oid = pg_catalog.to_regclass(\(name))
            """)
        return found.count > 0 && found.integer(0, 0) == 1
    }

    /// A server process in words, in SQL over `pg_stat_activity` as `a`.
    private static let process = """
        'process ' || a.pid || coalesce(' (' || nullif(a.application_name, '') || ')', '')
        || coalesce(', role ' || a.usename, '')
        || coalesce(' since ' || pg_catalog.to_char(a.xact_start, 'YYYY-MM-DD HH24:MI:SS OF'), '')
        """

    /// Who uses one of these tables, be it that they only read it.
    private func users(of tables: [String]) -> String {
        let names = tables.map { NativeTables.literal($0) }.joined(separator: ", ")
        let found = try? PostgreSQLConnection(settings).query(
            """
            SELECT DISTINCT \(PostgreSQLTarget.process) FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
            WHERE l.granted AND l.pid <> pg_catalog.pg_backend_pid() AND l.locktype = 'relation'
            AND l.relation IN (SELECT pg_catalog.to_regclass(n)::pg_catalog.oid
            FROM pg_catalog.unnest(ARRAY[\(names)]) AS n) LIMIT 5
            """)
        guard let found, found.count > 0 else { return "" }
        return ": " + (0..<found.count).map { found.text($0, 0) }.joined(separator: "; ")
    }

    /// Who sees a state from before a transaction.
    private func observers(_ transaction: String, _ connection: PostgreSQLConnection) throws -> [String] {
        let found = try connection.query(
            """
            SELECT \(PostgreSQLTarget.process) FROM pg_catalog.pg_stat_activity AS a
            WHERE a.pid <> pg_catalog.pg_backend_pid() AND pg_catalog.age(a.backend_xmin) >= pg_catalog.age('\(transaction)'::pg_catalog.xid)
            UNION ALL SELECT 'the prepared transaction ' || gid FROM pg_catalog.pg_prepared_xacts
            WHERE database = pg_catalog.current_database()
            UNION ALL SELECT 'the replication slot ' || slot_name FROM pg_catalog.pg_replication_slots
            WHERE pg_catalog.age(coalesce(xmin, catalog_xmin))
            >= pg_catalog.age('\(transaction)'::pg_catalog.xid)
            LIMIT 5
            """)
        return (0..<found.count).map { found.text($0, 0) }
    }
}
