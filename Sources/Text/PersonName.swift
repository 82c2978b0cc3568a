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
    /// What stood in quotes, or as one word in brackets: `Bob` of `Robert "Bob" Meier`.
    public var nickname: [UInt8] = []
    /// What else stood in brackets, as given: `geb. Koch`.
    public var aside: [UInt8] = []
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
        func add(_ part: [UInt8], _ open: UInt8? = nil, _ close: UInt8? = nil) {
            if part.isEmpty { return }
            if !out.isEmpty { out.append(Byte.space) }
            if let open { out.append(open) }
            out.append(contentsOf: part)
            if let close { out.append(close) }
        }
        for part in [prefix, given, middle] { add(part) }
        add(nickname, UInt8(ascii: "\""), UInt8(ascii: "\""))
        for part in [family, suffix] { add(part) }
        add(aside, Byte.open, Byte.close)
        return out
    }

    /// The family name before a marriage, where brackets say it: `Koch` of `(geb. Koch)`.
    public var birthName: [UInt8] {
        aside.withUnsafeBytes { aside in
            guard let space = aside.firstIndex(of: Byte.space, from: 0),
                NameAsides.birthWords[LookupKey.of(aside.part(0..<space))] != nil
            else { return [] }
            return aside.part(space + 1..<aside.count).trimmed.copied
        }
    }
}
