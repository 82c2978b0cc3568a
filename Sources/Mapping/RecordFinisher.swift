internal import Records
internal import Text

/// Finishes a record whose fields depend on each other: names into parts, legal forms, postcodes for their country.
struct RecordFinisher {
    /// Field indexes of one of an entity's addresses.
    private struct Address {
        /// What the fields' names begin with: nothing, or `shipping_`.
        let prefix: String
        let street, postcode, city, region, country: Int
    }

    /// Field indexes of one entity that the finishing needs; nil where the entity has no such field.
    private struct Places {
        let name, legalForm, fullName, prefix, given, middle, family, suffix: Int?
        let addresses: [Address]

        init(_ entity: Entity) {
            func index(_ name: String) -> Int? { CustomerModel.fieldIndex(name, of: entity) }
            name = entity == .accounts ? index("name") : nil
            legalForm = index("legal_form")
            fullName = index("full_name")
            prefix = index("prefix")
            given = index("given_name")
            middle = index("middle_name")
            family = index("family_name")
            suffix = index("suffix")
            addresses = ["", "shipping_"].compactMap { kind in
                guard let street = index(kind + "street"), let postcode = index(kind + "postcode"),
                    let city = index(kind + "city"), let region = index(kind + "region"),
                    let country = index(kind + "country")
                else { return nil }
                return Address(
                    prefix: kind, street: street, postcode: postcode, city: city, region: region, country: country)
            }
        }
    }

    private static let places = Entity.allCases.map(Places.init)

    /// Finishes `record`. A person's full name that holds two people gives the second one back, for a record of its own.
    static func finish(_ record: inout DraftRecord, country: CountryCode?, sink: inout Standardiser.Sink)
        -> [PersonName]
    {
        let places = places[Int(record.entity.rawValue)]
        for address in places.addresses { finish(&record, address, country, &sink) }
        if let name = places.name, !record.values[name].isEmpty {
            finishOrganisation(&record, name: name, legalForm: places.legalForm, country: country, sink: &sink)
        }
        guard let fullName = places.fullName, let given = places.given, let family = places.family else { return [] }
        if !record.values[fullName].isEmpty {
            return splitFullName(&record, places, fullName: fullName, country: country, sink: &sink)
        }
        fixCase(&record, given, .given)
        fixCase(&record, family, .family)
        if let middle = places.middle { fixCase(&record, middle, .given) }
        splitGivenName(&record, places, given: given, country: country)
        return []
    }

    /// Writes a person's parts into the record's fields where they are empty.
    static func write(_ person: PersonName, into record: inout DraftRecord) {
        let places = places[Int(record.entity.rawValue)]
        func put(_ index: Int?, _ value: [UInt8]) {
            guard let index, !value.isEmpty, record.values[index].isEmpty else { return }
            record.values[index] = value
        }
        put(places.prefix, person.prefix)
        put(places.given, person.given)
        put(places.middle, person.middle)
        put(places.family, person.family)
        put(places.suffix, person.suffix)
    }

    private static func splitFullName(
        _ record: inout DraftRecord, _ places: Places, fullName: Int, country: CountryCode?,
        sink: inout Standardiser.Sink
    ) -> [PersonName] {
        let text = record.values[fullName]
        let found = text.withUnsafeBytes { PersonNameReader(country: country).read($0) }
        if let reason = found.verdict.reason {
            sink.note(
                reason, found.verdict.isInvalid ? .warning : .note, field: "full_name",
                column: record.columns[fullName],
                value: text)
        }
        guard let first = found.people.first else {
            if let family = places.family { record.values[family] = text }
            return []
        }
        write(first, into: &record)
        if first.fullName != text { record.changed |= 1 << UInt64(fullName) }
        record.values[fullName] = first.fullName
        return Array(found.people.dropFirst())
    }

    /// A title in the given name's column, or a `jun.` in the family name's, goes to its own field.
    private static func splitGivenName(
        _ record: inout DraftRecord, _ places: Places, given: Int, country: CountryCode?
    ) {
        guard let family = places.family, !record.values[given].isEmpty,
            record.values[given].contains(0x20) || record.values[family].contains(0x20)
        else {
            return
        }
        let whole = record.values[given] + [0x20] + record.values[family]
        let found = whole.withUnsafeBytes { PersonNameReader(order: .givenFirst, country: country).read($0) }
        guard found.people.count == 1, let person = found.people.first, !person.given.isEmpty, !person.family.isEmpty
        else {
            return
        }
        if !person.suffix.isEmpty, person.given == record.values[given] {
            record.values[family] = person.family
            record.changed |= 1 << UInt64(family)
            write(person, into: &record)
        } else if !person.prefix.isEmpty, person.family == record.values[family] {
            record.values[given] = person.given
            record.changed |= 1 << UInt64(given)
            write(person, into: &record)
        }
    }

    private static func fixCase(_ record: inout DraftRecord, _ index: Int, _ part: NamePart) {
        guard !record.values[index].isEmpty else { return }
        let fixed = record.values[index].withUnsafeBytes { Casing.personName($0, part: part) }
        if fixed.bytes != record.values[index], !fixed.bytes.isEmpty {
            record.values[index] = fixed.bytes
            record.changed |= 1 << UInt64(index)
        }
    }

