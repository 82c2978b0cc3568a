import Testing

/// A generator that a test prints the seed of: the same seed, the same sequence.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}

/// The bytes as text, for messages.
func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
