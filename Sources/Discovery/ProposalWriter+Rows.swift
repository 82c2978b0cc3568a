/// Rows that are no records, and lists of those who must not be written to.
extension ProposalWriter {
    /// Rows to leave out: totals and carried-forward lines, and a header that stands in the middle of the rows once more.
    mutating func filters() -> [String] {
        var lines: [String] = []
        let repeated = reading.columns.indices.filter { index in
            let name = reading.columns[index].column
            return reading.tallies[index].values[ArraySlice(name.utf8)].map { $0 <= 20 } ?? false
        }
        if let first = repeated.first, repeated.count * 2 > reading.columns.count {
            let column = reading.columns[first].column
            lines += ["  - when: {column: \(quoted(column)), is: \(quoted(column))}", "    reason: repeated header"]
        }
        if isSupplierList, let name = (places[.company] ?? places[.fullName] ?? places[.familyName])?.first {
            lines += ["  - when: {column: \(quoted(name)), present: true}", "    reason: supplier"]
        }
        guard reading.kind == .parties || reading.kind == .invoices || reading.kind == .orders else { return lines }
        for index in reading.columns.indices {
            let tally = reading.tallies[index]
            guard tally.distinct >= 5 else { continue }
            let words = tally.values.filter { value, count in
                count <= max(4, tally.rows / 20)
                    && ProposalWriter.totals.contains(HeaderWords.joined(String(decoding: value, as: UTF8.self)))
            }.keys.sorted { $0.lexicographicallyPrecedes($1) }.map { quoted(String(decoding: $0, as: UTF8.self)) }
            guard !words.isEmpty else { continue }
            let values = words.count == 1 ? words[0] : "[\(words.joined(separator: ", "))]"
            lines += [
                "  - when: {column: \(quoted(reading.columns[index].column)), is: \(values)}", "    reason: totals row",
            ]
            break
        }
        return lines
    }

    /// Nothing in the rows says who somebody is: no name, no way to reach anybody, no tax number, no address of a customer
    /// known by number, and no key that another source knows. A column of which every cell is empty says nothing, unless the
    /// whole table has no rows yet.
    var holdsNobody: Bool {
        guard reading.kind == .parties || reading.kind == .other else { return false }
        let telling: Set<ColumnMeaning> = [
            .company, .fullName, .givenName, .familyName, .email, .phone, .mobile, .fax, .vatID,
        ]
        let isNumbered = [ColumnMeaning.customerKey, .accountKey, .contactKey].contains { places[$0] != nil }

        for (index, column) in reading.columns.enumerated() {
            let tally = reading.tallies[index]
            if let meaning = column.meaning, telling.contains(meaning) || meaning == .street && isNumbered,
                tally.filled > 0 || tally.rows == 0
            {
                return false
            }
            if let relations,
                relations.references(of: column.column, in: source).contains(where: { $0.target != source })
            {
                return false
            }
        }
        return true
    }

    /// Whether the source's own name says that these are the people one buys from.
    var isSupplierList: Bool {
        guard reading.kind == .parties else { return false }
        let words = HeaderWords.split(source)
        return words.contains { ProposalWriter.suppliers.contains($0) }
            && !words.contains { ProposalWriter.customers.contains($0) }
    }

    private static let suppliers: Set<String> = [
        "supplier", "suppliers", "vendor", "vendors", "lieferant", "lieferanten", "kreditor", "kreditoren",
        "fournisseur",
        "fournisseurs", "leverancier", "leveranciers", "proveedor", "proveedores", "fornitore", "fornitori",
        "leverantoerer",
        "dostawcy",
    ]
    private static let customers: Set<String> = [
        "customer", "customers", "client", "clients", "kunde", "kunden", "debitor", "debitoren", "klanten", "clientes",
        "clienti", "contacts",
    ]

    /// What stands in the row of a sum, in small plain letters.
    private static let totals: Set<String> = [
        "summe", "gesamt", "gesamtsumme", "zwischensumme", "endsumme", "summegesamt", "uebertrag", "total", "totals",
        "grandtotal", "subtotal", "sum", "carriedforward", "broughtforward", "totalgeneral", "soustotal", "somme",
        "report",
        "totale", "riporto", "totaal", "subtotaal", "suma", "sumatotal", "razem", "summa", "sumtotal", "ialt",
    ]

    /// They may be kept, but not written to: a consent, not a suppression.
    mutating func suppression() -> [String] {
        let email = places[.email]?.first
        guard let column = email ?? places[.phone]?.first else { return [] }
        used.insert(column)
        func record(_ name: String, _ channel: String, _ when: String?) -> [String] {
            ["  \(name):", "    entity: consents"] + (when.map { ["    when: \($0)"] } ?? []) + [
                "    fields:", "      channel: {text: \(channel)}", "      address: \(quoted(column))",
                "      status: {text: do_not_contact}", "      source: {text: \(quoted(source))}",
            ]
        }
        let index = reading.columns.firstIndex { $0.column == column }
        let share = index.map { reading.facts[$0].share(email != nil ? .email : .phone) } ?? 1
        // A list from beside the phone may hold numbers, too.
        guard share < 1, email == nil || index.map({ reading.facts[$0].share(.phone) > 0 }) == true else {
            return record("refusal", email != nil ? "email" : "phone", nil)
        }
        return record("refusal", "email", "{column: \(quoted(column)), matches: \"[^@ ]+@[^@ ]+\"}")
            + record("call", "phone", "{column: \(quoted(column)), matches: \"[0-9 /()+.-]+\"}")
    }
}
