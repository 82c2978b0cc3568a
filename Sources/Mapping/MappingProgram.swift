internal import Configuration
internal import Records
internal import Text
internal import Validation

/// A mapping bound to a source's columns: ready to run on batches, on any number of threads.
public struct MappingProgram: Sendable {
    /// The mapping it was made from.
    public let mapping: SourceMapping
    /// The source's columns.
    public let columns: [String]
    /// Per column: the record mapping and field indexes that read it; empty = not mapped.
    public let uses: [[(record: Int, field: Int)]]
    /// Columns that filters, conditions, keys or `ignore` name: read, though no field takes them.
    public let consulted: Set<Int>

    /// Per column that holds whole addresses: the parts of them that fields take.
    let addressParts: [Int: Set<AddressPart>]
    /// The columns in which a row that goes on with the one above has that one's cells.
    public let continued: [Int]
    let records: [BoundRecord]
    let filters: [(condition: BoundCondition, reason: String)]

    struct BoundRecord: Sendable {
        let entity: Entity
        let name: String
        /// How it is made of a row's columns: once, or once for each numbered group that the source has.
        let bodies: [BoundBody]
        /// The items that one is made for each of.
        let items: BoundItems?
        /// Bits of fields filled with constants, which alone don't make a record.
        let constants: UInt64
        /// The field that says what currency the record's amounts have.
        let currencyField: Int?
        /// The fields that hold amounts.
        let moneyFields: [Int]
        let countryField: Int?
        let shippingCountryField: Int?
    }

    struct BoundBody: Sendable {
        /// The group's number, from 0.
        let number: Int
        let key: [Int]
        /// True when the key is another one for each group.
        let keyVaries: Bool
        let condition: BoundCondition?
        let fields: [BoundField]
    }

    enum BoundItems: Sendable {
        case parts(column: Int, separator: [UInt8])
        case columns([Int])
    }

    struct BoundField: Sendable {
        let index: Int
        let field: Field
        let custom: String?
        let source: BoundSource
        let condition: BoundCondition?
        let transforms: [Transform]
        let lookup: (name: Lookup, table: LookupTable)?
        let valueMap: (name: String, map: ValueMap)?
        let dates: DateConvention?
        let decimal: UInt8?
        let isNote: Bool
    }

    enum BoundSource: Sendable {
        case columns([Int], joiner: [UInt8]?)
        case constant([UInt8])
        case item
        case sameRow(record: Int)
        case byKey(prefix: [UInt8], columns: [Int])
        case byField(prefix: [UInt8], column: Int)
    }

