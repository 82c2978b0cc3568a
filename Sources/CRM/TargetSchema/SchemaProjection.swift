public import Records

/// The columns of a record that a target can't hold, by bits of the customer model's columns.
public struct LostColumns: Sendable, Equatable {
    /// Those that stay out altogether; all bits where the record does.
    public var gone: UInt64 = 0
    /// Those that are held in a shorter form.
    public var shortened: UInt64 = 0
}

/// Brings a desired master to what a target can hold: rows without a place, columns that aren't there, further e-mail
/// addresses where there is room for one, words without a counterpart. Everything that stays out is counted, so that a
/// second run wants nothing more.
public final class SchemaProjection {
    /// A row as the target can hold it.
    public struct Row {
        /// The row's index in what was given.
        public let source: Int
        /// Its id.
        public let id: RecordID
        /// Its values: the columns of the customer model.
        public let values: [[UInt8]]
    }

    private let session: SchemaSession
    private var gone: [Entity: Set<RecordID>] = [:]
    private var known: [Entity: [RecordID: RecordID]] = [:]
    private var losses: [String: Int] = [:]
    /// What stays out of each record, by its id as it was given.
    public private(set) var lost: [Entity: [RecordID: LostColumns]] = [:]

    /// Makes one for a session.
    public init(_ session: SchemaSession) { self.session = session }

