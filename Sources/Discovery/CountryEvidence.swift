internal import Text

/// Which country the addresses and phone numbers of a table are from, where it doesn't say so row by row.
///
/// Told from what names a country outright (a column of countries, `+49`, a VAT id's letters) and from what fits only some
/// countries: national phone numbers, postcodes, legal forms.
public struct CountryEvidence: Sendable {
    /// Rows by the country that they name outright.
    public private(set) var named: [String: Int] = [:]
    /// Rows whose country column is filled.
    public private(set) var filled = 0
    /// Rows in all.
    public let rows: Int
    /// Phone numbers and postcodes that can be read only if the country is known.
    public private(set) var national = 0
    /// How well the national numbers, postcodes and legal forms fit a country, 0 to 1, the best first.
    public private(set) var fits: [(country: String, fit: Double)] = []

    /// The countries whose numbers and postcodes are tried.
    static let tried = [
        "DE", "AT", "CH", "GB", "IE", "US", "CA", "FR", "BE", "NL", "LU", "IT", "ES", "PT", "DK", "SE", "NO", "FI",
        "PL",
        "CZ", "AU", "NZ",
    ]
    /// So many different values of a column are tried.
    private static let most = 300

    /// Looks at a table.
    public init(_ table: TableReading) {
        rows = table.tallies.map(\.rows).max() ?? 0
        let phones = CountryEvidence.values(table, [.phone, .mobile, .fax])
        let postcodes = CountryEvidence.values(table, [.postcode])
        let places = CountryEvidence.values(table, [.city, .street])
        let names = CountryEvidence.values(table, [.company])
        for (value, count) in CountryEvidence.values(table, [.country]) {
            filled += count
            if let code = value.withUnsafeBytes(Country.read).code { named[code.description, default: 0] += count }
        }
        for (value, count) in CountryEvidence.values(table, [.vatID]) {
            let number = value.withUnsafeBytes { TaxNumber.read($0) }
            if number.check == .valid, value.first.map({ $0 >= 0x41 }) == true, let code = number.country {
                named[code.description, default: 0] += count
            }
        }
        let standardiser = PhoneStandardiser()
        var local: [(ArraySlice<UInt8>, Int)] = []
        for (value, count) in phones {
            let number = value.withUnsafeBytes { standardiser.read($0) }.numbers.first
            if let number, !number.e164.isEmpty, let code = number.country {
                named[code.description, default: 0] += count
            } else {
                local.append((value, count))
            }
        }
        weigh(local, postcodes, places, names, standardiser)
    }

    private mutating func weigh(
        _ phones: [(ArraySlice<UInt8>, Int)], _ postcodes: [(ArraySlice<UInt8>, Int)],
        _ places: [(ArraySlice<UInt8>, Int)], _ names: [(ArraySlice<UInt8>, Int)], _ standardiser: PhoneStandardiser
    ) {
        func sum(_ values: [(ArraySlice<UInt8>, Int)]) -> Int { values.reduce(0) { $0 + $1.1 } }
        let both = places.filter { ValueTraits(of: $0.0).contains(.postcodeAndPlace) }
        national = sum(phones) + sum(postcodes) + sum(both)
        let forms = names.compactMap { value, count -> ([CountryCode], Int)? in
            guard
                let form = value.withUnsafeBytes({ OrganisationName.read($0, country: nil, fixesCase: false) })
                    .legalForm,
                !form.countries.isEmpty
            else { return nil }
            return (form.countries, count)
        }
        let formed = forms.reduce(0) { $0 + $1.1 }
        guard national + formed >= 5 else { return }
        fits = CountryEvidence.tried.compactMap { name in
            guard let country = CountryCode(name) else { return nil }
            func share(_ values: [(ArraySlice<UInt8>, Int)], _ fits: (ArraySlice<UInt8>) -> Bool) -> Double {
                let all = sum(values)
                return all < 5 ? 1 : Double(sum(values.filter { fits($0.0) })) / Double(all)
            }
            let dialled = share(phones) { value in
                value.withUnsafeBytes { standardiser.read($0, country: country) }.numbers.contains { number in
                    !number.e164.isEmpty && !number.verdict.isInvalid && number.country == country
                }
            }
            let posted = share(postcodes) { value in
                let reading = value.withUnsafeBytes { Postcode.standardise($0, country: country) }
                return !reading.verdict.isInvalid && (reading.verdict.reason == nil || !reading.proposal.isEmpty)
            }
            let placed = share(both) { value in
                value.withUnsafeBytes { Postcode.split($0, country: country) }?.postcode.verdict.reason == nil
            }
            let told =
                formed < 5 ? 1 : Double(forms.reduce(0) { $0 + ($1.0.contains(country) ? $1.1 : 0) }) / Double(formed)
            // A legal form is used across borders; a number that can't be dialled there is none of the country's.
            let fit = dialled * min(posted, placed) * (0.4 + 0.6 * told)
            return fit > 0.05 ? (name, fit) : nil
        }.sorted { ($1.fit, $0.country) < ($0.fit, $1.country) }
    }

