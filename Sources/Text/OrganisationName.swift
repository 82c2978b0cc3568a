/// A word of an organisation's name as matching sees it.
public struct OrganisationWord: Sendable, Hashable {
    /// Small letters without marks.
    public var key: [UInt8]
    /// Whether the word tells nothing about which organisation it is (`und`, `group`).
    public var isStopWord: Bool
}

/// An organisation's name, taken apart.
public struct OrganisationName: Sendable, Hashable {
    /// The whole name, cleaned, the legal form with the usual dots and capitals. A form that was written out stays
    /// written out.
    public var name: [UInt8] = []
    /// The name without its legal form.
    public var core: [UInt8] = []
    /// The legal form, if the name has one.
    public var legalForm: LegalForm?
    /// What became of the name as given.
    public var verdict: Verdict = .unchanged

    /// The core's words for matching; stop words are marked, not left out.
    public var matchWords: [OrganisationWord] {
        core.withUnsafeBytes { core in
            let tokens = OrganisationTokens(core)
            return (0..<tokens.count).filter { !tokens.isAnd($0) }.map { index in
                let key = [UInt8](tokens.key(index))
                return OrganisationWord(key: key, isStopWord: OrganisationWords.stopWords[key] != nil)
            }
        }
    }

    /// Takes a name apart. `country` decides between forms of the same letters. With `fixesCase`, names in capitals
    /// or in small letters get the case they are written in.
    public static func read(
        _ bytes: UnsafeRawBufferPointer, country: CountryCode? = nil, fixesCase: Bool = true
    ) -> OrganisationName {
        var cleaned: [UInt8] = []
        let changes = TextCleaning.line.clean(bytes, into: &cleaned)
        var name = cleaned.withUnsafeBytes { split($0, country, fixesCase) }
        if name.verdict == .unchanged {
            name.verdict = changes.verdict.isDoubtful ? changes.verdict : Verdict.comparing(bytes, name.name)
        }
        return name
    }

    /// Takes a name apart.
    public static func read(_ text: String, country: CountryCode? = nil, fixesCase: Bool = true) -> OrganisationName {
        text.withBytes { read($0, country: country, fixesCase: fixesCase) }
    }

    /// Whether a text in a person's name field is an organisation's name: by its legal form or a word no person is
    /// called by.
    public static func looksLikeOrganisation(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count <= Longest.field else { return false }
        let tokens = OrganisationTokens(bytes)
        guard tokens.count >= 2 || tokens.keys.count >= 6 else { return false }
        for index in 0..<tokens.count {
            let isTelling = tokens.key(index).withUnsafeBytes { key in
                OrganisationWords.telling[key] != nil
                    || index > 0 && tokens.isAnd(index - 1) && OrganisationWords.companions[key] != nil
            }
            if isTelling { return true }
        }
        guard let found = form(tokens, bytes, nil, Casing.letterCase(bytes)), found.range.count < tokens.count else {
            return false
        }
        // Two letters may be a family name (`MARIA SA`), unless they are written with dots.
        let key = tokens.key(found.range)
        let given =
            tokens.ranges[found.range.lowerBound].lowerBound..<tokens.ranges[found.range.upperBound - 1].upperBound
        return key.count > 2 || shortForms[Array(tokens.keys[key])] != nil || bytes.part(given).contains(Byte.dot)
    }

    /// Whether two words' keys, apart and joined, are in none of the tables that tell organisations.
    static func isPlain(
        _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer, joined: UnsafeRawBufferPointer
    ) -> Bool {
        !OrganisationWords.telling.contains(first) && !OrganisationWords.telling.contains(second)
            && !LegalForm.table.contains(first) && !LegalForm.table.contains(second)
            && !LegalForm.table.contains(joined)
    }

    /// Whether a text in a person's name field is an organisation's name.
    public static func looksLikeOrganisation(_ text: String) -> Bool { text.withBytes { looksLikeOrganisation($0) } }

    // MARK: -

    private static func split(
        _ bytes: UnsafeRawBufferPointer, _ country: CountryCode?, _ fixesCase: Bool
    ) -> OrganisationName {
        var result = OrganisationName()
        guard !bytes.isEmpty else { return result }
        guard bytes.count <= Longest.field else {
            result.name = bytes.copied
            result.core = result.name
            return result
        }
        let letterCase = Casing.letterCase(bytes)
        let tokens = OrganisationTokens(bytes)
        guard let found = form(tokens, bytes, country, letterCase) else {
            result.core = cased(bytes, letterCase, fixesCase)
            result.name = result.core
            return result
        }
        result.legalForm = found.written.form
        if found.range.count == tokens.count {
            result.name = bytes.copied
            result.verdict = .doubtful(.organisationOnlyLegalForm)
            return result
        }
        let start = tokens.ranges[found.range.lowerBound].lowerBound
        let end = formEnd(bytes, tokens.ranges[found.range.upperBound - 1].upperBound)
        let before = trimmed(bytes.part(0..<start), atEnd: true)
        let after = trimmed(bytes.part(end..<bytes.count), atEnd: false)
        let first = before.isEmpty ? [] : cased(before, letterCase, fixesCase)
        var last = after.isEmpty ? [] : cased(after, letterCase, fixesCase)
        let spelling = [UInt8](found.written.spelling.utf8)
        result.core = first + (first.isEmpty || last.isEmpty ? [] : [Byte.space]) + last
        if !last.isEmpty, bytes[end..<bytes.count].first == Byte.comma {
            last = [Byte.comma, Byte.space] + last
        } else if !last.isEmpty {
            last = [Byte.space] + last
        }
        result.name = first + (first.isEmpty ? [] : [Byte.space]) + spelling + last
        return result
    }

