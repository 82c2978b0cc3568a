/// Why a text is no JSON that is taken here.
public struct JSONFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The byte at which reading stopped, counted from 0.
    public let offset: Int
    /// The line of that byte, counted from 1.
    public let line: Int
    /// Its column in bytes, counted from 1.
    public let column: Int
    /// What is wrong.
    public let message: String

    /// `line L, column C: message`.
    public var description: String { "line \(line), column \(column): \(message)" }
}

/// Reads JSON as RFC 8259 has it and nothing else: UTF-8, no key twice, no lone surrogates, within limits.
public struct JSONParser {
    /// What bounds the work and memory of reading.
    public struct Limits: Sendable {
        /// The most bytes of a document.
        public var bytes: Int
        /// The most levels of nesting.
        public var depth: Int

        /// Makes limits.
        public init(bytes: Int = 16 << 20, depth: Int = 64) {
            self.bytes = bytes
            self.depth = min(depth, 512)
        }
    }

    private let bytes: [UInt8]
    private let limits: Limits
    private var index = 0

    /// Reads one document; blanks around it are allowed, a byte order mark isn't.
    public static func parse(_ bytes: [UInt8], limits: Limits = Limits()) throws(JSONFault) -> JSONValue {
        var parser = JSONParser(bytes: bytes, limits: limits)
        guard bytes.count <= limits.bytes else {
            throw parser.fault("has \(bytes.count) bytes, more than the \(limits.bytes) that are read")
        }
        parser.skipBlanks()
        let value = try parser.value(depth: 1)
        parser.skipBlanks()
        guard parser.index == bytes.count else { throw parser.fault("something stands behind the end of the document") }
        return value
    }

    /// Reads one document from text.
    public static func parse(_ text: String, limits: Limits = Limits()) throws(JSONFault) -> JSONValue {
        try parse(Array(text.utf8), limits: limits)
    }

    /// True for a number as JSON writes it.
    static func isNumber(_ text: String) -> Bool {
        var parser = JSONParser(bytes: Array(text.utf8), limits: Limits())
        guard let byte = parser.peek, byte == 0x2D || isDigit(byte) else { return false }
        return (try? parser.number()) != nil && parser.index == parser.bytes.count
    }

