/// A member of a JSON object.
public struct JSONMember: Sendable, Equatable {
    /// Its key.
    public var key: String
    /// Its value.
    public var value: JSONValue

    /// Makes a member.
    public init(_ key: String, _ value: JSONValue) {
        self.key = key
        self.value = value
    }
}

/// A JSON document as a tree: keys in order, numbers exact.
public indirect enum JSONValue: Sendable, Equatable {
    /// `null`.
    case null
    /// `true` or `false`.
    case boolean(Bool)
    /// A whole number.
    case integer(Int)
    /// Another number, in its own characters, such as `12.50`. Writing what is no JSON number gives a string.
    case decimal(String)
    /// A text.
    case string(String)
    /// A list.
    case array([JSONValue])
    /// Keys and values in order.
    case object([JSONMember])

    /// An object from pairs, in their order.
    public static func object(_ pairs: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(pairs.map { JSONMember($0.key, $0.value) })
    }

    /// An array of texts.
    public static func strings(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map { .string($0) }) }

    /// A text, or `null` for nil.
    public static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

    /// A whole number, or `null` for nil.
    public static func optional(_ number: Int?) -> JSONValue { number.map { .integer($0) } ?? .null }

    /// A key's value; nil when the key isn't there or this is no object.
    public subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The text of a string; nil for all else.
    public var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    /// The whole number; nil for all else.
    public var number: Int? {
        if case .integer(let number) = self { return number }
        return nil
    }

    /// The items of an array; nil for all else.
    public var items: [JSONValue]? {
        if case .array(let items) = self { return items }
        return nil
    }

    /// The members of an object; nil for all else.
    public var members: [JSONMember]? {
        if case .object(let members) = self { return members }
        return nil
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    /// A text.
    public init(stringLiteral text: String) { self = .string(text) }
    /// A whole number.
    public init(integerLiteral number: Int) { self = .integer(number) }
    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    /// A list.
    public init(arrayLiteral items: JSONValue...) { self = .array(items) }
    /// Keys and values in order.
    public init(dictionaryLiteral pairs: (String, JSONValue)...) {
        self = .object(pairs.map { JSONMember($0.0, $0.1) })
    }
    /// `null`.
    public init(nilLiteral: ()) { self = .null }
}
