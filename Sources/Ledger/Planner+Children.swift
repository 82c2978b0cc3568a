internal import CRM
internal import Digest
internal import Records

/// Where the facts that hang on a customer meet those that a person typed into the CRM.
extension Comparison {
    /// Finds the rows that a person typed and a source brings too, by natural key, and the primaries that collide.
    ///
    /// Gives the desired rows by the id under which the CRM knows them; nil when that is their own.
    mutating func adopt(_ entity: Entity) throws -> [(id: RecordID, row: Int)]? {
        let table = desired[entity]
        let columns = CustomerModel.columns(of: entity)
        let natural = CustomerModel.naturalKey(of: entity).compactMap { CustomerModel.columnIndex($0, of: entity) }
        let own = natural.filter { if case .reference = columns[$0].type { false } else { true } }
        let primary = CustomerModel.columnIndex("is_primary", of: entity)
        let group = ["account_id", "contact_id", "kind"].compactMap { CustomerModel.columnIndex($0, of: entity) }
        if natural.isEmpty || table.ids.isEmpty { return nil }

        var wantedPrimary: [UInt64: Int] = [:]
        if let primary {
            for row in table.ids.indices where table.rows[row, primary].elementsEqual("true".utf8) {
                let key = Comparison.hash(table.rows, row, group)
                if wantedPrimary[key] == nil { wantedPrimary[key] = row } else { notPrimary.insert(row) }
            }
        }
        var byKey: [UInt64: Int]?
        var present: Set<Int> = []
        var candidates: [(id: RecordID, row: Int)] = []
        var primaries: [(id: RecordID, row: Int)] = []
        var next = 0
        let read = natural + (primary.map { [$0] } ?? []) + group
        let places = (0..<natural.count, natural.count, (read.count - group.count)..<read.count)
        let blocks = try session.rows(of: entity, columns: read, ids: nil)
        while let block = try blocks.next() {
            for (row, id) in block.ids.enumerated() {
                while next < table.ids.count, table.ids[next] < id { next += 1 }
                let isWanted = next < table.ids.count && table.ids[next] == id
                if isWanted { present.insert(next) }
                if primary != nil, block.rows[row, places.1].elementsEqual("true".utf8) {
                    let key = Comparison.hash(block.rows, row, Array(places.2))
                    if let wanted = wantedPrimary[key] { primaries.append((id, wanted)) }
                }
                if isWanted { continue }
                let rows = byKey ?? keys(table, natural, own)
                byKey = rows
                guard let wanted = rows[Comparison.hash(block.rows, row, Array(places.0))],
                    zip(places.0, natural).allSatisfy({ block.rows[row, $0].elementsEqual(table.rows[wanted, $1]) })
                else { continue }
                candidates.append((id, wanted))
            }
        }
        var adopted: [Int: RecordID] = [:]
        for (id, row) in candidates where !present.contains(row) && adopted[row] == nil {
            adopted[row] = id
            changes.adopted[table.ids[row]] = id
        }
        let collisions = primaries.filter { $0.id != adopted[$0.row] ?? table.ids[$0.row] }
        let absent = collisions.map(\.row).filter { !present.contains($0) && adopted[$0] == nil }
        let deleted = try heldRecords(entity, absent.map { table.ids[$0] })
        try settlePrimaries(
            entity, collisions.filter { !hasLostParent(entity, $0.row) && !deleted.contains(table.ids[$0.row]) })
        if adopted.isEmpty { return nil }
        return table.ids.indices.map { (adopted[$0] ?? table.ids[$0], $0) }.sorted { $0.id < $1.id }
    }

    /// Those of these records that a load which still holds wrote; of records that aren't there, a person deleted them.
    private func heldRecords(_ entity: Entity, _ ids: [RecordID]) throws -> Set<RecordID> {
        var held = HeldValues(session, entity, isEmpty: !hasHistory || ids.isEmpty)
        let sorted = Set(ids).sorted()
        held.only = sorted
        return try Set(sorted.filter { try held.seek($0) })
    }

    private func keys(_ table: DesiredTable, _ natural: [Int], _ own: [Int]) -> [UInt64: Int] {
        var rows: [UInt64: Int] = [:]
        for row in table.ids.indices where own.isEmpty || own.contains(where: { table.rows.length(row, $0) > 0 }) {
            rows[Comparison.hash(table.rows, row, natural)] = row
        }
        return rows
    }

