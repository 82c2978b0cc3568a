internal import PostgreSQL

/// The rights that a role needs of another program's PostgreSQL tables, and of Customary's own beside them; asked for
/// before work begins, so that each that is missing can be named.
struct SchemaRights {
    let connection: PostgreSQLConnection
    let mode: SessionMode
    private var wanted: [(check: String, grant: String)] = []

    init(_ connection: PostgreSQLConnection, _ mode: SessionMode) {
        self.connection = connection
        self.mode = mode
    }

    private var role: String { NativeTables.quoted(connection.user) }

    /// Throws when a right is missing on a table that the description names, or on one of Customary's own.
    static func check(
        _ schema: TargetSchema, _ memory: [String], _ tables: NativeTables, _ connection: PostgreSQLConnection,
        _ mode: SessionMode, location: String
    ) throws {
        var rights = SchemaRights(connection, mode)
        var read: Set<String> = []
        var written: Set<String> = []
        for place in schema.places {
            let isMade = place.slot != nil || place.making != .nobody
            for table in [place.table, place.shared?.table ?? ""] where !table.isEmpty {
                if isMade { written.insert(tables.title(table)) } else { read.insert(tables.title(table)) }
            }
            for cell in place.cells {
                read.formUnion(cell.hops.map { tables.title($0.table) })
                if case .lookup(let lookup) = cell.form { read.insert(tables.title(lookup.table)) }
            }
        }
        read.formUnion(schema.dependants.map { tables.title($0.table) })
        try rights.need(tables: written, "SELECT, INSERT, UPDATE, DELETE")
        try rights.need(tables: read.subtracting(written), "SELECT")
        try rights.need(memory: memory)
        try rights.refuse(location)
    }

    /// Throws when a right is missing on a sequence that ids are taken from, or on a table whose rows name others.
    static func check(
        _ bound: BoundSchema, _ connection: PostgreSQLConnection, _ mode: SessionMode, location: String
    ) throws {
        var rights = SchemaRights(connection, mode)
        if mode != .reading {
            for place in bound.places {
                rights.need(place.place.making, place.key)
                if let shared = place.shared, let making = place.place.shared?.making {
                    rights.need(making, shared.key)
                }
            }
            try rights.need(tables: Set(bound.referrers.map { "\($0.schema).\($0.table)" }), "SELECT")
        }
        try rights.refuse(location)
    }

    private func refuse(_ location: String) throws {
        if wanted.isEmpty { return }
        let found = try connection.query("SELECT \(wanted.map(\.check).joined(separator: ", "))")
        let grants = wanted.indices.filter { found.integer(0, $0) == 0 }.map { wanted[$0].grant }
        guard grants.isEmpty else {
            throw CRMFault.missingRights(location: location, role: connection.user, grants: grants)
        }
    }

    /// Rights on tables by their titles; what isn't there is somebody else's matter.
    private mutating func need(tables titles: Set<String>, _ rights: String) throws {
        if titles.isEmpty { return }
        let names = titles.sorted().map { title in
            let parts = title.split(separator: ".", maxSplits: 1).map(String.init)
            return "(\(NativeTables.literal(parts[0])), \(NativeTables.literal(parts.count > 1 ? parts[1] : "")))"
        }
        let found = try connection.query(
            """
            SELECT n.nspname::text, c.relname::text, c.oid::text, n.oid::text FROM pg_catalog.pg_class AS c
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE (n.nspname::text, c.relname::text) IN (\(names.joined(separator: ", ")))
            AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY 1, 2
            """)
        let needed = mode == .reading ? "SELECT" : rights
        var schemas: Set<String> = []
        for row in 0..<found.count {
            let (schema, name) = (NativeTables.quoted(found.text(row, 0)), NativeTables.quoted(found.text(row, 1)))
            if schemas.insert(schema).inserted {
                wanted.append(
                    (
                        "pg_catalog.has_schema_privilege(\(found.text(row, 3))::pg_catalog.oid, 'USAGE')",
                        "GRANT USAGE ON SCHEMA \(schema) TO \(role);"
                    ))
            }
            let checks = needed.split(separator: ", ").map { right in
                "pg_catalog.has_table_privilege(\(found.text(row, 2))::pg_catalog.oid, '\(right)')"
            }
            wanted.append((checks.joined(separator: " AND "), "GRANT \(needed) ON \(schema).\(name) TO \(role);"))
        }
    }

    private mutating func need(_ making: TargetSchema.IDMaking, _ key: NativeColumn) {
        guard case .sequence(let named) = making else { return }
        let name = named ?? key.sequence
        if name.isEmpty { return }
        wanted.append(
            (
                "coalesce(pg_catalog.has_sequence_privilege(pg_catalog.to_regclass(\(NativeTables.literal(name))), "
                    + "'USAGE'), true)",
                "GRANT USAGE ON SEQUENCE \(name) TO \(role);"
            ))
    }

    /// Customary's own tables beside the other program's: those that are there are read and written, and without them a
    /// load makes them.
    private mutating func need(memory names: [String]) throws {
        let found = try connection.query("SELECT pg_catalog.to_regnamespace('customary') IS NOT NULL")
        guard found.integer(0, 0) == 1 else { return }
        let there = try connection.query(
            """
            SELECT c.relname::text FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n
            ON n.oid = c.relnamespace AND n.nspname = 'customary' WHERE c.relkind = 'r'
            """)
        let known = Set((0..<there.count).map { there.text($0, 0) })
        let existing = names.filter(known.contains)
        try need(tables: Set(existing.map { "customary.\($0)" }), "SELECT, INSERT, UPDATE, DELETE")
        if mode != .reading, existing.count < names.count {
            wanted.append(
                (
                    "pg_catalog.has_schema_privilege('customary', 'CREATE')",
                    "GRANT USAGE, CREATE ON SCHEMA customary TO \(role);"
                ))
        }
    }
}
