import Configuration
import Mapping
import Testing

/// The schema that editors check mappings with knows the keys that the parser knows, no more and no fewer.
@Suite struct MappingSchemaTests {
    /// The keys that the parser says it knows where one stands that it doesn't: of several texts all of them together.
    private func known(_ texts: [String]) -> Set<String> {
        var keys: Set<String> = []
        for text in texts {
            for problem in Bench.parse(text).problems where problem.message == "unknown key \"zzz\"" {
                let list = problem.remedy.replacing("known keys are ", with: "")
                keys.formUnion(list.split(separator: ",").map { String($0.drop { $0 == " " }) })
            }
        }
        return keys
    }

    private func keys(_ schema: FileSchema) -> Set<String> {
        switch schema {
        case .keys(let keys): Set(keys.filter { !$0.isPattern }.map(\.name))
        case .variant(let base, _, let variants): Set(base.map(\.name)).union(variants[0].keys.map(\.name))
        case .any(let options): options.reduce(into: []) { $0.formUnion(keys($1)) }
        case .list(let item): keys(item)
        case .removable(let inner): keys(inner)
        default: []
        }
    }

    private func definition(_ name: String) -> FileSchema {
        MappingSchema.definitions.first { $0.name == name }?.schema ?? .anything
    }

    @Test func theFilesOwnKeys() {
        #expect(known(["zzz: 1"]) == keys(MappingSchema.file))
    }

    @Test func aRecordsKeys() {
        #expect(
            known(["records: {r: {entity: accounts, zzz: 1, fields: {name: A}}}"]) == keys(definition("record")))
    }

    @Test func aValuesKeys() {
        func field(_ braces: String) -> String { "records: {r: {entity: accounts, fields: {custom.x: \(braces)}}}" }
        #expect(
            known([
                field("{column: A, zzz: 1}"), field("{columns: [A], join: x, zzz: 1}"), field("{text: A, zzz: 1}"),
                field("{source: s, by: f, column: A, zzz: 1}"), field("{source: s, record: r, key: A, zzz: 1}"),
            ]) == keys(definition("value")))
    }

    @Test func aConditionsKeys() {
        func when(_ braces: String) -> String { "filters: [{reason: x, when: \(braces)}]" }
        #expect(
            known([
                when("{column: A, from: 1, zzz: 1}"), when("{all: [], zzz: 1}"), when("{any: [], zzz: 1}"),
                when("{not: {column: A, present: true}, zzz: 1}"),
            ])
                == keys(definition("condition")))
    }

    @Test func theConventionsKeys() {
        #expect(known(["read: {zzz: 1}"]) == keys(definition("conventions")))
    }

    @Test func aChecksKeys() {
        // A check with an unknown key says what rules there are; its own keys are the rest.
        let text =
            "records: {r: {entity: accounts, fields: {name: A}}}\nchecks: [{field: r.name, required: true, zzz: 1}]"
        #expect(known([text]) == keys(definition("check")))
    }

    @Test func everyTransformIsInIt() throws {
        guard case .any(let options) = definition("transform") else {
            Issue.record("no transforms")
            return
        }
        var names: Set<String> = []
        for option in options {
            if case .choice(let words) = option { names.formUnion(words) } else { names.formUnion(keys(option)) }
        }
        #expect(names == Set(Transform.catalogue.map(\.name)))
    }
}
