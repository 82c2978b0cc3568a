internal import Configuration
internal import Mapping
internal import Records
internal import Validation

/// Checks that hold for every source of a project: `checks:` in `customary.yaml`.
///
/// Their fields are named `table.field`, such as `contacts.email`; each runs over every record of that table that a mapping
/// makes.
public struct ProjectChecks: Sendable {
    private var node: YAMLNode?

    /// No checks.
    public init() {}

    /// Reads them; mistakes are in `problems`.
    init(_ node: YAMLNode, _ problems: inout [Problem]) {
        self.node = node
        let fields = Entity.allCases.flatMap { entity in
            CustomerModel.fields(of: entity).map { (name: "\(entity.table).\($0.name)", isList: $0.isList) }
        }
        let custom = ProjectChecks.names(node).filter { $0.contains(".custom.") }
        _ = CheckList.compile(
            node: node, fieldNames: fields.map(\.name) + custom, listFields: Set(fields.filter(\.isList).map(\.name)),
            problems: &problems)
    }

    /// What decides what they do, for a digest.
    var texts: [String] { node.map { ["checks: \(YAMLWriter.text($0))"] } ?? [] }

    /// Adds those that a source's mapping has the tables for.
    func add(to mapping: inout SourceMapping, of source: String) {
        guard let node else { return }
        let entries = node.items ?? node["rules"]?.items ?? []
        for entry in entries {
            let tables = Set(ProjectChecks.names(entry).compactMap { $0.split(separator: ".").first.map(String.init) })
            let made = mapping.records.map(\.entity.table)
            guard let first = entry["field"]?.text ?? entry["fields"]?.items?.first?.text,
                let main = first.split(separator: ".").first.map(String.init), tables.allSatisfy(made.contains)
            else { continue }
            for (index, record) in mapping.records.enumerated() where record.entity.table == main {
                add(entry, main: main, index, to: &mapping)
            }
        }
        if let share = node["stop_above"] {
            let limits = YAMLNode.mapping([YAMLEntry("stop_above", share)])
            var problems: [Problem] = []
            mapping.checks = mapping.checks.adding(
                CheckList.compile(node: limits, fieldNames: names(mapping), problems: &problems))
        }
    }

    /// Adds one check for one record of its main table; other tables mean the first record of theirs.
    private func add(_ entry: YAMLNode, main: String, _ index: Int, to mapping: inout SourceMapping) {
        let fields = mapping.checkedFields
        var firstOf: [String: Int] = [main: index]
        for (place, record) in mapping.records.enumerated() where firstOf[record.entity.table] == nil {
            firstOf[record.entity.table] = place
        }
        // The record's fields answer to the table's name; no other field may.
        let names = fields.map { field -> String in
            let record = mapping.records[field.record]
            guard firstOf[record.entity.table] == field.record else { return "" }
            return "\(record.entity.table).\(field.name.dropFirst(record.name.count + 1))"
        }
        var problems: [Problem] = []
        let list = CheckList.compile(
            node: .list([entry]), fieldNames: names,
            listFields: Set(fields.indices.filter { fields[$0].isList }.map { names[$0] }),
            problems: &problems)
        // A custom field that this mapping doesn't fill is no mistake: there is nothing to check.
        if problems.isEmpty { mapping.checks = mapping.checks.adding(list) }
    }

    private func names(_ mapping: SourceMapping) -> [String] { mapping.checkedFields.map(\.name) }

    /// The names of fields in a check, or in a list of them.
    private static func names(_ node: YAMLNode) -> [String] {
        if let items = node.items { return items.flatMap { names($0) } }
        guard let entries = node.entries else { return [] }
        return entries.flatMap { entry -> [String] in
            switch entry.key {
            case "field", "fields", "same_as", "not_equal", "before", "not_after", "after", "not_before":
                return entry.value.text.map { [$0] } ?? entry.value.items?.compactMap(\.text) ?? []
            case "when", "rules": return names(entry.value)
            default: return []
            }
        }
    }
}
