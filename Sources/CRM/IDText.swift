public import Records

/// Ids as the 36 bytes of their text form, without a detour over arrays.
public enum IDText {
    /// Gives the text form's bytes to `body`.
    public static func with<Result>(
        _ id: RecordID, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try withUnsafeTemporaryAllocation(byteCount: 36, alignment: 1) { buffer in
            var index = 0
            for place in 0..<32 {
                let half = place < 16 ? id.high : id.low
                let digit = UInt8(truncatingIfNeeded: half &>> UInt64((15 &- (place & 15)) &* 4) & 15)
                buffer[index] = digit < 10 ? 0x30 &+ digit : 0x57 &+ digit
                index &+= 1
                if index == 8 || index == 13 || index == 18 || index == 23 {
                    buffer[index] = 0x2D
                    index &+= 1
                }
            }
            return try body(UnsafeRawBufferPointer(buffer))
        }
    }

    /// Appends the text form.
    public static func append(_ id: RecordID, to bytes: inout [UInt8]) { with(id) { bytes.append(contentsOf: $0) } }

    /// Reads the lower-case text form; nil for anything else.
    public static func parse(_ text: UnsafeRawBufferPointer) -> RecordID? {
        guard text.count == 36 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for index in 0..<36 {
            let byte = text[index]
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == 0x2D else { return nil }
                continue
            }
            let digit: UInt64
            switch byte {
            case 0x30...0x39: digit = UInt64(byte &- 0x30)
            case 0x61...0x66: digit = UInt64(byte &- 0x57)
            default: return nil
            }
            if index < 18 { high = high &<< 4 | digit } else { low = low &<< 4 | digit }
        }
        return RecordID(high: high, low: low)
    }
}
