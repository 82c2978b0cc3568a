internal import Text

/// A pure function on a cell's text. The set is closed: no scripting, no way to hang or to reach outside.
///
/// What each is called in a mapping, what it takes and what it makes of a text is in `catalogue`: the parser, the tests,
/// the JSON Schema, the documentation and `customary map transforms` all come from there.
public enum Transform: Sendable, Equatable {
    /// Letters become capital.
    case upper
    /// Letters become small.
    case lower
    /// Each word begins with a capital letter, the rest of it is small.
    case title
    /// The first letter becomes capital.
    case sentence
    /// These characters are taken off both ends.
    case trim([UInt8])
    /// Runs of spaces become one space.
    case squeeze
    /// Only the digits stay.
    case digits
    /// Only letters and the spaces between them stay.
    case letters
    /// The words from one number to another, counted from 1, or from the end when negative.
    case words(from: Int, to: Int)
    /// The first so many characters.
    case first(Int)
    /// The last so many characters.
    case last(Int)
    /// What stands before the first occurrence of a text; all of it where there is none.
    case before([UInt8])
    /// What stands behind the first occurrence of a text; nothing where there is none.
    case after([UInt8])
    /// What stands between two texts; nothing where one of them is missing.
    case between(from: [UInt8], to: [UInt8])
    /// The n-th part (counted from 1; negative from the end) of the text split at a separator.
    case part(Int, separator: [UInt8])
    /// What a group of the pattern's first match holds; nothing without a match.
    case extract(TransformPattern, group: Int)
    /// Every match of a pattern becomes a text.
    case replacePattern(TransformPattern, with: String)
    /// The text stays when all of it matches.
    case only(TransformPattern)
    /// Every occurrence of a text becomes another.
    case replace(from: [UInt8], to: [UInt8])
    /// The text begins with this.
    case prefix([UInt8])
    /// The text ends with this.
    case suffix([UInt8])
    /// A leading text is taken off.
    case without(prefix: [UInt8])
    /// A text at the end is taken off.
    case withoutEnd([UInt8])
    /// Quotation marks around the text are taken off.
    case unquote
    /// The tags of HTML are taken off and its entities become their characters.
    case stripHTML
    /// The domain of an e-mail address or a web address.
    case domain
    /// The first letters of the words.
    case initials
    /// An amount changes its sign.
    case negate
    /// An amount loses its sign.
    case absolute
    /// A number is multiplied by a decimal, exactly.
    case scale(by: ExactFactor)
    /// Zeros in front until the text has this length.
    case pad(Int)
    /// A part of a date.
    case datePart(DatePart)
    /// Seconds, or thousandths of them, since 1970 become a point in time.
    case epoch(perSecond: Int64)
    /// One of these texts becomes empty.
    case blank([[UInt8]])
    /// What stands when the cell is empty.
    case otherwise([UInt8])
    /// A part of an address that stands in one cell.
    case address(AddressPart)
    /// A part of a street line.
    case street(StreetPart)
    /// An international bank account number in its standard form, in groups of four where it is to be read by people.
    case iban(isPrinted: Bool)
    /// Greek and Cyrillic letters in Latin ones.
    case latin

    /// A part of a date.
    public enum DatePart: String, Sendable, CaseIterable {
        /// Four digits.
        case year
        /// 1 to 12.
        case month
        /// 1 to 31.
        case day
        /// 1 to 4.
        case quarter
    }

    /// How a transform reads numbers, dates and addresses.
    struct Reading {
        var dates: DateConvention?
        var decimal: UInt8?
        var country: CountryCode?
        /// Remembers the address read last, of which each part is asked for.
        var addresses = AddressMemory()
    }

    /// The greatest number of bytes a transform makes of a cell.
    static let maximumBytes = 1 << 20

