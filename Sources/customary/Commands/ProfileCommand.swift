import ArgumentParser
import Configuration
import Mapping
import Pipeline
import Report

/// `customary profile`: what the columns hold.
struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "Per column: type, fill, distinct values, top values, patterns, doubts, likely personal data.",
        discussion: "Example: customary profile debitoren")

    @Argument(help: "The sources; all of them when none is named.") var sources: [String] = []
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        for name in sources where run.project.source(name) == nil {
            throw PipelineFault.configuration(
                "there is no source \"\(name)\"; there are \(run.project.sources.map(\.name).joined(separator: ", "))")
        }
        var documents: [JSONMember] = []
        for source in run.project.sources where sources.isEmpty || sources.contains(source.name) {
            let profiles = try run.profile(source)
            invocation.progress.end()
            invocation.say("\(source.name)  \(NumberText.count(profiles.first?.rows ?? 0, "row", "rows"))")
            var table = TerminalTable([
                .text("column", minimumWidth: 10), .text("type"), .number("filled"), .number("distinct"),
                .text("personal"),
                .text("most frequent", minimumWidth: 20),
            ])
            for column in profiles {
                let top = column.top.prefix(3).map { "\($0.value) \(NumberText.count($0.count))" }.joined(
                    separator: ", ")
                table.append([
                    TerminalTable.Cell(column.name), TerminalTable.Cell(column.type),
                    TerminalTable.Cell(NumberText.share(column.filled, of: column.rows)),
                    TerminalTable.Cell((column.hasMoreDistinct ? "> " : "") + NumberText.count(column.distinct)),
                    TerminalTable.Cell(column.isPersonal ? "yes" : ""), TerminalTable.Cell(top),
                ])
            }
            invocation.say(table.text(on: invocation.output))
            for column in profiles where !column.doubt.isEmpty { invocation.say("  \(column.name): \(column.doubt)") }
            documents.append(JSONMember(source.name, .array(profiles.map(ProfileCommand.document))))
        }
        invocation.answer(.object(documents))
        invocation.next("customary map check")
    }

    private static func document(_ column: ColumnProfile) -> JSONValue {
        [
            "column": .string(column.name), "type": .string(column.type), "rows": .integer(column.rows),
            "filled": .integer(column.filled), "distinct": .integer(column.distinct),
            "meaning": .optional(column.meaning?.rawValue), "personal": .boolean(column.isPersonal),
            "doubt": .string(column.doubt),
            "top": .array(column.top.map { ["value": .string($0.value), "count": .integer($0.count)] }),
            "patterns": .array(column.patterns.map { ["pattern": .string($0.pattern), "count": .integer($0.count)] }),
        ]
    }
}
