public import CRM
internal import Digest
internal import Records

/// A batch's manifest as `manifest verify` found it.
public struct ManifestVerdict: Sendable {
    /// How the file was found.
    public enum State: String, Sendable {
        /// It is the file that was written with the batch.
        case original
        /// The file was lost, and was made again from the database.
        case rebuilt
        /// There is no file; the batch row's own root and signature hold.
        case missing
    }

    /// The batch.
    public let batch: BatchRow
    /// The file; where it should be when it is missing.
    public let path: String
    /// How it was found.
    public let state: State
    /// What it says of itself; nil when it is missing.
    public let summary: ManifestSummary?
}

extension Manifest {
    /// Checks a manifest file, and that it is the one that the database's batch row speaks of.
    ///
    /// Throws an integrity fault that names the first bad record; where the database has a word on it, the record is
    /// known even if all seals were computed anew. `keys` help with created records, whose values only the file holds.
    @discardableResult
    public static func verify(
        path: String, on target: any Target, keys: ProjectKeys? = nil
    ) throws -> ManifestSummary {
        try target.withSession(.reading) { session in
            .rollback(try ManifestChain(session, keys).check(path: path))
        }
    }

    /// Checks the batch rows of a target and the manifests of all of them, or of `only`, in order: each row's
    /// signature and place in the chain, each file as above.
    ///
    /// `path` says where a batch's manifest is; `body` gets each verdict. Throws at the first damage.
    public static func verifyAll(
        on target: any Target, only: String? = nil, keys: ProjectKeys? = nil, path: (BatchRow) -> String,
        _ body: (ManifestVerdict) throws -> Void
    ) throws {
        try target.withSession(.reading) { session in
            let chain = try ManifestChain(session, keys)
            if let only, !chain.batches.contains(where: { $0.id == only }) { throw LedgerFault.noBatch(only) }
            for index in chain.batches.indices {
                try chain.checkRow(index)
                let batch = chain.batches[index]
                if let only, batch.id != only { continue }
                try body(chain.verdict(batch, path: path(batch)))
            }
            return SessionEnd<Void>.rollback(())
        }
    }

    /// Where a manifest that was made again lies, beside the place of the lost one.
    public static func rebuiltPath(of path: String) -> String {
        path.hasSuffix(".jsonl") ? path.dropLast(".jsonl".count) + ".rebuilt.jsonl" : path + ".rebuilt"
    }
}

/// The batches of a database and the keys that may sign for it.
struct ManifestChain {
    let session: any LoadSession
    let keys: ProjectKeys?
    let batches: [BatchRow]
    let signers: [String]
    let database: String

    init(_ session: any LoadSession, _ keys: ProjectKeys?) throws {
        self.session = session
        self.keys = keys
        batches = try session.batches()
        signers = try session.signers()
        database = try session.databaseID()
    }

    /// Checks that a batch row follows the one before it and bears the signature of a registered key.
    func checkRow(_ index: Int) throws {
        let batch = batches[index]
        func bad(_ reason: String) -> LedgerFault { .badBatch(batch.id, reason: reason) }
        guard batch.sequence == index + 1 else { throw bad("a batch before it is missing in the database") }
        guard batch.previousRoot == (index > 0 ? batches[index - 1].manifestRoot : "") else {
            throw bad("its row doesn't follow the batch before it")
        }
        guard signers.contains(batch.publicKey), let key = Hex.decode(batch.publicKey.utf8),
            let root = Hex.decode(batch.manifestRoot.utf8), let signature = Hex.decode(batch.signature.utf8),
            let verifier = try? VerifyingKey(key), verifier.isValid(signature, for: Manifest.message(root))
        else { throw bad("the signature in its row isn't that of a key which this database knows") }
    }

    func verdict(_ batch: BatchRow, path: String) throws -> ManifestVerdict {
        for candidate in [path, Manifest.rebuiltPath(of: path)] where DurableFile.exists(candidate) {
            let summary = try check(path: candidate)
            guard summary.batch == batch.id else {
                throw LedgerFault.badManifest(
                    path: candidate, record: 1, reason: "is the manifest of \(summary.batch), not of \(batch.id)")
            }
            return ManifestVerdict(
                batch: batch, path: candidate, state: summary.isRebuilt ? .rebuilt : .original, summary: summary)
        }
        return ManifestVerdict(batch: batch, path: path, state: .missing, summary: nil)
    }

    /// Checks a file against itself and against the database.
    func check(path: String) throws -> ManifestSummary {
        let reader = try LineReader(path: path)
        var check = ManifestCheck(name: path, trusted: signers)
        do {
            while let (line, isWhole) = try reader.line() { try check.take(line, isWhole: isWhole) }
            let summary = try check.finish()
            try compare(check, summary, path)
            return summary
        } catch LedgerFault.badManifest(_, let record, let reason) {
            throw LedgerFault.badManifest(path: path, record: try first(record, check, path), reason: reason)
        }
    }

    private func compare(_ check: ManifestCheck, _ summary: ManifestSummary, _ path: String) throws {
        func bad(_ record: Int, _ reason: String) -> LedgerFault {
            .badManifest(path: path, record: record, reason: reason)
        }
        guard summary.database == database else { throw bad(1, "belongs to another database") }
        guard let index = batches.firstIndex(where: { $0.id == summary.batch }) else {
            throw bad(1, "the database knows no batch \(summary.batch)")
        }
        let batch = batches[index]
        guard summary.previousRoot == (index > 0 ? batches[index - 1].manifestRoot : "") else {
            throw bad(1, "doesn't follow the batch before it")
        }
        if summary.isRebuilt {
            guard summary.lostRoot == batch.manifestRoot else {
                throw bad(1, "was rebuilt for another manifest than that of batch \(batch.id)")
            }
            return
        }
        guard summary.root == batch.manifestRoot, summary.signature == batch.signature else {
            throw bad(1, "isn't the manifest that batch \(summary.batch) was written with")
        }
        guard check.header?.bytes == ManifestEvidence.header(of: batch, database: database),
            check.end?.bytes == batch.end(records: summary.records)
        else {
            throw LedgerFault.badBatch(
                batch.id, reason: "its row was changed: \(path) says something else, and is signed")
        }
    }

    /// The first bad record: the one at which the check stopped, or an earlier one that the database contradicts.
    private func first(_ record: Int, _ check: ManifestCheck, _ path: String) throws -> Int {
        let known = check.header?["batch"]?.text
        guard record != 1, let batch = batches.first(where: { $0.id == known }),
            check.header?["format"]?.text == Manifest.format
        else { return record }
        var evidence = try ManifestEvidence(session, batch, database: database, keys: keys)
        guard let other = try evidence.firstDifference(in: path) else { return record }
        return record == 0 ? other : min(record, other)
    }
}
