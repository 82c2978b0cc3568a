internal import Glibc
internal import Records
internal import SQLite

/// A CRM in a SQLite file.
public struct SQLiteTarget: Target {
    /// The file's path.
    public let path: String
    /// What a session may hold of the file in memory.
    private let cacheBytes: Int
    /// Whether the file is another program's: then only Customary's own tables are made in it.
    private let isGuest: Bool

    /// Names the file; nothing is opened or made yet.
    public init(path: String, cacheBytes: Int = 192 << 20) {
        self.init(path: path, cacheBytes: cacheBytes, isGuest: false)
    }

    init(path: String, cacheBytes: Int = 192 << 20, isGuest: Bool) {
        self.path = path
        self.cacheBytes = cacheBytes
        self.isGuest = isGuest
    }

    /// The file's path as an address.
    public var location: String { "sqlite:\(path)" }

    /// Whether the file is there and has tables: one that was begun and never finished is as good as none.
    public var exists: Bool {
        var status = stat()
        guard stat(path, &status) == 0, status.st_size > 0 else { return false }
        // What can't be read is there, and says so itself when it is opened.
        let tables = try? open(.readOnly).read { try $0.integer("SELECT count(*) FROM sqlite_schema") }
        return tables != 0
    }

    /// Makes the file and whatever tables it lacks, in one transaction.
    public func prepare(now: String) throws -> Fingerprint {
        let database = try open(isGuest ? .guest : .readWriteCreate)
        return try database.write { connection in
            if try !SQLiteTables.isPrepared(connection) { try prepare(connection) }
            return try SQLiteSession(connection, isPrepared: true, isGuest: isGuest).fingerprint()
        }
    }

    /// Runs `body` in one transaction.
    public func withSession<Result>(
        _ mode: SessionMode, _ body: (any LoadSession) throws -> SessionEnd<Result>
    ) throws -> Result {
        switch mode {
        case .planning:
            let database = try exists ? open(.rehearsal) : open(.temporary)
            return try database.rehearse { connection in
                let wasPrepared = try SQLiteTables.isPrepared(connection)
                if !wasPrepared { try prepare(connection) }
                let session = SQLiteSession(connection, isPrepared: wasPrepared, isGuest: isGuest)
                try session.beginWriting()
                return try SQLiteTarget.run(session, body).result
            }
        case .writing:
            var decided: (fence: Int64, result: Result)?
            do {
                return try write(body, deciding: &decided)
            } catch SQLiteFault.uncertain(let path, let code, let detail) {
                guard let decided else { throw SQLiteFault(code: code, path: path, detail: detail) }
                guard let holds = try? holds(decided.fence) else {
                    throw SQLiteFault.uncertain(path: path, code: code, detail: detail)
                }
                if holds { return decided.result }
                throw SQLiteFault(code: code, path: path, detail: detail)
            }
        case .reading:
            let database = try open(.readOnly)
            return try database.read { connection in
                let session = SQLiteSession(
                    connection, isPrepared: try SQLiteTables.isPrepared(connection), isGuest: isGuest)
                return try SQLiteTarget.run(session, body).result
            }
        }
    }

    private func prepare(_ connection: SQLiteConnection) throws {
        if isGuest { try SQLiteTables.prepareOwn(connection) } else { try SQLiteTables.prepare(connection) }
    }

    /// Copies the database as it is to a new file, by the engine's own backup, while others go on using it.
    @discardableResult
    public func copy(to path: String) throws -> SQLiteTarget {
        try open(.readOnly).copy(to: path)
        return SQLiteTarget(path: path, cacheBytes: cacheBytes, isGuest: isGuest)
    }

    /// Writes the file anew without its free pages, and empties the write-ahead log. Throws when another program reads
    /// the log meanwhile: then it holds old pages still.
    public func discardRemains() throws -> Remains? {
        guard exists else { return nil }
        guard try open(isGuest ? .guest : .readWrite).discardRemains() else { throw CRMFault.inUse(location: location) }
        return nil
    }

    /// Writes in one transaction; just before it is committed, `decided` gets the fence that it raises, and the result.
    private func write<Result>(
        _ body: (any LoadSession) throws -> SessionEnd<Result>, deciding decided: inout (fence: Int64, result: Result)?
    ) throws -> Result {
        let database = try open(isGuest ? .guest : .readWrite)
        return try database.decide { connection in
            guard try SQLiteTables.isPrepared(connection) else { throw CRMFault.unprepared(location: location) }
            let session = SQLiteSession(connection, isPrepared: true, isGuest: isGuest)
            try session.beginWriting()
            let end = try SQLiteTarget.run(session, body)
            if end.commit {
                try session.checkReferences()
                try session.endWriting()
                decided = (try SQLiteTarget.fence(connection), end.result)
            }
            return end
        }
    }

    /// Whether the transaction that raised the fence to this number holds, and is on the disk to stay. Throws when that
    /// can't be told either.
    private func holds(_ raised: Int64) throws -> Bool {
        let database = try open(isGuest ? .guest : .readWrite)
        let holds = try database.decide { (commit: false, result: try SQLiteTarget.fence($0) >= raised) }
        if holds {
            let isDone = try database.outsideTransaction { connection in
                try connection.integer("PRAGMA wal_checkpoint(TRUNCATE)") == 0
            }
            guard isDone else { throw CRMFault.damaged(location: location, what: "its log can't be written back") }
        }
        return holds
    }

    private static func fence(_ connection: SQLiteConnection) throws -> Int64 {
        try connection.integer("SELECT fence FROM customary_database") ?? 0
    }

    private func open(_ mode: SQLiteMode) throws -> SQLiteDatabase {
        try SQLiteDatabase(
            path: path, mode: mode, applicationID: isGuest ? nil : Schema.applicationID, cacheBytes: cacheBytes)
    }

    private static func run<Result>(
        _ session: SQLiteSession, _ body: (any LoadSession) throws -> SessionEnd<Result>
    ) throws -> (commit: Bool, result: Result) {
        switch try body(session) {
        case .commit(let result): (true, result)
        case .rollback(let result): (false, result)
        }
    }
}
