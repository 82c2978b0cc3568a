/// One value, record or row in which the old system and the CRM differ.
public struct ParallelDifference: Sendable, Equatable {
    /// The source.
    public var source: String
    /// The CRM's table; `rows` for a row that made no record, `columns` for a column that no field takes.
    public var table: String
    /// The field; `record` for a whole record, `row` for a row.
    public var field: String
    /// Why.
    public var cause: ParallelCause
    /// Where it stands in the delivery: `kunden.csv:17 (Telefon)`; empty where the old system has nothing.
    public var position: String
    /// The record's key in the source, else its row's number.
    public var key: String
    /// The record's id in the CRM; empty where it has none.
    public var id: String
    /// The old system's value, standardised.
    public var old: String
    /// The CRM's value.
    public var crm: String
    /// What else is known: who changed it and when, which source won, how old it is.
    public var detail: String
    /// How many cells or rows it stands for.
    public var count = 1

    /// The columns of an export, in order.
    public static let columns = [
        "source", "table", "field", "cause", "drift", "position", "source_key", "crm_id", "old_value", "crm_value",
        "detail",
    ]

    /// The difference as a row of an export; `drift` is `blocks`, `expected` or `accepted`.
    public func cells(drift: String) -> [String] {
        [source, table, field, cause.rawValue, drift, position, key, id, old, crm, detail]
    }
}

/// How many differences there are of one kind.
public struct ParallelCount: Sendable, Equatable {
    /// The source.
    public var source: String
    /// The table, as in `ParallelDifference`.
    public var table: String
    /// The field.
    public var field: String
    /// Why.
    public var cause: ParallelCause
    /// How many.
    public var count: Int
}

/// Sums of money of one source on both sides.
public struct ParallelMoney: Sendable, Equatable {
    /// The source.
    public var source: String
    /// The table.
    public var table: String
    /// The column.
    public var column: String
    /// The currency.
    public var currency: String
    /// The old system's sum, as decimal text.
    public var old: String
    /// The CRM's sum over what came of the source's records, as decimal text.
    public var crm: String
    /// The old system's sum less the CRM's, as decimal text.
    public var difference: String
}

/// What was compared of one source.
public struct ParallelSource: Sendable, Equatable {
    /// The source.
    public var source: String
    /// The delivery's file.
    public var file: String
    /// SHA-256 of the file, hex.
    public var digest: String
    /// Rows in it.
    public var rows: Int
    /// Records of it that were compared with a record of the CRM.
    public var compared: Int
    /// Records of it that the CRM doesn't hold.
    public var onlyOld: Int
    /// Records in the CRM that came of the source and that it no longer has.
    public var onlyCRM: Int
}

/// Records of a table that only the CRM has.
public struct ParallelOnlyCRM: Sendable, Equatable {
    /// The table.
    public var table: String
    /// Typed by people: no source brought them.
    public var typed: Int
    /// Of these, those made since the first load.
    public var typedSinceLoad: Int
    /// Brought by sources that weren't compared.
    public var otherSources: Int
}

/// Gathers differences: counts by kind, the first of each kind, and a hash of all of them.
struct ParallelTally {
    /// At most so many differences of a kind are kept to be shown.
    static let maximumListed = 5

    private struct Kind: Hashable {
        let source: String
        let table: String
        let field: String
        let cause: ParallelCause
    }

    private var counts: [Kind: Int] = [:]
    private(set) var listed: [ParallelDifference] = []

    mutating func add(_ difference: ParallelDifference) {
        let kind = Kind(
            source: difference.source, table: difference.table, field: difference.field, cause: difference.cause)
        let known = counts[kind] ?? 0
        counts[kind] = known + difference.count
        if known < ParallelTally.maximumListed { listed.append(difference) }
    }

    /// The counts, the greatest first, then by name.
    var sorted: [ParallelCount] {
        counts.map { kind, count in
            ParallelCount(source: kind.source, table: kind.table, field: kind.field, cause: kind.cause, count: count)
        }
        .sorted { left, right in
            if left.count != right.count { return left.count > right.count }
            let names = { (count: ParallelCount) in
                [count.source, count.table, count.field, count.cause.rawValue].joined(separator: "\u{1F}")
            }
            return Array(names(left).utf8).lexicographicallyPrecedes(Array(names(right).utf8))
        }
    }
}
