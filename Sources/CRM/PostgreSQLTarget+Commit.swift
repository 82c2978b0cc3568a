internal import Digest
internal import PostgreSQL
internal import Records

/// By what a transaction is recognised after the answer to its COMMIT was lost.
struct CommitMark {
    /// The database's own id.
    let database: String
    /// The number that every writing transaction raises; who finds another one was overtaken.
    let fence: Int64
    /// This transaction's own name, written with the fence.
    let writer: String
    /// The cluster that was written to; empty where the role may not ask.
    let system: String
    /// How often that cluster has been promoted; 0 where the role may not ask.
    let timeline: Int64

    /// Reads it under the advisory lock.
    init(_ connection: PostgreSQLConnection) throws {
        let found = try connection.query("SELECT id, fence FROM customary.database")
        guard found.count == 1, let id = found.id(0, 0) else {
            throw CRMFault.damaged(location: connection.place, what: "customary.database doesn't hold one row")
        }
        database = "\(id)"
        fence = found.integer(0, 1)
        writer = Hex.encode(try Random.bytes(16))
        (system, timeline) = try CommitMark.cluster(connection)
    }

    /// The cluster's own id and timeline; nothing where the role may not ask.
    static func cluster(_ connection: PostgreSQLConnection) throws -> (system: String, timeline: Int64) {
        let may = try connection.query(
            """
            SELECT pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'EXECUTE')
            AND pg_catalog.has_function_privilege('pg_catalog.pg_control_checkpoint()', 'EXECUTE')
            """)
        guard may.integer(0, 0) == 1 else { return ("", 0) }
        let found = try connection.query(
            """
            SELECT (SELECT system_identifier::text FROM pg_catalog.pg_control_system()),
            (SELECT timeline_id::bigint FROM pg_catalog.pg_control_checkpoint())
            """)
        return (found.text(0, 0), found.integer(0, 1))
    }
}

/// Committing, and finding out whether it happened.
extension PostgreSQLTarget {
    /// Gives the counter of row versions back and raises the fence, which only works while nobody else did.
    func raise(_ mark: CommitMark, _ version: Int64, _ connection: PostgreSQLConnection) throws {
        var parameters = Parameters()
        parameters.add(mark.fence)
        parameters.add(mark.writer)
        let raised = try connection.query(
            "UPDATE customary.database SET fence = fence + 1, writer = $2::text WHERE fence = $1::bigint", parameters)
        guard raised.touched == 1 else { throw CRMFault.fenced(location: location) }
        // A sequence isn't part of the transaction: should it not commit, the counter has only grown.
        try connection.query(
            """
            SELECT pg_catalog.setval('customary.row_versions', \(version), true)
            FROM customary.row_versions WHERE last_value < \(version)
            """)
    }

    /// Finds out whether a commit happened whose answer was lost: under the very lock that it held, so that a server
    /// process which is still at it has ended, the batch's row is there or it never will be.
    ///
    /// Returns when it happened, throws `CRMFault.notCommitted` when it didn't, and `outcomeUnknown` when nobody can be
    /// asked.
    func resolve(_ mark: CommitMark, _ batch: BatchRow?) throws {
        let unknown = CRMFault.outcomeUnknown(location: location, batch: batch?.id ?? "")
        var waited = 0
        var step = 100
        while true {
            do {
                if try wasCommitted(mark, batch, unknown) { return }
                throw CRMFault.notCommitted(location: location)
            } catch is PostgreSQLFault {
                if waited >= patience.outcome { throw unknown }
                PostgreSQLTarget.pause(milliseconds: step)
                waited += step
                step = min(2 * step, 5_000)
            }
        }
    }

    private func wasCommitted(_ mark: CommitMark, _ batch: BatchRow?, _ unknown: CRMFault) throws -> Bool {
        let connection = try PostgreSQLConnection(settings)
        defer { connection.rollback() }
        let standby = try connection.query("SELECT pg_catalog.pg_is_in_recovery()")
        if standby.integer(0, 0) == 1 {
            throw PostgreSQLFault.unreachable(place: location, detail: "the server is a standby")
        }
        try begin(connection, .writing)
        try lock(connection)
        let state = try PostgreSQLTables.state(connection, isGuest: isGuest)
        guard state.isPrepared else { throw unknown }
        let now = try CommitMark(connection)
        guard now.database == mark.database, now.system == mark.system else { throw unknown }
        if let batch {
            let session = PostgreSQLSession(connection, state, isPrepared: true)
            let isThere = try session.batches().contains {
                $0.id == batch.id && $0.sequence == batch.sequence && $0.manifestRoot == batch.manifestRoot
            }
            // Another server took over since: what it hasn't got may still be on the one before.
            if !isThere, now.timeline != mark.timeline { throw unknown }
            return isThere
        }
        if now.fence == mark.fence {
            if now.timeline != mark.timeline { throw unknown }
            return false
        }
        let found = try connection.query("SELECT writer FROM customary.database")
        if found.text(0, 0) == mark.writer { return true }
        throw unknown
    }
}

/// Rights, asked for before work begins, so that what is missing can be named.
extension PostgreSQLTarget {
    private func missing(_ connection: PostgreSQLConnection, _ wanted: [(check: String, grant: String)]) throws
        -> [String]
    {
        let found = try connection.query("SELECT \(wanted.map(\.check).joined(separator: ", "))")
        return wanted.indices.filter { found.integer(0, $0) == 0 }.map { wanted[$0].grant }
    }

