#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What listens to a page while `HTMLScanner` reads it.
protocol HTMLReceiver: AnyObject {
    /// An element begins.
    func start(_ tag: HTMLTag) throws(FormatFault)

    /// An element ends; elements need no end, and ends come without a beginning.
    func end(_ name: String) throws(FormatFault)

    /// A piece of text with its entities as they stand, UTF-8.
    func text(_ bytes: UnsafeRawBufferPointer) throws(FormatFault)

    /// A comment, or the rules of a style sheet: at most its first bytes.
    func aside(_ bytes: UnsafeRawBufferPointer, isStyle: Bool)

    /// True once no more is wanted.
    var isStopped: Bool { get }
}

/// A start tag.
struct HTMLTag {
    /// Its name in lower case.
    let name: String
    /// Its attributes, names in lower case, values with their entities resolved.
    let attributes: [(name: String, value: String)]

    subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
}

/// Reads a page as its tags and text, in bounded memory, as browsers do: whatever is wrong with it, there is a reading.
///
/// Nothing outside the page is fetched, no script runs, no document type is looked at.
final class HTMLScanner {
    private let file: RegularFile
    private let limits: FormatLimits
    private let encoding: Encoding
    /// Undecodable bytes so far, each of which became U+FFFD.
    private(set) var undecodable = 0

    /// Bytes of a comment or style sheet that are handed on.
    private static let asideBytes = 256 << 10

    init(_ file: RegularFile, limits: FormatLimits) {
        self.file = file
        self.limits = limits
        encoding = HTMLScanner.encoding(of: file)
    }

    /// How the page is written: a mark, zero bytes, what it says itself, else what it looks like.
    static func encoding(of file: RegularFile) -> Encoding {
        let head = file.bytes(at: 0, count: 256 << 10)
        let found = EncodingDetector.detect(head: head, isWhole: head.count == file.size)
        if found.hasByteOrderMark || (found.encoding != .utf8 && found.encoding != .cp1252) { return found.encoding }
        guard let label = label(in: head.prefix(16 << 10)), let said = Encoding(label: label) else {
            return found.encoding
        }
        switch said {
        case .utf8, .utf16LittleEndian, .utf16BigEndian: return found.encoding
        // A page of UTF-8 that says something else: single bytes hardly ever look like that by chance.
        default: return found.linesInUTF8 > 0 && found.otherLines == 0 ? .utf8 : said
        }
    }

    /// What `charset=` or an XML declaration's `encoding=` says.
    private static func label(in head: ArraySlice<UInt8>) -> String? {
        let text = String(decoding: head, as: UTF8.self).lowercased()
        for key in ["charset=", "encoding="] {
            guard let range = text.firstRange(of: key) else { continue }
            let label = text[range.upperBound...].drop { $0 == "\"" || $0 == "'" || $0 == " " }
                .prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" || $0 == ":" }
            if !label.isEmpty, label.count < 40 { return String(label) }
        }
        return nil
    }

    /// Reads the page from its beginning to its end, or until the receiver wants no more.
    func scan(with receiver: any HTMLReceiver) throws(FormatFault) {
        do {
            try file.withDescriptor { descriptor in
                guard lseek(descriptor, 0, SEEK_SET) == 0 else {
                    throw FormatFault.unreadable(reason: "its beginning can't be found")
                }
                var input = try EncodingInput(.descriptor(descriptor), encoding: encoding, chunk: 64 << 10)
                var used = 0
                var state = State()
                repeat {
                    try input.fill(discarding: used)
                    while let mark = input.takeMark(before: .max) {
                        if mark.kind == .undecodable { undecodable += mark.count }
                    }
                    used = try read(
                        UnsafeRawBufferPointer(start: input.base, count: input.clean), isEnd: input.isAtEnd, &state,
                        receiver)
                } while !input.isAtEnd && !receiver.isStopped
            }
        } catch let fault as FormatFault { throw fault } catch {
            throw .unreadable(reason: "\(error)")
        }
    }

    /// What is being read when a piece of the page ends.
    private struct State {
        /// The element whose text goes on until its own end: a script or style sheet; `--` for a comment; empty else.
        var raw = ""
        var aside: [UInt8] = []
    }

    /// Reads what is complete and returns how many bytes that was.
    private func read(
        _ bytes: UnsafeRawBufferPointer, isEnd: Bool, _ state: inout State, _ receiver: any HTMLReceiver
    ) throws(FormatFault) -> Int {
        var index = 0
        while index < bytes.count, !receiver.isStopped {
            if !state.raw.isEmpty {
                guard let end = try readRaw(bytes, &index, isEnd, &state, receiver) else { return index }
                index = end
                continue
            }
            guard bytes[index] == 0x3C else {
                let end = bytes[index...].firstIndex(of: 0x3C) ?? bytes.count
                let safe = end < bytes.count || isEnd ? end : HTMLScanner.beforeEntity(bytes, index, end)
                if safe > index { try receiver.text(UnsafeRawBufferPointer(rebasing: bytes[index..<safe])) }
                index = safe
                if safe < end { return index }
                continue
            }
            guard index + 1 < bytes.count else {
                if isEnd { try receiver.text(UnsafeRawBufferPointer(rebasing: bytes[index...])) }
                return isEnd ? bytes.count : index
            }
            let next = bytes[index + 1]
            if next == 0x21 {
                if bytes.count - index < 4, !isEnd { return index }
                if bytes[index...].starts(with: "<!--".utf8) {
                    state.raw = "--"
                    state.aside = []
                    index += 4
                    continue
                }
            }
            let isTag = next | 0x20 >= 0x61 && next | 0x20 <= 0x7A || next == 0x2F || next == 0x21 || next == 0x3F
            guard isTag else {
                try receiver.text(UnsafeRawBufferPointer(rebasing: bytes[index..<(index + 1)]))
                index += 1
                continue
            }
            guard let end = HTMLScanner.endOfTag(bytes, index) else {
                if bytes.count - index > limits.startTagBytes {
                    throw .tooLarge(part: "", limit: "bytes in one start tag", value: limits.startTagBytes)
                }
                // A page that ends inside a tag has nothing more to say.
                return isEnd ? bytes.count : index
            }
            if end - index > limits.startTagBytes {
                throw .tooLarge(part: "", limit: "bytes in one start tag", value: limits.startTagBytes)
            }
            if next != 0x21, next != 0x3F {
                try readTag(UnsafeRawBufferPointer(rebasing: bytes[index..<end]), &state, receiver)
            }
            index = end
        }
        return index
    }

