internal import Records

/// How a value is kept in PostgreSQL.
enum PostgreSQLKind: Sendable {
    case text
    case id
    case money
    case quantity
    case integer
    case boolean
    case date
    case timestamp
    case json

    /// The kind for a type of the customer model.
    init(_ type: FieldType) {
        switch type {
        case .money: self = .money
        case .quantity: self = .quantity
        case .integer: self = .integer
        case .boolean: self = .boolean
        case .date: self = .date
        case .timestamp: self = .timestamp
        case .reference: self = .id
        case .custom: self = .json
        default: self = .text
        }
    }

    /// The type's name in DDL.
    var declaration: String {
        switch self {
        case .text: "text COLLATE \"C\""
        case .id: "uuid"
        case .money, .quantity: "numeric(19,4)"
        case .integer: "bigint"
        case .boolean: "boolean"
        case .date: "date"
        case .timestamp: "timestamptz"
        case .json: "jsonb"
        }
    }

    /// The catalogue's names of the types whose binary form is the one that is read and written.
    var accepted: [String] {
        switch self {
        case .text: ["text", "varchar"]
        case .id: ["uuid"]
        case .money, .quantity: ["numeric"]
        case .integer: ["int8"]
        case .boolean: ["bool"]
        case .date: ["date"]
        case .timestamp: ["timestamptz"]
        case .json: ["jsonb"]
        }
    }
}

extension Schema {
    /// The schema of the CRM's own tables in a PostgreSQL database.
    static let crmSchema = "crm"

    /// An entity's table with its schema, quoted.
    static func postgreSQLName(_ entity: Entity) -> String { "crm.\"\(entity.table)\"" }

    /// The script of `sql(for: .postgreSQL)`: tables first, then the references between them.
    static var postgreSQLScript: String {
        "CREATE SCHEMA crm;\n\n"
            + Entity.allCases.map { postgreSQLTable($0) + "\n" }.joined(separator: "\n") + "\n"
            + Entity.allCases.flatMap { postgreSQLReferences($0) }.map { $0 + "\n" }.joined() + "\n"
            + CustomerMetrics.sql(for: .postgreSQL) + "\n"
    }

    /// One table and its indexes for PostgreSQL.
    static func postgreSQLTable(_ entity: Entity) -> String {
        var lines = ["    id uuid PRIMARY KEY"]
        for column in CustomerModel.columns(of: entity) { lines.append("    \(postgreSQLColumn(column))") }
        lines.append("    created_at timestamptz DEFAULT now()")
        lines.append("    created_by text COLLATE \"C\"")
        lines.append("    updated_at timestamptz DEFAULT now()")
        lines.append("    updated_by text COLLATE \"C\"")
        lines.append("    row_version bigint NOT NULL DEFAULT 0")
        let table = "CREATE TABLE \(postgreSQLName(entity)) (\n\(lines.joined(separator: ",\n"))\n);"
        let indexes = references(of: entity).map { postgreSQLIndex(entity, $0.column) }
        return ([table] + indexes).joined(separator: "\n")
    }

    /// One column of the customer model for PostgreSQL.
    static func postgreSQLColumn(_ column: Column) -> String {
        "\"\(column.name)\" \(PostgreSQLKind(column.type).declaration)"
    }

    /// The index over a reference: deleting what it names, and a customer's own page, need it.
    static func postgreSQLIndex(_ entity: Entity, _ column: Int) -> String {
        let name = CustomerModel.columns(of: entity)[column].name
        return "CREATE INDEX IF NOT EXISTS \"\(entity.table)_\(name)\" ON \(postgreSQLName(entity)) (\"\(name)\") "
            + "WHERE \"\(name)\" IS NOT NULL;"
    }

