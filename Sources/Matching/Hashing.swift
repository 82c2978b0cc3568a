// Hashes of content: the same on every machine and in every run, for block keys, frequencies and samples. No defence against
// chosen collisions; a collision costs a comparison or a little weight, never correctness.

/// Spreads a number's bits (the finaliser of splitmix64).
@inline(__always)
func mix(_ value: UInt64) -> UInt64 {
    var x = value &+ 0x9E37_79B9_7F4A_7C15
    x = (x ^ (x &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    x = (x ^ (x &>> 27)) &* 0x94D0_49BB_1331_11EB
    return x ^ (x &>> 31)
}

/// The hash of two numbers in order.
@inline(__always)
func mix(_ first: UInt64, _ second: UInt64) -> UInt64 { mix(mix(first) ^ second) }

/// The hash of bytes.
@inline(__always)
func contentHash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var state = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var index = 0
    while index &+ 8 <= bytes.count {
        state = mix(state ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian)
        index &+= 8
    }
    var rest: UInt64 = 0
    var shift: UInt64 = 0
    while index < bytes.count {
        rest |= UInt64(bytes[index]) &<< shift
        shift &+= 8
        index &+= 1
    }
    return mix(state ^ rest)
}

/// A sequence of numbers from a seed, for samples.
struct Draws {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// The next number below `bound`, which is greater than zero.
    mutating func next(below bound: Int) -> Int {
        state &+= 1
        return Int(mix(state).multipliedFullWidth(by: UInt64(bound)).high)
    }
}
