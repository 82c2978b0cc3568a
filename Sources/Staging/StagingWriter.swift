public import Records
internal import SQLite

/// What became of a row, as the staging area keeps it; the raw values are those of the mapping's row states.
public enum StagedState: UInt8, Sendable, CaseIterable {
    /// Mapped and without an error.
    case ready = 0
    /// Has an error.
    case rejected = 1
    /// Left out by a rule.
    case filtered = 2
    /// Has an open question of its own.
    case held = 3
}

/// Writes one delivery in bulk. Lives inside `StagingArea.stage`.
public final class StagingWriter {
    private let connection: SQLiteConnection
    private let raw: SeveralRows
    private let finding: SeveralRows
    private var standardised: [Insertion?]
    private let delivery: Int64
    private var nextRecord: [Int64]
    /// How often each key was met, per mapping record: repeated keys get a copy number.
    private var copies: [KeyCounts] = []

    /// The statement that writes records of an entity.
    private struct Insertion {
        let statement: SQLiteStatement
        /// Which fields of the record before hold a value.
        var filled: UInt64 = 0
    }

    init(_ connection: SQLiteConnection, delivery: Int64) throws {
        self.connection = connection
        self.delivery = delivery
        raw = try SeveralRows(connection, "INSERT INTO raw VALUES", "(?,?,?,?,?,?,?)")
        finding = try SeveralRows(connection, "INSERT INTO findings VALUES", "(NULL,?,?,?,?,?,?,?,?)")
        standardised = [Insertion?](repeating: nil, count: Entity.allCases.count)
        nextRecord = [Int64](repeating: 0, count: Entity.allCases.count)
        for entity in Entity.allCases where !CustomerModel.fields(of: entity).isEmpty {
            nextRecord[Int(entity.rawValue)] =
                (try connection.integer("SELECT coalesce(max(record_id), 0) FROM \(StagingSchema.tableName(entity))")
                    ?? 0) + 1
        }
    }

    /// Writes a batch's raw rows.
    public func write(_ rows: KeptRows) throws {
        try raw.run(rows.count, texts: rows.texts) { statement, place, row, text in
            try statement.bind(delivery << 32 | Int64(rows.ordinals[row]), at: place)
            try statement.bind(Int64(rows.places[row]), at: place + 1)
            try statement.bind(Int64(rows.kinds[row].rawValue), at: place + 2)
            try statement.bind(Int64(rows.states[row].rawValue), at: place + 3)
            if !rows.reasons.isEmpty, let reason = rows.reasons[row] {
                try statement.bind(reason, at: place + 4)
            } else {
                try statement.bindNull(at: place + 4)
            }
            try statement.bindUncopiedBlob(text(0), at: place + 5)
            try statement.bindUncopied(text(1), at: place + 6)
        }
    }

    /// Writes findings, in their order.
    public func write(_ findings: [Finding]) throws { try write(KeptFindings(findings)) }

    /// Writes the findings of a batch.
    public func write(_ findings: KeptFindings) throws {
        try finding.run(findings.count, texts: findings.texts) { statement, place, index, text in
            try statement.bind(delivery, at: place)
            try statement.bind(Int64(findings.ordinals[index]), at: place + 1)
            if let column = findings.columns[index] {
                try statement.bind(Int64(column), at: place + 2)
            } else {
                try statement.bindNull(at: place + 2)
            }
            try statement.bindUncopied(text(0), at: place + 3)
            try statement.bind(Int64(findings.severities[index].rawValue), at: place + 4)
            try statement.bindUncopied(text(1), at: place + 5)
            try statement.bindUncopied(text(2), at: place + 6)
            try statement.bindUncopied(text(3), at: place + 7)
        }
    }

    /// Rejects rows that were written as ready, and gives the number of those.
    public func reject(_ rows: [(ordinal: UInt32, reason: String)]) throws -> Int {
        let statement = try connection.prepare("UPDATE raw SET state = 1, reason = ? WHERE id = ? AND state = 0")
        var count = 0
        for row in rows {
            try statement.bind(row.reason, at: 1)
            try statement.bind(delivery << 32 | Int64(row.ordinal), at: 2)
            try statement.run()
            count += connection.changes
        }
        return count
    }

