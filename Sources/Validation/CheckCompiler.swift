public import Configuration
internal import Records
internal import Text

/// A rule as data: help and documentation come from it.
public struct CheckRule: Sendable {
    /// Its key in a check.
    public let word: String
    /// What stands behind the key.
    public let value: String
    /// What it demands, in one sentence.
    public let summary: String
}

extension CheckList {
    /// All rules there are.
    public static let rules = [
        CheckRule(word: "required", value: "true", summary: "the field, or each of the fields, has a value"),
        CheckRule(word: "pattern", value: "a RE2 pattern", summary: "the whole value matches the pattern"),
        CheckRule(word: "one_of", value: "a list of texts", summary: "the value is one of these"),
        CheckRule(word: "range", value: "{from, to}", summary: "the number or date lies between these, both included"),
        CheckRule(word: "length", value: "{from, to}", summary: "the value has so many characters"),
        CheckRule(
            word: "unique", value: "true", summary: "no two rows of the stream share the value, or the values together"),
        CheckRule(word: "together", value: "true", summary: "the fields have all a value or none has"),
        CheckRule(
            word: "type", value: CheckedType.allCases.map(\.rawValue).joined(separator: "|"),
            summary: "the value is of this type, as standardising writes it"),
        CheckRule(
            word: "exists", value: "true, or {source, column}",
            summary:
                "the record that the field refers to is there, or the value stands in that column of another source"),
        CheckRule(
            word: "filled", value: "a share",
            summary: "at least so many of the stream's rows have a value; says so once"),
        CheckRule(
            word: "newest_within", value: "days, as in 30 days",
            summary: "the newest value of the stream is at most so many days old; says so once"),
        CheckRule(word: "same_as", value: "a field", summary: "both fields hold the same"),
        CheckRule(word: "not_equal", value: "a field", summary: "the fields hold different values"),
        CheckRule(word: "before", value: "a field", summary: "the date or number is smaller than the other field's"),
        CheckRule(word: "not_after", value: "a field", summary: "the date or number is at most the other field's"),
        CheckRule(word: "after", value: "a field", summary: "the date or number is greater than the other field's"),
        CheckRule(word: "not_before", value: "a field", summary: "the date or number is at least the other field's"),
    ]

    /// The rules whose verdict falls when all rows are read; an error of theirs stops the run.
    static let streamRules: Set<String> = ["filled", "newest_within"]
    /// The types that the rule `type` knows.
    public static let types = CheckedType.allCases.map(\.rawValue)

    /// Compiles a `checks:` node: a list of checks, or a mapping with `stop_above` and the list as `rules`.
    ///
    /// `fieldNames` are the names that checks may use; a field is known by its place among them from then on.
    /// `listFields` are those whose values stand one a line, each checked by itself. `columns` gives each field's source
    /// column, for the findings. Whatever is wrong is in `problems`, and the list must not be run then.
    public static func compile(
        node: YAMLNode, fieldNames: [String], listFields: Set<String> = [], columns: [Int?] = [],
        problems: inout [Problem]
    ) -> CheckList {
        compile(nodes: [node], fieldNames: fieldNames, listFields: listFields, columns: columns, problems: &problems)
    }

    /// Compiles several such nodes into one list, in their order. A check with the name of one of a node before takes that
    /// one's place; `inherit: false` in a node drops all before it; the last `stop_above` counts. The first `inherited` of
    /// them came from elsewhere: a check of theirs for a field that isn't there is left out.
    public static func compile(
        nodes: [YAMLNode], inherited: Int = 0, fieldNames: [String], listFields: Set<String> = [],
        columns: [Int?] = [], problems: inout [Problem]
    ) -> CheckList {
        var stopAbove: Share?
        var checks: [Check] = []
        for (index, node) in nodes.enumerated() {
            let compiler = CheckCompiler(fieldNames: fieldNames, mayLackFields: index < inherited)
            var own: [Check] = []
            if node.entries != nil {
                MappingReader.read(node, problems: &problems) { reader in
                    if !reader.boolean("inherit", default: true) {
                        checks = []
                        stopAbove = nil
                    }
                    stopAbove = reader.optionalShare("stop_above") ?? stopAbove
                    own = reader.list("rules").compactMap { compiler.check($0, problems: &reader.problems) }
                }
            } else if let items = node.items {
                own = items.compactMap { compiler.check($0, problems: &problems) }
            } else if !node.isEmpty {
                problems.append(
                    Problem(place: node.place, message: "checks need a list of rules, have \(node.inWords)"))
            }
            compiler.reportRepeatedNames(own, problems: &problems)
            let named = Set(own.filter { $0.code != "check." + $0.rule }.map(\.code))
            checks.removeAll { named.contains($0.code) }
            checks += own
        }
        return CheckList(
            checks: checks, stopAbove: stopAbove, place: nodes.last?.place ?? .nowhere, fieldNames: fieldNames,
            listFields: Set(fieldNames.indices.filter { listFields.contains(fieldNames[$0]) }), columns: columns)
    }
}

