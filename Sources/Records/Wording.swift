/// A sentence for people that can be said in more than one language: a pattern in English, and what stands in it.
///
/// Written as an interpolated text, `"\(12) rows say \(name)"`, it keeps pattern and parts apart: the pattern
/// `{} rows say {}` is looked up in a language's list of patterns, the parts are filled in there. A pattern without a
/// translation is said in English.
public struct Wording: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// What stands in a sentence.
    public enum Part: Sendable, Hashable {
        /// Text as it is: a name, a column, a value.
        case text(String)
        /// A number, written as the language writes it.
        case count(Int)
        /// A sentence or a phrase of its own.
        case wording(Wording)
    }

    /// The English sentence, with `{}` for each part.
    public let pattern: String
    /// The parts, in the order of the English sentence.
    public let parts: [Part]

    /// A sentence of a pattern and as many parts as it has places.
    public init(pattern: String, parts: [Part]) {
        self.pattern = pattern
        self.parts = parts
    }

    /// A sentence without parts.
    public init(stringLiteral value: String) { self.init(pattern: value, parts: []) }

    /// A sentence as it was written.
    public init(stringInterpolation: Interpolation) {
        self.init(pattern: stringInterpolation.pattern, parts: stringInterpolation.parts)
    }

    /// Text that is the same in every language.
    public static func verbatim(_ text: String) -> Wording { Wording(pattern: "{}", parts: [.text(text)]) }

    /// Several sentences or phrases, one after the other with this text between them.
    public static func joined(_ wordings: [Wording], by separator: String) -> Wording {
        Wording(
            pattern: wordings.map { _ in "{}" }.joined(separator: separator), parts: wordings.map { .wording($0) })
    }

    /// Whether nothing is said.
    public var isEmpty: Bool { pattern.isEmpty }

    /// The sentence in a language, whose patterns are looked up by the English ones. A translated pattern names the parts
    /// by number (`{2} of {1}`) or takes them in the English order (`{}`); a place that has no part stays empty.
    public func text(
        translated: (String) -> String? = { _ in nil }, count: (Int) -> String = { String($0) }
    ) -> String {
        func said(_ index: Int) -> String {
            guard parts.indices.contains(index) else { return "" }
            switch parts[index] {
            case .text(let text): return text
            case .count(let number): return count(number)
            case .wording(let wording): return wording.text(translated: translated, count: count)
            }
        }
        var out = ""
        var next = 0
        var place: String?
        for character in translated(pattern) ?? pattern {
            switch (character, place) {
            case ("{", nil): place = ""
            case ("}", let number?):
                out += said((Int(number) ?? next + 1) - 1)
                next += 1
                place = nil
            case (_, let number?): place = number + String(character)
            case (_, nil): out.append(character)
            }
        }
        return out
    }

    /// Collects the parts of an interpolated text.
    public struct Interpolation: StringInterpolationProtocol {
        var pattern = ""
        var parts: [Part] = []

        /// Nothing yet.
        public init(literalCapacity: Int, interpolationCount: Int) {
            pattern.reserveCapacity(literalCapacity + 2 * interpolationCount)
        }

        /// What the sentence says by itself.
        public mutating func appendLiteral(_ literal: String) { pattern += literal }

        /// Text as it is.
        public mutating func appendInterpolation(_ text: String) { append(.text(text)) }

        /// A number.
        public mutating func appendInterpolation(_ count: Int) { append(.count(count)) }

        /// A phrase of its own.
        public mutating func appendInterpolation(_ wording: Wording) { append(.wording(wording)) }

        private mutating func append(_ part: Part) {
            pattern += "{}"
            parts.append(part)
        }
    }
}

extension Wording: CustomStringConvertible {
    /// The English sentence.
    public var description: String { text() }
}
