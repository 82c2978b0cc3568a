/// What a header says its column holds: the possible meanings, each with how sure that is, 0 to 100.
struct HeaderReading {
    /// A possible meaning.
    struct Candidate {
        var meaning: ColumnMeaning
        var confidence: Int
        /// The header says this only in part, so values have to agree.
        var needsValues = false
    }

    /// The possible meanings, the likeliest first.
    private(set) var candidates: [Candidate] = []
    /// True when the header says nothing: none, a letter, `column7`.
    let isGeneric: Bool
    /// The header's number, such as 2 of `Phone 2`; nil = none.
    private(set) var number: Int?

    init(_ header: String) {
        let parts = HeaderWords(header)
        var words = parts.words
        isGeneric =
            words.isEmpty || words.allSatisfy { HeaderReading.generic.contains($0) || $0.allSatisfy(\.isNumber) }
            || (words.count == 1 && words[0].utf8.count == 1)
        // Custom fields of some CRMs end in __c.
        if words.count > 1, words.last == "c" { words.removeLast() }
        if words.count > 1, words.first == "property" { words.removeFirst() }
        if words.count > 2, words.last.map({ $0.allSatisfy(\.isNumber) }) == true { number = Int(words.last ?? "") }
        // Phone / Mobile: what a cell may hold of either.
        let either = header.contains("/") ? HeaderReading.alternatives(header).filter(\.meaning.isList) : []
        candidates = either.isEmpty ? HeaderReading.candidates(words) : either
        if candidates.isEmpty, let levels = HeaderReading.levels(header) {
            // Address / Postcode: a header of two rows, the group's name over the column's own.
            let own = HeaderReading(levels.column)
            number = own.number
            candidates = own.candidates.map {
                Candidate(meaning: $0.meaning, confidence: $0.confidence - 2, needsValues: $0.needsValues)
            }
            qualify(by: HeaderWords(levels.group).words)
        }
        if candidates.isEmpty, !parts.remark.isEmpty {
            // Name (Adressatentyp Unternehmen)
            candidates = HeaderReading.candidates(words + parts.remark).map {
                Candidate(meaning: $0.meaning, confidence: min($0.confidence, 84), needsValues: $0.needsValues)
            }
        }
        if candidates.isEmpty { candidates = HeaderReading.alternatives(header) }
        if candidates.isEmpty { candidates = HeaderReading.partly(words) }
        qualify(by: parts.remark)
    }

    /// What brackets say of what stands before them: `Name (company)`.
    private mutating func qualify(by remark: [String]) {
        guard !remark.isEmpty else { return }
        let isCompany = remark.contains { HeaderReading.company.contains($0) }
        let isPerson = remark.contains { HeaderReading.person.contains($0) }
        if remark.contains(where: HeaderReading.shipping.contains) {
            candidates = candidates.compactMap { candidate in
                candidate.meaning.shipping.map { Candidate(meaning: $0, confidence: candidate.confidence) }
            }
        }
        if isCompany, candidates.contains(where: { $0.meaning == .company }) {
            candidates.removeAll { $0.meaning != .company }
        }
        if isPerson {
            candidates.removeAll { $0.meaning == .company }
        }
    }

    /// The group's name and the column's own in a header that was made of several rows.
    private static func levels(_ header: String) -> (group: String, column: String)? {
        let parts = header.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count > 1, let last = parts.last, last.first == " ", parts[parts.count - 2].last == " " else {
            return nil
        }
        return (parts.dropLast().joined(separator: "/"), String(last.dropFirst()))
    }

    // MARK: Whole headers

