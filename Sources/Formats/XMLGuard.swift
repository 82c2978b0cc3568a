#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Looks through the bytes of an XML text before the parser does and refuses what is only there to do harm.
///
/// Refused are a document type declaration and with it every entity, start tags that are too long or have too many
/// attributes, and nesting that is too deep. Broken XML is let through: the parser says what is wrong with it.
struct XMLGuard {
    private enum State {
        case text
        case tagOpen
        case startTag
        case endTag
        case declaration
        case instruction
        case comment
        case characterData
    }

    private let limits: FormatLimits
    private let part: String
    private var state = State.text
    private var depth = 0
    /// Bytes of the markup so far, from its `<`.
    private var length = 0
    private var attributes = 0
    private var quote: UInt8 = 0
    /// The last two bytes, for ends of two or three bytes.
    private var last: UInt8 = 0
    private var lastButOne: UInt8 = 0

    /// True when every element that was begun has ended.
    var isBalanced: Bool { depth == 0 && state == .text }

    init(part: String, limits: FormatLimits) {
        self.part = part
        self.limits = limits
    }

    /// Looks at the next bytes; the text may be cut anywhere.
    mutating func check(_ chunk: UnsafeRawBufferPointer) throws(FormatFault) {
        guard let base = chunk.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        var index = 0
        let count = chunk.count
        while index < count {
            switch state {
            case .text:
                guard let found = memchr(base + index, 0x3C, count - index) else { return }
                index = base.distance(to: found.assumingMemoryBound(to: UInt8.self)) + 1
                state = .tagOpen
                length = 1
            case .tagOpen:
                let byte = base[index]
                index += 1
                length += 1
                last = 0
                lastButOne = 0
                switch byte {
                case 0x21: state = .declaration
                case 0x3F: state = .instruction
                case 0x2F: state = .endTag
                default:
                    state = .startTag
                    attributes = 0
                    quote = 0
                    last = byte
                    if byte == 0x3E { try endStartTag() }
                }
            case .startTag: try scanStartTag(base, &index, count)
            case .endTag:
                guard let found = memchr(base + index, 0x3E, count - index) else { return }
                index = base.distance(to: found.assumingMemoryBound(to: UInt8.self)) + 1
                depth -= 1
                state = .text
            case .declaration: try scanDeclaration(base, &index, count)
            case .instruction, .comment, .characterData: try scanUntilEnd(base, &index, count)
            }
        }
    }

    private mutating func scanStartTag(_ base: UnsafePointer<UInt8>, _ index: inout Int, _ count: Int)
        throws(FormatFault)
    {
        while index < count {
            let byte = base[index]
            index &+= 1
            length &+= 1
            if length > limits.startTagBytes {
                throw .tooLarge(part: part, limit: "bytes in one start tag", value: limits.startTagBytes)
            }
            if quote != 0 {
                if byte == quote { quote = 0 }
            } else if byte == 0x22 || byte == 0x27 {
                quote = byte
                attributes &+= 1
                if attributes > limits.attributes {
                    throw .tooLarge(part: part, limit: "attributes in one start tag", value: limits.attributes)
                }
            } else if byte == 0x3E {
                try endStartTag()
                return
            }
            last = byte
        }
    }

    private mutating func endStartTag() throws(FormatFault) {
        state = .text
        if last == 0x2F { return }
        depth += 1
        if depth > limits.depth {
            throw .tooLarge(part: part, limit: "elements inside one another", value: limits.depth)
        }
    }

    /// After `<!`: a comment, a section of character data, or what is refused.
    private mutating func scanDeclaration(_ base: UnsafePointer<UInt8>, _ index: inout Int, _ count: Int)
        throws(FormatFault)
    {
        let section: StaticString = "[CDATA["
        while index < count {
            let byte = base[index]
            index += 1
            length += 1
            let position = length - 3
            if byte == 0x2D, position == 0 || (position == 1 && last == 0x2D) {
                last = byte
                if position == 1 {
                    state = .comment
                    last = 0
                    return
                }
                continue
            }
            guard position < section.utf8CodeUnitCount, last != 0x2D, byte == section.utf8Start[position] else {
                throw .refused(part: part, reason: "a document type declaration (DTD) is not allowed")
            }
            if position == section.utf8CodeUnitCount - 1 {
                state = .characterData
                last = 0
                return
            }
        }
    }

    /// Inside `<? … ?>`, `<!-- … -->` or `<![CDATA[ … ]]>`.
    private mutating func scanUntilEnd(_ base: UnsafePointer<UInt8>, _ index: inout Int, _ count: Int)
        throws(FormatFault)
    {
        while index < count {
            let byte = base[index]
            index += 1
            length += 1
            let ends =
                byte == 0x3E
                && (state == .instruction
                    ? last == 0x3F
                    : state == .comment ? last == 0x2D && lastButOne == 0x2D : last == 0x5D && lastButOne == 0x5D)
            lastButOne = last
            last = byte
            if ends {
                state = .text
                return
            }
            if state != .characterData, length > limits.cellBytes {
                throw .tooLarge(part: part, limit: "bytes in one comment", value: limits.cellBytes)
            }
        }
    }
}
