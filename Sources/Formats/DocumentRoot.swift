/// What the beginning of a text says about itself: the first element of XML or HTML.
struct DocumentRoot {
    /// The first element's local name in lower case; empty when the text begins with none.
    private(set) var name = ""
    /// The first element's tag as it stands.
    private(set) var tag = ""
    /// True when a table begins in what was looked at.
    private(set) var hasTable = false
    /// True for a page of several parts in one file.
    private(set) var isWebArchive = false

    /// True when the first element is one that only pages have.
    var isPage: Bool { DocumentRoot.pageElements.contains(name) }

    private static let pageElements: Set<String> = [
        "html", "head", "body", "table", "meta", "title", "style", "div", "center", "font", "p", "br", "span", "form",
        "h1", "h2", "h3", "b", "script", "link", "thead", "tbody", "tr",
    ]

    /// Looks at a text's first bytes in UTF-8, UTF-16 or any encoding whose lower half is ASCII.
    init(_ beginning: [UInt8]) {
        let bytes = DocumentRoot.plain(beginning)
        isWebArchive = bytes.prefix(13).elementsEqual("MIME-Version:".utf8)
        var index = 0
        while index < bytes.count {
            while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
            guard index + 1 < bytes.count, bytes[index] == 0x3C else { return }
            let next = bytes[index + 1]
            guard next == 0x3F || next == 0x21 else { break }
            guard let end = DocumentRoot.end(of: bytes, from: index, isQuestion: next == 0x3F) else { return }
            index = end
        }
        guard index < bytes.count else { return }
        var quote: UInt8 = 0
        var end = index + 1
        while end < bytes.count, quote != 0 || bytes[end] != 0x3E {
            if quote != 0 {
                if bytes[end] == quote { quote = 0 }
            } else if bytes[end] == 0x22 || bytes[end] == 0x27 {
                quote = bytes[end]
            }
            end += 1
        }
        tag = String(decoding: bytes[index..<end], as: UTF8.self)
        let word = bytes[(index + 1)..<end].prefix { $0 > 0x20 && $0 != 0x2F && $0 != 0x3E }
        let local = word.lastIndex(of: 0x3A).map { word[($0 + 1)...] } ?? word
        name = String(decoding: local, as: UTF8.self).lowercased()
        hasTable = DocumentRoot.holdsTable(bytes[index...])
    }

    /// True when `<table` stands in the bytes.
    static func holdsTable(_ bytes: ArraySlice<UInt8>) -> Bool {
        let word = Array("<table".utf8)
        var index = bytes.startIndex
        while index + word.count <= bytes.endIndex {
            if bytes[index] == 0x3C, zip(bytes[index...], word).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 }) {
                return true
            }
            index += 1
        }
        return false
    }

    /// Behind a comment, declaration or instruction; nil when it doesn't end here.
    private static func end(of bytes: [UInt8], from start: Int, isQuestion: Bool) -> Int? {
        if isQuestion { return bytes[start...].firstIndex(of: 0x3E).map { $0 + 1 } }
        if bytes[start...].starts(with: "<!--".utf8) {
            var index = start + 4
            while index + 2 < bytes.count {
                if bytes[index] == 0x2D, bytes[index + 1] == 0x2D, bytes[index + 2] == 0x3E { return index + 3 }
                index += 1
            }
            return nil
        }
        var depth = 0
        for index in start..<bytes.count {
            switch bytes[index] {
            case 0x5B: depth += 1
            case 0x5D: depth -= 1
            case 0x3E where depth <= 0: return index + 1
            default: break
            }
        }
        return nil
    }

    /// The bytes without a byte order mark, UTF-16 as its lower bytes.
    private static func plain(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
        guard bytes.count > 3 else { return bytes }
        let isBig = bytes[0] == 0xFE && bytes[1] == 0xFF || bytes[0] == 0 && bytes[1] == 0x3C
        let isLittle = bytes[0] == 0xFF && bytes[1] == 0xFE || bytes[0] == 0x3C && bytes[1] == 0
        guard isBig || isLittle else { return bytes }
        let hasMark = bytes[0] >= 0xFE
        return stride(from: (hasMark ? 2 : 0) + (isBig ? 1 : 0), to: bytes.count, by: 2).map { bytes[$0] }
    }
}
