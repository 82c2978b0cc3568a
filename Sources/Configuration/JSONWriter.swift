/// Writes JSON: keys in the order given, the same bytes for the same tree, no number rounded.
public struct JSONWriter {
    private var bytes: [UInt8] = []
    private let indents: Bool

    /// The document's bytes in one line, without a line break at the end: for lines of NDJSON and JSON Lines.
    public static func compact(_ value: JSONValue) -> [UInt8] {
        var writer = JSONWriter(indents: false)
        writer.write(value, level: 0)
        return writer.bytes
    }

    /// The document's bytes over several lines, two spaces a level, with a line break at the end: for people.
    public static func pretty(_ value: JSONValue) -> [UInt8] {
        var writer = JSONWriter(indents: true)
        writer.write(value, level: 0)
        writer.bytes.append(0x0A)
        return writer.bytes
    }

    /// Appends a JSON string with its quotes.
    public static func append(string text: String, to bytes: inout [UInt8]) {
        bytes.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22: bytes += [0x5C, 0x22]
            case 0x5C: bytes += [0x5C, 0x5C]
            case 0x0A: bytes += [0x5C, 0x6E]
            case 0x0D: bytes += [0x5C, 0x72]
            case 0x09: bytes += [0x5C, 0x74]
            case 0...0x1F, 0x7F:
                let digits: [UInt8] = Array("0123456789abcdef".utf8)
                bytes += [0x5C, 0x75, 0x30, 0x30, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(0x22)
    }

    private init(indents: Bool) { self.indents = indents }

    private mutating func write(_ value: JSONValue, level: Int) {
        switch value {
        case .null: bytes += "null".utf8
        case .boolean(let value): bytes += (value ? "true" : "false").utf8
        case .integer(let number): bytes += String(number).utf8
        case .decimal(let text):
            if JSONParser.isNumber(text) {
                bytes += text.utf8
            } else {
                JSONWriter.append(string: text, to: &bytes)
            }
        case .string(let text): JSONWriter.append(string: text, to: &bytes)
        case .array(let items):
            bytes.append(0x5B)
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                newLine(level + 1)
                write(item, level: level + 1)
            }
            if !items.isEmpty { newLine(level) }
            bytes.append(0x5D)
        case .object(let members):
            bytes.append(0x7B)
            for (index, member) in members.enumerated() {
                if index > 0 { bytes.append(0x2C) }
                newLine(level + 1)
                JSONWriter.append(string: member.key, to: &bytes)
                bytes.append(0x3A)
                if indents { bytes.append(0x20) }
                write(member.value, level: level + 1)
            }
            if !members.isEmpty { newLine(level) }
            bytes.append(0x7D)
        }
    }

    private mutating func newLine(_ level: Int) {
        guard indents else { return }
        bytes.append(0x0A)
        bytes.append(contentsOf: repeatElement(0x20, count: level * 2))
    }
}
