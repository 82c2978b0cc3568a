public import Records
internal import Text

/// A mapping proposed from a source's headers, with how sure each column's meaning is.
///
/// Columns that can't be told stay unmapped and are listed. Nothing is guessed from one header alone where another
/// reading is as likely: a column `Name` is a person's unless the source has no other name and its values look like firms.
public struct MappingProposal: Sendable {
    /// What was proposed for a column.
    public struct Proposal: Sendable {
        /// The column's name.
        public let column: String
        /// What it is taken for; nil = nothing known.
        public let meaning: ColumnMeaning?
        /// How sure that is, 0 to 100.
        public let confidence: Int
    }

    /// Per column, in the source's order.
    public let columns: [Proposal]
    /// The mapping file's text.
    public let yaml: String
    /// What the source holds, for a person: `companies with contacts`.
    public let what: String

    /// Proposes a mapping for a table with these columns; `sample` holds some of its rows.
    public init(source: String, columns: [String], sample: Rows) {
        var proposals: [Proposal] = []
        var places: [ColumnMeaning: [String]] = [:]
        for (index, column) in columns.enumerated() {
            var found = ColumnMeaning.of(header: column)
            if found?.meaning == .fullName, MappingProposal.looksLikeOrganisations(index, sample) {
                found = (.company, 80)
            }
            if found == nil, MappingProposal.looksLikeEmails(index, sample) { found = (.email, 85) }
            if let meaning = found?.meaning {
                // One column a meaning, but for those that are lists.
                let isList = [.email, .phone, .mobile, .fax, .website, .vatID].contains(meaning)
                if places[meaning] != nil && !isList {
                    found = nil
                } else {
                    places[meaning, default: []].append(column)
                }
            }
            proposals.append(Proposal(column: column, meaning: found?.meaning, confidence: found?.confidence ?? 0))
        }
        self.columns = proposals
        let writer = ProposalWriter(source: source, places: places)
        what = writer.what
        yaml = writer.text(unmapped: proposals.filter { $0.meaning == nil }.map(\.column))
    }

    /// How many columns were given a meaning.
    public var mappedColumns: Int { columns.count { $0.meaning != nil } }

    private static func looksLikeOrganisations(_ column: Int, _ sample: Rows) -> Bool {
        var filled = 0
        var organisations = 0
        for row in 0..<min(sample.count, 200) where sample.length(row, column) > 0 {
            filled += 1
            if sample.withField(row, column, { OrganisationName.looksLikeOrganisation($0) }) { organisations += 1 }
        }
        return filled >= 3 && organisations * 10 >= filled * 3
    }

    private static func looksLikeEmails(_ column: Int, _ sample: Rows) -> Bool {
        var filled = 0
        var emails = 0
        for row in 0..<min(sample.count, 200) where sample.length(row, column) > 0 {
            filled += 1
            if sample[row, column].contains(0x40) { emails += 1 }
        }
        return filled >= 2 && emails * 10 >= filled * 8
    }
}

/// Writes a proposal as the text of a mapping file.
private struct ProposalWriter {
    let source: String
    let places: [ColumnMeaning: [String]]

    private var hasPerson: Bool { places[.fullName] != nil || places[.familyName] != nil || places[.givenName] != nil }
    private var hasCompany: Bool { places[.company] != nil }

    var what: String {
        switch (hasPerson, hasCompany) {
        case (true, true): "companies with contacts"
        case (true, false): "people"
        case (false, true): "companies"
        case (false, false): places[.email] != nil ? "e-mail addresses" : "no customers found"
        }
    }

