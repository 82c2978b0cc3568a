/// Turns a page's text into plain text: its entities, and nothing that a document type could define.
enum HTMLText {
    /// Appends text with its entities resolved. What is none stays as it stands.
    static func append(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            guard byte == 0x26, let found = entity(bytes, index + 1) else {
                output.append(byte)
                index += 1
                continue
            }
            for scalar in found.text { output.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
            index = found.end
        }
    }

    /// The longest entity with its signs.
    static let longestEntity = 12

    private static func entity(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> (
        text: String.UnicodeScalarView, end: Int
    )? {
        var end = start
        let limit = min(bytes.count, start + longestEntity)
        if start < limit, bytes[start] == 0x23 {
            end += 1
            let isHex = end < limit && bytes[end] | 0x20 == 0x78
            if isHex { end += 1 }
            let digits = end
            var value: UInt32 = 0
            while end < limit, let digit = digit(bytes[end], isHex) {
                value = min(value &* (isHex ? 16 : 10) &+ digit, 0x20_0000)
                end += 1
            }
            guard end > digits, let scalar = scalar(value) else { return nil }
            if end < bytes.count, bytes[end] == 0x3B { end += 1 }
            return (String.UnicodeScalarView([scalar]), end)
        }
        while end < limit, isLetterOrDigit(bytes[end]) { end += 1 }
        guard end > start else { return nil }
        let name = String(decoding: bytes[start..<end], as: UTF8.self)
        let isClosed = end < bytes.count && bytes[end] == 0x3B
        // Without its semicolon only the oldest few count, as browsers have it.
        guard let scalar = named[name], isClosed || ["amp", "lt", "gt", "quot", "nbsp"].contains(name) else {
            return nil
        }
        return (String.UnicodeScalarView([scalar]), isClosed ? end + 1 : end)
    }

    private static func digit(_ byte: UInt8, _ isHex: Bool) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46 where isHex: UInt32(byte - 0x37)
        case 0x61...0x66 where isHex: UInt32(byte - 0x57)
        default: nil
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        byte >= 0x30 && byte <= 0x39 || byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A
    }

    /// Numbers from 128 to 159 mean Windows' characters on pages.
    private static func scalar(_ value: UInt32) -> Unicode.Scalar? {
        if value == 0 { return nil }
        if (0x80...0x9F).contains(value) { return windows[Int(value - 0x80)] }
        return Unicode.Scalar(value)
    }

    private static let windows = Array(
        "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

    private static let named: [String: Unicode.Scalar] = {
        var named: [String: Unicode.Scalar] = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "euro": "€", "ndash": "–", "mdash": "—",
            "lsquo": "‘", "rsquo": "’", "sbquo": "‚", "ldquo": "“", "rdquo": "”", "bdquo": "„", "hellip": "…",
            "bull": "•", "trade": "™", "dagger": "†", "Dagger": "‡", "permil": "‰", "lsaquo": "‹", "rsaquo": "›",
            "OElig": "Œ", "oelig": "œ", "Scaron": "Š", "scaron": "š", "Yuml": "Ÿ", "fnof": "ƒ", "circ": "ˆ",
            "tilde": "˜", "ensp": "\u{2002}", "emsp": "\u{2003}", "thinsp": "\u{2009}", "zwnj": "\u{200C}",
            "zwj": "\u{200D}", "minus": "−", "ne": "≠", "le": "≤", "ge": "≥", "infin": "∞", "larr": "←", "rarr": "→",
        ]
        // Latin-1 from U+00A0 on, in its order.
        let latin = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg \
            plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest \
            Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute \
            Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc \
            Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute \
            ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide \
            oslash ugrave uacute ucirc uuml yacute thorn yuml
            """
        for (index, name) in latin.split(separator: " ").enumerated() {
            named[String(name)] = Unicode.Scalar(UInt32(0xA0 + index))
        }
        return named
    }()
}
