public import CRM
public import Records

/// What one table of the CRM should hold.
public struct DesiredTable: Sendable {
    /// The rows' ids; after `finish()` in ascending order.
    public internal(set) var ids: [RecordID] = []
    /// Their values: the columns of `CustomerModel.columns(of:)`, in canonical text.
    public internal(set) var rows: Rows
    /// Per row: the index of its founding entry in the crosswalk, or `DesiredMaster.noFounding`.
    public internal(set) var founding: [UInt32] = []
    /// Per value the number of its reason in `DesiredMaster.reasons`, from 1, row by row; 0 = none. Empty when no row of
    /// the table has any.
    public internal(set) var reasons: [UInt16] = []
}

/// Source records and the master records that they became part of, packed for millions of entries.
public struct DesiredCrosswalk: Sendable {
    private(set) var names: [String] = []
    private var nameIndexes: [String: UInt16] = [:]
    private(set) var heads: [(source: UInt16, stream: UInt16, record: UInt16, entity: Entity)] = []
    private(set) var keys = Rows(width: 1)
    private(set) var ordinals: [UInt32] = []
    private(set) var masters: [RecordID] = []
    private(set) var hashes: [UInt64] = []
    /// The entries' indexes in crosswalk order; filled by `finish()`.
    private(set) var order: [UInt32] = []

    /// The number of entries.
    public var count: Int { ordinals.count }

    /// Adds an entry and gives its index, by which rows name it as founding. `rowHash` is any hash of the source row.
    @discardableResult
    public mutating func append(
        source: String, stream: String, key: ArraySlice<UInt8>, record: String, ordinal: UInt32, entity: Entity,
        masterID: RecordID, rowHash: UInt64
    ) -> UInt32 {
        heads.append((intern(source), intern(stream), intern(record), entity))
        keys.append(key)
        ordinals.append(ordinal)
        masters.append(masterID)
        hashes.append(rowHash)
        return UInt32(ordinals.count - 1)
    }

    /// An entry by its index.
    public func entry(_ index: Int) -> CrosswalkEntry {
        let head = heads[index]
        return CrosswalkEntry(
            source: names[Int(head.source)], stream: names[Int(head.stream)], key: Array(keys[index, 0]),
            record: names[Int(head.record)], ordinal: ordinals[index], entity: head.entity, masterID: masters[index],
            rowHash: hashes[index])
    }

    /// An entry's table and master record.
    func head(_ index: Int) -> (entity: Entity, masterID: RecordID) { (heads[index].entity, masters[index]) }

    /// Leaves out what `keep` says no to; the other entries keep their indexes.
    mutating func filter(_ keep: (Entity, RecordID) -> Bool) {
        order.removeAll { !keep(heads[Int($0)].entity, masters[Int($0)]) }
    }

    private mutating func intern(_ name: String) -> UInt16 {
        if let index = nameIndexes[name] { return index }
        let index = UInt16(names.count)
        names.append(name)
        nameIndexes[name] = index
        return index
    }

    mutating func finish() {
        let sorted = names.indices.sorted { names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8) }
        var ranks = [UInt64](repeating: 0, count: names.count)
        for (rank, index) in sorted.enumerated() { ranks[index] = UInt64(rank) }
        let tables = Entity.allCases.sorted { $0.table < $1.table }
        var tableRanks = [UInt64](repeating: 0, count: tables.count)
        for (rank, entity) in tables.enumerated() { tableRanks[Int(entity.rawValue)] = UInt64(rank) }
        let first = heads.map { ranks[Int($0.source)] << 16 | ranks[Int($0.stream)] }
        let second = heads.map { ranks[Int($0.record)] << 8 | tableRanks[Int($0.entity.rawValue)] }
        func precedes(_ left: Int, _ right: Int) -> Bool {
            if first[left] != first[right] { return first[left] < first[right] }
            let (one, other) = (keys[left, 0], keys[right, 0])
            if !one.elementsEqual(other) { return one.lexicographicallyPrecedes(other) }
            if second[left] != second[right] { return second[left] < second[right] }
            if masters[left] != masters[right] { return masters[left] < masters[right] }
            return ordinals[left] < ordinals[right]
        }
        order = (0..<UInt32(count)).map { $0 }
        let isSorted = (1..<max(1, count)).allSatisfy { !precedes($0, $0 - 1) }
        if !isSorted { order.sort { precedes(Int($0), Int($1)) } }
        // One source record is one entry, however often it was handed in.
        var last: Int?
        order.removeAll { index in
            defer { last = Int(index) }
            return last.map { !precedes($0, Int(index)) } ?? false
        }
    }
}

/// Two records of the CRM that a person joined: the loser is kept, marked, and points to the survivor.
public struct Merge: Sendable, Equatable {
    /// The records' table: accounts or contacts.
    public var entity: Entity
    /// The record that ends.
    public var loser: RecordID
    /// The record that goes on.
    public var survivor: RecordID

    /// Makes a merge.
    public init(entity: Entity, loser: RecordID, survivor: RecordID) {
        self.entity = entity
        self.loser = loser
        self.survivor = survivor
    }
}

/// What the customer master should be, as the pipeline wants it loaded.
///
/// Fill it with `append` in any order, then call `finish()` once; from then on it is read only.
public struct DesiredMaster: Sendable {
    /// Says that a row has no founding entry.
    public static let noFounding = UInt32.max

