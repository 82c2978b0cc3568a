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
