extension Encoding {
    /// The encoding that a document names in its own head, as XML and HTML do: `ISO-8859-1`, `windows-1252`, `x-sjis` …;
    /// nil for a name that isn't read.
    ///
    /// What calls itself Latin-1 is read as cp1252, its superset: the control characters that differ are never meant.
    public init?(label: some StringProtocol) {
        let name = label.lowercased().filter { $0 != "-" && $0 != "_" && $0 != " " && $0 != ":" }
        guard let encoding = Encoding.labels[name] else { return nil }
        self = encoding
    }

    private static let labels: [String: Encoding] = [
        "utf8": .utf8, "unicode11utf8": .utf8, "ascii": .utf8, "usascii": .utf8, "iso646us": .utf8,
        "ansix3.41968": .utf8,
        "utf16": .utf16LittleEndian, "utf16le": .utf16LittleEndian, "utf16be": .utf16BigEndian,
        "iso10646ucs2": .utf16LittleEndian, "ucs2": .utf16LittleEndian, "unicode": .utf16LittleEndian,
        "iso88591": .cp1252, "iso885911987": .cp1252, "latin1": .cp1252, "l1": .cp1252, "windows1252": .cp1252,
        "cp1252": .cp1252, "xcp1252": .cp1252, "ansi": .cp1252, "isoir100": .cp1252,
        "iso885915": .iso8859part15, "latin9": .iso8859part15,
        "iso88592": .iso8859part2, "latin2": .iso8859part2,
        "iso88599": .iso8859part9, "latin5": .iso8859part9, "windows1254": .iso8859part9, "cp1254": .iso8859part9,
        "iso88597": .iso8859part7, "greek": .iso8859part7,
        "windows1250": .cp1250, "cp1250": .cp1250, "xcp1250": .cp1250,
        "windows1251": .cp1251, "cp1251": .cp1251, "xcp1251": .cp1251,
        "cp850": .cp850, "ibm850": .cp850,
        "macintosh": .macRoman, "mac": .macRoman, "macroman": .macRoman, "xmacroman": .macRoman,
        "shiftjis": .shiftJIS, "sjis": .shiftJIS, "xsjis": .shiftJIS, "windows31j": .shiftJIS, "cp932": .shiftJIS,
        "euckr": .eucKR, "ksc56011987": .eucKR, "ksc5601": .eucKR, "cp949": .eucKR,
        "gb18030": .gb18030, "gbk": .gb18030, "gb2312": .gb18030, "cp936": .gb18030,
        "big5": .big5, "cp950": .big5, "xbig5": .big5,
    ]
}
