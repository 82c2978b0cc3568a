public import Records
public import Validation

/// What became of a row before a plan.
public enum RowState: UInt8, Sendable {
    /// Mapped and without an error.
    case ready = 0
    /// Has an error and needs correction.
    case rejected = 1
    /// Left out by a rule, with its reason.
    case filtered = 2
    /// Has an open question of its own.
    case held = 3
}

/// A batch of raw rows after mapping, standardising and checks.
public struct MappedBatch: Sendable {
    /// Per row: what became of it.
    public internal(set) var states: [RowState]
    /// Why a row was filtered, rejected or held, by its index in the batch.
    public internal(set) var reasons: [Int: String] = [:]
    /// The records made, one value per record of the mapping, in its order.
    public internal(set) var records: [MappedRecords]
    /// What was noticed.
    public internal(set) var findings: [Finding] = []
    /// Codes that a value map doesn't know and somebody is asked about.
    public internal(set) var unknownCodes: [UnknownCode: CodeEvidence] = [:]
    /// Non-empty cells that nothing of the mapping uses, by column.
    public internal(set) var unmappedCells: [Int] = []

    /// How often the mapping's checks failed.
    public internal(set) var checks: CheckCounts

    init(rows: Int, mapping: SourceMapping, columns: Int) {
        states = [RowState](repeating: .ready, count: rows)
        records = mapping.records.map { MappedRecords(entity: $0.entity) }
        unmappedCells = [Int](repeating: 0, count: columns)
        checks = CheckCounts(for: mapping.checks)
    }
}

/// A code in a column that its value map doesn't list.
public struct UnknownCode: Sendable, Hashable {
    /// The value map's name.
    public var valueMap: String
    /// The column's index.
    public var column: Int
    /// The code as it stands in the source.
    public var code: String
}

/// How often a code was met and where first.
public struct CodeEvidence: Sendable {
    /// Rows that have it.
    public var count: Int
    /// The ordinal of the first such row.
    public var firstOrdinal: UInt32
}

/// The records that one record mapping made of a batch, in columns.
public struct MappedRecords: Sendable {
    /// What they are.
    public let entity: Entity
    /// The standardised fields, in the order of `CustomerModel.fields(of:)`, and after them the custom fields as one JSON
    /// object. A list field has one value a line, as `value` or `value TAB as given`. A reference is `#` for the record of
    /// the same row (its mapping's index follows), else source, record and key, or source, `?field` and value, parted by
    /// U+001F.
    public internal(set) var fields: Rows
    /// Per record: its row's index in the batch.
    public internal(set) var rows: [UInt32] = []
    /// Per record: its number among those made of the same cell, from 0.
    public internal(set) var numbers: [UInt16] = []
    /// Per record: its key in the source; empty where the source has none.
    public internal(set) var keys = Rows(width: 1)
    /// Per record: bits of the fields that standardising changed.
    public internal(set) var changed: [UInt64] = []
    /// Per record: bits of the fields whose value a check dropped.
    public internal(set) var dropped: [UInt64] = []

    /// The index of the custom fields' column in `fields`.
    public static func customColumn(of entity: Entity) -> Int { CustomerModel.fields(of: entity).count }

    init(entity: Entity) {
        self.entity = entity
        fields = Rows(width: MappedRecords.customColumn(of: entity) + 1)
    }

    /// The number of records.
    public var count: Int { rows.count }

    /// Adds a record as a row made it.
    mutating func append(_ draft: borrowing DraftRecord, row: UInt32, number: UInt16, key: [UInt8]) {
        fields.appendRow(draft.values)
        rows.append(row)
        numbers.append(number)
        keys.append(key)
        changed.append(draft.changed)
        dropped.append(draft.dropped)
    }
}
