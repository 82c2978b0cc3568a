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
        let file = try PlanFile.read(path, keys: try run.keys())
        guard invocation.confirms("Load \(path)?", yes: yes) else {
            throw PipelineFault.held("not loaded: nobody said yes. Add --yes where nobody can be asked")
        }
        let report = try run.load(
            file, target: target, released: release, because: because, who: invocation.user, setting: setting)
        invocation.progress.end()
        try LoadScreen.finish(report, plan: nil, run, invocation, target: target)
    }
}

/// What a load came to, as a person sees it.
enum LoadScreen {
    /// Prints how a load ended, verifies it, and throws the exit code of one that did not.
    static func finish(
        _ report: LoadReport, plan: PlanOutcome?, _ run: ProjectRun, _ invocation: Invocation, target: String?
    ) throws {
        for line in report.recovered { invocation.remark(line) }
        switch report.outcome {
        case .loaded(let result):
            let seconds = run.seconds.first { $0.station == "load" }?.seconds ?? 0
            invocation.say(
                "load     \(result.batch.id) → \(try run.target(target).0.name) · one transaction · "
                    + "\(NumberText.duration(seconds: seconds)) · manifest signed")
            if let delta = result.delta, !delta.differences.isEmpty {
                invocation.say(
                    "         \(delta.count) of \(delta.plannedCount) changes differ from the plan: the CRM changed meanwhile"
                )
                for difference in delta.differences.prefix(5) {
                    invocation.say(
                        "         \(difference.table) \(difference.id): planned \(difference.planned), today \(difference.today)"
                    )
                }
            }
            if let fault = result.unfinished { invocation.say("         \(fault.afterCommit)") }
            let isVerified = try verify(result.batch, on: run.target(target).1, invocation)
            if let plan {
                invocation.answer(RunDocument.make(plan, run, loaded: result))
            } else {
                invocation.answer([
                    "loaded": true, "batch": .string(result.batch.id), "run": .string(result.batch.run),
                    "manifest": .string(result.manifest),
                    "state": ["before": .string(result.batch.fullBefore), "after": .string(result.batch.fullAfter)],
                    "peak_rss_bytes": .integer(RunDocument.peakMemory()),
                ])
            }
            invocation.next("customary status · customary rollback \(result.batch.id) takes all of it back")
            if !isVerified || result.unfinished != nil { throw ExitCode(1) }
        case .nothingToDo:
            invocation.say("load     nothing to do: the CRM holds everything as it should be")
            if let plan {
                invocation.answer(RunDocument.make(plan, run, loaded: nil))
            } else {
                invocation.answer(["loaded": false, "reason": "nothing to do"])
            }
            invocation.next("customary status")
        case .alreadyLoaded(let batch):
            invocation.say("load     this plan is loaded already, as \(batch.id)")
            if let plan {
                invocation.answer(RunDocument.make(plan, run, loaded: nil))
            } else {
                invocation.answer(["loaded": false, "reason": "already loaded", "batch": .string(batch.id)])
            }
            invocation.next("customary status")
        case .differs(let delta):
            for difference in delta.differences.prefix(10) {
                invocation.say(
                    "  \(difference.table) \(difference.id): planned \(difference.planned), today \(difference.today)")
            }
            throw PipelineFault.held(
                "not loaded: \(delta.count) of \(delta.plannedCount) changes differ, because the CRM changed since the plan. Plan again: customary plan"
            )
        }
    }

    /// Verifies what was loaded and says so. A machine that can't even do that has loaded all the same.
    private static func verify(_ batch: BatchRow, on database: any Target, _ invocation: Invocation) throws -> Bool {
        let state = "State \(batch.fullBefore.prefix(8))… → \(batch.fullAfter.prefix(8))…"
        do {
            let verified = try Verifier.verify(batch.id, on: database)
            invocation.say(
                "verify   \(NumberText.count(verified.changes)) record hashes: "
                    + (verified.mismatches.isEmpty ? "equal" : "\(verified.mismatches.count) mismatches") + ". \(state)")
            return verified.mismatches.isEmpty
        } catch {
            invocation.say("verify   not done: \(FaultReport.describe(error).message). \(state)")
            invocation.say("         once that is mended: customary verify \(batch.id)")
            return false
        }
    }
}