    /// The tables by `Entity.rawValue`.
    public internal(set) var tables: [DesiredTable] = Entity.allCases.map {
        DesiredTable(rows: Rows(width: CustomerModel.columns(of: $0).count))
    }
    /// The crosswalk.
    public var crosswalk = DesiredCrosswalk()
    /// Where values came from, by number from 1; filled by `reason(_:)`.
    public private(set) var reasons: [Reason] = []
    private var reasonNumbers: [Reason: UInt16] = [:]
    /// Records of the CRM that a person joined.
    public var merges: [Merge] = []
    /// How far each stream was read; `batch` is ignored.
    public var watermarks: [Watermark] = []

    /// Makes one that wants nothing.
    public init() {}

    /// A table.
    public subscript(_ entity: Entity) -> DesiredTable { tables[Int(entity.rawValue)] }

    /// Makes room.
    public mutating func reserve(_ entity: Entity, rows: Int, bytesPerRow: Int) {
        let index = Int(entity.rawValue)
        tables[index].ids.reserveCapacity(rows)
        tables[index].founding.reserveCapacity(rows)
        tables[index].rows.reserve(rows: rows, bytesPerRow: bytesPerRow)
    }

    /// The number of a reason, by which rows name it; 0, none, once there are more than 65,535 of them.
    public mutating func reason(_ reason: Reason) -> UInt16 {
        if let number = reasonNumbers[reason] { return number }
        guard reasons.count < Int(UInt16.max) else { return 0 }
        reasons.append(reason)
        reasonNumbers[reason] = UInt16(reasons.count)
        return UInt16(reasons.count)
    }

    /// Notes the reasons of the row that was appended last, one for each column.
    private mutating func append(_ numbers: [UInt16], to index: Int) {
        let width = tables[index].rows.width
        if numbers.isEmpty, tables[index].reasons.isEmpty { return }
        let missing = tables[index].ids.count * width - tables[index].reasons.count - numbers.count
        if missing > 0 { tables[index].reasons.append(contentsOf: repeatElement(0, count: missing)) }
        tables[index].reasons.append(contentsOf: numbers)
    }

    /// Adds a row: the columns of `CustomerModel.columns(of:)` from a row of `rows`, which has as many columns; `reasons` is
    /// empty or has a number for each of them.
    public mutating func append(
        _ entity: Entity, id: RecordID, founding: UInt32 = noFounding, row: Int, of rows: Rows, reasons: [UInt16] = []
    ) {
        let index = Int(entity.rawValue)
        tables[index].ids.append(id)
        tables[index].founding.append(founding)
        tables[index].rows.appendRow(row, of: rows)
        append(reasons, to: index)
    }

    /// Adds a row from values and reasons by column name, for tests and small tables; names that aren't columns are
    /// ignored.
    public mutating func append(
        _ entity: Entity, id: RecordID, founding: UInt32 = noFounding, values: [String: String],
        reasons: [String: Reason] = [:]
    ) {
        let index = Int(entity.rawValue)
        tables[index].ids.append(id)
        tables[index].founding.append(founding)
        let columns = CustomerModel.columns(of: entity)
        for column in columns { tables[index].rows.append(values[column.name] ?? "") }
        if !reasons.isEmpty { append(columns.map { reasons[$0.name].map { reason($0) } ?? 0 }, to: index) }
    }

    /// Puts every table in id order, brings numbers into canonical form, and checks that ids are unique.
    public mutating func finish() throws(LedgerFault) {
        for entity in Entity.allCases { try finish(entity) }
        crosswalk.finish()
    }

    private mutating func finish(_ entity: Entity) throws(LedgerFault) {
        append([], to: Int(entity.rawValue))
        let table = self[entity]
        let types = CustomerModel.columns(of: entity).map(\.type)
        let numbers = types.indices.filter { CanonicalValue.isNumber(types[$0]) }
        var canonical = true
        for row in table.ids.indices {
            for column in numbers where canonical {
                let value = table.rows[row, column]
                if let text = CanonicalValue.canonical(value, as: types[column]), text.elementsEqual(value) { continue }
                canonical = false
            }
        }
        let sorted = zip(table.ids, table.ids.dropFirst()).allSatisfy { $0 < $1 }
        if sorted, canonical { return }
        let order = table.ids.indices.sorted { table.ids[$0] < table.ids[$1] }
        var result = DesiredTable(rows: Rows(width: types.count))
        result.rows.reserve(rows: order.count, bytesPerRow: table.rows.byteCount / max(1, order.count) + 1)
        for row in order {
            if result.ids.last == table.ids[row] {
                throw .duplicateID(table: entity.table, id: table.ids[row].description)
            }
            result.ids.append(table.ids[row])
            result.founding.append(table.founding[row])
            if !table.reasons.isEmpty {
                result.reasons.append(contentsOf: table.reasons[(row * types.count)..<((row + 1) * types.count)])
            }
            for (column, type) in types.enumerated() {
                guard CanonicalValue.isNumber(type) else {
                    table.rows.withField(row, column) { result.rows.append($0) }
                    continue
                }
                guard let value = CanonicalValue.canonical(table.rows[row, column], as: type) else {
                    throw .badValue(
                        table: entity.table, column: CustomerModel.columns(of: entity)[column].name,
                        id: table.ids[row].description)
                }
                result.rows.append(value)
            }
        }
        tables[Int(entity.rawValue)] = result
    }
}
