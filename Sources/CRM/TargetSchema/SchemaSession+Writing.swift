public import Records

/// Rows are written as the description says, and read back.
extension SchemaSession {
    typealias Whole = (id: RecordID, values: [[UInt8]])

    private static func whole(_ rows: Rows, _ row: Int) -> [[UInt8]] { (0..<rows.width).map { Array(rows[row, $0]) } }

    private func note(_ entity: Entity, _ ids: some Sequence<RecordID>) {
        hasWritten = true
        written[entity, default: []].formUnion(ids)
    }

    // MARK: Insert

    /// Adds rows.
    public func insert(_ entity: Entity, ids: [RecordID], rows: Rows) throws {
        if ids.isEmpty { return }
        var parts: [Int: [Whole]] = [:]
        for (row, id) in ids.enumerated() {
            guard let place = place(for: entity, { rows[row, $0] }) else {
                throw CRMFault.homeless(location: location, table: entity.table, id: id)
            }
            parts[place.index, default: []].append((id, SchemaSession.whole(rows, row)))
        }
        for (number, rows) in parts.sorted(by: { $0.key < $1.key }) {
            let place = bound.places[number]
            if place.isSlot { try insertSlots(place, rows) } else { try insertRows(place, rows) }
        }
        note(entity, ids)
    }

    private func insertRows(_ place: BoundPlace, _ rows: [Whole]) throws {
        let index = try index(place.entity)
        let keys = try makeKeys(place.place.making, place.table, place.key, rows.map(\.id))
        let cells = place.cells.indices.filter { place.cells[$0].isWritten }
        var natives: [NativeRow] = []
        for (row, key) in zip(rows, keys) {
            var native = try encode(place, cells, row.values)
            for number in native.pending {
                pending.append(
                    Pending(
                        entity: place.entity, id: row.id, cell: number,
                        value: row.values[place.cells[number].columns[0]]))
            }
            fill(&native, place, key, row.values)
            natives.append(native)
            try keepBeside(place, row.id, row.values, all: true)
        }
        if let shared = place.place.shared {
            let keys = try sharedKeys(place, natives)
            for row in natives.indices {
                natives[row].values[shared.by] = .some(natives[row].shared.flatMap { keys[$0] }.map { Array($0.utf8) })
            }
        }
        for (names, part) in Dictionary(grouping: natives, by: \.columns).sorted(by: {
            $0.key.joined() < $1.key.joined()
        }) {
            let columns = names.compactMap { place.table.column($0) }
            try tables.insert(
                place.table, columns, part.map { row in names.map { name -> NativeValue in row.values[name] ?? nil } })
        }
        if place.place.making != .uuid {
            try memory.add(
                place.entity, place.table.title, zip(keys, rows).map { ($0, $1.id) }, batch: try nextSequence())
        }
        // Rows of one table may name each other, and not every database waits for all of them to be there.
        for (row, key) in zip(rows, keys) { index.add(row.id, place.index, key) }
        try writePending(of: place.entity)
    }

    /// Fills what our values leave empty: key, constants, presets; what has a default of its own is left to it.
    private func fill(_ native: inout NativeRow, _ place: BoundPlace, _ key: String, _ values: [[UInt8]]) {
        native.values[place.key.name] = .some(Array(key.utf8))
        for (column, value) in place.conditions { native.values[column.name] = .some(value) }
        func isOpen(_ column: NativeColumn) -> Bool { (native.values[column.name] ?? nil) == nil }
        for (column, preset) in place.settings where isOpen(column) {
            switch preset {
            case .value(let text): native.values[column.name] = .some(SchemaBinder.value(text, column, tables))
            case .ownID: native.values[column.name] = .some(Array(key.utf8))
            case .now:
                let now = values[values.count - Schema.bookkeeping.count]
                native.values[column.name] = .some(
                    NativeForm.encode(now[...], .timestamp, column, isSQLite: tables.isSQLite))
            case .sameAs: break
            }
        }
        for (column, preset) in place.settings where isOpen(column) {
            guard case .sameAs(let other) = preset, let value = native.values[other] else { continue }
            native.values[column.name] = .some(value)
        }
        for column in place.table.columns where column.hasDefault {
            if let value = native.values[column.name], value == nil { native.values[column.name] = nil }
        }
    }

