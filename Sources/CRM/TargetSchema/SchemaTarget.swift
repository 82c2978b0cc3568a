public import PostgreSQL

/// A database that Customary didn't make, with a description of how the customer model lives in it.
///
/// Customary's own tables are beside the other program's; nothing of its schema is ever changed.
public struct SchemaTarget: Target {
    private let base: any Target
    /// The description.
    public let schema: TargetSchema

    /// A SQLite file of another program.
    public init(sqlite path: String, schema: TargetSchema) {
        base = SQLiteTarget(path: path, isGuest: true)
        self.schema = schema
    }

    /// A PostgreSQL database of another program.
    public init(
        postgreSQL connection: String, schema: TargetSchema,
        patience: PostgreSQLTarget.Patience = PostgreSQLTarget.Patience()
    ) throws(PostgreSQLFault) {
        base = try PostgreSQLTarget(connection, patience: patience, isGuest: true)
        self.schema = schema
    }

    /// Where the database is.
    public var location: String { base.location }

    /// Whether the database is there.
    public var exists: Bool { base.exists }

    /// What is known of the server and of who works with the database.
    public func circumstances() throws -> TargetCircumstances { try base.circumstances() }

    /// Writes anew what still holds deleted values, as far as the engine can.
    public func discardRemains() throws -> Remains? {
        guard let server = base as? PostgreSQLTarget else { return try base.discardRemains() }
        let described = try server.withSession(.reading) { book in
            guard let session = book as? PostgreSQLSession else { return .rollback([String]()) }
            let tables = try NativeTables(.postgreSQL(session.connection))
            return .rollback(try SchemaBinder.bind(schema, tables, location: location).describedTables)
        }
        return try server.discardRemains(besides: described)
    }

    /// Checks the description and makes Customary's own tables.
    public func prepare(now: String) throws -> Fingerprint {
        guard exists else { throw CRMFault.absent(location: location) }
        _ = try base.prepare(now: now)
        return try withSession(.writing) { .commit(try $0.fingerprint()) }
    }

    /// Runs `body` in one transaction.
    public func withSession<Result>(
        _ mode: SessionMode, _ body: (any LoadSession) throws -> SessionEnd<Result>
    ) throws -> Result {
        guard exists else { throw CRMFault.absent(location: location) }
        return try base.withSession(mode) { book in
            let tables: NativeTables
            switch book {
            case let session as SQLiteSession: tables = try NativeTables(.sqlite(session.connection))
            case let session as PostgreSQLSession: tables = try NativeTables(.postgreSQL(session.connection))
            default: throw CRMFault.absent(location: location)
            }
            if case .postgreSQL(let connection) = tables.engine {
                try SchemaRights.check(
                    schema, SchemaMemory.names, tables, connection, mode, location: location)
            }
            let bound = try SchemaBinder.bind(schema, tables, location: location)
            if case .postgreSQL(let connection) = tables.engine {
                try SchemaRights.check(bound, connection, mode, location: location)
            }
            if mode == .writing { try tables.lock(bound.writtenTables) }
            let memory = SchemaMemory(tables, isReady: try tables.table(tables.own("native_seen")) != nil)
            if mode != .reading { try memory.prepare() }
            let session = SchemaSession(book, tables, bound, memory)
            let end = try body(session)
            if case .commit = end { try session.checkReferences() }
            return end
        }
    }
}
