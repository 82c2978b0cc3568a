/// Walks over the text of a date.
struct DateScan {
    let bytes: UnsafeRawBufferPointer
    var at = 0

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    private var isAtEnd: Bool { at >= bytes.count }
    private var byte: UInt8 { at < bytes.count ? bytes[at] : 0 }

    /// A number of 1 to 9 digits.
    private mutating func number() -> (value: Int, digits: Int)? {
        let start = at
        var value = 0
        while at < bytes.count, bytes[at].isASCIIDigit, at - start < 9 {
            value = value * 10 + bytes[at].digitValue
            at += 1
        }
        return at == start || byte.isASCIIDigit ? nil : (value, at - start)
    }

    private mutating func skipSpaces() {
        while byte.isASCIISpace, !isAtEnd { at += 1 }
    }

    mutating func skipWeekday() {
        let start = at
        guard let key = word(), DateWords.weekdays[key] != nil else {
            at = start
            return
        }
        while byte == Byte.comma || byte == Byte.dot || byte == Byte.space { at += 1 }
    }

    /// A run of letters, as a key.
    private mutating func word() -> [UInt8]? {
        let start = at
        while at < bytes.count {
            let step = Scalars.next(bytes, at)
            guard Scalars.isLetter(step.value) || Scalars.isCombining(step.value) else { break }
            at += step.length
        }
        return at > start ? LookupKey.of(bytes.part(start..<at)) : nil
    }

    mutating func date() -> DateParts? {
        if !byte.isASCIIDigit { return monthFirst() }
        guard let first = number() else { return nil }
        let separator = byte
        if isAtEnd || separator == UInt8(ascii: "T") || (separator == Byte.space && first.digits == 8) {
            return packed(first)
        }
        if first.digits <= 2, let named = dayThenMonthName(first.value) { return named }
        if first.digits == 4, let named = yearThenMonthName(first.value) { return named }
        if (separator == Byte.dot || separator == Byte.comma), let serial = serial(first, separator) { return serial }
        // `2015:11:08` is a camera's date, `10:30:00` is a time.
        guard isSeparator(separator), separator != Byte.colon || first.digits == 4 else { return nil }
        step(over: separator)
        guard let second = number(), second.digits <= 2, byte == separator else { return nil }
        step(over: separator)
        guard let third = number() else { return nil }
        if first.digits == 4 {
            guard third.digits <= 2 else { return nil }
            return DateParts(.yearFirst(first.value, second.value, third.value), 4, separator)
        }
        guard first.digits <= 2, third.digits == 2 || third.digits == 4 || third.digits == 1 else { return nil }
        // `06.11.2015.` as in Hungary and Croatia.
        if byte == Byte.dot, separator == Byte.dot, third.digits == 4 { at += 1 }
        return DateParts(.numbers(first.value, second.value, third.value), third.digits, separator)
    }

    private func isSeparator(_ byte: UInt8) -> Bool {
        byte == Byte.dot || byte == Byte.slash || byte == Byte.hyphen || byte == Byte.space || byte == UInt8(ascii: "_")
            || byte == Byte.comma || byte == Byte.colon
    }

    private mutating func step(over separator: UInt8) {
        at += 1
        if separator != Byte.space { skipSpaces() }
    }

    /// `20260312`, `120326` is too unsure; five digits are a spreadsheet's serial.
    private func packed(_ first: (value: Int, digits: Int)) -> DateParts? {
        switch first.digits {
        case 8:
            let year = first.value / 10_000
            if (1800...2200).contains(year), (1...12).contains(first.value / 100 % 100) {
                return DateParts(.yearFirst(year, first.value / 100 % 100, first.value % 100), 4, 0)
            }
            return DateParts(.numbers(first.value / 1_000_000, first.value / 10_000 % 100, first.value % 10_000), 4, 0)
        case 4, 5: return DateParts(.serial(first.value, 0), 0, 0)
        default: return nil
        }
    }

