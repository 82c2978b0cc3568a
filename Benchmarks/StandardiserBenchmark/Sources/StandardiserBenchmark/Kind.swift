import Text

/// What a line holds: the country's code or nothing, a tab, the value. Out comes one line for each: the parts of the
/// result, parted by tabs, `!` in front of a reason why there is none.
enum Kind: String, CaseIterable {
    case phone, email, name, tax, domain, iban, company

    func readAll() {
        let phones = PhoneStandardiser()
        for line in Lines() {
            let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
            let country = CountryCode(String(parts[0]))
            let value = parts.count > 1 ? String(parts[1]) : ""
            print(read(value, country, phones).map { $0.replacing("\t", with: " ") }.joined(separator: "\t"))
        }
    }

    private func read(_ value: String, _ country: CountryCode?, _ phones: PhoneStandardiser) -> [String] {
        switch self {
        case .phone:
            let reading = phones.read(value, country: country)
            guard let number = reading.numbers.first, !number.e164.isEmpty else { return refused(reading.verdict) }
            return [
                text(number.e164), text(number.extensionDigits), "\(number.kind)", number.country?.description ?? "",
                number.verdict.reason?.rawValue ?? "", "\(reading.numbers.count)",
            ]
        case .email:
            let reading = Email.read(value)
            guard let address = reading.addresses.first, !address.address.isEmpty else {
                return refused(reading.verdict)
            }
            return [
                text(address.address), text(address.domain), address.verdict.reason?.rawValue ?? "",
                "\(reading.addresses.count)",
            ]
        case .name:
            let reading = PersonNameReader(order: .givenFirst, country: country, fixesCase: false).read(value)
            guard let person = reading.people.first else { return refused(reading.verdict) }
            return [
                text(person.prefix), text(person.given), text(person.middle), text(person.family), text(person.suffix),
                "\(reading.people.count)", text(person.nickname), text(person.aside),
            ]
        case .tax:
            let number = TaxNumber.read(value, country: country)
            return [
                text(number.normalised), "\(number.check)", "\(number.kind)", number.country?.description ?? "",
            ]
        case .domain:
            guard let domain = DomainName.standardise(value) else { return ["!domain"] }
            return [text(domain), text(DomainName.registrable(domain))]
        case .iban:
            let reading = IBAN.read(value)
            guard !reading.number.isEmpty else { return refused(reading.verdict) }
            return [text(reading.number), reading.verdict.reason?.rawValue ?? ""]
        case .company:
            let name = OrganisationName.read(value, country: country)
            return [text(name.name), text(name.core), name.legalForm?.code ?? ""]
        }
    }

    private func refused(_ verdict: Verdict) -> [String] { ["!\(verdict.reason?.rawValue ?? "empty")"] }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
