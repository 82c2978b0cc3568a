import Text

/// Breaks lines that are wider than a terminal at their blanks, so that what goes on stands under what it belongs to.
public enum LineFolding {
    /// The line, and further ones where it is wider than `width`. What goes on is indented as far as the line's own text
    /// begins: after its label, which ends with two blanks. A word that is wider than that, such as a path, stays whole.
    public static func fold(_ line: String, width: Int) -> [String] {
        // What has colours was laid out for the terminal already.
        guard width > 20, !line.contains("\u{1B}"), DisplayText.width(line) > width else { return [line] }
        let indent = hang(line, limit: width / 2)
        var lines: [String] = []
        var current = ""
        var blanks = ""
        for part in parts(line) {
            if part.allSatisfy({ $0 == " " }) {
                blanks = part
                continue
            }
            if current.isEmpty {
                current = blanks + part
            } else if DisplayText.width(current) + blanks.count + DisplayText.width(part) <= width {
                current += blanks + part
            } else {
                lines.append(current)
                current = String(repeating: " ", count: indent) + part
            }
            blanks = ""
        }
        lines.append(current)
        return lines
    }

    /// The most characters of a label; what is longer is text of the line's own.
    private static let maximumLabel = 14

    /// Where a line's text begins: after its indent and one or two short labels, each of which two blanks end.
    private static func hang(_ line: String, limit: Int) -> Int {
        let characters = Array(line)
        let start = characters.firstIndex { $0 != " " } ?? 0
        var text = start
        var index = start
        var labels = 0
        while index + 1 < characters.count, index < limit, labels < 2 {
            if characters[index] == " ", characters[index + 1] == " " {
                let next = characters[index...].firstIndex { $0 != " " } ?? index
                if next >= limit || index - text > maximumLabel { break }
                text = next
                index = next
                labels += 1
            } else {
                index += 1
            }
        }
        return text == start ? start + 2 : text
    }

    /// Words and the blanks between them.
    private static func parts(_ line: String) -> [String] {
        var parts: [String] = []
        for character in line {
            if let last = parts.last?.last, (last == " ") == (character == " ") {
                parts[parts.count - 1].append(character)
            } else {
                parts.append(String(character))
            }
        }
        return parts
    }
}
