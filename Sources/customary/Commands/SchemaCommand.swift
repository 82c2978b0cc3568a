import ArgumentParser
import Configuration
import Pipeline
import Report

/// `customary schema`: the JSON Schemas of a project's files.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of a kind of file, or writes all into the project for editors.",
        discussion: """
            customary, mapping and target-schema. init writes them into .customary/schemas, where the first line of each file that
            it makes points an editor to; schema without a name does it again, after an update.

            Example: customary schema mapping > mapping.json
            """)

    @Argument(help: "customary, mapping or target-schema.") var name: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let schemas = FileSchemas(connectors: invocation.connectors)
        if let name {
            guard let document = schemas.document(name) else {
                let near = NearestWord.among(FileSchemas.names, for: name).map { "did you mean \"\($0)\"?" }
                throw ValidationError(
                    "there is no schema \"\(name)\"; \(near ?? "there are \(FileSchemas.names.joined(separator: ", "))")"
                )
            }
            print(String(decoding: JSONWriter.pretty(document), as: UTF8.self))
            return
        }
        let project = try invocation.project()
        try schemas.write(into: project.workFolder)
        let files = FileSchemas.names.map { "\(project.workFolder)/schemas/\($0).json" }
        for file in files { invocation.say(file) }
        invocation.answer(["files": .strings(files)])
        invocation.next("customary map check")
    }
}