    /// Before an entity that the piece's end may have cut.
    private static func beforeEntity(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ end: Int) -> Int {
        for index in stride(from: end - 1, through: max(start, end - HTMLText.longestEntity), by: -1)
        where bytes[index] == 0x26 { return index }
        return end
    }

    /// Behind the `>` of the tag that begins here; nil when it doesn't end here.
    private static func endOfTag(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int? {
        var quote: UInt8 = 0
        var last: UInt8 = 0
        var index = start + 1
        while index < bytes.count {
            let byte = bytes[index]
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x3E {
                return index + 1
            } else if (byte == 0x22 || byte == 0x27) && last == 0x3D {
                quote = byte
            }
            if byte > 0x20 { last = byte }
            index += 1
        }
        return nil
    }

    /// Reads on inside a comment, script or style sheet; nil when its end isn't here yet.
    private func readRaw(
        _ bytes: UnsafeRawBufferPointer, _ index: inout Int, _ isEnd: Bool, _ state: inout State,
        _ receiver: any HTMLReceiver
    ) throws(FormatFault) -> Int? {
        let mark = state.raw == "--" ? Array("-->".utf8) : Array("</\(state.raw)".utf8)
        var at = index
        while at + mark.count <= bytes.count {
            if bytes[at] == mark[0], zip(bytes[at...], mark).allSatisfy({ $0 == $1 || $0 | 0x20 == $1 }) { break }
            at += 1
        }
        let isFound = at + mark.count <= bytes.count
        let end = isFound ? at : isEnd ? bytes.count : max(index, bytes.count - mark.count + 1)
        let room = HTMLScanner.asideBytes - state.aside.count
        if room > 0 { state.aside.append(contentsOf: bytes[index..<min(end, index + room)]) }
        index = end
        guard isFound || isEnd else { return nil }
        if state.raw != "script" {
            state.aside.withUnsafeBytes { receiver.aside($0, isStyle: state.raw == "style") }
        }
        let isComment = state.raw == "--"
        state = State()
        return isFound && isComment ? end + mark.count : end
    }

    private func readTag(_ tag: UnsafeRawBufferPointer, _ state: inout State, _ receiver: any HTMLReceiver)
        throws(FormatFault)
    {
        let isEnd = tag[1] == 0x2F
        var index = isEnd ? 2 : 1
        let start = index
        while index < tag.count, tag[index] > 0x20, tag[index] != 0x3E, tag[index] != 0x2F { index += 1 }
        let name = String(decoding: tag[start..<index], as: UTF8.self).lowercased()
        if isEnd { return try receiver.end(name) }
        try receiver.start(HTMLTag(name: name, attributes: attributes(tag, index)))
        if name == "script" || name == "style" { state.raw = name }
    }

    private func attributes(_ tag: UnsafeRawBufferPointer, _ from: Int) throws(FormatFault) -> [(
        name: String, value: String
    )] {
        var attributes: [(name: String, value: String)] = []
        var index = from
        func isEnd(_ byte: UInt8) -> Bool { byte <= 0x20 || byte == 0x3E }
        while index < tag.count {
            while index < tag.count, tag[index] <= 0x20 || tag[index] == 0x2F { index += 1 }
            guard index < tag.count, tag[index] != 0x3E else { break }
            let nameStart = index
            while index < tag.count, !isEnd(tag[index]), tag[index] != 0x3D || index == nameStart { index += 1 }
            let name = String(decoding: tag[nameStart..<index], as: UTF8.self).lowercased()
            while index < tag.count, tag[index] <= 0x20 { index += 1 }
            var value: [UInt8] = []
            if index < tag.count, tag[index] == 0x3D {
                index += 1
                while index < tag.count, tag[index] <= 0x20 { index += 1 }
                let quote = index < tag.count && (tag[index] == 0x22 || tag[index] == 0x27) ? tag[index] : 0
                if quote != 0 { index += 1 }
                let valueStart = index
                while index < tag.count, quote != 0 ? tag[index] != quote : !isEnd(tag[index]) { index += 1 }
                HTMLText.append(UnsafeRawBufferPointer(rebasing: tag[valueStart..<index]), to: &value)
                if quote != 0, index < tag.count { index += 1 }
            }
            if attributes.count >= limits.attributes {
                throw .tooLarge(part: "", limit: "attributes in one start tag", value: limits.attributes)
            }
            attributes.append((name, String(decoding: value, as: UTF8.self)))
        }
        return attributes
    }
}
