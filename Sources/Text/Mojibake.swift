/// What doubly encoded text was before: the bytes, how often it was encoded too much, and whether every sign agrees.
public struct MojibakeRepair: Sendable, Hashable {
    /// The repaired text in UTF-8.
    public var bytes: [UInt8]
    /// How often UTF-8 had been read as Windows-1252: 1, 2 or 3.
    public var times: Int
    /// Whether every sign outside ASCII took part. If not, the value mixes repaired and other signs: look at it.
    public var isCertain: Bool

    /// The repaired text.
    public var text: String { bytes.text }
}

/// UTF-8 that somebody read as Windows-1252 and encoded again: `MÃ¼ller` for `Müller`.
///
/// To be asked before `TextCleaning`, which takes the no-break spaces and control characters that belong to such text.
public enum Mojibake {
    /// The repair, or nil where the value does not look doubly encoded.
    public static func repair(_ bytes: UnsafeRawBufferPointer) -> MojibakeRepair? {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return nil }
        // Text that was encoded twice too often passes through control characters; the result must have none.
        var current = Scalars.all(bytes)
        var isCertain = true
        var best: MojibakeRepair?
        for times in 1...3 {
            guard let further = once(current) else { break }
            current = further.scalars
            isCertain = isCertain && further.isCertain
            if !current.contains(where: { (0x80...0x9F).contains($0) }) {
                best = MojibakeRepair(bytes: encoded(current), times: times, isCertain: isCertain)
            }
        }
        return best ?? lowered(bytes)
    }

    /// The repair, or nil where the value does not look doubly encoded.
    public static func repair(_ text: String) -> MojibakeRepair? { text.withBytes { repair($0) } }

    private static func encoded(_ scalars: [UInt32]) -> [UInt8] {
        var out: [UInt8] = []
        for scalar in scalars { Scalars.append(scalar, to: &out) }
        return out
    }

    /// Undoes one encoding; nil where no sequence of signs stands for a plausible character.
    private static func once(_ scalars: [UInt32]) -> (scalars: [UInt32], isCertain: Bool)? {
        var out: [UInt32] = []
        out.reserveCapacity(scalars.count)
        var sequences = 0
        var others = 0
        var needsCompany = 0
        var at = 0
        while at < scalars.count {
            let scalar = scalars[at]
            if scalar < 0x80 {
                out.append(scalar)
                at += 1
            } else if let (value, length) = sequence(scalars, at) {
                sequences += 1
                // Greek and Cyrillic letters come in words: one of them alone may be chance.
                if (0x370..<0x530).contains(value) { needsCompany += 1 }
                out.append(value)
                at += length
            } else {
                others += 1
                out.append(scalar)
                at += 1
            }
        }
        guard sequences > 0, !(sequences == 1 && needsCompany == 1) else { return nil }
        return (out, others == 0)
    }

    private static func sequence(_ scalars: [UInt32], _ at: Int) -> (UInt32, Int)? {
        guard let lead = windowsByte(scalars[at]) else { return nil }
        let length: Int
        var value: UInt32
        switch lead {
        case 0xC2...0xDF: (length, value) = (2, UInt32(lead & 0x1F))
        case 0xE1...0xEF: (length, value) = (3, UInt32(lead & 0x0F))
        case 0xF0...0xF3: (length, value) = (4, UInt32(lead & 0x07))
        default: return nil
        }
        guard at + length <= scalars.count else { return nil }
        for offset in 1..<length {
            guard let byte = windowsByte(scalars[at + offset]), byte & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        return isPlausible(value) ? (value, length) : nil
    }

    /// What customers' data holds: Latin, Greek and Cyrillic letters, typographic signs, symbols, and what these pass
    /// through when they are encoded again.
    private static func isPlausible(_ value: UInt32) -> Bool {
        switch value {
        case 0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xA0...0x24F, 0x2C6, 0x2DC, 0x386...0x3CE, 0x401...0x45F, 0x1E00...0x1EFF,
            0x2010...0x203A, 0x20A0...0x20BF, 0x2116,
            0x2122,
            0xFB01, 0xFB02, 0xFEFF, 0xFFFD, 0x1F300...0x1FAFF:
            true
        default: false
        }
    }

    /// The Windows-1252 byte of a scalar outside ASCII. The five unused bytes stand for the control characters of
    /// their number, as lenient decoders read them.
    static func windowsByte(_ scalar: UInt32) -> UInt8? {
        if (0x80...0xFF).contains(scalar) { return UInt8(scalar) }
        return switch scalar {
        case 0x20AC: 0x80
        case 0x201A: 0x82
        case 0x0192: 0x83
        case 0x201E: 0x84
        case 0x2026: 0x85
        case 0x2020: 0x86
        case 0x2021: 0x87
        case 0x02C6: 0x88
        case 0x2030: 0x89
        case 0x0160: 0x8A
        case 0x2039: 0x8B
        case 0x0152: 0x8C
        case 0x017D: 0x8E
        case 0x2018: 0x91
        case 0x2019: 0x92
        case 0x201C: 0x93
        case 0x201D: 0x94
        case 0x2022: 0x95
        case 0x2013: 0x96
        case 0x2014: 0x97
        case 0x02DC: 0x98
        case 0x2122: 0x99
        case 0x0161: 0x9A
        case 0x203A: 0x9B
        case 0x0153: 0x9C
        case 0x017E: 0x9E
        case 0x0178: 0x9F
        default: nil
        }
    }

    /// Doubly encoded text that was put into small letters afterwards (`mã¼ller`): `ã` with a sign that is no letter
    /// behind it.
    private static func lowered(_ bytes: UnsafeRawBufferPointer) -> MojibakeRepair? {
        var scalars = Scalars.all(bytes)
        var found = false
        for at in 0..<scalars.count where scalars[at] == 0xE3 && at + 1 < scalars.count {
            let next = scalars[at + 1]
            if (0xA1...0xBF).contains(next), next != 0xAA, next != 0xBA || at + 2 < scalars.count {
                scalars[at] = 0xC3
                found = true
            }
        }
        guard found, let result = once(scalars) else { return nil }
        return MojibakeRepair(bytes: encoded(result.scalars), times: 1, isCertain: false)
    }
}
