import Mapping
import Records
import Staging

/// What is known of a source record as it was loaded last.
struct ParallelMemory {
    private var rowChanged = false
    private var known: Int?
    private var old: ParallelOldSide?
    private var entity = Entity.accounts
    private var record = 0
    /// True when the row's cells are the same as at the load.
    private(set) var mappingChanged = false
    /// True when a person merged the record's customer into another one in the CRM.
    private(set) var isPersonMerged = false

    init() {}

    init(_ old: ParallelOldSide, _ entity: Entity, _ record: Int, home: RecordID) throws {
        self.old = old
        self.entity = entity
        self.record = record
        guard let link = old.link(entity, record) else { return }
        isPersonMerged = link.masterID != home
        rowChanged = old.records.rowHash(entity, record) != link.rowHash
        guard rowChanged else { return }
        known = old.loaded.find(old.records.matchKey(entity, record), rowHash: link.rowHash)
        guard let known else { return }
        let delivery = old.deliveries[Int(old.records[entity].sources[record])]
        let row = try old.staging.row(old.records[entity].ordinals[record], of: delivery.id)
        let cells = Dictionary(zip(delivery.columns, row?.cells ?? []), uniquingKeysWith: { first, _ in first })
        let before = try old.loaded.cells(entity, known)
        mappingChanged = !before.isEmpty && cells == before
    }

    /// Whether a field says something else than at the last load; nil when that isn't known any more.
    func changed(_ index: Int) -> Bool? {
        guard rowChanged else { return false }
        guard let known, let old else { return nil }
        return !old.loaded.value(entity, known, index).elementsEqual(old.records[entity].value(record, index))
    }

    /// Whether a field was empty at the last load; nil when that isn't known any more.
    func wasEmpty(_ index: Int) -> Bool? {
        guard let old else { return nil }
        guard rowChanged else { return old.records[entity].value(record, index).isEmpty }
        return known.map { old.loaded.value(entity, $0, index).isEmpty }
    }

    /// Whether a list field had a value at the last load; nil when that isn't known any more.
    func had(_ value: [UInt8], in index: Int) -> Bool? {
        guard let old else { return nil }
        guard !rowChanged || known != nil else { return nil }
        let list =
            rowChanged
            ? old.loaded.value(entity, known ?? 0, index) : old.records[entity].value(record, index)
        var found = false
        FieldList.each(list) { one, _ in if one.elementsEqual(value) { found = true } }
        return found
    }
}
