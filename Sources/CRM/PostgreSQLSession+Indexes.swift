internal import PostgreSQL

/// An index of the book-keeping that is built in one go once many rows are written, in place of row by row: that takes a
/// fraction of the time, and both cores.
struct DeferredIndex: Hashable {
    let table: String
    let drop: String
    let make: String

    /// The changes by record.
    static let changes = DeferredIndex(
        table: "customary.changes", drop: "DROP INDEX customary.changes_record",
        make: PostgreSQLTables.changesIndex)
    /// The crosswalk by source record.
    static let crosswalk = DeferredIndex(
        table: "customary.crosswalk", drop: "ALTER TABLE customary.crosswalk DROP CONSTRAINT crosswalk_pkey",
        make: PostgreSQLTables.crosswalkKey)
}

/// What a session knows of indexes that wait until all rows are there.
struct DeferredIndexes {
    /// From so many rows at once on they wait; never in a rehearsal, for which others shouldn't have to wait.
    var threshold = Int.max
    /// Those that were dropped.
    var dropped: [DeferredIndex] = []
    /// Those of which it was decided whether to drop them.
    var decided: Set<DeferredIndex> = []
}

/// Indexes that wait until all rows are there.
extension PostgreSQLSession {
    /// To be called before rows go into a table: drops an index of it when many come and none is there.
    func willFill(_ index: DeferredIndex, _ count: Int) throws {
        guard count >= indexes.threshold, indexes.decided.insert(index).inserted else { return }
        let found = try connection.query("SELECT NOT EXISTS (SELECT 1 FROM \(index.table))")
        if found.integer(0, 0) == 1 { try drop(index) }
    }

    /// To be called before those rows of a table are written anew that meet a condition: drops an index of it when these
    /// are many, and at least half of them.
    func willChange(_ index: DeferredIndex, where condition: String) throws {
        guard indexes.threshold < .max, indexes.decided.insert(index).inserted else { return }
        let found = try connection.query(
            "SELECT count(*) FILTER (WHERE \(condition)), count(*) FROM \(index.table)")
        let (some, all) = (found.integer(0, 0), found.integer(0, 1))
        if some >= indexes.threshold, some * 2 >= all { try drop(index) }
    }

    /// Drops an index if it is this role's to drop and nobody is reading the table.
    private func drop(_ index: DeferredIndex) throws {
        let found = try connection.query(
            """
            SELECT pg_catalog.pg_has_role(c.relowner, 'USAGE')
            FROM pg_catalog.pg_class AS c WHERE c.oid = '\(index.table)'::regclass
            """)
        guard found.count == 1, found.integer(0, 0) == 1 else { return }
        try connection.run("SAVEPOINT customary_index")
        do {
            try connection.run("LOCK TABLE \(index.table) IN ACCESS EXCLUSIVE MODE NOWAIT; \(index.drop)")
        } catch PostgreSQLFault.contended {
            return try connection.run("ROLLBACK TO SAVEPOINT customary_index")
        }
        try connection.run("RELEASE SAVEPOINT customary_index")
        indexes.dropped.append(index)
    }

    /// Builds what was dropped, and lets the server count what there is now; nothing is committed before.
    func buildIndexes() throws {
        for index in indexes.dropped { try connection.run("\(index.make); ANALYZE \(index.table)") }
        indexes.dropped = []
    }
}
