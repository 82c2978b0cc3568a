internal import CRM
internal import Digest
internal import Records

/// Taking a rollback back: what it took out is put in again, three-way like everything else.
extension Undoing {
    /// Puts in again what the rollback `taken` took out of the load.
    mutating func putBack(_ taken: BatchRow) throws {
        try recreate(taken)
        try checkParents()
        try release(taken)
        try reapplyFields(taken)
        try settleReturn(taken)
    }

    // MARK: Records

    /// Makes the records again that the rollback removed, and those of the load that a later rollback had to remove.
    private mutating func recreate(_ taken: BatchRow) throws {
        for entity in Entity.allCases {
            let blocks = try session.changes(of: taken.sequence, entity: entity, kinds: [.delete])
            while let block = try blocks.next() { try insert(block, entity, taken) }
            if filter.isWhole { try insert(try removedLater(entity, taken), entity, taken) }
        }
    }

    /// The removals, by other rollbacks, of records of this load that had outlived the rollback for a later load's sake.
    private func removedLater(_ entity: Entity, _ taken: BatchRow) throws -> [ChangeRow] {
        let own = Set(batches.filter { $0.kind == .rollback && $0.undoes == load.id }.map(\.id))
        var removals: [ChangeRow] = []
        let blocks = try session.changes(of: load.sequence, entity: entity, kinds: [.create])
        while let block = try blocks.next() {
            let ids = block.filter { !$0.undoneBy.isEmpty && !own.contains($0.undoneBy) }.map(\.id)
            if ids.isEmpty { continue }
            let history = Dictionary(grouping: try session.history(of: entity, ids: ids.sorted()), by: \.id)
            removals += ids.compactMap { history[$0]?.last { $0.kind == .delete } }
        }
        return removals.sorted { $0.id < $1.id }
    }

    private mutating func insert(_ removals: [ChangeRow], _ entity: Entity, _ taken: BatchRow) throws {
        if removals.isEmpty { return }
        let there = try presence(of: removals.map(\.id), entity)
        if !there.isEmpty {
            let history = Dictionary(grouping: try session.history(of: entity, ids: there.sorted()), by: \.id)
            for id in there.sorted() {
                let creates = (history[id] ?? []).filter { $0.kind == .create }
                if creates.contains(where: { $0.undoneBy.isEmpty && $0.batch < taken.sequence }) { continue }
                let by = creates.last { $0.undoneBy.isEmpty && $0.batch > taken.sequence }.flatMap { create in
                    batches.first { $0.sequence == create.batch }?.id
                }
                throw LedgerFault.blocked(
                    taken.id,
                    reason: "\(entity.table) \(id) is there again"
                        + (by.map { ", loaded by \($0): take that back first" } ?? ": somebody made it anew"))
            }
        }
        let absent = removals.filter { !there.contains($0.id) && decisions.made[entity]?[$0.id] == nil }
        try images.prepare(absent.compactMap { ImageBox.root(of: $0.sealed) }, making: false)
        var start = 0
        while start < absent.count {
            let part = absent[start..<min(start + 8_192, absent.count)]
            start += part.count
            try insert(part, entity)
        }
    }

    private mutating func insert(_ removals: ArraySlice<ChangeRow>, _ entity: Entity) throws {
        let width = Schema.storedColumns(of: entity).count
        var rows = Rows(width: width)
        var ids: [RecordID] = []
        for removal in removals {
            guard !removal.sealed.isEmpty, let image = try images.open(removal) else {
                report.erased += 1
                continue
            }
            var values = [[UInt8]](repeating: [], count: width)
            for (column, before, _) in image.columns where column < width { values[column] = before }
            if values.indices.contains(where: { isSuppressed(values[$0], $0, entity) }) {
                report.erased += 1
                continue
            }
            for value in values { rows.append(value) }
            ids.append(removal.id)
        }
        if ids.isEmpty { return }
        try session.insert(entity, ids: ids, rows: rows)
        let roots = ids.indices.map { ImageBox.root(entity, ids[$0], $0, of: rows) }
        try images.prepare(roots, making: true)
        var hasher = RowHasher()
        var notes: [ChangeRow] = []
        var image: [UInt8] = []
        for (row, id) in ids.enumerated() {
            var note = nextChange(entity, id, .restore)
            note.rowHash = hasher.full(id, row, of: rows)
            image.removeAll(keepingCapacity: true)
            for column in 0..<width where rows.length(row, column) > 0 {
                Image.append(column, [], rows[row, column], to: &image)
            }
            note.sealed = try images.seal(
                image, root: roots[row], batch: note.batch, number: note.number, entity: entity, id: id)
            try manifest?.append(entity, id.utf8, .restore, image: note.sealed)
            notes.append(note)
            decisions.made[entity, default: [:]][id] = note.rowHash
            for (column, to) in Schema.references(of: entity) {
                guard let other = RecordID(rows[row, column]), decisions.made[to]?[other] == nil else { continue }
                parents[to, default: []].insert(other)
            }
        }
        try session.append(notes)
        report.made[entity, default: 0] += ids.count
    }

