// Check digits of VAT numbers that are also persons' numbers, and of some that fold letters. The bytes have their shape
// already.

extension CheckDigits {
    private static func value(_ body: some Sequence<UInt8>) -> Int { body.reduce(0) { $0 * 10 + $1.digitValue } }

    private static func isDate(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        CalendarDate(year: year, month: month, day: day) != nil
    }

    /// A company's eight digits; a person's birth number of nine or ten; nine digits from six for persons without one.
    static func czechia(_ body: [UInt8]) -> TaxNumberCheck {
        if body.count == 8 {
            if body[0] == Byte.zero + 9 { return .invalid }
            return mod11(body, [8, 7, 6, 5, 4, 3, 2], tenIs: 0, elevenIs: 1)
        }
        if body.count == 9, body[0] == Byte.zero + 6 {
            let rest = sum(Array(body[1..<8]), [8, 7, 6, 5, 4, 3, 2]) % 11
            return (18 - (10 - rest + 11) % 11) % 10 == body[8].digitValue ? .valid : .invalid
        }
        return birthNumber(body)
    }

    /// Year, month (50 more for women, 20 more where a day's numbers ran out), day, serial number; of ten digits
    /// divisible by eleven, but for some issued before 1985 that end in zero.
    static func birthNumber(_ body: [UInt8]) -> TaxNumberCheck {
        let short = value(body[..<2])
        var year = 1900 + short
        if body.count == 9 {
            if year >= 1980 { year -= 100 }
            if year > 1953 { return .invalid }
        } else if year < 1954 {
            year += 100
        }
        var month = value(body[2..<4]) % 50
        if month > 20, year >= 2004 { month -= 20 }
        guard isDate(year, month, value(body[4..<6])) else { return .invalid }
        guard body.count == 10 else { return .unchecked }
        var check = value(body[..<9]) % 11
        if year < 1985 { check %= 10 }
        return check == body[9].digitValue ? .valid : .invalid
    }

    /// A person's birth number, or a company's number divisible by eleven.
    static func slovakia(_ body: [UInt8]) -> TaxNumberCheck {
        if birthNumber(body) == .valid { return .valid }
        guard body[0] != Byte.zero, [2, 3, 4, 7, 8, 9].contains(body[2].digitValue) else { return .invalid }
        return value(body) % 11 == 0 ? .valid : .invalid
    }

    /// Nine digits for companies; ten for persons, foreigners or others.
    static func bulgaria(_ body: [UInt8]) -> TaxNumberCheck {
        if body.count == 9 {
            var check = sum(body, [1, 2, 3, 4, 5, 6, 7, 8]) % 11
            if check == 10 { check = sum(body, [3, 4, 5, 6, 7, 8, 9, 10]) % 11 }
            return check % 10 == body[8].digitValue ? .valid : .invalid
        }
        let last = body[9].digitValue
        if sum(body, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10 == last, isBulgarianBirthDate(body) { return .valid }
        if sum(body, [21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10 == last { return .valid }
        return (11 - sum(body, [4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11 == last ? .valid : .invalid
    }

    /// Twenty more in the month before 1900, forty more from 2000 on.
    private static func isBulgarianBirthDate(_ body: [UInt8]) -> Bool {
        let month = value(body[2..<4])
        let century = month > 40 ? 2000 : month > 20 ? 1800 : 1900
        return isDate(
            century + value(body[..<2]), month > 40 ? month - 40 : month > 20 ? month - 20 : month, value(body[4..<6]))
    }

    /// Every other digit counts by a table of its own; the sum by 26 is the letter.
    static func cyprus(_ body: [UInt8]) -> TaxNumberCheck {
        if body.starts(with: "12".utf8) { return .invalid }
        let odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
        let sum = body[..<8].enumerated().reduce(0) {
            $0 + ($1.offset % 2 == 0 ? odd[$1.element.digitValue] : $1.element.digitValue)
        }
        return sum % 26 == Int(body[8]) - 65 ? .valid : .invalid
    }

    /// A one before the last digit; modulus 11 with a second set of weights where the first leaves ten.
    static func lithuania(_ body: [UInt8]) -> TaxNumberCheck {
        let last = body.count - 1
        guard body[last - 1] == Byte.zero + 1 else { return .invalid }
        func check(_ shift: Int) -> Int {
            (0..<last).reduce(0) { $0 + body[$1].digitValue * (1 + ($1 + shift) % 9) } % 11
        }
        let first = check(0)
        return (first == 10 ? check(2) % 10 : first) == body[last].digitValue ? .valid : .invalid
    }

    /// Companies begin with four or more; persons with their birth date, or with 32.
    static func latvia(_ body: [UInt8]) -> TaxNumberCheck {
        if body[0] > Byte.zero + 3 {
            return sum(body, [9, 1, 4, 8, 3, 10, 2, 5, 7, 6, 1]) % 11 == 3 ? .valid : .invalid
        }
        if !body.starts(with: "32".utf8) {
            let century = 1800 + 100 * body[6].digitValue
            guard isDate(century + value(body[4..<6]), value(body[2..<4]), value(body[..<2])) else { return .invalid }
        }
        let check = (1 + sum(body, [10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11 % 10
        return check == body[10].digitValue ? .valid : .invalid
    }
}