    private static func candidates(_ words: [String]) -> [Candidate] {
        let joined = words.joined()
        let exact = found(joined, 95)
        if !exact.isEmpty { return exact }
        var words = words
        if let found = roles(words, 0), !found.isEmpty { return found }
        var penalty = 0
        var number = 0
        if words.count > 1, let last = words.last, let value = Int(last) {
            words.removeLast()
            number = value
            penalty = value <= 1 ? 3 : 8
            let plain = found(words.joined(), 95 - penalty)
            if !plain.isEmpty { return numbered(plain, number) }
            if let found = roles(words, penalty), !found.isEmpty { return numbered(found, number) }
        }
        // E-mail 2 Address
        if words.count > 2, let place = words.dropFirst().firstIndex(where: { Int($0) != nil }) {
            number = Int(words[place]) ?? 0
            words.remove(at: place)
            let plain = found(words.joined(), number <= 1 ? 90 : 87)
            if !plain.isEmpty { return numbered(plain, number) }
            if let found = roles(words, number <= 1 ? 5 : 8), !found.isEmpty { return numbered(found, number) }
        }
        return numbered(glued(words.joined(), penalty), number)
    }

    /// A known header with words in front and behind that say whose or which it is.
    private static func roles(_ words: [String], _ penalty: Int) -> [Candidate]? {
        for behind in 0..<max(1, min(3, words.count)) {
            let kept = Array(words.dropLast(behind))
            guard words.suffix(behind).allSatisfy({ endings.contains($0) || neutral.contains($0) }) else { break }
            for front in 0..<kept.count {
                let role = kept.prefix(front)
                guard role.allSatisfy({ neutral.contains($0) || shipping.contains($0) }) else { break }
                if front + behind == 0 { continue }
                let base = 93 - 2 * max(0, front - 1) - 4 * behind - penalty
                var found = found(kept.dropFirst(front).joined(), base)
                if found.isEmpty { continue }
                if role.contains(where: shipping.contains) {
                    found = found.compactMap { candidate in
                        candidate.meaning.shipping.map { Candidate(meaning: $0, confidence: candidate.confidence) }
                    }
                }
                // The id of an address is no key of the row.
                found.removeAll { $0.meaning == .key && !role.allSatisfy { keyRoles.contains($0) } }
                found.removeAll { $0.meaning == .houseNumber && front > 0 }
                if role.contains(where: company.contains) {
                    found.removeAll { [.fullName, .givenName, .familyName, .jobTitle].contains($0.meaning) }
                }
                if role.contains(where: person.contains), found.count > 1 {
                    found.removeAll { $0.meaning == .company }
                }
                if !found.isEmpty { return found }
            }
        }
        return nil
    }

    /// `BILLINGCITY`, `Lieferstraße`: words written together.
    private static func glued(_ joined: String, _ penalty: Int) -> [Candidate] {
        for prefix in gluedShipping where joined.hasPrefix(prefix) && joined.utf8.count > prefix.utf8.count + 1 {
            let found = found(String(joined.dropFirst(prefix.count)), 90 - penalty).compactMap { candidate in
                candidate.meaning.shipping.map { Candidate(meaning: $0, confidence: candidate.confidence) }
            }
            if !found.isEmpty { return found }
        }
        for prefix in gluedNeutral where joined.hasPrefix(prefix) && joined.utf8.count > prefix.utf8.count + 1 {
            var found = found(String(joined.dropFirst(prefix.count)), 89 - penalty)
            found.removeAll { $0.meaning.isKey }
            if !found.isEmpty { return found }
        }
        for suffix in ["code", "name", "addr", "nr", "no", "number", "nummer"]
        where joined.hasSuffix(suffix) && joined.utf8.count > suffix.utf8.count + 2 {
            let found = found(String(joined.dropLast(suffix.count)), 82 - penalty).filter { !$0.meaning.isKey }
            if !found.isEmpty { return found }
        }
        return []
    }

    private static func numbered(_ found: [Candidate], _ number: Int) -> [Candidate] {
        guard number > 1 else { return found }
        return found.compactMap { candidate in
            if candidate.meaning.isList { return candidate }
            if number == 2, candidate.meaning == .street {
                return Candidate(meaning: .street2, confidence: candidate.confidence)
            }
            if number == 2, candidate.meaning == .shippingStreet {
                return Candidate(meaning: .shippingStreet2, confidence: candidate.confidence)
            }
            return nil
        }
    }

