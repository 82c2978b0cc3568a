import Text

/// Where two records ended in each comparison, and how frequent the values are that they share.
struct PairLevels {
    /// By comparison; 0 = nothing to compare.
    var levels: [UInt8]
    /// By comparison: log2 of the shared value's frequency; 0 where the level's average stands.
    var frequencies: [Millibits]
    /// What forbids a join, whatever else agrees.
    var conflicts: Conflicts

    init() {
        levels = [UInt8](repeating: 0, count: Comparison.allCases.count)
        frequencies = [Millibits](repeating: 0, count: Comparison.allCases.count)
        conflicts = []
    }

    mutating func clear() {
        for index in levels.indices {
            levels[index] = 0
            frequencies[index] = 0
        }
        conflicts = []
    }

    @inline(__always)
    mutating func set(_ comparison: Comparison, _ level: UInt8, _ frequency: Millibits = 0) {
        levels[comparison.rawValue] = level
        frequencies[comparison.rawValue] = frequency
    }

    @inline(__always)
    func level(_ comparison: Comparison) -> UInt8 { levels[comparison.rawValue] }
}

/// What forbids that two records are one customer.
struct Conflicts: OptionSet, Sendable {
    let rawValue: UInt16
    static let taxNumbers = Conflicts(rawValue: 1)
    static let generations = Conflicts(rawValue: 2)
    static let birthDates = Conflicts(rawValue: 4)
    static let givenNames = Conflicts(rawValue: 8)
    static let collective = Conflicts(rawValue: 16)
    static let freeSource = Conflicts(rawValue: 32)
    static let registrations = Conflicts(rawValue: 64)
    static let names = Conflicts(rawValue: 128)
    static let branches = Conflicts(rawValue: 256)
    /// Forbids nothing: the family names differ and all else says one person, as after a marriage.
    static let otherFamilyName = Conflicts(rawValue: 512)

    /// What forbids the pair itself, whatever the data are like.
    static let forbidding: Conflicts = [
        .taxNumbers, .generations, .collective, .freeSource, .registrations, .branches,
    ]

    /// In words.
    var words: [String] {
        var words: [String] = []
        if contains(.taxNumbers) { words.append("different valid tax numbers of one country") }
        if contains(.generations) { words.append("different generations") }
        if contains(.birthDates) { words.append("birth dates too far apart for a slip") }
        if contains(.givenNames) { words.append("clearly different given names") }
        if contains(.collective) { words.append("a collective customer") }
        if contains(.freeSource) { words.append("two records of a source that holds nobody twice") }
        if contains(.registrations) { words.append("different registration numbers") }
        if contains(.branches) { words.append("another branch, or head office and branch") }
        if contains(.names) { words.append("clearly different names") }
        return words
    }
}

/// Compares records; one for each thread, since it remembers.
final class PairComparison {
    let records: PreparedRecords
    private let names: NameComparison
    private let organisations: OrganisationComparison
    var edit = EditDistance()
    /// log2 of how many there are for one in the pair's country; 0 when the countries differ or aren't known.
    private(set) var home: Millibits = 0
    private var isHome = false

    init(_ records: PreparedRecords) {
        self.records = records
        names = NameComparison(records)
        organisations = OrganisationComparison(records)
    }

