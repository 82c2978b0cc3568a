internal import COpenSSL

/// An Ed25519 key that signs (RFC 8032).
public struct SigningKey: Sendable {
    /// The 32 secret bytes that the key is; whoever has them can sign.
    public let seed: [UInt8]
    /// The key that checks this one's signatures.
    public let verifying: VerifyingKey

    /// Makes a new key.
    public init() throws(DigestFault) { try self.init(seed: Random.bytes(32)) }

    /// Takes a key's 32 bytes.
    public init(seed: [UInt8]) throws(DigestFault) {
        guard seed.count == 32 else { throw .badKey(expected: 32, found: seed.count) }
        var key = [UInt8](repeating: 0, count: 32)
        guard customary_ed25519_public(seed, &key) == 1 else { throw .failed("an Ed25519 key") }
        self.seed = seed
        verifying = try VerifyingKey(key)
    }

    /// A message's signature, 64 bytes.
    public func sign(_ message: [UInt8]) throws(DigestFault) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: 64)
        guard customary_ed25519_sign(seed, message, message.count, &signature) == 1 else { throw .failed("signing") }
        return signature
    }
}

/// An Ed25519 key that checks signatures; it is no secret.
public struct VerifyingKey: Sendable, Hashable {
    /// The key's 32 bytes.
    public let bytes: [UInt8]

    /// Takes a key's 32 bytes.
    public init(_ bytes: [UInt8]) throws(DigestFault) {
        guard bytes.count == 32 else { throw .badKey(expected: 32, found: bytes.count) }
        self.bytes = bytes
    }

    /// True when the signature is this key's for exactly this message.
    public func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        signature.count == 64 && customary_ed25519_verify(bytes, message, message.count, signature) == 1
    }
}
