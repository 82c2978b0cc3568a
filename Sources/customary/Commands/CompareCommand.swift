import ArgumentParser
import Configuration
import Foundation
import Pipeline
import Report

/// `customary compare`: the parallel run of the old system and the CRM.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract:
            "Compares the old system's newest export with the CRM: drift by field and cause, and whether you can cut over.",
        discussion: """
            Nothing is loaded and nothing is added to the project. Each comparison is kept; the last one of a day counts. \
            Exit 0: no drift; 1: drift that needs a person or a load.

            Example: customary compare altcrm-firmen --from ~/exports/2026-12-04/firmen.csv -o drift.xlsx
            """)

    @Argument(help: "The old system's sources; those of parallel: in customary.yaml, or all, when none is named.")
    var sources: [String] = []
    @Option(
        parsing: .upToNextOption,
        help: "Exports of today: compared instead of the newest delivery of the source each resembles, and not added.")
    var from: [String] = []
    @Option(help: "The days shown; those wanted in a row without it.") var days: Int?
    @Flag(help: "Shows what was kept, and compares nothing.") var show = false
    @Option(name: .shortAndLong, help: "Every difference as CSV, XLSX or NDJSON, by the file's ending.")
    var output: String?
    @Option(help: "The target; the project's first one without it.") var target: String?
    @OptionGroup var options: CommonOptions

    func validate() throws {
        if let days, days < 1 { throw ValidationError("--days needs a number from 1") }
        if show && (!from.isEmpty || !sources.isEmpty || output != nil) {
            throw ValidationError("--show compares nothing: leave the sources, --from and -o out")
        }
    }

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let project = run.project
        try project.check(sources)
        let (named, _) = try run.target(target)
        var history = try ParallelHistory(of: project)
        var outcome: ParallelOutcome?
        if !show {
            let compared = try compare(run, project.parallel, invocation)
            try history.append(compared)
            outcome = compared
        }
        let verdict = ParallelVerdict(
            history.runs, rules: project.parallel, target: named.name)
        let shown = Array(verdict.days.suffix(days ?? max(project.parallel.days, 5)))
        let screen = CompareScreen(rules: project.parallel, verdict: verdict, shown: shown, invocation: invocation)
        screen.show(outcome ?? shown.last?.outcome, target: named.name)
        invocation.answer(screen.document(outcome ?? shown.last?.outcome, target: named.name, output: output))
        let blocks = shown.last.map { !$0.blocking.isEmpty } ?? false
        invocation.next(screen.next)
        if blocks { throw ExitCode(1) }
    }

    /// Compares, and writes every difference where that was asked for.
    private func compare(_ run: ProjectRun, _ rules: ParallelRules, _ invocation: Invocation) throws -> ParallelOutcome
    {
        defer { invocation.progress.end() }
        guard let output else { return try run.compare(sources, files: from, target: target) }
        let writer = try ExportWriter(output, columns: ParallelDifference.columns)
        let outcome = try run.compare(sources, files: from, target: target) { difference in
            let drift = rules.drift(difference.source, difference.table, difference.field, difference.cause)
            try writer.write(difference.cells(drift: drift.rawValue))
        }
        try writer.close()
        invocation.remark("\(output): \(NumberText.count(writer.rows, "difference", "differences"))")
        return outcome
    }
}

/// What a comparison came to, as people and programs see it.
struct CompareScreen {
    let rules: ParallelRules
    let verdict: ParallelVerdict
    let shown: [ParallelVerdict.Day]
    let invocation: Invocation

    /// What to do next.
    var next: String {
        guard let last = shown.last else { return "customary compare" }
        if verdict.isReady { return "cut over: the last load is customary run, then switch the old system to reading" }
        for (cause, _) in last.blocking where !cause.remedy.isEmpty { return cause.remedy }
        if !last.missing.isEmpty { return "customary compare, for all sources of the parallel run" }
        return "customary compare --from FILE, with the next day's export"
    }

    func show(_ outcome: ParallelOutcome?, target: String) {
        guard let outcome else { return invocation.say("nothing was compared with \(target) yet") }
        invocation.say("compare  \(outcome.day)  \(target)")
        for source in outcome.sources {
            invocation.say(
                "  \(source.source.padding(to: 20)) \(NumberText.count(source.rows)) rows · "
                    + "\(NumberText.count(source.compared, "record", "records")) compared · "
                    + "\(NumberText.count(source.onlyOld)) only in the old system · "
                    + "\(NumberText.count(source.onlyCRM)) only in the CRM   \(source.file)")
        }
        showKinds(outcome)
        showMoney(outcome)
        let typed = outcome.onlyCRM.filter { $0.typed > 0 }
        if !typed.isEmpty {
            let words = typed.map {
                "\(NumberText.count($0.typed)) \($0.table)"
                    + ($0.typedSinceLoad > 0 ? " (\(NumberText.count($0.typedSinceLoad)) since the first load)" : "")
            }
            invocation.say("  typed in the CRM by people, in no source: \(words.joined(separator: ", "))")
        }
        showDays()
        for acceptance in rules.accepted {
            invocation.remark("  accepted: \(acceptance.words), by \(acceptance.by): \(acceptance.because)")
        }
        if verdict.isReady {
            invocation.say(
                "READY TO CUT OVER: \(NumberText.count(verdict.inRow, "day", "days")) in a row without drift "
                    + "(\(verdict.wanted) wanted).")
        } else {
            invocation.say("NOT READY: " + verdict.missing.joined(separator: " "))
        }
    }

    private func drift(_ count: ParallelCount) -> ParallelDrift {
        rules.drift(count.source, count.table, count.field, count.cause)
    }

