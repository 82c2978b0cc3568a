public import Configuration
internal import Text

extension MappingParser {
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
        if let pattern = reader.optionalText("matches") {
            do throws(PatternFault) { _ = try Pattern(pattern) } catch {
                reader.complain(about: "matches", "\(error)", remedy: "see RE2's syntax")
            }
            return .matches(column, pattern: pattern)
        }
        if let text = reader.optionalText("contains") { return .contains(column, text: text.lowercased()) }
        if let other = reader.optionalText("same_as") { return .sameAs(column, column: other) }
        if reader.has("from") || reader.has("to") {
            return .within(
                column, from: reader.optionalInteger("from", in: Int.min...Int.max).map { Int64($0) },
                to: reader.optionalInteger("to", in: Int.min...Int.max).map { Int64($0) })
        }
        reader.complain(
            about: "column", "the condition says nothing about the column",
            remedy: "add present, is, is_not, contains, matches, same_as, or from and to")
        return nil
    }

    private func conditions(_ key: String, _ reader: inout MappingReader) -> [Condition] {
        var found: [Condition] = []
        for node in reader.list(key) {
            if let one = condition(node, &reader.problems) { found.append(one) }
        }
        return found
    }
}
