/// A header taken apart into plain small words: `BillAddr Line1` → bill, addr, line, 1.
struct HeaderWords {
    /// The words outside brackets.
    let words: [String]
    /// The words in brackets: `Phone (office)` → office.
    let remark: [String]

    init(_ header: String) {
        var outside = ""
        var inside = ""
        var depth = 0
        for scalar in header.unicodeScalars {
            switch scalar {
            case "(", "[":
                depth += 1
                outside += " "
                inside += " "
            case ")", "]": depth = max(0, depth - 1)
            default:
                if depth > 0 { inside.unicodeScalars.append(scalar) } else { outside.unicodeScalars.append(scalar) }
            }
        }
        let plain = HeaderWords.split(outside)
        if plain.isEmpty {
            words = HeaderWords.split(inside)
            remark = []
        } else {
            words = plain
            remark = HeaderWords.split(inside)
        }
    }

    /// Words end at whatever is no letter or digit, where a capital follows a small letter, and between letters and digits.
    static func split(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        var last: Unicode.Scalar?
        func end() {
            if !word.isEmpty { words.append(word) }
            word = ""
        }
        let scalars = Array(text.unicodeScalars)
        for (index, scalar) in scalars.enumerated() {
            let isDigit = ("0"..."9").contains(scalar)
            guard isDigit || scalar.properties.isAlphabetic else {
                end()
                last = nil
                continue
            }
            if let last {
                let wasDigit = ("0"..."9").contains(last)
                let turns = scalar.properties.isUppercase && last.properties.isLowercase
                // IDNumber: the last capital of a run begins the next word.
                let ends =
                    scalar.properties.isUppercase && last.properties.isUppercase && index + 1 < scalars.count
                    && scalars[index + 1].properties.isLowercase
                if wasDigit != isDigit || turns || ends { end() }
            }
            word += plain(scalar)
            last = scalar
        }
        end()
        return words
    }

    /// A header as one word of small plain letters and digits: `Straße / Nr.` → `strassenr`.
    static func joined(_ header: String) -> String { header.unicodeScalars.map(plain).joined() }

    /// A letter without its marks, ä as ae; empty for what is neither letter nor digit.
    private static func plain(_ scalar: Unicode.Scalar) -> String {
        if scalar.isASCII {
            switch scalar {
            case "a"..."z", "0"..."9": return String(scalar)
            case "A"..."Z": return String(UnicodeScalar(UInt8(scalar.value) + 0x20))
            default: return ""
            }
        }
        if let known = letters[scalar] { return known }
        return scalar.properties.isAlphabetic ? scalar.properties.lowercaseMapping : ""
    }

    private static let letters: [Unicode.Scalar: String] = {
        var letters: [Unicode.Scalar: String] = [:]
        for (plain, marked) in [
            ("ae", "äæÄÆ"), ("oe", "öÖœŒ"), ("ue", "üÜ"), ("ss", "ßẞ"), ("a", "áàâãåąăāÁÀÂÃÅĄĂĀ"),
            ("e", "éèêëęěėēÉÈÊËĘĚĖĒ"), ("i", "íìîïıīįÍÌÎÏİĪĮ"), ("o", "óòôõøőÓÒÔÕØŐ"), ("u", "úùûůűūųÚÙÛŮŰŪŲ"),
            ("c", "çćčÇĆČ"), ("n", "ñńňņÑŃŇŅ"), ("l", "łľĺļŁĽĹĻ"), ("s", "śšşșŚŠŞȘ"), ("z", "źżžŹŻŽ"), ("y", "ýÿÝ"),
            ("d", "ďđðĎĐÐ"), ("r", "řŕŘŔ"), ("t", "ťţțŤŢȚ"), ("g", "ğģĞĢ"), ("k", "ķĶ"), ("o", "º"), ("a", "ª"),
            // Greek capitals have no accents, and a word's last s looks otherwise.
            ("α", "άΆ"), ("ε", "έΈ"), ("η", "ήΉ"), ("ι", "ίϊΐΊ"), ("ο", "όΌ"), ("υ", "ύϋΰΎ"), ("ω", "ώΏ"), ("σ", "ς"),
            ("е", "ёЁ"),
        ] {
            for scalar in marked.unicodeScalars { letters[scalar] = plain }
        }
        return letters
    }()
}
