import Configuration
import Discovery
import Mapping
import Records

/// What a project's mapping says beyond the product's that it extends: the records of other sources that its rows refer
/// to, and columns that the product's mapping doesn't read.
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
    /// Per record: the fields that refer to other sources for certain.
    private var said: [String: [(field: String, node: YAMLNode)]] = [:]
    /// Records that aren't made, since another source has them.
    private var replaced: Set<String> = []

    init(
        _ base: SourceMapping, _ reading: TableReading, _ relations: TableRelations, others: [TableOutline],
        referrals: [MappingRecognition.Referral] = []
    ) {
        self.base = base
        self.reading = reading
        self.relations = relations
        self.others = others
        refer(referrals)
        for record in base.records { add(record) }
    }

    /// The records that say more; nil where nothing has to be said.
    var node: YAMLNode? {
        let said = records.filter { !$0.fields.isEmpty && !replaced.contains($0.name) }
        guard !said.isEmpty || !replaced.isEmpty else { return nil }
        return .mapping(
            replaced.sorted().map { YAMLEntry($0, .word("~")) }
                + said.map { record in
                    YAMLEntry(record.name, .mapping([YAMLEntry("fields", .mapping(record.fields))]))
                })
    }

    /// The fields whose records stand in other sources that the product's mapping knows by their own mappings. A record of
    /// the row that only stood for one of them isn't made, nor is it referred to.
    private mutating func refer(_ referrals: [MappingRecognition.Referral]) {
        for referral in referrals {
            let found = others.filter { other in
                other.source != reading.source && other.mapping.map(referral.mappings.contains) == true
            }
            // Of several the one whose name is most like this one's: the tables of one file share their stem.
            func shared(_ other: TableOutline) -> Int {
                zip(other.source.utf8, reading.source.utf8).prefix { $0 == $1 }.count
            }
            guard let other = found.max(by: { (shared($0), $1.source) < (shared($1), $0.source) }) else { continue }
            var braces = [YAMLEntry("source", .text(other.source))]
            if let record = referral.target { braces.append(YAMLEntry("record", .text(record))) }
            braces.append(
                YAMLEntry(
                    "key",
                    referral.key.count == 1
                        ? .text(referral.key[0]) : .inlineList(referral.key)))
            if let begins = referral.begins {
                // Letters, digits and the signs that keys begin with, taken as they stand.
                let pattern = begins.map { $0.isLetter || $0.isNumber ? String($0) : "[\($0)]" }.joined() + ".*"
                braces.append(
                    YAMLEntry(
                        "when",
                        .inlineMapping([
                            YAMLEntry("column", .text(referral.key[0])), YAMLEntry("matches", .text(pattern)),
                        ])))
            }
            if let split = referral.split {
                braces.append(YAMLEntry("transforms", .inlineList([keys(of: referral, split)])))
            }
            columns.formUnion(referral.key)
            said[referral.record, default: []].append((referral.field, .inlineMapping(braces)))
            if let name = referral.insteadOf, base.records.contains(where: { $0.name == name }) {
                replaced.insert(name)
            }
        }
    }

    /// The keys of a cell with several: all of them for a field that takes a list, else the first.
    private func keys(of referral: MappingRecognition.Referral, _ split: String) -> YAMLNode {
        let record = base.records.first { $0.name == referral.record }
        let field = record.flatMap { record in
            CustomerModel.fields(of: record.entity).first { $0.name == referral.field }
        }
        if field?.isList == true {
            return .inlineMapping([
                YAMLEntry("replace", .inlineMapping([YAMLEntry("from", .text(split)), YAMLEntry("to", .text("\n"))]))
            ])
        }
        return .inlineMapping([
            YAMLEntry("part", .inlineMapping([YAMLEntry("number", .integer(1)), YAMLEntry("of", .text(split))]))
        ])
    }

    /// Columns that fill a field of a company or a person wherever they stand.
    private static let plain: [ColumnMeaning] = [
        .vatID, .taxNumber, .registrationNumber, .industry, .creditLimit, .paymentTerms, .website, .birthDate,
        .jobTitle,
        .department, .language, .createdAt, .leadSource,
    ]

    private mutating func add(_ record: RecordMapping) {
        var fields: [YAMLEntry] = []
        let filled = Set(record.fields.map(\.field) + (said[record.name] ?? []).map(\.field))
        let isFirst = base.records.first { $0.entity == record.entity }?.name == record.name
        for (field, node) in said[record.name] ?? [] where !fields.contains(where: { $0.key == field }) {
            // Several sources may be meant, each by the beginning of its keys.
            let all = (said[record.name] ?? []).filter { $0.field == field }.map(\.node)
            fields.append(YAMLEntry(field, all.count == 1 ? node : .list(all)))
        }
        for field in record.fields where !fields.contains(where: { $0.key == field.field }) {
            // What stood for a record of another source is referred to no more.
            guard case .reference(.sameRow(let name)) = field.source, replaced.contains(name) else { continue }
            fields.append(YAMLEntry(field.field, .word("~")))
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
