internal import Glibc
public import PostgreSQL
internal import Records

/// A CRM in a PostgreSQL database: its tables in the schema `crm`, Customary's own in `customary`.
public struct PostgreSQLTarget: Target {
    /// How long is waited for what.
    public struct Patience: Sendable {
        /// For another run that holds the CRM, in milliseconds.
        public var run = 10_000
        /// For tables that somebody writes to, in milliseconds and each time; others' writes queue up behind it.
        public var tables = 2_000
        /// How often a transaction is begun when others were in its way.
        public var attempts = 5
        /// For a server that went away during a commit, in milliseconds.
        public var outcome = 60_000
        /// For one statement of the server, in milliseconds.
        public var statement = 7_200_000

        /// The usual patience.
        public init() {}
    }

    let settings: ConnectionSettings
    let patience: Patience
    let checkingInSetsFrom: Int
    /// From so many rows of the book-keeping at once on, building an index anew is cheaper than keeping it up to date.
    private static let manyRows = 4_096
    /// Whether the database is another program's: then only Customary's own tables are made in it.
    let isGuest: Bool

    /// Reads a connection string as libpq's users know it; nothing is connected yet. From `checkingInSetsFrom` written rows
    /// on, a transaction's references are checked set by set instead of row by row, where the role may.
    public init(
        _ connection: String, patience: Patience = Patience(), checkingInSetsFrom: Int = 50_000
    ) throws(PostgreSQLFault) {
        try self.init(connection, patience: patience, checkingInSetsFrom: checkingInSetsFrom, isGuest: false)
    }

    init(
        _ connection: String, patience: Patience, checkingInSetsFrom: Int = 50_000, isGuest: Bool
    ) throws(PostgreSQLFault) {
        settings = try ConnectionSettings(connection)
        self.patience = patience
        self.checkingInSetsFrom = checkingInSetsFrom
        self.isGuest = isGuest
    }

    /// Whether a text is meant as a connection to PostgreSQL: a URL, or key words such as `service=NAME`.
    public static func accepts(_ text: String) -> Bool { ConnectionSettings.accepts(text) }

    /// `postgresql://HOST:PORT/DATABASE`.
    public var location: String { settings.place }

    /// Whether there is anything of a CRM in the database. Where that can't be asked, whoever uses it is to hear why.
    public var exists: Bool {
        guard let connection = try? PostgreSQLConnection(settings),
            let state = try? PostgreSQLTables.state(connection, isGuest: isGuest)
        else { return true }
        return isGuest || !state.tables.isEmpty || state.version != nil
    }

    /// Makes whatever tables are missing, in one transaction that keeps other runs out. A role that may not make tables
    /// can call it when they are there.
    public func prepare(now: String) throws -> Fingerprint {
        try retrying {
            let connection = try connect(for: .writing)
            defer { connection.rollback() }
            try begin(connection, .writing)
            var state = try PostgreSQLTables.state(connection, isGuest: isGuest)
            var steps = try PostgreSQLTables.missing(state, location: location, rehearsing: false)
            if !steps.isEmpty {
                try lock(connection)
                state = try PostgreSQLTables.state(connection, isGuest: isGuest)
                steps = try PostgreSQLTables.missing(state, location: location, rehearsing: false)
                try checkMaking(connection, state)
                for step in steps { try connection.run(step) }
                switch try connection.commit() {
                case .done: break
                case .failed(let fault): throw fault
                // Doing it again finds out, and does no harm.
                case .unknown: throw PostgreSQLFault.contended(place: location, state: "08006")
                }
                try begin(connection, .reading)
                state = try PostgreSQLTables.state(connection, isGuest: isGuest)
            }
            return try PostgreSQLSession(connection, state, isPrepared: true).fingerprint()
        }
    }

    /// Runs `body` in one transaction; when another transaction was in the way, once more from its beginning, up to five
    /// times. `body` must not mind that.
    public func withSession<Result>(
        _ mode: SessionMode, _ body: (any LoadSession) throws -> SessionEnd<Result>
    ) throws -> Result {
        switch mode {
        case .planning: try retrying { try plan(body) }
        case .writing: try retrying { try write(body) }
        case .reading: try read(body)
        }
    }

    /// What `doctor` says of the server: its version, the line to it, durability, and how it is backed up. Throws when
    /// it can't be reached, isn't fit to be loaded into, or the role lacks a right.
    public func check() throws -> String {
        let connection = try connect(for: .writing)
        defer { connection.rollback() }
        try begin(connection, .reading)
        let state = try PostgreSQLTables.state(connection)
        if try PostgreSQLTables.missing(state, location: location, rehearsing: false).isEmpty {
            try checkWriting(connection)
        } else {
            try checkMaking(connection, state)
        }
        let found = try connection.query(
            "SELECT pg_catalog.current_setting('server_version')::text, pg_catalog.current_setting('fsync')::text")
        let line = connection.tls ?? (settings.isLocal ? "this machine" : "NOT encrypted")
        let disk = found.text(0, 1) == "on" ? "" : "; fsync is off: a crash of its machine can destroy the database"
        return "; PostgreSQL \(found.text(0, 0)), \(line), role \(connection.user)\(disk); back it up with pg_dump"
    }

