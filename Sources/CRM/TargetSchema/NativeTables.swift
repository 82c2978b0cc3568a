internal import PostgreSQL
internal import Records
internal import SQLite

/// A value as another program's table holds it: the database's own text of it, or NULL.
typealias NativeValue = [UInt8]?

/// The tables of a database that Customary didn't make, read and written by generated SQL.
///
/// Names are checked against the catalogue and quoted; values go in as one JSON array of rows, so that a statement works
/// on thousands of them and nothing that a value holds is ever read as SQL.
struct NativeTables {
    /// The engine behind it.
    enum Engine {
        case sqlite(SQLiteConnection)
        case postgreSQL(PostgreSQLConnection)
    }

    let engine: Engine

    init(_ engine: Engine) throws {
        self.engine = engine
        guard case .postgreSQL(let connection) = engine else { return }
        try connection.run(
            "SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL extra_float_digits = 1; "
                // Triggers of the other program look for its tables where they always do.
                + "SET LOCAL search_path TO DEFAULT")
    }

    /// Keeps others from writing to tables until the transaction ends; they can go on reading. A SQLite file is held as a
    /// whole already.
    func lock(_ tables: [String]) throws {
        guard case .postgreSQL(let connection) = engine, !tables.isEmpty else { return }
        try connection.run("LOCK TABLE \(tables.joined(separator: ", ")) IN SHARE ROW EXCLUSIVE MODE")
    }

    var isSQLite: Bool { if case .sqlite = engine { true } else { false } }

    // MARK: SQL

    /// A name as SQL takes it, whatever it holds.
    static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    /// A text as SQL takes it.
    static func literal(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }

    /// One of Customary's own tables.
    func own(_ name: String) -> String { isSQLite ? "customary_\(name)" : "customary.\(name)" }

    /// A column's value as the database's own text of it.
    func text(_ expression: String) -> String { isSQLite ? expression : "\(expression)::text" }

    /// A FROM item with the rows of the JSON parameter.
    var given: String {
        isSQLite ? "json_each(?1) AS g" : "json_array_elements($1::text::json) WITH ORDINALITY AS g(value, key)"
    }

    /// A value of the current row of `given`; with a type, as one of it.
    func given(_ index: Int, as type: String = "") -> String {
        if isSQLite { return "json_extract(g.value, '$[\(index)]')" }
        return type.isEmpty ? "(g.value->>\(index))" : "(g.value->>\(index))::\(type)"
    }

    /// Runs a statement for the rows of a JSON parameter, a few thousand at a time; gives the number of rows it changed.
    @discardableResult
    func run(_ sql: String, _ rows: [[NativeValue]]) throws -> Int {
        var touched = 0
        try blocks(rows) { json in
            switch engine {
            case .sqlite(let connection):
                let statement = try connection.prepare(sql)
                try statement.bind(json, at: 1)
                try statement.run()
                touched += connection.changes
            case .postgreSQL(let connection):
                var parameters = Parameters()
                parameters.add(json)
                touched += try connection.query(sql, parameters).touched
            }
        }
        return touched
    }

    /// Runs statements without parameters.
    func run(_ sql: String) throws {
        switch engine {
        case .sqlite(let connection): try connection.execute(sql)
        case .postgreSQL(let connection): try connection.run(sql)
        }
    }

    /// Gives every row of a query to `body`; with `rows`, the query is run for each few thousand of them.
    func select(
        _ sql: String, width: Int, for rows: [[NativeValue]]? = nil, _ body: ([NativeValue]) throws -> Void
    ) throws {
        guard let rows else { return try select(sql, width, nil, body) }
        try blocks(rows) { try select(sql, width, $0, body) }
    }

    private func select(
        _ sql: String, _ width: Int, _ json: [UInt8]?, _ body: ([NativeValue]) throws -> Void
    ) throws {
        switch engine {
        case .sqlite(let connection):
            let statement = try connection.prepare(sql)
            if let json { try statement.bind(json, at: 1) }
            var found: [[NativeValue]] = []
            while try statement.step() {
                // SQLite gives the text of a number where it is asked for text.
                found.append(
                    (0..<width).map { column in
                        statement.isNull(column) ? nil : NativeTables.bytes(statement, column)
                    })
            }
            for row in found { try body(row) }
        case .postgreSQL(let connection):
            var parameters = Parameters()
            if let json { parameters.add(json) }
            let found = try connection.query(sql, parameters)
            for row in 0..<found.count {
                try body((0..<width).map { found.isNull(row, $0) ? nil : found.array(row, $0) })
            }
        }
    }

    private static func bytes(_ statement: SQLiteStatement, _ column: Int) -> [UInt8] {
        statement.isInteger(column) ? Array(String(statement.int64(column)).utf8) : statement.bytes(column)
    }

