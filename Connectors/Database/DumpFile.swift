internal import Connecting
internal import Formats
internal import Records

/// The program that a dump was made with, as far as its strings and names depend on it.
enum DumpKind: String, Sendable, CaseIterable {
    /// mysqldump, mariadb-dump, phpMyAdmin, HeidiSQL, Adminer.
    case mysql
    /// pg_dump.
    case postgresql
    /// The shell of SQLite.
    case sqlite
    /// SQL Server Management Studio.
    case sqlServer = "sql-server"

    /// For a person.
    var title: String {
        switch self {
        case .mysql: "MySQL dump"
        case .postgresql: "PostgreSQL dump"
        case .sqlite: "SQLite dump"
        case .sqlServer: "SQL Server script"
        }
    }

    /// What the head of a file looks like; nil for what is no dump.
    static func of(_ head: [UInt8]) -> DumpKind? {
        let text = String(decoding: head, as: UTF8.self)
        // A page of the web or a table of text may quote SQL; a dump begins with it.
        var lines = text.split(omittingEmptySubsequences: true) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }.map {
            line in
            line.drop { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" }
        }
        if lines.count > 1 { lines.removeLast() }
        let comments = lines.prefix(12).filter { $0.hasPrefix("--") || $0.hasPrefix("/*") || $0.hasPrefix("#") }
        let named = comments.joined(separator: " ").lowercased()
        if named.contains("postgresql database dump") { return .postgresql }
        let programs = [
            "mysql dump", "mariadb dump", "phpmyadmin sql dump", "heidisql", "adminer", "mysqldump", "mysql-dump",
            "sequel pro", "sequel ace", "navicat", "mydumper", "mysqlpump", "mysql workbench",
        ]
        if programs.contains(where: named.contains) { return .mysql }
        var isInComment = false
        for line in lines {
            let upper = line.uppercased()
            if isInComment {
                isInComment = !upper.contains("*/")
                continue
            }
            if upper.isEmpty || upper.hasPrefix("--") || upper.hasPrefix("#") { continue }
            if upper.hasPrefix("/*") && !upper.hasPrefix("/*!") && !upper.hasPrefix("/*M!") {
                isInComment = !upper.contains("*/")
                continue
            }
            if upper.hasPrefix("PRAGMA FOREIGN_KEYS") || upper.hasPrefix("BEGIN TRANSACTION") { return .sqlite }
            if upper.hasPrefix("SET ANSI_NULLS") || upper.hasPrefix("USE [") || upper.hasPrefix("INSERT [")
                || upper.hasPrefix("SET IDENTITY_INSERT") || upper.hasPrefix("CREATE TABLE [")
            {
                return .sqlServer
            }
            if upper.hasPrefix("SET STATEMENT_TIMEOUT") || upper.hasPrefix("SET CLIENT_ENCODING")
                || upper.hasPrefix("COPY ") && upper.contains("FROM STDIN")
            {
                return .postgresql
            }
            let starts = [
                "/*!", "/*M!", "CREATE TABLE ", "CREATE DATABASE ", "DROP TABLE ", "DROP DATABASE ", "INSERT INTO ",
                "INSERT IGNORE INTO ", "REPLACE INTO ", "SET NAMES ", "SET SQL_MODE", "SET FOREIGN_KEY_CHECKS",
                "SET TIME_ZONE", "LOCK TABLES ", "START TRANSACTION", "SET @", "SET AUTOCOMMIT", "USE `",
            ]
            guard starts.contains(where: { upper.hasPrefix($0) }) else { return nil }
            let plain = upper.contains("`") || upper.contains("/*!") || upper.contains("SET ")
            if plain { return .mysql }
            if !upper.hasPrefix("DROP") { return text.contains("`") ? .mysql : .sqlite }
        }
        return nil
    }
}

/// A dump as a source of tables.
final class DumpFile: TableSource {
    let kind: DumpKind
    private let delivery: DeliveryFile
    private let limits: ReadingLimits
    private(set) var notes = SourceNotes()

    private let encoding: Encoding?

    init(_ delivery: DeliveryFile, kind: DumpKind, limits: ReadingLimits, encoding: Encoding? = nil) {
        self.encoding = encoding
        self.delivery = delivery
        self.kind = kind
        self.limits = limits
    }

    /// The kind of dump that a file holds, plain or gzip; nil for anything else.
    static func kind(_ delivery: DeliveryFile) throws -> DumpKind? {
        let file = try RegularFile(path: delivery.path)
        let head = file.beginning(2)
        guard head.count == 2 else { return nil }
        // Before a whole window is read: what no text begins with.
        if head[0] < 0x09 { return nil }
        guard let bytes = try? DumpBytes(file, name: delivery.name, limits: FormatLimits(.standard)) else {
            return nil
        }
        guard let ahead = try? bytes.ahead() else { return nil }
        return DumpKind.of(Array(ahead.prefix(16 << 10)))
    }

    var title: String { kind.title }

    func tables() throws -> [SourceTable] {
        let survey = try run(DumpSurvey())
        return survey.tables
    }

    func rows(of tables: [SourceTable], _ body: (Int, borrowing TableRow) throws -> Bool) throws {
        try withoutActuallyEscaping(body) { body in
            _ = try run(DumpRows(tables: tables, body: body))
        }
    }

