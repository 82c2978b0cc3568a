/// How a scalar is, or should be, written.
public enum YAMLStyle: Sendable, Hashable {
    /// Without quotes.
    case plain
    /// In single quotes.
    case singleQuoted
    /// In double quotes.
    case doubleQuoted
    /// As a block after `|`, line breaks kept.
    case literal
    /// As a block after `>`, line breaks folded.
    case folded
}

/// A key of a mapping with its value.
public struct YAMLEntry: Sendable, Equatable {
    /// The key's text.
    public var key: String
    /// Where the key stands.
    public var keyPlace: Place
    /// Its value.
    public var value: YAMLNode

    /// Makes an entry.
    public init(_ key: String, _ value: YAMLNode, keyPlace: Place = .nowhere) {
        self.key = key
        self.keyPlace = keyPlace
        self.value = value
    }

    /// Equal when keys and values are; places and comments don't count.
    public static func == (left: YAMLEntry, right: YAMLEntry) -> Bool {
        left.key == right.key && left.value == right.value
    }
}

/// A value of a YAML file: text, a list or a mapping with its keys in order, and where it stands.
///
/// Scalars are text and stay text: `NO`, `1e3` and `0123` are what they look like. What a scalar means is decided
/// where it is read. Two nodes are equal when they hold the same; places, styles and comments don't count.
public struct YAMLNode: Sendable {
    /// What a node holds.
    public indirect enum Content: Sendable, Equatable {
        /// Text as given, quotes and escapes resolved. An empty value is an empty text.
        case scalar(String)
        /// A list.
        case sequence([YAMLNode])
        /// Keys and values in the file's order, no key twice.
        case mapping([YAMLEntry])
    }

    /// What it holds.
    public var content: Content
    /// Where its first character stands.
    public var place: Place
    /// How a scalar is written.
    public var style: YAMLStyle
    /// True for lists and mappings written in one line, `[a, b]` and `{a: 1}`.
    public var isInline: Bool
    /// For writing: the comment above the entry or item, without `#`; may have several lines. Reading leaves it empty.
    public var comment: String
    /// For writing: the comment at the end of the entry's or item's first line, without `#`. Reading leaves it empty.
    public var note: String

    /// Makes a node.
    public init(_ content: Content, place: Place = .nowhere, style: YAMLStyle = .plain, isInline: Bool = false) {
        self.content = content
        self.place = place
        self.style = style
        self.isInline = isInline
        comment = ""
        note = ""
    }

    /// A text. It is written without quotes only where every YAML reader takes it for text; with line breaks as a
    /// block.
    public static func text(_ text: String) -> YAMLNode {
        YAMLNode(.scalar(text), style: YAMLScalarText.style(for: text))
    }

    /// A word written as it is, such as `true` or a number.
    public static func word(_ word: String) -> YAMLNode { YAMLNode(.scalar(word)) }

    /// A whole number.
    public static func integer(_ number: Int) -> YAMLNode { word(String(number)) }

    /// `true` or `false`.
    public static func boolean(_ value: Bool) -> YAMLNode { word(value ? "true" : "false") }

    /// A list, one item a line.
    public static func list(_ items: [YAMLNode]) -> YAMLNode { YAMLNode(.sequence(items)) }

    /// A list in one line, where it fits and nothing in it has a comment or line breaks.
    public static func inlineList(_ items: [YAMLNode]) -> YAMLNode { YAMLNode(.sequence(items), isInline: true) }

    /// A list of texts in one line, where it fits.
    public static func inlineList(_ texts: [String]) -> YAMLNode { inlineList(texts.map { text($0) }) }

    /// A mapping, one key a line.
    public static func mapping(_ entries: [YAMLEntry]) -> YAMLNode { YAMLNode(.mapping(entries)) }

    /// A mapping in one line, where it fits and nothing in it has a comment or line breaks.
    public static func inlineMapping(_ entries: [YAMLEntry]) -> YAMLNode {
        YAMLNode(.mapping(entries), isInline: true)
    }

    /// The same node with a comment above it.
    public func commented(_ comment: String) -> YAMLNode {
        var node = self
        node.comment = comment
        return node
    }

    /// The same node with a comment at the end of its first line.
    public func noted(_ note: String) -> YAMLNode {
        var node = self
        node.note = note
        return node
    }
}

extension YAMLNode: Equatable {
    /// Equal when both hold the same.
    public static func == (left: YAMLNode, right: YAMLNode) -> Bool { left.content == right.content }
}

extension YAMLNode {
    /// The text of a scalar; nil for lists and mappings.
    public var text: String? {
        if case .scalar(let text) = content { return text }
        return nil
    }

    /// The items of a list; nil for all else.
    public var items: [YAMLNode]? {
        if case .sequence(let items) = content { return items }
        return nil
    }

    /// The entries of a mapping; nil for all else.
    public var entries: [YAMLEntry]? {
        if case .mapping(let entries) = content { return entries }
        return nil
    }

    /// True for an empty value without quotes, as after a key with nothing behind it.
    public var isEmpty: Bool { style == .plain && text?.isEmpty == true }

    /// True where nothing stands, or `~`, which says so: a key that takes away what was inherited.
    public var isNothing: Bool { isEmpty || (style == .plain && text == "~") }

    /// A key's value; nil when the key is not there or this is no mapping.
    public subscript(key: String) -> YAMLNode? { entries?.first { $0.key == key }?.value }

    /// What it is, for messages: `a mapping`, `a list`, `nothing` or the text in quotes, shortened.
    public var inWords: String {
        switch content {
        case .mapping: return "a mapping"
        case .sequence: return "a list"
        case .scalar(let text):
            if isEmpty { return "nothing" }
            let shown = text.count > 40 ? text.prefix(40) + "…" : text[...]
            return "\"\(shown.replacing("\n", with: " "))\""
        }
    }
}
