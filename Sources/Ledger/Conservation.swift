internal import CRM
internal import Records

/// Nothing of what customers have gets lost or doubled by a load: checked before it is committed.
///
/// Over the whole load: what was there, and what the load says it makes and changes, is what is there afterwards, in rows
/// and sums by table, kind and currency. For each merge: what survivor and loser had together is what they have together,
/// and nothing of what hung on the loser still does.
struct Conservation {
    /// Rows by table, and sums of money.
    private struct Tally: Equatable {
        var rows: [Entity: Int] = [:]
        var money = MoneyTotals()

        mutating func add(_ entity: Entity, _ row: Int, _ rows: Rows, sign: Int) {
            self.rows[entity, default: 0] += sign
            money.add(entity, row, rows, sign: sign)
        }

        /// What differs, in words; nil when nothing does.
        func difference(to other: Tally) -> String? {
            for entity in Entity.allCases where rows[entity] ?? 0 != other.rows[entity] ?? 0 {
                return "\(other.rows[entity] ?? 0) instead of \(rows[entity] ?? 0) \(entity.table)"
            }
            return MoneyComparison.of(money, other.money).first { !$0.isEqual }.map(Conservation.words)
        }
    }

    private let expected: MoneyTotals
    /// The survivor that each record of a merge ends with, itself included.
    private var survivors: [Entity: [RecordID: RecordID]] = [:]
    private var tallies: [RecordID: Tally] = [:]
    private var losers: [Entity: [RecordID]] = [:]
    /// What hung on the losers.
    private var children: [Entity: Set<RecordID>] = [:]

    /// Looks at what is there, before anything is written; `money` is the whole CRM's.
    init(
        _ merges: [Merge], _ money: MoneyTotals, _ changes: ChangeSet, _ desired: DesiredMaster,
        _ session: any LoadSession
    ) throws {
        for entity in [Entity.accounts, .contacts] {
            guard let into = CustomerModel.columnIndex("merged_into", of: entity) else { continue }
            let updates = changes[entity].updates
            var next: [RecordID: RecordID] = [:]
            for row in 0..<updates.count where updates.masks[row] >> UInt64(into) & 1 == 1 {
                if let survivor = RecordID(updates.new[row, into]) { next[updates.ids[row]] = survivor }
            }
            losers[entity] = next.keys.sorted()
            for loser in next.keys {
                var last = loser
                var steps = 0
                while let further = next[last], steps <= next.count { (last, steps) = (further, steps + 1) }
                survivors[entity, default: [:]][loser] = last
                survivors[entity, default: [:]][last] = last
            }
        }
        var total = money
        var tallies: [RecordID: Tally] = [:]
        if !survivors.isEmpty {
            for (entity, ids) in losers {
                var found: [Entity: Set<RecordID>] = [:]
                try session.visitReferrers(to: entity, ids: ids) { referrer in
                    guard let child = referrer.entity, let id = referrer.id, !child.isParty else { return }
                    found[child, default: []].insert(id)
                }
                for (child, ids) in found { children[child, default: []].formUnion(ids) }
            }
            tallies = try Conservation.tallies(survivors, session)
        }
        for part in changes.entities {
            let isMoney = MoneyTotals.shapes[Int(part.entity.rawValue)] != nil
            let references = Conservation.references(of: part.entity)
            guard isMoney || !survivors.isEmpty && !references.isEmpty else { continue }
            let survivors = survivors
            func add(_ rows: Rows, _ row: Int, _ sign: Int) {
                if isMoney { total.add(part.entity, row, rows, sign: sign) }
                for (column, to) in references {
                    guard let id = RecordID(rows[row, column]), let survivor = survivors[to]?[id] else { continue }
                    tallies[survivor, default: Tally()].add(part.entity, row, rows, sign: sign)
                }
            }
            var scratch = Rows(width: Schema.storedColumns(of: part.entity).count)
            for row in part.creates {
                scratch.removeAll()
                changes.appendCreate(row, of: part.entity, from: desired, to: &scratch)
                add(scratch, 0, 1)
            }
            for row in 0..<part.updates.count {
                scratch.removeAll()
                for column in 0..<scratch.width {
                    let isChanged = part.updates.masks[row] >> UInt64(column) & 1 == 1
                    scratch.append(isChanged ? part.updates.old[row, column] : part.updates.new[row, column])
                }
                add(scratch, 0, -1)
                add(part.updates.new, row, 1)
            }
        }
        expected = total
        self.tallies = tallies
    }

    /// Holds what is there now against what has to be; throws when something got lost or doubled.
    func check(_ money: MoneyTotals, _ session: any LoadSession, batch: String) throws {
        if let differing = MoneyComparison.of(expected, money).first(where: { !$0.isEqual }) {
            throw LedgerFault.badProof(
                batch, reason: "money got lost or doubled: \(Conservation.words(differing))")
        }
        if survivors.isEmpty { return }
        for (entity, ids) in losers {
            try session.visitReferrers(to: entity, ids: ids) { referrer in
                guard let child = referrer.entity, let id = referrer.id, children[child]?.contains(id) == true else {
                    return
                }
                throw LedgerFault.badProof(
                    batch, reason: "\(child.table) \(id) still hangs on \(referrer.referenced), which was merged away")
            }
        }
        let found = try Conservation.tallies(survivors, session)
        for survivor in Set(tallies.keys).union(found.keys).sorted() {
            let (wanted, has) = (tallies[survivor] ?? Tally(), found[survivor] ?? Tally())
            guard let difference = wanted.difference(to: has) else { continue }
            throw LedgerFault.badProof(
                batch, reason: "the merge into \(survivor) doesn't keep what both had: \(difference)")
        }
    }

    private static func words(_ line: MoneyComparison) -> String {
        let kind = line.type.isEmpty ? "" : " (\(line.type))"
        return "\(line.rows.after) \(line.entity.table)\(kind) with \(line.column) \(text(line.sum.after)) "
            + "\(line.currency), not \(line.rows.before) with \(text(line.sum.before))"
    }

    private static func text(_ sum: Int128) -> String {
        let size = sum.magnitude
        let fraction = String(size % 10_000)
        return (sum < 0 ? "-" : "") + "\(size / 10_000)."
            + String(repeating: "0", count: 4 - fraction.count) + fraction
    }

    /// The columns of a table that name customers.
    private static func references(of entity: Entity) -> [(column: Int, to: Entity)] {
        entity.isParty ? [] : Schema.references(of: entity).filter { $0.to.isParty }
    }

    /// What hangs on the records of each merge, by its survivor.
    private static func tallies(
        _ survivors: [Entity: [RecordID: RecordID]], _ session: any LoadSession
    ) throws -> [RecordID: Tally] {
        var hanging: [Entity: [RecordID: [RecordID]]] = [:]
        for (entity, members) in survivors {
            try session.visitReferrers(to: entity, ids: members.keys.sorted()) { referrer in
                guard let child = referrer.entity, let id = referrer.id, !child.isParty,
                    let survivor = members[referrer.referenced]
                else { return }
                hanging[child, default: [:]][id, default: []].append(survivor)
            }
        }
        var tallies: [RecordID: Tally] = [:]
        for (child, rows) in hanging {
            let blocks = try session.rows(of: child, columns: nil, ids: rows.keys.sorted())
            while let block = try blocks.next() {
                for (row, id) in block.ids.enumerated() {
                    for survivor in rows[id] ?? [] {
                        tallies[survivor, default: Tally()].add(child, row, block.rows, sign: 1)
                    }
                }
            }
        }
        return tallies
    }
}
