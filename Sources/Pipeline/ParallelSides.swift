import CRM
import Digest
import Ledger
import Mapping
import Records
import Staging
import Survivorship

/// The old system's side: what its newest deliveries say, with every other source's records beside them.
struct ParallelOldSide {
    let project: Project
    let staging: StagingArea
    let deliveries: [StagedDelivery]
    let mappings: [SourceMapping]
    let records: StagedRecords
    let rules: SurvivorshipRules
    /// The sources compared, as indexes.
    let compared: [Int]
    /// Which records became what, by the hash of source, record name and key.
    let links: [UInt64: CRMImage.Link]
    /// The records as they were loaded last, where the staging area still has them.
    let loaded: ParallelLoadedRecords

    func isCompared(_ entity: Entity, _ record: Int) -> Bool {
        compared.contains(Int(records[entity].sources[record])) && !records.isMerged(entity, record)
    }

    func source(_ entity: Entity, _ record: Int) -> String {
        records.sources[Int(records[entity].sources[record])]
    }

    func link(_ entity: Entity, _ record: Int) -> CRMImage.Link? { links[records.matchKey(entity, record)] }

    /// The record's key as people know it: the key field's, else the row's number.
    func key(_ entity: Entity, _ record: Int) -> String {
        let table = records[entity]
        let source = Int(table.sources[record])
        let mapping = Int(table.mappingRecords[record])
        let hasKey = records.hasKey[source].indices.contains(mapping) && records.hasKey[source][mapping]
        return hasKey ? table.keys.text(record, 0) : String(table.ordinals[record])
    }

    /// The id of a child that hangs on a customer, as assembling makes it.
    func childID(_ entity: Entity, parent: RecordID, kind: String, key: [UInt8]) -> RecordID {
        MasterID.make(project: project.id, entity: entity, source: parent.description, stream: kind, key: key)
    }

    /// The id of a tag by its name, as assembling makes it.
    func tagID(_ name: [UInt8]) -> RecordID {
        let key = Array(String(decoding: name, as: UTF8.self).lowercased().utf8)
        return MasterID.make(project: project.id, entity: .tags, source: "", stream: "tag", key: key)
    }
}

/// What a source's records said when they were loaded last, as far as the project's staging area still has it: a record
/// whose hash is the one that the crosswalk keeps is the one that was loaded.
struct ParallelLoadedRecords {
    private let staging: StagingArea?
    private let deliveries: [StagedDelivery]
    private let records: StagedRecords?
    private var byKey: [UInt64: (entity: Entity, record: Int)] = [:]

    /// Nothing is known.
    static let none = ParallelLoadedRecords()

    private init() {
        staging = nil
        deliveries = []
        records = nil
    }

    /// Reads what is staged of these deliveries.
    init(_ staging: StagingArea, deliveries: [StagedDelivery], mappings: [SourceMapping]) throws {
        self.staging = staging
        self.deliveries = deliveries
        let records = try StagedRecords(staging, deliveries: deliveries, mappings: mappings)
        self.records = records
        for entity in Entity.allCases {
            for record in 0..<records[entity].count { byKey[records.matchKey(entity, record)] = (entity, record) }
        }
    }

    /// The record of that name as it was loaded; nil when that isn't known any more.
    func find(_ matchKey: UInt64, rowHash: UInt64) -> Int? {
        guard let found = byKey[matchKey], records?.rowHash(found.entity, found.record) == rowHash else { return nil }
        return found.record
    }

    /// A value of it.
    func value(_ entity: Entity, _ record: Int, _ field: Int) -> ArraySlice<UInt8> {
        records?[entity].value(record, field) ?? []
    }

    /// The cells of its row, by column name.
    func cells(_ entity: Entity, _ record: Int) throws -> [String: [UInt8]] {
        guard let records, let staging else { return [:] }
        let delivery = deliveries[Int(records[entity].sources[record])]
        guard let row = try staging.row(records[entity].ordinals[record], of: delivery.id) else { return [:] }
        return Dictionary(zip(delivery.columns, row.cells), uniquingKeysWith: { first, _ in first })
    }
}

/// Where values stand in the deliveries; a delivery's lines are read when the first is asked for.
final class ParallelPositions {
    private let old: ParallelOldSide
    private var places: [Int: [UInt32: UInt32]] = [:]

