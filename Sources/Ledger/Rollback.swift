public import CRM
internal import Digest
internal import Records

/// Takes a load back, whole or in part; or takes a rollback back.
///
/// Per value three are compared: before the load, as the load wrote it, now. Untouched → put back; changed by a person
/// → kept and listed; written by a later load → kept until that one is taken back. A record that the load made goes
/// when nobody touched it and nothing hangs on it. In whatever order loads are taken back, the result is the same.
public struct Rollback {
    private let target: any Target
    private let keys: ProjectKeys
    private let folder: String

    /// Works on `target`; manifests go into `folder`.
    public init(target: any Target, keys: ProjectKeys, folder: String) {
        self.target = target
        self.keys = keys
        self.folder = folder
    }

    /// Takes `batch`, or the part of it that is in `scope`, back in one transaction; with `plan`, only says what would
    /// happen, by the same code. `conflicts` decides about values that people changed since.
    ///
    /// A rollback is taken back whole: it ignores the scope.
    public func run(
        batch: String, plan: Bool, now: String, run: String, who: String, scope: RollbackScope = RollbackScope(),
        conflicts: ConflictPolicy = .keep
    ) throws -> RollbackReport {
        guard target.exists else { throw LedgerFault.noBatch(batch) }
        if !plan {
            try DurableFile.makeFolder(folder)
            _ = try Recovery.finish(target: target, folder: folder)
        }
        var writer: ManifestWriter?
        var report: RollbackReport
        do {
            report = try target.withSession(plan ? .planning : .writing) { session in
                // The target may begin anew when another transaction was in its way.
                writer?.discard()
                writer = nil
                let work = Work(
                    keys: keys, folder: folder, isPlan: plan, now: now, run: run, who: who, conflicts: conflicts)
                return try work.run(session, batch, scope, &writer)
            }
        } catch {
            Interruption.isPossibleAgain(afterCommit: false)
            // Should the batch be committed after all, its manifest is needed: the next command finds out.
            if !CRMFault.leavesOutcomeUnknown(error) { writer?.discard() }
            throw error
        }
        if plan || report.rollback == nil {
            writer?.discard()
            return report
        }
        defer { Interruption.isPossibleAgain(afterCommit: true) }
        CrashPoint.pass("rollback.committed")
        do throws(LedgerFault) {
            try writer?.publish()
        } catch {
            report.unfinished = error
        }
        CrashPoint.pass("rollback.manifest.renamed")
        return report
    }
}

/// One rollback's work inside its transaction.
private struct Work {
    let keys: ProjectKeys
    let folder: String
    let isPlan: Bool
    let now: String
    let run: String
    let who: String
    let conflicts: ConflictPolicy

    /// What was asked for, followed to the load that it is about.
    private struct Request {
        var load: BatchRow
        /// The rollback that is taken back; nil when the load is.
        var taken: BatchRow?
        /// The taking back of a rollback that is itself taken back, by taking the load back anew.
        var renewed: BatchRow?
        var scope: RollbackScope
    }

    private func request(_ id: String, _ scope: RollbackScope, _ batches: [BatchRow]) throws -> Request {
        guard let asked = batches.first(where: { $0.id == id }) else { throw LedgerFault.noBatch(id) }
        if asked.kind == .load { return Request(load: asked, scope: scope) }
        guard scope.isWhole else {
            throw LedgerFault.badScope("\(id) is a rollback, which is taken back whole; leave the options away")
        }
        guard let undone = batches.first(where: { $0.id == asked.undoes }) else { throw LedgerFault.noBatch(id) }
        if undone.kind == .load {
            return Request(load: undone, taken: asked, scope: Work.scope(of: asked))
        }
        guard let load = batches.first(where: { $0.id == undone.undoes }) else { throw LedgerFault.noBatch(id) }
        return Request(load: load, renewed: asked, scope: Work.scope(of: undone))
    }

    private static func scope(of rollback: BatchRow) -> RollbackScope {
        RollbackScope(JSON(canonical: Array(rollback.details.utf8))?["scope"])
    }