    private func makeKeys(
        _ making: TargetSchema.IDMaking, _ table: NativeTable, _ key: NativeColumn, _ ids: [RecordID]
    ) throws -> [String] {
        switch making {
        case .nobody, .uuid: ids.map(\.description)
        case .text(let length): ids.map { BoundSchema.textKey($0, table.title, length: length) }
        case .sequence(let name): try tables.nextIDs(table, key, sequence: name, count: ids.count)
        }
    }

    private func insertSlots(_ place: BoundPlace, _ rows: [Whole]) throws {
        guard let slot = place.place.slot, let parent = place.parent else { return }
        let index = try index(place.entity)
        let parents = try self.index(slot.parent)
        var entries: [(row: Whole, owner: RecordID, key: String)] = []
        for row in rows {
            guard let owner = RecordID(row.values[slot.column][...]), let entry = parents.byID[owner],
                entry.place == parent
            else { throw CRMFault.homeless(location: location, table: place.entity.table, id: row.id) }
            entries.append((row, owner, entry.key))
            index.add(row.id, place.index, entry.key)
        }
        // What was there before, if only an empty text, comes back when the slot is emptied.
        let before = try read(place.entity, rows.map(\.id))
        var originals: [SchemaMemory.Original] = []
        let cells = Array(place.cells.indices)
        var natives: [(key: String, row: NativeRow)] = []
        for (row, _, key) in entries {
            let native = try encode(place, cells, row.values)
            if let found = before[row.id]?.natives {
                var old: [String: NativeValue] = [:]
                for write in cells.flatMap({ place.cells[$0].writes }) {
                    if let value = found[write.read] { old[write.column.name] = .some(value) }
                }
                if !old.isEmpty {
                    originals.append(.init(entity: place.entity, id: row.id, cell: "*", natives: old))
                }
            }
            natives.append((key, native))
            try keepBeside(place, row.id, row.values, all: true)
        }
        try memory.remember(originals)
        try write(place, natives)
    }

    /// Changes columns of rows, those with the same columns together.
    private func write(_ place: BoundPlace, _ natives: [(key: String, row: NativeRow)]) throws {
        let groups = Dictionary(grouping: natives, by: { $0.row.columns })
        for (names, part) in groups.sorted(by: { $0.key.joined() < $1.key.joined() }) {
            let columns = names.compactMap { place.table.column($0) }
            let rows = part.map { entry -> [NativeValue] in
                [Array(entry.key.utf8)] + names.map { name -> NativeValue in entry.row.values[name] ?? nil }
            }
            let touched = try tables.update(place.table, place.key, columns, rows)
            guard touched == rows.count else {
                throw CRMFault.damaged(
                    location: location,
                    what:
                        "\(rows.count - touched) rows of \(place.table.title) weren't changed, which only a trigger or a "
                        + "rule of that table can explain")
            }
        }
    }

    // MARK: Update

    /// Changes rows.
    public func update(_ entity: Entity, ids: [RecordID], masks: [UInt64], rows: Rows) throws {
        if ids.isEmpty { return }
        let index = try index(entity)
        let before = try read(entity, ids)
        var natives: [Int: [(key: String, row: NativeRow)]] = [:]
        var originals: [SchemaMemory.Original] = []
        for (row, id) in ids.enumerated() {
            guard let entry = index.byID[id], let found = before[id] else {
                throw CRMFault.vanished(location: location, table: entity.table, id: id)
            }
            let place = bound.places[entry.place]
            let values = SchemaSession.whole(rows, row)
            let cells = touched(place, masks[row])
            var native = try encode(place, cells, values)
            for number in native.pending {
                pending.append(
                    Pending(entity: entity, id: id, cell: number, value: values[place.cells[number].columns[0]]))
            }
            try restoreOriginals(place, id, cells, values, found.natives, &native)
            originals += try unlike(place, id, cells, found.natives)
            try keepBeside(place, id, values, all: false)
            if place.place.shared == nil || native.shared == nil {
                if !native.values.isEmpty { natives[entry.place, default: []].append((entry.key, native)) }
            } else if let shared = place.place.shared, let value = native.shared {
                let key = try sharedKeys(place, [native])[value]
                native.values[shared.by] = .some(key.map { Array($0.utf8) })
                natives[entry.place, default: []].append((entry.key, native))
            }
        }
        try memory.remember(originals)
        for (number, part) in natives.sorted(by: { $0.key < $1.key }) { try write(bound.places[number], part) }
        note(entity, ids)
    }

