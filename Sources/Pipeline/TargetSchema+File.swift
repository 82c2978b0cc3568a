public import CRM
public import Configuration
import Records

extension TargetSchema {
    /// Reads a description of another program's tables. Throws all that is wrong with it at once.
    public static func read(file path: String, name: String) throws(ConfigurationFault) -> TargetSchema {
        try read(YAMLDocument.parse(file: path, name: name), name: name)
    }

    /// Reads a description from its text.
    public static func read(text: String, name: String) throws(ConfigurationFault) -> TargetSchema {
        try read(YAMLDocument.parse(text: text, name: name), name: name)
    }

    /// Reads a description from a document.
    public static func read(_ document: YAMLDocument, name: String) throws(ConfigurationFault) -> TargetSchema {
        var problems = document.problems
        guard let root = document.root else { throw .invalid(problems) }
        let schema = MappingReader.read(root, problems: &problems) { reader in
            _ = reader.integer("version", in: 1...1)
            var schema = TargetSchema(name: reader.text("name"), file: name)
            var words: [String: [TargetSchema.Pair]] = [:]
            for entry in reader.entries("words") {
                words[entry.key] = (entry.value.entries ?? []).map {
                    TargetSchema.Pair(ours: $0.key, theirs: $0.value.text ?? "")
                }
            }
            for entry in reader.entries("places") {
                guard let entity = Entity(table: entry.key) else {
                    reader.problems.append(
                        Problem(
                            place: entry.keyPlace, message: "\"\(entry.key)\" is no table of the customer model",
                            remedy: NearestWord.remedy(
                                for: entry.key, among: Entity.allCases.map(\.table),
                                otherwise: "docs/customer-model.md lists them")))
                    continue
                }
                for node in entry.value.items ?? [entry.value] {
                    MappingReader.read(node, problems: &reader.problems) { place in
                        let parser = TargetPlaceParser(entity: entity, spot: Spot(node.place), words: words)
                        if let found = parser.parse(&place) { schema.places.append(found) }
                    }
                }
            }
            if schema.places.isEmpty, reader.problems.isEmpty {
                reader.complain(about: "places", "names no table", remedy: "say where accounts and contacts live")
            }
            for node in reader.list("dependants") {
                MappingReader.read(node, problems: &reader.problems) { dependant in
                    let table = dependant.text("table")
                    let column = dependant.text("column")
                    let conditions = TargetPlaceParser.conditions("where", &dependant)
                    for name in dependant.texts("of") {
                        guard let entity = Entity(table: name) else {
                            dependant.complain(
                                about: "of", "names \"\(name)\", which is no table of the customer model")
                            continue
                        }
                        schema.dependants.append(
                            Dependant(
                                table: table, column: column, entity: entity, conditions: conditions,
                                spot: Spot(node.place)))
                    }
                }
            }
            reader.mapping("untouched") { untouched in
                for node in untouched.textNodes("tables") {
                    schema.untouched.append(Untouched(table: node.text ?? "", spot: Spot(node.place)))
                }
                for entry in untouched.entries("columns") {
                    for node in entry.value.items ?? [entry.value] {
                        guard let column = node.text else { continue }
                        schema.untouched.append(Untouched(table: entry.key, column: column, spot: Spot(node.place)))
                    }
                }
            }
            return schema
        }
        if !problems.isEmpty { throw .invalid(problems.sorted()) }
        return schema
    }
}

extension TargetSchema.Spot {
    init(_ place: Place) { self.init(line: place.line, column: place.column) }
}

/// Reads one place of a description.
struct TargetPlaceParser {
    let entity: Entity
    let spot: TargetSchema.Spot
    /// Lists of words by name.
    let words: [String: [TargetSchema.Pair]]

