public import CRM
public import Records

/// A part of a master that is loaded by itself: some of its tables.
public struct Phase: Sendable {
    /// What this part wants.
    public let desired: DesiredMaster
    /// Rows of these tables that wait for a later part, because what they belong to isn't in the CRM yet.
    public let later: [Entity: Int]
    /// References that stay empty until what they name is in the CRM.
    public let emptied: Int
}

extension DesiredMaster {
    /// The part of a finished master that is in `tables`.
    ///
    /// A row comes when everything that it belongs to is in the CRM or in this part; else it waits. A reference to what
    /// isn't there and that a row can do without (owner, author, parent company) stays empty until that is loaded.
    /// Watermarks wait for the whole: they say how far a stream was read.
    public func phase(_ tables: Set<Entity>, on target: any Target) throws -> Phase {
        guard target.exists else { return phase(tables) { _ in [] } }
        return try target.withSession(.reading) { session in
            var known: [Entity: Set<RecordID>] = [:]
            for entity in Set(tables.flatMap { Schema.references(of: $0).map(\.to) }) {
                var ids: Set<RecordID> = []
                let blocks = try session.rows(of: entity, columns: [0], ids: nil)
                while let block = try blocks.next() { ids.formUnion(block.ids) }
                known[entity] = ids
            }
            return .rollback(phase(tables) { known[$0] ?? [] })
        }
    }

    private func phase(_ tables: Set<Entity>, _ inCRM: (Entity) -> Set<RecordID>) -> Phase {
        var part = self
        part.tables = Entity.allCases.map { DesiredTable(rows: Rows(width: self[$0].rows.width)) }
        part.watermarks = []
        var later: [Entity: Int] = [:]
        var emptied = 0
        var present: [Entity: Set<RecordID>] = [:]
        for entity in Entity.allCases where tables.contains(entity) {
            let table = self[entity]
            let needed = Set(TableComparison.parents(of: entity).map(\.column))
            let references = Schema.references(of: entity)
            for reference in references where present[reference.to] == nil {
                present[reference.to] = inCRM(reference.to)
            }
            // A table may name itself, and whatever comes of it is there in the end.
            if references.contains(where: { $0.to == entity }) { present[entity, default: []].formUnion(table.ids) }
            var own = DesiredTable(rows: Rows(width: table.rows.width))
            for row in table.ids.indices {
                var missing: Set<Int> = []
                for reference in references where table.rows.length(row, reference.column) > 0 {
                    guard let id = RecordID(table.rows[row, reference.column]),
                        present[reference.to]?.contains(id) != true
                    else { continue }
                    missing.insert(reference.column)
                }
                if !missing.isDisjoint(with: needed) {
                    later[entity, default: 0] += 1
                    continue
                }
                own.ids.append(table.ids[row])
                own.founding.append(table.founding[row])
                if !table.reasons.isEmpty {
                    let width = table.rows.width
                    let reasons = table.reasons.dropFirst(row * width).prefix(width)
                    own.reasons += reasons
                    // The last rows of a table may have none.
                    own.reasons += repeatElement(0, count: width - reasons.count)
                }
                if missing.isEmpty {
                    own.rows.appendRow(row, of: table.rows)
                    continue
                }
                emptied += missing.count
                for column in 0..<table.rows.width {
                    if missing.contains(column) {
                        own.rows.appendEmpty()
                    } else {
                        table.rows.withField(row, column) { own.rows.append($0) }
                    }
                }
            }
            present[entity] = (present[entity] ?? inCRM(entity)).union(own.ids)
            part.tables[Int(entity.rawValue)] = own
        }
        part.merges = merges.filter { tables.contains($0.entity) }
        let kept = Dictionary(uniqueKeysWithValues: tables.map { ($0, Set(part[$0].ids)) })
        part.crosswalk.filter { entity, id in kept[entity]?.contains(id) == true }
        return Phase(desired: part, later: later, emptied: emptied)
    }
}
