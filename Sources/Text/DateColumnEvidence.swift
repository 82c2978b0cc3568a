public import Records

/// What a column's values together say about the order of its dates.
public enum DateColumnVerdict: Sendable, Hashable {
    /// No value that says anything.
    case empty
    /// The values agree on one order.
    case decided(DateOrder)
    /// Values fit both orders and none decides; the proposal is what the signs suggest (dots: day first).
    case ambiguous(proposal: DateOrder?)
    /// Some values fit one order only, others the other only.
    case mixed
    /// Most values are no dates.
    case notDates
}

/// Looks at every value of a column and tells in which order its dates are written. Parts of a column can be looked
/// at apart and merged in any order.
public struct DateColumnEvidence: Sendable, Hashable {
    /// What a value says.
    public enum Kind: Int, Sendable, Hashable, CaseIterable {
        /// Nothing: the cell is empty.
        case empty
        /// Fits with the day first only.
        case dayFirst
        /// Fits with the month first only.
        case monthFirst
        /// Fits both, as different days.
        case both
        /// Fits both as the same day, 05/05.
        case same
        /// The year comes first.
        case yearFirst
        /// The month is a name.
        case named
        /// A bare number of five digits, as spreadsheets count days.
        case serial
        /// A date that stands for "none".
        case filler
        /// Numbers like a date's, but no day of the calendar.
        case notInCalendar
        /// No date.
        case unreadable
    }

    private var tallies = [RowTally](repeating: RowTally(), count: Kind.allCases.count)
    private var dotted = 0
    /// Values whose year has two digits.
    public private(set) var twoDigitYears = RowTally()
    /// Values with a time of day.
    public private(set) var withTime = RowTally()
    /// Values with a zone.
    public private(set) var withZone = RowTally()

    /// Nothing seen yet.
    public init() {}

    /// How many values say this, and which rows do first.
    public func tally(_ kind: Kind) -> RowTally { tallies[kind.rawValue] }

    /// Looks at a value.
    public mutating func add(_ bytes: UnsafeRawBufferPointer, row: Int) {
        let text = bytes.trimmed
        guard !text.isEmpty else { return tallies[Kind.empty.rawValue].add(row) }
        guard let parts = DateParts(text) else { return tallies[Kind.unreadable.rawValue].add(row) }
        let kind = Self.kind(parts)
        tallies[kind.rawValue].add(row)
        guard kind != .filler, kind != .notInCalendar else { return }
        if kind == .both, parts.separator == Byte.dot { dotted += 1 }
        if parts.time != nil { withTime.add(row) }
        if parts.offset != nil { withZone.add(row) }
        if kind != .serial, parts.yearDigits <= 2 { twoDigitYears.add(row) }
    }

    /// Looks at a value.
    public mutating func add(_ text: String, row: Int) { text.withBytes { add($0, row: row) } }

    /// Adds what another part of the column said.
    public mutating func merge(_ other: DateColumnEvidence) {
        for index in tallies.indices { tallies[index].merge(other.tallies[index]) }
        dotted += other.dotted
        twoDigitYears.merge(other.twoDigitYears)
        withTime.merge(other.withTime)
        withZone.merge(other.withZone)
    }

    private static func kind(_ parts: DateParts) -> Kind {
        switch parts.shape {
        case .serial: return .serial
        case .named(let day, let month, let year):
            return CalendarDate(year: parts.yearDigits <= 2 ? 2000 + year : year, month: month, day: day) == nil
                ? .notInCalendar : .named
        case .yearFirst(let year, let month, let day):
            if DateReader.isDefault(year, month, day) { return .filler }
            return CalendarDate(year: year, month: month, day: day) == nil ? .notInCalendar : .yearFirst
        case .numbers(let first, let second, let third):
            // A leap year of either century serves: which one it is does not change the order.
            let year = parts.yearDigits <= 2 ? 2000 + third : third
            if first == 0, second == 0 || DateReader.isDefault(year, second, first) { return .filler }
            if parts.yearDigits == 4,
                DateReader.isDefault(year, second, first) || DateReader.isDefault(year, first, second)
            {
                return .filler
            }
            let dayFirst = CalendarDate(year: year, month: second, day: first)
            let monthFirst = CalendarDate(year: year, month: first, day: second)
            if dayFirst != nil, monthFirst != nil { return first == second ? .same : .both }
            if dayFirst != nil { return .dayFirst }
            if monthFirst != nil { return .monthFirst }
            let isYearFirst =
                parts.yearDigits <= 2 && CalendarDate(year: 2000 + first, month: second, day: third) != nil
            return isYearFirst ? .yearFirst : .notInCalendar
        }
    }

    /// How many values look like dates, fillers included.
    public var dates: Int {
        tallies.reduce(0) { $0 + $1.count } - tally(.empty).count - tally(.unreadable).count
    }

    /// How many values decide the order of day and month, and how many fit both orders without dots between their numbers.
    public var deciding: (count: Int, open: Int) {
        (tally(.dayFirst).count + tally(.monthFirst).count, tally(.both).count - dotted)
    }

    /// What the values say together. A column of bare numbers of five digits is decided too: whether they are a
    /// spreadsheet's dates or postcodes is for the mapping to say.
    public var verdict: DateColumnVerdict {
        let unreadable = tally(.unreadable).count
        if dates == 0 { return unreadable == 0 ? .empty : .notDates }
        if unreadable > dates { return .notDates }
        switch (tally(.dayFirst).count > 0, tally(.monthFirst).count > 0) {
        case (true, true): return .mixed
        case (true, false): return .decided(.dayMonthYear)
        case (false, true): return .decided(.monthDayYear)
        case (false, false): break
        }
        let both = tally(.both).count
        if both > 0 { return .ambiguous(proposal: dotted * 2 > both ? .dayMonthYear : nil) }
        if tally(.yearFirst).count + tally(.named).count + tally(.serial).count > 0 { return .decided(.yearMonthDay) }
        return tally(.same).count > 0 ? .decided(.dayMonthYear) : tally(.notInCalendar).count > 0 ? .notDates : .empty
    }

    /// The evidence in one sentence: `212 of 900 dates fit both d/m and m/d; rows 41, 77 and 210 decide for d/m`.
    public var summary: Wording {
        let both: Wording = "\(tally(.both).count) of \(dates) dates fit both d/m and m/d"
        switch verdict {
        case .empty: return "no dates"
        case .notDates: return "\(tally(.unreadable).count) values are no dates, \(dates) are"
        case .mixed:
            return
                "\(tally(.dayFirst).count) of \(dates) dates fit d/m only (\(tally(.dayFirst).words)), \(tally(.monthFirst).count) fit m/d only (\(tally(.monthFirst).words))"
        case .ambiguous: return "\(both); no row decides"
        case .decided(.yearMonthDay): return "\(dates) dates, none of them open"
        case .decided(let order):
            let deciding = order == .dayMonthYear ? tally(.dayFirst) : tally(.monthFirst)
            let short: Wording = order == .dayMonthYear ? "d/m" : "m/d"
            if deciding.count == 0 { return "\(dates) dates, none of them open" }
            return deciding.rows.count == 1
                ? "\(both); \(deciding.words) decides for \(short)" : "\(both); \(deciding.words) decide for \(short)"
        }
    }
}
