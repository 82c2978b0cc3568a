import ArgumentParser
import Configuration
import Ledger
import Pipeline
import Records
import Report

/// `customary plan`: what a load would do.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Says what a load would do: counts, changes, ledger, money, limits. Nothing is written to the CRM.",
        discussion: """
            Example: customary plan

              customary plan                                     the screen, and .customary/runs/RUN/report.html
              customary plan -o Nordkamp.html --language de      the page that the client signs
              customary plan --changes                           every change, old → new
              customary plan --only customers                    a first step of a migration
            """)

    @Option(name: .shortAndLong, help: "Writes the plan to this file, too: the client's page for .html, else text.")
    var output: String?
    @Option(help: "Only these tables, parted by commas: a phase. customers stands for all that makes a customer.")
    var only = ""
    @Flag(name: .customLong("on-copy"), help: "Plans on a copy of the target, so that nothing in it is locked.")
    var onCopy = false
    @Flag(help: "Lists the changes, each column old → new.") var changes = false
    @Option(help: "How many of them; the file has all.") var limit = 100
    @Option(help: "The page's language, en or de; by the project's country without it.") var language: String?
    @Flag(help: "Leaves names and values of persons out of the page, to pass it on.") var redact = false
    @Option(help: "The target; the project's first one without it.") var target: String?
    @Option(help: "careful, normal or bold; the project's own without it.") var setting: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let tables = try PhaseTables.read(only)
        let language = try ReportPage.language(language, run.project)
        let plan = try run.plan(target: target, setting: setting, only: tables, onCopy: onCopy)
        let page = try ReportPage.write(plan, run, invocation)
        invocation.progress.end()
        MatchScreen.show(plan.matched, run, invocation)
        PlanScreen.show(plan, run, invocation)
        if changes {
            let lines = try ChangeLines.read(plan.file, limit: limit)
            for line in lines.shown { invocation.say(line) }
            if lines.rest > 0 {
                invocation.say("  and \(NumberText.count(lines.rest)) more: \(plan.file.changesPath)")
            }
        }
        invocation.answer(RunDocument.make(plan, run, loaded: nil))
        if let output {
            if ReportPage.isPage(output) {
                try ReportPage.export(page, to: output, language: language, redacted: redact, run.project)
            } else {
                try AtomicFile.write(output, PlanScreen.lines(plan, run, invocation).joined(separator: "\n") + "\n")
            }
        }
        if plan.isReady {
            invocation.next("customary load   (or look closer: customary plan --changes, customary explain SOURCE:ROW)")
        } else {
            invocation.next(PlanScreen.remedy(plan))
        }
    }
}