    func parse(_ reader: inout MappingReader) -> TargetSchema.Place? {
        var place: TargetSchema.Place
        if let of = reader.optionalText("of") {
            guard let parent = Entity(table: of),
                let column = Schema.references(of: entity).first(where: {
                    $0.to == parent && name($0.column) == parentColumn(parent)
                })?.column
            else {
                reader.complain(
                    about: "of", "names \"\(of)\", to which \(entity.table) don't belong",
                    remedy: "say of: accounts or contacts")
                return nil
            }
            place = TargetSchema.Place(
                entity: entity, slot: .init(parent: parent, column: column), table: "", id: "", making: .nobody,
                spot: spot)
        } else {
            let table = reader.text("table")
            var id = "id"
            var making = TargetSchema.IDMaking.nobody
            if reader.node("id")?.text != nil {
                id = reader.text("id")
                reader.complain(
                    about: "id", "doesn't say how ids are made", remedy: "id: {column: \(id), made_by: sequence}")
            } else {
                reader.mapping("id") { key in
                    id = key.text("column", default: "id")
                    making = TargetPlaceParser.making(&key)
                }
            }
            place = TargetSchema.Place(entity: entity, table: table, id: id, making: making, spot: spot)
        }
        place.conditions = TargetPlaceParser.conditions("where", &reader)
        place.takes = constants("takes", &reader)
        place.reads = constants("reads", &reader)
        for node in reader.textNodes("needs") {
            let entry = YAMLEntry(node.text ?? "", node, keyPlace: node.place)
            if let column = column(entry, &reader) { place.needs.append(column) }
        }
        place.cells = cells(&reader)
        place.settings = settings("set", &reader)
        place.shared = reader.mapping("shared") { TargetPlaceParser.shared(&$0, self) }
        if place.cells.isEmpty, reader.problems.isEmpty {
            reader.complain(about: "columns", "names no column", remedy: "say which column holds what")
        }
        return place
    }

    private func name(_ column: Int) -> String { Schema.storedColumns(of: entity)[column].name }

    private func parentColumn(_ parent: Entity) -> String {
        switch parent {
        case .accounts: "account_id"
        case .contacts: "contact_id"
        case .orders: "order_id"
        case .opportunities: "opportunity_id"
        case .invoices: "invoice_id"
        default: ""
        }
    }

    static func making(_ reader: inout MappingReader) -> TargetSchema.IDMaking {
        let sequence = reader.optionalText("sequence")
        let length = reader.integer("length", in: 8...64, default: 17)
        return switch reader.choice("made_by", of: ["nobody", "uuid", "text", "sequence"], default: "nobody") {
        case "uuid": .uuid
        case "text": .text(length: length)
        case "sequence": .sequence(sequence)
        default: .nobody
        }
    }

    /// `column: value`, `column: [value, null]`.
    static func conditions(_ key: String, _ reader: inout MappingReader) -> [TargetSchema.Condition] {
        reader.entries(key).map { entry in
            let items = entry.value.items ?? [entry.value]
            return TargetSchema.Condition(
                column: entry.key, values: items.map { constant($0) }, spot: TargetSchema.Spot(entry.keyPlace))
        }
    }

    /// A plain `null`, `~` or nothing is NULL.
    private static func constant(_ node: YAMLNode) -> String? {
        let text = node.text ?? ""
        return node.style == .plain && ["", "null", "~"].contains(text) ? nil : text
    }

    private func constants(_ key: String, _ reader: inout MappingReader) -> [TargetSchema.Constant] {
        reader.entries(key).compactMap { entry in
            guard let column = column(entry, &reader) else { return nil }
            let values = (entry.value.items ?? [entry.value]).compactMap(\.text)
            return TargetSchema.Constant(column: column, values: values)
        }
    }

    private func column(_ entry: YAMLEntry, _ reader: inout MappingReader) -> Int? {
        let names = Schema.storedColumns(of: entity).map(\.name)
        if let column = names.firstIndex(of: entry.key) { return column }
        reader.problems.append(
            Problem(
                place: entry.keyPlace, message: "\(entity.table) have no column \"\(entry.key)\"",
                remedy: NearestWord.remedy(
                    for: entry.key, among: names, otherwise: "docs/customer-model.md lists them")))
        return nil
    }

    // MARK: Columns

    private func cells(_ reader: inout MappingReader) -> [TargetSchema.Cell] {
        reader.entries("columns").compactMap { entry in
            let spot = TargetSchema.Spot(entry.value.place)
            var columns: [Int] = []
            if entry.key == "full_name", entity == .contacts {
                columns = ["given_name", "middle_name", "family_name"].compactMap {
                    CustomerModel.columnIndex($0, of: entity)
                }
            } else if let column = column(entry, &reader) {
                columns = [column]
            } else {
                return nil
            }
            let isName = columns.count > 1
            if let text = entry.value.text {
                return TargetSchema.Cell(columns: columns, name: text, form: isName ? .fullName : .plain, spot: spot)
            }
            return MappingReader.read(entry.value, problems: &reader.problems) {
                cell(columns, isName, spot, &$0)
            }
        }
    }

