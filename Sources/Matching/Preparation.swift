import Text

/// Makes prepared records of records: folding, splitting and interning, each distinct value once.
struct Preparation {
    private let records: MatchRecords
    private let order: [Int]
    private(set) var prepared: PreparedRecords

    init(_ records: MatchRecords) {
        self.records = records
        let keys = records.keys
        let order = (0..<records.count).sorted { keys[$0] != keys[$1] ? keys[$0] < keys[$1] : $0 < $1 }
        self.order = order
        prepared = PreparedRecords(
            kind: records.kind, order: order.map { UInt32($0) }, keys: order.map { keys[$0] }, sources: records.sources,
            sourceOf: order.map { records.sourceOf[$0] }, isCollective: order.map { records.isCollective[$0] })
    }

    /// Everything but frequencies and shared values.
    static func run(_ records: MatchRecords) -> PreparedRecords {
        var preparation = Preparation(records)
        if records.kind == .people { preparation.people() } else { preparation.organisations() }
        preparation.contacts()
        preparation.addresses()
        return preparation.prepared
    }

    /// A field's column in the order of the ranks, its values replaced by what `map` gives for each distinct one.
    private func column(_ field: MatchField, _ map: [UInt32]) -> [UInt32] {
        order.map { map[Int(records.value(field, $0))] }
    }

    /// What `body` makes of each distinct value of a field; 0 for the empty one.
    private func mapped(_ field: MatchField, _ body: (UnsafeRawBufferPointer) -> UInt32) -> [UInt32] {
        let pool = records.pool(field)
        var map = [UInt32](repeating: 0, count: pool.count)
        for symbol in 1..<max(1, pool.count) { map[symbol] = pool.with(UInt32(symbol), body) }
        return map
    }

    // MARK: - Names

    private mutating func people() {
        var names = prepared.names
        var extraInitials: [UInt8] = []
        let givenMap = mapped(.given) { bytes in
            var folded = Folding.fold(bytes)
            // A middle initial that stayed in the given name.
            var initial: UInt8 = 0
            if folded.count >= 4, folded[folded.count - 2] == 0x20, (0x61...0x7A).contains(folded[folded.count - 1]) {
                initial = folded[folded.count - 1]
                folded.removeLast(2)
            }
            extraInitials.append(initial)
            return names.add(folded)
        }
        let familyMap = mapped(.family) { names.add(Folding.fold($0)) }
        prepared.given = column(.given, givenMap)
        prepared.family = column(.family, familyMap)
        let middles = records.pool(.middle)
        prepared.middleInitial = order.map { record in
            let middle = records.value(.middle, record)
            if middle != 0 { return middles.with(middle) { Folding.fold($0).first ?? 0 } }
            let given = records.value(.given, record)
            return given == 0 ? 0 : extraInitials[Int(given) - 1]
        }
        var former = Lists()
        former.endList()
        let formerMap = mapped(.formerFamily) { bytes in
            for part in bytes.split(separator: 0x0A) {
                former.append(names.add(Folding.fold(UnsafeRawBufferPointer(rebasing: part))))
            }
            former.endList()
            return UInt32(former.count - 1)
        }
        prepared.formerFamily = former
        prepared.formerOf = column(.formerFamily, formerMap)
        prepared.names = names
        let generations = mapped(.suffix) { UInt32(Preparation.generation(Folding.fold($0))) }
        prepared.generation = order.map { UInt8(generations[Int(records.value(.suffix, $0))]) }
        var dates: [UInt32] = [0]
        let birthMap = mapped(.birthDate) { bytes in
            dates.append(Preparation.date(bytes))
            return UInt32(dates.count - 1)
        }
        prepared.birthDates = dates
        prepared.birth = column(.birthDate, birthMap)
        organisationNames(.company, .company)
        prepared.accountGroups = records.pool(.accountGroup)
        prepared.accountGroup = order.map { records.value(.accountGroup, $0) }
    }

    /// 1 for Sr and I, 2 for Jr and II, 3 for III, 4 for IV; 0 for what says no generation.
    static func generation(_ suffix: [UInt8]) -> UInt8 {
        for word in suffix.split(separator: 0x20) {
            switch String(decoding: word, as: UTF8.self) {
            case "sr", "senior", "sen", "pere", "i", "1", "1st": return 1
            case "jr", "junior", "jun", "fils", "hijo", "ii", "2", "2nd": return 2
            case "iii", "3", "3rd": return 3
            case "iv", "4", "4th": return 4
            default: continue
            }
        }
        return 0
    }

