internal import Digest
internal import Records
internal import SQLite

extension SQLiteSession {
    /// The rows of a block of book-keeping.
    private static let blockRows = 8_192

    /// Pulls blocks of whatever `read` makes of the current row.
    private func blocks<Element>(
        _ statement: SQLiteStatement, _ read: @escaping (SQLiteStatement) throws -> Element
    ) -> Pull<[Element]> {
        var done = false
        return Pull {
            var block: [Element] = []
            while !done, block.count < SQLiteSession.blockRows {
                guard try statement.step() else {
                    done = true
                    break
                }
                block.append(try read(statement))
            }
            return block.isEmpty ? nil : block
        }
    }

    private func entity(_ statement: SQLiteStatement, _ column: Int) throws -> Entity {
        if let entity = Entity(table: statement.text(column)) { return entity }
        throw CRMFault.damaged(location: location, what: "Customary's tables name an unknown entity")
    }

    // MARK: Batches

    func batches() throws -> [BatchRow] {
        guard isPrepared else { return [] }
        let statement = try connection.prepare(
            """
            SELECT sequence, id, kind, attempt, run, plan_digest, now, who, counts, full_before, content_before,
            full_after, content_after, version_before, version_after, manifest_root, previous_root, signature,
            public_key, undoes, undone_by, details FROM customary_batches ORDER BY sequence
            """)
        var rows: [BatchRow] = []
        while try statement.step() {
            guard let kind = BatchKind(rawValue: statement.text(2)) else {
                throw CRMFault.damaged(location: location, what: "customary_batches holds an unknown kind")
            }
            var row = BatchRow()
            row.sequence = Int(statement.int64(0))
            row.id = statement.text(1)
            row.kind = kind
            row.attempt = Int(statement.int64(3))
            row.run = statement.text(4)
            row.planDigest = statement.text(5)
            row.now = statement.text(6)
            row.who = statement.text(7)
            row.counts = statement.text(8)
            row.fullBefore = statement.text(9)
            row.contentBefore = statement.text(10)
            row.fullAfter = statement.text(11)
            row.contentAfter = statement.text(12)
            row.versionBefore = statement.int64(13)
            row.versionAfter = statement.int64(14)
            row.manifestRoot = statement.text(15)
            row.previousRoot = statement.text(16)
            row.signature = statement.text(17)
            row.publicKey = statement.text(18)
            row.undoes = statement.text(19)
            row.undoneBy = statement.text(20)
            row.details = statement.text(21)
            rows.append(row)
        }
        return rows
    }

    func append(_ batch: BatchRow) throws {
        let texts = [
            batch.id, batch.kind.rawValue, batch.run, batch.planDigest, batch.now, batch.who, batch.counts,
            batch.fullBefore, batch.contentBefore, batch.fullAfter, batch.contentAfter, batch.manifestRoot,
            batch.previousRoot, batch.signature, batch.publicKey, batch.undoes, batch.undoneBy, batch.details,
        ]
        let marks = repeatElement("?", count: texts.count + 4).joined(separator: ", ")
        let statement = try cached(
            """
            INSERT INTO customary_batches (id, kind, run, plan_digest, now, who, counts, full_before, content_before,
            full_after, content_after, manifest_root, previous_root, signature, public_key, undoes, undone_by, details,
            sequence, attempt, version_before, version_after) VALUES (\(marks))
            """)
        for (index, text) in texts.enumerated() { try statement.bind(text, at: index + 1) }
        let numbers = [Int64(batch.sequence), Int64(batch.attempt), batch.versionBefore, batch.versionAfter]
        for (index, number) in numbers.enumerated() { try statement.bind(number, at: texts.count + index + 1) }
        try statement.run()
    }

    func setUndone(_ sequence: Int, by batch: String) throws {
        let statement = try cached("UPDATE customary_batches SET undone_by = ? WHERE sequence = ?")
        try statement.bind(batch, at: 1)
        try statement.bind(Int64(sequence), at: 2)
        try statement.run()
        undone.set(sequence, by: batch)
    }

