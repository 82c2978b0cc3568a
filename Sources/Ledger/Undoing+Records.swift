internal import CRM
internal import Digest
internal import Records

/// The records that the load made: which go and which stay.
extension Undoing {
    /// Removes every record in scope that the load made, nobody touched and nothing hangs on.
    mutating func removeRecords() throws {
        try findLingering()
        let shared = try sharedRecords()
        for entity in Entity.allCases {
            let blocks = try session.changes(of: load.sequence, entity: entity, kinds: [.create])
            while let block = try blocks.next() {
                var whole: [ChangeRow] = []
                var parts: [ChangeRow] = []
                for change in block {
                    if filter.isWhole {
                        whole.append(change)
                        continue
                    }
                    let mask = filter.mask(change, nil)
                    if mask == 0 { continue }
                    if filter.takesWhole(change, mask), !shared.contains(change.id) {
                        whole.append(change)
                        noteSources(change, mask)
                    } else {
                        parts.append(change)
                    }
                }
                matched += whole.count
                try sort(whole.filter(\.undoneBy.isEmpty), entity)
                try restore(parts, entity)
                report.emptied += parts.count
            }
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
        let side = SideWork<[ChangeRow]>()
        let station = RemovalStation(try ImageCipher(database: database, keys: keys), manifest)
        for entity in Entity.allCases.reversed() {
            let ids = (candidates[entity] ?? []).filter { kept[entity]?[$0] == nil }
            if !ids.isEmpty { try remove(ids, entity, station, side) }
        }
        while let notes = try side.take() { try session.append(notes) }
        for entity in Entity.allCases {
            for (id, reason) in (kept[entity] ?? [:]).sorted(by: { $0.key < $1.key }) {
                report.keptRecords.append(
                    KeptRecord(entity: entity, id: id, reason: reason, detail: details[entity]?[id] ?? ""))
            }
        }
    }

    /// Finds what stayed of loads that were taken back before; of a record that was made several times its last making counts.
    private mutating func findLingering() throws {
        guard filter.isWhole else { return }
        var places: [Entity: [RecordID: Int]] = [:]
        for change in try session.keptChanges(for: KeptReason.later.rawValue) {
            guard let place = places[change.entity]?[change.id] else {
                places[change.entity, default: [:]][change.id] = lingering.count
                lingering.append(change)
                continue
            }
            let isNewer = (lingering[place].batch, lingering[place].number) < (change.batch, change.number)
            outdated.append(isNewer ? lingering[place] : change)
            if isNewer { lingering[place] = change }
        }
    }

    /// For a source by itself: the records that other sources share, by this load's crosswalk.
    private func sharedRecords() throws -> Set<RecordID> {
        if filter.scope.sources.isEmpty { return [] }
        var shared: Set<RecordID> = []
        let blocks = try session.crosswalk(since: load.sequence)
        while let block = try blocks.next() {
            for entry in block where entry.batch == load.sequence && !filter.scope.sources.contains(entry.source) {
                shared.insert(entry.masterID)
            }
        }
        return shared
    }

    /// Removes records, their values sealed in the rollback's own changes: beside this thread, while the database is busy
    /// with the next ones.
    private mutating func remove(
        _ ids: [RecordID], _ entity: Entity, _ station: RemovalStation, _ side: SideWork<[ChangeRow]>
    ) throws {
        report.deleted[entity] = ids.count
        decisions.removed[entity] = ids
        var start = 0
        while start < ids.count {
            let part = Array(ids[start..<min(start + 8_192, ids.count)])
            start += part.count
            let rows = try session.rows(of: entity, columns: nil, ids: part)
            while let block = try rows.next() {
                let roots = block.ids.indices.map { ImageBox.root(entity, block.ids[$0], $0, of: block.rows) }
                try images.prepare(roots, making: true)
                let salts = try images.salts(of: roots, batch: batch.sequence)
                if entity != .orderLines, entity != .users { customers.formUnion(roots) }
                let notes = block.ids.map { nextChange(entity, $0, .delete) }
                side.add { try station.seal(notes, block.rows, roots, salts) }
            }
            if side.count > 1, let notes = try side.take() { try session.append(notes) }
            if !filter.isWhole {
                var made = try session.history(of: entity, ids: part).filter {
                    $0.batch == load.sequence && $0.kind == .create
                }
                for index in made.indices { made[index].undoneBy = batch.id }
                try session.settle(made)
            }
            try session.delete(entity, ids: part)
        }
    }

    /// Sorts created records into those that are as the load made them and those that aren't.
    private mutating func sort(_ changes: [ChangeRow], _ entity: Entity) throws {
        if changes.isEmpty { return }
        var touched: [ChangeRow] = []
        var place = 0
        for change in changes {
            let isChanged = decisions.changed[entity]?[change.id] != nil
            switch isChanged ? .other : census.compare(entity, change.id, change.rowHash, near: &place) {
            case .equal: candidates[entity, default: []].append(change.id)
            case .other: touched.append(change)
            case .absent:
                guard change.batch == load.sequence else { continue }
                report.alreadyGone.append(
                    StateDifference(
                        entity: entity, id: change.id,
                        reason: change.isErased ? StateDifference.erased : StateDifference.deleted))
            }
        }
        var hasher = RowHasher()
        var next = 0
        let blocks = try session.rows(of: entity, columns: nil, ids: touched.map(\.id))
        while let block = try blocks.next() {
            for (row, id) in block.ids.enumerated() {
                while touched[next].id < id { next += 1 }
                if hasher.full(id, row, of: block.rows) == touched[next].rowHash {
                    candidates[entity, default: []].append(id)
                } else {
                    try sortTouched(touched[next], block.rows, row)
                }
                next += 1
            }
        }
    }

    private mutating func sortTouched(_ change: ChangeRow, _ rows: Rows, _ row: Int) throws {
        let history = try session.history(of: change.entity, ids: [change.id])
        var written = [UInt64](repeating: 0, count: rows.width)
        FieldHash.visit(change.hashes) { column, hash in
            if column < written.count, change.holds(column) { written[column] = hash }
        }
        var reason: KeptReason?
        for column in 0..<rows.width {
            let now = FieldHash.hash(rows[row, column])
            if now == written[column] { continue }
            if let later = lastWriter(column, history, among: otherLoads),
                let entry = history.last(where: { $0.batch == later && $0.undoneBy.isEmpty }),
                FieldHash.entry(column, in: entry.hashes) == now
            {
                if reason == nil { reason = .later }
                continue
            }
            reason = .edited
            keep(change.entity, change.id, column, rows, row, nil)
        }
        if let reason {
            kept[change.entity, default: [:]][change.id] = reason
        } else {
            candidates[change.entity, default: []].append(change.id)
        }
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
        // Tables of which every single row is decided here: none of theirs can be a dependant from outside.
        let decided = Set(
            Entity.allCases.filter { entity in
                let own = (candidates[entity] ?? []).count + (kept[entity] ?? [:]).count
                return own == census.roots.counts[Int(entity.rawValue)]
            })
        for entity in Entity.allCases {
            // What a later load changed stays for now; whether for good, depends on what people hung on it.
            let touched = (kept[entity] ?? [:]).filter { $0.value == .later }.keys
            let ids = ((candidates[entity] ?? []) + touched).sorted()
            if ids.isEmpty { continue }
            var strangers: [RecordID: [String: Int]] = [:]
            try session.visitReferrers(to: entity, ids: ids, but: decided) { referrer in
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
                    let hash = FieldHash.hash(referenced.utf8[...])
                    let isLater = (history[id] ?? []).contains {
                        (otherLoads.contains($0.batch) || !filter.isWhole && $0.batch == load.sequence)
                            && $0.holds(index)
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
        let own = Set(lingering.map(\.batch)).union([load.sequence])
        let blocks = try session.crosswalk(since: first)
        var last: CrosswalkEntry?
        var (isTied, isHolding, isOwn) = (false, false, false)
        func decide() {
            guard let last, isTied, isHolding, !isOwn, isCandidate(last.entity, last.masterID) else { return }
            if kept[last.entity]?[last.masterID] == nil { kept[last.entity, default: [:]][last.masterID] = .later }
        }
        while let block = try blocks.next() {
            for entry in block {
                if last?.masterID != entry.masterID || last?.key != entry.key || last?.record != entry.record
                    || last?.stream != entry.stream || last?.source != entry.source
                {
                    decide()
                    (last, isTied, isHolding, isOwn) = (entry, false, false, false)
                }
                if own.contains(entry.batch) { isOwn = true }
                if otherLoads.contains(entry.batch) { isTied = true }
                if entry.endedBy == 0 { isHolding = true }
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

/// What of a removal needs no database: sealing and the manifest. One thread at a time works here.
private final class RemovalStation: @unchecked Sendable {
    private let cipher: ImageCipher
    private let manifest: ManifestWriter?
    private var image: [UInt8] = []

    init(_ cipher: ImageCipher, _ manifest: ManifestWriter?) {
        self.cipher = cipher
        self.manifest = manifest
    }

    /// The changes with their rows' values sealed; their lines are in the manifest.
    func seal(_ changes: [ChangeRow], _ rows: Rows, _ roots: [RecordID], _ salts: [UInt8]) throws -> [ChangeRow] {
        var notes = changes
        for row in notes.indices {
            let note = notes[row]
            image.removeAll(keepingCapacity: true)
            for column in 0..<rows.width where rows.length(row, column) > 0 {
                Image.append(column, rows[row, column], [], to: &image)
            }
            let sealed = try cipher.seal(
                image, root: roots[row], salts: salts, at: row * ImageCipher.saltBytes, batch: note.batch,
                number: note.number, entity: note.entity, id: note.id)
            notes[row].sealed = sealed
            try manifest?.append(note.entity, note.id.utf8, .delete, image: sealed)
        }
        return notes
    }
}
