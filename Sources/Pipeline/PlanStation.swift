import CRM
import Configuration
import Digest
import Foundation
public import Ledger
import Mapping
import Matching
import Records
import Staging
import Text

/// A limit, and whether a plan keeps it.
public struct LimitVerdict: Sendable {
    /// Its name, by which `--release` releases it.
    public let name: String
    /// What the plan would do, in a clause.
    public let words: String
    /// True when it stops the load.
    public let stops: Bool
}

/// A figure of the client's own report beside ours.
public struct ControlVerdict: Sendable {
    /// What it is.
    public let name: String
    /// The currency.
    public let currency: String
    /// The printed figure, as decimal text.
    public let printed: String
    /// What the plan would hold, as decimal text.
    public let ours: String
    /// The difference, as decimal text.
    public let difference: String
    /// Rows of its sources that need correction or were left out: `opos rows 88, 141`.
    public let missing: [String]
    /// True when both are equal.
    public var isEqual: Bool { printed == ours }
}

/// A plan with everything that a person wants to see of it.
public struct PlanOutcome {
    /// The run's id.
    public let run: String
    /// The target's name and whether it is live.
    public let target: ProjectTarget
    /// The saved plan.
    public let file: PlanFile
    /// What a load would do.
    public let changes: ChangeSet
    /// The row ledger and the value ledger.
    public let ledgers: RunLedgers
    /// The limits.
    public let limits: [LimitVerdict]
    /// The printed figures.
    public let controls: [ControlVerdict]
    /// Customers: new companies and people, customers that the CRM had, and those of them that change.
    public let customers: (newAccounts: Int, newContacts: Int, existing: Int, changed: Int)
    /// What matching came to.
    public let matched: ProjectRun.Matched
    /// E-mail addresses that may be written to: those with an opt-in, and what is left of them.
    public let mailable: (optedIn: Int, mailable: Int)
    /// Open questions that stop a load.
    public let openQuestions: Int
    /// What the target has no place for, with how often.
    public let notCarried: [(what: String, count: Int)]
    /// What a person should know of the target before a load.
    public let remarks: [String]
    /// Columns that no field takes, by source.
    public let unmapped: [(source: String, columns: [String])]
    let assembly: MasterAssembly

    /// True when nothing stops a load.
    public var isReady: Bool { !limits.contains { $0.stops } }
}

extension ProjectRun {
    /// The folder of a run's files.
    public func runFolder(_ run: String) -> String { "\(project.workFolder)/runs/\(run)" }

    /// A new run's id: the day, and the project's count of that day's runs.
    func newRunID() throws -> String {
        let day = String(now.prefix(10))
        let runs = (try? FileManager.default.contentsOfDirectory(atPath: project.workFolder + "/runs")) ?? []
        let numbers = runs.compactMap { name in name.hasPrefix(day + "-") ? Int(name.dropFirst(day.count + 1)) : nil }
        return "\(day)-\((numbers.max() ?? 0) + 1)"
    }

    /// The newest run that has a plan.
    public func newestPlan() -> String? {
        let runs = (try? FileManager.default.contentsOfDirectory(atPath: project.workFolder + "/runs")) ?? []
        let ordered = runs.sorted { left, right in
            let leftParts = left.split(separator: "-").compactMap { Int($0) }
            let rightParts = right.split(separator: "-").compactMap { Int($0) }
            return leftParts.lexicographicallyPrecedes(rightParts)
        }
        return ordered.last { FileManager.default.fileExists(atPath: "\(project.workFolder)/runs/\($0)/plan.json") }
            .map { "\(project.workFolder)/runs/\($0)/plan.json" }
    }

    /// The keys that seal and sign; made with the first plan.
    public func keys() throws -> ProjectKeys { try ProjectKeys.open(project: project.id, create: true) }

    /// Stages, matches, assembles and plans; writes the plan into the run's folder and the ledgers into the staging area.
    public func plan(target name: String? = nil, setting: String? = nil) throws -> PlanOutcome {
        _ = try stage()
        let (target, database) = try target(name)
        let matched = try match(target: database, setting: setting)
        let assembly = try assemble(matched, for: database)
        return try plan(matched, assembly, target, database)
    }

