import CRM
import Configuration
import Foundation
import Ledger
import Pipeline
import Records
import Report
import Staging

/// The client's page of a run: `report.html`, and `report.json` with what it says, from which it is made again after the
/// load and after a rollback.
enum ReportPage {
    /// Makes the page of a plan and writes it into the run's folder.
    @discardableResult
    static func write(_ plan: PlanOutcome, _ run: ProjectRun, _ invocation: Invocation) throws -> ClientPage {
        let page = try make(plan, run)
        try save(page, run)
        try writeLimits(plan, run)
        try writeRejects(plan, run)
        return page
    }

    /// Writes the page to a file of the user's own; `.html` and `.htm`.
    static func export(
        _ page: ClientPage, to path: String, language: PageLanguage, redacted: Bool, _ project: Project
    ) throws {
        let time = LocalTime(zone: project.timezone)
        try AtomicFile.write(path, page.html(language: language, redacted: redacted, time: time))
    }

    static func isPage(_ path: String) -> Bool {
        path.lowercased().hasSuffix(".html") || path.lowercased().hasSuffix(".htm")
    }

    /// The language of the project's client, unless another is asked for.
    static func language(_ asked: String?, _ project: Project) throws -> PageLanguage {
        guard let asked else { return PageLanguage.of(country: project.country) }
        guard let language = PageLanguage(rawValue: asked) else {
            throw PipelineFault.configuration("--language \(asked): it is en or de")
        }
        return language
    }

    /// Marks the page of a run as loaded; nothing where the run has no page.
    static func markLoaded(_ result: LoadResult, _ verified: VerifyReport, _ run: ProjectRun) throws {
        guard var page = read(result.batch.run, run) else { return }
        page.state = .loaded
        page.takenBack = nil
        page.loaded = ClientPage.Loaded(
            batch: result.batch.id, who: result.batch.who, at: run.now, records: verified.changes,
            unchanged: verified.unchanged, before: result.batch.fullBefore, after: result.batch.fullAfter,
            mismatches: verified.mismatches,
            released: Release.of(result.batch).map { "\($0.words) (\($0.who), \($0.at.prefix(10))): \($0.because)" },
            delta: result.delta?.count ?? 0)
        try save(page, run)
    }

    /// Whether the records of a load were found as it wrote them when it was verified; nil where nobody has verified it
    /// from this project's folder.
    static func isVerified(_ batch: BatchRow, _ run: ProjectRun) -> Bool? {
        guard let loaded = read(batch.run, run)?.loaded, loaded.batch == batch.id else { return nil }
        return loaded.mismatches.isEmpty
    }

    /// Marks the page of a load's run as taken back; nothing where the run has no page.
    static func markTakenBack(_ load: BatchRow, by rollback: BatchRow, _ report: RollbackReport, _ run: ProjectRun)
        throws
    {
        guard var page = read(load.run, run), page.loaded?.batch == load.id else { return }
        page.state = .takenBack
        page.takenBack = ClientPage.TakenBack(
            batch: rollback.id, who: rollback.who, at: run.now,
            restored: report.restoredFields.values.reduce(0, +), deleted: report.deleted.values.reduce(0, +),
            kept: report.keptFields.count + report.keptRecords.count, isProven: report.proof.isEqual)
        try save(page, run)
    }

    /// Marks the page of a load's run as loaded once more, when the rollback of it was taken back.
    static func markStanding(_ load: BatchRow, _ run: ProjectRun) throws {
        guard var page = read(load.run, run), page.loaded?.batch == load.id, page.takenBack != nil else { return }
        page.state = .loaded
        page.takenBack = nil
        try save(page, run)
    }

    /// The page of a run, as it was written last.
    static func read(_ name: String, _ run: ProjectRun) -> ClientPage? {
        guard !name.isEmpty, let bytes = FileManager.default.contents(atPath: run.runFolder(name) + "/report.json")
        else { return nil }
        return try? JSONDecoder().decode(ClientPage.self, from: bytes)
    }

