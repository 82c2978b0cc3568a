import Configuration
import Discovery
import Mapping
import Records

/// What a project's mapping says beyond the product's that it extends: the country, the records of other sources that its
/// rows refer to, columns that the product's mapping doesn't read, and what of it this file lacks.
struct MappingOverlay {
    /// The product's mapping.
    let base: SourceMapping
    /// The table.
    let reading: TableReading
    let relations: TableRelations
    /// What other sources can be referred to by.
    let others: [TableOutline]
    /// The columns that the overlay reads, beyond those of the product's mapping.
    private(set) var columns: Set<String> = []
    private var records: [(name: String, fields: [YAMLEntry])] = []

    init(_ base: SourceMapping, _ reading: TableReading, _ relations: TableRelations, others: [TableOutline]) {
        self.base = base
        self.reading = reading
        self.relations = relations
        self.others = others
        for record in base.records { add(record) }
    }

    /// The records that say more; nil where nothing has to be said.
    var node: YAMLNode? {
        let said = records.filter { !$0.fields.isEmpty }
        guard !said.isEmpty else { return nil }
        return .mapping(
            said.map { record in
                YAMLEntry(record.name, .mapping([YAMLEntry("fields", .mapping(record.fields))]))
            })
    }

    /// Columns that fill a field of a company or a person wherever they stand.
    private static let plain: [ColumnMeaning] = [
        .vatID, .taxNumber, .registrationNumber, .industry, .creditLimit, .paymentTerms, .website, .birthDate,
        .jobTitle,
        .department, .language, .createdAt, .leadSource,
    ]

    private mutating func add(_ record: RecordMapping) {
        var fields: [YAMLEntry] = []
        let filled = Set(record.fields.map(\.field))
        let isFirst = base.records.first { $0.entity == record.entity }?.name == record.name
        let present = Set(reading.columns.map(\.column))
        for field in record.fields where !field.columns.isEmpty {
            let lacking = field.columns.filter { !present.contains($0) }
            if lacking.count == field.columns.count { fields.append(YAMLEntry(field.field, .word("~"))) }
        }
        if isFirst, record.entity.isParty {
            let read = Set(base.columnNames + base.ignored)
            for meaning in MappingOverlay.plain where !filled.contains(meaning.rawValue) {
                guard CustomerModel.fieldIndex(meaning.rawValue, of: record.entity) != nil,
                    let column = reading.columns.first(where: { $0.meaning == meaning && $0.confidence >= 75 }),
                    !read.contains(column.column), !columns.contains(column.column)
                else { continue }
                columns.insert(column.column)
                fields.append(YAMLEntry(meaning.rawValue, .text(column.column)))
            }
        }
        let refers: Set<Entity> = [
            .contacts, .activities, .orders, .invoices, .opportunities, .tickets, .attachments,
        ]
        for (field, entity) in [("account", Entity.accounts), ("contact", .contacts)]
        where isFirst && refers.contains(record.entity) && !filled.contains(field)
            && CustomerModel.fieldIndex(field, of: record.entity) != nil
        {
            if let (column, node) = reference(to: entity) {
                columns.insert(column)
                fields.append(YAMLEntry(field, node))
            }
        }
        if !filled.contains("owner"), CustomerModel.fieldIndex("owner", of: record.entity) != nil, isFirst,
            let (column, node) = owner()
        {
            columns.insert(column)
            fields.append(YAMLEntry("owner", node))
        }
        records.append((record.name, fields))
    }

    /// A column whose values are keys of another source's companies or people.
    private func reference(to entity: Entity) -> (column: String, node: YAMLNode)? {
        for column in reading.columns {
            for reference in relations.references(of: column.column, in: reading.source)
            where reference.target != reading.source {
                guard let other = others.first(where: { $0.source == reference.target }),
                    let record = other.records.first(where: { $0.entity == entity && $0.key == [reference.key] })
                else { continue }
                return (
                    column.column,
                    .inlineMapping([
                        YAMLEntry("source", .text(other.source)), YAMLEntry("record", .text(record.name)),
                        YAMLEntry("key", .text(column.column)),
                    ])
                )
            }
        }
        return nil
    }

    /// The column that names who looks after the customer, where a source of users knows them.
    private func owner() -> (column: String, node: YAMLNode)? {
        let named = reading.columns.filter { $0.meaning == .owner } + reading.columns.filter { $0.meaning == .ownerKey }
        for column in named {
            for other in others {
                for (field, users) in other.userFields
                where relations.references(of: column.column, in: reading.source).contains(where: {
                    $0.target == other.source && $0.key == users
                }) {
                    return (
                        column.column,
                        .inlineMapping([
                            YAMLEntry("source", .text(other.source)), YAMLEntry("by", .text(field)),
                            YAMLEntry("column", .text(column.column)),
                        ])
                    )
                }
            }
        }
        return nil
    }
}
