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
    private let raw: SQLiteStatement
    private let finding: SQLiteStatement
    private var standardised: [SQLiteStatement?]
    private let delivery: Int64
    private var nextRecord: [Int64]
    /// How often each key was met, per mapping record: repeated keys get a copy number.
    private var copies: [[Key: UInt32]] = []
    private var cells: [UInt8] = []
    private var filled: [UInt8] = []

    /// A 128-bit digest of a key, which is enough to count equals.
    private struct Key: Hashable {
        let high: UInt64
        let low: UInt64
    }

    init(_ connection: SQLiteConnection, delivery: Int64) throws {
        self.connection = connection
        self.delivery = delivery
        raw = try connection.prepare("INSERT INTO raw VALUES(?,?,?,?,?,?,?)")
        finding = try connection.prepare("INSERT INTO findings VALUES(NULL,?,?,?,?,?,?,?,?)")
        standardised = [SQLiteStatement?](repeating: nil, count: Entity.allCases.count)
        nextRecord = [Int64](repeating: 0, count: Entity.allCases.count)
        for entity in Entity.allCases where !CustomerModel.fields(of: entity).isEmpty {
            nextRecord[Int(entity.rawValue)] =
                (try connection.integer("SELECT coalesce(max(record_id), 0) FROM \(StagingSchema.tableName(entity))")
                    ?? 0) + 1
        }
    }

    /// Writes the raw rows of a batch with what became of each; `secret` columns are kept as `[dropped]`, and a cell that
    /// `replaced` gives something for as that.
    public func write(
        raw batch: RawBatch, states: [UInt8], reasons: [Int: String], secret: Set<Int>,
        replaced: ((_ row: Int, _ column: Int) -> [UInt8]?)? = nil
    ) throws {
        let width = batch.cells.width
        for row in 0..<batch.count {
            cells.removeAll(keepingCapacity: true)
            filled.removeAll(keepingCapacity: true)
            filled.append(contentsOf: repeatElement(0, count: (width + 7) / 8))
            cells.append(0x5B)
            for column in 0..<width {
                if column > 0 { cells.append(0x2C) }
                let cell = batch.cells[row, column]
                if !cell.isEmpty { filled[column >> 3] |= 1 << UInt8(column & 7) }
                if secret.contains(column) && !cell.isEmpty {
                    cells.append(contentsOf: "\"[dropped]\"".utf8)
                } else if let other = replaced?(row, column) {
                    JSONText.append(other[...], to: &cells)
                } else {
                    JSONText.append(cell, to: &cells)
                }
            }
            cells.append(0x5D)
            try raw.bind(delivery << 32 | Int64(batch.ordinals[row]), at: 1)
            try raw.bind(Int64(batch.places[row]), at: 2)
            try raw.bind(Int64(batch.kinds[row].rawValue), at: 3)
            try raw.bind(Int64(states[row]), at: 4)
            if let reason = reasons[row] { try raw.bind(reason, at: 5) } else { try raw.bindNull(at: 5) }
            try raw.bindBlob(filled, at: 6)
            try raw.bind(cells, at: 7)
            try raw.run()
        }
    }

    /// Writes the findings of a batch.
    public func write(_ findings: [Finding]) throws {
        for entry in findings {
            try finding.bind(delivery, at: 1)
            try finding.bind(Int64(entry.ordinal), at: 2)
            if let column = entry.column { try finding.bind(Int64(column), at: 3) } else { try finding.bindNull(at: 3) }
            try finding.bind(entry.code, at: 4)
            try finding.bind(Int64(entry.severity.rawValue), at: 5)
            try finding.bind(entry.value, at: 6)
            try finding.bind(entry.message, at: 7)
            try finding.bind(entry.remedy, at: 8)
            try finding.run()
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

    /// A record to write: its place, its key and its fields.
    public struct Record {
        /// Its entity.
        public var entity: Entity
        /// Its mapping record's index.
        public var mappingRecord: Int
        /// Its row's ordinal.
        public var ordinal: UInt32
        /// Its number among those made of the same cell.
        public var number: UInt16
        /// Its key, or the digest of its identity in hex.
        public var key: [UInt8]
        /// 128 bits of a digest of the key.
        public var keyDigest: (UInt64, UInt64)
        /// Bits of fields that standardising changed.
        public var changed: UInt64
        /// Bits of fields whose value a check dropped.
        public var dropped: UInt64

        /// Describes a record.
        public init(
            entity: Entity, mappingRecord: Int, ordinal: UInt32, number: UInt16, key: [UInt8],
            keyDigest: (UInt64, UInt64),
            changed: UInt64, dropped: UInt64
        ) {
            self.entity = entity
            self.mappingRecord = mappingRecord
            self.ordinal = ordinal
            self.number = number
            self.key = key
            self.keyDigest = keyDigest
            self.changed = changed
            self.dropped = dropped
        }
    }

    /// Writes one standardised record and gives its number in the staging area; `value` gives each field's bytes.
    public func write(_ record: Record, value: (_ field: Int) -> ArraySlice<UInt8>) throws -> Int64 {
        let place = Int(record.entity.rawValue)
        let width = CustomerModel.fields(of: record.entity).count + 1
        let statement: SQLiteStatement
        if let known = standardised[place] {
            statement = known
        } else {
            let marks = [String](repeating: "?", count: 8 + width).joined(separator: ",")
            statement = try connection.prepare("INSERT INTO \(StagingSchema.tableName(record.entity)) VALUES(\(marks))")
            standardised[place] = statement
        }
        while copies.count <= record.mappingRecord { copies.append([:]) }
        let key = Key(high: record.keyDigest.0, low: record.keyDigest.1)
        let copy = copies[record.mappingRecord][key, default: 0]
        copies[record.mappingRecord][key] = copy + 1
        let number = nextRecord[place]
        nextRecord[place] += 1
        try statement.bind(number, at: 1)
        try statement.bind(delivery << 32 | Int64(record.ordinal), at: 2)
        try statement.bind(Int64(record.mappingRecord), at: 3)
        try statement.bind(Int64(record.number), at: 4)
        try statement.bind(record.key, at: 5)
        try statement.bind(Int64(copy), at: 6)
        try statement.bind(Int64(bitPattern: record.changed), at: 7)
        try statement.bind(Int64(bitPattern: record.dropped), at: 8)
        for field in 0..<width {
            let bytes = value(field)
            if bytes.isEmpty { try statement.bindNull(at: 9 + field) } else { try statement.bind(bytes, at: 9 + field) }
        }
        try statement.run()
        return number
    }
}

/// JSON text of byte strings.
enum JSONText {
    /// Appends `text` in quotes. Bytes that are no UTF-8 are kept out by the connectors.
    static func append(_ text: ArraySlice<UInt8>, to out: inout [UInt8]) {
        out.append(0x22)
        for byte in text {
            switch byte {
            case 0x22: out.append(contentsOf: [0x5C, 0x22])
            case 0x5C: out.append(contentsOf: [0x5C, 0x5C])
            case 0x0A: out.append(contentsOf: [0x5C, 0x6E])
            case 0x0D: out.append(contentsOf: [0x5C, 0x72])
            case 0x09: out.append(contentsOf: [0x5C, 0x74])
            case 0x00..<0x20:
                out.append(contentsOf: "\\u00".utf8)
                let digits: [UInt8] = Array("0123456789abcdef".utf8)
                out.append(digits[Int(byte >> 4)])
                out.append(digits[Int(byte & 15)])
            default: out.append(byte)
            }
        }
        out.append(0x22)
    }

    /// An array of strings as JSON.
    static func array(_ texts: [String]) -> String {
        var out: [UInt8] = [0x5B]
        for (index, text) in texts.enumerated() {
            if index > 0 { out.append(0x2C) }
            append(Array(text.utf8)[...], to: &out)
        }
        out.append(0x5D)
        return String(decoding: out, as: UTF8.self)
    }

    /// The strings of an array that `array` or the raw table's writer wrote.
    static func strings(_ json: [UInt8]) -> [[UInt8]] {
        var strings: [[UInt8]] = []
        var index = 0
        while index < json.count {
            guard json[index] == 0x22 else { index += 1; continue }
            index += 1
            var text: [UInt8] = []
            while index < json.count, json[index] != 0x22 {
                if json[index] == 0x5C, index + 1 < json.count {
                    index += 1
                    switch json[index] {
                    case 0x6E: text.append(0x0A)
                    case 0x72: text.append(0x0D)
                    case 0x74: text.append(0x09)
                    case 0x75:
                        let digits = json[min(index + 1, json.count)..<min(index + 5, json.count)]
                        text.append(
                            UInt8(truncatingIfNeeded: Int(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0x20))
                        index += 4
                    default: text.append(json[index])
                    }
                } else {
                    text.append(json[index])
                }
                index += 1
            }
            index += 1
            strings.append(text)
        }
        return strings
    }
}
