/// Takes one cleaned street line apart.
struct StreetParser {
    let bytes: UnsafeRawBufferPointer
    let country: CountryCode?

    func line() -> StreetLine {
        var line = StreetLine()
        guard bytes.count <= Longest.field else {
            line.street = bytes.copied
            return line
        }
        var words = words()
        guard !words.isEmpty else { return line }
        if isPostBox(words) {
            line.rest = bytes.copied
            return line
        }
        takeUnit(&words, &line)
        if numberComesFirst(words) {
            takeLeading(&words, &line)
        } else {
            takeTrailing(&words, &line)
        }
        line.street = join(words)
        return line
    }

    /// A word; `afterComma` where a comma stands before it.
    struct Word {
        var range: Range<Int>
        var key: [UInt8]
        var afterComma = false
    }

    private func words() -> [Word] {
        var words: [Word] = []
        var start = 0
        var comma = false
        for at in 0...bytes.count
        where at == bytes.count || bytes[at] == Byte.space || bytes[at] == Byte.comma || bytes[at] == Byte.semicolon {
            if at > start {
                append(start..<at, comma, &words)
                comma = false
            }
            if at < bytes.count, bytes[at] != Byte.space { comma = true }
            start = at + 1
        }
        return words
    }

    /// `Hauptstr.12`, `Blumenstraße98`, `C/Goya`: a number glued to a street is a word of its own.
    private func append(_ range: Range<Int>, _ comma: Bool, _ words: inout [Word]) {
        let part = bytes.part(range)
        if let cut = Self.gluedNumber(part) {
            words.append(
                Word(
                    range: range.lowerBound..<range.lowerBound + cut, key: LookupKey.of(part.part(0..<cut)),
                    afterComma: comma))
            words.append(
                Word(range: range.lowerBound + cut..<range.upperBound, key: LookupKey.of(part.part(cut..<part.count))))
            return
        }
        let key = LookupKey.of(part)
        if !key.isEmpty { words.append(Word(range: range, key: key, afterComma: comma)) }
    }

    /// Where the number begins that is glued to the street in this word: `Hauptstr.12`, `Blumenstraße98a`,
    /// `Salzstr.12-14`; nil where there is none.
    static func gluedNumber(_ part: UnsafeRawBufferPointer) -> Int? {
        var cut = part.count
        while cut > 0 {
            let byte = part[cut - 1]
            let isLetterBehind = cut == part.count && byte.isASCIILetter && cut > 1 && part[cut - 2].isASCIIDigit
            let isBetween =
                (byte == Byte.hyphen || byte == Byte.slash) && cut > 1 && cut < part.count
                && part[cut - 2].isASCIIDigit && part[cut].isASCIIDigit
            guard byte.isASCIIDigit || isLetterBehind || isBetween else { break }
            cut -= 1
        }
        guard cut >= 4, cut < part.count else { return nil }
        let letters = part.part(0..<cut)
        guard !letters.contains(where: \.isASCIIDigit), letters[cut - 1] != Byte.hyphen, letters[cut - 1] != Byte.slash,
            letters.last == Byte.dot || endsLikeStreet(letters)
        else { return nil }
        return cut
    }

    private static func endsLikeStreet(_ letters: UnsafeRawBufferPointer) -> Bool {
        let key = LookupKey.of(letters)
        return StreetWords.germanEndings.contains { key.count > $0.count && key.suffix($0.count).elementsEqual($0) }
    }

    private func text(_ word: Word) -> UnsafeRawBufferPointer { bytes.part(word.range) }

    /// The text from the first to the last of these words, as it stands, without a comma at its end.
    private func join(_ words: [Word]) -> [UInt8] {
        guard let first = words.first else { return [] }
        var out: [UInt8] = []
        var previous = first.range.lowerBound
        for word in words {
            // What stands between two words is kept: a comma, or the dash of `12 - 14`.
            if word.range.lowerBound > previous {
                let gap = bytes.part(previous..<word.range.lowerBound)
                if gap.allSatisfy({ $0 == Byte.space || $0 == Byte.comma || $0 == Byte.semicolon }) {
                    if gap.contains(Byte.comma), !out.isEmpty { out.append(Byte.comma) }
                    out.append(Byte.space)
                } else {
                    out.append(contentsOf: gap)
                }
            }
            out.append(contentsOf: text(word))
            previous = word.range.upperBound
        }
        return out
    }

    // MARK: - Parts

    private func isPostBox(_ words: [Word]) -> Bool {
        let first = words[0].key
        if StreetWords.postBoxes[first] != nil { return true }
        guard words.count > 1 else { return false }
        return StreetWords.postBoxes[first + [Byte.space] + words[1].key] != nil
            || words.count > 2
                && StreetWords.postBoxes[first + [Byte.space] + words[1].key + [Byte.space] + words[2].key] != nil
    }

    /// `Apt 6`, `Ste 36`, `#23`, `Flat 32,` in front, `Wohnung 3`, `4º A`.
    private func takeUnit(_ words: inout [Word], _ line: inout StreetLine) {
        if words.count > 3, StreetWords.units[words[0].key] != nil,
            words[1].key.contains(where: \.isASCIIDigit) || words[1].key.count <= 2,
            words[2].afterComma || words[2].key.first?.isASCIIDigit == true
        {
            line.unit = join(Array(words[0...1]))
            words.removeFirst(2)
            return
        }
        for index in words.indices.dropFirst() {
            let word = words[index]
            let isSign = text(word).first == UInt8(ascii: "#")
            // `Unit` needs something behind it; a Spanish floor is a sign of its own.
            let isUnit = StreetWords.units[word.key] != nil && index + 1 < words.count && hasNumberBefore(words, index)
            let isFloor = isOrdinalFloor(text(word)) && hasNumberBefore(words, index)
            if isSign || isUnit || isFloor {
                line.unit = join(Array(words[index...]))
                words.removeSubrange(index...)
                return
            }
        }
    }

