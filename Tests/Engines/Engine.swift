public import CRM
internal import Foundation
internal import PostgreSQL
internal import PostgreSQLServer
internal import Records
internal import SQLite

/// A database engine that the CRM can live on, for tests that must pass on each.
public enum Engine: String, Sendable, CaseIterable {
    /// A file.
    case sqlite
    /// A server of the tests' own.
    case postgreSQL

    /// The engines that this machine has.
    public static let available: [Engine] = PostgreSQLServer.isThere ? [.sqlite, .postgreSQL] : [.sqlite]

    /// A column as text, in this engine's SQL.
    public func text(_ column: String) -> String {
        self == .sqlite ? "CAST(\(column) AS TEXT)" : "CAST(\(column) AS text)"
    }
}

/// An empty database of an engine, and any SQL on it, as another program would run it.
public final class TestDatabase {
    /// Its engine.
    public let engine: Engine
    /// Where Customary loads into it.
    public let target: any Target
    /// A folder of its own.
    public let folder: String
    /// How PostgreSQL's own programs find it; empty on SQLite.
    public let address: String

    /// Makes one.
    public init(
        _ engine: Engine, patience: PostgreSQLTarget.Patience = PostgreSQLTarget.Patience(),
        checkingInSetsFrom: Int = 50_000
    ) throws {
        // Memory where there is some: these tests sync hundreds of files, which proves nothing here.
        let memory = FileManager.default.isWritableFile(atPath: "/dev/shm")
        folder = "\(memory ? "/dev/shm" : NSTemporaryDirectory())/customary-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        self.engine = engine
        switch engine {
        case .sqlite:
            address = ""
            target = SQLiteTarget(path: "\(folder)/crm.sqlite")
        case .postgreSQL:
            address = try PostgreSQLServer.shared.get().makeDatabase()
            target = try PostgreSQLTarget(
                address, patience: patience, checkingInSetsFrom: checkingInSetsFrom)
        }
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// The type of an id in DDL of a test's own.
    public var idType: String { engine == .sqlite ? "TEXT" : "uuid" }

    /// The CRM's own tables, as a tool that knows nothing of Customary would make them.
    public var schema: String { Schema.sql(for: engine == .sqlite ? .sqlite : .postgreSQL) }

    private var path: String { "\(folder)/crm.sqlite" }

    private func connect() throws -> PostgreSQLConnection {
        let connection = try PostgreSQLConnection(ConnectionSettings(address))
        try connection.run("SET search_path = crm; SET TimeZone = 'UTC'")
        return connection
    }

    /// Customary's own tables by this engine's names.
    private func spelled(_ sql: String) -> String {
        engine == .sqlite ? sql : sql.replacingOccurrences(of: "customary_", with: "customary.")
    }

    /// Runs statements.
    public func edit(_ sql: String, making: Bool = false) throws {
        switch engine {
        case .sqlite:
            try SQLiteDatabase(path: path, mode: making ? .readWriteCreate : .readWrite).write { try $0.execute(sql) }
        case .postgreSQL: try connect().run(spelled(sql))
        }
    }

    /// Everything that a look from outside finds changed when something was changed; nothing for an empty database.
    public func trace() throws -> String {
        switch engine {
        case .sqlite:
            let bytes = (try? Data(contentsOf: URL(fileURLWithPath: path))) ?? Data()
            return bytes.base64EncodedString()
        case .postgreSQL:
            let names = try texts(
                """
                SELECT concat_ws(' ', n.nspname, c.relname, c.relkind, c.relnatts, c.reltriggers) FROM (SELECT oid,
                relnamespace, relname, relkind, relnatts,
                (SELECT count(*) FROM pg_trigger WHERE tgrelid = pg_class.oid) AS reltriggers FROM pg_class) AS c
                JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE n.nspname IN ('crm', 'cust' || 'omary') OR n.nspname LIKE 'pg_temp%' ORDER BY 1
                """)
            let functions = try texts(
                "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'cust' || 'omary'"
            )
            var lines = (names + functions).compactMap { $0 }
            for entity in Entity.allCases where lines.contains(where: { $0.hasPrefix("crm \(entity.table) r") }) {
                lines += try texts("SELECT concat_ws(' ', ctid, xmin, id) FROM \(entity.table) ORDER BY ctid")
                    .compactMap { $0 }
            }
            return lines.joined(separator: "\n")
        }
    }

    /// The first value of a query as text, timestamps in canonical form; nil for NULL or no row.
    public func text(_ sql: String) throws -> String? { try texts(sql).first ?? nil }

    /// The first column of a query.
    public func texts(_ sql: String) throws -> [String?] {
        switch engine {
        case .sqlite:
            return try SQLiteDatabase(path: path, mode: .readOnly).read { connection in
                let statement = try connection.prepare(sql)
                var texts: [String?] = []
                while try statement.step() { texts.append(statement.isNull(0) ? nil : statement.text(0)) }
                return texts
            }
        case .postgreSQL:
            let found = try connect().query("SELECT to_jsonb(q.x) #>> '{}' FROM (\(spelled(sql))) AS q(x)")
            return (0..<found.count).map { found.isNull($0, 0) ? nil : TestDatabase.canonical(found.text($0, 0)) }
        }
    }

    /// The first value of a query as a number; −1 for NULL or no row.
    public func count(_ sql: String) throws -> Int { try text(sql).flatMap { Int($0) } ?? -1 }

    /// `2026-01-02T08:00:00+00:00` in canonical form; anything else as it is.
    private static func canonical(_ text: String) -> String {
        guard text.hasSuffix("+00:00"), text.count >= 25 else { return text }
        let parts = text.dropLast(6).split(separator: ".")
        let fraction = parts.count > 1 ? String(parts[1]) : ""
        return "\(parts[0]).\(fraction.padding(toLength: 6, withPad: "0", startingAt: 0))Z"
    }
}
