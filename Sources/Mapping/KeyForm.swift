/// How the keys of a program's records are brought into one form, in a record's own key and in references to it.
public enum KeyForm: String, Sendable, CaseIterable {
    /// Keys count as they stand.
    case asGiven = "as-given"
    /// Salesforce's ids: 15 characters, in which case counts, or 18, in which three more carry the case. Both are the same id;
    /// the longer form is kept, and wide spaces around it go.
    case salesforce

    /// The key in this form.
    func normal(_ key: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        switch self {
        case .asGiven: return key
        case .salesforce:
            let key = KeyForm.trimmed(key)
            return key.count == 15 ? KeyForm.lengthened(key) ?? key : key
        }
    }

    /// A Salesforce id of 15 characters with its three check characters; nil for what is none.
    ///
    /// Of each group of five characters a bit says which ones are capitals, the first one lowest; the number they make is a
    /// character of `A` to `Z` and `0` to `5`.
    private static func lengthened(_ id: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        var long = Array(id)
        for group in 0..<3 {
            var bits = 0
            for (place, byte) in id.dropFirst(group * 5).prefix(5).enumerated() {
                switch byte {
                case 0x41...0x5A: bits |= 1 << place
                case 0x30...0x39, 0x61...0x7A: break
                default: return nil
                }
            }
            long.append(UInt8(bits < 26 ? 0x41 + bits : 0x30 + bits - 26))
        }
        return long[...]
    }

    /// Without the spaces of East Asian writing and the unbreakable ones at both ends.
    private static func trimmed(_ key: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let spaces: [[UInt8]] = [[0x20], [0xE3, 0x80, 0x80], [0xC2, 0xA0]]
        var key = key
        while let space = spaces.first(where: { key.starts(with: $0) }) { key = key.dropFirst(space.count) }
        while let space = spaces.first(where: { key.suffix($0.count).elementsEqual($0) }) {
            key = key.dropLast(space.count)
        }
        return key
    }
}
