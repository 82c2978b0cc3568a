/// The keys under which a record is looked for: records that share one are compared.
///
/// Each rule finds what others miss: a typing error in the name, another e-mail, a moved house, swapped names.
struct BlockKeys {
    private let records: PreparedRecords

    init(_ records: PreparedRecords) { self.records = records }

    /// Rules; each has keys of its own.
    private enum Rule: UInt64 {
        case email = 1, local, phone, tax, keyGroup
        case nameAndPostcode, bothNames, birthAndInitial, organisationAndName, houseAndInitial, domainAndInitial,
            namesAndArea
        case organisationName, organisationWord, organisationPlace, registration, domain, houseAndStreet,
            organisationStart
    }

    /// A key and what splits its block when too many records share it: finer and finer.
    struct Key {
        var key: UInt64
        var second: UInt64
        var third: UInt64
    }

    /// Appends a record's keys, each once.
    func append(_ rank: Int, to keys: inout [Key]) {
        if records.isCollective[rank] { return }
        let start = keys.count
        switch records.kind {
        case .people: people(rank, &keys)
        case .organisations: organisations(rank, &keys)
        }
        // Two of a record's own keys may be the same.
        if keys.count - start > 1 {
            keys[start...].sort { $0.key < $1.key }
            var write = start + 1
            for read in (start + 1)..<keys.count where keys[read].key != keys[write - 1].key {
                keys[write] = keys[read]
                write += 1
            }
            keys.removeLast(keys.count - write)
        }
    }

    private func key(_ rule: Rule, _ first: UInt64, _ second: UInt64 = 0) -> UInt64 {
        mix(mix(rule.rawValue, first), second)
    }

    private func people(_ rank: Int, _ keys: inout [Key]) {
        let names = records.names
        let (given, family) = (Int(records.given[rank]), Int(records.family[rank]))
        let (givenSound, familySound) = (names.sound[given], names.sound[family])
        let (givenFull, familyFull) = (names.fullSound[given], names.fullSound[family])
        let (givenInitial, familyInitial) = (initial(records.given[rank]), initial(records.family[rank]))
        let initials = min(givenInitial, familyInitial) << 8 | max(givenInitial, familyInitial)
        let soundPair = mix(min(givenSound, familySound), max(givenSound, familySound))
        let postcode = records.postcode[rank] == 0 ? 0 : records.postcodes.hash(of: records.postcode[rank])
        let city = records.citySound[Int(records.city[rank])]
        let place = postcode != 0 ? postcode : city
        let birth = UInt64(records.birthDates[Int(records.birth[rank])])
        let house = records.house[rank] == 0 ? 0 : records.houses.hash(of: records.house[rank])
        let street = records.street[rank] == 0 ? 0 : streetStart(records.street[rank])

        contacts(rank, &keys, second: initials, third: soundPair)
        if postcode != 0 {
            for sound in [givenSound, familySound] where sound != 0 {
                keys.append(Key(key: key(.nameAndPostcode, sound, postcode), second: initials, third: soundPair))
            }
        }
        if givenSound != 0, familySound != 0 {
            keys.append(Key(key: key(.bothNames, soundPair), second: city, third: postcode))
            let area = postcode != 0 ? area(records.postcode[rank]) : 0
            if area != 0 {
                let starts = mix(min(givenSound.start, familySound.start), max(givenSound.start, familySound.start))
                keys.append(Key(key: key(.namesAndArea, starts, area), second: soundPair, third: place))
            }
        }
        if birth != 0 {
            for initial in [givenInitial, familyInitial] where initial != 0 {
                keys.append(Key(key: key(.birthAndInitial, birth, initial), second: initials, third: soundPair))
            }
        }
        let organisation: UInt64
        if records.accountGroup[rank] != 0 {
            organisation = records.accountGroups.hash(of: records.accountGroup[rank])
        } else {
            organisation = records.organisations.sound[Int(records.organisation[rank])]
        }
        if organisation != 0 {
            for sound in [givenFull, familyFull] where sound != 0 {
                keys.append(
                    Key(key: key(.organisationAndName, organisation, sound), second: initials, third: soundPair))
            }
            // A short form sounds different: the initial finds it.
            if givenInitial != 0 {
                keys.append(
                    Key(key: key(.organisationAndName, organisation, givenInitial), second: initials, third: soundPair))
            }
        }
        if house != 0, street != 0 {
            for initial in [givenInitial, familyInitial] where initial != 0 {
                keys.append(
                    Key(key: key(.houseAndInitial, mix(house, street), initial), second: place, third: initials))
            }
        }
        if house != 0, postcode != 0, givenInitial != 0 {
            keys.append(
                Key(key: key(.houseAndStreet, mix(house, postcode), givenInitial), second: initials, third: soundPair))
        }
    }

