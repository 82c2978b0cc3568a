import ArgumentParser
import CRM
import Configuration
import Foundation
import Ledger
import Pipeline
import Records
import Report

/// `customary rollback`: takes a load, a part of one, or a rollback back.
struct RollbackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Takes a load back, or a part of it, field by field; what people changed since is kept and listed.",
        discussion: """
            Example: customary rollback 2026-12-04-1 --plan
            A part: customary rollback 2026-12-04-1 --source debitoren --field accounts.name
            A rollback is a batch too and can be taken back in its turn: customary rollback 2026-12-04-3
            """)

    @Argument(help: "The batch.") var batch: String
    @Flag(help: "Only says what would happen.") var plan = false
    @Option(help: "Only values that came from this source; may be given several times.") var source: [String] = []
    @Option(help: "Only this record, by its id, with what the load hung on it; may be given several times.")
    var record: [String] = []
    @Option(help: "Only this column, as column or table.column; may be given several times.") var field: [String] = []
    @Option(help: "Only what this rule brought, as \"mapping: record.field\" or a mapping's name; several times, too.")
    var rule: [String] = []
    @Option(help: "Only the merge of this record, which was merged away; may be given several times.")
    var merge: [String] = []
    @Option(
        name: .customLong("on-conflict"),
        help: "keep, abort or overwrite: what happens to values that people changed since.")
    var onConflictWord = "keep"
    @Flag(help: "Does it on a copy and writes the result into the run book; the database isn't written.")
    var drill = false
    @Option(help: "The target; the project's first one without it.") var target: String?
    @Flag(help: "Doesn't ask.") var yes = false
    @OptionGroup var options: CommonOptions

    private var onConflict: ConflictPolicy { ConflictPolicy(rawValue: onConflictWord) ?? .keep }

    func validate() throws {
        guard ConflictPolicy(rawValue: onConflictWord) != nil else {
            throw ValidationError("--on-conflict is keep, abort or overwrite")
        }
        if plan, drill { throw ValidationError("--plan only looks, --drill does it on a copy: choose one") }
    }

    private func scope() throws -> RollbackScope {
        func ids(_ values: [String], _ option: String) throws -> [RecordID] {
            try values.map { value in
                guard let id = RecordID(value.lowercased().utf8) else {
                    throw PipelineFault.configuration(
                        "\(option) \(value): is no record id; customary explain NAME shows a customer's")
                }
                return id
            }
        }
        var scope = RollbackScope()
        scope.sources = source
        scope.records = try ids(record, "--record")
        scope.fields = field
        scope.rules = rule
        scope.merges = try ids(merge, "--merge")
        return scope
    }

    func run() throws {
        let invocation = try Invocation(options)
        let scope = try scope()
        let run = try invocation.run()
        let (named, database) = try run.target(target)
        for line in try run.recover(database) { invocation.remark(line) }
        if drill { return try drill(invocation, run, named, database, scope) }
        let rollback = Rollback(
            target: database, keys: try run.keys(for: [database]), folder: try run.rollbackFolder(database))
        let aim = invocation.aim(named, of: run.project)
        let circumstances = try run.circumstances(of: named, database)
        let start = ContinuousClock.now
        let preview = try rollback.run(
            batch: batch, plan: true, now: invocation.now, run: "", who: invocation.user, scope: scope,
            conflicts: onConflict == .overwrite ? .overwrite : .keep)
        let screen = RollbackScreen(
            invocation: invocation, target: named, asked: batch, time: invocation.time(run.project))
        if preview.wasAlreadyTakenBack {
            let by = preview.takenBackBy.isEmpty ? "" : ", by \(preview.takenBackBy)"
            let what = scope.isWhole ? batch : "of \(batch): \(scope.words)"
            invocation.say("\(what) was taken back before\(by). Nothing to do.")
            invocation.answer(RollbackScreen.document(preview))
            invocation.next("customary history\(aim)")
            return
        }
        screen.preview(preview, circumstances, isPlan: plan, seconds: start.duration(to: .now))
        if plan {
            invocation.answer(RollbackScreen.document(preview, circumstances))
            invocation.next((["customary rollback \(batch)\(aim)"] + arguments).joined(separator: " "))
            return
        }
        try confirm(invocation, named)
        let started = ContinuousClock.now
        let report = try rollback.run(
            batch: batch, plan: false, now: invocation.now, run: "", who: invocation.user, scope: scope,
            conflicts: onConflict)
        invocation.progress.end()
        if report.wasAborted {
            throw PipelineFault.held(
                "not taken back: people changed \(report.keptFields.count) fields and \(report.keptRecords.count) records since, and --on-conflict is abort"
            )
        }
        screen.result(report, seconds: started.duration(to: .now))
        let isMarked = markPage(report, scope, run, invocation)
        invocation.answer(RollbackScreen.document(report))
        if report.taken != nil {
            invocation.next("customary verify \(report.load.id)\(aim) · customary status\(aim)")
        } else if let source = report.heldSources.first {
            invocation.next(
                "nothing tonight. The same rows come again with the next run by hand: look at customary diff \(source) first"
            )
        } else {
            invocation.next("customary status\(aim)")
        }
        if report.needsPerson || report.unfinished != nil || !isMarked { throw ExitCode(1) }
    }

    /// Brings the client's page up to date. A machine that can't even do that has taken the load back all the same.
    private func markPage(
        _ report: RollbackReport, _ scope: RollbackScope, _ run: ProjectRun, _ invocation: Invocation
    ) -> Bool {
        do {
            if report.taken != nil {
                try ReportPage.markStanding(report.load, run)
            } else if scope.isWhole, let rollback = report.rollback {
                try ReportPage.markTakenBack(report.load, by: rollback, report, run)
            }
            return true
        } catch {
            invocation.say("  the client's page isn't up to date: \(FaultReport.describe(error).message)")
            return false
        }
    }

    /// The options of the part, as they were typed.
    private var arguments: [String] {
        func list(_ name: String, _ values: [String]) -> [String] {
            values.map { "--\(name) \($0.contains(" ") ? "\"\($0)\"" : $0)" }
        }
        return list("source", source) + list("record", record) + list("field", field) + list("rule", rule)
            + list("merge", merge) + (onConflict == .keep ? [] : ["--on-conflict \(onConflict.rawValue)"])
    }

    /// A live target wants the batch's id typed; elsewhere a yes does.
    private func confirm(_ invocation: Invocation, _ target: ProjectTarget) throws {
        if yes { return }
        if target.isLive, isatty(0) == 1, isatty(1) == 1, !invocation.isJSON {
            print("This is LIVE. Type the batch id to take it back: ", terminator: "")
            fflush(nil)
            if readLine()?.trimmingCharacters(in: .whitespaces) == batch { return }
            throw PipelineFault.held("not taken back: that wasn't \(batch)")
        }
        guard invocation.confirms("Take \(batch) back?", yes: false) else {
            throw PipelineFault.held("not taken back: nobody said yes. Add --yes where nobody can be asked")
        }
    }

    private func drill(
        _ invocation: Invocation, _ run: ProjectRun, _ target: ProjectTarget, _ database: any Target,
        _ scope: RollbackScope
    ) throws {
        let drill = try run.drill(
            batch, on: target, database, scope: scope, conflicts: onConflict, who: invocation.user)
        invocation.progress.end()
        let screen = RollbackScreen(
            invocation: invocation, target: target, asked: batch, time: invocation.time(run.project))
        invocation.say("Drill: \(batch) was taken back \(drill.place). \(target.name) is as it was.")
        if drill.report.wasAlreadyTakenBack {
            invocation.say("  it was taken back before, by \(drill.report.takenBackBy): there was nothing to do")
        } else {
            screen.body(drill.report)
            screen.proof(drill.report)
        }
        invocation.say("  time      \(NumberText.duration(seconds: drill.seconds)), the copy included")
        invocation.say("Written into \(drill.runBook)")
        var document = RollbackScreen.document(drill.report).members ?? []
        document.append(JSONMember("drill", true))
        document.append(JSONMember("run_book", .string(drill.runBook)))
        document.append(JSONMember("seconds", .decimal(DecimalText.of(drill.seconds))))
        invocation.answer(.object(document))
        invocation.next("customary rollback \(batch)\(invocation.aim(target, of: run.project)) --plan")
        if drill.report.needsPerson || drill.report.wasAborted { throw ExitCode(1) }
    }
}
