/// A fixed table from words to values, looked up by bytes without making a `String`.
struct WordTable<Value: Sendable>: Sendable {
    private let storage: Storage

    /// One object for all of it, so that a look-up counts one reference at most.
    private final class Storage: Sendable {
        let slots: [Int32]
        let mask: Int
        let keys: [UInt8]
        let ends: [Int]
        let values: [Value]
        let repeated: [String]
        /// A bit for each length of a key, longer ones in the last: most words that are asked for are in no table, and
        /// are told so by this and by their first byte.
        let lengths: UInt64
        let firsts: SIMD4<UInt64>

        init(_ entries: [(String, Value)], exact: Bool) {
            var size = 16
            while size < entries.count * 2 { size *= 2 }
            var slots = [Int32](repeating: -1, count: size)
            let mask = size - 1
            var keys: [UInt8] = []
            var ends: [Int] = []
            var values: [Value] = []
            var repeated: [String] = []
            var lengths: UInt64 = 0
            var firsts = SIMD4<UInt64>()
            next: for (word, value) in entries {
                let key = exact ? [UInt8](word.utf8) : LookupKey.of(word)
                var slot = key.withUnsafeBytes { WordTable.hash($0) } & mask
                while slots[slot] >= 0 {
                    let index = Int(slots[slot])
                    if keys[(index == 0 ? 0 : ends[index - 1])..<ends[index]].elementsEqual(key) {
                        repeated.append(word)
                        continue next
                    }
                    slot = (slot + 1) & mask
                }
                slots[slot] = Int32(values.count)
                keys.append(contentsOf: key)
                ends.append(keys.count)
                values.append(value)
                lengths |= 1 << UInt64(min(key.count, 63))
                if let first = key.first { firsts[Int(first >> 6)] |= 1 << UInt64(first & 63) }
            }
            (self.slots, self.mask, self.keys, self.ends) = (slots, mask, keys, ends)
            (self.values, self.repeated, self.lengths, self.firsts) = (values, repeated, lengths, firsts)
        }

        func find(_ key: UnsafeRawBufferPointer) -> Int? {
            guard lengths & (1 << UInt64(min(key.count, 63))) != 0 else { return nil }
            if let first = key.first, firsts[Int(first >> 6)] & (1 << UInt64(first & 63)) == 0 { return nil }
            var slot = WordTable.hash(key) & mask
            while slots[slot] >= 0 {
                let index = Int(slots[slot])
                if matches(index, key) { return index }
                slot = (slot + 1) & mask
            }
            return nil
        }

        private func matches(_ index: Int, _ key: UnsafeRawBufferPointer) -> Bool {
            let start = index == 0 ? 0 : ends[index - 1]
            guard ends[index] - start == key.count else { return false }
            for offset in 0..<key.count where keys[start + offset] != key[offset] { return false }
            return true
        }
    }

    /// The values, in the order of the entries.
    var values: [Value] { storage.values }
    /// Keys that were given more than once; the first holds. Empty in a table without mistakes.
    var repeated: [String] { storage.repeated }

    /// The keys are taken as `LookupKey` makes them, or as they are.
    init(_ entries: [(String, Value)], exact: Bool = false) {
        storage = Storage(entries, exact: exact)
    }

    /// Words of the same value in one text each, parted by spaces and line ends; `_` stands for a space inside a word.
    init(groups: [(Value, String)], exact: Bool = false) {
        var entries: [(String, Value)] = []
        for (value, words) in groups {
            for word in words.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                entries.append((String(word), value))
            }
        }
        self.init(entries, exact: exact)
    }

    /// The value of a key that `LookupKey` made.
    subscript(_ key: UnsafeRawBufferPointer) -> Value? { storage.find(key).map { storage.values[$0] } }

    /// The value of a key that `LookupKey` made.
    subscript(_ key: [UInt8]) -> Value? { key.withUnsafeBytes { self[$0] } }

    /// Whether a key that `LookupKey` made is in the table.
    func contains(_ key: UnsafeRawBufferPointer) -> Bool { storage.find(key) != nil }

    /// FNV-1a.
    private static func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return Int(truncatingIfNeeded: hash ^ hash >> 29) & Int.max
    }
}

extension WordTable where Value == Bool {
    /// A set of words, parted by spaces and line ends.
    init(words: String, exact: Bool = false) {
        self.init(groups: [(true, words)], exact: exact)
    }
}
