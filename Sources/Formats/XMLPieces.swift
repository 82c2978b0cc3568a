/// Cuts an XML text into its tags and what stands between them, byte for byte, in bounded memory.
///
/// For rewriting a text of which all but a few tags stays as it is. Only UTF-8 without a document type.
struct XMLPieces {
    /// A piece of the text.
    enum Piece {
        /// Characters between tags, or a comment or the like, which stay as they are.
        case text([UInt8])
        /// A tag, with its brackets.
        case tag(XMLTag)
    }

    private var pending: [UInt8] = []
    private let part: String
    /// The longest tag, comment or CDATA section.
    private let limit: Int

    init(part: String, limit: Int = 1 << 20) {
        self.part = part
        self.limit = limit
    }

    /// Takes the next bytes and gives each piece that is complete to `body`.
    mutating func feed(_ chunk: UnsafeRawBufferPointer, _ body: (Piece) throws(FormatFault) -> Void) throws(FormatFault)
    {
        pending.append(contentsOf: chunk)
        try drain(isEnd: false, body)
        if pending.count > limit { throw .tooLarge(part: part, limit: "bytes of one tag", value: limit) }
    }

    /// Ends the text.
    mutating func finish(_ body: (Piece) throws(FormatFault) -> Void) throws(FormatFault) {
        try drain(isEnd: true, body)
        if !pending.isEmpty { throw .incomplete(part: part, reason: "it ends inside a tag") }
    }

    private mutating func drain(isEnd: Bool, _ body: (Piece) throws(FormatFault) -> Void) throws(FormatFault) {
        var start = 0
        defer { pending.removeFirst(start) }
        while start < pending.count {
            if pending[start] != 0x3C {
                let end = pending[start...].firstIndex(of: 0x3C) ?? pending.count
                try body(.text(Array(pending[start..<end])))
                start = end
                continue
            }
            guard let end = try endOfMarkup(from: start) else { return }
            let bytes = Array(pending[start..<end])
            start = end
            if bytes.count > 1, bytes[1] == 0x21 || bytes[1] == 0x3F {
                try body(.text(bytes))
            } else {
                try body(.tag(XMLTag(bytes)))
            }
        }
    }

    /// Where the markup that begins at `start` ends; nil while more bytes are needed.
    private func endOfMarkup(from start: Int) throws(FormatFault) -> Int? {
        func has(_ text: StaticString) -> Bool {
            let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
            return pending.count - start >= bytes.count && pending[start..<start + bytes.count].elementsEqual(bytes)
        }
        // Enough to tell the kinds apart, unless the text ends here.
        if pending.count - start < 9, pending.count - start >= 2, pending[start + 1] == 0x21,
            !pending[start...].contains(0x3E)
        {
            return nil
        }
        if has("<!--") { return end(of: [0x2D, 0x2D, 0x3E], from: start + 4) }
        if has("<![CDATA[") { return end(of: [0x5D, 0x5D, 0x3E], from: start + 9) }
        if has("<?") { return end(of: [0x3F, 0x3E], from: start + 2) }
        if has("<!") { throw .refused(part: part, reason: "it has a document type") }
        var quote: UInt8 = 0
        var index = start + 1
        while index < pending.count {
            let byte = pending[index]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
            } else if byte == 0x3E {
                return index + 1
            }
            index += 1
        }
        return nil
    }

    private func end(of mark: [UInt8], from start: Int) -> Int? {
        guard pending.count >= start + mark.count else { return nil }
        var index = start
        while index <= pending.count - mark.count {
            if pending[index..<index + mark.count].elementsEqual(mark) { return index + mark.count }
            index += 1
        }
        return nil
    }
}

/// A tag as it stands in the text.
struct XMLTag {
    /// Its bytes, with the brackets.
    private(set) var bytes: [UInt8]
    /// Its name without a prefix.
    let name: String
    /// Its name's prefix with the colon; empty for none.
    let prefix: String
    /// True for `</name>`.
    let isEnd: Bool
    /// True for `<name/>`.
    var isEmpty: Bool { bytes.count >= 2 && bytes[bytes.count - 2] == 0x2F }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        isEnd = bytes.count > 1 && bytes[1] == 0x2F
        let start = isEnd ? 2 : 1
        var end = start
        while end < bytes.count, bytes[end] > 0x20, bytes[end] != 0x2F, bytes[end] != 0x3E { end += 1 }
        let whole = String(decoding: bytes[min(start, end)..<end], as: UTF8.self)
        let colon = whole.firstIndex(of: ":")
        prefix = colon.map { String(whole[...$0]) } ?? ""
        name = colon.map { String(whole[whole.index(after: $0)...]) } ?? whole
    }

    /// An attribute's text as it stands, by its name with any prefix; nil when it isn't there.
    subscript(attribute: String) -> String? {
        range(of: attribute).map { String(decoding: bytes[$0.value], as: UTF8.self) }
    }

    /// Sets an attribute, or takes it away for nil. The text must need no escape.
    mutating func set(_ attribute: String, _ text: String?) {
        if let found = range(of: attribute) {
            if let text {
                bytes.replaceSubrange(found.value, with: Array(text.utf8))
            } else {
                bytes.removeSubrange(found.whole)
            }
        } else if let text {
            let place = bytes.count - (isEmpty ? 2 : 1)
            bytes.insert(contentsOf: " \(attribute)=\"\(text)\"".utf8, at: place)
        }
    }

    /// The tag that only begins the element: `<a b="c">` of `<a b="c"/>`.
    var opening: [UInt8] { isEmpty ? Array(bytes.dropLast(2)) + [0x3E] : bytes }

    /// The tag that ends the element.
    var closing: [UInt8] { Array("</\(prefix)\(name)>".utf8) }

    private func range(of attribute: String) -> (whole: Range<Int>, value: Range<Int>)? {
        let wanted = Array(attribute.utf8)
        var index = 1
        while index < bytes.count {
            // An attribute begins behind a space.
            guard bytes[index] <= 0x20 else {
                index += 1
                continue
            }
            let space = index
            while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
            let nameStart = index
            while index < bytes.count, bytes[index] > 0x20, bytes[index] != 0x3D, bytes[index] != 0x3E { index += 1 }
            let name = bytes[nameStart..<index]
            while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
            guard index < bytes.count, bytes[index] == 0x3D else { continue }
            index += 1
            while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
            guard index < bytes.count, bytes[index] == 0x22 || bytes[index] == 0x27 else { continue }
            let quote = bytes[index]
            let valueStart = index + 1
            guard let valueEnd = bytes[valueStart...].firstIndex(of: quote) else { return nil }
            index = valueEnd + 1
            if name.elementsEqual(wanted) { return (space..<index, valueStart..<valueEnd) }
        }
        return nil
    }
}

extension String {
    /// As the text or attribute of an XML element; signs that XML can't hold are left out.
    var xmlEscaped: String {
        var out = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "\n", "\t": out.unicodeScalars.append(scalar)
            case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: continue
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
