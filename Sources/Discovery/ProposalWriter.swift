internal import Records

/// Writes a proposal as the text of a mapping file.
struct ProposalWriter {
    let reading: TableReading
    let relations: TableRelations?
    let others: [TableOutline]
    let source: String
    let places: [ColumnMeaning: [String]]
    /// The columns that the mapping reads.
    var used: Set<String> = []
    var valueMaps: [String] = []
    private var checks: [String] = []

    init(_ reading: TableReading, _ relations: TableRelations?, _ others: [TableOutline]) {
        self.reading = reading
        self.relations = relations
        self.others = others
        source = reading.source
        var places: [ColumnMeaning: [String]] = [:]
        for column in reading.columns {
            if let meaning = column.meaning { places[meaning, default: []].append(column.column) }
        }
        self.places = places
    }

    // MARK: What the source is

    var hasPerson: Bool { places[.fullName] != nil || places[.familyName] != nil || places[.givenName] != nil }
    var hasCompany: Bool { places[.company] != nil }

    /// What the source holds, for a person.
    var what: String {
        switch reading.kind {
        case .orders: return "orders"
        case .invoices: return places[.openAmount] != nil ? "open items" : "invoices"
        case .opportunities: return "deals"
        case .activities: return "notes and activities"
        case .users: return "your own people"
        case .suppressions: return "who must not be written to"
        case .parties where isSupplierList: return "suppliers"
        case .parties, .other: break
        }
        if holdsNobody { return "no customers found" }
        let consent = places[.consent] != nil ? ", consent" : ""
        switch (hasPerson, hasCompany) {
        case (true, true): return "companies with contacts" + consent
        case (true, false): return "people" + consent
        case (false, true): return "companies" + consent
        case (false, false):
            if places[.email] != nil { return "e-mail addresses" + consent }
            return [ColumnMeaning.phone, .mobile, .fax].contains { places[$0] != nil } ? "phone numbers" : "addresses"
        }
    }

    /// The column the rows are known by: what others refer to, else the row's own key, else the customer's number.
    private var key: String? {
        let referred = relations?.keys(of: source) ?? []
        let order: [ColumnMeaning]
        switch reading.kind {
        case .parties:
            order =
                hasPerson && !hasCompany
                ? [.key, .customerKey, .contactKey]
                : [.key, .customerKey, .accountKey] + (hasCompany ? [] : [.contactKey])
        case .orders: order = [.orderNumber, .key]
        case .invoices: order = [.documentNumber, .key]
        case .users: order = [.initials, .key, .ownerKey, .customerKey]
        default: order = [.key]
        }
        let columns = order.flatMap { places[$0] ?? [] }
        return columns.first { referred.contains($0) } ?? columns.first
    }

    /// What other sources can refer to.
    var outline: TableOutline {
        let key = self.key.map { [$0] } ?? []
        var records: [TableOutline.Record] = []
        switch reading.kind {
        case .parties, .other:
            if holdsNobody { break }
            if hasCompany { records.append(.init(name: "company", entity: .accounts, key: key)) }
            if hasPerson || !hasCompany { records.append(.init(name: "person", entity: .contacts, key: key)) }
        case .orders: records.append(.init(name: "order", entity: .orders, key: key))
        case .invoices: records.append(.init(name: "invoice", entity: .invoices, key: key))
        case .opportunities: records.append(.init(name: "deal", entity: .opportunities, key: key))
        case .activities: records.append(.init(name: "activity", entity: .activities, key: key))
        case .users: records.append(.init(name: "user", entity: .users, key: key))
        case .suppressions: break
        }
        var userFields: [(String, String)] = []
        if reading.kind == .users {
            for (field, meanings) in [
                ("initials", [ColumnMeaning.initials]), ("name", [.fullName, .company, .familyName]),
                ("email", [.email]),
            ] {
                if let column = meanings.compactMap({ places[$0]?.first }).first { userFields.append((field, column)) }
            }
        }
        return TableOutline(source: source, records: records, userFields: userFields)
    }

    // MARK: The file

