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
    let rawValue: UInt8
    static let taxNumbers = Conflicts(rawValue: 1)
    static let generations = Conflicts(rawValue: 2)
    static let birthDates = Conflicts(rawValue: 4)
    static let givenNames = Conflicts(rawValue: 8)
    static let collective = Conflicts(rawValue: 16)
    static let freeSource = Conflicts(rawValue: 32)
    static let registrations = Conflicts(rawValue: 64)
    static let names = Conflicts(rawValue: 128)

    /// In words.
    var words: [String] {
        var words: [String] = []
        if contains(.taxNumbers) { words.append("different valid tax numbers of one country") }
        if contains(.generations) { words.append("different generations (Jr, Sr)") }
        if contains(.birthDates) { words.append("birth dates too far apart for a slip") }
        if contains(.givenNames) { words.append("clearly different given names") }
        if contains(.collective) { words.append("a collective customer") }
        if contains(.freeSource) { words.append("two records of a source that holds nobody twice") }
        if contains(.registrations) { words.append("different registration numbers") }
        if contains(.names) { words.append("clearly different names") }
        return words
    }
}

/// Compares records; one for each thread, since it remembers.
final class PairComparison {
    let records: PreparedRecords
    private let names: NameComparison
    private let organisations: OrganisationComparison
    private var edit = EditDistance()

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
    }

    // MARK: - People

    private func people(_ a: Int, _ b: Int, _ pair: inout PairLevels) {
        let (givenA, givenB, familyA, familyB) = (records.given[a], records.given[b], records.family[a], records.family[b])
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
                // Record a's own roles are as likely to be the wrong ones: the rarer reading of each name counts.
                pair.set(.given, crossGiven, crossFrequency(givenA, familyB))
                pair.set(.family, crossFamily, crossFrequency(familyA, givenB))
            }
        }
        if !swapped {
            if straightGiven != 0 {
                let frequency = max(records.frequency.given[Int(givenA)], records.frequency.given[Int(givenB)])
                pair.set(.given, straightGiven, frequency)
                if straightGiven == NameLevel.different { pair.conflicts.insert(.givenNames) }
            }
            if straightFamily != 0 {
                let frequency = max(records.frequency.family[Int(familyA)], records.frequency.family[Int(familyB)])
                pair.set(.family, straightFamily, frequency)
            }
        }
        if givenA != 0, givenB != 0, familyA != 0, familyB != 0 { pair.set(.order, swapped ? 2 : 1) }
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
            records.frequency.given[Int(second)], records.frequency.family[Int(second)])
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
        } else {
            pair.set(.birthDate, BirthLevel.different)
            pair.conflicts.insert(.birthDates)
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
        let (formA, formB) = (records.legalForm[a], records.legalForm[b])
        if formA != 0, formB != 0 { pair.set(.legalForm, formA == formB ? 1 : 2) }
        let registration = shared(records.registrations, records.registrationsOf[a], records.registrationsOf[b])
        if registration.bothHave {
            pair.set(.registration, registration.value != 0 ? 1 : 2)
            if registration.value == 0 { pair.conflicts.insert(.registrations) }
        }
        let domain = shared(records.domains, records.domainsOf[a], records.domainsOf[b])
        if domain.bothHave {
            pair.set(.domain, domain.value != 0 ? 1 : 2, domain.value != 0 ? records.frequency.domain[Int(domain.value)] : 0)
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
        let emails = records.emails.lists
        var best: UInt8 = 255
        var frequency: Millibits = 0
        for left in emails.range(records.emailsOf[a]) {
            let first = emails.items[left]
            if records.emails.isShared[Int(first)] { continue }
            for right in emails.range(records.emailsOf[b]) {
                let second = emails.items[right]
                if records.emails.isShared[Int(second)] { continue }
                let (level, found) = emailLevel(first, second)
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
            if isNear { return (EmailLevel.typo, 0) }
        }
        return (EmailLevel.different, 0)
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
        if best != 255 { pair.set(.phone, best, frequency) }
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

    // MARK: - Addresses

    private func address(_ a: Int, _ b: Int, _ pair: inout PairLevels) {
        let (postcodeA, postcodeB) = (records.postcode[a], records.postcode[b])
        let (houseA, houseB) = (records.house[a], records.house[b])
        let (streetA, streetB) = (records.street[a], records.street[b])
        let (cityA, cityB) = (records.city[a], records.city[b])
        let bothPostcodes = postcodeA != 0 && postcodeB != 0
        let bothStreets = streetA != 0 && streetB != 0
        let bothCities = cityA != 0 && cityB != 0
        guard bothPostcodes || bothCities || bothStreets else { return }
        let samePostcode = bothPostcodes && (postcodeA == postcodeB || postcodesAlike(postcodeA, postcodeB))
        let sameCity = bothCities && (cityA == cityB || citiesAlike(cityA, cityB))
        let sameHouse = houseA != 0 && houseA == houseB
        let sameStreet = bothStreets && (streetA == streetB || streetsAlike(streetA, streetB))
        let postcodeFrequency = samePostcode ? records.frequency.postcode[Int(postcodeA)] : 0
        if sameStreet, sameHouse || (houseA == 0 && houseB == 0) {
            let addressFrequency = max(records.frequency.address[a], records.frequency.address[b])
            if samePostcode || (sameCity && (!bothPostcodes || postcodesNear(postcodeA, postcodeB))) {
                pair.set(.address, AddressLevel.same, addressFrequency)
                return
            }
            if sameHouse, !bothPostcodes || postcodesNear(postcodeA, postcodeB) || sameCity {
                pair.set(.address, AddressLevel.streetAndHouse, addressFrequency)
                return
            }
        }
        if samePostcode {
            if sameHouse, houseA != 0 {
                pair.set(.address, AddressLevel.postcodeAndHouse, postcodeFrequency)
            } else if bothStreets {
                pair.set(.address, AddressLevel.postcodeOtherStreet, postcodeFrequency)
            } else {
                pair.set(.address, AddressLevel.postcodeOnly, postcodeFrequency)
            }
            return
        }
        if sameCity {
            let frequency = max(records.frequency.city[Int(cityA)], records.frequency.city[Int(cityB)])
            if bothStreets || bothPostcodes {
                pair.set(.address, AddressLevel.cityOtherPostcode, frequency)
            } else {
                pair.set(.address, AddressLevel.cityOnly, frequency)
            }
            return
        }
        if bothPostcodes || bothCities { pair.set(.address, AddressLevel.different) }
    }

    /// Equal but for a leading zero that a spreadsheet took, or what follows the fifth digit of a US code.
    private func postcodesAlike(_ first: UInt32, _ second: UInt32) -> Bool {
        records.postcodes.with(first) { left in
            records.postcodes.with(second) { right in
                if left.count == right.count || left.count < 4 || right.count < 4 { return false }
                let (short, long) = left.count < right.count ? (left, right) : (right, left)
                if long.count == 9, short.count == 5 { return long.prefix(5).elementsEqual(short) }
                return long.count == short.count + 1 && long[0] == 0x30 && long.dropFirst().elementsEqual(short)
            }
        }
    }

    /// One slip apart.
    private func postcodesNear(_ first: UInt32, _ second: UInt32) -> Bool {
        records.postcodes.with(first) { left in records.postcodes.with(second) { edit.damerau(left, $0) <= 1 } }
    }

    private func citiesAlike(_ first: UInt32, _ second: UInt32) -> Bool {
        records.cities.with(first) { left in
            records.cities.with(second) { right in
                let shorter = min(left.count, right.count)
                if shorter >= 4, left.starts(with: right) || right.starts(with: left) { return true }
                return shorter >= 4 && edit.damerau(left, right) <= (shorter >= 8 ? 2 : 1)
            }
        }
    }

    private func streetsAlike(_ first: UInt32, _ second: UInt32) -> Bool {
        records.streets.with(first) { left in
            records.streets.with(second) { right in
                let shorter = min(left.count, right.count)
                if shorter >= 3, left.starts(with: right) || right.starts(with: left) { return true }
                return shorter >= 4 && edit.damerau(left, right) <= (shorter >= 8 ? 2 : 1)
            }
        }
    }
}
