import Foundation

/// The name a source gets from its file.
public enum SourceName {
    /// The stem in lower case and plain ASCII, what is no letter, digit, `-` or `_` as `-`, without `(3)`, `neu`, `_final2`,
    /// `_v2`, and without `.gz`; a sheet of several is `stem-sheet`; a taken name gets `-csv`, `-xlsx`, then `-2`, `-3`.
    public static func make(file: String, sheet: String?, taken: Set<String>) -> String {
        var parts = file.split(separator: "/")
        // A pattern that fits every name of a folder or archive has that one's name.
        while parts.count > 1, let last = parts.last, last.hasPrefix("*."), last.dropFirst(2).allSatisfy(\.isLetter) {
            parts.removeLast()
        }
        var name = parts.last.map(String.init) ?? file
        // What is packed says what it is before `.gz`.
        if name.lowercased().hasSuffix(".gz"), name.dropLast(3).contains(".") { name.removeLast(3) }
        let dot = name.lastIndex(of: ".")
        let stem = dot.map { String(name[..<$0]) } ?? name
        let ending = dot.map { plain(String(name[name.index(after: $0)...])) } ?? ""
        var base = withoutVersion(plain(withoutCopyNumber(stem)))
        if let sheet { base += "-" + withoutVersion(plain(withoutCopyNumber(sheet))) }
        if base.isEmpty { base = "source" }
        if !taken.contains(base) { return base }
        if !ending.isEmpty && !taken.contains("\(base)-\(ending)") { return "\(base)-\(ending)" }
        var number = 2
        while taken.contains("\(base)-\(number)") { number += 1 }
        return "\(base)-\(number)"
    }

    /// Lower case and plain ASCII: `Müller & Söhne` → `mueller-soehne`.
    static func plain(_ text: String) -> String {
        var out = ""
        let folded = text.precomposedStringWithCanonicalMapping.lowercased()
        for character in folded {
            switch character {
            case "ä": out += "ae"
            case "ö": out += "oe"
            case "ü": out += "ue"
            case "ß": out += "ss"
            case "æ": out += "ae"
            case "ø": out += "oe"
            case "å": out += "aa"
            case "ł": out += "l"
            default:
                let decomposed = String(character).decomposedStringWithCanonicalMapping.unicodeScalars.first
                if let scalar = decomposed, scalar.isASCII,
                    (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "-" || scalar == "_")
                {
                    out.unicodeScalars.append(scalar)
                } else {
                    out += "-"
                }
            }
        }
        return tidy(out)
    }

    /// Takes off the ` (3)` that a browser puts behind a second download.
    private static func withoutCopyNumber(_ name: String) -> String {
        name.replacingOccurrences(of: " *\\([0-9]+\\) *", with: " ", options: .regularExpression)
            .trimmingCharacters(in: .whitespaces)
    }

    /// Takes off what people put behind a name when they save once more.
    private static func withoutVersion(_ name: String) -> String {
        var name = name
        while true {
            let before = name
            for pattern in ["[-_]+final[0-9]*$", "[-_]+v[0-9]+$", "[-_]+neu[0-9]*$", "[-_]+new[0-9]*$"] {
                if let range = name.range(of: pattern, options: .regularExpression) { name.removeSubrange(range) }
            }
            if name == before { return tidy(name) }
        }
    }

    private static func tidy(_ name: String) -> String {
        var out = name
        while out.contains("--") { out = out.replacingOccurrences(of: "--", with: "-") }
        return out.trimmingCharacters(in: CharacterSet(charactersIn: "-_"))
    }
}
