/// A key that names which sound alike share, whichever of the common European spellings they are written in.
///
/// The rules join what ears and typists confuse across English, German, French and Spanish: c/k/q, s/z/sch, f/ph/v/w, d/t, b/p,
/// g/k, doubled letters, a silent h, and all vowels but a first one, of which only that there is one is kept. It finds
/// candidates; it proves nothing.
public enum Phonetics {
    /// The key of one folded word (`Folding`): up to 16 sounds of four bits each, 0 for a word without letters.
    public static func key(_ word: UnsafeRawBufferPointer) -> UInt64 {
        var key: UInt64 = 0
        var sounds = 0
        var last: UInt64 = 0
        var index = 0
        while index < word.count, sounds < 16 {
            let letter = word[index]
            let next = index + 1 < word.count ? word[index + 1] : 0
            let (sound, length) = sound(letter, next, isFirst: sounds == 0 && key == 0)
            index += length
            if sound == 0 {
                // A vowel parts two equal consonants; a silent h doesn't.
                if letter != 0x68 { last = 0 }
                continue
            }
            if sound == last { continue }
            key = key << 4 | sound
            sounds += 1
            last = sound
        }
        return key
    }

    /// The sound at a letter and how many letters it takes; 0 = none.
    private static func sound(_ letter: UInt8, _ next: UInt8, isFirst: Bool) -> (sound: UInt64, length: Int) {
        switch letter {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
            UInt8(ascii: "y"), UInt8(ascii: "j"):
            (isFirst ? 1 : 0, 1)
        case UInt8(ascii: "h"): (0, 1)
        case UInt8(ascii: "b"): (2, 1)
        case UInt8(ascii: "p"): next == UInt8(ascii: "h") ? (3, 2) : (2, 1)
        case UInt8(ascii: "f"), UInt8(ascii: "v"), UInt8(ascii: "w"): (3, 1)
        case UInt8(ascii: "d"): next == UInt8(ascii: "t") ? (4, 2) : (4, 1)
        case UInt8(ascii: "t"): next == UInt8(ascii: "h") ? (4, 2) : (4, 1)
        case UInt8(ascii: "g"), UInt8(ascii: "k"), UInt8(ascii: "q"): (5, 1)
        case UInt8(ascii: "c"):
            switch next {
            case UInt8(ascii: "k"): (5, 2)
            case UInt8(ascii: "h"): (6, 2)
            case UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "y"): (6, 1)
            default: (5, 1)
            }
        case UInt8(ascii: "s"):
            next == UInt8(ascii: "h") || next == UInt8(ascii: "c") ? (6, 2) : (6, 1)
        case UInt8(ascii: "z"): (6, 1)
        case UInt8(ascii: "x"): (6, 1)
        case UInt8(ascii: "l"): (7, 1)
        case UInt8(ascii: "m"): (8, 1)
        case UInt8(ascii: "n"): (9, 1)
        case UInt8(ascii: "r"): (10, 1)
        case 0x30...0x39: (11, 1)
        case 0x80...: (12 + UInt64(letter & 3), 1)
        default: (0, 1)
        }
    }
}
