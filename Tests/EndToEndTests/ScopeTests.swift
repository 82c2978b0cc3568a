import Testing

/// Who comes at all: the client decides, and every row that stays away is counted with its reason.
@Suite struct ScopeTests {
    private static let marked = """
        Firma;Ort;E-Mail;gesperrt
        Backhaus Eins GmbH;Lüneburg;info@eins.example;
        Backhaus Zwei GmbH;Uelzen;info@zwei.example;x
        Konditorei Drei OHG;Celle;info@drei.example;

        """

    private func project() throws -> Workdir {
        let workdir = try Workdir()
        try workdir.write("p/inbox/firmen.csv", ScopeTests.marked)
        try workdir.customary("init", "p", "--no-input", "--from", "p/inbox/firmen.csv")
        return workdir
    }

    @Test func rowsThatAColumnMarksAreAskedAboutAndLeftOutWhenTheAnswerSaysSo() throws {
        let workdir = try project()
        let asked = try workdir.customary("-C", "p", "questions", "--format", "json").json().list("questions")
        #expect(asked.compactMap { $0.text("question") } == ["scope:gesperrt"])
        #expect(asked.first?.isTrue("stops") == true)
        #expect(try workdir.customary("-C", "p", "run", "--yes").status == 9)
        try workdir.customary("-C", "p", "questions", "--accept-proposals", "--as-draft")
        let loaded = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(loaded.status == 0, "\(loaded.errors)")
        #expect(try loaded.json().integer("ledger", "firmen", "created") == 2)
        #expect(try loaded.json().integer("ledger", "firmen", "filtered") == 1)
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE name LIKE 'Backhaus Zwei%'") == "0")
    }

    @Test func aRuleOfTheProjectBringsRowsAsInactive() throws {
        let workdir = try project()
        let file = try workdir.read("p/customary.yaml")
        try workdir.write(
            "p/customary.yaml",
            file + "\nscope:\n  - {source: firmen, when: {column: gesperrt, present: true}, do: bring as inactive}\n")
        let mapping = try workdir.read("p/mappings/firmen.yaml")
        try workdir.write("p/mappings/firmen.yaml", mapping + "\nignore: [gesperrt]\n")
        let loaded = try workdir.customary("-C", "p", "run", "--yes", "--format", "json")
        #expect(loaded.status == 0, "\(loaded.errors)")
        #expect(try loaded.json().integer("ledger", "firmen", "created") == 3)
        #expect(try workdir.value("SELECT record_status FROM accounts WHERE name LIKE 'Backhaus Zwei%'") == "inactive")
        #expect(try workdir.value("SELECT count(*) FROM accounts WHERE record_status IS NULL") == "2")
    }

    @Test func aScopeRuleWithAnUnknownActionIsAMistakeWithItsPlace() throws {
        let workdir = try project()
        let file = try workdir.read("p/customary.yaml")
        try workdir.write(
            "p/customary.yaml",
            file + "\nscope:\n  - {source: firmen, when: {column: gesperrt, present: true}, do: hide}\n")
        let stopped = try workdir.customary("-C", "p", "status")
        #expect(stopped.status == 2)
        #expect(stopped.errors.contains("customary.yaml:") && stopped.errors.contains("leave out"), "\(stopped.errors)")
    }
}