    private func presence(of ids: [RecordID], _ entity: Entity) throws -> Set<RecordID> {
        var there: Set<RecordID> = []
        let rows = try session.rows(of: entity, columns: [], ids: ids.sorted())
        while let block = try rows.next() { there.formUnion(block.ids) }
        return there
    }

    /// What comes back mustn't name records that are gone.
    private func checkParents() throws {
        for (entity, ids) in parents {
            let wanted = ids.filter { decisions.made[entity]?[$0] == nil }.sorted()
            let missing = Set(wanted).subtracting(try presence(of: wanted, entity))
            guard let first = missing.min() else { continue }
            throw blocked(entity, first)
        }
    }

    private func blocked(_ entity: Entity, _ id: RecordID) -> LedgerFault {
        let removal = try? session.history(of: entity, ids: [id]).last { $0.kind == .delete }
        let by = removal.flatMap { removal in batches.first { $0.sequence == removal.batch }?.id }
        let reason = "it needs \(entity.table) \(id), which is gone"
        return .blocked(report.taken?.id ?? "", reason: reason + (by.map { "; take \($0) back first" } ?? ""))
    }

    // MARK: Flags

    /// Lets the changes hold again that the rollback had taken back.
    private mutating func release(_ taken: BatchRow) throws {
        if filter.isWhole {
            try releaseAll(taken)
            try keepAgain(taken)
        } else {
            for entity in Entity.allCases {
                let blocks = try session.changes(of: taken.sequence, entity: entity)
                while let block = try blocks.next() { try release(block, entity, taken) }
            }
        }
    }

    private mutating func releaseAll(_ taken: BatchRow) throws {
        let partial = Set(
            batches.filter {
                $0.kind == .rollback && $0.undoes == load.id && $0.undoneBy.isEmpty && $0.id != taken.id
            }.map(\.id))
        try session.setUndone(load.sequence, by: "")
        var notes: [ChangeRow] = []
        let blocks = try session.changes(of: load.sequence)
        while let block = try blocks.next() {
            for change in block where !partial.contains(change.undoneBy) {
                let wasErased = change.kept == ChangeRow.erased
                if change.undoneBy.isEmpty, change.kept.isEmpty || wasErased { continue }
                var note = change
                (note.sealed, note.hashes) = ([], [])
                (note.undoneBy, note.kept) = ("", wasErased ? change.kept : "")
                notes.append(note)
            }
        }
        try session.settle(notes)
    }

    /// Records of other loads that were taken back and that are here only because this load built on them.
    private mutating func keepAgain(_ taken: BatchRow) throws {
        for entity in Entity.allCases {
            let ids = (decisions.made[entity] ?? [:]).keys.sorted()
            if ids.isEmpty { continue }
            var start = 0
            while start < ids.count {
                let part = Array(ids[start..<min(start + 8_192, ids.count)])
                start += part.count
                let history = Dictionary(grouping: try session.history(of: entity, ids: part), by: \.id)
                var notes: [ChangeRow] = []
                for id in part {
                    let creates = (history[id] ?? []).filter { $0.kind == .create }
                    if creates.contains(where: { $0.undoneBy.isEmpty }) { continue }
                    guard var create = creates.last else { continue }
                    (create.undoneBy, create.kept) = ("", KeptReason.later.rawValue)
                    notes.append(create)
                }
                try session.settle(notes)
            }
        }
    }