    /// Behind a form's dot and closing bracket.
    private static func formEnd(_ bytes: UnsafeRawBufferPointer, _ end: Int) -> Int {
        var end = end
        while end < bytes.count, bytes[end] == Byte.dot || bytes[end] == Byte.close { end += 1 }
        return end
    }

    private static func trimmed(_ bytes: UnsafeRawBufferPointer, atEnd: Bool) -> UnsafeRawBufferPointer {
        var start = 0
        var end = bytes.count
        func isLoose(_ byte: UInt8) -> Bool { byte.isASCIISpace || byte == Byte.comma || byte == Byte.hyphen }
        while end > start, isLoose(bytes[end - 1]) || (atEnd && bytes[end - 1] == Byte.open) { end -= 1 }
        while start < end, isLoose(bytes[start]) { start += 1 }
        return bytes.part(start..<end)
    }

    private static func form(
        _ tokens: OrganisationTokens, _ bytes: UnsafeRawBufferPointer, _ country: CountryCode?,
        _ letterCase: LetterCase
    ) -> (written: LegalForm.Written, range: Range<Int>)? {
        // No form has more words than this; a longer text is no name.
        let longest = 9
        let count = tokens.count
        guard count > 0 else { return nil }
        for start in max(0, count - longest)..<count {
            if let found = accepted(tokens, start..<count, bytes, country, letterCase) { return (found, start..<count) }
        }
        for end in stride(from: min(count - 1, 4), to: 0, by: -1) {
            if let found = accepted(tokens, 0..<end, bytes, country, letterCase, leading: true) {
                return (found, 0..<end)
            }
        }
        guard count <= 40 else { return nil }
        for start in 1..<max(1, count) {
            for end in stride(from: min(count - 1, start + longest), to: start, by: -1) {
                if let found = accepted(tokens, start..<end, bytes, country, letterCase), found.form.isTelling {
                    return (found, start..<end)
                }
            }
        }
        return nil
    }

    /// The form that these tokens are, unless they may as well be an ordinary word.
    private static func accepted(
        _ tokens: OrganisationTokens, _ range: Range<Int>, _ bytes: UnsafeRawBufferPointer, _ country: CountryCode?,
        _ letterCase: LetterCase, leading: Bool = false
    ) -> LegalForm.Written? {
        let place = tokens.key(range)
        guard place.count <= 48 else { return nil }
        let given = bytes.part(
            tokens.ranges[range.lowerBound].lowerBound..<tokens.ranges[range.upperBound - 1].upperBound)
        let found = tokens.keys.withUnsafeBytes { LegalForm.written($0.part(place), given, country, leading: leading) }
        guard let found else { return nil }
        let hasSigns = given.contains { $0 == Byte.dot || $0 == Byte.slash }
        if place.count > 3 || letterCase != .mixed || hasSigns || Casing.letterCase(given) == .upper { return found }
        let form = found.form
        if form.spelling.withBytes({ given.elementsEqual($0) }) { return found }
        let isAtHome = country.map { form.countries.contains($0) } ?? false
        let isTitled = given[0].isASCIIUpper
        // Two or three letters in a name of both cases: `Meier Ag`, `Smith inc`, but not `Bistro Sa`.
        if place.count == 3 { return isTitled || isAtHome || form.isTelling ? found : nil }
        return isTitled && form.isTelling && isAtHome || shortForms[Array(tokens.keys[place])] != nil ? found : nil
    }

    /// Forms of two letters that no name ends with by chance.
    private static let shortForms = WordTable<Bool>(words: "ag kg ug ek ev", exact: true)

    private static func cased(_ bytes: UnsafeRawBufferPointer, _ letterCase: LetterCase, _ fixesCase: Bool) -> [UInt8] {
        guard fixesCase, letterCase == .upper || letterCase == .lower else { return bytes.copied }
        var words = CaseWord.all(bytes)
        for index in words.indices where words[index].isWord {
            var word = words[index]
            let key = word.key
            if OrganisationWords.abbreviations[key] != nil || (letterCase == .upper && isAbbreviation(key)) {
                word.upper()
            } else if word.ordinal > 0, OrganisationWords.small[key] != nil {
                word.lower()
            } else if !word.scalars.contains(where: Scalars.isDigit) || key.count > 3 {
                word.capitalise()
            }
            words[index] = word
        }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        for word in words { word.append(to: &out) }
        return out
    }

    /// Two to five consonants: `DHL`, `KFZ`.
    private static func isAbbreviation(_ key: [UInt8]) -> Bool {
        guard (2...5).contains(key.count), key.allSatisfy(\.isASCIILower) else { return false }
        if key.elementsEqual("st".utf8) || key.elementsEqual("dr".utf8) || key.elementsEqual("mr".utf8) { return false }
        let vowels = [UInt8]("aeiouy".utf8)
        return !key.contains { vowels.contains($0) }
    }
}
