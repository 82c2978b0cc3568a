/// JSON text of byte strings.
enum JSONText {
    /// Appends `text` in quotes. Bytes that are no UTF-8 are kept out by the connectors.
    static func append(_ text: UnsafeRawBufferPointer, to out: inout [UInt8]) {
        out.append(0x22)
        var start = 0
        for index in 0..<text.count {
            let byte = text[index]
            if byte >= 0x20, byte != 0x22, byte != 0x5C { continue }
            out.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[start..<index]))
            start = index + 1
            append(escaped: byte, to: &out)
        }
        out.append(contentsOf: UnsafeRawBufferPointer(rebasing: text[start...]))
        out.append(0x22)
    }

    private static func append(escaped byte: UInt8, to out: inout [UInt8]) {
        out.append(0x5C)
        switch byte {
        case 0x22, 0x5C: out.append(byte)
        case 0x0A: out.append(0x6E)
        case 0x0D: out.append(0x72)
        case 0x09: out.append(0x74)
        default:
            out.append(contentsOf: "u00".utf8)
            let digits: [UInt8] = Array("0123456789abcdef".utf8)
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
    }

    /// An array of strings as JSON.
    static func array(_ texts: [String]) -> String {
        var out: [UInt8] = [0x5B]
        for (index, text) in texts.enumerated() {
            if index > 0 { out.append(0x2C) }
            Array(text.utf8).withUnsafeBytes { append($0, to: &out) }
        }
        out.append(0x5D)
        return String(decoding: out, as: UTF8.self)
    }

    /// The strings of an array that `array` or the raw table's writer wrote.
    static func strings(_ json: [UInt8]) -> [[UInt8]] {
        var strings: [[UInt8]] = []
        var index = 0
        while index < json.count {
            guard json[index] == 0x22 else { index += 1; continue }
            index += 1
            var text: [UInt8] = []
            while index < json.count, json[index] != 0x22 {
                if json[index] == 0x5C, index + 1 < json.count {
                    index += 1
                    switch json[index] {
                    case 0x6E: text.append(0x0A)
                    case 0x72: text.append(0x0D)
                    case 0x74: text.append(0x09)
                    case 0x75:
                        let digits = json[min(index + 1, json.count)..<min(index + 5, json.count)]
                        text.append(
                            UInt8(truncatingIfNeeded: Int(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0x20))
                        index += 4
                    default: text.append(json[index])
                    }
                } else {
                    text.append(json[index])
                }
                index += 1
            }
            index += 1
            strings.append(text)
        }
        return strings
    }
}
