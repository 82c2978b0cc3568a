import ArgumentParser
import CRM
import Configuration
import Ledger
import Pipeline
import Report

/// `customary verify`: source, staging and CRM side by side.
struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Reconciles source, staging and CRM: rows, values, money, and every record's hash.",
        discussion: "Example: customary verify 2026-11-23-1")

    @Argument(help: "The batch; the newest load without it.") var batch: String?
    @Option(help: "The target; the project's first one without it.") var target: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let (named, database) = try run.target(target)
        for line in try run.recover(database) { invocation.remark(line) }
        let batches = try Batches.read(database)
        guard let id = batch ?? batches.last(where: { $0.kind == .load && $0.undoneBy.isEmpty })?.id else {
            throw PipelineFault.configuration("nothing is loaded into \(named.name) yet: customary run")
        }
        let report = try Verifier.verify(id, on: database)
        let ledger = try run.reconcile()
        invocation.progress.end()
        invocation.say("verify   \(id) on \(named.name)")
        for source in ledger {
            invocation.say(
                "  \(source.source.padding(to: 20)) \(NumberText.count(source.records)) records read = "
                    + "\(NumberText.count(source.ready)) ready + \(NumberText.count(source.rejected)) need correction + "
                    + "\(NumberText.count(source.filtered)) left out + \(NumberText.count(source.held)) waiting"
                    + (source.isEqual ? "" : "   DIFFERS from the file: \(NumberText.count(source.inFile))"))
        }
        invocation.say(
            "  \(NumberText.count(report.unchanged)) of \(NumberText.count(report.changes)) records are as the load wrote them; "
                + "\(NumberText.count(report.changedCount)) were changed by people or later loads since")
        for mismatch in report.mismatches.prefix(10) { invocation.say("  MISMATCH \(mismatch)") }
        let differs = ledger.contains { !$0.isEqual } || !report.mismatches.isEmpty
        invocation.answer([
            "batch": .string(id), "records": .integer(report.changes), "as_loaded": .integer(report.unchanged),
            "changed_since": .integer(report.changedCount), "mismatches": .strings(report.mismatches),
            "sources": .array(
                ledger.map {
                    [
                        "source": .string($0.source), "in_file": .integer($0.inFile), "records": .integer($0.records),
                        "ready": .integer($0.ready), "rejected": .integer($0.rejected),
                        "filtered": .integer($0.filtered),
                        "held": .integer($0.held), "equal": .boolean($0.isEqual),
                    ]
                }), "equal": .boolean(!differs),
        ])
        invocation.next(differs ? "customary explain RECORD, for each difference" : "customary status")
        if differs { throw ExitCode(1) }
    }
}
