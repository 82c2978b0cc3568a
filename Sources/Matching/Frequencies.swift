/// How often values occur among the records that a model was estimated from, by the values' hashes.
struct FrequencyTable: Sendable, Equatable {
    /// The records that have a value.
    var total: Int
    /// Counts of the values that are not rare.
    var counts: [UInt64: UInt32]

    /// From so many occurrences on a value is kept in a table: the rest is rare, and rare is rare enough.
    static func leastCount(total: Int) -> UInt32 { UInt32(max(3, total / 20_000)) }

    /// log2 of a value's frequency.
    func frequency(_ hash: UInt64) -> Millibits {
        let least = FrequencyTable.leastCount(total: total)
        let count = counts[hash] ?? max(2, least / 4)
        return LogScale.millibits(min(1, Double(count) / Double(max(total, 20))))
    }

    init(total: Int, counts: [UInt64: UInt32]) {
        self.total = total
        self.counts = counts
    }

    /// Counts per symbol → table.
    init(symbolCounts: [UInt32], hash: (UInt32) -> UInt64) {
        total = 0
        for symbol in symbolCounts.indices.dropFirst() { total += Int(symbolCounts[symbol]) }
        let least = FrequencyTable.leastCount(total: total)
        counts = [:]
        for symbol in symbolCounts.indices.dropFirst() where symbolCounts[symbol] >= least {
            counts[hash(UInt32(symbol))] = symbolCounts[symbol]
        }
    }
}

/// The frequency tables there are; the raw value is the word in a model's text form.
enum FrequencyKind: String, CaseIterable, Sendable {
    case country, given, givenAtHome, family, familyAtHome, birth, organisation, accountGroup, email, local, phone,
        domain, taxNumber, postcode, city, address
}

/// Values that so many share that they say nothing about who somebody is; the raw value is the word in a model's text form.
enum SharedKind: String, CaseIterable, Sendable {
    case email, phone, domain, taxNumber, birth
}

/// Frequencies and shared values of a set of records.
struct Frequencies: Sendable, Equatable {
    var tables: [FrequencyKind: FrequencyTable] = [:]
    var shared: [SharedKind: Set<UInt64>] = [:]
    /// The country that towns, postcodes and names are of, as far as they are of one, by the values' hashes.
    var homes: [UInt64: UInt16] = [:]

    /// From so many different people or organisations on a value is shared by too many.
    static let sharedFrom = 4

    init() {}

