// What every standardiser of this module needs to walk over bytes.

extension UnsafeRawBufferPointer {
    /// A part of the same memory, counted from zero.
    func part(_ range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: self[range]) }

    /// Without ASCII white space at both ends.
    var trimmed: UnsafeRawBufferPointer {
        var start = 0
        var end = count
        while start < end, self[start].isASCIISpace { start += 1 }
        while end > start, self[end - 1].isASCIISpace { end -= 1 }
        return part(start..<end)
    }

    /// Where the byte is next, from `start` on.
    func firstIndex(of byte: UInt8, from start: Int) -> Int? {
        var at = start
        while at < count {
            if self[at] == byte { return at }
            at += 1
        }
        return nil
    }

    /// Whether it begins with these ASCII letters, in either case; `word` is given in lower case.
    func startsIgnoringCase(_ word: StaticString) -> Bool {
        count >= word.utf8CodeUnitCount && part(0..<word.utf8CodeUnitCount).equalsIgnoringCase(word)
    }

    /// Whether it is these ASCII letters, in either case; `word` is given in lower case.
    func equalsIgnoringCase(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        return word.withUTF8Buffer { other in
            for at in 0..<count where self[at].asciiLowered != other[at] { return false }
            return true
        }
    }

    /// How many ASCII digits it holds.
    var digitCount: Int {
        var digits = 0
        for byte in self where byte.isASCIIDigit { digits += 1 }
        return digits
    }

    /// Whether it is one ASCII digit or more and nothing else.
    var isDigits: Bool { count > 0 && digitCount == count }

    /// A copy.
    var copied: [UInt8] { [UInt8](self) }
}

extension String {
    /// Lends the text's bytes.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        var text = self
        return text.withUTF8 { body(UnsafeRawBufferPointer($0)) }
    }
}

extension [UInt8] {
    /// The bytes as text.
    var text: String { String(decoding: self, as: UTF8.self) }

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { append(contentsOf: $0) }
    }

    /// Appends a number with at least `width` digits.
    mutating func appendNumber(_ number: Int, width: Int) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            append(0x30 + UInt8((number / divisor) % 10))
            divisor /= 10
        }
    }

    /// Takes spaces away from the end.
    mutating func dropTrailingSpaces(from start: Int) {
        while count > start, self[count - 1] == 0x20 { removeLast() }
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { self &- 0x30 < 10 }
    var isASCIILetter: Bool { (self | 0x20) &- 0x61 < 26 }
    var isASCIIUpper: Bool { self &- 0x41 < 26 }
    var isASCIILower: Bool { self &- 0x61 < 26 }
    var isASCIIAlphanumeric: Bool { isASCIIDigit || isASCIILetter }
    /// Space, tab, line feed, vertical tab, form feed, carriage return.
    var isASCIISpace: Bool { self == 0x20 || self &- 0x09 < 5 }
    var asciiLowered: UInt8 { isASCIIUpper ? self | 0x20 : self }
    var asciiUppered: UInt8 { isASCIILower ? self & 0xDF : self }
    /// The value of a digit.
    var digitValue: Int { Int(self &- 0x30) }
}

/// Longer values are no names, streets or addresses: they are left as they are, so that nobody can make a reader slow
/// with one.
enum Longest {
    static let field = 2_000
}

/// The bytes of ASCII signs, by name.
enum Byte {
    static let space = UInt8(ascii: " ")
    static let comma = UInt8(ascii: ",")
    static let dot = UInt8(ascii: ".")
    static let hyphen = UInt8(ascii: "-")
    static let plus = UInt8(ascii: "+")
    static let slash = UInt8(ascii: "/")
    static let at = UInt8(ascii: "@")
    static let colon = UInt8(ascii: ":")
    static let semicolon = UInt8(ascii: ";")
    static let apostrophe = UInt8(ascii: "'")
    static let ampersand = UInt8(ascii: "&")
    static let open = UInt8(ascii: "(")
    static let close = UInt8(ascii: ")")
    static let zero = UInt8(ascii: "0")
}