    /// A date packed as year, month, day; 0 when it is none.
    static func date(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        var numbers: [UInt32] = [0]
        for byte in bytes {
            if byte &- 0x30 < 10 {
                numbers[numbers.count - 1] = min(99_999, numbers[numbers.count - 1] * 10 + UInt32(byte - 0x30))
            } else if byte == 0x2D {
                numbers.append(0)
            } else {
                return 0
            }
        }
        guard numbers.count == 3, (1...9999).contains(numbers[0]), (1...12).contains(numbers[1]),
            (1...31).contains(numbers[2])
        else { return 0 }
        return numbers[0] << 9 | numbers[1] << 5 | numbers[2]
    }

    private mutating func organisations() {
        organisationNames(.coreName, .name)
        var forms = ValuePool()
        let map = mapped(.legalForm) { forms.intern(Folding.fold($0).filter { $0 != 0x20 }) }
        prepared.legalForm = column(.legalForm, map)
        var branches = ValuePool()
        let branchMap = mapped(.branch) { branches.intern(Folding.fold($0).filter { $0 != 0x20 }) }
        prepared.branch = column(.branch, branchMap)
        let domains = list(.domains) { $0.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 } }
        prepared.domains = domains.values
        prepared.domainsOf = domains.column
        let registrations = list(.registrationNumbers) { Preparation.alphanumerics($0) }
        prepared.registrations = registrations.values
        prepared.registrationsOf = registrations.column
    }

    private mutating func organisationNames(_ field: MatchField, _ instead: MatchField) {
        var values = prepared.organisations
        values.wordsOf.endList()
        let map = mapped(field) { values.add(Folding.fold($0)) }
        let insteadMap = field == instead ? map : mapped(instead) { values.add(Folding.fold($0)) }
        prepared.organisation = order.map { record in
            let own = map[Int(records.value(field, record))]
            return own != 0 ? own : insteadMap[Int(records.value(instead, record))]
        }
        values.finish()
        prepared.organisations = values
    }

    // MARK: - Contact points and numbers

    private mutating func contacts() {
        var emails = prepared.emails
        emails.lists.endList()
        let emailMap = mapped(.emails) { bytes in
            for part in bytes.split(separator: 0x0A) { emails.add(UnsafeRawBufferPointer(rebasing: part)) }
            emails.lists.endList()
            return UInt32(emails.lists.count - 1)
        }
        prepared.emails = emails
        prepared.emailsOf = column(.emails, emailMap)

        var phones = prepared.phones
        phones.lists.endList()
        let phoneMap = mapped(.phones) { bytes in
            for part in bytes.split(separator: 0x0A) { phones.add(part.filter { $0 &- 0x30 < 10 }) }
            phones.lists.endList()
            return UInt32(phones.lists.count - 1)
        }
        prepared.phones = phones
        prepared.phonesOf = column(.phones, phoneMap)

        let tax = list(.taxNumbers) { Preparation.alphanumerics($0) }
        prepared.taxNumbers = tax.values
        prepared.taxNumbersOf = tax.column
        prepared.keyGroups = records.pool(.keyGroup)
        prepared.keyGroup = order.map { records.value(.keyGroup, $0) }
    }

    private func list(_ field: MatchField, _ clean: (UnsafeRawBufferPointer) -> [UInt8]) -> (
        values: PlainValues, column: [UInt32]
    ) {
        var values = PlainValues()
        values.lists.endList()
        let map = mapped(field) { bytes in
            for part in bytes.split(separator: 0x0A) {
                let symbol = values.pool.intern(clean(UnsafeRawBufferPointer(rebasing: part)))
                if symbol != 0 { values.lists.append(symbol) }
            }
            values.lists.endList()
            return UInt32(values.lists.count - 1)
        }
        values.isShared = [Bool](repeating: false, count: values.pool.count)
        return (values, column(field, map))
    }

    static func alphanumerics(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        bytes.compactMap { byte in
            if byte &- 0x61 < 26 { return byte & 0xDF }
            return byte &- 0x41 < 26 || byte &- 0x30 < 10 ? byte : nil
        }
    }

    // MARK: - Addresses

    private mutating func addresses() {
        var streets = prepared.streets
        var houses = prepared.houses
        let pool = records.pool(.street)
        var cores = [UInt32](repeating: 0, count: pool.count)
        var numbers = [UInt32](repeating: 0, count: pool.count)
        for symbol in 1..<max(1, pool.count) {
            let parts = pool.with(UInt32(symbol)) { StreetWords.split($0) }
            cores[symbol] = streets.intern(parts.core)
            numbers[symbol] = houses.intern(parts.house)
        }
        let houseMap = mapped(.house) { houses.intern(StreetWords.house($0)) }
        prepared.street = column(.street, cores)
        prepared.house = order.map { record in
            let own = houseMap[Int(records.value(.house, record))]
            return own != 0 ? own : numbers[Int(records.value(.street, record))]
        }
        prepared.streets = streets
        prepared.houses = houses
        var postcodes = prepared.postcodes
        let postcodeMap = mapped(.postcode) { postcodes.intern(Preparation.alphanumerics($0)) }
        prepared.postcode = column(.postcode, postcodeMap)
        prepared.postcodes = postcodes
        var cities = prepared.cities
        let cityMap = mapped(.city) { cities.intern(Folding.fold($0)) }
        prepared.city = column(.city, cityMap)
        prepared.cities = cities
        prepared.citySound = (0..<cities.count).map { cities.with(UInt32($0)) { Phonetics.key($0) } }
        let countries = records.pool(.country)
        let packed = (0..<countries.count).map { symbol in
            countries.with(UInt32(symbol)) { bytes in
                bytes.count == 2 ? UInt16(bytes[0] & 0xDF) << 8 | UInt16(bytes[1] & 0xDF) : 0
            }
        }
        prepared.country = order.map { packed[Int(records.value(.country, $0))] }
    }
}

