/// A fast 64-bit hash for hash tables and short field hashes: SipHash-1-3 with a fixed key.
///
/// The same on every machine and in every run; not for secrets and not against somebody who looks for collisions.
public enum Hash64 {
    /// Hashes bytes; another `seed` gives an unrelated hash.
    public static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
        var v0: UInt64 = 0x736f_6d65_7073_6575 ^ seed
        var v1: UInt64 = 0x646f_7261_6e64_6f6d ^ 0x6375_7374_6f6d_6172
        var v2: UInt64 = 0x6c79_6765_6e65_7261 ^ seed
        var v3: UInt64 = 0x7465_6462_7974_6573 ^ 0x6375_7374_6f6d_6172
        @inline(__always) func round() {
            v0 = v0 &+ v1
            v1 = (v1 &<< 13 | v1 &>> 51) ^ v0
            v0 = v0 &<< 32 | v0 &>> 32
            v2 = v2 &+ v3
            v3 = (v3 &<< 16 | v3 &>> 48) ^ v2
            v0 = v0 &+ v3
            v3 = (v3 &<< 21 | v3 &>> 43) ^ v0
            v2 = v2 &+ v1
            v1 = (v1 &<< 17 | v1 &>> 47) ^ v2
            v2 = v2 &<< 32 | v2 &>> 32
        }
        let whole = bytes.count & ~7
        var index = 0
        while index < whole {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            v3 ^= word
            round()
            v0 ^= word
            index &+= 8
        }
        var last = UInt64(truncatingIfNeeded: bytes.count) &<< 56
        var shift: UInt64 = 0
        while index < bytes.count {
            last |= UInt64(bytes[index]) &<< shift
            shift &+= 8
            index &+= 1
        }
        v3 ^= last
        round()
        v0 ^= last
        v2 ^= 0xFF
        round()
        round()
        round()
        return v0 ^ v1 ^ v2 ^ v3
    }

    /// Hashes bytes.
    public static func hash(_ bytes: [UInt8], seed: UInt64 = 0) -> UInt64 {
        bytes.withUnsafeBytes { hash($0, seed: seed) }
    }

    /// Hashes bytes.
    public static func hash(_ bytes: ArraySlice<UInt8>, seed: UInt64 = 0) -> UInt64 {
        bytes.withUnsafeBytes { hash($0, seed: seed) }
    }
}
