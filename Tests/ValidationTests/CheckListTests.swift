import Configuration
import Records
import Testing
import Validation

/// The fields that the tests' rows have.
private let names = ["name", "email", "phones", "vat_id", "issued_on", "due_on", "gross", "street", "city", "country"]

@Suite struct CheckListTests {
    /// Compiles a list that must be right.
    private func compile(_ text: String) throws -> CheckList {
        let document = YAMLDocument.parse(text: text, name: "m.yaml")
        var problems = document.problems
        let list = CheckList.compile(
            node: try #require(document.root), fieldNames: names, listFields: ["phones"], columns: [3, nil, 5],
            problems: &problems)
        #expect(problems.isEmpty, "\(problems)")
        return list
    }

    /// The problems of a list that is wrong.
    private func problems(_ text: String) -> [String] {
        let document = YAMLDocument.parse(text: text, name: "m.yaml")
        var problems = document.problems
        _ = CheckList.compile(node: document.root ?? .list([]), fieldNames: names, problems: &problems)
        return problems.map(\.description)
    }

    /// Runs a list over one row and gives the findings.
    private func run(_ list: CheckList, _ row: [String: String?]) -> [Finding] {
        var counts = CheckCounts(for: list)
        var findings: [Finding] = []
        list.run(ordinal: 7, counts: &counts, findings: &findings) { field in
            guard let value = row[names[field], default: ""] else { return nil }
            return Array(value.utf8)[...]
        }
        return findings
    }

    @Test func requiredWantsAValueInEveryField() throws {
        let list = try compile("- {fields: [name, city], required: true}")
        #expect(run(list, ["name": "a", "city": "b"]).isEmpty)
        let findings = run(list, ["name": "a"])
        #expect(findings.count == 1)
        #expect(findings.first?.code == "check.required")
        #expect(findings.first?.severity == .error)
        #expect(findings.first?.ordinal == 7)
        #expect(findings.first?.message == "city is missing")
        #expect(run(list, ["name": nil, "city": nil]).isEmpty)
    }

    @Test func patternsMatchTheWholeValue() throws {
        let list = try compile(
            "- {field: vat_id, pattern: 'DE[0-9]{9}', severity: warning, message: no German VAT id, fix: ask}")
        #expect(run(list, ["vat_id": "DE123456789"]).isEmpty)
        #expect(run(list, [:]).isEmpty)
        let finding = try #require(run(list, ["vat_id": "xDE123456789"]).first)
        #expect(finding.message == "no German VAT id")
        #expect(finding.remedy == "ask")
        #expect(finding.severity == .warning)
        #expect(finding.value == "xDE123456789")
    }

    @Test func aListFieldIsCheckedValueByValue() throws {
        let list = try compile("- {field: phones, pattern: '\\+[0-9]+'}")
        #expect(run(list, ["phones": "+49\n+43"]).isEmpty)
        let finding = try #require(run(list, ["phones": "+49\nx\n+43"]).first)
        #expect(finding.value == "x")
        #expect(finding.column == 5)
    }

    @Test func oneOfKnowsItsWords() throws {
        let list = try compile("- {field: country, one_of: [DE, AT]}")
        #expect(run(list, ["country": "AT"]).isEmpty)
        #expect(run(list, ["country": "at"]).map(\.message) == ["country is none of AT, DE"])
    }

