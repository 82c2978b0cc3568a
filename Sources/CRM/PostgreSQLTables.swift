internal import Digest
internal import PostgreSQL
internal import Records

/// Customary's own tables in a PostgreSQL CRM database, and the steps that make and migrate them.
enum PostgreSQLTables {
    /// The migrations in order; the one at index n leads to version n + `oldest`. A published one never changes.
    static let migrations: [String] = [version3]
    /// The first version that there was on PostgreSQL.
    static let oldest = 3

    /// What a database holds of what is needed.
    struct State {
        /// Schemas that are there.
        var schemas: Set<String> = []
        /// The CRM's tables that are there.
        var tables: Set<Entity> = []
        /// The version of Customary's tables; nil when there are none.
        var version: Int?
        /// Of the CRM's tables: columns and their types.
        var columns: [Entity: [String: String]] = [:]
        /// Whether the view of the customers' metrics is there.
        var hasMetrics = false
        /// Names of the CRM's indexes.
        var indexes: Set<String> = []
        /// Names of Customary's triggers.
        var triggers: Set<String> = []

        /// Whether the database is another program's: then there are only Customary's own tables.
        var isGuest = false

        /// Whether Customary's tables are there, in the version of this program.
        var isPrepared: Bool { version == Schema.version && (isGuest || tables.count == Entity.allCases.count) }
    }

    /// Looks at the catalogue.
    static func state(_ connection: PostgreSQLConnection, isGuest: Bool = false) throws -> State {
        var state = try state(connection)
        state.isGuest = isGuest
        if isGuest { state.tables = [] }
        return state
    }

    private static func state(_ connection: PostgreSQLConnection) throws -> State {
        var state = State()
        let names = try connection.query(
            """
            SELECT n.nspname::text, c.relname::text, c.relkind::text FROM pg_catalog.pg_namespace AS n
            LEFT JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'f', 'i')
            WHERE n.nspname IN ('crm', 'customary')
            """)
        var own: Set<String> = []
        for row in 0..<names.count {
            let (schema, name, kind) = (names.text(row, 0), names.text(row, 1), names.text(row, 2))
            state.schemas.insert(schema)
            if kind == "i" {
                if schema == "crm" { state.indexes.insert(name) }
            } else if schema == "customary" {
                own.insert(name)
            } else if let entity = Entity(table: name) {
                state.tables.insert(entity)
            } else if name == "customer_metrics" {
                state.hasMetrics = true
            }
        }
        let columns = try connection.query(
            """
            SELECT c.relname::text, a.attname::text, coalesce(b.typname, t.typname)::text
            FROM pg_catalog.pg_attribute AS a
            JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid AND c.relkind IN ('r', 'p', 'v', 'f')
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace AND n.nspname = 'crm'
            JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_type AS b ON b.oid = t.typbasetype
            WHERE a.attnum > 0 AND NOT a.attisdropped
            """)
        for row in 0..<columns.count {
            guard let entity = Entity(table: columns.text(row, 0)) else { continue }
            state.columns[entity, default: [:]][columns.text(row, 1)] = columns.text(row, 2)
        }
        let triggers = try connection.query(
            "SELECT tgname::text FROM pg_catalog.pg_trigger WHERE NOT tgisinternal AND tgname LIKE 'customary\\_%'")
        for row in 0..<triggers.count { state.triggers.insert(triggers.text(row, 0)) }
        if own.contains("database") {
            try checkLooking(connection)
            let found = try connection.query("SELECT schema_version FROM customary.database")
            state.version = found.count > 0 ? Int(found.integer(0, 0)) : nil
        }
        if let version = state.version, version > Schema.version {
            throw CRMFault.newerSchema(location: connection.place, found: version, known: Schema.version)
        }
        return state
    }

    /// Throws when the role may not even see what was loaded; the catalogue shows it that there is something.
    private static func checkLooking(_ connection: PostgreSQLConnection) throws {
        let role = NativeTables.quoted(connection.user)
        let usage = try connection.query("SELECT pg_catalog.has_schema_privilege('customary', 'USAGE')")
        var grants: [String] = []
        if usage.integer(0, 0) == 0 { grants.append("GRANT USAGE ON SCHEMA customary TO \(role);") }
        let right = try connection.query(
            """
            SELECT pg_catalog.has_table_privilege(c.oid, 'SELECT') FROM pg_catalog.pg_class AS c
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = 'customary' AND c.relname = 'database'
            """)
        if right.count > 0, right.integer(0, 0) == 0 {
            grants.append("GRANT SELECT ON customary.database TO \(role);")
        }
        if !grants.isEmpty {
            throw CRMFault.missingRights(location: connection.place, role: connection.user, grants: grants)
        }
    }

