internal import PostgreSQL
internal import Records

/// A session on a PostgreSQL CRM: rows of the CRM's own tables. The book-keeping is in `PostgreSQLSession+…`.
final class PostgreSQLSession: LoadSession {
    /// A stored column as this engine knows it.
    struct Stored {
        let name: String
        let quoted: String
        let kind: PostgreSQLKind
    }

    let connection: PostgreSQLConnection
    /// Whether Customary's tables were there when the session began.
    let isPrepared: Bool
    /// The CRM's tables that are there.
    let tables: Set<Entity>
    /// The highest row version that this session gave out.
    private(set) var version: Int64 = 0
    /// The batch that this session notes, by which its outcome is known later.
    var appended: BatchRow?
    /// The last rows that were copied into the CRM, to tell which of them was refused.
    private var copied: (entity: Entity, ids: [RecordID])?
    private let scratch = UnsafeMutableRawBufferPointer.allocate(
        byteCount: PostgreSQLValue.scratchBytes, alignment: 8)
    let buffer = BinaryBuffer(capacity: 96 << 10)
    private var temporary: Set<String> = []
    /// Indexes that are built before the end.
    var indexes = DeferredIndexes()
    /// Which batches were taken back whole.
    var undone = UndoneBatches()
    /// Where the changes of batches stand that were read.
    var spans = ChangeSpans()
    /// How references are checked: row by row by the engine, or set by set at the end.
    var checking = ReferenceChecking()
    private var visits = 0

    init(_ connection: PostgreSQLConnection, _ state: PostgreSQLTables.State, isPrepared: Bool) {
        self.connection = connection
        self.isPrepared = isPrepared
        tables = state.tables
    }

    deinit { scratch.deallocate() }

    var location: String { connection.place }

    private static let stored: [[Stored]] = Entity.allCases.map { entity in
        Schema.storedColumns(of: entity).map {
            Stored(name: $0.name, quoted: "\"\($0.name)\"", kind: PostgreSQLKind($0.type))
        }
    }

    func columns(of entity: Entity) -> [Stored] { PostgreSQLSession.stored[Int(entity.rawValue)] }

    /// Takes over the counter of row versions, so that bulk writes needn't go through the triggers.
    func beginWriting() throws {
        version = try connection.query("SELECT last_value FROM customary.row_versions").integer(0, 0)
        try connection.run("SET LOCAL customary.loading = 'on'")
    }

    func databaseID() throws -> String {
        guard isPrepared else { return "" }
        let found = try connection.query("SELECT id FROM customary.database")
        return found.count > 0 ? found.id(0, 0).map { "\($0)" } ?? "" : ""
    }

    func fingerprint() throws -> Fingerprint {
        var print = Fingerprint()
        for entity in Entity.allCases {
            guard tables.contains(entity) else {
                print.counts.append(0)
                continue
            }
            let found = try connection.query("SELECT count(*) FROM \(Schema.postgreSQLName(entity))")
            print.counts.append(Int(found.integer(0, 0)))
        }
        guard isPrepared else { return print }
        print.databaseID = try databaseID()
        let found = try connection.query("SELECT last_value FROM customary.row_versions")
        print.highestVersion = max(found.count > 0 ? found.integer(0, 0) : 0, version)
        return print
    }

    /// Names the row that a rule of the database refused, as far as it is known.
    func named(_ refusal: Refusal) -> CRMFault {
        var id: RecordID?
        if let copied, refusal.copied == copied.entity.table, let line = refusal.line, line >= 1,
            line <= copied.ids.count
        {
            id = copied.ids[line - 1]
        }
        let table = refusal.table.isEmpty ? refusal.copied : refusal.table
        return .refused(
            location: location, table: table, id: id,
            rule: refusal.constraint.isEmpty ? refusal.column : refusal.constraint, state: refusal.state)
    }

    // MARK: Rows

    /// The ids of a block that are asked for with one statement.
    static let idBlock = 8_192

    /// Gives the ids to `body` block by block, each as the one parameter of a statement.
    func inBlocks(_ ids: [RecordID], _ body: (_ block: Parameters) throws -> Void) throws {
        var next = 0
        while next < ids.count {
            let block = ids[next..<min(next + PostgreSQLSession.idBlock, ids.count)]
            next = block.endIndex
            var parameters = Parameters()
            parameters.add(block)
            try body(parameters)
        }
    }

