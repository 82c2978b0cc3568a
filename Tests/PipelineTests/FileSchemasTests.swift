import CRM
import Configuration
import Delimited
import Foundation
import Testing

@testable import Pipeline

/// The schemas that editors check files with know the keys that the parsers know, at every depth, no more and no fewer.
@Suite struct FileSchemasTests {
    /// A file's parser: what is wrong with a text.
    private typealias Parser = (String) throws -> [Problem]

    private let schemas = FileSchemas(connectors: ConnectorList([DelimitedConnector()]))

    /// Walks a schema and holds each list of keys against the parser's. Gives the places where the parser lists none.
    private func walk(
        _ schema: FileSchema, _ path: String, _ wrap: (String) -> String, _ parse: Parser,
        definitions: [String: FileSchema] = [:], names: [String: String] = [:], visited: inout Int
    ) throws -> [String] {
        var without: [String] = []
        func deeper(_ schema: FileSchema, _ name: String, _ inner: (String) -> String) throws {
            without += try walk(
                schema, path.isEmpty ? name : name.isEmpty ? path : "\(path).\(name)", inner, parse,
                definitions: definitions, names: names, visited: &visited)
        }
        func compare(_ keys: [FileKey]) throws {
            let problems = try parse(wrap("{zzz: 1}"))
            let known = problems.first { $0.message == "unknown key \"zzz\"" }.map { problem in
                Set(
                    problem.remedy.replacing("known keys are ", with: "").split(separator: ",")
                        .map { String($0.drop { $0 == " " }) })
            }
            if let known {
                visited += 1
                #expect(known == Set(keys.map(\.name)), "\(path)")
            } else {
                without.append(path)
            }
            for key in keys where names["only below \(path)"] == nil || names["only below \(path)"] == key.name {
                let others = keys.filter { $0.isRequired && $0.name != key.name }.map { "\($0.name): x, " }.joined()
                try deeper(key.schema, key.name) { wrap("{\(others)\(key.name): \($0)}") }
            }
        }
        switch schema {
        case .keys(let keys): try compare(keys.filter { !$0.isPattern })
        case .variant(let base, _, let variants): try compare(base + variants[0].keys)
        case .list(let item): try deeper(item, "") { wrap("[\($0)]") }
        case .named(let item):
            let name = names[path] ?? "x"
            try deeper(item, "") { wrap("{\(name): \($0)}") }
        case .any(let options): for option in options { try deeper(option, "", wrap) }
        case .removable(let inner): try deeper(inner, "", wrap)
        case .definition(let name): if let inner = definitions[name] { try deeper(inner, "", wrap) }
        default: break
        }
        return without
    }

    @Test func theProjectsKeys() throws {
        let folder = try Folder()
        var visited = 0
        let without = try walk(
            schemas.project, "", { $0 },
            { text in
                try folder.write("customary.yaml", text + "\n")
                do throws(ConfigurationFault) {
                    _ = try Project.read(folder: folder.path)
                    return []
                } catch {
                    guard case .invalid(let problems) = error else { return [] }
                    return problems
                }
            }, visited: &visited)
        // What a connector reads by is checked when the source is read, by the connector's own list.
        #expect(without == ["sources.deliveries.options"])
        #expect(visited >= 11)
    }

    @Test func aTargetSchemasKeys() throws {
        var visited = 0
        let without = try walk(
            schemas.target, "", { $0 },
            { text in
                do throws(ConfigurationFault) {
                    _ = try TargetSchema.read(text: text + "\n", name: "other.yaml")
                    return []
                } catch {
                    guard case .invalid(let problems) = error else { return [] }
                    return problems
                }
            }, definitions: Dictionary(uniqueKeysWithValues: schemas.targetDefinitions.map { ($0.name, $0.schema) }),
            names: ["only below places": "accounts", "places.accounts.columns": "name"], visited: &visited)
        // Tables are told with a sentence of their own.
        #expect(without == ["places"])
        #expect(visited >= 14)
    }
}