    func run(
        _ session: any LoadSession, _ id: String, _ scope: RollbackScope, _ writer: inout ManifestWriter?
    ) throws -> SessionEnd<RollbackReport> {
        let batches = try session.batches()
        let request = try request(id, scope, batches)
        let asked = request.taken ?? request.renewed ?? request.load
        var report = RollbackReport()
        report.load = request.load
        report.taken = request.taken
        report.scope = request.scope
        report.batchIDs = Dictionary(uniqueKeysWithValues: batches.map { ($0.sequence, $0.id) })
        report.proof.before = asked.fullBefore
        if !asked.undoneBy.isEmpty || request.taken == nil && !request.load.undoneBy.isEmpty {
            report.wasAlreadyTakenBack = true
            report.takenBackBy = asked.undoneBy.isEmpty ? request.load.undoneBy : asked.undoneBy
            return .rollback(report)
        }
        if let taken = request.taken, !request.load.undoneBy.isEmpty, request.load.undoneBy != taken.id {
            throw LedgerFault.blocked(
                taken.id,
                reason: "\(request.load.id) was taken back whole since, by \(request.load.undoneBy); "
                    + "take that back first")
        }
        let census = try StateCensus(session)
        let fingerprint = try session.fingerprint()
        var batch = BatchRow(following: batches, kind: .rollback, now: now)
        batch.run = run
        batch.who = who
        batch.undoes = request.renewed == nil ? asked.id : request.load.id
        batch.setBefore(census.roots, fingerprint)
        var manifest: ManifestWriter?
        if !isPlan {
            manifest = try ManifestWriter(
                path: Loader.manifestPath(batch.id, in: folder), header: batch.header,
                database: fingerprint.databaseID, previous: batch.previousRoot, keys: keys)
            writer = manifest
            CrashPoint.pass("rollback.begun")
        }
        var images = try ImageBox(session, database: fingerprint.databaseID, keys: keys)
        let filter = try ScopeFilter(request.scope, of: request.load, session, &images)
        var undoing = Undoing(
            session, request.load, batch, batches, filter, conflicts, images, keys, fingerprint.databaseID, census,
            manifest,
            report)
        var suppressions = SuppressionList(SuppressionHasher(keys))
        suppressions.insert(try SuppressionList.read(session).all)
        undoing.suppressions = suppressions.isEmpty ? nil : suppressions
        if let taken = request.taken {
            try undoing.putBack(taken)
            pass("rollback.restored")
        } else {
            try takeBack(&undoing)
        }
        report = undoing.report
        if undoing.changedNothing, !filter.isWhole, request.taken == nil {
            guard undoing.matched > 0 else { throw try nothing(of: request.load, filter, session) }
            report.wasAlreadyTakenBack = report.keptRecords.isEmpty
            report.changedNothing = true
            return .rollback(report)
        }
        if conflicts == .abort, report.needsPerson {
            report.wasAborted = true
            return .rollback(report)
        }
        if request.taken == nil { try undoing.settle() }
        try session.checkReferences()
        pass("rollback.settled")
        let roots = try undoing.prove(census)
        if filter.isWhole, request.taken == nil { try undoing.findDifferences() }
        try undoing.nameCustomers()
        report = undoing.report
        guard let manifest else { return .rollback(report) }
        batch.counts = String(decoding: report.counts.bytes, as: UTF8.self)
        batch.details = String(decoding: details(report, request.taken != nil).bytes, as: UTF8.self)
        try batch.close(session, roots, manifest, keys)
        CrashPoint.pass("rollback.manifest.synced")
        try session.register(signer: keys.publicKey, batch: batch.id)
        try session.append(batch)
        if asked.kind == .rollback { try session.setUndone(asked.sequence, by: batch.id) }
        try session.audit(
            at: now, who: who, what: "rollback",
            detail: "\(asked.id) by \(batch.id)" + (filter.isWhole ? "" : ": \(request.scope.words)"))
        CrashPoint.pass("rollback.batch.written")
        Interruption.isTooLate()
        report.rollback = batch
        report.manifest = Loader.manifestPath(batch.id, in: folder)
        return .commit(report)
    }

    private func takeBack(_ undoing: inout Undoing) throws {
        try undoing.restoreFields()
        pass("rollback.restored")
        try undoing.removeRecords()
        if !undoing.filter.losers.isEmpty { try undoing.listAttached() }
        pass("rollback.deleted")
    }

    private func pass(_ name: StaticString) { if !isPlan { CrashPoint.pass(name) } }

    private func details(_ report: RollbackReport, _ isReturn: Bool) -> JSON {
        var members: [String: JSON] = [
            "conflicts": .text(conflicts.rawValue), "held": .array(report.heldSources.map { .text($0) }),
            "scope": report.scope.json,
        ]
        if isReturn { members["puts_back"] = .boolean(true) }
        return .object(members)
    }

    /// Nothing of the load is in scope: says what there would be.
    private func nothing(
        of load: BatchRow, _ filter: ScopeFilter, _ session: any LoadSession
    ) throws -> LedgerFault {
        let reasons = try session.reasons(of: load.sequence)
        func list(_ values: Set<String>) -> String {
            let sorted = values.subtracting([""]).sorted()
            return sorted.prefix(12).joined(separator: ", ") + (sorted.count > 12 ? ", …" : "")
        }
        var hint = ""
        if !filter.scope.sources.isEmpty { hint += "; its sources: " + list(Set(reasons.map(\.source))) }
        if !filter.scope.rules.isEmpty { hint += "; its rules: " + list(Set(reasons.map(\.rule))) }
        return .badScope("\(load.id) has nothing of \(filter.scope.words)\(hint)")
    }
}