/// Reads checks for known field names.
private struct CheckCompiler {
    let fieldNames: [String]
    /// True where a field that isn't there is no mistake: the check then isn't made.
    let mayLackFields: Bool

    /// One check; nil when it can't be compiled.
    func check(_ node: YAMLNode, problems: inout [Problem]) -> Check? {
        MappingReader.read(node, problems: &problems) { reader in
            let fields = fields(&reader)
            let name = reader.optionalText("name")
            let severity = severity(&reader)
            let message = reader.optionalText("message")
            let remedy = reader.optionalText("fix")
            let stopAbove = reader.optionalShare("stop_above")
            let condition = condition(&reader)
            // Every rule is asked for, so that a misspelt one is told its neighbour.
            let present = CheckList.rules.filter { reader.has($0.word) }
            guard let entries = node.entries else { return nil }
            // A misspelt rule is reported as an unknown key, with the nearest known one.
            if present.isEmpty, entries.contains(where: { !reader.knownKeys.contains($0.key) }) { return nil }
            guard let rule = present.first, present.count == 1 else {
                let words = (present.isEmpty ? CheckList.rules : present).map(\.word).joined(separator: ", ")
                reader.problems.append(
                    Problem(
                        place: node.place,
                        message: present.isEmpty
                            ? "a check needs a rule, one of \(words)" : "a check has one rule, this has \(words)",
                        remedy: present.isEmpty ? "" : "write a check for each"))
                return nil
            }
            guard let fields, let test = test(rule.word, fields, &reader) else { return nil }
            let names = fields.map { fieldNames[$0] }
            return Check(
                code: "check." + (name ?? rule.word), rule: rule.word, fields: fields, severity: severity,
                message: message ?? standardMessage(test, names),
                remedy: remedy ?? standardRemedy(test), stopAbove: stopAbove, place: node.place, test: test,
                condition: condition)
        }
    }

    /// Two checks under one name couldn't be told apart in reports.
    func reportRepeatedNames(_ checks: [Check], problems: inout [Problem]) {
        var names: Set<String> = []
        for check in checks where check.code != "check." + check.rule && !names.insert(check.code).inserted {
            problems.append(
                Problem(
                    place: check.place, message: "the name \"\(check.code.dropFirst(6))\" is taken by a check above",
                    remedy: "give each check a name of its own"))
        }
    }

    private func fields(_ reader: inout MappingReader) -> [Int]? {
        let hasOne = reader.has("field")
        let hasSeveral = reader.has("fields")
        if hasOne && hasSeveral {
            reader.complain(about: "fields", "stands beside \"field\"", remedy: "keep one of them")
        }
        guard hasOne || hasSeveral else {
            if reader.node.entries != nil {
                reader.problems.append(
                    Problem(place: reader.node.place, message: "a check needs \"field\" or \"fields\""))
            }
            return nil
        }
        let nodes = reader.textNodes(hasOne ? "field" : "fields")
        let places = nodes.compactMap { place(of: $0, problems: &reader.problems) }
        return places.count == nodes.count && !places.isEmpty ? places : nil
    }

    private func place(of node: YAMLNode, problems: inout [Problem]) -> Int? {
        guard let name = node.text else { return nil }
        if let place = fieldNames.firstIndex(of: name) { return place }
        if mayLackFields { return nil }
        let shown = fieldNames.prefix(12).joined(separator: ", ") + (fieldNames.count > 12 ? ", …" : "")
        problems.append(
            Problem(
                place: node.place, message: "the mapping fills no field \"\(name)\"",
                remedy: NearestWord.remedy(
                    for: name, among: fieldNames, otherwise: shown.isEmpty ? "" : "it fills \(shown)")))
        return nil
    }