    private mutating func release(_ block: [ChangeRow], _ entity: Entity, _ taken: BatchRow) throws {
        try images.prepare(block.compactMap { ImageBox.root(of: $0.sealed) }, making: false)
        let ids = Set(block.map(\.id)).sorted()
        let own = try session.history(of: entity, ids: ids).filter { $0.batch == load.sequence }
        var changes = Dictionary(own.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for note in block {
            guard var change = changes[note.id] else { continue }
            if change.undoneBy == taken.id {
                change.undoneBy = ""
            } else if note.kind == .restore, let image = try images.open(note) {
                for part in image.columns { change.undoneColumns &= ~(1 << UInt64(part.column)) }
            }
            changes[note.id] = change
        }
        try session.settle(changes.values.sorted { $0.number < $1.number })
    }

    // MARK: Fields

    private mutating func reapplyFields(_ taken: BatchRow) throws {
        for entity in Entity.allCases {
            let blocks = try session.changes(of: taken.sequence, entity: entity, kinds: [.restore])
            while let block = try blocks.next() {
                try reapply(block.sorted { $0.id < $1.id }, entity, taken)
            }
        }
    }

    private mutating func reapply(_ notes: [ChangeRow], _ entity: Entity, _ taken: BatchRow) throws {
        if notes.isEmpty { return }
        try images.prepare(notes.compactMap { ImageBox.root(of: $0.sealed) }, making: false)
        let ids = notes.map(\.id)
        let histories = Dictionary(grouping: try session.history(of: entity, ids: ids), by: \.id)
        let opened = try open(histories)
        var restored = RestoredRows(entity)
        var next = 0
        func gone(_ id: RecordID) throws {
            if histories[id]?.last?.kind == .delete { throw blocked(entity, id) }
            report.alreadyGone.append(StateDifference(entity: entity, id: id, reason: StateDifference.deleted))
        }
        let blocks = try session.rows(of: entity, columns: nil, ids: ids)
        while let block = try blocks.next() {
            for (row, id) in block.ids.enumerated() {
                while notes[next].id < id {
                    try gone(notes[next].id)
                    next += 1
                }
                let note = notes[next]
                next += 1
                guard let image = try images.open(note) else {
                    report.erased += 1
                    continue
                }
                let own = histories[id]?.last { $0.batch == load.sequence } ?? note
                var mask: UInt64 = 0
                var values: [Int: [UInt8]] = [:]
                for column in image.columns.map(\.column) {
                    mask |= 1 << UInt64(column)
                    let layers = Layers(
                        column, opened[id] ?? [], now: Array(block.rows[row, column]), undoes: undoes,
                        holding: holdingRollbacks)
                    let decision = layers.puttingBack(load.sequence, taken: taken.sequence)
                    if let value = try carry(out: decision, own, column, block.rows, row, nil) {
                        values[column] = value
                    }
                }
                restored.append(id, mask, values, block.rows, row)
            }
        }
        while next < notes.count {
            try gone(notes[next].id)
            next += 1
        }
        try write(restored)
    }

    // MARK: Book-keeping

    private mutating func settleReturn(_ taken: BatchRow) throws {
        if filter.scope.movesCrosswalk {
            let (others, made) = (try otherFilters(but: taken.sequence), decisions.made)
            try settleCrosswalk { entry in
                others.contains { $0.covers(entry) }
            } isTouched: { entity, id in
                made[entity]?[id] != nil
            } isGone: { _, _ in
                false
            }
        }
        if filter.scope.movesWatermarks {
            let sources = filter.scope.sources
            let elsewhere = batches.filter {
                $0.kind == .rollback && $0.undoes == load.id && $0.undoneBy.isEmpty && $0.id != taken.id
            }.map { RollbackScope(JSON(canonical: Array($0.details.utf8))?["scope"]) }.filter(\.movesWatermarks)
            try session.append(
                loadWatermarks.filter { mark in
                    (sources.isEmpty || sources.contains(mark.source))
                        && !elsewhere.contains { $0.sources.contains(mark.source) }
                })
        }
        for (source, by) in try session.heldSources().sorted(by: { $0.key < $1.key }) where by == taken.id {
            try session.hold(source: source, by: nil)
            report.releasedSources.append(source)
        }
    }
}
