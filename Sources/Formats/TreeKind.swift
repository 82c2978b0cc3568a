/// What a file's first bytes say about the tree in it.
public struct TreeKind: Sendable, Equatable {
    /// How trees are written.
    public enum Notation: String, Sendable {
        /// JSON: one document, several, or one a line.
        case json
        /// XML.
        case xml
    }

    /// How the tree is written.
    public let notation: Notation
    /// How the text is encoded.
    public let encoding: Encoding

    /// So many bytes are looked at.
    public static let headBytes = 64 << 10

    /// Names the kind of a text.
    public init(_ notation: Notation, _ encoding: Encoding) {
        self.notation = notation
        self.encoding = encoding
    }

    /// Looks at a file's first bytes; nil when they begin neither. Throws for XML in an encoding that isn't read.
    public static func detect(_ head: [UInt8], isWhole: Bool) throws(FormatFault) -> TreeKind? {
        let found = EncodingDetector.detect(head: head, isWhole: isWhole)
        let text: [UInt8]
        do throws(DelimitedFault) { text = try found.encoding.decode(Array(head.prefix(4 << 10))) } catch { return nil }
        guard let first = text.firstIndex(where: { $0 > 0x20 }) else { return nil }
        let rest = text[first...]
        switch text[first] {
        case 0x3C:
            guard let next = rest.dropFirst().first, isNameStart(next) || next == 0x3F || next == 0x21 else {
                return nil
            }
            return TreeKind(.xml, try encoding(of: rest, found))
        case 0x7B:
            guard let next = rest.dropFirst().first(where: { $0 > 0x20 }), next == 0x22 || next == 0x7D else {
                return nil
            }
            return TreeKind(.json, found.encoding == .cp1252 ? .utf8 : found.encoding)
        case 0x5B:
            guard let next = rest.dropFirst().first(where: { $0 > 0x20 }), next == 0x7B || next == 0x5D || next == 0x5B
            else { return nil }
            return TreeKind(.json, found.encoding == .cp1252 ? .utf8 : found.encoding)
        default: return nil
        }
    }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x5F || byte >= 0x80
    }

    /// What the XML declaration says, unless the bytes themselves say otherwise.
    private static func encoding(of text: ArraySlice<UInt8>, _ found: EncodingDetector) throws(FormatFault) -> Encoding
    {
        if found.hasByteOrderMark || found.encoding == .utf16LittleEndian || found.encoding == .utf16BigEndian
            || found.encoding == .utf32LittleEndian || found.encoding == .utf32BigEndian
        {
            return found.encoding
        }
        guard text.starts(with: Array("<?xml".utf8)) else { return .utf8 }
        guard let label = XMLScanner.encodingLabel(text.prefix { $0 != 0x3E }) else { return .utf8 }
        guard let encoding = Encoding(label: label) else {
            throw .refused(
                part: "", reason: "its declaration says that it is written in \(label), which is not read")
        }
        // Declared by what was in memory, though the bytes say that the file is none.
        return encoding == .utf16LittleEndian || encoding == .utf16BigEndian ? .utf8 : encoding
    }
}
