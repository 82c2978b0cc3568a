#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// What a cell of a sheet holds.
public enum CellKind: UInt8, Sendable {
    /// Text.
    case text
    /// A number, as plain decimal text.
    case number
    /// A day, `YYYY-MM-DD`.
    case date
    /// A day with a time, `YYYY-MM-DDTHH:MM:SS` and thousandths where there are any.
    case dateTime
    /// A time of day, `HH:MM:SS`.
    case time
    /// Hours, minutes and seconds, `HH:MM:SS` with any number of hours.
    case duration
    /// `true` or `false`.
    case boolean
    /// An error such as `#N/A`.
    case error
}

/// What is doubtful about a cell.
public enum CellProblem: UInt8, Sendable {
    /// Nothing.
    case none
    /// The cell holds an error instead of a value; its text is the error's name.
    case error
    /// The cell's formula has no stored result.
    case noCachedValue
    /// A whole number of more than 15 digits: spreadsheets keep no more, so it may be damaged.
    case digitsLost
    /// A number formatted as a date that no calendar has.
    case notADate
    /// A number cell whose content is no number; its text is kept.
    case notANumber
}

/// Turns what a sheet stores into canonical text.
enum CellText {
    /// Milliseconds of a day.
    private static let day = 86_400_000

    /// Appends a number cell's text under a format.
    static func append(
        number bytes: UnsafeRawBufferPointer, format: NumberFormat, is1904: Bool, to output: inout [UInt8]
    ) -> (kind: CellKind, problem: CellProblem) {
        switch format {
        case .number, .text: return appendPlain(bytes, to: &output)
        case .digits(let pattern):
            let start = output.count
            let result = appendPlain(bytes, to: &output)
            if result.kind == .number, result.problem == .none { pad(&output, from: start, pattern: pattern) }
            return result
        case .date, .dateTime, .time, .duration:
            guard let value = double(bytes), let kind = append(serial: value, format, is1904: is1904, to: &output)
            else {
                let result = appendPlain(bytes, to: &output)
                return (result.kind, result.problem == .none ? .notADate : result.problem)
            }
            return (kind, .none)
        }
    }

    // MARK: Numbers

