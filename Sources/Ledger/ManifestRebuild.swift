public import CRM
internal import Digest
internal import Records

/// What making a manifest again came to.
public struct ManifestRebuilt: Sendable {
    /// The batch.
    public let batch: String
    /// The file.
    public let path: String
    /// True when it is the lost file again, byte for byte.
    public let isOriginal: Bool
    /// The number of changes.
    public let records: Int
    /// The changes whose values couldn't be recovered, by reason: `changed since`, `gone`, `erased`.
    public let lost: [String: Int]
}

extension Manifest {
    /// Makes the manifest of a batch again from the database, after its file was lost.
    ///
    /// Where the batch created nothing, all that stood in the file is in the database: then the file is the lost one
    /// again, byte for byte, which its root proves. Otherwise created records are read from the CRM, as far as they
    /// still have the row hash that the batch noted, and sealed anew; that makes another chain, and the file says so: it
    /// has a format of its own, names the lost root, and is signed for itself. What can't be recovered has a line
    /// without an image that says why.
    public static func rebuild(
        batch id: String, on target: any Target, keys: ProjectKeys, to path: String?, now: String,
        place: (BatchRow) -> String
    ) throws -> ManifestRebuilt {
        try target.withSession(.reading) { session in
            let chain = try ManifestChain(session, keys)
            guard let index = chain.batches.firstIndex(where: { $0.id == id }) else { throw LedgerFault.noBatch(id) }
            try chain.checkRow(index)
            let batch = chain.batches[index]
            let original = path ?? place(batch)
            if DurableFile.exists(original) {
                throw LedgerFault.cannotWrite(path: original, reason: "there is such a file; it isn't replaced")
            }
            if let done = try exactly(batch, chain, original) { return .rollback(done) }
            guard chain.signers.contains(keys.publicKey) else {
                throw LedgerFault.badKeys(path: keys.folder, reason: "the database doesn't know this signing key")
            }
            return .rollback(
                try again(batch, chain, keys, path ?? rebuiltPath(of: original), now: now))
        }
    }

    /// The lost file itself; nil when the database doesn't hold all of it.
    private static func exactly(_ batch: BatchRow, _ chain: ManifestChain, _ path: String) throws -> ManifestRebuilt? {
        let changes = try chain.session.changes(of: batch.sequence)
        try DurableFile.makeFolder(DurableFile.folder(of: path))
        let writer = try ManifestWriter(
            path: path, header: batch.header, database: chain.database, previous: batch.previousRoot,
            publicKey: batch.publicKey, format: format, partial: unfinished(batch, path)
        ) { _ in batch.signature }
        do {
            while let block = try changes.next() {
                for change in block {
                    if change.kind == .create || change.isErased {
                        writer.discard()
                        return nil
                    }
                    try writer.append(change.entity, change.id.utf8, change.kind, image: change.sealed)
                }
            }
            try writer.close(batch.endMembers)
            guard writer.root == batch.manifestRoot else {
                writer.discard()
                return nil
            }
            try writer.publish()
        } catch {
            writer.discard()
            throw error
        }
        return ManifestRebuilt(batch: batch.id, path: path, isOriginal: true, records: writer.records, lost: [:])
    }

    private static func again(
        _ batch: BatchRow, _ chain: ManifestChain, _ keys: ProjectKeys, _ path: String, now: String
    ) throws -> ManifestRebuilt {
        try DurableFile.makeFolder(DurableFile.folder(of: path))
        var header = batch.header
        header["lost_root"] = .text(batch.manifestRoot)
        header["lost_signature"] = .text(batch.signature)
        header["lost_key"] = .text(batch.publicKey)
        header["rebuilt"] = .text(now)
        let writer = try ManifestWriter(
            path: path, header: header, database: chain.database, previous: batch.previousRoot, keys: keys,
            format: rebuiltFormat, partial: unfinished(batch, path))
        do {
            var images = try ImageBox(chain.session, database: chain.database, keys: keys)
            var lost: [String: Int] = [:]
            let changes = try chain.session.changes(of: batch.sequence)
            while let block = try changes.next() {
                let rows = try createdRows(block, chain.session)
                try images.prepare(rows.values.map(\.root), making: false)
                for change in block {
                    var image = change.sealed
                    var reason = ""
                    if change.isErased {
                        reason = ManifestEvidence.erased
                    } else if change.kind == .create {
                        if let row = rows[change.number] {
                            guard row.isUntouched else {
                                lost["changed since", default: 0] += 1
                                try writer.append(
                                    change.entity, change.id.utf8, change.kind, image: [], lost: "changed since")
                                continue
                            }
                            image = try images.seal(
                                row.image, root: row.root, batch: change.batch, number: change.number,
                                entity: change.entity, id: change.id)
                        } else {
                            reason = "gone"
                        }
                    }
                    if !reason.isEmpty { lost[reason, default: 0] += 1 }
                    try writer.append(change.entity, change.id.utf8, change.kind, image: image, lost: reason)
                }
            }
            var end = batch.endMembers
            end["lost"] = .number(Int64(lost.values.reduce(0, +)))
            try writer.close(end)
            try writer.publish()
            return ManifestRebuilt(
                batch: batch.id, path: path, isOriginal: false, records: writer.records, lost: lost)
        } catch {
            writer.discard()
            throw error
        }
    }

    /// The name under which it is written: none that recovery takes for a manifest of a load that was killed.
    private static func unfinished(_ batch: BatchRow, _ path: String) -> String {
        "\(DurableFile.folder(of: path))/rebuilding-\(batch.id).partial"
    }

    private struct CreatedRow {
        let root: RecordID
        let image: [UInt8]
        let isUntouched: Bool
    }

    /// The rows of a block's created records as the CRM has them now, by the number of their change.
    private static func createdRows(
        _ block: [ChangeRow], _ session: any LoadSession
    ) throws -> [Int: CreatedRow] {
        var found: [Int: CreatedRow] = [:]
        var hasher = RowHasher()
        for entity in Entity.allCases {
            let creates = block.filter { $0.kind == .create && $0.entity == entity && !$0.rowHash.isEmpty }
                .sorted { $0.id < $1.id }
            if creates.isEmpty { continue }
            let byID = Dictionary(creates.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            let pull = try session.rows(of: entity, columns: nil, ids: creates.map(\.id))
            while let rows = try pull.next() {
                for (row, id) in rows.ids.enumerated() {
                    guard let change = byID[id] else { continue }
                    var image: [UInt8] = []
                    for column in 0..<rows.rows.width where rows.rows.length(row, column) > 0 {
                        Image.append(column, [], rows.rows[row, column], to: &image)
                    }
                    found[change.number] = CreatedRow(
                        root: ImageBox.root(entity, id, row, of: rows.rows), image: image,
                        isUntouched: hasher.full(id, row, of: rows.rows) == change.rowHash)
                }
            }
        }
        return found
    }
}

extension BatchRow {
    /// The members of the manifest's last line that the batch row holds.
    var endMembers: [String: JSON] {
        [
            "content_after": .text(contentAfter), "content_before": .text(contentBefore),
            "counts": JSON(canonical: Array(counts.utf8)) ?? .null, "full_after": .text(fullAfter),
            "full_before": .text(fullBefore),
        ]
    }
}