    /// The mapping's text.
    mutating func text() -> String {
        var lines = ["version: 1", "about: \(quoted("\(source): \(what)"))", "", "records:"]
        switch reading.kind {
        case .parties, .other:
            if hasCompany { lines += company() }
            if hasPerson || !hasCompany { lines += person() }
            lines += consent()
        case .orders: lines += order()
        case .invoices: lines += invoice()
        case .opportunities: lines += deal()
        case .activities: lines += activity()
        case .users: lines += user()
        case .suppressions: lines += suppression()
        }
        let filters =
            holdsNobody
            ? [
                "  # Map a name, an e-mail or a phone number above and take this away, if these are customers after all.",
                "  - when: always", "    reason: no customers found",
            ] : self.filters()
        if !filters.isEmpty { lines += ["", "filters:"] + filters }
        if !valueMaps.isEmpty { lines += ["", "values:"] + valueMaps }
        if !checks.isEmpty { lines += ["", "checks:"] + checks }
        let unmapped = reading.columns.filter { !used.contains($0.column) }
        let meanings = Dictionary(
            unmapped.map { ($0.column, $0.meaning.map { ", likely \($0.words)" } ?? "") },
            uniquingKeysWith: { first, _ in first })
        return lines.joined(separator: "\n") + "\n"
            + UnmappedColumns.comment(unmapped.map(\.column)) { meanings[$0] ?? "" }
    }

    private mutating func head(_ name: String, _ entity: String, key: String?, when: String? = nil) -> [String] {
        var lines = ["  \(name):", "    entity: \(entity)"]
        if let key {
            lines.append("    key: \(quoted(key))")
            used.insert(key)
        }
        if let when { lines.append("    when: \(when)") }
        lines.append("    fields:")
        return lines
    }

    // MARK: Companies and people

    private mutating func company() -> [String] {
        let name = places[.company]?[0] ?? ""
        used.insert(name)
        var lines = head("company", "accounts", key: key, when: "{column: \(quoted(name)), present: true}")
        add(&lines, "name", .company)
        add(&lines, "vat_id", .vatID)
        add(&lines, "tax_number", .taxNumber)
        add(&lines, "registration_number", .registrationNumber)
        add(&lines, "industry", .industry)
        add(&lines, "currency", .currency)
        add(&lines, "credit_limit", .creditLimit)
        add(&lines, "payment_terms", .paymentTerms)
        addAddress(&lines)
        // A row that names a person gives its e-mail and phone to that person, but in a list of companies.
        // In a list of recipients the address is all that tells one company from another.
        let when = hasPerson && !isCompanyList && !isMailingList ? ", when: \(noPerson)" : ""
        for (field, meaning) in ProposalWriter.reach { addList(&lines, field, meaning, when: when) }
        add(&lines, "website", .website)
        if let parent = places[.parent]?.first, let key,
            relations?.references(of: parent, in: source).contains(where: { $0.target == source && $0.key == key })
                == true
        {
            used.insert(parent)
            lines.append("      parent: {record: company, key: \(quoted(parent))}")
        }
        addStatus(&lines)
        if !hasPerson || isCompanyList {
            addCommon(&lines)
        } else {
            add(&lines, "recorded_at", places[.updatedAt] != nil ? .updatedAt : .createdAt)
            addOwner(&lines)
        }
        return lines
    }

    private mutating func person() -> [String] {
        if isCompanyList { return personOfCompanyList() }
        var lines = head("person", "contacts", key: key, when: hasCompany ? aPersonOrNoCompany : nil)
        if !hasNameParts {
            add(&lines, "full_name", .fullName)
        } else if let whole = places[.fullName]?.first {
            // A whole name says nothing that its parts don't say, but where they are blank it is all there is.
            used.insert(whole)
            lines.append("      full_name: {column: \(quoted(whole)), when: \(noParty)}")
        }
        add(&lines, "prefix", .prefix)
        add(&lines, "given_name", .givenName)
        add(&lines, "middle_name", .middleName)
        add(&lines, "family_name", .familyName)
        add(&lines, "suffix", .suffix)
        add(&lines, "job_title", .jobTitle)
        add(&lines, "department", .department)
        add(&lines, "birth_date", .birthDate)
        add(&lines, "language", .language)
        for (field, meaning) in ProposalWriter.reach { addList(&lines, field, meaning, when: "") }
        addAddress(&lines)
        if hasCompany {
            lines.append("      account: {record: company}")
        } else {
            add(&lines, "website", .website)
            addReference(&lines, "account", .accounts)
        }
        if !hasCompany { add(&lines, "tax_number", places[.vatID] != nil ? .vatID : .taxNumber) }
        addStatus(&lines)
        addCommon(&lines)
        return lines
    }

