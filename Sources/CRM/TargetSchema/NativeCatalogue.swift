internal import PostgreSQL
internal import Records
internal import SQLite

/// What a column of another program's table can hold.
enum NativeKind: Sendable {
    case text, integer, decimal, float, boolean, date, timestamp, zonedTimestamp, uuid, json, other

    /// In words, for messages.
    var words: String {
        switch self {
        case .text: "text"
        case .integer: "whole numbers"
        case .decimal: "decimal numbers"
        case .float: "floating-point numbers"
        case .boolean: "true and false"
        case .date: "dates"
        case .timestamp, .zonedTimestamp: "timestamps"
        case .uuid: "UUIDs"
        case .json: "JSON"
        case .other: "another type"
        }
    }
}

/// A column as the catalogue describes it.
struct NativeColumn: Sendable {
    let name: String
    /// The type as a cast takes it.
    let type: String
    let kind: NativeKind
    /// The greatest number of characters; 0 = any.
    var maximum = 0
    /// The number of decimals that are kept; −1 = any.
    var scale = -1
    /// The number of digits of a second's fraction that are kept.
    var precision = 6
    var isRequired = false
    var hasDefault = false
    /// Whether the database alone gives its values.
    var isGenerated = false
    var isAlwaysIdentity = false
    /// The sequence that its values come from; empty when there is none.
    var sequence = ""
}

/// A table as the catalogue describes it.
struct NativeTable: Sendable {
    let schema: String
    let name: String
    let quoted: String
    var isTable = true
    var columns: [NativeColumn] = []
    /// Columns that are unique together, with the constraint's name.
    var uniques: [(name: String, columns: [String])] = []
    /// Columns that name rows of other tables.
    var references: [(column: String, table: String, key: String)] = []

    /// The name as a description has it.
    var title: String { schema.isEmpty ? name : "\(schema).\(name)" }

    func column(_ name: String) -> NativeColumn? { columns.first { $0.name == name } }
}

/// A foreign key that leads to one of the described tables.
struct NativeReferrer: Sendable {
    let schema: String
    let table: String
    let column: String
    /// The described table that it leads to.
    let to: String
    let key: String
    /// What the database does to the naming row when the named one goes.
    let cascades: Bool
}

extension NativeTables {
    /// The full title of a table as a description may name it.
    func title(_ name: String) -> String { isSQLite || name.contains(".") ? name : "public.\(name)" }

    /// Looks a table up; nil when there is none.
    func table(_ name: String) throws -> NativeTable? {
        switch engine {
        case .sqlite(let connection): try table(name, connection)
        case .postgreSQL(let connection): try table(title(name), connection)
        }
    }

    // MARK: SQLite

    private func table(_ name: String, _ connection: SQLiteConnection) throws -> NativeTable? {
        let literal = NativeTables.literal(name)
        guard
            let type = try connection.text("SELECT type FROM sqlite_schema WHERE name = \(literal) COLLATE NOCASE")
        else { return nil }
        var table = NativeTable(schema: "", name: name, quoted: NativeTables.quoted(name))
        table.isTable = type == "table"
        let columns = try connection.prepare(
            "SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo(\(literal))")
        while try columns.step() {
            let declared = columns.text(1)
            var column = NativeColumn(
                name: columns.text(0), type: declared, kind: NativeTables.kind(sqlite: declared))
            column.isRequired = columns.int64(2) == 1
            column.hasDefault = !columns.isNull(3)
            column.isGenerated = columns.int64(5) > 1
            if columns.int64(4) == 1, declared.uppercased() == "INTEGER" { column.sequence = "rowid" }
            table.columns.append(column)
        }
        let indexes = try connection.prepare(
            """
            SELECT l.name, i.name FROM pragma_index_list(\(literal)) AS l, pragma_index_info(l.name) AS i
            WHERE l."unique" = 1 ORDER BY l.name, i.seqno
            """)
        while try indexes.step() { table.addUnique(indexes.text(0), indexes.text(1)) }
        let key = table.columns.first { !$0.sequence.isEmpty }
        if let key { table.addUnique("primary key", key.name) }
        let keys = try connection.prepare(
            "SELECT \"from\", \"table\", coalesce(\"to\", '') FROM pragma_foreign_key_list(\(literal))")
        while try keys.step() { table.references.append((keys.text(0), keys.text(1), keys.text(2))) }
        return table
    }