    /// Counts them; records of the CRM and collective ones don't count.
    init(_ given: PreparedRecords) {
        let ranks = (0..<given.count).filter { !given.isCRM($0) && !given.isCollective[$0] }
        homes = Frequencies.homes(given, ranks)
        var records = given
        records.inferCountries(homes)
        func symbols(_ column: [UInt32], _ size: Int) -> [UInt32] {
            var counts = [UInt32](repeating: 0, count: size)
            if column.isEmpty { return counts }
            for rank in ranks { counts[Int(column[rank])] += 1 }
            return counts
        }
        func items(_ column: [UInt32], _ lists: Lists, _ size: Int) -> [UInt32] {
            var counts = [UInt32](repeating: 0, count: size)
            if column.isEmpty { return counts }
            for rank in ranks { for place in lists.range(column[rank]) { counts[Int(lists.items[place])] += 1 } }
            return counts
        }
        let emails = records.emails
        let emailCounts = items(records.emailsOf, emails.lists, emails.pool.count)
        var localCounts = [UInt32](repeating: 0, count: emails.locals.count)
        for symbol in 1..<max(1, emails.pool.count) { localCounts[Int(emails.local[symbol])] += emailCounts[symbol] }
        var domainCounts = [UInt32](repeating: 0, count: emails.domains.count)
        for symbol in 1..<max(1, emails.pool.count) { domainCounts[Int(emails.domain[symbol])] += emailCounts[symbol] }

        let names = records.names
        tables[.email] = FrequencyTable(symbolCounts: emailCounts) { emails.pool.hash(of: $0) }
        tables[.local] = FrequencyTable(symbolCounts: localCounts) { emails.locals.hash(of: $0) }
        tables[.phone] = FrequencyTable(
            symbolCounts: items(records.phonesOf, records.phones.lists, records.phones.pool.count)
        ) { records.phones.pool.hash(of: $0) }
        tables[.taxNumber] = FrequencyTable(
            symbolCounts: items(records.taxNumbersOf, records.taxNumbers.lists, records.taxNumbers.pool.count)
        ) { records.taxNumbers.pool.hash(of: $0) }
        tables[.postcode] = FrequencyTable(symbolCounts: symbols(records.postcode, records.postcodes.count)) {
            records.postcodes.hash(of: $0)
        }
        tables[.city] = FrequencyTable(symbolCounts: symbols(records.city, records.cities.count)) {
            records.cities.hash(of: $0)
        }
        tables[.organisation] = FrequencyTable(
            symbolCounts: symbols(records.organisation, records.organisations.pool.count)
        ) { records.organisations.pool.hash(of: $0) }
        var addressCounts: [UInt64: UInt32] = [:]
        var addressTotal = 0
        for rank in ranks {
            let key = records.addressHash(rank)
            if key != 0 {
                addressCounts[key, default: 0] += 1
                addressTotal += 1
            }
        }
        let least = FrequencyTable.leastCount(total: addressTotal)
        tables[.address] = FrequencyTable(total: addressTotal, counts: addressCounts.filter { $0.value >= least })

        var countryCounts: [UInt64: UInt32] = [:]
        for rank in ranks where records.country[rank] != 0 {
            countryCounts[UInt64(records.country[rank]), default: 0] += 1
        }
        tables[.country] = FrequencyTable(
            total: countryCounts.values.reduce(0) { $0 + Int($1) }, counts: countryCounts)

        switch records.kind {
        case .people:
            tables[.givenAtHome] = Frequencies.atHome(records, ranks, records.given)
            tables[.familyAtHome] = Frequencies.atHome(records, ranks, records.family)
            tables[.given] = FrequencyTable(symbolCounts: symbols(records.given, names.pool.count)) {
                names.pool.hash(of: $0)
            }
            tables[.family] = FrequencyTable(symbolCounts: symbols(records.family, names.pool.count)) {
                names.pool.hash(of: $0)
            }
            tables[.birth] = FrequencyTable(symbolCounts: symbols(records.birth, records.birthDates.count)) {
                mix(UInt64(records.birthDates[Int($0)]))
            }
            tables[.accountGroup] = FrequencyTable(
                symbolCounts: symbols(records.accountGroup, records.accountGroups.count)
            ) {
                records.accountGroups.hash(of: $0)
            }
            shared[.birth] = Frequencies.defaultDates(records, symbols(records.birth, records.birthDates.count))
        case .organisations:
            tables[.domain] = FrequencyTable(
                symbolCounts: items(records.domainsOf, records.domains.lists, records.domains.pool.count)
            ) { records.domains.pool.hash(of: $0) }
            shared[.domain] = Frequencies.sharedBy(records, ranks, records.domainsOf, records.domains.lists) {
                records.domains.pool.hash(of: $0)
            }
            shared[.taxNumber] = Frequencies.sharedBy(records, ranks, records.taxNumbersOf, records.taxNumbers.lists) {
                records.taxNumbers.pool.hash(of: $0)
            }
        }
        shared[.email] = Frequencies.sharedBy(records, ranks, records.emailsOf, emails.lists) {
            emails.pool.hash(of: $0)
        }
        shared[.phone] = Frequencies.sharedBy(records, ranks, records.phonesOf, records.phones.lists) {
            records.phones.pool.hash(of: $0)
        }
    }

    /// Counts of names together with the country.
    private static func atHome(_ records: PreparedRecords, _ ranks: [Int], _ column: [UInt32]) -> FrequencyTable {
        var counts: [UInt64: UInt32] = [:]
        var total = 0
        for rank in ranks where column[rank] != 0 && records.country[rank] != 0 {
            counts[mix(records.names.pool.hash(of: column[rank]), UInt64(records.country[rank])), default: 0] += 1
            total += 1
        }
        let least = FrequencyTable.leastCount(total: total)
        return FrequencyTable(total: total, counts: counts.filter { $0.value >= least })
    }