    @Test(arguments: [
        (
            "{from: 0, to: 100.50}", ["0", "100.5", "100.50", "-0.00", "007", "99.99"],
            ["-0.01", "100.51", "1000", "abc", "1e1"]
        ),
        ("{from: -5}", ["-5", "-4.99", "12345678901234567890123"], ["-5.01", "-50", "2024-01-01"]),
        (
            "{from: 2000-01-01, to: 2024-12-31}", ["2000-01-01", "2024-12-31", "2024-12-31T23:59:59.000000Z"],
            ["1999-12-31", "2025-01-01", "x", "20"]
        ),
    ])
    func rangesAreExact(_ range: String, _ good: [String], _ bad: [String]) throws {
        let list = try compile("- {field: gross, range: \(range)}")
        for value in good { #expect(run(list, ["gross": value]).isEmpty, "\(value)") }
        for value in bad { #expect(run(list, ["gross": value]).count == 1, "\(value)") }
    }

    @Test func lengthsCountCharacters() throws {
        let list = try compile("- {field: name, length: {from: 2, to: 4}}")
        for good in ["üß", "abcd", "漢字漢字"] { #expect(run(list, ["name": good]).isEmpty) }
        for bad in ["ü", "abcde"] {
            #expect(run(list, ["name": bad]).map(\.message) == ["name doesn't have 2 to 4 characters"])
        }
    }

    @Test(arguments: [
        ("before", ["2024-01-01", "2024-01-02"], ["2024-01-02", "2024-01-02"]),
        ("not_after", ["2024-01-02", "2024-01-02"], ["2024-01-03", "2024-01-02"]),
        ("after", ["2024-01-03T08:00:00.000000Z", "2024-01-02"], ["2024-01-02T08:00:00.000000Z", "2024-01-02"]),
        ("not_before", ["5", "-10"], ["-11", "-10"]), ("same_as", ["1.50", "1.5"], ["a", "b"]),
        ("not_equal", ["a", "b"], ["0", "-0.0"]), ("before", ["9.99", "10"], ["10", "9.99"]),
        ("before", ["", "1"], ["a", "b"]),
        ("before", ["1", ""], ["1", "2024-01-01"]),
    ])
    func twoFieldsAreCompared(_ word: String, _ good: [String], _ bad: [String]) throws {
        let list = try compile("- {field: issued_on, \(word): due_on}")
        #expect(run(list, ["issued_on": good[0], "due_on": good[1]]).isEmpty)
        #expect(run(list, ["issued_on": bad[0], "due_on": bad[1]]).count == 1)
    }

    @Test func togetherMeansAllOrNone() throws {
        let list = try compile("- {fields: [street, city], together: true}")
        #expect(run(list, [:]).isEmpty)
        #expect(run(list, ["street": "a", "city": "b"]).isEmpty)
        #expect(
            run(list, ["street": "a"]).map(\.message) == ["city is missing, though street, city belong together"])
        #expect(run(list, ["street": "a", "city": nil]).isEmpty)
    }

    @Test func aConditionDecidesWhereACheckApplies() throws {
        let list = try compile(
            """
            - {field: vat_id, required: true, when: {field: country, is: DE}}
            - {field: city, required: true, when: {field: street, present: true}}
            - {field: email, required: true, when: {field: country, is_not: [DE, AT]}}
            """)
        #expect(
            run(list, ["country": "DE", "street": "a"]).map(\.message) == ["vat_id is missing", "city is missing"])
        #expect(run(list, ["country": "AT"]).isEmpty)
        #expect(run(list, ["country": "FR"]).map(\.message) == ["email is missing"])
    }

    @Test func aLongValueIsCutBetweenCharacters() throws {
        let list = try compile("- {field: name, length: {to: 1}}")
        let finding = try #require(run(list, ["name": "a" + String(repeating: "ü", count: 150)]).first)
        #expect(finding.value.utf8.count == 199)
        #expect(finding.value.hasSuffix("ü"))
        #expect(finding.column == 3)
    }

    @Test func theGravestSeverityIsGiven() throws {
        let list = try compile(
            "- {field: name, required: true, severity: note}\n- {field: city, required: true, severity: warning}")
        var counts = CheckCounts(for: list)
        var findings: [Finding] = []
        #expect(list.run(ordinal: 1, counts: &counts, findings: &findings) { _ in [] } == .warning)
        #expect(list.run(ordinal: 2, counts: &counts, findings: &findings) { _ in [65] } == nil)
        #expect(counts.rows == 2)
        #expect(counts.rowsWithErrors == 0)
        #expect(counts.failures == [1, 1])
    }

    @Test func thresholdsStopOnlyAboveTheirShare() throws {
        let list = try compile(
            """
            stop_above: 5 %
            rules:
              - {field: name, required: true}
              - {field: city, required: true, severity: warning, name: city-known, stop_above: 50 %}
            """)
        func counts(_ bad: Int, _ noCity: Int, of rows: Int) -> CheckCounts {
            var all = CheckCounts(for: list)
            for row in 0..<rows {
                var batch = CheckCounts(for: list)
                var findings: [Finding] = []
                list.run(ordinal: UInt32(row), counts: &batch, findings: &findings) { field in
                    (field == 0 && row < bad) || (field == 8 && row < noCity) ? [] : [65]
                }
                all.add(batch)
            }
            return all
        }
        #expect(list.stops(counts(5, 50, of: 100)).isEmpty)
        #expect(list.stops(counts(0, 0, of: 0)).isEmpty)
        let stops = list.stops(counts(6, 51, of: 100))
        #expect(
            stops.map(\.message) == [
                "6 of 100 rows have errors; at most 5 % may", "51 of 100 rows fail check.city-known; at most 50 % may",
            ])
        #expect(stops.map(\.place.line) == [1, 4])
    }

