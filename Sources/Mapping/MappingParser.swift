public import Configuration
internal import Records
internal import Text
internal import Validation

/// Reads a mapping file. Mistakes are collected as problems with file, line and column, never thrown.
public struct MappingParser {
    /// Gives the text of a mapping that `extends:` names, by its name; nil when there is none.
    private let library: (String) -> YAMLDocument?
    /// Gives a time zone's rules; nil when there is no such zone.
    private let zone: (String) -> ZoneRules?
    /// The names that `library` knows, for messages.
    private let libraryNames: [String]

    /// Makes a parser; `library` finds mappings for `extends:`, `zone` time zones by name.
    public init(
        library: @escaping (String) -> YAMLDocument?, libraryNames: [String] = [],
        zone: @escaping (String) -> ZoneRules?
    ) {
        self.library = library
        self.libraryNames = libraryNames
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
            if depth >= MappingParser.maximumDepth {
                reader.complain(
                    about: "extends", "mappings extend each other more than \(MappingParser.maximumDepth) deep",
                    remedy: "does one of them extend itself?")
            } else if let found = library(base) {
                mapping = parse(found, name: name, problems: &reader.problems, depth: depth + 1)
                // Examples say what a file's own columns give; those of another file are its own business.
                mapping.examples = []
            } else {
                reader.complain(
                    about: "extends", "there is no mapping \"\(base)\"",
                    remedy: NearestWord.remedy(
                        for: base, among: libraryNames,
                        otherwise: libraryNames.isEmpty ? "see customary connectors" : nil))
            }
        }
        readVersion(&reader)
        fit(&mapping, &reader)
        mapping.about = reader.text("about", default: mapping.about)
        _ = reader.optionalText("what")
        _ = reader.node("layout")
        var recognition = MappingRecognition()
        readRecognition(&reader, into: &recognition)
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
        if let node = reader.node("checks"), !node.isEmpty { mapping.checkNodes.append(node) }
        readAnswers(&reader, into: &mapping)
        readExamples(&reader, into: &mapping)
        if depth == 0, !mapping.checkNodes.isEmpty {
            let fields = mapping.checkedFields
            mapping.checks = CheckList.compile(
                nodes: mapping.checkNodes, inherited: mapping.checkNodes.count - (reader.has("checks") ? 1 : 0),
                fieldNames: fields.map(\.name),
                listFields: Set(fields.filter(\.isList).map(\.name)), problems: &reader.problems)
        }
        reader.finish(into: &problems)
        if depth == 0 { check(mapping, root, &problems) }
        return mapping
    }

    /// How deep mappings may extend each other.
    public static let maximumDepth = 8
    /// The version of the language that this program reads.
    public static let version = 1

    private func readVersion(_ reader: inout MappingReader) {
        guard let node = reader.node("version"), node.text != String(MappingParser.version) else { return }
        if let number = node.text.flatMap({ Int($0) }), number > MappingParser.version {
            reader.complain(
                about: "version", "\(number) is newer than this program, which reads version \(MappingParser.version)",
                remedy: "take a newer customary")
        } else {
            reader.complain(about: "version", "needs \(MappingParser.version), has \(node.inWords)")
        }
    }

    /// Fits what is extended to a file's own header: `headers` says what it calls a column, `absent` which it doesn't have.
    private func fit(_ mapping: inout SourceMapping, _ reader: inout MappingReader) {
        let known = Set(mapping.columnNames + mapping.ignored)
        var names: [String: String] = [:]
        for entry in reader.entries("headers") {
            // Several names are those under which a column may come; which one it is is said where the file is known.
            guard let name = entry.value.text, !name.isEmpty else { continue }
            if known.contains(entry.key) {
                names[entry.key] = name
            } else if !reader.has("extends") {
                continue
            } else {
                reader.problems.append(
                    Problem(
                        place: entry.keyPlace, message: "what is extended reads no column \"\(entry.key)\"",
                        remedy: NearestWord.remedy(for: entry.key, among: known.sorted(), otherwise: "")))
            }
        }
        mapping.rename(names)
        let absent = reader.textNodes("absent")
        let now = Set(mapping.columnNames + mapping.ignored + mapping.markedColumns)
        for node in absent where !now.contains(node.text ?? "") && reader.has("extends") {
            reader.problems.append(
                Problem(
                    place: node.place, message: "what is extended reads no column \"\(node.text ?? "")\"",
                    remedy: NearestWord.remedy(for: node.text ?? "", among: now.sorted(), otherwise: "")))
        }
        mapping.leaveOut(Set(absent.compactMap(\.text)))
    }

    private func readConventions(_ reader: inout MappingReader, into conventions: inout Conventions) {
        if let dates = reader.optionalChoice("dates", of: DateConvention.self) { conventions.dates = dates }
        if let decimal = reader.optionalChoice("decimal", of: [",", "."]) { conventions.decimal = decimal.utf8.first }
        if let country = reader.optionalText("country") { conventions.country = Array(country.utf8) }
        if let currency = reader.optionalText("currency") { conventions.currency = Array(currency.utf8) }
        if let keys = reader.optionalChoice("keys", of: KeyForm.self) { conventions.keys = keys }
        if reader.has("continued") { conventions.continued = reader.texts("continued") }
        if let name = reader.optionalText("timezone") {
            conventions.zone = zone(name)
            if conventions.zone == nil {
                reader.complain(about: "timezone", "there is no time zone \"\(name)\"", remedy: "such as Europe/Berlin")
            }
        }
    }

    private func readFilter(_ filter: inout MappingReader, into mapping: inout SourceMapping) {
        let reason = filter.text("reason")
        // A filter of the same reason takes the place of one that came with `extends`; `never` only takes it away.
        let known = mapping.filters.contains { $0.reason == reason }
        if filter.node("when")?.text == "never" {
            if !known {
                filter.complain(
                    about: "reason", "there is no filter to take away for this reason",
                    remedy: NearestWord.remedy(for: reason, among: mapping.filters.map(\.reason), otherwise: ""))
            }
            mapping.filters.removeAll { $0.reason == reason }
            return
        }
        guard let node = filter.node("when") else {
            filter.complain(about: "when", "a filter needs a condition", remedy: "write when: {column: …, is: …}")
            return
        }
        // Every row: a table that holds nothing for this mapping stays listed, with the reason.
        if node.text == "always" {
            mapping.filters.append(RowFilter(condition: .all([]), reason: reason))
        } else if let condition = condition(node, &filter.problems) {
            mapping.filters.append(RowFilter(condition: condition, reason: reason))
        }
    }

    // MARK: Value maps

    private func readValueMaps(_ reader: inout MappingReader, into mapping: inout SourceMapping) {
        for entry in reader.entries("values") {
            if entry.value.isNothing {
                mapping.valueMaps[entry.key] = nil
                continue
            }
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
                let used = mapping.columnNames
                for entry in example.entries("given") where !used.isEmpty && !used.contains(entry.key) {
                    example.problems.append(
                        Problem(
                            place: entry.keyPlace, message: "the mapping reads no column \"\(entry.key)\"",
                            remedy: NearestWord.remedy(
                                for: entry.key, among: used, otherwise: "leave it out of the example")))
                }
                let names = mapping.checkedFields.map(\.name)
                for entry in example.entries("gives") where !names.contains(entry.key) {
                    example.problems.append(
                        Problem(
                            place: entry.keyPlace, message: "the mapping fills no field \"\(entry.key)\"",
                            remedy: NearestWord.remedy(
                                for: entry.key, among: names, otherwise: "name it record.field")))
                }
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
                    problems.append(
                        Problem(
                            place: at, message: "there is no value map \"\(map)\"",
                            remedy: NearestWord.remedy(
                                for: map, among: mapping.valueMaps.keys.sorted(), otherwise: "add it under values:")))
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
                        problems.append(
                            Problem(
                                place: at, message: "there is no record \"\(other)\" in this mapping",
                                remedy: NearestWord.remedy(for: other, among: names, otherwise: "")))
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