    // MARK: The three modes

    private func read<Result>(_ body: (any LoadSession) throws -> SessionEnd<Result>) throws -> Result {
        let connection = try connect(for: .reading)
        defer { connection.rollback() }
        try begin(connection, .reading)
        let state = try PostgreSQLTables.state(connection, isGuest: isGuest)
        if state.isPrepared { try checkReading(connection) }
        return try PostgreSQLTarget.run(
            PostgreSQLSession(connection, state, isPrepared: state.isPrepared), body
        ).result
    }

    private func plan<Result>(_ body: (any LoadSession) throws -> SessionEnd<Result>) throws -> Result {
        let connection = try connect(for: .planning)
        defer { connection.rollback() }
        try begin(connection, .planning)
        let state = try PostgreSQLTables.state(connection, isGuest: isGuest)
        let steps = try PostgreSQLTables.missing(state, location: location, rehearsing: true)
        if steps.isEmpty { try checkWriting(connection) } else { try checkMaking(connection, state) }
        for step in steps { try connection.run(step) }
        let session = PostgreSQLSession(
            connection, steps.isEmpty ? state : try PostgreSQLTables.state(connection, isGuest: isGuest),
            isPrepared: state.isPrepared)
        session.checking.threshold = checkingInSetsFrom
        try session.beginWriting()
        return try PostgreSQLTarget.run(session, body).result
    }

    private func write<Result>(_ body: (any LoadSession) throws -> SessionEnd<Result>) throws -> Result {
        let connection = try connect(for: .writing)
        defer { connection.rollback() }
        try begin(connection, .writing)
        let state = try PostgreSQLTables.state(connection, isGuest: isGuest)
        guard state.isPrepared else { throw CRMFault.unprepared(location: location) }
        try checkWriting(connection)
        try lock(connection)
        let mark = try CommitMark(connection)
        try connection.run("SET LOCAL lock_timeout = \(patience.tables)")
        if !isGuest {
            let tables = Entity.allCases.map { Schema.postgreSQLName($0) }.joined(separator: ", ")
            try connection.run("LOCK TABLE \(tables) IN SHARE ROW EXCLUSIVE MODE")
        }
        let session = PostgreSQLSession(connection, state, isPrepared: true)
        session.checking.threshold = checkingInSetsFrom
        session.indexes.threshold = min(PostgreSQLTarget.manyRows, checkingInSetsFrom)
        try session.beginWriting()
        let end = try PostgreSQLTarget.run(session, body)
        guard end.commit else { return end.result }
        do {
            try session.buildIndexes()
            try session.checkReferences()
            try raise(mark, session.version, connection)
        } catch PostgreSQLFault.refused(_, let refusal) {
            throw session.named(refusal)
        }
        switch try connection.commit() {
        case .done: break
        case .failed(.refused(_, let refusal)): throw session.named(refusal)
        case .failed(let fault): throw fault
        case .unknown: try resolve(mark, session.appended)
        }
        return end.result
    }

    private static func run<Result>(
        _ session: PostgreSQLSession, _ body: (any LoadSession) throws -> SessionEnd<Result>
    ) throws -> (commit: Bool, result: Result) {
        do {
            let end = try body(session)
            // What is still on its way may be refused yet.
            try session.connection.settle()
            return switch end {
            case .commit(let result): (true, result)
            case .rollback(let result): (false, result)
            }
        } catch PostgreSQLFault.refused(_, let refusal) {
            throw session.named(refusal)
        }
    }

    /// Does it again when another transaction was in the way, after a growing pause with a part of chance in it.
    private func retrying<Result>(_ body: () throws -> Result) throws -> Result {
        var attempt = 1
        while true {
            do { return try body() } catch let fault as PostgreSQLFault where fault.isContention {
                if attempt >= patience.attempts { throw CRMFault.heldByOther(location: location, holders: holders()) }
                PostgreSQLTarget.pause(milliseconds: Int.random(in: 50...(100 << attempt)))
                attempt += 1
            }
        }
    }

    static func pause(milliseconds: Int) { usleep(UInt32(clamping: milliseconds * 1_000)) }

    // MARK: Beginning

