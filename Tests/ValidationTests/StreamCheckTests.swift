import Configuration
import Records
import Testing
import Validation

/// Checks of a type, of records elsewhere, and of a stream as a whole.
@Suite struct StreamCheckTests {
    private func compile(_ yaml: String, fields: [String] = ["a.x", "a.y"]) -> (CheckList, [Problem]) {
        var problems: [Problem] = []
        let document = YAMLDocument.parse(text: yaml, name: "m.yaml")
        let list = CheckList.compile(node: document.root ?? .list([]), fieldNames: fields, problems: &problems)
        return (list, problems)
    }

    private func run(_ list: CheckList, _ rows: [[String?]], today: String = "2026-03-02") -> (
        findings: [Finding], stops: [CheckStop]
    ) {
        var counts = CheckCounts(for: list)
        var findings: [Finding] = []
        for (index, row) in rows.enumerated() {
            list.run(ordinal: UInt32(index + 1), counts: &counts, findings: &findings) { field in
                row[field].map { Array($0.utf8)[...] }
            }
        }
        let stops = list.judge(counts, today: today, findings: &findings)
        return (findings, stops)
    }

    @Test(arguments: [
        ("number", "12.50", "12,50"), ("integer", "-3", "3.5"), ("date", "2026-01-31", "31.01.2026"),
        ("timestamp", "2026-01-31T00:00:00.000000Z", "2026-01-31"), ("email", "a@b.example", "a@b@c"),
        ("phone", "+49401234567", "040 123"), ("country", "DE", "Germany"), ("country", "XK", "ZZ"),
        ("currency", "EUR", "€"), ("vat_id", "DE136695976", "DE136695975"), ("region", "US-CA", "CA"),
        ("region", "DE-NI", "DE-XX"), ("iban", "DE89370400440532013000", "DE89370400440532013001"),
        ("iban", "GB82WEST12345698765432", "GB82 WEST 1234 5698 7654 32"),
    ])
    func aValueIsOfItsType(_ type: String, _ right: String, _ wrong: String) {
        let (list, problems) = compile("[{field: a.x, type: \(type)}]")
        #expect(problems.isEmpty)
        let found = run(list, [[right, ""], [wrong, ""], ["", ""]]).findings
        #expect(found.map(\.ordinal) == [2], "\(type)")
        #expect(found.first?.code == "check.type")
    }

    @Test func aReferenceNeedsItsRecordAndAValueItsTable() {
        var (list, problems) = compile("[{field: a.x, exists: true}, {field: a.y, exists: {source: s, column: c}}]")
        #expect(problems.isEmpty)
        for table in list.tables { list.know([Array("17".utf8)], of: table) }
        let found = run(
            list, [["s\u{1F}company\u{1F}17", "17"], ["s\u{1F}company\u{1F}18", "18"], ["#0", ""], [nil, ""]])
        #expect(found.findings.map(\.ordinal) == [2, 2])
        #expect(found.findings.map(\.message) == ["the record that a.x refers to isn't there", "a.y isn't in s, c"])
    }

    @Test func tooFewValuesAreSaidOnceAndStopTheRun() {
        let (list, problems) = compile("[{field: a.x, filled: 75 %}]")
        #expect(problems.isEmpty)
        let full = run(list, [["1", ""], ["2", ""], ["3", ""], ["", ""]])
        #expect(full.findings.isEmpty && full.stops.isEmpty)
        let (findings, stops) = run(list, [["1", ""], ["2", ""], ["", ""], ["", ""], [nil, ""]])
        #expect(findings.map(\.ordinal) == [0])
        #expect(stops.map(\.message) == ["a.x has a value in fewer than 75 % of the rows (2 of 4)"])
    }

    @Test func anOldDeliveryIsNoticedByItsNewestDay() {
        let (list, problems) = compile("[{field: a.x, newest_within: 30 days, severity: warning}]")
        #expect(problems.isEmpty)
        let rows = [["2025-12-01", ""], ["2026-01-31", ""], ["", ""]]
        #expect(run(list, rows, today: "2026-03-02").findings.isEmpty)
        let late = run(list, rows, today: "2026-03-03")
        #expect(late.findings.map(\.value) == ["2026-01-31"])
        #expect(late.stops.isEmpty)
    }

    @Test(arguments: [
        ("[{field: a.x, type: emial}]", "did you mean \"email\"?"),
        ("[{field: a.x, newest_within: soon}]", "needs days, as in 30 days"),
        ("[{fields: [a.x, a.y], exists: true}]", "one \"field\""),
        ("[{field: a.x, exists: {source: s}}]", "\"column\" is missing"),
        ("[{field: a.x, filled: 200 %}]", "needs a share"),
    ])
    func whatIsWrongIsSaid(_ yaml: String, _ words: String) {
        #expect(compile(yaml).1.contains { $0.description.contains(words) }, "\(compile(yaml).1)")
    }

    @Test func laterListsReplaceByNameAndCanBeginAnew() {
        func nodes(_ texts: [String]) -> [YAMLNode] {
            texts.compactMap { YAMLDocument.parse(text: $0, name: "m.yaml").root }
        }
        var problems: [Problem] = []
        let first = "[{field: a.x, required: true, name: one}, {field: a.y, required: true}]"
        let both = CheckList.compile(
            nodes: nodes([first, "[{field: a.y, required: true, name: one}]"]), fieldNames: ["a.x", "a.y"],
            problems: &problems)
        #expect(both.checks.map(\.code) == ["check.required", "check.one"])
        let anew = CheckList.compile(
            nodes: nodes([first, "{inherit: false, rules: [{field: a.x, unique: true}]}"]), fieldNames: ["a.x", "a.y"],
            problems: &problems)
        #expect(anew.checks.map(\.code) == ["check.unique"])
        #expect(problems.isEmpty)
    }
}
