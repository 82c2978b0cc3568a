internal import CRM
internal import Digest
internal import Records

/// A state of the CRM row by row, as hashes: from it the state after a batch's decisions is foretold, without looking at
/// what the batch then writes.
struct StateCensus {
    private(set) var roots: StateRoots
    private(set) var money: MoneyTotals
    private var ids: [[RecordID]]
    private var hashes: [[UInt8]]

    /// Reads the whole state; `48` bytes a row are kept.
    init(_ session: any LoadSession) throws {
        var ids = Entity.allCases.map { _ in [RecordID]() }
        var hashes = Entity.allCases.map { _ in [UInt8]() }
        var money = MoneyTotals()
        let counts = try session.fingerprint().counts
        for (index, count) in counts.enumerated() {
            ids[index].reserveCapacity(count)
            hashes[index].reserveCapacity(count * SHA256.byteCount)
        }
        roots = try StateHash.compute(session) { entity, id, row, rows, full in
            ids[Int(entity.rawValue)].append(id)
            hashes[Int(entity.rawValue)].append(contentsOf: full)
            money.add(entity, row, rows)
        }
        self.ids = ids
        self.hashes = hashes
        self.money = money
    }

    /// How a record of this state compares with a hash.
    enum Comparison {
        case equal
        case other
        case absent
    }

    /// Compares a record's full hash; `place` goes from record to record, which makes those that come in order cheap.
    func compare(_ entity: Entity, _ id: RecordID, _ hash: [UInt8], near place: inout Int) -> Comparison {
        let own = ids[Int(entity.rawValue)]
        if place >= own.count || own[place] != id {
            var (low, high) = (0, own.count)
            while low < high {
                let middle = (low + high) / 2
                if own[middle] < id { low = middle + 1 } else { high = middle }
            }
            place = low
            guard low < own.count, own[low] == id else { return .absent }
        }
        let start = place * SHA256.byteCount
        place += 1
        let isEqual = hashes[Int(entity.rawValue)][start..<(start + SHA256.byteCount)].elementsEqual(hash)
        return isEqual ? .equal : .other
    }

    /// The full root of the state in which these decisions are carried out and nothing else changes.
    func root(after decisions: StateDecisions) -> [UInt8] {
        var full = SHA256()
        for entity in Entity.allCases.sorted(by: { $0.table < $1.table }) {
            let (own, own32) = (ids[Int(entity.rawValue)], hashes[Int(entity.rawValue)])
            let made = (decisions.made[entity] ?? [:]).sorted { $0.key < $1.key }
            var removed = (decisions.removed[entity] ?? [])[...]
            let changed = decisions.changed[entity] ?? [:]
            var table = SHA256()
            var count = 0
            var next = 0
            for (row, id) in own.enumerated() {
                while next < made.count, made[next].key < id {
                    table.update(changed[made[next].key] ?? made[next].value)
                    count += 1
                    next += 1
                }
                if removed.first == id {
                    removed.removeFirst()
                    continue
                }
                count += 1
                if let hash = changed[id] {
                    table.update(hash)
                } else {
                    table.update(own32[(row * SHA256.byteCount)..<((row + 1) * SHA256.byteCount)])
                }
            }
            for (id, hash) in made[next...] {
                table.update(changed[id] ?? hash)
                count += 1
            }
            full.update(field: entity.table)
            full.update(field: String(count))
            full.update(table.finalize())
        }
        return full.finalize()
    }
}

/// What a batch decided about rows: the hashes of those that change or come back, and, in order, those that go.
struct StateDecisions {
    var changed: [Entity: [RecordID: [UInt8]]] = [:]
    var made: [Entity: [RecordID: [UInt8]]] = [:]
    var removed: [Entity: [RecordID]] = [:]
}