    private static func found(_ joined: String, _ confidence: Int) -> [Candidate] {
        let isWeak = weak.contains(joined)
        return HeaderVocabulary.meanings(joined).enumerated().map { index, meaning in
            Candidate(
                meaning: meaning, confidence: confidence - (isWeak ? 20 : 0) - min(index * 3, 9), needsValues: isWeak)
        }
    }

    // MARK: Parts of headers

    /// `Phone / Mobile`, `City or town`: what both sides can mean, else what the first says.
    private static func alternatives(_ header: String) -> [Candidate] {
        var sides = header.split(whereSeparator: { "/|,;".contains($0) }).map(String.init)
        if sides.count < 2 {
            sides = header.lowercased().replacing(" or ", with: "/").replacing(" oder ", with: "/").split(
                separator: "/"
            ).map(String.init)
        }
        guard (2...3).contains(sides.count) else { return [] }
        let read = sides.map { candidates(HeaderWords($0).words) }
        guard let first = read.first, !first.isEmpty, read.allSatisfy({ !$0.isEmpty }) else { return [] }
        let shared = first.filter { candidate in
            read.dropFirst().allSatisfy { side in side.contains { $0.meaning == candidate.meaning } }
        }
        // Telephone or mobile: both are ways to reach somebody, and the values say no more.
        if shared.isEmpty, first[0].meaning.isList, read.allSatisfy({ $0[0].meaning.isList }) {
            return [Candidate(meaning: first[0].meaning, confidence: 90)]
        }
        return (shared.isEmpty ? Array(first.prefix(1)) : shared).map {
            Candidate(
                meaning: $0.meaning, confidence: min($0.confidence, shared.isEmpty ? 80 : 88),
                needsValues: shared.isEmpty)
        }
    }

    /// A header of which one word is known: its values have to agree.
    private static func partly(_ words: [String]) -> [Candidate] {
        guard words.count > 1, !words.contains(where: blockers.contains) else { return [] }
        // Another one of a list: Secondary Email, weitere E-Mail.
        if others.contains(words[0]) {
            let rest = candidates(Array(words.dropFirst())).filter { $0.meaning.isList }
            if !rest.isEmpty { return rest.map { Candidate(meaning: $0.meaning, confidence: min($0.confidence, 84)) } }
        }
        for word in [words[words.count - 1], words[0]]
            + (words.count > 2 ? [words[words.count - 2] + words[words.count - 1]] : [])
        {
            let found = HeaderVocabulary.meanings(word).filter {
                [.email, .phone, .mobile, .fax, .website, .vatID, .postcode].contains($0)
            }
            if let meaning = found.first { return [Candidate(meaning: meaning, confidence: 66, needsValues: true)] }
        }
        return []
    }

    // MARK: Words

    private static let generic: Set<String> = [
        "column", "col", "field", "spalte", "colonne", "columna", "kolom", "kolumn", "kolonne", "unnamed",
        "kolumna", "x",
    ]

    /// Words of a header that don't change what its column holds.
    private static let neutral: Set<String> = [
        "primary", "main", "default", "principal", "billing", "bill", "to", "mailing", "postal", "invoice",
        "invoicing", "business", "work", "office", "home", "private", "personal", "company", "customer", "client",
        "kunde", "kunden", "account", "contact", "person", "organization", "organisation", "org", "firm", "firma",
        "firmen", "debitor", "buyer", "address", "addr", "adresse", "adress", "legal", "registered", "official",
        "current", "rechnung", "rechnungs", "rechnungsanschrift", "rechnungsadresse", "haupt", "geschaeftlich",
        "geschaeft", "privat", "buero", "kontakt", "ansprechpartner", "facturation", "facturacion", "fatturazione",
        "factuur", "faktura", "faktury", "principale", "lead", "member", "subscriber", "user", "your", "the", "de",
        "du", "des", "la", "le", "del", "della", "di", "do", "da", "van", "of", "der", "die", "das", "po", "pob",
        "store", "shop", "supplier", "vendor", "crm", "full", "1", "value", "hq", "head", "employer", "recipient",
        "corporate", "contacts", "accounts", "customers", "kundens",
    ]

