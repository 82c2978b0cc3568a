import Foundation
import Testing

/// The JSON Schemas of `Schemas/` are those that the program prints; set `CUSTOMARY_UPDATE_DOCS=1` to write them anew.
@Suite struct SchemaTests {
    private static let root: URL = {
        var folder = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { folder.deleteLastPathComponent() }
        return folder
    }()

    @Test(arguments: ["customary", "mapping", "target-schema"])
    func thePublishedSchemaIsTheProgramsOwn(_ name: String) throws {
        let workdir = try Workdir()
        let printed = try workdir.customary("schema", name)
        #expect(printed.status == 0)
        let file = Self.root.appendingPathComponent("Schemas/\(name).json")
        if ProcessInfo.processInfo.environment["CUSTOMARY_UPDATE_DOCS"] != nil {
            try Data(printed.output.utf8).write(to: file)
        }
        let published = String(decoding: try Data(contentsOf: file), as: UTF8.self)
        #expect(
            published == printed.output,
            "Schemas/\(name).json is older than the program: run the tests with CUSTOMARY_UPDATE_DOCS=1")
    }

    @Test func anotherNameIsToldTheNearest() throws {
        let outcome = try Workdir().customary("schema", "maping")
        #expect(outcome.status == 2 && outcome.errors.contains("did you mean \"mapping\"?"))
    }

    @Test func initWritesThemAndPointsEditorsThere() throws {
        let workdir = try Workdir()
        try workdir.write("kunden.csv", "Nr;Firma;E-Mail\n1;Quadrat GmbH;a@example.de\n2;Kreis AG;b@example.de\n")
        let made = try workdir.customary(
            "init", workdir.path + "/new", "--no-input", "--from", workdir.path + "/kunden.csv")
        #expect(made.status == 0, "\(made.errors)")
        #expect(
            try workdir.read("new/customary.yaml").hasPrefix(
                "# yaml-language-server: $schema=.customary/schemas/customary.json\n"))
        #expect(
            try workdir.read("new/mappings/kunden.yaml").hasPrefix(
                "# yaml-language-server: $schema=../.customary/schemas/mapping.json\n"))
        for name in ["customary", "mapping", "target-schema"] {
            #expect(workdir.exists("new/.customary/schemas/\(name).json"))
        }
    }
}
