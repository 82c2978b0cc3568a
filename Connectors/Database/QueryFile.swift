internal import Configuration
internal import Connecting
internal import Formats
internal import PostgreSQL
internal import Records

/// Tables and queries of a PostgreSQL database, named by a small file:
///
/// ```yaml
/// url: ${CRM_URL}
/// streams:
///   customers: {table: public.customers}
///   orders: {query: "SELECT o.*, c.number FROM orders o JOIN customers c ON c.id = o.customer_id"}
/// ```
///
/// Where the database is stands in the environment, never in the file: a file that somebody sends can't lead anywhere. What it
/// asks runs in a read-only transaction with a time limit.
final class QueryFile: TableSource {
    let title = "PostgreSQL"
    let isChosen = true
    private(set) var notes = SourceNotes()
    private let delivery: DeliveryFile
    private let limits: ReadingLimits
    private let settings: ConnectionSettings
    private var queries: [(name: String, sql: String)] = []
    /// The expressions that give each table's columns as text.
    private var expressions: [String: [String]] = [:]

    private static let patience = "15min"

    /// Whether a file is named as such files are and says where a database is.
    static func isQueryFile(_ delivery: DeliveryFile, _ head: [UInt8]) -> Bool {
        let name = delivery.name.lowercased()
        guard name.hasSuffix(".pgsql.yaml") || name.hasSuffix(".pgsql.yml") else { return false }
        return String(decoding: head, as: UTF8.self).contains("url:")
    }

    init(_ delivery: DeliveryFile, limits: ReadingLimits) throws {
        self.delivery = delivery
        self.limits = limits
        let position = Position(file: delivery.name)
        func wrong(_ problem: Problem) -> SourceFault {
            .refused(
                position: Position(file: delivery.name, row: UInt32(clamping: problem.place.line)),
                reason: problem.message,
                remedy: problem.remedy)
        }
        let document = try YAMLDocument.parse(file: delivery.path, name: delivery.name)
        var problems = document.problems
        guard let root = document.root, problems.isEmpty else {
            throw problems.first.map(wrong)
                ?? SourceFault.refused(
                    position: position, reason: "it is empty", remedy: "Write url: and table: or query:.")
        }
        var url = ""
        var place = root.place
        var queries: [(name: String, sql: String)] = []
        MappingReader.read(root, problems: &problems) { reader in
            place = reader.node("url")?.place ?? root.place
            url = reader.text("url")
            let own = QueryFile.query(&reader, stem: QueryFile.stem(delivery.name))
            if let own { queries.append(own) }
            for entry in reader.node("streams")?.entries ?? [] {
                var inner: [Problem] = []
                let query = MappingReader.read(entry.value, problems: &inner) { QueryFile.query(&$0, stem: entry.key) }
                reader.problems += inner
                if let query { queries.append((entry.key, query.sql)) }
            }
        }
        if let problem = problems.first { throw wrong(problem) }
        guard url.hasPrefix("${"), url.hasSuffix("}"), !url.dropFirst(2).dropLast().contains("$"),
            !url.hasPrefix("${file:")
        else {
            throw wrong(
                Problem(
                    place: place, message: "url: says where the database is",
                    remedy: "Put the address into an environment variable and write url: ${NAME} alone."))
        }
        guard !queries.isEmpty else {
            throw SourceFault.refused(
                position: position, reason: "it asks for nothing",
                remedy: "Write table: NAME, query: SELECT … or streams:.")
        }
        let secret = Secrets.ofThisProcess(folder: "").expand(url, at: place, problems: &problems)
        guard let secret, problems.isEmpty else {
            throw problems.first.map(wrong)
                ?? SourceFault.refused(position: position, reason: "url: can't be read", remedy: "Write url: ${NAME}.")
        }
        settings = try ConnectionSettings(secret.reveal())
        self.queries = queries
    }

