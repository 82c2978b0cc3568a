/// Writes a tree as YAML that people like to read, always the same bytes for the same tree.
///
/// Two spaces a level, one blank line above each commented entry of the top level, quotes only where needed, comments
/// and notes where the nodes have them.
public struct YAMLWriter {
    /// The line length that inline lists and mappings keep to.
    public static let lineLength = 100

    private var lines: [String] = []

    /// The text of a whole file; it ends with a line break. The root's comment stands at the top.
    public static func text(_ root: YAMLNode) -> String {
        var writer = YAMLWriter()
        writer.writeComment(root.comment, indent: 0)
        switch root.content {
        case .mapping(let entries) where !entries.isEmpty:
            for (index, entry) in entries.enumerated() {
                let hasNeighbour = index > 0 || !root.comment.isEmpty
                if hasNeighbour && !entry.value.comment.isEmpty { writer.lines.append("") }
                writer.write(entry, indent: 0)
            }
        case .sequence(let items) where !items.isEmpty:
            for item in items { writer.write(item: item, indent: 0) }
        default: writer.lines.append(writer.inline(root) ?? "")
        }
        return writer.lines.joined(separator: "\n") + "\n"
    }

    /// The lines of one entry of the top level, with its comment; they end with a line break.
    public static func block(_ key: String, _ value: YAMLNode) -> String {
        var writer = YAMLWriter()
        writer.write(YAMLEntry(key, value), indent: 0)
        return writer.lines.joined(separator: "\n") + "\n"
    }

    private mutating func writeComment(_ comment: String, indent: Int) {
        guard !comment.isEmpty else { return }
        for line in comment.split(separator: "\n", omittingEmptySubsequences: false) {
            lines.append(blanks(indent) + (line.isEmpty ? "#" : "# " + line))
        }
    }

    private mutating func write(_ entry: YAMLEntry, indent: Int) {
        writeComment(entry.value.comment, indent: indent)
        write(entry.value, after: blanks(indent) + key(entry.key) + ":", indent: indent, childIndent: indent + 2)
    }

    private mutating func write(item: YAMLNode, indent: Int) {
        writeComment(item.comment, indent: indent)
        let start = blanks(indent) + "-"
        guard case .mapping(let entries) = item.content, !entries.isEmpty, inlineIfWanted(item, after: start) == nil,
            item.note.isEmpty, entries[0].value.comment.isEmpty
        else {
            write(item, after: start, indent: indent, childIndent: indent + 2)
            return
        }
        // The first key stands on the line of the dash.
        let first = entries[0]
        write(first.value, after: start + " " + key(first.key) + ":", indent: indent + 2, childIndent: indent + 4)
        for entry in entries.dropFirst() { write(entry, indent: indent + 2) }
    }

    /// Writes a value behind `start`, which is a key with its colon or a dash.
    private mutating func write(_ value: YAMLNode, after start: String, indent: Int, childIndent: Int) {
        let note = value.note.isEmpty ? "" : "  # " + value.note.replacing("\n", with: " ")
        if let text = inlineIfWanted(value, after: start) {
            lines.append(start + (text.isEmpty ? "" : " " + text) + note)
            return
        }
        switch value.content {
        case .scalar(let text):
            lines.append(start + " |" + (text.hasSuffix("\n") ? "" : "-") + note)
            let body = text.hasSuffix("\n") ? text.dropLast() : text[...]
            for line in body.split(separator: "\n", omittingEmptySubsequences: false) {
                lines.append(line.isEmpty ? "" : blanks(childIndent) + line)
            }
        case .sequence(let items):
            lines.append(start + note)
            for item in items { write(item: item, indent: childIndent) }
        case .mapping(let entries):
            lines.append(start + note)
            for entry in entries { write(entry, indent: childIndent) }
        }
    }

    /// The one-line form where the value wants it and it fits; nil when it has to be written over several lines.
    private func inlineIfWanted(_ value: YAMLNode, after start: String) -> String? {
        switch value.content {
        case .scalar(let text):
            if (value.style == .literal || value.style == .folded) && YAMLScalarText.canBeLiteral(text) { return nil }
            return inline(value)
        case .sequence(let items) where items.isEmpty: return "[]"
        case .mapping(let entries) where entries.isEmpty: return "{}"
        case .sequence, .mapping:
            guard value.isInline, let text = inline(value), start.count + 1 + text.count <= YAMLWriter.lineLength else {
                return nil
            }
            return text
        }
    }

    /// A value in one line; nil when something in it needs several.
    private func inline(_ value: YAMLNode, isNested: Bool = false) -> String? {
        if isNested && !(value.comment.isEmpty && value.note.isEmpty) { return nil }
        switch value.content {
        case .scalar(let text):
            // Nothing between two commas would be lost.
            return isNested && text.isEmpty ? "\"\"" : YAMLScalarText.line(text, style: value.style)
        case .sequence(let items):
            let parts = items.compactMap { inline($0, isNested: true) }
            return parts.count == items.count ? "[" + parts.joined(separator: ", ") + "]" : nil
        case .mapping(let entries):
            let parts = entries.compactMap { entry in
                inline(entry.value, isNested: true).map { key(entry.key) + ": " + $0 }
            }
            return parts.count == entries.count ? "{" + parts.joined(separator: ", ") + "}" : nil
        }
    }

    /// A key, quoted where another YAML reader wouldn't take it for text; whole numbers stay bare.
    private func key(_ key: String) -> String {
        let isBare = !YAMLScalarText.looksTyped(key) || Int(key) != nil
        return YAMLScalarText.line(key, style: isBare ? .plain : .doubleQuoted)
    }

    private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}
