import Configuration
import Connecting
import Delimited
import Foundation
import Mapping
import Staging
import Survivorship
import Testing

@testable import Pipeline

@Suite struct ProjectReadingTests {
    private let start = "version: 1\nproject: nordwind\nid: 0f1e2d3c-4b5a-8697-8899-aabbccddeeff\n"

    private func problems(_ text: String) throws -> [String] {
        let folder = try Folder()
        try folder.write("customary.yaml", text)
        do throws(ConfigurationFault) {
            _ = try Project.read(folder: folder.path)
            return []
        } catch {
            guard case .invalid(let problems) = error else { return ["\(error)"] }
            return problems.sorted().map(\.description)
        }
    }

    @Test func aProjectIsReadWithItsDefaults() throws {
        let folder = try Folder()
        try folder.write(
            "customary.yaml",
            start + """
                sources:
                  zulu: {connector: delimited, deliveries: [{file: inbox/z.csv, options: {delimiter: ";"}}]}
                  alpha: {connector: spreadsheet, mapping: other, trust: 80, kind: accounting, free_of_duplicates: true}
                """)
        let project = try Project.read(folder: folder.path)
        #expect(project.sources.map(\.name) == ["alpha", "zulu"])
        #expect(project.source("alpha")?.trust == 80)
        #expect(project.source("alpha")?.kind == .accounting)
        #expect(project.source("alpha")?.isFreeOfDuplicates == true)
        #expect(project.source("alpha")?.mapping == "other")
        #expect(project.source("zulu")?.trust == 50)
        #expect(project.source("zulu")?.mapping == "zulu")
        #expect(project.source("zulu")?.deliveries.map(\.file) == ["inbox/z.csv"])
        #expect(project.source("zulu")?.deliveries[0].options == OptionValues(["delimiter": ";"]))
        #expect(project.source("beta") == nil)
        #expect(project.targets.map(\.name) == ["test"])
        #expect(project.targets[0].url == "sqlite:crm.sqlite" && !project.targets[0].isLive)
        #expect(project.matchSetting == "careful")
        #expect(project.path("inbox/z.csv") == folder.path + "/inbox/z.csv")
        #expect(project.path("/elsewhere/z.csv") == "/elsewhere/z.csv")
    }

    @Test func aFolderWithoutAProjectSaysHowToMakeOne() throws {
        let folder = try Folder()
        let fault = #expect(throws: ConfigurationFault.self) { try Project.read(folder: folder.path) }
        #expect(fault?.exitCode == 2)
        #expect(fault.map { "\($0)" }?.contains("customary init") == true)
    }

    @Test func anUnknownKeyNamesTheNearest() throws {
        #expect(
            try problems(start + "source:\n  a: {connector: delimited}\n") == [
                "customary.yaml:4:1: unknown key \"source\"; did you mean \"sources\"?"
            ])
        #expect(
            try problems(start + "sources:\n  a: {conector: delimited, connector: delimited}\n") == [
                "customary.yaml:5:7: unknown key \"conector\"; did you mean \"connector\"?"
            ])
        #expect(
            try problems(start + "limits: {existing_chnged: 2 %}\n") == [
                "customary.yaml:4:10: unknown key \"existing_chnged\"; did you mean \"existing_changed\"?"
            ])
    }

    @Test func theSameKeyTwiceIsAProblem() throws {
        let found = try problems(start + "sources:\n  a: {connector: delimited}\n  a: {connector: spreadsheet}\n")
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("customary.yaml:6:3: ") == true)
    }

    @Test func allProblemsAreToldAtOnce() throws {
        let found = try problems("version: 2\nsources:\n  a: {trust: 101, kind: shops}\nmatching: {setting: brave}\n")
        let whole = found.joined(separator: "\n")
        for words in [
            "\"version\" needs", "\"project\" is missing", "\"id\" is missing", "\"connector\" is missing",
            "\"trust\" needs", "did you mean \"shop\"?", "\"setting\" needs one of careful, normal, bold",
        ] {
            #expect(whole.contains(words), "\(words)")
        }
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        let folder = try Folder()
        try folder.write(
            "customary.yaml",
            start + "# a note of ours\nsources:\n  a: {connector: delimited}\nlimits: {rejected: 5 %}  # strict\n")
        var project = try Project.read(folder: folder.path)
        project.sources[0].deliveries.append(
            ProjectDelivery(
                file: "inbox/ä: b.csv", stream: "Süd", options: OptionValues(["quote": "\"", "delimiter": "\t"])))
        try project.writeSources()
        let again = try Project.read(folder: folder.path)
        #expect(again.sources[0].deliveries.map(\.file) == ["inbox/ä: b.csv"])
        #expect(again.sources[0].deliveries.map(\.stream) == ["Süd"])
        #expect(again.sources[0].deliveries[0].options == OptionValues(["quote": "\"", "delimiter": "\t"]))
        let text = try folder.read("customary.yaml")
        #expect(text.hasPrefix(start + "# a note of ours\nsources:"))
        #expect(text.hasSuffix("limits: {rejected: 5 %}  # strict\n"))
    }
}

