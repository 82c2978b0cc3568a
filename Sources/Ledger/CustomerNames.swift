internal import CRM
internal import Records

/// The names of the customers that records are or belong to, for reports.
enum CustomerNames {
    /// The names by record; records that are gone, or belong to nobody, have none.
    static func find(
        _ records: [(entity: Entity, id: RecordID)], _ session: any LoadSession
    ) throws -> [RecordID: String] {
        var owner: [RecordID: (entity: Entity, id: RecordID)] = [:]
        var wanted: [Entity: Set<RecordID>] = [:]
        for (entity, part) in Dictionary(grouping: records, by: \.entity) {
            let ids = Set(part.map(\.id)).sorted()
            if entity.isParty {
                wanted[entity, default: []].formUnion(ids)
                continue
            }
            let references = TableComparison.parents(of: entity).filter { $0.to.isParty || $0.to == .orders }
            if references.isEmpty { continue }
            let blocks = try session.rows(of: entity, columns: references.map(\.column), ids: ids)
            while let block = try blocks.next() {
                for (row, id) in block.ids.enumerated() {
                    for (place, reference) in references.enumerated().reversed() {
                        guard let party = RecordID(block.rows[row, place]) else { continue }
                        owner[id] = (reference.to, party)
                    }
                }
            }
        }
        // Lines of orders belong to whoever ordered.
        let orders = Set(owner.values.filter { $0.entity == .orders }.map(\.id))
        if !orders.isEmpty {
            let columns = ["account_id", "contact_id"].compactMap { CustomerModel.columnIndex($0, of: .orders) }
            let blocks = try session.rows(of: .orders, columns: columns, ids: orders.sorted())
            var buyers: [RecordID: (entity: Entity, id: RecordID)] = [:]
            while let block = try blocks.next() {
                for (row, id) in block.ids.enumerated() {
                    if let contact = RecordID(block.rows[row, 1]) { buyers[id] = (.contacts, contact) }
                    if let account = RecordID(block.rows[row, 0]) { buyers[id] = (.accounts, account) }
                }
            }
            for (id, order) in owner where order.entity == .orders { owner[id] = buyers[order.id] }
        }
        for party in owner.values where party.entity.isParty { wanted[party.entity, default: []].insert(party.id) }
        var names: [RecordID: String] = [:]
        for entity in [Entity.accounts, .contacts] {
            let columns = (entity == .accounts ? ["name"] : ["given_name", "family_name"]).compactMap {
                CustomerModel.columnIndex($0, of: entity)
            }
            let blocks = try session.rows(of: entity, columns: columns, ids: (wanted[entity] ?? []).sorted())
            while let block = try blocks.next() {
                for (row, id) in block.ids.enumerated() {
                    let parts = columns.indices.map { block.rows.text(row, $0) }.filter { !$0.isEmpty }
                    names[id] = parts.joined(separator: " ")
                }
            }
        }
        for (id, party) in owner { names[id] = names[party.id] }
        return names
    }
}

extension Undoing {
    /// Gives what stays the names of its customers, as far as a person reads on, and counts the customers concerned.
    mutating func nameCustomers() throws {
        let limit = 1_000
        var records: [(entity: Entity, id: RecordID)] = []
        records += report.keptFields.prefix(limit).map { ($0.entity, $0.id) }
        records += report.overwritten.prefix(limit).map { ($0.entity, $0.id) }
        records += report.keptRecords.prefix(limit).map { ($0.entity, $0.id) }
        records += report.attached.prefix(limit).map { ($0.entity, $0.id) }
        let names = try CustomerNames.find(records, session)
        for index in report.keptFields.indices {
            report.keptFields[index].customer = names[report.keptFields[index].id] ?? ""
        }
        for index in report.overwritten.indices {
            report.overwritten[index].customer = names[report.overwritten[index].id] ?? ""
        }
        for index in report.keptRecords.indices {
            report.keptRecords[index].customer = names[report.keptRecords[index].id] ?? ""
        }
        for index in report.attached.indices {
            report.attached[index].customer = names[report.attached[index].id] ?? ""
        }
        report.customers = customers.count
    }

    /// Lists what people hung on the survivors of merges in scope since: it stays with them.
    mutating func listAttached() throws {
        var boxes = images
        for (loser, survivor, entity) in try ScopeFilter.merges(of: load, session, &boxes)
        where filter.losers.contains(loser) {
            var children: [Entity: Set<RecordID>] = [:]
            try session.visitReferrers(to: entity, ids: [survivor]) { referrer in
                guard let child = referrer.entity, let id = referrer.id, !child.isParty else { return }
                children[child, default: []].insert(id)
            }
            for (child, ids) in children.sorted(by: { $0.key < $1.key }) {
                let known = Set(
                    try session.history(of: child, ids: ids.sorted()).filter { $0.isByLoad }.map(\.id))
                let rows = try session.rows(of: child, columns: [], ids: ids.subtracting(known).sorted())
                while let block = try rows.next() {
                    for (row, id) in block.ids.enumerated() where block.versions[row] > load.versionAfter {
                        report.attached.append(AttachedRecord(entity: child, id: id, survivor: survivor))
                    }
                }
            }
        }
    }
}
