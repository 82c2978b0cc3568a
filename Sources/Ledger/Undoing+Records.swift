internal import CRM
internal import Digest
internal import Records

/// The records that the load made: which go and which stay.
extension Undoing {
    /// Removes every record that the load made, nobody touched and nothing hangs on.
    mutating func removeRecords() throws {
        lingering = try session.keptChanges(for: KeptReason.later.rawValue)
        for entity in Entity.allCases {
            let blocks = try session.changes(of: load.sequence, entity: entity)
            while let block = try blocks.next() { try sort(block.filter { $0.kind == .create }, entity) }
            try sort(lingering.filter { $0.entity == entity }.sorted { $0.id < $1.id }, entity)
            candidates[entity]?.sort()
        }
        try findDependants()
        try findLaterLinks()
        // A person's reason is spread first: what both would keep is kept for the person.
        for reason in [KeptReason.whole, .later] {
            var wave: [Entity: [RecordID: Bool]] = [:]
            for (entity, records) in kept {
                for (id, why) in records where (why == .later) == (reason == .later) {
                    wave[entity, default: [:]][id] = true
                }
            }
            try spread(wave, reason)
        }
        for entity in Entity.allCases.reversed() {
            let ids = (candidates[entity] ?? []).filter { kept[entity]?[$0] == nil }
            if ids.isEmpty { continue }
            try session.delete(entity, ids: ids)
            report.deleted[entity] = ids.count
            var notes: [ChangeRow] = []
            for id in ids {
                let note = nextChange(entity, id, .delete)
                try manifest?.append(entity, id.utf8, .delete, image: [])
                notes.append(note)
                if notes.count == 8_192 {
                    try session.append(notes)
                    notes = []
                }
            }
            try session.append(notes)
        }
        for entity in Entity.allCases {
            for (id, reason) in (kept[entity] ?? [:]).sorted(by: { $0.key < $1.key }) {
                report.keptRecords.append(
                    KeptRecord(entity: entity, id: id, reason: reason, detail: details[entity]?[id] ?? ""))
            }
        }
    }

    /// Sorts created records into those that are as the load made them and those that aren't.
    private mutating func sort(_ changes: [ChangeRow], _ entity: Entity) throws {
        if changes.isEmpty { return }
        var hasher = RowHasher()
        var next = 0
        func gone(_ change: ChangeRow) {
            guard change.batch == load.sequence else { return }
            report.alreadyGone.append(
                StateDifference(
                    entity: entity, id: change.id, reason: change.isErased ? "was erased" : "was deleted since"))
        }
        let blocks = try session.rows(of: entity, columns: nil, ids: changes.map(\.id))
        while let block = try blocks.next() {
            for (row, id) in block.ids.enumerated() {
                while changes[next].id < id {
                    gone(changes[next])
                    next += 1
                }
                let change = changes[next]
                next += 1
                if hasher.full(id, row, of: block.rows) == change.rowHash {
                    candidates[entity, default: []].append(id)
                } else {
                    try keepTouched(change, block.rows, row)
                }
            }
        }
        for change in changes[next...] { gone(change) }
    }

    private mutating func keepTouched(_ change: ChangeRow, _ rows: Rows, _ row: Int) throws {
        let history = try session.history(of: change.entity, ids: [change.id])
        var written = [UInt64](repeating: 0, count: rows.width)
        FieldHash.visit(change.hashes) { column, hash in if column < written.count { written[column] = hash } }
        var isEdited = false
        for column in 0..<rows.width {
            let now = FieldHash.hash(rows[row, column], column: column)
            if now == written[column] { continue }
            if let later = lastWriter(column, history, among: otherLoads),
                let entry = history.last(where: { $0.batch == later && $0.undoneBy.isEmpty }),
                FieldHash.entry(column, in: entry.hashes) == now
            {
                continue
            }
            isEdited = true
            keep(change.entity, change.id, column, rows, row, nil)
        }
        kept[change.entity, default: [:]][change.id] = isEdited ? .edited : .later
    }

    func isCandidate(_ entity: Entity, _ id: RecordID) -> Bool {
        guard let ids = candidates[entity] else { return false }
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id
    }

