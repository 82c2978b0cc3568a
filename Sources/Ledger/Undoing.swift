internal import CRM
internal import Digest
internal import Records

/// The state of one rollback, shared by its steps: fields, records, book-keeping, proof.
///
/// It takes a load, or a part of one, out; or it puts in again what an earlier rollback took out.
struct Undoing {
    let session: any LoadSession
    let load: BatchRow
    let batch: BatchRow
    let batches: [BatchRow]
    let filter: ScopeFilter
    let conflicts: ConflictPolicy
    /// The sequences of the loads after this one that still hold.
    let laterLoads: Set<Int>
    /// The sequences of all loads but this one that still hold: a record that outlived an earlier rollback may rest on
    /// any.
    let otherLoads: Set<Int>
    /// The load that each rollback took back, by sequence.
    let undoes: [Int: Int]
    /// The rollbacks that hold, by sequence.
    let holdingRollbacks: Set<Int>
    var images: ImageBox
    /// What images are sealed with.
    let keys: ProjectKeys
    let database: String
    /// The state before.
    let census: StateCensus
    let manifest: ManifestWriter?
    var report: RollbackReport
    /// What was decided, for foretelling the state.
    var decisions = StateDecisions()
    /// The records to remove, as far as is known, in id order.
    var candidates: [Entity: [RecordID]] = [:]
    /// The records that the load made and that stay.
    var kept: [Entity: [RecordID: KeptReason]] = [:]
    /// What hangs on kept records, in words.
    var details: [Entity: [RecordID: String]] = [:]
    /// Records of loads that were taken back before, which stayed because of later loads.
    var lingering: [ChangeRow] = []
    /// Older makings of records that are among `lingering` with a newer one: somebody deleted the record in between.
    var outdated: [ChangeRow] = []
    /// The number of changes that the scope found, taken back before or not.
    var matched = 0
    /// The customers of whom something was taken back, or put in again.
    var customers: Set<RecordID> = []
    /// The records that returning records name.
    var parents: [Entity: Set<RecordID>] = [:]
    /// Records that exist, as far as was asked.
    private var known: [Entity: [RecordID: Bool]] = [:]
    /// What must not come back, whoever held it before.
    var suppressions: SuppressionList?
    private var number = 0

    init(
        _ session: any LoadSession, _ load: BatchRow, _ batch: BatchRow, _ batches: [BatchRow], _ filter: ScopeFilter,
        _ conflicts: ConflictPolicy, _ images: ImageBox, _ keys: ProjectKeys, _ database: String, _ census: StateCensus,
        _ manifest: ManifestWriter?,
        _ report: RollbackReport
    ) {
        self.session = session
        self.load = load
        self.batch = batch
        self.batches = batches
        self.filter = filter
        self.conflicts = conflicts
        self.images = images
        self.keys = keys
        self.database = database
        self.census = census
        self.manifest = manifest
        self.report = report
        otherLoads = Set(
            batches.filter { $0.kind == .load && $0.undoneBy.isEmpty && $0.sequence != load.sequence }.map(\.sequence))
        laterLoads = otherLoads.filter { $0 > load.sequence }
        let rollbacks = batches.filter { $0.kind == .rollback }
        undoes = Dictionary(
            uniqueKeysWithValues: rollbacks.compactMap { row in
                batches.first { $0.id == row.undoes && $0.kind == .load }.map { (row.sequence, $0.sequence) }
            })
        holdingRollbacks = Set(rollbacks.filter(\.undoneBy.isEmpty).map(\.sequence))
    }

    /// True when nothing was written so far.
    var changedNothing: Bool { number == 0 }

    /// A change of this rollback's own, with the next number.
    mutating func nextChange(_ entity: Entity, _ id: RecordID, _ kind: ChangeKind) -> ChangeRow {
        number += 1
        return ChangeRow(batch: batch.sequence, number: number, entity: entity, id: id, kind: kind)
    }

    // MARK: Fields

    /// Puts back every value in scope that the load changed in records that existed, as far as nobody changed it since;
    /// and empties those in scope of records that it made and that stay.
    mutating func restoreFields() throws {
        for entity in Entity.allCases {
            let blocks = try session.changes(of: load.sequence, entity: entity, kinds: [.update, .merge])
            while let block = try blocks.next() { try restore(block, entity) }
        }
    }

