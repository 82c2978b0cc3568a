public import Records

/// What a column likely holds, with the reason.
public struct ColumnReading: Sendable {
    /// The column's name.
    public let column: String
    /// What it is taken for; nil = nothing known.
    public var meaning: ColumnMeaning?
    /// How sure that is, 0 to 100. From 90 on it is meant to be right.
    public var confidence: Int
    /// Why: `the header says phone; 97 % of values are phone numbers`.
    public var why: Wording
    /// Whether the proposed mapping reads it.
    public var isMapped = false

    /// Why, in English.
    public var reason: String { why.text() }
}

/// A possible meaning of a column, weighed by its header, its values and what people corrected before.
struct WeighedMeaning {
    var meaning: ColumnMeaning
    var confidence: Int
    var reason: Wording
}

/// Weighs what a column can mean.
struct ColumnScale {
    /// The column's name.
    let name: String
    let header: HeaderReading
    let facts: ColumnFacts
    private(set) var meanings: [WeighedMeaning] = []

    /// Below this nothing is proposed.
    static let threshold = 60
    /// The reason of a meaning that people said before.
    static let learnedReason: Wording = "corrected so before"

    init(_ name: String, _ facts: ColumnFacts, learned: LearnedMeanings) {
        self.name = name
        header = HeaderReading(name)
        self.facts = facts
        if let known = learned.meaning(of: name) {
            meanings =
                known.map { [WeighedMeaning(meaning: $0, confidence: 97, reason: ColumnScale.learnedReason)] } ?? []
            return
        }
        for candidate in header.candidates {
            let weighed = weigh(candidate)
            if weighed.confidence >= ColumnScale.threshold - 15 { meanings.append(weighed) }
        }
        if let told = byValues(), told.confidence > (meanings.first?.confidence ?? 0) {
            if let same = meanings.firstIndex(where: { $0.meaning == told.meaning }) { meanings.remove(at: same) }
            meanings.append(told)
        }
        meanings.sort { $0.confidence > $1.confidence }
    }

    // MARK: Header and values

    private func weigh(_ candidate: HeaderReading.Candidate) -> WeighedMeaning {
        let said: Wording = "the header says \(candidate.meaning.wording)"
        var confidence = candidate.confidence
        if facts.filled == 0 {
            return WeighedMeaning(
                meaning: candidate.meaning,
                confidence: min(confidence, candidate.needsValues ? (support(candidate.meaning).proves ? 55 : 72) : 86),
                reason: "\(said); there are no values")
        }
        if facts.isScrambled {
            return WeighedMeaning(
                meaning: candidate.meaning, confidence: min(confidence, 84),
                reason: "\(said); the values are hashes, which say nothing")
        }
        let (share, words, proves) = support(candidate.meaning)
        let percent = ColumnScale.percent(share)
        if proves {
            switch share {
            case 0.8...: confidence = min(98, candidate.needsValues ? max(confidence + 12, 86) : confidence + 3)
            case 0.5..<0.8: confidence -= 12
            case 0.2..<0.5: confidence -= 28
            default: confidence -= 50
            }
        } else {
            switch share {
            case 0.9...: break
            case 0.6..<0.9: confidence -= 8
            case 0.3..<0.6: confidence -= 25
            default: confidence -= 50
            }
        }
        if facts.filled < 3 { confidence = min(confidence, 86) }
        return WeighedMeaning(
            meaning: candidate.meaning, confidence: confidence,
            reason: words.isEmpty ? said : "\(said); \(percent) \(words)")
    }

