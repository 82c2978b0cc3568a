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
        } else if controls * 10 > head.count {
            self = .other
        } else {
            self = controls > 4 && controls * 100 > head.count ? .doubtful : .text
        }
    }

    /// Looks at decoded text.
    init(text: [UInt8]) {
        var start = 0
        while start < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[start]) { start += 1 }
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
}
