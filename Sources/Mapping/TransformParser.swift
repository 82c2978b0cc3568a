internal import Configuration
internal import Text

/// Reads transforms by their catalogue.
struct TransformParser {
    /// One transform; nil, with a problem, when it is none.
    static func read(_ node: YAMLNode, _ problems: inout [Problem]) -> Transform? {
        let names = Transform.catalogue.map(\.name)
        let name = node.text ?? node.entries?.first?.key ?? ""
        let place = node.text == nil ? node.entries?.first?.keyPlace ?? node.place : node.place
        guard let description = Transform.catalogue.first(where: { $0.name == name }) else {
            problems.append(
                Problem(
                    place: place, message: "there is no transform \"\(name.isEmpty ? node.inWords : name)\"",
                    remedy: NearestWord.remedy(for: name, among: names)))
            return nil
        }
        if let more = node.entries?.dropFirst().first {
            problems.append(
                Problem(
                    place: more.keyPlace, message: "\"\(more.key)\" stands in the same braces as \"\(name)\"",
                    remedy: "give each transform braces of its own"))
            return nil
        }
        var arguments = TransformArguments()
        let value = node.entries?.first?.value
        guard take(value, description, place, &arguments, &problems) else { return nil }
        do throws(TransformArgumentFault) { return try description.make(arguments) } catch {
            problems.append(Problem(place: value?.place ?? place, message: "\(name): \(error.message)"))
            return nil
        }
    }

    private static func take(
        _ value: YAMLNode?, _ description: TransformDescription, _ place: Place, _ arguments: inout TransformArguments,
        _ problems: inout [Problem]
    ) -> Bool {
        func complain() -> Bool {
            problems.append(
                Problem(
                    place: value?.place ?? place,
                    message: "\(description.name) is written \(description.form)", remedy: ""))
            return false
        }
        switch description.argument {
        case .none: return value.map { $0.isEmpty } ?? true ? true : complain()
        case .optional(let kind):
            guard let value else { return true }
            return take(value, kind, "", description, &arguments, &problems)
        case .one(let kind):
            guard let value else { return complain() }
            return take(value, kind, "", description, &arguments, &problems)
        case .several(let keys, let short):
            guard let value else { return complain() }
            if short, value.entries == nil {
                return take(value, keys[0].value, keys[0].name, description, &arguments, &problems)
            }
            guard value.entries != nil else { return complain() }
            let before = problems.count
            MappingReader.read(value, problems: &problems) { reader in
                for key in keys {
                    guard let node = reader.node(key.name) else {
                        if !key.isOptional {
                            reader.problems.append(
                                Problem(
                                    place: value.place, message: "\(description.name) needs \"\(key.name)\"",
                                    remedy: "write \(description.form)"))
                        }
                        continue
                    }
                    _ = take(node, key.value, key.name, description, &arguments, &reader.problems)
                }
            }
            return problems.count == before
        }
    }

    private static func take(
        _ node: YAMLNode, _ kind: TransformDescription.Value, _ key: String, _ description: TransformDescription,
        _ arguments: inout TransformArguments, _ problems: inout [Problem]
    ) -> Bool {
        let name = key.isEmpty ? description.name : "\(description.name).\(key)"
        func complain(_ needed: String, _ remedy: String = "") -> Bool {
            problems.append(
                Problem(place: node.place, message: "\(name) needs \(needed), has \(node.inWords)", remedy: remedy))
            return false
        }
        if case .texts = kind {
            guard let items = node.items ?? (node.text == nil ? nil : [node]), items.allSatisfy({ $0.text != nil })
            else {
                return complain("a list of texts")
            }
            arguments.texts[key] = items.compactMap(\.text)
            return true
        }
        guard let text = node.text else { return complain("a text") }
        arguments.texts[key] = [text]
        switch kind {
        case .text, .texts, .factor: return true
        case .integer(let range):
            return Int(text).map { range.contains($0) } ?? false
                ? true : complain("a whole number from \(range.lowerBound) to \(range.upperBound)")
        case .place:
            return Int(text).map { $0 != 0 && abs($0) <= 100 } ?? false
                ? true : complain("a number other than 0, up to 100", "1 is the first, -1 the last")
        case .word(let words):
            if words.contains(text) { return true }
            return complain(
                "one of \(words.joined(separator: ", "))", NearestWord.remedy(for: text, among: words, otherwise: ""))
        case .pattern:
            do throws(PatternFault) {
                arguments.patterns[key] = try Pattern(text)
                return true
            } catch {
                problems.append(Problem(place: node.place, message: "\(name): \(error)", remedy: "see RE2's syntax"))
                return false
            }
        }
    }
}
