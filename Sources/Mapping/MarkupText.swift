/// The text that a piece of HTML shows: no parser of pages, a scan over tags and entities that always ends.
enum MarkupText {
    private static let names: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "auml": "ä", "ouml": "ö", "uuml": "ü",
        "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß", "eacute": "é", "egrave": "è", "agrave": "à", "ccedil": "ç",
        "euro": "€", "pound": "£", "copy": "©", "reg": "®", "ndash": "–", "mdash": "—", "hellip": "…", "bull": "•",
        "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "laquo": "«", "raquo": "»", "middot": "·", "shy": "",
    ]
    /// Elements that begin a line of their own.
    private static let breaking: Set<String> = [
        "br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol",
    ]
    /// Elements whose content nobody sees.
    private static let unseen: Set<String> = ["script", "style", "head"]

    /// The text without tags, its entities as characters, blank lines and spaces at both ends taken off.
    static func plain(_ text: [UInt8]) -> [UInt8] {
        guard text.contains(0x3C) || text.contains(0x26) else { return text }
        var out: [UInt8] = []
        var index = 0
        var hidden: String?
        while index < text.count {
            let byte = text[index]
            if byte == 0x3C, let tag = tag(text, at: index) {
                if let name = hidden {
                    if tag.isEnd && tag.name == name { hidden = nil }
                } else if !tag.isEnd, unseen.contains(tag.name) {
                    hidden = tag.name
                } else if breaking.contains(tag.name) {
                    out.append(0x0A)
                }
                index = tag.end
            } else if byte == 0x26, let entity = entity(text, at: index) {
                if hidden == nil { out.append(contentsOf: entity.text.utf8) }
                index = entity.end
            } else {
                if hidden == nil { out.append(byte) }
                index += 1
            }
        }
        let lines = String(decoding: out, as: UTF8.self).split(separator: "\n")
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        return Array(lines.filter { !$0.isEmpty }.joined(separator: "\n").utf8)
    }

    /// A tag or comment that begins at `index`; nil where the sign is one of the text's own, as in `a < b`.
    private static func tag(_ text: [UInt8], at index: Int) -> (name: String, isEnd: Bool, end: Int)? {
        var place = index + 1
        guard place < text.count else { return nil }
        let isEnd = text[place] == 0x2F
        if isEnd { place += 1 }
        guard place < text.count else { return nil }
        let first = text[place]
        let isLetter = (0x41...0x5A).contains(first) || (0x61...0x7A).contains(first)
        guard isLetter || (!isEnd && (first == 0x21 || first == 0x3F)) else { return nil }
        var name: [UInt8] = []
        while place < text.count, text[place] != 0x3E, text[place] > 0x20, text[place] != 0x2F {
            name.append(text[place] | 0x20)
            place += 1
        }
        while place < text.count, text[place] != 0x3E { place += 1 }
        guard place < text.count else { return nil }
        return (String(decoding: name, as: UTF8.self), isEnd, place + 1)
    }

    private static func entity(_ text: [UInt8], at index: Int) -> (text: String, end: Int)? {
        guard let stop = text[(index + 1)...].prefix(12).firstIndex(of: 0x3B) else { return nil }
        let name = String(decoding: text[(index + 1)..<stop], as: UTF8.self)
        if name.first == "#" {
            let digits = name.dropFirst()
            let number =
                digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            guard let number, number > 0, let scalar = Unicode.Scalar(number) else { return nil }
            return (String(scalar), stop + 1)
        }
        return names[name].map { ($0, stop + 1) }
    }
}
