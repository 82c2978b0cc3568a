internal import Text

/// A program's file without column names, in which position decides: which column stands where, and which values prove it.
public struct KnownLayout: Sendable {
    /// The columns' names in their order; a file may end earlier.
    public let columns: [String]
    /// Columns whose values have to be of a kind: `email`, `phone`, `postcode`, `url`, `currency`, `country`, `tax_number`,
    /// `number`, `date`.
    public let evidence: [(column: String, kind: String)]
    /// The fewest columns of a file.
    public let atLeast: Int

    /// Describes a layout.
    public init(columns: [String], evidence: [(column: String, kind: String)], atLeast: Int) {
        self.columns = columns
        self.evidence = evidence
        self.atLeast = atLeast
    }

    /// The kinds of values that can be asked for.
    public static let kinds = [
        "email", "phone", "postcode", "url", "currency", "country", "tax_number", "number", "date",
    ]

    /// Whether a table's columns have no names, without which it has no layout.
    public static func isNameless(_ table: TableReading) -> Bool {
        table.tallies.allSatisfy { HeaderReading($0.name).isGeneric }
    }

    /// How many of the columns asked for hold what they should, in a table whose columns have no names; nil where it isn't
    /// this layout: too wide, too narrow, a column of another kind, or fewer than three that prove anything.
    public func proof(_ table: TableReading) -> Int? {
        let count = table.tallies.count
        guard (atLeast...columns.count).contains(count), KnownLayout.isNameless(table) else { return nil }
        var proven = 0
        for (column, kind) in evidence {
            guard let place = columns.firstIndex(of: column), place < count, let trait = KnownLayout.trait(kind) else {
                continue
            }
            let facts = table.facts[place]
            guard facts.filled >= 3 else { continue }
            guard facts.share(trait) >= 0.8 else { return nil }
            proven += 1
        }
        return proven >= 3 ? proven : nil
    }

    private static func trait(_ kind: String) -> ValueTraits? {
        switch kind {
        case "email": .email
        case "phone": .phone
        case "postcode": .postcode
        case "url": .url
        case "currency": .currency
        case "country": .country
        case "tax_number": .vatShape
        case "number": .number
        case "date": .date
        default: nil
        }
    }
}