    private static func save(_ page: ClientPage, _ run: ProjectRun) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        let folder = run.runFolder(page.run)
        try AtomicFile.write(folder + "/report.json", String(decoding: try encoder.encode(page), as: UTF8.self) + "\n")
        try AtomicFile.write(
            folder + "/report.html",
            page.html(
                language: PageLanguage.of(country: run.project.country), time: LocalTime(zone: run.project.timezone)))
    }

    /// Every record that a limit is about, as `limits.csv` in the run's folder.
    private static func writeLimits(_ plan: PlanOutcome, _ run: ProjectRun) throws {
        guard plan.limits.contains(where: { !$0.records.isEmpty }) else { return }
        let writer = try ExportWriter(
            run.runFolder(plan.run) + "/limits.csv",
            columns: ["limit", "stops", "table", "id", "name", "detail"])
        for limit in plan.limits {
            for record in limit.records {
                try writer.write([
                    limit.name, limit.stops ? "yes" : "no", record.table, record.id, record.name, record.detail,
                ])
            }
        }
        try writer.close()
    }

    /// The rows that need correction, a file for each source, as `rejects-SOURCE.csv` in the run's folder, and the client's own
    /// workbooks with the broken cells marked.
    private static func writeRejects(_ plan: PlanOutcome, _ run: ProjectRun) throws {
        let language = PageLanguage.of(country: run.project.country)
        for delivery in try run.staging.deliveries() where delivery.rejected > 0 {
            let table = run.rejectsTable(delivery, words: language.finding)
            let writer = try ExportWriter(
                "\(run.runFolder(plan.run))/rejects-\(delivery.source).csv", columns: table.columns)
            try table.rows { try writer.write($0) }
            try writer.close()
        }
        let workbooks = try run.rejectedWorkbooks(run.staging.deliveries(), comment: language.comment)
        for workbook in workbooks where workbook.bytes <= maximumMarked {
            // The rows are there as CSV in any case; a workbook that can't be marked must not hold a plan up.
            try? run.write(workbook, to: "\(run.runFolder(plan.run))/\(workbook.copyName)")
        }
    }

    /// The greatest workbook, in bytes, of which each run makes a marked copy; of a greater one only when asked.
    private static let maximumMarked = 16 << 20

    // MARK: From a plan

    private static func make(_ plan: PlanOutcome, _ run: ProjectRun) throws -> ClientPage {
        let facts = try run.facts(plan)
        var page = ClientPage()
        page.client = run.project.name
        page.run = plan.run
        page.day = String(run.now.prefix(10))
        page.target = plan.target.name
        page.isLive = plan.target.isLive
        page.planHash = plan.file.digest
        page.validUntil = plan.validUntil
        page.only = plan.only.map(\.table)
        page.later = plan.later.map { .init($0.entity.table, $0.rows) }
        page.newCompanies = plan.customers.newAccounts
        page.newPeople = plan.customers.newContacts
        page.known = plan.knownCustomers
        page.existing = plan.customers.existing
        page.changed = plan.customers.changed
        page.pairs = plan.matched.pairsToReview
        page.questions = plan.openQuestions
        page.limits = plan.limits.map { .init(name: $0.name, words: $0.words, count: $0.count, stops: $0.stops) }
        page.controls = plan.controls.map {
            .init(
                name: $0.name, currency: $0.currency, printed: $0.printed, ours: $0.ours, difference: $0.difference,
                explained: $0.explained, missing: $0.missingRows.map(missing), isExplained: $0.isExplained)
        }
        page.turnover = facts.turnover
        page.linkedSales = facts.linkedSales
        page.uncounted = facts.uncounted.map {
            .init(table: $0.table, customers: $0.customers, money: .init($0.sum, $0.currency))
        }
        page.largest = facts.largest.map {
            .init(
                currency: $0.currency, before: ($0.name.before, $0.turnover.before, $0.balance.before, $0.owner.before),
                after: ($0.name.after, $0.turnover.after, $0.balance.after, $0.owner.after))
        }
        func ledger(_ source: String, _ buckets: [(String, Int)]) -> ClientPage.Ledger {
            .init(source: source, file: facts.files[source] ?? "", buckets: buckets.map { .init($0.0, $0.1) })
        }
        page.rows = plan.ledgers.rows.map { source in
            ledger(source.source, RowBucket.allCases.map { ($0.rawValue, source.counts[$0] ?? 0) })
        }
        page.values = plan.ledgers.values.map { source in
            ledger(source.source, ValueBucket.allCases.map { ($0.rawValue, source.counts[$0] ?? 0) })
        }
        page.shortened = plan.ledgers.valueTotals[.shortened] ?? 0
        page.tables = PlanKinds(plan).tables.map { ledger($0.table, $0.kinds.map { ($0.kind, $0.count) }) }
        page.changedColumns = facts.changedColumns.map { .init("\($0.table).\($0.column)", $0.count) }
        page.changes = facts.changes.map(change)
        page.kept = facts.kept.map(change)
        page.keptCount = facts.keptCount
        page.emailsBlanked = facts.emailsBlanked
        page.joins = facts.joins.map { join in
            .init(
                left: join.sides[0].record, leftWords: join.sides[0].words, right: join.sides[1].record,
                rightWords: join.sides[1].words, probability: Int((join.probability * 10_000).rounded()))
        }
        page.joinCount = facts.joinCount
        page.wrongJoins = Int((facts.wrongJoins.expected * 100).rounded())
        (page.wrongJoinsLow, page.wrongJoinsHigh) = (facts.wrongJoins.low, facts.wrongJoins.high)
        page.leftOut = facts.leftOut.map { group in
            .init(
                source: group.source, reason: group.reason, needsCorrection: group.needsCorrection, rows: group.rows,
                money: group.money.map { .init($0.sum, $0.currency) })
        }
        page.unmapped = plan.unmapped.map { "\($0.source): \($0.columns.joined(separator: ", "))" }
        (page.optedIn, page.mailable) = (plan.mailable.optedIn, plan.mailable.mailable)
        page.mail = facts.mail.map { .init($0.status, $0.addresses) }
        page.findings = facts.findings.map {
            .init(source: $0.source, code: $0.code, severity: $0.severity, message: $0.message, count: $0.count)
        }
        page.quality = plan.quality.now.sources.map { source in
            .init(
                source: source.source, score: source.score, before: plan.quality.before[source.source],
                dimensions: QualityDimension.allCases.map { source.shares[$0]?.hundredths })
        }
        page.winners = plan.survivorship.lines.map { line in
            .init(
                group: "\(line.group)", favourites: line.favourites,
                decided: line.decided.map { .init("\($0.reason)", $0.count) })
        }
        page.trust = plan.survivorship.trust
        page.winnerRules = plan.survivorship.rules.map { "\($0.field): \($0.sources.joined(separator: ", "))" }
        page.gains = plan.quality.now.gains.map { gain in
            .init(
                table: gain.entity.table, fact: gain.fact, before: gain.before.hundredths ?? 0,
                after: gain.after.hundredths ?? 0)
        }
        return page
    }

    /// Rows that a figure lacks, as a page holds them.
    static func missing(_ rows: MissingRows) -> ClientPage.Missing {
        .init(
            source: rows.source,
            rows: rows.places.prefix(8).map(String.init).joined(separator: ", ") + (rows.places.count > 8 ? ", …" : ""),
            reason: rows.reason, money: .init(rows.sum, rows.currency), unreadable: Array(rows.unreadable.prefix(5)))
    }

    private static func change(_ change: PlanFacts.FieldChange) -> ClientPage.Change {
        .init(table: change.table, name: change.name, column: change.column, old: change.old, new: change.new)
    }
}

/// What a plan does, per table and kind.
struct PlanKinds {
    /// Per table: kinds and counts, in a fixed order; tables with nothing are left out.
    let tables: [(table: String, kinds: [(kind: String, count: Int)])]

    /// The kinds of changes, in the order in which they are shown.
    static let names = ["create", "update", "merge", "link", "unchanged", "held", "conflict", "left_alone"]

    init(_ plan: PlanOutcome) {
        let links = plan.linkCounts
        let later = Dictionary(uniqueKeysWithValues: plan.later.map { ($0.entity, $0.rows) })
        tables = plan.changes.entities.compactMap { part in
            let merges = part.updates.kinds.count { $0 == .merge }
            let counts = [
                part.creates.count, part.updates.count - merges, merges, links[part.entity] ?? 0, part.unchanged,
                later[part.entity] ?? 0, part.kept.count, part.leftAlone,
            ]
            guard counts.contains(where: { $0 > 0 }) else { return nil }
            return (part.entity.table, zip(PlanKinds.names, counts).map { ($0, $1) })
        }
    }
}
