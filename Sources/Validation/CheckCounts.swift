public import Configuration

/// How many rows were checked and how many failed: per batch, added up per stream.
public struct CheckCounts: Sendable, Equatable {
    /// The rows checked.
    public internal(set) var rows = 0
    /// The rows that a check rejects.
    public internal(set) var rowsWithErrors = 0
    /// The rows that fail each check, in the list's order.
    public internal(set) var failures: [Int]
    /// The rows that each check judged at the end had to say something about, in the list's order.
    var judged: [Int]
    /// The newest value that each check of the newest has seen, in the list's order; empty = none.
    var newest: [[UInt8]]

    /// Begins to count for a list.
    public init(for list: CheckList) {
        failures = Array(repeating: 0, count: list.checks.count)
        judged = failures
        newest = Array(repeating: [], count: list.checks.count)
    }

    /// Adds another batch's counts for the same list.
    public mutating func add(_ other: CheckCounts) {
        rows += other.rows
        rowsWithErrors += other.rowsWithErrors
        for index in failures.indices where index < other.failures.count {
            failures[index] += other.failures[index]
            judged[index] += other.judged[index]
            if newest[index].lexicographicallyPrecedes(other.newest[index]) { newest[index] = other.newest[index] }
        }
    }
}

/// Why a stream's checks stop a run.
public struct CheckStop: Sendable, Equatable {
    /// The check's code; empty when the share of rows with errors in general is meant.
    public let code: String
    /// The rows that fail.
    public let rows: Int
    /// The rows checked.
    public let of: Int
    /// The share that was allowed.
    public let allowed: Share
    /// Where the threshold stands.
    public let place: Place
    /// What a check of the whole stream says; empty for thresholds.
    public var words = ""

    /// One line: how many rows fail and how many may.
    public var message: String {
        if !words.isEmpty { return words }
        let what = code.isEmpty ? "have errors" : "fail \(code)"
        return "\(rows) of \(of) rows \(what); at most \(allowed) may"
    }
}
