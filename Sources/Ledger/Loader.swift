public import CRM
internal import Digest
internal import Records

/// A line for the audit: who did what, when.
public struct AuditNote: Sendable {
    let at: String
    let who: String
    let what: String
    let detail: String

    /// Makes a line; `at` is a canonical timestamp.
    public init(at: String, who: String, what: String, detail: String) {
        self.at = at
        self.who = who
        self.what = what
        self.detail = detail
    }
}

/// What a load did.
public struct LoadResult: Sendable {
    /// The batch, as it was written.
    public let batch: BatchRow
    /// The manifest file.
    public let manifest: String
    /// What was done.
    public let changes: ChangeSet
    /// The delta that was accepted; nil when the plan was loaded exactly as signed.
    public let delta: PlanDelta?
    /// Why the manifest, which is written, couldn't get its name; nil when it has it. The next command gives it.
    public internal(set) var unfinished: LedgerFault?
}

/// How a load ended.
public enum LoadOutcome: Sendable {
    /// Everything was loaded.
    case loaded(LoadResult)
    /// Nothing was loaded: today's changes aren't those of the plan.
    case differs(PlanDelta)
    /// Nothing was loaded: this plan holds already.
    case alreadyLoaded(BatchRow)
    /// Nothing was loaded: the CRM holds everything as it should be.
    case nothingToDo
}

/// Loads a signed plan, in one transaction, by the very code that made it.
public struct Loader {
    private let target: any Target
    private let keys: ProjectKeys
    private let folder: String

    /// Loads into `target`; manifests go into `folder`, which is made when it isn't there.
    public init(target: any Target, keys: ProjectKeys, folder: String) {
        self.target = target
        self.keys = keys
        self.folder = folder
    }

    /// Where the manifest of a batch lies.
    public static func manifestPath(_ batch: String, in folder: String) -> String {
        "\(folder)/manifest-\(batch).jsonl"
    }

    /// Loads `desired` as planned. When the database has changed so that other changes would be made, nothing is
    /// written and the delta is returned, unless `accept` takes it: then today's changes are loaded.
    ///
    /// `check` is told what is about to be written, and the delta that was accepted; what it throws ends the load
    /// before anything is written. `notes` go into the audit beside the load's own line.
    public func load(
        _ desired: DesiredMaster, plan: PlanFile, run: String, who: String, details: JSON = .object([:]),
        notes: [AuditNote] = [], check: (ChangeSet, PlanDelta?) throws -> Void = { _, _ in },
        accept: (PlanDelta) -> Bool = { _ in false }
    ) throws -> LoadOutcome {
        try DurableFile.makeFolder(folder)
        _ = try Recovery.finish(target: target, folder: folder)
        let prepared = try target.prepare(now: plan.now)
        let planned = plan.fingerprint.databaseID
        guard planned.isEmpty || planned == prepared.databaseID else {
            throw LedgerFault.otherDatabase(path: plan.path, planned: planned, found: prepared.databaseID)
        }
        CrashPoint.pass("load.prepared")
        var writer: ManifestWriter?
        let outcome: LoadOutcome
        do {
            outcome = try target.withSession(.writing) { session in
                // The target may begin anew when another transaction was in its way.
                writer?.discard()
                writer = nil
                return try load(desired, plan, run, who, details, notes, check, accept, session, &writer)
            }
        } catch {
            Interruption.isPossibleAgain(afterCommit: false)
            // Should the batch be committed after all, its manifest is needed: the next command finds out.
            if !CRMFault.leavesOutcomeUnknown(error) { writer?.discard() }
            throw desired.naming(error)
        }
        guard case .loaded(var result) = outcome else { return outcome }
        defer { Interruption.isPossibleAgain(afterCommit: true) }
        CrashPoint.pass("load.committed")
        do throws(LedgerFault) {
            try writer?.publish()
        } catch {
            result.unfinished = error
        }
        CrashPoint.pass("load.manifest.renamed")
        return .loaded(result)
    }

