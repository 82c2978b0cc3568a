/// A text that may be a number, taken apart without deciding what its dots and commas mean.
struct NumberParts {
    /// Digits only, in order.
    var digits: [UInt8] = []
    /// For each sign between digits: the sign and how many digits stand before it.
    var separators: [(sign: UInt8, before: Int)] = []
    var isNegative = false
    var isPercent = false
    /// The power of ten behind an `E`.
    var exponent = 0
    /// What stood beside the number and may be a currency.
    var beside: [UInt8] = []

    /// One sign for all spaces and apostrophes that group digits.
    static let space = Byte.space
    static let apostrophe = Byte.apostrophe

    /// Parts of a trimmed text; nil where it is not the text of a number.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count <= 100 else { return nil }
        var inner = bytes
        if let first = inner.first, first == Byte.open, inner[inner.count - 1] == Byte.close {
            isNegative = true
            inner = inner.part(1..<inner.count - 1).trimmed
        }
        guard let start = inner.firstIndex(where: { $0.isASCIIDigit }),
            let last = inner.lastIndex(where: { $0.isASCIIDigit })
        else { return nil }
        // `.5`
        var begin = start
        if start > 0, inner[start - 1] == Byte.dot || inner[start - 1] == Byte.comma,
            start == 1 || !inner[start - 2].isASCIILetter
        {
            begin = start - 1
        }
        guard core(inner.part(begin..<last + 1)), before(inner.part(0..<begin)),
            after(inner.part(last + 1..<inner.count))
        else {
            return nil
        }
    }

    /// The digits and what stands between them.
    private mutating func core(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var at = 0
        while at < bytes.count {
            let step = Scalars.next(bytes, at)
            at += step.length
            switch step.value {
            case 0x30...0x39: digits.append(UInt8(step.value))
            case 0x2E, 0x2C: separators.append((UInt8(step.value), digits.count))
            case 0x27, 0x2019, 0x2BC, 0x60, 0xB4: separators.append((Self.apostrophe, digits.count))
            case 0x45, 0x65:
                guard !digits.isEmpty, let power = Self.power(bytes.part(at..<bytes.count)) else { return false }
                exponent = power
                return true
            default:
                // `1. 234`: a space beside another sign adds nothing.
                guard Scalars.isSpace(step.value) else { return false }
                if let last = separators.last, last.before == digits.count { continue }
                separators.append((Self.space, digits.count))
            }
            if separators.count > 12 || digits.count > 40 { return false }
        }
        return !digits.isEmpty
    }

    private static func power(_ bytes: UnsafeRawBufferPointer) -> Int? {
        var rest = bytes
        var isNegative = false
        if let first = rest.first, first == Byte.plus || first == Byte.hyphen {
            isNegative = first == Byte.hyphen
            rest = rest.part(1..<rest.count)
        }
        guard rest.isDigits, rest.count <= 3 else { return nil }
        let value = rest.reduce(0) { $0 * 10 + $1.digitValue }
        return isNegative ? -value : value
    }

    private mutating func before(_ bytes: UnsafeRawBufferPointer) -> Bool { signs(bytes) }

    /// Signs behind a number: `-`, `CR`, `%`, `,-`, `,--`, a currency.
    private mutating func after(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes
        if let first = rest.first, first == Byte.comma || first == Byte.dot {
            // `12,-` and `12.--` are whole amounts; `12.` is a number at the end of a sentence.
            rest = rest.part(1..<rest.count)
            var at = 0
            while at < rest.count {
                let step = Scalars.next(rest, at)
                guard Self.isDash(step.value) else { break }
                at += step.length
            }
            rest = rest.part(at..<rest.count)
            return signs(rest)
        }
        return signs(rest)
    }

    private static func isDash(_ value: UInt32) -> Bool {
        value == 0x2D || value == 0x2212 || (0x2010...0x2014).contains(value) || value == 0xFE63 || value == 0xFF0D
    }

    private mutating func signs(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var words: [UInt8] = []
        var at = 0
        while at < bytes.count {
            let step = Scalars.next(bytes, at)
            at += step.length
            if Self.isDash(step.value) {
                if isNegative { return false }
                isNegative = true
            } else if step.value == 0x25 || step.value == 0xFF05 {
                isPercent = true
            } else if step.value == 0x2B {
                continue
            } else if Scalars.isSpace(step.value) {
                if words.last != Byte.space, !words.isEmpty { words.append(Byte.space) }
            } else {
                Scalars.append(step.value, to: &words)
            }
        }
        words.dropTrailingSpaces(from: 0)
        return words.isEmpty || word(words)
    }

    private mutating func word(_ words: [UInt8]) -> Bool {
        let key = words.withUnsafeBytes { LookupKey.of($0) }
        if key.elementsEqual("cr".utf8) || key.elementsEqual("credit".utf8) {
            isNegative = true
            return true
        }
        if key.elementsEqual("dr".utf8) || key.elementsEqual("debit".utf8) { return true }
        guard beside.isEmpty, words.count <= 16 else { return false }
        // A currency and a booking side: `12.50 EUR CR`.
        if key.count > 3, key.suffix(3).elementsEqual(" cr".utf8) {
            isNegative = true
            beside = Array(words.dropLast(3))
            return true
        }
        beside = words
        return true
    }
}
