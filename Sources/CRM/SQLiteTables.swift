internal import Digest
internal import Records
internal import SQLite

/// Customary's own tables in a SQLite CRM database, and the steps that make and migrate them.
enum SQLiteTables {
    /// The migrations in order; the one at index n leads to version n + 1. A published one never changes.
    static let migrations: [@Sendable (SQLiteConnection) throws -> Void] = [version1, version2, version3]

    /// Whether Customary's tables are there, in a version that this program knows.
    static func isPrepared(_ connection: SQLiteConnection) throws -> Bool {
        guard try hasTable(connection, "customary_database") else { return false }
        let version = Int(try connection.integer("SELECT schema_version FROM customary_database") ?? 0)
        guard version <= Schema.version else {
            throw CRMFault.newerSchema(location: connection.path, found: version, known: Schema.version)
        }
        return version == Schema.version
    }

    /// Makes whatever is missing: tables of the CRM, their indexes, Customary's own tables, triggers.
    static func prepare(_ connection: SQLiteConnection) throws {
        for entity in Entity.allCases {
            if try hasTable(connection, entity.table) {
                try complete(entity, connection)
                for reference in Schema.references(of: entity) {
                    try connection.execute(Schema.sqliteIndex(entity, reference.column))
                }
            } else {
                try connection.execute(Schema.sqliteTable(entity))
            }
        }
        try prepareOwn(connection)
        try connection.execute("DROP VIEW IF EXISTS customer_metrics")
        try connection.execute(CustomerMetrics.sql(for: .sqlite))
        try makeTriggers(connection)
        try connection.execute("PRAGMA application_id = \(Schema.applicationID)")
        try connection.execute("PRAGMA user_version = \(Schema.version)")
    }

    /// Makes whatever is missing of Customary's own tables alone.
    static func prepareOwn(_ connection: SQLiteConnection) throws {
        var version = 0
        if try hasTable(connection, "customary_database") {
            version = Int(try connection.integer("SELECT schema_version FROM customary_database") ?? 0)
        }
        guard version <= Schema.version else {
            throw CRMFault.newerSchema(location: connection.path, found: version, known: Schema.version)
        }
        for migration in migrations[version...] { try migration(connection) }
        try connection.execute("UPDATE customary_database SET schema_version = \(Schema.version)")
    }

    /// Makes the triggers that give rows of other tools' new versions.
    static func makeTriggers(_ connection: SQLiteConnection) throws {
        for entity in Entity.allCases { try connection.execute(triggers(entity.table)) }
    }

    /// Removes the triggers for the rest of a transaction that counts versions itself: with them, SQLite keeps a
    /// journal for every single row. Nobody else can write meanwhile, and nobody sees it.
    static func dropTriggers(_ connection: SQLiteConnection) throws {
        for entity in Entity.allCases {
            for event in ["insert", "update", "delete"] {
                try connection.execute("DROP TRIGGER IF EXISTS customary_\(entity.table)_\(event)")
            }
        }
    }

    private static func hasTable(_ connection: SQLiteConnection, _ name: String) throws -> Bool {
        try connection.integer("SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = '\(name)'") == 1
    }

    /// Adds the columns of the customer model that a table of an earlier version, or of somebody else, lacks.
    private static func complete(_ entity: Entity, _ connection: SQLiteConnection) throws {
        var found: Set<String> = []
        let statement = try connection.prepare("SELECT name FROM pragma_table_info('\(entity.table)')")
        while try statement.step() { found.insert(statement.text(0)) }
        let bookkeeping = ["id"] + Schema.bookkeeping.map(\.name) + ["row_version"]
        for column in bookkeeping where !found.contains(column) {
            throw CRMFault.missingColumn(location: connection.path, table: entity.table, column: column)
        }
        for column in CustomerModel.columns(of: entity) where !found.contains(column.name) {
            try connection.execute("ALTER TABLE \(entity.table) ADD COLUMN \(Schema.sqliteColumn(column))")
        }
    }

    /// Gives every row that another tool inserts or updates a new row version. Customary's own writes bring theirs, and
    /// then the condition spares the second write.
    private static func triggers(_ table: String) -> String {
        let next = "UPDATE customary_database SET row_version = row_version + 1;"
        let take = "UPDATE \(table) SET row_version = (SELECT row_version FROM customary_database) WHERE id = NEW.id;"
        return """
            CREATE TRIGGER IF NOT EXISTS customary_\(table)_insert AFTER INSERT ON \(table)
            WHEN NEW.row_version = 0 BEGIN \(next) \(take) END;
            CREATE TRIGGER IF NOT EXISTS customary_\(table)_update AFTER UPDATE ON \(table)
            WHEN NEW.row_version = OLD.row_version BEGIN \(next) \(take) END;
            CREATE TRIGGER IF NOT EXISTS customary_\(table)_delete AFTER DELETE ON \(table)
            BEGIN \(next) END;
            """
    }

