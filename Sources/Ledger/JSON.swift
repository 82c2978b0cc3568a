/// A JSON value with one canonical text: keys sorted by bytes, no spaces, whole numbers only.
public indirect enum JSON: Sendable, Equatable {
    /// An object.
    case object([String: JSON])
    /// An array.
    case array([JSON])
    /// Text.
    case text(String)
    /// A whole number.
    case number(Int64)
    /// True or false.
    case boolean(Bool)
    /// Nothing.
    case null

    /// A member of an object; nil for anything else.
    public subscript(_ key: String) -> JSON? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// The text of a text value.
    public var text: String? { if case .text(let text) = self { text } else { nil } }
    /// The number of a number value.
    public var number: Int64? { if case .number(let number) = self { number } else { nil } }
    /// The members of an object value.
    public var members: [String: JSON]? { if case .object(let members) = self { members } else { nil } }
    /// The elements of an array value.
    public var elements: [JSON]? { if case .array(let elements) = self { elements } else { nil } }

    /// The canonical bytes.
    public var bytes: [UInt8] {
        var text: [UInt8] = []
        write(to: &text)
        return text
    }

    private func write(to text: inout [UInt8]) {
        switch self {
        case .object(let members):
            text.append(0x7B)
            let keys = members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            for (index, key) in keys.enumerated() {
                if index > 0 { text.append(0x2C) }
                JSON.append(Array(key.utf8), to: &text)
                text.append(0x3A)
                (members[key] ?? .null).write(to: &text)
            }
            text.append(0x7D)
        case .array(let elements):
            text.append(0x5B)
            for (index, element) in elements.enumerated() {
                if index > 0 { text.append(0x2C) }
                element.write(to: &text)
            }
            text.append(0x5D)
        case .text(let value): JSON.append(Array(value.utf8), to: &text)
        case .number(let number): text.append(contentsOf: String(number).utf8)
        case .boolean(let value): text.append(contentsOf: (value ? "true" : "false").utf8)
        case .null: text.append(contentsOf: "null".utf8)
        }
    }

    /// Appends bytes as a JSON text: quotes, backslashes and control characters escaped, all else as it is.
    static func append(_ value: [UInt8], to text: inout [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        text.append(0x22)
        for byte in value {
            switch byte {
            case 0x22, 0x5C:
                text.append(0x5C)
                text.append(byte)
            case 0x00..<0x20:
                text.append(contentsOf: "\\u00".utf8)
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 15)])
            default: text.append(byte)
            }
        }
        text.append(0x22)
    }

    /// Reads canonical bytes; nil for anything that `bytes` wouldn't have written, however right as JSON.
    public init?(canonical text: some Collection<UInt8>) {
        var reader = Reader(text: Array(text))
        guard let value = reader.value(depth: 0), reader.index == reader.text.count,
            value.bytes == reader.text
        else { return nil }
        self = value
    }

    /// A reader for what the writer writes; its leniency is harmless, since the result must write the same bytes.
    private struct Reader {
        let text: [UInt8]
        var index = 0

        init(text: [UInt8]) { self.text = text }

        mutating func take(_ byte: UInt8) -> Bool {
            guard index < text.count, text[index] == byte else { return false }
            index += 1
            return true
        }

        mutating func value(depth: Int) -> JSON? {
            guard index < text.count, depth < 32 else { return nil }
            switch text[index] {
            case 0x7B:
                index += 1
                var members: [String: JSON] = [:]
                if take(0x7D) { return .object(members) }
                repeat {
                    guard let key = string(), take(0x3A), let value = value(depth: depth + 1) else { return nil }
                    members[key] = value
                } while take(0x2C)
                return take(0x7D) ? .object(members) : nil
            case 0x5B:
                index += 1
                var elements: [JSON] = []
                if take(0x5D) { return .array(elements) }
                repeat {
                    guard let value = value(depth: depth + 1) else { return nil }
                    elements.append(value)
                } while take(0x2C)
                return take(0x5D) ? .array(elements) : nil
            case 0x22: return string().map { .text($0) }
            default:
                let start = index
                while index < text.count, ![0x2C, 0x5D, 0x7D].contains(text[index]) { index += 1 }
                switch String(decoding: text[start..<index], as: UTF8.self) {
                case "true": return .boolean(true)
                case "false": return .boolean(false)
                case "null": return .null
                case let word: return Int64(word).map { .number($0) }
                }
            }
        }

        private mutating func string() -> String? {
            guard take(0x22) else { return nil }
            var bytes: [UInt8] = []
            while index < text.count {
                let byte = text[index]
                index += 1
                switch byte {
                case 0x22: return String(validating: bytes, as: UTF8.self)
                case 0x5C:
                    guard index < text.count else { return nil }
                    if text[index] == 0x75 {
                        guard index + 5 <= text.count,
                            let code = UInt8(
                                String(decoding: text[(index + 1)..<(index + 5)], as: UTF8.self), radix: 16)
                        else { return nil }
                        bytes.append(code)
                        index += 5
                    } else {
                        bytes.append(text[index])
                        index += 1
                    }
                default: bytes.append(byte)
                }
            }
            return nil
        }
    }
}
