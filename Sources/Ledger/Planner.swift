public import CRM
internal import Digest
internal import Records

/// What a plan found.
public struct Planned: Sendable {
    /// What the load would do.
    public let changes: ChangeSet
    /// The database that it was planned on, as it was.
    public let fingerprint: Fingerprint
    /// What a person should know of the database before a load.
    public let remarks: [String]
    /// The state hashes over the content, before and as the rehearsal came to them, hex; nil without a rehearsal.
    public let content: PlannedContent?
}

/// The state hash over the content before a load and after it, hex: into the same state, the load comes to the same.
public struct PlannedContent: Sendable, Equatable {
    /// Before.
    public var before: String
    /// After.
    public var after: String
}

/// Compares the desired master with what the CRM holds.
///
/// Per value: empty in the CRM → filled; as Customary last wrote it → the sources may change it; typed or cleared by a
/// person → it stays and is listed. A blank never wins, nothing is ever deleted, and what a person deleted stays
/// deleted.
public enum Planner {
    /// Plans a load and, unless told not to, rehearses it with the load's own code, including every constraint.
    /// Whatever is written is taken back; a database that isn't there isn't made.
    public static func plan(
        _ desired: DesiredMaster, on target: any Target, now: String, rehearsing: Bool = true
    ) throws -> Planned {
        do {
            return try target.withSession(.planning) { session in
                let fingerprint = try session.fingerprint()
                let changes = try changes(desired, session, now: now)
                var content: PlannedContent?
                if rehearsing {
                    let before = Hex.encode(try StateHash.compute(session).content)
                    try Applier.write(changes, desired, session) { _, _, _, _ in }
                    try session.checkReferences()
                    content = PlannedContent(before: before, after: Hex.encode(try StateHash.compute(session).content))
                }
                return .rollback(
                    Planned(changes: changes, fingerprint: fingerprint, remarks: session.remarks, content: content))
            }
        } catch {
            throw desired.naming(error)
        }
    }

    /// The changes that lead from what the session holds to what is desired.
    static func changes(_ desired: DesiredMaster, _ session: any LoadSession, now: String) throws -> ChangeSet {
        var comparison = try Comparison(desired, session, now: now)
        try comparison.run()
        return comparison.changes
    }
}

/// The state of one comparison of the desired master with the CRM.
struct Comparison {
    let desired: DesiredMaster
    let session: any LoadSession
    let counts: [Int]
    let hasHistory: Bool
    var changes: ChangeSet
    /// Values that must be written whatever the sources say: merges, and primaries that give way.
    var forced: [Entity: [RecordID: [Int: [UInt8]]]] = [:]
    /// The records that a merge touches.
    var merged: Set<RecordID> = []
    /// The records that this load merges away, each with the record that they end as.
    var survivors: [RecordID: RecordID] = [:]
    /// Desired records that won't be in the CRM.
    private var gone: [Entity: Set<RecordID>] = [:]
    /// Records of the CRM that are archived or merged into another.
    private var archived: [Entity: Set<RecordID>] = [:]
    /// Desired rows whose `is_primary` has to give way to a person's.
    var notPrimary: Set<Int> = []

    init(_ desired: DesiredMaster, _ session: any LoadSession, now: String) throws {
        self.desired = desired
        self.session = session
        counts = try session.fingerprint().counts
        hasHistory = try !session.batches().isEmpty
        changes = ChangeSet(now: now)
    }

    mutating func run() throws {
        try planMerges()
        for entity in Entity.allCases where !desired[entity].ids.isEmpty || forced[entity] != nil {
            notPrimary = []
            let order = counts[Int(entity.rawValue)] > 0 ? try adopt(entity) : nil
            try compare(entity, order)
        }
        try CrosswalkComparison.run(desired, session, gone: gone, &changes)
        let known = try session.watermarks()
        changes.watermarks = desired.watermarks.filter { mark in
            !known.contains { ($0.source, $0.stream, $0.value) == (mark.source, mark.stream, mark.value) }
        }
        changes.seal(desired)
    }

