import ArgumentParser
import CRM
import Configuration
import Digest
import Ledger
import Pipeline
import Report
import Text

/// `customary verify`: source, staging and CRM side by side.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Reconciles source, staging and CRM: rows, values, money, and every record's hash.",
        discussion: """
            Example: customary verify 2026-11-23-1

              customary verify -o Nordkamp.html --language de      the page that the client signs
            """)

    @Argument(help: "The batch; the newest load without it.") var batch: String?
    @Option(name: .shortAndLong, help: "Writes the page that the client can sign to this file (.html).")
    var output: String?
    @Option(help: "The page's language, en or de; by the project's country without it.") var language: String?
    @Flag(help: "Leaves names of persons out of the page.") var redact = false
    @Option(help: "The target; the project's first one without it.") var target: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let language = try ReportPage.language(language, run.project)
        let (named, database) = try run.target(target)
        for line in try run.recover(database) { invocation.remark(line) }
        let batches = try Batches.read(database)
        guard let id = batch ?? batches.last(where: { $0.kind == .load && $0.undoneBy.isEmpty })?.id else {
            throw PipelineFault.configuration("nothing is loaded into \(named.name) yet: customary run")
        }
        let report = try Verifier.verify(id, on: database)
        let ledger = try run.reconcile()
        let money = try run.reconcileMoney(on: database, batch: report.batch)
        let state = try Batches.state(database).map { Hex.encode($0.full) } ?? ""
        invocation.progress.end()
        let differs = ledger.contains { !$0.isEqual } || !report.mismatches.isEmpty
        let screen = VerifyScreen(
            target: named, report: report, ledger: ledger, money: money, state: state, differs: differs)
        screen.show(invocation)
        if let output {
            try AtomicFile.write(
                output, screen.page(run, day: invocation.today).html(language: language, redacted: redact))
            invocation.say("  Page: \(output)")
        }
        invocation.answer(screen.document)
        invocation.next(
            differs
                ? "customary explain RECORD, for each difference"
                : "customary status\(invocation.aim(named, of: run.project))")
        if differs { throw ExitCode(1) }
    }
}

/// What `verify` found, for a terminal, as JSON and as the page that the client signs.
struct VerifyScreen {
    let target: ProjectTarget
    let report: VerifyReport
    let ledger: [SourceReconciliation]
    let money: MoneyReconciliation
    let state: String
    let differs: Bool

    func show(_ invocation: Invocation) {
        invocation.say("verify   \(report.batch.id) on \(target.name)")
        for source in ledger {
            invocation.say(
                "  \(source.source.padding(to: 20)) \(NumberText.count(source.records)) records read = "
                    + "\(NumberText.count(source.ready)) ready + \(NumberText.count(source.rejected)) need correction + "
                    + "\(NumberText.count(source.filtered)) left out + \(NumberText.count(source.held)) waiting"
                    + (source.isEqual ? "" : "   DIFFERS from the file: \(NumberText.count(source.inFile))"))
        }
        for control in money.controls {
            let text = { (amount: String) in NumberText.money(amount, currency: control.currency) }
            invocation.say(
                "  \(control.name.padding(to: 20)) your report \(text(control.printed)) · staging \(text(control.staged))"
                    + (control.plan.isEmpty ? "" : " · plan \(text(control.plan))") + " · CRM \(text(control.inCRM)) · "
                    + (control.printed == control.inCRM ? "equal" : "difference \(text(control.difference))"))
            for rows in control.missing.prefix(4) {
                let places = rows.places.prefix(8).map(String.init).joined(separator: ", ")
                let unread = rows.unreadable.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ")
                invocation.say(
                    "                       = \(rows.source) rows \(places)\(rows.places.count > 8 ? ", …" : ""): \(rows.reason), "
                        + (unread.isEmpty
                            ? NumberText.money(rows.sum, currency: rows.currency)
                            : "no amount can be read from \(unread)"))
            }
        }
        let lines = bySource
        if !lines.isEmpty {
            var table = TerminalTable([
                .text("money"), .text("of", minimumWidth: 12), .number("source"), .number("staging"), .number("CRM"),
                .text("", minimumWidth: 3),
            ])
            for line in lines {
                table.append(
                    [.init(line.parts[0]), .init(line.parts[1])]
                        + [line.inSource, line.staged, line.inCRM].map { .money($0, currency: line.parts[2]) }
                        + [
                            .init(
                                line.staged == line.inCRM
                                    ? line.inSource == line.staged ? "equal" : "equal but for rows left out" : "differs"
                            )
                        ])
            }
            for line in table.lines() { invocation.say(line) }
        }
        let since = money.differences.filter {
            !$0.inSource.isEmpty && $0.reason.hasSuffix("since") || $0.reason == "not loaded"
        }
        for difference in since.prefix(8) {
            invocation.say(
                "  \(difference.source) row \(difference.place): \(difference.stream) \(NumberText.money(difference.inSource, currency: difference.currency)), \(difference.reason)"
                    + (difference.inCRM.isEmpty
                        ? "" : ": \(NumberText.money(difference.inCRM, currency: difference.currency))"))
        }
        if since.count > 8 {
            invocation.say("  and \(NumberText.count(since.count - 8)) more rows: customary verify --format json")
        }
        invocation.say(
            "  \(NumberText.count(report.unchanged)) of \(NumberText.count(report.changes)) records are as the load wrote them; "
                + "\(NumberText.count(report.changedCount)) were changed by people or later loads since")
        let loaded = report.batch.fullAfter
        invocation.say(
            "  state after the load \(loaded.prefix(12))…, now \(state.prefix(12))…: \(state == loaded ? "equal" : "changed since")"
        )
        for mismatch in report.mismatches.prefix(10) { invocation.say("  MISMATCH \(mismatch)") }
    }

