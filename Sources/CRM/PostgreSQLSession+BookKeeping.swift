internal import Digest
internal import PostgreSQL
internal import Records

/// Batches, reasons and changes.
extension PostgreSQLSession {
    /// The rows of a block of book-keeping.
    static let blockRows = 8_192

    /// Pulls blocks of whatever `read` makes of each row.
    func blocks<Element>(
        _ sql: String, _ parameters: Parameters = Parameters(),
        _ read: @escaping (PostgreSQLResult, Int) throws -> Element
    ) throws -> Pull<[Element]> {
        let cursor = try Cursor(
            connection, sql, parameters, maximumRows: PostgreSQLSession.blockRows, maximumBytes: RawBatch.maximumBytes)
        return Pull {
            guard let found = try cursor.next() else { return nil }
            return try (0..<found.count).map { try read(found, $0) }
        }
    }

    /// All of whatever `read` makes of each row.
    func all<Element>(
        _ sql: String, _ parameters: Parameters = Parameters(), _ read: (PostgreSQLResult, Int) throws -> Element
    ) throws -> [Element] {
        let found = try connection.query(sql, parameters)
        return try (0..<found.count).map { try read(found, $0) }
    }

    /// Copies rows into one of Customary's tables.
    func copy<Row>(
        _ rows: some Sequence<Row>, into table: String, _ columns: [String], _ put: (Row) -> Void
    ) throws {
        let copy = try CopyWriter(connection, into: table, columns: columns, buffer: buffer)
        for row in rows {
            try copy.row()
            put(row)
        }
        try copy.finish()
    }

    func entity(_ found: PostgreSQLResult, _ row: Int, _ column: Int) throws -> Entity {
        if let entity = Entity(table: found.text(row, column)) { return entity }
        throw CRMFault.damaged(location: location, what: "Customary's tables name an unknown entity")
    }

    func id(_ found: PostgreSQLResult, _ row: Int, _ column: Int) throws -> RecordID {
        if let id = found.id(row, column) { return id }
        throw CRMFault.damaged(location: location, what: "Customary's tables hold a record without an id")
    }

    // MARK: Batches

    private static let batchTexts = [
        "id", "kind", "run", "plan_digest", "now", "who", "counts", "full_before", "content_before", "full_after",
        "content_after", "manifest_root", "previous_root", "signature", "public_key", "undoes", "undone_by", "details",
    ]
    private static let batchNumbers = ["sequence", "attempt", "version_before", "version_after"]
    private static let batchColumns = (batchTexts + batchNumbers).joined(separator: ", ")

    func batches() throws -> [BatchRow] {
        guard isPrepared else { return [] }
        return try all("SELECT \(PostgreSQLSession.batchColumns) FROM customary.batches ORDER BY sequence") {
            try batch($0, $1)
        }
    }

    private func batch(_ found: PostgreSQLResult, _ row: Int) throws -> BatchRow {
        guard let kind = BatchKind(rawValue: found.text(row, 1)) else {
            throw CRMFault.damaged(location: location, what: "customary.batches holds an unknown kind")
        }
        var batch = BatchRow()
        batch.id = found.text(row, 0)
        batch.kind = kind
        batch.run = found.text(row, 2)
        batch.planDigest = found.text(row, 3)
        batch.now = found.text(row, 4)
        batch.who = found.text(row, 5)
        batch.counts = found.text(row, 6)
        batch.fullBefore = found.text(row, 7)
        batch.contentBefore = found.text(row, 8)
        batch.fullAfter = found.text(row, 9)
        batch.contentAfter = found.text(row, 10)
        batch.manifestRoot = found.text(row, 11)
        batch.previousRoot = found.text(row, 12)
        batch.signature = found.text(row, 13)
        batch.publicKey = found.text(row, 14)
        batch.undoes = found.text(row, 15)
        batch.undoneBy = found.text(row, 16)
        batch.details = found.text(row, 17)
        batch.sequence = Int(found.integer(row, 18))
        batch.attempt = Int(found.integer(row, 19))
        batch.versionBefore = found.integer(row, 20)
        batch.versionAfter = found.integer(row, 21)
        return batch
    }