    /// Cells whose text can't be made again from our value: an empty text where we would write nothing, a name of several
    /// words, an amount with other decimals.
    private func unlike(
        _ place: BoundPlace, _ id: RecordID, _ cells: [Int], _ natives: [NativeValue]
    ) throws -> [SchemaMemory.Original] {
        let again = try encode(place, cells, try decode(place, natives, id))
        var originals: [SchemaMemory.Original] = []
        for number in cells {
            let cell = place.cells[number]
            var all = cell.writes.map { ($0.column.name, natives[$0.read]) }
            all += cell.conditions.map { ($0.column.name, natives[$0.read]) }
            guard all.contains(where: { name, value in again.values[name].map { $0 != value } ?? (value != nil) })
            else {
                continue
            }
            originals.append(
                .init(
                    entity: place.entity, id: id, cell: cell.cell.name,
                    natives: Dictionary(all.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })))
        }
        return originals
    }

    /// Where a value comes back that the other program once wrote in its own way, it comes back that way.
    private func restoreOriginals(
        _ place: BoundPlace, _ id: RecordID, _ cells: [Int], _ values: [[UInt8]], _ natives: [NativeValue],
        _ native: inout NativeRow
    ) throws {
        let known = try memory.originals(place.entity, id)
        if known.isEmpty { return }
        for number in cells {
            let cell = place.cells[number]
            for original in known.reversed() where original.cell == cell.cell.name {
                var then = natives
                for (read, part) in place.reads.enumerated() {
                    if let value = original.natives[part.name] { then[read] = value }
                }
                let decoded = try decode(place, then, id)
                guard cell.columns.allSatisfy({ decoded[$0] == values[$0] }) else { continue }
                for (name, value) in original.natives { native.values[name] = .some(value) }
                native.pending.removeAll { $0 == number }
                pending.removeAll { $0.entity == place.entity && $0.id == id && $0.cell == number }
                break
            }
        }
    }

    /// Keeps what the other program has no column for.
    private func keepBeside(_ place: BoundPlace, _ id: RecordID, _ values: [[UInt8]], all: Bool) throws {
        for name in ["merged_into", "deleted_at"] {
            guard let column = CustomerModel.columnIndex(name, of: place.entity) else { continue }
            let cell = place.cells.first { $0.columns.contains(column) }
            let isFlag = cell.map { if case .flag = $0.cell.form { true } else { false } } ?? (name == "merged_into")
            guard isFlag else { continue }
            let known = try memory.beside(place.entity)[id]?[name] ?? []
            if known != values[column] { try memory.setBeside(place.entity, id, name, values[column]) }
        }
    }

    // MARK: Shared rows

    /// The keys of the shared rows for these values; those that aren't there are made.
    private func sharedKeys(_ place: BoundPlace, _ natives: [NativeRow]) throws -> [[UInt8]: String] {
        guard let shared = place.place.shared, let (table, key) = place.shared, let find = table.column(shared.find)
        else { return [:] }
        func form(_ value: [UInt8]) -> [UInt8] { shared.findsLower ? NativeForm.lower(value[...]) : value }
        var order: [[UInt8]] = []
        var wanted: [[UInt8]: [[UInt8]]] = [:]
        var besides: [[UInt8]: [String: NativeValue]] = [:]
        for native in natives {
            guard let value = native.shared, !value.isEmpty else { continue }
            if wanted[form(value)] == nil { order.append(form(value)) }
            wanted[form(value), default: []].append(value)
            besides[form(value), default: [:]].merge(native.sharedFills) { first, _ in first }
        }
        var keys: [[UInt8]: String] = [:]
        let live = shared.conditions.compactMap { condition in
            table.column(condition.column).map { " AND " + SchemaBinder.sql(condition, $0, "s", tables) }
        }
        try tables.select(
            """
            SELECT \(tables.text("s.\(NativeTables.quoted(find.name))")), \(tables.text("s.\(NativeTables.quoted(key.name))"))
            FROM \(table.quoted) AS s WHERE s.\(NativeTables.quoted(find.name)) IN
            (SELECT \(tables.given(0, as: find.type)) FROM \(tables.given))\(live.joined())
            ORDER BY s.\(NativeTables.quoted(key.name)) DESC
            """, width: 2, for: order.map { [$0] }
        ) { row in
            guard let value = row[0], let key = row[1] else { return }
            for own in wanted[value] ?? [] { keys[own] = String(decoding: key, as: UTF8.self) }
        }
        let missing = order.filter { keys[(wanted[$0] ?? [[]])[0]] == nil }
        if missing.isEmpty { return keys }
        let ids = missing.map { bound.derivedID("shared/\(table.title)", String(decoding: $0, as: UTF8.self)) }
        let made = try makeKeys(shared.making, table, key, ids)
        let rows = zip(missing, made).map { value, newKey -> [String: NativeValue] in
            let own = (wanted[value] ?? [value])[0]
            var row: [String: NativeValue] = [key.name: .some(Array(newKey.utf8))]
            func set(_ name: String, _ text: String?) {
                guard let column = table.column(name) else { return }
                row[name] = .some(text.map { SchemaBinder.value($0, column, tables) })
            }
            for condition in shared.conditions { set(condition.column, condition.values.first ?? nil) }
            for setting in shared.settings { if case .value(let text) = setting.preset { set(setting.column, text) } }
            for fill in shared.fills {
                switch fill.part {
                case .value: row[fill.column] = .some(own)
                case .lower: row[fill.column] = .some(NativeForm.lower(own[...]))
                case .digits: row[fill.column] = .some(own.filter { $0 >= 0x30 && $0 <= 0x39 })
                }
            }
            row.merge(besides[value] ?? [:]) { _, new in new }
            return row
        }
        for (names, part) in Dictionary(grouping: rows, by: { $0.keys.sorted() }).sorted(by: {
            $0.key.joined() < $1.key.joined()
        }) {
            try tables.insert(
                table, names.compactMap { table.column($0) },
                part.map { row in names.map { name -> NativeValue in row[name] ?? nil } })
        }
        try memory.add(nil, table.title, made.map { ($0, nil) }, batch: try nextSequence())
        for (value, newKey) in zip(missing, made) { for own in wanted[value] ?? [] { keys[own] = newKey } }
        return keys
    }

    /// Removes the shared rows that a batch made and that nothing names any more.
    func dropSharedRows(of batch: Int) throws {
        for place in bound.places {
            guard let shared = place.place.shared, let (table, key) = place.shared else { continue }
            let made = try memory.sharedKeys(of: table.title, batch: batch)
            if made.isEmpty { continue }
            var used: Set<String> = []
            let naming = bound.places.filter { $0.shared?.table.title == table.title }
            for other in naming {
                let by = NativeTables.quoted(other.place.shared?.by ?? shared.by)
                guard let column = other.table.column(other.place.shared?.by ?? shared.by) else { continue }
                try tables.select(
                    """
                    SELECT \(tables.text("t.\(by)")) FROM \(other.table.quoted) AS t WHERE t.\(by) IN
                    (SELECT \(tables.given(0, as: column.type)) FROM \(tables.given))
                    """, width: 1, for: made.map { [Array($0.utf8)] }
                ) { row in if let key = row[0] { used.insert(String(decoding: key, as: UTF8.self)) } }
            }
            for referrer in bound.referrers where referrer.to == table.title {
                try visit(referrer, made, key) { used.insert($0) }
            }
            let gone = made.filter { !used.contains($0) }
            _ = try tables.delete(table, key, gone)
            try memory.dropShared(table.title, gone)
        }
    }

    private func visit(
        _ referrer: NativeReferrer, _ keys: [String], _ key: NativeColumn, _ body: (String) -> Void
    ) throws {
        let name = "t.\(NativeTables.quoted(referrer.column))"
        try tables.select(
            """
            SELECT \(tables.text(name)) FROM \(quoted(referrer)) AS t WHERE \(name) IN
            (SELECT \(tables.given(0, as: key.type)) FROM \(tables.given))
            """, width: 1, for: keys.map { [Array($0.utf8)] }
        ) { row in if let key = row[0] { body(String(decoding: key, as: UTF8.self)) } }
    }

    func quoted(_ referrer: NativeReferrer) -> String {
        referrer.schema.isEmpty
            ? NativeTables.quoted(referrer.table)
            : "\(NativeTables.quoted(referrer.schema)).\(NativeTables.quoted(referrer.table))"
    }

    // MARK: Delete

    /// Removes rows, or empties the columns that they live in.
    public func delete(_ entity: Entity, ids: [RecordID]) throws {
        if ids.isEmpty { return }
        let index = try index(entity)
        var keys: [Int: [(id: RecordID, key: String)]] = [:]
        for id in ids {
            guard let entry = index.byID[id] else {
                throw CRMFault.vanished(location: location, table: entity.table, id: id)
            }
            keys[entry.place, default: []].append((id, entry.key))
        }
        for (number, part) in keys.sorted(by: { $0.key < $1.key }) {
            let place = bound.places[number]
            if place.isSlot {
                try emptySlots(place, part)
                continue
            }
            let removed = try tables.delete(place.table, place.key, part.map(\.key))
            guard removed == part.count else {
                throw CRMFault.vanished(location: location, table: entity.table, id: part[0].id)
            }
        }
        for id in ids { index.remove(id) }
        try memory.drop(entity, ids, keepingIDs: false)
        hasWritten = true
    }

    private func emptySlots(_ place: BoundPlace, _ rows: [(id: RecordID, key: String)]) throws {
        var natives: [(key: String, row: NativeRow)] = []
        for (id, key) in rows {
            var native = NativeRow()
            for write in place.cells.flatMap(\.writes) {
                native.values[write.column.name] = .some(
                    write.column.isRequired && write.column.kind == .text ? [] : nil)
            }
            for original in try memory.originals(place.entity, id) where original.cell == "*" {
                for (name, value) in original.natives { native.values[name] = .some(value) }
            }
            natives.append((key, native))
        }
        try write(place, natives)
    }

    // MARK: Reading back

    /// The rows as the database holds them after they were written.
    public func stored(_ entity: Entity, ids: [RecordID], rows: Rows) throws -> Rows? {
        var result = Rows(width: rows.width)
        let columns = Schema.storedColumns(of: entity)
        let model = Schema.modelWidth(of: entity)
        let waiting = Dictionary(grouping: pending.filter { $0.entity == entity }, by: \.id)
        var notes: [(id: RecordID, column: Int, note: SchemaMemory.Rewritten)] = []
        var row = 0
        while row < ids.count {
            let part = Array(ids[row..<min(row + 4_096, ids.count)])
            let found = try read(entity, part)
            for id in part {
                guard let entry = found[id] else {
                    throw CRMFault.vanished(location: location, table: entity.table, id: id)
                }
                let place = bound.places[entry.place]
                let values = try decode(place, entry.natives, id)
                let later = Set((waiting[id] ?? []).flatMap { place.cells[$0.cell].columns })
                for column in 0..<rows.width {
                    let wanted = rows[row, column]
                    if later.contains(column) || values[column].elementsEqual(wanted) {
                        result.append(wanted)
                        continue
                    }
                    result.append(values[column])
                    guard column < model, !wanted.isEmpty,
                        place.cells.contains(where: { $0.isWritten && $0.columns.contains(column) })
                    else { continue }
                    notes.append(
                        (
                            id, column,
                            SchemaMemory.Rewritten(
                                wanted: SchemaSession.hash([Array(wanted)]),
                                stored: SchemaSession.hash([values[column]]))
                        ))
                    let example =
                        "\"\(String(decoding: wanted.prefix(40), as: UTF8.self))\" → \"\(String(decoding: values[column].prefix(40), as: UTF8.self))\""
                    rewrites["\(entity.table).\(columns[column].name)", default: (0, example)].count += 1
                }
                row += 1
            }
        }
        try memory.noteRewritten(entity, notes)
        return result
    }

    /// True when the database made `stored` of `wanted` when that was last written there.
    public func holds(
        _ entity: Entity, _ id: RecordID, _ column: Int, _ wanted: ArraySlice<UInt8>, as stored: ArraySlice<UInt8>
    ) throws -> Bool {
        guard let note = try memory.rewritten(entity)[id]?[column] else { return false }
        return note.wanted == SchemaSession.hash([Array(wanted)]) && note.stored == SchemaSession.hash([Array(stored)])
    }
}