    /// The share of values that fit a meaning, in words, and whether a fit proves something: many texts could be a city, only
    /// e-mail addresses are e-mail addresses.
    private func support(_ meaning: ColumnMeaning) -> (share: Double, words: Wording, proves: Bool) {
        let s = facts.share
        let numeric = max(s(.number), s(.date))
        let foreign = max(
            s(.email), s(.url), s(.date), s(.surePhone), s(.uuid), s(.boolean) > 0.8 && facts.filled >= 5 ? 1 : 0)
        switch meaning {
        case .email: return (s(.email), "of values are e-mail addresses", true)
        case .phone, .mobile, .fax: return (max(s(.phone), s(.surePhone)), "of values are phone numbers", true)
        case .website: return (s(.url), "of values are web addresses", true)
        case .birthDate, .createdAt, .updatedAt, .dueDate, .documentDate, .orderDate, .closeDate, .occurredAt, .leftOn:
            return (s(.date) + s(.serialDate), "of values are dates", true)
        case .postcode, .shippingPostcode:
            return (max(s(.postcode), s(.serialDate)), "of values have the shape of a postcode", true)
        case .country, .shippingCountry: return (s(.country), "of values are countries", true)
        case .currency: return (s(.currency), "of values are currencies", true)
        case .language: return (s(.language), "of values are languages", true)
        case .vatID:
            let share = max(s(.vatShape), s(.taxNumber))
            if share > 0.5 { return (share, "of values look like tax numbers", true) }
            return (1 - max(foreign - s(.surePhone), s(.words), s(.boolean)), "", false)
        case .taxNumber, .registrationNumber:
            return (1 - max(s(.email), s(.url), s(.long), s(.words)), "", false)
        case .total, .net, .tax, .subtotal, .discount, .shippingCost, .refunded, .openAmount, .amount, .creditLimit:
            return (s(.number), "of values are numbers", true)
        case .probability: return (s(.number), "of values are numbers", true)
        case .consent:
            return (max(s(.boolean), s(.statusWord), facts.distinct <= 6 ? 0.9 : 0), "of values are yes or no", true)
        case .scope: return (s(.boolean), "of values are yes or no", true)
        case .status:
            let few = facts.distinct <= 12 && facts.distinct * 3 <= max(facts.filled, 3)
            // State: a region, unless the values are those of a status.
            if header.candidates.contains(where: { $0.meaning == .region }) {
                return (s(.statusWord), "of values are states of a record", true)
            }
            return (max(s(.boolean), s(.statusWord), few ? 0.7 : 0), "of values are states of a record", true)
        case .prefix: return (s(.salutation), "of values are forms of address or titles", true)
        case .jobTitle: return (1 - max(s(.salutation), foreign, numeric), "", false)
        case .givenName, .familyName, .middleName:
            return (1 - max(numeric, foreign, s(.long), s(.street)), "", false)
        case .fullName: return (1 - max(numeric, foreign, s(.long), s(.street) / 2), "", false)
        case .company:
            return (1 - max(s(.date), s(.email), s(.uuid), s(.surePhone), s(.decimals), s(.integer)), "", false)
        case .city, .shippingCity:
            if s(.postcodeAndPlace) >= 0.6 {
                return (s(.postcodeAndPlace), "of values are a postcode and a place", true)
            }
            return (1 - max(numeric, foreign, s(.long)), "", false)
        case .region, .shippingRegion:
            let strange = max(s(.email), s(.url), s(.date), s(.surePhone), s(.uuid))
            return (1 - max(numeric, strange, s(.long), s(.statusWord) > 0.3 ? 1 : 0), "", false)
        case .street, .shippingStreet:
            if s(.wholeAddress) >= 0.6 {
                return (s(.wholeAddress), "of values are a street with postcode and place", true)
            }
            return (1 - max(s(.email), s(.url), s(.date), s(.uuid), s(.integer)), "", false)
        case .houseNumber: return (facts.length <= 8 && facts.uniqueness < 0.9 ? 1 - s(.date) : 0, "", false)
        case .industry, .department, .paymentTerms, .leadSource:
            return (1 - max(foreign, s(.decimals)), "", false)
        case .initials:
            return (max(s(.initials), facts.length <= 6 ? 0.8 * s(.word) : 0), "of values are initials", true)
        case .owner: return (1 - max(s(.url), s(.date), s(.long), s(.uuid), s(.decimals)), "", false)
        case .key:
            return (facts.uniqueness > 0.97 && s(.long) < 0.1 && s(.decimals) < 0.5 ? 1 : 0.4, "", false)
        case .customerKey, .accountKey, .contactKey:
            return (1 - max(s(.email), s(.long), s(.date), s(.decimals), s(.words)), "", false)
        case .parent, .ownerKey: return (1 - max(s(.long), s(.date), s(.decimals)), "", false)
        case .orderNumber, .documentNumber: return (1 - max(s(.long), s(.decimals), s(.date)), "", false)
        case .documentType, .stage: return (facts.distinct <= 20 ? 1 - numeric : 0.2, "", false)
        case .tags, .notes, .subject, .body, .author, .dealName, .street2, .shippingStreet2, .suffix:
            return (1 - max(s(.date), s(.uuid), s(.boolean) > 0.8 ? 1 : 0), "", false)
        }
    }

