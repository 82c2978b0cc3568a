public import Records
internal import SQLite

extension StagingArea {
    /// The standardised records of an entity whose rows are ready, in the order they were staged.
    ///
    /// `sourceOf` tells a delivery's source as an index; records of deliveries that it doesn't know are left out.
    public func standardisedRecords(_ entity: Entity, sourceOf: [Int64: UInt16]) throws -> StandardisedRecords {
        try database.read { connection in
            var records = StandardisedRecords(entity: entity)
            let width = records.fields.width
            let count = Int(try connection.integer("SELECT count(*) FROM \(StagingSchema.tableName(entity))") ?? 0)
            records.fields.reserve(rows: count, bytesPerRow: 120)
            let statement = try connection.prepare(
                """
                SELECT s.* FROM \(StagingSchema.tableName(entity)) s JOIN raw ON raw.id = s.raw_id
                WHERE raw.state = 0 ORDER BY s.record_id
                """)
            while try statement.step() {
                let row = statement.int64(1)
                guard let source = sourceOf[row >> 32] else { continue }
                records.numbers.append(statement.int64(0))
                records.sources.append(source)
                records.ordinals.append(UInt32(truncatingIfNeeded: row))
                records.mappingRecords.append(UInt16(truncatingIfNeeded: statement.int64(2)))
                statement.withBytes(4) { records.keys.append($0) }
                records.copies.append(UInt32(truncatingIfNeeded: statement.int64(5)))
                records.changed.append(UInt64(bitPattern: statement.int64(6)))
                records.dropped.append(UInt64(bitPattern: statement.int64(7)))
                for field in 0..<width {
                    if statement.isNull(8 + field) {
                        records.fields.appendEmpty()
                    } else {
                        statement.withBytes(8 + field) { records.fields.append($0) }
                    }
                }
            }
            return records
        }
    }

    /// How many records of each entity rows of every state made, by delivery.
    public func recordCounts(of delivery: Int64) throws -> [(entity: Entity, count: Int)] {
        try database.read { connection in
            var counts: [(Entity, Int)] = []
            for entity in Entity.allCases where !CustomerModel.fields(of: entity).isEmpty {
                let count = try connection.integer(
                    """
                    SELECT count(*) FROM \(StagingSchema.tableName(entity))
                    WHERE raw_id BETWEEN \(delivery << 32) AND \(delivery << 32 | 0xFFFF_FFFF)
                    """)
                if let count, count > 0 { counts.append((entity, Int(count))) }
            }
            return counts
        }
    }
}
