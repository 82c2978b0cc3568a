/// A 128-bit id in the form of a UUID, as the CRM's tables use it.
///
/// Ordered by its bytes, which is also the order of its lower-case text form.
public struct RecordID: Sendable, Hashable, Comparable {
    /// The first eight bytes, big endian.
    public var high: UInt64
    /// The last eight bytes, big endian.
    public var low: UInt64

    /// Makes an id from its two halves.
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Makes a version 8 UUID (RFC 9562, section 5.8) from the first 16 bytes of a digest.
    public init(version8 digest: [UInt8]) {
        var high: UInt64 = 0
        var low: UInt64 = 0
        var index = 0
        while index < 16 && index < digest.count {
            if index < 8 { high = high << 8 | UInt64(digest[index]) } else { low = low << 8 | UInt64(digest[index]) }
            index += 1
        }
        self.high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x8000
        self.low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
    }

    /// Reads the 36-character text form, in either case; nil when it is none. Millions are read for a load.
    public init?(_ text: UnsafeRawBufferPointer) {
        guard text.count == 36 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        var digits = 0
        var index = 0
        while index < 36 {
            let byte = text[index]
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == 0x2D else { return nil }
                index += 1
                continue
            }
            let digit: UInt64
            switch byte {
            case 0x30...0x39: digit = UInt64(byte - 0x30)
            case 0x61...0x66: digit = UInt64(byte - 0x57)
            case 0x41...0x46: digit = UInt64(byte - 0x37)
            default: return nil
            }
            if digits < 16 { high = high << 4 | digit } else { low = low << 4 | digit }
            digits += 1
            index += 1
        }
        self.high = high
        self.low = low
    }

    /// Reads the text form, as for a buffer.
    public init?(_ text: ArraySlice<UInt8>) {
        guard let id = text.withUnsafeBytes({ RecordID($0) }) else { return nil }
        self = id
    }

    /// Reads the text form, as for a buffer.
    public init?(_ text: some Collection<UInt8>) { self.init(Array(text)[...]) }

    /// Orders by the bytes.
    @inlinable public static func < (left: RecordID, right: RecordID) -> Bool {
        left.high != right.high ? left.high < right.high : left.low < right.low
    }

    /// The lower-case text form's 36 bytes.
    public var utf8: [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        let digits: StaticString = "0123456789abcdef"
        digits.withUTF8Buffer { digits in
            for index in 0..<32 {
                if index == 8 || index == 12 || index == 16 || index == 20 { text.append(0x2D) }
                let half = index < 16 ? high : low
                text.append(digits[Int(half >> UInt64((15 - index % 16) * 4) & 15)])
            }
        }
        return text
    }
}

extension RecordID: CustomStringConvertible {
    /// The lower-case text form.
    public var description: String { String(decoding: utf8, as: UTF8.self) }
}