/// The lines of a plan's list of changes, as a person reads them.
enum ChangeLines {
    /// The first changes of what the CRM has, old → new; new records are counted, not listed.
    static func read(_ plan: PlanFile, limit: Int) throws -> (shown: [String], rest: Int) {
        var shown: [String] = []
        var rest = 0
        try plan.eachChange { change in
            let columns = change.columns.filter { $0.column != "updated_at" && $0.column != "updated_by" }
            guard change.kind != "create" else { return }
            guard shown.count < limit else {
                rest += 1
                return
            }
            let values = columns.map { column in
                change.kind == "conflict"
                    ? "\(column.column): \"\(column.old)\" stays, sources have \"\(column.new)\""
                    : "\(column.column): \"\(column.old)\" → \"\(column.new)\""
            }
            let detail = change.record.isEmpty ? values.joined(separator: " · ") : change.record
            shown.append("  \(change.kind.padding(to: 8)) \(change.table) \(change.id)  \(detail)")
        }
        return (shown, rest)
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
        let place = plan.copy.isEmpty ? "" : " on a copy"
        var lines = [
            "plan     against target \"\(plan.target.name)\"\(plan.target.isLive ? " LIVE" : "")\(place) "
                + "(\(NumberText.count(plan.customers.existing)) customers)   \(NumberText.duration(seconds: seconds))"
                + ", locked \(NumberText.duration(seconds: plan.lockSeconds))", "",
        ]
        let totals = plan.ledgers.rowTotals
        let rows = totals.values.reduce(0, +)
        let parts = RowBucket.allCases.map { "\(NumberText.count(totals[$0] ?? 0)) \($0.words)" }
        lines.append("  rows          \(NumberText.count(rows)) = \(parts.joined(separator: " + "))")
        if !plan.only.isEmpty {
            let later = plan.later.map { "\(NumberText.count($0.rows)) \($0.entity.table)" }
            lines.append(
                "  phase         only \(plan.only.map(\.table).joined(separator: ", "))"
                    + (later.isEmpty ? "" : " · left for later: \(later.joined(separator: ", "))"))
        }
        let merged = plan.limits.first { $0.name == "existing_merged" }?.count ?? plan.mergedCustomers
        lines.append(
            "  customers     \(NumberText.count(plan.customers.newAccounts + plan.customers.newContacts)) new "
                + "(\(NumberText.count(plan.customers.newAccounts)) companies, \(NumberText.count(plan.customers.newContacts)) people) · "
                + "\(NumberText.count(plan.customers.changed)) of \(NumberText.count(plan.customers.existing)) existing changed · "
                + "\(NumberText.count(plan.customers.existing - plan.customers.changed)) untouched · \(NumberText.count(merged)) merged with each other"
        )
        lines += tables(plan)
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
            if !control.isEqual, !control.isExplained {
                lines.append("                these rows come to \(money(control.explained)): the rest isn't explained")
            }
        }
        if plan.mailable.optedIn > 0 {
            lines.append(
                "  may be mailed \(NumberText.count(plan.mailable.optedIn)) with an opt-in · "
                    + "\(NumberText.count(plan.mailable.mailable)) after opt-outs and the do-not-contact list")
        }
        lines += limits(plan, run)
        let kept = plan.changes.entities.reduce(0) { $0 + $1.kept.count }
        if kept > 0 {
            lines.append("  kept          \(NumberText.count(kept)) values that people typed in the CRM stay")
        }
        for (index, left) in plan.notCarried.prefix(8).enumerated() {
            lines.append(
                "  \(index == 0 ? "not carried  " : "             ") \(left.what): \(NumberText.count(left.count))")
        }
        if plan.notCarried.count > 8 { lines.append("                and \(plan.notCarried.count - 8) more kinds") }
        for (index, remark) in plan.remarks.prefix(8).enumerated() {
            lines.append("  \(index == 0 ? "the target   " : "             ") \(remark)")
        }
        if !plan.unmapped.isEmpty {
            let count = plan.unmapped.reduce(0) { $0 + $1.columns.count }
            lines.append(
                "  not mapped    \(NumberText.count(count, "column", "columns")): \(plan.unmapped.map { "\($0.source) \($0.columns.joined(separator: ", "))" }.prefix(3).joined(separator: "; "))"
            )
        }
        lines.append("")
        lines.append("  Plan: \(plan.file.path)")
        lines.append("  Page: \(run.runFolder(plan.run))/report.html")
        return lines
    }

    /// A row for each table, a column for each kind of change that there is.
    private static func tables(_ plan: PlanOutcome) -> [String] {
        let tables = PlanKinds(plan).tables
        let kinds = PlanKinds.names.filter { kind in
            tables.contains { $0.kinds.contains { $0.kind == kind && $0.count > 0 } }
        }
        if kinds.isEmpty { return [] }
        var table = TerminalTable(
            [.text("table", minimumWidth: 14)] + kinds.map { .number($0.replacing("_", with: " ")) })
        for row in tables {
            table.append(
                [.init(row.table)]
                    + kinds.map { kind in
                        let count = row.kinds.first { $0.kind == kind }?.count ?? 0
                        return count == 0 ? .init("") : .count(count)
                    })
        }
        return [""] + table.lines() + [""]
    }

    /// What stops first, each with the records that it is about; then what is kept, in one line.
    private static func limits(_ plan: PlanOutcome, _ run: ProjectRun) -> [String] {
        var lines: [String] = []
        func add(_ text: String) { lines.append((lines.isEmpty ? "  limits        " : "                ") + text) }
        for limit in plan.limits where limit.stops {
            add("STOP  \(limit.words)")
            for record in limit.records.prefix(3) {
                lines.append("                      \(record.name.isEmpty ? record.id : record.name)  \(record.detail)")
            }
            let rest = limit.records.count - 3
            if rest > 0 {
                lines.append(
                    "                      and \(NumberText.count(rest)) more: \(run.runFolder(plan.run))/limits.csv")
            } else if !limit.command.isEmpty {
                lines.append("                      \(limit.command)")
            }
        }
        let kept = plan.limits.filter { !$0.stops }.map(\.words)
        if !kept.isEmpty { add("ok    \(kept.joined(separator: " · "))") }
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
        case .notCarried: "not carried"
        case .rowLeftOut: "in rows left out"
        }
    }

    /// What to do about the first limit that stops the load.
    static func remedy(_ plan: PlanOutcome) -> String {
        switch plan.limits.first(where: { $0.stops })?.name {
        case "questions": "customary questions"
        case "drafts": "customary questions --from WORKBOOK, with the client's answers"
        case "owners_unmatched":
            "customary map owners \(plan.limits.first { $0.name == "owners_unmatched" }?.records.first?.id ?? "OLD")=WHO, or customary load --release owners_unmatched --because TEXT"
        case "rejected": "customary export rejects -o rejects"
        case "no_customers":
            "\(plan.limits.first { $0.name == "no_customers" }?.command ?? "customary profile"), then map its columns under mappings/"
        case let name?: "customary load --release \(name) --because TEXT"
        case nil: "customary load"
        }
    }
}
