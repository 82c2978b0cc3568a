public import Records
internal import Text

/// What a table is and what each of its columns holds.
public struct TableReading: Sendable {
    /// Two columns that could fill the same field, with what speaks for each.
    public struct Choice: Sendable {
        /// The meaning.
        public let meaning: ColumnMeaning
        /// The columns, the proposed one first.
        public let columns: [String]
        /// The evidence in words.
        public let evidence: Wording
    }

    /// The source's name.
    public let source: String
    /// What the rows are.
    public let kind: TableKind
    /// Per column, in the source's order.
    public internal(set) var columns: [ColumnReading]
    /// Columns of one meaning between which somebody has to choose.
    public let choices: [Choice]
    /// The columns' tallies, in the same order.
    let tallies: [ColumnTally]
    let facts: [ColumnFacts]

    /// Reads a table by its columns' tallies.
    public init(source: String, tallies: [ColumnTally], learned: LearnedMeanings = LearnedMeanings()) {
        self.source = source
        self.tallies = tallies
        facts = tallies.map(ColumnFacts.init)
        let scales = zip(tallies, facts).map { ColumnScale($0.name, $1, learned: learned) }
        let sourceWords = HeaderWords.split(source)
        let kind = TableReading.kind(scales, sourceWords)
        self.kind = kind
        var weighed = scales.map { scale in scale.meanings.filter { kind.holds($0.meaning) } }
        if sourceWords.contains(where: { TableReading.mailingWords.contains($0) }),
            !weighed.contains(where: { $0.first?.meaning == .consent })
        {
            // In a list of recipients the status is whether they may be written to.
            for index in weighed.indices where weighed[index].first?.meaning == .status {
                weighed[index][0].meaning = .consent
                weighed[index][0].confidence = min(weighed[index][0].confidence, 88)
                weighed[index][0].reason = "a status in a list of recipients says who may be written to"
            }
        }
        TableReading.settleNames(&weighed, scales, facts, kind, sourceWords)
        TableReading.settleNameless(&weighed, scales, facts)
        TableReading.settleKeys(&weighed, facts, kind)
        TableReading.settleTwins(&weighed, scales, facts)
        var columns = zip(tallies, weighed).map { tally, meanings in
            let best = meanings.first { $0.confidence >= ColumnScale.threshold }
            return ColumnReading(
                column: tally.name, meaning: best?.meaning, confidence: best?.confidence ?? 0,
                why: best?.reason ?? "")
        }
        choices = TableReading.assign(&columns, tallies, facts)
        self.columns = columns
    }

    /// The columns of a meaning.
    public func columns(of meaning: ColumnMeaning) -> [String] {
        columns.filter { $0.meaning == meaning }.map(\.column)
    }

    /// Columns with a value in some row.
    public var filledColumns: Int { tallies.count { $0.filled > 0 } }

    /// The columns with a value in some row.
    public var filledColumnNames: [String] { tallies.filter { $0.filled > 0 }.map(\.name) }

    func index(of meaning: ColumnMeaning) -> Int? { columns.firstIndex { $0.meaning == meaning } }

    // MARK: What the rows are

