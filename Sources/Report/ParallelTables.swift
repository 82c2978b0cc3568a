/// The tables of a parallel run: days by cause, and fields by cause.
public enum ParallelTables {
    /// A day of a parallel run.
    public struct Day: Sendable {
        /// The day.
        public var day: String
        /// Differences that hold the cut-over up, by cause.
        public var blocking: [(cause: String, count: Int)]
        /// Differences that were accepted, and those that the rules want.
        public var accepted: Int
        /// Differences that are as the rules want them.
        public var expected: Int
        /// What is to be noticed of the day; empty for nothing.
        public var remark: String

        /// Describes a day.
        public init(
            day: String, blocking: [(cause: String, count: Int)], accepted: Int, expected: Int, remark: String
        ) {
            self.day = day
            self.blocking = blocking
            self.accepted = accepted
            self.expected = expected
            self.remark = remark
        }
    }

    /// A kind of difference.
    public struct Kind: Sendable {
        /// The source.
        public var source: String
        /// `accounts.name`.
        public var field: String
        /// The cause, in words.
        public var cause: String
        /// How many.
        public var count: Int
        /// What it means: `blocks`, `expected`, `accepted`.
        public var drift: String

        /// Describes a kind.
        public init(source: String, field: String, cause: String, count: Int, drift: String) {
            self.source = source
            self.field = field
            self.cause = cause
            self.count = count
            self.drift = drift
        }
    }

    /// A line a day, a column for each cause that holds the cut-over up on any of them.
    public static func days(_ days: [Day]) -> TerminalTable {
        var causes: [String] = []
        for cause in days.flatMap({ $0.blocking.map(\.cause) }) where !causes.contains(cause) { causes.append(cause) }
        causes.sort()
        var table = TerminalTable(
            [.text("day", minimumWidth: 10), .number("drift")] + causes.map { .number($0) }
                + [.number("accepted"), .number("expected"), .text("")])
        for day in days {
            let sum = day.blocking.reduce(0) { $0 + $1.count }
            var cells: [TerminalTable.Cell] = [.init(day.day), .count(sum, style: sum == 0 ? .good : .bad)]
            for cause in causes {
                let count = day.blocking.first { $0.cause == cause }?.count ?? 0
                cells.append(count == 0 ? .init("·", style: .faint) : .count(count))
            }
            table.append(cells + [.count(day.accepted), .count(day.expected), .init(day.remark, style: .faint)])
        }
        return table
    }

    /// A line for each source, field and cause.
    public static func kinds(_ kinds: [Kind]) -> TerminalTable {
        var table = TerminalTable([
            .number("count"), .text("field"), .text("cause"), .text("source"), .text("", minimumWidth: nil),
        ])
        for kind in kinds {
            table.append([
                .count(kind.count), .init(kind.field), .init(kind.cause), .init(kind.source),
                .init(kind.drift, style: .faint),
            ])
        }
        return table
    }
}