    /// A list of companies that names somebody to talk to in one cell: the ways to reach them are the company's, and the
    /// person is known by the name and the company.
    var isCompanyList: Bool {
        guard hasCompany, places[.fullName] != nil, !hasNameParts,
            let company = reading.columns.firstIndex(where: { $0.meaning == .company })
        else { return false }
        let tally = reading.tallies[company]
        return tally.filled >= 3 && tally.filled * 10 >= tally.rows * 9
    }

    private mutating func personOfCompanyList() -> [String] {
        let name = places[.fullName]?.first ?? ""
        var lines = head("person", "contacts", key: nil, when: "{column: \(quoted(name)), present: true}")
        add(&lines, "full_name", .fullName)
        add(&lines, "prefix", .prefix)
        add(&lines, "job_title", .jobTitle)
        add(&lines, "department", .department)
        add(&lines, "birth_date", .birthDate)
        add(&lines, "language", .language)
        lines.append("      account: {record: company}")
        return lines
    }

    private static let reach: [(String, ColumnMeaning)] = [
        ("email", .email), ("phone", .phone), ("mobile", .mobile), ("fax", .fax),
    ]

    private var hasNameParts: Bool { places[.givenName] != nil && places[.familyName] != nil }

    /// The columns that name a person for certain: a whole name beside its parts is often the company's once more.
    private var personColumns: [String] {
        let meanings: [ColumnMeaning] =
            hasNameParts ? [.givenName, .familyName] : [.fullName, .givenName, .familyName]
        return meanings.compactMap { places[$0]?.first }
    }

    private var noPerson: String { blank(personColumns) }
    private var noParty: String { blank(personColumns + (places[.company]?.prefix(1) ?? [])) }

    private func blank(_ columns: [String]) -> String {
        let tests = columns.map { "{column: \(quoted($0)), present: false}" }
        return tests.count == 1 ? tests[0] : "{all: [\(tests.joined(separator: ", "))]}"
    }

    private var aPersonOrNoCompany: String {
        let tests =
            personColumns.map { "{column: \(quoted($0)), present: true}" } + [
                "{column: \(quoted(places[.company]?[0] ?? "")), present: false}"
            ]
        return "{any: [\(tests.joined(separator: ", "))]}"
    }

    private mutating func addCommon(_ lines: inout [String]) {
        add(&lines, "description", .notes)
        add(&lines, "lead_source", .leadSource)
        add(&lines, "tags", .tags)
        add(&lines, "customer_since", .createdAt)
        if !isCompanyList || places[.updatedAt] != nil {
            add(&lines, "recorded_at", places[.updatedAt] != nil ? .updatedAt : .createdAt)
        }
        addOwner(&lines)
    }

    /// The user who looks after the customer, where a source of users knows him.
    private mutating func addOwner(_ lines: inout [String]) {
        guard let column = places[.owner]?.first ?? places[.ownerKey]?.first, let relations else { return }
        for other in others where !other.userFields.isEmpty {
            for (field, named) in other.userFields
            where relations.references(of: column, in: source).contains(where: {
                $0.target == other.source && $0.key == named
            }) {
                used.insert(column)
                lines.append("      owner: {source: \(quoted(other.source)), by: \(field), column: \(quoted(column))}")
                return
            }
        }
    }

    // MARK: Status and consent

    private mutating func addStatus(_ lines: inout [String]) {
        guard let column = places[.status]?.first,
            let map = statusMap(column, name: "status", { ProposalWriter.statusWords[HeaderWords.joined($0)] })
        else {
            return
        }
        used.insert(column)
        lines.append("      record_status: {column: \(quoted(column)), values: \(map)}")
    }

    private mutating func consent() -> [String] {
        guard let column = places[.consent]?.first, let email = places[.email]?.first,
            let map = statusMap(
                column, name: "consent", { ConsentWords.saysConsent(column) ? ConsentWords.certain($0) : nil })
        else { return [] }
        used.insert(column)
        used.insert(email)
        if isMailingList {
            // Who has no address can't be written to; the row goes back to whoever keeps the list.
            checks.append(
                "  - {field: consent.address, pattern: \"[^@ ]+@[^@ ]+[.][^@ ]+\", message: no e-mail address}")
        }
        let isPersons = !isCompanyList && (hasPerson || !hasCompany)
        let record = isPersons ? "contact: {record: person}" : "account: {record: company}"
        // In a list of recipients the day on which somebody came is the day of the word.
        let since = isPersons ? places[.createdAt]?.first.map { "      occurred_at: \(quoted($0))" } : nil
        return [
            "  consent:", "    entity: consents",
            "    when: [{column: \(quoted(email)), present: true}, {column: \(quoted(column)), present: true}]",
            "    fields:", "      \(record)", "      channel: {text: email}", "      address: \(quoted(email))",
            "      status: {column: \(quoted(column)), values: \(map)}", "      source: {text: \(quoted(source))}",
        ] + (since.map { [$0] } ?? [])
    }