    /// Appends a number in plain decimal digits: as it stands where it is exact, else the shortest digits that give the same number
    /// back; without an exponent, leading zeros or an empty fraction.
    private static func appendPlain(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8])
        -> (kind: CellKind, problem: CellProblem)
    {
        var index = 0
        let isNegative = bytes.count > 0 && bytes[0] == 0x2D
        if isNegative || (bytes.count > 0 && bytes[0] == 0x2B) { index = 1 }
        var start = index
        while index < bytes.count, isDigit(bytes[index]) { index += 1 }
        var wholeEnd = index
        var fractionEnd = index
        if index < bytes.count, bytes[index] == 0x2E {
            index += 1
            while index < bytes.count, isDigit(bytes[index]) { index += 1 }
            fractionEnd = index
        }
        guard index == bytes.count, fractionEnd - start > (fractionEnd > wholeEnd ? 1 : 0) else {
            return appendShortest(bytes, to: &output)
        }
        while start < wholeEnd, bytes[start] == 0x30 { start += 1 }
        var fractionStart = min(wholeEnd + 1, fractionEnd)
        let hasFraction = (fractionStart..<fractionEnd).contains { bytes[$0] != 0x30 }
        if !hasFraction { fractionStart = fractionEnd }
        var significant = wholeEnd - start + fractionEnd - fractionStart
        if start == wholeEnd { significant -= bytes[fractionStart..<fractionEnd].prefix { $0 == 0x30 }.count }
        let isLong = significant > 15
        if isLong, hasFraction { return appendShortest(bytes, to: &output) }
        if isNegative, hasFraction || start < wholeEnd { output.append(0x2D) }
        if start == wholeEnd { output.append(0x30) }
        output.append(contentsOf: bytes[start..<wholeEnd])
        if hasFraction {
            output.append(0x2E)
            output.append(contentsOf: bytes[fractionStart..<fractionEnd])
        }
        wholeEnd -= start
        return (.number, isLong && wholeEnd > 15 ? .digitsLost : .none)
    }

    private static func appendShortest(_ bytes: UnsafeRawBufferPointer, to output: inout [UInt8])
        -> (kind: CellKind, problem: CellProblem)
    {
        guard let value = double(bytes) else {
            output.append(contentsOf: bytes)
            return (.text, .notANumber)
        }
        appendDecimal(value, to: &output)
        let isWhole = value == value.rounded()
        return (.number, isWhole && abs(value) >= 1e15 ? .digitsLost : .none)
    }

    /// Appends the shortest digits of a finite number, without an exponent.
    static func appendDecimal(_ value: Double, to output: inout [UInt8]) {
        var digits: [UInt8] = []
        var point = 0
        var exponent = 0
        var hasPoint = false
        var text = Array(value.description.utf8)
        if text.first == 0x2D {
            if value != 0 { output.append(0x2D) }
            text.removeFirst()
        }
        for (index, byte) in text.enumerated() {
            if byte == 0x65 {
                exponent = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
                break
            }
            if byte == 0x2E {
                hasPoint = true
            } else {
                digits.append(byte)
                if !hasPoint { point += 1 }
            }
        }
        point += exponent
        while digits.count > max(1, point), digits.last == 0x30 { digits.removeLast() }
        while digits.count > 1, point > 1, digits.first == 0x30 {
            digits.removeFirst()
            point -= 1
        }
        if point <= 0 {
            output.append(contentsOf: [0x30])
            if digits != [0x30] {
                output.append(0x2E)
                output.append(contentsOf: repeatElement(0x30, count: -point))
                output.append(contentsOf: digits)
            }
        } else {
            for index in 0..<max(point, digits.count) {
                if index == point { output.append(0x2E) }
                output.append(index < digits.count ? digits[index] : 0x30)
            }
        }
    }

    /// Brings the whole number from `start` on into a pattern of digits, as the sheet shows it.
    private static func pad(_ output: inout [UInt8], from start: Int, pattern: [UInt8]) {
        let digits = Array(output[start...])
        let places = pattern.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
        guard digits.allSatisfy(isDigit), digits.count <= places else { return }
        output.removeSubrange(start...)
        var index = digits.count - places
        for byte in pattern {
            if byte != 0 {
                output.append(byte)
            } else {
                output.append(index < 0 ? 0x30 : digits[index])
                index += 1
            }
        }
    }

    /// The finite number that these bytes spell; nil when they spell none.
    static func double(_ bytes: UnsafeRawBufferPointer) -> Double? {
        guard !bytes.isEmpty, bytes.count < 400 else { return nil }
        let isPlain = bytes.allSatisfy {
            isDigit($0) || $0 == 0x2E || $0 == 0x2D || $0 == 0x2B || $0 == 0x45 || $0 == 0x65
        }
        guard isPlain else { return nil }
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
            for (index, byte) in bytes.enumerated() { buffer[index] = CChar(bitPattern: byte) }
            buffer[bytes.count] = 0
            guard let base = buffer.baseAddress else { return nil }
            var end: UnsafeMutablePointer<CChar>?
            let value = strtod(base, &end)
            return end == base + bytes.count && value.isFinite ? value : nil
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    // MARK: Dates

    /// Appends a serial day number as text; nil, and nothing appended, when no calendar has that day.
    ///
    /// ECMA-376 part 1, 18.17.4: in the 1900 system day 1 is 1900-01-01 and day 60 a 29 February that never was; in the
    /// 1904 system day 0 is 1904-01-01.
    static func append(serial value: Double, _ format: NumberFormat, is1904: Bool, to output: inout [UInt8])
        -> CellKind?
    {
        guard abs(value) < 3_000_000 else { return nil }
        if format == .duration {
            if value < 0 { output.append(0x2D) }
            append(time: Int((abs(value) * Double(day)).rounded()), to: &output)
            return .duration
        }
        guard value >= 0 else { return nil }
        var days = Int(value)
        var time = Int(((value - Double(days)) * Double(day)).rounded())
        if time >= day {
            days += 1
            time = 0
        }
        if days == 0, format == .time || (!is1904 && time > 0) {
            append(time: time, to: &output)
            return .time
        }
        let last = is1904 ? 2_957_003 : 2_958_465
        guard days <= last, is1904 || (days > 0 && days != 60) else { return nil }
        // Days from 1970-01-01: day 25,569 of the 1900 system, and one day more before the 29 February that never was.
        append(day: is1904 ? days - 24_107 : days - (days < 60 ? 25_568 : 25_569), to: &output)
        if format == .date, time == 0 { return .date }
        output.append(0x54)
        append(time: time, to: &output)
        return .dateTime
    }

    /// Appends `YYYY-MM-DD` for a number of days since 1970-01-01.
    private static func append(day: Int, to output: inout [UInt8]) {
        // Howard Hinnant's civil-from-days: 400-year eras that begin on 1 March.
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9)
        append(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), width: 4, to: &output)
        output.append(0x2D)
        append(month, width: 2, to: &output)
        output.append(0x2D)
        append(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, width: 2, to: &output)
    }

    static func append(time milliseconds: Int, to output: inout [UInt8]) {
        append(milliseconds / 3_600_000, width: 2, to: &output)
        output.append(0x3A)
        append(milliseconds / 60_000 % 60, width: 2, to: &output)
        output.append(0x3A)
        append(milliseconds / 1_000 % 60, width: 2, to: &output)
        if milliseconds % 1_000 != 0 {
            output.append(0x2E)
            append(milliseconds % 1_000, width: 3, to: &output)
        }
    }

    private static func append(_ number: Int, width: Int, to output: inout [UInt8]) {
        var scale = 1
        for _ in 1..<width { scale *= 10 }
        while number / scale >= 10 { scale *= 10 }
        while scale > 0 {
            output.append(UInt8(0x30 + number / scale % 10))
            scale /= 10
        }
    }

    // MARK: Other types

    /// Appends a cell of type `d`: ISO 8601 text, which needs at most its empty fraction and a space taken care of.
    static func append(iso bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) -> CellKind {
        let shape = bytes.map { isDigit($0) ? UInt8(0x30) : $0 }
        let isDay = shape.starts(with: "0000-00-00".utf8)
        let isTime = shape.starts(with: "00:00".utf8)
        var text = Array(bytes)
        if isDay, text.count > 10, text[10] == 0x20 { text[10] = 0x54 }
        if let point = text.lastIndex(of: 0x2E), text[(point + 1)...].allSatisfy({ $0 == 0x30 }) {
            text.removeSubrange(point...)
        }
        output.append(contentsOf: text)
        return isDay ? (text.count == 10 ? .date : .dateTime) : isTime ? .time : .text
    }

    /// Appends text with `_xHHHH_` turned into the UTF-16 units that they stand for (ECMA-376 part 1, 22.9.2.19).
    static func append(escaped bytes: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        var index = 0
        while index < bytes.count {
            guard bytes[index] == 0x5F, let unit = escapedUnit(bytes, index) else {
                output.append(bytes[index])
                index += 1
                continue
            }
            if unit & 0xFC00 == 0xD800, let low = escapedUnit(bytes, index + 7), low & 0xFC00 == 0xDC00 {
                append(0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF)), to: &output)
                index += 14
            } else if unit & 0xF800 == 0xD800 {
                output.append(0x5F)
                index += 1
            } else {
                append(UInt32(unit), to: &output)
                index += 7
            }
        }
    }

    private static func append(_ scalar: UInt32, to output: inout [UInt8]) {
        guard let scalar = Unicode.Scalar(scalar) else { return }
        output.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private static func escapedUnit(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> UInt16? {
        guard index + 7 <= bytes.count, bytes[index] == 0x5F, bytes[index + 1] == 0x78, bytes[index + 6] == 0x5F else {
            return nil
        }
        var unit: UInt16 = 0
        for position in index + 2..<index + 6 {
            let byte = bytes[position]
            switch byte {
            case 0x30...0x39: unit = unit << 4 | UInt16(byte - 0x30)
            case 0x41...0x46: unit = unit << 4 | UInt16(byte - 0x37)
            case 0x61...0x66: unit = unit << 4 | UInt16(byte - 0x57)
            default: return nil
            }
        }
        return unit
    }
}