    private static func kind(_ scales: [ColumnScale], _ source: [String]) -> TableKind {
        let strong = Set(
            scales.flatMap { scale in scale.meanings.prefix(2).filter { $0.confidence >= 60 }.map(\.meaning) })
        func count(_ meanings: [ColumnMeaning]) -> Int { meanings.count { strong.contains($0) } }
        func named(_ words: Set<String>) -> Bool {
            source.contains { words.contains($0) } || words.contains(source.joined())
        }
        let people = count([.givenName, .familyName, .fullName, .company, .email, .phone, .street, .postcode, .city])
        let filled = scales.filter { $0.facts.filled > 0 }
        if filled.count <= 2, strong.contains(.email) || strong.contains(.phone), people <= 1,
            named([
                "werbesperre", "sperrliste", "sperre", "robinson", "suppression", "suppressions", "unsubscribe",
                "unsubscribed",
                "unsubscribes", "optout", "blacklist", "blocklist", "donotcontact", "abmeldungen",
            ])
        {
            return .suppressions
        }
        let isLines =
            count([.stage, .probability]) + (strong.contains(.dealName) && strong.contains(.closeDate) ? 1 : 0)
        let isPersonal = count([.givenName, .familyName, .email]) > 0
        if isLines >= 1, !isPersonal, people <= 4, count([.amount, .closeDate, .dealName, .stage]) >= 2 {
            return .opportunities
        }
        let invoice = count([.documentNumber, .documentType, .documentDate, .dueDate, .openAmount, .net])
        let isBilled =
            strong.contains(.documentNumber) || (strong.contains(.dueDate) && count([.total, .openAmount]) > 0)
        if isBilled, invoice >= 2 || named(["invoice", "invoices", "rechnungen", "opos"]), people <= 4,
            count([.total, .net, .openAmount, .documentDate]) > 0
        {
            return .invoices
        }
        let isOrdered =
            strong.contains(.orderDate)
            || named(["order", "orders", "bestellungen", "auftraege", "commandes", "pedidos"])
                && !isGoods(scales, atLeast: 2, orderedToo: true)
        if strong.contains(.orderNumber) || (strong.contains(.key) && named(["orders", "bestellungen"])), isOrdered {
            return .orders
        }
        if named([
            "mitarbeiter", "users", "user", "employees", "staff", "team", "personal", "salespeople", "employes",
            "medewerkers", "anstaellda",
        ]),
            people >= 2
        {
            return .users
        }
        let happened = count([.subject, .body, .occurredAt])
        if happened + count([.notes, .createdAt, .documentDate]) > 0,
            named([
                "notes", "notizen", "activities", "aktivitaeten", "tasks", "calls", "meetings", "events", "emails",
                "anrufe",
            ])
                && people <= 2 || happened >= 2 && people <= 2
        {
            return .activities
        }
        // What is sold has a name, too.
        let others = count([.givenName, .familyName, .email, .phone, .mobile, .street, .postcode, .city, .customerKey])
        if others == 0, strong.contains(.fullName) || strong.contains(.company), isGoods(scales, atLeast: 2) {
            return .other
        }
        if people >= 1
            || count([.customerKey, .accountKey, .contactKey]) > 0 && count([.region, .country, .status]) > 0
        {
            return .parties
        }
        return .other
    }

    /// Whether the headers speak of things that are sold: an article number and a price, a stock; of an order's lines a
    /// quantity and no total.
    private static func isGoods(_ scales: [ColumnScale], atLeast least: Int, orderedToo: Bool = false) -> Bool {
        let words = scales.map { HeaderWords.joined($0.facts.filled > 0 ? $0.name : "") }
        if orderedToo, scales.contains(where: { $0.meanings.first?.meaning == .total }) { return false }
        return words.count { goodsWords.contains($0) } >= least
    }

    private static let goodsWords: Set<String> = [
        "sku", "ean", "gtin", "upc", "isbn", "barcode", "price", "unitprice", "listprice", "saleprice", "regularprice",
        "itemprice", "cost", "stock", "stocklevel", "quantity", "qty", "inventory", "weight", "product", "productid",
        "productname", "item", "itemname", "article", "artikel", "artikelnr", "artikelnummer", "artnr", "bezeichnung",
        "preis", "einzelpreis", "vkpreis", "ekpreis", "nettopreis", "bestand", "lagerbestand", "menge", "warengruppe",
        "prix", "prixunitaire", "quantite", "produit", "reference", "precio", "preciounitario", "cantidad", "producto",
        "existencias", "prezzo", "quantita", "prodotto", "giacenza", "prijs", "aantal", "voorraad", "preco",
        "quantidade",
        "produto", "estoque", "pris", "antal", "lager", "cena", "ilosc", "towar", "produkt", "brand", "marke",
        "category",
    ]