    /// Binds a mapping to the columns of a source named `sourceName`.
    ///
    /// `lookups` holds the tables that the mapping looks values up in; one that isn't there is empty. Throws the columns
    /// that the mapping names and the source lacks, each with the nearest one it has.
    public init(
        _ mapping: SourceMapping, sourceName: String, columns: [String], lookups: [Lookup: LookupTable] = [:]
    ) throws(BindingFault) {
        self.columns = columns
        var index: [String: Int] = [:]
        for (number, name) in columns.enumerated() where index[name] == nil { index[name] = number }
        var missing: [String] = []
        func number(_ name: String) -> Int {
            if let number = index[name] { return number }
            if !missing.contains(name) { missing.append(name) }
            return 0
        }
        var badPattern: BindingFault?
        func bind(_ condition: Condition, _ number: (String) -> Int) -> BoundCondition {
            switch condition {
            case .present(let name): return .present(number(name))
            case .absent(let name): return .absent(number(name))
            case .isOne(let name, let values): return .isOne(number(name), of: Set(values))
            case .matches(let name, let text):
                do throws(PatternFault) { return .matches(number(name), try Pattern(text)) } catch {
                    badPattern = .pattern(text, "\(error)")
                    return .present(0)
                }
            case .within(let name, let from, let to):
                return .within(number(name), from: from ?? .min, to: to ?? .max)
            case .contains(let name, let text): return .contains(number(name), text: text)
            case .sameAs(let name, let other): return .sameAs(number(name), number(other))
            case .all(let conditions): return .all(conditions.map { bind($0, number) })
            case .any(let conditions): return .any(conditions.map { bind($0, number) })
            case .not(let condition): return .not(bind(condition, number))
            }
        }
        let recordNames = mapping.records.map(\.name)
        var uses = [[(record: Int, field: Int)]](repeating: [], count: columns.count)
        var consulted: Set<Int> = []
        records = mapping.records.enumerated().map { recordIndex, record in
            var constants: UInt64 = 0
            var filled: UInt64 = 0
            func body(_ group: Int, _ named: @escaping (String) -> String) -> BoundBody {
                func place(_ name: String) -> Int { number(named(name)) }
                for name in record.key + (record.condition?.columns ?? []) { consulted.insert(place(name)) }
                let fields = record.fields.map { field in
                    let fieldIndex =
                        CustomerModel.fieldIndex(field.field, of: record.entity)
                        ?? MappedRecords.customColumn(of: record.entity)
                    for name in field.columns {
                        let column = place(name)
                        if uses.indices.contains(column) { uses[column].append((recordIndex, fieldIndex)) }
                    }
                    if case .item = field.source {
                        for name in record.each?.columnNames ?? [] {
                            let column = number(name)
                            if uses.indices.contains(column) { uses[column].append((recordIndex, fieldIndex)) }
                        }
                    }
                    for name in field.condition?.columns ?? [] { consulted.insert(place(name)) }
                    if case .constant = field.source {
                        constants |= 1 << UInt64(fieldIndex)
                    } else {
                        filled |= 1 << UInt64(fieldIndex)
                    }
                    return MappingProgram.bind(
                        field, index: fieldIndex, entity: record.entity, sourceName: sourceName,
                        recordNames: recordNames, valueMaps: mapping.valueMaps, lookups: lookups,
                        condition: field.condition.map { bind($0, place) }, number: place)
                }
                return BoundBody(
                    number: group, key: record.key.map(place),
                    keyVaries: record.key.contains { $0.contains(Each.mark) },
                    condition: record.condition.map { bind($0, place) }, fields: fields)
            }
            var bodies: [BoundBody] = []
            var items: BoundItems?
            switch record.each {
            case nil: bodies = [body(0) { $0 }]
            case .parts(let column, let separator)?:
                bodies = [body(0) { $0 }]
                items = .parts(column: number(column), separator: separator)
                consulted.insert(number(column))
            case .columns(let names)?:
                bodies = [body(0) { $0 }]
                items = .columns(names.map(number))
                for name in names { consulted.insert(number(name)) }
            case .numbers(let range)?:
                // A group of which the source has no column isn't there; the first one is asked for all the same, so
                // that a misspelt name is noticed.
                let marked = record.fields.flatMap(\.columns).filter { $0.contains(Each.mark) }
                for value in range {
                    func named(_ name: String) -> String { name.replacing(String(Each.mark), with: String(value)) }
                    let isThere = marked.contains { index[named($0)] != nil }
                    if isThere || value == range.lowerBound {
                        bodies.append(body(value - range.lowerBound, named))
                    }
                }
            }
            return BoundRecord(
                entity: record.entity, name: record.name, bodies: bodies, items: items,
                constants: constants & ~filled, currencyField: CustomerModel.fieldIndex("currency", of: record.entity),
                moneyFields: CustomerModel.fields(of: record.entity).indices.filter {
                    CustomerModel.fields(of: record.entity)[$0].type == .money
                },
                countryField: CustomerModel.fieldIndex("country", of: record.entity),
                shippingCountryField: CustomerModel.fieldIndex("shipping_country", of: record.entity))
        }
        addressParts = MappingProgram.addressParts(of: records)
        filters = mapping.filters.map { filter in
            for name in filter.condition.columns { consulted.insert(number(name)) }
            return (bind(filter.condition, number), filter.reason)
        }
        continued = mapping.conventions.continued.map { name in
            consulted.insert(number(name))
            return number(name)
        }
        for name in mapping.ignored { if let number = index[name] { consulted.insert(number) } }
        self.uses = uses
        self.consulted = consulted
        var located = mapping
        located.checks.locate(MappingProgram.columns(of: mapping.checkedFields, in: records))
        self.mapping = located
        if let badPattern { throw badPattern }
        if !missing.isEmpty { throw .missingColumns(missing, has: columns) }
    }