    /// Puts values of changes back; all of them have another kind than `create`, or all of them are to be emptied.
    mutating func restore(_ changes: [ChangeRow], _ entity: Entity) throws {
        let wanted = try choose(changes)
        if wanted.isEmpty { return }
        let ids = wanted.map(\.change.id)
        let history = try open(Dictionary(grouping: try session.history(of: entity, ids: ids), by: \.id))
        var restored = RestoredRows(entity)
        var flagged: [ChangeRow] = []
        var next = 0
        func gone(_ index: Int) {
            report.alreadyGone.append(
                StateDifference(entity: entity, id: wanted[index].change.id, reason: StateDifference.deleted))
        }
        let blocks = try session.rows(of: entity, columns: nil, ids: ids)
        while let block = try blocks.next() {
            for (row, id) in block.ids.enumerated() {
                while wanted[next].change.id < id {
                    gone(next)
                    next += 1
                }
                let (change, mask, image) = wanted[next]
                next += 1
                let values = try decide(change, mask, image, block.rows, row, history[id] ?? [])
                restored.append(id, mask, values, block.rows, row)
                if !filter.isWhole { flagged.append(flag(change, mask)) }
            }
        }
        while next < wanted.count {
            gone(next)
            if !filter.isWhole { flagged.append(flag(wanted[next].change, wanted[next].mask)) }
            next += 1
        }
        try write(restored)
        try session.settle(flagged)
    }

    /// The changes that the scope takes, each with its columns and its image.
    private mutating func choose(
        _ changes: [ChangeRow]
    ) throws -> [(change: ChangeRow, mask: UInt64, image: Image?)] {
        try images.prepare(changes.compactMap { ImageBox.root(of: $0.sealed) }, making: false)
        var wanted: [(change: ChangeRow, mask: UInt64, image: Image?)] = []
        for change in changes {
            if change.isErased {
                // Nothing is left of it but that there was one.
                if change.kind != .create, filter.isWhole { report.erased += 1 }
                continue
            }
            let isCreate = change.kind == .create
            let needsImage = !isCreate && !(filter.scope.merges.isEmpty && filter.losers.isEmpty)
            var image = needsImage ? try images.open(change) : nil
            var mask = filter.mask(change, image)
            if mask == 0 { continue }
            matched += 1
            noteSources(change, mask)
            if !change.undoneBy.isEmpty { continue }
            mask &= ~change.undoneColumns
            if isCreate {
                let model: UInt64 = (1 << UInt64(Schema.modelWidth(of: change.entity))) - 1
                mask &= model & ~ScopeFilter.structure(of: change.entity)
            }
            if mask == 0 { continue }
            if !isCreate, image == nil { image = try images.open(change) }
            if !isCreate, image == nil {
                report.erased += 1
                continue
            }
            wanted.append((change, mask, image))
        }
        return wanted
    }

    /// Notes the sources of what a part of a load takes back; those of a whole one are known otherwise.
    mutating func noteSources(_ change: ChangeRow, _ mask: UInt64) {
        if filter.isWhole { return }
        for column in 0..<Schema.modelWidth(of: change.entity) where mask >> UInt64(column) & 1 == 1 {
            report.touchedSources.insert(filter.reason(of: column, change).source)
        }
    }

    private func flag(_ change: ChangeRow, _ mask: UInt64) -> ChangeRow {
        var row = change
        if change.kind != .create, change.undoneColumns == 0, change.touched & ~mask == 0 {
            row.undoneBy = batch.id
        } else {
            row.undoneColumns |= mask
        }
        return row
    }

    /// Opens the images of records on which more than one batch worked.
    mutating func open(
        _ history: [RecordID: [ChangeRow]]
    ) throws -> [RecordID: [(change: ChangeRow, image: Image?)]] {
        let several = history.values.filter { $0.count > 1 }.joined()
        try images.prepare(several.compactMap { ImageBox.root(of: $0.sealed) }, making: false)
        return try history.mapValues { changes in
            try changes.map { ($0, changes.count > 1 ? try images.open($0) : nil) }
        }
    }

