import ArgumentParser
import Configuration
import Pipeline
import Records
import Report
import Staging

/// `customary stage`: read, map, standardise, check.
struct StageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stage", abstract: "Reads, maps, standardises and checks the newest deliveries.",
        discussion: "Example: customary stage debitoren")

    @Argument(help: "The sources; all of them when none is named.") var sources: [String] = []
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        try run.project.check(sources)
        let outcomes = try run.stage(sources)
        invocation.progress.end()
        StageScreen.show(outcomes, run, invocation)
        invocation.answer([
            "sources": .array(try outcomes.map { try StageScreen.document($0, run) }),
            "questions": QuestionScreen.document(
                try QuestionBook(project: run.project, staging: run.staging, library: invocation.library)),
        ])
        let rejected = outcomes.reduce(0) { $0 + $1.delivery.rejected }
        invocation.next(
            rejected > 0 ? "customary export rejects -o rejects   then   customary match" : "customary match")
    }
}

/// What staging came to, as a person sees it.
enum StageScreen {
    /// A line for all, then a table per source, with the findings.
    static func show(_ outcomes: [StageStation.Outcome], _ run: ProjectRun, _ invocation: Invocation) {
        var table = TerminalTable([
            .text("source"), .number("rows"), .number("ready"), .number("need correction"), .number("left out"),
            .text("findings", minimumWidth: 20),
        ])
        for outcome in outcomes {
            let delivery = outcome.delivery
            let counts = (try? run.staging.findingCounts(of: delivery.id)) ?? []
            let words = counts.filter { $0.severity > .note }.prefix(3).map {
                "\(NumberText.count($0.count)) \($0.code)"
            }
            table.append([
                TerminalTable.Cell(outcome.source), .count(delivery.records), .count(delivery.ready),
                .count(delivery.rejected),
                .count(delivery.filtered), TerminalTable.Cell(words.joined(separator: ", ")),
            ])
        }
        invocation.say(table.text(on: invocation.output))
        for outcome in outcomes where !outcome.delivery.unmapped.isEmpty {
            let names = outcome.delivery.unmapped.map { "\($0.column) (\(NumberText.count($0.cells)))" }
            invocation.remark("  not mapped in \(outcome.source): \(names.joined(separator: ", "))")
        }
    }

    /// One source as JSON.
    static func document(_ outcome: StageStation.Outcome, _ run: ProjectRun) throws -> JSONValue {
        let delivery = outcome.delivery
        return [
            "source": .string(outcome.source), "file": .string(delivery.file), "records": .integer(delivery.records),
            "ready": .integer(delivery.ready), "rejected": .integer(delivery.rejected),
            "filtered": .integer(delivery.filtered),
            "held": .integer(delivery.held), "was_current": .boolean(outcome.wasCurrent),
            "not_mapped": .array(
                delivery.unmapped.map { ["column": .string($0.column), "cells": .integer($0.cells)] }),
            "findings": .array(
                try run.staging.findingCounts(of: delivery.id).map {
                    [
                        "code": .string($0.code), "severity": .string($0.severity.word), "count": .integer($0.count),
                        "message": .string($0.message),
                    ]
                }),
        ]
    }
}
