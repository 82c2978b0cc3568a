import Formats

/// Takes an OFX text apart into tags and what stands behind them: SGML whose elements may lack their end (1.x), and XML (2.x).
struct OFXScanner {
    /// A piece of the text.
    enum Piece {
        /// An element or aggregate begins.
        case start(String)
        /// One ends.
        case end(String)
        /// What stands behind a tag, its entities made characters.
        case text([UInt8])
    }

    private let limit: Int
    private var pending: [UInt8] = []
    /// So much of an unfinished tag was searched for its end already.
    private var searched = 0
    /// The line of the piece that is given.
    private(set) var line: UInt32 = 1

    /// `limit`: the longest tag and the longest text.
    init(limit: Int) { self.limit = limit }

    /// Takes a line, without its end, and gives the pieces that are complete.
    mutating func feed(
        _ bytes: [UInt8], number: UInt32, _ body: (Piece) throws -> Void
    ) throws {
        if pending.isEmpty { line = number } else { pending.append(0x0A) }
        pending += bytes
        var at = 0
        while at < pending.count {
            if pending[at] != 0x3C {
                searched = 0
                let end = pending[at...].firstIndex(of: 0x3C) ?? pending.count
                let text = OFXScanner.trimmed(pending[at..<end])
                if !text.isEmpty { try body(.text(OFXScanner.resolved(text))) }
                at = end
                continue
            }
            if starts(at, "<![CDATA[") {
                guard let end = find([0x5D, 0x5D, 0x3E], from: max(at + 9, searched - 2)) else { break }
                let text = OFXScanner.trimmed(pending[(at + 9)..<end])
                if !text.isEmpty { try body(.text(Array(text))) }
                at = end + 3
            } else if starts(at, "<!--") {
                guard let end = find([0x2D, 0x2D, 0x3E], from: max(at + 4, searched - 2)) else { break }
                at = end + 3
            } else if starts(at, "<!") {
                throw FormatFault.refused(part: "", reason: "it has a document type at line \(number)")
            } else {
                guard let end = pending[max(at, searched)...].firstIndex(of: 0x3E) else { break }
                try tag(pending[(at + 1)..<end], body)
                at = end + 1
            }
            line = number
            searched = 0
        }
        pending.removeFirst(at)
        searched = pending.count
        if pending.count > limit {
            throw FormatFault.tooLarge(part: "", limit: "bytes of one cell", value: limit)
        }
    }

    /// Whether the text ends inside of a tag.
    var isCut: Bool { !pending.isEmpty }

    private func tag(_ bytes: ArraySlice<UInt8>, _ body: (Piece) throws -> Void) throws {
        if bytes.first == 0x3F { return }
        let isEnd = bytes.first == 0x2F
        let name = bytes.dropFirst(isEnd ? 1 : 0).prefix { $0 > 0x20 && $0 != 0x2F }
        if name.isEmpty || name.count > 64 { return }
        let text = String(decoding: name, as: UTF8.self).uppercased()
        try body(isEnd ? .end(text) : .start(text))
        if !isEnd, bytes.last == 0x2F { try body(.end(text)) }
    }

    private func starts(_ at: Int, _ text: String) -> Bool { pending[at...].starts(with: text.utf8) }

    private func find(_ mark: [UInt8], from start: Int) -> Int? {
        var index = start
        while index + mark.count <= pending.count {
            if pending[index] == mark[0], pending[index...].starts(with: mark) { return index }
            index += 1
        }
        return nil
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard let first = bytes.firstIndex(where: { $0 > 0x20 }), let last = bytes.lastIndex(where: { $0 > 0x20 })
        else {
            return []
        }
        return bytes[first...last]
    }

    private static let entities: [(name: [UInt8], text: [UInt8])] = [
        ("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("nbsp", " "),
    ].map { (Array("&\($0.0);".utf8), Array($0.1.utf8)) }

    private static func resolved(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard bytes.contains(0x26) else { return Array(bytes) }
        var out: [UInt8] = []
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let rest = bytes[at...]
            if bytes[at] == 0x26, let entity = entities.first(where: { rest.starts(with: $0.name) }) {
                out += entity.text
                at += entity.name.count
            } else if bytes[at] == 0x26, let (scalar, count) = number(rest) {
                out += Array(String(scalar).utf8)
                at += count
            } else {
                out.append(bytes[at])
                at += 1
            }
        }
        return out
    }

    /// `&#228;` or `&#xE4;`, and how many bytes it takes.
    private static func number(_ bytes: ArraySlice<UInt8>) -> (Unicode.Scalar, Int)? {
        guard let end = bytes.prefix(12).firstIndex(of: 0x3B), bytes.starts(with: [0x26, 0x23]) else { return nil }
        let digits = String(decoding: bytes[(bytes.startIndex + 2)..<end], as: UTF8.self).lowercased()
        let value = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let value, value >= 0x20, let scalar = Unicode.Scalar(value) else { return nil }
        return (scalar, end - bytes.startIndex + 1)
    }
}
