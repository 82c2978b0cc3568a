/// Unicode scalars of UTF-8 bytes: reading, writing, letters, case and spaces, the same on every machine and in every
/// locale.
enum Scalars {
    /// A scalar and how many bytes it took. `isValid` is false for bytes that are no UTF-8: they read as U+FFFD, one
    /// by one.
    struct Step {
        var value: UInt32
        var length: Int
        var isValid: Bool
    }

    static let replacement: UInt32 = 0xFFFD

    /// The scalar at `index`, which is inside the bytes.
    static func next(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Step {
        let lead = bytes[index]
        if lead < 0x80 { return Step(value: UInt32(lead), length: 1, isValid: true) }
        let bad = Step(value: replacement, length: 1, isValid: false)
        let length: Int
        var value: UInt32
        switch lead {
        case 0xC2...0xDF: (length, value) = (2, UInt32(lead & 0x1F))
        case 0xE0...0xEF: (length, value) = (3, UInt32(lead & 0x0F))
        case 0xF0...0xF4: (length, value) = (4, UInt32(lead & 0x07))
        default: return bad
        }
        guard index + length <= bytes.count else { return bad }
        for offset in 1..<length {
            let byte = bytes[index + offset]
            guard byte & 0xC0 == 0x80 else { return bad }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        let smallest: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
        guard value >= smallest, value <= 0x10FFFF, !(0xD800...0xDFFF).contains(value) else { return bad }
        return Step(value: value, length: length, isValid: true)
    }

    /// The scalar that ends just before `index`, which is greater than zero.
    static func previous(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Step {
        var start = index - 1
        while start > 0, index - start < 4, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        let step = next(bytes, start)
        if start + step.length == index { return step }
        return Step(value: replacement, length: 1, isValid: false)
    }

    /// All scalars.
    static func all(_ bytes: UnsafeRawBufferPointer) -> [UInt32] {
        var scalars: [UInt32] = []
        scalars.reserveCapacity(bytes.count)
        var at = 0
        while at < bytes.count {
            let step = next(bytes, at)
            scalars.append(step.value)
            at += step.length
        }
        return scalars
    }

    /// Appends a scalar in UTF-8.
    static func append(_ value: UInt32, to out: inout [UInt8]) {
        switch value {
        case 0..<0x80:
            out.append(UInt8(value))
        case 0x80..<0x800:
            out.append(UInt8(0xC0 | value >> 6))
            out.append(UInt8(0x80 | value & 0x3F))
        case 0x800..<0x10000:
            out.append(UInt8(0xE0 | value >> 12))
            out.append(UInt8(0x80 | (value >> 6) & 0x3F))
            out.append(UInt8(0x80 | value & 0x3F))
        default:
            out.append(UInt8(0xF0 | (value >> 18) & 0x07))
            out.append(UInt8(0x80 | (value >> 12) & 0x3F))
            out.append(UInt8(0x80 | (value >> 6) & 0x3F))
            out.append(UInt8(0x80 | value & 0x3F))
        }
    }

    /// Every Unicode space, tab and line separators included.
    static func isSpace(_ value: UInt32) -> Bool {
        switch value {
        case 0x20, 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000: true
        default: false
        }
    }

    /// Signs that take no room and carry no meaning in a customer's data: zero-width, soft hyphen, direction marks,
    /// byte-order mark.
    static func isInvisible(_ value: UInt32) -> Bool {
        switch value {
        case 0xAD, 0x34F, 0x61C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
            0xE0000...0xE007F:
            true
        default: false
        }
    }

    /// C0, DEL and C1.
    static func isControl(_ value: UInt32) -> Bool { value < 0x20 || (0x7F...0x9F).contains(value) }

    static func isDigit(_ value: UInt32) -> Bool { value &- 0x30 < 10 }

    static func isLetter(_ value: UInt32) -> Bool {
        if value < 0x80 { return UInt8(value).isASCIILetter }
        if value < 0x250 {
            return value >= 0xC0 ? value != 0xD7 && value != 0xF7 : value == 0xAA || value == 0xBA || value == 0xB5
        }
        guard let scalar = Unicode.Scalar(value) else { return false }
        return scalar.properties.isAlphabetic
    }

    /// A mark that stands on the letter before it.
    static func isCombining(_ value: UInt32) -> Bool {
        if value < 0x300 { return false }
        if value < 0x370 { return true }
        guard let scalar = Unicode.Scalar(value) else { return false }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .spacingMark: return true
        default: return false
        }
    }

    static func isUpper(_ value: UInt32) -> Bool { lower(value) != value }

    static func isLower(_ value: UInt32) -> Bool { upper(value) != value || value == 0xDF }
}
