/// In which order a column writes the numbers of a date.
public enum DateOrder: String, Sendable, Hashable, CaseIterable {
    /// 31.12.1999
    case dayMonthYear = "d/m/y"
    /// 12/31/1999
    case monthDayYear = "m/d/y"
    /// 1999-12-31
    case yearMonthDay = "y-m-d"
}

/// Whether bare numbers are a spreadsheet's dates.
public enum SerialDates: UInt8, Sendable, Hashable {
    /// They are not.
    case none
    /// Day 1 is 1900-01-01, and 1900 has a 29 February that never was.
    case from1900
    /// Day 0 is 1904-01-01.
    case from1904
}

/// A day that was read.
public struct DateReading: Sendable, Hashable {
    /// The day; nil for an empty cell, a filler (1900-01-01) or no date.
    public var date: CalendarDate?
    /// What became of the cell.
    public var verdict: Verdict
    /// The day that the numbers would be in another order, never taken unasked.
    public var proposal: CalendarDate?

    /// `YYYY-MM-DD`, or nothing.
    public var bytes: [UInt8] { date?.bytes ?? [] }
}

/// An instant that was read.
public struct TimestampReading: Sendable, Hashable {
    /// The instant; nil for an empty cell, a filler or no timestamp.
    public var timestamp: Timestamp?
    /// What became of the cell.
    public var verdict: Verdict

    /// `YYYY-MM-DDTHH:MM:SS.ffffffZ`, or nothing.
    public var bytes: [UInt8] { timestamp?.bytes ?? [] }
}

/// Reads dates and timestamps whose order is known.
///
/// Whatever the order, four digits in front are the year, and a month's name is a month. A date that fits the other
/// order only is doubtful and read in that order: the column was decided wrongly, or the cell was.
public struct DateReader: Sendable, Hashable {
    /// The order of the numbers.
    public var order: DateOrder
    /// Years of two digits are read as the year that ends so in the hundred years up to this one.
    public var twoDigitYearsUntil: Int
    /// Whether bare numbers are a spreadsheet's dates.
    public var serials: SerialDates

    /// Makes a reader.
    public init(order: DateOrder, twoDigitYearsUntil: Int = 2030, serials: SerialDates = .none) {
        self.order = order
        self.twoDigitYearsUntil = min(max(twoDigitYearsUntil, 100), 9999)
        self.serials = serials
    }

    /// Reads a day; a time behind it is dropped.
    public func date(_ bytes: UnsafeRawBufferPointer) -> DateReading {
        let text = bytes.trimmed
        guard !text.isEmpty else { return DateReading(date: nil, verdict: bytes.isEmpty ? .unchanged : .changed) }
        guard let parts = DateParts(text) else {
            return DateReading(date: nil, verdict: .invalid(.dateUnreadable))
        }
        var reading = resolve(parts)
        if reading.verdict == .unchanged, let date = reading.date {
            reading.verdict = Verdict.comparing(bytes, date.bytes)
        }
        return reading
    }

    /// Reads a day.
    public func date(_ text: String) -> DateReading { text.withBytes { date($0) } }

    /// Reads an instant. Without a zone of its own it takes `offsetMinutes` (east of UTC); without either it is read
    /// as UTC and doubtful. A day without a time is its first instant.
    public func timestamp(_ bytes: UnsafeRawBufferPointer, offsetMinutes: Int? = nil) -> TimestampReading {
        let text = bytes.trimmed
        guard !text.isEmpty else {
            return TimestampReading(timestamp: nil, verdict: bytes.isEmpty ? .unchanged : .changed)
        }
        guard let parts = DateParts(text) else {
            return TimestampReading(timestamp: nil, verdict: .invalid(.dateUnreadable))
        }
        let day = resolve(parts)
        guard let date = day.date else { return TimestampReading(timestamp: nil, verdict: day.verdict) }
        var time = parts.time ?? 0
        if case .serial(_, let part) = parts.shape { time = part }
        let offset = parts.offset ?? offsetMinutes
        let microseconds = Int64(date.dayNumber) * 86_400_000_000 + time - Int64(offset ?? 0) * 60_000_000
        guard let timestamp = Timestamp(microseconds: microseconds) else {
            return TimestampReading(timestamp: nil, verdict: .invalid(.dateNotInCalendar))
        }
        var verdict = day.verdict
        if parts.isTooFine { verdict = verdict.worse(.doubtful(.timestampTooFine)) }
        if offset == nil { verdict = verdict.worse(.doubtful(.timestampNoZone)) }
        if verdict == .unchanged { verdict = Verdict.comparing(bytes, timestamp.bytes) }
        return TimestampReading(timestamp: timestamp, verdict: verdict)
    }