    /// Keeps every record on which something hangs that doesn't go itself.
    private mutating func findDependants() throws {
        var outside: [Entity: [RecordID: [(column: String, to: Entity, id: RecordID)]]] = [:]
        for entity in Entity.allCases {
            // What a later load changed stays for now; whether for good, depends on what people hung on it.
            let touched = (kept[entity] ?? [:]).filter { $0.value == .later }.keys
            let ids = ((candidates[entity] ?? []) + touched).sorted()
            if ids.isEmpty { continue }
            var strangers: [RecordID: [String: Int]] = [:]
            try session.visitReferrers(to: entity, ids: ids) { referrer in
                guard let child = referrer.entity, let id = referrer.id else {
                    strangers[referrer.referenced, default: [:]][referrer.table, default: 0] += 1
                    return
                }
                // Records of this load are decided together; what stays of them keeps what it names, later on.
                if isCandidate(child, id) || kept[child]?[id] != nil { return }
                outside[child, default: [:]][id, default: []].append((referrer.column, entity, referrer.referenced))
            }
            for (id, tables) in strangers {
                kept[entity, default: [:]][id] = .dependants
                let counts = tables.sorted { $0.key < $1.key }.map { "\($0.value) × \($0.key)" }
                details[entity, default: [:]][id] = counts.joined(separator: ", ")
            }
        }
        for (child, rows) in outside {
            let history = Dictionary(
                grouping: try session.history(of: child, ids: rows.keys.sorted()), by: \.id)
            for (id, references) in rows {
                for (column, entity, referenced) in references {
                    let index = CustomerModel.columnIndex(column, of: child) ?? 0
                    let hash = FieldHash.hash(referenced.utf8[...], column: index)
                    let isLater = (history[id] ?? []).contains {
                        otherLoads.contains($0.batch) && $0.undoneBy.isEmpty
                            && FieldHash.entry(index, in: $0.hashes) == hash
                    }
                    let old = kept[entity]?[referenced]
                    if isLater, old == nil { kept[entity, default: [:]][referenced] = .later }
                    if !isLater, old == nil || old == .later {
                        kept[entity, default: [:]][referenced] = .dependants
                        details[entity, default: [:]][referenced] = "1 × \(child.table)"
                    }
                }
            }
        }
    }

    /// Keeps records to which a later load tied a further source record.
    private mutating func findLaterLinks() throws {
        if otherLoads.isEmpty || candidates.isEmpty { return }
        let first = min(load.sequence, lingering.map(\.batch).min() ?? load.sequence)
        let blocks = try session.crosswalk(since: first)
        var last: CrosswalkEntry?
        var (isLinked, isOwn) = (false, false)
        func decide() {
            guard let last, isLinked, !isOwn, isCandidate(last.entity, last.masterID) else { return }
            if kept[last.entity]?[last.masterID] == nil { kept[last.entity, default: [:]][last.masterID] = .later }
        }
        while let block = try blocks.next() {
            for entry in block {
                if last?.masterID != entry.masterID || last?.key != entry.key || last?.record != entry.record
                    || last?.stream != entry.stream || last?.source != entry.source
                {
                    decide()
                    (last, isLinked, isOwn) = (entry, false, false)
                }
                if !otherLoads.contains(entry.batch) { isOwn = true } else if entry.endedBy == 0 { isLinked = true }
            }
        }
        decide()
    }

    /// From records that stay to what has to stay with them: what they refer to; of a customer its contact points,
    /// addresses and consents, and who works where; of an order its lines. `wave` says of each whether it stays whole:
    /// a customer that is only referred to doesn't keep everybody who works there.
    private mutating func spread(_ seeds: [Entity: [RecordID: Bool]], _ reason: KeptReason) throws {
        var wave = seeds
        var done = seeds
        func add(_ entity: Entity, _ id: RecordID, _ whole: Bool, _ next: inout [Entity: [RecordID: Bool]]) {
            if kept[entity]?[id] == nil {
                guard isCandidate(entity, id) else { return }
                kept[entity, default: [:]][id] = reason
            } else if reason == .whole, kept[entity]?[id] == .later {
                // Part of a customer that a person's work keeps: no later rollback may take it away.
                kept[entity]?[id] = .whole
            } else if done[entity]?[id] == nil || done[entity]?[id] == true || !whole {
                return
            }
            done[entity, default: [:]][id] = whole
            next[entity, default: [:]][id] = whole
        }
        while !wave.isEmpty {
            var next: [Entity: [RecordID: Bool]] = [:]
            for (entity, records) in wave.sorted(by: { $0.key < $1.key }) {
                let ids = records.keys.sorted()
                let isPart = [Entity.contactPoints, .addresses, .consents].contains(entity)
                let references = Schema.references(of: entity)
                let blocks = try session.rows(of: entity, columns: references.map(\.column), ids: ids)
                while let block = try blocks.next() {
                    for (row, id) in block.ids.enumerated() {
                        let isSeed = seeds[entity]?[id] != nil
                        for (place, reference) in references.enumerated() {
                            guard let other = RecordID(block.rows[row, place]) else { continue }
                            add(reference.to, other, isPart || (isSeed && entity == .accountContacts), &next)
                        }
                    }
                }
                guard entity.isParty || entity == .orders else { continue }
                try session.visitReferrers(to: entity, ids: ids) { referrer in
                    guard let child = referrer.entity, let id = referrer.id else { return }
                    switch child {
                    case .contactPoints, .addresses, .consents, .orderLines: add(child, id, false, &next)
                    case .accountContacts where records[referrer.referenced] == true: add(child, id, false, &next)
                    default: break
                    }
                }
            }
            wave = next
        }
    }
}