    /// The query that a mapping asks for by `table` or `query`.
    private static func query(_ reader: inout MappingReader, stem: String) -> (name: String, sql: String)? {
        if let query = reader.optionalText("query") {
            var sql = Substring(query)
            while let last = sql.last, last == ";" || last.isWhitespace { sql.removeLast() }
            return (stem, String(sql))
        }
        guard let table = reader.optionalText("table") else { return nil }
        let parts = table.split(separator: ".").map { quoted(String($0)) }
        return (stem, "SELECT * FROM \(parts.joined(separator: "."))")
    }

    private static func stem(_ name: String) -> String { name.split(separator: ".").first.map(String.init) ?? "query" }

    private static func quoted(_ name: String) -> String {
        "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }

    private func connect() throws -> PostgreSQLConnection {
        let connection = try PostgreSQLConnection(settings)
        for setting in [
            "default_transaction_read_only = on", "statement_timeout = '\(QueryFile.patience)'", "lock_timeout = '10s'",
            "datestyle = 'ISO'", "timezone = 'UTC'", "extra_float_digits = 1", "client_encoding = 'UTF8'",
        ] {
            try connection.run("SET \(setting)")
        }
        try connection.run("BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return connection
    }

    func tables() throws -> [SourceTable] {
        let connection = try connect()
        defer { connection.rollback() }
        return try queries.map { name, sql in
            let answer = try connection.query("SELECT * FROM (\(sql)\n) AS q LIMIT 0")
            var table = SourceTable(name: name, columns: [])
            var expressions: [String] = []
            guard answer.columnNames.count <= limits.columns else {
                throw SourceFault.tooLarge(
                    position: Position(file: delivery.name), limit: "columns", value: limits.columns)
            }
            var taken: Set<String> = []
            for (column, type) in zip(answer.columnNames, answer.columnTypes) {
                guard taken.insert(column).inserted else {
                    throw SourceFault.refused(
                        position: Position(file: delivery.name), reason: "\(name) has two columns named \(column)",
                        remedy: "Name one of them otherwise: SELECT … AS other.")
                }
                table.columns.append(SourceColumn(name: column))
                // bytea
                let isBinary = type == 17
                if isBinary { notes.others.append(("binary", "\(name).\(column) holds bytes, no text: left out")) }
                expressions.append(isBinary ? "NULL" : "q.\(QueryFile.quoted(column))::text")
            }
            self.expressions[name] = expressions
            table.rows = Int(try connection.query("SELECT count(*) FROM (\(sql)\n) AS q").integer(0, 0))
            return table
        }
    }

    func rows(of tables: [SourceTable], _ body: (Int, borrowing TableRow) throws -> Bool) throws {
        let connection = try connect()
        defer { connection.rollback() }
        var row = TableRow()
        for (number, table) in tables.enumerated() {
            guard let sql = queries.first(where: { $0.name == table.name })?.sql, let columns = expressions[table.name]
            else {
                continue
            }
            let cursor = try Cursor(
                connection, "SELECT \(columns.joined(separator: ", ")) FROM (\(sql)\n) AS q", maximumRows: 10_000,
                maximumBytes: 4 << 20)
            var place: UInt32 = 0
            while let block = try cursor.next() {
                for index in 0..<block.count {
                    place &+= 1
                    row.begin(place: place)
                    for column in columns.indices {
                        let bytes = block.bytes(index, column)
                        if bytes.count > limits.cellBytes {
                            row.remark = "a value of more than \(limits.cellBytes) bytes"
                        } else {
                            row.append(bytes.assumingMemoryBound(to: UInt8.self))
                        }
                        row.endCell()
                    }
                    guard row.bytes.count <= limits.recordBytes else {
                        throw SourceFault.tooLarge(
                            position: Position(file: delivery.name, row: place), limit: "bytes in a row",
                            value: limits.recordBytes)
                    }
                    if try !body(number, row) { return }
                }
            }
        }
    }
}