    // MARK: Changes

    private static let changeColumns = """
        batch, number, entity, record_id, kind, hashes, sealed, row_hash, source, stream, source_key, undone_by, kept,
        reasons, undone_columns
        """

    func append(_ reasons: [Reason], of batch: Int) throws {
        let statement = try cached("INSERT INTO customary_reasons (batch, number, source, rule) VALUES (?,?,?,?)")
        for (index, reason) in reasons.enumerated() {
            try statement.bind(Int64(batch), at: 1)
            try statement.bind(Int64(index + 1), at: 2)
            try statement.bind(reason.source, at: 3)
            try statement.bind(reason.rule, at: 4)
            try statement.run()
        }
    }

    func reasons(of batch: Int) throws -> [Reason] {
        guard isPrepared else { return [] }
        let statement = try connection.prepare(
            "SELECT source, rule FROM customary_reasons WHERE batch = \(batch) ORDER BY number")
        var reasons: [Reason] = []
        while try statement.step() { reasons.append(Reason(source: statement.text(0), rule: statement.text(1))) }
        return reasons
    }

    func append(_ changes: [ChangeRow]) throws {
        let statement = try cached(
            "INSERT INTO customary_changes (\(SQLiteSession.changeColumns)) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)")
        for change in changes {
            spans.drop(change.batch)
            let columns = change.numbered
            try statement.bind(Int64(change.batch), at: 1)
            try statement.bind(Int64(change.number), at: 2)
            try statement.bind(change.entity.table, at: 3)
            try bind(change.id, to: statement, at: 4)
            try statement.bind(change.kind.rawValue, at: 5)
            try statement.bindBlob(columns.hashes, at: 6)
            try statement.bindBlob(change.sealed, at: 7)
            try statement.bindBlob(change.rowHash, at: 8)
            try statement.bind(change.source, at: 9)
            try statement.bind(change.stream, at: 10)
            try statement.bind(change.key, at: 11)
            try statement.bind(change.undoneBy, at: 12)
            try statement.bind(change.kept, at: 13)
            try statement.bindBlob(columns.reasons, at: 14)
            try statement.bind(Int64(bitPattern: columns.undoneColumns), at: 15)
            try statement.run()
        }
    }

    private func change(_ statement: SQLiteStatement, _ undone: UndoneBatches) throws -> ChangeRow {
        let entity = try entity(statement, 2)
        var change = ChangeRow(
            batch: Int(statement.int64(0)), number: Int(statement.int64(1)), entity: entity,
            id: try id(statement, 3, entity), kind: try kind(statement, 4))
        change.sealed = statement.bytes(6)
        change.rowHash = statement.bytes(7)
        change.source = statement.text(8)
        change.stream = statement.text(9)
        change.key = statement.bytes(10)
        change.kept = statement.text(12)
        change.undoneBy = undone.rollback(of: change.batch, named: statement.text(11), kept: change.kept)
        change.take(
            hashes: statement.bytes(5), reasons: statement.bytes(13),
            undoneColumns: UInt64(bitPattern: statement.int64(14)))
        return change
    }

    private func selectChanges(_ rest: String) throws -> SQLiteStatement {
        try connection.prepare("SELECT \(SQLiteSession.changeColumns) FROM customary_changes AS c \(rest)")
    }

    func changes(of batch: Int, entity: Entity?, kinds: [ChangeKind]) throws -> Pull<[ChangeRow]> {
        guard isPrepared, let numbers = try spans.numbers(of: batch, entity, kinds, { try spans(of: batch) }) else {
            return Pull { nil }
        }
        let only = entity.map { " AND entity = '\($0.table)'" } ?? ""
        let statement = try selectChanges(
            """
            NOT INDEXED WHERE batch = \(batch) AND number BETWEEN \(numbers.lowerBound) AND \(numbers.upperBound)\(only)
            AND kind IN (\(kinds.map { "'\($0.rawValue)'" }.joined(separator: ", "))) ORDER BY number
            """)
        let undone = try undone.known(batches)
        return blocks(statement) { [self] in try change($0, undone) }
    }