    /// What `prepare` would have to do; empty when everything is there.
    static func missing(_ state: State, location: String, rehearsing: Bool) throws -> [String] {
        var steps: [String] = []
        if !state.schemas.contains("crm"), !state.isGuest { steps.append("CREATE SCHEMA crm;") }
        var made: [Entity] = []
        var grown: Set<Entity> = []
        for entity in Entity.allCases where !state.isGuest {
            guard state.tables.contains(entity) else {
                steps.append(Schema.postgreSQLTable(entity))
                made.append(entity)
                continue
            }
            for column in CustomerModel.columns(of: entity) where state.columns[entity]?[column.name] == nil {
                steps.append(
                    "ALTER TABLE \(Schema.postgreSQLName(entity)) ADD COLUMN \(Schema.postgreSQLColumn(column));")
                if case .reference = column.type { grown.insert(entity) }
            }
            try check(entity, state, location)
            if rehearsing { continue }
            for reference in Schema.references(of: entity) {
                let name = "\(entity.table)_\(Schema.storedColumns(of: entity)[reference.column].name)"
                if !state.indexes.contains(name) { steps.append(Schema.postgreSQLIndex(entity, reference.column)) }
            }
        }
        for entity in made { steps += Schema.postgreSQLReferences(entity) }
        for entity in grown.sorted() {
            let new = Schema.references(of: entity).enumerated().filter { _, reference in
                state.columns[entity]?[CustomerModel.columns(of: entity)[reference.column].name] == nil
            }
            let constraints = Schema.postgreSQLReferences(entity)
            steps += new.map { constraints[$0.offset] }
        }
        if !state.schemas.contains("customary") { steps.append("CREATE SCHEMA customary;") }
        let version = state.version ?? oldest - 1
        for (index, step) in migrations.enumerated() where oldest + index > version { steps.append(step) }
        if state.version == nil {
            let id = RecordID(version8: try Random.bytes(16))
            steps.append(
                """
                INSERT INTO customary.database (id, schema_version, fence, writer)
                VALUES ('\(id)', \(Schema.version), 0, '');
                SELECT pg_catalog.setval('customary.row_versions', 0, true);
                """)
        } else if state.version != Schema.version {
            steps.append("UPDATE customary.database SET schema_version = \(Schema.version);")
        }
        if !rehearsing, !state.isGuest {
            if state.version != Schema.version || !state.hasMetrics {
                steps.append("DROP VIEW IF EXISTS crm.customer_metrics;")
                steps.append(CustomerMetrics.sql(for: .postgreSQL))
            }
            for entity in Entity.allCases {
                for trigger in triggers(entity.table) where !state.triggers.contains(trigger.name) {
                    steps.append(trigger.sql)
                }
            }
        }
        return steps
    }

    private static func check(_ entity: Entity, _ state: State, _ location: String) throws {
        let found = state.columns[entity] ?? [:]
        var wanted = [("id", PostgreSQLKind.id)]
        let present = CustomerModel.columns(of: entity).filter { found[$0.name] != nil }
        wanted += present.map { ($0.name, PostgreSQLKind($0.type)) }
        wanted += Schema.bookkeeping.map { ($0.name, PostgreSQLKind($0.type)) }
        wanted.append(("row_version", .integer))
        for (column, kind) in wanted {
            guard let type = found[column] else {
                throw CRMFault.missingColumn(location: location, table: "crm.\(entity.table)", column: column)
            }
            guard kind.accepted.contains(type) else {
                throw CRMFault.wrongType(
                    location: location, table: "crm.\(entity.table)", column: column, found: type,
                    wanted: kind.declaration)
            }
        }
    }

    /// Gives every row that another tool inserts or updates a new row version, and counts what it deletes. Customary's
    /// own writes bring theirs, and then the condition spares the call.
    private static func triggers(_ table: String) -> [(name: String, sql: String)] {
        let name = "customary_\(table)"
        let isForeign = "pg_catalog.current_setting('customary.loading', true) IS DISTINCT FROM 'on'"
        return [
            (
                "\(name)_insert",
                """
                CREATE TRIGGER "\(name)_insert" BEFORE INSERT ON crm."\(table)" FOR EACH ROW
                WHEN (NEW.row_version = 0) EXECUTE FUNCTION customary.take_row_version();
                """
            ),
            (
                "\(name)_update",
                """
                CREATE TRIGGER "\(name)_update" BEFORE UPDATE ON crm."\(table)" FOR EACH ROW
                WHEN (NEW.row_version = OLD.row_version) EXECUTE FUNCTION customary.take_row_version();
                """
            ),
            (
                "\(name)_delete",
                """
                CREATE TRIGGER "\(name)_delete" AFTER DELETE ON crm."\(table)" FOR EACH STATEMENT
                WHEN (\(isForeign)) EXECUTE FUNCTION customary.count_deletion();
                """
            ),
            (
                "\(name)_truncate",
                """
                CREATE TRIGGER "\(name)_truncate" AFTER TRUNCATE ON crm."\(table)" FOR EACH STATEMENT
                EXECUTE FUNCTION customary.count_deletion();
                """
            ),
        ]
    }