    func append(_ batch: BatchRow) throws {
        var parameters = Parameters()
        for text in [
            batch.id, batch.kind.rawValue, batch.run, batch.planDigest, batch.now, batch.who, batch.counts,
            batch.fullBefore, batch.contentBefore, batch.fullAfter, batch.contentAfter, batch.manifestRoot,
            batch.previousRoot, batch.signature, batch.publicKey, batch.undoes, batch.undoneBy, batch.details,
        ] { parameters.add(text) }
        for number in [Int64(batch.sequence), Int64(batch.attempt), batch.versionBefore, batch.versionAfter] {
            parameters.add(number)
        }
        let marks =
            PostgreSQLSession.batchTexts.indices.map { "$\($0 + 1)::text" }
            + PostgreSQLSession.batchNumbers.indices.map {
                "$\($0 + 1 + PostgreSQLSession.batchTexts.count)::bigint"
            }
        try connection.query(
            """
            INSERT INTO customary.batches (\(PostgreSQLSession.batchColumns))
            VALUES (\(marks.joined(separator: ", ")))
            """, parameters)
        appended = batch
    }

    func setUndone(_ sequence: Int, by batch: String) throws {
        var parameters = Parameters()
        parameters.add(batch)
        parameters.add(Int64(sequence))
        try connection.query(
            "UPDATE customary.batches SET undone_by = $1::text WHERE sequence = $2::bigint", parameters)
        undone.set(sequence, by: batch)
    }

    // MARK: Changes

    func append(_ reasons: [Reason], of batch: Int) throws {
        if reasons.isEmpty { return }
        try copy(reasons.enumerated(), into: "customary.reasons", ["batch", "number", "source", "rule"]) {
            buffer.field(number: Int64(batch))
            buffer.field(number: Int64($0.offset + 1))
            buffer.field($0.element.source)
            buffer.field($0.element.rule)
        }
    }

    func reasons(of batch: Int) throws -> [Reason] {
        guard isPrepared else { return [] }
        return try all("SELECT source, rule FROM customary.reasons WHERE batch = \(batch) ORDER BY number") {
            Reason(source: $0.text($1, 0), rule: $0.text($1, 1))
        }
    }

    private static let changeColumns = [
        "batch", "number", "entity", "record_id", "kind", "hashes", "sealed", "row_hash", "source", "stream",
        "source_key", "undone_by", "kept", "reasons", "undone_columns",
    ]

    func append(_ changes: [ChangeRow]) throws {
        if changes.isEmpty { return }
        for batch in Set(changes.map(\.batch)) { spans.drop(batch) }
        try willFill(.changes, changes.count)
        try copy(changes, into: "customary.changes", PostgreSQLSession.changeColumns) { change in
            let columns = change.numbered
            buffer.field(number: Int64(change.batch))
            buffer.field(number: Int64(change.number))
            buffer.field(change.entity.table)
            buffer.field(high: change.id.high, low: change.id.low)
            buffer.field(change.kind.rawValue)
            buffer.field(columns.hashes)
            buffer.field(change.sealed)
            buffer.field(change.rowHash)
            buffer.field(change.source)
            buffer.field(change.stream)
            buffer.field(change.key)
            buffer.field(change.undoneBy)
            buffer.field(change.kept)
            buffer.field(columns.reasons)
            buffer.field(number: Int64(bitPattern: columns.undoneColumns))
        }
    }

    private func kind(_ found: PostgreSQLResult, _ row: Int, _ column: Int) throws -> ChangeKind {
        if let kind = ChangeKind(rawValue: found.text(row, column)) { return kind }
        throw CRMFault.damaged(location: location, what: "customary.changes holds an unknown kind")
    }

    private func change(_ found: PostgreSQLResult, _ row: Int, _ undone: UndoneBatches) throws -> ChangeRow {
        var change = ChangeRow(
            batch: Int(found.integer(row, 0)), number: Int(found.integer(row, 1)), entity: try entity(found, row, 2),
            id: try id(found, row, 3), kind: try kind(found, row, 4))
        change.sealed = found.array(row, 6)
        change.rowHash = found.array(row, 7)
        change.source = found.text(row, 8)
        change.stream = found.text(row, 9)
        change.key = found.array(row, 10)
        change.kept = found.text(row, 12)
        change.undoneBy = undone.rollback(of: change.batch, named: found.text(row, 11), kept: change.kept)
        change.take(
            hashes: found.array(row, 5), reasons: found.array(row, 13),
            undoneColumns: UInt64(bitPattern: found.integer(row, 14)))
        return change
    }

    private static let selectChanges =
        "SELECT \(changeColumns.joined(separator: ", ")) FROM customary.changes AS c"

