/// Takes one cleaned cell of people's names apart.
struct NameParser {
    let bytes: UnsafeRawBufferPointer
    let order: PersonNameOrder
    let country: CountryCode?

    /// A word with its lookup key.
    struct Word {
        var range: Range<Int>
        var key: [UInt8]
    }

    /// The people, one or two.
    func people() -> [PersonName] {
        let inner = withoutQuotes()
        guard let (left, right) = halves(inner) else { return single(inner).map { [$0] } ?? [] }
        return couple(left, right)
    }

    /// Whether two words' keys are in none of the tables that this parser asks for two words.
    static func isPlain(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Bool {
        !NameWords.titles.contains(first) && !NameWords.suffixes.contains(second)
            && !NameWords.households.contains(first) && !NameWords.households.contains(second)
            && !ands.contains(first) && !ands.contains(second)
    }

    static func isHousehold(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let words = Self.words(bytes, 0..<bytes.count)
        guard let first = words.first, let last = words.last else { return false }
        return NameWords.households[first.key] != nil || (words.count > 2 && NameWords.households[last.key] != nil)
    }

    /// `Frau`, `Herr`, `Mr & Mrs`: nothing but forms of address.
    static func isFormOfAddress(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count <= 40 else { return false }
        let words = Self.words(bytes, 0..<bytes.count)
        return !words.isEmpty
            && words.allSatisfy { word in
                if ands[word.key] != nil || word.key.elementsEqual("&".utf8) || word.key.elementsEqual("/".utf8) {
                    return words.count > 1
                }
                guard NameWords.doubtfulTitles[word.key] == nil else { return false }
                switch NameWords.titles[word.key] {
                case .male, .female: return true
                case .title, nil: return false
                }
            }
    }

    /// Whether the first word has three letters or more, all capitals, and no other word has only capitals.
    static func beginsWithCapitals(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard !bytes.contains(Byte.comma), !bytes.contains(Byte.ampersand), !bytes.contains(Byte.slash),
            !bytes.contains(Byte.dot)
        else { return false }
        let words = Self.words(bytes, 0..<bytes.count)
        guard words.count >= 2, words[0].range.count >= 3, NameWords.titles[words[0].key] == nil else { return false }
        let isUpper = words.map { Casing.letterCase(bytes.part($0.range)) == .upper }
        return isUpper[0] && !isUpper.dropFirst().contains(true)
            && Scalars.all(bytes.part(words[0].range)).count >= 3
    }

    private func withoutQuotes() -> Range<Int> {
        var start = 0
        var end = bytes.count
        func isLoose(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: "\"") || byte == Byte.comma || byte == Byte.semicolon || byte.isASCIISpace
        }
        while start < end, isLoose(bytes[start]) { start += 1 }
        while end > start, isLoose(bytes[end - 1]) { end -= 1 }
        return start..<end
    }

