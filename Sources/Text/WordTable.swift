/// A fixed table from words to values, looked up by bytes without making a `String`.
struct WordTable<Value: Sendable>: Sendable {
    private var slots: [Int32]
    private var keys: [UInt8] = []
    private var ends: [Int] = []
    private(set) var values: [Value] = []
    private let mask: Int
    /// Keys that were given more than once; the first holds. Empty in a table without mistakes.
    private(set) var repeated: [String] = []

    /// The keys are taken as `LookupKey` makes them, or as they are.
    init(_ entries: [(String, Value)], exact: Bool = false) {
        var size = 16
        while size < entries.count * 2 { size *= 2 }
        slots = [Int32](repeating: -1, count: size)
        mask = size - 1
        for (word, value) in entries {
            let key = exact ? [UInt8](word.utf8) : LookupKey.of(word)
            key.withUnsafeBytes { bytes in
                var slot = Self.hash(bytes) & mask
                while slots[slot] >= 0 {
                    if matches(Int(slots[slot]), bytes) {
                        repeated.append(word)
                        return
                    }
                    slot = (slot + 1) & mask
                }
                slots[slot] = Int32(values.count)
                keys.append(contentsOf: bytes)
                ends.append(keys.count)
                values.append(value)
            }
        }
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
    subscript(_ key: UnsafeRawBufferPointer) -> Value? {
        var slot = Self.hash(key) & mask
        while slots[slot] >= 0 {
            let index = Int(slots[slot])
            if matches(index, key) { return values[index] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// The value of a key that `LookupKey` made.
    subscript(_ key: [UInt8]) -> Value? { key.withUnsafeBytes { self[$0] } }

    private func matches(_ index: Int, _ key: UnsafeRawBufferPointer) -> Bool {
        let start = index == 0 ? 0 : ends[index - 1]
        guard ends[index] - start == key.count else { return false }
        for offset in 0..<key.count where keys[start + offset] != key[offset] { return false }
        return true
    }

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