    private typealias Sum = VerifyPage.Sum

    private func sums(_ parts: (ReconciledSum) -> [String]) -> [VerifyPage.Sum] {
        money.lines(by: parts).map {
            Sum(
                parts: $0.parts, inSource: TenThousandths.text($0.source), staged: TenThousandths.text($0.staged),
                inCRM: TenThousandths.text($0.crm))
        }
    }

    private var bySource: [VerifyPage.Sum] { sums { [$0.source, $0.stream, $0.currency] } }

    func page(_ run: ProjectRun, day: String) -> VerifyPage {
        var page = VerifyPage()
        page.client = run.project.name
        page.target = target.name
        page.isLive = target.isLive
        page.batch = report.batch.id
        page.day = day
        page.planHash = report.batch.planDigest
        page.isEqual = !differs
        (page.written, page.unchanged, page.changedSince) = (report.changes, report.unchanged, report.changedCount)
        page.mismatches = report.mismatches
        (page.stateLoaded, page.stateNow) = (report.batch.fullAfter, state)
        page.sources = ledger.map {
            .init(
                name: $0.source, inFile: $0.inFile, records: $0.records, ready: $0.ready, rejected: $0.rejected,
                filtered: $0.filtered, held: $0.held, isEqual: $0.isEqual)
        }
        page.controls = money.controls.map {
            .init(
                name: $0.name, currency: $0.currency, printed: $0.printed, staged: $0.staged, plan: $0.plan,
                inCRM: $0.inCRM, difference: $0.difference, missing: $0.missing.map(ReportPage.missing))
        }
        page.bySource = bySource
        page.byYear = sums { [$0.stream, $0.year, $0.currency] }
        page.byOwner = sums { [$0.stream, $0.owner, $0.currency] }
        page.rows = money.differences.map {
            .init(
                source: $0.source, row: String($0.place), stream: $0.stream, currency: $0.currency, reason: $0.reason,
                inSource: $0.inSource, inCRM: $0.inCRM)
        }
        return page
    }

    var document: JSONValue {
        [
            "batch": .string(report.batch.id), "records": .integer(report.changes),
            "as_loaded": .integer(report.unchanged), "changed_since": .integer(report.changedCount),
            "mismatches": .strings(report.mismatches),
            "state": ["loaded": .string(report.batch.fullAfter), "now": .string(state)],
            "sources": .array(
                ledger.map {
                    [
                        "source": .string($0.source), "in_file": .integer($0.inFile), "records": .integer($0.records),
                        "ready": .integer($0.ready), "rejected": .integer($0.rejected),
                        "filtered": .integer($0.filtered), "held": .integer($0.held), "equal": .boolean($0.isEqual),
                    ]
                }),
            "controls": .array(
                money.controls.map {
                    [
                        "name": .string($0.name), "currency": .string($0.currency), "printed": .decimal($0.printed),
                        "staged": .decimal($0.staged), "plan": $0.plan.isEmpty ? .null : .decimal($0.plan),
                        "crm": .decimal($0.inCRM), "difference": .decimal($0.difference),
                    ]
                }),
            "money": .array(
                money.lines.map {
                    [
                        "source": .string($0.source), "figure": .string($0.stream), "currency": .string($0.currency),
                        "year": .string($0.year), "owner": .string($0.owner), "in_source": .decimal($0.inSource),
                        "staged": .decimal($0.staged), "crm": .decimal($0.inCRM),
                    ]
                }),
            "differences": .array(
                money.differences.map {
                    [
                        "source": .string($0.source), "row": .integer(Int($0.place)), "figure": .string($0.stream),
                        "currency": .string($0.currency), "reason": .string($0.reason),
                        "in_source": $0.inSource.isEmpty ? .null : .decimal($0.inSource),
                        "crm": $0.inCRM.isEmpty ? .null : .decimal($0.inCRM),
                    ]
                }), "equal": .boolean(!differs),
        ]
    }
}