    // MARK: Names

    /// Whether a column called `Name` holds people or companies is told by its values, its neighbours and the source's name.
    private static func settleNames(
        _ weighed: inout [[WeighedMeaning]], _ scales: [ColumnScale], _ facts: [ColumnFacts], _ kind: TableKind,
        _ source: [String]
    ) {
        let open = weighed.indices.filter { index in
            let found = Set(weighed[index].map(\.meaning))
            let people = found.intersection([.fullName, .familyName, .givenName])
            return people.count > 1 || !people.isEmpty && found.contains(.company)
        }
        func has(_ meaning: ColumnMeaning, _ least: Int = 70) -> Bool {
            weighed.indices.contains { index in
                !open.contains(index)
                    && weighed[index].first.map { $0.meaning == meaning && $0.confidence >= least } == true
            }
        }
        let personal = source.contains { peopleWords.contains($0) }
        let corporate = source.contains { companyWords.contains($0) }
        let hasParts = has(.givenName) || has(.familyName)
        let companyHints = [ColumnMeaning.industry, .vatID, .registrationNumber, .parent, .website].count { has($0) }
        let personHints = [ColumnMeaning.prefix, .birthDate, .jobTitle, .givenName].count { has($0) }
        let hasCompany = has(.company)
        for index in open {
            let fact = facts[index]
            let organisations = fact.share(.organisation)
            let share = ColumnScale.percent(organisations)
            let given = fact.share(.givenName)
            // A French or Italian single word can be a given or a family name: the neighbours tell.
            if let part = weighed[index].first(where: { $0.meaning == .familyName || $0.meaning == .givenName }) {
                let other: ColumnMeaning = part.meaning == .familyName ? .givenName : .familyName
                if has(other) {
                    weighed[index] = [
                        WeighedMeaning(
                            meaning: part.meaning, confidence: 92,
                            reason: "the header can say \(part.meaning.wording); beside it stands \(other.wording)")
                    ]
                    continue
                }
            }
            let chosen: WeighedMeaning
            if hasCompany {
                chosen = WeighedMeaning(
                    meaning: .fullName,
                    confidence: organisations >= 0.5 ? 70 : personal || given >= 0.2 || hasParts ? 92 : 80,
                    reason: "the company has a column of its own")
            } else if !fact.isScrambled,
                fact.filled >= 3 && organisations >= 0.3 || fact.filled > 0 && organisations >= 0.5
            {
                chosen = WeighedMeaning(
                    meaning: .company, confidence: organisations >= 0.5 ? 92 : 84,
                    reason: "\(share) of values are names of organisations")
            } else if hasParts {
                chosen = WeighedMeaning(
                    meaning: .fullName, confidence: personal || given >= 0.2 ? 92 : 80,
                    reason: "the parts of a person's name stand beside it")
            } else if corporate && !personal {
                chosen = WeighedMeaning(
                    meaning: .company, confidence: 86, reason: "the source is called after companies")
            } else if personal && !corporate {
                chosen = WeighedMeaning(meaning: .fullName, confidence: 86, reason: "the source is called after people")
            } else if companyHints > personHints, given < 0.15 {
                chosen = WeighedMeaning(
                    meaning: .company, confidence: companyHints > 1 ? 82 : 72,
                    reason: "the other columns are those of companies")
            } else {
                let isSure = given >= 0.2 && organisations < 0.1
                chosen = WeighedMeaning(
                    meaning: .fullName, confidence: isSure ? 88 : fact.isScrambled || fact.filled < 3 ? 66 : 74,
                    reason: isSure
                        ? "\(ColumnScale.percent(given)) of values begin with a common given name"
                        : "\(share) of values are names of organisations")
            }
            weighed[index] = [chosen]
        }
        settleFamilyName(&weighed, facts)
        if kind == .opportunities {
            for index in open where HeaderReading.isPlainName(scales[index]) {
                weighed[index] = [WeighedMeaning(meaning: .dealName, confidence: 88, reason: "the rows are deals")]
            }
        }
        if kind == .activities {
            for index in open {
                weighed[index] = [
                    WeighedMeaning(meaning: .subject, confidence: 78, reason: "the rows are what happened")
                ]
            }
        }
        guard kind == .parties else { return }
        // Title: a form of address where the values say so, else the job where a form of address stands beside it.
        for index in weighed.indices {
            let found = weighed[index].map(\.meaning)
            guard found.contains(.prefix), found.contains(.jobTitle),
                facts[index].filled == 0 || facts[index].isScrambled
            else { continue }
            let other = weighed.indices.contains { $0 != index && weighed[$0].first?.meaning == .prefix }
            let meaning: ColumnMeaning = other || hasCompany ? .jobTitle : .prefix
            weighed[index] = weighed[index].filter { $0.meaning == meaning }
        }
    }