    /// Writes one of a batch's records, made of the row `ordinal`, and gives its number in the staging area; `replaced` values
    /// stand in the place of the record's own.
    public func write(
        _ records: KeptRecords, _ record: Int, ordinal: UInt32, replaced: [(field: Int, value: [UInt8])] = []
    ) throws -> Int64 {
        let place = Int(records.entity.rawValue)
        let width = records.fields.width
        if standardised[place] == nil {
            let marks = [String](repeating: "?", count: 8 + width).joined(separator: ",")
            standardised[place] = Insertion(
                statement: try connection.prepare(
                    "INSERT INTO \(StagingSchema.tableName(records.entity)) VALUES(\(marks))"))
        }
        guard let insertion = standardised[place] else { return 0 }
        while copies.count <= records.mappingRecord { copies.append(KeyCounts()) }
        let copy = copies[records.mappingRecord].next(records.digests[record])
        let number = nextRecord[place]
        nextRecord[place] += 1
        let statement = insertion.statement
        try statement.bind(number, at: 1)
        try statement.bind(delivery << 32 | Int64(ordinal), at: 2)
        try statement.bind(Int64(records.mappingRecord), at: 3)
        try statement.bind(Int64(records.numbers[record]), at: 4)
        try statement.bind(Int64(copy), at: 6)
        try statement.bind(Int64(bitPattern: records.changed[record]), at: 7)
        try statement.bind(Int64(bitPattern: records.dropped[record]), at: 8)
        var filled: UInt64 = 0
        try records.keys.withRow(record) { key in
            try statement.bindUncopied(key[0], at: 5)
            try records.fields.withRow(record) { fields in
                for field in 0..<width {
                    let value = fields[field]
                    let bit = UInt64(1) &<< UInt64(min(field, 63))
                    if value.count > 0 {
                        try statement.bindUncopied(value, at: 9 + field)
                        filled |= bit
                    } else if insertion.filled & bit != 0 || field >= 63 {
                        try statement.bindNull(at: 9 + field)
                    }
                }
                for (field, value) in replaced {
                    if value.isEmpty {
                        try statement.bindNull(at: 9 + field)
                    } else {
                        try statement.bind(value, at: 9 + field)
                        filled |= UInt64(1) &<< UInt64(min(field, 63))
                    }
                }
                try statement.run()
            }
        }
        standardised[place]?.filled = filled
        return number
    }
}

/// A statement that inserts several rows at once, and one for those that are left: beginning and ending a statement costs about
/// as much as a row.
private struct SeveralRows {
    private let several: SQLiteStatement
    private let one: SQLiteStatement
    /// Parameters of a row.
    private let width: Int
    private static let count = 16

    init(_ connection: SQLiteConnection, _ insert: String, _ row: String) throws {
        width = row.utf8.count { $0 == 0x3F }
        one = try connection.prepare(insert + row)
        several = try connection.prepare(
            insert + [String](repeating: row, count: SeveralRows.count).joined(separator: ","))
    }

    /// Inserts rows; `bind` binds the parameters of one from `place` on, and may bind the texts of `texts` that it is given
    /// without a copy.
    func run(
        _ rows: Int, texts: Rows,
        _ bind: (
            _ statement: SQLiteStatement, _ place: Int, _ row: Int, _ text: (_ column: Int) -> UnsafeRawBufferPointer
        ) throws -> Void
    ) throws {
        try texts.arena.withUnsafeBytes { arena in
            func bindRow(_ row: Int, to statement: SQLiteStatement, _ place: Int) throws {
                try bind(statement, place, row) { UnsafeRawBufferPointer(rebasing: arena[texts.range(row, $0)]) }
            }
            var row = 0
            while row + SeveralRows.count <= rows {
                for offset in 0..<SeveralRows.count { try bindRow(row + offset, to: several, 1 + offset * width) }
                try several.run()
                row += SeveralRows.count
            }
            while row < rows {
                try bindRow(row, to: one, 1)
                try one.run()
                row += 1
            }
        }
    }
}
