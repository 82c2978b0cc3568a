extension Scalars {
    /// The small letter of a capital. One scalar for one: `İ` becomes `i`, `ẞ` becomes `ß`.
    static func lower(_ value: UInt32) -> UInt32 {
        switch value {
        case 0x41...0x5A: return value | 0x20
        case 0..<0xC0: return value
        case 0xC0...0xDE: return value == 0xD7 ? value : value + 32
        case 0xDF...0xFF: return value
        case 0x130: return 0x69
        case 0x131, 0x138, 0x149, 0x17F: return value
        case 0x178: return 0xFF
        case 0x100...0x137, 0x14A...0x177: return value | 1
        case 0x139...0x148, 0x179...0x17E: return value & 1 == 1 ? value + 1 : value
        case 0x1E9E: return 0xDF
        case 0x391...0x3A9: return value == 0x3A2 ? value : value + 32
        case 0x410...0x42F: return value + 32
        case 0x400...0x40F: return value + 80
        case 0x3040...0xABFF: return value
        default: return single(value, { $0.properties.lowercaseMapping })
        }
    }

    /// The capital of a small letter. One scalar for one: `ß` stays.
    static func upper(_ value: UInt32) -> UInt32 {
        switch value {
        case 0x61...0x7A: return value & 0xDF
        case 0..<0xE0: return value
        case 0xE0...0xFE: return value == 0xF7 ? value : value - 32
        case 0xFF: return 0x178
        case 0x131: return 0x49
        case 0x17F: return 0x53
        case 0x130, 0x138, 0x149, 0x178: return value
        case 0x100...0x137, 0x14A...0x177: return value & 1 == 1 ? value - 1 : value
        case 0x139...0x148, 0x179...0x17E: return value & 1 == 0 ? value - 1 : value
        case 0x3B1...0x3C9: return value == 0x3C2 ? 0x3A3 : value - 32
        case 0x430...0x44F: return value - 32
        case 0x450...0x45F: return value - 80
        case 0x3040...0xABFF: return value
        default: return single(value, { $0.properties.titlecaseMapping })
        }
    }

    /// The mapping where it is one scalar, else the scalar itself.
    private static func single(_ value: UInt32, _ mapping: (Unicode.Scalar) -> String) -> UInt32 {
        guard let scalar = Unicode.Scalar(value) else { return value }
        let mapped = mapping(scalar).unicodeScalars
        guard let first = mapped.first, mapped.count == 1 else { return value }
        return first.value
    }

    /// The letters without marks that a Latin letter stands for, small; nil where the letter has none.
    static func base(_ value: UInt32) -> StaticString? {
        switch value {
        case 0xC0...0x17F:
            let small = lower(value)
            switch small {
            case 0xDF: return "ss"
            case 0xE6: return "ae"
            case 0xFE: return "th"
            case 0x133: return "ij"
            case 0x153: return "oe"
            default: break
            }
            if small < 0x100 { return small < 0xE0 ? (small == 0x69 ? "i" : nil) : latinOne[Int(small) - 0xE0] }
            return latinExtended(small)
        case 0x1A0, 0x1A1, 0x1ECC...0x1EE3, 0x1D1, 0x1D2: return "o"
        case 0x1AF, 0x1B0, 0x1EE4...0x1EF1, 0x1D3...0x1DC: return "u"
        case 0x1CD, 0x1CE, 0x1EA0...0x1EB7: return "a"
        case 0x1CF, 0x1D0, 0x1EC8...0x1ECB: return "i"
        case 0x1EB8...0x1EC7: return "e"
        case 0x1EF2...0x1EF9: return "y"
        case 0x218, 0x219: return "s"
        case 0x21A, 0x21B: return "t"
        case 0x1E9E: return "ss"
        default: return nil
        }
    }

    private static let latinOne: [StaticString?] = [
        "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
        "d", "n", "o", "o", "o", "o", "o", nil, "o", "u", "u", "u", "u", "y", "th", "y",
    ]

    private static func latinExtended(_ small: UInt32) -> StaticString? {
        switch small {
        case 0x100...0x105: "a"
        case 0x106...0x10D: "c"
        case 0x10E...0x111: "d"
        case 0x112...0x11B: "e"
        case 0x11C...0x123: "g"
        case 0x124...0x127: "h"
        case 0x128...0x131: "i"
        case 0x134...0x135: "j"
        case 0x136...0x138: "k"
        case 0x139...0x142: "l"
        case 0x143...0x14B: "n"
        case 0x14C...0x151: "o"
        case 0x154...0x159: "r"
        case 0x15A...0x161, 0x17F: "s"
        case 0x162...0x167: "t"
        case 0x168...0x173: "u"
        case 0x174...0x175: "w"
        case 0x176...0x178: "y"
        case 0x179...0x17E: "z"
        default: nil
        }
    }
}
