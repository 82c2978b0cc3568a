/// A regular expression over digits, in the few signs that libphonenumber's tables use: digits, `\d`, `[2-9]`, groups,
/// `|`, `?` and counts. Anything else is refused, so that nothing is read as what it does not mean.
indirect enum DigitPattern: Sendable, Hashable {
    /// One digit of a set, a bit for each.
    case digit(UInt16)
    case sequence([DigitPattern])
    case choice([DigitPattern])
    case repeated(DigitPattern, Int, Int)

    /// The alternatives of a pattern, each with whether it holds a capturing group; nil where it is not understood.
    static func alternatives(_ text: [UInt8]) -> [(pattern: DigitPattern, captures: Bool)]? {
        var found: [(DigitPattern, Bool)] = []
        var depth = 0
        var start = 0
        for at in 0...text.count {
            if at < text.count {
                if text[at] == Byte.open { depth += 1 }
                if text[at] == Byte.close { depth -= 1 }
                guard depth == 0, text[at] == UInt8(ascii: "|") else { continue }
            }
            let part = Array(text[start..<at])
            guard let pattern = DigitPattern(part) else { return nil }
            let captures = part.indices.contains {
                part[$0] == Byte.open && !($0 + 1 < part.count && part[$0 + 1] == UInt8(ascii: "?"))
            }
            found.append((pattern, captures))
            start = at + 1
        }
        return found
    }

    /// Reads a pattern; nil where it is not understood.
    init?(_ text: [UInt8]) {
        var reader = Reader(text: text)
        guard let pattern = reader.choice(depth: 0), reader.at == text.count else { return nil }
        self = pattern
    }

    private struct Reader {
        let text: [UInt8]
        var at = 0

        mutating func choice(depth: Int) -> DigitPattern? {
            guard depth < 40 else { return nil }
            var parts: [DigitPattern] = []
            while true {
                guard let part = sequence(depth: depth) else { return nil }
                parts.append(part)
                guard at < text.count, text[at] == UInt8(ascii: "|") else { break }
                at += 1
            }
            return parts.count == 1 ? parts[0] : .choice(parts)
        }

        private mutating func sequence(depth: Int) -> DigitPattern? {
            var parts: [DigitPattern] = []
            while at < text.count, text[at] != UInt8(ascii: "|"), text[at] != Byte.close {
                guard let one = atom(depth: depth), let counted = counted(one) else { return nil }
                parts.append(counted)
            }
            return parts.count == 1 ? parts[0] : .sequence(parts)
        }

        private mutating func atom(depth: Int) -> DigitPattern? {
            let byte = text[at]
            at += 1
            switch byte {
            case 0x30...0x39: return .digit(1 << UInt16(byte.digitValue))
            case UInt8(ascii: "\\"):
                guard at < text.count, text[at] == UInt8(ascii: "d") else { return nil }
                at += 1
                return .digit(0x3FF)
            case UInt8(ascii: "["): return set()
            case Byte.open:
                if at + 1 < text.count, text[at] == UInt8(ascii: "?") {
                    guard text[at + 1] == Byte.colon else { return nil }
                    at += 2
                }
                guard let inner = choice(depth: depth + 1), at < text.count, text[at] == Byte.close else { return nil }
                at += 1
                return inner
            default: return nil
            }
        }

        private mutating func set() -> DigitPattern? {
            var digits: UInt16 = 0
            while at < text.count, text[at] != UInt8(ascii: "]") {
                guard text[at].isASCIIDigit else { return nil }
                let first = text[at].digitValue
                var last = first
                at += 1
                if at + 1 < text.count, text[at] == Byte.hyphen {
                    guard text[at + 1].isASCIIDigit else { return nil }
                    last = text[at + 1].digitValue
                    at += 2
                }
                guard first <= last else { return nil }
                for digit in first...last { digits |= 1 << UInt16(digit) }
            }
            guard at < text.count, digits != 0 else { return nil }
            at += 1
            return .digit(digits)
        }

        private mutating func counted(_ one: DigitPattern) -> DigitPattern? {
            guard at < text.count else { return one }
            if text[at] == UInt8(ascii: "?") {
                at += 1
                return isQuantifier ? nil : .repeated(one, 0, 1)
            }
            guard text[at] == UInt8(ascii: "{") else { return one }
            at += 1
            guard let least = number() else { return nil }
            var most = least
            if at < text.count, text[at] == Byte.comma {
                at += 1
                guard let second = number() else { return nil }
                most = second
            }
            guard at < text.count, text[at] == UInt8(ascii: "}"), least <= most, most <= 30 else { return nil }
            at += 1
            return isQuantifier ? nil : .repeated(one, least, most)
        }

        /// A second count behind the first would mean something else.
        private var isQuantifier: Bool {
            at < text.count && (text[at] == UInt8(ascii: "?") || text[at] == UInt8(ascii: "{"))
        }

        private mutating func number() -> Int? {
            var value = 0
            let start = at
            while at < text.count, text[at].isASCIIDigit, at - start < 3 {
                value = value * 10 + text[at].digitValue
                at += 1
            }
            return at > start ? value : nil
        }
    }
}
