public import Configuration
internal import Records
internal import Validation

/// Reads a mapping file. Mistakes are collected as problems with file, line and column, never thrown.
public struct MappingParser {
    /// Gives the text of a mapping that `extends:` names, by its name; nil when there is none.
    private let library: (String) -> YAMLDocument?
    /// Gives a time zone's rules; nil when there is no such zone.
    private let zone: (String) -> ZoneRules?

    /// Makes a parser; `library` finds mappings for `extends:`, `zone` time zones by name.
    public init(library: @escaping (String) -> YAMLDocument?, zone: @escaping (String) -> ZoneRules?) {
        self.library = library
        self.zone = zone
    }

    /// Reads a mapping named `name` from a parsed file.
    public func parse(_ document: YAMLDocument, name: String, problems: inout [Problem]) -> SourceMapping {
        parse(document, name: name, problems: &problems, depth: 0)
    }

    private func parse(_ document: YAMLDocument, name: String, problems: inout [Problem], depth: Int) -> SourceMapping {
        problems += document.problems
        guard let root = document.root else { return SourceMapping(name: name) }
        var mapping = SourceMapping(name: name)
        var reader = MappingReader(root)
        if let base = reader.optionalText("extends") {
            if depth >= 4 {
                reader.complain(about: "extends", "mappings extend each other more than 4 deep")
            } else if let found = library(base) {
                mapping = parse(found, name: name, problems: &reader.problems, depth: depth + 1)
                mapping.recognises = []
            } else {
                reader.complain(about: "extends", "there is no mapping \"\(base)\"", remedy: "see customary connectors")
            }
        }
        _ = reader.integer("version", in: 1...1, default: 1)
        mapping.about = reader.text("about", default: mapping.about)
        mapping.recognises = reader.texts("recognises")
        _ = reader.optionalText("what")
        if let node = reader.node("read") {
            var conventions = MappingReader(node)
            readConventions(&conventions, into: &mapping.conventions)
            conventions.finish(into: &reader.problems)
        }
        readValueMaps(&reader, into: &mapping)
        readRecords(&reader, into: &mapping)
        for node in reader.list("filters") {
            var filter = MappingReader(node)
            readFilter(&filter, into: &mapping)
            filter.finish(into: &reader.problems)
        }
        mapping.ignored += reader.texts("ignore")
        if let node = reader.node("checks"), !node.isEmpty {
            let fields = mapping.checkedFields
            mapping.checks = CheckList.compile(
                node: node, fieldNames: fields.map(\.name), listFields: Set(fields.filter(\.isList).map(\.name)),
                problems: &reader.problems)
        }
        readAnswers(&reader, into: &mapping)
        readExamples(&reader, into: &mapping)
        reader.finish(into: &problems)
        check(mapping, root, &problems)
        return mapping
    }

    private func readConventions(_ reader: inout MappingReader, into conventions: inout Conventions) {
        if let dates = reader.optionalChoice("dates", of: DateConvention.self) { conventions.dates = dates }
        if let decimal = reader.optionalChoice("decimal", of: [",", "."]) { conventions.decimal = decimal.utf8.first }
        if let country = reader.optionalText("country") { conventions.country = Array(country.utf8) }
        if let currency = reader.optionalText("currency") { conventions.currency = Array(currency.utf8) }
        if let name = reader.optionalText("timezone") {
            conventions.zone = zone(name)
            if conventions.zone == nil {
                reader.complain(about: "timezone", "there is no time zone \"\(name)\"", remedy: "such as Europe/Berlin")
            }
        }
    }

    private func readFilter(_ filter: inout MappingReader, into mapping: inout SourceMapping) {
        let reason = filter.text("reason")
        guard let node = filter.node("when") else {
            filter.complain(about: "when", "a filter needs a condition", remedy: "write when: {column: …, is: …}")
            return
        }
        if let condition = condition(node, &filter.problems) {
            mapping.filters.append(RowFilter(condition: condition, reason: reason))
        }
    }

    // MARK: Records and fields

    private func readRecords(_ reader: inout MappingReader, into mapping: inout SourceMapping) {
        for entry in reader.entries("records") {
            var record = MappingReader(entry.value)
            readRecord(entry.key, &record, into: &mapping)
            record.finish(into: &reader.problems)
        }
    }