extension NameValues {
    /// The number of a folded name.
    mutating func add(_ folded: [UInt8]) -> UInt32 {
        let known = pool.count
        let symbol = pool.intern(folded)
        guard Int(symbol) == known else { return symbol }
        joined.append(joinedPool.intern(folded.filter { $0 != 0x20 }))
        sound.append(0)
        fullSound.append(folded.withUnsafeBytes { Phonetics.key($0) })
        firstWord.append(symbol)
        groups.append(folded.withUnsafeBytes { Nicknames.groups(of: $0) })
        let first = Array(folded.prefix { $0 != 0x20 })
        sound[Int(symbol)] = first.withUnsafeBytes { Phonetics.key($0) }
        if first.count < folded.count {
            let word = add(first)
            firstWord[Int(symbol)] = word
            if groups[Int(symbol)].isEmpty { groups[Int(symbol)] = groups[Int(word)] }
        }
        return symbol
    }
}

extension OrganisationValues {
    private static let stopWords: Set<[UInt8]> = Set(
        [
            "and", "und", "et", "y", "e", "the", "of", "de", "der", "die", "das", "la", "le", "les", "des", "du", "del",
            "u", "i",
            "etablissements",
        ]
        .map { [UInt8]($0.utf8) })

    /// The number of a folded name.
    mutating func add(_ folded: [UInt8]) -> UInt32 {
        let known = pool.count
        let symbol = pool.intern(folded)
        guard Int(symbol) == known else { return symbol }
        var key: [UInt8] = []
        var sounds: UInt64 = 0
        var kept = 0
        for word in folded.split(separator: 0x20) where !OrganisationValues.stopWords.contains(Array(word)) {
            let number = words.intern(Array(word))
            wordsOf.append(number)
            key.append(contentsOf: word)
            if kept < 2 { sounds = mix(sounds, word.withUnsafeBytes { Phonetics.key($0) }) }
            kept += 1
        }
        wordsOf.endList()
        joined.append(joinedPool.intern(key.isEmpty ? folded : key))
        sound.append(sounds)
        return symbol
    }

    /// Counts the words over the distinct names.
    mutating func finish() {
        wordCounts = [UInt32](repeating: 0, count: words.count)
        for word in wordsOf.items { wordCounts[Int(word)] += 1 }
        rarest = (0..<pool.count).map { name in
            wordsOf.items[wordsOf.range(UInt32(name))].min {
                wordCounts[Int($0)] != wordCounts[Int($1)]
                    ? wordCounts[Int($0)] < wordCounts[Int($1)] : words.hash(of: $0) < words.hash(of: $1)
            } ?? 0
        }
    }
}

extension EmailValues {
    /// Adds an address to the current list.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        let lowered = bytes.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }
        let known = pool.count
        let symbol = pool.intern(lowered)
        if symbol == 0 { return }
        lists.append(symbol)
        guard Int(symbol) == known else { return }
        let at = lowered.lastIndex(of: 0x40) ?? lowered.count
        local.append(locals.intern(Array(lowered[..<at])))
        domain.append(at < lowered.count ? domains.intern(Array(lowered[(at + 1)...])) : 0)
        isShared.append(false)
    }
}

extension PhoneValues {
    /// Adds a number's digits to the current list; less than six are no number.
    mutating func add(_ digits: [UInt8]) {
        guard digits.count >= 6 else { return }
        let known = pool.count
        let symbol = pool.intern(digits)
        lists.append(symbol)
        guard Int(symbol) == known else { return }
        tail.append(digits.suffix(9).withUnsafeBytes { contentHash($0) })
        isShared.append(false)
    }
}
