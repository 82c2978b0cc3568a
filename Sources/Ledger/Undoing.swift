internal import CRM
internal import Digest
internal import Records

/// The state of one rollback, shared by its steps: fields, records, book-keeping, proof.
struct Undoing {
    let session: any LoadSession
    let load: BatchRow
    let batch: BatchRow
    /// The sequences of the loads after this one that still hold.
    let laterLoads: Set<Int>
    /// The sequences of all loads but this one that still hold: a record that outlived an earlier rollback may rest on
    /// any.
    let otherLoads: Set<Int>
    var images: ImageBox
    let manifest: ManifestWriter?
    var report: RollbackReport
    /// The records whose values were put back.
    var restored: [Entity: Set<RecordID>] = [:]
    /// The records to remove, as far as is known, in id order.
    var candidates: [Entity: [RecordID]] = [:]
    /// The records that the load made and that stay.
    var kept: [Entity: [RecordID: KeptReason]] = [:]
    /// What hangs on kept records, in words.
    var details: [Entity: [RecordID: String]] = [:]
    /// Records of loads that were taken back before, which stayed because of later loads.
    var lingering: [ChangeRow] = []
    /// What must not come back, whoever held it before.
    var suppressions: SuppressionList?
    private var number = 0

    init(
        _ session: any LoadSession, _ load: BatchRow, _ batch: BatchRow, _ batches: [BatchRow], _ images: ImageBox,
        _ manifest: ManifestWriter?, _ report: RollbackReport
    ) {
        self.session = session
        self.load = load
        self.batch = batch
        self.images = images
        self.manifest = manifest
        self.report = report
        otherLoads = Set(
            batches.filter { $0.kind == .load && $0.undoneBy.isEmpty && $0.sequence != load.sequence }.map(\.sequence))
        laterLoads = otherLoads.filter { $0 > load.sequence }
    }

    /// A change of this rollback's own, with the next number.
    mutating func nextChange(_ entity: Entity, _ id: RecordID, _ kind: ChangeKind) -> ChangeRow {
        number += 1
        return ChangeRow(batch: batch.sequence, number: number, entity: entity, id: id, kind: kind)
    }

    // MARK: Fields

    /// Puts back every value that the load changed in records that existed, as far as nobody changed it since.
    mutating func restoreFields() throws {
        for entity in Entity.allCases {
            let blocks = try session.changes(of: load.sequence, entity: entity)
            while let block = try blocks.next() {
                try restore(block.filter { $0.kind == .update || $0.kind == .merge }, entity)
            }
        }
    }

    private mutating func restore(_ changes: [ChangeRow], _ entity: Entity) throws {
        if changes.isEmpty { return }
        let ids = changes.map(\.id)
        let history = Dictionary(grouping: try session.history(of: entity, ids: ids), by: \.id)
        try images.prepare(history.values.joined().compactMap { ImageBox.root(of: $0.sealed) }, making: false)
        var updates = RestoredRows(entity)
        var next = 0
        let blocks = try session.rows(of: entity, columns: nil, ids: ids)
        while let block = try blocks.next() {
            for (row, id) in block.ids.enumerated() {
                while changes[next].id < id {
                    report.alreadyGone.append(
                        StateDifference(
                            entity: entity, id: changes[next].id,
                            reason: changes[next].isErased ? "was erased" : "was deleted since"))
                    next += 1
                }
                try restore(changes[next], block.rows, row, history[id] ?? [], &updates)
                next += 1
            }
        }
        for change in changes[next...] {
            report.alreadyGone.append(
                StateDifference(
                    entity: entity, id: change.id, reason: change.isErased ? "was erased" : "was deleted since"))
        }
        try write(updates)
    }

    private mutating func restore(
        _ change: ChangeRow, _ rows: Rows, _ row: Int, _ history: [ChangeRow], _ updates: inout RestoredRows
    ) throws {
        let entity = change.entity
        guard !change.isErased, let image = try open(change) else {
            report.erased += 1
            return
        }
        var values: [Int: [UInt8]] = [:]
        for (column, before, after) in image.columns {
            let now = rows[row, column]
            if let later = lastWriter(column, history, among: laterLoads) {
                note(later, change, column)
                continue
            }
            let target = try resolve(before, column, history)
            if now.elementsEqual(target) { continue }
            if isSuppressed(target, column, entity) {
                report.erased += 1
                continue
            }
            guard now.elementsEqual(after), try stillThere(target, column, entity) else {
                keep(entity, change.id, column, rows, row, image)
                continue
            }
            values[column] = target
        }
        if !values.isEmpty { updates.append(change.id, values, rows, row) }
    }

    private mutating func note(_ later: Int, _ change: ChangeRow, _ column: Int) {
        guard column < Schema.modelWidth(of: change.entity) else { return }
        let name = Schema.storedColumns(of: change.entity)[column].name
        report.laterFields.append(LaterField(entity: change.entity, id: change.id, column: name, batch: later))
    }

    private func open(_ change: ChangeRow) throws -> Image? {
        try images.open(
            change.sealed, batch: change.batch, number: change.number, entity: change.entity, id: change.id)
    }

