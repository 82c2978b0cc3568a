internal import Connecting
internal import Records
internal import SQLite

/// The tables of an application in a private database without a name, from which its streams are read.
///
/// It is on disk as far as memory doesn't hold it and gone when it is closed, so that a dump of any size is joined in
/// bounded memory.
final class ApplicationStore {
    private let database: SQLiteDatabase
    private let application: Application
    private let prefix: String
    private var plans: [String: Plan] = [:]

    /// A stream as it is read.
    private struct Plan {
        let columns: [String]
        let sql: String
    }

    /// Columns that a row's own cells can't be called.
    private static let place = "customary_place"
    private static let remark = "customary_remark"
    /// The most columns that names of their own may make.
    static let maximumNames = 300

    /// Takes the tables over that the application's streams need.
    init(_ application: Application, prefix: String, tables: [SourceTable], of source: any TableSource) throws {
        self.application = application
        self.prefix = prefix
        database = try SQLiteDatabase(path: "", mode: .temporary)
        try database.outsideTransaction {
            // Nothing here has to outlive this process.
            try $0.execute("PRAGMA journal_mode = OFF")
            try $0.execute("PRAGMA synchronous = OFF")
        }
        let wanted = Set(
            application.streams.filter { !$0.isPlain }.flatMap(\.allTables).map { (prefix + $0).lowercased() })
        let taken = tables.filter { wanted.contains($0.name.lowercased()) }
        try database.write { connection in
            let inserts = try taken.map { try ApplicationStore.make($0, prefix: prefix, connection) }
            try source.rows(of: taken) { number, row in
                try ApplicationStore.insert(row, taken[number], inserts[number])
                return true
            }
            try index(taken, connection)
            for stream in application.streams where !stream.isPlain {
                guard hasRows(stream.table, taken), plans[stream.name] == nil else { continue }
                if let plan = try plan(stream, connection) { plans[stream.name] = plan }
            }
        }
    }

    /// The streams that the tables suffice for, in the application's order.
    var streams: [String] { application.streams.map(\.name).filter { plans[$0] != nil } }

    /// A stream's columns.
    func columns(of stream: String) -> [String]? { plans[stream]?.columns }

    /// The number of a stream's records.
    func count(of stream: String) throws -> Int {
        guard let plan = plans[stream] else { return 0 }
        return try database.read { Int(try $0.integer("SELECT count(*) FROM (\(plan.sql))") ?? 0) }
    }

    /// Gives a stream's records in the order of its base table's rows.
    func rows(of stream: String, _ body: (borrowing TableRow) throws -> Bool) throws {
        guard let plan = plans[stream] else { return }
        try database.read { connection in
            let statement = try connection.prepare(plan.sql)
            var row = TableRow()
            while try statement.step() {
                row.begin(place: UInt32(truncatingIfNeeded: statement.int64(0)))
                if !statement.isNull(1) { row.remark = statement.text(1) }
                for column in 0..<plan.columns.count {
                    statement.withBytes(column + 2) { bytes in
                        row.append(bytes.assumingMemoryBound(to: UInt8.self))
                    }
                    row.endCell()
                }
                if try !body(row) { return }
            }
        }
    }

    // MARK: Taking over

    private static func make(_ table: SourceTable, prefix: String, _ connection: SQLiteConnection) throws
        -> SQLiteStatement
    {
        let name = quoted(String(table.name.dropFirst(prefix.count)))
        let columns = distinct(table.columnNames).map { quoted($0) + " TEXT" }
        try connection.execute(
            "CREATE TABLE \(name) (\(place) INTEGER, \(remark) TEXT, \(columns.joined(separator: ", ")))")
        let marks = [String](repeating: "?", count: columns.count + 2).joined(separator: ", ")
        return try connection.prepare("INSERT INTO \(name) VALUES (\(marks))")
    }

    private static func insert(_ row: borrowing TableRow, _ table: SourceTable, _ statement: SQLiteStatement) throws {
        try statement.bind(Int64(row.place), at: 1)
        if let remark = row.remark { try statement.bind(remark, at: 2) } else { try statement.bindNull(at: 2) }
        for column in table.columns.indices {
            let cell = row.cell(column)
            if cell.isEmpty {
                try statement.bindNull(at: column + 3)
            } else {
                try statement.bind(cell, at: column + 3)
            }
        }
        try statement.run()
    }

    /// Makes an index of every column that the application's SQL names behind a point, so that nothing is looked for row by
    /// row.
    private func index(_ tables: [SourceTable], _ connection: SQLiteConnection) throws {
        var named: Set<String> = []
        for sql in application.streams.filter({ !$0.isPlain }).flatMap(\.sql) {
            for part in sql.split(separator: ".").dropFirst() {
                named.insert(String(part.prefix { $0.isLetter || $0.isNumber || $0 == "_" }).lowercased())
            }
        }
        for table in tables {
            let name = String(table.name.dropFirst(prefix.count))
            for column in table.columnNames where named.contains(column.lowercased()) {
                try connection.execute(
                    "CREATE INDEX \(ApplicationStore.quoted("\(name).\(column)")) ON \(ApplicationStore.quoted(name)) "
                        + "(\(ApplicationStore.quoted(column)))")
            }
        }
    }

