import ArgumentParser
import CRM
import Configuration
import Digest
import Ledger
import Pipeline
import Records
import Report
import Staging

/// `customary status`: one screen.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "What is loaded, what waits for whom, and the CRM's state hash.",
        discussion: "Example: customary -C /srv/nordkamp status")

    @Option(help: "The target; the project's first one without it.") var target: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let (named, database) = try run.target(target)
        let recovered = try run.recover(database)
        let batches = try Batches.read(database)
        let state = try Batches.state(database)
        let deliveries = try run.staging.deliveries()
        let book = try QuestionBook(project: run.project, staging: run.staging, library: invocation.library)
        for line in recovered { invocation.say(line) }
        invocation.say("\(run.project.name) → \(named.name)\(named.isLive ? " (LIVE)" : "")  \(named.shown(database))")
        for batch in batches.suffix(8).reversed() {
            invocation.say(
                "  \(batch.id)  \(batch.kind.rawValue)  \(batch.now.prefix(16))  \(batch.who)  \(HistoryCommand.words(batch))"
            )
            for line in HistoryCommand.releases(batch) { invocation.say("        \(line)") }
        }
        if batches.isEmpty { invocation.say("  nothing is loaded yet") }
        for delivery in deliveries {
            invocation.say(
                "  \(delivery.source.padding(to: 20)) \(NumberText.count(delivery.records)) rows · \(NumberText.count(delivery.rejected)) need correction · "
                    + "\(NumberText.count(delivery.filtered)) left out   \(delivery.file)")
        }
        if !book.open.isEmpty {
            invocation.say("  \(NumberText.count(book.open.count, "open question", "open questions"))")
        }
        if !book.drafts.isEmpty {
            invocation.say(
                "  \(NumberText.count(book.drafts.count, "answer", "answers")) DRAFT: test targets only until confirmed"
            )
        }
        if let state { invocation.say("State \(Hex.encode(state.full))") }
        invocation.answer([
            "project": .string(run.project.name), "target": .string(named.name), "live": .boolean(named.isLive),
            "state": [
                "full": .optional(state.map { Hex.encode($0.full) }),
                "content": .optional(state.map { Hex.encode($0.content) }),
            ],
            "customers": .object(
                state.map { roots in
                    Entity.allCases.map { JSONMember($0.table, .integer(roots.counts[Int($0.rawValue)])) }
                } ?? []),
            "batches": .array(batches.map(HistoryCommand.document)), "open_questions": .integer(book.open.count),
            "drafts": .integer(book.drafts.count),
            "sources": .array(
                deliveries.map {
                    [
                        "source": .string($0.source), "file": .string($0.file), "records": .integer($0.records),
                        "ready": .integer($0.ready), "rejected": .integer($0.rejected),
                        "filtered": .integer($0.filtered),
                    ]
                }),
        ])
        invocation.next(book.open.isEmpty ? "customary run" : "customary questions")
    }
}

/// `customary history`: all loads and rollbacks.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history", abstract: "All loads and rollbacks: who, when, counts.",
        discussion: "Example: customary history")

    @Argument(help: "One batch, with everything known of it.") var batch: String?
    @Option(help: "The target; the project's first one without it.") var target: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let (named, database) = try run.target(target)
        for line in try run.recover(database) { invocation.remark(line) }
        let batches = try Batches.read(database).filter { batch == nil || $0.id == batch }
        if let batch, batches.isEmpty {
            throw PipelineFault.configuration("\(named.name) has no batch \(batch): customary history")
        }
        for row in batches {
            invocation.say(
                "\(row.id)  \(row.kind.rawValue)  \(row.now.prefix(16))  \(row.who)  \(HistoryCommand.words(row))")
            for line in HistoryCommand.releases(row) { invocation.say("  \(line)") }
            guard batch != nil else { continue }
            invocation.say("  counts    \(row.counts)")
            invocation.say("  state     \(row.fullBefore) → \(row.fullAfter)")
            invocation.say("  plan      \(row.planDigest)  attempt \(row.attempt)")
            invocation.say("  manifest  \(row.manifestRoot)")
            invocation.say("  details   \(row.details)")
        }
        if batches.isEmpty { invocation.say("nothing is loaded yet") }
        invocation.answer(["target": .string(named.name), "batches": .array(batches.map(HistoryCommand.document))])
        invocation.next(
            batches.isEmpty ? "customary run" : "customary history BATCH, or customary rollback BATCH --plan")
    }

    static func words(_ batch: BatchRow) -> String {
        var words = batch.kind == .rollback ? "took back \(batch.undoes)" : "attempt \(batch.attempt)"
        if !batch.undoneBy.isEmpty { words += ", taken back by \(batch.undoneBy)" }
        return words
    }

    /// The limits that were released for a batch, a line each.
    static func releases(_ batch: BatchRow) -> [String] {
        Release.of(batch).map { "released \($0.at.prefix(16)) by \($0.who) \"\($0.because)\": \($0.words)" }
    }

    static func document(_ release: Release) -> JSONValue {
        [
            "limit": .string(release.limit), "words": .string(release.words), "who": .string(release.who),
            "at": .string(release.at), "because": .string(release.because),
        ]
    }

    static func document(_ batch: BatchRow) -> JSONValue {
        [
            "batch": .string(batch.id), "kind": .string(batch.kind.rawValue), "now": .string(batch.now),
            "who": .string(batch.who),
            "run": .string(batch.run), "attempt": .integer(batch.attempt), "undoes": .string(batch.undoes),
            "undone_by": .string(batch.undoneBy), "counts": .string(batch.counts),
            "released": .array(Release.of(batch).map(document)),
            "state": ["before": .string(batch.fullBefore), "after": .string(batch.fullAfter)],
        ]
    }
}