    @Sendable private static func version1(_ connection: SQLiteConnection) throws {
        try connection.execute(
            """
            CREATE TABLE customary_database (
                only INTEGER PRIMARY KEY CHECK (only = 1),
                id TEXT NOT NULL,
                schema_version INTEGER NOT NULL,
                row_version INTEGER NOT NULL,
                fence INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE customary_batches (
                sequence INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                kind TEXT NOT NULL,
                attempt INTEGER NOT NULL,
                run TEXT NOT NULL,
                plan_digest TEXT NOT NULL,
                now TEXT NOT NULL,
                who TEXT NOT NULL,
                counts TEXT NOT NULL,
                full_before TEXT NOT NULL,
                content_before TEXT NOT NULL,
                full_after TEXT NOT NULL,
                content_after TEXT NOT NULL,
                version_before INTEGER NOT NULL,
                version_after INTEGER NOT NULL,
                manifest_root TEXT NOT NULL,
                previous_root TEXT NOT NULL,
                signature TEXT NOT NULL,
                public_key TEXT NOT NULL,
                undoes TEXT NOT NULL,
                undone_by TEXT NOT NULL,
                details TEXT NOT NULL
            ) STRICT;
            CREATE TABLE customary_changes (
                batch INTEGER NOT NULL,
                number INTEGER NOT NULL,
                entity TEXT NOT NULL,
                record_id TEXT NOT NULL,
                kind TEXT NOT NULL,
                hashes BLOB NOT NULL,
                sealed BLOB NOT NULL,
                row_hash BLOB NOT NULL,
                source TEXT NOT NULL,
                stream TEXT NOT NULL,
                source_key TEXT NOT NULL,
                undone_by TEXT NOT NULL,
                kept TEXT NOT NULL,
                PRIMARY KEY (batch, number)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX customary_changes_record ON customary_changes (entity, record_id);
            CREATE INDEX customary_changes_kept ON customary_changes (kept) WHERE kept <> '';
            CREATE TABLE customary_crosswalk (
                source TEXT NOT NULL,
                stream TEXT NOT NULL,
                source_key TEXT NOT NULL,
                record TEXT NOT NULL,
                entity TEXT NOT NULL,
                master_id TEXT NOT NULL,
                ordinal INTEGER NOT NULL,
                batch INTEGER NOT NULL,
                row_hash INTEGER NOT NULL,
                ended_by INTEGER NOT NULL DEFAULT 0,
                PRIMARY KEY (source, stream, source_key, record, entity, master_id, ordinal, batch)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE customary_keys (
                record_id TEXT NOT NULL PRIMARY KEY,
                salt BLOB NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE customary_audit (
                number INTEGER PRIMARY KEY,
                at TEXT NOT NULL,
                who TEXT NOT NULL,
                what TEXT NOT NULL,
                detail TEXT NOT NULL,
                chain TEXT NOT NULL
            ) STRICT;
            CREATE TABLE customary_watermarks (
                source TEXT NOT NULL,
                stream TEXT NOT NULL,
                batch INTEGER NOT NULL,
                value TEXT NOT NULL,
                PRIMARY KEY (source, stream, batch)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE customary_holds (
                source TEXT NOT NULL PRIMARY KEY,
                batch TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE customary_signers (
                public_key TEXT NOT NULL PRIMARY KEY,
                batch TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            """)
        let id = RecordID(version8: try Random.bytes(16))
        try connection.execute("INSERT INTO customary_database VALUES (1, '\(id)', 0, 0, 0)")
    }

    @Sendable private static func version2(_ connection: SQLiteConnection) throws {
        try connection.execute(
            """
            ALTER TABLE customary_changes ADD COLUMN reasons BLOB NOT NULL DEFAULT x'';
            ALTER TABLE customary_changes ADD COLUMN undone_columns INTEGER NOT NULL DEFAULT 0;
            CREATE TABLE customary_reasons (
                batch INTEGER NOT NULL,
                number INTEGER NOT NULL,
                source TEXT NOT NULL,
                rule TEXT NOT NULL,
                PRIMARY KEY (batch, number)
            ) STRICT, WITHOUT ROWID;
            """)
    }

    /// The customer model grew. What was loaded under the smaller one is sealed by the numbers of its columns.
    @Sendable private static func version3(_ connection: SQLiteConnection) throws {
        guard try connection.integer("SELECT count(*) FROM customary_batches") == 0 else {
            throw CRMFault.olderSchema(location: connection.path)
        }
    }
}
