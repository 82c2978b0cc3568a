/// What a JSON document that the program answers with holds, as data: its JSON Schema is made from it.
public indirect enum DocumentSchema: Sendable {
    /// A text.
    case text
    /// One of these texts.
    case words([String])
    /// A whole number.
    case integer
    /// A number in its own characters; whole or not.
    case number
    /// `true` or `false`.
    case boolean
    /// A list of as many as there are.
    case list(DocumentSchema)
    /// An object with these keys, all of them and no others.
    case keys(KeyValuePairs<String, DocumentSchema>)
    /// An object with all keys of this list and no others, the same behind each.
    case every([String], DocumentSchema)
    /// An object whose keys are names out of the data, such as sources.
    case named(DocumentSchema)
    /// An object with keys of this list, those that have something to say, and the same behind each.
    case some([String], DocumentSchema)
    /// This, or `null` where nobody knows.
    case orNull(DocumentSchema)
    /// Behind a key: the key is there only where it has something to say.
    case sometimes(DocumentSchema)
    /// One of several: a command answers differently to different questions.
    case either([DocumentSchema])

    /// The JSON Schema (draft 7) of a document that holds this.
    public func document(title: String, about: String) -> JSONValue {
        .object(
            [
                JSONMember("$schema", "http://json-schema.org/draft-07/schema#"), JSONMember("title", .string(title)),
                JSONMember("description", .string(about)),
            ] + members)
    }

    private var schema: JSONValue { .object(members) }

    private var members: [JSONMember] {
        switch self {
        case .text: return [JSONMember("type", "string")]
        case .words(let words): return [JSONMember("enum", .strings(words))]
        case .integer: return [JSONMember("type", "integer")]
        case .number: return [JSONMember("type", "number")]
        case .boolean: return [JSONMember("type", "boolean")]
        case .list(let item): return [JSONMember("type", "array"), JSONMember("items", item.schema)]
        case .keys(let keys):
            let required = keys.filter { if case .sometimes = $0.value { false } else { true } }.map(\.key)
            return [
                JSONMember("type", "object"),
                JSONMember("properties", .object(keys.map { JSONMember($0.key, $0.value.schema) })),
                JSONMember("required", .strings(required)), JSONMember("additionalProperties", false),
            ]
        case .every(let names, let item):
            return [
                JSONMember("type", "object"),
                JSONMember("properties", .object(names.map { JSONMember($0, item.schema) })),
                JSONMember("required", .strings(names)), JSONMember("additionalProperties", false),
            ]
        case .named(let item):
            return [JSONMember("type", "object"), JSONMember("additionalProperties", item.schema)]
        case .some(let names, let item):
            return [
                JSONMember("type", "object"),
                JSONMember("properties", .object(names.map { JSONMember($0, item.schema) })),
                JSONMember("additionalProperties", false),
            ]
        case .orNull(let inner):
            return [JSONMember("anyOf", .array([inner.schema, .object([JSONMember("type", "null")])]))]
        case .sometimes(let inner): return inner.members
        case .either(let several): return [JSONMember("anyOf", .array(several.map(\.schema)))]
        }
    }
}
