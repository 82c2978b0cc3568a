internal import GRDB
internal import GRDBSQLite
internal import Glibc

/// How a database is opened.
public enum SQLiteMode: Sendable {
    /// For reading and writing; made when it isn't there, readable by its owner only.
    case readWriteCreate
    /// For reading and writing; a fault when it isn't there.
    case readWrite
    /// As `readWrite`, for a file of another program: it keeps its journal mode.
    case guest
    /// As `readWrite`, for what is taken back anyway: the file keeps even its journal mode.
    case rehearsal
    /// For reading only.
    case readOnly
    /// A private database without a name: on disk only as far as memory doesn't hold it, gone when closed.
    case temporary
}

/// A SQLite database with one connection and the settings that every promise of the house rests on.
///
/// Write-ahead log, full sync, foreign keys on, five seconds of patience, nothing trusted in the schema, deleted data
/// wiped, no memory mapping; each setting is read back. Safe to use from any thread; one closure at a time.
public final class SQLiteDatabase: Sendable {
    /// The file's path; `(temporary)` for one without a name.
    public let path: String
    private let queue: DatabaseQueue

    /// Opens a database. With an `applicationID`, a file with another non-zero one is refused; the id itself is set by
    /// whoever makes the tables. `cacheBytes` is what SQLite may hold of the file in memory; `pageBytes` the size of the pages
    /// of a file that is made now, where it isn't to be the usual one.
    public init(
        path: String, mode: SQLiteMode, applicationID: Int32? = nil, cacheBytes: Int = 64 << 20, pageBytes: Int? = nil
    ) throws(SQLiteFault) {
        self.path = mode == .temporary ? "(temporary)" : path
        if mode == .readWriteCreate { try SQLiteDatabase.createPrivately(path) }
        if mode != .readWriteCreate, mode != .temporary, access(path, F_OK) != 0 {
            throw .cannotOpen(path: path, code: SQLITE_CANTOPEN, detail: "there is no such file")
        }
        if mode == .readOnly { SQLiteDatabase.finishInterrupted(path) }
        var configuration = Configuration()
        configuration.readonly = mode == .readOnly
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(5)
        configuration.label = "customary"
        do {
            queue = try DatabaseQueue(path: mode == .temporary ? "" : path, configuration: configuration)
        } catch {
            throw SQLiteDatabase.fault(error, path)
        }
        try run { connection throws(SQLiteFault) in
            // Means nothing for a file that has pages already.
            if let pageBytes { try connection.execute("PRAGMA page_size = \(pageBytes)") }
            try SQLiteDatabase.settle(connection, mode: mode, applicationID: applicationID, cacheBytes: cacheBytes)
        }
    }

    /// Gives `body` one unchanging view of the database; what it writes is lost.
    public func read<Result>(_ body: (SQLiteConnection) throws -> Result) throws -> Result {
        try transaction("BEGIN DEFERRED", body: { (commit: false, try body($0)) })
    }

    /// Runs `body` in one immediate transaction: all of it or, when it throws, nothing of it.
    public func write<Result>(_ body: (SQLiteConnection) throws -> Result) throws -> Result {
        try transaction("BEGIN IMMEDIATE", body: { (commit: true, try body($0)) })
    }

    /// Runs `body` as `write` does, and then always takes it back.
    public func rehearse<Result>(_ body: (SQLiteConnection) throws -> Result) throws -> Result {
        try transaction("BEGIN IMMEDIATE", body: { (commit: false, try body($0)) })
    }

    /// Runs `body` in one immediate transaction and commits when it says so. Throws `SQLiteFault.uncertain` when the disk
    /// failed while committing: then close this database, and look into the file with a new one.
    public func decide<Result>(
        _ body: (SQLiteConnection) throws -> (commit: Bool, result: Result)
    ) throws -> Result {
        try transaction("BEGIN IMMEDIATE", isDecision: true, body: body)
    }

    /// Copies the database as it is now into a new file, readable by its owner only, while others go on working with it.
    public func copy(to path: String) throws {
        try SQLiteDatabase.createPrivately(path)
        do {
            let copy = try DatabaseQueue(path: path)
            try queue.backup(to: copy)
            try copy.close()
        } catch {
            throw SQLiteDatabase.fault(error, path)
        }
    }

    /// Gives `body` the connection outside any transaction, for checkpoints and VACUUM.
    public func outsideTransaction<Result>(_ body: (SQLiteConnection) throws -> Result) throws -> Result {
        try run(body)
    }

    /// Writes the file anew without its free pages and empties the log; false when another program reads the log still.
    public func discardRemains() throws -> Bool {
        try run { connection in
            // VACUUM copies by way of a database that it attaches for itself.
            sqlite3_limit(connection.handle, SQLITE_LIMIT_ATTACHED, 1)
            defer { sqlite3_limit(connection.handle, SQLITE_LIMIT_ATTACHED, 0) }
            try connection.execute("VACUUM")
            return try connection.integer("PRAGMA wal_checkpoint(TRUNCATE)") == 0
        }
    }

