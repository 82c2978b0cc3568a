public import Records

/// Who names whom.
extension SchemaSession {
    /// Every row of any table that names one of these records.
    public func visitReferrers(
        to entity: Entity, ids: [RecordID], but: Set<Entity>, _ body: (Referrer) throws -> Void
    ) throws {
        if ids.isEmpty { return }
        let index = try index(entity)
        let wanted = Set(ids)
        var keys: [String: [String: RecordID]] = [:]
        for id in ids {
            // What lives in columns of another record's row has no id of its own that anything could name.
            guard let entry = index.byID[id], !bound.places[entry.place].isSlot else { continue }
            keys[bound.places[entry.place].table.title, default: [:]][entry.key] = id
        }
        for place in bound.places {
            if place.isSlot { try visitSlots(place, entity, wanted, body) }
            for cell in place.cells where cell.reference == entity && cell.cell.hops.isEmpty {
                try visit(cell, place, entity, keys, body)
            }
        }
        if let column = CustomerModel.columnIndex("merged_into", of: entity) {
            for (id, values) in try memory.beside(entity).sorted(by: { $0.key < $1.key }) {
                guard let other = values["merged_into"].flatMap({ RecordID($0[...]) }), wanted.contains(other),
                    index.byID[id] != nil
                else { continue }
                let name = Schema.storedColumns(of: entity)[column].name
                try body(Referrer(table: entity.table, entity: entity, id: id, column: name, referenced: other))
            }
        }
        for referrer in bound.referrers {
            guard let named = keys[referrer.to], !named.isEmpty else { continue }
            try visit(referrer, named, body)
        }
        for dependant in bound.schema.dependants where dependant.entity == entity {
            guard let table = try tables.table(dependant.table), let column = table.column(dependant.column) else {
                continue
            }
            let filters = dependant.conditions.compactMap { condition in
                table.column(condition.column).map { " AND \(SchemaBinder.sql(condition, $0, "t", tables))" }
            }
            for (_, named) in keys.sorted(by: { $0.key < $1.key }) {
                try visitNaming(table.quoted, column, nil, filters.joined(), named) { _, referenced in
                    try body(
                        Referrer(
                            table: table.title, entity: nil, id: nil, column: column.name, referenced: referenced))
                }
            }
        }
    }

    /// Rows that live in columns of these records.
    private func visitSlots(
        _ place: BoundPlace, _ entity: Entity, _ wanted: Set<RecordID>, _ body: (Referrer) throws -> Void
    ) throws {
        guard let slot = place.place.slot, slot.parent == entity else { return }
        let parents = try index(entity)
        let own = try index(place.entity)
        let column = Schema.storedColumns(of: place.entity)[slot.column].name
        for parent in wanted.sorted() {
            guard parents.byID[parent]?.place == place.parent else { continue }
            let id = bound.slotID(place, parent)
            guard own.byID[id] != nil else { continue }
            try body(
                Referrer(table: place.entity.table, entity: place.entity, id: id, column: column, referenced: parent))
        }
    }

    /// Rows of ours that name these records in a column of theirs.
    private func visit(
        _ cell: BoundCell, _ place: BoundPlace, _ entity: Entity, _ keys: [String: [String: RecordID]],
        _ body: (Referrer) throws -> Void
    ) throws {
        let own = try index(place.entity).byKey[place.index] ?? [:]
        let column = Schema.storedColumns(of: place.entity)[cell.columns[0]].name
        let filters = cell.cell.conditions.compactMap { condition in
            place.table.column(condition.column).map { " AND \(SchemaBinder.sql(condition, $0, "t", tables))" }
        }
        // Companies and people may live in one table; a key of it is one record.
        for (_, named) in keys.sorted(by: { $0.key < $1.key }) {
            try visitNaming(place.table.quoted, cell.column, place.key, filters.joined(), named) { key, referenced in
                guard let key, let id = own[key] else { return }
                try body(
                    Referrer(
                        table: place.entity.table, entity: place.entity, id: id, column: column,
                        referenced: referenced))
            }
        }
    }