    /// Reads an instant.
    public func timestamp(_ text: String, offsetMinutes: Int? = nil) -> TimestampReading {
        text.withBytes { timestamp($0, offsetMinutes: offsetMinutes) }
    }

    // MARK: -

    private func resolve(_ parts: DateParts) -> DateReading {
        switch parts.shape {
        case .yearFirst(let year, let month, let day): return judged(year, month, day, parts)
        case .named(let day, let month, let year): return judged(full(year, parts.yearDigits), month, day, parts)
        case .serial(let days, _): return serial(days)
        case .numbers(let first, let second, let third): return ordered(first, second, third, parts)
        }
    }

    private func ordered(_ first: Int, _ second: Int, _ third: Int, _ parts: DateParts) -> DateReading {
        if first == 0, second == 0 { return DateReading(date: nil, verdict: .doubtful(.dateDefault)) }
        let year = full(third, parts.yearDigits)
        // `99-12-31`: two digits of a year in front, which no other reading allows.
        let yearFirst = parts.yearDigits <= 2 ? CalendarDate(year: full(first, 2), month: second, day: third) : nil
        let dayFirst = CalendarDate(year: year, month: second, day: first)
        let monthFirst = CalendarDate(year: year, month: first, day: second)
        switch order {
        case .dayMonthYear: return chosen(dayFirst, otherwise: monthFirst ?? yearFirst, parts)
        case .monthDayYear: return chosen(monthFirst, otherwise: dayFirst ?? yearFirst, parts)
        case .yearMonthDay:
            if parts.yearDigits == 4 {
                // The year stands last: which of the others is the month is not known from the order.
                if let only = dayFirst == nil
                    ? monthFirst : monthFirst == nil || dayFirst == monthFirst ? dayFirst : nil
                {
                    return DateReading(date: only, verdict: .doubtful(.dateOtherOrder))
                }
                return DateReading(
                    date: nil, verdict: .invalid(dayFirst == nil ? .dateNotInCalendar : .dateOtherOrder),
                    proposal: dayFirst)
            }
            return chosen(yearFirst, otherwise: dayFirst ?? monthFirst, parts)
        }
    }

    private func chosen(_ date: CalendarDate?, otherwise other: CalendarDate?, _ parts: DateParts) -> DateReading {
        if let date {
            return judged(date.year, date.month, date.day, parts)
        }
        if let other { return DateReading(date: other, verdict: .doubtful(.dateOtherOrder), proposal: other) }
        return DateReading(date: nil, verdict: .invalid(.dateNotInCalendar))
    }

    private func judged(_ year: Int, _ month: Int, _ day: Int, _ parts: DateParts) -> DateReading {
        if Self.isDefault(year, month, day) { return DateReading(date: nil, verdict: .doubtful(.dateDefault)) }
        guard let date = CalendarDate(year: year, month: month, day: day) else {
            return DateReading(date: nil, verdict: .invalid(.dateNotInCalendar))
        }
        return DateReading(date: date, verdict: parts.yearDigits <= 2 ? .doubtful(.dateTwoDigitYear) : .unchanged)
    }

    /// Dates that stand for "none": zeros, the epochs of spreadsheets, the far ends of databases.
    static func isDefault(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        switch (year, month, day) {
        case (0, 0, 0), (1, 1, 1), (1753, 1, 1), (1899, 12, 30), (1899, 12, 31), (1900, 1, 0), (1900, 1, 1),
            (9999, 12, 31),
            (2999, 12, 31), (4712, 12, 31), (1601, 1, 1):
            true
        default: year == 0
        }
    }

    private func full(_ year: Int, _ digits: Int) -> Int {
        guard digits <= 2 else { return year }
        let candidate = twoDigitYearsUntil / 100 * 100 + year
        return candidate > twoDigitYearsUntil ? candidate - 100 : candidate
    }

    private func serial(_ days: Int) -> DateReading {
        let epoch: Int
        switch serials {
        case .none: return DateReading(date: nil, verdict: .invalid(.dateUnreadable))
        // Day 60 is the 29 February 1900 of spreadsheets; days before it are one off.
        case .from1900: epoch = days < 60 ? -25_568 : -25_569
        case .from1904: epoch = -24_107
        }
        guard days != 0 || serials == .from1904 else { return DateReading(date: nil, verdict: .doubtful(.dateDefault)) }
        guard !(serials == .from1900 && days == 60), let date = CalendarDate(dayNumber: days + epoch) else {
            return DateReading(date: nil, verdict: .invalid(.dateNotInCalendar))
        }
        if Self.isDefault(date.year, date.month, date.day) {
            return DateReading(date: nil, verdict: .doubtful(.dateDefault))
        }
        return DateReading(date: date, verdict: .changed)
    }
}