    private func run<Visitor: DumpVisitor>(_ visitor: Visitor) throws -> Visitor {
        let file = try RegularFile(path: delivery.path)
        let bytes = try DumpBytes(file, name: delivery.name, limits: FormatLimits(limits))
        let reader = DumpReader(bytes, kind, limits: limits, visitor: visitor)
        if let encoding { reader.text = DumpText(always: encoding) }
        try reader.run()
        if file.hasChanged { throw SourceFault.changedWhileReading(file: delivery.name) }
        // Only who goes through all of it knows what it holds.
        let before = notes
        notes = reader.notes
        if !(reader.visitor is DumpSurvey) {
            (notes.views, notes.refused, notes.isUnfinished) = (before.views, before.refused, before.isUnfinished)
        }
        if let unknown = reader.text.unknown {
            notes.others.append(
                (
                    "charset",
                    "the dump's character set \(unknown) isn't known and was read as UTF-8; encoding: names another"
                ))
        }
        if let survey = reader.visitor as? DumpSurvey { notes.views = survey.views.sorted() }
        return reader.visitor
    }
}

/// Looks for the tables of a dump and counts their rows.
private struct DumpSurvey: DumpVisitor {
    private(set) var tables: [SourceTable] = []
    private(set) var views: Set<String> = []
    private var places: [String: Int] = [:]
    private var current = 0

    mutating func table(_ table: SourceTable) {
        if let place = places[table.name] {
            let rows = tables[place].rows
            tables[place] = table
            tables[place].rows = rows
        } else {
            places[table.name] = tables.count
            tables.append(table)
        }
    }

    mutating func view(_ name: String) {
        views.insert(name)
        // Some programs write a table in a view's place until the views follow.
        if let place = places[name], tables[place].rows == 0 {
            tables.remove(at: place)
            places = Dictionary(uniqueKeysWithValues: tables.enumerated().map { ($1.name, $0) })
        }
    }

    mutating func begin(_ table: String, columns: [String]?) -> DumpOrder {
        if let place = places[table] {
            current = place
            return .count
        }
        // Rows without a description of their table: the statement names the columns, or the first row counts them.
        current = tables.count
        places[table] = current
        tables.append(SourceTable(name: table, columns: (columns ?? []).map { SourceColumn(name: $0) }))
        return columns == nil ? .take(places: nil, columns: []) : .count
    }

    mutating func row(_ row: inout TableRow) -> Bool {
        if tables[current].columns.isEmpty {
            tables[current].columns = (0..<max(1, row.count)).map { SourceColumn(name: "column_\($0 + 1)") }
        }
        tables[current].rows += 1
        return true
    }

    mutating func counted(_ rows: Int) { tables[current].rows += rows }
}

/// Gives the rows of some tables of a dump.
private struct DumpRows: DumpVisitor {
    private let tables: [SourceTable]
    private let numbers: [String: Int]
    private let body: (Int, borrowing TableRow) throws -> Bool
    private var current = 0
    private var ordered = TableRow()
    private var counts: [UInt32]
    private var places: [Int]?

    init(tables: [SourceTable], body: @escaping (Int, borrowing TableRow) throws -> Bool) {
        self.tables = tables
        counts = [UInt32](repeating: 0, count: tables.count)
        numbers = Dictionary(tables.enumerated().map { ($1.name, $0) }) { first, _ in first }
        self.body = body
    }

    mutating func table(_ table: SourceTable) {}
    mutating func view(_ name: String) {}
    mutating func counted(_ rows: Int) {}

    mutating func begin(_ table: String, columns: [String]?) -> DumpOrder {
        guard let number = numbers[table] else { return .count }
        current = number
        let known = tables[number].columns
        guard let columns else {
            // A dump without a list gives every column that isn't computed.
            places = known.contains(where: \.isGenerated) ? known.indices.filter { !known[$0].isGenerated } : nil
            return .take(places: places, columns: known)
        }
        let own = columns.map { name in
            known.firstIndex { $0.name == name } ?? known.firstIndex { $0.name.lowercased() == name.lowercased() } ?? -1
        }
        places = own == Array(known.indices) ? nil : own
        return .take(places: places, columns: known)
    }

    mutating func row(_ row: inout TableRow) throws -> Bool {
        // Hundreds of rows stand on one line: a row is known by its number in its table, and its line is said where it matters.
        counts[current] &+= 1
        if let remark = row.remark { row.remark = "\(remark) (line \(row.place) of the dump)" }
        row.place = counts[current]
        guard let places else { return try body(current, row) }
        ordered.take(row, places: places, width: tables[current].columns.count)
        return try body(current, ordered)
    }
}

extension TableRow {
    /// Takes another row's cells to their places.
    mutating func take(_ row: borrowing TableRow, places: [Int], width: Int) {
        begin(place: row.place)
        remark = row.remark
        isDeleted = row.isDeleted
        var from = [Int](repeating: -1, count: width)
        for (index, place) in places.enumerated() where place >= 0 && place < width && index < row.count {
            from[place] = index
        }
        for (place, index) in from.enumerated() {
            if index >= 0 {
                appendCell(row.cell(index))
                if row.leftOut.contains(index) { leftOut.append(place) }
            } else {
                endCell()
            }
        }
    }
}
