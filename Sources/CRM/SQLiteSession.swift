internal import Records
internal import SQLite

/// A session on a SQLite CRM: rows of the CRM's own tables. The book-keeping is in `SQLiteSession+BookKeeping`.
final class SQLiteSession: LoadSession {
    let connection: SQLiteConnection
    /// Whether Customary's tables were there when the session began.
    let isPrepared: Bool
    /// Whether the file is another program's: then there are only Customary's own tables.
    let isGuest: Bool
    private var version: Int64 = 0
    private var statements: [String: SQLiteStatement] = [:]
    /// Which batches were taken back whole.
    var undone = UndoneBatches()
    /// Where the changes of batches stand that were read.
    var spans = ChangeSpans()

    init(_ connection: SQLiteConnection, isPrepared: Bool, isGuest: Bool = false) {
        self.connection = connection
        self.isPrepared = isPrepared
        self.isGuest = isGuest
    }

    var location: String { "sqlite:\(connection.path)" }

    /// Takes over the counter of row versions, so that bulk writes needn't go through the triggers.
    func beginWriting() throws {
        version = try connection.integer("SELECT row_version FROM customary_database") ?? 0
        if !isGuest { try SQLiteTables.dropTriggers(connection) }
    }

    /// Gives the counter back and raises the fence.
    func endWriting() throws {
        try connection.execute(
            "UPDATE customary_database SET row_version = max(row_version, \(version)), fence = fence + 1")
        if !isGuest { try SQLiteTables.makeTriggers(connection) }
    }

    func databaseID() throws -> String {
        isPrepared ? try connection.text("SELECT id FROM customary_database") ?? "" : ""
    }

    func fingerprint() throws -> Fingerprint {
        var print = Fingerprint()
        for entity in Entity.allCases {
            if isGuest {
                print.counts.append(0)
                continue
            }
            print.counts.append(Int(try connection.integer("SELECT count(*) FROM \(entity.table)") ?? 0))
        }
        guard isPrepared else { return print }
        print.databaseID = try databaseID()
        let stored = try connection.integer("SELECT row_version FROM customary_database") ?? 0
        print.highestVersion = max(stored, version)
        return print
    }

    // MARK: Rows

    func rows(of entity: Entity, columns: [Int]?, ids: [RecordID]?) throws -> Pull<StoredRows> {
        let all = Schema.storedColumns(of: entity)
        let chosen = columns.map { $0.map { all[$0] } } ?? all
        let names = chosen.map { ", \($0.name)" }.joined()
        let select = "SELECT id, row_version\(names) FROM \(entity.table)"
        let types = chosen.map(\.type)
        guard let ids else {
            let statement = try connection.prepare("\(select) ORDER BY id")
            var done = false
            return Pull { [self] in
                var block = StoredRows(width: types.count)
                while !done, block.ids.count < RawBatch.maximumRows, block.rows.byteCount < RawBatch.maximumBytes {
                    guard try statement.step() else {
                        done = true
                        break
                    }
                    try take(statement, types, entity, into: &block)
                }
                return block.ids.isEmpty ? nil : block
            }
        }
        let statement = try connection.prepare("\(select) WHERE id = ?")
        var next = 0
        return Pull { [self] in
            var block = StoredRows(width: types.count)
            while next < ids.count, block.ids.count < RawBatch.maximumRows,
                block.rows.byteCount < RawBatch.maximumBytes
            {
                try bind(ids[next], to: statement, at: 1)
                if try statement.step() { try take(statement, types, entity, into: &block) }
                statement.reset()
                next += 1
            }
            return block.ids.isEmpty ? nil : block
        }
    }

    private func take(
        _ statement: SQLiteStatement, _ types: [FieldType], _ entity: Entity, into block: inout StoredRows
    ) throws {
        block.ids.append(try id(statement, 0, entity))
        block.versions.append(statement.int64(1))
        for (index, type) in types.enumerated() {
            if CanonicalValue.isNumber(type), statement.isInteger(index + 2) {
                var text: [UInt8] = []
                CanonicalValue.append(statement.int64(index + 2), as: type, to: &text)
                block.rows.append(text)
            } else {
                statement.withBytes(index + 2) { block.rows.append($0) }
            }
        }
    }

    func id(_ statement: SQLiteStatement, _ column: Int, _ entity: Entity) throws -> RecordID {
        if let id = statement.withBytes(column, { IDText.parse($0) }) { return id }
        throw CRMFault.malformedID(location: location, table: entity.table, id: statement.text(column))
    }

    func bind(_ id: RecordID, to statement: SQLiteStatement, at index: Int) throws {
        try IDText.with(id) { try statement.bind($0, at: index) }
    }

    func insert(_ entity: Entity, ids: [RecordID], rows: Rows) throws {
        let columns = Schema.storedColumns(of: entity)
        let marks = repeatElement("?", count: columns.count + 2).joined(separator: ", ")
        let names = columns.map { "\($0.name), " }.joined()
        let statement = try cached("INSERT INTO \(entity.table) (id, \(names)row_version) VALUES (\(marks))")
        try rows.arena.withUnsafeBytes { arena in
            for (row, id) in ids.enumerated() {
                try bind(id, to: statement, at: 1)
                for (index, column) in columns.enumerated() {
                    try bind(arena, rows.range(row, index), column, entity, id, to: statement, at: index + 2)
                }
                version += 1
                try statement.bind(version, at: columns.count + 2)
                try statement.run()
            }
        }
    }