    /// What SQLite makes of a declared type, and what people mean by it.
    private static func kind(sqlite declared: String) -> NativeKind {
        let type = declared.uppercased()
        if type.contains("BOOL") { return .boolean }
        if type.contains("INT") { return .integer }
        if type.contains("TIMESTAMP") || type.contains("DATETIME") { return .timestamp }
        if type.contains("DATE") { return .date }
        if type.contains("REAL") || type.contains("FLOA") || type.contains("DOUB") { return .float }
        if type.contains("NUM") || type.contains("DEC") { return .decimal }
        return .text
    }

    // MARK: PostgreSQL

    private func table(_ title: String, _ connection: PostgreSQLConnection) throws -> NativeTable? {
        let parts = title.split(separator: ".", maxSplits: 1).map(String.init)
        let (schema, name) = (parts[0], parts.count > 1 ? parts[1] : "")
        var parameters = Parameters()
        parameters.add(schema)
        parameters.add(name)
        let found = try connection.query(
            """
            SELECT c.oid::text, c.relkind::text FROM pg_catalog.pg_class AS c
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE n.nspname = $1::text AND c.relname = $2::text AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
            """, parameters)
        guard found.count > 0 else { return nil }
        let oid = found.text(0, 0)
        var table = NativeTable(
            schema: schema, name: name, quoted: "\(NativeTables.quoted(schema)).\(NativeTables.quoted(name))")
        table.isTable = ["r", "p"].contains(found.text(0, 1))
        let literal = NativeTables.literal(table.quoted)
        let columns = try connection.query(
            """
            SELECT a.attname::text, format_type(a.atttypid, NULL), t.typname::text, t.typcategory::text,
            a.atttypmod::text, a.attnotnull::text, (a.atthasdef OR a.attidentity <> '')::text, a.attgenerated::text,
            a.attidentity::text, coalesce(pg_get_serial_sequence(\(literal), a.attname), ''),
            coalesce(pg_get_expr(d.adbin, d.adrelid), '')
            FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
            LEFT JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attrelid = \(oid)::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum
            """)
        for row in 0..<columns.count {
            let base = columns.text(row, 2)
            var column = NativeColumn(
                name: columns.text(row, 0), type: columns.text(row, 1),
                kind: NativeTables.kind(postgreSQL: base, category: columns.text(row, 3)))
            let modifier = Int(columns.text(row, 4)) ?? -1
            if modifier >= 4, base == "varchar" || base == "bpchar" { column.maximum = modifier - 4 }
            if modifier >= 4, base == "numeric" { column.scale = (modifier - 4) & 0x7FF }
            if modifier >= 0, base == "timestamp" || base == "timestamptz" { column.precision = modifier }
            column.isRequired = columns.text(row, 5) == "true"
            column.hasDefault = columns.text(row, 6) == "true"
            column.isGenerated = !columns.text(row, 7).isEmpty
            column.isAlwaysIdentity = columns.text(row, 8) == "a"
            column.sequence = columns.text(row, 9)
            let standard = columns.text(row, 10)
            if column.sequence.isEmpty, standard.hasPrefix("nextval('"),
                let end = standard.dropFirst(9).firstIndex(of: "'")
            {
                column.sequence = String(standard.dropFirst(9)[..<end])
            }
            table.columns.append(column)
        }
        let uniques = try connection.query(
            """
            SELECT i.indexrelid::regclass::text, a.attname::text FROM pg_catalog.pg_index AS i
            JOIN pg_catalog.pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
            WHERE i.indrelid = \(oid)::oid AND i.indisunique ORDER BY 1, array_position(i.indkey::int[], a.attnum::int)
            """)
        for row in 0..<uniques.count { table.addUnique(uniques.text(row, 0), uniques.text(row, 1)) }
        let references = try connection.query(
            """
            SELECT a.attname::text, n.nspname::text || '.' || c.relname::text, b.attname::text
            FROM pg_catalog.pg_constraint AS f JOIN pg_catalog.pg_class AS c ON c.oid = f.confrelid
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
            JOIN pg_catalog.pg_attribute AS b ON b.attrelid = f.confrelid AND b.attnum = f.confkey[1]
            WHERE f.contype = 'f' AND f.conrelid = \(oid)::oid AND array_length(f.conkey, 1) = 1
            """)
        for row in 0..<references.count {
            table.references.append((references.text(row, 0), references.text(row, 1), references.text(row, 2)))
        }
        return table
    }

