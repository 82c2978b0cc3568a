internal import Formats

/// Brings a cell's bytes to UTF-8, whatever the dump says about itself.
///
/// A dump names one character set, and yet its tables may hold another: bytes that are UTF-8 in a dump that says latin1 are
/// UTF-8 (the shop wrote UTF-8 into latin1 columns), and bytes that aren't in one that says utf8 are cp1252.
struct DumpText {
    /// The encoding that the dump names.
    private(set) var encoding = Encoding.utf8
    /// Its name there, where it isn't known.
    private(set) var unknown: String?

    /// Whether the dump's own word doesn't count.
    private var isFixed = false

    init() {}

    /// Reads everything as this encoding, whatever the dump says.
    init(always encoding: Encoding) {
        self.encoding = encoding
        isFixed = true
    }

    /// Takes a name as `SET NAMES` and `client_encoding` have it.
    mutating func name(_ word: String) {
        if isFixed { return }
        let word = word.lowercased().filter { $0 != "-" && $0 != "_" }
        switch word {
        case "utf8", "utf8mb4", "utf8mb3", "unicode", "binary", "ascii", "sqlascii", "default": encoding = .utf8
        // MySQL's latin1 is Windows' code page.
        case "latin1", "cp1252", "win1252", "iso88591": encoding = .cp1252
        case "latin9", "iso885915": encoding = .iso8859part15
        case "latin2", "iso88592": encoding = .iso8859part2
        case "latin5", "iso88599": encoding = .iso8859part9
        case "greek", "iso88597": encoding = .iso8859part7
        case "cp1250", "win1250", "win": encoding = .cp1250
        case "cp1251", "win1251": encoding = .cp1251
        case "cp850": encoding = .cp850
        case "macroman": encoding = .macRoman
        case "sjis", "cp932", "shiftjis": encoding = .shiftJIS
        case "euckr", "uhc": encoding = .eucKR
        case "gbk", "gb2312", "gb18030", "euccn": encoding = .gb18030
        case "big5": encoding = .big5
        default:
            encoding = .utf8
            unknown = word
        }
    }

    /// The cell that was just written, as UTF-8; its NULs are left out.
    func settle(_ row: inout TableRow, _ notes: inout SourceNotes) {
        let start = row.cellStart
        var isPlain = true
        var hasNul = false
        for byte in row.bytes[start...] {
            if byte >= 0x80 { isPlain = false }
            if byte == 0 { hasNul = true }
        }
        if isPlain, !hasNul { return }
        var cell = Array(row.bytes[start...])
        if hasNul {
            let count = cell.count
            cell.removeAll { $0 == 0 }
            notes.nuls += count - cell.count
        }
        if !isPlain {
            let isUTF8 = String(validating: cell, as: UTF8.self) != nil
            if isUTF8 != (encoding == .utf8) {
                let isSurprise = isUTF8 ? encoding == .cp1252 : true
                if isSurprise {
                    notes.otherEncoding += 1
                    if notes.otherEncodingSample.isEmpty {
                        notes.otherEncodingSample = String(decoding: cell, as: UTF8.self)
                    }
                }
            }
            // Letters of two bytes in a row of a double-byte set may look like UTF-8; there the dump's word counts.
            let isByWord = encoding != .utf8 && encoding != .cp1252
            if !isUTF8 || isByWord {
                cell = DumpText.decode(cell, isByWord ? encoding : .cp1252)
            }
        }
        row.replaceCell(cell)
    }

    /// Bytes of an encoding as UTF-8; those that this machine can't read stay.
    static func decode(_ bytes: [UInt8], _ encoding: Encoding) -> [UInt8] {
        (try? encoding.decode(bytes)) ?? Array(String(decoding: bytes, as: UTF8.self).utf8)
    }

    /// Whether bytes are text that a person could read.
    static func isReadable(_ bytes: some Collection<UInt8>) -> Bool {
        if bytes.contains(where: { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D || $0 == 0x7F }) { return false }
        return bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) != nil
    }
}
