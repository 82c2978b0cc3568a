/// A 128-bit digest of a key, which is enough to tell equal ones.
public struct KeyDigest: Sendable, Hashable {
    /// Its halves.
    public let high, low: UInt64

    /// Makes a digest of its halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

/// Counts how often each key was met. Most are met once, so that eight bytes and some room are all that one costs.
struct KeyCounts {
    /// Open addressing, a table for each beginning of a digest: one grows while the others stay as they are.
    private var tables = [Table](repeating: Table(), count: 1 << KeyCounts.tableBits)
    /// Keys that were met more than once.
    private var repeated: [KeyDigest: UInt32] = [:]

    /// With the 64 bits that a table keeps these tell a hundred million keys apart but for one chance in a million.
    private static let tableBits: UInt64 = 10

    /// How often the key was met before.
    mutating func next(_ key: KeyDigest) -> UInt32 {
        if tables[Int(key.high >> (64 - KeyCounts.tableBits))].insert(key.low) { return 0 }
        let count = repeated[key, default: 1]
        repeated[key] = count + 1
        return count
    }

    private struct Table {
        private var slots: [UInt64] = []
        private var count = 0
        /// Whether 0 is in it, which is what an empty slot holds.
        private var hasZero = false

        /// Adds a number; false when it is there already.
        mutating func insert(_ number: UInt64) -> Bool {
            if number == 0 {
                defer { hasZero = true }
                return !hasZero
            }
            // Four of five slots are taken at most.
            if (count + 1) * 5 > slots.count * 4 { grow() }
            let place = Table.place(of: number, in: slots)
            if slots[place] == number { return false }
            slots[place] = number
            count += 1
            return true
        }

        private mutating func grow() {
            let old = slots
            slots = [UInt64](repeating: 0, count: max(16, old.count * 2))
            for number in old where number != 0 { slots[Table.place(of: number, in: slots)] = number }
        }

        private static func place(of number: UInt64, in slots: [UInt64]) -> Int {
            let mask = slots.count - 1
            var place = Int(truncatingIfNeeded: number) & mask
            while slots[place] != 0, slots[place] != number { place = (place + 1) & mask }
            return place
        }
    }
}