    /// Walks over desired rows and the CRM's rows side by side. `order` has the desired rows by the id under which the
    /// CRM knows them; nil when that is their own.
    private mutating func compare(_ entity: Entity, _ order: [(id: RecordID, row: Int)]?) throws {
        let table = desired[entity]
        var part = TableComparison(entity, table)
        var held = HeldValues(session, entity, isEmpty: !hasHistory)
        let wanted = table.ids.count + (forced[entity]?.count ?? 0)
        var only: [RecordID]?
        if wanted * 8 < counts[Int(entity.rawValue)] {
            let ids = Set(order?.map(\.id) ?? table.ids).union(forced[entity].map { Set($0.keys) } ?? [])
            only = ids.sorted()
            held.only = only
        }
        let blocks = try session.rows(of: entity, columns: nil, ids: only)
        var next = 0
        func wantedID(_ index: Int) -> RecordID { order?[index].id ?? table.ids[index] }
        func wantedRow(_ index: Int) -> Int { order?[index].row ?? index }
        while let block = try blocks.next() {
            for (row, id) in block.ids.enumerated() {
                while next < table.ids.count, wantedID(next) < id {
                    try create(wantedID(next), wantedRow(next), &part, &held)
                    next += 1
                }
                var source: Int?
                if next < table.ids.count, wantedID(next) == id {
                    source = wantedRow(next)
                    next += 1
                }
                try update(id, block.rows, row, source, &part, &held)
            }
        }
        while next < table.ids.count {
            try create(wantedID(next), wantedRow(next), &part, &held)
            next += 1
        }
        changes.entities[Int(entity.rawValue)] = part.changes
    }

    /// A desired row that the CRM doesn't hold.
    private mutating func create(
        _ id: RecordID, _ row: Int, _ part: inout TableComparison, _ held: inout HeldValues
    ) throws {
        let entity = part.entity
        let wasDeleted = try held.seek(id)
        if wasDeleted || hasLostParent(entity, row) {
            part.changes.leftAlone += 1
            gone[entity, default: []].insert(id)
            return
        }
        part.changes.creates.append(UInt32(row))
        var overrides: [Int: [UInt8]] = [:]
        for (column, to) in part.references {
            let wanted = part.table.rows[row, column]
            guard let value = mapped(wanted, to) else { continue }
            overrides[column] = value
            // What hung on a merged customer gives way to the survivor's own.
            if let primary = part.primary, RecordID(wanted).map({ survivors[$0] != nil }) == true {
                overrides[primary] = Array("false".utf8)
            }
        }
        if notPrimary.contains(row), let column = part.primary { overrides[column] = Array("false".utf8) }
        if !overrides.isEmpty { part.changes.overrides[UInt32(row)] = overrides }
    }

    /// A row that the CRM holds, and what is desired for it.
    private mutating func update(
        _ id: RecordID, _ rows: Rows, _ row: Int, _ source: Int?, _ part: inout TableComparison,
        _ held: inout HeldValues
    ) throws {
        let entity = part.entity
        let given = forced[entity]?[id]
        var source = source
        if part.archiving.contains(where: { rows.length(row, $0) > 0 }) {
            archived[entity, default: []].insert(id)
            if source != nil { part.changes.leftAlone += 1 }
            source = nil
        } else if let wanted = source, hasLostParent(entity, wanted) {
            part.changes.leftAlone += 1
            source = nil
        }
        guard source != nil || given != nil else { return }
        part.mask = 0
        if let source { try compareValues(id, rows, row, source, given, &part, &held) }
        var forcedMask: UInt64 = 0
        for (column, value) in given ?? [:] where !value.elementsEqual(rows[row, column]) {
            part.set(column, value)
            forcedMask |= 1 << UInt64(column)
        }
        if part.mask == 0 {
            if source != nil { part.changes.unchanged += 1 }
            return
        }
        let founding = source.map { part.table.founding[$0] } ?? DesiredMaster.noFounding
        part.changes.updates.desired.append(source.map { UInt32($0) } ?? DesiredMaster.noFounding)
        part.changes.updates.forced.append(forcedMask)
        part.finish(id, rows, row, merged.contains(id) ? .merge : .update, founding, now: changes.now)
    }

