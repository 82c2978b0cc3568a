/// For each byte, the places where it stands in a pattern of at most 64 bytes: what bit-parallel distances work on.
///
/// The memory is kept from pattern to pattern; only the bytes of the last one are cleared.
struct LetterMasks: ~Copyable {
    private let masks: UnsafeMutablePointer<UInt64>
    private let used: UnsafeMutablePointer<UInt8>
    /// The number of bytes of the pattern, 0...64.
    private(set) var count = 0

    init() {
        masks = .allocate(capacity: 256)
        masks.initialize(repeating: 0, count: 256)
        used = .allocate(capacity: 64)
        used.initialize(repeating: 0, count: 64)
    }

    deinit {
        masks.deallocate()
        used.deallocate()
    }

    /// Takes another pattern. It has at most 64 bytes; further ones are not looked at.
    mutating func take(_ pattern: UnsafeRawBufferPointer) {
        for index in 0..<count { masks[Int(used[index])] = 0 }
        count = min(64, pattern.count)
        for index in 0..<count {
            let byte = pattern[index]
            used[index] = byte
            masks[Int(byte)] |= 1 &<< UInt64(index)
        }
    }

    /// The places of `byte`, lowest bit first.
    @inline(__always)
    subscript(byte: UInt8) -> UInt64 { masks[Int(byte)] }
}