    func update(_ entity: Entity, ids: [RecordID], masks: [UInt64], rows: Rows) throws {
        let columns = Schema.storedColumns(of: entity)
        try rows.arena.withUnsafeBytes { arena in
            for (row, id) in ids.enumerated() {
                let touched = columns.indices.filter { masks[row] >> UInt64($0) & 1 == 1 }
                let sets = touched.map { "\(columns[$0].name) = ?, " }.joined()
                let statement = try cached("UPDATE \(entity.table) SET \(sets)row_version = ? WHERE id = ?")
                for (index, column) in touched.enumerated() {
                    try bind(arena, rows.range(row, column), columns[column], entity, id, to: statement, at: index + 1)
                }
                version += 1
                try statement.bind(version, at: touched.count + 1)
                try bind(id, to: statement, at: touched.count + 2)
                try statement.run()
                guard connection.changes == 1 else {
                    throw CRMFault.vanished(location: location, table: entity.table, id: id)
                }
            }
        }
    }

    func delete(_ entity: Entity, ids: [RecordID]) throws {
        let statement = try cached("DELETE FROM \(entity.table) WHERE id = ?")
        for id in ids {
            try bind(id, to: statement, at: 1)
            try statement.run()
            guard connection.changes == 1 else {
                throw CRMFault.vanished(location: location, table: entity.table, id: id)
            }
            version += 1
        }
    }

    private func bind(
        _ arena: UnsafeRawBufferPointer, _ range: Range<Int>, _ column: StoredColumn, _ entity: Entity, _ id: RecordID,
        to statement: SQLiteStatement, at index: Int
    ) throws {
        if range.isEmpty { return try statement.bindNull(at: index) }
        let bytes = UnsafeRawBufferPointer(rebasing: arena[range])
        guard CanonicalValue.isNumber(column.type) else { return try statement.bindUncopied(bytes, at: index) }
        guard let number = CanonicalValue.number(bytes, as: column.type) else {
            throw CRMFault.badValue(
                table: entity.table, column: column.name, id: id, value: String(decoding: bytes, as: UTF8.self))
        }
        try statement.bind(number, at: index)
    }

    func cached(_ sql: String) throws -> SQLiteStatement {
        if let statement = statements[sql] { return statement }
        if statements.count > 200 { statements = [:] }
        let statement = try connection.prepare(sql)
        statements[sql] = statement
        return statement
    }

    // MARK: References

    /// From so many records on, a pass over the referring column is cheaper than a look-up for each.
    private static let scanThreshold = 20_000

    func visitReferrers(
        to entity: Entity, ids: [RecordID], but: Set<Entity>, _ body: (Referrer) throws -> Void
    ) throws {
        if ids.isEmpty { return }
        let wanted = ids.count > SQLiteSession.scanThreshold ? Set(ids) : []
        for (child, index) in Schema.referrers(to: entity) where !but.contains(child) {
            let column = Schema.storedColumns(of: child)[index].name
            let select = "SELECT id, \(column) FROM \(child.table) WHERE \(column)"
            let statement = try connection.prepare(wanted.isEmpty ? "\(select) = ?" : "\(select) IS NOT NULL")
            func visit() throws {
                while try statement.step() {
                    let referenced = try id(statement, 1, entity)
                    if !wanted.isEmpty, !wanted.contains(referenced) { continue }
                    try body(
                        Referrer(
                            table: child.table, entity: child, id: try id(statement, 0, child), column: column,
                            referenced: referenced))
                }
            }
            if !wanted.isEmpty {
                try visit()
                continue
            }
            for id in ids {
                try bind(id, to: statement, at: 1)
                try visit()
                statement.reset()
            }
        }
        try visitForeignReferrers(to: entity, Set(ids), body)
    }

    /// Tables that somebody else put beside the CRM's, found through the catalogue of foreign keys.
    private func visitForeignReferrers(
        to entity: Entity, _ ids: Set<RecordID>, _ body: (Referrer) throws -> Void
    ) throws {
        var found: [(table: String, column: String)] = []
        let keys = try connection.prepare(
            """
            SELECT m.name, f."from" FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS f
            WHERE m.type = 'table' AND f."table" = '\(entity.table)' COLLATE NOCASE ORDER BY 1, 2
            """)
        while try keys.step() { found.append((keys.text(0), keys.text(1))) }
        for (table, column) in found where Entity(table: table) == nil {
            let name = column.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            let from = table.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
            let statement = try connection.prepare("SELECT \"\(name)\" FROM \"\(from)\" WHERE \"\(name)\" IS NOT NULL")
            while try statement.step() {
                guard let referenced = statement.withBytes(0, { IDText.parse($0) }), ids.contains(referenced) else {
                    continue
                }
                try body(Referrer(table: table, entity: nil, id: nil, column: column, referenced: referenced))
            }
        }
    }

    func checkReferences() throws {
        guard connection.hasUnmetReferences, !isGuest else { return }
        for entity in Entity.allCases {
            for (index, to) in Schema.references(of: entity) {
                let column = Schema.storedColumns(of: entity)[index].name
                let statement = try connection.prepare(
                    """
                    SELECT id, \(column) FROM \(entity.table) AS child WHERE \(column) IS NOT NULL
                    AND NOT EXISTS (SELECT 1 FROM \(to.table) AS parent WHERE parent.id = child.\(column)) LIMIT 1
                    """)
                if try statement.step() {
                    throw CRMFault.danglingReference(
                        location: location, table: entity.table, id: statement.text(0), column: column,
                        missing: statement.text(1))
                }
            }
        }
        let table = try connection.text("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1") ?? "a table"
        throw CRMFault.danglingReference(location: location, table: table, id: "a row", column: "a key", missing: "one")
    }
}
