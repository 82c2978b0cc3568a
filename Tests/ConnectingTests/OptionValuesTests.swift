import Connecting
import Testing

@Suite struct OptionValuesTests {
    private let description = ConnectorDescription(
        name: "delimited", summary: "text", endings: ["csv"],
        options: [
            OptionDescription("encoding", .choice(["utf-8", "windows-1252"]), "how bytes become letters"),
            OptionDescription("header_row", .integer(0...1_000), standard: "1", "the header's line"),
            OptionDescription("delimiter", .text, "what parts cells"),
            OptionDescription("trim", .boolean, standard: "false", "takes spaces off"),
        ])

    @Test func goodValuesHaveNoProblems() {
        let values = OptionValues([
            "encoding": "utf-8", "header_row": "0", "delimiter": ";", "trim": "true",
        ])
        #expect(values.problems(for: description).isEmpty)
        #expect(OptionValues().problems(for: description).isEmpty)
    }

    @Test func anUnknownOptionIsNamedWithThoseThatThereAre() {
        let problems = OptionValues(["headerrow": "1"]).problems(for: description)
        #expect(problems.map(\.name) == ["headerrow"])
        #expect(problems.first?.message.contains("encoding, header_row, delimiter, trim") == true)
        #expect(problems.first?.message.contains("delimited") == true)
    }

    @Test(arguments: ["-1", "1001", "one", "", "1.0", "99999999999999999999"])
    func aNumberOutsideItsBoundsIsAProblem(_ value: String) {
        let problems = OptionValues(["header_row": value]).problems(for: description)
        #expect(problems.map(\.message) == ["needs a whole number from 0 to 1000"])
    }

    @Test func wordsAndSwitchesAreTakenLiterally() {
        #expect(
            OptionValues(["encoding": "UTF-8"]).problems(for: description).map(\.message) == [
                "needs one of utf-8, windows-1252"
            ])
        #expect(OptionValues(["trim": "yes"]).problems(for: description).map(\.message) == ["needs true or false"])
    }

    @Test func problemsStandInTheOrderOfTheirNames() {
        let values = OptionValues(["trim": "x", "encoding": "x", "nothing": "x", "header_row": "x"])
        #expect(values.problems(for: description).map(\.name) == ["encoding", "header_row", "nothing", "trim"])
        #expect(values.sortedNames == ["encoding", "header_row", "nothing", "trim"])
    }

    @Test func valuesAreReadByTheirType() {
        var values = OptionValues(["rows": "12", "flag": "true"])
        #expect(values.integer("rows") == 12)
        #expect(values.integer("flag") == nil)
        #expect(values.integer("gone") == nil)
        #expect(values.isTrue("flag"))
        #expect(!values.isTrue("rows"))
        values["flag"] = nil
        #expect(values == OptionValues(["rows": "12"]))
    }
}

@Suite struct DeliveryFileTests {
    @Test(arguments: [("/a/b/Kunden neu.csv", "Kunden neu.csv"), ("kunden.csv", "kunden.csv"), ("/", "/")])
    func aDeliveryIsCalledAsItsFile(_ path: String, _ name: String) {
        #expect(DeliveryFile(path: path, size: 1).name == name)
    }
}
