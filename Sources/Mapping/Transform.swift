internal import Text

/// A pure function on a cell's text. The set is closed: no scripting, no way to hang or to reach outside.
public enum Transform: Sendable, Equatable {
    /// Letters become capital.
    case upper
    /// Letters become small.
    case lower
    /// Only the digits stay.
    case digits
    /// Every occurrence of a text becomes another.
    case replace(from: [UInt8], to: [UInt8])
    /// The n-th part (counted from 1; negative from the end) of the text split at a separator.
    case part(Int, separator: [UInt8])
    /// The text begins with this.
    case prefix([UInt8])
    /// The text ends with this.
    case suffix([UInt8])
    /// A leading text is taken off.
    case without(prefix: [UInt8])
    /// An amount changes its sign.
    case negate
    /// Zeros in front until the text has this length.
    case pad(Int)
    /// What stands when the cell is empty.
    case otherwise([UInt8])

    /// The names in mappings with what each does, for documentation and messages.
    public static let catalogue: [(name: String, summary: String)] = [
        ("upper", "capital letters"),
        ("lower", "small letters"),
        ("digits", "only the digits stay"),
        ("replace", "{from, to}: every occurrence of a text becomes another"),
        ("part", "{number, of}: the n-th part of the text split at `of`; -1 is the last"),
        ("prefix", "text put in front, when there is a value"),
        ("suffix", "text put behind, when there is a value"),
        ("without", "text taken off the front, when it is there"),
        ("negate", "an amount changes its sign"),
        ("pad", "zeros in front up to a length"),
        ("otherwise", "what stands when the cell is empty"),
    ]

    /// The greatest number of bytes a transform makes of a cell.
    static let maximumBytes = 1 << 20

    /// Applies the transform to `text` in place.
    func apply(to text: inout [UInt8]) {
        switch self {
        case .upper: text = Array(String(decoding: text, as: UTF8.self).uppercased().utf8)
        case .lower: text = Array(String(decoding: text, as: UTF8.self).lowercased().utf8)
        case .digits: text.removeAll { !(0x30...0x39).contains($0) }
        case .replace(let from, let to): text = Transform.replacing(from, with: to, in: text)
        case .part(let number, let separator): text = Transform.part(number, of: text, separator: separator)
        case .prefix(let prefix): if !text.isEmpty { text.insert(contentsOf: prefix, at: 0) }
        case .suffix(let suffix): if !text.isEmpty { text.append(contentsOf: suffix) }
        case .without(let prefix): if text.starts(with: prefix) { text.removeFirst(prefix.count) }
        case .negate:
            guard let first = text.first, let last = text.last else { return }
            // Some systems write the minus behind the amount.
            if first == 0x2D {
                text.removeFirst()
            } else if last == 0x2D {
                text.removeLast()
            } else {
                if first == 0x2B { text.removeFirst() }
                text.insert(0x2D, at: 0)
            }
        case .pad(let length):
            if !text.isEmpty && text.count < length {
                text.insert(contentsOf: repeatElement(0x30, count: length - text.count), at: 0)
            }
        case .otherwise(let value): if text.isEmpty { text = value }
        }
    }

    private static func replacing(_ from: [UInt8], with to: [UInt8], in text: [UInt8]) -> [UInt8] {
        guard !from.isEmpty, text.count >= from.count else { return text }
        var result: [UInt8] = []
        var index = 0
        while index < text.count {
            if text.count - index >= from.count, text[index..<index + from.count].elementsEqual(from) {
                result.append(contentsOf: to)
                index += from.count
            } else {
                result.append(text[index])
                index += 1
            }
            if result.count > maximumBytes { return text }
        }
        return result
    }

    private static func part(_ number: Int, of text: [UInt8], separator: [UInt8]) -> [UInt8] {
        guard !separator.isEmpty else { return text }
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        var index = 0
        while index < text.count {
            if text.count - index >= separator.count, text[index..<index + separator.count].elementsEqual(separator) {
                parts.append(text[start..<index])
                index += separator.count
                start = index
            } else {
                index += 1
            }
        }
        parts.append(text[start...])
        let place = number > 0 ? number - 1 : parts.count + number
        guard parts.indices.contains(place) else { return [] }
        return Array(parts[place]).trimmedOfSpaces
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
