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
        guard weighed.count > 2, scales.allSatisfy({ $0.header.isGeneric }),
            has([.phone, .mobile, .email, .street, .postcode]),
            !has([.company, .fullName, .familyName, .givenName])
        else { return }
        let names = weighed.indices.filter { index in
            let fact = facts[index]
            return fact.filled >= 10 && fact.fill >= 0.9 && fact.uniqueness >= 0.9 && !fact.isScrambled
                && fact.share(.words) >= 0.6 && fact.share(.street) < 0.3 && fact.share(.long) < 0.1
        }
        guard names.count == 1, let index = names.first else { return }
        let isPerson = facts[index].share(.givenName) >= 0.2 && facts[index].share(.organisation) < 0.1
        weighed[index] = [
            WeighedMeaning(
                meaning: isPerson ? .fullName : .company, confidence: 64,
                reason: "the only column of words that differ in nearly every row")
        ]
    }
}
