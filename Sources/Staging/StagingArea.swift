internal import Records
internal import SQLite

/// The staging area: a project's SQLite file with every row as read, as mapped, and what was found and decided about it.
///
/// It can be deleted and built again with the same master as the result. Anybody can look at it with any SQLite tool; the
/// tables are described in `docs/staging.md`.
public struct StagingArea: Sendable {
    let database: SQLiteDatabase
    /// Where the file is.
    public let path: String

    /// Opens the staging area at `path`, and makes it when there is none.
    ///
    /// One that another version of Customary made is emptied: it can be built again from the deliveries.
    public init(path: String) throws {
        self.path = path
        // Written and read from one end to the other: large pages cost less, and a large cache gains nothing.
        database = try SQLiteDatabase(path: path, mode: .readWriteCreate, cacheBytes: 32 << 20, pageBytes: 16 << 10)
        try database.write { connection in
            let version = try connection.integer("PRAGMA user_version") ?? 0
            if version == StagingSchema.version { return }
            for table in try connection.tableNames() { try connection.execute("DROP TABLE IF EXISTS \"\(table)\"") }
            for statement in StagingSchema.statements { try connection.execute(statement) }
            try connection.execute("PRAGMA user_version = \(StagingSchema.version)")
        }
    }

    /// Throws away everything that is staged, and leaves no byte of it in the file; the next run stages anew.
    public func empty() throws {
        let revision = try revision()
        try database.write { connection in
            for table in try connection.tableNames() { try connection.execute("DROP TABLE IF EXISTS \"\(table)\"") }
            for statement in StagingSchema.statements { try connection.execute(statement) }
            try connection.execute("UPDATE revision SET number = \(revision + 1)")
            try connection.execute("PRAGMA user_version = \(StagingSchema.version)")
        }
        try discardRemains()
    }

    /// Writes the file anew without what was deleted, and empties its log.
    public func discardRemains() throws {
        guard try database.discardRemains() else {
            throw SQLiteFault.busy(path: path, code: 5, detail: "its log is being read")
        }
    }

    /// A number that grows with every change to what is staged.
    public func revision() throws -> Int64 {
        try database.read { try $0.integer("SELECT number FROM revision") ?? 0 }
    }
}

extension SQLiteConnection {
    func tableNames() throws -> [String] {
        let statement = try prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
        var names: [String] = []
        while try statement.step() { names.append(statement.text(0)) }
        return names
    }
}
