/// How a scalar is written so that every YAML reader gets the same text back.
enum YAMLScalarText {
    /// The style for a text: plain where that is safe, a literal block for several lines, quotes else.
    static func style(for text: String) -> YAMLStyle {
        if text.contains("\n") && canBeLiteral(text) { return .literal }
        if canBePlain(text) && !looksTyped(text) { return .plain }
        return canBeSingleQuoted(text) ? .singleQuoted : .doubleQuoted
    }

    /// One line of YAML for a text in the wanted style, or in the nearest that can hold it.
    static func line(_ text: String, style: YAMLStyle) -> String {
        switch style {
        case .plain where text.isEmpty: return ""
        case .plain where canBePlain(text): return text
        case .plain, .singleQuoted:
            return canBeSingleQuoted(text) ? "'" + text.replacing("'", with: "''") + "'" : doubleQuoted(text)
        case .doubleQuoted, .literal, .folded: return doubleQuoted(text)
        }
    }

    /// True when no character needs quotes, in one line and also inside an inline list or mapping.
    static func canBePlain(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, first != 0x20, last != 0x20, last != 0x3A else {
            return false
        }
        guard isPrintable(text), !text.contains("\n") else { return false }
        switch first {
        case 0x21, 0x22, 0x23, 0x25, 0x26, 0x27, 0x2A, 0x3A, 0x3E, 0x3F, 0x40, 0x60, 0x7C: return false
        case 0x2D:  // A dash begins a text only before another character.
            if bytes.count == 1 || bytes[1] == 0x20 || text.hasPrefix("---") { return false }
        default: break
        }
        if text.hasPrefix("...") { return false }
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case 0x5B, 0x5D, 0x7B, 0x7D, 0x2C: return false  // [ ] { } ,
            case 0x3A where index + 1 == bytes.count || bytes[index + 1] == 0x20: return false
            case 0x23 where index > 0 && bytes[index - 1] == 0x20: return false
            default: break
            }
        }
        return true
    }

    /// True when some YAML reader would take the unquoted text for a number, a date, a switch or nothing.
    static func looksTyped(_ text: String) -> Bool {
        switch text.lowercased() {
        case "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", ".nan", ".inf", "-.inf", "+.inf",
            "<<",
            "=":
            return true
        default: break
        }
        guard let first = text.utf8.first else { return true }
        // Whatever begins like a number is quoted, unless a letter or blank shows that it is none: "3 rows", "24h".
        let startsLikeNumber = (0x30...0x39).contains(first) || first == 0x2E || first == 0x2B || first == 0x2D
        guard startsLikeNumber else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x3A, 0x5F, 0x41...0x46, 0x61...0x66, 0x78, 0x58, 0x6F, 0x4F, 0x54,
                0x5A,
                0x20:
                true
            default: false
            }
        }
    }

    /// True when a literal block gives the text back: lines that don't begin with a blank at first, nothing unprintable.
    static func canBeLiteral(_ text: String) -> Bool {
        guard isPrintable(text), let first = text.utf8.first, first != 0x20, first != 0x0A, first != 0x09 else {
            return false
        }
        // More than one break at the end, or a last line of blanks only, would need a chomping sign of its own.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let last = text.hasSuffix("\n") ? lines.dropLast().last : lines.last
        return last?.utf8.contains { $0 != 0x20 && $0 != 0x09 } == true
    }

    private static func canBeSingleQuoted(_ text: String) -> Bool { isPrintable(text) && !text.contains("\n") }

    /// True when YAML allows all characters unescaped: no control characters but line feed, no marks that turn or hide
    /// text, none that a reader might drop.
    private static func isPrintable(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0x0A: true
            case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF: false
            default: true
            }
        }
    }

    private static func doubleQuoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22: quoted += "\\\""
            case 0x5C: quoted += "\\\\"
            case 0x0A: quoted += "\\n"
            case 0x0D: quoted += "\\r"
            case 0x09: quoted += "\\t"
            case 0...0xFF where !isPrintable(String(scalar)): quoted += "\\x" + hexadecimal(scalar.value, digits: 2)
            case 0...0xFFFF where !isPrintable(String(scalar)): quoted += "\\u" + hexadecimal(scalar.value, digits: 4)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