    private static func bind(
        _ field: FieldMapping, index: Int, entity: Entity, sourceName: String, recordNames: [String],
        valueMaps: [String: ValueMap], lookups: [Lookup: LookupTable], condition: BoundCondition?,
        number: (String) -> Int
    ) -> BoundField {
        let known = CustomerModel.fields(of: entity)
        let custom = index == known.count ? String(field.field.dropFirst("custom.".count)) : nil
        let model =
            index < known.count
            ? known[index]
            : Field(
                name: field.field, type: field.customType, place: .input, isList: false, isIdentity: false,
                personal: .personal,
                group: .single)
        let source: BoundSource
        switch field.source {
        case .columns(let names, let joiner): source = .columns(names.map(number), joiner: joiner)
        case .constant(let text): source = .constant(text)
        case .item: source = .item
        case .reference(.sameRow(let name)): source = .sameRow(record: recordNames.firstIndex(of: name) ?? 0)
        case .reference(.byKey(let other, let record, let names)):
            let prefix = "\(other ?? sourceName)\u{1F}\(record ?? "")\u{1F}"
            source = .byKey(prefix: Array(prefix.utf8), columns: names.map(number))
        case .reference(.byField(let other, let name, let column)):
            source = .byField(prefix: Array("\(other)\u{1F}?\(name)\u{1F}".utf8), column: number(column))
        }
        let map = field.valueMap.flatMap { name in valueMaps[name].map { (name, $0) } }
        return BoundField(
            index: index, field: model, custom: custom, source: source, condition: condition,
            transforms: field.transforms, lookup: field.lookup.map { ($0, lookups[$0] ?? LookupTable()) },
            valueMap: map, dates: field.dates, decimal: field.decimal,
            isNote: model.name == "body" || model.name == "description" || model.name == "note"
                || field.transforms.contains { if case .address = $0 { true } else { false } })
    }

    private static func addressParts(of records: [BoundRecord]) -> [Int: Set<AddressPart>] {
        var parts: [Int: Set<AddressPart>] = [:]
        for field in records.flatMap(\.bodies).flatMap(\.fields) {
            guard case .columns(let columns, let joiner) = field.source else { continue }
            for case .address(let part) in field.transforms {
                for column in joiner == nil ? columns : Array(columns.prefix(1)) {
                    parts[column, default: []].insert(part)
                }
            }
        }
        return parts
    }

    /// The first column that each field reads; nil for one that reads none.
    private static func columns(of fields: [CheckedField], in records: [BoundRecord]) -> [Int?] {
        fields.map { checked in
            for field in records[checked.record].bodies.first?.fields ?? []
            where field.index == checked.field && field.custom == checked.custom {
                switch field.source {
                case .columns(let columns, _), .byKey(_, let columns): return columns.first
                case .byField(_, let column): return column
                case .item:
                    switch records[checked.record].items {
                    case .parts(let column, _)?: return column
                    case .columns(let columns)?: return columns.first
                    case nil: continue
                    }
                case .constant, .sameRow: continue
                }
            }
            return nil
        }
    }

    /// The columns read as dates or numbers by fields whose reading neither the field nor the mapping says: these columns
    /// have to decide it by their values.
    public func undecidedColumns() -> (dates: [Int], numbers: [Int]) {
        var dates: Set<Int> = []
        var numbers: Set<Int> = []
        for record in records {
            for field in record.bodies.flatMap(\.fields) {
                guard case .columns(let columns, _) = field.source else { continue }
                switch field.field.type {
                case .date, .timestamp:
                    if (field.dates ?? mapping.conventions.dates) == nil { dates.formUnion(columns) }
                case .money, .quantity, .integer:
                    if (field.decimal ?? mapping.conventions.decimal) == nil { numbers.formUnion(columns) }
                default: break
                }
            }
        }
        return (dates.sorted(), numbers.sorted())
    }
}

/// What keeps a mapping from being bound to a source.
public enum BindingFault: Error, Sendable {
    /// Columns that the mapping names and the source lacks.
    case missingColumns([String], has: [String])
    /// A pattern that can't be compiled, and why.
    case pattern(String, String)
}

extension BindingFault: CustomStringConvertible {
    /// One line: what is missing and what is there.
    public var description: String {
        switch self {
        case .missingColumns(let missing, let has):
            "the mapping reads \(missing.map { BindingFault.named($0, among: has) }.joined(separator: ", ")), "
                + "which the file doesn't have; "
                + "it has \(has.map { "\"\($0)\"" }.joined(separator: ", "))"
        case .pattern(let text, let reason): "the pattern \"\(text)\" can't be used: \(reason)"
        }
    }

    private static func named(_ column: String, among columns: [String]) -> String {
        let remedy = NearestWord.remedy(for: column, among: columns, otherwise: "")
        return remedy.isEmpty ? "\"\(column)\"" : "\"\(column)\" (\(remedy))"
    }
}
