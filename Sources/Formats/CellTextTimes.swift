extension CellText {
    /// What error cells show where a file doesn't mark them as such.
    static let errors: Set<[UInt8]> = Set(
        ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"].map { Array($0.utf8) })

    /// Appends the text of a number that a file stores as binary, under a format.
    static func append(value: Double, format: NumberFormat, is1904: Bool, to output: inout [UInt8])
        -> (kind: CellKind, problem: CellProblem)
    {
        guard value.isFinite else {
            output.append(contentsOf: "#NUM!".utf8)
            return (.error, .error)
        }
        // Whole numbers that are exact need no detour by way of their shortest digits.
        if format == .number, abs(value) < 1e15, value == value.rounded(), value != 0 || value.sign == .plus {
            var digits = String(Int64(value))
            digits.withUTF8 { output.append(contentsOf: $0) }
            return (.number, .none)
        }
        var text = value.description
        return text.withUTF8 {
            append(number: UnsafeRawBufferPointer($0), format: format, is1904: is1904, to: &output)
        }
    }

    /// Appends an ISO 8601 day or day and time as a cell of this format shows it: with a time of midnight only where the
    /// format has a time.
    static func append(day bytes: UnsafeRawBufferPointer, _ format: NumberFormat, to output: inout [UInt8]) -> CellKind
    {
        let start = output.count
        let kind = append(iso: bytes, to: &output)
        let midnight = Array("T00:00:00".utf8)
        if kind == .date, format == .dateTime {
            output.append(contentsOf: midnight)
            return .dateTime
        }
        if kind == .dateTime, format != .dateTime, output.count == start + 19,
            output[(start + 10)...].elementsEqual(midnight)
        {
            output.removeLast(midnight.count)
            return .date
        }
        return kind
    }

    /// Appends an ISO 8601 period such as `PT33H45M22.5S` as hours, minutes and seconds; nil, and nothing appended, for
    /// anything else. Below a day it is a time unless the format says otherwise.
    static func append(period bytes: UnsafeRawBufferPointer, _ format: NumberFormat, to output: inout [UInt8])
        -> CellKind?
    {
        var index = 0
        let isNegative = bytes.first == 0x2D
        if isNegative { index = 1 }
        guard index < bytes.count, bytes[index] == 0x50 else { return nil }
        index += 1
        var milliseconds = 0
        var isTime = false
        while index < bytes.count {
            if bytes[index] == 0x54 {
                isTime = true
                index += 1
                continue
            }
            var number = 0
            var thousandths = 0
            var scale = 0
            let start = index
            while index < bytes.count,
                bytes[index] >= 0x30 && bytes[index] <= 0x39 || bytes[index] == 0x2E || bytes[index] == 0x2C
            {
                if bytes[index] < 0x30 {
                    if scale > 0 { return nil }
                    scale = 100
                } else if scale > 0 || thousandths > 0 {
                    thousandths += Int(bytes[index] - 0x30) * scale
                    scale /= 10
                } else if number < 1 << 40 {
                    number = number * 10 + Int(bytes[index] - 0x30)
                }
                index += 1
            }
            guard index > start, index < bytes.count, number < 1 << 40 else { return nil }
            switch bytes[index] {
            case 0x44 where !isTime: milliseconds += number * 86_400_000
            case 0x48 where isTime: milliseconds += number * 3_600_000
            case 0x4D where isTime: milliseconds += number * 60_000
            case 0x53 where isTime: milliseconds += number * 1_000 + thousandths
            default: return nil
            }
            if milliseconds > 1 << 52 { return nil }
            index += 1
        }
        if isNegative, milliseconds > 0 { output.append(0x2D) }
        append(time: milliseconds, to: &output)
        return format == .duration || isNegative || milliseconds >= 86_400_000 ? .duration : .time
    }

    /// The serial day number of an ISO 8601 day or day and time; nil for anything else.
    static func serial(iso bytes: UnsafeRawBufferPointer, is1904: Bool) -> Double? {
        let digits = Array(bytes)
        func number(_ range: Range<Int>) -> Int? {
            guard range.upperBound <= digits.count else { return nil }
            var result = 0
            for byte in digits[range] {
                guard byte >= 0x30, byte <= 0x39 else { return nil }
                result = result * 10 + Int(byte - 0x30)
            }
            return result
        }
        guard digits.count >= 10, digits[4] == 0x2D, digits[7] == 0x2D, let year = number(0..<4),
            let month = number(5..<7),
            let day = number(8..<10), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var seconds = 0.0
        if digits.count > 10 {
            guard digits.count >= 16, digits[10] == 0x54 || digits[10] == 0x20, digits[13] == 0x3A,
                let hour = number(11..<13), let minute = number(14..<16), hour < 24, minute < 60
            else { return nil }
            seconds = Double(hour * 3_600 + minute * 60)
            if digits.count > 16 {
                guard digits[16] == 0x3A,
                    let rest = digits[17...].withUnsafeBytes({ double($0) }), rest >= 0, rest < 61
                else { return nil }
                seconds += rest
            }
        }
        // Howard Hinnant's days-from-civil, counted from 1970-01-01.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let days = era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
        if is1904 { return Double(days + 24_107) + seconds / 86_400 }
        let serial = days + 25_569
        // Before the 29 February 1900 that never was, day numbers are one lower.
        return Double(serial < 61 ? serial - 1 : serial) + seconds / 86_400
    }
}
