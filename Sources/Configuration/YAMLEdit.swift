/// Changes one block of a file's text and leaves every other byte as it is.
public enum YAMLEdit {
    /// Replaces the top-level entry `key` by `value`, appends it when the file has none, removes it for nil.
    ///
    /// The block reaches from its key to its last line; comments above the key and those that stand in front of the next
    /// key stay. A comment of `value` is written only when the block is appended. The file's line breaks are kept. The
    /// result is read again and compared before it is given back: `uneditable` when the file isn't readable, its top
    /// level is no block mapping, or another entry would change.
    public static func replacing(
        _ key: String, with value: YAMLNode?, in text: String, file: String
    ) throws(ConfigurationFault) -> String {
        func refuse(_ reason: String) -> ConfigurationFault { .uneditable(file: file, key: key, reason: reason) }
        let before = YAMLDocument.parse(text: text, name: file)
        guard before.problems.isEmpty else { throw .invalid(before.problems) }
        let entries: [YAMLEntry]
        if let root = before.root {
            guard let list = root.entries, !root.isInline else {
                throw refuse("the file's top level isn't one key a line")
            }
            entries = list
        } else {
            entries = []
        }
        let lineBreak = text.utf8.contains(0x0D) ? "\r\n" : "\n"
        var lines = text.lines
        var block: [String] = []
        let index = entries.firstIndex { $0.key == key }
        if var value {
            if index != nil { value.comment = "" }
            block = YAMLWriter.block(key, value).lines.dropLast().map { lineBreak == "\r\n" ? $0 + "\r" : $0 }
        }
        let result: String
        if let index {
            let start = entries[index].keyPlace.line - 1
            let next = index + 1 < entries.count ? entries[index + 1].keyPlace.line - 1 : lines.count
            guard start >= 0, next > start, next <= lines.count else { throw refuse("its lines can't be told apart") }
            var end = next
            while end > start + 1, isBetweenBlocks(lines[end - 1]) { end -= 1 }
            // What is taken out must be the whole block and nothing else.
            let lastBreak = end < lines.count ? "\n" : ""
            let taken = YAMLDocument.parse(
                text: lines[start..<end].joined(separator: "\n") + lastBreak, name: file)
            guard taken.problems.isEmpty, taken.root?.entries == [entries[index]] else {
                throw refuse("its lines can't be told apart")
            }
            // A file without a last line break stays without one.
            if end == lines.count, let last = block.last, last.hasSuffix("\r") {
                block[block.count - 1] = String(last.dropLast())
            }
            lines.replaceSubrange(start..<end, with: block)
            result = lines.joined(separator: "\n")
        } else if block.isEmpty {
            return text
        } else {
            var start = text
            if !text.isEmpty && !text.hasSuffix(lineBreak) { start += lineBreak }
            let last = text.hasSuffix(lineBreak) ? lines.dropLast().last : lines.last
            if !text.isEmpty && last?.utf8.contains(where: { $0 != 0x20 && $0 != 0x0D }) == true { start += lineBreak }
            result = start + block.joined(separator: "\n") + "\n"
        }
        try verify(result, key: key, value: value, entries: entries, file: file)
        return result
    }

    /// True for blank lines and comments at the line's start, which belong to no block.
    private static func isBetweenBlocks(_ line: String) -> Bool {
        line.utf8.first == 0x23 || line.utf8.allSatisfy { $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }
    }

    /// Reads the result and compares it with what it should hold.
    private static func verify(
        _ text: String, key: String, value: YAMLNode?, entries: [YAMLEntry], file: String
    ) throws(ConfigurationFault) {
        var wanted = entries
        if let index = wanted.firstIndex(where: { $0.key == key }) {
            if let value { wanted[index].value = value } else { wanted.remove(at: index) }
        } else if let value {
            wanted.append(YAMLEntry(key, value))
        }
        let after = YAMLDocument.parse(text: text, name: file)
        guard after.problems.isEmpty, (after.root?.entries ?? []) == wanted else {
            throw .uneditable(file: file, key: key, reason: "another part of the file would change")
        }
    }
}

extension String {
    /// The parts between line feeds; a carriage return in front of one stays. By bytes, since CR LF is one Character.
    fileprivate var lines: [String] {
        utf8.split(separator: 0x0A, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    }
}
