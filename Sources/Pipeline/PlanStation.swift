public import CRM
import Configuration
import Digest
import Foundation
public import Ledger
import Mapping
import Matching
public import Records
import Staging
import Text

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
    /// How good the data is, and how good it was in the run before.
    public let quality: (now: DataQuality, before: [String: Int])
    /// Which source wins which facts.
    public let survivorship: SurvivorshipOutcome
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
    /// The tables of a phase; empty when everything is loaded at once.
    public let only: [Entity]
    /// Rows that wait for a later phase, by table.
    public let later: [(entity: Entity, rows: Int)]
    /// Seconds for which the plan held the target's lock, or its copy's.
    public let lockSeconds: Double
    /// Where the copy was that the plan was made on; empty when it was made on the target itself.
    public let copy: String
    let assembly: MasterAssembly
    let desired: DesiredMaster

    /// The last day on which the plan can be loaded.
    public var validUntil: String {
        Days.after(file.now, days: Limits(terms: file.origin.terms).planDays) ?? ""
    }

    /// Customers that the sources reach and that the CRM has already.
    public var knownCustomers: Int {
        let (accounts, contacts) = changes.customers(in: desired, accountOf: matched.image.accountOf)
        return accounts + contacts - customers.newAccounts - customers.newContacts
    }

    /// Customers of the CRM that are merged into another one.
    public var mergedCustomers: Int {
        [Entity.accounts, .contacts].reduce(0) { sum, entity in
            let updates = changes[entity].updates
            let column = CustomerModel.columnIndex("merged_into", of: entity) ?? 0
            return sum + (0..<updates.count).count { updates.masks[$0] >> UInt64(column) & 1 == 1 }
        }
    }

    /// Source records that are tied to a record which the CRM has, by table.
    public var linkCounts: [Entity: Int] {
        changes.links(in: desired).reduce(into: [:]) { counts, index in
            counts[desired.crosswalk.entry(Int(index)).entity, default: 0] += 1
        }
    }

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

    /// The runs that have a folder, the newest first.
    func runsNewestFirst() -> [String] {
        let runs = (try? FileManager.default.contentsOfDirectory(atPath: project.workFolder + "/runs")) ?? []
        return runs.sorted { left, right in
            let leftParts = left.split(separator: "-").compactMap { Int($0) }
            let rightParts = right.split(separator: "-").compactMap { Int($0) }
            return rightParts.lexicographicallyPrecedes(leftParts)
        }
    }

    /// The newest run that has a plan.
    public func newestPlan() -> String? {
        runsNewestFirst().map { "\(project.workFolder)/runs/\($0)/plan.json" }
            .first { FileManager.default.fileExists(atPath: $0) }
    }

    /// The keys that seal and sign; made with the first plan. Where something was loaded already they must be those that
    /// it was loaded with: then lost ones aren't made anew, but put back from their backup.
    ///
    /// Keys that are there are held against `databases`, by default all of the project's targets: a target that nobody can
    /// reach tonight doesn't keep another one from being loaded or taken back.
    public func keys(for databases: [any Target]? = nil) throws -> ProjectKeys {
        func all() throws -> [any Target] { try project.targets.map { try target($0.name).1 }.filter(\.exists) }
        let databases = try databases?.filter(\.exists) ?? all()
        let keys: ProjectKeys
        if let found = try? ProjectKeys.open(project: project.id, create: false) {
            keys = found
        } else {
            let isLoaded = try all().contains { database in
                try database.withSession(.reading) { .rollback(try !$0.signers().isEmpty) }
            }
            keys = try ProjectKeys.open(project: project.id, create: !isLoaded)
        }
        for database in databases {
            try database.withSession(.reading) { session in
                try keys.checkSigner(session)
                return SessionEnd<Void>.rollback(())
            }
        }
        return keys
    }

    /// Stages, matches, assembles and plans; writes the plan into the run's folder and the ledgers into the staging area.
    ///
    /// With `only`, a phase: these tables, as far as what they belong to is in the CRM or in the same phase. `onCopy` plans
    /// on a copy of the target, so that nothing in it is locked.
    public func plan(
        target name: String? = nil, setting: String? = nil, only: [Entity] = [], onCopy: Bool = false
    ) throws -> PlanOutcome {
        _ = try stage()
        let (target, database) = try target(name)
        _ = try recover(database)
        let copy = onCopy ? try TargetCopy(of: database, target, run: self) : nil
        defer { copy?.remove() }
        let matched = try match(target: copy?.target ?? database, setting: setting)
        let assembly = try assemble(matched, for: copy?.target ?? database)
        return try plan(
            matched, assembly, target, database, copy: copy, setting: setting ?? project.matchSetting, only: only)
    }

    func plan(
        _ matched: Matched, _ assembly: MasterAssembly, _ target: ProjectTarget, _ database: any Target,
        copy: TargetCopy?, setting: String, only: [Entity]
    ) throws -> PlanOutcome {
        try time("plan") {
            progress("plan", "comparing with \(target.name)", 0)
            let place = copy?.target ?? database
            let phase = only.isEmpty ? nil : try assembly.desired.phase(Set(only), on: place)
            let desired = phase?.desired ?? assembly.desired
            let clock = ContinuousClock.now
            let planned = try Planner.plan(desired, on: place, now: now)
            let locked = clock.duration(to: .now)
            let changes = planned.changes
            let station = LedgerStation(
                staging: staging, deliveries: matched.deliveries, programs: try programs(matched), assembly: assembly,
                changes: changes, phase: phase == nil ? nil : desired)
            let ledgers = try station.run()
            let quality = QualityStation(
                deliveries: matched.deliveries, programs: station.programs, assembly: assembly, fates: ledgers.columns,
                broken: try matched.deliveries.map { try staging.brokenCells(of: $0.id) }, today: String(now.prefix(10))
            ).run()
            let qualityBefore = newestQuality()
            let controls = try controlVerdicts(matched, assembly)
            let impact = LoadImpact(changes, desired, matched.image)
            let evidence = try evidence(matched, assembly, desired, controls, target, place, project.limits)
            let verdicts = LimitChecks(limits: project.limits, impact: impact, evidence: evidence).verdicts()
            let run = try newRunID()
            let folder = runFolder(run)
            try AtomicFile.makeFolder(folder)
            try AtomicFile.write(folder + "/quality.json", JSONWriter.pretty(quality.document))
            var terms = project.limits.terms
            terms["setting"] = setting
            terms["target"] = target.name
            if !only.isEmpty { terms["only"] = only.map(\.table).joined(separator: ",") }
            let origin = PlanOrigin(
                project: project.id, run: run, stagingRevision: stagingDigest(matched),
                mappingHash: mappingDigest(matched), modelHash: matched.outcome.modelDigest,
                limits: Dictionary(
                    verdicts.map { ($0.name, $0.stops ? "stop: \($0.words)" : "ok: \($0.words)") },
                    uniquingKeysWith: { first, other in first.hasPrefix("stop: ") ? first : other }),
                terms: terms)
            let file = try PlanFile.write(
                planned, desired, origin: origin, on: database, to: folder + "/plan.json",
                keys: try keys(for: [database]))
            try staging.write(
                rowLedger: ledgers.rows.map { ($0.source, $0.counts.map { ($0.key.rawValue, $0.value) }) },
                valueLedger: ledgers.values.map { ($0.source, $0.counts.map { ($0.key.rawValue, $0.value) }) })
            try staging.write(pairs: reviewPairs(matched))
            let fresh = changes.newCustomers(in: desired)
            return PlanOutcome(
                run: run, target: target, file: file, changes: changes, ledgers: ledgers,
                quality: (quality, qualityBefore),
                survivorship: SurvivorshipOutcome(
                    assembly.rules, sources: matched.deliveries.map(\.source), own: project.survivorship,
                    assembly.survived), limits: verdicts,
                controls: controls,
                customers: (
                    fresh.accounts, fresh.contacts, matched.image.customerCount,
                    impact.changed.count
                ), matched: matched, mailable: Mailability(assembly).counts,
                openQuestions: try QuestionBook(project: project, staging: staging, library: library).asked.count,
                notCarried: assembly.notCarried, remarks: planned.remarks,
                unmapped: matched.deliveries.filter { !$0.unmapped.isEmpty }.map {
                    ($0.source, $0.unmapped.map(\.column))
                },
                only: only, later: (phase?.later ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
                lockSeconds: Double(locked.components.seconds) + Double(locked.components.attoseconds) / 1e18,
                copy: copy?.location ?? "", assembly: assembly, desired: desired)
        }
    }

    /// What the limits are checked against, besides the changes.
    func evidence(
        _ matched: Matched, _ assembly: MasterAssembly, _ desired: DesiredMaster, _ controls: [ControlVerdict],
        _ target: ProjectTarget, _ database: any Target, _ limits: Limits
    ) throws -> LimitEvidence {
        let book = try QuestionBook(project: project, staging: staging, library: library)
        var evidence = LimitEvidence(target: target)
        evidence.unknownOwners = assembly.unknownOwners
        evidence.ownersWhoLeft = assembly.ownersWhoLeft
        evidence.rejected = matched.deliveries.map { ($0.source, $0.records, $0.rejected) }
        let isEmpty = matched.deliveries.allSatisfy { $0.ready == 0 && $0.rejected == 0 && $0.held == 0 }
        if isEmpty {
            evidence.withoutCustomers = zip(matched.deliveries, matched.mappings).compactMap { delivery, mapping in
                delivery.records > 0 && mapping.leavesEverythingOut ? delivery.source : nil
            }
        }
        evidence.controls = controls
        evidence.questions = book.asked.filter { $0.stops && !$0.hasLimitOfItsOwn }.map { "\($0.source) \($0.id)" }
        evidence.drafts = book.drafts.count
        if limits.largestChanged > 0 {
            let live = matched.image.live.values.reduce(into: Set<RecordID>()) { $0.formUnion($1) }
            evidence.largest = try CustomerTurnover(project, assembly, desired, on: database)
                .largest(limits.largestChanged) { live.contains($0) }.map(\.customer)
        }
        return evidence
    }

    /// What is staged, as one digest that doesn't depend on when it was staged.
    func stagingDigest(_ matched: Matched) -> String {
        FileDigest.of(matched.deliveries.flatMap { [$0.source, $0.digest, $0.mapping] })
    }

    private func mappingDigest(_ matched: Matched) -> String { FileDigest.of(matched.deliveries.map(\.mapping)) }

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
}
