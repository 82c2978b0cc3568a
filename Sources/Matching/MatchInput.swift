/// What is matched: people with people, organisations with organisations, never one with the other.
public enum MatchKind: UInt8, Sendable, CaseIterable {
    /// Contacts, and rows that name a person.
    case people = 0
    /// Accounts.
    case organisations = 1

    /// The word in a model's text form.
    public var word: String { self == .people ? "people" : "organisations" }
}

/// A field that matching compares. A missing field is an empty one and says nothing.
public enum MatchField: UInt8, Sendable, CaseIterable {
    /// People: the given name.
    case given
    /// People: further given names.
    case middle
    /// People: the family name.
    case family
    /// People: what follows the name; only the generation counts (Jr, Sr, II …).
    case suffix
    /// People: family names that were left, one a line.
    case formerFamily
    /// People: the birth date, `YYYY-MM-DD`.
    case birthDate
    /// People: the core name of the organisation that the record names.
    case company
    /// People: which organisation the record's account is, as matched before; any bytes that are equal for the same one.
    case accountGroup
    /// Organisations: the name as standardised.
    case name
    /// Organisations: the name without its legal form; taken from `name` when empty.
    case coreName
    /// Organisations: the legal form.
    case legalForm
    /// Organisations: their own internet domains, one a line; no mail provider's.
    case domains
    /// Organisations: registration numbers, one a line.
    case registrationNumbers
    /// Organisations: what tells a branch from others of its house; empty for a head office.
    case branch
    /// E-mail addresses in canonical form, one a line.
    case emails
    /// Phone numbers in E.164 or digits, one a line.
    case phones
    /// Tax numbers that passed their check, with the country's two letters in front, one a line.
    case taxNumbers
    /// The street; with the house number when `house` is empty.
    case street
    /// The house number.
    case house
    /// The postcode.
    case postcode
    /// The town.
    case city
    /// The country, ISO 3166-1 alpha-2.
    case country
    /// Source and repeating key: two records with the same bytes here were one thing to their source.
    case keyGroup
}

/// What matching has to know about a source.
public struct MatchSource: Sendable, Equatable {
    /// The records are the CRM's own: they count in no frequency and no estimate, and two of them never join by themselves.
    public var isCRM: Bool
    /// The source is known to hold nobody twice: two of its records never join by themselves.
    public var isFree: Bool

    /// Makes one.
    public init(isCRM: Bool = false, isFree: Bool = false) {
        self.isCRM = isCRM
        self.isFree = isFree
    }
}

/// A person's word on a pair.
public enum MatchVerdict: UInt8, Sendable, CaseIterable {
    /// One customer: they join whatever the model says.
    case match
    /// Two customers that have to do with each other: they never join.
    case related
    /// Two customers: they never join.
    case noMatch
    /// Not known: asked again later, and not joined by the model until then.
    case unsure
}

/// A person's decision on two records, by their keys in either order.
public struct Decision: Sendable, Equatable {
    /// One record's key.
    public var first: UInt64
    /// The other record's key.
    public var second: UInt64
    /// What was decided.
    public var verdict: MatchVerdict

    /// Makes one.
    public init(_ first: UInt64, _ second: UInt64, _ verdict: MatchVerdict) {
        self.first = first
        self.second = second
        self.verdict = verdict
    }
}

/// How sure a join must be to be made without asking.
public enum MatchSetting: Sendable, Equatable {
    /// At most one wrong join in 1,000 customers, as estimated. The default.
    case careful
    /// The best expected balance of missed and wrong joins.
    case normal
    /// Finds more and errs more.
    case bold
    /// For experts: the match probabilities from which pairs are joined and asked about.
    case custom(merge: Double, ask: Double)
}
