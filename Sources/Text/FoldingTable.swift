/// The Latin letters of scalars beyond ASCII, from Unicode's decompositions; Greek and Cyrillic as passports write them.
enum FoldingTable {
    /// The lower-case ASCII letters of a scalar; empty when it vanishes, nil when it has none.
    static func letters(of scalar: UInt32) -> StaticString? {
        switch scalar {
        case 0xA0..<0x250: pick(latin, scalar - 0xA0)
        case 0x370..<0x400: pick(greek, scalar - 0x370)
        case 0x400..<0x460: pick(cyrillic, scalar - 0x400)
        case 0x1E00..<0x1F00: pick(latinAdditional, scalar - 0x1E00)
        case 0xFF10...0xFF19: digits[Int(scalar - 0xFF10)]
        case 0xFB00: "ff"
        case 0xFB01: "fi"
        case 0xFB02: "fl"
        default: nil
        }
    }

    /// A table holds "?" where a scalar has no letters.
    private static func pick(_ table: [StaticString], _ index: UInt32) -> StaticString? {
        let letters = table[Int(index)]
        return letters.utf8CodeUnitCount == 1 && letters.utf8Start.pointee == 0x3F ? nil : letters
    }

    private static let digits: [StaticString] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]

    private static let latin: [StaticString] = [
        "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "a", "?", "?", "?", "?", "?", "?", "?", "2", "3", "?", "?",
        "?", "?", "?", "1", "o", "?", "?", "?", "?", "?", "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e",
        "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "o", "?", "o", "u", "u", "u", "u", "y", "th", "ss", "a",
        "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i", "d", "n", "o", "o", "o", "o", "o",
        "?", "o", "u", "u", "u", "u", "y", "th", "y", "a", "a", "a", "a", "a", "a", "c", "c", "c", "c", "c", "c", "c",
        "c", "d", "d", "d", "d", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "g", "g", "g", "g", "g", "g", "g",
        "g", "h", "h", "h", "h", "i", "i", "i", "i", "i", "i", "i", "i", "i", "i", "ij", "ij", "j", "j", "k", "k",
        "k", "l", "l", "l", "l", "l", "l", "?", "?", "l", "l", "n", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o",
        "o", "o", "o", "o", "oe", "oe", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s", "s", "s", "t",
        "t", "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "w", "w", "y", "y", "y",
        "z", "z", "z", "z", "z", "z", "s", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?",
        "e", "?", "f", "f", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "o", "o", "?", "?", "?",
        "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "u", "u", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?",
        "?", "?", "?", "?", "?", "?", "?", "?", "?", "dz", "dz", "dz", "lj", "lj", "lj", "nj", "nj", "nj", "a", "a",
        "i", "i", "o", "o", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "?", "a", "a", "a", "a", "ae", "ae",
        "?", "?", "g", "g", "k", "k", "o", "o", "o", "o", "?", "?", "j", "dz", "dz", "dz", "g", "g", "?", "?", "n",
        "n", "a", "a", "ae", "ae", "o", "o", "a", "a", "a", "a", "e", "e", "e", "e", "i", "i", "i", "i", "o", "o",
        "o", "o", "r", "r", "r", "r", "u", "u", "u", "u", "s", "s", "t", "t", "?", "?", "h", "h", "?", "?", "?", "?",
        "?", "?", "a", "a", "e", "e", "o", "o", "o", "o", "o", "o", "o", "o", "y", "y", "?", "?", "?", "?", "?", "?",
        "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?",
    ]

    private static let latinAdditional: [StaticString] = [
        "a", "a", "b", "b", "b", "b", "b", "b", "c", "c", "d", "d", "d", "d", "d", "d", "d", "d", "d", "d", "e", "e",
        "e", "e", "e", "e", "e", "e", "e", "e", "f", "f", "g", "g", "h", "h", "h", "h", "h", "h", "h", "h", "h", "h",
        "i", "i", "i", "i", "k", "k", "k", "k", "k", "k", "l", "l", "l", "l", "l", "l", "l", "l", "m", "m", "m", "m",
        "m", "m", "n", "n", "n", "n", "n", "n", "n", "n", "o", "o", "o", "o", "o", "o", "o", "o", "p", "p", "p", "p",
        "r", "r", "r", "r", "r", "r", "r", "r", "s", "s", "s", "s", "s", "s", "s", "s", "s", "s", "t", "t", "t", "t",
        "t", "t", "t", "t", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "v", "v", "v", "v", "w", "w", "w", "w",
        "w", "w", "w", "w", "w", "w", "x", "x", "x", "x", "y", "y", "z", "z", "z", "z", "z", "z", "h", "t", "w", "y",
        "?", "s", "?", "?", "ss", "?", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a", "a",
        "a", "a", "a", "a", "a", "a", "a", "a", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e", "e",
        "e", "e", "i", "i", "i", "i", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o", "o",
        "o", "o", "o", "o", "o", "o", "o", "o", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u", "u",
        "y", "y", "y", "y", "y", "y", "y", "y", "?", "?", "?", "?", "?", "?",
    ]

    private static let greek: [StaticString] = [
        "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?",
        "a", "?", "e", "i", "i", "?", "o", "?", "y", "o", "i", "a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l",
        "m", "n", "x", "o", "p", "r", "?", "s", "t", "y", "f", "ch", "ps", "o", "i", "y", "a", "e", "i", "i", "y",
        "a", "v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s", "s", "t", "y", "f",
        "ch", "ps", "o", "i", "y", "o", "y", "o", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?",
        "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?",
        "?", "?", "th", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?", "?",
    ]

    private static let cyrillic: [StaticString] = [
        "e", "e", "dj", "g", "ie", "dz", "i", "i", "j", "lj", "nj", "c", "k", "i", "u", "dz", "a", "b", "v", "g", "d",
        "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh",
        "shch", "", "y", "", "e", "iu", "ia", "a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n",
        "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "iu", "ia", "e", "e",
        "dj", "g", "ie", "dz", "i", "i", "j", "lj", "nj", "c", "k", "i", "u", "dz",
    ]
}