    private static func kind(postgreSQL type: String, category: String) -> NativeKind {
        switch type {
        case "int2", "int4", "int8": .integer
        case "numeric", "money": .decimal
        case "float4", "float8": .float
        case "bool": .boolean
        case "date": .date
        case "timestamp": .timestamp
        case "timestamptz": .zonedTimestamp
        case "uuid": .uuid
        case "json", "jsonb": .json
        default: category == "S" || category == "E" ? .text : .other
        }
    }

    // MARK: Who names them

    /// Every foreign key of any table that leads to one of these.
    func referrers(to tables: [NativeTable]) throws -> [NativeReferrer] {
        switch engine {
        case .sqlite(let connection):
            var found: [NativeReferrer] = []
            let keys = try connection.prepare(
                """
                SELECT m.name, f."from", f."table", coalesce(f."to", ''), f.on_delete
                FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table' ORDER BY 1, 2
                """)
            while try keys.step() {
                guard let to = tables.first(where: { $0.name.lowercased() == keys.text(2).lowercased() }) else {
                    continue
                }
                found.append(
                    NativeReferrer(
                        schema: "", table: keys.text(0), column: keys.text(1), to: to.title, key: keys.text(3),
                        cascades: keys.text(4) != "NO ACTION" && keys.text(4) != "RESTRICT"))
            }
            return found
        case .postgreSQL(let connection):
            let found = try connection.query(
                """
                SELECT n.nspname::text, c.relname::text, a.attname::text, m.nspname::text || '.' || d.relname::text,
                b.attname::text, (f.confdeltype NOT IN ('a', 'r'))::text
                FROM pg_catalog.pg_constraint AS f
                JOIN pg_catalog.pg_class AS c ON c.oid = f.conrelid
                JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                JOIN pg_catalog.pg_class AS d ON d.oid = f.confrelid
                JOIN pg_catalog.pg_namespace AS m ON m.oid = d.relnamespace
                JOIN pg_catalog.pg_attribute AS a ON a.attrelid = f.conrelid AND a.attnum = f.conkey[1]
                JOIN pg_catalog.pg_attribute AS b ON b.attrelid = f.confrelid AND b.attnum = f.confkey[1]
                WHERE f.contype = 'f' AND f.conparentid = 0 AND array_length(f.conkey, 1) = 1 ORDER BY 1, 2, 3
                """)
            return (0..<found.count).compactMap { row in
                let to = found.text(row, 3)
                guard tables.contains(where: { $0.title == to }) else { return nil }
                return NativeReferrer(
                    schema: found.text(row, 0), table: found.text(row, 1), column: found.text(row, 2), to: to,
                    key: found.text(row, 4), cascades: found.text(row, 5) == "true")
            }
        }
    }
}

extension NativeTable {
    fileprivate mutating func addUnique(_ name: String, _ column: String) {
        if let index = uniques.firstIndex(where: { $0.name == name }) {
            uniques[index].columns.append(column)
        } else {
            uniques.append((name, [column]))
        }
    }
}