    private func spans(of batch: Int) throws -> [ChangeSpans.Span] {
        let statement = try connection.prepare(
            """
            SELECT entity, kind, min(number), max(number) FROM customary_changes NOT INDEXED WHERE batch = \(batch)
            GROUP BY entity, kind
            """)
        var found: [ChangeSpans.Span] = []
        while try statement.step() {
            found.append(
                ChangeSpans.Span(
                    entity: try entity(statement, 0), kind: try kind(statement, 1), first: Int(statement.int64(2)),
                    last: Int(statement.int64(3))))
        }
        return found
    }

    private func kind(_ statement: SQLiteStatement, _ column: Int) throws -> ChangeKind {
        if let kind = ChangeKind(rawValue: statement.text(column)) { return kind }
        throw CRMFault.damaged(location: location, what: "customary_changes holds an unknown kind")
    }

    func heldChanges(of entity: Entity) throws -> Pull<[ChangeRow]> {
        guard isPrepared else { return Pull { nil } }
        let statement = try selectChanges(
            """
            INDEXED BY customary_changes_record WHERE entity = '\(entity.table)'
            AND \(ChangeRow.isHeld("customary_batches"))
            AND kind IN ('create', 'update', 'merge') ORDER BY record_id, batch, number
            """)
        let undone = try undone.known(batches)
        return blocks(statement) { [self] in try change($0, undone) }
    }

    func history(of entity: Entity, ids: [RecordID]) throws -> [ChangeRow] {
        guard isPrepared else { return [] }
        let statement = try selectChanges(
            "WHERE entity = '\(entity.table)' AND record_id = ? ORDER BY batch, number")
        var rows: [ChangeRow] = []
        let undone = try undone.known(batches)
        for id in ids {
            try bind(id, to: statement, at: 1)
            while try statement.step() { rows.append(try change(statement, undone)) }
            statement.reset()
        }
        return rows
    }

    func settle(_ changes: [ChangeRow]) throws {
        let statement = try cached(
            "UPDATE customary_changes SET undone_by = ?, kept = ?, undone_columns = ? WHERE batch = ? AND number = ?")
        for change in changes {
            try statement.bind(change.undoneBy, at: 1)
            try statement.bind(change.kept, at: 2)
            try statement.bind(Int64(bitPattern: change.numbered.undoneColumns), at: 3)
            try statement.bind(Int64(change.batch), at: 4)
            try statement.bind(Int64(change.number), at: 5)
            try statement.run()
        }
    }

    func keptChanges(for reason: String) throws -> [ChangeRow] {
        guard isPrepared else { return [] }
        let statement = try selectChanges("WHERE kept = ? AND kept <> '' ORDER BY batch, number")
        try statement.bind(reason, at: 1)
        var rows: [ChangeRow] = []
        let undone = try undone.known(batches)
        while try statement.step() { rows.append(try change(statement, undone)) }
        return rows
    }

    // MARK: Crosswalk

    private static let crosswalkColumns = """
        source, stream, source_key, record, entity, master_id, ordinal, batch, row_hash, ended_by
        """
    private static let crosswalkOrder = "ORDER BY source, stream, source_key, record, entity, master_id, ordinal, batch"

    private func entry(_ statement: SQLiteStatement) throws -> CrosswalkEntry {
        let entity = try entity(statement, 4)
        var entry = CrosswalkEntry(
            source: statement.text(0), stream: statement.text(1), key: statement.bytes(2), record: statement.text(3),
            ordinal: UInt32(truncatingIfNeeded: statement.int64(6)), entity: entity,
            masterID: try id(statement, 5, entity), rowHash: UInt64(bitPattern: statement.int64(8)),
            batch: Int(statement.int64(7)))
        entry.endedBy = Int(statement.int64(9))
        return entry
    }

