/// The form in which words are looked up: small letters without marks, no dots or apostrophes, one space between words.
enum LookupKey {
    /// Appends the key of a piece of text. Letters of other scripts stay as they are, in small.
    static func append(_ bytes: UnsafeRawBufferPointer, to out: inout [UInt8]) {
        let start = out.count
        var at = 0
        while at < bytes.count {
            let byte = bytes[at]
            if byte < 0x80 {
                at += 1
                if byte.isASCIIAlphanumeric {
                    out.append(byte.asciiLowered)
                } else if byte == Byte.dot || byte == Byte.apostrophe {
                    continue
                } else if byte.isASCIISpace || byte == Byte.hyphen || byte == UInt8(ascii: "_") || byte == Byte.comma {
                    if out.count > start, out[out.count - 1] != Byte.space { out.append(Byte.space) }
                } else {
                    out.append(byte)
                }
                continue
            }
            let step = Scalars.next(bytes, at)
            at += step.length
            if let base = Scalars.base(step.value) {
                out.append(base)
            } else if Scalars.isSpace(step.value) || (0x2010...0x2015).contains(step.value) {
                if out.count > start, out[out.count - 1] != Byte.space { out.append(Byte.space) }
            } else if !Scalars.isCombining(step.value), !Scalars.isInvisible(step.value), step.value != 0x2019 {
                Scalars.append(Scalars.lower(step.value), to: &out)
            }
        }
        out.dropTrailingSpaces(from: start)
    }

    static func of(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        append(bytes, to: &out)
        return out
    }

    static func of(_ text: String) -> [UInt8] { text.withBytes { of($0) } }
}