    /// The last of some loads that still hold which wrote this column; nil when there is none.
    func lastWriter(_ column: Int, _ history: [ChangeRow], among loads: Set<Int>) -> Int? {
        history.last {
            loads.contains($0.batch) && $0.undoneBy.isEmpty && FieldHash.entry(column, in: $0.hashes) != nil
        }?.batch
    }

    /// What a value was before this load and before those earlier ones that were taken back meanwhile: their values
    /// can't come back when the load on top of them goes.
    private func resolve(_ before: [UInt8], _ column: Int, _ history: [ChangeRow]) throws -> [UInt8] {
        var value = before
        let writers: [ChangeKind] = [.create, .update, .merge]
        for change in history.reversed() where change.batch < load.sequence && writers.contains(change.kind) {
            guard FieldHash.entry(column, in: change.hashes) != nil || change.kind == .create else { continue }
            guard !change.undoneBy.isEmpty, change.kind != .create, let image = try open(change) else { break }
            // One that was taken back before the next load wrote isn't underneath its value: its own isn't there.
            if let part = image.columns.first(where: { $0.column == column }), part.after == value {
                value = part.before
            }
        }
        return value
    }

    /// True for an address or number on the suppression list.
    private func isSuppressed(_ value: [UInt8], _ column: Int, _ entity: Entity) -> Bool {
        guard let suppressions, entity == .contactPoints || entity == .consents,
            Schema.storedColumns(of: entity)[column].personal != .none
        else { return false }
        return suppressions.isSuppressed(value)
    }

    /// False when a reference would come back to a record that was deleted since.
    private func stillThere(_ value: [UInt8], _ column: Int, _ entity: Entity) throws -> Bool {
        guard !value.isEmpty, let to = Schema.references(of: entity).first(where: { $0.column == column })?.to,
            let id = RecordID(value)
        else { return true }
        return try session.rows(of: to, columns: [], ids: [id]).next() != nil
    }

    /// Lists a value that a person changed, with who and when as far as the record tells.
    mutating func keep(_ entity: Entity, _ id: RecordID, _ column: Int, _ rows: Rows, _ row: Int, _ image: Image?) {
        let width = Schema.modelWidth(of: entity)
        guard column < width else { return }
        func unlessOurs(_ column: Int) -> String {
            let value = rows.text(row, column)
            let ours = image?.columns.first { $0.column == column }?.after
            return ours.map { Array(value.utf8) == $0 } == true || value == Schema.author ? "" : value
        }
        let who = unlessOurs(width + 3)
        let when = unlessOurs(width + 2)
        report.keptFields.append(
            KeptField(
                entity: entity, id: id, column: Schema.storedColumns(of: entity)[column].name,
                now: rows.text(row, column), who: who, when: when))
    }

    /// Writes values back and notes it in the rollback's own changes.
    private mutating func write(_ updates: RestoredRows) throws {
        if updates.ids.isEmpty { return }
        let entity = updates.entity
        try session.update(entity, ids: updates.ids, masks: updates.masks, rows: updates.new)
        let roots = updates.ids.indices.map { ImageBox.root(entity, updates.ids[$0], $0, of: updates.new) }
        try images.prepare(roots, making: true)
        var hasher = RowHasher()
        var notes: [ChangeRow] = []
        for (row, id) in updates.ids.enumerated() {
            var note = nextChange(entity, id, .restore)
            note.rowHash = hasher.full(id, row, of: updates.new)
            var image = Image()
            for column in 0..<updates.new.width where updates.masks[row] >> UInt64(column) & 1 == 1 {
                let value = updates.new[row, column]
                FieldHash.append(FieldHash.hash(value, column: column), column: column, to: &note.hashes)
                image.columns.append((column, Array(updates.old[row, column]), Array(value)))
            }
            note.sealed = try images.seal(
                image.bytes, root: roots[row], batch: note.batch, number: note.number, entity: entity, id: id)
            try manifest?.append(entity, id.utf8, .restore, image: note.sealed)
            notes.append(note)
            restored[entity, default: []].insert(id)
            report.restoredFields[entity, default: 0] += image.columns.count
            report.restoredRecords[entity, default: 0] += 1
        }
        try session.append(notes)
    }
}

/// Rows whose values go back: whole rows after, and the values that give way.
private struct RestoredRows {
    let entity: Entity
    var ids: [RecordID] = []
    var masks: [UInt64] = []
    var old: Rows
    var new: Rows

    init(_ entity: Entity) {
        self.entity = entity
        old = Rows(width: Schema.storedColumns(of: entity).count)
        new = old
    }

    mutating func append(_ id: RecordID, _ values: [Int: [UInt8]], _ rows: Rows, _ row: Int) {
        ids.append(id)
        masks.append(values.keys.reduce(0) { $0 | 1 << UInt64($1) })
        for column in 0..<new.width {
            if let value = values[column] { new.append(value) } else { new.append(rows[row, column]) }
            if values[column] != nil { old.append(rows[row, column]) } else { old.appendEmpty() }
        }
    }
}