    /// What it makes of a text where a mapping says nothing of dates and numbers.
    public func applied(to text: String) -> String {
        var bytes = Array(text.utf8)
        apply(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Applies the transform to `text` in place. Returns what somebody should know of a text that it couldn't
    /// understand and that stays as it is.
    @discardableResult
    func apply(to text: inout [UInt8], reading: Reading = Reading()) -> Reason? {
        var doubt: Reason?
        switch self {
        case .upper: text = Array(String(decoding: text, as: UTF8.self).uppercased().utf8)
        case .lower: text = Array(String(decoding: text, as: UTF8.self).lowercased().utf8)
        case .title: text = TextParts.title(text)
        case .sentence: text = TextParts.sentence(text)
        case .trim(let characters): text = TextParts.trimmed(text, of: characters)
        case .squeeze: text = TextParts.squeezed(text)
        case .digits: text.removeAll { !(0x30...0x39).contains($0) }
        case .letters: text = TextParts.letters(text)
        case .words(let from, let to): text = TextParts.words(text, from: from, to: to)
        case .first(let count): text = TextParts.first(count, of: text)
        case .last(let count): text = TextParts.last(count, of: text)
        case .before(let mark):
            if let range = TextParts.range(of: mark, in: text[...]) {
                text = Array(text[..<range.lowerBound]).trimmedOfSpaces
            }
        case .after(let mark):
            text = TextParts.range(of: mark, in: text[...]).map { Array(text[$0.upperBound...]).trimmedOfSpaces } ?? []
        case .between(let from, let to): text = TextParts.between(from, to, in: text)
        case .part(let number, let separator): text = TextParts.part(number, of: text, separator: separator)
        case .extract(let pattern, let group): text = pattern.group(group, of: text)
        case .replacePattern(let pattern, let replacement): text = pattern.replacing(in: text, with: replacement)
        case .only(let pattern): if !pattern.matches(text) { text = [] }
        case .replace(let from, let to): text = TextParts.replacing(from, with: to, in: text)
        case .prefix(let prefix): if !text.isEmpty { text.insert(contentsOf: prefix, at: 0) }
        case .suffix(let suffix): if !text.isEmpty { text.append(contentsOf: suffix) }
        case .without(prefix: let prefix): if text.starts(with: prefix) { text.removeFirst(prefix.count) }
        case .withoutEnd(let suffix):
            if text.count >= suffix.count, text.suffix(suffix.count).elementsEqual(suffix) {
                text.removeLast(suffix.count)
            }
        case .unquote: text = TextParts.unquoted(text)
        case .stripHTML: text = MarkupText.plain(text)
        case .domain: text = TextParts.domain(text)
        case .initials: text = TextParts.initials(text)
        case .negate:
            guard let first = text.first, let last = text.last else { return nil }
            // Some systems write the minus behind the amount.
            if first == 0x2D {
                text.removeFirst()
            } else if last == 0x2D {
                text.removeLast()
            } else {
                if first == 0x2B { text.removeFirst() }
                text.insert(0x2D, at: 0)
            }
        case .absolute:
            if text.first == 0x2D || text.first == 0x2B { text.removeFirst() }
            if text.last == 0x2D { text.removeLast() }
        case .scale(let factor): text = factor.applied(to: text, decimal: reading.decimal)
        case .pad(let length):
            if !text.isEmpty && text.count < length {
                text.insert(contentsOf: repeatElement(0x30, count: length - text.count), at: 0)
            }
        case .datePart(let part): text = DateText.part(part, of: text, dates: reading.dates)
        case .epoch(let perSecond): text = DateText.timestamp(text, perSecond: perSecond)
        case .blank(let words): if words.contains(text) { text = [] }
        case .otherwise(let value): if text.isEmpty { text = value }
        case .address(let part):
            let address = reading.addresses.read(text, country: reading.country)
            doubt = address.verdict.reason
            text = part.value(in: address, country: reading.country)
        case .street(let part): text = part.value(in: text, country: reading.country)
        case .iban(let isPrinted):
            let found = text.withUnsafeBytes { IBAN.read($0) }
            doubt = found.verdict.reason
            if doubt == nil { text = isPrinted ? found.printed : found.number }
        case .latin: text = text.withUnsafeBytes { Transliteration.latin($0) }
        }
        if text.count > Transform.maximumBytes { text.removeLast(text.count - Transform.maximumBytes) }
        return doubt
    }
}

/// A pattern of a mapping, compiled; equal to another one with the same text.
public struct TransformPattern: Sendable, Equatable {
    let pattern: Pattern

    /// Equal patterns have the same text.
    public static func == (left: TransformPattern, right: TransformPattern) -> Bool {
        left.pattern.text == right.pattern.text
    }

    func matches(_ text: [UInt8]) -> Bool { text.withUnsafeBytes { pattern.matches($0) } }

    func group(_ number: Int, of text: [UInt8]) -> [UInt8] {
        let found = text.withUnsafeBytes { pattern.groups($0) }
        guard let found, found.indices.contains(number), let range = found[number] else { return [] }
        return Array(text[range])
    }

    /// The text with every match replaced; as it was where the result would be too long.
    func replacing(in text: [UInt8], with replacement: String) -> [UInt8] {
        do throws(PatternFault) {
            let checked = try pattern.replacement(replacement)
            let result: Result<[UInt8], PatternFault> = text.withUnsafeBytes { bytes in
                do throws(PatternFault) { return .success(try pattern.replacing(bytes, with: checked)) } catch {
                    return .failure(error)
                }
            }
            return try result.get()
        } catch {
            return text
        }
    }
}

extension [UInt8] {
    /// Without ASCII spaces at both ends.
    var trimmedOfSpaces: [UInt8] {
        guard let first = firstIndex(where: { $0 != 0x20 }), let last = lastIndex(where: { $0 != 0x20 }) else {
            return []
        }
        return Array(self[first...last])
    }
}
