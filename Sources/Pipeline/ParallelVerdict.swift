/// What the kept comparisons say about the cut-over, by the project's rules of today.
public struct ParallelVerdict: Sendable {
    /// A day on which the systems were compared; of several comparisons the last counts.
    public struct Day: Sendable {
        /// The day, as `YYYY-MM-DD`.
        public let day: String
        /// The comparison.
        public let outcome: ParallelOutcome
        /// Drift that holds up the cut-over, by cause, the most first.
        public let blocking: [(cause: ParallelCause, count: Int)]
        /// Drift that was accepted.
        public let accepted: Int
        /// Drift that is as the project's rules want it.
        public let expected: Int
        /// Sources that are part of the parallel run and weren't compared.
        public let missing: [String]
        /// True when every file is byte for byte that of the day before that was compared: perhaps no new export was taken.
        public let hasSameFiles: Bool
        /// True when it counts as a day without drift.
        public var isClean: Bool { blocking.isEmpty && missing.isEmpty }
    }

    /// The days compared, the oldest first.
    public let days: [Day]
    /// The days in a row without drift, up to the newest.
    public let inRow: Int
    /// The days in a row that are wanted.
    public let wanted: Int
    /// What is missing, a sentence each; empty when the project is ready.
    public let missing: [String]

    /// True when the project is ready to cut over.
    public var isReady: Bool { missing.isEmpty }

    /// Judges the comparisons with one target. Part of the parallel run are the sources that the rules name; where they
    /// name none, all that were ever compared.
    public init(_ runs: [ParallelOutcome], rules: ParallelRules, target: String) {
        let runs = runs.filter { $0.target == target }
        let wantedSources =
            rules.sources.isEmpty ? Set(runs.flatMap { $0.sources.map(\.source) }).sorted() : rules.sources
        var days: [Day] = []
        for outcome in runs {
            let before = days.last { $0.day != outcome.day }
            let day = ParallelVerdict.day(outcome, rules, wantedSources, before: before?.outcome)
            if days.last?.day == day.day { days.removeLast() }
            days.append(day)
        }
        self.days = days
        wanted = rules.days
        var row = 0
        var broken = ""
        var later: String?
        for day in days.reversed() {
            guard day.isClean else { break }
            if let later, ParallelVerdict.distance(day.day, later) > rules.gap {
                broken = "Between \(day.day) and \(later) nothing was compared: the row of days begins anew."
                break
            }
            row += 1
            later = day.day
        }
        inRow = row
        var missing: [String] = []
        if let last = days.last {
            let count = last.blocking.reduce(0) { $0 + $1.count }
            if count > 0 {
                missing.append(
                    "\(count == 1 ? "1 difference needs" : "\(count) differences need") a person, or a load.")
            }
            if !last.missing.isEmpty {
                missing.append("Not compared on \(last.day): \(last.missing.joined(separator: ", ")).")
            }
            if row < rules.days {
                let left = rules.days - row
                missing.append(
                    "\(left) more day\(left == 1 ? "" : "s") without drift: there \(row == 1 ? "is" : "are") \(row) of \(rules.days) in a row."
                )
            }
            if !broken.isEmpty { missing.append(broken) }
        } else {
            missing.append("Nothing was compared yet.")
        }
        self.missing = missing
    }

    private static func day(
        _ outcome: ParallelOutcome, _ rules: ParallelRules, _ sources: [String], before: ParallelOutcome?
    ) -> Day {
        var blocking: [ParallelCause: Int] = [:]
        var accepted = 0
        var expected = 0
        for count in outcome.counts {
            switch rules.drift(count.source, count.table, count.field, count.cause) {
            case .expected: expected += count.count
            case .accepted: accepted += count.count
            case .blocks: blocking[count.cause, default: 0] += count.count
            }
        }
        let files = { (outcome: ParallelOutcome) in outcome.sources.map { "\($0.source) \($0.digest)" } }
        let compared = Set(outcome.sources.map(\.source))
        return Day(
            day: outcome.day, outcome: outcome,
            blocking: blocking.sorted { ($1.value, $0.key.rawValue) < ($0.value, $1.key.rawValue) }
                .map { ($0.key, $0.value) },
            accepted: accepted, expected: expected, missing: sources.filter { !compared.contains($0) },
            hasSameFiles: before.map { files($0) == files(outcome) } ?? false)
    }

    /// Calendar days from one day to a later one.
    static func distance(_ from: String, _ to: String) -> Int { number(to) - number(from) }

    /// A day's number in the proleptic Gregorian calendar.
    private static func number(_ day: String) -> Int {
        let parts = day.split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return 0 }
        let year = parts[1] > 2 ? parts[0] : parts[0] - 1
        let month = parts[1] > 2 ? parts[1] - 3 : parts[1] + 9
        return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + parts[2]
    }
}

/// What a difference means for the cut-over.
public enum ParallelDrift: String, Sendable {
    /// It holds the cut-over up.
    case blocks
    /// It is as the project's rules want it.
    case expected
    /// Somebody accepted it.
    case accepted
}

extension ParallelRules {
    /// What a difference of that kind means for the cut-over.
    public func drift(_ source: String, _ table: String, _ field: String, _ cause: ParallelCause) -> ParallelDrift {
        if cause.isExpected { return .expected }
        return acceptance(source: source, table: table, field: field, cause: cause) == nil ? .blocks : .accepted
    }
}