    /// The index by which a record's changes are found.
    static let changesIndex = "CREATE INDEX changes_record ON customary.changes (entity, record_id)"
    /// The key of the crosswalk.
    static let crosswalkKey = """
        ALTER TABLE customary.crosswalk ADD CONSTRAINT crosswalk_pkey
        PRIMARY KEY (source, stream, source_key, record, entity, master_id, ordinal, batch)
        """

    /// The tables as of version 3, the first on PostgreSQL. A sequence counts row versions: a counter in a row would make
    /// every other tool's transactions wait for each other.
    private static let version3 = """
        CREATE SEQUENCE customary.row_versions AS bigint MINVALUE 0 START 0;
        CREATE FUNCTION customary.take_row_version() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = '' AS $$
        BEGIN
            NEW.row_version := pg_catalog.nextval('customary.row_versions');
            RETURN NEW;
        END $$;
        CREATE FUNCTION customary.count_deletion() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = '' AS $$
        BEGIN
            PERFORM pg_catalog.nextval('customary.row_versions');
            RETURN NULL;
        END $$;
        CREATE TABLE customary.database (
            only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
            id uuid NOT NULL,
            schema_version integer NOT NULL,
            fence bigint NOT NULL,
            writer text COLLATE "C" NOT NULL
        );
        CREATE TABLE customary.batches (
            sequence bigint PRIMARY KEY,
            id text COLLATE "C" NOT NULL UNIQUE,
            kind text COLLATE "C" NOT NULL,
            attempt bigint NOT NULL,
            run text COLLATE "C" NOT NULL,
            plan_digest text COLLATE "C" NOT NULL,
            now text COLLATE "C" NOT NULL,
            who text COLLATE "C" NOT NULL,
            counts text COLLATE "C" NOT NULL,
            full_before text COLLATE "C" NOT NULL,
            content_before text COLLATE "C" NOT NULL,
            full_after text COLLATE "C" NOT NULL,
            content_after text COLLATE "C" NOT NULL,
            version_before bigint NOT NULL,
            version_after bigint NOT NULL,
            manifest_root text COLLATE "C" NOT NULL,
            previous_root text COLLATE "C" NOT NULL,
            signature text COLLATE "C" NOT NULL,
            public_key text COLLATE "C" NOT NULL,
            undoes text COLLATE "C" NOT NULL,
            undone_by text COLLATE "C" NOT NULL,
            details text COLLATE "C" NOT NULL
        );
        CREATE TABLE customary.changes (
            batch bigint NOT NULL,
            number bigint NOT NULL,
            entity text COLLATE "C" NOT NULL,
            record_id uuid NOT NULL,
            kind text COLLATE "C" NOT NULL,
            hashes bytea NOT NULL,
            sealed bytea NOT NULL,
            row_hash bytea NOT NULL,
            source text COLLATE "C" NOT NULL,
            stream text COLLATE "C" NOT NULL,
            source_key text COLLATE "C" NOT NULL,
            undone_by text COLLATE "C" NOT NULL,
            kept text COLLATE "C" NOT NULL,
            reasons bytea NOT NULL,
            undone_columns bigint NOT NULL,
            PRIMARY KEY (batch, number)
        );
        \(changesIndex);
        CREATE INDEX changes_kept ON customary.changes (kept) WHERE kept <> '';
        CREATE TABLE customary.reasons (
            batch bigint NOT NULL,
            number bigint NOT NULL,
            source text COLLATE "C" NOT NULL,
            rule text COLLATE "C" NOT NULL,
            PRIMARY KEY (batch, number)
        );
        CREATE TABLE customary.crosswalk (
            source text COLLATE "C" NOT NULL,
            stream text COLLATE "C" NOT NULL,
            source_key text COLLATE "C" NOT NULL,
            record text COLLATE "C" NOT NULL,
            entity text COLLATE "C" NOT NULL,
            master_id uuid NOT NULL,
            ordinal bigint NOT NULL,
            batch bigint NOT NULL,
            row_hash bigint NOT NULL,
            ended_by bigint NOT NULL DEFAULT 0
        );
        \(crosswalkKey);
        CREATE TABLE customary.keys (
            record_id uuid PRIMARY KEY,
            salt bytea NOT NULL
        );
        CREATE TABLE customary.audit (
            number bigint PRIMARY KEY,
            at text COLLATE "C" NOT NULL,
            who text COLLATE "C" NOT NULL,
            what text COLLATE "C" NOT NULL,
            detail text COLLATE "C" NOT NULL,
            chain text COLLATE "C" NOT NULL
        );
        CREATE TABLE customary.watermarks (
            source text COLLATE "C" NOT NULL,
            stream text COLLATE "C" NOT NULL,
            batch bigint NOT NULL,
            value text COLLATE "C" NOT NULL,
            PRIMARY KEY (source, stream, batch)
        );
        CREATE TABLE customary.holds (
            source text COLLATE "C" PRIMARY KEY,
            batch text COLLATE "C" NOT NULL
        );
        CREATE TABLE customary.signers (
            public_key text COLLATE "C" PRIMARY KEY,
            batch text COLLATE "C" NOT NULL
        );
        """
}
