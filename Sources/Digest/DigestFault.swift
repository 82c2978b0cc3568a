/// What stops a run in hashing, sealing and signing.
public enum DigestFault: Error, Sendable, CustomStringConvertible {
    /// The system's random source gave nothing.
    case noRandom
    /// A key hasn't the right length.
    case badKey(expected: Int, found: Int)
    /// What was to be opened was changed, cut, moved, or sealed with another key.
    case notAuthentic
    /// The cryptographic library refused an operation that it should do.
    case failed(String)

    /// One line for a person.
    public var description: String {
        switch self {
        case .noRandom: "the system's random source failed; nothing was written"
        case .badKey(let expected, let found): "a key has \(found) bytes instead of \(expected)"
        case .notAuthentic: "sealed data doesn't open: it was changed, or sealed with another key"
        case .failed(let what): "libcrypto refused \(what)"
        }
    }
}