    /// Whether a table is there and has rows.
    private func hasRows(_ table: String, _ tables: [SourceTable]) -> Bool {
        tables.contains { $0.name.lowercased() == (prefix + table).lowercased() && $0.rows > 0 }
    }

    // MARK: Planning

    private func plan(_ stream: ApplicationStream, _ connection: SQLiteConnection) throws -> Plan? {
        let base = ApplicationStore.quoted(stream.table)
        guard let own = ApplicationStore.columns(of: base, connection), own.contains(stream.key) else { return nil }
        let key = "b." + ApplicationStore.quoted(stream.key)
        var columns = Columns()
        for name in own { columns.add(name, "b." + ApplicationStore.quoted(name)) }
        var joins = ""
        for (number, merge) in stream.merged.enumerated() {
            let table = "\"\(stream.name).m\(number)\""
            guard (try? connection.execute("CREATE TEMP TABLE \(table) AS \(merge.select)")) != nil else { continue }
            try connection.execute("CREATE INDEX temp.\"\(stream.name).mi\(number)\" ON \(table) (owner)")
            joins +=
                " LEFT JOIN temp.\(table) AS m\(number) ON m\(number).rowid = "
                + "(SELECT min(x.rowid) FROM temp.\(table) AS x WHERE x.owner = \(key))"
            for name in ApplicationStore.columns(of: "temp.\(table)", connection) ?? []
            where name != "owner" && !merge.without.contains(name) {
                columns.add(merge.prefix + name, "m\(number)." + ApplicationStore.quoted(name))
            }
        }
        for (number, pivot) in stream.pivots.enumerated() {
            let table = "temp.\"\(stream.name).p\(number)\""
            try connection.execute("CREATE TABLE \(table) (owner, name, value)")
            for select in pivot.selects {
                _ = try? connection.execute("INSERT INTO \(table) SELECT owner, name, value FROM (\(select))")
            }
            try connection.execute(
                "CREATE INDEX temp.\"\(stream.name).pi\(number)\" ON \"\(stream.name).p\(number)\" (owner, name)")
            for name in try names(of: table, pivot, connection) {
                let text = ApplicationStore.literal(name)
                columns.add(
                    name, "(SELECT p.value FROM \(table) AS p WHERE p.owner = \(key) AND p.name = \(text) LIMIT 1)")
            }
        }
        var made: Set<String> = []
        // Of several expressions for one column the first stays that this version of the program has.
        for added in stream.added where !made.contains(added.name) {
            // A table or column that this version of the program lacks leaves the column out.
            let probe = "SELECT (\(added.expression)) FROM \(base) AS b\(joins) LIMIT 0"
            guard (try? connection.prepare(probe)) != nil else { continue }
            made.insert(added.name)
            columns.add(added.name, "(\(added.expression))")
        }
        var sql =
            "SELECT b.\(ApplicationStore.place), b.\(ApplicationStore.remark), "
            + columns.expressions.joined(separator: ", ") + " FROM \(base) AS b\(joins)"
        if !stream.condition.isEmpty {
            guard (try? connection.prepare("SELECT 1 FROM \(base) AS b WHERE \(stream.condition)")) != nil else {
                return nil
            }
            sql += " WHERE (\(stream.condition)) OR b.\(ApplicationStore.remark) IS NOT NULL"
        }
        return Plan(columns: columns.names, sql: sql + " ORDER BY b.rowid")
    }

    /// The names of a pivot's columns in the order of their bytes; of too many the most frequent.
    private func names(of table: String, _ pivot: ApplicationStream.Pivot, _ connection: SQLiteConnection) throws
        -> [String]
    {
        var names = pivot.always
        let statement = try connection.prepare(
            "SELECT name FROM \(table) WHERE name IS NOT NULL AND value IS NOT NULL GROUP BY name ORDER BY count(*) DESC, name"
        )
        while names.count < ApplicationStore.maximumNames, try statement.step() {
            let name = statement.text(0)
            if !pivot.always.contains(name), !pivot.ignored.contains(where: { name.hasPrefix($0) }) {
                names.append(name)
            }
        }
        return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }

    /// The columns of a stream as they come together.
    private struct Columns {
        private(set) var names: [String] = []
        private(set) var expressions: [String] = []
        private var taken: Set<String> = []

        mutating func add(_ name: String, _ expression: String) {
            var unique = name
            var number = 2
            while !taken.insert(unique.lowercased()).inserted {
                unique = "\(name)_\(number)"
                number += 1
            }
            names.append(unique)
            expressions.append(expression)
        }
    }

    private static func columns(of table: String, _ connection: SQLiteConnection) -> [String]? {
        let parts = table.hasPrefix("temp.") ? ("temp", String(table.dropFirst(5))) : ("main", table)
        guard let statement = try? connection.prepare("PRAGMA \(parts.0).table_info(\(parts.1))") else { return nil }
        var names: [String] = []
        while (try? statement.step()) == true {
            let name = statement.text(1)
            if name != place && name != remark { names.append(name) }
        }
        return names.isEmpty ? nil : names
    }

    /// Names that are one to SQLite, told apart.
    private static func distinct(_ names: [String]) -> [String] {
        var columns = Columns()
        for name in names { columns.add(name, "") }
        return columns.names
    }

    private static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private static func literal(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
    }
}
