/// Tells from a file's head how it is encoded.
///
/// In this order: a byte order mark (UTF-32 before UTF-16, whose mark is the beginning of the other's), the places of
/// zero bytes, strict UTF-8, else what its letters make it likeliest to be (`EncodingGuess`), cp1252 on a tie.
public struct EncodingDetector: Sendable {
    /// What the head looks like.
    public var encoding: Encoding
    /// True when the file begins with a byte order mark.
    public var hasByteOrderMark = false
    /// True when the head holds nothing but ASCII, so that any encoding but UTF-16 and UTF-32 would read it the same way.
    public var isPlain = false
    /// Lines of the head that hold characters beyond ASCII and are UTF-8.
    public var linesInUTF8 = 0
    /// Lines of the head that are no UTF-8.
    public var otherLines = 0
    /// True when the bytes don't say for sure how they are to be read, so that a person should look.
    public var isDoubtful = false
    /// Where it is doubtful: what the text could be besides, the likeliest first.
    public var others: [Encoding] = []

    private init(_ encoding: Encoding) { self.encoding = encoding }

    /// Looks at the first bytes of a file; `isWhole` says that they are all of it.
    public static func detect(head: [UInt8], isWhole: Bool) -> EncodingDetector {
        for encoding in [
            Encoding.utf32LittleEndian, .utf32BigEndian, .utf8, .utf16LittleEndian, .utf16BigEndian, .gb18030,
        ] where head.starts(with: encoding.byteOrderMark) {
            var found = EncodingDetector(encoding)
            found.hasByteOrderMark = true
            if encoding.byteOrderMark.count == 2, let wider = wideEncoding(Array(head.dropFirst(2))),
                wider == .utf32LittleEndian || wider == .utf32BigEndian
            {
                // The mark of UTF-16 before text in UTF-32.
                found.encoding = wider
            }
            if encoding == .utf8 { found.countLines(head, isWhole) }
            return found
        }
        if let wide = wideEncoding(head) { return EncodingDetector(wide) }
        var found = EncodingDetector(.utf8)
        found.countLines(head, isWhole)
        // A file of both is read line by line as UTF-8, else cp1252; a few lines that happen to be UTF-8 prove nothing.
        if found.otherLines > found.linesInUTF8 * 20 {
            let guess = EncodingGuess(head: head)
            found.encoding = guess.encoding
            found.isDoubtful = guess.isDoubtful
            found.others = guess.others
        }
        return found
    }

    /// UTF-16 or UTF-32 by where the zero bytes are.
    private static func wideEncoding(_ head: [UInt8]) -> Encoding? {
        let count = min(head.count, 64 << 10) & ~3
        let looked = count >= 4 ? count : head.count & ~1
        guard looked >= 2 else { return nil }
        var zeros = [0, 0, 0, 0]
        for index in 0..<looked where head[index] == 0 { zeros[index & 3] += 1 }
        let quarter = looked / 4
        if quarter > 0 {
            // Almost all characters of real text lie in the lowest plane.
            if zeros[3] == quarter && zeros[2] * 10 >= quarter * 9 && zeros[0] * 10 < quarter {
                return .utf32LittleEndian
            }
            if zeros[0] == quarter && zeros[1] * 10 >= quarter * 9 && zeros[3] * 10 < quarter { return .utf32BigEndian }
        }
        let even = zeros[0] + zeros[2]
        let odd = zeros[1] + zeros[3]
        let half = looked / 2
        // A few NULs in other text are no sign of anything.
        if odd * 100 >= half * 15 && even * 20 < odd { return .utf16LittleEndian }
        if even * 100 >= half * 15 && odd * 20 < even { return .utf16BigEndian }
        return nil
    }

    private mutating func countLines(_ head: [UInt8], _ isWhole: Bool) {
        head.withUnsafeBufferPointer { buffer in
            guard let text = buffer.baseAddress else { return }
            var end = buffer.count
            if !isWhole {
                // The last line is cut, maybe inside a character.
                while end > 0 && text[end - 1] != 0x0A && text[end - 1] != 0x0D { end -= 1 }
                if end == 0 { end = max(0, buffer.count - 3) }
            }
            var at = 0
            while at < end {
                var lineEnd = at
                var isPlainLine = true
                while lineEnd < end && text[lineEnd] != 0x0A && text[lineEnd] != 0x0D {
                    if text[lineEnd] >= 0x80 { isPlainLine = false }
                    lineEnd += 1
                }
                if !isPlainLine {
                    if EncodingUTF8.firstInvalid(text, from: at, to: lineEnd) == lineEnd {
                        linesInUTF8 += 1
                    } else {
                        otherLines += 1
                    }
                }
                at = lineEnd + 1
            }
        }
        isPlain = linesInUTF8 == 0 && otherLines == 0 && !hasByteOrderMark
    }
}
