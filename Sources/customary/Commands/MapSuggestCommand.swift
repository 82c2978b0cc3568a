import ArgumentParser
import Configuration
import Discovery
import Pipeline
import Report

/// `customary map suggest`: what would be proposed for a source, with how sure that is and why.
struct MapSuggestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "Proposes mappings, with a confidence and a reason per column; writes nothing.",
        discussion: """
            Your mappings stay as they are. With --yaml the proposal's text is printed, to be copied from.

            Example: customary map suggest kundenliste-sued
            Example: customary map suggest kundenliste-sued --yaml > mappings/kundenliste-sued.yaml
            """)

    @Argument(help: "The sources; all of them when none is named.") var sources: [String] = []
    @Flag(help: "Prints the proposed mapping's text; one source has to be named.") var yaml = false
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        try run.project.check(sources)
        if yaml, sources.count != 1 {
            throw PipelineFault.configuration("--yaml prints one proposal: customary map suggest SOURCE --yaml")
        }
        let suggestions = try run.suggest(sources)
        invocation.progress.end()
        if yaml {
            if let first = suggestions.first, !invocation.isJSON {
                print(FileSchemas.editorLine("mapping", depth: 1) + first.proposal.yaml, terminator: "")
            }
        } else {
            for suggestion in suggestions { show(suggestion.source, suggestion.proposal, invocation) }
        }
        invocation.answer([
            "sources": .array(
                suggestions.map { suggestion in
                    [
                        "source": .string(suggestion.source), "what": .string(suggestion.proposal.what),
                        "kind": .string(suggestion.kind.rawValue), "yaml": .string(suggestion.proposal.yaml),
                        "columns": .array(suggestion.proposal.columns.map(MapSuggestCommand.document)),
                    ]
                })
        ])
        if !yaml { invocation.next("compare with mappings/, then customary map check") }
    }

    private func show(_ source: String, _ proposal: MappingProposal, _ invocation: Invocation) {
        invocation.say(
            "\(source)  \(proposal.what), \(proposal.mappedColumns) of \(proposal.columns.count) columns mapped")
        var table = TerminalTable([
            .text("column", minimumWidth: 10), .text("field", minimumWidth: 10), .number("sure"),
            .text("why", minimumWidth: 20),
        ])
        for column in proposal.columns {
            table.append([
                TerminalTable.Cell(column.column),
                TerminalTable.Cell(
                    column.meaning.map { column.isMapped ? $0.rawValue : "(\($0.rawValue))" }
                        ?? (column.isMapped ? "reference" : "")),
                TerminalTable.Cell(column.meaning == nil ? "" : "\(column.confidence)"),
                TerminalTable.Cell(column.reason),
            ])
        }
        invocation.say(table.text(on: invocation.output))
        invocation.say()
    }

    static func document(_ column: ColumnReading) -> JSONValue {
        [
            "column": .string(column.column), "field": .optional(column.meaning?.rawValue),
            "confidence": .integer(column.confidence), "reason": .string(column.reason),
            "mapped": .boolean(column.isMapped),
        ]
    }
}

/// `customary map learn`: corrections become what is proposed next time.
struct MapLearnCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "learn",
        abstract: "Remembers where your mappings say something else of a header than was proposed, for later projects.",
        discussion: """
            Only headers and their meanings are kept, never values: in ~/.config/customary/learned.yaml, or where CUSTOMARY_LEARNED says.

            Example: customary map learn
            """)

    @Argument(help: "The sources; all of them when none is named.") var sources: [String] = []
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        try run.project.check(sources)
        let lessons = try run.learn(sources)
        invocation.progress.end()
        for lesson in lessons {
            invocation.say("\(lesson.source): \"\(lesson.header)\" is \(lesson.meaning?.words ?? "not wanted")")
        }
        invocation.say("\(NumberText.count(lessons.count, "header", "headers")) learned: \(LearnedFile().path)")
        invocation.answer([
            "file": .string(LearnedFile().path),
            "learned": .array(
                lessons.map {
                    [
                        "source": .string($0.source), "header": .string($0.header),
                        "field": .optional($0.meaning?.rawValue),
                    ]
                }),
        ])
        invocation.next("customary map suggest")
    }
}
