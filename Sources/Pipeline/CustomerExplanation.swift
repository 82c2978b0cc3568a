import Foundation
import Mapping
import Matching
public import Records
import Staging
import Survivorship

/// Where each field of a customer comes from.
public struct CustomerExplanation: Sendable {
    /// One field: its value, the rule that chose it, the cell it came from, and what lost.
    public struct FieldLine: Sendable {
        /// The field's name.
        public let field: String
        /// The value.
        public let value: String
        /// The rule in words.
        public let rule: String
        /// The cell.
        public let cell: String
        /// Values that lost, with their cells.
        public let losers: [(value: String, cell: String)]
    }

    /// Accounts or contacts.
    public let entity: Entity
    /// The customer's name.
    public let name: String
    /// Its master id.
    public let id: String
    /// The records it is made of: `debitoren:118`.
    public let records: [String]
    /// Its fields.
    public let fields: [FieldLine]
}

/// Why two records are, or are not, one customer.
public struct PairExplanation: Sendable {
    /// One comparison: what it found in words, its weight in bits, and whether it speaks against.
    public struct Part: Sendable {
        /// The comparison.
        public let comparison: String
        /// What it found.
        public let words: String
        /// Its weight in bits.
        public let bits: Double
    }

    /// The two records, each with a few words of what it says.
    public let sides: [(record: String, words: String)]
    /// True when they are one customer now.
    public let isSame: Bool
    /// The weight that every pair begins with, in bits.
    public let start: Double
    /// The comparisons.
    public let parts: [Part]
    /// What forbids a join.
    public let vetoes: [String]
    /// The sum, in bits.
    public let total: Double
    /// The match probability.
    public let probability: Double
}

/// Explains a plan's customers; made of what matching and assembling came to.
public struct Explainer {
    let run: ProjectRun
    let matched: ProjectRun.Matched
    let assembly: MasterAssembly

    /// Matches and assembles once more, which gives the same as the plan did.
    public init(_ run: ProjectRun, target: String?, setting: String?) throws {
        self.run = run
        _ = try run.stage()
        let (_, database) = try run.target(target)
        matched = try run.match(target: database, setting: setting)
        assembly = try run.assemble(matched)
    }

    /// Records that `text` names: `SOURCE:ROW`, a master id, or a part of a name.
    public func find(_ text: String) -> [(entity: Entity, record: Int)] {
        let parts = text.split(separator: ":").map(String.init)
        if parts.count == 2, let ordinal = UInt32(parts[1]),
            let source = matched.records.sources.firstIndex(of: parts[0])
        {
            return [Entity.contacts, .accounts].flatMap { entity -> [(Entity, Int)] in
                let table = matched.records[entity]
                return (0..<table.count).filter { Int(table.sources[$0]) == source && table.ordinals[$0] == ordinal }
                    .map { (entity, $0) }
            }
        }
        let wanted = text.lowercased()
        var found: [(Entity, Int)] = []
        for entity in [Entity.accounts, .contacts] {
            let table = matched.records[entity]
            for record in 0..<table.count where found.count < 200 {
                let id = assembly.masters[Int(entity.rawValue)][record]?.description
                if id == wanted || name(entity, record).lowercased().contains(wanted) { found.append((entity, record)) }
            }
        }
        return found
    }