    private static func hash(_ rows: Rows, _ row: Int, _ columns: [Int]) -> UInt64 {
        columns.reduce(0) { hash, column in
            rows.withField(row, column) { Hash64.hash($0, seed: hash &* 31 &+ 7) }
        }
    }

    /// A primary of ours that nobody touched gives way to the new one; one that a person typed or changed stays, and
    /// the new one isn't primary.
    private mutating func settlePrimaries(_ entity: Entity, _ collisions: [(id: RecordID, row: Int)]) throws {
        if collisions.isEmpty { return }
        let columns = CustomerModel.columns(of: entity)
        let ids = Set(collisions.map(\.id)).sorted()
        var held = HeldValues(session, entity, isEmpty: !hasHistory)
        held.only = ids
        let wanted = Dictionary(collisions.map { ($0.id, $0.row) }, uniquingKeysWith: { first, _ in first })
        guard let primary = CustomerModel.columnIndex("is_primary", of: entity),
            let kind = CustomerModel.columnIndex("kind", of: entity)
        else { return }
        let until = entity == .addresses ? CustomerModel.columnIndex("valid_until", of: entity) : nil
        let blocks = try session.rows(of: entity, columns: nil, ids: ids)
        while let block = try blocks.next() {
            for (row, id) in block.ids.enumerated() {
                var isOurs = try held.seek(id)
                for column in columns.indices where isOurs {
                    isOurs = held.value(column) ?? 0 == FieldHash.hash(block.rows[row, column])
                }
                guard isOurs else {
                    if let row = wanted[id] { notPrimary.insert(row) }
                    continue
                }
                forced[entity, default: [:]][id, default: [:]][primary] = Array("false".utf8)
                let isSuperseded = block.rows[row, kind].elementsEqual("billing".utf8) && !desires(entity, id)
                if let until, isSuperseded, block.rows.length(row, until) == 0 {
                    forced[entity, default: [:]][id, default: [:]][until] = Array(changes.now.utf8.prefix(10))
                }
            }
        }
    }

    private func desires(_ entity: Entity, _ id: RecordID) -> Bool {
        let ids = desired[entity].ids
        var (low, high) = (0, ids.count)
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id
    }

    /// Marks the losers of merges and hangs what hung on them on the survivors. Of merges into each other and of several
    /// of one record the first one holds; of a record merged into one that is merged itself, what hung on it goes to
    /// the last.
    mutating func planMerges() throws {
        var next: [RecordID: RecordID] = [:]
        func last(_ id: RecordID) -> RecordID {
            var current = id
            while let further = next[current] { current = further }
            return current
        }
        var merges: [Merge] = []
        for merge in desired.merges where next[merge.loser] == nil && last(merge.survivor) != merge.loser {
            guard let into = CustomerModel.columnIndex("merged_into", of: merge.entity),
                let deleted = CustomerModel.columnIndex("deleted_at", of: merge.entity)
            else { continue }
            var found = 0
            let blocks = try session.rows(
                of: merge.entity, columns: [into, deleted], ids: [merge.loser, merge.survivor].sorted())
            while let block = try blocks.next() {
                for row in block.ids.indices where block.rows.length(row, 0) + block.rows.length(row, 1) == 0 {
                    found += 1
                }
            }
            guard found == 2 else { continue }
            next[merge.loser] = merge.survivor
            forced[merge.entity, default: [:]][merge.loser, default: [:]][into] = merge.survivor.utf8
            forced[merge.entity, default: [:]][merge.loser, default: [:]][deleted] = Array(changes.now.utf8)
            merged.insert(merge.loser)
            merges.append(merge)
        }
        for merge in merges {
            let survivor = last(merge.survivor)
            survivors[merge.loser] = survivor
            try session.visitReferrers(to: merge.entity, ids: [merge.loser]) { referrer in
                guard let child = referrer.entity, let id = referrer.id,
                    let column = CustomerModel.columnIndex(referrer.column, of: child)
                else { return }
                // A record that named the loser and is the survivor mustn't come to name itself.
                forced[child, default: [:]][id, default: [:]][column] = id == survivor ? [] : survivor.utf8
                if let primary = CustomerModel.columnIndex("is_primary", of: child) {
                    forced[child, default: [:]][id, default: [:]][primary] = Array("false".utf8)
                }
                merged.insert(id)
            }
        }
    }
}