    /// What stays out, each with how often, in order.
    public var notCarried: [(what: String, count: Int)] {
        losses.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    private func lose(_ what: String) { losses[what, default: 0] += 1 }

    /// The rows of a table that the target can hold, in id order. Tables have to come in the order of loading.
    public func project(_ entity: Entity, ids: [RecordID], rows: Rows) throws -> [Row] {
        guard session.bound.carries(entity) else {
            for id in ids { drop(entity, id, "rows; the target has no place for them") }
            return []
        }
        guard session.bound.makes(entity) else {
            try match(entity, ids, rows)
            return []
        }
        var result: [Row] = []
        var slots: [Row] = []
        var taken: Set<[UInt8]> = []
        for (row, id) in ids.enumerated() {
            var values = (0..<rows.width).map { Array(rows[row, $0]) }
            guard try follow(entity, id, &values) else {
                drop(entity, id, "rows; what they belong to isn't carried")
                continue
            }
            guard let place = session.place(for: entity, { values[$0][...] }) else {
                drop(entity, id, "rows\(kind(entity, values)); the target has no place for them")
                continue
            }
            if place.isSlot {
                slots.append(Row(source: row, id: id, values: values))
                continue
            }
            guard let fitted = try fit(place, id, values) else {
                drop(entity, id, "rows; something that the target wants of each is missing")
                continue
            }
            if place.shared != nil, !taken.insert(sharedKey(place, fitted)).inserted {
                drop(entity, id, "rows; the target holds the same value already")
                continue
            }
            result.append(Row(source: row, id: id, values: fitted))
        }
        result += try fill(entity, slots)
        return result.sorted { $0.id < $1.id }
    }

    private func drop(_ entity: Entity, _ id: RecordID, _ why: String) {
        gone[entity, default: []].insert(id)
        lost[entity, default: [:]][id, default: LostColumns()].gone = .max
        lose("\(entity.table): \(why)")
    }

    private func kind(_ entity: Entity, _ values: [[UInt8]]) -> String {
        guard let kind = CustomerModel.columnIndex("kind", of: entity), !values[kind].isEmpty else { return "" }
        return " of kind \(String(decoding: values[kind], as: UTF8.self))"
    }

    /// Records that are never made: those that the target knows by what says that two are the same.
    private func match(_ entity: Entity, _ ids: [RecordID], _ rows: Rows) throws {
        let natural = CustomerModel.naturalKey(of: entity).compactMap { CustomerModel.columnIndex($0, of: entity) }
        func key(_ rows: Rows, _ row: Int, _ columns: [Int]) -> [UInt8] {
            columns.flatMap { NativeForm.lower(rows[row, $0]) + [0] }
        }
        var there: [[UInt8]: RecordID] = [:]
        let blocks = try session.rows(of: entity, columns: natural, ids: nil)
        while let block = try blocks.next() {
            for (row, id) in block.ids.enumerated() where natural.indices.allSatisfy({ block.rows.length(row, $0) > 0 })
            {
                let key = key(block.rows, row, Array(natural.indices))
                if there[key] == nil { there[key] = id }
            }
        }
        for (row, id) in ids.enumerated() {
            if let other = there[key(rows, row, natural)], !natural.isEmpty {
                known[entity, default: [:]][id] = other
            } else if try session.index(entity).byID[id] == nil {
                drop(entity, id, "rows; the target makes them itself, and doesn't know these")
            }
        }
    }

    /// Leads references to what the target knows; false when nothing is left that the row belongs to.
    private func follow(_ entity: Entity, _ row: RecordID, _ values: inout [[UInt8]]) throws -> Bool {
        var (had, has) = (false, false)
        let columns = CustomerModel.columns(of: entity)
        for (column, to) in Schema.references(of: entity) {
            guard let id = RecordID(values[column][...]) else { continue }
            let isParent = SchemaSession.isParent(columns[column].name)
            if isParent { had = true }
            if let other = known[to]?[id] {
                values[column] = other.utf8
            } else if gone[to]?.contains(id) == true || !session.bound.carries(to) {
                if session.bound.carries(to) {
                    lose("\(entity.table).\(columns[column].name): names what isn't carried")
                }
                lost[entity, default: [:]][row, default: LostColumns()].gone |= 1 << UInt64(column)
                values[column] = []
                continue
            }
            if isParent { has = true }
        }
        return has || !had
    }

    /// The values as the place can hold them; nil when it can't hold the row.
    private func fit(_ place: BoundPlace, _ id: RecordID, _ values: [[UInt8]]) throws -> [[UInt8]]? {
        var own = lost[place.entity]?[id] ?? LostColumns()
        let entity = place.entity
        let model = Schema.modelWidth(of: entity)
        let names = Schema.storedColumns(of: entity)
        let whole = values + [[UInt8]](repeating: [], count: Schema.bookkeeping.count)
        var result = [[UInt8]](repeating: [], count: whole.count)
        var covered: Set<Int> = []
        var filled: Set<Int> = []
        for cell in place.cells where cell.isWritten {
            covered.formUnion(cell.columns)
            let isEmpty = cell.columns.allSatisfy { whole[$0].isEmpty }
            if isEmpty { continue }
            guard filled.insert(cell.read).inserted else {
                for column in cell.columns {
                    own.gone |= 1 << UInt64(column)
                    lose("\(entity.table).\(names[column].name): the same column holds another")
                }
                continue
            }
            let carried = try session.carried(cell, whole)
            for column in cell.columns {
                result[column] = carried[column]
                if carried[column] == whole[column] || cell.columns.count > 1 { continue }
                if carried[column].isEmpty {
                    own.gone |= 1 << UInt64(column)
                } else {
                    own.shortened |= 1 << UInt64(column)
                }
                lose(
                    carried[column].isEmpty
                        ? "\(entity.table).\(names[column].name): values that the target has no word for"
                        : "\(entity.table).\(names[column].name): values shortened to what the target holds")
            }
        }
        if let slot = place.place.slot {
            result[slot.column] = whole[slot.column]
            covered.insert(slot.column)
        }
        for constant in place.place.takes + place.place.reads where !covered.contains(constant.column) {
            result[constant.column] = Array((constant.values.first ?? "").utf8)
            if place.place.takes.contains(constant), result[constant.column] != whole[constant.column] {
                let name = "\(entity.table).\(names[constant.column].name)"
                lose(
                    "\(name): \(String(decoding: whole[constant.column], as: UTF8.self)) is held as \(constant.values[0])"
                )
            }
            covered.insert(constant.column)
        }
        if let merged = CustomerModel.columnIndex("merged_into", of: entity) { covered.insert(merged) }
        for column in 0..<model where !covered.contains(column) && !whole[column].isEmpty {
            own.gone |= 1 << UInt64(column)
            lose("\(entity.table).\(names[column].name): the target has no column for it")
        }
        if place.place.needs.contains(where: { result[$0].isEmpty }) || !isComplete(place, result) { return nil }
        if own != LostColumns() { lost[entity, default: [:]][id] = own }
        return Array(result.prefix(model))
    }

    /// Whether every column that has to be filled is.
    private func isComplete(_ place: BoundPlace, _ values: [[UInt8]]) -> Bool {
        if place.isSlot {
            return place.cells.contains { cell in cell.columns.contains { !values[$0].isEmpty } }
        }
        return place.cells.allSatisfy { cell in
            if cell.isShared { return cell.columns.contains { !values[$0].isEmpty } }
            guard let column = cell.writes.first?.column, column.isRequired, !column.hasDefault,
                cell.columns.allSatisfy({ values[$0].isEmpty })
            else { return true }
            if case .flag = cell.cell.form { return true }
            // Book-keeping columns are filled by the load.
            if cell.columns[0] >= Schema.modelWidth(of: place.entity) { return true }
            let isFilledByOther = place.cells.contains { other in
                other.read == cell.read && other.columns.contains { !values[$0].isEmpty }
            }
            return isFilledByOther || place.settings.contains { $0.column.name == column.name }
                || place.conditions.contains { $0.column.name == column.name } || column.kind == .text
        }
    }

    private func sharedKey(_ place: BoundPlace, _ values: [[UInt8]]) -> [UInt8] {
        var key: [UInt8] = [UInt8(truncatingIfNeeded: place.index)]
        for (column, _) in Schema.references(of: place.entity) { key += values[column] + [0] }
        for cell in place.cells where cell.isShared {
            key +=
                (place.place.shared?.findsLower == true
                    ? NativeForm.lower(values[cell.columns[0]][...]) : values[cell.columns[0]]) + [0]
        }
        return key
    }

    // MARK: Slots

    /// One row for each slot of a customer: primary ones first, then by id.
    private func fill(_ entity: Entity, _ rows: [Row]) throws -> [Row] {
        if rows.isEmpty { return [] }
        let primary = CustomerModel.columnIndex("is_primary", of: entity)
        func isPrimary(_ row: Row) -> Bool { primary.map { row.values[$0].elementsEqual("true".utf8) } ?? false }
        let order = rows.sorted { left, right in
            isPrimary(left) != isPrimary(right) ? isPrimary(left) : left.id < right.id
        }
        let places = session.bound.places(of: entity).filter(\.isSlot)
        var taken: Set<RecordID> = []
        var result: [Row] = []
        for row in order {
            var fitted: Row?
            for place in places {
                guard let slot = place.place.slot, let parent = RecordID(row.values[slot.column][...]),
                    place.place.takes.allSatisfy({ constant in
                        constant.values.contains { row.values[constant.column].elementsEqual($0.utf8) }
                    })
                else { continue }
                if let entry = try session.index(slot.parent).byID[parent], entry.place != place.parent { continue }
                let id = session.bound.slotID(place, parent)
                if taken.contains(id) { continue }
                guard let values = try fit(place, row.id, row.values) else { continue }
                taken.insert(id)
                fitted = Row(source: row.source, id: id, values: values)
                break
            }
            if let fitted {
                result.append(fitted)
            } else {
                drop(entity, row.id, "rows\(kind(entity, row.values)); the target holds one of them for each customer")
            }
        }
        return result
    }
}