    /// Decides about a change's columns; gives the values to write.
    private mutating func decide(
        _ change: ChangeRow, _ mask: UInt64, _ image: Image?, _ rows: Rows, _ row: Int,
        _ history: [(change: ChangeRow, image: Image?)]
    ) throws -> [Int: [UInt8]] {
        var values: [Int: [UInt8]] = [:]
        // Nobody but loads that hold wrote before, and nobody after: then below it lies what was there before.
        let isPlain =
            image != nil
            && history.allSatisfy { other in
                other.change.batch == change.batch
                    || other.change.batch < change.batch && other.change.isByLoad && other.change.undoneBy.isEmpty
                        && other.change.undoneColumns == 0
            }
        for column in 0..<rows.width where mask >> UInt64(column) & 1 == 1 {
            let decision: Layers.Decision
            if isPlain, let part = image?.columns.first(where: { $0.column == column }) {
                let now = rows[row, column]
                if now.elementsEqual(part.before) {
                    decision = .nothing
                } else {
                    decision = now.elementsEqual(part.after) ? .write(part.before) : .conflict(part.before)
                }
            } else {
                var full = history
                if full.count == 1 { full[0].image = image }
                let layers = Layers(
                    column, full, now: Array(rows[row, column]), undoes: undoes, holding: holdingRollbacks)
                decision = layers.takingBack(load.sequence)
            }
            if let value = try carry(out: decision, change, column, rows, row, image) { values[column] = value }
        }
        return values
    }

    /// Lists what stays; gives the value to write when there is one.
    mutating func carry(
        out decision: Layers.Decision, _ change: ChangeRow, _ column: Int, _ rows: Rows, _ row: Int, _ image: Image?
    ) throws -> [UInt8]? {
        let entity = change.entity
        switch decision {
        case .nothing: return nil
        case .later(let batch): note(batch, change, column)
        case .write(let value):
            if isSuppressed(value, column, entity) {
                report.erased += 1
                return nil
            }
            if try isThere(value, column, entity) { return value }
            keep(entity, change.id, column, rows, row, image)
        case .conflict(let value):
            let isOverwritten = conflicts == .overwrite ? try value.map { try isThere($0, column, entity) } : nil
            keep(entity, change.id, column, rows, row, image, overwritten: isOverwritten == true)
            if isOverwritten == true { return value }
        }
        return nil
    }

    private mutating func note(_ later: Int, _ change: ChangeRow, _ column: Int) {
        guard column < Schema.modelWidth(of: change.entity) else { return }
        let name = Schema.storedColumns(of: change.entity)[column].name
        report.laterFields.append(LaterField(entity: change.entity, id: change.id, column: name, batch: later))
    }

    /// The last of some loads that still hold which wrote this column; nil when there is none.
    func lastWriter(_ column: Int, _ history: [ChangeRow], among loads: Set<Int>) -> Int? {
        history.last {
            loads.contains($0.batch) && $0.holds(column) && FieldHash.entry(column, in: $0.hashes) != nil
        }?.batch
    }

    /// True for an address or number on the suppression list.
    func isSuppressed(_ value: [UInt8], _ column: Int, _ entity: Entity) -> Bool {
        guard let suppressions, entity == .contactPoints || entity == .consents,
            Schema.storedColumns(of: entity)[column].personal != .none
        else { return false }
        return suppressions.isSuppressed(value)
    }

    /// False when a reference would come back to a record that was deleted since.
    private mutating func isThere(_ value: [UInt8], _ column: Int, _ entity: Entity) throws -> Bool {
        guard !value.isEmpty, let to = Schema.references(of: entity).first(where: { $0.column == column })?.to,
            let id = RecordID(value)
        else { return true }
        if let answer = known[to]?[id] { return answer }
        let answer = try session.rows(of: to, columns: [], ids: [id]).next() != nil
        known[to, default: [:]][id] = answer
        return answer
    }

