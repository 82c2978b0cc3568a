public import Records

/// What a batch did.
public enum BatchKind: String, Sendable {
    /// A load.
    case load
    /// The taking back of a load.
    case rollback
}

/// A load or a rollback, as `customary_batches` holds it.
public struct BatchRow: Sendable, Equatable {
    /// Such as `2026-12-04-1`: the day, then the target's count of loads and rollbacks.
    public var id = ""
    /// The target's count of loads and rollbacks.
    public var sequence = 0
    /// A load or a rollback.
    public var kind = BatchKind.load
    /// How often this very plan has been loaded, this time included.
    public var attempt = 1
    /// The run's id.
    public var run = ""
    /// The digest of the plan's ordered change list, hex.
    public var planDigest = ""
    /// The time that the plan was made for, canonical.
    public var now = ""
    /// Who asked for it.
    public var who = ""
    /// Counts as one JSON object.
    public var counts = "{}"
    /// The state hash before, over every column, hex.
    public var fullBefore = ""
    /// The state hash before, without created/updated at/by, hex.
    public var contentBefore = ""
    /// The state hash after, over every column, hex.
    public var fullAfter = ""
    /// The state hash after, without created/updated at/by, hex.
    public var contentAfter = ""
    /// The highest row version before.
    public var versionBefore: Int64 = 0
    /// The highest row version after.
    public var versionAfter: Int64 = 0
    /// The end of the manifest's hash chain, hex.
    public var manifestRoot = ""
    /// The end of the chain of the batch before, hex; empty for the first.
    public var previousRoot = ""
    /// The signature on the manifest, hex.
    public var signature = ""
    /// The key that checks it, hex.
    public var publicKey = ""
    /// For a rollback: the id of the load that it took back.
    public var undoes = ""
    /// The id of the rollback that took this load back; empty while it holds.
    public var undoneBy = ""
    /// Whatever else belongs to it, as one JSON object: released limits and why.
    public var details = "{}"

    /// Makes an empty row.
    public init() {}
}

/// What happened to a row.
public enum ChangeKind: String, Sendable, CaseIterable {
    /// A load made it.
    case create
    /// A load changed it.
    case update
    /// A load marked it as merged into another, or re-hung it to the survivor.
    case merge
    /// A rollback put fields back.
    case restore
    /// A rollback removed it.
    case delete
}

/// One change of one row, as `customary_changes` holds it.
public struct ChangeRow: Sendable, Equatable {
    /// The batch's sequence.
    public var batch: Int
    /// Its place in the batch, from 1.
    public var number: Int
    /// The row's table.
    public var entity: Entity
    /// The row.
    public var id: RecordID
    /// What happened.
    public var kind: ChangeKind
    /// Of every value written: the stored column's index (1 byte), then a short hash of the value (6 bytes).
    public var hashes: [UInt8] = []
    /// The sealed values of the touched columns before and after; empty for a created row, whose values go to the
    /// manifest.
    public var sealed: [UInt8] = []
    /// The full row hash after the change; empty when the row is gone.
    public var rowHash: [UInt8] = []
    /// Of every value written: the stored column's index (1 byte), then the number of its reason within the batch
    /// (2 bytes, big endian); columns without a reason are left out.
    public var reasons: [UInt8] = []
    /// A bit for every stored column whose value was taken back by itself while the rest of the change holds.
    public var undoneColumns: UInt64 = 0
    /// The founding record's source; empty when there is none.
    public var source = ""
    /// The founding record's stream.
    public var stream = ""
    /// The founding record's key.
    public var key: [UInt8] = []
    /// The rollback that took the change back; empty while it holds.
    public var undoneBy = ""
    /// Why the change was kept when its batch was taken back; empty when it wasn't.
    public var kept = ""

    /// Makes a change.
    public init(batch: Int, number: Int, entity: Entity, id: RecordID, kind: ChangeKind) {
        self.batch = batch
        self.number = number
        self.entity = entity
        self.id = id
        self.kind = kind
    }
}

/// Where a value came from and what chose it: by these a part of a load can be taken back.
public struct Reason: Sendable, Hashable {
    /// The source's name.
    public var source: String
    /// The mapping and the target field in it that brought the value, such as `debitoren: company.name`; for a value
    /// that no mapping brought, what did.
    public var rule: String

    /// Makes a reason.
    public init(source: String, rule: String) {
        self.source = source
        self.rule = rule
    }
}

/// A source record and a master record that it became part of.
///
/// Ordered by source, stream, key, record, the entity's table name, master id, ordinal and batch, all by bytes.
public struct CrosswalkEntry: Sendable, Equatable {
    /// The source's name.
    public var source: String
    /// The stream's name.
    public var stream: String
    /// The record's key in its source.
    public var key: [UInt8]
    /// The record's name in the mapping.
    public var record: String
    /// The row's ordinal in its stream.
    public var ordinal: UInt32
    /// The master record's table.
    public var entity: Entity
    /// The master record.
    public var masterID: RecordID
    /// A hash of the source row, by which a changed row is seen.
    public var rowHash: UInt64
    /// The sequence of the batch that wrote the entry.
    public var batch: Int
    /// The sequence of the batch that ended the entry; 0 while it holds.
    public var endedBy = 0

    /// Makes an entry.
    public init(
        source: String, stream: String, key: [UInt8], record: String, ordinal: UInt32, entity: Entity,
        masterID: RecordID, rowHash: UInt64, batch: Int = 0
    ) {
        self.source = source
        self.stream = stream
        self.key = key
        self.record = record
        self.ordinal = ordinal
        self.entity = entity
        self.masterID = masterID
        self.rowHash = rowHash
        self.batch = batch
    }
}

/// What the data key of a root record (a contact, an account) is made from; without it the sealed values stay closed.
public struct Salt: Sendable {
    /// The root record.
    public var root: RecordID
    /// 32 random bytes.
    public var bytes: [UInt8]

    /// Makes a salt.
    public init(root: RecordID, bytes: [UInt8]) {
        self.root = root
        self.bytes = bytes
    }
}

/// How far a stream was read.
public struct Watermark: Sendable, Equatable {
    /// The source's name.
    public var source: String
    /// The stream's name.
    public var stream: String
    /// The mark itself, whatever the connector makes of it.
    public var value: String
    /// The sequence of the batch that wrote it.
    public var batch: Int

    /// Makes a watermark.
    public init(source: String, stream: String, value: String, batch: Int) {
        self.source = source
        self.stream = stream
        self.value = value
        self.batch = batch
    }
}
