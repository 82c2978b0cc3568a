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
        let circumstances = try run.circumstances(of: named, database)
        let held = try Batches.held(database)
        let time = invocation.time(run.project)
        for line in recovered { invocation.say(line) }
        let around = CircumstanceWords.line(circumstances, isLive: named.isLive, time)
        invocation.say(
            "\(run.project.name) → \(named.name)\(named.isLive ? " (LIVE)" : "")  \(named.shown(database))"
                + (around.isEmpty ? "" : " · \(around)"))
        show(batches.suffix(8).reversed(), run, invocation)
        if batches.isEmpty { invocation.say("  nothing is loaded yet") }
        for (source, by) in held.sorted(by: { $0.key < $1.key }) {
            invocation.say("  HELD: \(source), because of rollback \(by)")
        }
        var table = TerminalTable([
            .text("source", minimumWidth: 12), .number("rows"), .number("need correction"), .number("left out"),
            .text("file", minimumWidth: 12),
        ])
        for delivery in deliveries {
            table.append([
                .init(delivery.source), .count(delivery.records), .count(delivery.rejected), .count(delivery.filtered),
                .init(delivery.file),
            ])
        }
        if !deliveries.isEmpty { for line in table.lines(on: invocation.output) { invocation.say(line) } }
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
            "connections": .optional(circumstances.connections), "last_backup": .optional(circumstances.lastBackup),
            "held": .object(held.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) }),
            "batches": .array(batches.map { HistoryCommand.document($0, verified: ReportPage.isVerified($0, run)) }),
            "open_questions": .integer(book.open.count),
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
        invocation.next(
            book.open.isEmpty ? "customary run\(invocation.aim(named, of: run.project))" : "customary questions")
    }

    /// The newest batches: when, what of, how much, whether it was verified; below it what it was released from.
    private func show(_ batches: [BatchRow], _ run: ProjectRun, _ invocation: Invocation) {
        if batches.isEmpty { return }
        let time = invocation.time(run.project)
        // Without headings, lines of a table can have lines of their own between them.
        var table = TerminalTable([
            .text("batch", minimumWidth: nil), .text(time.heading, minimumWidth: nil), .text("of", minimumWidth: 8),
            .number("created"), .number("updated"), .text("", minimumWidth: nil),
        ])
        for batch in batches {
            let counts = BatchCounts(batch)
            table.append([
                .init(batch.id), .init(time.hour(batch.now)),
                .init(BatchCounts.sources(batch).joined(separator: ", ")),
                batch.kind == .rollback ? .init("") : .count(counts.created),
                batch.kind == .rollback ? .init("") : .count(counts.updated), .init(StatusCommand.words(batch, run)),
            ])
        }
        let lines = table.lines(on: invocation.output)
        let heads = lines.count - batches.count
        for line in lines.prefix(heads) { invocation.say(line) }
        for (batch, line) in zip(batches, lines.dropFirst(heads)) {
            invocation.say(line)
            for line in HistoryCommand.releases(batch, time) { invocation.say("        \(line)") }
        }
    }

    /// What became of a batch since: taken back, verified or not.
    static func words(_ batch: BatchRow, _ run: ProjectRun) -> String {
        if !batch.undoneBy.isEmpty { return "taken back by \(batch.undoneBy)" }
        if batch.kind == .rollback { return "took back \(batch.undoes)" }
        guard let isVerified = ReportPage.isVerified(batch, run) else { return "not verified here" }
        return isVerified ? "verified" : "MISMATCH"
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
        let time = invocation.time(run.project)
        for row in batches {
            invocation.say(
                "\(row.id)  \(row.kind.rawValue)  \(time.minute(row.now))  \(row.who)  \(HistoryCommand.words(row))")
            for line in HistoryCommand.releases(row, time) { invocation.say("  \(line)") }
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
    static func releases(_ batch: BatchRow, _ time: LocalTime) -> [String] {
        Release.of(batch).map {
            "stopped \"\($0.words)\" · released \(time.hour($0.at)) by \($0.who) \"\($0.because)\""
        }
    }

    static func document(_ release: Release) -> JSONValue {
        [
            "limit": .string(release.limit), "words": .string(release.words), "who": .string(release.who),
            "at": .string(release.at), "because": .string(release.because),
        ]
    }

    static func document(_ batch: BatchRow, verified: Bool?) -> JSONValue {
        var members = document(batch).members ?? []
        members.append(JSONMember("verified", verified.map { .boolean($0) } ?? .null))
        return .object(members)
    }

    static func document(_ batch: BatchRow) -> JSONValue {
        [
            "batch": .string(batch.id), "kind": .string(batch.kind.rawValue), "now": .string(batch.now),
            "who": .string(batch.who),
            "run": .string(batch.run), "attempt": .integer(batch.attempt), "undoes": .string(batch.undoes),
            "undone_by": .string(batch.undoneBy), "counts": .string(batch.counts),
            "sources": .strings(BatchCounts.sources(batch)),
            "released": .array(Release.of(batch).map(document)),
            "state": ["before": .string(batch.fullBefore), "after": .string(batch.fullAfter)],
        ]
    }
}

/// What a load came to, in few figures.
struct BatchCounts {
    /// New companies and people.
    let created: Int
    /// Companies and people that changed in themselves.
    let updated: Int

    init(_ batch: BatchRow) {
        let counts = JSON(canonical: Array(batch.counts.utf8))
        func parties(_ kinds: [String]) -> Int {
            kinds.reduce(0) { sum, kind in
                sum
                    + [Entity.accounts, .contacts].reduce(0) {
                        $0 + Int(counts?[kind]?[$1.table]?.number ?? 0)
                    }
            }
        }
        created = parties(["create"])
        updated = parties(["update", "merge"])
    }

    /// The sources that brought something new with a load, as its details keep them.
    static func sources(_ batch: BatchRow) -> [String] {
        (JSON(canonical: Array(batch.details.utf8))?["sources"]?.elements ?? []).compactMap(\.text)
    }
}
