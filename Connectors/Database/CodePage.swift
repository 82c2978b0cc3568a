internal import Formats

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A code page by the name that iconv(3) knows.
final class CodePage {
    /// Its name for a person.
    let name: String
    private let converter: iconv_t?

    /// Nil for one that this machine's C library doesn't know.
    init?(_ name: String) {
        self.name = name
        if name == "UTF-8" {
            converter = nil
            return
        }
        let opened = iconv_open("UTF-8", name)
        guard Int(bitPattern: opened) != -1 else { return nil }
        converter = opened
    }

    deinit { if let converter { iconv_close(converter) } }

    /// Bytes as UTF-8; those that stand for nothing become U+FFFD.
    func decode(_ bytes: [UInt8]) -> [UInt8] {
        guard let converter, bytes.contains(where: { $0 >= 0x80 }) else { return bytes }
        return bytes.withUnsafeBytes { source in
            var result = [UInt8](repeating: 0, count: bytes.count * 4 + 8)
            let written = result.withUnsafeMutableBytes { target -> Int in
                var from: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: source.baseAddress)?
                    .assumingMemoryBound(to: CChar.self)
                var left = bytes.count
                var to: UnsafeMutablePointer<CChar>? = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                var room = target.count
                iconv(converter, nil, nil, nil, nil)
                while left > 0, iconv(converter, &from, &left, &to, &room) == -1, left > 0, room >= 3 {
                    for byte in [0xEF, 0xBF, 0xBD] as [UInt8] {
                        to?.pointee = CChar(bitPattern: byte)
                        to = to.map { $0 + 1 }
                    }
                    room -= 3
                    from = from.map { $0 + 1 }
                    left -= 1
                }
                return target.count - room
            }
            return Array(result.prefix(written))
        }
    }

    /// The code page of a language driver in a dBase file; nil for 0 and for those that no list has.
    static func ofLanguageDriver(_ byte: UInt8) -> String? {
        switch byte {
        case 0x01, 0x09, 0x0B, 0x0D, 0x0F, 0x11, 0x15, 0x18, 0x19, 0x1B: "CP437"
        case 0x02, 0x0A, 0x0E, 0x10, 0x12, 0x14, 0x16, 0x1A, 0x1D, 0x25, 0x37: "CP850"
        case 0x03, 0x57, 0x58, 0x59: "CP1252"
        case 0x04: "MACINTOSH"
        case 0x08, 0x17, 0x66: "CP865"
        case 0x13, 0x7B: "CP932"
        case 0x1C, 0x6C: "CP863"
        case 0x1F, 0x22, 0x23, 0x40, 0x64, 0x87: "CP852"
        case 0x24, 0x6D: "CP860"
        case 0x26, 0x65: "CP866"
        case 0x4D, 0x7A: "GBK"
        case 0x4E, 0x79: "UHC"
        case 0x4F, 0x78: "BIG5"
        case 0x50, 0x7C: "CP874"
        case 0x67: "CP861"
        case 0x6A: "CP737"
        case 0x6B, 0x88: "CP857"
        case 0x7D: "CP1255"
        case 0x7E: "CP1256"
        case 0x86: "CP737"
        case 0xC8: "CP1250"
        case 0xC9: "CP1251"
        case 0xCA: "CP1254"
        case 0xCB: "CP1253"
        case 0xCC: "CP1257"
        default: nil
        }
    }

    /// The code page that a `.cpg` file beside the table names.
    static func named(_ text: String) -> String? {
        let word = text.uppercased().filter { $0.isLetter || $0.isNumber }
        if word.hasPrefix("UTF8") || word == "65001" { return "UTF-8" }
        if word.hasPrefix("ISO8859") || word.hasPrefix("88591") || word.hasPrefix("8859") {
            let part = word.drop { $0.isLetter }.dropFirst(4)
            return part.isEmpty ? "ISO-8859-1" : "ISO-8859-\(part)"
        }
        let digits = word.filter(\.isNumber)
        return digits.isEmpty ? nil : "CP\(digits)"
    }

    /// The encoding of an option as iconv's name.
    static func of(_ encoding: Encoding) -> String {
        switch encoding {
        case .macRoman: "MACINTOSH"
        case .shiftJIS: "CP932"
        case .eucKR: "UHC"
        default: encoding.rawValue.uppercased()
        }
    }
}
