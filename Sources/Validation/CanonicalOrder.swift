/// How two standardised values stand to each other: exact, on their bytes, without floating point.
enum CanonicalOrder {
    /// What a standardised value is.
    enum Kind { case number, date, text }

    /// A number is `-12.50`, a date `2024-01-31`, also at the start of a timestamp `2024-01-31T…`; all else is text.
    static func kind(_ value: ArraySlice<UInt8>) -> Kind {
        if isNumber(value) { return .number }
        return isDate(value) ? .date : .text
    }

    /// -1, 0 or 1; nil when the two are of different kinds or texts, which have no order. Of a date and a timestamp the
    /// days are compared.
    static func compare(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int? {
        switch (kind(left), kind(right)) {
        case (.number, .number): return compareNumbers(left, right)
        case (.date, .date):
            let isByDay = left.count == 10 || right.count == 10
            return compareBytes(isByDay ? left.prefix(10) : left, isByDay ? right.prefix(10) : right)
        default: return nil
        }
    }

    /// True for digits with an optional sign and fraction.
    static func isNumber(_ value: ArraySlice<UInt8>) -> Bool {
        var rest = value
        if rest.first == 0x2D { rest.removeFirst() }
        guard let first = rest.first, isDigit(first), let last = rest.last, isDigit(last) else { return false }
        var points = 0
        for byte in rest {
            if byte == 0x2E { points += 1 } else if !isDigit(byte) { return false }
        }
        return points <= 1
    }

    /// True for `YYYY-MM-DD`, alone or before a `T`.
    static func isDate(_ value: ArraySlice<UInt8>) -> Bool {
        guard value.count == 10 || (value.count > 10 && value[value.startIndex + 10] == 0x54) else { return false }
        for (index, byte) in value.prefix(10).enumerated() {
            if index == 4 || index == 7 {
                if byte != 0x2D { return false }
            } else if !isDigit(byte) {
                return false
            }
        }
        return true
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    private static func compareBytes(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
        if left.elementsEqual(right) { return 0 }
        return left.lexicographicallyPrecedes(right) ? -1 : 1
    }

    /// Compares numbers of any length digit by digit.
    private static func compareNumbers(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
        let first = parts(left)
        let second = parts(right)
        if first.isNegative != second.isNegative { return first.isNegative ? -1 : 1 }
        var order: Int
        if first.whole.count != second.whole.count {
            order = first.whole.count < second.whole.count ? -1 : 1
        } else {
            order = compareBytes(first.whole, second.whole)
            if order == 0 { order = compareBytes(first.fraction, second.fraction) }
        }
        return first.isNegative ? -order : order
    }

    /// Sign, whole digits without zeros in front, and fraction without zeros behind; zero has no sign.
    private static func parts(
        _ value: ArraySlice<UInt8>
    ) -> (isNegative: Bool, whole: ArraySlice<UInt8>, fraction: ArraySlice<UInt8>) {
        let isSigned = value.first == 0x2D
        let digits = isSigned ? value.dropFirst() : value
        let point = digits.firstIndex(of: 0x2E)
        let whole = digits[..<(point ?? digits.endIndex)].drop { $0 == 0x30 }
        var fraction = point.map { digits[($0 + 1)...] } ?? digits[digits.endIndex...]
        while fraction.last == 0x30 { fraction.removeLast() }
        return (isSigned && !(whole.isEmpty && fraction.isEmpty), whole, fraction)
    }
}