    private func readRecord(_ name: String, _ record: inout MappingReader, into mapping: inout SourceMapping) {
        let known = Entity.allCases.filter { !CustomerModel.fields(of: $0).isEmpty }.map(\.table)
        let index = mapping.records.firstIndex { $0.name == name }
        let base = index.map { mapping.records[$0] }
        let fields = record.entries("fields")
        let keys = record.has("key") ? record.texts("key") : base?.key ?? []
        let when = record.node("when")
        guard let table = record.optionalChoice("entity", of: known) ?? base?.entity.table,
            let entity = Entity(table: table)
        else {
            if !record.has("entity") {
                record.complain(
                    about: "entity", "the record \"\(name)\" needs an entity",
                    remedy: "one of \(known.joined(separator: ", "))")
            }
            return
        }
        var result = base ?? RecordMapping(name: name, entity: entity)
        result.key = keys
        if let when { result.condition = condition(when, &record.problems) }
        for field in fields {
            if let bound = readField(field, entity: entity, &record.problems) {
                result.fields.removeAll { $0.field == bound.field }
                result.fields.append(bound)
            } else if field.value.isEmpty {
                result.fields.removeAll { $0.field == field.key }
            }
        }
        if let index { mapping.records[index] = result } else { mapping.records.append(result) }
    }

    private func readField(_ entry: YAMLEntry, entity: Entity, _ problems: inout [Problem]) -> FieldMapping? {
        let names = CustomerModel.fields(of: entity).map(\.name)
        if !names.contains(entry.key) && !entry.key.hasPrefix("custom.") {
            var remedy = "\(entity.table) have \(names.joined(separator: ", ")), and custom.NAME for fields of your own"
            if let near = NearestWord.among(names, for: entry.key) { remedy = "did you mean \"\(near)\"?" }
            problems.append(
                Problem(
                    place: entry.keyPlace, message: "\(entity.table) have no field \"\(entry.key)\"", remedy: remedy))
            return nil
        }
        if entry.value.isEmpty { return nil }
        if let column = entry.value.text {
            return FieldMapping(field: entry.key, source: .columns([column], joiner: nil))
        }
        if let items = entry.value.items {
            for item in items where item.text == nil {
                problems.append(
                    Problem(
                        place: item.place, message: "a list of columns needs names, has \(item.inWords)",
                        remedy: "write a column with more as {column: NAME, …} alone"))
            }
            return FieldMapping(field: entry.key, source: .columns(items.compactMap(\.text), joiner: nil))
        }
        var reader = MappingReader(entry.value)
        let field = readField(entry.key, &reader)
        reader.finish(into: &problems)
        return field
    }

    private func readField(_ name: String, _ reader: inout MappingReader) -> FieldMapping? {
        let source: FieldSource
        if reader.has("text") {
            source = .constant(Array(reader.text("text").utf8))
        } else if reader.has("record") || reader.has("source") {
            let other = reader.optionalText("source")
            let record = reader.optionalText("record")
            if reader.has("by"), let other {
                source = .reference(.byField(source: other, field: reader.text("by"), column: reader.text("column")))
            } else if reader.has("key") {
                source = .reference(.byKey(source: other, record: record, columns: reader.texts("key")))
            } else if let record, other == nil {
                source = .reference(.sameRow(record: record))
            } else {
                reader.complain(
                    about: "source", "a reference to another source needs the column that holds its key",
                    remedy: "add key: COLUMN, or by: FIELD and column: COLUMN")
                return nil
            }
        } else {
            let columns = reader.has("columns") ? reader.texts("columns") : [reader.text("column")]
            source = .columns(columns, joiner: reader.node("join")?.text.map { Array($0.utf8) })
        }
        var field = FieldMapping(field: name, source: source)
        if let when = reader.node("when") { field.condition = condition(when, &reader.problems) }
        field.valueMap = reader.optionalText("values")
        if name.hasPrefix("custom."), let type = reader.optionalChoice("type", of: FieldMapping.customTypes.map(\.name))
        {
            field.customType = FieldMapping.customTypes.first { $0.name == type }?.type ?? .text
        }
        field.dates = reader.optionalChoice("dates", of: DateConvention.self)
        field.decimal = reader.optionalChoice("decimal", of: [",", "."])?.utf8.first
        for node in reader.list("transforms") {
            if let transform = transform(node, &reader.problems) { field.transforms.append(transform) }
        }
        return field
    }

