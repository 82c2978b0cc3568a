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

    /// Whether the file is there and isn't empty.
    public var exists: Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_size > 0
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
            let database = try open(isGuest ? .guest : .readWrite)
            return try database.decide { connection in
                guard try SQLiteTables.isPrepared(connection) else { throw CRMFault.unprepared(location: location) }
                let session = SQLiteSession(connection, isPrepared: true, isGuest: isGuest)
                try session.beginWriting()
                let end = try SQLiteTarget.run(session, body)
                if end.commit {
                    try session.checkReferences()
                    try session.endWriting()
                }
                return end
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