    private func load(
        _ desired: DesiredMaster, _ plan: PlanFile, _ run: String, _ who: String, _ details: JSON,
        _ notes: [AuditNote], _ check: (ChangeSet, PlanDelta?) throws -> Void,
        _ accept: (PlanDelta) -> Bool, _ session: any LoadSession, _ writer: inout ManifestWriter?
    ) throws -> SessionEnd<LoadOutcome> {
        let batches = try session.batches()
        let same = batches.filter { $0.kind == .load && $0.planDigest == plan.digest }
        if let holding = same.first(where: { $0.undoneBy.isEmpty }) { return .rollback(.alreadyLoaded(holding)) }
        let changes = try Planner.changes(desired, session, now: plan.now)
        var delta: PlanDelta?
        if Hex.encode(changes.digest) != plan.digest {
            let found = try PlanDelta.compare(plan, with: changes, desired)
            guard accept(found) else { return .rollback(.differs(found)) }
            delta = found
        }
        if changes.isEmpty { return .rollback(.nothingToDo) }
        try check(changes, delta)
        CrashPoint.pass("load.planned")

        var money = MoneyTotals()
        let before = try StateHash.compute(session) { entity, _, row, rows, _ in money.add(entity, row, rows) }
        let conservation = try Conservation(desired.merges, money, changes, desired, session)
        let fingerprint = try session.fingerprint()
        var batch = BatchRow(following: batches, kind: .load, now: plan.now)
        batch.attempt = same.count + 1
        batch.run = run
        batch.who = who
        batch.planDigest = plan.digest
        batch.counts = String(decoding: changes.counts.bytes, as: UTF8.self)
        var members = details.members ?? [:]
        if let delta {
            members["delta"] = .object([
                "differ": .number(Int64(delta.count)), "planned": .number(Int64(delta.plannedCount)),
            ])
        }
        batch.details = String(decoding: Loader.details(.object(members), changes).bytes, as: UTF8.self)
        batch.setBefore(before, fingerprint)
        let path = Loader.manifestPath(batch.id, in: folder)
        let manifest = try ManifestWriter(
            path: path, header: batch.header, database: fingerprint.databaseID, previous: batch.previousRoot, keys: keys
        )
        writer = manifest
        CrashPoint.pass("load.manifest.begun")

        var recorder = try LoadRecorder(batch, desired, changes, session, fingerprint.databaseID, keys, manifest)
        try Applier.write(changes, desired, session) { try recorder.note($0, $1, $2, $3) }
        try recorder.finish()
        try session.append(recorder.reasons, of: batch.sequence)
        CrashPoint.pass("load.changes.written")
        try Loader.writeCrosswalk(changes, desired, batch, session)
        try Loader.adoptKept(desired, session)
        CrashPoint.pass("load.crosswalk.written")
        try session.checkReferences()
        CrashPoint.pass("load.constraints.checked")
        money = MoneyTotals()
        let after = try StateHash.compute(session) { entity, _, row, rows, _ in money.add(entity, row, rows) }
        try conservation.check(money, session, batch: batch.id)
        try batch.close(session, after, manifest, keys)
        // Into the very state that was planned on, the load comes to what the rehearsal came to.
        if delta == nil, let planned = plan.content, planned.before == batch.contentBefore,
            planned.after != batch.contentAfter
        {
            throw LedgerFault.notAsPlanned(path: plan.path, planned: planned.after, found: batch.contentAfter)
        }
        CrashPoint.pass("load.manifest.synced")
        try session.register(signer: keys.publicKey, batch: batch.id)
        try session.append(batch)
        try session.audit(at: batch.now, who: who, what: "load", detail: batch.id)
        for note in notes { try session.audit(at: note.at, who: note.who, what: note.what, detail: note.detail) }
        CrashPoint.pass("load.batch.written")
        Interruption.isTooLate()
        return .commit(.loaded(LoadResult(batch: batch, manifest: path, changes: changes, delta: delta)))
    }

    /// The details with the watermarks that the load moves, so that they can go there and back.
    private static func details(_ details: JSON, _ changes: ChangeSet) -> JSON {
        guard var members = details.members, !changes.watermarks.isEmpty else { return details }
        members["watermarks"] = .array(
            changes.watermarks.map {
                .object(["source": .text($0.source), "stream": .text($0.stream), "value": .text($0.value)])
            })
        return .object(members)
    }

    private static func writeCrosswalk(
        _ changes: ChangeSet, _ desired: DesiredMaster, _ batch: BatchRow, _ session: any LoadSession
    ) throws {
        try session.end(changes.endedCrosswalk, by: batch.sequence)
        var start = 0
        while start < changes.newCrosswalk.count {
            let indexes = start..<min(start + 8_192, changes.newCrosswalk.count)
            let entries = changes.newCrosswalk[indexes].map { index in
                var entry = desired.crosswalk.entry(Int(index))
                entry.masterID = changes.adopted[entry.masterID] ?? entry.masterID
                entry.batch = batch.sequence
                return entry
            }
            try session.append(entries)
            start = indexes.upperBound
        }
        try session.append(
            changes.watermarks.map {
                Watermark(source: $0.source, stream: $0.stream, value: $0.value, batch: batch.sequence)
            })
    }

    /// Records that outlived their load's rollback only because a later load built on them: once a load wants them for
    /// itself, no later rollback takes them.
    private static func adoptKept(_ desired: DesiredMaster, _ session: any LoadSession) throws {
        var adopted = try session.keptChanges(for: KeptReason.later.rawValue)
        if adopted.isEmpty { return }
        let wanted = Dictionary(uniqueKeysWithValues: Entity.allCases.map { ($0, Set(desired[$0].ids)) })
        adopted.removeAll { wanted[$0.entity]?.contains($0.id) != true }
        for index in adopted.indices { adopted[index].kept = KeptReason.adopted.rawValue }
        try session.settle(adopted)
    }
}
