internal import PostgreSQL
internal import Records

/// How a session sees to it that no record names one that isn't there.
struct ReferenceChecking {
    /// From so many written rows on, references are checked set by set, where that is allowed.
    var threshold = Int.max

    /// Rows written and removed so far.
    var written = 0
    /// Whether the engine's check of every single row is suspended.
    var isSuspended = false
    /// Whether it was found out that it can't be.
    var isRefused = false
    /// Tables with rows that were written while it was suspended.
    var children: Set<Entity> = []
    /// Tables with rows that were removed while it was suspended.
    var parents: Set<Entity> = []
}

/// References between records, and what makes sure of them.
///
/// The engine looks at each row that is written for every reference of it, and at each row that is removed for every table
/// that could name it: for a load of a million customers that is most of its work. Where the role may, a large load
/// therefore suspends these checks for its own transaction and makes them itself at the end, by one query for each foreign
/// key in the catalogue, other people's tables included. Nobody writes to the CRM's tables meanwhile, and whoever names
/// one of its records elsewhere holds that record until its own transaction ends.
extension PostgreSQLSession {
    /// To be called before rows are inserted or updated.
    func willWrite(_ entity: Entity, _ count: Int) throws {
        try suspendChecks(count)
        if checking.isSuspended { checking.children.insert(entity) }
    }

    /// To be called before rows are removed.
    func willRemove(_ entity: Entity, _ count: Int) throws {
        try suspendChecks(count)
        if checking.isSuspended { checking.parents.insert(entity) }
    }

    private func suspendChecks(_ count: Int) throws {
        checking.written += count
        guard checking.written >= checking.threshold, !checking.isSuspended, !checking.isRefused else {
            return
        }
        guard try maySuspend() else {
            checking.isRefused = true
            return
        }
        try connection.run("SET LOCAL session_replication_role = replica")
        checking.isSuspended = true
    }

    /// The role must have the right; and what somebody else made happen when a row is written must go on happening.
    private func maySuspend() throws -> Bool {
        let right =
            connection.serverVersion >= 150_000
            ? "pg_catalog.has_parameter_privilege('session_replication_role', 'SET')"
            : "(SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)"
        let found = try connection.query(
            """
            SELECT \(right) AND NOT EXISTS (
                SELECT 1 FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                LEFT JOIN pg_catalog.pg_trigger AS t ON t.tgrelid = c.oid AND NOT t.tgisinternal
                WHERE n.nspname = 'crm' AND c.relkind IN ('r', 'p')
                AND (c.relhasrules OR t.tgname NOT LIKE 'customary\\_%' OR t.tgenabled NOT IN ('O', 'D')))
            """)
        return found.integer(0, 0) == 1
    }

    func checkReferences() throws {
        try connection.run("SAVEPOINT customary_references")
        if let refusal = try refusal({ try connection.run("SET CONSTRAINTS ALL IMMEDIATE") }) {
            guard refusal.state == "23503" else { throw named(refusal) }
            try connection.run("ROLLBACK TO SAVEPOINT customary_references")
            throw try dangling(refusal)
        }
        try connection.run("RELEASE SAVEPOINT customary_references; SET CONSTRAINTS ALL DEFERRED")
        guard checking.isSuspended else { return }
        try connection.run("SET LOCAL work_mem = '64MB'")
        for key in try foreignKeys() { try check(key) }
        checking.children = []
        checking.parents = []
    }

    /// A foreign key as the catalogue has it, names quoted.
    private struct ForeignKey {
        let child: String
        let parent: String
        let columns: [(child: String, parent: String)]
        /// The key's and the child's plain names, for a message.
        let name: String
        let table: String
    }

