import ArgumentParser
import Configuration
import Ledger
import Pipeline
import Report

/// `customary plan`: what a load would do.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Says what a load would do: counts, changes, ledger, money, limits. Nothing is written to the CRM.",
        discussion: "Example: customary plan --target test")

    @Option(name: .shortAndLong, help: "Writes the plan's page as text to this file, too.") var output: String?
    @Option(help: "The target; the project's first one without it.") var target: String?
    @Option(help: "careful, normal or bold; the project's own without it.") var setting: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let plan = try run.plan(target: target, setting: setting)
        invocation.progress.end()
        MatchScreen.show(plan.matched, run, invocation)
        PlanScreen.show(plan, run, invocation)
        invocation.answer(RunDocument.make(plan, run, loaded: nil))
        if let output {
            try AtomicFile.write(output, PlanScreen.lines(plan, run, invocation).joined(separator: "\n") + "\n")
        }
        if plan.isReady {
            invocation.next("customary load   (or look closer: customary explain SOURCE:ROW)")
        } else {
            invocation.next(PlanScreen.remedy(plan))
        }
    }
}

/// A plan as a person sees it: every figure on one screen.
enum PlanScreen {
    /// Prints the plan.
    static func show(_ plan: PlanOutcome, _ run: ProjectRun, _ invocation: Invocation) {
        for line in lines(plan, run, invocation) { invocation.say(line) }
    }

    /// The plan's lines.
    static func lines(_ plan: PlanOutcome, _ run: ProjectRun, _ invocation: Invocation) -> [String] {
        let seconds = run.seconds.filter { $0.station == "survive" || $0.station == "plan" }.reduce(0) {
            $0 + $1.seconds
        }
        var lines = [
            "plan     against target \"\(plan.target.name)\" (\(NumberText.count(plan.customers.existing)) customers)   "
                + NumberText.duration(seconds: seconds), "",
        ]
        let totals = plan.ledgers.rowTotals
        let rows = totals.values.reduce(0, +)
        let parts = RowBucket.allCases.map { "\(NumberText.count(totals[$0] ?? 0)) \($0.words)" }
        lines.append("  rows          \(NumberText.count(rows)) = \(parts.joined(separator: " + "))")
        lines.append(
            "  customers     \(NumberText.count(plan.customers.newAccounts + plan.customers.newContacts)) new "
                + "(\(NumberText.count(plan.customers.newAccounts)) companies, \(NumberText.count(plan.customers.newContacts)) people) · "
                + "\(NumberText.count(plan.customers.changed)) of \(NumberText.count(plan.customers.existing)) existing changed · "
                + "\(NumberText.count(plan.customers.existing - plan.customers.changed)) untouched · 0 merged with each other"
        )
        let values = plan.ledgers.valueTotals
        let cells = values.values.reduce(0, +)
        lines.append(
            "  values        \(NumberText.count(cells)) = "
                + ValueBucket.allCases.compactMap { bucket in
                    (values[bucket] ?? 0) > 0 ? "\(NumberText.count(values[bucket] ?? 0)) \(words(bucket))" : nil
                }.joined(separator: " + "))
        for control in plan.controls {
            let money = { (text: String) in NumberText.money(text, currency: control.currency) }
            lines.append(
                "  \(control.name.padding(to: 13)) your report \(money(control.printed)) · plan \(money(control.ours)) · "
                    + (control.isEqual ? "equal" : "difference \(money(control.difference))"))
            for row in control.missing.prefix(4) { lines.append("                = \(row)") }
        }
        if plan.mailable.optedIn > 0 {
            lines.append(
                "  may be mailed \(NumberText.count(plan.mailable.optedIn)) with an opt-in · "
                    + "\(NumberText.count(plan.mailable.mailable)) after opt-outs and the do-not-contact list")
        }
        for (index, limit) in plan.limits.enumerated() {
            lines.append(
                "  \(index == 0 ? "limits        " : "              ")\(limit.stops ? "STOP" : "ok")  \(limit.words)")
        }
        let kept = plan.changes.entities.reduce(0) { $0 + $1.kept.count }
        if kept > 0 {
            lines.append("  kept          \(NumberText.count(kept)) values that people typed in the CRM stay")
        }
        if !plan.unmapped.isEmpty {
            let count = plan.unmapped.reduce(0) { $0 + $1.columns.count }
            lines.append(
                "  not mapped    \(NumberText.count(count, "column", "columns")): \(plan.unmapped.map { "\($0.source) \($0.columns.joined(separator: ", "))" }.prefix(3).joined(separator: "; "))"
            )
        }
        lines.append("")
        lines.append("  Plan: \(plan.file.path)")
        return lines
    }

    static func words(_ bucket: ValueBucket) -> String {
        switch bucket {
        case .loaded: "loaded"
        case .changed: "standardised"
        case .lost: "another source knew better"
        case .dropped: "dropped by a check"
        case .shortened: "shortened"
        case .notMapped: "not mapped"
        case .rowLeftOut: "in rows left out"
        }
    }

    /// What to do about the first limit that stops the load.
    static func remedy(_ plan: PlanOutcome) -> String {
        switch plan.limits.first(where: { $0.stops })?.name {
        case "questions": "customary questions"
        case "drafts": "customary questions --from WORKBOOK, with the client's answers"
        case "owners_unmatched":
            "add the owners to the users' source, map them in values:, or customary load --release owners_unmatched --because TEXT"
        case "rejected": "customary export rejects -o rejects"
        case let name?: "customary load --release \(name) --because TEXT"
        case nil: "customary load"
        }
    }
}
