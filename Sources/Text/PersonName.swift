/// In which order a column writes names without a comma.
public enum PersonNameOrder: UInt8, Sendable, Hashable {
    /// Not known: read as given name first; in capitals the order is in doubt.
    case unknown
    /// `Anna Meier`
    case givenFirst
    /// `Meier Anna`
    case familyFirst
}

/// What a form of address tells.
public enum Gender: UInt8, Sendable, Hashable {
    /// Frau, Mrs, Mme …
    case female
    /// Herr, Mr, M. …
    case male
}

/// A person's name in parts. A part that the name does not have is empty.
public struct PersonName: Sendable, Hashable {
    /// Titles and forms of address in front, as given: `Prof. Dr.`.
    public var prefix: [UInt8] = []
    /// The first given name, or several joined by hyphens.
    public var given: [UInt8] = []
    /// Further given names and initials.
    public var middle: [UInt8] = []
    /// The family name with its particles: `van der Berg`.
    public var family: [UInt8] = []
    /// What stands behind: `Jr`, `III`, `PhD`.
    public var suffix: [UInt8] = []
    /// What a form of address in front tells; nil without one.
    public var gender: Gender?

    /// Makes a name from its parts.
    public init(
        prefix: [UInt8] = [], given: [UInt8] = [], middle: [UInt8] = [], family: [UInt8] = [], suffix: [UInt8] = [],
        gender: Gender? = nil
    ) {
        self.prefix = prefix
        self.given = given
        self.middle = middle
        self.family = family
        self.suffix = suffix
        self.gender = gender
    }

    /// All parts in the usual order.
    public var fullName: [UInt8] {
        var out: [UInt8] = []
        for part in [prefix, given, middle, family, suffix] where !part.isEmpty {
            if !out.isEmpty { out.append(Byte.space) }
            out.append(contentsOf: part)
        }
        return out
    }
}

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

    private func cell(_ bytes: UnsafeRawBufferPointer) -> PersonNameReading {
        var reading = PersonNameReading()
        guard !bytes.isEmpty else { return reading }
        if NameWords.fillers[LookupKey.of(bytes)] != nil || !bytes.contains(where: { $0.isASCIILetter || $0 >= 0x80 }) {
            reading.verdict = .invalid(.namePlaceholder)
            return reading
        }
        if bytes.contains(Byte.at) || bytes.digitCount >= 3 || bytes.count > 200 {
            reading.verdict = .invalid(.nameUnreadable)
            return reading
        }
        if OrganisationName.looksLikeOrganisation(bytes) {
            reading.organisation = bytes.copied
            reading.verdict = .doubtful(.nameIsOrganisation)
            return reading
        }
        let letterCase = Casing.letterCase(bytes)
        let text = fixesCase && letterCase != .none ? Casing.personName(bytes).bytes : bytes.copied
        reading.people = text.withUnsafeBytes { NameParser(bytes: $0, order: order, country: country).people() }
        guard !reading.people.isEmpty else {
            reading.verdict = .invalid(.nameUnreadable)
            return reading
        }
        if reading.people.count > 1 {
            reading.verdict = .doubtful(.nameSeveralPeople)
        } else if NameParser.isHousehold(bytes) {
            reading.verdict = .doubtful(.nameHousehold)
        } else if bytes.digitCount > 0 {
            reading.verdict = .doubtful(.nameUnreadable)
        } else if order == .unknown, letterCase == .upper, !bytes.contains(Byte.comma), isOrderOpen(reading.people[0]) {
            reading.verdict = .doubtful(.nameOrderUnknown)
        }
        return reading
    }

    /// In capitals, as old systems sort their names, either word may be the family name; an initial or a title tells.
    private func isOrderOpen(_ name: PersonName) -> Bool {
        guard name.gender == nil, name.middle.isEmpty, !name.given.isEmpty, !name.family.isEmpty else { return false }
        return name.given.filter { $0 != Byte.dot }.count > 1
    }
}