/// The book-keeping and the proof.
extension Undoing {
    /// Notes what was taken back and what stays, in changes, crosswalk and watermarks.
    mutating func settle() throws {
        let kept = kept
        try session.settle(batch: load.sequence, undoneBy: batch.id)
        for entity in Entity.allCases {
            guard let records = kept[entity] else { continue }
            var notes = try session.history(of: entity, ids: records.keys.sorted()).filter { change in
                change.kind == .create
                    && (change.batch == load.sequence
                        || lingering.contains { $0.batch == change.batch && $0.number == change.number })
            }
            for index in notes.indices {
                notes[index].undoneBy = ""
                notes[index].kept = records[notes[index].id]?.rawValue ?? ""
            }
            try session.settle(notes)
        }
        var freed = lingering.filter { kept[$0.entity]?[$0.id] == nil }
        for index in freed.indices {
            freed[index].undoneBy = batch.id
            freed[index].kept = ""
        }
        try session.settle(freed)
        try session.undoCrosswalk(of: load.sequence) { entity, id in kept[entity]?[id] != nil }
        if !otherLoads.isEmpty || !freed.isEmpty {
            try session.dropCrosswalk { entity, id in kept[entity]?[id] == nil && isCandidate(entity, id) }
        }
        report.heldSources = try session.undoWatermarks(of: load.sequence)
        for source in report.heldSources { try session.hold(source: source, by: batch.id) }
    }

    /// Hashes the state anew and compares it with the one before the load; when they differ, finds the records that do.
    mutating func prove() throws {
        report.proof.actual = Hex.encode(try StateHash.compute(session).full)
        if report.proof.isEqual { return }
        // An erased person can't be as before: said first.
        report.proof.differences = report.alreadyGone.filter { $0.reason == "was erased" }
        report.proof.differenceCount = report.proof.differences.count
        var listed: [Entity: Set<RecordID>] = [:]
        func list(_ entity: Entity, _ id: RecordID, _ columns: [String], _ reason: String) {
            listed[entity, default: []].insert(id)
            report.proof.differenceCount += 1
            guard report.proof.differences.count < 1_000 else { return }
            report.proof.differences.append(
                StateDifference(entity: entity, id: id, columns: columns, reason: reason))
        }
        for record in report.keptRecords { list(record.entity, record.id, [], "kept: \(record.reason.rawValue)") }
        for field in report.keptFields where listed[field.entity]?.contains(field.id) != true {
            let columns = report.keptFields.filter { $0.id == field.id && $0.entity == field.entity }.map(\.column)
            list(field.entity, field.id, columns, "changed by a person since")
        }
        for field in report.laterFields where listed[field.entity]?.contains(field.id) != true {
            let columns = report.laterFields.filter { $0.id == field.id && $0.entity == field.entity }.map(\.column)
            list(field.entity, field.id, columns, "changed by a later load")
        }
        for entity in Entity.allCases {
            let blocks = try session.rows(of: entity, columns: [], ids: nil)
            while let block = try blocks.next() {
                for (row, id) in block.ids.enumerated() where block.versions[row] > load.versionAfter {
                    if listed[entity]?.contains(id) == true || restored[entity]?.contains(id) == true { continue }
                    list(entity, id, [], "changed or added since the load")
                }
            }
        }
    }
}
