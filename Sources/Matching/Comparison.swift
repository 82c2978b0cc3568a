/// What of two records is compared. Each comparison ends at one of its levels.
enum Comparison: Int, CaseIterable, Sendable {
    case given, family, middle, generation, birthDate
    case name, legalForm, registration, domain
    case email, phone, address, country, company, taxNumber
    case order, source, keyGroup

    /// Room for levels per comparison; level 0 means that there is nothing to compare and says nothing.
    static let levelRoom = 12
    /// Room for levels in a model's tables.
    static let tableSize = allCases.count * levelRoom

    /// Where a level stands in a model's tables.
    @inline(__always)
    static func slot(_ comparison: Comparison, _ level: UInt8) -> Int {
        comparison.rawValue &* levelRoom &+ Int(level)
    }

    /// The comparisons of a kind.
    static func all(of kind: MatchKind) -> [Comparison] {
        switch kind {
        case .people:
            [
                .given, .family, .middle, .generation, .birthDate, .email, .phone, .address, .country, .company,
                .taxNumber, .order, .source, .keyGroup,
            ]
        case .organisations:
            [
                .name, .legalForm, .registration, .domain, .email, .phone, .address, .country, .taxNumber, .source,
                .keyGroup,
            ]
        }
    }

    /// The name in a model's text form and in explanations.
    var word: String {
        switch self {
        case .given: "given name"
        case .family: "family name"
        case .middle: "middle name"
        case .generation: "generation"
        case .birthDate: "birth date"
        case .name: "name"
        case .legalForm: "legal form"
        case .registration: "registration number"
        case .domain: "internet domain"
        case .email: "e-mail"
        case .phone: "phone"
        case .address: "address"
        case .country: "country"
        case .company: "organisation"
        case .taxNumber: "tax number"
        case .order: "order of the names"
        case .source: "source"
        case .keyGroup: "source key"
        }
    }

    /// The levels from 1 on.
    var levels: [Level] {
        switch self {
        case .given, .family: NameLevel.all(of: self)
        case .middle: [Level("same middle initial"), Level("different middle initials")]
        case .generation: [Level("same generation"), Level("different generations")]
        case .birthDate: BirthLevel.all
        case .name: OrganisationLevel.all
        case .legalForm: [Level("same legal form"), Level("different legal forms")]
        case .registration: [Level("same registration number"), Level("different registration numbers")]
        case .domain: [Level("same internet domain", .domain), Level("different internet domains")]
        case .email: EmailLevel.all
        case .phone: PhoneLevel.all
        case .address: AddressLevel.all
        case .country: [Level("same country", .country), Level("different countries")]
        case .company: CompanyLevel.all
        case .taxNumber: TaxLevel.all
        case .order: [Level("names in the same order"), Level("given and family name swapped")]
        case .source: [Level("different sources"), Level("same source")]
        case .keyGroup: [Level("same key in their source")]
        }
    }
}

/// One level of agreement of a comparison.
struct Level: Sendable {
    /// What it means, in words.
    let words: String
    /// How far the value's own frequency replaces the average one, in percent.
    let frequency: Int32
    /// The table that knows the frequency.
    let table: FrequencyKind?

    init(_ words: String, _ table: FrequencyKind? = nil, percent: Int32 = 100) {
        self.words = words
        self.table = table
        frequency = table == nil ? 0 : percent
    }
}

/// Levels of a person's name part.
enum NameLevel {
    static let same: UInt8 = 1
    static let nickname: UInt8 = 2
    static let typo: UInt8 = 3
    static let part: UInt8 = 4
    static let initial: UInt8 = 5
    static let similar: UInt8 = 6
    static let different: UInt8 = 7
    static let twoUsual: UInt8 = 8