    private func showKinds(_ outcome: ParallelOutcome) {
        let blocking = outcome.counts.filter { drift($0) == .blocks }
        let others = outcome.counts.filter { drift($0) != .blocks }
        if blocking.isEmpty {
            invocation.say("No drift.")
        } else {
            invocation.say("Drift")
            lines(blocking)
            showFirst(outcome, blocking)
        }
        guard !others.isEmpty, !invocation.options.quiet else { return }
        invocation.say("Not drift: as your rules want it, or accepted")
        lines(Array(invocation.options.verbose ? others[...] : others.prefix(12)))
        let left = others.dropFirst(12).reduce(0) { $0 + $1.count }
        if left > 0 && !invocation.options.verbose {
            invocation.say(
                "    … \(NumberText.count(left)) more of \(NumberText.count(others.count - 12)) kinds: --verbose")
        }
    }

    private func lines(_ counts: [ParallelCount]) {
        let kinds = counts.map {
            let drift = drift($0)
            return ParallelTables.Kind(
                source: $0.source, field: "\($0.table).\($0.field)", cause: $0.cause.words, count: $0.count,
                drift: drift == .accepted ? "accepted" : "")
        }
        for line in ParallelTables.kinds(kinds).lines(on: invocation.output) { invocation.say(line) }
    }

    /// The first records behind each number.
    private func showFirst(_ outcome: ParallelOutcome, _ counts: [ParallelCount]) {
        let limit = invocation.options.verbose ? counts.count : 6
        for count in counts.prefix(limit) {
            let found = outcome.listed.filter {
                $0.source == count.source && $0.table == count.table && $0.field == count.field
                    && $0.cause == count.cause
            }
            if found.isEmpty { continue }
            invocation.say("  \(count.table).\(count.field): \(count.cause.words)")
            for difference in found.prefix(3) {
                let values =
                    difference.old.isEmpty && difference.crm.isEmpty
                    ? "" : "  \(shown(difference.old)) → CRM \(shown(difference.crm))"
                let place = difference.position.isEmpty ? "\(difference.source):\(difference.key)" : difference.position
                let tail = [difference.detail, difference.id].filter { !$0.isEmpty }.joined(separator: "  ")
                invocation.say(TerminalTable.Cell("    \(place)\(values)  \(tail)").text)
            }
        }
    }

    private func shown(_ value: String) -> String {
        let short = value.count > 60 ? String(value.prefix(59)) + "…" : value
        return short.isEmpty ? "(empty)" : "\"\(short)\""
    }

    private func showMoney(_ outcome: ParallelOutcome) {
        for line in outcome.money {
            invocation.say(
                "  \(line.source.padding(to: 20)) \(line.table).\(line.column)  old \(NumberText.money(line.old, currency: line.currency))"
                    + " · CRM \(NumberText.money(line.crm, currency: line.currency))"
                    + (line.old == line.crm
                        ? "  equal" : "  DIFFERS by \(NumberText.money(line.difference, currency: line.currency))"))
        }
    }

    private func showDays() {
        let days = shown.map { day in
            var remark: [String] = []
            if !day.missing.isEmpty {
                let more = day.missing.count > 3 ? ", … (\(day.missing.count))" : ""
                remark.append("without \(day.missing.prefix(3).joined(separator: ", "))\(more)")
            }
            if day.hasSameFiles { remark.append("the same files as the day before") }
            return ParallelTables.Day(
                day: day.day, blocking: day.blocking.map { ($0.cause.rawValue, $0.count) }, accepted: day.accepted,
                expected: day.expected, remark: remark.joined(separator: "; "))
        }
        for line in ParallelTables.days(days).lines(on: invocation.output) { invocation.say(line) }
    }

    func document(_ outcome: ParallelOutcome?, target: String, output: String?) -> JSONValue {
        let counts: [JSONValue] = (outcome?.counts ?? []).map { count in
            let records: [JSONValue] = (outcome?.listed ?? []).filter {
                $0.source == count.source && $0.table == count.table && $0.field == count.field
                    && $0.cause == count.cause
            }.map {
                [
                    "position": .string($0.position), "key": .string($0.key), "id": .string($0.id),
                    "old": .string($0.old), "crm": .string($0.crm), "detail": .string($0.detail),
                ]
            }
            return [
                "source": .string(count.source), "table": .string(count.table), "field": .string(count.field),
                "cause": .string(count.cause.rawValue), "drift": .string(drift(count).rawValue),
                "count": .integer(count.count), "records": .array(records),
            ]
        }
        let days: [JSONValue] = shown.map { day in
            [
                "day": .string(day.day), "clean": .boolean(day.isClean),
                "drift": .integer(day.blocking.reduce(0) { $0 + $1.count }), "accepted": .integer(day.accepted),
                "expected": .integer(day.expected),
                "causes": .object(day.blocking.map { JSONMember($0.cause.rawValue, .integer($0.count)) }),
                "missing_sources": .strings(day.missing), "same_files": .boolean(day.hasSameFiles),
                "digest": .string(day.outcome.digest),
            ]
        }
        return [
            "target": .string(target), "day": .optional(outcome?.day), "ready": .boolean(verdict.isReady),
            "days_in_row": .integer(verdict.inRow), "days_wanted": .integer(verdict.wanted),
            "missing": .strings(verdict.missing), "drift": .array(counts), "days": .array(days),
            "sources": outcome?.document["sources"] ?? [], "money": outcome?.document["money"] ?? [],
            "only_crm": outcome?.document["only_crm"] ?? [], "file": .optional(output),
        ]
    }
}
