/// Reads a mapping key by key and says what is wrong with it.
///
/// The known keys are those that were asked for, so what is checked and what is read can't differ. Whoever asks gets a
/// usable value in any case; what was wrong is in the problems, and nothing may be done with the result if there are any.
///
/// ```swift
/// let target = MappingReader.read(node, problems: &problems) { reader in
///     Target(url: reader.text("url"), isLive: reader.boolean("live", default: false))
/// }
/// ```
public struct MappingReader {
    /// The mapping; without entries when the node was none.
    public let node: YAMLNode
    /// What was wrong so far; `read` passes it on.
    public var problems: [Problem] = []
    /// The keys asked for so far, in the order of asking.
    public private(set) var knownKeys: [String] = []

    private let entries: [YAMLEntry]

    /// Reads a mapping with `body`, then notes the keys that nobody asked for. A node that is empty reads as a mapping
    /// without keys; any other that is no mapping is a problem, and `body` reads an empty one, whose missing keys aren't
    /// reported again.
    public static func read<Result>(
        _ node: YAMLNode, problems: inout [Problem], _ body: (inout MappingReader) -> Result
    ) -> Result {
        var reader = MappingReader(node)
        let result = body(&reader)
        reader.finish(into: &problems)
        return result
    }

    /// Begins to read a mapping; `finish(into:)` must end it. `read` does both.
    public init(_ node: YAMLNode) {
        self.node = node
        if let entries = node.entries {
            self.entries = entries
        } else {
            entries = []
            if !node.isEmpty {
                problems.append(
                    Problem(place: node.place, message: "needs a mapping of keys and values, has \(node.inWords)"))
            }
        }
    }

    /// Notes the keys that nobody asked for, and hands over the problems.
    public mutating func finish(into problems: inout [Problem]) {
        if node.entries != nil || node.isEmpty {
            for entry in entries where !knownKeys.contains(entry.key) {
                let remedy = NearestWord.remedy(
                    for: entry.key, among: knownKeys, otherwise: "known keys are \(list(knownKeys))")
                complain(entry.keyPlace, "unknown key \"\(entry.key)\"", remedy)
            }
            problems.append(contentsOf: self.problems)
        } else {
            problems.append(contentsOf: self.problems.prefix(1))
        }
        self.problems = []
    }

    // MARK: Whole nodes

    /// A key's node; nil when it isn't there. A key with nothing behind it counts as not there.
    public mutating func node(_ key: String) -> YAMLNode? {
        if !knownKeys.contains(key) { knownKeys.append(key) }
        guard let value = entries.first(where: { $0.key == key })?.value, !value.isEmpty else { return nil }
        return value
    }

    /// True when the key is there with something behind it.
    public mutating func has(_ key: String) -> Bool { node(key) != nil }

    /// Where a key stands; the mapping's place when it isn't there.
    public func place(of key: String) -> Place { entries.first { $0.key == key }?.keyPlace ?? node.place }

    /// Notes a problem with a key's value.
    public mutating func complain(about key: String, _ message: String, remedy: String = "") {
        let place = entries.first { $0.key == key }?.value.place ?? node.place
        complain(place, "\"\(key)\" \(message)", remedy)
    }

    // MARK: Text

    /// A text that must be there and not be empty; empty when it isn't.
    public mutating func text(_ key: String) -> String {
        guard let text = optionalText(key) else {
            complainMissing(key, "a text")
            return ""
        }
        return text
    }

    /// A text; `standard` when the key isn't there.
    public mutating func text(_ key: String, default standard: String) -> String { optionalText(key) ?? standard }

    /// A text; nil when the key isn't there.
    public mutating func optionalText(_ key: String) -> String? {
        guard let value = node(key) else { return nil }
        guard let text = value.text else { return expected(key, "a text", value) }
        guard !text.isEmpty else { return expected(key, "a text that isn't empty", value) }
        return text
    }

    /// A list of texts; one text alone is a list of one. Empty when the key isn't there.
    public mutating func texts(_ key: String) -> [String] { textNodes(key).compactMap(\.text) }

    /// A list of texts with their places; one text alone is a list of one. Empty when the key isn't there.
    public mutating func textNodes(_ key: String) -> [YAMLNode] {
        guard let value = node(key) else { return [] }
        if value.text != nil { return [value] }
        guard let items = value.items else { return expected(key, "a list of texts", value) ?? [] }
        return items.filter { item in
            if item.text == nil { complain(item.place, "\"\(key)\" needs texts in its list, has \(item.inWords)") }
            return item.text != nil
        }
    }

    // MARK: Numbers, switches, choices

    /// A whole number within bounds; `standard` when the key isn't there.
    public mutating func integer(_ key: String, in range: ClosedRange<Int>, default standard: Int) -> Int {
        optionalInteger(key, in: range) ?? standard
    }