    func text(unmapped: [String]) -> String {
        var lines = ["version: 1", "about: \(quoted("\(source): \(what)"))", "", "records:"]
        if hasCompany { lines += company() }
        if hasPerson || !hasCompany { lines += person() }
        if !unmapped.isEmpty {
            lines += ["", "# Not mapped (kept in the staging area until you say otherwise):"]
            lines += unmapped.map { "#   \(oneLine($0))" }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func company() -> [String] {
        var lines = ["  company:", "    entity: accounts"]
        if let key = places[.key]?.first { lines.append("    key: \(quoted(key))") }
        lines.append("    when: {column: \(quoted(places[.company]![0])), present: true}")
        lines.append("    fields:")
        add(&lines, "name", .company)
        add(&lines, "vat_id", .vatID)
        add(&lines, "tax_number", .taxNumber)
        add(&lines, "registration_number", .registrationNumber)
        add(&lines, "industry", .industry)
        add(&lines, "currency", .currency)
        add(&lines, "credit_limit", .creditLimit)
        add(&lines, "payment_terms", .paymentTerms)
        addAddress(&lines)
        // A row that names a person gives its e-mail and phone to that person.
        let when = hasPerson ? ", when: \(noPerson)" : ""
        for (field, meaning) in reach { addList(&lines, field, meaning, when: when) }
        add(&lines, "website", .website)
        if !hasPerson {
            addCommon(&lines)
        } else {
            add(&lines, "recorded_at", places[.updatedAt] != nil ? .updatedAt : .createdAt)
        }
        return lines
    }

    private func person() -> [String] {
        var lines = ["  person:", "    entity: contacts"]
        if let key = places[.key]?.first { lines.append("    key: \(quoted(key))") }
        if hasCompany { lines.append("    when: \(aPersonOrNoCompany)") }
        lines.append("    fields:")
        add(&lines, "full_name", .fullName)
        add(&lines, "prefix", .prefix)
        add(&lines, "given_name", .givenName)
        add(&lines, "middle_name", .middleName)
        add(&lines, "family_name", .familyName)
        add(&lines, "suffix", .suffix)
        add(&lines, "job_title", .jobTitle)
        add(&lines, "department", .department)
        add(&lines, "birth_date", .birthDate)
        add(&lines, "language", .language)
        for (field, meaning) in reach { addList(&lines, field, meaning, when: "") }
        addAddress(&lines)
        if hasCompany { lines.append("      account: {record: company}") } else { add(&lines, "website", .website) }
        if !hasCompany { add(&lines, "tax_number", places[.vatID] != nil ? .vatID : .taxNumber) }
        addCommon(&lines)
        return lines
    }

    private let reach: [(String, ColumnMeaning)] = [
        ("email", .email), ("phone", .phone), ("mobile", .mobile), ("fax", .fax),
    ]

    private var personColumns: [String] {
        [ColumnMeaning.fullName, .givenName, .familyName].compactMap { places[$0]?.first }
    }

    private var noPerson: String {
        let tests = personColumns.map { "{column: \(quoted($0)), present: false}" }
        return tests.count == 1 ? tests[0] : "{all: [\(tests.joined(separator: ", "))]}"
    }

    private var aPersonOrNoCompany: String {
        let tests =
            personColumns.map { "{column: \(quoted($0)), present: true}" } + [
                "{column: \(quoted(places[.company]![0])), present: false}"
            ]
        return "{any: [\(tests.joined(separator: ", "))]}"
    }

    private func addCommon(_ lines: inout [String]) {
        add(&lines, "description", .notes)
        add(&lines, "customer_since", .createdAt)
        add(&lines, "recorded_at", places[.updatedAt] != nil ? .updatedAt : .createdAt)
    }

    private func addAddress(_ lines: inout [String]) {
        if let street = places[.street]?.first, let house = places[.houseNumber]?.first {
            lines.append("      street: {columns: [\(quoted(street)), \(quoted(house))], join: \" \"}")
        } else {
            add(&lines, "street", .street)
        }
        add(&lines, "street2", .street2)
        add(&lines, "postcode", .postcode)
        add(&lines, "city", .city)
        add(&lines, "region", .region)
        add(&lines, "country", .country)
        add(&lines, "shipping_street", .shippingStreet)
        add(&lines, "shipping_postcode", .shippingPostcode)
        add(&lines, "shipping_city", .shippingCity)
        add(&lines, "shipping_country", .shippingCountry)
    }

    private func add(_ lines: inout [String], _ field: String, _ meaning: ColumnMeaning) {
        guard let columns = places[meaning] else { return }
        let names = columns.map(quoted)
        lines.append("      \(field): \(names.count == 1 ? names[0] : "[\(names.joined(separator: ", "))]")")
    }

    private func addList(_ lines: inout [String], _ field: String, _ meaning: ColumnMeaning, when: String) {
        guard let columns = places[meaning] else { return }
        let names = columns.map(quoted)
        if when.isEmpty {
            lines.append("      \(field): \(names.count == 1 ? names[0] : "[\(names.joined(separator: ", "))]")")
        } else {
            let list = names.count == 1 ? "column: \(names[0])" : "columns: [\(names.joined(separator: ", "))]"
            lines.append("      \(field): {\(list)\(when)}")
        }
    }

    /// A YAML scalar: plain where that is safe, in double quotes else.
    private func quoted(_ text: String) -> String {
        let isPlain =
            !text.isEmpty && text.first != " " && text.last != " " && text.first!.isLetter
            && text.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || $0 == " " || $0 == "_" || $0 == "." || $0 == "-"
                    || ("0"..."9").contains($0)
            }
            && !["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(text.lowercased())
        if isPlain { return text }
        var out = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": out += "\\\""
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\t": out += "\\t"
            case "\u{2028}": out += "\\L"
            case "\u{2029}": out += "\\P"
            case _ where ProposalWriter.breaksLines(scalar):
                let digits = "0123456789abcdef".utf8.map { Character(UnicodeScalar($0)) }
                out += "\\x\(digits[Int(scalar.value >> 4)])\(digits[Int(scalar.value & 15)])"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "\""
    }

    /// A header for a comment, which ends with its line.
    private func oneLine(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { out.append(ProposalWriter.breaksLines(scalar) ? " " : scalar) }
        return String(out)
    }

    /// Control characters and whatever else a YAML parser takes for the end of a line.
    private static func breaksLines(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || scalar == "\u{2028}" || scalar == "\u{2029}"
    }
}
