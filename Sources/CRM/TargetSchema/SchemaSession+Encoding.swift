internal import Records

/// What is written into the columns of a row.
struct NativeRow {
    /// Values by column name.
    var values: [String: NativeValue] = [:]
    /// The value of the shared row, where it changes.
    var shared: [UInt8]?
    /// What a shared row gets besides when it is made.
    var sharedFills: [String: NativeValue] = [:]
    /// Cells that name a record which isn't there yet.
    var pending: [Int] = []

    /// The columns, in order of names.
    var columns: [String] { values.keys.sorted() }
}

extension SchemaSession {
    /// The place that takes a row of ours; nil when none does.
    func place(for entity: Entity, _ value: (Int) -> ArraySlice<UInt8>) -> BoundPlace? {
        bound.places(of: entity).first { place in
            guard place.isMade else { return false }
            if let slot = place.place.slot, value(slot.column).isEmpty { return false }
            guard belongs(place, value) else { return false }
            return place.place.takes.allSatisfy { constant in
                let own = value(constant.column)
                return constant.values.contains { own.elementsEqual($0.utf8) }
            }
        }
    }

    /// Whether a row that belongs to something belongs to something that the place has a column for.
    private func belongs(_ place: BoundPlace, _ value: (Int) -> ArraySlice<UInt8>) -> Bool {
        if place.isSlot { return true }
        let columns = CustomerModel.columns(of: place.entity)
        var isBound = false
        for (column, _) in Schema.references(of: place.entity)
        where SchemaSession.isParent(columns[column].name) && !value(column).isEmpty {
            if place.cells.contains(where: { $0.reference != nil && $0.columns == [column] }) { return true }
            isBound = true
        }
        return !isBound
    }

    /// Whether a reference says what a row belongs to, not who looks after it.
    static func isParent(_ column: String) -> Bool {
        !["owner_id", "author_id", "parent_id", "merged_into"].contains(column)
    }

    /// The cells of a place that a mask touches.
    func touched(_ place: BoundPlace, _ mask: UInt64) -> [Int] {
        place.cells.indices.filter { cell in
            place.cells[cell].isWritten && place.cells[cell].columns.contains { mask >> UInt64($0) & 1 == 1 }
        }
    }

    /// What the cells of a row get; `values` are all of our stored columns.
    func encode(_ place: BoundPlace, _ cells: [Int], _ values: [[UInt8]]) throws -> NativeRow {
        var row = NativeRow()
        for number in cells {
            let cell = place.cells[number]
            let isEmpty = cell.columns.allSatisfy { values[$0].isEmpty }
            if isEmpty, isTakenByOther(place, number, values) { continue }
            var text: NativeValue
            if let reference = cell.reference, !isEmpty {
                text = try key(of: values[cell.columns[0]], reference)
                if text == nil { row.pending.append(number) }
            } else {
                text = encode(cell, values)
            }
            if cell.isShared {
                row.shared = text ?? []
                continue
            }
            if let fill = cell.sharedFill {
                if let text { row.sharedFills[fill.name] = .some(text) }
                continue
            }
            for write in cell.writes { row.values[write.column.name] = .some(text ?? emptied(write.column)) }
            if !isEmpty {
                for condition in cell.conditions {
                    row.values[condition.column.name] = .some(condition.values.first ?? nil)
                }
            }
        }
        return row
    }

    /// Whether a column that this cell leaves empty is filled by another one, as where a note belongs to a company or to a
    /// person in the same column.
    private func isTakenByOther(_ place: BoundPlace, _ number: Int, _ values: [[UInt8]]) -> Bool {
        place.cells.indices.contains(where: { other in
            other != number && place.cells[other].read == place.cells[number].read
                && place.cells[other].columns.contains { !values[$0].isEmpty }
        })
    }

    /// What a column holds when there is no value.
    private func emptied(_ column: NativeColumn) -> NativeValue {
        column.isRequired && column.kind == .text ? [] : nil
    }

    /// The row's own id of a record; nil when it isn't there.
    func key(of id: [UInt8], _ entity: Entity) throws -> [UInt8]? {
        guard let id = RecordID(id[...]), let entry = try index(entity).byID[id] else { return nil }
        return Array(entry.key.utf8)
    }

    /// A cell's text for our values; nil when there is nothing to write.
    func encode(_ cell: BoundCell, _ values: [[UInt8]]) -> NativeValue {
        let value = values[cell.columns[0]]
        func plain(_ value: [UInt8]) -> [UInt8] {
            NativeForm.encode(value[...], cell.type, cell.column, isSQLite: tables.isSQLite)
        }
        switch cell.cell.form {
        case .plain: return value.isEmpty ? nil : plain(value)
        case .lower: return value.isEmpty ? nil : plain(NativeForm.lower(value[...]))
        case .values(let pairs):
            if value.isEmpty { return nil }
            let pair = pairs.first { value.elementsEqual($0.ours.utf8) }
            return pair.map { SchemaBinder.value($0.theirs, cell.column, tables) } ?? value
        case .lookup: return value.isEmpty ? nil : cell.codes.byValue[value] ?? value
        case .flag(let deleted, let live):
            return SchemaBinder.value(value.isEmpty ? live : deleted, cell.column, tables)
        case .fullName:
            let parts = cell.columns.map { values[$0] }.filter { !$0.isEmpty }
            if parts.isEmpty { return nil }
            let text = Array(parts.joined(separator: [0x20]))
            return NativeForm.encode(text[...], .text, cell.column, isSQLite: tables.isSQLite)
        }
    }

    /// What a cell makes of our values once they are stored: the same, cut, rounded, or nothing.
    func carried(_ cell: BoundCell, _ values: [[UInt8]]) throws -> [[UInt8]] {
        var result = values
        for column in cell.columns { result[column] = [] }
        if cell.reference != nil {
            result[cell.columns[0]] = values[cell.columns[0]]
            return result
        }
        switch cell.cell.form {
        case .values(let pairs):
            // Of several words of ours for one of theirs, the first is the one that is read.
            guard let pair = pairs.first(where: { values[cell.columns[0]].elementsEqual($0.ours.utf8) }),
                let read = pairs.first(where: { $0.theirs == pair.theirs })
            else { return result }
            result[cell.columns[0]] = Array(read.ours.utf8)
            return result
        case .lookup:
            guard cell.codes.byValue[values[cell.columns[0]]] != nil else { return result }
        case .flag:
            return values
        default: break
        }
        guard let text = encode(cell, values) else { return result }
        switch cell.cell.form {
        case .plain, .lower: result[cell.columns[0]] = NativeForm.decode(text, cell.type, cell.column)
        case .fullName:
            let parts = NativeForm.nameParts(text)
            result[cell.columns[0]] = parts.given
            result[cell.columns[cell.columns.count - 1]] = parts.family
        default: result[cell.columns[0]] = values[cell.columns[0]]
        }
        return result
    }
}