    static func words(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> [Word] {
        var words: [Word] = []
        var start = range.lowerBound
        for at in range.lowerBound...range.upperBound
        where at == range.upperBound || bytes[at] == Byte.space || bytes[at] == Byte.comma {
            if at > start {
                // `Dr.Meier`, `H.-P.`: a dot before a letter ends a title, not an initial.
                append(bytes, start..<at, &words)
            }
            start = at + 1
        }
        return words
    }

    private static func append(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, _ words: inout [Word]) {
        let part = bytes.part(range)
        if let dot = part.firstIndex(of: Byte.dot, from: 0), dot >= 2, dot + 1 < part.count,
            part[dot + 1].isASCIILetter || part[dot + 1] >= 0x80,
            NameWords.titles[LookupKey.of(part.part(0..<dot))] != nil, NameWords.titles[LookupKey.of(part)] == nil
        {
            words.append(
                Word(range: range.lowerBound..<range.lowerBound + dot + 1, key: LookupKey.of(part.part(0..<dot))))
            append(bytes, range.lowerBound + dot + 1..<range.upperBound, &words)
            return
        }
        let key = LookupKey.of(part)
        if !key.isEmpty { words.append(Word(range: range, key: key)) }
    }

    // MARK: - Two people

    /// What stands on both sides of "und", "&", "/" or their like.
    private func halves(_ range: Range<Int>) -> (Range<Int>, Range<Int>)? {
        let hasSign = bytes.part(range).contains {
            $0 == Byte.ampersand || $0 == Byte.plus || $0 == Byte.slash || $0 == Byte.semicolon
        }
        guard hasSign || Self.words(bytes, range).contains(where: { Self.ands[$0.key] != nil }) else {
            return twoByComma(range)
        }
        for sign in Self.signs + (takesTwoFamilyNames ? Self.spanishSigns : []) {
            guard let at = find(sign, range) else { continue }
            // `José Ortega y Gasset` has one family name.
            if sign.utf8CodeUnitCount == 3, sign.description == " y " || sign.description == " e " {
                guard Self.words(bytes, range.lowerBound..<at).count == 1 else { continue }
            }
            let left = range.lowerBound..<at
            let right = at + sign.utf8CodeUnitCount..<range.upperBound
            // `von und zu Guttenberg` is one name.
            if let last = Self.words(bytes, left).last, let next = Self.words(bytes, right).first,
                NameCasing.particles[last.key] != nil, NameCasing.particles[next.key] != nil
            {
                continue
            }
            if Self.words(bytes, left).isEmpty || Self.words(bytes, right).isEmpty { continue }
            return (left, right)
        }
        return nil
    }

    /// `Frau Meier, Herr Kern`, `Anna Kern, Hans Kern`: two people with a comma between them, where both have a form of
    /// address, or both end with the same family name.
    private func twoByComma(_ range: Range<Int>) -> (Range<Int>, Range<Int>)? {
        guard let comma = bytes.firstIndex(of: Byte.comma, from: range.lowerBound), comma < range.upperBound,
            !bytes.part(comma + 1..<range.upperBound).contains(Byte.comma)
        else { return nil }
        let halves = (range.lowerBound..<comma, comma + 1..<range.upperBound)
        let left = Self.words(bytes, halves.0)
        let right = Self.words(bytes, halves.1)
        guard left.count > 1, right.count > 1 else { return nil }
        let areAddressed = [left[0], right[0]].allSatisfy { word in
            switch NameWords.titles[word.key] {
            case .male, .female: true
            case .title, nil: false
            }
        }
        let isOneFamily = left.count == 2 && right.count == 2 && left[1].key == right[1].key
        return areAddressed || isOneFamily ? halves : nil
    }

    private static let ands = WordTable<Bool>(words: "und u and et og och y e", exact: true)

    private static let signs: [StaticString] = [
        " & ", " und ", " u. ", " and ", " et ", " + ", " / ", "/", "&", ";", " og ", " och ",
    ]
    private static let spanishSigns: [StaticString] = [" y ", " e "]

    private func find(_ sign: StaticString, _ range: Range<Int>) -> Int? {
        let length = sign.utf8CodeUnitCount
        guard range.count > length else { return nil }
        for at in range.lowerBound...(range.upperBound - length)
        where bytes.part(at..<at + length).equalsIgnoringCase(sign) { return at }
        return nil
    }

    private func couple(_ left: Range<Int>, _ right: Range<Int>) -> [PersonName] {
        // `Meier, Hans und Erika`: the family name stands before the comma for both.
        if let comma = bytes.firstIndex(of: Byte.comma, from: left.lowerBound), comma < left.upperBound,
            !bytes.part(right).contains(Byte.comma), var first = single(left)
        {
            var second = named(right)
            if second.family.isEmpty || second.given.isEmpty {
                if second.given.isEmpty { second.given = second.family }
                second.family = first.family
            }
            if first.given.isEmpty { first.given = second.given }
            return [first, second]
        }
        var first = named(left)
        let lefts = Self.words(bytes, left)
        if lefts.count == 1, lefts[0].key.elementsEqual("m".utf8), let next = Self.words(bytes, right).first,
            next.key.elementsEqual("mme".utf8) || next.key.elementsEqual("madame".utf8)
        {
            first = PersonName(prefix: bytes.part(lefts[0].range).copied, gender: .male)
        }
        guard var second = single(right) else { return [first] }
        if second.given.isEmpty, second.family.isEmpty { return [first] }
        // `Hans und Erika Meier`, `Herr und Frau Meier`: the first one's family name stands with the second.
        if first.family.isEmpty || first.given.isEmpty {
            if second.family.isEmpty {
                second = PersonName(prefix: second.prefix, family: second.given, gender: second.gender)
            }
            if first.given.isEmpty, !first.family.isEmpty, !second.given.isEmpty {
                first.given = first.family
                first.family = second.family
            } else if first.family.isEmpty {
                first.family = second.family
            }
        }
        // `Mr & Mrs John Smith`: the given name is the first one's.
        if first.given.isEmpty, first.gender == .male, second.gender == .female, !second.given.isEmpty,
            !first.prefix.isEmpty
        {
            first.given = second.given
            first.middle = second.middle
            second.given = []
            second.middle = []
        }
        return [first, second]
    }

    /// One half of a couple: a lone word that is no title counts as family name for now.
    private func named(_ range: Range<Int>) -> PersonName {
        let words = Self.words(bytes, range)
        if words.allSatisfy({ NameWords.titles[$0.key] != nil }) { return titlesOnly(range) }
        return single(range) ?? titlesOnly(range)
    }

    private func titlesOnly(_ range: Range<Int>) -> PersonName {
        var name = PersonName()
        var words = Self.words(bytes, range)
        takePrefix(&words, &name, all: true)
        return name
    }

    // MARK: - One person

    private func single(_ range: Range<Int>) -> PersonName? {
        var name = PersonName()
        var commas: [Int] = []
        for at in range where bytes[at] == Byte.comma { commas.append(at) }
        // `John Smith, Jr.` has a comma and still the given name first; so has `Hans Müller, Dipl.-Kfm.`
        if let comma = commas.last {
            let behind = Self.words(bytes, comma + 1..<range.upperBound)
            let before = Self.words(bytes, range.lowerBound..<comma)
            let areSuffixes = !behind.isEmpty && behind.allSatisfy { NameWords.suffixes[$0.key] != nil }
            if areSuffixes || !behind.isEmpty && before.count > 1 && behind.allSatisfy(isTitle) {
                if areSuffixes || !behind.contains(where: { Self.doctors[$0.key] != nil }) {
                    prepend(behind, to: &name.suffix)
                } else {
                    name.prefix = join(behind)
                }
                commas.removeLast()
                return finish(commas.first, range.lowerBound..<comma, &name)
            }
        }
        return finish(commas.first, range, &name)
    }

    private func isTitle(_ word: Word) -> Bool {
        if NameWords.doubtfulTitles[word.key] != nil { return false }
        if case .title = NameWords.titles[word.key] { return true }
        return false
    }

    /// Titles that are written in front, wherever a list has them.
    private static let doctors = WordTable<Bool>(words: "dr prof doctor doktor professor dr-ing dr-med")

    private func finish(_ comma: Int?, _ range: Range<Int>, _ name: inout PersonName) -> PersonName? {
        guard let comma else {
            var words = Self.words(bytes, range)
            takeHousehold(&words)
            takePrefix(&words, &name, all: false)
            takeSuffix(&words, &name)
            split(words, &name)
            return name.given.isEmpty && name.family.isEmpty ? nil : name
        }
        var family = Self.words(bytes, range.lowerBound..<comma)
        var given = Self.words(bytes, comma + 1..<range.upperBound)
        takePrefix(&family, &name, all: false)
        takePrefix(&given, &name, all: true)
        takeSuffix(&family, &name)
        // `Smith, Jr., John`
        while given.count > 1, let first = given.first, NameWords.suffixes[first.key] != nil,
            NameWords.doubtfulSuffixes[first.key] == nil
        {
            prepend([first], to: &name.suffix)
            given.removeFirst()
        }
        takeSuffix(&given, &name)
        // `Humboldt, Alexander von`
        var particles: [Word] = []
        while given.count > 1, let last = given.last, NameCasing.particles[last.key] != nil {
            particles.insert(last, at: 0)
            given.removeLast()
        }
        name.family = join(particles + family)
        splitGiven(given, &name)
        return name.given.isEmpty && name.family.isEmpty ? nil : name
    }

    private func takeHousehold(_ words: inout [Word]) {
        if words.count > 1, NameWords.households[words[0].key] != nil { words.removeFirst() }
        if words.count > 1, let last = words.last, NameWords.households[last.key] != nil {
            words.removeLast()
            if words.count > 1, words[0].key.elementsEqual("the".utf8) { words.removeFirst() }
        }
    }

    private func takePrefix(_ words: inout [Word], _ name: inout PersonName, all: Bool) {
        while let word = words.first, all || words.count > 1 {
            let title = NameWords.titles[word.key]
            guard let title = title ?? single(letter: word, words.count) else { return }
            let isBare = name.prefix.isEmpty && !bytes.part(word.range).contains(Byte.dot)
            // `Phil Hughes` has no doctor's degree in front.
            if isBare, NameWords.degrees[word.key] != nil { return }
            if isBare, NameWords.doubtfulTitles[word.key] != nil, words.count < (all ? 2 : 3) { return }
            switch title {
            case .female: if name.gender == nil { name.gender = .female }
            case .male: if name.gender == nil { name.gender = .male }
            case .title: break
            }
            if !name.prefix.isEmpty { name.prefix.append(Byte.space) }
            name.prefix.append(contentsOf: bytes.part(word.range))
            words.removeFirst()
        }
    }

    /// `M. Dupont` is Monsieur in France, `D. Juan` and `D.ª Ana` are Spanish; elsewhere single letters are initials.
    private func single(letter word: Word, _ count: Int) -> NameWords.Title? {
        guard word.key.count == 1, count > 1, let country else { return nil }
        if country == .france, word.key[0] == UInt8(ascii: "m") { return .male }
        if country == .spain, word.key[0] == UInt8(ascii: "d"), count > 2 { return .male }
        return nil
    }

    private func takeSuffix(_ words: inout [Word], _ name: inout PersonName) {
        while words.count > 1, let last = words.last, NameWords.suffixes[last.key] != nil {
            let isUpper = Casing.letterCase(bytes.part(last.range)) == .upper
            if NameWords.doubtfulSuffixes[last.key] != nil, words.count < 3 || !isUpper { return }
            prepend([last], to: &name.suffix)
            words.removeLast()
        }
    }

    private func prepend(_ words: [Word], to suffix: inout [UInt8]) {
        let before = join(words)
        suffix = suffix.isEmpty ? before : before + [Byte.space] + suffix
    }

    private func join(_ words: some Collection<Word>) -> [UInt8] {
        var out: [UInt8] = []
        for word in words {
            if !out.isEmpty { out.append(Byte.space) }
            out.append(contentsOf: bytes.part(word.range))
        }
        return out
    }

    private func split(_ words: [Word], _ name: inout PersonName) {
        // One word with a title is a family name (`Frau Meier`); alone it is taken for one too. `de Meier` is one.
        let isFamilyOnly = words.dropLast().allSatisfy {
            NameCasing.particles[$0.key] != nil && bytes[$0.range.lowerBound].isASCIILower
                || $0.key.elementsEqual("st".utf8) && bytes[$0.range.upperBound - 1] == Byte.dot
        }
        guard words.count > 1, !isFamilyOnly else {
            name.family = join(words)
            return
        }
        if order == .familyFirst {
            var end = 1
            while end < words.count - 1, isParticle(words[end - 1]) { end += 1 }
            name.family = join(words[..<end])
            splitGiven(Array(words[end...]), &name)
            return
        }
        var start = words.count - 1
        if takesTwoFamilyNames, words.count > 2, !isInitial(words[words.count - 2]) {
            if !isParticle(words[words.count - 2]) { start -= 1 }
        }
        // Particles belong to the family name, the first one found from the front: `van der`, `de la`.
        if let first = words.indices.first(where: { $0 > 0 && $0 < start && isParticle(words[$0]) }) {
            var first = first
            // `Otto Graf von Bismarck`
            if first > 1, NameWords.ranks[words[first - 1].key] != nil { first -= 1 }
            // `Ana Gómez de la Torre`: the word before the particle is the first of two family names.
            if takesTwoFamilyNames, first > 1 { first -= 1 }
            start = first
        }
        name.family = join(words[start...])
        splitGiven(Array(words[..<start]), &name)
    }

    private var takesTwoFamilyNames: Bool {
        guard let country else { return false }
        return Self.spanish.contains(country)
    }

    private static let spanish: Set<CountryCode> = [
        .spain, CountryCode(known: "MX"), CountryCode(known: "AR"), CountryCode(known: "CO"), CountryCode(known: "CL"),
        CountryCode(known: "PE"), CountryCode(known: "VE"), CountryCode(known: "EC"), CountryCode(known: "UY"),
        CountryCode(known: "PT"),
    ]

    private func isParticle(_ word: Word) -> Bool {
        // `Karl v. Stein`
        if word.key.elementsEqual("v".utf8), bytes[word.range.lowerBound].isASCIILower { return true }
        return NameCasing.particles[word.key] != nil || NameWords.capitalParticles[word.key] != nil
    }

    private func isInitial(_ word: Word) -> Bool { word.key.count == 1 }

    private func splitGiven(_ words: [Word], _ name: inout PersonName) {
        guard let first = words.first else { return }
        name.given = bytes.part(first.range).copied
        name.middle = join(words.dropFirst())
    }
}
