/// The little of JSON that a model's text form needs: objects with keys in byte order, lists, text and whole numbers.
indirect enum CanonicalJSON: Equatable {
    case number(Int64)
    case text(String)
    case list([CanonicalJSON])
    case object([(String, CanonicalJSON)])

    static func == (left: CanonicalJSON, right: CanonicalJSON) -> Bool { left.bytes == right.bytes }

    /// The one way to write it: no spaces but a line break after each member of the outermost object, keys in byte order.
    var bytes: [UInt8] {
        var out: [UInt8] = []
        write(into: &out, depth: 0)
        out.append(0x0A)
        return out
    }

    private func write(into out: inout [UInt8], depth: Int) {
        switch self {
        case .number(let value):
            out.append(contentsOf: String(value).utf8)
        case .text(let value):
            CanonicalJSON.write(value, into: &out)
        case .list(let items):
            out.append(0x5B)
            for (index, item) in items.enumerated() {
                if index > 0 { out.append(0x2C) }
                item.write(into: &out, depth: depth + 1)
            }
            out.append(0x5D)
        case .object(let members):
            out.append(0x7B)
            for (index, member) in members.sorted(by: { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }).enumerated() {
                if index > 0 { out.append(0x2C) }
                if depth == 0 { out.append(0x0A) }
                CanonicalJSON.write(member.0, into: &out)
                out.append(0x3A)
                member.1.write(into: &out, depth: depth + 1)
            }
            if depth == 0 { out.append(0x0A) }
            out.append(0x7D)
        }
    }

    private static func write(_ text: String, into out: inout [UInt8]) {
        out.append(0x22)
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: out.append(contentsOf: [0x5C, byte])
            case 0..<0x20:
                out.append(contentsOf: "\\u00".utf8)
                out.append(contentsOf: [hexDigit(byte >> 4), hexDigit(byte & 15)])
            default: out.append(byte)
            }
        }
        out.append(0x22)
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

    // MARK: - Access

    subscript(_ name: String) -> CanonicalJSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.0 == name }?.1
    }

    var number: Int64? {
        guard case .number(let value) = self else { return nil }
        return value
    }

    var text: String? {
        guard case .text(let value) = self else { return nil }
        return value
    }

    var list: [CanonicalJSON]? {
        guard case .list(let items) = self else { return nil }
        return items
    }

    var members: [(String, CanonicalJSON)]? {
        guard case .object(let members) = self else { return nil }
        return members
    }

    /// A list of whole numbers that fit 32 bits.
    var numbers: [Int32]? {
        guard let list else { return nil }
        var numbers: [Int32] = []
        for item in list {
            guard let number = item.number, let small = Int32(exactly: number) else { return nil }
            numbers.append(small)
        }
        return numbers
    }
}

/// Reads it, spaces allowed; whatever else JSON has is refused.
struct CanonicalJSONReader {
    private let bytes: [UInt8]
    private var index = 0
    private static let deepest = 8

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The value, or nil and the offset of the byte that it stopped at.
    static func read(_ bytes: [UInt8]) -> (value: CanonicalJSON?, offset: Int) {
        var reader = CanonicalJSONReader(bytes)
        guard let value = reader.value(0) else { return (nil, reader.index) }
        reader.skipSpaces()
        return reader.index == bytes.count ? (value, reader.index) : (nil, reader.index)
    }

    private mutating func skipSpaces() {
        while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        skipSpaces()
        guard index < bytes.count, bytes[index] == byte else { return false }
        index += 1
        return true
    }

    private mutating func value(_ depth: Int) -> CanonicalJSON? {
        skipSpaces()
        guard index < bytes.count, depth <= CanonicalJSONReader.deepest else { return nil }
        switch bytes[index] {
        case 0x22: return text().map { .text($0) }
        case 0x5B: return list(depth)
        case 0x7B: return object(depth)
        case 0x2D, 0x30...0x39: return number()
        default: return nil
        }
    }

    private mutating func number() -> CanonicalJSON? {
        let isNegative = bytes[index] == 0x2D
        if isNegative { index += 1 }
        var digits = 0
        var result: Int64 = 0
        while index < bytes.count, bytes[index] &- 0x30 < 10 {
            digits += 1
            if digits > 18 { return nil }
            result = result * 10 + Int64(bytes[index] - 0x30)
            index += 1
        }
        return digits == 0 ? nil : .number(isNegative ? -result : result)
    }

    private mutating func text() -> String? {
        index += 1
        var content: [UInt8] = []
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x22 { return String(validating: content, as: UTF8.self) }
            if byte < 0x20 { return nil }
            guard byte == 0x5C else {
                content.append(byte)
                continue
            }
            guard index < bytes.count else { return nil }
            let escape = bytes[index]
            index += 1
            switch escape {
            case 0x22, 0x5C, 0x2F: content.append(escape)
            case 0x75:
                guard index + 4 <= bytes.count else { return nil }
                var scalar: UInt32 = 0
                for _ in 0..<4 {
                    guard let digit = CanonicalJSONReader.hexValue(bytes[index]) else { return nil }
                    scalar = scalar << 4 | digit
                    index += 1
                }
                guard scalar < 0x20 else { return nil }
                content.append(UInt8(scalar))
            default: return nil
            }
        }
        return nil
    }

    static func hexValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x61...0x66: UInt32(byte - 0x57)
        case 0x41...0x46: UInt32(byte - 0x37)
        default: nil
        }
    }

    private mutating func list(_ depth: Int) -> CanonicalJSON? {
        index += 1
        var items: [CanonicalJSON] = []
        if take(0x5D) { return .list([]) }
        while true {
            guard let item = value(depth + 1) else { return nil }
            items.append(item)
            if take(0x5D) { return .list(items) }
            guard take(0x2C) else { return nil }
        }
    }

    private mutating func object(_ depth: Int) -> CanonicalJSON? {
        index += 1
        var members: [(String, CanonicalJSON)] = []
        if take(0x7D) { return .object([]) }
        while true {
            skipSpaces()
            guard index < bytes.count, bytes[index] == 0x22, let name = text(), take(0x3A), let item = value(depth + 1)
            else { return nil }
            members.append((name, item))
            if take(0x7D) { return .object(members) }
            guard take(0x2C) else { return nil }
        }
    }
}