    /// Lists a value that a person changed, with who and when as far as the record tells.
    mutating func keep(
        _ entity: Entity, _ id: RecordID, _ column: Int, _ rows: Rows, _ row: Int, _ image: Image?,
        overwritten: Bool = false
    ) {
        let width = Schema.modelWidth(of: entity)
        guard column < width else { return }
        func unlessOurs(_ column: Int) -> String {
            let value = rows.text(row, column)
            let ours = image?.columns.first { $0.column == column }?.after
            return ours.map { Array(value.utf8) == $0 } == true || value == Schema.author ? "" : value
        }
        let field = KeptField(
            entity: entity, id: id, column: Schema.storedColumns(of: entity)[column].name,
            now: rows.text(row, column), who: unlessOurs(width + 3), when: unlessOurs(width + 2))
        if overwritten { report.overwritten.append(field) } else { report.keptFields.append(field) }
    }

    /// Writes values back and notes in the rollback's own changes what was written, and what was only taken out beneath
    /// another value.
    mutating func write(_ rows: RestoredRows) throws {
        if rows.ids.isEmpty { return }
        let entity = rows.entity
        try rows.update(session)
        let roots = rows.ids.indices.map { ImageBox.root(entity, rows.ids[$0], $0, of: rows.new) }
        try images.prepare(roots, making: true)
        var hasher = RowHasher()
        var notes: [ChangeRow] = []
        let width = Schema.modelWidth(of: entity)
        for (row, id) in rows.ids.enumerated() {
            var note = nextChange(entity, id, .restore)
            note.rowHash = hasher.full(id, row, of: rows.new)
            var image = Image()
            for column in 0..<rows.new.width where rows.flagged[row] >> UInt64(column) & 1 == 1 {
                let value = rows.new[row, column]
                image.columns.append((column, Array(rows.old[row, column]), Array(value)))
                guard rows.masks[row] >> UInt64(column) & 1 == 1 else { continue }
                FieldHash.append(FieldHash.hash(value), column: column, to: &note.hashes)
                if column < width { report.restoredFields[entity, default: 0] += 1 }
            }
            note.sealed = try images.seal(
                image.bytes, root: roots[row], batch: note.batch, number: note.number, entity: entity, id: id)
            try manifest?.append(entity, id.utf8, .restore, image: note.sealed)
            notes.append(note)
            guard rows.masks[row] != 0 else { continue }
            decisions.changed[entity, default: [:]][id] = note.rowHash
            if entity != .orderLines, entity != .users { customers.insert(roots[row]) }
            report.restoredRecords[entity, default: 0] += 1
        }
        try session.append(notes)
    }
}

/// Rows whose values go back: whole rows after, and the values that give way.
struct RestoredRows {
    let entity: Entity
    var ids: [RecordID] = []
    /// The columns that are written.
    var masks: [UInt64] = []
    /// The columns that the batch answers for, written or not.
    var flagged: [UInt64] = []
    var old: Rows
    var new: Rows

    init(_ entity: Entity) {
        self.entity = entity
        old = Rows(width: Schema.storedColumns(of: entity).count)
        new = old
    }

    mutating func append(_ id: RecordID, _ mask: UInt64, _ values: [Int: [UInt8]], _ rows: Rows, _ row: Int) {
        ids.append(id)
        masks.append(values.keys.reduce(0) { $0 | 1 << UInt64($1) })
        flagged.append(mask)
        for column in 0..<new.width {
            if let value = values[column] { new.append(value) } else { new.append(rows[row, column]) }
            if mask >> UInt64(column) & 1 == 1 { old.append(rows[row, column]) } else { old.appendEmpty() }
        }
    }

    /// Writes the rows that change; the others keep even their row version.
    func update(_ session: any LoadSession) throws {
        if masks.allSatisfy({ $0 != 0 }) {
            return try session.update(entity, ids: ids, masks: masks, rows: new)
        }
        let changing = masks.indices.filter { masks[$0] != 0 }
        if changing.isEmpty { return }
        var rows = Rows(width: new.width)
        for row in changing { rows.appendRow(row, of: new) }
        try session.update(entity, ids: changing.map { ids[$0] }, masks: changing.map { masks[$0] }, rows: rows)
    }
}
