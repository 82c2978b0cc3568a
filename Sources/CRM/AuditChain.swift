internal import Digest

/// The hash chain of the audit: the same on every engine, so that a line means the same wherever it is read.
enum AuditChain {
    /// What a line closes with: SHA-256, hex, over the end of the line before it and the line's own fields.
    static func next(_ previous: String, _ fields: [String]) -> String {
        var hash = SHA256()
        for field in [previous] + fields { hash.update(field: field) }
        return Hex.encode(hash.finalize())
    }
}