    private func severity(_ reader: inout MappingReader) -> Severity {
        let word = reader.choice("severity", of: Severity.allCases.reversed().map(\.word), default: Severity.error.word)
        return Severity.allCases.first { $0.word == word } ?? .error
    }

    private func condition(_ reader: inout MappingReader) -> CheckCondition? {
        reader.mapping("when") { reader -> CheckCondition? in
            guard let node = reader.node("field") else {
                reader.complain(about: "when", "needs a \"field\"")
                return nil
            }
            let field = place(of: node, problems: &reader.problems)
            let isPresent = reader.optionalBoolean("present")
            let among = reader.texts("is")
            let notAmong = reader.texts("is_not")
            let count = (isPresent == nil ? 0 : 1) + (reader.has("is") ? 1 : 0) + (reader.has("is_not") ? 1 : 0)
            if count != 1 { reader.complain(about: "when", "needs one of present, is, is_not") }
            guard let field else { return nil }
            if let isPresent { return CheckCondition(field: field, test: .present(isPresent)) }
            let words = among.isEmpty ? notAmong : among
            return CheckCondition(field: field, test: .among(Set(words.map { Array($0.utf8) }), !among.isEmpty))
        } ?? nil
    }

    /// The test behind a rule's word; nil, with a problem, when its value is wrong.
    private func test(_ rule: String, _ fields: [Int], _ reader: inout MappingReader) -> CheckTest? {
        switch rule {
        case "required": return demand(rule, &reader, .required)
        case "unique": return demand(rule, &reader, .unique)
        case "together":
            if fields.count < 2 { reader.complain(about: rule, "needs two \"fields\" or more") }
            return demand(rule, &reader, .together)
        case "pattern": return pattern(&reader)
        case "type": return reader.optionalChoice(rule, of: CheckedType.self).map { .type($0) }
        case "filled": return reader.optionalShare(rule).map { .filled($0) }
        case "newest_within":
            let text = reader.optionalText(rule) ?? ""
            let words = text.split(separator: " ")
            guard let days = words.first.flatMap({ Int($0) }), (0...100_000).contains(days),
                words.count == 1 || (words.count == 2 && (words[1] == "days" || words[1] == "day"))
            else {
                if !text.isEmpty { reader.complain(about: rule, "needs days, as in 30 days, has \"\(text)\"") }
                return nil
            }
            return .newestWithin(days: days)
        case "exists": return exists(fields, &reader)
        case "one_of":
            let words = reader.texts(rule)
            if words.isEmpty { reader.complain(about: rule, "needs a list of texts") }
            return .oneOf(Set(words.map { Array($0.utf8) }))
        case "range": return range(&reader)
        case "length":
            return reader.mapping(rule) { reader in
                let from = reader.integer("from", in: 0...1_000_000, default: 0)
                let to = reader.integer("to", in: 0...1_000_000, default: 1_000_000)
                if from > to { reader.complain(about: "to", "is less than \"from\"") }
                if !reader.has("from") && !reader.has("to") {
                    reader.complain(about: rule, "needs \"from\", \"to\" or both")
                }
                return .length(min(from, to)...max(from, to))
            }
        default:
            guard let comparison = CheckComparison(rawValue: rule) else { return nil }
            if fields.count > 1 { reader.complain(about: rule, "compares one \"field\" with another") }
            guard let node = reader.node(rule), node.text != nil else {
                reader.complain(about: rule, "needs a field's name")
                return nil
            }
            guard let other = place(of: node, problems: &reader.problems) else { return nil }
            if other == fields[0] { reader.complain(about: rule, "compares the field with itself") }
            return .comparison(comparison, with: other)
        }
    }

    private func exists(_ fields: [Int], _ reader: inout MappingReader) -> CheckTest? {
        if reader.node("exists")?.entries != nil {
            return reader.mapping("exists") {
                .exists(CheckTable(source: $0.text("source"), column: $0.text("column"), field: ""))
            }
        }
        guard demand("exists", &reader, .together) != nil else { return nil }
        if fields.count > 1 { reader.complain(about: "exists", "looks for the record of one \"field\"") }
        return .exists(CheckTable(source: "", column: "", field: fieldNames[fields[0]]))
    }

