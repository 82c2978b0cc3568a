import ArgumentParser
import Configuration
import Pipeline
import Report

/// `customary schema`: the JSON Schemas of a project's files.
struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of a file or of a command's answer, or writes those of files for editors.",
        discussion: """
            Of files: customary, mapping and target-schema. init writes them into .customary/schemas, where the first line of each
            file that it makes points an editor to; schema without a name does it again, after an update.

            Of what --format json answers with, by the command: \(AnswerDocuments.names.joined(separator: ", ")).

            Example: customary schema mapping > mapping.json
            Example: customary schema plan > plan.json
            """)

    @Argument(help: "A file's kind, or a command such as plan or map-check.") var name: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let schemas = FileSchemas(connectors: invocation.connectors)
        if let name {
            guard let document = schemas.document(name) ?? AnswerDocuments.schema(name) else {
                let remedy = NearestWord.remedy(for: name, among: FileSchemas.names + AnswerDocuments.names)
                throw ValidationError("there is no schema \"\(name)\"; \(remedy)")
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
