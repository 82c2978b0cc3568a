public import Records

/// A column of a table of the CRM as it is stored: one of the customer model's, or of book-keeping.
public struct StoredColumn: Sendable {
    /// The column's name in the database.
    public let name: String
    /// Its type.
    public let type: FieldType
    /// Whose data it holds.
    public let personal: PersonalData
}

/// The CRM database's tables as one description, from which each engine's DDL is rendered.
public enum Schema {
    /// The version of Customary's own tables that this program makes and understands.
    public static let version = 3

    /// Marks a SQLite file as a CRM database that Customary keeps: the bytes `Cust`.
    public static let applicationID: Int32 = 0x4375_7374

    /// The name in `created_by` and `updated_by` of what Customary itself wrote.
    public static let author = "customary"

    /// The book-keeping columns at the end of every table whose values cross as text; `row_version` is the target's
    /// own.
    public static let bookkeeping: [StoredColumn] = [
        StoredColumn(name: "created_at", type: .timestamp, personal: .none),
        StoredColumn(name: "created_by", type: .text, personal: .none),
        StoredColumn(name: "updated_at", type: .timestamp, personal: .none),
        StoredColumn(name: "updated_by", type: .text, personal: .none),
    ]

    /// The number of book-keeping columns.
    public static let bookkeepingCount = 4

    /// Every column of an entity's table but `id` and `row_version`: those of `CustomerModel`, then `bookkeeping`.
    public static func storedColumns(of entity: Entity) -> [StoredColumn] { stored[Int(entity.rawValue)] }

    /// The number of an entity's columns in `CustomerModel`; `created_at` is the stored column with this index.
    public static func modelWidth(of entity: Entity) -> Int { CustomerModel.columns(of: entity).count }

    /// The columns of an entity that name a record of another table, with the table they name.
    public static func references(of entity: Entity) -> [(column: Int, to: Entity)] {
        referenceTable[Int(entity.rawValue)]
    }

    /// The columns of every table that name records of `entity`.
    public static func referrers(to entity: Entity) -> [(entity: Entity, column: Int)] {
        Entity.allCases.flatMap { child in
            references(of: child).filter { $0.to == entity }.map { (child, $0.column) }
        }
    }

    private static let stored: [[StoredColumn]] = Entity.allCases.map { entity in
        CustomerModel.columns(of: entity).map { StoredColumn(name: $0.name, type: $0.type, personal: $0.personal) }
            + bookkeeping
    }

    private static let referenceTable: [[(column: Int, to: Entity)]] = Entity.allCases.map { entity in
        CustomerModel.columns(of: entity).enumerated().compactMap { index, column in
            if case .reference(let to) = column.type { (index, to) } else { nil }
        }
    }
}

extension Schema {
    /// A database engine that the schema can be rendered for.
    public enum Engine: Sendable {
        /// SQLite 3.37 or later (STRICT tables).
        case sqlite
        /// PostgreSQL 13 or later.
        case postgreSQL
    }

    /// The DDL of the CRM's own tables, as a script that any tool of the engine can run on an empty database.
    ///
    /// Customary's own tables and the row-version triggers aren't part of it: `prepare()` adds them.
    public static func sql(for engine: Engine) -> String {
        switch engine {
        case .sqlite:
            Entity.allCases.map { sqliteTable($0) + "\n" }.joined(separator: "\n") + "\n"
                + CustomerMetrics.sql(for: .sqlite) + "\n"
        case .postgreSQL: postgreSQLScript
        }
    }

    /// One table and its indexes for SQLite.
    static func sqliteTable(_ entity: Entity) -> String {
        var lines = ["    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 36 AND id = lower(id))"]
        for column in CustomerModel.columns(of: entity) { lines.append("    \(sqliteColumn(column))") }
        let now = "(strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')"
        lines.append("    created_at TEXT DEFAULT \(now)")
        lines.append("    created_by TEXT")
        lines.append("    updated_at TEXT DEFAULT \(now)")
        lines.append("    updated_by TEXT")
        lines.append("    row_version INTEGER NOT NULL DEFAULT 0")
        let table = "CREATE TABLE \(entity.table) (\n\(lines.joined(separator: ",\n"))\n) STRICT, WITHOUT ROWID;"
        let indexes = references(of: entity).map { sqliteIndex(entity, $0.column) }
        return ([table] + indexes).joined(separator: "\n")
    }

    /// The index over a reference: deleting what it names, and a customer's own page, need it.
    static func sqliteIndex(_ entity: Entity, _ column: Int) -> String {
        let name = CustomerModel.columns(of: entity)[column].name
        return "CREATE INDEX IF NOT EXISTS \(entity.table)_\(name) ON \(entity.table) (\(name)) "
            + "WHERE \(name) IS NOT NULL;"
    }

    /// One column of the customer model for SQLite.
    static func sqliteColumn(_ column: Column) -> String {
        switch column.type {
        case .money, .quantity, .integer: "\(column.name) INTEGER"
        case .boolean: "\(column.name) INTEGER CHECK (\(column.name) IN (0, 1))"
        case .reference(let entity):
            "\(column.name) TEXT REFERENCES \(entity.table) (id) DEFERRABLE INITIALLY DEFERRED"
        default: "\(column.name) TEXT"
        }
    }
}