    private func cell(
        _ columns: [Int], _ isName: Bool, _ spot: TargetSchema.Spot, _ reader: inout MappingReader
    ) -> TargetSchema.Cell {
        var cell = TargetSchema.Cell(columns: columns, name: reader.text("column"), spot: spot)
        cell.also = reader.texts("also")
        cell.conditions = TargetPlaceParser.conditions("where", &reader)
        if isName { cell.form = .fullName }
        if let name = reader.node("values")?.text {
            cell.form = .values(words[name] ?? [])
            if words[name] == nil {
                reader.complain(
                    about: "values", "names \"\(name)\", which isn't among words:", remedy: "write the words out")
            }
        } else {
            let values = reader.entries("values")
            if !values.isEmpty {
                cell.form = .values(values.map { TargetSchema.Pair(ours: $0.key, theirs: $0.value.text ?? "") })
            }
        }
        if reader.choice("as", of: ["plain", "lower"], default: "plain") == "lower" { cell.form = .lower }
        if let lookup = reader.mapping(
            "lookup",
            { lookup in
                TargetSchema.Lookup(
                    table: lookup.text("table"), key: lookup.text("key", default: "id"), value: lookup.text("value"),
                    member: lookup.text("member", default: ""))
            })
        {
            cell.form = .lookup(lookup)
        }
        if reader.has("deleted") || reader.has("live") {
            cell.form = .flag(deleted: reader.text("deleted"), live: reader.text("live"))
        }
        cell.hops = reader.list("through").map { node in
            MappingReader.read(node, problems: &reader.problems) { hop in
                TargetSchema.Hop(
                    table: hop.text("table"), key: hop.text("key", default: "id"), by: hop.text("by", default: ""),
                    conditions: TargetPlaceParser.conditions("where", &hop), spot: TargetSchema.Spot(node.place))
            }
        }
        return cell
    }

    /// `column: value`, `column: {own: id}`, `column: {same_as: other}`, `column: {load: time}`.
    func settings(_ key: String, _ reader: inout MappingReader) -> [TargetSchema.Setting] {
        reader.entries(key).map { entry in
            let spot = TargetSchema.Spot(entry.keyPlace)
            if let text = entry.value.text {
                return TargetSchema.Setting(column: entry.key, preset: .value(text), spot: spot)
            }
            let preset = MappingReader.read(entry.value, problems: &reader.problems) { preset in
                if let other = preset.optionalText("same_as") { return TargetSchema.Preset.sameAs(other) }
                if preset.optionalChoice("own", of: ["id"]) != nil { return .ownID }
                if preset.optionalChoice("load", of: ["time"]) != nil { return .now }
                preset.problems.append(
                    Problem(
                        place: entry.keyPlace, message: "\"\(entry.key)\" says nothing",
                        remedy: "a value, {own: id}, {same_as: COLUMN} or {load: time}"))
                return .now
            }
            return TargetSchema.Setting(column: entry.key, preset: preset, spot: spot)
        }
    }

    private static func shared(_ reader: inout MappingReader, _ parser: TargetPlaceParser) -> TargetSchema.Shared {
        var id = "id"
        var making = TargetSchema.IDMaking.nobody
        reader.mapping("id") { key in
            id = key.text("column", default: "id")
            making = TargetPlaceParser.making(&key)
        }
        let place = reader.node.place
        let find = reader.mapping("find") { find in
            (
                column: find.text("column"),
                isLower: find.choice("as", of: ["plain", "lower"], default: "plain") == "lower"
            )
        }
        if find == nil { reader.complain(about: "find", "is missing", remedy: "find: {column: NAME}") }
        let fills = reader.entries("fill").compactMap { entry -> TargetSchema.Shared.Fill? in
            guard let part = TargetSchema.Shared.Part(rawValue: entry.value.text ?? "") else {
                reader.problems.append(
                    Problem(
                        place: entry.value.place, message: "\"\(entry.key)\" needs value, lower or digits",
                        remedy: "fill: {\(entry.key): value}"))
                return nil
            }
            return TargetSchema.Shared.Fill(column: entry.key, part: part)
        }
        return TargetSchema.Shared(
            table: reader.text("table"), id: id, making: making, by: reader.text("by"), find: find?.column ?? "",
            findsLower: find?.isLower ?? false, fills: fills, settings: parser.settings("set", &reader),
            conditions: TargetPlaceParser.conditions("where", &reader), spot: TargetSchema.Spot(place))
    }
}