    /// Compares the records of two ranks; the same either way round.
    func compare(_ a: Int, _ b: Int, into pair: inout PairLevels) {
        pair.clear()
        if records.isCollective[a] || records.isCollective[b] { pair.conflicts.insert(.collective) }
        let sameSource = records.sourceOf[a] == records.sourceOf[b]
        pair.set(.source, sameSource ? 2 : 1)
        let (countryA, countryB) = (records.country[a], records.country[b])
        // What agrees is held against those of the same country; that the country agrees is said once.
        home = countryA != 0 && countryA == countryB ? -Millibits(records.frequency.countryOf[a]) : 0
        isHome = countryA != 0 && countryA == countryB
        if countryA != 0, countryB != 0 { pair.set(.country, isHome ? 1 : 2, isHome ? -home : 0) }
        if sameSource, records.sources[Int(records.sourceOf[a])].isFree { pair.conflicts.insert(.freeSource) }
        if records.keyGroup[a] != 0, records.keyGroup[a] == records.keyGroup[b] { pair.set(.keyGroup, 1) }
        switch records.kind {
        case .people:
            people(a, b, &pair)
        case .organisations:
            organisation(a, b, &pair)
        }
        email(a, b, &pair)
        phone(a, b, &pair)
        address(a, b, &pair)
        tax(a, b, &pair)
        switch records.kind {
        case .people: otherFamilyName(&pair)
        case .organisations: sameBranch(a, b, &pair)
        }
    }

    /// The same given name, phone and address under another family name is worth a question.
    private func otherFamilyName(_ pair: inout PairLevels) {
        if pair.level(.given) == NameLevel.same, pair.level(.family) == NameLevel.different,
            pair.level(.phone) == PhoneLevel.same, pair.level(.address) == AddressLevel.same
        {
            pair.conflicts.insert(.otherFamilyName)
        }
    }

    /// Of one branch a list may hold its own address and the accounts its head office's: that they differ says nothing.
    private func sameBranch(_ a: Int, _ b: Int, _ pair: inout PairLevels) {
        guard records.branch[a] != 0, records.branch[a] == records.branch[b], pair.level(.name) != 0,
            pair.level(.name) <= OrganisationLevel.shared, pair.level(.address) >= AddressLevel.postcodeOtherStreet
        else { return }
        pair.set(.address, 0)
    }

    // MARK: - People

    private func people(_ a: Int, _ b: Int, _ pair: inout PairLevels) {
        let (givenA, givenB, familyA, familyB) = (
            records.given[a], records.given[b], records.family[a], records.family[b]
        )
        let straightGiven = nameLevel(givenA, givenB, given: true)
        let straightFamily = familyLevel(a, b)
        var swapped = false
        if givenA != 0, givenB != 0, familyA != 0, familyB != 0,
            straightGiven != NameLevel.same || straightFamily != NameLevel.same
        {
            let crossGiven = nameLevel(givenA, familyB, given: true)
            let crossFamily = nameLevel(familyA, givenB, given: false)
            if PairComparison.worth(crossGiven) + PairComparison.worth(crossFamily)
                > PairComparison.worth(straightGiven) + PairComparison.worth(straightFamily) + 2
            {
                swapped = true
                // Which of the two is swapped isn't known: a name that alone agrees is taken for the family's.
                let (givenFrequency, familyFrequency) = (
                    crossFrequency(givenA, familyB), crossFrequency(familyA, givenB)
                )
                if crossFamily == NameLevel.different {
                    pair.set(.given, NameLevel.different)
                    pair.set(.family, crossGiven, givenFrequency)
                } else {
                    pair.set(.given, crossGiven, givenFrequency)
                    pair.set(.family, crossFamily, familyFrequency)
                }
                if pair.level(.given) == NameLevel.different { pair.conflicts.insert(.givenNames) }
            }
        }
        if !swapped {
            if straightGiven != 0 {
                let frequency =
                    isHome
                    ? Millibits(max(records.frequency.givenAtHome[a], records.frequency.givenAtHome[b]))
                    : max(records.frequency.given[Int(givenA)], records.frequency.given[Int(givenB)])
                pair.set(.given, straightGiven, frequency)
                if straightGiven == NameLevel.different { pair.conflicts.insert(.givenNames) }
            }
            if straightFamily != 0 {
                let frequency =
                    isHome
                    ? Millibits(max(records.frequency.familyAtHome[a], records.frequency.familyAtHome[b]))
                    : max(records.frequency.family[Int(familyA)], records.frequency.family[Int(familyB)])
                pair.set(.family, straightFamily, frequency)
            }
        }
        if givenA != 0, givenB != 0, familyA != 0, familyB != 0 {
            pair.set(.order, swapped ? 2 : 1)
        } else if !swapped, straightFamily == NameLevel.different || straightFamily == 0 {
            loneName(a, b, &pair)
        }
        let (middleA, middleB) = (records.middleInitial[a], records.middleInitial[b])
        if middleA != 0, middleB != 0 { pair.set(.middle, middleA == middleB ? 1 : 2) }
        let (generationA, generationB) = (records.generation[a], records.generation[b])
        if generationA != 0, generationB != 0 {
            pair.set(.generation, generationA == generationB ? 1 : 2)
            if generationA != generationB { pair.conflicts.insert(.generations) }
        }
        birth(a, b, &pair)
        company(a, b, &pair)
    }

