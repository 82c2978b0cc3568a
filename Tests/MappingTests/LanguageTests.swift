import Configuration
import Mapping
import Records
import Testing
import Validation

/// What a mapping inherits, takes away and looks up.
@Suite struct LanguageTests {
    private let library = [
        "shop": """
        version: 1
        extends: base
        records:
          person:
            fields: {phone: Phone, given_name: First}
        checks:
          - {field: person.email, required: true, name: mail}
        """,
        "base": """
        version: 1
        records:
          company: {entity: accounts, fields: {name: Company}}
          person: {entity: contacts, fields: {email: Email, phone: Tel, family_name: Last}}
        values:
          status: {A: active}
        filters:
          - {when: {column: Test, is: "1"}, reason: a test}
        checks:
          - {field: company.name, length: {to: 10}}
        """,
    ]

    @Test func mappingsExtendOverSeveralLevelsAndTheNearestWins() throws {
        let mapping = try Bench.mapping(
            "version: 1\nextends: shop\nrecords: {person: {fields: {email: Mail}}}", library: library)
        #expect(mapping.records.map(\.name) == ["company", "person"])
        let fields = Dictionary(uniqueKeysWithValues: mapping.records[1].fields.map { ($0.field, $0.columns) })
        #expect(fields == ["email": ["Mail"], "phone": ["Phone"], "family_name": ["Last"], "given_name": ["First"]])
        #expect(mapping.checks.checks.map(\.code) == ["check.length", "check.mail"])
    }

    @Test func recordsFieldsValueMapsAndFiltersCanBeTakenAway() throws {
        let mapping = try Bench.mapping(
            """
            version: 1
            extends: shop
            records:
              company: ~
              person: {fields: {phone: ~}}
            values: {status: ~}
            filters:
              - {when: never, reason: a test}
            checks:
              inherit: false
              rules:
                - {field: person.email, required: true}
            """, library: library)
        #expect(mapping.records.map(\.name) == ["person"])
        #expect(!mapping.records[0].fields.contains { $0.field == "phone" })
        #expect(mapping.valueMaps.isEmpty && mapping.filters.isEmpty)
        #expect(mapping.checks.checks.map(\.code) == ["check.required"])
    }

    @Test func aCheckOfTheSameNameTakesTheInheritedOnesPlace() throws {
        let mapping = try Bench.mapping(
            "version: 1\nextends: shop\nchecks:\n  - {field: person.email, required: true, name: mail, severity: note}",
            library: library)
        #expect(mapping.checks.checks.map(\.severity) == [.error, .note])
    }

    @Test func mappingsThatExtendEachOtherInACircleAreRefused() {
        let found = Bench.parse("extends: a", library: ["a": "extends: b", "b": "extends: a"]).problems
        #expect(found.contains { $0.description.contains("more than 8 deep; does one of them extend itself?") })
    }

    @Test func aNewerVersionIsToldApartFromAWrongOne() {
        #expect(Bench.parse("version: 2").problems.contains { $0.description.contains("newer than this program") })
        #expect(Bench.parse("version: x").problems.contains { $0.description.contains("needs 1, has \"x\"") })
    }

    @Test func alternativesAreTriedInTheirOrder() throws {
        let mapped = try Mapped(
            """
            version: 1
            records:
              invoice:
                entity: invoices
                fields:
                  number: No
                  gross:
                    - {column: Betrag, when: {column: Art, contains: gut}, transforms: [negate]}
                    - Betrag
            """, columns: ["No", "Art", "Betrag"],
            rows: [["1", "Gutschrift", "12.50"], ["2", "Rechnung", "12.50"], ["3", "GUTSCHRIFT", "3"]])
        #expect(mapped.values("invoice.gross") == ["-12.5", "12.5", "-3"])
    }

    @Test func columnsAreComparedWithEachOther() throws {
        let mapped = try Mapped(
            Bench.contact("email: A\nphone: {column: P, when: {not: {column: P, same_as: Q}}}"),
            columns: ["A", "P", "Q"],
            rows: [["a@b.example", "+49 40 1234567", "+49 40 1234567 "], ["c@d.example", "+49 40 1234567", ""]])
        #expect(mapped.values("it.phone") == ["", "+49401234567"])
    }

    @Test func aLookupTakesACellOfAnotherSource() throws {
        let yaml = Bench.account(
            "name: {column: No, transforms: [digits], lookup: {source: firms, key: Id, take: Name}}")
        let mapping = try Bench.mapping(yaml)
        let lookup = try #require(mapping.lookups.first)
        #expect(lookup == Lookup(source: "firms", key: ["Id"], take: "Name"))
        var table = LookupTable()
        table.add(Array("17".utf8), Array("Quadrat".utf8))
        table.add(Array("17".utf8), Array("never".utf8))
        let program = try MappingProgram(mapping, sourceName: "list", columns: ["No"], lookups: [lookup: table])
        let mapped = MappingWorker(program).map(Bench.batch(1, [["K-17"], ["18"]]))
        #expect(mapped.records[0].fields.text(0, 0) == "Quadrat")
        #expect(mapped.findings.map(\.code) == ["lookup.missing", "row.empty"])
        #expect(mapped.findings[0].message.contains("firms has no row with this in Id"))
    }

    @Test func customFieldsCanBeChecked() throws {
        let mapped = try Mapped(
            Bench.account("name: F\ncustom.Rabatt: {column: R, type: number}\ncustom.Code: C")
                + "checks:\n  - {field: it.custom.Rabatt, range: {to: 50}}\n  - {field: it.custom.Code, pattern: \"[A-Z]+\"}",
            columns: ["F", "R", "C"], rows: [["a GmbH", "20", "AB"], ["b GmbH", "60", "AB"], ["c GmbH", "", "a\"b"]])
        #expect(mapped.codes == ["check.range", "check.pattern"])
        #expect(mapped.batch.findings.map(\.value) == ["60", "a\"b"])
    }

    @Test(arguments: [
        ("given: {Naem: x}", "the mapping reads no column \"Naem\"; did you mean \"Name\"?"),
        ("gives: {it.emial: x}", "the mapping fills no field \"it.emial\"; did you mean \"it.email\"?"),
    ])
    func anExamplesNamesAreChecked(_ example: String, _ words: String) {
        let found = Bench.parse(Bench.contact("email: Mail\nfamily_name: Name") + "examples:\n  - \(example)\n")
            .problems
        #expect(found.contains { $0.description.contains(words) }, "\(found)")
    }
}