    /// `Name` beside `Vorname`: a family name, as its values of one word say.
    private static func settleFamilyName(_ weighed: inout [[WeighedMeaning]], _ facts: [ColumnFacts]) {
        func columns(_ meaning: ColumnMeaning) -> [Int] {
            weighed.indices.filter { weighed[$0].first?.meaning == meaning && weighed[$0][0].confidence >= 60 }
        }
        guard !columns(.givenName).isEmpty, columns(.familyName).isEmpty else { return }
        for index in columns(.fullName) {
            let fact = facts[index]
            let single = fact.share(.word)
            guard fact.isScrambled || fact.filled == 0 || single >= 0.6 else { continue }
            weighed[index][0] = WeighedMeaning(
                meaning: .familyName, confidence: fact.filled >= 3 && single >= 0.6 ? 90 : 74,
                reason:
                    "the header says a name, the given name stands beside it, and \(ColumnScale.percent(single)) of values are one word"
            )
            break
        }
    }

    private static let peopleWords: Set<String> = [
        "contact", "contacts", "people", "person", "persons", "kontakte", "kontakt", "personen", "ansprechpartner",
        "lead", "leads",
        "member", "members", "mitglieder", "newsletter", "subscribers", "users", "mitarbeiter", "contactos", "contatti",
        "employees",
    ]
    private static let mailingWords: Set<String> = [
        "newsletter", "newsletters", "subscribers", "subscriber", "mailing", "mailinglist", "audience", "mailchimp",
        "abonnenten", "verteiler",
        "recipients", "empfaenger", "nyhetsbrev", "nieuwsbrief",
    ]
    private static let companyWords: Set<String> = [
        "account", "accounts", "company", "companies", "firmen", "firma", "organisation", "organisations",
        "organization",
        "organizations", "unternehmen", "supplier", "suppliers", "lieferanten", "vendors", "reseller", "resellers",
        "debitoren",
        "kreditoren", "entreprises", "empresas", "societes", "aziende", "bedrijven", "stores", "store", "acct", "accts",
    ]

    // MARK: Keys

    /// The key of the rows: a unique `id`, else the customer's number; what else is a key refers to another table.
    private static func settleKeys(_ weighed: inout [[WeighedMeaning]], _ facts: [ColumnFacts], _ kind: TableKind) {
        let keys = weighed.indices.filter { index in weighed[index].first?.meaning == .key }
        if keys.count > 1 {
            // The fuller and more unique one; a plain `id` beats an external one at the same.
            let best = keys.max { left, right in
                let sides = [left, right].map { (weighed[$0][0].confidence / 10, facts[$0].fill) }
                return sides[0] < sides[1]
            }
            for index in keys where index != best { weighed[index].removeAll { $0.meaning == .key } }
        }
        guard kind == .parties || kind == .users else { return }
        let hasKey = weighed.contains {
            $0.first?.meaning == .key && ($0.first?.confidence ?? 0) >= ColumnScale.threshold
        }
        for index in weighed.indices {
            guard let first = weighed[index].first, [.customerKey, .accountKey, .contactKey].contains(first.meaning)
            else {
                continue
            }
            let fact = facts[index]
            if fact.filled >= 3, fact.uniqueness < 0.5 || fact.fill < 0.2 {
                weighed[index][0].confidence = min(first.confidence, 84)
            } else if !hasKey, fact.uniqueness > 0.97 {
                weighed[index][0].confidence = min(98, first.confidence + 2)
                weighed[index][0].reason = "\(weighed[index][0].reason); every value is there once"
            }
        }
    }