    private func refuse(_ connection: PostgreSQLConnection, _ wanted: [(check: String, grant: String)]) throws {
        let grants = try missing(connection, wanted)
        if !grants.isEmpty {
            throw CRMFault.missingRights(location: location, role: connection.user, grants: grants)
        }
    }

    private static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// The rights to look at what was loaded; the data keys aren't needed for that.
    func checkReading(_ connection: PostgreSQLConnection) throws {
        let role = PostgreSQLTarget.quoted(connection.user)
        var wanted = (isGuest ? ["customary"] : ["crm", "customary"]).map { schema in
            (
                check: "pg_catalog.has_schema_privilege('\(schema)', 'USAGE')",
                grant: "GRANT USAGE ON SCHEMA \(schema) TO \(role);"
            )
        }
        let own = [
            "database", "batches", "changes", "reasons", "crosswalk", "holds", "watermarks", "audit", "signers",
            "row_versions",
        ]
        for table in (isGuest ? [] : Entity.allCases.map { Schema.postgreSQLName($0) }) + own.map({ "customary.\($0)" })
        {
            wanted.append(
                (
                    "coalesce(pg_catalog.has_table_privilege(pg_catalog.to_regclass('\(table)'), 'SELECT'), false)",
                    "GRANT SELECT ON \(table) TO \(role);"
                ))
        }
        try refuse(connection, wanted)
    }

    /// The rights that a load and a rollback need.
    func checkWriting(_ connection: PostgreSQLConnection) throws {
        let role = PostgreSQLTarget.quoted(connection.user)
        var wanted: [(check: String, grant: String)] = []
        func need(_ rights: String, on table: String) {
            let check = rights.split(separator: ", ").map { right in
                "coalesce(pg_catalog.has_table_privilege(pg_catalog.to_regclass('\(table)'), '\(right)'), false)"
            }
            wanted.append((check.joined(separator: " AND "), "GRANT \(rights) ON \(table) TO \(role);"))
        }
        for schema in isGuest ? ["customary"] : ["crm", "customary"] {
            wanted.append(
                (
                    "pg_catalog.has_schema_privilege('\(schema)', 'USAGE')",
                    "GRANT USAGE ON SCHEMA \(schema) TO \(role);"
                ))
        }
        for entity in Entity.allCases where !isGuest {
            need("SELECT, INSERT, UPDATE, DELETE", on: Schema.postgreSQLName(entity))
        }
        need("SELECT, UPDATE", on: "customary.database")
        for table in ["batches", "changes", "reasons"] { need("SELECT, INSERT, UPDATE", on: "customary.\(table)") }
        for table in ["crosswalk", "holds"] { need("SELECT, INSERT, UPDATE, DELETE", on: "customary.\(table)") }
        for table in ["keys", "watermarks"] { need("SELECT, INSERT, DELETE", on: "customary.\(table)") }
        for table in ["audit", "signers"] { need("SELECT, INSERT", on: "customary.\(table)") }
        wanted.append(
            (
                "pg_catalog.has_sequence_privilege('customary.row_versions', 'SELECT') "
                    + "AND pg_catalog.has_sequence_privilege('customary.row_versions', 'UPDATE')",
                "GRANT SELECT, UPDATE ON SEQUENCE customary.row_versions TO \(role);"
            ))
        wanted.append(try temporary(connection, role))
        try refuse(connection, wanted)
    }

    private func temporary(_ connection: PostgreSQLConnection, _ role: String) throws -> (check: String, grant: String)
    {
        let database = try connection.query("SELECT pg_catalog.current_database()::text").text(0, 0)
        return (
            "pg_catalog.has_database_privilege(pg_catalog.current_database(), 'TEMPORARY')",
            "GRANT TEMPORARY ON DATABASE \(PostgreSQLTarget.quoted(database)) TO \(role);"
        )
    }

    /// The rights to make what is missing.
    func checkMaking(_ connection: PostgreSQLConnection, _ state: PostgreSQLTables.State) throws {
        let role = PostgreSQLTarget.quoted(connection.user)
        let database = try connection.query("SELECT pg_catalog.current_database()::text").text(0, 0)
        var wanted = [try temporary(connection, role)]
        if !state.schemas.isSuperset(of: isGuest ? ["customary"] : ["crm", "customary"]) {
            wanted.append(
                (
                    "pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE')",
                    "GRANT CREATE ON DATABASE \(PostgreSQLTarget.quoted(database)) TO \(role);"
                ))
        }
        for schema in state.schemas.sorted() where !isGuest || schema == "customary" {
            wanted.append(
                (
                    "pg_catalog.has_schema_privilege('\(schema)', 'CREATE')",
                    "GRANT USAGE, CREATE ON SCHEMA \(schema) TO \(role);"
                ))
        }
        for entity in state.tables.sorted() where !state.triggers.contains("customary_\(entity.table)_insert") {
            let table = Schema.postgreSQLName(entity)
            wanted.append(
                (
                    "pg_catalog.has_table_privilege(pg_catalog.to_regclass('\(table)'), 'TRIGGER')",
                    "GRANT TRIGGER, REFERENCES ON \(table) TO \(role);"
                ))
        }
        try refuse(connection, wanted)
    }
}