    func connect(for mode: SessionMode) throws -> PostgreSQLConnection {
        let connection = try PostgreSQLConnection(settings)
        guard connection.serverVersion >= 130_000 else {
            throw CRMFault.unsuitable(
                location: location, what: "the server is PostgreSQL \(connection.serverVersion / 10_000)",
                remedy: "PostgreSQL 13 or later is needed")
        }
        let found = try connection.query(
            """
            SELECT pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('server_encoding')::text,
            pg_catalog.current_setting('transaction_read_only')::text
            """)
        guard found.text(0, 1) == "UTF8" else {
            throw CRMFault.unsuitable(
                location: location, what: "the database is encoded in \(found.text(0, 1))",
                remedy: "make one with: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0")
        }
        if mode != .reading, found.integer(0, 0) == 1 {
            throw CRMFault.unsuitable(
                location: location, what: "the server is a standby, which can only be read",
                remedy: "name the primary (target_session_attrs=read-write finds it among several hosts)")
        }
        if mode != .reading, found.text(0, 2) == "on" {
            throw CRMFault.unsuitable(
                location: location, what: "transactions are read only here",
                remedy: "ALTER DATABASE … SET default_transaction_read_only = off, or name another database")
        }
        return connection
    }

    /// Begins a transaction with everything set that its safety depends on.
    func begin(_ connection: PostgreSQLConnection, _ mode: SessionMode) throws {
        switch mode {
        case .reading: try connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        // A plan writes without locks of its own: it sees one state, and whoever changes the same rows makes it begin anew.
        case .planning: try connection.run("BEGIN ISOLATION LEVEL REPEATABLE READ")
        // What is read after the locks must be what others committed before.
        case .writing: try connection.run("BEGIN ISOLATION LEVEL READ COMMITTED")
        }
        try connection.run(
            """
            SET LOCAL search_path = '';
            SET LOCAL standard_conforming_strings = on;
            SET LOCAL client_min_messages = error;
            SET LOCAL DateStyle = 'ISO';
            SET LOCAL IntervalStyle = 'postgres';
            SET LOCAL lock_timeout = \(patience.run);
            SET LOCAL statement_timeout = \(patience.statement);
            SET LOCAL idle_in_transaction_session_timeout = 3600000;
            SET LOCAL cursor_tuple_fraction = 0.0001;
            SET LOCAL tcp_keepalives_idle = 30;
            SET LOCAL tcp_keepalives_interval = 10;
            SET LOCAL tcp_keepalives_count = 3;
            SET LOCAL tcp_user_timeout = 60000
            """)
        // The last four: a server that can't reach this program any more lets go of its locks within a minute or so.
        guard mode == .writing else { return }
        // What was acknowledged must be on the disk; stronger settings stay.
        let found = try connection.query("SELECT pg_catalog.current_setting('synchronous_commit')::text")
        if found.text(0, 0) == "off" { try connection.run("SET LOCAL synchronous_commit = on") }
    }

    /// Advisory locks belong to one database, and a database holds one CRM: the bytes `Cust`, then 1.
    static let lockKey = (0x4375_7374, 1)

    /// Keeps every other run out until the transaction ends, however it ends.
    func lock(_ connection: PostgreSQLConnection) throws {
        try connection.query(
            "SELECT pg_catalog.pg_advisory_xact_lock(\(PostgreSQLTarget.lockKey.0), \(PostgreSQLTarget.lockKey.1))")
    }

    /// Who writes to the CRM now or holds it, for a message.
    private func holders() -> [String] {
        guard let connection = try? PostgreSQLConnection(settings) else { return [] }
        let found = try? connection.query(
            """
            SELECT DISTINCT a.pid::bigint, a.usename::text, a.application_name::text,
            pg_catalog.to_char(a.xact_start, 'YYYY-MM-DD HH24:MI:SS OF')
            FROM pg_catalog.pg_locks AS l JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid
            WHERE l.granted AND l.pid <> pg_catalog.pg_backend_pid()
            AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
            AND ((l.locktype = 'advisory' AND l.classid = \(PostgreSQLTarget.lockKey.0)
            AND l.objid = \(PostgreSQLTarget.lockKey.1))
            OR (l.mode IN ('RowExclusiveLock', 'ShareUpdateExclusiveLock', 'ShareLock', 'ShareRowExclusiveLock',
            'ExclusiveLock', 'AccessExclusiveLock') AND l.relation IN (SELECT c.oid FROM pg_catalog.pg_class AS c
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname IN ('crm', 'customary'))))
            ORDER BY 4 LIMIT 5
            """)
        guard let found else { return [] }
        return (0..<found.count).map { row in
            let since = found.isNull(row, 3) ? "" : " since \(found.text(row, 3))"
            let name = found.text(row, 2).isEmpty ? "no name" : found.text(row, 2)
            return "process \(found.integer(row, 0)) (\(name), role \(found.text(row, 1)))\(since)"
        }
    }
}
