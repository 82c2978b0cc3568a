import Discovery
import Records

/// The columns of a table of a delivery, counted.
struct TableTallies {
    /// Per column.
    private(set) var columns: [ColumnTally]
    /// The table's own records.
    private(set) var rows = 0
    /// Rows that are there word for word once more.
    private(set) var repeated = 0
    private var seen: Set<UInt64> = []
    private static let maximumSeen = 1_000_000

    /// So many rows are enough to say what a table is; a profile looks at all of them.
    static let enough = 100_000

    /// Begins for these columns.
    init(_ columns: [String]) { self.columns = columns.map { ColumnTally($0) } }

    /// Counts a batch's records.
    mutating func add(_ batch: RawBatch) {
        for row in 0..<batch.count where batch.kinds[row] == .record {
            rows += 1
            for column in columns.indices {
                columns[column].add(batch.cells[row, column], place: Int(batch.places[row]))
            }
            if seen.count < TableTallies.maximumSeen {
                var hasher = Hasher()
                for column in columns.indices { hasher.combine(batch.cells[row, column]) }
                if !seen.insert(UInt64(truncatingIfNeeded: hasher.finalize())).inserted { repeated += 1 }
            }
        }
    }

    /// Counts a table of these columns that `read` reads, all of it or its first rows.
    static func read(
        _ columns: [String], most: Int = .max, _ read: (_ sink: (RawBatch) throws -> Void) throws -> Void
    ) throws -> TableTallies {
        var tallies = TableTallies(columns)
        do {
            try read { batch in
                tallies.add(batch)
                if tallies.rows >= most { throw Enough() }
            }
        } catch is Enough {}
        return tallies
    }

    /// Ends a reading that has seen enough.
    private struct Enough: Error {}
}
