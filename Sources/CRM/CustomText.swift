/// Custom fields as the one text in which they are compared: no spaces, keys in byte order, numbers as decimal strings,
/// and no escapes but `\"`, `\\`, `\n` and those of other control characters.
enum CustomText {
    private static let deepest = 64

    /// The canonical text of JSON as PostgreSQL writes it; what isn't JSON stays as it is.
    static func canonical(_ json: UnsafeRawBufferPointer) -> [UInt8] {
        var reader = Reader(bytes: json)
        var text: [UInt8] = []
        text.reserveCapacity(json.count)
        guard reader.value(into: &text, depth: 0), reader.isAtEnd else { return Array(json) }
        return text
    }

    private struct Reader {
        let bytes: UnsafeRawBufferPointer
        var index = 0

        init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

        var isAtEnd: Bool {
            mutating get {
                skip()
                return index == bytes.count
            }
        }

        private mutating func skip() {
            while index < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) { index += 1 }
        }

        private mutating func take(_ byte: UInt8) -> Bool {
            skip()
            guard index < bytes.count, bytes[index] == byte else { return false }
            index += 1
            return true
        }

        mutating func value(into text: inout [UInt8], depth: Int) -> Bool {
            skip()
            guard index < bytes.count, depth < CustomText.deepest else { return false }
            switch bytes[index] {
            case 0x7B: return object(into: &text, depth: depth)
            case 0x5B: return list(into: &text, depth: depth)
            case 0x22: return string(into: &text)
            default:
                let start = index
                while index < bytes.count, ![0x2C, 0x7D, 0x5D, 0x20, 0x09, 0x0A, 0x0D].contains(bytes[index]) {
                    index += 1
                }
                guard start < index else { return false }
                let isNumber = bytes[start] == 0x2D || (bytes[start] >= 0x30 && bytes[start] <= 0x39)
                if isNumber { text.append(0x22) }
                text.append(contentsOf: bytes[start..<index])
                if isNumber { text.append(0x22) }
                return true
            }
        }

        private mutating func list(into text: inout [UInt8], depth: Int) -> Bool {
            index += 1
            text.append(0x5B)
            if take(0x5D) {
                text.append(0x5D)
                return true
            }
            repeat {
                if text.last != 0x5B { text.append(0x2C) }
                guard value(into: &text, depth: depth + 1) else { return false }
            } while take(0x2C)
            text.append(0x5D)
            return take(0x5D)
        }

        private mutating func object(into text: inout [UInt8], depth: Int) -> Bool {
            index += 1
            var members: [(name: [UInt8], pair: [UInt8])] = []
            if !take(0x7D) {
                repeat {
                    var pair: [UInt8] = []
                    skip()
                    guard index < bytes.count, bytes[index] == 0x22, string(into: &pair) else { return false }
                    let name = pair.dropFirst().dropLast()
                    guard take(0x3A) else { return false }
                    pair.append(0x3A)
                    let plain = CustomText.plain(name)
                    guard value(into: &pair, depth: depth + 1) else { return false }
                    members.append((plain, pair))
                } while take(0x2C)
                guard take(0x7D) else { return false }
            }
            members.sort { $0.name.lexicographicallyPrecedes($1.name) }
            text.append(0x7B)
            for (place, member) in members.enumerated() {
                if place > 0 { text.append(0x2C) }
                text.append(contentsOf: member.pair)
            }
            text.append(0x7D)
            return true
        }

        /// Copies a string with its quotes; PostgreSQL writes nothing but the shortest escapes.
        private mutating func string(into text: inout [UInt8]) -> Bool {
            let start = index
            index += 1
            while index < bytes.count {
                switch bytes[index] {
                case 0x5C: index += 2
                case 0x22:
                    index += 1
                    text.append(contentsOf: bytes[start..<index])
                    return true
                default: index += 1
                }
            }
            return false
        }
    }

    /// A name's own bytes, by which members are ordered.
    private static func plain(_ name: some Collection<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        var bytes = name.makeIterator()
        while let byte = bytes.next() {
            guard byte == 0x5C, let code = bytes.next() else {
                plain.append(byte)
                continue
            }
            switch code {
            case 0x6E: plain.append(0x0A)
            case 0x74: plain.append(0x09)
            case 0x72: plain.append(0x0D)
            case 0x62: plain.append(0x08)
            case 0x66: plain.append(0x0C)
            case 0x75:
                var number: UInt8 = 0
                for _ in 0..<4 {
                    let digit = bytes.next() ?? 0x30
                    number = number &<< 4 | (digit < 0x3A ? digit &- 0x30 : (digit | 0x20) &- 0x57)
                }
                plain.append(number)
            default: plain.append(code)
            }
        }
        return plain
    }
}
