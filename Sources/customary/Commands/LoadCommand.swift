import ArgumentParser
import CRM
import Configuration
import Ledger
import Pipeline
import Report

/// `customary load`: does what the plan says.
struct LoadCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load", abstract: "Carries a plan out, in one transaction, and writes the manifest.",
        discussion: "Example: customary load --yes")

    @Argument(help: "The plan; the newest one without it.") var plan: String?
    @Option(parsing: .upToNextOption, help: "Limits to release, with --because.") var release: [String] = []
    @Option(help: "Why they are released; kept with the batch.") var because = ""
    @Option(help: "The target; the project's first one without it.") var target: String?
    @Option(help: "careful, normal or bold, as the plan was made.") var setting: String?
    @Option(
        name: .customLong("backup-confirmed"),
        help: "Where the backup is, for the first load into a live target that Customary can't back up itself.")
    var backup = ""
    @Flag(help: "Doesn't ask. It never releases a limit.") var yes = false
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        guard release.isEmpty || !because.isEmpty else {
            throw PipelineFault.configuration(
                "--release needs --because TEXT: who reads the batch later wants to know why")
        }
        let run = try invocation.run()
        guard let path = plan ?? run.newestPlan() else {
            throw PipelineFault.configuration("there is no plan yet: customary plan")
        }
        let file = try PlanFile.read(path, keys: try run.keys(for: []))
        let (named, database) = try run.target(target ?? file.origin.terms["target"])
        let ceremony = LiveCeremony(
            run: run, invocation: invocation, named: target, yes: yes, backup: backup)
        let copy = try ceremony.confirm(named, database, question: "Load \(path) into \(named.name)?")
        let report = try run.load(
            file, target: named.name, released: release, because: because, backup: copy, who: invocation.user,
            setting: setting)
        invocation.progress.end()
        try LoadScreen.finish(report, plan: nil, run, invocation, target: named.name)
    }
}

/// What a load came to, as a person sees it.
enum LoadScreen {
    /// Prints how a load ended, verifies it, and throws the exit code of one that did not.
    static func finish(
        _ report: LoadReport, plan: PlanOutcome?, _ run: ProjectRun, _ invocation: Invocation, target: String?
    ) throws {
        for line in report.recovered { invocation.remark(line) }
        let aim = try invocation.aim(run.target(target).0, of: run.project)
        switch report.outcome {
        case .loaded(let result):
            let seconds = run.seconds.first { $0.station == "load" }?.seconds ?? 0
            invocation.say(
                "load     \(result.batch.id) → \(try run.target(target).0.name) · one transaction · "
                    + "\(NumberText.duration(seconds: seconds)) · manifest signed")
            if let delta = result.delta { show(delta, report.names, invocation) }
            for release in Release.of(result.batch) {
                invocation.say(
                    "         released \(release.limit): \(release.words) (\(release.who): \(release.because))")
            }
            if let fault = result.unfinished { invocation.say("         \(fault.afterCommit)") }
            let isVerified = try verify(result, on: run.target(target).1, run, invocation)
            if let plan {
                invocation.answer(RunDocument.make(plan, run, loaded: result))
            } else {
                invocation.answer([
                    "loaded": true, "batch": .string(result.batch.id), "run": .string(result.batch.run),
                    "manifest": .string(result.manifest),
                    "delta": .integer(result.delta?.count ?? 0),
                    "released": .array(Release.of(result.batch).map(HistoryCommand.document)),
                    "report": .string(run.runFolder(result.batch.run) + "/report.html"),
                    "state": ["before": .string(result.batch.fullBefore), "after": .string(result.batch.fullAfter)],
                    "peak_rss_bytes": .integer(RunDocument.peakMemory()),
                ])
            }
            invocation.next("customary status\(aim) · customary rollback \(result.batch.id)\(aim) takes all of it back")
            if !isVerified || result.unfinished != nil { throw ExitCode(1) }
        case .nothingToDo:
            invocation.say("load     nothing to do: the CRM holds everything as it should be")
            if let plan {
                invocation.answer(RunDocument.make(plan, run, loaded: nil))
            } else {
                invocation.answer(["loaded": false, "reason": "nothing to do"])
            }
            invocation.next("customary status\(aim)")
        case .alreadyLoaded(let batch):
            invocation.say("load     this plan is loaded already, as \(batch.id)")
            if let plan {
                invocation.answer(RunDocument.make(plan, run, loaded: nil))
            } else {
                invocation.answer(["loaded": false, "reason": "already loaded", "batch": .string(batch.id)])
            }
            invocation.next("customary status\(aim)")
        case .differs(let delta):
            show(delta, report.names, invocation)
            for limit in report.stopped { invocation.say("         STOP  \(limit.words)") }
            let first = report.stopped.first
            throw PipelineFault.held(
                "not loaded: \(delta.count) of \(delta.plannedCount) changes differ, because the CRM changed since the plan"
                    + (first.map { $0.name == "changed_since_plan" ? "" : ", and with them \($0.words)" } ?? "")
                    + ". Plan again: customary plan"
                    + (first.map { ", or: customary load --release \($0.name) --because TEXT" } ?? ""))
        }
    }

    /// What comes out otherwise than planned, because the CRM changed meanwhile.
    private static func show(_ delta: PlanDelta, _ names: [String: String], _ invocation: Invocation) {
        guard delta.count > 0 else { return }
        invocation.say(
            "         \(NumberText.count(delta.count)) of \(NumberText.count(delta.plannedCount)) changes differ: the CRM changed since the plan"
        )
        for difference in delta.differences.prefix(5) {
            let name = names[difference.id] ?? difference.id
            let kinds =
                difference.planned == difference.today
                ? difference.today
                : "planned \(difference.planned.isEmpty ? "nothing" : difference.planned), today \(difference.today.isEmpty ? "nothing" : difference.today)"
            invocation.say("           \(difference.table) \(name): \(kinds)")
            for field in difference.fields.prefix(4) {
                let planned = field.planned.map { "planned \"\($0.old)\" → \"\($0.new)\"" } ?? "planned to stay"
                let today = field.today.map { "today \"\($0.old)\" → \"\($0.new)\"" } ?? "stays today"
                invocation.say("             \(field.column): \(planned), \(today)")
            }
        }
        if delta.count > 5 { invocation.say("           and \(NumberText.count(delta.count - 5)) more") }
    }

    /// Verifies what was loaded and says so. A machine that can't even do that has loaded all the same.
    private static func verify(
        _ result: LoadResult, on database: any Target, _ run: ProjectRun, _ invocation: Invocation
    ) throws -> Bool {
        let batch = result.batch
        let state = "State \(batch.fullBefore.prefix(8))… → \(batch.fullAfter.prefix(8))…"
        do {
            let verified = try Verifier.verify(batch.id, on: database)
            invocation.say(
                "verify   \(NumberText.count(verified.changes)) record hashes: "
                    + (verified.mismatches.isEmpty ? "equal" : "\(verified.mismatches.count) mismatches") + ". \(state)"
            )
            try ReportPage.markLoaded(result, verified, run)
            return verified.mismatches.isEmpty
        } catch {
            invocation.say("verify   not done: \(FaultReport.describe(error).message). \(state)")
            invocation.say("         once that is mended: customary verify \(batch.id)")
            return false
        }
    }
}