    func plan(
        _ matched: Matched, _ assembly: MasterAssembly, _ target: ProjectTarget, _ database: any Target
    ) throws -> PlanOutcome {
        try time("plan") {
            progress("plan", "comparing with \(target.name)", 0)
            let planned = try Planner.plan(assembly.desired, on: database, now: now)
            let changes = planned.changes
            let station = LedgerStation(
                staging: staging, deliveries: matched.deliveries, programs: try programs(matched), assembly: assembly,
                changes: changes)
            let ledgers = try station.run()
            let changed = changes.changedCustomers(in: assembly.desired, accountOf: matched.image.accountOf).count
            let verdicts = try limits(matched, assembly, changes, changed, ledgers, target)
            let run = try newRunID()
            let folder = runFolder(run)
            try AtomicFile.makeFolder(folder)
            let origin = PlanOrigin(
                project: project.id, run: run, stagingRevision: stagingDigest(matched),
                mappingHash: mappingDigest(matched),
                modelHash: matched.outcome.modelDigest,
                limits: Dictionary(
                    verdicts.map { ($0.name, $0.stops ? "stop: \($0.words)" : "ok: \($0.words)") },
                    uniquingKeysWith: { first, _ in first }))
            let file = try PlanFile.write(
                planned, assembly.desired, origin: origin, on: database, to: folder + "/plan.json", keys: try keys())
            try staging.write(
                rowLedger: ledgers.rows.map { ($0.source, $0.counts.map { ($0.key.rawValue, $0.value) }) },
                valueLedger: ledgers.values.map { ($0.source, $0.counts.map { ($0.key.rawValue, $0.value) }) })
            try staging.write(pairs: reviewPairs(matched))
            let fresh = changes.newCustomers(in: assembly.desired)
            return PlanOutcome(
                run: run, target: target, file: file, changes: changes, ledgers: ledgers, limits: verdicts,
                controls: controlVerdicts(matched, assembly),
                customers: (
                    fresh.accounts, fresh.contacts, matched.image.customerCount,
                    changed
                ), matched: matched, mailable: Mailability(assembly).counts,
                openQuestions: try QuestionBook(project: project, staging: staging, library: library).open.count,
                notCarried: assembly.notCarried, remarks: planned.remarks,
                unmapped: matched.deliveries.filter { !$0.unmapped.isEmpty }.map {
                    ($0.source, $0.unmapped.map(\.column))
                },
                assembly: assembly)
        }
    }

    /// What is staged, as one digest that doesn't depend on when it was staged.
    func stagingDigest(_ matched: Matched) -> String {
        FileDigest.of(matched.deliveries.flatMap { [$0.source, $0.digest, $0.mapping] })
    }

    private func mappingDigest(_ matched: Matched) -> String { FileDigest.of(matched.deliveries.map(\.mapping)) }

    // MARK: Limits

    private func limits(
        _ matched: Matched, _ assembly: MasterAssembly, _ changes: ChangeSet, _ changed: Int, _ ledgers: RunLedgers,
        _ target: ProjectTarget
    ) throws -> [LimitVerdict] {
        var verdicts: [LimitVerdict] = []
        let existing = matched.image.customerCount
        verdicts.append(
            LimitVerdict(
                name: "existing_changed",
                words:
                    "\(changed) of \(existing) customers in the CRM change; at most \(project.limits.existingChanged) may",
                stops: existing > 0 && project.limits.existingChanged.isExceeded(by: changed, of: existing)))
        let blanked = blankedEmails(changes)
        verdicts.append(
            LimitVerdict(
                name: "emails_blanked", words: "\(blanked) e-mails are blanked",
                stops: blanked > project.limits.emailsBlanked))
        let owners = assembly.unknownOwners.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        let unmatched = owners.reduce(0) { $0 + $1.value }
        let names = owners.prefix(5).map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
        verdicts.append(
            LimitVerdict(
                name: "owners_unmatched",
                words: unmatched == 0
                    ? "every owner is known" : "\(unmatched) records have an owner who is no user: \(names)",
                stops: unmatched > project.limits.ownersUnmatched))
        for (source, counts) in ledgers.rows {
            let rows = counts.values.reduce(0, +)
            let rejected = counts[.rejected] ?? 0
            if project.limits.rejected.isExceeded(by: rejected, of: rows) {
                verdicts.append(
                    LimitVerdict(
                        name: "rejected", words: "\(rejected) of \(rows) rows of \(source) need correction", stops: true
                    ))
            }
        }
        let book = try QuestionBook(project: project, staging: staging, library: library)
        let open = book.open.filter(\.stops)
        if !open.isEmpty {
            verdicts.append(
                LimitVerdict(
                    name: "questions",
                    words:
                        "\(open.count) open question\(open.count == 1 ? "" : "s"): \(open.prefix(3).map { "\($0.source) \($0.id)" }.joined(separator: ", "))",
                    stops: true))
        }
        if target.isLive && !book.drafts.isEmpty {
            verdicts.append(
                LimitVerdict(
                    name: "drafts", words: "\(book.drafts.count) answers are a draft, and \(target.name) is live",
                    stops: true))
        }
        return verdicts
    }

    private func blankedEmails(_ changes: ChangeSet) -> Int {
        guard let value = CustomerModel.columnIndex("value", of: .contactPoints),
            let kind = CustomerModel.columnIndex("kind", of: .contactPoints)
        else { return 0 }
        let updates = changes[.contactPoints].updates
        return (0..<updates.count).count { row in
            updates.masks[row] & (1 << UInt64(value)) != 0 && updates.new.length(row, value) == 0
                && updates.new[row, kind].elementsEqual("email".utf8)
        }
    }

    /// Pairs that wait for a person, for the staging area.
    private func reviewPairs(_ matched: Matched) -> [StagedPair] {
        var pairs: [StagedPair] = []
        func add(_ entity: Entity, _ kind: MatchOutcome.Kind) {
            for pair in kind.pairs {
                let first = name(of: Int(pair.first), entity, matched)
                let second = name(of: Int(pair.second), entity, matched)
                pairs.append(
                    StagedPair(
                        entity: entity, first: first, second: second, weight: Int(pair.weight),
                        probability: pair.probability, band: "\(pair.band)"))
            }
        }
        add(.accounts, matched.outcome.organisations)
        add(.contacts, matched.outcome.people)
        return pairs
    }