    private static func finishOrganisation(
        _ record: inout DraftRecord, name: Int, legalForm: Int?, country: CountryCode?, sink: inout Standardiser.Sink
    ) {
        let text = record.values[name]
        let found = text.withUnsafeBytes { OrganisationName.read($0, country: country) }
        guard !found.name.isEmpty else { return }
        if found.name != text { record.changed |= 1 << UInt64(name) }
        record.values[name] = found.name
        if let legalForm, record.values[legalForm].isEmpty, let form = found.legalForm {
            record.values[legalForm] = Array(form.spelling.utf8)
        }
    }

    private static func finish(
        _ record: inout DraftRecord, _ address: Address, _ standard: CountryCode?, _ sink: inout Standardiser.Sink
    ) {
        var country = record.values[address.country].withUnsafeBytes { CountryCode($0) } ?? standard
        let hasAddress =
            !record.values[address.street].isEmpty || !record.values[address.postcode].isEmpty
            || !record.values[address.city].isEmpty
        if !record.values[address.region].isEmpty {
            finishRegion(&record, address, &country, hasAddress: hasAddress, &sink)
        }
        guard hasAddress else { return }
        if record.values[address.postcode].isEmpty, !record.values[address.city].isEmpty {
            let both = record.values[address.city].withUnsafeBytes { Postcode.split($0, country: country) }
            if let both, !both.place.isEmpty, !both.postcode.code.isEmpty {
                record.values[address.postcode] = both.postcode.code
                record.values[address.city] = both.place
                record.changed |= 1 << UInt64(address.city)
                record.columns[address.postcode] = record.columns[address.city]
            }
        }
        if !record.values[address.postcode].isEmpty { finishPostcode(&record, address, &country, &sink) }
        if record.values[address.country].isEmpty, let country { record.values[address.country] = country.bytes }
        if !record.values[address.street].isEmpty {
            let spaced = record.values[address.street].withUnsafeBytes { StreetLine.spaced($0) }
            if let spaced {
                record.values[address.street] = spaced
                record.changed |= 1 << UInt64(address.street)
            }
        }
        fixPlaceCase(&record, address.street) { Casing.street($0) }
        fixPlaceCase(&record, address.city) { Casing.city($0) }
    }

    private static func finishPostcode(
        _ record: inout DraftRecord, _ address: Address, _ country: inout CountryCode?,
        _ sink: inout Standardiser.Sink
    ) {
        let text = record.values[address.postcode]
        let found = text.withUnsafeBytes { Postcode.standardise($0, country: country) }
        if let reason = found.verdict.reason {
            sink.note(
                reason, .warning, field: address.prefix + "postcode", column: record.columns[address.postcode],
                value: text, proposal: found.proposal,
                detail: reason == .postcodeShape ? country.map(forms) ?? "" : "")
        }
        if let named = found.country, record.values[address.country].isEmpty { country = named }
        // A code that fits no shape stays as given: an address is worth more with it than without.
        if !found.code.isEmpty && found.code != text {
            record.values[address.postcode] = found.code
            record.changed |= 1 << UInt64(address.postcode)
        }
    }

    /// What a country's postcodes look like, for whoever has to correct one.
    private static func forms(of country: CountryCode) -> String {
        let forms = Postcode.forms(of: country)
        if forms.isEmpty { return "" }
        return "in \(country) it is \(forms.joined(separator: " or ")), 9 a digit"
            + (forms.contains { $0.contains("A") } ? ", A a letter" : "")
    }

    /// Brings a region to its ISO 3166-2 code. What is none of the country's stays as it is, with a finding where the
    /// country's regions are known.
    private static func finishRegion(
        _ record: inout DraftRecord, _ address: Address, _ country: inout CountryCode?, hasAddress: Bool,
        _ sink: inout Standardiser.Sink
    ) {
        let text = record.values[address.region]
        let found = text.withUnsafeBytes { Region.read($0, country: country) }
        var doubt: Reason? = found.verdict.reason
        if let named = found.code.withUnsafeBytes({ CountryCode(UnsafeRawBufferPointer(rebasing: $0.prefix(2))) }),
            named != country
        {
            // A whole code such as US-CA says the country of a row that names none; it never overrules one.
            if record.values[address.country].isEmpty { country = named } else { doubt = .regionOtherCountry }
            if hasAddress, doubt == nil { record.values[address.country] = named.bytes }
        }
        if let doubt {
            // A country whose parts aren't listed here can't be judged.
            if doubt == .regionUnknown, country.map({ !Region.isListed($0) }) ?? true { return }
            sink.note(
                doubt, .note, field: address.prefix + "region", column: record.columns[address.region], value: text,
                detail: country.map { "its country is \($0)" } ?? "")
        } else if !found.code.isEmpty, found.code != text {
            record.values[address.region] = found.code
            record.changed |= 1 << UInt64(address.region)
        }
    }

    private static func fixPlaceCase(
        _ record: inout DraftRecord, _ index: Int, _ fix: (UnsafeRawBufferPointer) -> Standardised
    ) {
        guard !record.values[index].isEmpty else { return }
        let fixed = record.values[index].withUnsafeBytes(fix)
        if !fixed.bytes.isEmpty && fixed.bytes != record.values[index] {
            record.values[index] = fixed.bytes
            record.changed |= 1 << UInt64(index)
        }
    }
}
