import Text

/// Standardises rows of customers: `country, given name, family name, company, e-mail, phone, street, postcode, city`,
/// parted by tabs. Everything is done for every row: nothing is remembered between rows but what the standardisers
/// themselves remember.
struct RowSpeed {
    private struct Row {
        var country: [UInt8]
        var name: [UInt8]
        var company: [UInt8]
        var email: [UInt8]
        var phone: [UInt8]
        var street: [UInt8]
        var postcode: [UInt8]
        var city: [UInt8]

        init?(_ line: String) {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map { [UInt8]($0.utf8) }
            guard parts.count == 9 else { return nil }
            country = parts[0]
            name = parts[1].isEmpty || parts[2].isEmpty ? parts[1] + parts[2] : parts[1] + [0x20] + parts[2]
            company = parts[3]
            email = parts[4]
            phone = parts[5]
            street = parts[6]
            postcode = parts[7]
            city = parts[8]
        }
    }

    func run() {
        let rows = Lines().compactMap { Row($0) }
        guard !rows.isEmpty else { return print("{}") }
        // Once for the tables that are made on first use.
        _ = pass(rows.prefix(1000))
        var parts: [String: Double] = [:]
        var total = Double.infinity
        for _ in 0..<3 {
            let (seconds, each) = pass(rows[...])
            if seconds < total { (total, parts) = (seconds, each) }
        }
        let figures = parts.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
        print("{\"rows\": \(rows.count), \"seconds\": \(total), \"parts\": {\(figures)}}")
    }

    /// Column by column, as a batch is worked through; the sum is the rows' time.
    private func pass(_ rows: ArraySlice<Row>) -> (Double, [String: Double]) {
        var parts: [String: Double] = [:]
        var countries: [CountryCode?] = []
        var kept = 0
        func measure(_ name: String, _ body: () -> Void) {
            let began = processorSeconds()
            body()
            parts[name] = processorSeconds() - began
        }
        let names = PersonNameReader(order: .givenFirst)
        let phones = PhoneStandardiser()
        measure("country") { countries = rows.map { row in row.country.withUnsafeBytes { Country.read($0).code } } }
        measure("name") { for row in rows { kept &+= row.name.withUnsafeBytes { names.read($0).people.count } } }
        measure("company") {
            for (row, country) in zip(rows, countries) where !row.company.isEmpty {
                kept &+= row.company.withUnsafeBytes { OrganisationName.read($0, country: country).core.count }
            }
        }
        measure("e-mail") {
            for row in rows { kept &+= row.email.withUnsafeBytes { Email.read($0).addresses.count } }
        }
        measure("phone") {
            for (row, country) in zip(rows, countries) {
                kept &+= row.phone.withUnsafeBytes { phones.read($0, country: country).numbers.count }
            }
        }
        measure("street") {
            for (row, country) in zip(rows, countries) {
                kept &+= row.street.withUnsafeBytes { StreetLine.read($0, country: country).houseNumber.count }
            }
        }
        measure("postcode") {
            for (row, country) in zip(rows, countries) {
                kept &+= row.postcode.withUnsafeBytes { Postcode.standardise($0, country: country).code.count }
            }
        }
        measure("city") {
            for row in rows { kept &+= row.city.withUnsafeBytes { Casing.city($0).bytes.count } }
        }
        precondition(kept >= 0)
        return (parts.values.reduce(0, +), parts)
    }
}
