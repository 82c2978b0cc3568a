import Foundation

/// Holds a JSON document against a JSON Schema, as far as those of `Schemas/answers` go: `type`, `enum`, `properties`, `required`,
/// `additionalProperties`, `items`, `anyOf`. A schema that says anything else is a finding of its own.
enum SchemaCheck {
    private static let known: Set<String> = [
        "$schema", "title", "description", "type", "enum", "properties", "required", "additionalProperties", "items",
        "anyOf",
    ]

    /// What is wrong with a document, each with its place; empty when it is as the schema says.
    static func problems(_ document: Any, _ schema: [String: Any], at place: String = "$") -> [String] {
        var found = schema.keys.filter { !known.contains($0) }.map {
            "\(place): the schema says \($0), which nobody checks"
        }
        if let several = schema["anyOf"] as? [[String: Any]] {
            let each = several.map { problems(document, $0, at: place) }
            if !each.contains(where: \.isEmpty) {
                found += each.min { $0.count < $1.count } ?? ["\(place): nothing is allowed"]
            }
        }
        if let words = schema["enum"] as? [String], !words.contains(where: { $0 == document as? String }) {
            found.append("\(place): \(document) is none of \(words)")
        }
        if let type = schema["type"] as? String, !isA(type, document) { return found + ["\(place): is no \(type)"] }
        if let object = document as? [String: Any] {
            let properties = schema["properties"] as? [String: [String: Any]] ?? [:]
            for name in schema["required"] as? [String] ?? [] where object[name] == nil {
                found.append("\(place): has no \(name)")
            }
            for (name, value) in object.sorted(by: { $0.key < $1.key }) {
                if let property = properties[name] {
                    found += problems(value, property, at: "\(place).\(name)")
                } else if let item = schema["additionalProperties"] as? [String: Any] {
                    found += problems(value, item, at: "\(place).\(name)")
                } else if schema["additionalProperties"] as? Bool == false {
                    found.append("\(place): has \(name), which the schema doesn't know")
                }
            }
        }
        if let list = document as? [Any], let item = schema["items"] as? [String: Any] {
            for (index, value) in list.enumerated() { found += problems(value, item, at: "\(place)[\(index)]") }
        }
        return found
    }

    private static func isA(_ type: String, _ value: Any) -> Bool {
        let number = value as? NSNumber
        // A switch comes as a number, too, of another kind.
        let isSwitch = number.map { String(cString: $0.objCType) == "c" } ?? false
        return switch type {
        case "null": value is NSNull
        case "boolean": isSwitch
        case "string": value is String
        case "integer": !isSwitch && number.map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
        case "number": !isSwitch && number != nil
        case "array": value is [Any]
        case "object": value is [String: Any]
        default: false
        }
    }
}
