public import Records
internal import SQLite

/// A pair of records that matching compared and that is worth knowing.
public struct StagedPair: Sendable {
    /// One record of a pair.
    public struct Side: Sendable {
        /// Its source; `crm` for a record of the CRM.
        public var source: String
        /// Its key, or its row's number where the source has no key; the CRM's id.
        public var key: String
        /// Its row's number; 0 for a record of the CRM.
        public var ordinal: UInt32

        /// Names a record.
        public init(source: String, key: String, ordinal: UInt32) {
            self.source = source
            self.key = key
            self.ordinal = ordinal
        }
    }

    /// Accounts or contacts.
    public var entity: Entity
    /// One record.
    public var first: Side
    /// The other.
    public var second: Side
    /// The match weight in thousandths of a bit.
    public var weight: Int
    /// The match probability.
    public var probability: Double
    /// `merged`, `ask` or `apart`.
    public var band: String

    /// Makes a pair.
    public init(entity: Entity, first: Side, second: Side, weight: Int, probability: Double, band: String) {
        self.entity = entity
        self.first = first
        self.second = second
        self.weight = weight
        self.probability = probability
        self.band = band
    }
}

extension StagingArea {
    /// Replaces the ledgers by those of a plan.
    public func write(
        rowLedger: [(source: String, counts: [(String, Int)])], valueLedger: [(source: String, counts: [(String, Int)])]
    ) throws {
        try database.write { connection in
            for (table, ledger) in [("row_ledger", rowLedger), ("value_ledger", valueLedger)] {
                try connection.execute("DELETE FROM \(table)")
                let insert = try connection.prepare("INSERT INTO \(table) VALUES(?,?,?)")
                for (source, counts) in ledger {
                    for (bucket, count) in counts.sorted(by: { $0.0 < $1.0 }) {
                        try insert.bind(source, at: 1)
                        try insert.bind(bucket, at: 2)
                        try insert.bind(Int64(count), at: 3)
                        try insert.run()
                    }
                }
            }
        }
    }

    /// Replaces the pairs by those of a run of matching.
    public func write(pairs: [StagedPair]) throws {
        try database.write { connection in
            try connection.execute("DELETE FROM pairs")
            let insert = try connection.prepare("INSERT INTO pairs VALUES(NULL,?,?,?,?,?,?,?,?,?,?)")
            for pair in pairs {
                try insert.bind(pair.entity.table, at: 1)
                try insert.bind(pair.first.source, at: 2)
                try insert.bind(pair.first.key, at: 3)
                try insert.bind(Int64(pair.first.ordinal), at: 4)
                try insert.bind(pair.second.source, at: 5)
                try insert.bind(pair.second.key, at: 6)
                try insert.bind(Int64(pair.second.ordinal), at: 7)
                try insert.bind(Int64(pair.weight), at: 8)
                try insert.bind(String(pair.probability), at: 9)
                try insert.bind(pair.band, at: 10)
                try insert.run()
            }
        }
    }

    /// Calls `body` with every pair of the newest run of matching, the surest first.
    public func eachPair(_ body: (StagedPair) throws -> Void) throws {
        try database.read { connection in
            let statement = try connection.prepare(
                """
                SELECT entity, source_a, key_a, row_a, source_b, key_b, row_b, weight, probability, band FROM pairs
                ORDER BY weight DESC, id
                """)
            while try statement.step() {
                try body(
                    StagedPair(
                        entity: Entity(table: statement.text(0)) ?? .contacts,
                        first: .init(
                            source: statement.text(1), key: statement.text(2),
                            ordinal: UInt32(truncatingIfNeeded: statement.int64(3))),
                        second: .init(
                            source: statement.text(4), key: statement.text(5),
                            ordinal: UInt32(truncatingIfNeeded: statement.int64(6))),
                        weight: Int(statement.int64(7)), probability: Double(statement.text(8)) ?? 0,
                        band: statement.text(9)))
            }
        }
    }
}

extension StagingArea {
    /// Calls `body` with every line of the newest plan's ledgers: `rows` or `values`, source, bucket, count.
    public func eachLedgerLine(_ body: (String, String, String, Int) throws -> Void) throws {
        try database.read { connection in
            for (name, table) in [("rows", "row_ledger"), ("values", "value_ledger")] {
                let statement = try connection.prepare(
                    "SELECT source, bucket, count FROM \(table) ORDER BY source, bucket")
                while try statement.step() {
                    try body(name, statement.text(0), statement.text(1), Int(statement.int64(2)))
                }
            }
        }
    }
}
