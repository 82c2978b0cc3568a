import CRM
import Ledger
import Mapping
import Records

/// Says of each value of the master which source and which rule of a mapping brought it, by numbers that the master knows.
struct ValueReasons {
    private let sources: [String]
    /// Per source and mapping record: the name before the field's, `mapping: record`, and the fields that it fills.
    private let rules: [[(name: String, fields: Set<String>)]]
    private let width: Int
    private let records: Int
    /// Numbers by entity, source, mapping record and field; 0 = not asked for yet.
    private var numbers: [UInt16]
    /// The same for what is concluded, by entity, column and source.
    private var concluded: [Int: UInt16] = [:]

    init(_ staged: StagedRecords, mappings: [SourceMapping]) {
        sources = staged.sources
        rules = mappings.map { mapping in
            mapping.records.map { record in
                (name: "\(mapping.name): \(record.name)", fields: Set(record.fields.map(\.field)))
            }
        }
        width = (Entity.allCases.map { CustomerModel.fields(of: $0).count }.max() ?? 0) + 1
        records = rules.map(\.count).max() ?? 0
        numbers = [UInt16](repeating: 0, count: Entity.allCases.count * max(1, sources.count * records * width))
    }

    /// The number of the reason for a staged record's field; 0 when its mapping isn't known.
    mutating func number(
        _ table: StandardisedRecords, _ record: Int, field: Int, in desired: inout DesiredMaster
    ) -> UInt16 {
        let source = Int(table.sources[record])
        let mapped = Int(table.mappingRecords[record])
        guard rules.indices.contains(source), rules[source].indices.contains(mapped), field < width else { return 0 }
        let place = ((Int(table.entity.rawValue) * sources.count + source) * records + mapped) * width + field
        if numbers[place] > 0 { return numbers[place] }
        let rule = rules[source][mapped]
        let fields = CustomerModel.fields(of: table.entity)
        var name = field < fields.count ? fields[field].name : "custom"
        // Parts of a name that was mapped whole: the mapping's own word is what a person knows.
        if !rule.fields.contains(name), field < fields.count, fields[field].group == .name,
            rule.fields.contains("full_name")
        {
            name = "full_name"
        }
        numbers[place] = desired.reason(Reason(source: sources[source], rule: "\(rule.name).\(name)"))
        return numbers[place]
    }

    /// The number of the reason for a column that was concluded from a staged record.
    mutating func derived(
        _ table: StandardisedRecords, _ record: Int, _ entity: Entity, _ column: Int, in desired: inout DesiredMaster
    ) -> UInt16 {
        let place = (Int(entity.rawValue) << 8 | column) * max(1, sources.count) + Int(table.sources[record])
        if let known = concluded[place] { return known }
        let number = derived(table, record, CustomerModel.columns(of: entity)[column].name, in: &desired)
        concluded[place] = number
        return number
    }

    /// The number of the reason for what was concluded from a staged record.
    func derived(
        _ table: StandardisedRecords, _ record: Int, _ what: String, in desired: inout DesiredMaster
    ) -> UInt16 {
        desired.reason(Reason(source: sources[Int(table.sources[record])], rule: "derived: \(what)"))
    }
}
