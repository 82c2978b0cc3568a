internal import Records

extension PageLanguage {
    /// What a finding, its remedy or the reason of a row that doesn't come says, in this language; in English where there is no
    /// translation. Findings are kept as English text, so the sentence is known by its shape.
    public func finding(_ text: String) -> String {
        switch self {
        case .english: text
        case .german: GermanFindings.say(text)
        }
    }

    /// A cell's comment: what is wrong, and what to do about it where something has to be done.
    public func comment(_ message: String, _ remedy: String) -> String {
        let toDo = self == .german ? "Zu tun" : "To do"
        return finding(message) + (remedy.isEmpty ? "" : "\n\(toDo): \(finding(remedy))")
    }
}

extension GermanFindings {
    static func say(_ text: String) -> String {
        if let german = sentences[text] { return german }
        if let (name, rest) = parted(text) {
            if let column = column(name) { return "\(column): \(say(rest))" }
            let words = name.split(separator: " ")
            if words.count == 2, ["line", "row"].contains(words[0]), Int(words[1]) != nil {
                return "Zeile \(words[1]): \(say(rest))"
            }
        }
        for shape in shapes {
            guard let parts = shape.parts(of: text) else { continue }
            return shape.german(parts.map { column($0) ?? $0 })
        }
        return text
    }

    /// A field's name, whether it stands alone or with its record's: `company.city`.
    private static func column(_ name: String) -> String? {
        PageWords.germanColumns[name.split(separator: ".").last.map(String.init) ?? ""]
    }

    /// What stands before the first `: `, and what behind.
    private static func parted(_ text: String) -> (String, String)? {
        let bytes = Array(text.utf8)
        guard
            let colon = bytes.indices.first(where: {
                $0 + 1 < bytes.count && bytes[$0] == 0x3A && bytes[$0 + 1] == 0x20
            })
        else { return nil }
        return (
            String(decoding: bytes[..<colon], as: UTF8.self), String(decoding: bytes[(colon + 2)...], as: UTF8.self)
        )
    }

    private static let shapes = patterns.map { SentenceShape($0.0, german: $0.1) }
}

/// A sentence with places that anything can stand in: `{} cells where the table has {}`.
struct SentenceShape {
    private let literals: [[UInt8]]
    private let translation: String

    init(_ pattern: String, german: String) {
        var literals: [[UInt8]] = [[]]
        for character in pattern {
            switch character {
            case "{": literals.append([])
            case "}": continue
            default: literals[literals.count - 1] += Array(String(character).utf8)
            }
        }
        self.literals = literals
        translation = german
    }

    /// What stands in the places of a text of this shape; nil for one of another shape. Each place takes as little as it can.
    func parts(of text: String) -> [String]? {
        let bytes = Array(text.utf8)
        guard literals.count > 1, bytes.starts(with: literals[0]), let end = literals.last,
            bytes.count >= literals[0].count + end.count, bytes.suffix(end.count).elementsEqual(end)
        else { return nil }
        var parts: [String] = []
        var at = literals[0].count
        for literal in literals.dropFirst().dropLast() {
            guard let found = SentenceShape.first(literal, in: bytes, from: at) else { return nil }
            parts.append(String(decoding: bytes[at..<found], as: UTF8.self))
            at = found + literal.count
        }
        guard at <= bytes.count - end.count else { return nil }
        parts.append(String(decoding: bytes[at..<(bytes.count - end.count)], as: UTF8.self))
        return parts.allSatisfy { !$0.isEmpty } ? parts : nil
    }

    private static func first(_ literal: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard literal.count <= bytes.count, start <= bytes.count - literal.count else { return nil }
        return (start...(bytes.count - literal.count)).first { bytes[$0..<($0 + literal.count)].elementsEqual(literal) }
    }

    /// The sentence in German with these parts, in their order.
    func german(_ parts: [String]) -> String {
        Wording(pattern: translation, parts: parts.map { .text($0) }).text()
    }
}