    private static let blockRows = 4_096
    private static let blockBytes = 4 << 20

    private func blocks(_ rows: [[NativeValue]], _ body: ([UInt8]) throws -> Void) throws {
        var json: [UInt8] = [0x5B]
        var count = 0
        for row in rows {
            if count > 0 { json.append(0x2C) }
            NativeTables.append(row, to: &json)
            count += 1
            if count == NativeTables.blockRows || json.count > NativeTables.blockBytes {
                try body(json + [0x5D])
                json = [0x5B]
                count = 0
            }
        }
        if count > 0 { try body(json + [0x5D]) }
    }

    /// Appends a row as a JSON array of texts and nulls.
    static func append(_ row: [NativeValue], to json: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        json.append(0x5B)
        for (index, value) in row.enumerated() {
            if index > 0 { json.append(0x2C) }
            guard let value else {
                json.append(contentsOf: "null".utf8)
                continue
            }
            json.append(0x22)
            for byte in value {
                switch byte {
                case 0x22, 0x5C: json.append(contentsOf: [0x5C, byte])
                case 0..<0x20:
                    json.append(contentsOf: "\\u00".utf8)
                    json.append(digits[Int(byte >> 4)])
                    json.append(digits[Int(byte & 15)])
                default: json.append(byte)
                }
            }
            json.append(0x22)
        }
        json.append(0x5D)
    }

    // MARK: Rows

    /// Adds rows: values in the order of `columns`, each a name and its type in a cast.
    func insert(_ table: NativeTable, _ columns: [NativeColumn], _ rows: [[NativeValue]]) throws {
        if rows.isEmpty { return }
        let names = columns.map { NativeTables.quoted($0.name) }.joined(separator: ", ")
        let values = columns.indices.map { given($0, as: columns[$0].type) }.joined(separator: ", ")
        let overriding = columns.contains(where: \.isAlwaysIdentity) ? "OVERRIDING SYSTEM VALUE " : ""
        try run(
            "INSERT INTO \(table.quoted) (\(names)) \(overriding)SELECT \(values) FROM \(given) ORDER BY g.key", rows)
    }

    /// Changes rows: the first value of each row is the key, the others are those of `columns`.
    func update(
        _ table: NativeTable, _ key: NativeColumn, _ columns: [NativeColumn], _ rows: [[NativeValue]]
    ) throws -> Int {
        if rows.isEmpty || columns.isEmpty { return rows.count }
        let sets = columns.indices.map {
            "\(NativeTables.quoted(columns[$0].name)) = \(given($0 + 1, as: columns[$0].type))"
        }.joined(separator: ", ")
        return try run(
            """
            UPDATE \(table.quoted) AS t SET \(sets) FROM \(given)
            WHERE t.\(NativeTables.quoted(key.name)) = \(given(0, as: key.type))
            """, rows)
    }

    /// Removes rows by their keys.
    func delete(_ table: NativeTable, _ key: NativeColumn, _ keys: [String]) throws -> Int {
        if keys.isEmpty { return 0 }
        return try run(
            """
            DELETE FROM \(table.quoted) WHERE \(NativeTables.quoted(key.name)) IN
            (SELECT \(given(0, as: key.type)) FROM \(given))
            """, keys.map { [Array($0.utf8)] })
    }

    /// New ids of a table, from its own sequence.
    func nextIDs(_ table: NativeTable, _ key: NativeColumn, sequence: String?, count: Int) throws -> [String] {
        if count == 0 { return [] }
        switch engine {
        case .sqlite(let connection):
            let name = NativeTables.quoted(key.name)
            var last = try connection.integer("SELECT max(\(name)) FROM \(table.quoted)") ?? 0
            if try connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_sequence'") == 1 {
                let kept = try connection.integer(
                    "SELECT seq FROM sqlite_sequence WHERE name = \(NativeTables.literal(table.name))")
                last = max(last, kept ?? 0)
            }
            return (1...count).map { String(last + Int64($0)) }
        case .postgreSQL(let connection):
            let name = sequence.map { NativeTables.literal($0) } ?? NativeTables.literal(key.sequence)
            let found = try connection.query(
                "SELECT nextval(\(name)::regclass)::text FROM generate_series(1, \(count)) ORDER BY 1::int")
            return (0..<found.count).map { found.text($0, 0) }
        }
    }

    /// Lets the database check the keys that it would look at in the end; gives the table of one that isn't met.
    func unmetReferences() throws -> String? {
        switch engine {
        case .postgreSQL(let connection):
            try connection.run("SET CONSTRAINTS ALL IMMEDIATE")
            return nil
        case .sqlite(let connection):
            guard connection.hasUnmetReferences else { return nil }
            return try connection.text("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1") ?? "a table"
        }
    }
}
