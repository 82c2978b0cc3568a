/// What a file's first bytes say that it is, as far as telling text tables from other things needs it.
enum ContentKind {
    /// Text that may be a table.
    case text
    /// Text with so many control characters that it hardly is one.
    case doubtful
    /// Something else: an archive, a workbook, a picture, a database, XML, JSON.
    case other

    /// First bytes of formats that no delimited text begins with.
    private static let signatures: [[UInt8]] = [
        [0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06], [0x50, 0x4B, 0x07, 0x08],
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], [0x09, 0x08, 0x06, 0x00], [0x09, 0x08, 0x08, 0x00],
        Array("%PDF-".utf8), [0x89, 0x50, 0x4E, 0x47], Array("GIF8".utf8), [0xFF, 0xD8, 0xFF], [0x1F, 0x8B],
        Array("BZh".utf8), [0x37, 0x7A, 0xBC, 0xAF], Array("Rar!".utf8), [0xFD, 0x37, 0x7A, 0x58, 0x5A],
        [0x28, 0xB5, 0x2F, 0xFD], Array("SQLite format 3".utf8), Array("{\\rtf".utf8), [0x7F, 0x45, 0x4C, 0x46],
        Array("PAR1".utf8), Array("BM".utf8) + [0x36], Array("II*".utf8) + [0], Array("MM".utf8) + [0, 0x2A],
    ]

    /// What text in other formats begins with, in lower case.
    private static let openings: [[UInt8]] = [
        "<?xml", "<!doctype", "<html", "begin:vcard", "begin:vcalendar", "ofxheader:", "%!ps",
    ].map { Array($0.utf8) }

    /// Looks at raw bytes: formats that are no text at all.
    init(raw head: [UInt8]) {
        if ContentKind.signatures.contains(where: { head.starts(with: $0) }) {
            self = .other
            return
        }
        let zeros = head.count { $0 == 0 }
        let controls = head.count { $0 < 0x20 && $0 != 0 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D && $0 != 0x0C }
        if zeros == head.count && !head.isEmpty {
            self = .other
        } else if controls * (head.count < 512 ? 10 : 20) > head.count {
            // Noise has one in ten; in a few lines of text a handful of stray ones may be as many.
            self = .other
        } else {
            self = controls > 4 && controls * 100 > head.count ? .doubtful : .text
        }
    }

    /// Looks at decoded text.
    init(text: [UInt8]) {
        var start = 0
        while start < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[start]) { start += 1 }
        if ContentKind.isNoise(text) {
            self = .other
            return
        }
        let opening = text[start...].prefix(16).map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
        if ContentKind.openings.contains(where: { opening.starts(with: $0) }) {
            self = .other
            return
        }
        // JSON: a brace or bracket, then something that only JSON has there.
        if let first = opening.first, first == 0x7B || first == 0x5B {
            let next = opening.dropFirst().first { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }
            if next == 0x22 || next == 0x7B || (first == 0x5B && next == 0x5B) {
                self = .other
                return
            }
        }
        self = .text
    }

    /// Whether more than one in twenty characters of decoded text is one that nobody types: of private use, or put there
    /// for what can't be decoded. Noise in a wide encoding has one in seven.
    private static func isNoise(_ text: [UInt8]) -> Bool {
        var (characters, strange) = (0, 0)
        for (index, byte) in text.enumerated() where byte & 0xC0 != 0x80 {
            characters += 1
            guard byte == 0xEE || byte == 0xEF, index + 2 < text.count else { continue }
            let isPrivate = byte == 0xEE || text[index + 1] < 0xA4
            if isPrivate || text[index + 1] == 0xBF && text[index + 2] == 0xBD { strange += 1 }
        }
        return strange > 8 && strange * 20 > characters
    }
}