    /// `45123.5`: days and a part of a day, if nothing else follows.
    private mutating func serial(_ first: (value: Int, digits: Int), _ separator: UInt8) -> DateParts? {
        guard first.digits == 4 || first.digits == 5 else { return nil }
        let start = at
        at += 1
        var value: Int64 = 0
        var scale: Int64 = 1
        while byte.isASCIIDigit, scale < 1_000_000_000_000 {
            value = value * 10 + Int64(byte.digitValue)
            scale *= 10
            at += 1
        }
        while byte.isASCIIDigit { at += 1 }
        guard isAtEnd, scale > 1, first.digits == 5 || scale > 100 else {
            at = start
            return nil
        }
        // Spreadsheets keep about a millisecond: rounded to that.
        let product = value.multipliedFullWidth(by: 86_400_000)
        let (quotient, remainder) = scale.dividingFullWidth(product)
        let milliseconds = remainder * 2 >= scale ? quotient + 1 : quotient
        return DateParts(.serial(first.value, milliseconds * 1_000), 0, separator)
    }

    /// `12. März 1999`, `12 Mar 99`, `12-Mar-1999`, `3 de mayo de 2021`, `1er mars 2020`.
    private mutating func dayThenMonthName(_ day: Int) -> DateParts? {
        let start = at
        for suffix: StaticString in ["st", "nd", "rd", "th", "er"]
        where bytes.part(at..<bytes.count).startsIgnoringCase(suffix) {
            at += 2
            break
        }
        skipSigns()
        skipWord("de")
        skipWord("of")
        guard let key = word(), let month = DateWords.months[key] else {
            at = start
            return nil
        }
        skipSigns()
        skipWord("de")
        skipWord("del")
        if byte == Byte.apostrophe { at += 1 }
        guard let year = number(), year.digits == 4 || year.digits == 2 else { return nil }
        return DateParts(.named(day: day, month: month, year: year.value), year.digits, 0)
    }

    /// `1999-Mar-12`, `1999 March 12`.
    private mutating func yearThenMonthName(_ year: Int) -> DateParts? {
        let start = at
        skipSigns()
        guard let key = word(), let month = DateWords.months[key] else {
            at = start
            return nil
        }
        skipSigns()
        guard let day = number(), day.digits <= 2 else { return nil }
        return DateParts(.named(day: day.value, month: month, year: year), 4, 0)
    }

    /// `March 12, 1999`, `Mar-12-99`.
    private mutating func monthFirst() -> DateParts? {
        guard let key = word(), let month = DateWords.months[key] else { return nil }
        skipSigns()
        guard let day = number(), day.digits <= 2 else { return nil }
        for suffix: StaticString in ["st", "nd", "rd", "th"]
        where bytes.part(at..<bytes.count).startsIgnoringCase(suffix) {
            at += 2
            break
        }
        skipSigns()
        guard let year = number(), year.digits == 4 || year.digits == 2 else { return nil }
        return DateParts(.named(day: day.value, month: month, year: year.value), year.digits, 0)
    }

    private mutating func skipSigns() {
        while byte == Byte.space || byte == Byte.dot || byte == Byte.comma || byte == Byte.hyphen || byte == Byte.slash
        { at += 1 }
    }

    private mutating func skipWord(_ word: StaticString) {
        let rest = bytes.part(at..<bytes.count)
        let length = word.utf8CodeUnitCount
        guard rest.count > length, rest.startsIgnoringCase(word), rest[length] == Byte.space else { return }
        at += length
        skipSpaces()
    }

    // MARK: - Time and zone