    init(_ old: ParallelOldSide) { self.old = old }

    /// Where a field of a record stands: `kunden.csv:17 (Telefon)`; the row alone when no column makes the field.
    func cell(_ entity: Entity, _ record: Int, field name: String?) throws -> String {
        let table = old.records[entity]
        let source = Int(table.sources[record])
        let delivery = old.deliveries[source]
        var column: String?
        let index = Int(table.mappingRecords[record])
        if let name, old.mappings[source].records.indices.contains(index) {
            var names = Set([name])
            if let field = CustomerModel.fieldIndex(name, of: entity),
                CustomerModel.fields(of: entity)[field].group == .name
            {
                names.insert("full_name")
            }
            column = old.mappings[source].records[index].fields.first { names.contains($0.field) }?.columns.first
        }
        return try position(source, table.ordinals[record], column, delivery)
    }

    private func position(_ source: Int, _ ordinal: UInt32, _ column: String?, _ delivery: StagedDelivery) throws
        -> String
    {
        if places[source] == nil {
            var lines: [UInt32: UInt32] = [:]
            try old.staging.eachRow(of: delivery.id) { lines[$0.ordinal] = $0.place }
            places[source] = lines
        }
        return Position(
            file: delivery.file, sheet: delivery.stream.isEmpty ? nil : delivery.stream,
            row: places[source]?[ordinal] ?? 0, column: column,
            columnIndex: column.flatMap { delivery.columns.firstIndex(of: $0) }
        ).description
    }
}

/// The CRM's side, as far as it is needed at any time: who was merged into whom, who is gone, and what hangs on customers.
struct ParallelCRMSide {
    /// Merged customers and the ones they were merged into.
    private var mergedInto: [RecordID: RecordID] = [:]
    /// Whether anything was ever loaded.
    let hasHistory: Bool
    /// The time of the first and of the last load that holds, canonical; empty when there is none.
    let firstLoad: String
    let lastLoad: String
    private(set) var contactPoints = ParallelChildren(.contactPoints)
    private(set) var addresses = ParallelChildren(.addresses)
    private(set) var accountContacts = ParallelChildren(.accountContacts)
    private(set) var taggings = ParallelChildren(.taggings)
    /// Names of tags in lower case.
    private var tagNames: [RecordID: String] = [:]

    /// `hasParties` says whether customers are compared at all.
    init(_ session: any LoadSession, hasParties: Bool) throws {
        let loads = try session.batches().filter { $0.kind == .load && $0.undoneBy.isEmpty }
        hasHistory = try !session.batches().isEmpty
        firstLoad = loads.first?.now ?? ""
        lastLoad = loads.last?.now ?? ""
        for entity in [Entity.accounts, .contacts] {
            guard let into = CustomerModel.columnIndex("merged_into", of: entity) else { continue }
            let blocks = try session.rows(of: entity, columns: [into], ids: nil)
            while let block = try blocks.next() {
                for (row, id) in block.ids.enumerated() {
                    if let survivor = RecordID(block.rows[row, 0]) { mergedInto[id] = survivor }
                }
            }
        }
        guard hasParties else { return }
        let customer = ["account_id", "contact_id"]
        let side = self
        func children(_ entity: Entity, by parents: [String]) throws -> ParallelChildren {
            try ParallelChildren(entity, session, hasHistory: hasHistory, parents: parents) { side.follow($0) }
        }
        contactPoints = try children(.contactPoints, by: customer)
        addresses = try children(.addresses, by: customer)
        accountContacts = try children(.accountContacts, by: ["contact_id"])
        taggings = try children(.taggings, by: customer)
        if let name = CustomerModel.columnIndex("name", of: .tags) {
            let blocks = try session.rows(of: .tags, columns: [name], ids: nil)
            while let block = try blocks.next() {
                for (row, id) in block.ids.enumerated() { tagNames[id] = block.rows.text(row, 0).lowercased() }
            }
        }
    }

    /// The customer that a customer goes on as.
    func follow(_ id: RecordID) -> RecordID {
        var id = id
        for _ in 0..<32 {
            guard let next = mergedInto[id] else { return id }
            id = next
        }
        return id
    }

    /// The tag's name in lower case.
    func tagName(_ id: ArraySlice<UInt8>) -> String { RecordID(id).flatMap { tagNames[$0] } ?? "" }
}