    func changes(of batch: Int, entity: Entity?, kinds: [ChangeKind]) throws -> Pull<[ChangeRow]> {
        guard isPrepared, let numbers = try spans.numbers(of: batch, entity, kinds, { try spans(of: batch) }) else {
            return Pull { nil }
        }
        let only = entity.map { " AND entity = '\($0.table)'" } ?? ""
        let undone = try undone.known(batches)
        return try blocks(
            """
            \(PostgreSQLSession.selectChanges) WHERE batch = \(batch)
            AND number BETWEEN \(numbers.lowerBound) AND \(numbers.upperBound)\(only)
            AND kind IN (\(kinds.map { "'\($0.rawValue)'" }.joined(separator: ", "))) ORDER BY number
            """
        ) { [self] in try change($0, $1, undone) }
    }

    private func spans(of batch: Int) throws -> [ChangeSpans.Span] {
        try all(
            """
            SELECT entity, kind, min(number), max(number) FROM customary.changes WHERE batch = \(batch)
            GROUP BY entity, kind
            """
        ) {
            ChangeSpans.Span(
                entity: try entity($0, $1, 0), kind: try kind($0, $1, 1), first: Int($0.integer($1, 2)),
                last: Int($0.integer($1, 3)))
        }
    }

    func heldChanges(of entity: Entity) throws -> Pull<[ChangeRow]> {
        guard isPrepared else { return Pull { nil } }
        let undone = try undone.known(batches)
        return try blocks(
            """
            \(PostgreSQLSession.selectChanges) WHERE entity = '\(entity.table)'
            AND \(ChangeRow.isHeld("customary.batches"))
            AND kind IN ('create', 'update', 'merge') ORDER BY record_id, batch, number
            """
        ) { [self] in try change($0, $1, undone) }
    }

    func history(of entity: Entity, ids: [RecordID]) throws -> [ChangeRow] {
        guard isPrepared else { return [] }
        var rows: [ChangeRow] = []
        let undone = try undone.known(batches)
        try inBlocks(ids) { block in
            rows += try all(
                """
                \(PostgreSQLSession.selectChanges) WHERE entity = '\(entity.table)' AND record_id = ANY($1::uuid[])
                ORDER BY record_id, batch, number
                """, block
            ) { try change($0, $1, undone) }
        }
        return rows
    }

    func settle(_ changes: [ChangeRow]) throws {
        if changes.isEmpty { return }
        let table = "pg_temp.customary_settled"
        try makeTemporary(
            table, "batch bigint, number bigint, undone_by text, kept text, undone_columns bigint")
        try copy(changes, into: table, ["batch", "number", "undone_by", "kept", "undone_columns"]) { change in
            buffer.field(number: Int64(change.batch))
            buffer.field(number: Int64(change.number))
            buffer.field(change.undoneBy)
            buffer.field(change.kept)
            buffer.field(number: Int64(bitPattern: change.numbered.undoneColumns))
        }
        try connection.run(
            """
            UPDATE customary.changes AS c SET undone_by = n.undone_by, kept = n.kept, undone_columns = n.undone_columns
            FROM \(table) AS n WHERE n.batch = c.batch AND n.number = c.number;
            TRUNCATE \(table)
            """)
    }

    func keptChanges(for reason: String) throws -> [ChangeRow] {
        guard isPrepared else { return [] }
        var parameters = Parameters()
        parameters.add(reason)
        let undone = try undone.known(batches)
        return try all(
            "\(PostgreSQLSession.selectChanges) WHERE kept = $1::text AND kept <> '' ORDER BY batch, number", parameters
        ) { try change($0, $1, undone) }
    }

    func forget(_ entity: Entity, ids: [RecordID]) throws {
        try inBlocks(ids) { block in
            try connection.query("DELETE FROM customary.keys WHERE record_id = ANY($1::uuid[])", block)
            try connection.query(
                """
                DELETE FROM customary.crosswalk
                WHERE entity = '\(entity.table)' AND master_id = ANY($1::uuid[])
                """, block)
            try connection.query(
                """
                UPDATE customary.changes SET hashes = '', sealed = '', row_hash = '', reasons = '', source = '',
                stream = '', source_key = '', kept = '\(ChangeRow.erased)'
                WHERE entity = '\(entity.table)' AND record_id = ANY($1::uuid[])
                """, block)
        }
    }
}