    @Test func everyRuleIsDescribedAndCompiles() throws {
        let values = [
            "true", "x", "[a]", "{from: 1}", "{from: 1}", "true", "true", "date", "true", "90 %", "30 days", "name",
            "name", "name", "name", "name", "name",
        ]
        #expect(CheckList.rules.count == values.count)
        for (rule, value) in zip(CheckList.rules, values) {
            let fields = rule.word == "together" ? "fields: [city, name]" : "field: city"
            let list = try compile("- {\(fields), \(rule.word): \(value)}")
            #expect(list.checks.map(\.rule) == [rule.word])
        }
    }

    @Test func mistakesAreReportedWithPlaceAndRemedyAllAtOnce() {
        let found = problems(
            """
            - {feild: name, required: true}
            - {field: nmae, required: true}
            - {field: name}
            - {field: name, required: true, unique: true}
            - {field: name, pattern: '('}
            - {field: gross, range: {from: 10, to: 5}}
            - {field: gross, range: {from: 10, to: 2024-01-01}}
            - {field: gross, range: {from: ten}}
            - {field: name, required: false}
            - {field: name, requird: true}
            - {field: name, same_as: name}
            - {field: name, one_of: []}
            - {field: name, together: true}
            - {field: name, required: true, severity: fatal}
            - {field: name, length: {from: 5, to: 2}}
            - {field: name, required: true, when: {field: city}}
            - {field: name, required: true, name: x}
            - {field: city, required: true, name: x}
            - {field: name, fields: [city], required: true}
            - {fields: [name, city], before: gross}
            - {field: name, after: [city]}
            - {field: name, range: {}}
            - text
            """)
        let wanted = [
            "m.yaml:1:3: a check needs \"field\" or \"fields\"",
            "m.yaml:1:4: unknown key \"feild\"; did you mean \"field\"?",
            "m.yaml:2:11: the mapping fills no field \"nmae\"; did you mean \"name\"?",
            "m.yaml:3:3: a check needs a rule",
            "m.yaml:4:3: a check has one rule, this has required, unique", "m.yaml:5:26: \"pattern\" is no pattern",
            "m.yaml:6:40: \"to\" is less than \"from\"",
            "m.yaml:7:40: \"to\" and \"from\" must both be numbers or both dates",
            "m.yaml:8:32: \"from\" needs a number", "m.yaml:9:27: \"required\" needs true",
            "m.yaml:5:26: \"pattern\" is no pattern: missing )",
            "m.yaml:10:17: unknown key \"requird\"; did you mean \"required\"?",
            "m.yaml:11:26: \"same_as\" compares the field with itself",
            "m.yaml:12:25: \"one_of\" needs a list of texts",
            "m.yaml:13:27: \"together\" needs two", "m.yaml:14:43: \"severity\" needs one of error, warning, note",
            "m.yaml:15:39: \"to\" is less than", "m.yaml:16:39: \"when\" needs one of present, is, is_not",
            "m.yaml:18:3: the name \"x\" is taken", "m.yaml:19:25: \"fields\" stands beside \"field\"",
            "m.yaml:20:34: \"before\" compares one \"field\" with another",
            "m.yaml:21:24: \"after\" needs a field's name",
            "m.yaml:22:24: \"range\" needs \"from\", \"to\" or both", "m.yaml:23:3: needs a mapping",
        ]
        for text in wanted {
            #expect(found.contains { $0.hasPrefix(text) }, "\(text)\n\(found.joined(separator: "\n"))")
        }
        #expect(!found.contains { $0.hasPrefix("m.yaml:10:3:") })
        #expect(problems("just text").count == 1)
        #expect(problems("rules: []\nstop_above: 200 %").count == 1)
        #expect(problems("[]").isEmpty)
    }
}
