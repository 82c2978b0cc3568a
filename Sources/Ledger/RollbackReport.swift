public import CRM
public import Records

/// Why a record that a load made stays when the load is taken back.
public enum KeptReason: String, Sendable {
    /// A person changed a value of it.
    case edited
    /// Something that a person made hangs on it.
    case dependants
    /// It belongs to a customer that is kept whole, or a kept record refers to it.
    case whole
    /// A later load, which still holds, changed it or built on it.
    case later
    /// A later load wants it as its own.
    case adopted
}

/// A value that was changed after the load and stays.
public struct KeptField: Sendable, Equatable {
    /// The record's table.
    public var entity: Entity
    /// The record.
    public var id: RecordID
    /// The column.
    public var column: String
    /// The value now.
    public var now: String
    /// Who changed it: the record's `updated_by`; empty when whoever it was left no name.
    public var who: String
    /// When: the record's `updated_at`; empty when it wasn't noted.
    public var when: String
    /// The customer that the record is or belongs to, by name.
    public var customer = ""

    /// Makes a kept value.
    public init(
        entity: Entity, id: RecordID, column: String, now: String, who: String, when: String, customer: String = ""
    ) {
        self.customer = customer
        self.entity = entity
        self.id = id
        self.column = column
        self.now = now
        self.who = who
        self.when = when
    }
}

/// A record that the load made and that stays.
public struct KeptRecord: Sendable, Equatable {
    /// The record's table.
    public var entity: Entity
    /// The record.
    public var id: RecordID
    /// Why it stays.
    public var reason: KeptReason
    /// What hangs on it, in words, such as `3 × my_notes`; empty for other reasons.
    public var detail: String
    /// The customer that the record is or belongs to, by name.
    public var customer = ""
}

/// A value that a later load wrote, which still holds, and that stays.
public struct LaterField: Sendable, Equatable {
    /// The record's table.
    public var entity: Entity
    /// The record.
    public var id: RecordID
    /// The column.
    public var column: String
    /// The sequence of the later batch.
    public var batch: Int
}

/// A record that somebody hung on the survivor of a merge after the merge.
public struct AttachedRecord: Sendable, Equatable {
    /// The record's table.
    public var entity: Entity
    /// The record.
    public var id: RecordID
    /// The survivor.
    public var survivor: RecordID
    /// The survivor's name.
    public var customer = ""
}

/// How the state after a rollback compares with the one that was foretold, and with the one before the load.
public struct RollbackProof: Sendable, Equatable {
    /// The full state hash before what was taken back, hex.
    public var before = ""
    /// The full state hash that the decisions lead to, computed on the state from before the rollback, hex.
    public var expected = ""
    /// The full state hash now, read anew, hex.
    public var actual = ""
    /// The records that differ from the state before the load, the first 1,000.
    public var differences: [StateDifference] = []
    /// The number of records that differ from the state before the load.
    public var differenceCount = 0

    /// True when the CRM holds exactly what was decided.
    public var isEqual: Bool { expected == actual }
    /// True when the CRM is exactly as before what was taken back.
    public var isAsBefore: Bool { before == actual }
}

/// What a rollback did or, as a preview, would do.
public struct RollbackReport: Sendable {
    /// The load.
    public var load = BatchRow()
    /// The rollback that was taken back; nil when the load was.
    public var taken: BatchRow?
    /// The ids of batches by sequence, for those that later values name.
    public var batchIDs: [Int: String] = [:]
    /// The part of the load.
    public var scope = RollbackScope()
    /// The rollback's own batch; nil for a preview and when there was nothing left to take back.
    public var rollback: BatchRow?
    /// The rollback's manifest file; empty without one.
    public var manifest = ""
    /// True when the load had been taken back before: then nothing was done.
    public var wasAlreadyTakenBack = false
    /// By whom it had been taken back before; empty when it wasn't.
    public var takenBackBy = ""
    /// True when everything in scope was kept, so that there was nothing to write.
    public var changedNothing = false
    /// True when values or records of people would have stayed and the caller wanted none of it then: nothing was done.
    public var wasAborted = false
    /// The number of values put back, by table.
    public var restoredFields: [Entity: Int] = [:]
    /// The number of records with values put back, by table.
    public var restoredRecords: [Entity: Int] = [:]
    /// The number of records removed, by table.
    public var deleted: [Entity: Int] = [:]
    /// The number of records made again that a rollback had removed, by table.
    public var made: [Entity: Int] = [:]
    /// The number of records that the load made and that stay, without their values in scope.
    public var emptied = 0
    /// The values that people changed since, and over which those from before were written as was asked.
    public var overwritten: [KeptField] = []
    /// What people attached to the survivors of merges since: it stays there.
    public var attached: [AttachedRecord] = []
    /// The values that people changed since, which stay.
    public var keptFields: [KeptField] = []
    /// The records that the load made and that stay.
    public var keptRecords: [KeptRecord] = []
    /// The values of later loads, which stay.
    public var laterFields: [LaterField] = []
    /// The records that the load made or changed and that somebody has deleted since.
    public var alreadyGone: [StateDifference] = []
    /// How many of those are of persons who were erased.
    public var erasedRecords: Int { alreadyGone.count { $0.reason == StateDifference.erased } }
    /// The number of changes whose sealed values can't be opened any more, because a person was erased.
    public var erased = 0
    /// The sources whose watermarks went back and that `sync` leaves alone until told otherwise.
    public var heldSources: [String] = []
    /// The sources that the rollback taken back had held and that go on.
    public var releasedSources: [String] = []
    /// The sources whose watermarks went back, each with the mark that holds now; empty = from the beginning.
    public var watermarks: [(source: String, value: String)] = []
    /// Counts and sums of money, before and after.
    public var money: [MoneyComparison] = []
    /// The number of customers of whom something was taken back.
    public var customers = 0
    /// The sources whose values a part of a load took back.
    var touchedSources: Set<String> = []
    /// The comparison with the state before the load.
    public var proof = RollbackProof()

    /// Why the manifest, which is written, couldn't get its name; nil when it has it. The next command gives it.
    public var unfinished: LedgerFault?

    /// True when something stays that a person should look at.
    public var needsPerson: Bool {
        !keptFields.isEmpty || !overwritten.isEmpty || keptRecords.contains { $0.reason != .later } || erased > 0
    }

    /// The counts for the batch row and screens.
    public var counts: JSON {
        func object(_ counts: [Entity: Int]) -> JSON {
            .object(
                Dictionary(
                    uniqueKeysWithValues: counts.filter { $0.value > 0 }.map {
                        ($0.key.table, .number(Int64($0.value)))
                    })
            )
        }
        return .object([
            "restored_fields": object(restoredFields), "restored_records": object(restoredRecords),
            "delete": object(deleted), "make": object(made), "overwritten": .number(Int64(overwritten.count)),
            "kept_fields": .number(Int64(keptFields.count)),
            "kept_records": .number(Int64(keptRecords.count)), "later_fields": .number(Int64(laterFields.count)),
            "already_gone": .number(Int64(alreadyGone.count)), "erased": .number(Int64(erased)),
        ])
    }
}