    private init(bytes: [UInt8], limits: Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private func fault(_ message: String, at offset: Int? = nil) -> JSONFault {
        let offset = min(offset ?? index, bytes.count)
        let before = bytes[..<offset]
        let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        return JSONFault(
            offset: offset, line: before.lazy.filter { $0 == 0x0A }.count + 1, column: offset - start + 1,
            message: message)
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }

    private mutating func value(depth: Int) throws(JSONFault) -> JSONValue {
        guard depth <= limits.depth else { throw fault("is nested more than \(limits.depth) levels deep") }
        switch peek {
        case 0x7B: return try object(depth: depth)
        case 0x5B: return try array(depth: depth)
        case 0x22: return .string(try string())
        case 0x74: return try word("true", .boolean(true))
        case 0x66: return try word("false", .boolean(false))
        case 0x6E: return try word("null", .null)
        case .some(let byte) where byte == 0x2D || JSONParser.isDigit(byte): return try number()
        case nil: throw fault("ends where a value is expected")
        default: throw fault("a value is expected here")
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONFault) -> JSONValue {
        let matches = word.withUTF8Buffer { bytes[index...].starts(with: $0) }
        guard matches else { throw fault("a value is expected here") }
        index += word.utf8CodeUnitCount
        return value
    }

    private mutating func array(depth: Int) throws(JSONFault) -> JSONValue {
        index += 1
        skipBlanks()
        var items: [JSONValue] = []
        if peek == 0x5D {
            index += 1
            return .array(items)
        }
        while true {
            skipBlanks()
            items.append(try value(depth: depth + 1))
            skipBlanks()
            guard let byte = peek, byte == 0x2C || byte == 0x5D else { throw fault("\",\" or \"]\" is expected here") }
            index += 1
            if byte == 0x5D { return .array(items) }
        }
    }

    private mutating func object(depth: Int) throws(JSONFault) -> JSONValue {
        index += 1
        skipBlanks()
        var members: [JSONMember] = []
        var keys: Set<String> = []
        if peek == 0x7D {
            index += 1
            return .object(members)
        }
        while true {
            skipBlanks()
            let start = index
            guard peek == 0x22 else { throw fault("a key in double quotes is expected here") }
            let key = try string()
            // Compared by bytes: Swift's String takes canonically equal keys for one.
            guard keys.insert(key).inserted || !members.contains(where: { $0.key.utf8.elementsEqual(key.utf8) }) else {
                throw fault("the key \"\(key.prefix(40))\" stands twice in one object", at: start)
            }
            skipBlanks()
            guard peek == 0x3A else { throw fault("\":\" is expected here") }
            index += 1
            skipBlanks()
            members.append(JSONMember(key, try value(depth: depth + 1)))
            skipBlanks()
            guard let byte = peek, byte == 0x2C || byte == 0x7D else { throw fault("\",\" or \"}\" is expected here") }
            index += 1
            if byte == 0x7D { return .object(members) }
        }
    }

    private mutating func number() throws(JSONFault) -> JSONValue {
        let start = index
        if peek == 0x2D { index += 1 }
        if peek == 0x30 {
            index += 1
        } else {
            try digits()
        }
        var isWhole = true
        if peek == 0x2E {
            isWhole = false
            index += 1
            try digits()
        }
        if peek == 0x65 || peek == 0x45 {
            isWhole = false
            index += 1
            if peek == 0x2B || peek == 0x2D { index += 1 }
            try digits()
        }
        if let byte = peek, JSONParser.isDigit(byte) { throw fault("a number can't begin with 0", at: start) }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if isWhole, text != "-0", let number = Int(text) { return .integer(number) }
        return .decimal(text)
    }

    private mutating func digits() throws(JSONFault) {
        let start = index
        while let byte = peek, JSONParser.isDigit(byte) { index += 1 }
        guard index > start else { throw fault("a digit is expected here") }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private mutating func string() throws(JSONFault) -> String {
        let start = index
        index += 1
        var text: [UInt8] = []
        while let byte = peek {
            switch byte {
            case 0x22:
                index += 1
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw fault("a text that is not UTF-8", at: start)
                }
                return string
            case 0x5C: try escape(into: &text)
            case 0...0x1F: throw fault("a control character must be written as an escape")
            default:
                text.append(byte)
                index += 1
            }
        }
        throw fault("a text without its closing quote", at: start)
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONFault) {
        index += 1
        guard let byte = peek else { throw fault("an escape without its character") }
        index += 1
        switch byte {
        case 0x22, 0x5C, 0x2F: text.append(byte)
        case 0x62: text.append(0x08)
        case 0x66: text.append(0x0C)
        case 0x6E: text.append(0x0A)
        case 0x72: text.append(0x0D)
        case 0x74: text.append(0x09)
        case 0x75:
            let start = index - 2
            var value = try hexadecimal()
            if value >= 0xD800 && value < 0xDC00 {
                guard peek == 0x5C, index + 1 < bytes.count, bytes[index + 1] == 0x75 else {
                    throw fault("half of a surrogate pair", at: start)
                }
                index += 2
                let low = try hexadecimal()
                guard low >= 0xDC00 && low < 0xE000 else { throw fault("half of a surrogate pair", at: start) }
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(value) else { throw fault("half of a surrogate pair", at: start) }
            text.append(contentsOf: String(scalar).utf8)
        default: throw fault("an unknown escape", at: index - 2)
        }
    }

    private mutating func hexadecimal() throws(JSONFault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek else { throw fault("an escape needs four hexadecimal digits") }
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x37
            case 0x61...0x66: digit = byte - 0x57
            default: throw fault("an escape needs four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            index += 1
        }
        return value
    }
}
