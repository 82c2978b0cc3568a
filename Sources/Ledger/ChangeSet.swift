public import CRM
internal import Digest
public import Records

/// A value that the load would change but that a person wrote in the CRM, or cleared there: it stays.
public struct KeptValue: Sendable, Equatable {
    /// The record.
    public var id: RecordID
    /// The stored column's index.
    public var column: Int
    /// The value in the CRM.
    public var crm: [UInt8]
    /// The value that the sources have.
    public var source: [UInt8]
    /// The founding entry of the source's record in the crosswalk.
    public var founding: UInt32
}

/// The rows of one table that a load changes, in id order.
public struct RowUpdates: Sendable {
    /// The rows.
    public internal(set) var ids: [RecordID] = []
    /// Per row a bit for every stored column that changes.
    public internal(set) var masks: [UInt64] = []
    /// Per row whether it is an update or part of a merge.
    public internal(set) var kinds: [ChangeKind] = []
    /// The values before, of the changing columns; all stored columns wide.
    public internal(set) var old: Rows
    /// The whole rows after; all stored columns wide.
    public internal(set) var new: Rows
    /// Per row the founding entry in the crosswalk.
    public internal(set) var founding: [UInt32] = []
    /// Per row its index in the desired table; `DesiredMaster.noFounding` when the sources want nothing of it.
    var desired: [UInt32] = []
    /// Per row the columns that a merge or a primary that gives way decides, whatever the sources say.
    var forced: [UInt64] = []
    /// The number of rows.
    public var count: Int { ids.count }
}

/// What a load does to one table.
public struct EntityChanges: Sendable {
    /// The table.
    public let entity: Entity
    /// The rows to make, as indexes into the desired table, in id order.
    public internal(set) var creates: [UInt32] = []
    /// Of rows to make, the values that differ from the desired ones, by row index and column.
    public internal(set) var overrides: [UInt32: [Int: [UInt8]]] = [:]
    /// The rows to change.
    public internal(set) var updates: RowUpdates
    /// The number of desired rows that the CRM holds already as they should be.
    public internal(set) var unchanged = 0
    /// The number of desired rows that stay away because a person deleted or archived them or their customer.
    public internal(set) var leftAlone = 0
    /// The values that a person wrote and that stay.
    public internal(set) var kept: [KeptValue] = []

    init(_ entity: Entity) {
        self.entity = entity
        let width = Schema.storedColumns(of: entity).count
        updates = RowUpdates(old: Rows(width: width), new: Rows(width: width))
    }
}

/// Everything that a load does, in the order in which it does it: by table in order of loading, rows to make before
/// rows to change, each by id.
public struct ChangeSet: Sendable {
    /// The changes by `Entity.rawValue`.
    public internal(set) var entities: [EntityChanges] = Entity.allCases.map { EntityChanges($0) }
    /// The desired crosswalk entries that aren't there yet, as indexes.
    public internal(set) var newCrosswalk: [UInt32] = []
    /// The crosswalk entries that no longer hold.
    public internal(set) var endedCrosswalk: [CrosswalkEntry] = []
    /// The watermarks that move.
    public internal(set) var watermarks: [Watermark] = []
    /// Ids of desired records that the CRM holds under another id (children typed by hand, users), by desired id.
    public internal(set) var adopted: [RecordID: RecordID] = [:]
    /// The time that it was made for; created/updated at of whatever it writes.
    public let now: String
    /// SHA-256 over the canonical form of all changes.
    public internal(set) var digest: [UInt8] = []

    init(now: String) { self.now = now }

    /// The changes of a table.
    public subscript(_ entity: Entity) -> EntityChanges { entities[Int(entity.rawValue)] }

    /// True when a load would do nothing at all.
    public var isEmpty: Bool {
        newCrosswalk.isEmpty && endedCrosswalk.isEmpty && watermarks.isEmpty
            && entities.allSatisfy { $0.creates.isEmpty && $0.updates.count == 0 }
    }

    /// The number of rows that change.
    public var count: Int { entities.reduce(0) { $0 + $1.creates.count + $1.updates.count } }

    /// The counts for screens, plans and batch rows: `create`, `update`, `merge`, `unchanged`, `left_alone` and
    /// `kept_by_hand` by table; tables with nothing are left out.
    public var counts: JSON {
        var result: [String: JSON] = [:]
        func add(_ name: String, _ value: (EntityChanges) -> Int) {
            var members: [String: JSON] = [:]
            for changes in entities where value(changes) > 0 {
                members[changes.entity.table] = .number(Int64(value(changes)))
            }
            result[name] = .object(members)
        }
        add("create") { $0.creates.count }
        add("update") { $0.updates.kinds.count { $0 == .update } }
        add("merge") { $0.updates.kinds.count { $0 == .merge } }
        add("unchanged") { $0.unchanged }
        add("left_alone") { $0.leftAlone }
        add("kept_by_hand") { $0.kept.count }
        return .object(result)
    }

