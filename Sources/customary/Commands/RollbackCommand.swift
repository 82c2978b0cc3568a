import ArgumentParser
import CRM
import Configuration
import Ledger
import Pipeline
import Records
import Report

/// `customary rollback`: takes a load back.
struct RollbackCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Takes a load back, field by field; what people changed since is kept and listed.",
        discussion: "Example: customary rollback 2026-12-04-1 --plan")

    @Argument(help: "The batch.") var batch: String
    @Flag(help: "Only says what would happen.") var plan = false
    @Option(name: .customLong("on-conflict"), help: "keep or abort: what happens when people changed something since.")
    var onConflict = "keep"
    @Option(help: "The target; the project's first one without it.") var target: String?
    @Flag(help: "Doesn't ask.") var yes = false
    @OptionGroup var options: CommonOptions

    func validate() throws {
        guard ["keep", "abort"].contains(onConflict) else { throw ValidationError("--on-conflict is keep or abort") }
    }

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let (named, database) = try run.target(target)
        for line in try run.recover(database) { invocation.remark(line) }
        let rollback = Rollback(target: database, keys: try run.keys(), folder: run.rollbackFolder)
        let preview = try rollback.run(
            batch: batch, plan: true, now: invocation.now, run: "", who: invocation.user, aborting: false)
        if preview.wasAlreadyTakenBack {
            invocation.say("\(batch) was taken back before, by \(preview.load.undoneBy). Nothing to do.")
            invocation.answer(RollbackScreen.document(preview))
            invocation.next("customary history")
            return
        }
        if plan {
            invocation.say("Take back \(batch) on \(named.name). Nothing is written by this preview.")
            RollbackScreen.show(preview, invocation)
            invocation.answer(RollbackScreen.document(preview))
            invocation.next("customary rollback \(batch)")
            return
        }
        RollbackScreen.show(preview, invocation)
        guard invocation.confirms("Take \(batch) back?", yes: yes) else {
            throw PipelineFault.held("not taken back: nobody said yes. Add --yes where nobody can be asked")
        }
        let report = try rollback.run(
            batch: batch, plan: false, now: invocation.now, run: "", who: invocation.user,
            aborting: onConflict == "abort")
        invocation.progress.end()
        if report.wasAborted {
            throw PipelineFault.held(
                "not taken back: people changed \(report.keptFields.count) fields and \(report.keptRecords.count) records since, and --on-conflict is abort"
            )
        }
        RollbackScreen.finish(report, invocation)
        invocation.answer(RollbackScreen.document(report))
        invocation.next(
            "customary status   (the same rows come again with the next run: correct the source or the mapping first)")
        if report.needsPerson || report.unfinished != nil { throw ExitCode(1) }
    }
}

/// A rollback as a person sees it.
enum RollbackScreen {
    /// What it does or would do.
    static func show(_ report: RollbackReport, _ invocation: Invocation) {
        let restored = report.restoredFields.values.reduce(0, +)
        invocation.say("  restore   \(NumberText.count(restored, "field", "fields"))")
        let deleted = report.deleted.filter { $0.value > 0 }.sorted { $0.key < $1.key }
        if !deleted.isEmpty {
            invocation.say(
                "  delete    \(deleted.map { "\(NumberText.count($0.value)) \($0.key.table)" }.joined(separator: ", "))"
            )
        }
        if !report.keptFields.isEmpty {
            let customers = Set(report.keptFields.map(\.id)).count
            invocation.say(
                "  keep      \(NumberText.count(report.keptFields.count, "field", "fields")) in \(NumberText.count(customers, "record", "records")), edited by people since"
            )
            for field in report.keptFields.prefix(20) {
                invocation.say(
                    "              \(field.entity.table) \(field.id)  \(field.column)  \(field.who) \(field.when)")
            }
        }
        let whole = report.keptRecords.filter { $0.reason != .whole }
        if !report.keptRecords.isEmpty {
            invocation.say(
                "  keep      \(NumberText.count(report.keptRecords.count, "created record", "created records")), whole")
            for record in whole.prefix(20) {
                invocation.say(
                    "              \(record.entity.table) \(record.id)  \(record.reason.rawValue) \(record.detail)")
            }
        }
        if !report.laterFields.isEmpty {
            invocation.say(
                "  later     \(NumberText.count(report.laterFields.count, "value", "values")) of later loads stay")
        }
        if !report.alreadyGone.isEmpty {
            invocation.say(
                "  gone      \(NumberText.count(report.alreadyGone.count, "record", "records")) that somebody deleted since"
            )
        }
    }

    /// The proof.
    static func finish(_ report: RollbackReport, _ invocation: Invocation) {
        invocation.say()
        invocation.say("Proof")
        invocation.say("  before the load  \(report.proof.expected)")
        invocation.say("  now              \(report.proof.actual)   \(report.proof.isEqual ? "equal" : "differs")")
        if !report.proof.isEqual {
            invocation.say(
                "  \(NumberText.count(report.proof.differenceCount, "record differs", "records differ")) from the state before the load:"
            )
            for difference in report.proof.differences.prefix(20) {
                invocation.say(
                    "    \(difference.entity.table) \(difference.id)  \(difference.columns.joined(separator: ", "))  \(difference.reason)"
                )
            }
        }
        if let batch = report.rollback { invocation.say("Rollback is batch \(batch.id). Manifest signed.") }
        if let fault = report.unfinished { invocation.say("  \(fault.afterCommit)") }
    }

    /// The same as JSON.
    static func document(_ report: RollbackReport) -> JSONValue {
        func counts(_ values: [Entity: Int]) -> JSONValue {
            .object(
                values.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map {
                    JSONMember($0.key.table, .integer($0.value))
                })
        }
        return [
            "batch": .string(report.load.id), "rollback": .optional(report.rollback?.id),
            "already_taken_back": .boolean(report.wasAlreadyTakenBack), "restored": counts(report.restoredFields),
            "deleted": counts(report.deleted),
            "kept_fields": .array(
                report.keptFields.map {
                    [
                        "entity": .string($0.entity.table), "id": .string($0.id.description),
                        "column": .string($0.column),
                        "now": .string($0.now), "who": .string($0.who), "when": .string($0.when),
                    ]
                }),
            "kept_records": .array(
                report.keptRecords.map {
                    [
                        "entity": .string($0.entity.table), "id": .string($0.id.description),
                        "reason": .string($0.reason.rawValue), "detail": .string($0.detail),
                    ]
                }),
            "later_fields": .integer(report.laterFields.count), "already_gone": .integer(report.alreadyGone.count),
            "proof": [
                "before": .string(report.proof.expected), "now": .string(report.proof.actual),
                "equal": .boolean(report.proof.isEqual),
                "differences": .array(
                    report.proof.differences.map {
                        [
                            "entity": .string($0.entity.table), "id": .string($0.id.description),
                            "columns": .strings($0.columns),
                            "reason": .string($0.reason),
                        ]
                    }),
            ],
        ]
    }
}
