/// Tells from a file's head how it is encoded.
///
/// In this order: a byte order mark (UTF-32 before UTF-16, whose mark is the beginning of the other's), the places of
/// zero bytes, strict UTF-8, else cp1252. Others are only suggested: single bytes alone can't prove them.
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
    /// An encoding in which the head makes more sense, or nil.
    public var suggestion: Encoding?
    /// True when the bytes don't look like text of the encoding, so that a person should look.
    public var isDoubtful = false

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
            found.encoding = .cp1252
            found.judge(head)
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

    /// Whether the bytes make sense as cp1252, and what else they could be.
    private mutating func judge(_ head: [UInt8]) {
        // Where the umlauts and accents of Western names are in Mac Roman and in the DOS code page.
        let macLetters: Set<UInt8> = [0x80, 0x85, 0x86, 0x8A, 0x9A, 0x9F, 0xA7, 0x8E, 0x8F, 0x8D, 0x88, 0x96, 0x87]
        let dosLetters: Set<UInt8> = [0x81, 0x84, 0x94, 0x8E, 0x99, 0x9A, 0xE1, 0x82, 0x8A, 0x85, 0x83, 0x87]
        // Letters and signs that cp1252 itself has inside words.
        let inWords: Set<UInt8> = [0x8A, 0x8C, 0x8E, 0x9A, 0x9C, 0x9E, 0x9F, 0x92, 0x96, 0x97, 0x91, 0x83]
        var high = 0
        var letters = 0
        var strange = 0
        var mac = 0
        var dos = 0
        for index in head.indices {
            let byte = head[index]
            if isLetter(byte) { letters += 1 }
            if byte < 0x80 { continue }
            high += 1
            let inside =
                index > 0 && index + 1 < head.count && isLetter(head[index - 1]) && isLetter(head[index + 1])
            if (byte < 0xA0 && inside && !inWords.contains(byte)) || EncodingTable.cp1252.entries[Int(byte & 0x7F)] == 0
            {
                strange += 1
            }
            if inside && macLetters.contains(byte) { mac += 1 }
            if inside && dosLetters.contains(byte) { dos += 1 }
        }
        if strange * 10 >= high {
            isDoubtful = true
            if mac > dos && mac * 2 >= high { suggestion = .macRoman }
            if dos > mac && dos * 2 >= high { suggestion = .cp850 }
        }
        // Western text has a few accents in a word, not words of nothing else.
        if high * 2 > letters { isDoubtful = true }
    }

    private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
}