    /// The foreign keys of tables that were written to, and those that name a table from which rows were removed.
    private func foreignKeys() throws -> [ForeignKey] {
        var parameters = Parameters()
        parameters.add(checking.children.map(\.table).sorted().joined(separator: ","))
        parameters.add(checking.parents.map(\.table).sorted().joined(separator: ","))
        let found = try connection.query(
            """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname), pg_catalog.format('%I.%I', pn.nspname, p.relname),
            pg_catalog.quote_ident(a.attname), pg_catalog.quote_ident(b.attname), k.conname::text, c.relname::text,
            k.oid::bigint
            FROM pg_catalog.pg_constraint AS k
            JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_class AS p ON p.oid = k.confrelid
            JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace
            CROSS JOIN LATERAL ROWS FROM (pg_catalog.unnest(k.conkey), pg_catalog.unnest(k.confkey)) AS u(own, other)
            JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.own
            JOIN pg_catalog.pg_attribute AS b ON b.attrelid = k.confrelid AND b.attnum = u.other
            WHERE k.contype = 'f' AND k.conparentid = 0
            AND (n.nspname = 'crm' AND c.relname::text = ANY (pg_catalog.string_to_array($1::text, ','))
            OR pn.nspname = 'crm' AND p.relname::text = ANY (pg_catalog.string_to_array($2::text, ',')))
            ORDER BY 1, 5, 7, u.own
            """, parameters)
        var keys: [ForeignKey] = []
        var last: Int64 = -1
        for row in 0..<found.count {
            let column = (child: found.text(row, 2), parent: found.text(row, 3))
            if found.integer(row, 6) == last, let key = keys.popLast() {
                keys.append(
                    ForeignKey(
                        child: key.child, parent: key.parent, columns: key.columns + [column], name: key.name,
                        table: key.table))
            } else {
                keys.append(
                    ForeignKey(
                        child: found.text(row, 0), parent: found.text(row, 1), columns: [column],
                        name: found.text(row, 4), table: found.text(row, 5)))
            }
            last = found.integer(row, 6)
        }
        return keys
    }

    private func check(_ key: ForeignKey) throws {
        let names = key.columns.map { "child.\($0.child) IS NOT NULL" }.joined(separator: " AND ")
        let match = key.columns.map { "parent.\($0.parent) = child.\($0.child)" }.joined(separator: " AND ")
        let found = try connection.query(
            """
            SELECT child.\(key.columns[0].child)::text FROM \(key.child) AS child WHERE \(names)
            AND NOT EXISTS (SELECT 1 FROM \(key.parent) AS parent WHERE \(match)) LIMIT 1
            """)
        guard found.count > 0 else { return }
        if let exact = try danglingRecord() { throw exact }
        throw CRMFault.danglingReference(
            location: location, table: key.table, id: "a row", column: key.columns[0].child, missing: found.text(0, 0))
    }

    /// Finds a row that names one that isn't there.
    private func dangling(_ refusal: Refusal) throws -> CRMFault {
        if let exact = try danglingRecord() { return exact }
        return .danglingReference(
            location: location, table: refusal.table, id: "a row", column: refusal.constraint, missing: "one")
    }

    /// The first of the CRM's own records that names one that isn't there, in order of tables and ids.
    private func danglingRecord() throws -> CRMFault? {
        for entity in Entity.allCases where tables.contains(entity) {
            for (index, to) in Schema.references(of: entity) {
                let column = columns(of: entity)[index]
                let found = try connection.query(
                    """
                    SELECT id, \(column.quoted) FROM \(Schema.postgreSQLName(entity)) AS child
                    WHERE \(column.quoted) IS NOT NULL AND NOT EXISTS (SELECT 1 FROM \(Schema.postgreSQLName(to)) AS parent
                    WHERE parent.id = child.\(column.quoted)) ORDER BY id LIMIT 1
                    """)
                guard found.count > 0, let id = found.id(0, 0), let missing = found.id(0, 1) else { continue }
                return .danglingReference(
                    location: location, table: entity.table, id: "\(id)", column: column.name, missing: "\(missing)")
            }
        }
        return nil
    }
}
