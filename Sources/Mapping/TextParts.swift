internal import Text

/// Pieces of a text, for the transforms: on bytes, except where a character may be longer than one.
enum TextParts {
    static func title(_ text: [UInt8]) -> [UInt8] {
        var result = ""
        var atStart = true
        for character in String(decoding: text, as: UTF8.self) {
            result += atStart ? String(character).uppercased() : String(character).lowercased()
            atStart = !(character.isLetter || character.isNumber || character == "'" || character == "’")
        }
        return Array(result.utf8)
    }

    static func sentence(_ text: [UInt8]) -> [UInt8] {
        let whole = String(decoding: text, as: UTF8.self)
        guard let first = whole.first else { return text }
        return Array((String(first).uppercased() + whole.dropFirst()).utf8)
    }

    static func trimmed(_ text: [UInt8], of characters: [UInt8]) -> [UInt8] {
        let unwanted = Set(String(decoding: characters, as: UTF8.self))
        var rest = String(decoding: text, as: UTF8.self)[...]
        while let first = rest.first, unwanted.contains(first) { rest.removeFirst() }
        while let last = rest.last, unwanted.contains(last) { rest.removeLast() }
        return Array(rest.utf8)
    }

    static func squeezed(_ text: [UInt8]) -> [UInt8] {
        let whole = String(decoding: text, as: UTF8.self)
        return Array(whole.split(whereSeparator: \.isWhitespace).joined(separator: " ").utf8)
    }

    static func letters(_ text: [UInt8]) -> [UInt8] {
        let kept = String(decoding: text, as: UTF8.self).map { $0.isLetter ? $0 : " " }
        return Array(String(kept).split(separator: " ").joined(separator: " ").utf8)
    }

    static func words(_ text: [UInt8], from: Int, to: Int) -> [UInt8] {
        let words = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        func place(_ number: Int) -> Int { number > 0 ? number - 1 : words.count + number }
        let first = max(0, place(from))
        let last = min(words.count - 1, place(to))
        return first <= last ? Array(words[first...last].joined(separator: " ").utf8) : []
    }

    static func first(_ count: Int, of text: [UInt8]) -> [UInt8] {
        text.count <= count ? text : Array(String(decoding: text, as: UTF8.self).prefix(count).utf8)
    }

    static func last(_ count: Int, of text: [UInt8]) -> [UInt8] {
        text.count <= count ? text : Array(String(decoding: text, as: UTF8.self).suffix(count).utf8)
    }

    /// Where `mark` stands first; nil for an empty mark.
    static func range(of mark: [UInt8], in text: ArraySlice<UInt8>) -> Range<Int>? {
        guard let first = mark.first, text.count >= mark.count else { return nil }
        var index = text.startIndex
        while index <= text.endIndex - mark.count {
            if text[index] == first, text[index..<index + mark.count].elementsEqual(mark) {
                return index..<index + mark.count
            }
            index += 1
        }
        return nil
    }

    static func between(_ from: [UInt8], _ to: [UInt8], in text: [UInt8]) -> [UInt8] {
        guard let start = range(of: from, in: text[...]), let end = range(of: to, in: text[start.upperBound...]) else {
            return []
        }
        return Array(text[start.upperBound..<end.lowerBound]).trimmedOfSpaces
    }

    static func part(_ number: Int, of text: [UInt8], separator: [UInt8]) -> [UInt8] {
        guard !separator.isEmpty else { return text }
        let parts = split(text, at: separator)
        let place = number > 0 ? number - 1 : parts.count + number
        guard parts.indices.contains(place) else { return [] }
        return Array(parts[place]).trimmedOfSpaces
    }

    static func split(_ text: [UInt8], at separator: [UInt8]) -> [ArraySlice<UInt8>] {
        var parts: [ArraySlice<UInt8>] = []
        var rest = text[...]
        while let found = range(of: separator, in: rest) {
            parts.append(rest[rest.startIndex..<found.lowerBound])
            rest = rest[found.upperBound...]
        }
        parts.append(rest)
        return parts
    }

    /// Every occurrence replaced; the text as it was where the result would be too long.
    static func replacing(_ from: [UInt8], with to: [UInt8], in text: [UInt8]) -> [UInt8] {
        guard !from.isEmpty, text.count >= from.count else { return text }
        var result: [UInt8] = []
        var rest = text[...]
        while let found = range(of: from, in: rest) {
            result.append(contentsOf: rest[rest.startIndex..<found.lowerBound])
            result.append(contentsOf: to)
            rest = rest[found.upperBound...]
            if result.count > Transform.maximumBytes { return text }
        }
        result.append(contentsOf: rest)
        return result.count > Transform.maximumBytes ? text : result
    }

    static func unquoted(_ text: [UInt8]) -> [UInt8] {
        let pairs: [Character: Set<Character>] = [
            "\"": ["\""], "'": ["'"], "„": ["“", "”"], "“": ["”"], "‚": ["‘", "’"], "‘": ["’"], "«": ["»"], "»": ["«"],
        ]
        var rest = String(decoding: text, as: UTF8.self)[...]
        while rest.count >= 2, let first = rest.first, let last = rest.last, pairs[first]?.contains(last) == true {
            rest = rest.dropFirst().dropLast()
        }
        return Array(rest.utf8).trimmedOfSpaces
    }

