/// Lower-case hexadecimal text.
public enum Hex {
    /// Two digits per byte.
    public static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digit(byte >> 4))
            text.append(digit(byte & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes; nil for anything but an even number of lower-case digits, so that one value has one text.
    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var high: UInt8?
        for character in text {
            let value: UInt8
            switch character {
            case 0x30...0x39: value = character - 0x30
            case 0x61...0x66: value = character - 0x57
            default: return nil
            }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return high == nil ? bytes : nil
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }
}

/// Base64 (RFC 4648, section 4) with padding.
public enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Appends the text of `bytes`.
    public static func encode(_ bytes: [UInt8], into text: inout [UInt8]) {
        let start = text.count
        text.append(contentsOf: repeatElement(0x3D, count: (bytes.count + 2) / 3 * 4))
        text.withUnsafeMutableBufferPointer { text in
            bytes.withUnsafeBufferPointer { bytes in
                alphabet.withUnsafeBufferPointer { alphabet in
                    var index = 0
                    var place = start
                    while index + 2 < bytes.count {
                        let word =
                            UInt32(bytes[index]) &<< 16 | UInt32(bytes[index + 1]) &<< 8 | UInt32(bytes[index + 2])
                        text[place] = alphabet[Int(word &>> 18)]
                        text[place + 1] = alphabet[Int(word &>> 12 & 63)]
                        text[place + 2] = alphabet[Int(word &>> 6 & 63)]
                        text[place + 3] = alphabet[Int(word & 63)]
                        index += 3
                        place += 4
                    }
                    guard index < bytes.count else { return }
                    let second = index + 1 < bytes.count ? UInt32(bytes[index + 1]) : 0
                    let word = UInt32(bytes[index]) &<< 16 | second &<< 8
                    text[place] = alphabet[Int(word &>> 18)]
                    text[place + 1] = alphabet[Int(word &>> 12 & 63)]
                    if index + 1 < bytes.count { text[place + 2] = alphabet[Int(word &>> 6 & 63)] }
                }
            }
        }
    }

    /// The text of `bytes`.
    public static func encode(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        encode(bytes, into: &text)
        return text
    }

    /// The bytes; nil for what `encode` wouldn't have written.
    public static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var word: UInt32 = 0
        var digits = 0
        var padding = 0
        for character in text {
            var value: UInt32 = 0
            switch character {
            case 0x41...0x5A where padding == 0: value = UInt32(character) - 0x41
            case 0x61...0x7A where padding == 0: value = UInt32(character) - 0x47
            case 0x30...0x39 where padding == 0: value = UInt32(character) + 4
            case 0x2B where padding == 0: value = 62
            case 0x2F where padding == 0: value = 63
            case 0x3D: padding += 1
            default: return nil
            }
            word = word << 6 | value
            digits += 1
            if digits % 4 == 0 {
                bytes.append(UInt8(truncatingIfNeeded: word >> 16))
                bytes.append(UInt8(truncatingIfNeeded: word >> 8))
                bytes.append(UInt8(truncatingIfNeeded: word))
                word = 0
            }
        }
        guard padding <= 2 else { return nil }
        bytes.removeLast(padding)
        return encode(bytes).elementsEqual(text) ? bytes : nil
    }
}
