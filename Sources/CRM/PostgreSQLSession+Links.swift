internal import Digest
internal import PostgreSQL
internal import Records

/// Crosswalk, keys, watermarks, signers and audit.
extension PostgreSQLSession {
    // MARK: Crosswalk

    private static let crosswalkKey = [
        "source", "stream", "source_key", "record", "entity", "master_id", "ordinal", "batch",
    ]
    private static let crosswalkColumns = crosswalkKey + ["row_hash", "ended_by"]
    private static let matching = crosswalkKey.map { "n.\($0) = c.\($0)" }.joined(separator: " AND ")

    private func entry(_ found: PostgreSQLResult, _ row: Int) throws -> CrosswalkEntry {
        var entry = CrosswalkEntry(
            source: found.text(row, 0), stream: found.text(row, 1), key: found.array(row, 2),
            record: found.text(row, 3), ordinal: UInt32(truncatingIfNeeded: found.integer(row, 6)),
            entity: try entity(found, row, 4), masterID: try id(found, row, 5),
            rowHash: UInt64(bitPattern: found.integer(row, 8)), batch: Int(found.integer(row, 7)))
        entry.endedBy = Int(found.integer(row, 9))
        return entry
    }

    private func selectCrosswalk(_ condition: String) throws -> Pull<[CrosswalkEntry]> {
        let order = PostgreSQLSession.crosswalkKey.joined(separator: ", ")
        return try blocks(
            """
            SELECT \(PostgreSQLSession.crosswalkColumns.joined(separator: ", ")) FROM customary.crosswalk
            WHERE \(condition) ORDER BY \(order)
            """
        ) { [self] in try entry($0, $1) }
    }

    func crosswalk() throws -> Pull<[CrosswalkEntry]> {
        guard isPrepared else { return Pull { nil } }
        return try selectCrosswalk("ended_by = 0")
    }

    func crosswalk(since batch: Int) throws -> Pull<[CrosswalkEntry]> {
        guard isPrepared else { return Pull { nil } }
        return try selectCrosswalk("batch >= \(batch)")
    }

    private func put(_ entry: CrosswalkEntry) {
        buffer.field(entry.source)
        buffer.field(entry.stream)
        buffer.field(entry.key)
        buffer.field(entry.record)
        buffer.field(entry.entity.table)
        buffer.field(high: entry.masterID.high, low: entry.masterID.low)
        buffer.field(number: Int64(entry.ordinal))
        buffer.field(number: Int64(entry.batch))
    }

    func append(_ entries: [CrosswalkEntry]) throws {
        if entries.isEmpty { return }
        try willFill(.crosswalk, entries.count)
        try copy(entries, into: "customary.crosswalk", PostgreSQLSession.crosswalkColumns) { entry in
            put(entry)
            buffer.field(number: Int64(bitPattern: entry.rowHash))
            buffer.field(number: 0)
        }
    }

    /// Runs a statement over listed entries, `c`, which match the temporary table's, `n`.
    private func changing(_ entries: [CrosswalkEntry], _ statement: (_ table: String, _ matching: String) -> String)
        throws
    {
        if entries.isEmpty { return }
        let table = "pg_temp.customary_links"
        try makeTemporary(
            table,
            """
            source text COLLATE "C", stream text COLLATE "C", source_key text COLLATE "C", record text COLLATE "C",
            entity text COLLATE "C", master_id uuid, ordinal bigint, batch bigint
            """)
        try copy(entries, into: table, PostgreSQLSession.crosswalkKey) { put($0) }
        try connection.run("ANALYZE \(table); \(statement(table, PostgreSQLSession.matching)); TRUNCATE \(table)")
    }

    func end(_ entries: [CrosswalkEntry], by batch: Int) throws {
        try changing(entries) {
            "UPDATE customary.crosswalk AS c SET ended_by = \(batch) FROM \($0) AS n WHERE \($1)"
        }
    }

    func endAll(of writer: Int, by batch: Int) throws {
        let condition = "batch = \(writer) AND ended_by = 0"
        try willChange(.crosswalk, where: condition)
        try connection.run("UPDATE customary.crosswalk SET ended_by = \(batch) WHERE \(condition)")
    }

    // MARK: Keys

