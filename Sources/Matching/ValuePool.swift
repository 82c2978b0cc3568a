/// Distinct values as bytes, each stored once and known by a number from 1 on; 0 is the empty value.
struct ValuePool: Sendable {
    private(set) var arena: [UInt8] = []
    private(set) var ends: [Int] = [0]
    private var slots: [UInt32]
    private var hashes: [UInt64] = [0]

    init() { slots = [UInt32](repeating: 0, count: 1024) }

    /// The number of values with the empty one: numbers are below it.
    var count: Int { ends.count }

    /// The number of a value, new or not.
    mutating func intern(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        if bytes.count == 0 { return 0 }
        let key = contentHash(bytes)
        var slot = Int(truncatingIfNeeded: key) & (slots.count - 1)
        while slots[slot] != 0 {
            let symbol = slots[slot]
            if hashes[Int(symbol)] == key, equals(symbol, bytes) { return symbol }
            slot = (slot + 1) & (slots.count - 1)
        }
        let symbol = UInt32(ends.count)
        arena.append(contentsOf: bytes)
        ends.append(arena.count)
        hashes.append(key)
        slots[slot] = symbol
        if ends.count * 2 > slots.count { grow() }
        return symbol
    }

    mutating func intern(_ bytes: [UInt8]) -> UInt32 { bytes.withUnsafeBytes { intern($0) } }

    /// Gives a value's bytes to `body`.
    @inline(__always)
    func with<Result>(_ symbol: UInt32, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        let end = ends[Int(symbol)]
        let start = symbol == 0 ? 0 : ends[Int(symbol) - 1]
        return try arena.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[start..<end])) }
    }

    /// A value's length in bytes.
    func length(_ symbol: UInt32) -> Int { symbol == 0 ? 0 : ends[Int(symbol)] - ends[Int(symbol) - 1] }

    /// The hash of a value's bytes; 0 for the empty one.
    @inline(__always)
    func hash(of symbol: UInt32) -> UInt64 { hashes[Int(symbol)] }

    /// A value as text.
    func text(_ symbol: UInt32) -> String { with(symbol) { String(decoding: $0, as: UTF8.self) } }

    private func equals(_ symbol: UInt32, _ bytes: UnsafeRawBufferPointer) -> Bool {
        with(symbol) { $0.elementsEqual(bytes) }
    }

    private mutating func grow() {
        slots = [UInt32](repeating: 0, count: slots.count * 2)
        for symbol in 1..<ends.count {
            var slot = Int(truncatingIfNeeded: hashes[symbol]) & (slots.count - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
            slots[slot] = UInt32(symbol)
        }
    }
}

/// For each of many owners a run of numbers, packed.
struct Lists: Sendable {
    private(set) var starts: [UInt32] = [0]
    private(set) var items: [UInt32] = []

    mutating func append(_ item: UInt32) { items.append(item) }
    mutating func endList() { starts.append(UInt32(items.count)) }

    var count: Int { starts.count - 1 }

    @inline(__always)
    func range(_ owner: UInt32) -> Range<Int> { Int(starts[Int(owner)])..<Int(starts[Int(owner) + 1]) }
}
