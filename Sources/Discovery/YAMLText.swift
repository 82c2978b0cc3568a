/// Text from anywhere as a part of a YAML file.
enum YAMLText {
    /// A YAML scalar: plain where that is safe, in double quotes else.
    static func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty && text.first != " " && text.last != " " && text.first?.isLetter == true
            && text.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || $0 == " " || $0 == "_" || $0 == "." || $0 == "-"
                    || ("0"..."9").contains($0)
            }
            && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
        return isPlain ? text : inQuotes(text)
    }

    static func inQuotes(_ text: String) -> String {
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{2028}": out += "\\L"
            case "\u{2029}": out += "\\P"
            case _ where YAMLText.breaksLines(scalar):
                let digits = "0123456789abcdef".utf8.map { Character(UnicodeScalar($0)) }
                out += "\\x\(digits[Int(scalar.value >> 4)])\(digits[Int(scalar.value & 15)])"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    /// A header for a comment, which ends with its line.
    static func oneLine(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { out.append(YAMLText.breaksLines(scalar) ? " " : scalar) }
        return String(out)
    }

    /// Control characters and whatever else a YAML parser takes for the end of a line.
    private static func breaksLines(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar == "\u{2028}" || scalar == "\u{2029}"
    }
}