    // MARK: Twins

    /// Of several columns of one meaning the surest stays; a phone beside a mobile is no mobile, and the like.
    private static func settleTwins(
        _ weighed: inout [[WeighedMeaning]], _ scales: [ColumnScale], _ facts: [ColumnFacts]
    ) {
        // A state beside a city or a country is a region.
        let hasPlace = weighed.contains { $0.first?.meaning == .city || $0.first?.meaning == .country }
        for index in weighed.indices where hasPlace && weighed[index].first?.meaning == .region {
            if (70..<90).contains(weighed[index][0].confidence), !facts[index].isScrambled, facts[index].filled >= 3 {
                weighed[index][0].confidence = 90
                weighed[index][0].reason = "\(weighed[index][0].reason), and a city or country stands beside it"
            }
        }
        // nr beside a street is a house number, elsewhere a key.
        let hasStreet = weighed.contains { $0.first?.meaning == .street }
        for index in weighed.indices {
            let found = weighed[index].map(\.meaning)
            if found.contains(.houseNumber), found.contains(.key) {
                let isHouse = hasStreet && facts[index].uniqueness < 0.9 && index > 0
                weighed[index].removeAll { $0.meaning == (isHouse ? .key : .houseNumber) }
            }
        }
    }

    // MARK: One column a meaning

    private static func assign(_ columns: inout [ColumnReading], _ tallies: [ColumnTally], _ facts: [ColumnFacts])
        -> [Choice]
    {
        var choices: [Choice] = []
        var byMeaning: [ColumnMeaning: [Int]] = [:]
        for index in columns.indices {
            if let meaning = columns[index].meaning, !meaning.isList { byMeaning[meaning, default: []].append(index) }
        }
        for meaning in ColumnMeaning.allCases {
            guard let found = byMeaning[meaning], found.count > 1 else { continue }
            let ranked = found.sorted { left, right in
                func rank(_ index: Int) -> (Int, Int, Int, Int) {
                    (
                        facts[index].filled == 0 ? 0 : 1, columns[index].confidence / 8,
                        TableReading.preference(columns[index].column, meaning), facts[index].filled
                    )
                }
                return rank(left) != rank(right) ? rank(left) > rank(right) : left < right
            }
            let best = ranked[0]
            for loser in ranked.dropFirst() {
                let isClose =
                    columns[best].confidence - columns[loser].confidence <= 6
                    && facts[loser].filled * 5 >= facts[best].filled && facts[loser].filled >= 3
                let isSpelling =
                    TableReading.bare(columns[best].column) == TableReading.bare(columns[loser].column)
                    || tallies[best].values == tallies[loser].values
                // Two columns without a header that look alike are no question: nobody could answer it.
                let isSaid = [best, loser].allSatisfy { !HeaderReading(columns[$0].column).candidates.isEmpty }
                let isLearned = columns[best].why == ColumnScale.learnedReason
                if isClose, isSaid, !isLearned, !isSpelling, !meaning.isKey, meaning != .scope, meaning != .consent {
                    choices.append(
                        Choice(
                            meaning: meaning, columns: [columns[best].column, columns[loser].column],
                            evidence:
                                "\(columns[best].column): \(facts[best].filled) filled, such as \(most(tallies[best])); \(columns[loser].column): \(facts[loser].filled) filled, such as \(most(tallies[loser]))"
                        ))
                    columns[best].confidence = min(columns[best].confidence, 78)
                }
                columns[loser].meaning = nil
                columns[loser].confidence = 0
                columns[loser].why = "\(columns[best].column) fills \(meaning.wording) already"
            }
        }
        return choices
    }

