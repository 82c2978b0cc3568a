import ArgumentParser
import Configuration
import Ledger
import Pipeline
import Report
import Staging

/// `customary run`: stage, match, plan; then load and verify.
struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Stages, matches and plans; with --yes, or yes on a terminal, loads and verifies.",
        discussion: "Example: customary run --yes")

    @Flag(help: "Doesn't ask. It never releases a limit.") var yes = false
    @Option(help: "The target; the project's first one without it.") var target: String?
    @Option(help: "careful, normal or bold; the project's own without it.") var setting: String?
    @Option(
        name: .customLong("backup-confirmed"),
        help: "Where the backup is, for the first load into a live target that Customary can't back up itself.")
    var backup = ""
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let staged = try run.stage()
        invocation.progress.end()
        let rows = staged.reduce(0) { $0 + $1.delivery.records }
        let rejected = staged.reduce(0) { $0 + $1.delivery.rejected }
        let filtered = staged.reduce(0) { $0 + $1.delivery.filtered }
        let seconds = run.seconds.first { $0.station == "stage" }?.seconds ?? 0
        invocation.say(
            "stage    \(NumberText.count(rows)) rows · \(NumberText.count(rejected)) need correction · "
                + "\(NumberText.count(filtered)) left out by rule   \(NumberText.duration(seconds: seconds))")
        let plan = try run.plan(target: target, setting: setting)
        try ReportPage.write(plan, run, invocation)
        invocation.progress.end()
        MatchScreen.show(plan.matched, run, invocation)
        PlanScreen.show(plan, run, invocation)
        let stops = plan.limits.filter(\.stops)
        guard stops.isEmpty else {
            invocation.say(
                "Not loaded: \(NumberText.count(stops.count, "limit", "limits")). "
                    + "Client page: \(run.runFolder(plan.run))/report.html")
            invocation.answer(RunDocument.make(plan, run, loaded: nil))
            invocation.next(PlanScreen.remedy(plan))
            throw ExitCode(9)
        }
        if plan.changes.isEmpty {
            invocation.say("Nothing to load: the CRM holds everything as it should be.")
            invocation.answer(RunDocument.make(plan, run, loaded: nil))
            invocation.next("customary status\(invocation.aim(plan.target, of: run.project))")
            return
        }
        let database = try run.target(target).1
        let ceremony = LiveCeremony(run: run, invocation: invocation, named: target, yes: yes, backup: backup)
        let copy: String
        do {
            copy = try ceremony.confirm(plan.target, database, question: "Load into \(plan.target.name)?")
        } catch PipelineFault.held(let words) {
            invocation.say("Not loaded: \(words.replacing("not loaded: ", with: "")).")
            invocation.answer(RunDocument.make(plan, run, loaded: nil))
            invocation.next("customary run --yes, or customary load")
            throw ExitCode(9)
        }
        let report = try run.load(
            plan.file, target: target, planned: plan, backup: copy, who: invocation.user, setting: setting)
        invocation.progress.end()
        try LoadScreen.finish(report, plan: plan, run, invocation, target: target)
    }
}
