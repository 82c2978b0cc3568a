/// What a cell of people's names holds.
public struct PersonNameReading: Sendable, Hashable {
    /// The people in the cell's order; empty for an empty cell, a filler or an organisation.
    public var people: [PersonName] = []
    /// The cleaned cell where it names an organisation, else empty.
    public var organisation: [UInt8] = []
    /// What became of the cell.
    public var verdict: Verdict = .unchanged
}

/// Takes people's names apart.
public struct PersonNameReader: Sendable, Hashable {
    /// The order of names without a comma.
    public var order: PersonNameOrder
    /// Decides how many of the last words are the family name (two in Spanish).
    public var country: CountryCode?
    /// Whether names in capitals or small letters get the case they are written in.
    public var fixesCase: Bool

    /// Makes a reader.
    public init(order: PersonNameOrder = .unknown, country: CountryCode? = nil, fixesCase: Bool = true) {
        self.order = order
        self.country = country
        self.fixesCase = fixesCase
    }

    /// Reads a cell with a whole name, or with several people's (`Hans und Erika Meier`).
    public func read(_ bytes: UnsafeRawBufferPointer) -> PersonNameReading {
        plain(bytes) ?? readFully(bytes)
    }

    /// `read` without the short way for plain names.
    func readFully(_ bytes: UnsafeRawBufferPointer) -> PersonNameReading {
        var cleaned: [UInt8] = []
        TextCleaning.line.clean(bytes, into: &cleaned)
        var reading = cleaned.withUnsafeBytes { cell($0) }
        if reading.verdict == .unchanged {
            let isSame = reading.people.count == 1 ? bytes.elementsEqual(reading.people[0].fullName) : bytes.isEmpty
            reading.verdict = isSame ? .unchanged : .changed
        }
        return reading
    }

    /// Reads a cell with a whole name.
    public func read(_ text: String) -> PersonNameReading { text.withBytes { read($0) } }

    /// The short way for the shape of most names: two words of ASCII letters, each with its one capital in front, that
    /// are in no table that would make them anything else. Nil where there is more to it. Gives what `readFully` gives.
    private func plain(_ bytes: UnsafeRawBufferPointer) -> PersonNameReading? {
        guard (5...60).contains(bytes.count), let gap = bytes.firstIndex(of: Byte.space, from: 2),
            gap + 2 < bytes.count, bytes[0].isASCIIUpper, bytes[gap + 1].isASCIIUpper
        else { return nil }
        for at in 1..<bytes.count where at != gap && at != gap + 1 && !bytes[at].isASCIILower { return nil }
        let isPlain = withUnsafeTemporaryAllocation(byteCount: 128, alignment: 1) { keys in
            // The name's key as a whole, and behind it without its space.
            for at in 0..<bytes.count { keys[at] = bytes[at] | 0x20 }
            let whole = UnsafeRawBufferPointer(rebasing: keys[..<bytes.count])
            let first = whole.part(0..<gap)
            let second = whole.part(gap + 1..<bytes.count)
            let joined = UnsafeMutableRawBufferPointer(rebasing: keys[64..<64 + bytes.count - 1])
            for at in 0..<gap { joined[at] = first[at] }
            for at in 0..<second.count { joined[gap + at] = second[at] }
            return NameParser.isPlain(first, second)
                && OrganisationName.isPlain(first, second, joined: UnsafeRawBufferPointer(joined))
                && !NameWords.fillers.contains(whole) && !NameWords.functions.contains(whole)
        }
        guard isPlain else { return nil }
        var person = PersonName()
        let first = bytes.part(0..<gap).copied
        let second = bytes.part(gap + 1..<bytes.count).copied
        (person.given, person.family) = order == .familyFirst ? (second, first) : (first, second)
        let isSame = order != .familyFirst || first == second
        return PersonNameReading(people: [person], verdict: isSame ? .unchanged : .changed)
    }

    private func cell(_ bytes: UnsafeRawBufferPointer) -> PersonNameReading {
        var reading = PersonNameReading()
        guard !bytes.isEmpty else { return reading }
        let key = LookupKey.of(bytes)
        if NameWords.fillers[key] != nil || !bytes.contains(where: { $0.isASCIILetter || $0 >= 0x80 })
            || NameParser.isFormOfAddress(bytes)
        {
            reading.verdict = .invalid(.namePlaceholder)
            return reading
        }
        if NameWords.functions[key] != nil {
            reading.verdict = .doubtful(.nameIsFunction)
            return reading
        }
        if let lead = NameWords.leads.first(where: { bytes.startsIgnoringCase($0) }) {
            var reading = cell(bytes.part(lead.utf8CodeUnitCount..<bytes.count).trimmed)
            if reading.verdict == .unchanged { reading.verdict = .changed }
            return reading
        }
        if bytes.contains(Byte.at) || bytes.contains(UInt8(ascii: "=")) || bytes.digitCount >= 3 || bytes.count > 200 {
            reading.verdict = .invalid(.nameUnreadable)
            return reading
        }
        if OrganisationName.looksLikeOrganisation(bytes) {
            reading.organisation = bytes.copied
            reading.verdict = .doubtful(.nameIsOrganisation)
            return reading
        }
        let letterCase = Casing.letterCase(bytes)
        // `DUPONT Jean`: one word in capitals in front is the family name in many countries' habit.
        let isFamilyMarked = order == .unknown && letterCase == .mixed && NameParser.beginsWithCapitals(bytes)
        let text = fixesCase && letterCase != .none ? Casing.personName(bytes).bytes : bytes.copied
        reading.people = people(text, isFamilyMarked ? .familyFirst : order)
        guard !reading.people.isEmpty else {
            reading.verdict = .invalid(.nameUnreadable)
            return reading
        }
        if reading.people.count > 1 {
            reading.verdict = .doubtful(.nameSeveralPeople)
        } else if NameParser.isHousehold(bytes) {
            reading.verdict = .doubtful(.nameHousehold)
        } else if isFamilyMarked {
            reading.verdict = .doubtful(.nameOrderUnknown)
        } else if bytes.digitCount > 0 {
            reading.verdict = .doubtful(.nameUnreadable)
        } else if order == .unknown, letterCase == .upper, !bytes.contains(Byte.comma), isOrderOpen(reading.people[0]) {
            reading.verdict = .doubtful(.nameOrderUnknown)
        }
        return reading
    }

    private func people(_ text: [UInt8], _ order: PersonNameOrder) -> [PersonName] {
        func parsed(_ text: [UInt8]) -> [PersonName] {
            text.withUnsafeBytes { NameParser(bytes: $0, order: order, country: country).people() }
        }
        if let asides = text.withUnsafeBytes({ NameAsides($0) }) {
            var people = parsed(asides.rest)
            if people.count == 1, people[0].suffix.isEmpty, asides.isSuffix {
                people[0].suffix = asides.nickname
                return people
            }
            if people.count == 1 {
                people[0].nickname = asides.nickname
                people[0].aside = asides.aside
                return people
            }
        }
        return parsed(text)
    }

    /// In capitals, as old systems sort their names, either word may be the family name; an initial or a title tells.
    private func isOrderOpen(_ name: PersonName) -> Bool {
        guard name.gender == nil, name.middle.isEmpty, !name.given.isEmpty, !name.family.isEmpty else { return false }
        return name.given.filter { $0 != Byte.dot }.count > 1
    }
}