    /// What follows the date: nothing, or a time, or a time and a zone. False for anything else.
    mutating func rest(_ parts: inout DateParts) -> Bool {
        skipSpaces()
        if isAtEnd { return true }
        if byte == Byte.comma { at += 1 }
        skipSpaces()
        if byte == UInt8(ascii: "T") || byte == UInt8(ascii: "t") { at += 1 }
        guard let hour = number(), hour.digits <= 2 else { return false }
        guard byte == Byte.colon || byte == Byte.dot || byte == UInt8(ascii: "h") else { return false }
        let separator = byte
        at += 1
        guard let minute = number(), minute.digits == 2, minute.value < 60 else { return false }
        var second = 0
        var fraction: Int64 = 0
        if byte == Byte.colon || (separator == Byte.dot && byte == Byte.dot) {
            at += 1
            guard let given = number(), given.digits == 2, given.value <= 60 else { return false }
            second = min(given.value, 59)
            if byte == Byte.dot || byte == Byte.comma {
                at += 1
                guard let digits = fractionDigits(&parts) else { return false }
                fraction = digits
            }
        }
        skipSpaces()
        guard var hours = dayHalf(hour.value) else { return false }
        skipWord("uhr")
        if bytes.part(at..<bytes.count).equalsIgnoringCase("uhr") { at += 3 }
        skipSpaces()
        var extraDay: Int64 = 0
        if hours == 24, minute.value == 0, second == 0, fraction == 0 {
            hours = 0
            extraDay = 86_400_000_000
        }
        guard hours < 24 else { return false }
        parts.time = Int64(hours * 3600 + minute.value * 60 + second) * 1_000_000 + fraction + extraDay
        guard let offset = zone() else { return isAtEnd }
        parts.offset = offset
        skipSpaces()
        return isAtEnd
    }

    private mutating func fractionDigits(_ parts: inout DateParts) -> Int64? {
        var value: Int64 = 0
        var digits = 0
        while byte.isASCIIDigit {
            if digits < 6 {
                value = value * 10 + Int64(byte.digitValue)
            } else if byte != Byte.zero {
                parts.isTooFine = true
            }
            digits += 1
            at += 1
        }
        guard (1...12).contains(digits) else { return nil }
        for _ in min(digits, 6)..<6 { value *= 10 }
        return value
    }

    /// am, pm, a.m., p. m.
    private mutating func dayHalf(_ hour: Int) -> Int? {
        let half = byte.asciiLowered
        guard half == UInt8(ascii: "a") || half == UInt8(ascii: "p") else { return hour }
        let start = at
        at += 1
        while byte == Byte.dot || byte == Byte.space { at += 1 }
        guard byte.asciiLowered == UInt8(ascii: "m") else {
            at = start
            return hour
        }
        at += 1
        if byte == Byte.dot { at += 1 }
        skipSpaces()
        guard (1...12).contains(hour) else { return nil }
        return hour % 12 + (half == UInt8(ascii: "p") ? 12 : 0)
    }

    /// `Z`, `UTC`, `GMT`, `+02:00`, `-0700`, `+02`.
    private mutating func zone() -> Int? {
        let rest = bytes.part(at..<bytes.count)
        if rest.equalsIgnoringCase("z") || rest.equalsIgnoringCase("utc") || rest.equalsIgnoringCase("gmt") {
            at = bytes.count
            return 0
        }
        if rest.startsIgnoringCase("utc") || rest.startsIgnoringCase("gmt") { at += 3 }
        let isEast = byte == Byte.plus
        guard isEast || byte == Byte.hyphen || bytes.part(at..<bytes.count).startsWithMinusSign else { return nil }
        at += byte < 0x80 ? 1 : 3
        guard let first = number() else { return nil }
        var minutes: Int
        switch first.digits {
        case 4: minutes = first.value / 100 * 60 + first.value % 100
        case 1, 2:
            minutes = first.value * 60
            if byte == Byte.colon {
                at += 1
                guard let second = number(), second.digits == 2, second.value < 60 else { return nil }
                minutes += second.value
            }
        default: return nil
        }
        guard minutes <= 14 * 60 else { return nil }
        return isEast ? minutes : -minutes
    }
}

extension UnsafeRawBufferPointer {
    /// U+2212.
    fileprivate var startsWithMinusSign: Bool { count >= 3 && self[0] == 0xE2 && self[1] == 0x88 && self[2] == 0x92 }
}