    private func compareValues(
        _ id: RecordID, _ rows: Rows, _ row: Int, _ source: Int, _ given: [Int: [UInt8]]?,
        _ part: inout TableComparison, _ held: inout HeldValues
    ) throws {
        for column in 0..<part.table.rows.width {
            let length = part.table.rows.length(source, column)
            if length == 0 || given?[column] != nil { continue }
            var value = part.table.rows[source, column]
            let now = rows[row, column]
            if value.elementsEqual(now) { continue }
            if let to = part.referenced[column], let other = mapped(value, to) {
                if other.isEmpty || other.elementsEqual(now) || other.elementsEqual(id.utf8) { continue }
                value = other[...]
            }
            if column == part.primary, notPrimary.contains(source) { continue }
            if try session.holds(part.entity, id, column, value, as: now) { continue }
            // What we last wrote tells a value of ours from one that a person typed, and a blank from a cleared value.
            let isHeld = try held.seek(id)
            let last = isHeld ? held.value(column) : nil
            let isOurs = now.isEmpty ? last == nil || last == 0 : last == FieldHash.hash(now)
            if isOurs {
                part.set(column, Array(value))
            } else {
                part.changes.kept.append(
                    KeptValue(
                        id: id, column: column, crm: Array(now), source: Array(value),
                        founding: part.table.founding[source]))
            }
        }
    }

    /// Another value for a reference: the id under which the CRM knows the record, that of the one that it is merged into,
    /// or none when it won't be there; nil when the value is right as it is.
    private func mapped(_ value: ArraySlice<UInt8>, _ to: Entity) -> [UInt8]? {
        if value.isEmpty || (changes.adopted.isEmpty && survivors.isEmpty && gone[to] == nil) { return nil }
        guard let id = RecordID(value) else { return nil }
        if let survivor = survivors[id] { return survivor.utf8 }
        if let other = changes.adopted[id] { return other.utf8 }
        return gone[to]?.contains(id) == true ? [] : nil
    }

    /// Whether the customer or order that a row belongs to was deleted or archived by a person.
    func hasLostParent(_ entity: Entity, _ row: Int) -> Bool {
        if gone.isEmpty, archived.isEmpty { return false }
        for (column, to) in TableComparison.parents(of: entity) where gone[to] != nil || archived[to] != nil {
            let value = desired[entity].rows[row, column]
            guard !value.isEmpty, let id = RecordID(value) else { continue }
            if gone[to]?.contains(id) == true || archived[to]?.contains(id) == true { return true }
        }
        return false
    }
}

/// The comparison of one table: its columns' parts, and the row being decided.
struct TableComparison {
    let entity: Entity
    let table: DesiredTable
    let references: [(column: Int, to: Entity)]
    let referenced: [Int: Entity]
    /// The columns that say that a record is archived.
    let archiving: [Int]
    let primary: Int?
    var changes: EntityChanges
    /// The columns of the row being decided that change; their values are in `values`.
    var mask: UInt64 = 0
    private var values: [[UInt8]]

    init(_ entity: Entity, _ table: DesiredTable) {
        self.entity = entity
        self.table = table
        references = Schema.references(of: entity)
        referenced = Dictionary(uniqueKeysWithValues: references.map { ($0.column, $0.to) })
        archiving = ["deleted_at", "merged_into"].compactMap { CustomerModel.columnIndex($0, of: entity) }
        primary = CustomerModel.columnIndex("is_primary", of: entity)
        changes = EntityChanges(entity)
        values = [[UInt8]](repeating: [], count: Schema.storedColumns(of: entity).count)
    }