    private func organisations(_ rank: Int, _ keys: inout [Key]) {
        let values = records.organisations
        let name = records.organisation[rank]
        let joined = values.joined[Int(name)]
        let joinedHash = joined == 0 ? 0 : values.joinedPool.hash(of: joined)
        let sound = values.sound[Int(name)]
        let postcode = records.postcode[rank] == 0 ? 0 : records.postcodes.hash(of: records.postcode[rank])
        let city = records.citySound[Int(records.city[rank])]
        let place = postcode != 0 ? postcode : city
        let house = records.house[rank] == 0 ? 0 : records.houses.hash(of: records.house[rank])
        let street = records.street[rank] == 0 ? 0 : streetStart(records.street[rank])
        contacts(rank, &keys, second: sound, third: place)
        if joinedHash != 0 {
            keys.append(Key(key: key(.organisationName, joinedHash), second: city, third: postcode))
            let start = values.joinedPool.with(joined) { contentHash(UnsafeRawBufferPointer(rebasing: $0.prefix(6))) }
            if place != 0 {
                keys.append(Key(key: key(.organisationStart, start, city), second: postcode, third: sound))
                if postcode != 0 {
                    keys.append(Key(key: key(.organisationStart, start, postcode), second: sound, third: house))
                }
            }
            let rarest = values.rarest[Int(name)]
            if rarest != 0 {
                keys.append(
                    Key(
                        key: key(.organisationWord, values.words.hash(of: rarest), city), second: postcode, third: sound
                    ))
            }
            for place in values.wordsOf.range(name).prefix(4) where postcode != 0 {
                keys.append(
                    Key(
                        key: key(.organisationPlace, values.words.hash(of: values.wordsOf.items[place]), postcode),
                        second: sound, third: house))
            }
        }
        for place in records.domains.lists.range(records.domainsOf[rank]) {
            let value = records.domains.lists.items[place]
            if records.domains.isShared[Int(value)] { continue }
            keys.append(
                Key(key: key(.domain, records.domains.pool.hash(of: value)), second: sound, third: place0(rank)))
        }
        for place in records.registrations.lists.range(records.registrationsOf[rank]) {
            let value = records.registrations.lists.items[place]
            keys.append(
                Key(key: key(.registration, records.registrations.pool.hash(of: value)), second: sound, third: city))
        }
        if house != 0, street != 0, place != 0 {
            keys.append(Key(key: key(.houseAndStreet, mix(house, street), city), second: postcode, third: sound))
            if postcode != 0 {
                keys.append(Key(key: key(.houseAndInitial, house, postcode), second: street, third: sound))
            }
        }
    }

    private func place0(_ rank: Int) -> UInt64 { records.citySound[Int(records.city[rank])] }

    private func contacts(_ rank: Int, _ keys: inout [Key], second: UInt64, third: UInt64) {
        let emails = records.emails
        for place in emails.lists.range(records.emailsOf[rank]) {
            let email = emails.lists.items[place]
            if emails.isShared[Int(email)] { continue }
            keys.append(Key(key: key(.email, emails.pool.hash(of: email)), second: second, third: third))
            let local = emails.local[Int(email)]
            if emails.locals.length(local) >= 5 {
                keys.append(Key(key: key(.local, emails.locals.hash(of: local)), second: second, third: third))
            }
        }
        for place in records.phones.lists.range(records.phonesOf[rank]) {
            let phone = records.phones.lists.items[place]
            if records.phones.isShared[Int(phone)] { continue }
            keys.append(Key(key: key(.phone, records.phones.tail[Int(phone)]), second: second, third: third))
        }
        for place in records.taxNumbers.lists.range(records.taxNumbersOf[rank]) {
            let value = records.taxNumbers.lists.items[place]
            if records.taxNumbers.isShared[Int(value)] { continue }
            keys.append(Key(key: key(.tax, records.taxNumbers.pool.hash(of: value)), second: second, third: third))
        }
        if records.keyGroup[rank] != 0 {
            let group = records.keyGroups.hash(of: records.keyGroup[rank])
            keys.append(Key(key: key(.keyGroup, group), second: second, third: third))
        }
    }

    private func initial(_ name: UInt32) -> UInt64 { name == 0 ? 0 : records.names.pool.with(name) { UInt64($0[0]) } }

    /// The first letters of a street, so that an error further on does no harm.
    private func streetStart(_ street: UInt32) -> UInt64 {
        records.streets.with(street) { contentHash(UnsafeRawBufferPointer(rebasing: $0.prefix(4))) }
    }

    /// The postcode's first three signs: a town or a part of one.
    private func area(_ postcode: UInt32) -> UInt64 {
        records.postcodes.with(postcode) { contentHash(UnsafeRawBufferPointer(rebasing: $0.prefix(3))) }
    }
}

extension UInt64 {
    /// The first two sounds of a phonetic key.
    fileprivate var start: UInt64 {
        var key = self
        while key >= 256 { key >>= 4 }
        return key
    }
}
