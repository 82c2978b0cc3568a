internal import Records

extension TableReading {
    /// A table without column names in which nothing was taken for a name, though somebody's phone, address or e-mail stands
    /// there: the one column of words that differ in nearly every row holds the names.
    static func settleNameless(_ weighed: inout [[WeighedMeaning]], _ scales: [ColumnScale], _ facts: [ColumnFacts]) {
        func has(_ meanings: Set<ColumnMeaning>) -> Bool {
            weighed.contains { column in
                column.first.map { meanings.contains($0.meaning) && $0.confidence >= ColumnScale.threshold } ?? false
            }
        }
        guard !has([.company, .fullName, .familyName, .givenName]) else { return }
        guard weighed.count > 1, scales.allSatisfy({ $0.header.isGeneric }),
            has([.phone, .mobile, .email, .street, .postcode])
        else {
            settleUnknownHeader(&weighed, scales, facts)
            return
        }
        let names = weighed.indices.filter { index in
            let fact = facts[index]
            return fact.filled >= 2 && fact.fill >= 0.9 && fact.uniqueness >= 0.9 && !fact.isScrambled
                && (weighed[index].first?.confidence ?? 0) < ColumnScale.threshold
                && fact.share(.words) + fact.share(.word) >= 0.6 && fact.share(.street) < 0.3 && fact.share(.long) < 0.1
        }
        // A given name, and beside it the family's.
        if names.count == 2, names[1] == names[0] + 1,
            let given = names.first(where: { facts[$0].share(.givenName) >= 0.5 && facts[$0].share(.word) >= 0.5 })
        {
            let family = names[0] == given ? names[1] : names[0]
            weighed[given] = [
                WeighedMeaning(meaning: .givenName, confidence: 66, reason: "its values are common given names")
            ]
            weighed[family] = [
                WeighedMeaning(meaning: .familyName, confidence: 64, reason: "words beside the given names")
            ]
            return
        }
        let whole = names.filter { facts[$0].share(.words) >= 0.6 }
        guard whole.count == 1, let index = whole.first else { return }
        // Somebody with an address of e-mail is a person rather than a company, if nothing in the names speaks for one.
        let isPerson =
            facts[index].share(.organisation) < 0.1 && (facts[index].share(.givenName) >= 0.2 || has([.email]))
        weighed[index] = [
            WeighedMeaning(
                meaning: isPerson ? .fullName : .company, confidence: 64,
                reason: "the only column of words that differ in nearly every row")
        ]
    }

    /// A column whose header nobody knows, in a table without another name: most of its values begin with a common given name
    /// and differ from row to row.
    private static func settleUnknownHeader(
        _ weighed: inout [[WeighedMeaning]], _ scales: [ColumnScale], _ facts: [ColumnFacts]
    ) {
        let names = weighed.indices.filter { index in
            let fact = facts[index]
            let blank = scales[index].header.isGeneric
            return weighed[index].isEmpty && !fact.isScrambled && fact.filled >= (blank ? 2 : 5) && fact.fill >= 0.8
                && fact.uniqueness >= 0.8 && fact.share(.givenName) >= (blank && fact.filled < 5 ? 0.99 : 0.6)
                && fact.share(.organisation) < 0.1 && fact.share(.long) < 0.1
        }
        guard names.count == 1, let index = names.first else { return }
        weighed[index] = [
            WeighedMeaning(
                meaning: .fullName, confidence: 62,
                reason:
                    "\(ColumnScale.percent(facts[index].share(.givenName))) of values begin with a common given name")
        ]
    }
}