    func rows(of entity: Entity, columns: [Int]?, ids: [RecordID]?) throws -> Pull<StoredRows> {
        let all = self.columns(of: entity)
        let chosen = columns.map { $0.map { all[$0] } } ?? all
        guard tables.contains(entity) else { return Pull { nil } }
        let kinds = chosen.map(\.kind)
        let names = chosen.map { ", \($0.quoted)" }.joined()
        let select = "SELECT id, row_version\(names) FROM \(Schema.postgreSQLName(entity))"
        guard let ids else {
            let cursor = try Cursor(
                connection, "\(select) ORDER BY id", maximumRows: RawBatch.maximumRows,
                maximumBytes: RawBatch.maximumBytes)
            return Pull { [self] in try cursor.next().map { try block($0, chosen, entity, kinds) } }
        }
        var next = 0
        return Pull { [self] in
            while next < ids.count {
                let part = ids[next..<min(next + PostgreSQLSession.idBlock, ids.count)]
                next = part.endIndex
                var parameters = Parameters()
                parameters.add(part)
                let found = try connection.query("\(select) WHERE id = ANY($1::uuid[]) ORDER BY id", parameters)
                if found.count > 0 { return try block(found, chosen, entity, kinds) }
            }
            return nil
        }
    }

    private func block(
        _ found: PostgreSQLResult, _ columns: [Stored], _ entity: Entity, _ kinds: [PostgreSQLKind]
    ) throws -> StoredRows {
        var block = StoredRows(width: kinds.count)
        block.ids.reserveCapacity(found.count)
        block.versions.reserveCapacity(found.count)
        block.rows.reserve(rows: found.count, bytesPerRow: 16 * kinds.count)
        for row in 0..<found.count {
            guard let id = found.id(row, 0) else {
                throw CRMFault.malformedID(location: location, table: entity.table, id: "")
            }
            block.ids.append(id)
            block.versions.append(found.integer(row, 1))
            for (index, kind) in kinds.enumerated() {
                if PostgreSQLValue.decode(found.bytes(row, index + 2), kind, scratch, to: &block.rows) { continue }
                throw CRMFault.badValue(
                    table: entity.table, column: columns[index].name, id: id, value: "")
            }
        }
        return block
    }

    func insert(_ entity: Entity, ids: [RecordID], rows: Rows) throws {
        if ids.isEmpty { return }
        try willWrite(entity, ids.count)
        let columns = columns(of: entity)
        let names = ["id"] + columns.map(\.quoted) + ["row_version"]
        let copy = try CopyWriter(connection, into: Schema.postgreSQLName(entity), columns: names, buffer: buffer)
        try writing(copy) {
            try rows.arena.withUnsafeBytes { arena in
                for (row, id) in ids.enumerated() {
                    try copy.row()
                    buffer.field(high: id.high, low: id.low)
                    for (index, column) in columns.enumerated() {
                        try encode(arena, rows.range(row, index), column, entity, id)
                    }
                    version += 1
                    buffer.field(number: version)
                }
            }
        }
        copied = (entity, ids)
    }

    /// Writes the rows of a COPY; what goes wrong on the way ends it.
    private func writing(_ copy: CopyWriter, _ body: () throws -> Void) throws {
        do { try body() } catch {
            copy.abandon()
            throw error
        }
        try copy.finish()
    }

    @inline(__always)
    private func encode(
        _ arena: UnsafeRawBufferPointer, _ range: Range<Int>, _ column: Stored, _ entity: Entity, _ id: RecordID
    ) throws {
        let bytes = UnsafeRawBufferPointer(rebasing: arena[range])
        if PostgreSQLValue.encode(bytes, column.kind, to: buffer) { return }
        throw CRMFault.badValue(
            table: entity.table, column: column.name, id: id, value: String(decoding: bytes, as: UTF8.self))
    }

    func update(_ entity: Entity, ids: [RecordID], masks: [UInt64], rows: Rows) throws {
        if ids.isEmpty { return }
        try willWrite(entity, ids.count)
        let columns = columns(of: entity)
        let table = "pg_temp.\"customary_new_\(entity.table)\""
        try makeTemporary(
            table,
            "customary_number bigint, customary_mask bigint, id uuid, row_version bigint"
                + columns.map { ", \($0.quoted) \($0.kind.declaration)" }.joined())
        let union = masks.reduce(0, |)
        let touched = columns.indices.filter { union >> UInt64($0) & 1 == 1 }
        let names = ["customary_number", "customary_mask", "id", "row_version"] + touched.map { columns[$0].quoted }
        let copy = try CopyWriter(connection, into: table, columns: names, buffer: buffer)
        try writing(copy) {
            try rows.arena.withUnsafeBytes { arena in
                for (row, id) in ids.enumerated() {
                    try copy.row()
                    version += 1
                    buffer.field(number: Int64(row))
                    buffer.field(number: Int64(bitPattern: masks[row]))
                    buffer.field(high: id.high, low: id.low)
                    buffer.field(number: version)
                    for column in touched {
                        let isOwn = masks[row] >> UInt64(column) & 1 == 1
                        if isOwn {
                            try encode(arena, rows.range(row, column), columns[column], entity, id)
                        } else {
                            buffer.null()
                        }
                    }
                }
            }
        }
        let name = Schema.postgreSQLName(entity)
        for mask in Set(masks).sorted() {
            let indexes = masks.indices.filter { masks[$0] == mask }
            let sets = touched.filter { mask >> UInt64($0) & 1 == 1 }.map {
                "\(columns[$0].quoted) = n.\(columns[$0].quoted), "
            }
            try touchingEach(entity, ids, indexes) { first, last in
                var parameters = Parameters()
                parameters.add(Int64(bitPattern: mask))
                parameters.add(Int64(first))
                parameters.add(Int64(last))
                return try connection.query(
                    """
                    UPDATE \(name) AS t SET \(sets.joined())row_version = n.row_version FROM \(table) AS n
                    WHERE n.id = t.id AND n.customary_mask = $1::bigint
                    AND n.customary_number BETWEEN $2::bigint AND $3::bigint
                    """, parameters
                ).touched
            }
        }
        try connection.run("TRUNCATE \(table)")
    }