    /// The references without which a row makes no sense: the customer or order that it belongs to.
    static func parents(of entity: Entity) -> [(column: Int, to: Entity)] {
        let columns = CustomerModel.columns(of: entity)
        return Schema.references(of: entity).filter { reference in
            !["owner_id", "author_id", "parent_id", "merged_into"].contains(columns[reference.column].name)
        }
    }

    /// Notes that a column of the row gets another value.
    mutating func set(_ column: Int, _ value: [UInt8]) {
        mask |= 1 << UInt64(column)
        values[column] = value
    }

    /// Completes the row with who and when, and notes it as an update.
    mutating func finish(
        _ id: RecordID, _ rows: Rows, _ row: Int, _ kind: ChangeKind, _ founding: UInt32, now: String
    ) {
        let width = Schema.modelWidth(of: entity)
        if !rows[row, width + 2].elementsEqual(now.utf8) { set(width + 2, Array(now.utf8)) }
        if !rows[row, width + 3].elementsEqual(Schema.author.utf8) { set(width + 3, Array(Schema.author.utf8)) }
        changes.updates.ids.append(id)
        changes.updates.masks.append(mask)
        changes.updates.kinds.append(kind)
        changes.updates.founding.append(founding)
        for column in values.indices {
            if mask >> UInt64(column) & 1 == 1 {
                changes.updates.new.append(values[column])
                rows.withField(row, column) { changes.updates.old.append($0) }
            } else {
                rows.withField(row, column) { changes.updates.new.append($0) }
                changes.updates.old.appendEmpty()
            }
        }
    }
}

/// What Customary last wrote into each value of a table, read alongside the table, and only as far as it is asked.
struct HeldValues {
    private let session: any LoadSession
    private let entity: Entity
    private let isEmpty: Bool
    /// The only records that will be asked for, in order; nil = all.
    var only: [RecordID]?
    private var blocks: Pull<[ChangeRow]>?
    private var block: ArraySlice<ChangeRow> = []
    private var current: RecordID?
    private var found = false
    private var values: [UInt64]
    private var known: UInt64 = 0

    init(_ session: any LoadSession, _ entity: Entity, isEmpty: Bool) {
        self.session = session
        self.entity = entity
        self.isEmpty = isEmpty
        values = [UInt64](repeating: 0, count: Schema.storedColumns(of: entity).count)
    }

    /// Goes to a record, in ascending order; true when a load that still holds wrote it.
    mutating func seek(_ id: RecordID) throws -> Bool {
        if isEmpty { return false }
        if current == id { return found }
        current = id
        found = false
        known = 0
        while let change = try peek(), change.id <= id {
            block.removeFirst()
            if change.id < id { continue }
            // Of a change that was taken back column by column, nothing holds any more.
            if change.kind != .create, change.touched & ~change.undoneColumns == 0 { continue }
            found = true
            // A created row was empty before: what it doesn't list was written as empty.
            if change.kind == .create {
                known = ~0
                for column in values.indices { values[column] = 0 }
            }
            FieldHash.visit(change.hashes) { column, hash in
                guard column < values.count, change.holds(column) else { return }
                values[column] = hash
                known |= 1 << UInt64(column)
            }
        }
        return found
    }

    /// The hash of what was last written into a column of the record; nil when nothing was.
    func value(_ column: Int) -> UInt64? { known >> UInt64(column) & 1 == 1 ? values[column] : nil }

    private mutating func peek() throws -> ChangeRow? {
        if let first = block.first { return first }
        if blocks == nil {
            if let only {
                let rows = try session.history(of: entity, ids: only).filter {
                    $0.undoneBy.isEmpty && [.create, .update, .merge].contains($0.kind)
                }
                block = rows[...]
                blocks = Pull { nil }
                return block.first
            }
            blocks = try session.heldChanges(of: entity)
        }
        block = try blocks?.next()?[...] ?? []
        return block.first
    }
}