    /// Words that end a header without changing what its column holds.
    private static let endings: Set<String> = [
        "1", "value", "work", "home", "office", "business", "text", "yyyy", "mm", "dd", "required", "utc", "gmt",
        "main", "primary", "privat", "geschaeftlich", "dienstlich", "zentrale", "full", "raw", "general", "client",
        "cliente", "kunde", "klant", "blog", "profile", "page", "other",
    ]

    /// Words that say: where goods go.
    private static let shipping: Set<String> = [
        "shipping", "ship", "shipto", "shipaddr", "delivery", "deliver", "liefer", "lieferung", "lieferanschrift",
        "lieferadresse", "livraison", "envio", "entrega", "spedizione", "consegna", "verzend", "aflever", "bezorg",
        "leverans", "levering", "dostawa", "dostawy", "wysylki", "sa", "versand",
    ]

    private static let company: Set<String> = [
        "company", "firma", "unternehmen", "organisation", "organization", "org", "account", "firmen", "business",
        "employer",
    ]
    private static let person: Set<String> = [
        "person", "contact", "natuerl", "natrl", "people", "ansprechpartner", "kontakt", "individual",
        "privatperson",
    ]

    /// Words that may stand before a plain `id`.
    private static let keyRoles: Set<String> = [
        "primary", "main", "record", "unique", "internal", "external", "source", "legacy", "original", "crm",
        "lead", "the",
    ]

    /// Headers that are used for many things, so that values have to agree.
    private static let weak: Set<String> = [
        "site", "domain", "by", "stand", "since", "seit", "text", "door", "kod", "other", "value", "wert", "info",
        "about",
        "place",
        "code", "art", "trade", "unit", "suite", "due", "termin", "data", "date", "datum", "fecha", "limit",
        "source", "quelle", "active", "function", "role", "service", "first", "last", "group", "kreis", "kunde",
        "customer", "client", "key", "ref", "number", "nr", "no", "nummer", "numero", "reference", "referenz",
        "title", "titel", "titre", "state", "estado", "stato", "name", "nom", "nome", "contact", "kontakt",
        "debtor", "via", "position", "content", "message", "web", "strona", "pagina", "rolle", "hidden", "added",
        "opened", "login", "username", "voice", "identifier", "alta", "prov", "uf", "cap", "cp", "ht", "total",
        "balance",
    ]

    /// Words for another one of a list.
    private static let others: Set<String> = [
        "secondary", "alternate", "alternative", "additional", "second", "third", "weitere", "zweite", "autre", "otro",
        "altra", "andere",
    ]

    /// Words that make a header speak about something else than a way to reach somebody.
    private static let blockers: Set<String> = [
        "status", "date", "type", "count", "verified", "verification", "opt", "out", "in", "flag", "is", "has",
        "bounced", "reason", "consent", "template", "subject", "id", "ids", "bemerkung", "remark", "comment",
        "comments", "notes", "label", "kind", "format", "preference", "preferred", "valid", "bounce", "last",
        "number", "catch", "owner", "assistant", "created", "modified", "domain", "domains", "campaign", "sent",
        "opened", "clicked", "kennzeichen", "kennz", "gueltig", "ab", "bis", "photo", "image", "avatar", "logo",
        "linkedin", "facebook", "twitter", "page", "landing", "linked", "request", "success",
    ]

    private static let gluedShipping = [
        "shippingaddress", "shipaddr", "shipping", "shipto", "lieferanschrift", "lieferadresse", "liefer", "delivery",
        "livraison",
    ]
    private static let gluedNeutral = [
        "defaultaddress", "billaddr", "billingaddress", "billing", "billto", "rechnungsanschrift", "rechnungsadresse",
        "rechnungs", "rechnung", "primary", "default", "kunden", "customer", "mailing", "firmen", "contact", "cust",
        "facturation", "haupt", "privat", "company", "person",
    ]
}