    func delete(_ entity: Entity, ids: [RecordID]) throws {
        if ids.isEmpty { return }
        try willRemove(entity, ids.count)
        let table = "pg_temp.customary_gone"
        try fill(table, ids)
        try touchingEach(entity, ids, Array(ids.indices)) { first, last in
            var parameters = Parameters()
            parameters.add(Int64(first))
            parameters.add(Int64(last))
            return try connection.query(
                """
                DELETE FROM \(Schema.postgreSQLName(entity)) AS t USING \(table) AS n
                WHERE n.id = t.id AND n.number BETWEEN $1::bigint AND $2::bigint
                """, parameters
            ).touched
        }
        version += Int64(ids.count)
        try connection.run("TRUNCATE \(table)")
    }

    /// Runs a statement over numbered rows of which each must be found. When a rule refuses one of them, the statement is
    /// taken back and tried with fewer rows until it is known which.
    private func touchingEach(
        _ entity: Entity, _ ids: [RecordID], _ indexes: [Int], _ body: (_ first: Int, _ last: Int) throws -> Int
    ) throws {
        guard let first = indexes.first, let last = indexes.last else { return }
        try connection.run("SAVEPOINT customary_rows")
        if let refusal = try refusal({ _ = try checkTouched(entity, ids, indexes, body(first, last)) }) {
            let place = try refusedPlace(indexes, body)
            guard case .refused(let location, let table, _, let rule, let state) = named(refusal) else { return }
            throw CRMFault.refused(
                location: location, table: table.isEmpty ? entity.table : table, id: ids[place], rule: rule,
                state: state)
        }
        try connection.run("RELEASE SAVEPOINT customary_rows")
    }

    /// Runs something and gives the refusal that it ended with; nil when it went well.
    func refusal(_ body: () throws -> Void) throws -> Refusal? {
        do {
            try body()
            return nil
        } catch let fault as PostgreSQLFault {
            guard case .refused(_, let refusal) = fault else { throw fault }
            return refusal
        }
    }

    private func checkTouched(_ entity: Entity, _ ids: [RecordID], _ indexes: [Int], _ touched: Int) throws {
        if touched == indexes.count { return }
        let there = try present(entity, indexes.map { ids[$0] })
        let gone = indexes.first { !there.contains(ids[$0]) } ?? indexes[0]
        throw CRMFault.vanished(location: location, table: entity.table, id: ids[gone])
    }

    /// The first of these rows that is refused, by halves.
    private func refusedPlace(
        _ indexes: [Int], _ body: (_ first: Int, _ last: Int) throws -> Int
    ) throws -> Int {
        var low = 0
        var high = indexes.count - 1
        while low < high {
            let middle = (low + high) / 2
            try connection.run("ROLLBACK TO SAVEPOINT customary_rows")
            let isRefused = try refusal { _ = try body(indexes[low], indexes[middle]) } != nil
            if isRefused { high = middle } else { low = middle + 1 }
        }
        return indexes[low]
    }

    private func present(_ entity: Entity, _ ids: [RecordID]) throws -> Set<RecordID> {
        var found: Set<RecordID> = []
        let blocks = try rows(of: entity, columns: [], ids: ids)
        while let block = try blocks.next() { found.formUnion(block.ids) }
        return found
    }

    // MARK: Temporary tables

    /// Makes a table of this transaction's own, once.
    func makeTemporary(_ name: String, _ columns: String) throws {
        guard temporary.insert(name).inserted else { return }
        let bare = name.dropFirst("pg_temp.".count)
        try connection.run("CREATE TEMPORARY TABLE \(bare) (\(columns)) ON COMMIT DROP")
    }

