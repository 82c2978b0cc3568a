public import CRM
import Foundation
public import Ledger
public import Records

/// What the CRM holds of a customer and where each value comes from, with everything that says how it is reached.
public struct CustomerHistory {
    /// One record of the customer: itself, a contact point or an address.
    public struct Part {
        /// The record's table.
        public let entity: Entity
        /// The record.
        public let id: RecordID
        /// What it is, in a word: `phone`, `billing address`; empty for the customer itself.
        public let label: String
        /// Its values.
        public let fields: [FieldHistory]
    }

    /// Accounts or contacts.
    public let entity: Entity
    /// The customer.
    public let id: RecordID
    /// Its name now.
    public let name: String
    /// The name before the last load changed it, with that load's time; nil when none did.
    public let formerName: (name: String, until: String)?
    /// Itself first.
    public let parts: [Part]
    /// Where the customer's records come from: source, key and row.
    public let origins: [CrosswalkEntry]

    /// The columns that one load changed together: a name, an address and a tax number at once speak of a number that was
    /// given to another customer.
    public var changedAtOnce: (batch: String, columns: [String])? {
        var byBatch: [String: Set<String>] = [:]
        for part in parts {
            for field in part.fields where !field.batch.isEmpty && field.before?.isEmpty == false {
                byBatch[field.batch, default: []].insert(field.column)
            }
        }
        let telling: Set = ["name", "family_name", "street", "city", "postcode", "vat_id", "tax_number"]
        return byBatch.sorted { $0.key > $1.key }.lazy.map { ($0.key, $0.value.intersection(telling).sorted()) }
            .first { $0.1.count >= 3 || ($0.1.count == 2 && $0.1.contains("name")) }
    }

    /// The customers that `text` names: a master id, or a part of a name they have now or had before one of the last 50
    /// loads; at most 10.
    public static func find(_ text: String, on database: any Target, keys: ProjectKeys) throws -> [CustomerHistory] {
        guard database.exists, !text.isEmpty else { return [] }
        return try database.withSession(.reading) { session in
            let batches = try session.batches()
            guard !batches.isEmpty else { return .rollback([]) }
            var found: [(Entity, RecordID)] = []
            for entity in [Entity.accounts, .contacts] {
                var ids: Set<RecordID> = []
                if let id = RecordID(Array(text.lowercased().utf8)) {
                    ids.insert(id)
                } else {
                    ids = try named(text, entity, session)
                    let column = entity == .accounts ? "name" : "family_name"
                    ids.formUnion(
                        try RecordHistory.find(
                            formerly: text, in: column, of: entity, batches: Array(batches.suffix(50)), on: session,
                            keys: keys))
                }
                found += ids.sorted().map { (entity, $0) }
            }
            return .rollback(try found.prefix(10).compactMap { try read($0.0, $0.1, batches, session, keys) })
        }
    }

    private static func named(_ text: String, _ entity: Entity, _ session: any LoadSession) throws -> Set<RecordID> {
        let names = entity == .accounts ? ["name"] : ["given_name", "middle_name", "family_name"]
        let columns = names.compactMap { CustomerModel.columnIndex($0, of: entity) }
        let wanted = text.lowercased()
        var found: Set<RecordID> = []
        let blocks = try session.rows(of: entity, columns: columns, ids: nil)
        while let block = try blocks.next(), found.count < 100 {
            for (row, id) in block.ids.enumerated() {
                let words = columns.indices.map { block.rows.text(row, $0) }.filter { !$0.isEmpty }
                if words.joined(separator: " ").lowercased().contains(wanted) { found.insert(id) }
            }
        }
        return found
    }

    private static func read(
        _ entity: Entity, _ id: RecordID, _ batches: [BatchRow], _ session: any LoadSession, _ keys: ProjectKeys
    ) throws -> CustomerHistory? {
        let own = try RecordHistory.read(entity, id, on: session, keys: keys)
        guard !own.isEmpty else { return nil }
        var parts = [Part(entity: entity, id: id, label: "", fields: own)]
        for child in [Entity.contactPoints, .addresses] {
            var ids: [RecordID] = []
            try session.visitReferrers(to: entity, ids: [id]) { referrer in
                if referrer.entity == child, let id = referrer.id { ids.append(id) }
            }
            for id in ids.sorted() {
                let fields = try RecordHistory.read(child, id, on: session, keys: keys)
                let kind = fields.first { $0.column == "kind" }?.now ?? child.table
                parts.append(
                    Part(entity: child, id: id, label: child == .addresses ? "\(kind) address" : kind, fields: fields))
            }
        }
        let names = entity == .accounts ? ["name"] : ["given_name", "middle_name", "family_name"]
        func text(_ value: (FieldHistory) -> String?) -> String {
            names.compactMap { name in own.first { $0.column == name }.flatMap(value) }.filter { !$0.isEmpty }
                .joined(separator: " ")
        }
        let now = text(\.now)
        let changed = own.filter { names.contains($0.column) && !($0.before ?? "").isEmpty && $0.before != $0.now }
        let former = changed.max { $0.at < $1.at }.map { (text { $0.before ?? $0.now }, $0.at) }
        var origins: [CrosswalkEntry] = []
        let blocks = try session.crosswalk()
        while let block = try blocks.next() { origins += block.filter { $0.masterID == id && $0.entity == entity } }
        return CustomerHistory(
            entity: entity, id: id, name: now, formerName: former.map { (name: $0.0, until: $0.1) }, parts: parts,
            origins: origins)
    }
}
