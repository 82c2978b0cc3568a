internal import Records
internal import SQLite

extension StagingArea {
    /// What is staged of a source.
    public func delivery(of source: String) throws -> StagedDelivery? {
        try database.read { connection in
            let statement = try connection.prepare("SELECT * FROM deliveries WHERE source = ?")
            try statement.bind(source, at: 1)
            return try statement.step() ? StagingArea.delivery(statement) : nil
        }
    }

    /// All that is staged, by source name.
    public func deliveries() throws -> [StagedDelivery] {
        try database.read { connection in
            let statement = try connection.prepare("SELECT * FROM deliveries ORDER BY source")
            var found: [StagedDelivery] = []
            while try statement.step() { found.append(StagingArea.delivery(statement)) }
            return found
        }
    }

    private static func delivery(_ row: SQLiteStatement) -> StagedDelivery {
        var delivery = StagedDelivery(
            id: row.int64(0), source: row.text(1), stream: row.text(2), file: row.text(3), digest: row.text(4),
            mapping: row.text(5), columns: JSONText.strings(row.bytes(6)).map { String(decoding: $0, as: UTF8.self) })
        delivery.records = Int(row.int64(7))
        delivery.ready = Int(row.int64(8))
        delivery.rejected = Int(row.int64(9))
        delivery.filtered = Int(row.int64(10))
        delivery.held = Int(row.int64(11))
        let flat = JSONText.strings(row.bytes(12)).map { String(decoding: $0, as: UTF8.self) }
        delivery.unmapped = stride(from: 0, to: flat.count - 1, by: 2).map { (flat[$0], Int(flat[$0 + 1]) ?? 0) }
        return delivery
    }

    /// Replaces what is staged of a source by what `body` writes, in one transaction: all of it or nothing.
    ///
    /// `body` gets a writer and the delivery, whose counts it fills in.
    public func stage(
        _ delivery: StagedDelivery, at now: String, _ body: (StagingWriter, inout StagedDelivery) throws -> Void
    ) throws {
        try database.write { connection in
            try StagingArea.remove(delivery.source, connection)
            try connection.execute("UPDATE revision SET number = number + 1")
            var delivery = delivery
            delivery.id = (try connection.integer("SELECT coalesce(max(id), 0) + 1 FROM deliveries")) ?? 1
            try body(StagingWriter(connection, delivery: delivery.id), &delivery)
            let statement = try connection.prepare(
                """
                INSERT INTO deliveries VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,
                  (SELECT number FROM revision))
                """)
            try statement.bind(delivery.id, at: 1)
            try statement.bind(delivery.source, at: 2)
            try statement.bind(delivery.stream, at: 3)
            try statement.bind(delivery.file, at: 4)
            try statement.bind(delivery.digest, at: 5)
            try statement.bind(delivery.mapping, at: 6)
            try statement.bind(JSONText.array(delivery.columns), at: 7)
            try statement.bind(Int64(delivery.records), at: 8)
            try statement.bind(Int64(delivery.ready), at: 9)
            try statement.bind(Int64(delivery.rejected), at: 10)
            try statement.bind(Int64(delivery.filtered), at: 11)
            try statement.bind(Int64(delivery.held), at: 12)
            try statement.bind(JSONText.array(delivery.unmapped.flatMap { [$0.column, "\($0.cells)"] }), at: 13)
            try statement.bind(now, at: 14)
            try statement.run()
        }
    }

    /// Takes sources out that the project no longer has, and the questions about them.
    public func keepOnly(_ sources: Set<String>) throws {
        let staged = try deliveries().map(\.source).filter { !sources.contains($0) }
        let asked = Set(try questions().map(\.source).filter { !sources.contains($0) })
        if !staged.isEmpty {
            try database.write { connection in
                for source in staged { try StagingArea.remove(source, connection) }
                try connection.execute("UPDATE revision SET number = number + 1")
            }
        }
        for source in asked.sorted() { try replaceQuestions(of: source, by: []) }
    }

    private static func remove(_ source: String, _ connection: SQLiteConnection) throws {
        let find = try connection.prepare("SELECT id FROM deliveries WHERE source = ?")
        try find.bind(source, at: 1)
        guard try find.step() else { return }
        let id = find.int64(0)
        find.reset()
        let rows = "\(id << 32) AND \(id << 32 | 0xFFFF_FFFF)"
        try connection.execute("DELETE FROM raw WHERE id BETWEEN \(rows)")
        try connection.execute("DELETE FROM findings WHERE delivery = \(id)")
        for entity in Entity.allCases where !CustomerModel.fields(of: entity).isEmpty {
            try connection.execute("DELETE FROM \(StagingSchema.tableName(entity)) WHERE raw_id BETWEEN \(rows)")
        }
        try connection.execute("DELETE FROM deliveries WHERE id = \(id)")
    }
}
