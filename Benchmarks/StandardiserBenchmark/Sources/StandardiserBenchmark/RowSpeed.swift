import Text

/// Standardises rows of customers: `country, given name, family name, company, e-mail, phone, street, postcode, city,
/// region`, parted by tabs. Everything is done for every row: nothing is remembered between rows but what the standardisers
/// themselves remember.
struct RowSpeed {
    /// The columns, each value in bytes.
    private struct Columns {
        var count = 0
        var country: [[UInt8]] = []
        var name: [[UInt8]] = []
        var company: [[UInt8]] = []
        var email: [[UInt8]] = []
        var phone: [[UInt8]] = []
        var street: [[UInt8]] = []
        var postcode: [[UInt8]] = []
        var city: [[UInt8]] = []
        var region: [[UInt8]] = []

        mutating func add(_ line: String) {
            let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map { [UInt8]($0.utf8) }
            guard parts.count == 10 else { return }
            count += 1
            country.append(parts[0])
            name.append(parts[1].isEmpty || parts[2].isEmpty ? parts[1] + parts[2] : parts[1] + [0x20] + parts[2])
            company.append(parts[3])
            email.append(parts[4])
            phone.append(parts[5])
            street.append(parts[6])
            postcode.append(parts[7])
            city.append(parts[8])
            region.append(parts[9])
        }
    }

    func run() {
        var rows = Columns()
        for line in Lines() { rows.add(line) }
        guard rows.count > 0 else { return print("{}") }
        var parts: [String: Double] = [:]
        var total = Double.infinity
        // The first pass also makes the tables that are made on first use; the best of four counts.
        for _ in 0..<4 {
            let (seconds, each) = pass(rows)
            if seconds < total { (total, parts) = (seconds, each) }
        }
        let figures = parts.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }.joined(separator: ", ")
        print("{\"rows\": \(rows.count), \"seconds\": \(total), \"parts\": {\(figures)}}")
    }

    /// Column by column, as a batch is worked through; the sum is the rows' time.
    private func pass(_ rows: Columns) -> (Double, [String: Double]) {
        var parts: [String: Double] = [:]
        var countries: [CountryCode?] = []
        var kept = 0
        func measure(_ name: String, _ body: () -> Void) {
            let began = processorSeconds()
            body()
            parts[name] = processorSeconds() - began
        }
        func each(_ name: String, _ column: [[UInt8]], _ body: (UnsafeRawBufferPointer, CountryCode?) -> Int) {
            measure(name) {
                for index in column.indices where !column[index].isEmpty {
                    kept &+= column[index].withUnsafeBytes { body($0, countries[index]) }
                }
            }
        }
        let names = PersonNameReader(order: .givenFirst)
        let phones = PhoneStandardiser()
        measure("country") { countries = rows.country.map { given in given.withUnsafeBytes { Country.read($0).code } } }
        each("name", rows.name) { value, _ in names.read(value).people.count }
        each("company", rows.company) { OrganisationName.read($0, country: $1).core.count }
        each("e-mail", rows.email) { value, _ in Email.read(value).addresses.count }
        each("phone", rows.phone) { phones.read($0, country: $1).numbers.count }
        each("street", rows.street) {
            StreetLine.read($0, country: $1).houseNumber.count + (StreetLine.spaced($0)?.count ?? 0)
        }
        each("postcode", rows.postcode) { Postcode.standardise($0, country: $1).code.count }
        each("city", rows.city) { value, _ in Casing.city(value).bytes.count }
        each("region", rows.region) { Region.read($0, country: $1).code.count }
        precondition(kept >= 0)
        return (parts.values.reduce(0, +), parts)
    }
}