    /// One record has one name only, and it is none of the other's in its own place: perhaps it is the other one.
    private func loneName(_ a: Int, _ b: Int, _ pair: inout PairLevels) {
        let crossings = [(records.family[a], records.given[b]), (records.family[b], records.given[a])]
        for (family, given) in crossings where family != 0 && given != 0 {
            let level = names.level(family, given, given: false)
            if PairComparison.worth(level) >= 6 {
                pair.set(.family, level, crossFrequency(family, given))
                pair.set(.given, 0)
                pair.set(.order, 2)
                pair.conflicts.remove(.givenNames)
                return
            }
        }
    }

    private static func worth(_ level: UInt8) -> Int {
        switch level {
        case NameLevel.same: 8
        case NameLevel.nickname, NameLevel.typo, NameLevel.part: 6
        case NameLevel.initial, NameLevel.twoUsual: 3
        case NameLevel.similar: 3
        default: 0
        }
    }

    @inline(__always)
    private func nameLevel(_ first: UInt32, _ second: UInt32, given: Bool) -> UInt8 {
        first == 0 || second == 0 ? 0 : names.level(first, second, given: given)
    }

    /// The best of the family names, former ones included.
    private func familyLevel(_ a: Int, _ b: Int) -> UInt8 {
        var level = nameLevel(records.family[a], records.family[b], given: false)
        if level == NameLevel.same { return level }
        for place in records.formerFamily.range(records.formerOf[a])
        where nameLevel(records.formerFamily.items[place], records.family[b], given: false) == NameLevel.same {
            level = NameLevel.part
        }
        for place in records.formerFamily.range(records.formerOf[b])
        where nameLevel(records.formerFamily.items[place], records.family[a], given: false) == NameLevel.same {
            level = NameLevel.part
        }
        return level
    }

    private func crossFrequency(_ first: UInt32, _ second: UInt32) -> Millibits {
        max(
            records.frequency.given[Int(first)], records.frequency.family[Int(first)],
            records.frequency.given[Int(second)], records.frequency.family[Int(second)]) + home
    }

    private func birth(_ a: Int, _ b: Int, _ pair: inout PairLevels) {
        let (dateA, dateB) = (records.birthDates[Int(records.birth[a])], records.birthDates[Int(records.birth[b])])
        if dateA == 0 || dateB == 0 { return }
        if dateA == dateB {
            pair.set(.birthDate, BirthLevel.same, records.frequency.birth[Int(records.birth[a])])
            return
        }
        let (yearA, monthA, dayA) = (dateA >> 9, dateA >> 5 & 15, dateA & 31)
        let (yearB, monthB, dayB) = (dateB >> 9, dateB >> 5 & 15, dateB & 31)
        if yearA == yearB, monthA == dayB, dayA == monthB {
            pair.set(.birthDate, BirthLevel.swapped)
        } else if yearA == yearB, monthA == monthB || dayA == dayB {
            pair.set(.birthDate, BirthLevel.slip)
        } else if monthA == monthB, dayA == dayB, yearSlip(yearA, yearB) {
            pair.set(.birthDate, BirthLevel.slip)
        } else if yearA == yearB || (monthA == monthB && dayA == dayB) {
            pair.set(.birthDate, BirthLevel.half)
        } else {
            pair.set(.birthDate, BirthLevel.different)
            pair.conflicts.insert(.birthDates)
            // Father and son: no slip makes twelve years, another month and another day.
            let years = yearA > yearB ? yearA - yearB : yearB - yearA
            if years >= 12, monthA != monthB, dayA != dayB { pair.conflicts.insert(.generations) }
        }
    }