    /// Values that are found in one country nearly always.
    private static func homes(_ records: PreparedRecords, _ ranks: [Int]) -> [UInt64: UInt16] {
        var counts: [UInt64: [UInt16: UInt32]] = [:]
        for rank in ranks where records.country[rank] != 0 {
            for value in records.homeHashes(rank) where value != 0 {
                counts[value, default: [:]][records.country[rank], default: 0] += 1
            }
        }
        var homes: [UInt64: UInt16] = [:]
        for (value, countries) in counts {
            var total: UInt32 = 0
            var best: (count: UInt32, country: UInt16) = (0, 0)
            for (country, count) in countries {
                total += count
                if count > best.count || (count == best.count && country < best.country) { best = (count, country) }
            }
            if total >= 3, best.count * 100 >= total * 85 { homes[value] = best.country }
        }
        return homes
    }

    /// Values that occur with many different names.
    private static func sharedBy(
        _ records: PreparedRecords, _ ranks: [Int], _ column: [UInt32], _ lists: Lists, _ hash: (UInt32) -> UInt64
    ) -> Set<UInt64> {
        if column.isEmpty { return [] }
        var uses: [UInt64] = []
        for rank in ranks {
            let name = records.roughName(rank)
            if name == 0 { continue }
            for place in lists.range(column[rank]) {
                uses.append(UInt64(lists.items[place]) << 32 | (mix(name) & 0xFFFF_FFFF))
            }
        }
        uses.sort()
        var found: Set<UInt64> = []
        var index = 0
        while index < uses.count {
            var end = index + 1
            var different = 1
            while end < uses.count, uses[end] >> 32 == uses[index] >> 32 {
                if uses[end] != uses[end - 1] { different += 1 }
                end += 1
            }
            if different >= sharedFrom { found.insert(hash(UInt32(uses[index] >> 32))) }
            index = end
        }
        return found
    }

    /// Birth dates that stand for none, such as 1 January 1900: far more frequent than dates are.
    private static func defaultDates(_ records: PreparedRecords, _ counts: [UInt32]) -> Set<UInt64> {
        let used = counts.dropFirst().filter { $0 > 0 }.sorted()
        guard let median = used.isEmpty ? nil : used[used.count / 2] else { return [] }
        var found: Set<UInt64> = []
        for symbol in counts.indices.dropFirst() where counts[symbol] >= max(8, median * 12) {
            found.insert(mix(UInt64(records.birthDates[symbol])))
        }
        return found
    }
}

extension PreparedRecords {
    /// A rough form of the name, by which users of one value are told apart; 0 without a name.
    func roughName(_ rank: Int) -> UInt64 {
        switch kind {
        case .people:
            let name = given[rank]
            if name == 0 { return 0 }
            if let group = names.groups[Int(name)].first { return UInt64(group) << 48 | 1 }
            return names.sound[Int(name)] | 2 << 60
        case .organisations:
            return organisations.sound[Int(organisation[rank])] & 0xFFFF_FFFF
        }
    }

    /// Stands for postcode (or town), street and house number; 0 when one is missing.
    func addressHash(_ rank: Int) -> UInt64 {
        guard house[rank] != 0, street[rank] != 0 else { return 0 }
        let place = postcode[rank] != 0 ? postcodes.hash(of: postcode[rank]) : citySound[Int(city[rank])]
        if place == 0 { return 0 }
        return mix(mix(houses.hash(of: house[rank]), place), streets.hash(of: street[rank]))
    }

    /// The hashes of what tells a record's country: town, postcode's area, family name, given name; best first.
    func homeHashes(_ rank: Int) -> [UInt64] {
        var hashes = [city[rank] == 0 ? 0 : mix(1, cities.hash(of: city[rank]))]
        if kind == .people {
            hashes.append(family[rank] == 0 ? 0 : mix(2, names.pool.hash(of: family[rank])))
            hashes.append(given[rank] == 0 ? 0 : mix(3, names.pool.hash(of: given[rank])))
        } else {
            let word = organisations.rarest[Int(organisation[rank])]
            hashes.append(word == 0 ? 0 : mix(4, organisations.words.hash(of: word)))
        }
        return hashes
    }