    /// Fills a temporary table with numbered ids.
    private func fill(_ table: String, _ ids: [RecordID]) throws {
        try makeTemporary(table, "number bigint, id uuid")
        let copy = try CopyWriter(connection, into: table, columns: ["number", "id"], buffer: buffer)
        for (index, id) in ids.enumerated() {
            try copy.row()
            buffer.field(number: Int64(index))
            buffer.field(high: id.high, low: id.low)
        }
        try copy.finish()
    }

    // MARK: References

    func visitReferrers(
        to entity: Entity, ids: [RecordID], but: Set<Entity>, _ body: (Referrer) throws -> Void
    ) throws {
        if ids.isEmpty { return }
        let children = Schema.referrers(to: entity).filter { tables.contains($0.0) && !but.contains($0.0) }
        let foreigners = try foreignReferrers(to: entity)
        if children.isEmpty, foreigners.isEmpty { return }
        // Few ids go along with the question; many into a table that it is joined with.
        var list: String?
        if ids.count > PostgreSQLSession.idBlock {
            visits += 1
            let name = "pg_temp.customary_named_\(visits)"
            try fill(name, ids)
            try connection.run("ANALYZE \(name)")
            list = name
        }
        for (child, index) in children {
            let column = columns(of: child)[index]
            let select = "SELECT t.id, t.\(column.quoted) FROM \(Schema.postgreSQLName(child)) AS t"
            let blocks = try naming(select, column.quoted, ids, list)
            while let block = try blocks.next() {
                for row in 0..<block.count {
                    guard let id = block.id(row, 0), let referenced = block.id(row, 1) else { continue }
                    try body(
                        Referrer(
                            table: child.table, entity: child, id: id, column: column.name, referenced: referenced))
                }
            }
        }
        for foreign in foreigners {
            let select = "SELECT t.\(foreign.quoted) FROM \(foreign.from) AS t"
            let blocks = try naming(select, foreign.quoted, ids, list)
            while let block = try blocks.next() {
                for row in 0..<block.count {
                    guard let referenced = block.id(row, 0) else { continue }
                    try body(
                        Referrer(
                            table: foreign.table, entity: nil, id: nil, column: foreign.column, referenced: referenced))
                }
            }
        }
        if let list { try connection.run("DROP TABLE \(list)") }
    }

    /// The rows of a table, `t`, whose column names one of the ids, which are in `list` if there is one.
    private func naming(
        _ select: String, _ column: String, _ ids: [RecordID], _ list: String?
    ) throws -> Pull<PostgreSQLResult> {
        guard let list else {
            var parameters = Parameters()
            parameters.add(ids[...])
            var found: PostgreSQLResult? = try connection.query(
                "\(select) WHERE t.\(column) = ANY($1::uuid[])", parameters)
            return Pull {
                let result = found
                found = nil
                return result
            }
        }
        let cursor = try Cursor(
            connection, "\(select) JOIN \(list) AS n ON n.id = t.\(column)", maximumRows: RawBatch.maximumRows,
            maximumBytes: RawBatch.maximumBytes)
        return Pull { try cursor.next() }
    }

    private struct ForeignReferrer {
        let table: String
        let column: String
        let from: String
        let quoted: String
    }

    /// Tables that somebody else put beside the CRM's, found through the catalogue of foreign keys.
    private func foreignReferrers(to entity: Entity) throws -> [ForeignReferrer] {
        var parameters = Parameters()
        parameters.add(entity.table)
        let found = try connection.query(
            """
            SELECT n.nspname::text, c.relname::text, a.attname::text,
            pg_catalog.format('%I.%I', n.nspname, c.relname), pg_catalog.quote_ident(a.attname)
            FROM pg_catalog.pg_constraint AS k
            JOIN pg_catalog.pg_class AS p ON p.oid = k.confrelid AND p.relname = $1::text
            JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace AND pn.nspname = 'crm'
            JOIN pg_catalog.pg_class AS c ON c.oid = k.conrelid
            JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            CROSS JOIN LATERAL ROWS FROM (pg_catalog.unnest(k.conkey), pg_catalog.unnest(k.confkey)) AS u(own, other)
            JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = u.own
            JOIN pg_catalog.pg_attribute AS b ON b.attrelid = k.confrelid AND b.attnum = u.other AND b.attname = 'id'
            WHERE k.contype = 'f' ORDER BY 1, 2, 3
            """, parameters)
        var foreign: [ForeignReferrer] = []
        for row in 0..<found.count {
            let (schema, table) = (found.text(row, 0), found.text(row, 1))
            if schema == Schema.crmSchema, Entity(table: table) != nil { continue }
            foreign.append(
                ForeignReferrer(
                    table: schema == Schema.crmSchema ? table : "\(schema).\(table)", column: found.text(row, 2),
                    from: found.text(row, 3), quoted: found.text(row, 4)))
        }
        return foreign
    }
}
