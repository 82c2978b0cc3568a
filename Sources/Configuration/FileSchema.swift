/// What a part of a YAML file may hold, as data: the JSON Schemas that editors complete and check with are made from it.
public indirect enum FileSchema: Sendable {
    /// Any text; numbers and switches without quotes are texts, too.
    case text
    /// A text that may be left out behind its key.
    case optionalText
    /// A whole number.
    case integer(ClosedRange<Int>)
    /// `true` or `false`.
    case boolean
    /// One of these words.
    case choice([String])
    /// One of these words, or any other text: known words are offered.
    case suggestion([String])
    /// A share such as `2 %`.
    case share
    /// A text, or a list of texts.
    case texts
    /// A list.
    case list(FileSchema)
    /// A mapping with these keys and no others.
    case keys([FileKey])
    /// A mapping whose keys the user names.
    case named(FileSchema)
    /// One of several.
    case any([FileSchema])
    /// Nothing, which takes away what was inherited, or this.
    case removable(FileSchema)
    /// A definition of the same document, by its name.
    case definition(String)
    /// Anything.
    case anything
    /// Keys that depend on what stands behind another key of the same mapping.
    case variant(base: [FileKey], key: String, [(word: String, keys: [FileKey])])

    /// The JSON Schema (draft 7) of a file that holds this.
    public func document(
        title: String, about: String, definitions: [(name: String, schema: FileSchema)] = []
    ) -> JSONValue {
        var members = [
            JSONMember("$schema", "http://json-schema.org/draft-07/schema#"), JSONMember("title", .string(title)),
            JSONMember("description", .string(about)),
        ]
        members += self.members
        if !definitions.isEmpty {
            members.append(
                JSONMember("definitions", .object(definitions.map { JSONMember($0.name, .object($0.schema.members)) })))
        }
        return .object(members)
    }

    /// The members of its JSON Schema.
    var members: [JSONMember] {
        switch self {
        case .text: return [JSONMember("type", .strings(["string", "number", "boolean"]))]
        case .optionalText: return [JSONMember("type", .strings(["string", "number", "boolean", "null"]))]
        case .integer(let range):
            var members = [JSONMember("type", "integer")]
            if range.lowerBound > Int.min { members.append(JSONMember("minimum", .integer(range.lowerBound))) }
            if range.upperBound < Int.max { members.append(JSONMember("maximum", .integer(range.upperBound))) }
            return members
        case .boolean: return [JSONMember("type", "boolean")]
        case .choice(let words): return [JSONMember("enum", .array(words.map(FileSchema.word)))]
        case .suggestion(let words):
            return [
                JSONMember(
                    "anyOf", .array([.object(FileSchema.choice(words).members), .object(FileSchema.text.members)]))
            ]
        case .share:
            return [
                JSONMember(
                    "anyOf",
                    .array([
                        .object([
                            JSONMember("type", "string"), JSONMember("pattern", "^[0-9]{1,3}(\\.[0-9]+)? ?%?$"),
                        ]),
                        .object([JSONMember("type", "number"), JSONMember("minimum", 0), JSONMember("maximum", 1)]),
                    ]))
            ]
        case .texts:
            return [
                JSONMember(
                    "anyOf", .array([.object(FileSchema.text.members), .object(FileSchema.list(.text).members)]))
            ]
        case .list(let item): return [JSONMember("type", "array"), JSONMember("items", .object(item.members))]
        case .keys(let keys): return FileSchema.object(keys)
        case .named(let item):
            return [JSONMember("type", "object"), JSONMember("additionalProperties", .object(item.members))]
        case .any(let options): return [JSONMember("anyOf", .array(options.map { .object($0.members) }))]
        case .removable(let schema):
            return [JSONMember("anyOf", .array([.object([JSONMember("type", "null")]), .object(schema.members)]))]
        case .definition(let name): return [JSONMember("$ref", .string("#/definitions/\(name)"))]
        case .anything: return []
        case .variant(let base, let key, let variants):
            // The base knows every key that any variant has, so that only what no variant has is refused outright.
            let names = base.map(\.name)
            var more: [FileKey] = []
            for variant in variants {
                for own in variant.keys
                where !names.contains(own.name) && !more.contains(where: { $0.name == own.name }) {
                    more.append(FileKey(own.name, .anything, own.about))
                }
            }
            var members = FileSchema.object(base + more)
            members.append(
                JSONMember(
                    "allOf",
                    .array(
                        variants.map { variant in
                            let condition = JSONValue.object([
                                JSONMember(
                                    "properties",
                                    .object([JSONMember(key, .object([JSONMember("const", .string(variant.word))]))])),
                                JSONMember("required", .strings([key])),
                            ])
                            let result = JSONValue.object([
                                JSONMember(
                                    "properties",
                                    .object(variant.keys.map { JSONMember($0.name, $0.document) }))
                            ])
                            return .object([JSONMember("if", condition), JSONMember("then", result)])
                        })))
            return members
        }
    }

    /// A word as YAML reads it where it stands without quotes.
    private static func word(_ text: String) -> JSONValue {
        text == "true" ? true : text == "false" ? false : Int(text).map { .integer($0) } ?? .string(text)
    }

    private static func object(_ keys: [FileKey]) -> [JSONMember] {
        var members = [
            JSONMember("type", "object"),
            JSONMember("properties", .object(keys.filter { !$0.isPattern }.map { JSONMember($0.name, $0.document) })),
        ]
        let patterns = keys.filter(\.isPattern)
        if !patterns.isEmpty {
            members.append(
                JSONMember("patternProperties", .object(patterns.map { JSONMember($0.name, $0.document) })))
        }
        members.append(JSONMember("additionalProperties", false))
        let required = keys.filter(\.isRequired).map(\.name)
        if !required.isEmpty { members.append(JSONMember("required", .strings(required))) }
        return members
    }
}

/// A key of a YAML file as data.
public struct FileKey: Sendable {
    /// Its name; a pattern where `isPattern`.
    public let name: String
    /// What stands behind it.
    public let schema: FileSchema
    /// What it is for, in a sentence; may be empty.
    public let about: String
    /// Whether a file without it is wrong.
    public let isRequired: Bool
    /// Whether the name is a pattern for names.
    public let isPattern: Bool

    /// Describes a key.
    public init(
        _ name: String, _ schema: FileSchema, _ about: String = "", isRequired: Bool = false, isPattern: Bool = false
    ) {
        self.name = name
        self.schema = schema
        self.about = about
        self.isRequired = isRequired
        self.isPattern = isPattern
    }

    var document: JSONValue {
        // Beside a reference other members are passed over by the standard, so the words come around it.
        if case .definition = schema, !about.isEmpty {
            return .object([
                JSONMember("description", .string(about)), JSONMember("allOf", .array([.object(schema.members)])),
            ])
        }
        return .object((about.isEmpty ? [] : [JSONMember("description", .string(about))]) + schema.members)
    }
}