    /// Fills in countries that records don't give.
    mutating func inferCountries(_ homes: [UInt64: UInt16]) {
        for rank in 0..<count where country[rank] == 0 {
            for value in homeHashes(rank) {
                if let home = homes[value] {
                    country[rank] = home
                    break
                }
            }
        }
    }

    /// Gives every value its frequency and marks the shared ones, as a model knows them.
    mutating func apply(_ known: Frequencies) {
        let empty = FrequencyTable(total: 0, counts: [:])
        func column(_ kind: FrequencyKind, _ count: Int, _ hash: (UInt32) -> UInt64) -> [Millibits] {
            let table = known.tables[kind] ?? empty
            return (0..<count).map { $0 == 0 ? 0 : table.frequency(hash(UInt32($0))) }
        }
        frequency.given = column(.given, names.pool.count) { names.pool.hash(of: $0) }
        frequency.family = column(.family, names.pool.count) { names.pool.hash(of: $0) }
        inferCountries(known.homes)
        let countries = known.tables[.country] ?? empty
        for packed in Set(country) where packed != 0 {
            frequency.country[packed] = min(-1, countries.frequency(UInt64(packed)))
        }
        frequency.countryOf = country.map { Int16(clamping: frequency.country[$0] ?? 0) }
        frequency.givenAtHome = atHome(given, known.tables[.givenAtHome] ?? empty, frequency.given)
        frequency.familyAtHome = atHome(family, known.tables[.familyAtHome] ?? empty, frequency.family)
        frequency.birth = column(.birth, birthDates.count) { mix(UInt64(birthDates[Int($0)])) }
        frequency.organisation = column(.organisation, organisations.pool.count) { organisations.pool.hash(of: $0) }
        frequency.accountGroup = column(.accountGroup, accountGroups.count) { accountGroups.hash(of: $0) }
        frequency.email = column(.email, emails.pool.count) { emails.pool.hash(of: $0) }
        frequency.local = column(.local, emails.locals.count) { emails.locals.hash(of: $0) }
        frequency.phone = column(.phone, phones.pool.count) { phones.pool.hash(of: $0) }
        frequency.domain = column(.domain, domains.pool.count) { domains.pool.hash(of: $0) }
        frequency.taxNumber = column(.taxNumber, taxNumbers.pool.count) { taxNumbers.pool.hash(of: $0) }
        frequency.postcode = column(.postcode, postcodes.count) { postcodes.hash(of: $0) }
        frequency.city = column(.city, cities.count) { cities.hash(of: $0) }
        let addresses = known.tables[.address] ?? empty
        frequency.address = (0..<count).map { rank in
            let key = addressHash(rank)
            return key == 0 ? 0 : addresses.frequency(key)
        }
        mark(.email, known, &emails.isShared) { emails.pool.hash(of: $0) }
        mark(.phone, known, &phones.isShared) { phones.pool.hash(of: $0) }
        mark(.domain, known, &domains.isShared) { domains.pool.hash(of: $0) }
        mark(.taxNumber, known, &taxNumbers.isShared) { taxNumbers.pool.hash(of: $0) }
        let defaults = known.shared[.birth] ?? []
        for symbol in birthDates.indices where defaults.contains(mix(UInt64(birthDates[symbol]))) {
            birthDates[symbol] = 0
        }
    }

    /// How frequent each record's name is in its country; over all where the country isn't known.
    private func atHome(_ column: [UInt32], _ table: FrequencyTable, _ everywhere: [Millibits]) -> [Int16] {
        if column.isEmpty { return [] }
        return (0..<count).map { rank in
            let name = column[rank]
            if name == 0 { return 0 }
            let country = self.country[rank]
            if country == 0 { return Int16(clamping: everywhere[Int(name)]) }
            let both = table.frequency(mix(names.pool.hash(of: name), UInt64(country)))
            return Int16(clamping: min(-1, both - (frequency.country[country] ?? 0)))
        }
    }

    private func mark(_ kind: SharedKind, _ known: Frequencies, _ flags: inout [Bool], _ hash: (UInt32) -> UInt64) {
        guard let hashes = known.shared[kind] else { return }
        for symbol in flags.indices where symbol != 0 { flags[symbol] = hashes.contains(hash(UInt32(symbol))) }
    }
}
