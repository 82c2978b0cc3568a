import Configuration
import Mapping
import Records
import Testing

/// Several records of one row: numbered groups of columns, the parts of a cell, columns of one kind.
@Suite struct EachTests {
    private let lines = """
        version: 1
        records:
          order:
            entity: orders
            key: No
            fields: {number: No}
          line:
            entity: order_lines
            key: No
            each: {from: 1, to: 4}
            when: {column: "Menge #", present: true}
            fields:
              order: {record: order}
              sku: "Artikel #"
              quantity: "Menge #"
        """

    @Test func aGroupOfColumnsMakesARecordForEachThatIsThere() throws {
        let mapped = try Mapped(
            lines, columns: ["No", "Artikel 1", "Menge 1", "Artikel 2", "Menge 2", "Artikel 3", "Menge 3"],
            rows: [["7", "A", "1", "", "", "C", "3"], ["8", "", "", "B", "2", "", ""]])
        #expect(mapped.values("line.sku") == ["A", "C", "B"])
        #expect(mapped.values("line.quantity") == ["1", "3", "2"])
        // Known by the group's own number, so that a line that is left out moves no other.
        #expect(mapped.keys("line") == ["7/1", "7/3", "8/2"])
        #expect(mapped.texts("line.order") == ["#0", "#0", "#0"])
    }

    @Test func aMisspeltGroupIsToldTheNearestColumn() throws {
        let mapping = try Bench.mapping(lines)
        let fault = #expect(throws: BindingFault.self) {
            try MappingProgram(mapping, sourceName: "list", columns: ["No", "Artikle 1", "Menge 1"])
        }
        #expect(fault.map { "\($0)" }?.contains("\"Artikel 1\" (did you mean \"Artikle 1\"?)") == true)
    }

    @Test func theNumberCanStandInTheKey() throws {
        let mapped = try Mapped(
            """
            version: 1
            records:
              person:
                entity: contacts
                key: "Nr #"
                each: {from: 1, to: 2}
                fields: {full_name: "Name #", phone: "Tel #"}
            """, columns: ["Nr 1", "Name 1", "Tel 1", "Nr 2", "Name 2", "Tel 2"],
            rows: [["a", "Anna Kern", "", "b", "Bo Lind", ""]])
        #expect(mapped.keys("person") == ["a", "b"])
        #expect(mapped.values("person.family_name") == ["Kern", "Lind"])
    }

    @Test func thePartsOfACellMakeARecordEach() throws {
        let mapped = try Mapped(
            """
            version: 1
            records:
              company: {entity: accounts, key: K, fields: {name: N}}
              person:
                entity: contacts
                key: K
                each: {column: P, split: ";"}
                fields: {full_name: {item: true}, account: {record: company}}
            """, columns: ["K", "N", "P"],
            rows: [["1", "Quadrat GmbH", "Anna Kern; ;Bo Lind"], ["2", "Kreis AG", ""]])
        #expect(mapped.values("person.full_name") == ["Anna Kern", "Bo Lind"])
        // Known by what they are made for: another order in the cell changes nothing.
        #expect(mapped.keys("person") == ["1/Anna Kern", "1/Bo Lind"])
    }

    @Test func columnsOfOneKindMakeARecordEach() throws {
        let mapped = try Mapped(
            """
            version: 1
            records:
              customer: {entity: contacts, key: M, fields: {email: M}}
              consent:
                entity: consents
                each: {columns: [Mail ok, Post ok]}
                fields: {contact: {record: customer}, status: {item: true, values: yes-no}, channel: {text: email}}
            values:
              yes-no: {j: opt_in, n: opt_out}
            """, columns: ["M", "Mail ok", "Post ok"], rows: [["a@b.example", "j", "n"]])
        #expect(mapped.values("consent.status") == ["opt_in", "opt_out"])
    }

    @Test func checksLookAtEveryOneOfThem() throws {
        let mapped = try Mapped(
            lines + "\nchecks:\n  - {field: line.sku, required: true}\n  - {field: order.number, pattern: \"[0-9]+\"}",
            columns: ["No", "Artikel 1", "Menge 1", "Artikel 2", "Menge 2"],
            rows: [["7", "A", "1", "", "2"], ["x", "A", "1", "B", "2"]])
        #expect(mapped.codes == ["check.required", "check.pattern"])
        #expect(mapped.batch.findings.map(\.ordinal) == [1, 2])
    }

    @Test(arguments: [
        ("each: {to: 3}", "\"each\" counts, but no column"), ("each: {from: 4, to: 3}", "\"to\" is less than"),
        ("each: {of: 3}", "\"each\" needs to say what there are several of"),
        ("each: {column: A}", "\"split\" is missing"),
    ])
    func whatIsWrongIsSaid(_ each: String, _ words: String) {
        let found = Bench.parse(
            "version: 1\nrecords:\n  it:\n    entity: contacts\n    \(each)\n    fields: {email: A}"
        ).problems
        #expect(found.contains { $0.description.contains(words) }, "\(found)")
    }
}
