internal import Records

/// A record while a row is mapped: one value per field, and what happened to it.
struct DraftRecord {
    let entity: Entity
    var values: [[UInt8]]
    var changed: UInt64 = 0
    var dropped: UInt64 = 0
    /// The currency that an amount of the record names itself; empty = none does.
    var namedCurrency: [UInt8] = []
    /// The source column of each field, for findings; -1 = none.
    var columns: [Int]

    init(entity: Entity) {
        self.entity = entity
        let count = MappedRecords.customColumn(of: entity) + 1
        values = [[UInt8]](repeating: [], count: count)
        columns = [Int](repeating: -1, count: count)
    }

    /// Empties the record for the next row and keeps its storage.
    mutating func reset() {
        for index in values.indices where !values[index].isEmpty { values[index].removeAll(keepingCapacity: true) }
        for index in columns.indices { columns[index] = -1 }
        changed = 0
        dropped = 0
        namedCurrency = []
    }

    /// True when no field but a reference, a constant or an input of no weight holds a value.
    func saysNothing(ignoring constant: UInt64) -> Bool {
        let fields = CustomerModel.fields(of: entity)
        for (index, field) in fields.enumerated() where !values[index].isEmpty && constant & (1 << UInt64(index)) == 0 {
            if case .reference = field.type { continue }
            if field.name == "recorded_at" || field.name == "country" || field.name == "shipping_country" { continue }
            return false
        }
        return values[fields.count].isEmpty || constant & (1 << UInt64(fields.count)) != 0
    }
}
