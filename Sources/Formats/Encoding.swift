/// A way of writing text as bytes; the raw value is its name in `customary.yaml`.
public enum Encoding: String, Sendable, CaseIterable {
    /// UTF-8; lines that are none are read as cp1252, each with an issue.
    case utf8 = "utf-8"
    /// UTF-16, the low byte first.
    case utf16LittleEndian = "utf-16le"
    /// UTF-16, the high byte first.
    case utf16BigEndian = "utf-16be"
    /// UTF-32, the low byte first.
    case utf32LittleEndian = "utf-32le"
    /// UTF-32, the high byte first.
    case utf32BigEndian = "utf-32be"
    /// Windows, Western Europe; five of its bytes are undefined.
    case cp1252 = "cp1252"
    /// Western Europe.
    case iso8859part1 = "iso-8859-1"
    /// Western Europe with the euro sign.
    case iso8859part15 = "iso-8859-15"
    /// Central Europe.
    case iso8859part2 = "iso-8859-2"
    /// Turkish.
    case iso8859part9 = "iso-8859-9"
    /// Greek.
    case iso8859part7 = "iso-8859-7"
    /// The Macintosh before OS X.
    case macRoman = "mac-roman"
    /// Windows, Central Europe.
    case cp1250 = "cp1250"
    /// Windows, Cyrillic.
    case cp1251 = "cp1251"
    /// DOS, Western Europe.
    case cp850 = "cp850"
    /// Japanese, as Windows writes it.
    case shiftJIS = "shift-jis"
    /// Korean, as Windows writes it.
    case eucKR = "euc-kr"
    /// Chinese, simplified; GBK and GB2312 are parts of it.
    case gb18030 = "gb18030"
    /// Chinese, traditional.
    case big5 = "big5"

    /// The name for a person.
    public var title: String {
        switch self {
        case .utf8: "UTF-8"
        case .utf16LittleEndian: "UTF-16LE"
        case .utf16BigEndian: "UTF-16BE"
        case .utf32LittleEndian: "UTF-32LE"
        case .utf32BigEndian: "UTF-32BE"
        case .iso8859part1, .iso8859part15, .iso8859part2, .iso8859part9, .iso8859part7: rawValue.uppercased()
        case .macRoman: "Mac Roman"
        case .shiftJIS: "Shift-JIS"
        case .eucKR: "EUC-KR"
        case .gb18030: "GB18030"
        case .big5: "Big5"
        case .cp1252, .cp1250, .cp1251, .cp850: rawValue
        }
    }

    /// Whether a character takes two or four bytes or more, so that a byte alone is no line end.
    public var isWide: Bool {
        switch self {
        case .utf16LittleEndian, .utf16BigEndian, .utf32LittleEndian, .utf32BigEndian: true
        default: false
        }
    }

    /// The bytes that may stand before the text to say how it is written; empty where there are none.
    var byteOrderMark: [UInt8] {
        switch self {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        case .utf32LittleEndian: [0xFF, 0xFE, 0x00, 0x00]
        case .utf32BigEndian: [0x00, 0x00, 0xFE, 0xFF]
        case .gb18030: [0x84, 0x31, 0x95, 0x33]
        default: []
        }
    }

    /// The name by which iconv(3) knows an encoding that has no table here.
    var iconvName: String? {
        switch self {
        case .cp1250: "CP1250"
        case .cp1251: "CP1251"
        case .cp850: "CP850"
        // The superset that Windows writes; plain SHIFT_JIS would turn a backslash into a yen sign.
        case .shiftJIS: "CP932"
        case .eucKR: "UHC"
        case .gb18030: "GB18030"
        case .big5: "BIG5"
        default: nil
        }
    }
}