    /// A record's source and key; the CRM's own are source `crm` with their ids.
    private func name(of record: Int, _ entity: Entity, _ matched: Matched) -> StagedPair.Side {
        let table = matched.records[entity]
        guard record < table.count else {
            let ids = entity == .accounts ? matched.image.accounts.ids : matched.image.contacts.ids
            return StagedPair.Side(source: "crm", key: ids[record - table.count].description, ordinal: 0)
        }
        let source = Int(table.sources[record])
        let mappingRecord = Int(table.mappingRecords[record])
        let hasKey =
            matched.records.hasKey[source].indices.contains(mappingRecord)
            && matched.records.hasKey[source][mappingRecord]
        return StagedPair.Side(
            source: matched.records.sources[source],
            key: hasKey ? table.keys.text(record, 0) : String(table.ordinals[record]), ordinal: table.ordinals[record])
    }

    // MARK: Printed figures

    func controlVerdicts(_ matched: Matched, _ assembly: MasterAssembly) -> [ControlVerdict] {
        project.controls.compactMap { control in
            guard let entity = Entity(table: control.table),
                let field = CustomerModel.fieldIndex(control.column, of: entity),
                let printed = Array(control.figure.utf8).withUnsafeBytes({ TenThousandths.parse($0) })
            else { return nil }
            let table = assembly.records[entity]
            let currency = CustomerModel.fieldIndex("currency", of: entity)
            var sum: Int64 = 0
            for record in 0..<table.count {
                let source = assembly.records.sources[Int(table.sources[record])]
                guard control.sources.isEmpty || control.sources.contains(source),
                    assembly.isFounding[Int(entity.rawValue)][record]
                else { continue }
                let own = currency.map { table.value(record, $0) } ?? []
                let unit = own.isEmpty ? project.currency : String(decoding: own, as: UTF8.self)
                guard control.currency.isEmpty || unit == control.currency else { continue }
                sum += Array(table.value(record, field)).withUnsafeBytes { TenThousandths.parse($0) } ?? 0
            }
            return ControlVerdict(
                name: control.name, currency: control.currency, printed: TenThousandths.text(printed),
                ours: TenThousandths.text(sum), difference: TenThousandths.text(printed - sum),
                missing: printed == sum ? [] : missingRows(of: control, matched))
        }
    }

    private func missingRows(of control: Control, _ matched: Matched) -> [String] {
        matched.deliveries.filter { control.sources.isEmpty || control.sources.contains($0.source) }.flatMap {
            delivery in
            var byReason: [String: [UInt32]] = [:]
            try? staging.eachRow(of: delivery.id, states: [.rejected, .filtered]) { row in
                guard row.kind == .record || row.kind == .malformed else { return }
                byReason[row.reason, default: []].append(row.place)
            }
            return byReason.sorted { $0.key < $1.key }.map { reason, places in
                let listed = places.prefix(8).map(String.init).joined(separator: ", ")
                return
                    "\(delivery.source) row\(places.count == 1 ? "" : "s") \(listed)\(places.count > 8 ? ", …" : ""): \(reason)"
            }
        }
    }
}

/// Who may be written to by e-mail: the latest explicit word per address decides, a do-not-contact entry beats all, and
/// what is unclear means no.
struct Mailability {
    /// Addresses with an opt-in, and those of them that may be written to.
    let counts: (optedIn: Int, mailable: Int)

    init(_ assembly: MasterAssembly) {
        let table = assembly.records[.consents]
        func place(_ name: String) -> Int { CustomerModel.fieldIndex(name, of: .consents) ?? 0 }
        let (channel, address, status, when) = (
            place("channel"), place("address"), place("status"), place("occurred_at")
        )
        var latest: [[UInt8]: (when: [UInt8], status: String)] = [:]
        var optedIn: Set<[UInt8]> = []
        var blocked: Set<[UInt8]> = []
        for record in 0..<table.count {
            let kind = table.value(record, channel)
            guard kind.isEmpty || kind.elementsEqual("email".utf8) else { continue }
            let key = Array(String(decoding: table.value(record, address), as: UTF8.self).lowercased().utf8)
            let word = String(decoding: table.value(record, status), as: UTF8.self)
            if key.isEmpty || word.isEmpty || word == "unknown" { continue }
            if word == "do_not_contact" {
                blocked.insert(key)
                continue
            }
            if word == "opt_in" { optedIn.insert(key) }
            let time = Array(table.value(record, when))
            // Two words of the same moment, or without one: the opt-out counts.
            if let known = latest[key],
                time.lexicographicallyPrecedes(known.when) || (time == known.when && known.status != "opt_in")
            {
                continue
            }
            latest[key] = (time, word)
        }
        counts = (optedIn.count, latest.count { $0.value.status == "opt_in" && !blocked.contains($0.key) })
    }
}