    static func all(of comparison: Comparison) -> [Level] {
        let word = comparison.word
        let table: FrequencyKind = comparison == .given ? .given : .family
        return [
            Level("same \(word)", table), Level("\(word) is a short form", table, percent: 80),
            Level("\(word) differs by a typing error", table, percent: 60),
            Level("\(word) agrees in a part", table, percent: 80), Level("\(word) agrees in the initial"),
            Level("\(word) sounds alike", table, percent: 40), Level("different \(word)s"),
            Level("two usual \(word)s that look alike", table, percent: 40),
        ]
    }
}

/// Levels of a birth date.
enum BirthLevel {
    static let same: UInt8 = 1
    static let swapped: UInt8 = 2
    static let slip: UInt8 = 3
    static let different: UInt8 = 4
    static let half: UInt8 = 5
    static let all = [
        Level("same birth date", .birth), Level("birth date with day and month swapped"),
        Level("birth date differs in one part"), Level("different birth dates"),
        Level("birth dates agree in the year or in the day of the year"),
    ]
}

/// Levels of an organisation's name.
enum OrganisationLevel {
    static let same: UInt8 = 1
    static let typo: UInt8 = 2
    static let contained: UInt8 = 3
    static let shared: UInt8 = 4
    static let similar: UInt8 = 5
    static let different: UInt8 = 6
    static let sister: UInt8 = 7
    static let all = [
        Level("same name", .organisation),
        Level("name differs by a typing error or abbreviation", .organisation, percent: 70),
        Level("one name has further words", .organisation, percent: 70),
        Level("names share their rarer words", .organisation, percent: 40), Level("names look alike"),
        Level("different names"), Level("one name is that of a holding or group", .organisation, percent: 70),
    ]
}

/// Levels of e-mail addresses.
enum EmailLevel {
    static let same: UInt8 = 1
    static let nearDomain: UInt8 = 2
    static let sameLocal: UInt8 = 3
    static let typo: UInt8 = 4
    static let different: UInt8 = 5
    static let all = [
        Level("same e-mail", .email), Level("e-mail with a mistyped domain", .local),
        Level("same e-mail name at another provider", .local), Level("e-mail differs by a typing error"),
        Level("different e-mails"),
    ]
}

/// Levels of phone numbers.
enum PhoneLevel {
    static let same: UInt8 = 1
    static let typo: UInt8 = 2
    static let different: UInt8 = 3
    static let all = [
        Level("same phone", .phone), Level("phone differs in one digit"), Level("different phones"),
    ]
}

/// Levels of addresses.
enum AddressLevel {
    static let same: UInt8 = 1
    static let postcodeAndHouse: UInt8 = 2
    static let streetAndHouse: UInt8 = 3
    static let postcodeOnly: UInt8 = 4
    static let postcodeOtherStreet: UInt8 = 5
    static let cityOnly: UInt8 = 6
    static let cityOtherPostcode: UInt8 = 7
    static let different: UInt8 = 8
    static let all = [
        Level("same address", .address), Level("same postcode and house number", .postcode, percent: 60),
        Level("same street and house number", .address, percent: 60), Level("same postcode", .postcode),
        Level("same postcode, another street", .postcode), Level("same town", .city),
        Level("same town, another postcode", .city),
        Level("different addresses"),
    ]
}

/// Levels of the organisation that a person belongs to.
enum CompanyLevel {
    static let sameGroup: UInt8 = 1
    static let sameName: UInt8 = 2
    static let similar: UInt8 = 3
    static let different: UInt8 = 4
    static let all = [
        Level("same organisation", .accountGroup), Level("same organisation's name", .organisation),
        Level("organisation's name alike", .organisation, percent: 60), Level("different organisations"),
    ]
}

/// Levels of tax numbers.
enum TaxLevel {
    static let same: UInt8 = 1
    static let typo: UInt8 = 2
    static let different: UInt8 = 3
    static let otherCountry: UInt8 = 4
    static let all = [
        Level("same tax number", .taxNumber), Level("tax number differs by a typing error"),
        Level("different tax numbers of one country"), Level("tax numbers of different countries"),
    ]
}