    /// The country, where the values decide: nearly all rows that name one name the same, or one fits far better than any
    /// other; nil where they don't.
    public var country: String? {
        let total = named.values.reduce(0, +)
        if total * 10 >= max(rows, 1), total >= 3, let most = namedMost, most.rows * 10 >= total * 9 {
            return most.country
        }
        guard national >= 5, let best = fits.first, best.fit >= 0.6 else { return nil }
        let next = fits.dropFirst().first?.fit ?? 0
        return next <= best.fit * 0.75 ? best.country : nil
    }

    /// The country that most rows name.
    public var namedMost: (country: String, rows: Int)? {
        named.min { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
    }

    /// Whether the rows need a country that nothing in them says: national phone numbers or postcodes, and no column of
    /// countries.
    public var isNeeded: Bool { national >= 5 && filled * 2 < rows }

    /// Countries that the values fit about as well as the best.
    public var candidates: [String] {
        guard let best = fits.first else { return [] }
        return fits.filter { $0.fit >= best.fit * 0.6 }.prefix(4).map(\.country)
    }

    private static func values(_ table: TableReading, _ meanings: Set<ColumnMeaning>) -> [(ArraySlice<UInt8>, Int)] {
        var found: [(ArraySlice<UInt8>, Int)] = []
        for (index, column) in table.columns.enumerated() where column.meaning.map(meanings.contains) == true {
            let values = table.tallies[index].values.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            let step = max(1, values.count / most)
            found += stride(from: 0, to: values.count, by: step).map { (values[$0].key, values[$0].value) }
        }
        return found
    }
}

/// The country of a project and its currency, from what its sources say.
public enum HomeCountry {
    /// The country that most sources' rows speak for, where nearly all do; nil where they don't agree.
    public static func of(_ sources: [CountryEvidence]) -> String? {
        var votes: [String: Int] = [:]
        for source in sources {
            guard let country = source.country else { continue }
            votes[country, default: 0] += max(1, source.rows)
        }
        let total = votes.values.reduce(0, +)
        guard let most = votes.min(by: { ($1.value, $0.key) < ($0.value, $1.key) }), most.value * 10 >= total * 6 else {
            return nil
        }
        return most.key
    }

    /// The currency that is used there; nil where it isn't known here.
    public static func currency(of country: String) -> String? {
        switch country {
        case "DE", "AT", "IE", "FR", "BE", "NL", "LU", "IT", "ES", "PT", "FI": "EUR"
        case "CH": "CHF"
        case "GB": "GBP"
        case "US": "USD"
        case "CA": "CAD"
        case "DK": "DKK"
        case "SE": "SEK"
        case "NO": "NOK"
        case "PL": "PLN"
        case "CZ": "CZK"
        case "AU": "AUD"
        case "NZ": "NZD"
        default: nil
        }
    }
}