    /// One digit differs, two neighbours changed places, or the next year.
    private func yearSlip(_ first: UInt32, _ second: UInt32) -> Bool {
        let gap = first > second ? first - second : second - first
        if gap == 1 || gap == 10 || gap == 100 { return true }
        let (tensA, onesA, tensB, onesB) = (first / 10 % 10, first % 10, second / 10 % 10, second % 10)
        return first / 100 == second / 100 && tensA == onesB && onesA == tensB
    }

    private func company(_ a: Int, _ b: Int, _ pair: inout PairLevels) {
        let (groupA, groupB) = (records.accountGroup[a], records.accountGroup[b])
        if groupA != 0, groupA == groupB {
            pair.set(.company, CompanyLevel.sameGroup, records.frequency.accountGroup[Int(groupA)])
            return
        }
        let (nameA, nameB) = (records.organisation[a], records.organisation[b])
        if nameA == 0 || nameB == 0 { return }
        let frequency = max(
            records.frequency.organisation[Int(nameA)], records.frequency.organisation[Int(nameB)])
        switch organisations.level(nameA, nameB) {
        case OrganisationLevel.same: pair.set(.company, CompanyLevel.sameName, frequency)
        case OrganisationLevel.typo, OrganisationLevel.contained, OrganisationLevel.shared, OrganisationLevel.sister:
            pair.set(.company, CompanyLevel.similar, frequency)
        default: pair.set(.company, CompanyLevel.different)
        }
    }

    // MARK: - Organisations

    private func organisation(_ a: Int, _ b: Int, _ pair: inout PairLevels) {
        let (nameA, nameB) = (records.organisation[a], records.organisation[b])
        if nameA != 0, nameB != 0 {
            let level = organisations.level(nameA, nameB)
            pair.set(
                .name, level,
                max(records.frequency.organisation[Int(nameA)], records.frequency.organisation[Int(nameB)]))
            if level == OrganisationLevel.different { pair.conflicts.insert(.names) }
        }
        if records.branch[a] != records.branch[b] { pair.conflicts.insert(.branches) }
        let (formA, formB) = (records.legalForm[a], records.legalForm[b])
        if formA != 0, formB != 0 { pair.set(.legalForm, formA == formB ? 1 : 2) }
        let registration = shared(records.registrations, records.registrationsOf[a], records.registrationsOf[b])
        if registration.bothHave {
            pair.set(.registration, registration.value != 0 ? 1 : 2)
            if registration.value == 0 { pair.conflicts.insert(.registrations) }
        }
        let domain = shared(records.domains, records.domainsOf[a], records.domainsOf[b])
        if domain.bothHave {
            pair.set(
                .domain, domain.value != 0 ? 1 : 2, domain.value != 0 ? records.frequency.domain[Int(domain.value)] : 0)
        }
    }

    /// The value of the smallest hash that both lists hold, shared ones left out.
    private func shared(_ values: PlainValues, _ a: UInt32, _ b: UInt32) -> (bothHave: Bool, value: UInt32) {
        let (left, right) = (values.lists.range(a), values.lists.range(b))
        var found: UInt32 = 0
        var (hasLeft, hasRight) = (false, false)
        for place in right where !values.isShared[Int(values.lists.items[place])] { hasRight = true }
        for place in left {
            let value = values.lists.items[place]
            if values.isShared[Int(value)] { continue }
            hasLeft = true
            for other in right where values.lists.items[other] == value {
                if found == 0 || values.pool.hash(of: value) < values.pool.hash(of: found) { found = value }
            }
        }
        return (hasLeft && hasRight, found)
    }

    // MARK: - Contact points