    private func selectCrosswalk(_ condition: String) throws -> SQLiteStatement {
        try connection.prepare(
            """
            SELECT \(SQLiteSession.crosswalkColumns) FROM customary_crosswalk WHERE \(condition)
            \(SQLiteSession.crosswalkOrder)
            """)
    }

    func crosswalk() throws -> Pull<[CrosswalkEntry]> {
        guard isPrepared else { return Pull { nil } }
        return blocks(try selectCrosswalk("ended_by = 0")) { [self] in try entry($0) }
    }

    func crosswalk(since batch: Int) throws -> Pull<[CrosswalkEntry]> {
        guard isPrepared else { return Pull { nil } }
        return blocks(try selectCrosswalk("batch >= \(batch)")) { [self] in try entry($0) }
    }

    func append(_ entries: [CrosswalkEntry]) throws {
        let statement = try cached(
            "INSERT INTO customary_crosswalk (\(SQLiteSession.crosswalkColumns)) VALUES (?,?,?,?,?,?,?,?,?,0)")
        for entry in entries {
            try bind(entry, to: statement, from: 1)
            try statement.bind(Int64(bitPattern: entry.rowHash), at: 9)
            try statement.run()
        }
    }

    /// Binds the eight columns of the primary key in their order.
    private func bind(_ entry: CrosswalkEntry, to statement: SQLiteStatement, from first: Int) throws {
        try statement.bind(entry.source, at: first)
        try statement.bind(entry.stream, at: first + 1)
        try statement.bind(entry.key, at: first + 2)
        try statement.bind(entry.record, at: first + 3)
        try statement.bind(entry.entity.table, at: first + 4)
        try bind(entry.masterID, to: statement, at: first + 5)
        try statement.bind(Int64(entry.ordinal), at: first + 6)
        try statement.bind(Int64(entry.batch), at: first + 7)
    }

    private static let crosswalkKey = """
        source = ? AND stream = ? AND source_key = ? AND record = ? AND entity = ? AND master_id = ? AND ordinal = ?
        AND batch = ?
        """

    func end(_ entries: [CrosswalkEntry], by batch: Int) throws {
        let statement = try cached(
            "UPDATE customary_crosswalk SET ended_by = ? WHERE \(SQLiteSession.crosswalkKey)")
        for entry in entries {
            try statement.bind(Int64(batch), at: 1)
            try bind(entry, to: statement, from: 2)
            try statement.run()
        }
    }

    func endAll(of writer: Int, by batch: Int) throws {
        try connection.execute(
            "UPDATE customary_crosswalk SET ended_by = \(batch) WHERE batch = \(writer) AND ended_by = 0")
    }

    // MARK: Keys, watermarks, signers, audit

    func salts(of roots: [RecordID]) throws -> [Salt] {
        guard isPrepared else { return [] }
        let statement = try cached("SELECT salt FROM customary_keys WHERE record_id = ?")
        var salts: [Salt] = []
        for root in roots {
            try bind(root, to: statement, at: 1)
            if try statement.step() { salts.append(Salt(root: root, bytes: statement.bytes(0))) }
            statement.reset()
        }
        return salts
    }

    func append(_ salts: [Salt]) throws {
        let statement = try cached("INSERT INTO customary_keys (record_id, salt) VALUES (?, ?)")
        for salt in salts {
            try bind(salt.root, to: statement, at: 1)
            try statement.bindBlob(salt.bytes, at: 2)
            try statement.run()
        }
    }

    func forget(_ entity: Entity, ids: [RecordID]) throws {
        let salts = try cached("DELETE FROM customary_keys WHERE record_id = ?")
        let links = try connection.prepare(
            "DELETE FROM customary_crosswalk WHERE entity = '\(entity.table)' AND master_id = ?")
        let changes = try connection.prepare(
            """
            UPDATE customary_changes SET hashes = x'', sealed = x'', row_hash = x'', reasons = x'', source = '',
            stream = '', source_key = '', kept = '\(ChangeRow.erased)' WHERE entity = '\(entity.table)' AND record_id = ?
            """)
        for id in ids {
            for statement in [salts, links, changes] {
                try bind(id, to: statement, at: 1)
                try statement.run()
            }
        }
    }