    /// A whole number within bounds that must be there; the lower bound when it isn't.
    public mutating func integer(_ key: String, in range: ClosedRange<Int>) -> Int {
        if !has(key) { complainMissing(key, wholeNumber(range)) }
        return optionalInteger(key, in: range) ?? range.lowerBound
    }

    /// A whole number within bounds, written in digits; nil when the key isn't there.
    public mutating func optionalInteger(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let value = node(key) else { return nil }
        guard let text = value.text, let number = Int(text), text.first != "+", range.contains(number) else {
            return expected(key, wholeNumber(range), value)
        }
        return number
    }

    /// `true` or `false`; `standard` when the key isn't there.
    public mutating func boolean(_ key: String, default standard: Bool) -> Bool { optionalBoolean(key) ?? standard }

    /// `true` or `false`, no other words; nil when the key isn't there.
    public mutating func optionalBoolean(_ key: String) -> Bool? {
        guard let value = node(key) else { return nil }
        switch value.text {
        case "true": return true
        case "false": return false
        default: return expected(key, "true or false", value)
        }
    }

    /// A share such as `2 %` or `0.02`; nil when the key isn't there.
    public mutating func optionalShare(_ key: String) -> Share? {
        guard let value = node(key) else { return nil }
        return value.text.flatMap { Share($0) } ?? expected(key, "a share such as 2 % (0 % to 100 %)", value)
    }

    /// One of these words; `standard` when the key isn't there.
    public mutating func choice(_ key: String, of words: [String], default standard: String) -> String {
        optionalChoice(key, of: words) ?? standard
    }

    /// One of these words; nil when the key isn't there.
    public mutating func optionalChoice(_ key: String, of words: [String]) -> String? {
        guard let value = node(key) else { return nil }
        guard let text = value.text, words.contains(text) else {
            let remedy = NearestWord.remedy(for: value.text ?? "", among: words, otherwise: "")
            complain(value.place, "\"\(key)\" needs one of \(list(words)), has \(value.inWords)", remedy)
            return nil
        }
        return text
    }

    /// One of an enumeration's cases by its word; nil when the key isn't there.
    public mutating func optionalChoice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, of type: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        optionalChoice(key, of: type.allCases.map(\.rawValue)).flatMap { Choice(rawValue: $0) }
    }

    /// One of an enumeration's cases by its word; `standard` when the key isn't there.
    public mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String, of type: Choice.Type, default standard: Choice
    ) -> Choice where Choice.RawValue == String {
        optionalChoice(key, of: type) ?? standard
    }

    // MARK: Lists and mappings

    /// A list's items; empty when the key isn't there.
    public mutating func list(_ key: String) -> [YAMLNode] {
        guard let value = node(key) else { return [] }
        return value.items ?? expected(key, "a list", value) ?? []
    }

    /// The entries of a mapping whose keys are names that the user chose; empty when the key isn't there.
    public mutating func entries(_ key: String) -> [YAMLEntry] {
        guard let value = node(key) else { return [] }
        return value.entries ?? expected(key, "a mapping of names", value) ?? []
    }

    /// Reads the mapping below a key with `body`; nil when the key isn't there.
    public mutating func mapping<Result>(_ key: String, _ body: (inout MappingReader) -> Result) -> Result? {
        guard let value = node(key) else { return nil }
        return MappingReader.read(value, problems: &problems, body)
    }

    /// Reads each mapping of a list with `body`; empty when the key isn't there.
    public mutating func mappings<Result>(_ key: String, _ body: (inout MappingReader) -> Result) -> [Result] {
        list(key).map { MappingReader.read($0, problems: &problems, body) }
    }

    // MARK: Secrets

    /// A text in which `${NAME}` and `${file:PATH}` are replaced; nil when the key isn't there.
    public mutating func optionalSecret(_ key: String, from secrets: Secrets) -> Secret? {
        guard let value = node(key) else { return nil }
        guard let text = value.text else { return expected(key, "a text", value) }
        return secrets.expand(text, at: value.place, problems: &problems)
    }

    // MARK: Messages

    private mutating func complain(_ place: Place, _ message: String, _ remedy: String = "") {
        problems.append(Problem(place: place, message: message, remedy: remedy))
    }

    private mutating func complainMissing(_ key: String, _ what: String) {
        // A value of the wrong kind was reported already.
        guard !has(key) else { return }
        complain(node.place, "\"\(key)\" is missing; it needs \(what)")
    }

    private mutating func expected<Value>(_ key: String, _ what: String, _ value: YAMLNode) -> Value? {
        complain(value.place, "\"\(key)\" needs \(what), has \(value.inWords)")
        return nil
    }

    private func wholeNumber(_ range: ClosedRange<Int>) -> String {
        if range.upperBound == Int.max { return "a whole number of at least \(range.lowerBound)" }
        return "a whole number from \(range.lowerBound) to \(range.upperBound)"
    }

    private func list(_ words: [String]) -> String { words.isEmpty ? "none" : words.joined(separator: ", ") }
}