    // MARK: Values alone

    /// What the values are where the header doesn't say it, or says something that they aren't.
    private func byValues() -> WeighedMeaning? {
        let s = facts.share
        guard facts.filled >= 2, !facts.isScrambled else { return nil }
        func told(_ meaning: ColumnMeaning, _ share: Double, _ confidence: Int, _ words: Wording) -> WeighedMeaning? {
            WeighedMeaning(meaning: meaning, confidence: confidence, reason: "\(ColumnScale.percent(share)) \(words)")
        }
        if s(.email) >= 0.8 {
            return told(.email, s(.email), facts.filled < 10 ? 80 : 85, "of values are e-mail addresses")
        }
        // The rest needs more than a handful of values, and a header that doesn't speak of something else.
        guard facts.filled >= 5, header.candidates.isEmpty else { return nil }
        if s(.taxNumber) >= 0.8, s(.vatShape) >= 0.8, s(.phone) < 0.9, s(.integer) < 0.2 {
            return told(.vatID, s(.taxNumber), 80, "of values are tax numbers with a right check digit")
        }
        guard header.isGeneric else { return nil }
        if s(.wholeAddress) >= 0.8 {
            return told(.street, s(.wholeAddress), 80, "of values are a street with postcode and place")
        }
        if s(.postcodeAndPlace) >= 0.8 {
            return told(.city, s(.postcodeAndPlace), 80, "of values are a postcode and a place")
        }
        if s(.surePhone) >= 0.9, s(.date) < 0.1, s(.decimals) < 0.1 {
            return told(.phone, s(.surePhone), 75, "of values are phone numbers")
        }
        if s(.url) >= 0.9 { return told(.website, s(.url), 80, "of values are web addresses") }
        if s(.salutation) >= 0.9 { return told(.prefix, s(.salutation), 75, "of values are forms of address") }
        if s(.country) >= 0.95, facts.length > 3 { return told(.country, s(.country), 75, "of values are countries") }
        if s(.organisation) >= 0.3 {
            return told(.company, s(.organisation), 70, "of values are names of organisations")
        }
        if s(.currency) >= 0.95 { return told(.currency, s(.currency), 72, "of values are currencies") }
        if s(.mixedPostcode) >= 0.9, facts.uniqueness > 0.2 {
            return told(.postcode, s(.mixedPostcode), 75, "of values have the shape of a postcode")
        }
        if s(.givenName) >= 0.4, s(.words) >= 0.8, s(.organisation) < 0.1 {
            return told(.fullName, s(.givenName), 70, "of values begin with a common given name")
        }
        if s(.street) >= 0.7, facts.uniqueness > 0.3, facts.length >= 8 {
            return told(.street, s(.street), 70, "of values look like streets with a number")
        }
        return nil
    }

    static func percent(_ share: Double) -> String { "\(Int((max(0, min(1, share)) * 100).rounded(.down))) %" }
}