    static func initials(_ text: [UInt8]) -> [UInt8] {
        let words = String(decoding: text, as: UTF8.self).split { !($0.isLetter || $0.isNumber) }
        return Array(words.compactMap(\.first).map { String($0).uppercased() }.joined().utf8)
    }

    static func domain(_ text: [UInt8]) -> [UInt8] {
        if let at = text.lastIndex(of: 0x40) {
            return text[(at + 1)...].withUnsafeBytes { DomainName.standardise($0) } ?? []
        }
        let found = text.withUnsafeBytes { WebAddress.read($0) }
        return found.domain.starts(with: Array("www.".utf8)) ? Array(found.domain.dropFirst(4)) : found.domain
    }
}

/// Dates within transforms.
enum DateText {
    /// A part of the date that the text holds; nothing where it holds none.
    static func part(_ part: Transform.DatePart, of text: [UInt8], dates: DateConvention?) -> [UInt8] {
        let isISO = text.count >= 8 && text[4] == 0x2D && text.prefix(4).allSatisfy { (0x30...0x39).contains($0) }
        let order: DateOrder =
            switch dates {
            case _ where isISO: .yearMonthDay
            case .monthDayYear: .monthDayYear
            case .yearMonthDay: .yearMonthDay
            case .dayMonthYear, .byCountry, nil: .dayMonthYear
            }
        let head = isISO ? Array(text.prefix(10)) : text
        guard let date = head.withUnsafeBytes({ DateReader(order: order, serials: .from1900).date($0) }).date else {
            return []
        }
        let number =
            switch part {
            case .year: date.year
            case .month: date.month
            case .day: date.day
            case .quarter: (date.month + 2) / 3
            }
        return Array(String(number).utf8)
    }

    /// The point in time so many seconds, or parts of one, after the beginning of 1970; the text as it was where it is no
    /// number.
    static func timestamp(_ text: [UInt8], perSecond: Int64) -> [UInt8] {
        guard let number = Int64(String(decoding: text, as: UTF8.self)) else { return text }
        let (microseconds, overflow) = number.multipliedReportingOverflow(by: 1_000_000 / perSecond)
        guard !overflow, let time = Timestamp(microseconds: microseconds) else { return text }
        return time.bytes
    }
}

/// A decimal that numbers are multiplied by, exactly.
public struct ExactFactor: Sendable, Equatable {
    private let digits: Int128
    private let places: Int

    /// Reads a decimal such as `0.01`, `100` or `-1`, of at most 9 digits on each side of the point; nil for anything else
    /// and for 0.
    public init?(_ text: String) {
        guard let (digits, places) = ExactFactor.parse(Array(text.utf8), decimal: 0x2E), digits != 0, places <= 9,
            digits.magnitude < 1_000_000_000_000_000_000
        else { return nil }
        self.digits = digits
        self.places = places
    }

    /// The number multiplied, written with the decimal separator that the field is read with; the text as it was where it
    /// is no number, empty where the result has too many digits.
    func applied(to text: [UInt8], decimal: UInt8?) -> [UInt8] {
        let separator = decimal ?? 0x2E
        let grouping: UInt8 = separator == 0x2C ? 0x2E : 0x2C
        let plain = text.filter { $0 != grouping && $0 != 0x20 && $0 != 0x27 }
        guard let (number, numberPlaces) = ExactFactor.parse(plain, decimal: separator) else { return text }
        let (product, overflow) = number.multipliedReportingOverflow(by: digits)
        if overflow { return [] }
        var rest = String(product.magnitude)
        var scale = numberPlaces + places
        if rest.count <= scale { rest = String(repeating: "0", count: scale - rest.count + 1) + rest }
        while scale > 0, rest.last == "0" {
            rest.removeLast()
            scale -= 1
        }
        if scale > 0 {
            rest.insert(Character(Unicode.Scalar(separator)), at: rest.index(rest.endIndex, offsetBy: -scale))
        }
        return Array(((product < 0 ? "-" : "") + rest).utf8)
    }

    /// Digits and how many of them stand behind the separator; a minus may stand on either side.
    private static func parse(_ text: [UInt8], decimal: UInt8) -> (digits: Int128, places: Int)? {
        var rest = text[...]
        var isNegative = false
        if rest.first == 0x2D {
            isNegative = true
            rest.removeFirst()
        } else if rest.last == 0x2D {
            isNegative = true
            rest.removeLast()
        } else if rest.first == 0x2B {
            rest.removeFirst()
        }
        guard !rest.isEmpty, rest.count <= 30 else { return nil }
        var digits: Int128 = 0
        var places: Int?
        for byte in rest {
            if byte == decimal, places == nil {
                places = 0
            } else if (0x30...0x39).contains(byte) {
                digits = digits * 10 + Int128(byte - 0x30)
                places = places.map { $0 + 1 }
            } else {
                return nil
            }
        }
        return rest.elementsEqual([decimal]) ? nil : (isNegative ? -digits : digits, places ?? 0)
    }
}