    /// A record's name.
    public func name(_ entity: Entity, _ record: Int) -> String {
        let table = matched.records[entity]
        let places = PartyPlaces(entity)
        if entity == .accounts { return String(decoding: table.value(record, places.name), as: UTF8.self) }
        return [places.given, places.middle, places.family].map {
            String(decoding: table.value(record, $0), as: UTF8.self)
        }
        .filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// A record as people write it: `debitoren:118`.
    public func label(_ entity: Entity, _ record: Int) -> String {
        let table = matched.records[entity]
        guard record < table.count else {
            let ids = entity == .accounts ? matched.image.accounts.ids : matched.image.contacts.ids
            return "crm:\(ids[record - table.count])"
        }
        return "\(matched.records.sources[Int(table.sources[record])]):\(table.ordinals[record])"
    }

    /// The master id of a record's customer.
    public func customer(_ entity: Entity, _ record: Int) -> RecordID? {
        assembly.masters[Int(entity.rawValue)][record]
    }

    /// Where each field of the record's customer comes from.
    public func explain(_ entity: Entity, _ record: Int) -> CustomerExplanation? {
        guard let id = customer(entity, record) else { return nil }
        let table = matched.records[entity]
        let members = (0..<table.count).filter { assembly.masters[Int(entity.rawValue)][$0] == id }.map { UInt32($0) }
        let survivorship = Survivorship(table, rules: run.survivorshipRules(matched.deliveries))
        let golden = survivorship.survive(members[...])
        var lines: [CustomerExplanation.FieldLine] = []
        for (index, field) in CustomerModel.fields(of: entity).enumerated() where golden.winners[index] >= 0 {
            let winner = Int(golden.winners[index])
            let value = text(table, winner, index)
            var losers: [(value: String, cell: String)] = []
            for member in members where Int(member) != winner {
                let other = text(table, Int(member), index)
                if !other.isEmpty && other != value && !losers.contains(where: { $0.value == other }) {
                    losers.append((other, cell(entity, Int(member), index)))
                }
            }
            lines.append(
                CustomerExplanation.FieldLine(
                    field: field.name, value: value, rule: golden.reasons[index].words,
                    cell: cell(entity, winner, index),
                    losers: losers))
        }
        return CustomerExplanation(
            entity: entity, name: name(entity, record), id: id.description,
            records: members.map { label(entity, Int($0)) },
            fields: lines)
    }

    private func text(_ table: StandardisedRecords, _ record: Int, _ field: Int) -> String {
        let value = table.value(record, field)
        let fields = CustomerModel.fields(of: table.entity)
        if field < fields.count, case .reference(let other) = fields[field].type {
            guard let target = matched.records.resolve(value, to: other) else {
                return String(decoding: value.split(separator: 0x1F).last ?? [], as: UTF8.self)
            }
            return other.isParty ? name(other, target) : matched.records[other].keys.text(target, 0)
        }
        return String(decoding: FieldList.values(value), as: UTF8.self).replacingOccurrences(of: "\n", with: ", ")
    }

    /// The source cell of a field: `customers.xlsx!Sheet1!C417`.
    private func cell(_ entity: Entity, _ record: Int, _ field: Int) -> String {
        let table = matched.records[entity]
        let source = Int(table.sources[record])
        let delivery = matched.deliveries[source]
        let mapping = matched.mappings[source].records[Int(table.mappingRecords[record])]
        var names = Set(["", CustomerModel.fields(of: entity)[field].name])
        if CustomerModel.fields(of: entity)[field].group == .name { names.insert("full_name") }
        let column = mapping.fields.first { names.contains($0.field) }?.columns.first
        let place = (try? run.staging.row(table.ordinals[record], of: delivery.id))?.place ?? 0
        return Position(
            file: delivery.file, sheet: delivery.stream.isEmpty ? nil : delivery.stream, row: place, column: column,
            columnIndex: column.flatMap { delivery.columns.firstIndex(of: $0) }
        ).description
    }

    /// Why two records of one kind are, or are not, one customer.
    public func explain(_ entity: Entity, _ left: Int, _ right: Int) throws -> PairExplanation {
        let station = MatchStation(
            project: run.project, records: matched.records, image: matched.image, setting: .careful,
            threads: run.threads)
        let found = try station.explain(entity, left, right, labels: matched.outcome.organisations.labels)
        let bits = { (weight: Int32) in Double(weight) / 1_000 }
        return PairExplanation(
            sides: [left, right].map { (label(entity, $0), name(entity, $0)) },
            isSame: customer(entity, left) != nil && customer(entity, left) == customer(entity, right),
            start: bits(found.start),
            parts: found.evidence.map { .init(comparison: $0.comparison, words: $0.words, bits: bits($0.weight)) },
            vetoes: found.forbidden, total: bits(found.total), probability: found.probability)
    }
}
