/// What stands in quotes or brackets inside a person's name: a nickname, a birth name, a remark.
struct NameAsides {
    /// The name without them, single spaces between its words.
    private(set) var rest: [UInt8] = []
    private(set) var nickname: [UInt8] = []
    private(set) var aside: [UInt8] = []

    static let birthWords = WordTable<Bool>(
        words: "geb gebb geborene geborener nee ne born geboren nata nato nacida fodt")

    /// Whether it is a suffix: `(jun.)`.
    var isSuffix: Bool { NameWords.suffixes[nickname.withUnsafeBytes { LookupKey.of($0) }] != nil }

    /// Nil where nothing stands in quotes or brackets, or where what does is no aside: the whole name, several at once,
    /// a sign without its partner, a long text.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard let (open, inner, end) = Self.first(bytes) else {
            guard let (name, aside) = Self.behind(bytes) else { return nil }
            (rest, self.aside) = (name, aside)
            return
        }
        let text = bytes.part(inner).trimmed
        let words = NameParser.words(text, 0..<text.count)
        guard (1...3).contains(words.count), text.count <= 60, !text.contains(Byte.comma), text.digitCount == 0,
            Self.first(bytes.part(end..<bytes.count)) == nil
        else { return nil }
        let before = bytes.part(0..<open).trimmed
        let after = bytes.part(end..<bytes.count).trimmed
        rest = before.copied
        if !before.isEmpty, !after.isEmpty, after[0] != Byte.comma { rest.append(Byte.space) }
        rest.append(contentsOf: after)
        guard rest.contains(where: { $0.isASCIILetter || $0 >= 0x80 }) else { return nil }
        if bytes[open] == Byte.open && (words.count > 1 || Self.birthWords[words[0].key] != nil) {
            aside = text.copied
        } else {
            nickname = text.copied
        }
    }

    /// `Anna Meier geb. Koch`, `Anna Meier, née Koch`, `Hans Meier - Einkauf`: a name of two words or more, and what
    /// stands behind it without brackets.
    private static func behind(_ bytes: UnsafeRawBufferPointer) -> ([UInt8], [UInt8])? {
        guard bytes.digitCount == 0, bytes.count <= 120 else { return nil }
        let words = NameParser.words(bytes, 0..<bytes.count)
        guard words.count >= 3 else { return nil }
        func name(before end: Int) -> [UInt8] {
            var end = end
            while end > 0, bytes[end - 1] == Byte.space || bytes[end - 1] == Byte.comma { end -= 1 }
            return bytes.part(0..<end).copied
        }
        for index in words.indices.dropFirst(2).dropLast()
        where birthWords[words[index].key] != nil && bytes[words[index].range.lowerBound].isASCIILower
            && words.count - index <= 4
        {
            let start = words[index].range.lowerBound
            let aside = bytes.part(start..<bytes.count).trimmed.copied
            if aside.contains(Byte.comma) || aside.contains(Byte.slash) || aside.contains(Byte.ampersand) { return nil }
            return (name(before: start), aside)
        }
        // A department in front of a comma or behind a dash or a comma.
        for at in bytes.indices.dropFirst() where bytes[at] == Byte.hyphen || bytes[at] == Byte.comma {
            let isDash = bytes[at] == Byte.hyphen
            if isDash, bytes[at - 1] != Byte.space || at + 1 >= bytes.count || bytes[at + 1] != Byte.space { continue }
            let before = bytes.part(0..<at).trimmed
            let after = bytes.part(at + 1..<bytes.count).trimmed
            if NameWords.functions[LookupKey.of(after)] != nil, !before.isEmpty { return (before.copied, after.copied) }
            if NameWords.functions[LookupKey.of(before)] != nil, !after.isEmpty { return (after.copied, before.copied) }
        }
        return nil
    }

    /// The first pair of signs: where it opens, what is inside, where it ends.
    private static func first(_ bytes: UnsafeRawBufferPointer) -> (Int, Range<Int>, Int)? {
        for at in 0..<bytes.count {
            let sign = bytes[at]
            if sign == Byte.open || sign == UInt8(ascii: "\"") {
                let partner = sign == Byte.open ? Byte.close : sign
                guard let end = bytes.firstIndex(of: partner, from: at + 1) else { return nil }
                return (at, at + 1..<end, end + 1)
            }
            // „…“ and “…”: three bytes each, closed by U+201C or U+201D.
            if sign == 0xE2, at + 2 < bytes.count, bytes[at + 1] == 0x80, bytes[at + 2] == 0x9E || bytes[at + 2] == 0x9C
            {
                var end = at + 3
                while end + 2 < bytes.count {
                    if bytes[end] == 0xE2, bytes[end + 1] == 0x80, bytes[end + 2] == 0x9C || bytes[end + 2] == 0x9D {
                        return (at, at + 3..<end, end + 3)
                    }
                    end += 1
                }
                return nil
            }
        }
        return nil
    }
}