@Suite struct QuestionBookTests {
    private let before = """
        # Our own words, with trailing spaces\u{20}\u{20}
        version: 1
        records:   # odd   spacing
          it: {entity: contacts, fields: {email: Mail}}

        """

    private func project(_ folder: Folder, mapping: String) throws -> Project {
        try folder.write(
            "customary.yaml",
            "version: 1\nproject: p\nid: 0f1e2d3c-4b5a-8697-8899-aabbccddeeff\nsources:\n  shop: {connector: delimited}\n  list: {connector: delimited}\n"
        )
        try folder.write("mappings/shop.yaml", mapping)
        try folder.write("mappings/list.yaml", before)
        return try Project.read(folder: folder.path)
    }

    private func answer(_ question: String, _ text: String, draft: Bool = false) -> (source: String, answer: Answer) {
        ("shop", Answer(question: question, answer: text, by: "lena", on: "2026-11-23", isDraft: draft))
    }

    private func answers(_ project: Project) throws -> [Answer] {
        var problems: [Problem] = []
        let mapping = try MappingLibrary(productFolder: project.folder).mapping(
            "shop", of: project, problems: &problems)
        #expect(problems.isEmpty)
        return mapping.answers
    }

    @Test func anAnswerIsAddedAndEveryOtherByteStays() throws {
        let folder = try Folder()
        let project = try project(folder, mapping: before)
        try QuestionBook.answer(
            [answer("dates:Added on", "day-month-year"), answer("code:status:\"X\": y", "#lost", draft: true)],
            project: project)
        #expect(try folder.read("mappings/shop.yaml").hasPrefix(before))
        #expect(try folder.read("mappings/list.yaml") == before)
        let answers = try answers(project)
        #expect(answers.map(\.question) == ["dates:Added on", "code:status:\"X\": y"])
        #expect(answers.map(\.answer) == ["day-month-year", "#lost"])
        #expect(answers.map(\.isDraft) == [false, true])
        #expect(answers.map(\.by) == ["lena", "lena"])
    }

    @Test func anAnswerToTheSameQuestionReplacesTheOldOne() throws {
        let folder = try Folder()
        let after = "\nexamples: []   # none yet\n"
        let project = try project(
            folder,
            mapping: before
                + "answers:\n  - {question: a, answer: old, by: x, on: 2026-01-01, draft: true}\n  - {question: b, answer: kept}\n"
                + after)
        try QuestionBook.answer([answer("a", "new")], project: project)
        let text = try folder.read("mappings/shop.yaml")
        #expect(text.hasPrefix(before))
        #expect(text.hasSuffix(after))
        let answers = try answers(project)
        #expect(answers.map(\.question).sorted() == ["a", "b"])
        #expect(answers.first { $0.question == "a" }?.answer == "new")
        #expect(answers.first { $0.question == "a" }?.isDraft == false)
        #expect(answers.first { $0.question == "b" }?.answer == "kept")
    }

    @Test func answersOfOtherSourcesTouchNothing() throws {
        let folder = try Folder()
        let project = try project(folder, mapping: before)
        try QuestionBook.answer(
            [("gone", Answer(question: "a", answer: "b", by: "", on: "", isDraft: false))], project: project)
        #expect(try folder.read("mappings/shop.yaml") == before)
    }
}

@Suite struct DeliveryDiffTests {
    private let connectors = ConnectorList([DelimitedConnector()])

    private func diff(_ old: String, _ new: String, key: [String]) throws -> DeliveryDiff {
        let folder = try Folder()
        try folder.write("old.csv", old)
        try folder.write("new.csv", new)
        var project = Project(
            folder: folder.path, name: "p", id: "i", country: "", timezone: "", currency: "", sources: [], targets: [],
            matchSetting: "careful", survivorship: [], scope: [], limits: Limits(), controls: [])
        let source = ProjectSource(
            name: "list", connector: "delimited", mapping: "list", trust: 50, kind: .list,
            deliveries: ["old.csv", "new.csv"].map {
                ProjectDelivery(file: $0, stream: "", options: OptionValues(["delimiter": ",", "header_row": "1"]))
            })
        project.sources = [source]
        return try DeliveryDiff(source, key: key, project: project, connectors: connectors)
    }