    /// Rows that the database's own keys tie to these records, except where a place has told of them already.
    private func visit(
        _ referrer: NativeReferrer, _ named: [String: RecordID], _ body: (Referrer) throws -> Void
    ) throws {
        let title = referrer.schema.isEmpty ? referrer.table : "\(referrer.schema).\(referrer.table)"
        guard let table = try tables.table(title), let column = table.column(referrer.column) else { return }
        let places = bound.places.filter { $0.table.title == table.title }
        let key = places.first { !$0.isSlot }?.key
        let filter = SchemaSession.unlessFollowing(column, places)
        try visitNaming(table.quoted, column, key, filter, named) { key, referenced in
            guard let key,
                let place = try places.first(where: { try !$0.isSlot && index($0.entity).byKey[$0.index]?[key] != nil })
            else {
                try body(
                    Referrer(
                        table: table.title, entity: nil, id: nil, column: column.name, referenced: referenced))
                return
            }
            // What a place of this row writes there is told by its cells.
            let isTold = places.contains { other in
                (other.index == place.index || other.parent == place.index)
                    && other.cells.contains { $0.writes.first?.column.name == column.name }
            }
            guard !isTold, let id = try index(place.entity).byKey[place.index]?[key] else { return }
            try body(
                Referrer(
                    table: place.entity.table, entity: place.entity, id: id, column: column.name,
                    referenced: referenced))
        }
    }

    /// A filter for rows whose column says something of its own: not the same as the column that it is written along
    /// with, and not the row's own id where that is what new rows get.
    private static func unlessFollowing(_ column: NativeColumn, _ places: [BoundPlace]) -> String {
        var leaders: Set<String> = []
        for place in places {
            for cell in place.cells where cell.writes.dropFirst().contains(where: { $0.column.name == column.name }) {
                if let main = cell.writes.first { leaders.insert(main.column.name) }
            }
            for setting in place.settings where setting.column.name == column.name {
                switch setting.preset {
                case .ownID: leaders.insert(place.key.name)
                case .sameAs(let other): leaders.insert(other)
                case .value, .now: break
                }
            }
        }
        let name = "t.\(NativeTables.quoted(column.name))"
        return leaders.sorted().map { " AND t.\(NativeTables.quoted($0)) IS DISTINCT FROM \(name)" }.joined()
    }

    private func visitNaming(
        _ table: String, _ column: NativeColumn, _ key: NativeColumn?, _ filter: String, _ named: [String: RecordID],
        _ body: (_ key: String?, _ referenced: RecordID) throws -> Void
    ) throws {
        let name = "t.\(NativeTables.quoted(column.name))"
        let own = key.map { tables.text("t.\(NativeTables.quoted($0.name))") } ?? "NULL"
        try tables.select(
            """
            SELECT \(tables.text(name)), \(own) FROM \(table) AS t WHERE \(name) IN
            (SELECT \(tables.given(0, as: column.type)) FROM \(tables.given))\(filter)
            """, width: 2, for: named.keys.sorted().map { [Array($0.utf8)] }
        ) { row in
            guard let text = row[0], let referenced = named[String(decoding: text, as: UTF8.self)] else { return }
            try body(row[1].map { String(decoding: $0, as: UTF8.self) }, referenced)
        }
    }

    /// Writes the references of an entity's rows that waited for a record which is there now.
    func writePending(of entity: Entity) throws {
        var left: [Pending] = []
        var rows: [Int: [Int: [[NativeValue]]]] = [:]
        for waiting in pending {
            guard waiting.entity == entity, let entry = try index(entity).byID[waiting.id],
                let reference = bound.places[entry.place].cells[waiting.cell].reference,
                let key = try key(of: waiting.value, reference)
            else {
                left.append(waiting)
                continue
            }
            let cell = bound.places[entry.place].cells[waiting.cell]
            let values: [NativeValue] =
                cell.writes.map { _ in key } + cell.conditions.map { $0.values.first ?? nil }
            rows[entry.place, default: [:]][waiting.cell, default: []].append([Array(entry.key.utf8)] + values)
        }
        pending = left
        for (number, cells) in rows.sorted(by: { $0.key < $1.key }) {
            let place = bound.places[number]
            for (number, rows) in cells.sorted(by: { $0.key < $1.key }) {
                let cell = place.cells[number]
                let columns = cell.writes.map(\.column) + cell.conditions.map(\.column)
                _ = try tables.update(place.table, place.key, columns, rows)
            }
        }
    }

    /// Writes what waited for a record to be there, and lets the database check its own keys.
    public func checkReferences() throws {
        for entity in Set(pending.map(\.entity)).sorted() { try writePending(of: entity) }
        if let pending = pending.first, let entry = try index(pending.entity).byID[pending.id] {
            let cell = bound.places[entry.place].cells[pending.cell]
            throw CRMFault.danglingReference(
                location: location, table: pending.entity.table, id: pending.id.description,
                column: Schema.storedColumns(of: pending.entity)[cell.columns[0]].name,
                missing: String(decoding: pending.value, as: UTF8.self))
        }
        if let table = try tables.unmetReferences() {
            throw CRMFault.danglingReference(
                location: location, table: table, id: "a row", column: "a key", missing: "one")
        }
    }
}
