import Configuration
import Records
import Testing
import Validation

@Suite struct UniqueTests {
    private func list(_ text: String) throws -> CheckList {
        var problems: [Problem] = []
        let root = try #require(YAMLDocument.parse(text: text, name: "m.yaml").root)
        let list = CheckList.compile(node: root, fieldNames: ["number", "year"], problems: &problems)
        #expect(problems.isEmpty)
        return list
    }

    /// The findings of a stream whose rows are noted in the order given.
    private func findings(_ list: CheckList, _ rows: [(ordinal: UInt32, number: String, year: String)]) -> [String] {
        var values = UniqueValues()
        var counts = CheckCounts(for: list)
        var findings: [Finding] = []
        for row in rows {
            let fields = [Array(row.number.utf8)[...], Array(row.year.utf8)[...]]
            list.run(ordinal: row.ordinal, counts: &counts, findings: &findings) { fields[$0] }
            list.note(ordinal: row.ordinal, in: &values) { fields[$0] }
        }
        list.finish(values, counts: &counts, findings: &findings)
        return findings.map { "\($0.ordinal) \($0.value): \($0.message)" }
    }

    @Test func everyRowWithARepeatedValueIsNamed() throws {
        let list = try list("- {field: number, unique: true}")
        #expect(list.hasUnique)
        let rows: [(UInt32, String, String)] = [
            (1, "A", ""), (2, "B", ""), (3, "A", ""), (4, "", ""), (5, "", ""), (6, "A", ""), (7, "A", ""),
        ]
        #expect(
            findings(list, rows) == [
                "1 A: number isn't unique, as in records 3, 6 and 1 more",
                "3 A: number isn't unique, as in records 1, 6 and 1 more",
                "6 A: number isn't unique, as in records 1, 3 and 1 more",
                "7 A: number isn't unique, as in records 1, 3 and 1 more",
            ])
    }

    @Test func severalFieldsCountTogether() throws {
        let list = try list("- {fields: [number, year], unique: true}")
        let rows: [(UInt32, String, String)] = [
            (1, "ab", "c"), (2, "a", "bc"), (3, "ab", "c"), (4, "ab", ""), (5, "ab", ""),
        ]
        #expect(
            findings(list, rows) == [
                "1 : number + year isn't unique, as in record 3", "3 : number + year isn't unique, as in record 1",
            ])
    }

    @Test func theOrderOfTheRowsDecidesNothing() throws {
        let list = try list("- {field: number, unique: true}\n- {field: year, unique: true, severity: warning}")
        let seed = UInt64.random(in: 0...UInt64.max)
        var state = seed
        func next(_ bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        let rows = (1...3000).map { (UInt32($0), "n\(next(2500))", "y\(next(40000))") }
        var shuffled = rows
        for index in stride(from: rows.count - 1, to: 0, by: -1) {
            shuffled.swapAt(index, Int(next(UInt64(index + 1))))
        }
        let expected = findings(list, rows)
        #expect(expected.count > 500)
        #expect(findings(list, shuffled) == expected, "seed \(seed)")
        // Against a plain dictionary.
        let repeated = Dictionary(grouping: rows, by: \.1).values.filter { $0.count > 1 }.joined().count
        let repeatedYears = Dictionary(grouping: rows, by: \.2).values.filter { $0.count > 1 }.joined().count
        #expect(expected.count == repeated + repeatedYears, "seed \(seed)")
    }

    @Test func checksDoNotMixTheirValues() throws {
        let list = try list("- {field: number, unique: true}\n- {field: year, unique: true}")
        let rows = (1...2000).map { (ordinal: UInt32($0), number: "v\($0)", year: "v\($0)") }
        #expect(findings(list, rows).isEmpty)
    }

    @Test func repeatedRowsCountAsRowsWithErrorsOnce() throws {
        let list = try list(
            "stop_above: 40 %\nrules:\n  - {field: number, unique: true}\n  - {field: year, unique: true}\n")
        var values = UniqueValues()
        var counts = CheckCounts(for: list)
        var findings: [Finding] = []
        for row: UInt32 in 1...4 {
            let value = row <= 2 ? Array("same".utf8) : Array("\(row)".utf8)
            list.run(ordinal: row, counts: &counts, findings: &findings) { _ in value[...] }
            list.note(ordinal: row, in: &values) { _ in value[...] }
        }
        #expect(values.count == 6)
        list.finish(values, counts: &counts, findings: &findings, rejected: [1])
        #expect(counts.failures == [2, 2])
        #expect(counts.rowsWithErrors == 1)
        #expect(findings.map(\.ordinal) == [1, 1, 2, 2])
        #expect(list.stops(counts).isEmpty)
    }
}