    /// A list of recipients: whom to write to, and hardly anything else.
    var isMailingList: Bool {
        places[.consent] != nil && places[.email] != nil && !isCompanyList
            && [.phone, .mobile, .street, .vatID].allSatisfy { places[$0] == nil }
    }

    /// A value map with the codes that are there and known; whatever else comes is asked. nil where there are too many
    /// different ones to be codes, or none.
    private mutating func statusMap(_ column: String, name: String, _ meaning: (String) -> String?) -> String? {
        guard let index = reading.columns.firstIndex(where: { $0.column == column }) else { return nil }
        let tally = reading.tallies[index]
        guard tally.filled > 0, tally.distinct <= 12, !reading.facts[index].isScrambled else { return nil }
        if !valueMaps.contains("  \(name):") {
            valueMaps.append("  \(name):")
            var meanings: Set<String> = []
            for value in tally.values.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                let text = String(decoding: value, as: UTF8.self)
                guard let meaning = meaning(text) else { continue }
                meanings.insert(meaning)
                valueMaps.append("    \(inQuotes(text)): \(meaning.isEmpty ? "\"\"" : meaning)")
            }
            // So that a question about another code has the model's words to choose from.
            let model = [
                "status": ["active", "inactive"], "consent": ["opt_in", "opt_out", "unknown"],
                "type": ["invoice", "credit_note", "part_payment", "opening_balance"],
            ]
            for code in model[name] ?? [] where !meanings.contains(code) && tally.values[ArraySlice(code.utf8)] == nil {
                valueMaps.append("    \(code): \(code)")
            }
            valueMaps.append("    otherwise: ask")
        }
        return name
    }

    private static let statusWords: [String: String] = [
        "active": "active", "aktiv": "active", "enabled": "active", "true": "active", "1": "active", "yes": "active",
        "ja": "active",
        "y": "active", "j": "active", "customer": "active", "kunde": "active", "actif": "active", "activo": "active",
        "attivo": "active", "actief": "active", "open": "active", "current": "active",
        "inactive": "inactive", "inaktiv": "inactive", "disabled": "inactive", "false": "inactive", "0": "inactive",
        "no": "inactive", "nein": "inactive", "n": "inactive", "lost": "inactive", "verloren": "inactive",
        "closed": "inactive",
        "archived": "inactive", "inactif": "inactive", "inactivo": "inactive", "inattivo": "inactive",
        "former": "inactive",
        "ehemalig": "inactive", "inactief": "inactive",
    ]
    // MARK: Sales and what happened

    private mutating func order() -> [String] {
        var lines = head("order", "orders", key: key)
        take(&lines, "number", [.orderNumber, .key])
        addParties(&lines)
        take(&lines, "ordered_at", [.orderDate, .createdAt])
        for meaning in [ColumnMeaning.currency, .subtotal, .shippingCost, .tax, .discount, .total, .refunded] {
            add(&lines, meaning.rawValue, meaning)
        }
        add(&lines, "note", .notes)
        return lines
    }

    private mutating func invoice() -> [String] {
        var lines = head("invoice", "invoices", key: key)
        take(&lines, "number", [.documentNumber, .key])
        if let column = places[.documentType]?.first,
            let map = statusMap(
                column, name: "type", { ProposalWriter.documentTypes[HeaderWords.joined($0)] })
        {
            used.insert(column)
            lines.append("      type: {column: \(quoted(column)), values: \(map)}")
        }
        addParties(&lines)
        add(&lines, "order_number", .orderNumber)
        take(&lines, "issued_on", [.documentDate, .createdAt])
        add(&lines, "due_on", .dueDate)
        add(&lines, "net", .net)
        add(&lines, "tax", .tax)
        add(&lines, "gross", .total)
        add(&lines, "open_amount", .openAmount)
        add(&lines, "currency", .currency)
        if places[.openAmount] != nil {
            checks.append("  - {field: invoice.open_amount, required: true, message: no amount can be read}")
        } else if places[.total] != nil {
            checks.append("  - {field: invoice.gross, required: true, message: no amount can be read}")
        }
        return lines
    }

    private static let documentTypes: [String: String] = [
        "re": "invoice", "rechnung": "invoice", "invoice": "invoice", "inv": "invoice", "accrec": "invoice",
        "facture": "invoice",
        "gu": "credit_note", "gs": "credit_note", "gutschrift": "credit_note", "creditnote": "credit_note",
        "credit": "credit_note",
        "avoir": "credit_note", "cn": "credit_note", "tz": "part_payment", "teilzahlung": "part_payment",
        "anzahlung": "part_payment",
        "eb": "opening_balance", "openingbalance": "opening_balance", "eroeffnungsbilanz": "opening_balance",
    ]

    private mutating func deal() -> [String] {
        var lines = head("deal", "opportunities", key: key)
        take(&lines, "name", [.dealName, .company, .fullName])
        addParties(&lines)
        add(&lines, "stage", .stage)
        add(&lines, "amount", .amount)
        add(&lines, "currency", .currency)
        add(&lines, "probability", .probability)
        add(&lines, "closed_on", .closeDate)
        take(&lines, "opened_at", [.createdAt])
        add(&lines, "lead_source", .leadSource)
        add(&lines, "description", .notes)
        addOwner(&lines)
        return lines
    }

    private mutating func activity() -> [String] {
        var lines = head("activity", "activities", key: key)
        lines.append("      kind: {text: note}")
        take(&lines, "subject", [.subject, .company, .fullName])
        take(&lines, "body", [.body, .notes])
        take(&lines, "occurred_at", [.occurredAt, .documentDate, .createdAt, .updatedAt])
        add(&lines, "author", .author)
        addParties(&lines)
        return lines
    }

    private mutating func user() -> [String] {
        var lines = head("user", "users", key: key)
        take(&lines, "name", [.fullName, .company, .familyName])
        add(&lines, "email", .email)
        add(&lines, "initials", .initials)
        if let column = places[.leftOn]?.first {
            used.insert(column)
            lines.append(
                "      active: {column: \(quoted(column)), transforms: [{otherwise: \"true\"}], values: active}   # who has left isn't"
            )
            valueMaps += ["  active:", "    \"true\": \"true\"", "    otherwise: {text: \"false\"}"]
        }
        return lines
    }

    private mutating func addParties(_ lines: inout [String]) {
        addReference(&lines, "account", .accounts)
        addReference(&lines, "contact", .contacts)
    }

    /// A reference to another source's record by the values of a column that were found there.
    private mutating func addReference(_ lines: inout [String], _ field: String, _ entity: Entity) {
        guard let relations else { return }
        for column in reading.columns {
            for reference in relations.references(of: column.column, in: source) where reference.target != source {
                guard let other = others.first(where: { $0.source == reference.target }),
                    let record = other.records.first(where: { $0.entity == entity && $0.key == [reference.key] })
                else { continue }
                used.insert(column.column)
                lines.append(
                    "      \(field): {source: \(quoted(other.source)), record: \(quoted(record.name)), key: \(quoted(column.column))}"
                )
                return
            }
        }
    }

    // MARK: Fields

    private mutating func take(_ lines: inout [String], _ field: String, _ meanings: [ColumnMeaning]) {
        if let meaning = meanings.first(where: { places[$0] != nil }) { add(&lines, field, meaning) }
    }

    mutating func add(_ lines: inout [String], _ field: String, _ meaning: ColumnMeaning) {
        guard let columns = places[meaning] else { return }
        used.formUnion(columns)
        let names = columns.map(quoted)
        lines.append("      \(field): \(names.count == 1 ? names[0] : "[\(names.joined(separator: ", "))]")")
    }

    private mutating func addList(_ lines: inout [String], _ field: String, _ meaning: ColumnMeaning, when: String) {
        guard let columns = places[meaning] else { return }
        if when.isEmpty { return add(&lines, field, meaning) }
        used.formUnion(columns)
        let names = columns.map(quoted)
        let list = names.count == 1 ? "column: \(names[0])" : "columns: [\(names.joined(separator: ", "))]"
        lines.append("      \(field): {\(list)\(when)}")
    }

    func quoted(_ text: String) -> String { YAMLText.quoted(text) }
    func inQuotes(_ text: String) -> String { YAMLText.inQuotes(text) }
    func oneLine(_ text: String) -> String { YAMLText.oneLine(text) }
}