    /// The foreign keys of a table. They are looked at when a transaction ends, so that rows may come in any order.
    static func postgreSQLReferences(_ entity: Entity) -> [String] {
        references(of: entity).map { reference in
            let name = CustomerModel.columns(of: entity)[reference.column].name
            return "ALTER TABLE \(postgreSQLName(entity)) ADD CONSTRAINT \"\(entity.table)_\(name)_fkey\" "
                + "FOREIGN KEY (\"\(name)\") REFERENCES \(postgreSQLName(reference.to)) (id) "
                + "DEFERRABLE INITIALLY DEFERRED;"
        }
    }
}

extension Schema {
    /// A role of a PostgreSQL database with just the rights of its work.
    public enum Role: String, Sendable, CaseIterable {
        /// Makes and migrates the tables, and owns them.
        case owner
        /// Loads and takes loads back.
        case loader
        /// Looks: `status`, `verify`, `export`, `history`.
        case reader
    }

    /// The SQL that makes the roles `customary_owner`, `customary_loader` and `customary_reader` and gives them their
    /// rights, for a superuser in the CRM's database; it can be run again, and must be after the first `prepare`, since
    /// rights on tables need tables.
    ///
    /// The roles can't sign in themselves: grant them to people's and programs' own users.
    public static func roles(database: String = "crm") -> String {
        let quoted =
            "\"" + database.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        let make = Role.allCases.map { role in
            """
            DO $$ BEGIN CREATE ROLE customary_\(role.rawValue) NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
            """
        }
        return """
            -- Roles
            \(make.joined(separator: "\n"))

            -- The owner makes schemas and tables: \(Role.owner.rawValue)
            GRANT CONNECT, CREATE, TEMPORARY ON DATABASE \(quoted) TO customary_owner;
            GRANT CONNECT, TEMPORARY ON DATABASE \(quoted) TO customary_loader;
            GRANT CONNECT ON DATABASE \(quoted) TO customary_reader;

            -- Tables; run this part again once the first load has made them
            DO $$
            BEGIN
                IF to_regnamespace('crm') IS NOT NULL AND to_regnamespace('customary') IS NOT NULL THEN
                    GRANT USAGE ON SCHEMA crm TO customary_loader, customary_reader;
                    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA crm TO customary_loader;
                    GRANT SELECT ON ALL TABLES IN SCHEMA crm TO customary_reader;
                END IF;
                IF to_regnamespace('customary') IS NOT NULL THEN
                    GRANT USAGE ON SCHEMA customary TO customary_loader, customary_reader;
                    GRANT SELECT ON ALL TABLES IN SCHEMA customary TO customary_reader;
                    REVOKE ALL ON customary.keys FROM customary_reader;
                    GRANT SELECT ON customary.row_versions TO customary_reader;
            \(loaderGrants.map { "        \($0)" }.joined(separator: "\n"))
                END IF;
            END $$;

            -- Beside another program's tables: what Customary remembers of them. The other program's own are granted by
            -- whoever owns them; a load names what is missing
            DO $$
            DECLARE
                name text;
            BEGIN
                FOR name IN SELECT c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                    WHERE n.nspname = 'customary' AND c.relkind = 'r' AND c.relname LIKE 'native\\_%'
                LOOP
                    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON customary.%I TO customary_loader', name);
                END LOOP;
            END $$;

            """
    }

    /// What a load needs of Customary's own tables, one GRANT each.
    static let loaderGrants: [String] = [
        "GRANT SELECT, UPDATE ON customary.database TO customary_loader;",
        "GRANT SELECT, INSERT, UPDATE ON customary.batches, customary.changes, customary.reasons TO customary_loader;",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON customary.crosswalk, customary.holds TO customary_loader;",
        "GRANT SELECT, INSERT, DELETE ON customary.keys, customary.watermarks TO customary_loader;",
        "GRANT SELECT, INSERT ON customary.audit, customary.signers TO customary_loader;",
        "GRANT SELECT, UPDATE ON SEQUENCE customary.row_versions TO customary_loader;",
    ]
}
