public import CRM
internal import Digest
internal import Records

/// Takes a load back.
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

    /// Takes the load `batch` back in one transaction; with `plan`, only says what would happen, by the same code. With
    /// `aborting`, nothing is done when anything of a person's would stay.
    public func run(
        batch: String, plan: Bool, now: String, run: String, who: String, aborting: Bool = false
    ) throws -> RollbackReport {
        guard target.exists else { throw LedgerFault.noBatch(batch) }
        if !plan {
            try DurableFile.makeFolder(folder)
            _ = try Recovery.finish(target: target, folder: folder)
        }
        var writer: ManifestWriter?
        let report: RollbackReport
        do {
            report = try target.withSession(plan ? .planning : .writing) { session in
                // The target may begin anew when another transaction was in its way.
                writer?.discard()
                writer = nil
                return try work(session, batch, plan, now, run, who, aborting, &writer)
            }
        } catch let fault as CRMFault where fault.isOutcomeUnknown {
            // Should the batch be committed after all, its manifest is needed: the next command finds out.
            throw fault
        } catch {
            writer?.discard()
            throw error
        }
        if plan || report.rollback == nil {
            writer?.discard()
            return report
        }
        CrashPoint.pass("rollback.committed")
        try writer?.publish()
        CrashPoint.pass("rollback.manifest.renamed")
        return report
    }

    private func work(
        _ session: any LoadSession, _ id: String, _ plan: Bool, _ now: String, _ run: String, _ who: String,
        _ aborting: Bool, _ writer: inout ManifestWriter?
    ) throws -> SessionEnd<RollbackReport> {
        let batches = try session.batches()
        guard let load = batches.first(where: { $0.id == id }) else { throw LedgerFault.noBatch(id) }
        guard load.kind == .load else { throw LedgerFault.notALoad(id) }
        var report = RollbackReport()
        report.load = load
        report.proof.expected = load.fullBefore
        if !load.undoneBy.isEmpty {
            report.wasAlreadyTakenBack = true
            report.proof.actual = report.proof.expected
            return .rollback(report)
        }
        let before = try StateHash.compute(session)
        let fingerprint = try session.fingerprint()
        var batch = BatchRow(following: batches, kind: .rollback, now: now)
        batch.run = run
        batch.who = who
        batch.undoes = load.id
        batch.setBefore(before, fingerprint)
        var manifest: ManifestWriter?
        if !plan {
            manifest = try ManifestWriter(
                path: Loader.manifestPath(batch.id, in: folder), header: batch.header,
                database: fingerprint.databaseID, previous: batch.previousRoot, keys: keys)
            writer = manifest
            CrashPoint.pass("rollback.begun")
        }
        let images = try ImageBox(session, database: fingerprint.databaseID, keys: keys)
        var undoing = Undoing(session, load, batch, batches, images, manifest, report)
        try undoing.restoreFields()
        if !plan { CrashPoint.pass("rollback.restored") }
        try undoing.removeRecords()
        if !plan { CrashPoint.pass("rollback.deleted") }
        report = undoing.report
        if aborting, report.needsPerson {
            report.wasAborted = true
            return .rollback(report)
        }
        try undoing.settle()
        try session.checkReferences()
        if !plan { CrashPoint.pass("rollback.settled") }
        try undoing.prove()
        report = undoing.report
        guard let manifest else { return .rollback(report) }
        batch.counts = String(decoding: report.counts.bytes, as: UTF8.self)
        try batch.close(session, manifest, keys)
        CrashPoint.pass("rollback.manifest.synced")
        try session.register(signer: keys.publicKey, batch: batch.id)
        try session.append(batch)
        try session.setUndone(load.sequence, by: batch.id)
        try session.audit(at: now, who: who, what: "rollback", detail: "\(load.id) by \(batch.id)")
        CrashPoint.pass("rollback.batch.written")
        report.rollback = batch
        report.manifest = Loader.manifestPath(batch.id, in: folder)
        return .commit(report)
    }
}
