/// Records ready to be blocked and compared: folded, split, counted, in the order of their keys.
///
/// A record is known here by its rank, its place in the order of the keys; `order` leads back to its index in `MatchRecords`.
public struct PreparedRecords: Sendable {
    /// People or organisations.
    public let kind: MatchKind
    /// For each rank the record's index in the `MatchRecords` it was made of.
    public let order: [UInt32]
    /// For each rank the record's key.
    public let keys: [UInt64]
    let sources: [MatchSource]
    let sourceOf: [UInt16]
    let isCollective: [Bool]

    /// Given, middle and family names, folded.
    var names = NameValues()
    var given: [UInt32] = []
    var family: [UInt32] = []
    var formerFamily = Lists()
    var formerOf: [UInt32] = []
    var middleInitial: [UInt8] = []
    var generation: [UInt8] = []
    /// Distinct birth dates: year << 9 | month << 5 | day; 0 = none, or a date that stands for none.
    var birthDates: [UInt32] = [0]
    var birth: [UInt32] = []

    /// Organisations' core names and the companies of people.
    var organisations = OrganisationValues()
    var organisation: [UInt32] = []
    var legalForm: [UInt32] = []
    /// Organisations: the branch; 0 = none said.
    var branch: [UInt32] = []
    var accountGroups = ValuePool()
    var accountGroup: [UInt32] = []

    var emails = EmailValues()
    var emailsOf: [UInt32] = []
    var phones = PhoneValues()
    var phonesOf: [UInt32] = []
    var domains = PlainValues()
    var domainsOf: [UInt32] = []
    var taxNumbers = PlainValues()
    var taxNumbersOf: [UInt32] = []
    var registrations = PlainValues()
    var registrationsOf: [UInt32] = []

    var streets = ValuePool()
    var street: [UInt32] = []
    var houses = ValuePool()
    var house: [UInt32] = []
    var postcodes = ValuePool()
    var postcode: [UInt32] = []
    var cities = ValuePool()
    var citySound: [UInt64] = []
    var city: [UInt32] = []
    /// ISO 3166-1 letters packed, given or inferred; 0 = not known.
    var country: [UInt16] = []
    var keyGroups = ValuePool()
    var keyGroup: [UInt32] = []

    /// log2 of the frequency of each value, per frequency table.
    var frequency = FrequencyColumns()

    /// The number of records.
    public var count: Int { keys.count }

    func isCRM(_ rank: Int) -> Bool { sources[Int(sourceOf[rank])].isCRM }

    init(
        kind: MatchKind, order: [UInt32], keys: [UInt64], sources: [MatchSource], sourceOf: [UInt16],
        isCollective: [Bool]
    ) {
        self.kind = kind
        self.order = order
        self.keys = keys
        self.sources = sources
        self.sourceOf = sourceOf
        self.isCollective = isCollective
    }
}

/// Distinct folded names with what comparing them needs.
struct NameValues: Sendable {
    var pool = ValuePool()
    /// Without spaces, as numbers of `joinedPool`: equal for names that differ in spaces only.
    var joined: [UInt32] = [0]
    var joinedPool = ValuePool()
    /// The number of the first word as a name of its own.
    var firstWord: [UInt32] = [0]
    /// Sounds of the first word.
    var sound: [UInt64] = [0]
    /// Sounds of all.
    var fullSound: [UInt64] = [0]
    var groups: [[UInt16]] = [[]]
}

/// Distinct organisations' names with their words.
struct OrganisationValues: Sendable {
    var pool = ValuePool()
    var words = ValuePool()
    /// Words of a name in their order, without stop words.
    var wordsOf = Lists()
    /// Equal for names with the same words in the same order.
    var joined: [UInt32] = [0]
    var joinedPool = ValuePool()
    /// The sounds of the first two words.
    var sound: [UInt64] = [0]
    /// In how many distinct names a word stands.
    var wordCounts: [UInt32] = [0]
    /// Per name: the word that is rarest in all names.
    var rarest: [UInt32] = [0]
}

/// Distinct e-mail addresses and lists of them.
struct EmailValues: Sendable {
    var pool = ValuePool()
    var locals = ValuePool()
    var domains = ValuePool()
    var local: [UInt32] = [0]
    var domain: [UInt32] = [0]
    /// The address is used by many and says nothing.
    var isShared: [Bool] = [true]
    /// The domain is an organisation's own, as far as the data show.
    var isOwnDomain: [Bool] = [false]
    var lists = Lists()
}

/// Distinct phone numbers and lists of them.
struct PhoneValues: Sendable {
    var pool = ValuePool()
    /// The last nine digits' hash: shorter ends agree by chance where an area's numbers end alike.
    var tail: [UInt64] = [0]
    var isShared: [Bool] = [true]
    var lists = Lists()
}

/// Distinct values and lists of them.
struct PlainValues: Sendable {
    var pool = ValuePool()
    var isShared: [Bool] = [true]
    var lists = Lists()
}

/// log2 frequencies of values by their number, one column per frequency table.
struct FrequencyColumns: Sendable {
    var given: [Millibits] = []
    var family: [Millibits] = []
    var birth: [Millibits] = []
    var organisation: [Millibits] = []
    var accountGroup: [Millibits] = []
    var email: [Millibits] = []
    var local: [Millibits] = []
    var phone: [Millibits] = []
    var domain: [Millibits] = []
    var taxNumber: [Millibits] = []
    var postcode: [Millibits] = []
    var city: [Millibits] = []
    /// By rank: how frequent the name is among those of the record's country.
    var givenAtHome: [Int16] = []
    var familyAtHome: [Int16] = []
    /// By packed country: log2 of its share.
    var country: [UInt16: Millibits] = [:]
    /// By rank: log2 of the share of the record's country; 0 = not known.
    var countryOf: [Int16] = []
    /// By rank: the frequency of the whole address.
    var address: [Millibits] = []
}
