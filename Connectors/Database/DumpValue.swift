/// What the signs in a dump's values stand for.
enum DumpValue {
    /// What stands behind a backslash in a string of MySQL.
    static func unescape(_ byte: UInt8, into row: inout TableRow) {
        switch byte {
        case UInt8(ascii: "0"): row.append(0)
        case UInt8(ascii: "b"): row.append(0x08)
        case UInt8(ascii: "n"): row.append(0x0A)
        case UInt8(ascii: "r"): row.append(0x0D)
        case UInt8(ascii: "t"): row.append(0x09)
        case UInt8(ascii: "Z"): row.append(0x1A)
        // These two keep their backslash, which only LIKE takes off.
        case UInt8(ascii: "%"), UInt8(ascii: "_"):
            row.append(0x5C)
            row.append(byte)
        default: row.append(byte)
        }
    }

    /// What stands behind a backslash in the rows of PostgreSQL's COPY.
    static func unescapeCopied(_ byte: UInt8, into row: inout TableRow) {
        switch byte {
        case UInt8(ascii: "b"): row.append(0x08)
        case UInt8(ascii: "f"): row.append(0x0C)
        case UInt8(ascii: "n"): row.append(0x0A)
        case UInt8(ascii: "r"): row.append(0x0D)
        case UInt8(ascii: "t"): row.append(0x09)
        case UInt8(ascii: "v"): row.append(0x0B)
        // The sign of bytes in hexadecimal is itself written with two backslashes.
        default: row.append(byte)
        }
    }

    /// The bytes that hexadecimal digits stand for; nil where something else is among them.
    static func bytes(ofHexadecimal digits: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(digits.count / 2 + 1)
        var high: UInt8? = digits.count % 2 == 1 ? 0 : nil
        for digit in digits {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit - 0x30
            case 0x41...0x46: value = digit - 0x37
            case 0x61...0x66: value = digit - 0x57
            default: return nil
            }
            if let first = high {
                result.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return result
    }

    /// Bytes as hexadecimal digits.
    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> [UInt8] {
        let digits = Array("0123456789abcdef".utf8)
        return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    }

    /// A text with every occurrence of another one replaced.
    static func replaced(_ text: [UInt8], _ from: [UInt8], by to: [UInt8]) -> [UInt8] {
        guard !from.isEmpty else { return text }
        var result: [UInt8] = []
        var at = 0
        while at < text.count {
            if text[at] == from[0], text[at...].starts(with: from) {
                result += to
                at += from.count
            } else {
                result.append(text[at])
                at += 1
            }
        }
        return result
    }
}

extension TableRow {
    /// Appends text to the cell that is being written.
    mutating func append(text: String) { append(all: Array(text.utf8)) }

    /// Appends bytes to the cell that is being written.
    mutating func append(all bytes: [UInt8]) { bytes.withUnsafeBufferPointer { append($0) } }
}