    /// A header without the words that say how the same thing is written: `country code` and `country name`.
    private static func bare(_ header: String) -> [String] {
        HeaderWords(header).words.filter { !["code", "iso", "name", "id", "utc", "gmt"].contains($0) }
    }

    /// Of a code and a name of the same thing: a country is best known by its code, a region by its name.
    private static func preference(_ header: String, _ meaning: ColumnMeaning) -> Int {
        let isCode = HeaderWords(header).words.contains { ["code", "iso", "id"].contains($0) }
        switch meaning {
        case .country, .shippingCountry: return isCode ? 1 : 0
        case .region, .shippingRegion: return isCode ? 0 : 1
        default: return 0
        }
    }

    /// The most frequent value, made safe to show.
    private static func most(_ tally: ColumnTally) -> String {
        let most = tally.values.max { left, right in
            left.value != right.value ? left.value < right.value : right.key.lexicographicallyPrecedes(left.key)
        }
        return most.map { DisplayText.escaped(String(decoding: $0.key.prefix(24), as: UTF8.self)) } ?? ""
    }
}

extension HeaderReading {
    /// The header says `name` and no more.
    static func isPlainName(_ scale: ColumnScale) -> Bool {
        scale.header.candidates.contains { $0.meaning == .dealName }
            || scale.header.candidates.contains { $0.meaning == .fullName }
    }
}

extension TableKind {
    /// Whether a table of this kind has a place for the meaning.
    func holds(_ meaning: ColumnMeaning) -> Bool {
        let sales: Set<ColumnMeaning> = [
            .orderNumber, .documentNumber, .documentType, .documentDate, .dueDate, .orderDate, .net, .tax, .total,
            .subtotal,
            .discount, .shippingCost, .refunded, .openAmount, .dealName, .stage, .amount, .probability, .closeDate,
            .subject, .body,
            .author, .occurredAt, .initials, .leftOn,
        ]
        let references: Set<ColumnMeaning> = [.key, .customerKey, .accountKey, .contactKey, .owner, .ownerKey, .scope]
        switch self {
        case .parties: return !sales.contains(meaning)
        case .orders:
            return references.union([
                .orderNumber, .orderDate, .createdAt, .status, .currency, .subtotal, .shippingCost, .tax, .total,
                .discount,
                .refunded, .notes, .email,
            ]).contains(meaning)
        case .invoices:
            return references.union([
                .documentNumber, .documentType, .documentDate, .dueDate, .createdAt, .net, .tax, .total, .openAmount,
                .currency,
                .status, .orderNumber, .notes,
            ]).contains(meaning)
        case .opportunities:
            return references.union([
                .dealName, .stage, .amount, .probability, .closeDate, .createdAt, .updatedAt, .leadSource, .notes,
                .currency,
                .company, .fullName, .status,
            ]).contains(meaning)
        case .activities:
            return references.union([
                .subject, .body, .notes, .author, .occurredAt, .createdAt, .updatedAt, .parent, .company, .fullName,
                .status,
                .documentDate,
            ]).contains(meaning)
        case .users:
            return references.union([
                .fullName, .givenName, .familyName, .company, .email, .initials, .status, .phone, .department, .leftOn,
            ]).contains(meaning)
        case .suppressions: return [.email, .phone, .createdAt, .notes].contains(meaning)
        case .other: return references.union([.email, .notes, .createdAt, .updatedAt]).contains(meaning)
        }
    }
}
