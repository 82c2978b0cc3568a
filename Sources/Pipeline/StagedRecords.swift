import Digest
import Mapping
import Records
import Staging

/// All standardised records of a project in memory, with the references between them resolved.
struct StagedRecords {
    /// The project's sources by index, in byte order of their names.
    let sources: [String]
    /// Per source: the names of its mapping's records.
    let recordNames: [[String]]
    /// Per source: whether each mapping record has a key of its own.
    let hasKey: [[Bool]]
    /// Records per entity, by `Entity.rawValue`.
    private(set) var tables: [StandardisedRecords]
    /// Per entity and source and key: a record's index, for references by key. Made when the first is asked for.
    private var byKey: [[UInt64: UInt32]]
    /// Per entity: the records that their source merged into another one of its own → that one, nil where it isn't there.
    private var merged: [[Int: Int?]]

    init(_ staging: StagingArea, deliveries: [StagedDelivery], mappings: [SourceMapping]) throws {
        sources = deliveries.map(\.source)
        recordNames = mappings.map { $0.records.map(\.name) }
        hasKey = mappings.map { $0.records.map { !$0.key.isEmpty } }
        var sourceOf: [Int64: UInt16] = [:]
        for (index, delivery) in deliveries.enumerated() { sourceOf[delivery.id] = UInt16(index) }
        tables = try Entity.allCases.map { entity in
            CustomerModel.fields(of: entity).isEmpty
                ? StandardisedRecords(entity: entity) : try staging.standardisedRecords(entity, sourceOf: sourceOf)
        }
        byKey = [[UInt64: UInt32]](repeating: [:], count: Entity.allCases.count)
        merged = [[Int: Int?]](repeating: [:], count: Entity.allCases.count)
        for entity in Entity.allCases { indexKeys(of: entity) }
        completeCustomers()
    }

    /// Gives the records of an entity other values.
    mutating func setFields(_ fields: Rows, of entity: Entity) { tables[Int(entity.rawValue)].fields = fields }

    subscript(entity: Entity) -> StandardisedRecords { tables[Int(entity.rawValue)] }

    /// The record's key with its copy number, which makes it unique in its source and mapping record.
    func uniqueKey(_ entity: Entity, _ record: Int) -> [UInt8] {
        StagedRecords.uniqueKey(key(entity, record), copy: tables[Int(entity.rawValue)].copies[record])
    }

    /// A key with a copy number, which the first has none of.
    static func uniqueKey(_ key: ArraySlice<UInt8>, copy: UInt32) -> [UInt8] {
        guard copy > 0 else { return Array(key) }
        return Array(key) + [0x1F] + Array(String(copy).utf8)
    }

    /// The record's key, which others of its source may share.
    func key(_ entity: Entity, _ record: Int) -> ArraySlice<UInt8> { tables[Int(entity.rawValue)].keys[record, 0] }

    /// Gives the records of an entity other copy numbers; a reference by key means the first of those that share it.
    mutating func setCopies(_ copies: [UInt32], of entity: Entity) {
        tables[Int(entity.rawValue)].copies = copies
        indexKeys(of: entity)
    }

    /// The name of the mapping record that made a record.
    func recordName(_ entity: Entity, _ record: Int) -> String {
        let table = tables[Int(entity.rawValue)]
        let names = recordNames[Int(table.sources[record])]
        let index = Int(table.mappingRecords[record])
        return names.indices.contains(index) ? names[index] : ""
    }

    /// A record's hash over source, record name and unique key: its name in matching.
    func matchKey(_ entity: Entity, _ record: Int) -> UInt64 {
        let table = tables[Int(entity.rawValue)]
        return CRMImage.hash(
            sources[Int(table.sources[record])], recordName(entity, record), uniqueKey(entity, record)[...], entity)
    }

    /// A hash of all that a record says, by which a changed row is seen.
    func rowHash(_ entity: Entity, _ record: Int) -> UInt64 {
        let table = tables[Int(entity.rawValue)]
        let fields = CustomerModel.fields(of: entity)
        var bytes: [UInt8] = []
        for column in 0..<table.fields.width {
            let value = table.fields[record, column]
            // References to records of the same row carry numbers of the staging area, which mean nothing outside it.
            if column < fields.count, case .reference = fields[column].type, value.first == 0x23 {
                bytes.append(0x23)
            } else {
                bytes.append(contentsOf: value)
            }
            bytes.append(0x1F)
        }
        return Hash64.hash(bytes)
    }

    // MARK: References

