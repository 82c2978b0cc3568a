/// Names in Greek and Cyrillic letters as they are written in Latin ones, for lists and envelopes that know no others.
///
/// Cyrillic follows passports (ICAO 9303), Greek ELOT 743 letter by letter with its common pairs. Latin letters stay as they are,
/// with their marks; so do letters of scripts that this knows nothing of. It cannot be taken back: for matching and for
/// show, never instead of the name as given.
public enum Transliteration {
    /// The text in Latin letters, capitals kept: `Юлия Щукина` → `Iuliia Shchukina`.
    public static func latin(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        let scalars = Scalars.all(bytes)
        var at = 0
        while at < scalars.count {
            let value = scalars[at]
            let next = at + 1 < scalars.count ? scalars[at + 1] : 0
            let isForeign = (0x370..<0x460).contains(value)
            guard isForeign, let letters = pair(value, next) ?? FoldingTable.letters(of: value) else {
                Scalars.append(value, to: &out)
                at += 1
                continue
            }
            at += pair(value, next) != nil ? 2 : 1
            // A capital of two letters is `Sh` before a small letter and `SH` among capitals.
            let isAmongCapitals =
                Scalars.isUpper(next) || next == 0 && scalars.count > 1 && Scalars.isUpper(scalars[max(0, at - 2)])
            letters.withUTF8Buffer { letters in
                for (index, byte) in letters.enumerated() {
                    let isCapital = Scalars.isUpper(value) && (index == 0 || isAmongCapitals)
                    out.append(isCapital ? byte.asciiUppered : byte)
                }
            }
        }
        return out
    }

    /// The text in Latin letters.
    public static func latin(_ text: String) -> String { text.withBytes { latin($0) }.text }

    /// Two Greek vowels that are one sound.
    private static func pair(_ first: UInt32, _ second: UInt32) -> StaticString? {
        let small = (Scalars.lower(first), Scalars.lower(second))
        switch small {
        case (0x3BF, 0x3C5), (0x3BF, 0x3CD): return "ou"
        case (0x3B3, 0x3B3): return "ng"
        default: return nil
        }
    }
}
