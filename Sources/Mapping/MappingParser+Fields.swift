internal import Configuration
internal import Records

extension MappingParser {
    func readRecords(_ reader: inout MappingReader, into mapping: inout SourceMapping) {
        for entry in reader.entries("records") {
            // Nothing behind a name takes a record away that came with `extends`.
            if entry.value.isNothing {
                let names = mapping.records.map(\.name)
                if !names.contains(entry.key) {
                    reader.problems.append(
                        Problem(
                            place: entry.keyPlace, message: "the record \"\(entry.key)\" has nothing behind it",
                            remedy: NearestWord.remedy(
                                for: entry.key, among: names, otherwise: "give it an entity and fields")))
                }
                mapping.records.removeAll { $0.name == entry.key }
                continue
            }
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
        let each = record.mapping("each") { readEach(&$0) } ?? nil
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
        if let each { result.each = each }
        for field in fields {
            let bound = readField(field, entity: entity, &record.problems)
            if field.value.isNothing, !(base?.fields.contains { $0.field == field.key } ?? false),
                knows(field.key, of: entity)
            {
                record.problems.append(
                    Problem(
                        place: field.keyPlace, message: "the field \"\(field.key)\" has nothing behind it",
                        remedy: "give it a column, or leave it out"))
            }
            if !bound.isEmpty || field.value.isNothing { result.fields.removeAll { $0.field == field.key } }
            result.fields += bound
        }
        checkEach(result, &record)
        if let index { mapping.records[index] = result } else { mapping.records.append(result) }
    }

    private func readEach(_ reader: inout MappingReader) -> Each? {
        if reader.has("column") || reader.has("split") {
            return .parts(column: reader.text("column"), separator: Array(reader.text("split").utf8))
        }
        if reader.has("columns") { return .columns(reader.texts("columns")) }
        let from = reader.integer("from", in: 0...Each.maximum, default: 1)
        guard let to = reader.optionalInteger("to", in: 0...Each.maximum) else {
            reader.problems.append(
                Problem(
                    place: reader.node.place, message: "\"each\" needs to say what there are several of",
                    remedy:
                        "write {from: 1, to: 5} and # in the columns' names, {column: NAME, split: \";\"}, or {columns: [NAME, …]}"
                ))
            return nil
        }
        if to < from {
            reader.complain(about: "to", "is less than \"from\"")
            return nil
        }
        return .numbers(from...to)
    }

    /// An `each` by numbers needs its mark in a column; items need an `each` that has some.
    private func checkEach(_ record: RecordMapping, _ reader: inout MappingReader) {
        let hasMark = record.fields.flatMap(\.columns).contains { $0.contains(Each.mark) }
        if case .numbers? = record.each, !hasMark {
            reader.complain(
                about: "each", "counts, but no column of the record's fields has a # for the number",
                remedy: "write such as \"Telefon #\"")
        }
        for field in record.fields {
            guard case .item = field.source else { continue }
            switch record.each {
            case .parts, .columns: continue
            case .numbers, nil:
                reader.complain(
                    about: "fields", "\(field.field) takes an item, but the record has no \"each\" with items",
                    remedy: "add each: {column: NAME, split: \";\"}")
            }
        }
    }

    private func knows(_ field: String, of entity: Entity) -> Bool {
        field.hasPrefix("custom.") || CustomerModel.fieldIndex(field, of: entity) != nil
    }

    private func readField(_ entry: YAMLEntry, entity: Entity, _ problems: inout [Problem]) -> [FieldMapping] {
        let names = CustomerModel.fields(of: entity).map(\.name)
        if !knows(entry.key, of: entity) {
            let remedy = NearestWord.remedy(
                for: entry.key, among: names,
                otherwise:
                    "\(entity.table) have \(names.joined(separator: ", ")), and custom.NAME for fields of your own")
            problems.append(
                Problem(
                    place: entry.keyPlace, message: "\(entity.table) have no field \"\(entry.key)\"", remedy: remedy))
            return []
        }
        if entry.value.isNothing { return [] }
        if let column = entry.value.text {
            return [FieldMapping(field: entry.key, source: .columns([column], joiner: nil))]
        }
        guard let items = entry.value.items else {
            var reader = MappingReader(entry.value)
            let field = readField(entry.key, &reader)
            reader.finish(into: &problems)
            return field.map { [$0] } ?? []
        }
        // Columns alone are one value of several columns; with braces among them each says by itself what it is.
        if items.allSatisfy({ $0.text != nil }) {
            return [FieldMapping(field: entry.key, source: .columns(items.compactMap(\.text), joiner: nil))]
        }
        var fields: [FieldMapping] = []
        for item in items {
            if let column = item.text {
                fields.append(FieldMapping(field: entry.key, source: .columns([column], joiner: nil)))
            } else if item.entries != nil {
                MappingReader.read(item, problems: &problems) { reader in
                    if let field = readField(entry.key, &reader) { fields.append(field) }
                }
            } else {
                problems.append(
                    Problem(
                        place: item.place, message: "a list of columns needs names, has \(item.inWords)",
                        remedy: "write a column with more as {column: NAME, …}"))
            }
        }
        return fields
    }

    private func readField(_ name: String, _ reader: inout MappingReader) -> FieldMapping? {
        let source: FieldSource
        if reader.has("text") {
            source = .constant(Array(reader.text("text").utf8))
        } else if reader.optionalBoolean("item") == true {
            source = .item
        } else if reader.has("record") || reader.has("source") || reader.has("stream") {
            let other =
                reader.optionalText("stream").map { SourceMapping.streamMark + $0 } ?? reader.optionalText("source")
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
        field.lookup = reader.mapping("lookup") {
            Lookup(source: $0.text("source"), key: [$0.text("key")], take: $0.text("take"))
        }
        if name.hasPrefix("custom."), let type = reader.optionalChoice("type", of: FieldMapping.customTypes.map(\.name))
        {
            field.customType = FieldMapping.customTypes.first { $0.name == type }?.type ?? .text
        }
        field.dates = reader.optionalChoice("dates", of: DateConvention.self)
        field.decimal = reader.optionalChoice("decimal", of: [",", "."])?.utf8.first
        for node in reader.list("transforms") {
            if let transform = TransformParser.read(node, &reader.problems) { field.transforms.append(transform) }
        }
        return field
    }
}
