extension Encoding {
    /// The encodings in which lines of a UTF-8 file may be written that are no UTF-8: those of one byte a character.
    public static let ofOtherLines: [Encoding] = [
        .cp1252, .iso8859part15, .iso8859part2, .iso8859part9, .iso8859part7, .macRoman,
    ]

    /// A text that was decoded by this encoding, as another one would have decoded the same bytes; nil where either is
    /// none of `ofOtherLines`, or a character can't come from this one.
    public func rereading(_ text: String, as other: Encoding) -> String? {
        guard let table = EncodingTable.of(self), let wanted = EncodingTable.of(other) else { return nil }
        var bytes: [Character: UInt8] = [:]
        for byte in UInt8(0x80)...0xFF { if let character = table.character(byte) { bytes[character] = byte } }
        var out = ""
        for scalar in text.unicodeScalars {
            if scalar.isASCII {
                out.unicodeScalars.append(scalar)
            } else if let byte = bytes[Character(scalar)], let read = wanted.character(byte) {
                out.append(read)
            } else {
                return nil
            }
        }
        return out
    }
}

extension EncodingTable {
    /// What a byte from 0x80 stands for; nil when it is undefined.
    fileprivate func character(_ byte: UInt8) -> Character? {
        let entry = entries[Int(byte) - 0x80]
        if entry == 0 { return nil }
        let bytes = (0..<(entry >> 24)).map { UInt8(truncatingIfNeeded: entry >> (8 * $0)) }
        return String(decoding: bytes, as: UTF8.self).first
    }
}