    private func email(_ a: Int, _ b: Int, _ pair: inout PairLevels) {
        let givenAgrees = records.kind == .people && PairComparison.worth(pair.level(.given)) >= 6
        let familyAgrees = records.kind == .people && PairComparison.worth(pair.level(.family)) >= 6
        let emails = records.emails.lists
        var best: UInt8 = 255
        var frequency: Millibits = 0
        for left in emails.range(records.emailsOf[a]) {
            let first = emails.items[left]
            if records.emails.isShared[Int(first)] { continue }
            for right in emails.range(records.emailsOf[b]) {
                let second = emails.items[right]
                if records.emails.isShared[Int(second)] { continue }
                var (level, found) = emailLevel(first, second)
                if found != 0, let expected = expectedOfNamesakes(first, a, b, givenAgrees, familyAgrees) {
                    // Another of the same name may well have chosen it too.
                    found = max(found, level == EmailLevel.sameLocal ? expected + 3_300 : expected)
                }
                if level < best || (level == best && found < frequency) { (best, frequency) = (level, found) }
            }
        }
        if best != 255 { pair.set(.email, best, frequency) }
    }

    private func emailLevel(_ first: UInt32, _ second: UInt32) -> (UInt8, Millibits) {
        if first == second { return (EmailLevel.same, records.frequency.email[Int(first)]) }
        let (localA, localB) = (records.emails.local[Int(first)], records.emails.local[Int(second)])
        let (domainA, domainB) = (records.emails.domain[Int(first)], records.emails.domain[Int(second)])
        if localA == localB {
            if records.emails.locals.length(localA) < 4 { return (EmailLevel.different, 0) }
            let near = records.emails.domains.with(domainA) { left in
                records.emails.domains.with(domainB) { edit.damerau(left, $0) <= 2 }
            }
            return (near ? EmailLevel.nearDomain : EmailLevel.sameLocal, records.frequency.local[Int(localA)])
        }
        if domainA == domainB {
            let isNear = records.emails.locals.with(localA) { left in
                records.emails.locals.with(localB) { right in
                    let shorter = min(left.count, right.count)
                    guard shorter >= 5, abs(left.count - right.count) <= 2 else { return false }
                    let distance = edit.damerau(left, right)
                    return distance == 1 && PairComparison.differInLetters(left, right)
                        || (distance == 2 && shorter >= 9 && PairComparison.differInLetters(left, right))
                }
            }
            // One name with a dot and without is two mailboxes, as a rule; the same digits behind it make it a slip.
            if isNear, lettersOnly(localA) != lettersOnly(localB) || digits(localA) >= 2 { return (EmailLevel.typo, 0) }
        }
        return (EmailLevel.different, 0)
    }

    private func lettersOnly(_ local: UInt32) -> [UInt8] {
        records.emails.locals.with(local) { $0.filter { $0 &- 0x61 < 26 || $0 &- 0x30 < 10 } }
    }

    /// log2 of how often a namesake would have the same address when it is made of the name: the shorter its digits, the more
    /// often; nil when it isn't made of the name.
    private func expectedOfNamesakes(
        _ email: UInt32, _ a: Int, _ b: Int, _ givenAgrees: Bool, _ familyAgrees: Bool
    ) -> Millibits? {
        let local = records.emails.locals
        let symbol = records.emails.local[Int(email)]
        guard givenAgrees || familyAgrees else { return nil }
        let letters = local.with(symbol) { $0.filter { $0 &- 0x61 < 26 } }
        let hasGiven = isIn(letters, records.given[a]) || isIn(letters, records.given[b])
        let hasFamily = isIn(letters, records.family[a]) || isIn(letters, records.family[b])
        guard hasGiven || hasFamily, givenAgrees || !hasGiven, familyAgrees || !hasFamily else { return nil }
        return -6_500 - 3_300 * Int32(min(digits(symbol), 4))
    }