    /// New, gone, changed, same.
    private func counts(_ diff: DeliveryDiff) -> [Int] {
        [diff.counts.new, diff.counts.gone, diff.counts.changed, diff.counts.same]
    }

    @Test func rowsAreComparedByTheirKey() throws {
        let diff = try diff(
            "Nr,Name,Ort\n1,Anna,Kiel\n2,Bernd,Ulm\n3,Carla,Hof\n",
            "Nr,Name,Ort\n4,Dora,Jena\n3,Carla,Hof\n1,Anna,Bonn\n", key: ["Nr"])
        #expect(counts(diff) == [1, 1, 1, 1])
        #expect(diff.newRows.map(\.words) == ["4 · Dora · Jena"])
        #expect(diff.newRows.map(\.place) == [2])
        #expect(diff.goneRows.map(\.words) == ["2 · Bernd · Ulm"])
        #expect(diff.changedRows.map(\.changes) == [["Ort: Kiel → Bonn"]])
        #expect(diff.files.old == "old.csv" && diff.files.new == "new.csv")
    }

    @Test func withoutAKeyARowInsertedAtTheTopIsTheOnlyNewOne() throws {
        let old = "Name,Ort\nAnna,Kiel\nBernd,Ulm\nAnna,Kiel\n"
        let diff = try diff(old, old.replacing("Name,Ort\n", with: "Name,Ort\nDora,Jena\n"), key: [])
        #expect(counts(diff) == [1, 0, 0, 3])
        let fewer = try self.diff(old, "Name,Ort\nAnna,Kiel\nBernd,Ulm\n", key: [])
        #expect(counts(fewer) == [0, 1, 0, 2])
    }

    @Test func columnsAreNewGoneOrRenamed() throws {
        let diff = try diff(
            "Nr,Telefon,Alt\n1,030 23125001,x\n2,030 23125002,y\n",
            "Nr,Phone,Neu\n1,030 23125001,p\n2,030 23125003,q\n", key: ["Nr"])
        #expect(diff.renamedColumns.map(\.old) == ["Telefon"])
        #expect(diff.renamedColumns.map(\.new) == ["Phone"])
        #expect(diff.newColumns == ["Neu"])
        #expect(diff.goneColumns == ["Alt"])
        #expect(diff.changedRows.map(\.changes) == [["Phone: 030 23125002 → 030 23125003"]])
    }

    @Test func aRepeatedKeyIsComparedInItsOrder() throws {
        let diff = try diff("Nr,Ort\n1,Kiel\n1,Ulm\n", "Nr,Ort\n1,Kiel\n1,Ulm\n1,Hof\n", key: ["Nr"])
        #expect(counts(diff) == [1, 0, 0, 2])
    }

    @Test func listedRowsAreBoundedAndCountsAreNot() throws {
        let rows = (0..<250).map { "\($0),x\n" }.joined()
        let diff = try diff("Nr,Ort\n0,x\n1,x\n", "Nr,Ort\n" + rows, key: ["Nr"])
        #expect(diff.counts.new == 248)
        #expect(diff.newRows.count == DeliveryDiff.maximumListed)
    }

    @Test func oneDeliveryAloneCannotBeCompared() throws {
        let folder = try Folder()
        let project = Project(
            folder: folder.path, name: "p", id: "i", country: "", timezone: "", currency: "", sources: [], targets: [],
            matchSetting: "careful", survivorship: [], scope: [], limits: Limits(), controls: [])
        let source = ProjectSource(
            name: "list", connector: "delimited", mapping: "list", trust: 50, kind: .list, deliveries: [])
        let fault = #expect(throws: PipelineFault.self) {
            try DeliveryDiff(source, key: [], project: project, connectors: connectors)
        }
        #expect(fault?.exitCode == 2)
    }
}

@Suite struct ZoneRulesFromTheSystemTests {
    @Test func berlinsEdgesAreThoseOfTheLaw() throws {
        let zone = try #require(TimeZoneRules.named("Europe/Berlin"))
        #expect(zone.transitions.contains { $0.instant == 1_774_746_000 && $0.offset == 7_200 })
        #expect(zone.transitions.contains { $0.instant == 1_792_890_000 && $0.offset == 3_600 })
        #expect(zip(zone.transitions, zone.transitions.dropFirst()).allSatisfy { $0.instant < $1.instant })
        #expect(TimeZoneRules.named("Europe/Berlln") == nil)
        #expect(TimeZoneRules.named("") == nil)
    }
}
