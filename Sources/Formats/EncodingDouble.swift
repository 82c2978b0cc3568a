/// UTF-8 that somebody took for cp1252 or ISO-8859-1 and encoded once more: `MÃ¼ller` for `Müller`.
public enum EncodingDouble {
    /// The value as it was before the second encoding; nil when it was encoded once, which is the rule.
    ///
    /// Every character must stand for one byte of cp1252 or ISO-8859-1, and these bytes must be UTF-8 with at least one
    /// character beyond ASCII. Real text does that only by a strange chance.
    public static func repaired(_ value: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(value.count)
        let isPossible = value.withUnsafeBufferPointer { buffer -> Bool in
            guard let text = buffer.baseAddress else { return false }
            var at = 0
            var isPlain = true
            while at < buffer.count {
                if text[at] < 0x80 {
                    bytes.append(text[at])
                    at += 1
                    continue
                }
                isPlain = false
                let length = EncodingUTF8.sequenceLength(text, at, buffer.count)
                guard length > 0, let byte = byte(of: EncodingUTF8.scalar(text, at, length)) else { return false }
                bytes.append(byte)
                at += length
            }
            return !isPlain
        }
        guard isPossible, isUTF8(bytes) else { return nil }
        return bytes
    }

    /// Whether a value holds characters beyond ASCII.
    @inline(__always)
    public static func hasSpecialCharacters(_ value: ArraySlice<UInt8>) -> Bool { value.contains { $0 >= 0x80 } }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { buffer in
            guard let text = buffer.baseAddress else { return true }
            return EncodingUTF8.firstInvalid(text, from: 0, to: buffer.count) == buffer.count
        }
    }

    private static func byte(of scalar: UInt32) -> UInt8? {
        if scalar < 0x100 { return UInt8(scalar) }
        return upperBytes[scalar]
    }

    /// The characters of cp1252 between 0x80 and 0x9F.
    private static let upperBytes: [UInt32: UInt8] = {
        var bytes: [UInt32: UInt8] = [:]
        for (index, entry) in EncodingTable.cp1252.entries.prefix(32).enumerated() where entry != 0 {
            let packed = (0..<Int(entry >> 24)).map { UInt8(truncatingIfNeeded: entry >> (8 * UInt32($0))) }
            if let scalar = String(decoding: packed, as: UTF8.self).unicodeScalars.first {
                bytes[scalar.value] = UInt8(0x80 + index)
            }
        }
        return bytes
    }()
}
