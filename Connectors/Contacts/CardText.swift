import Formats

/// The ways in which cards and directory entries write text as other text.
enum CardText {
    /// Decodes quoted-printable; what is no escape stays as it is.
    static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == 0x3D, index + 2 < bytes.count, let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                out.append(high << 4 | low)
                index += 3
            } else {
                out.append(bytes[index])
                index += 1
            }
        }
        return out
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }

    /// Decodes base64, white space and missing padding allowed; nil when other characters stand in it.
    static func base64(_ bytes: some Sequence<UInt8>) -> [UInt8]? {
        var out: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        var isPadded = false
        for byte in bytes {
            let six: UInt8
            switch byte {
            case 0x41...0x5A: six = byte - 0x41
            case 0x61...0x7A: six = byte - 0x61 + 26
            case 0x30...0x39: six = byte - 0x30 + 52
            case 0x2B, 0x2D: six = 62
            case 0x2F, 0x5F: six = 63
            case 0x3D:
                isPadded = true
                continue
            case 0x20, 0x09, 0x0A, 0x0D: continue
            default: return nil
            }
            if isPadded { return nil }
            bits = bits << 6 | UInt32(six)
            count += 6
            if count >= 8 {
                count -= 8
                out.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
            }
        }
        return count == 6 ? nil : out
    }

    /// Whether bytes are text: UTF-8 without control characters.
    static func isText(_ bytes: [UInt8]) -> Bool {
        Encoding.isUTF8(bytes) && !bytes.contains { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    }

    /// Divides at an unescaped character. The parts keep their escapes.
    static func split(_ bytes: [UInt8], at separator: UInt8) -> [[UInt8]] {
        var parts: [[UInt8]] = [[]]
        var isEscaped = false
        for byte in bytes {
            if byte == separator, !isEscaped {
                parts.append([])
            } else {
                parts[parts.count - 1].append(byte)
            }
            isEscaped = byte == 0x5C && !isEscaped
        }
        return parts
    }

    /// Takes escapes off, line breaks as LF, and the spaces at both ends. vCard 2.1 (`isOld`) knows an escaped semicolon only.
    static func plain(_ bytes: [UInt8], isOld: Bool) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x0D {
                if index < bytes.count, bytes[index] == 0x0A { index += 1 }
                out.append(0x0A)
            } else if byte == 0x5C, index < bytes.count {
                let next = bytes[index]
                let isLetter = (next | 0x20) >= 0x61 && (next | 0x20) <= 0x7A
                let isDigit = next >= 0x30 && next <= 0x39
                if !isOld, next | 0x20 == 0x6E {
                    out.append(0x0A)
                    index += 1
                } else if isOld ? next == 0x3B : !isLetter && !isDigit && next < 0x80 {
                    out.append(next)
                    index += 1
                } else {
                    out.append(byte)
                }
            } else {
                out.append(byte)
            }
        }
        return trimmed(out)
    }

    /// Without spaces, tabs and line breaks at both ends.
    static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
        guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
        else { return [] }
        return first == 0 && last == bytes.count - 1 ? bytes : Array(bytes[first...last])
    }

    /// A date or a point in time of ISO 8601's basic form in the extended one: `19800322` → `1980-03-22`, `20120305T131933Z` →
    /// `2012-03-05T13:19:33Z`, also with LDAP's `20120305131933.0Z`. Everything else as it is.
    static func date(_ text: [UInt8], keepsTime: Bool = true) -> [UInt8] {
        func digits(_ range: Range<Int>) -> ArraySlice<UInt8>? {
            guard range.upperBound <= text.count, text[range].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
                return nil
            }
            return text[range]
        }
        let dash = [UInt8(0x2D)]
        var day: [UInt8]
        var rest: ArraySlice<UInt8>
        if let year = digits(0..<4), let month = digits(4..<6), let number = digits(6..<8) {
            day = year + dash + month + dash + number
            rest = text[8...]
        } else if text.count >= 10, text[4] == 0x2D, text[7] == 0x2D, digits(0..<4) != nil, digits(5..<7) != nil,
            digits(8..<10) != nil
        {
            day = Array(text[..<10])
            rest = text[10...]
        } else {
            return text
        }
        if rest.isEmpty { return day }
        let isSeparated = rest.first == 0x54 || rest.first == 0x20
        if isSeparated { rest = rest.dropFirst() }
        let colon = [UInt8(0x3A)]
        var clock = rest.prefix { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x3A }
        let zone = rest.dropFirst(clock.count).drop { $0 == 0x2E || $0 == 0x2C || ($0 >= 0x30 && $0 <= 0x39) }
        clock.removeAll { $0 == 0x3A }
        guard clock.count == 6 || clock.count == 4, isSeparated || text[4] != 0x2D else { return text }
        if !keepsTime { return day }
        let seconds = clock.count == 6 ? Array(clock.suffix(2)) : [0x30, 0x30]
        day += [0x54] + clock.prefix(2) + colon + clock.dropFirst(2).prefix(2) + colon + seconds
        return day + zone
    }
}
