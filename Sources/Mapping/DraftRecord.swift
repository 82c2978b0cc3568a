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

    /// True when nothing in the record says who or what it is: no field but constants and those without weight holds a value.
    func saysNothing(ignoring constant: UInt64) -> Bool {
        let ignored = constant | DraftRecord.weightless[Int(entity.rawValue)]
        let count = values.count - 1
        for index in 0..<count where !values[index].isEmpty && ignored & (1 << UInt64(index)) == 0 { return false }
        return values[count].isEmpty || constant & (1 << UInt64(count)) != 0
    }

    /// Per entity: bits of the fields that alone make no record. A reference says whose a record is, not what; a salutation,
    /// a country, a status or a date says of a customer that there is one, not who; of an address, not where it is.
    private static let weightless: [UInt64] = Entity.allCases.map { entity in
        let words: Set<String> =
            switch entity {
            case .accounts, .contacts:
                [
                    "prefix", "suffix", "legal_form", "language", "currency", "record_status", "lifecycle_stage",
                    "collective",
                    "customer_since", "lead_source", "role", "recorded_at", "region", "country", "shipping_region",
                    "shipping_country",
                ]
            case .addresses:
                ["kind", "street2", "region", "country", "valid_from", "valid_until", "phone", "mobile", "fax"]
            default: []
            }
        var bits: UInt64 = 0
        for (index, field) in CustomerModel.fields(of: entity).enumerated() {
            if case .reference = field.type, field.name != "merged_into" { bits |= 1 << UInt64(index) }
            if words.contains(field.name) { bits |= 1 << UInt64(index) }
        }
        return bits
    }
}
