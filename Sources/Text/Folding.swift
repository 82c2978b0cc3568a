/// Text brought down to what two spellings of one name have in common: lower-case ASCII letters and digits, a byte each.
///
/// Accents go, letters of other Latin alphabets become their nearest ASCII letters, Greek and Cyrillic are written in Latin
/// letters, apostrophes vanish, and every other sign or run of them becomes one space. Scripts that have no Latin form
/// here stay as their UTF-8 bytes. Never for showing: only keys and comparisons use it.
public enum Folding {
    /// What becomes of umlauts and their transliterations.
    public enum Umlauts: Sendable {
        /// ü → u, å → a: the dots go.
        case plain
        /// ü → ue, ö → oe, ä → ae, ø → oe, å → aa: as German and Danish write them without the letter.
        case transliterated
        /// As `plain`, and `ue`, `oe`, `ae`, `aa` inside a word become one letter too: Müller, Mueller and Muller are the same.
        case joined
    }

    /// The folded bytes.
    public static func fold(_ bytes: UnsafeRawBufferPointer, umlauts: Umlauts = .joined) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        append(bytes, umlauts: umlauts, into: &out)
        return out
    }

    /// The folded bytes of a text.
    public static func fold(_ text: String, umlauts: Umlauts = .joined) -> [UInt8] {
        text.withBytes { fold($0, umlauts: umlauts) }
    }

    /// Appends the folded bytes to `out`, without a space at either end of what is appended.
    public static func append(_ bytes: UnsafeRawBufferPointer, umlauts: Umlauts = .joined, into out: inout [UInt8]) {
        let start = out.count
        var gap = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte.isASCIIAlphanumeric {
                open(&gap, start, &out)
                out.append(byte.asciiLowered)
                index += 1
            } else if byte < 0x80 {
                if byte != Byte.apostrophe && byte != 0x60 { gap = true }
                index += 1
            } else {
                let step = Scalars.next(bytes, index)
                appendScalar(step.value, umlauts, start, &gap, &out)
                index += step.length
            }
        }
        if umlauts == .joined { join(from: start, in: &out) }
    }

    @inline(__always)
    private static func open(_ gap: inout Bool, _ start: Int, _ out: inout [UInt8]) {
        if gap, out.count > start { out.append(Byte.space) }
        gap = false
    }

    private static func appendScalar(
        _ scalar: UInt32, _ umlauts: Umlauts, _ start: Int, _ gap: inout Bool, _ out: inout [UInt8]
    ) {
        switch scalar {
        case 0x300...0x36F, 0x2018, 0x2019, 0x2BC, 0xB4: return
        case 0x2C6...0x2DD: return
        default: break
        }
        if umlauts == .transliterated, let second = transliteration(scalar) {
            open(&gap, start, &out)
            out.append(contentsOf: second)
            return
        }
        let letters = FoldingTable.letters(of: scalar)
        if let letters {
            if letters.utf8CodeUnitCount == 0 { return }
            if letters.utf8Start.pointee == Byte.space {
                gap = true
                return
            }
            open(&gap, start, &out)
            letters.withUTF8Buffer { out.append(contentsOf: $0) }
        } else if Scalars.isSpace(scalar) || !isWord(scalar) {
            gap = true
        } else {
            open(&gap, start, &out)
            Scalars.append(scalar, to: &out)
        }
    }

    private static func isWord(_ scalar: UInt32) -> Bool {
        guard let scalar = Unicode.Scalar(scalar), scalar.value != Scalars.replacement else { return false }
        return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
    }

    private static func transliteration(_ scalar: UInt32) -> [UInt8]? {
        switch scalar {
        case 0xE4, 0xC4, 0xE6, 0xC6: [0x61, 0x65]
        case 0xF6, 0xD6, 0xF8, 0xD8, 0x153, 0x152: [0x6F, 0x65]
        case 0xFC, 0xDC: [0x75, 0x65]
        case 0xE5, 0xC5: [0x61, 0x61]
        default: nil
        }
    }

    /// Makes one letter of `ae`, `oe`, `ue` and `aa` unless they end a word: Joe and Sue stay.
    private static func join(from start: Int, in out: inout [UInt8]) {
        var write = start
        var read = start
        while read < out.count {
            let byte = out[read]
            out[write] = byte
            write += 1
            let second = read + 1 < out.count ? out[read + 1] : 0
            let isPair =
                (second == 0x65 && (byte == 0x61 || byte == 0x6F || byte == 0x75)) || (second == 0x61 && byte == 0x61)
            let goesOn = read + 2 < out.count && out[read + 2] != Byte.space
            read += isPair && goesOn ? 2 : 1
        }
        out.removeLast(out.count - write)
    }
}
