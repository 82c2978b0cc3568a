internal import CRM
internal import Digest

/// The steps that loads and rollbacks share in writing their batch row.
extension BatchRow {
    /// Begins the row of the next batch: its id is the day of `now` and the target's count of loads and rollbacks.
    init(following batches: [BatchRow], kind: BatchKind, now: String) {
        self.init()
        sequence = (batches.last?.sequence ?? 0) + 1
        id = "\(String(decoding: Array(now.utf8.prefix(10)), as: UTF8.self))-\(sequence)"
        self.kind = kind
        self.now = now
        previousRoot = batches.last?.manifestRoot ?? ""
    }

    /// Notes the state before.
    mutating func setBefore(_ roots: StateRoots, _ fingerprint: Fingerprint) {
        fullBefore = Hex.encode(roots.full)
        contentBefore = Hex.encode(roots.content)
        versionBefore = fingerprint.highestVersion
    }

    /// Notes the state after, as it was read anew, and closes the manifest with it.
    mutating func close(
        _ session: any LoadSession, _ after: StateRoots, _ manifest: ManifestWriter, _ keys: ProjectKeys
    ) throws {
        fullAfter = Hex.encode(after.full)
        contentAfter = Hex.encode(after.content)
        versionAfter = try session.fingerprint().highestVersion
        try manifest.close(endMembers)
        manifestRoot = manifest.root
        signature = manifest.signature
        publicKey = keys.publicKey
    }

    /// The manifest's first line, but for what the writer adds.
    var header: [String: JSON] {
        [
            "attempt": .number(Int64(attempt)), "batch": .text(id), "kind": .text(kind.rawValue), "now": .text(now),
            "plan": .text(planDigest), "run": .text(run), "sequence": .number(Int64(sequence)),
            "undoes": .text(undoes),
        ]
    }
}