    private func transform(_ node: YAMLNode, _ problems: inout [Problem]) -> Transform? {
        let names = Transform.catalogue.map(\.name)
        func unknown(_ name: String, _ place: Place) -> Transform? {
            let near = NearestWord.among(names, for: name).map { "did you mean \"\($0)\"?" }
            problems.append(
                Problem(
                    place: place, message: "there is no transform \"\(name)\"",
                    remedy: near ?? "there are \(names.joined(separator: ", "))"))
            return nil
        }
        if let name = node.text {
            switch name {
            case "upper": return .upper
            case "lower": return .lower
            case "digits": return .digits
            case "negate": return .negate
            default: return unknown(name, node.place)
            }
        }
        guard let entry = node.entries?.first else { return unknown(node.inWords, node.place) }
        func bytes() -> [UInt8] { Array((entry.value.text ?? "").utf8) }
        switch entry.key {
        case "prefix": return .prefix(bytes())
        case "suffix": return .suffix(bytes())
        case "without": return .without(prefix: bytes())
        case "otherwise": return .otherwise(bytes())
        case "pad":
            guard let length = entry.value.text.flatMap({ Int($0) }), (1...64).contains(length) else {
                problems.append(
                    Problem(place: entry.value.place, message: "pad needs a length from 1 to 64", remedy: ""))
                return nil
            }
            return .pad(length)
        case "replace":
            return MappingReader.read(entry.value, problems: &problems) { reader in
                .replace(from: Array(reader.text("from").utf8), to: Array((reader.node("to")?.text ?? "").utf8))
            }
        case "part":
            return MappingReader.read(entry.value, problems: &problems) { reader in
                let number = reader.integer("number", in: -100...100)
                if number == 0 {
                    reader.complain(
                        about: "number", "needs a number other than 0", remedy: "1 is the first part, -1 the last")
                }
                return .part(number, separator: Array(reader.text("of").utf8))
            }
        default: return unknown(entry.key, entry.keyPlace)
        }
    }

    // MARK: Conditions and value maps

    /// Reads a condition, as `when:` holds it; nil with a problem when it is none.
    public func condition(_ node: YAMLNode, _ problems: inout [Problem]) -> Condition? {
        if let items = node.items {
            var found: [Condition] = []
            for item in items { if let one = condition(item, &problems) { found.append(one) } }
            return .all(found)
        }
        var reader = MappingReader(node)
        let found = condition(&reader)
        reader.finish(into: &problems)
        return found
    }

    private func condition(_ reader: inout MappingReader) -> Condition? {
        if reader.has("all") { return .all(conditions("all", &reader)) }
        if reader.has("any") { return .any(conditions("any", &reader)) }
        if let inner = reader.node("not") { return condition(inner, &reader.problems).map { .not($0) } }
        let column = reader.text("column")
        if let present = reader.optionalBoolean("present") { return present ? .present(column) : .absent(column) }
        if reader.has("is") { return .isOne(column, of: reader.texts("is").map { Array($0.utf8) }) }
        if reader.has("is_not") { return .not(.isOne(column, of: reader.texts("is_not").map { Array($0.utf8) })) }
        if let pattern = reader.optionalText("matches") { return .matches(column, pattern: pattern) }
        if reader.has("from") || reader.has("to") {
            return .within(
                column, from: reader.optionalInteger("from", in: Int.min...Int.max).map { Int64($0) },
                to: reader.optionalInteger("to", in: Int.min...Int.max).map { Int64($0) })
        }
        reader.complain(
            about: "column", "the condition says nothing about the column",
            remedy: "add present, is, is_not, matches, or from and to")
        return nil
    }

    private func conditions(_ key: String, _ reader: inout MappingReader) -> [Condition] {
        var found: [Condition] = []
        for node in reader.list(key) {
            if let one = condition(node, &reader.problems) { found.append(one) }
        }
        return found
    }