    private func hasNumberBefore(_ words: [Word], _ index: Int) -> Bool {
        words[..<index].contains { $0.key.first?.isASCIIDigit == true }
    }

    /// `4º`, `3ª`
    private func isOrdinalFloor(_ word: UnsafeRawBufferPointer) -> Bool {
        let digits = word.prefix(while: \.isASCIIDigit).count
        guard digits > 0, word.count == digits + 2, word[digits] == 0xC2 else { return false }
        return word[digits + 1] == 0xBA || word[digits + 1] == 0xAA || word[digits + 1] == 0xB0
    }

    private func isNumber(_ word: Word) -> Bool {
        let key = word.key
        guard let first = key.first, first.isASCIIDigit else { return false }
        // 12, 12a, 3-5, 12/3, 5b-7: digits with at most two letters in a row, no ordinals (`42nd`).
        let letters = key.filter(\.isASCIILetter).count
        let digits = key.filter(\.isASCIIDigit).count
        guard digits <= 6, letters <= 2 else { return false }
        // `42nd` is a street; of two letters only `12 a-b` is left.
        if letters == 2, !key.contains(Byte.space) { return false }
        return key.allSatisfy {
            $0.isASCIIAlphanumeric || $0 == Byte.space || $0 == Byte.slash || $0 == Byte.plus
        }
    }

    private func numberComesFirst(_ words: [Word]) -> Bool {
        guard words.count > 1, isNumber(words[0]) else { return false }
        if let country {
            if StreetWords.numberFirst.contains(country) { return true }
            // Elsewhere only where no number stands at the end: `1. Straße 5` has one.
            return !words.dropFirst().contains(where: isNumber)
        }
        return !(words.last.map(isNumber) ?? false) || StreetWords.leadingTypes[words[1].key] != nil
    }

    private func takeLeading(_ words: inout [Word], _ line: inout StreetLine) {
        var count = 1
        // `64 bis`, `12 A`, `3 - 5`
        if words.count > 2, StreetWords.numberAdditions[words[1].key] != nil { count = 2 }
        line.houseNumber = join(Array(words[..<count]))
        words.removeFirst(count)
    }

    private func takeTrailing(_ words: inout [Word], _ line: inout StreetLine) {
        guard words.count > 1 else { return }
        // Spanish for "without a number".
        if let last = words.last, text(last).equalsIgnoringCase("s/n") {
            line.houseNumber = text(last).copied
            words.removeLast()
            return
        }
        // `Calle Mayor, 5, bajo`: the number may have words behind it that a comma parts.
        if let index = words.indices.dropFirst().last(where: { isNumber(words[$0]) && !isPartOfName(words, $0) }) {
            var end = index + 1
            while end < words.count, isAddition(words, end) { end += 1 }
            let isLast = end == words.count || words[end].afterComma
            guard
                isLast
                    || end - index <= 1 && words.count - end <= 2
                        && country.map({ !StreetWords.numberFirst.contains($0) }) == true
            else { return }
            var start = index
            // `12 - 14`
            if start > 1, isNumber(words[start - 1]), isRange(words[start - 1], words[start]) { start -= 1 }
            if start > 1, StreetWords.numberSigns[words[start - 1].key] != nil {
                line.houseNumber = join(Array(words[start..<end]))
                start -= 1
            } else {
                line.houseNumber = join(Array(words[start..<end]))
            }
            if end < words.count {
                let behind = join(Array(words[end...]))
                if line.unit.isEmpty { line.unit = behind } else { line.rest = behind }
            }
            words.removeSubrange(start...)
        }
    }

    /// Whether only a dash stands between two numbers.
    private func isRange(_ left: Word, _ right: Word) -> Bool {
        let gap = bytes.part(left.range.upperBound..<right.range.lowerBound)
        var signs = 0
        var at = 0
        while at < gap.count {
            let step = Scalars.next(gap, at)
            at += step.length
            if Scalars.isSpace(step.value) { continue }
            guard step.value == 0x2D || (0x2010...0x2015).contains(step.value) else { return false }
            signs += 1
        }
        return signs == 1
    }

    /// A letter, a range or a door behind a number.
    private func isAddition(_ words: [Word], _ index: Int) -> Bool {
        let word = words[index]
        if word.afterComma { return false }
        if word.key.count == 1, word.key[0].isASCIILetter { return true }
        return StreetWords.numberAdditions[word.key] != nil || text(word).first == Byte.slash
            || text(word).first == Byte.hyphen
    }

    /// `Straße des 17. Juni`, `Rue du 8 Mai 1945`, `Platz der Republik 1. Mai`
    private func isPartOfName(_ words: [Word], _ index: Int) -> Bool {
        if text(words[index]).last == Byte.dot { return true }
        if index + 1 < words.count, DateWords.months[words[index + 1].key] != nil { return true }
        return DateWords.months[words[index - 1].key] != nil && words[index].key.count == 4
    }
}