    private func isIn(_ letters: [UInt8], _ name: UInt32) -> Bool {
        name != 0
            && records.names.pool.with(records.names.firstWord[Int(name)]) { $0.count >= 3 && contains(letters, $0) }
    }

    private func digits(_ local: UInt32) -> Int {
        records.emails.locals.with(local) { $0.reduce(0) { $0 + ($1 &- 0x30 < 10 ? 1 : 0) } }
    }

    private func contains(_ text: [UInt8], _ word: UnsafeRawBufferPointer) -> Bool {
        guard text.count >= word.count else { return false }
        for start in 0...(text.count - word.count) where text[start..<(start + word.count)].elementsEqual(word) {
            return true
        }
        return false
    }

    /// A digit more or another digit is another mailbox, not a slip: people and providers number them.
    private static func differInLetters(_ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer) -> Bool {
        first.lazy.filter { $0 &- 0x30 < 10 }.elementsEqual(second.lazy.filter { $0 &- 0x30 < 10 })
    }

    private func phone(_ a: Int, _ b: Int, _ pair: inout PairLevels) {
        let phones = records.phones
        var best: UInt8 = 255
        var frequency: Millibits = 0
        for left in phones.lists.range(records.phonesOf[a]) {
            let first = phones.lists.items[left]
            if phones.isShared[Int(first)] { continue }
            for right in phones.lists.range(records.phonesOf[b]) {
                let second = phones.lists.items[right]
                if phones.isShared[Int(second)] { continue }
                let level: UInt8
                var found: Millibits = 0
                if first == second || samePhone(first, second) {
                    level = PhoneLevel.same
                    found = max(records.frequency.phone[Int(first)], records.frequency.phone[Int(second)])
                } else {
                    level = nearPhone(first, second) ? PhoneLevel.typo : PhoneLevel.different
                }
                if level < best || (level == best && found < frequency) { (best, frequency) = (level, found) }
            }
        }
        if best != 255 { pair.set(.phone, best, frequency == 0 ? 0 : frequency + home) }
    }

    /// One number is the other with a country code or an extension more.
    private func samePhone(_ first: UInt32, _ second: UInt32) -> Bool {
        records.phones.pool.with(first) { left in
            records.phones.pool.with(second) { right in
                let (short, long) = left.count <= right.count ? (left, right) : (right, left)
                guard short.count >= 8, long.count > short.count, long.count - short.count <= 4 else { return false }
                return long.suffix(short.count).elementsEqual(short) || long.prefix(short.count).elementsEqual(short)
            }
        }
    }

    private func nearPhone(_ first: UInt32, _ second: UInt32) -> Bool {
        records.phones.pool.with(first) { left in
            records.phones.pool.with(second) { right in
                left.count == right.count && left.count >= 8 && edit.damerau(left, right) == 1
            }
        }
    }

    private func tax(_ a: Int, _ b: Int, _ pair: inout PairLevels) {
        let found = shared(records.taxNumbers, records.taxNumbersOf[a], records.taxNumbersOf[b])
        guard found.bothHave else { return }
        if found.value != 0 {
            pair.set(.taxNumber, TaxLevel.same, records.frequency.taxNumber[Int(found.value)])
            return
        }
        var level = TaxLevel.otherCountry
        let lists = records.taxNumbers.lists
        for left in lists.range(records.taxNumbersOf[a]) {
            for right in lists.range(records.taxNumbersOf[b]) {
                let pool = records.taxNumbers.pool
                let (sameCountry, distance) = pool.with(lists.items[left]) { one in
                    pool.with(lists.items[right]) { other in
                        (one.prefix(2).elementsEqual(other.prefix(2)), edit.damerau(one, other))
                    }
                }
                if sameCountry { level = distance == 1 ? TaxLevel.typo : min(level, TaxLevel.different) }
                if level == TaxLevel.typo { break }
            }
        }
        pair.set(.taxNumber, level)
        if level == TaxLevel.different, pair.level(.keyGroup) == 0 { pair.conflicts.insert(.taxNumbers) }
    }
}