    /// Rules without a value of their own are switched on with `true`.
    private func demand(_ rule: String, _ reader: inout MappingReader, _ test: CheckTest) -> CheckTest? {
        guard let isOn = reader.optionalBoolean(rule) else { return nil }
        if !isOn { reader.complain(about: rule, "needs true", remedy: "take the check away to switch it off") }
        return test
    }

    private func pattern(_ reader: inout MappingReader) -> CheckTest? {
        guard let text = reader.optionalText("pattern") else { return nil }
        do throws(PatternFault) {
            return .pattern(try Pattern(text))
        } catch {
            reader.complain(about: "pattern", "is no pattern: \(words(for: error))", remedy: "see RE2's syntax")
            return nil
        }
    }

    private func words(for fault: PatternFault) -> String {
        if case .syntax(_, let message) = fault { return message }
        return "it is too long or too large"
    }

    private func range(_ reader: inout MappingReader) -> CheckTest? {
        reader.mapping("range") { reader -> CheckTest? in
            let from = bound("from", &reader)
            let to = bound("to", &reader)
            if !reader.has("from") && !reader.has("to") {
                reader.complain(about: "range", "needs \"from\", \"to\" or both")
            }
            if let from, let to {
                switch CanonicalOrder.compare(from[...], to[...]) {
                case nil: reader.complain(about: "to", "and \"from\" must both be numbers or both dates")
                case .some(let order) where order > 0: reader.complain(about: "to", "is less than \"from\"")
                default: break
                }
            }
            return .range(from: from, to: to)
        } ?? nil
    }

    private func bound(_ key: String, _ reader: inout MappingReader) -> [UInt8]? {
        guard let text = reader.optionalText(key) else { return nil }
        let bytes = Array(text.utf8)
        if CanonicalOrder.kind(bytes[...]) == .text || (CanonicalOrder.isDate(bytes[...]) && bytes.count > 10) {
            reader.complain(about: key, "needs a number such as 12.50 or a date such as 2024-01-31, has \"\(text)\"")
            return nil
        }
        return bytes
    }

    /// What a failure says unless the check says it itself; `{field}` becomes the field's name.
    private func standardMessage(_ test: CheckTest, _ names: [String]) -> String {
        switch test {
        case .required: return "{field} is missing"
        case .pattern: return "{field} doesn't have the form that was agreed"
        case .oneOf(let words):
            let shown = words.map { String(decoding: $0, as: UTF8.self) }.sorted().prefix(8).joined(separator: ", ")
            return "{field} is none of \(shown)\(words.count > 8 ? ", …" : "")"
        case .range(let from, let to):
            func text(_ bytes: [UInt8]?) -> String { String(decoding: bytes ?? [], as: UTF8.self) }
            if from == nil { return "{field} isn't at most \(text(to))" }
            return to == nil
                ? "{field} isn't at least \(text(from))" : "{field} isn't from \(text(from)) to \(text(to))"
        case .length(let range):
            if range.upperBound == 1_000_000 { return "{field} has fewer than \(range.lowerBound) characters" }
            if range.lowerBound == 0 { return "{field} has more than \(range.upperBound) characters" }
            return "{field} doesn't have \(range.lowerBound) to \(range.upperBound) characters"
        case .type(let type): return "{field} is no \(type.rawValue.replacing("_", with: " "))"
        case .exists(let table):
            return table.column.isEmpty
                ? "the record that {field} refers to isn't there" : "{field} isn't in \(table.source), \(table.column)"
        case .filled(let share): return "{field} has a value in fewer than \(share) of the rows"
        case .newestWithin(let days): return "the newest {field} is more than \(days) days old"
        case .unique: return "\(names.joined(separator: " + ")) isn't unique"
        case .together: return "{field} is missing, though \(names.joined(separator: ", ")) belong together"
        case .comparison(let comparison, let other): return "{field} isn't \(comparison.words) \(fieldNames[other])"
        }
    }

    private func standardRemedy(_ test: CheckTest) -> String {
        switch test {
        case .required, .together: "fill it in at the source, or give the field another column in the mapping"
        case .oneOf: "correct it at the source, or translate it with a value map"
        case .unique: "correct the rows at the source, or drop the check if the value may repeat"
        case .pattern, .range, .length, .comparison, .type: "correct it at the source"
        case .exists: "correct the key at the source, or ask for the delivery that the missing record is in"
        case .filled: "ask why the column is empty, or whether another one holds it"
        case .newestWithin: "ask for a newer delivery"
        }
    }
}