    private mutating func indexKeys(of entity: Entity) {
        let table = tables[Int(entity.rawValue)]
        guard table.count > 0, isReferredToByKey(entity) else { return }
        var index: [UInt64: UInt32] = [:]
        index.reserveCapacity(table.count * 2)
        for record in 0..<table.count {
            let source = sources[Int(table.sources[record])]
            let key = table.keys[record, 0]
            for name in ["", recordName(entity, record)] {
                let hash = CRMImage.hash(source, name, key, entity)
                if let known = index[hash], table.copies[Int(known)] == 0 || table.copies[record] > 0 { continue }
                index[hash] = UInt32(record)
            }
        }
        byKey[Int(entity.rawValue)] = index
        followMerges(of: entity)
    }

    /// The records of a source that it merged into others: record → the one that it ended in; nil where that isn't there.
    func mergedRecords(_ entity: Entity) -> [Int: Int?] { merged[Int(entity.rawValue)] }

    /// True when its source merged the record into another one.
    func isMerged(_ entity: Entity, _ record: Int) -> Bool { merged[Int(entity.rawValue)][record] != nil }

    /// Lets the keys of merged records mean what they were merged into, however often.
    private mutating func followMerges(of entity: Entity) {
        guard let field = CustomerModel.fieldIndex("merged_into", of: entity) else { return }
        let table = tables[Int(entity.rawValue)]
        var next: [UInt64: UInt64] = [:]
        var hashes: [Int: UInt64] = [:]
        for record in 0..<table.count where !table.value(record, field).isEmpty {
            let parts = table.value(record, field)
                .split(separator: 0x1F, maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let (source, name) = (String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self))
            let own = CRMImage.hash(source, name, table.keys[record, 0], entity)
            let target = CRMImage.hash(source, name, parts[2], entity)
            if own != target { next[own] = target }
            hashes[record] = own
        }
        var found: [Int: Int?] = [:]
        for (record, own) in hashes {
            var hash = own
            var steps = 0
            while byKey[Int(entity.rawValue)][hash] == nil, let further = next[hash], steps < hashes.count {
                hash = further
                steps += 1
            }
            found[record] = byKey[Int(entity.rawValue)][hash].map { Int($0) }
        }
        for (record, survivor) in found {
            guard let survivor, let own = hashes[record] else { continue }
            byKey[Int(entity.rawValue)][own] = UInt32(survivor)
        }
        merged[Int(entity.rawValue)] = found
    }

    private func isReferredToByKey(_ entity: Entity) -> Bool {
        for other in Entity.allCases {
            let table = tables[Int(other.rawValue)]
            for (column, field) in CustomerModel.fields(of: other).enumerated() where field.type == .reference(entity) {
                for record in 0..<table.count {
                    let value = table.fields[record, column]
                    if !value.isEmpty && value.first != 0x23 { return true }
                }
            }
        }
        return false
    }

    /// The record that a reference names: its index in the table of `entity`, nil when there is none.
    func resolve(_ reference: ArraySlice<UInt8>, to entity: Entity) -> Int? {
        if reference.isEmpty { return nil }
        let table = tables[Int(entity.rawValue)]
        if reference.first == 0x23 {
            guard let number = Int64(String(decoding: reference.dropFirst(), as: UTF8.self)) else { return nil }
            var low = 0
            var high = table.numbers.count
            while low < high {
                let middle = (low + high) / 2
                if table.numbers[middle] < number { low = middle + 1 } else { high = middle }
            }
            return low < table.count && table.numbers[low] == number ? low : nil
        }
        let parts = reference.split(separator: 0x1F, maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        let source = String(decoding: parts[0], as: UTF8.self)
        if parts[1].first == 0x3F {
            return find(String(decoding: parts[1].dropFirst(), as: UTF8.self), parts[2], source: source, in: table)
        }
        let hash = CRMImage.hash(source, String(decoding: parts[1], as: UTF8.self), parts[2], entity)
        return byKey[Int(entity.rawValue)][hash].map { Int($0) }
    }

    /// A record of a (small) source by the value of a field, whatever its case.
    private func find(
        _ field: String, _ value: ArraySlice<UInt8>, source: String, in table: StandardisedRecords
    ) -> Int? {
        guard let column = CustomerModel.fieldIndex(field, of: table.entity) else { return nil }
        let wanted = String(decoding: value, as: UTF8.self).lowercased()
        return (0..<table.count).first { record in
            sources[Int(table.sources[record])] == source
                && String(decoding: table.value(record, column), as: UTF8.self).lowercased() == wanted
        }
    }
}