    /// The new crosswalk entries that tie a source record to a record which the CRM has already.
    public func links(in desired: DesiredMaster) -> [UInt32] {
        let made = entities.map { part in Set(part.creates.map { desired[part.entity].ids[Int($0)] }) }
        return newCrosswalk.filter { index in
            let entry = desired.crosswalk.head(Int(index))
            return !made[Int(entry.entity.rawValue)].contains(entry.masterID)
        }
    }

    /// Appends a row to make, with all stored columns, to `rows`.
    func appendCreate(_ row: UInt32, of entity: Entity, from desired: DesiredMaster, to rows: inout Rows) {
        let table = desired[entity]
        if let overrides = self[entity].overrides[row] {
            for column in 0..<table.rows.width { rows.append(overrides[column]?[...] ?? table.rows[Int(row), column]) }
        } else {
            rows.appendFields(Int(row), of: table.rows)
        }
        for _ in 0..<2 {
            rows.append(now)
            rows.append(Schema.author)
        }
    }

    /// Computes the digest. `line` is told each change's own short digest, for a plan's list.
    mutating func seal(_ desired: DesiredMaster) {
        var hash = SHA256()
        visit(desired) { change in hash.update(change.line) }
        for index in newCrosswalk {
            let entry = desired.crosswalk.entry(Int(index))
            ChangeSet.add(entry, "link", to: &hash)
        }
        for entry in endedCrosswalk { ChangeSet.add(entry, "unlink", to: &hash) }
        for mark in watermarks {
            for text in ["mark", mark.source, mark.stream, mark.value] { hash.update(field: text) }
        }
        digest = hash.finalize()
    }

    /// Takes an entry as fields: word, source, stream, key, record, table, and master id, ordinal and row hash in one.
    private static func add(_ entry: CrosswalkEntry, _ word: String, to hash: inout SHA256) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(160 + entry.key.count)
        func field(_ count: Int) {
            withUnsafeBytes(of: UInt32(truncatingIfNeeded: count).bigEndian) { bytes.append(contentsOf: $0) }
        }
        func field(_ text: String) {
            field(text.utf8.count)
            bytes.append(contentsOf: text.utf8)
        }
        field(word)
        field(entry.source)
        field(entry.stream)
        field(entry.key.count)
        bytes.append(contentsOf: entry.key)
        field(entry.record)
        field(entry.entity.table)
        let numbers = " \(entry.ordinal) \(entry.rowHash)"
        field(36 + numbers.utf8.count)
        IDText.append(entry.masterID, to: &bytes)
        bytes.append(contentsOf: numbers.utf8)
        hash.update(bytes)
    }

    /// One change, as visited in order.
    struct Visited {
        let entity: Entity
        let id: RecordID
        let kind: ChangeKind
        /// The row's index in `creates` or `updates`.
        let index: Int
        /// The full hash of the row afterwards.
        let rowHash: [UInt8]
        /// What identifies the change: entity, id, kind, columns, row hash.
        let line: [UInt8]
    }

    /// Gives every change to `body`, in order.
    func visit(_ desired: DesiredMaster, _ body: (Visited) throws -> Void) rethrows {
        var hasher = RowHasher()
        for changes in entities {
            var scratch = Rows(width: Schema.storedColumns(of: changes.entity).count)
            func give(_ id: RecordID, _ kind: ChangeKind, _ index: Int, _ mask: UInt64, _ hash: [UInt8]) throws {
                var line = [changes.entity.rawValue]
                for half in [id.high.bigEndian, id.low.bigEndian, mask.bigEndian] {
                    withUnsafeBytes(of: half) { line.append(contentsOf: $0) }
                }
                line.append(contentsOf: kind.rawValue.utf8)
                line.append(contentsOf: hash)
                try body(
                    Visited(entity: changes.entity, id: id, kind: kind, index: index, rowHash: hash, line: line))
            }
            for (index, row) in changes.creates.enumerated() {
                scratch.removeAll()
                appendCreate(row, of: changes.entity, from: desired, to: &scratch)
                let id = desired[changes.entity].ids[Int(row)]
                try give(id, .create, index, 0, hasher.full(id, 0, of: scratch))
            }
            for index in 0..<changes.updates.count {
                let id = changes.updates.ids[index]
                let hash = hasher.full(id, index, of: changes.updates.new)
                try give(id, changes.updates.kinds[index], index, changes.updates.masks[index], hash)
            }
        }
    }
}