    private func transaction<Result>(
        _ begin: String, isDecision: Bool = false,
        body: (SQLiteConnection) throws -> (commit: Bool, result: Result)
    ) throws -> Result {
        try run { connection in
            try connection.execute(begin)
            do {
                let (commit, result) = try body(connection)
                if commit, isDecision {
                    try SQLiteDatabase.commitDecision(connection)
                } else {
                    try connection.execute(commit ? "COMMIT" : "ROLLBACK")
                }
                return result
            } catch {
                // The first fault is the one to report; after some of them SQLite has rolled back by itself.
                if connection.isInTransaction { try? connection.execute("ROLLBACK") }
                throw error
            }
        }
    }

    /// Commits; a disk that fails meanwhile may have taken everything already, and what it took shows only when the file
    /// is opened anew.
    private static func commitDecision(_ connection: SQLiteConnection) throws(SQLiteFault) {
        do throws(SQLiteFault) {
            try connection.execute("COMMIT")
        } catch {
            switch error {
            case .full(let path, let code, let detail), .machine(let path, let code, let detail),
                .readOnly(let path, let code, let detail), .cannotOpen(let path, let code, let detail),
                .corrupt(let path, let code, let detail), .other(let path, let code, let detail):
                throw .uncertain(path: path, code: code, detail: detail)
            default: throw error
            }
        }
    }

    private func run<Result, Fault: Error>(
        _ body: (SQLiteConnection) throws(Fault) -> Result
    ) throws(Fault) -> Result {
        let outcome: Swift.Result<Result, Fault> = queue.inDatabase { database in
            do throws(Fault) {
                guard let handle = database.sqliteConnection else {
                    preconditionFailure("a closed connection can't run anything")
                }
                return .success(try body(SQLiteConnection(handle: handle, path: path)))
            } catch {
                return .failure(error)
            }
        }
        return try outcome.get()
    }

    /// Lets SQLite take back what a program that was killed had begun in a file without a write-ahead log, as one that is
    /// just being made is: who may only read can't. Where nobody may write, the read itself says what is the matter.
    private static func finishInterrupted(_ path: String) {
        guard access(path + "-journal", F_OK) == 0 else { return }
        _ = try? SQLiteDatabase(path: path, mode: .guest).read { try $0.integer("PRAGMA schema_version") }
    }

    private static func createPrivately(_ path: String) throws(SQLiteFault) {
        let file = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
        if file >= 0 {
            // SQLite gives the log and the shared memory file the same mode as the database.
            _ = fchmod(file, 0o600)
            close(file)
        } else if errno != EEXIST {
            let detail = String(cString: strerror(errno))
            let code = errno == ENOSPC || errno == EDQUOT ? SQLITE_FULL : SQLITE_CANTOPEN
            throw SQLiteFault(code: code, path: path, detail: detail)
        }
    }

    private static func settle(
        _ connection: SQLiteConnection, mode: SQLiteMode, applicationID: Int32?, cacheBytes: Int
    ) throws(SQLiteFault) {
        _disableDoubleQuotedStringLiterals(connection.handle)
        sqlite3_limit(connection.handle, SQLITE_LIMIT_ATTACHED, 0)
        sqlite3_limit(connection.handle, SQLITE_LIMIT_LENGTH, 256 << 20)
        if let expected = applicationID, let found = try connection.integer("PRAGMA application_id") {
            guard found == 0 || found == Int64(expected) else {
                throw .notOurs(path: connection.path, expected: expected, found: Int32(truncatingIfNeeded: found))
            }
        }
        var settings = [
            ("foreign_keys", "1"), ("trusted_schema", "0"), ("cell_size_check", "1"), ("busy_timeout", "5000"),
            ("cache_size", "-\(max(1, cacheBytes >> 10))"),
        ]
        if mode == .readWriteCreate || mode == .readWrite {
            settings += [("journal_mode", "wal"), ("synchronous", "2"), ("secure_delete", "1")]
        }
        if mode == .guest { settings += [("synchronous", "2"), ("secure_delete", "1")] }
        if mode != .temporary { settings.append(("mmap_size", "0")) }
        for (name, wanted) in settings {
            try connection.execute("PRAGMA \(name) = \(wanted)")
            let found = try connection.text("PRAGMA \(name)") ?? ""
            guard found == wanted else {
                throw .setting(path: connection.path, name: name, wanted: wanted, found: found)
            }
        }
    }

    private static func fault(_ error: any Error, _ path: String) -> SQLiteFault {
        guard let error = error as? DatabaseError else {
            return .other(path: path, code: SQLITE_ERROR, detail: "\(error)")
        }
        let code = error.extendedResultCode.rawValue
        return SQLiteFault(code: code, path: path, detail: error.message ?? "no message")
    }
}