    func watermarks() throws -> [Watermark] {
        guard isPrepared else { return [] }
        let statement = try connection.prepare(
            "SELECT source, stream, value, max(batch) FROM customary_watermarks GROUP BY source, stream ORDER BY 1, 2")
        var marks: [Watermark] = []
        while try statement.step() {
            marks.append(
                Watermark(
                    source: statement.text(0), stream: statement.text(1), value: statement.text(2),
                    batch: Int(statement.int64(3))))
        }
        return marks
    }

    func append(_ watermarks: [Watermark]) throws {
        let statement = try cached("INSERT INTO customary_watermarks (source, stream, value, batch) VALUES (?,?,?,?)")
        for mark in watermarks {
            try statement.bind(mark.source, at: 1)
            try statement.bind(mark.stream, at: 2)
            try statement.bind(mark.value, at: 3)
            try statement.bind(Int64(mark.batch), at: 4)
            try statement.run()
        }
    }

    func undoWatermarks(of batch: Int) throws -> [String] {
        let statement = try connection.prepare(
            "DELETE FROM customary_watermarks WHERE batch = \(batch) RETURNING source")
        var sources: Set<String> = []
        while try statement.step() { sources.insert(statement.text(0)) }
        return sources.sorted()
    }

    func heldSources() throws -> [String: String] {
        guard isPrepared else { return [:] }
        let statement = try connection.prepare("SELECT source, batch FROM customary_holds")
        var held: [String: String] = [:]
        while try statement.step() { held[statement.text(0)] = statement.text(1) }
        return held
    }

    func hold(source: String, by batch: String?) throws {
        let statement = try cached(
            batch == nil
                ? "DELETE FROM customary_holds WHERE source = ?"
                : "INSERT OR REPLACE INTO customary_holds (source, batch) VALUES (?, ?)"
        )
        try statement.bind(source, at: 1)
        if let batch { try statement.bind(batch, at: 2) }
        try statement.run()
    }

    func signers() throws -> [String] {
        guard isPrepared else { return [] }
        let statement = try connection.prepare("SELECT public_key FROM customary_signers ORDER BY 1")
        var keys: [String] = []
        while try statement.step() { keys.append(statement.text(0)) }
        return keys
    }

    func register(signer: String, batch: String) throws {
        let statement = try cached("INSERT INTO customary_signers VALUES (?, ?) ON CONFLICT DO NOTHING")
        try statement.bind(signer, at: 1)
        try statement.bind(batch, at: 2)
        try statement.run()
    }

    func audit(at: String, who: String, what: String, detail: String) throws {
        let previous = try connection.text("SELECT chain FROM customary_audit ORDER BY number DESC LIMIT 1") ?? ""
        let statement = try cached("INSERT INTO customary_audit (at, who, what, detail, chain) VALUES (?,?,?,?,?)")
        let fields = [at, who, what, detail]
        for (index, field) in (fields + [AuditChain.next(previous, fields)]).enumerated() {
            try statement.bind(field, at: index + 1)
        }
        try statement.run()
    }

    func checkAudit() throws {
        guard isPrepared else { return }
        let statement = try connection.prepare(
            "SELECT at, who, what, detail, chain, number FROM customary_audit ORDER BY number")
        var previous = ""
        var number: Int64 = 0
        while try statement.step() {
            number += 1
            let expected = AuditChain.next(previous, (0..<4).map { statement.text($0) })
            guard statement.text(4) == expected, statement.int64(5) == number else {
                throw CRMFault.damaged(
                    location: location, what: "line \(number) of customary_audit was changed or lost")
            }
            previous = expected
        }
    }
}
