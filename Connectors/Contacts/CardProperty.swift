import Formats

/// A property of a card: `item1.TEL;TYPE=work,voice:+49 …`.
struct CardProperty {
    /// What ties properties together: `item1`; in lower case, empty for none.
    var group = ""
    /// Its name in lower case.
    var name: String
    /// Its parameters' values by name in lower case; types that stand without a name, as in vCard 2.1, are under `type`.
    var parameters: [String: [String]] = [:]
    /// Its value, decoded but with its escapes.
    var value: [UInt8]
    /// The file's line where it begins.
    var line: UInt32

    /// A property without parameters.
    init(name: String, value: [UInt8], line: UInt32) {
        self.name = name
        self.value = value
        self.line = line
    }

    /// Its types in lower case, however they are written: `TYPE=WORK;TYPE=FAX`, `TYPE="work,fax"`, `WORK;FAX`.
    var types: [String] {
        (parameters["type"] ?? []).flatMap { $0.lowercased().split(separator: ",").map(String.init) }
    }

    /// How its value is encoded.
    enum Transfer { case plain, quotedPrintable, base64 }

    /// How its value is encoded.
    var transfer: Transfer {
        switch parameters["encoding"]?.first?.lowercased() {
        case "quoted-printable", "q": .quotedPrintable
        case "base64", "b": .base64
        default: .plain
        }
    }

    /// 1 for what is preferred, 101 for what isn't said to be.
    var preference: Int {
        if let given = parameters["pref"]?.first { return Int(given).map { min(100, max(1, $0)) } ?? 1 }
        return types.contains("pref") ? 1 : 101
    }

    /// Reads a content line; nil when it is none. Everything before the value is the header.
    init?(_ bytes: [UInt8], line: UInt32) {
        guard let colon = CardProperty.valueStart(bytes) else { return nil }
        let pieces = CardProperty.headerPieces(bytes[..<colon])
        guard let first = pieces.first else { return nil }
        let full = String(decoding: first, as: UTF8.self).lowercased().filter { $0 != " " && $0 != "\t" }
        let dot = full.lastIndex(of: ".")
        name = String(dot.map { full[full.index(after: $0)...] } ?? full[...])
        group = dot.map { String(full[..<$0]) } ?? ""
        value = Array(bytes[(colon + 1)...])
        self.line = line
        let isName = name.utf8.allSatisfy { $0 < 0x80 && ($0 == 0x2D || $0 == 0x5F || $0 > 0x2F) && $0 != 0x3B }
        guard !name.isEmpty, isName else { return nil }
        for piece in pieces.dropFirst() { addParameter(String(decoding: piece, as: UTF8.self)) }
    }

    private mutating func addParameter(_ text: String) {
        let trimmed = text.drop { $0 == " " }
        guard let sign = trimmed.firstIndex(of: "=") else {
            let word = trimmed.lowercased()
            switch word {
            case "": return
            case "quoted-printable", "base64", "8bit", "7bit", "b", "q":
                parameters["encoding", default: []].append(word)
            case "url", "uri", "inline", "content-id", "cid": parameters["value", default: []].append(word)
            default: parameters["type", default: []].append(word)
            }
            return
        }
        let name = trimmed[..<sign].lowercased().filter { $0 != " " }
        var value = String(trimmed[trimmed.index(after: sign)...])
        if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
            value = String(value.dropFirst().dropLast())
        }
        parameters[name, default: []].append(CardProperty.unescapedParameter(value))
    }

    /// `^n`, `^^` and `^'` stand for a line break, a caret and a quotation mark (RFC 6868).
    private static func unescapedParameter(_ text: String) -> String {
        guard text.contains("^") else { return text }
        var out = ""
        var isEscaped = false
        for character in text {
            if isEscaped {
                out += character == "n" ? "\n" : character == "'" ? "\"" : character == "^" ? "^" : "^\(character)"
                isEscaped = false
            } else if character == "^" {
                isEscaped = true
            } else {
                out.append(character)
            }
        }
        return isEscaped ? out + "^" : out
    }

    /// Where the colon before the value stands: the first outside of quotation marks, or the first at all where those don't pair.
    static func valueStart(_ bytes: [UInt8]) -> Int? {
        var isQuoted = false
        for (index, byte) in bytes.enumerated() {
            if byte == 0x22 { isQuoted.toggle() }
            if byte == 0x3A, !isQuoted { return index }
        }
        return bytes.firstIndex(of: 0x3A)
    }

    private static func headerPieces(_ bytes: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        var pieces: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        var isQuoted = false
        for index in bytes.indices {
            if bytes[index] == 0x22 { isQuoted.toggle() }
            if bytes[index] == 0x3B, !isQuoted {
                pieces.append(bytes[start..<index])
                start = index + 1
            }
        }
        pieces.append(bytes[start...])
        return pieces
    }
}