    private func readValueMaps(_ reader: inout MappingReader, into mapping: inout SourceMapping) {
        for entry in reader.entries("values") {
            var map = mapping.valueMaps[entry.key] ?? ValueMap(values: [:], otherwise: .keep)
            for pair in entry.value.entries ?? [] {
                if pair.key == "otherwise" {
                    switch pair.value.text {
                    case "keep": map.otherwise = .keep
                    case "drop": map.otherwise = .drop
                    case "ask": map.otherwise = .ask
                    default:
                        if let text = pair.value["text"]?.text {
                            map.otherwise = .value(Array(text.utf8))
                        } else {
                            reader.problems.append(
                                Problem(
                                    place: pair.value.place, message: "otherwise needs keep, drop, ask or {text: WORD}",
                                    remedy: ""))
                        }
                    }
                } else {
                    map.values[Array(pair.key.utf8)] = Array((pair.value.text ?? "").utf8)
                }
            }
            mapping.valueMaps[entry.key] = map
        }
    }

    // MARK: Answers and examples

    private func readAnswers(_ reader: inout MappingReader, into mapping: inout SourceMapping) {
        for node in reader.list("answers") {
            MappingReader.read(node, problems: &reader.problems) { answer in
                mapping.answers.append(
                    Answer(
                        question: answer.text("question"), answer: answer.text("answer"),
                        by: answer.text("by", default: ""),
                        on: answer.text("on", default: ""), isDraft: answer.boolean("draft", default: false)))
            }
        }
    }

    private func readExamples(_ reader: inout MappingReader, into mapping: inout SourceMapping) {
        for node in reader.list("examples") {
            MappingReader.read(node, problems: &reader.problems) { example in
                let given = example.entries("given").map { ($0.key, $0.value.text ?? "") }
                let gives = example.entries("gives").map { ($0.key, $0.value.text ?? "") }
                mapping.examples.append(Example(given: given, gives: gives, line: node.place.line))
            }
        }
    }

    /// What only the whole mapping tells: records and value maps that are named and not there, fields that can't hold this.
    private func check(_ mapping: SourceMapping, _ root: YAMLNode, _ problems: inout [Problem]) {
        if mapping.records.isEmpty, root["records"]?.entries?.isEmpty ?? true {
            problems.append(
                Problem(
                    place: root.place, message: "the mapping makes no records", remedy: "add a record under records:"))
        }
        if mapping.records.count > 60 {
            problems.append(
                Problem(place: root.place, message: "more than 60 records in one mapping", remedy: "split it"))
        }
        let names = mapping.records.map(\.name)
        for (index, record) in mapping.records.enumerated() {
            let place = root["records"]?[record.name]?["fields"]
            for field in record.fields {
                let at = place?[field.field]?.place ?? root.place
                if let map = field.valueMap, mapping.valueMaps[map] == nil {
                    let near = NearestWord.among(mapping.valueMaps.keys.sorted(), for: map).map {
                        "did you mean \"\($0)\"?"
                    }
                    problems.append(
                        Problem(
                            place: at, message: "there is no value map \"\(map)\"",
                            remedy: near ?? "add it under values:"))
                }
                guard case .reference(let reference) = field.source else { continue }
                let fieldType = CustomerModel.fields(of: record.entity).first { $0.name == field.field }?.type
                if case .reference = fieldType {
                } else {
                    problems.append(
                        Problem(
                            place: at, message: "\(field.field) holds a value, not another record",
                            remedy: "give it a column"))
                }
                // A record of the same row has to be made before; one found by its key may even be the record itself.
                let (other, isSameRow): (String?, Bool) =
                    switch reference {
                    case .sameRow(let name): (name, true)
                    case .byKey(nil, let name, _): (name, false)
                    case .byKey, .byField: (nil, false)
                    }
                if let other {
                    guard let place = names.firstIndex(of: other) else {
                        let near = NearestWord.among(names, for: other).map { "did you mean \"\($0)\"?" }
                        problems.append(
                            Problem(
                                place: at, message: "there is no record \"\(other)\" in this mapping",
                                remedy: near ?? ""))
                        continue
                    }
                    if isSameRow && place >= index {
                        problems.append(
                            Problem(
                                place: at, message: "the record \"\(other)\" stands after \"\(record.name)\"",
                                remedy: "write it before the records that refer to it"))
                    }
                }
            }
        }
    }
}
