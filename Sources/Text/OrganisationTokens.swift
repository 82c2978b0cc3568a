/// The words of an organisation's name, each with a key: small letters and digits without marks and dots, `&` for
/// every way to write "and". All keys lie in one array, so that the key of several words is one piece of it.
struct OrganisationTokens {
    /// Where each word stands in the text.
    private(set) var ranges: [Range<Int>] = []
    /// The keys, one behind the other.
    private(set) var keys: [UInt8] = []
    private var ends: [Int] = []

    /// How many words there are.
    var count: Int { ranges.count }

    /// The words of a text, parted by spaces, commas, brackets and the signs for "and".
    init(_ bytes: UnsafeRawBufferPointer) {
        keys.reserveCapacity(bytes.count)
        ranges.reserveCapacity(8)
        ends.reserveCapacity(8)
        var start = 0
        for at in 0..<bytes.count {
            let byte = bytes[at]
            let isAnd = byte == Byte.ampersand || byte == Byte.plus
            guard
                isAnd || byte.isASCIISpace || byte == Byte.comma || byte == Byte.open || byte == Byte.close
                    || byte == Byte.semicolon
            else { continue }
            close(bytes, start..<at)
            if isAnd { append([Byte.ampersand], at..<at + 1) }
            start = at + 1
        }
        close(bytes, start..<bytes.count)
    }

    /// The key of several words in a row, as a place in `keys`.
    func key(_ words: Range<Int>) -> Range<Int> {
        (words.lowerBound == 0 ? 0 : ends[words.lowerBound - 1])..<(words.isEmpty ? 0 : ends[words.upperBound - 1])
    }

    /// The key of one word.
    func key(_ word: Int) -> ArraySlice<UInt8> { keys[key(word..<word + 1)] }

    /// Whether a word is a way to write "and".
    func isAnd(_ word: Int) -> Bool { key(word).elementsEqual([Byte.ampersand]) }

    private mutating func append(_ key: [UInt8], _ range: Range<Int>) {
        keys += key
        ends.append(keys.count)
        ranges.append(range)
    }

    private mutating func close(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let start = keys.count
        LookupKey.append(bytes.part(range), to: &keys)
        // Signs inside a word don't count, but for the slash of `A/S`.
        var kept = start
        for at in start..<keys.count {
            let byte = keys[at]
            guard byte.isASCIIAlphanumeric || byte == Byte.slash || byte >= 0x80 else { continue }
            keys[kept] = byte
            kept += 1
        }
        keys.removeSubrange(kept...)
        guard kept > start else { return }
        if !ranges.isEmpty, Self.ands[[UInt8](keys[start...])] != nil {
            keys.removeSubrange(start...)
            keys.append(Byte.ampersand)
        }
        ends.append(keys.count)
        ranges.append(range)
    }

    private static let ands = WordTable<Bool>(words: "und u and et y", exact: true)

    /// The key of a whole text.
    static func squeezed(_ bytes: UnsafeRawBufferPointer) -> [UInt8] { OrganisationTokens(bytes).keys }
}
