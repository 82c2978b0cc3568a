import ArgumentParser
import Configuration
import Pipeline
import Report

/// `customary map`: mappings checked and tested.
struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract:
            "Checks mappings, proposes them, runs their example rows, and says what a change of one would change.",
        subcommands: [
            MapCheckCommand.self, MapSuggestCommand.self, MapTestCommand.self, MapDiffCommand.self,
            MapOwnersCommand.self, MapTransformsCommand.self, MapLearnCommand.self,
        ])
}

/// `customary map check`: mistakes with file, line and column.
struct MapCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Finds mistakes in the mappings, with file, line and column.",
        discussion: "Example: customary map check")
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let project = try invocation.project()
        let checks = MappingChecks(project: project, connectors: invocation.connectors, library: invocation.library)
        let problems = try checks.problems()
        for problem in problems { invocation.say("\(problem)") }
        invocation.answer([
            "mappings": .integer(project.sources.count),
            "problems": .array(
                problems.map {
                    [
                        "file": .string($0.place.file), "line": .integer($0.place.line),
                        "column": .integer($0.place.column),
                        "message": .string($0.message), "remedy": .string($0.remedy),
                    ]
                }),
        ])
        if problems.isEmpty {
            invocation.say("\(NumberText.count(project.sources.count, "mapping", "mappings")): no mistakes.")
            invocation.next("customary map test")
        } else {
            invocation.next("correct the mappings, then customary map check")
            throw ExitCode(2)
        }
    }
}

/// `customary map test`: example rows.
struct MapTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Runs the example rows of the mappings.",
        discussion: "Example: customary map test kundenliste-sued")
    @Argument(help: "The sources; all without any.") var sources: [String] = []
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let project = try invocation.project()
        try project.check(sources)
        let checks = MappingChecks(project: project, connectors: invocation.connectors, library: invocation.library)
        let (count, failed) = try checks.examples(only: sources)
        var place = ""
        for failure in failed {
            if failure.place != place { invocation.say(failure.place) }
            place = failure.place
            invocation.say("  \(failure.field)")
            invocation.say("    expected  \(failure.expected.isEmpty ? "(empty)" : failure.expected)")
            invocation.say("    got       \(failure.found.isEmpty ? "(empty)" : failure.found)")
        }
        invocation.say(
            "\(NumberText.count(count, "example row", "example rows")), \(failed.isEmpty ? "all as they say" : "\(failed.count) differences")"
        )
        invocation.answer([
            "examples": .integer(count),
            "failed": .array(
                failed.map {
                    [
                        "place": .string($0.place), "field": .string($0.field), "expected": .string($0.expected),
                        "found": .string($0.found),
                    ]
                }),
        ])
        invocation.next(failed.isEmpty ? "customary stage" : "correct the mappings or the examples")
        if !failed.isEmpty { throw ExitCode(2) }
    }
}