    func salts(of roots: [RecordID]) throws -> [Salt] {
        guard isPrepared else { return [] }
        var salts: [Salt] = []
        try inBlocks(roots) { block in
            salts += try all(
                """
                SELECT record_id, salt FROM customary.keys WHERE record_id = ANY($1::uuid[]) ORDER BY record_id
                """, block
            ) { Salt(root: try id($0, $1, 0), bytes: $0.array($1, 1)) }
        }
        return salts
    }

    func append(_ salts: [Salt]) throws {
        if salts.isEmpty { return }
        try copy(salts, into: "customary.keys", ["record_id", "salt"]) { salt in
            buffer.field(high: salt.root.high, low: salt.root.low)
            buffer.field(salt.bytes)
        }
    }

    // MARK: Watermarks

    func watermarks() throws -> [Watermark] {
        guard isPrepared else { return [] }
        return try all(
            """
            SELECT DISTINCT ON (source, stream) source, stream, value, batch FROM customary.watermarks
            ORDER BY source, stream, batch DESC
            """
        ) {
            Watermark(
                source: $0.text($1, 0), stream: $0.text($1, 1), value: $0.text($1, 2), batch: Int($0.integer($1, 3)))
        }
    }

    func append(_ watermarks: [Watermark]) throws {
        if watermarks.isEmpty { return }
        try copy(watermarks, into: "customary.watermarks", ["source", "stream", "value", "batch"]) { mark in
            buffer.field(mark.source)
            buffer.field(mark.stream)
            buffer.field(mark.value)
            buffer.field(number: Int64(mark.batch))
        }
    }

    func undoWatermarks(of batch: Int) throws -> [String] {
        let sources = try all("DELETE FROM customary.watermarks WHERE batch = \(batch) RETURNING source") {
            $0.text($1, 0)
        }
        return Set(sources).sorted()
    }

    func heldSources() throws -> [String: String] {
        guard isPrepared else { return [:] }
        let held = try all("SELECT source, batch FROM customary.holds") { ($0.text($1, 0), $0.text($1, 1)) }
        return Dictionary(held, uniquingKeysWith: { first, _ in first })
    }

    func hold(source: String, by batch: String?) throws {
        var parameters = Parameters()
        parameters.add(source)
        guard let batch else {
            try connection.query("DELETE FROM customary.holds WHERE source = $1::text", parameters)
            return
        }
        parameters.add(batch)
        try connection.query(
            """
            INSERT INTO customary.holds (source, batch) VALUES ($1::text, $2::text)
            ON CONFLICT (source) DO UPDATE SET batch = excluded.batch
            """, parameters)
    }

    // MARK: Signers, audit

    func signers() throws -> [String] {
        guard isPrepared else { return [] }
        return try all("SELECT public_key FROM customary.signers ORDER BY 1") { $0.text($1, 0) }
    }

    func register(signer: String, batch: String) throws {
        var parameters = Parameters()
        parameters.add(signer)
        parameters.add(batch)
        try connection.query(
            """
            INSERT INTO customary.signers (public_key, batch) VALUES ($1::text, $2::text)
            ON CONFLICT (public_key) DO NOTHING
            """, parameters)
    }

    func audit(at: String, who: String, what: String, detail: String) throws {
        let last = try connection.query("SELECT number, chain FROM customary.audit ORDER BY number DESC LIMIT 1")
        let fields = [at, who, what, detail]
        var parameters = Parameters()
        parameters.add(last.count > 0 ? last.integer(0, 0) + 1 : 1)
        for field in fields + [AuditChain.next(last.count > 0 ? last.text(0, 1) : "", fields)] {
            parameters.add(field)
        }
        try connection.query(
            """
            INSERT INTO customary.audit (number, at, who, what, detail, chain)
            VALUES ($1::bigint, $2::text, $3::text, $4::text, $5::text, $6::text)
            """, parameters)
    }

    func checkAudit() throws {
        guard isPrepared else { return }
        var previous = ""
        var number: Int64 = 0
        let lines = try blocks(
            "SELECT at, who, what, detail, chain, number FROM customary.audit ORDER BY number"
        ) { found, row in ((0..<5).map { found.text(row, $0) }, found.integer(row, 5)) }
        while let block = try lines.next() {
            for (texts, found) in block {
                number += 1
                let expected = AuditChain.next(previous, Array(texts[..<4]))
                guard texts[4] == expected, found == number else {
                    throw CRMFault.damaged(
                        location: location, what: "line \(number) of customary_audit was changed or lost")
                }
                previous = expected
            }
        }
    }
}
