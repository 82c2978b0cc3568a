internal import COpenSSL

/// AES-256-GCM (NIST SP 800-38D) with random nonces; sealed form: nonce (12 bytes), ciphertext, tag (16 bytes).
///
/// A sealer belongs to one thread; it keeps the cipher's context from call to call.
public final class Sealer {
    /// The bytes by which the sealed form is longer than the clear one.
    public static let overhead = 28

    private let context: UnsafeMutableRawPointer
    private var nonces: [UInt8] = []
    private var nextNonce = 0

    /// Prepares the cipher.
    public init() throws(DigestFault) {
        guard let context = customary_gcm_new() else { throw .failed("AES-256-GCM") }
        self.context = context
    }

    deinit { customary_gcm_free(context) }

    /// Seals bytes under a 32-byte key; `authenticating` is bound to them and must be given again to open. The sealed form
    /// comes after `prefix`, which is neither sealed nor bound.
    public func seal(
        _ clear: [UInt8], key: [UInt8], authenticating: [UInt8], prefix: [UInt8] = []
    ) throws(DigestFault) -> [UInt8] {
        guard key.count == 32 else { throw .badKey(expected: 32, found: key.count) }
        if nextNonce + 12 > nonces.count {
            nonces = try Random.bytes(12 * 256)
            nextNonce = 0
        }
        let start = prefix.count
        var sealed = [UInt8](repeating: 0, count: start + clear.count + Sealer.overhead)
        let done = sealed.withUnsafeMutableBufferPointer { buffer -> Int32 in
            guard let base = buffer.baseAddress.map({ $0 + start }) else { return 0 }
            for index in 0..<start { buffer[index] = prefix[index] }
            for index in 0..<12 { base[index] = nonces[nextNonce + index] }
            return clear.withUnsafeBytes { clear in
                authenticating.withUnsafeBytes { authenticated in
                    customary_gcm_seal(
                        context, key, base, authenticated.baseAddress, authenticated.count, clear.baseAddress,
                        clear.count, base + 12, base + 12 + clear.count)
                }
            }
        }
        nextNonce += 12
        guard done == 1 else { throw .failed("sealing") }
        return sealed
    }

    /// Opens what `seal` made; throws `notAuthentic` when a byte of it, of the key or of `authenticating` differs.
    public func open(_ sealed: [UInt8], key: [UInt8], authenticating: [UInt8]) throws(DigestFault) -> [UInt8] {
        guard key.count == 32 else { throw .badKey(expected: 32, found: key.count) }
        guard sealed.count >= Sealer.overhead else { throw .notAuthentic }
        let count = sealed.count - Sealer.overhead
        var clear = [UInt8](repeating: 0, count: count)
        let done = clear.withUnsafeMutableBufferPointer { clear -> Int32 in
            var spare: UInt8 = 0
            return withUnsafeMutablePointer(to: &spare) { spare in
                sealed.withUnsafeBufferPointer { sealed -> Int32 in
                    guard let base = sealed.baseAddress else { return 0 }
                    return authenticating.withUnsafeBytes { authenticated in
                        customary_gcm_open(
                            context, key, base, authenticated.baseAddress, authenticated.count, base + 12, count,
                            base + 12 + count, clear.baseAddress ?? spare)
                    }
                }
            }
        }
        guard done == 1 else { throw .notAuthentic }
        return clear
    }
}

/// Sealing of single values; who seals many keeps a `Sealer`.
public enum Sealing {
    /// Seals bytes under a 32-byte key, bound to `authenticating`.
    public static func seal(_ clear: [UInt8], key: [UInt8], authenticating: [UInt8] = []) throws(DigestFault) -> [UInt8]
    {
        try Sealer().seal(clear, key: key, authenticating: authenticating)
    }

    /// Opens what `seal` made.
    public static func open(_ sealed: [UInt8], key: [UInt8], authenticating: [UInt8] = []) throws(DigestFault)
        -> [UInt8]
    {
        try Sealer().open(sealed, key: key, authenticating: authenticating)
    }
}

/// The system's cryptographic random source.
public enum Random {
    /// So many unpredictable bytes.
    public static func bytes(_ count: Int) throws(DigestFault) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: max(0, count))
        let done = bytes.withUnsafeMutableBytes { customary_random($0.baseAddress, $0.count) }
        guard count <= 0 || done == 1 else { throw .noRandom }
        return bytes
    }
}
