internal import PostgreSQL
internal import Records

/// Values between canonical text and PostgreSQL's binary forms.
///
/// Dates are days and timestamps microseconds since 2000-01-01; decimals are groups of four digits, which is just what
/// ten-thousandths fall into. Days and dates are converted by the well-known method that counts years from March.
enum PostgreSQLValue {
    /// The bytes that any value but text and JSON needs at most in canonical form.
    static let scratchBytes = 64

    // MARK: To PostgreSQL

    /// Appends a field; false when the bytes are no value of the kind.
    static func encode(
        _ bytes: UnsafeRawBufferPointer, _ kind: PostgreSQLKind, to buffer: BinaryBuffer
    ) -> Bool {
        if bytes.isEmpty {
            buffer.null()
            return true
        }
        switch kind {
        case .text: buffer.field(bytes)
        case .id:
            guard let id = IDText.parse(bytes) else { return false }
            buffer.field(high: id.high, low: id.low)
        case .money, .quantity: return encodeDecimal(bytes, to: buffer)
        case .integer:
            guard let number = CanonicalValue.number(bytes, as: .integer) else { return false }
            buffer.field(number: number)
        case .boolean:
            guard let number = CanonicalValue.number(bytes, as: .boolean) else { return false }
            buffer.field(number: Int8(truncatingIfNeeded: number))
        case .date:
            guard let days = date(bytes) else { return false }
            buffer.field(number: days)
        case .timestamp:
            guard let microseconds = timestamp(bytes) else { return false }
            buffer.field(number: microseconds)
        case .json:
            let start = buffer.open()
            buffer.put(UInt8(1))
            buffer.put(bytes)
            buffer.close(start)
        }
        return true
    }

    private static func encodeDecimal(_ bytes: UnsafeRawBufferPointer, to buffer: BinaryBuffer) -> Bool {
        let start = buffer.open()
        if let number = CanonicalValue.number(bytes, as: .money) {
            var rest = number.magnitude
            // The groups from the right; the first holds the four decimals.
            var groups: (UInt16, UInt16, UInt16, UInt16, UInt16) = (0, 0, 0, 0, 0)
            withUnsafeMutableBytes(of: &groups) { raw in
                let groups = raw.bindMemory(to: UInt16.self)
                var count = 0
                while rest > 0 {
                    groups[count] = UInt16(truncatingIfNeeded: rest % 10_000)
                    rest /= 10_000
                    count += 1
                }
                let first = groups[0] == 0 ? (groups[..<count].firstIndex { $0 != 0 } ?? count) : 0
                buffer.put(Int16(truncatingIfNeeded: count - first))
                // With one group only, it stands right of the point.
                buffer.put(Int16(truncatingIfNeeded: count == 0 ? 0 : count - 2))
                buffer.put(UInt16(number < 0 ? 0x4000 : 0))
                buffer.put(Int16(4))
                var index = count
                while index > first {
                    index -= 1
                    buffer.put(groups[index])
                }
            }
        } else if bytes.elementsEqual("NaN".utf8) {
            for word: UInt16 in [0, 0, 0xC000, 0] { buffer.put(word) }
        } else {
            return false
        }
        buffer.close(start)
        return true
    }

    // MARK: From PostgreSQL

    /// Appends a value's canonical text; `scratch` has `scratchBytes` bytes. False when the bytes have another form.
    static func decode(
        _ bytes: UnsafeRawBufferPointer, _ kind: PostgreSQLKind, _ scratch: UnsafeMutableRawBufferPointer,
        to rows: inout Rows
    ) -> Bool {
        if bytes.isEmpty {
            rows.appendEmpty()
            return true
        }
        var text = ScratchText(scratch)
        switch kind {
        case .text:
            rows.append(bytes)
            return true
        case .id:
            guard bytes.count == 16 else { return false }
            let high = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
            let low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            IDText.with(RecordID(high: high, low: low)) { rows.append($0) }
            return true
        case .money, .quantity:
            guard decodeDecimal(bytes, &text) else { return false }
            // Money has two decimals at least; a quantity none that say nothing.
            text.dropZeros(kind == .money ? 2 : 0)
        case .integer:
            guard bytes.count == 8 else { return false }
            text.put(signed: Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)))
        case .boolean:
            guard bytes.count == 1 else { return false }
            text.put(bytes[0] == 0 ? "false" : "true")
        case .date:
            guard bytes.count == 4 else { return false }
            put(day: Int(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self))), &text)
        case .timestamp:
            guard bytes.count == 8 else { return false }
            put(instant: Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)), &text)
        case .json:
            guard bytes.count > 1, bytes[0] == 1 else { return false }
            rows.append(CustomText.canonical(UnsafeRawBufferPointer(rebasing: bytes[1...])))
            return true
        }
        rows.append(text.bytes)
        return true
    }

    private static func decodeDecimal(_ bytes: UnsafeRawBufferPointer, _ text: inout ScratchText) -> Bool {
        guard bytes.count >= 8 else { return false }
        func word(_ offset: Int) -> UInt16 {
            UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt16.self))
        }
        let (count, sign) = (Int(word(0)), word(4))
        let weight = Int(Int16(bitPattern: word(2)))
        guard bytes.count == 8 + 2 * count, count <= 10, weight <= 8 else { return false }
        if sign == 0xC000 {
            text.put("NaN")
            return true
        }
        func group(_ place: Int) -> Int {
            weight - place >= 0 && weight - place < count ? Int(word(8 + 2 * (weight - place))) : 0
        }
        if sign == 0x4000 { text.put("-") }
        var place = max(0, weight)
        text.put(unsigned: UInt64(group(place)))
        while place > 0 {
            place -= 1
            text.put(group(place), digits: 4)
        }
        let decimals = group(-1)
        text.put(".")
        text.put(decimals, digits: 4)
        return true
    }

    // MARK: Days

    /// Days from 1970-01-01 to 2000-01-01.
    private static let epoch = 10_957

    /// The day's number since 2000-01-01 in the calendar that has always been as it is now; years before 1 count on
    /// downwards.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468 - epoch
    }

    private static func put(day: Int, _ text: inout ScratchText) {
        if day == Int(Int32.max) { return text.put("infinity") }
        if day == Int(Int32.min) { return text.put("-infinity") }
        let shifted = day + epoch + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        if year < 0 { text.put("-") }
        text.put(abs(year), digits: 4)
        text.put("-")
        text.put(month, digits: 2)
        text.put("-")
        text.put(dayOfYear - (153 * part + 2) / 5 + 1, digits: 2)
    }

    private static let dayMicroseconds: Int64 = 86_400_000_000

    private static func put(instant: Int64, _ text: inout ScratchText) {
        if instant == Int64.max { return text.put("infinity") }
        if instant == Int64.min { return text.put("-infinity") }
        var (day, rest) = instant.quotientAndRemainder(dividingBy: dayMicroseconds)
        if rest < 0 {
            day -= 1
            rest += dayMicroseconds
        }
        put(day: Int(day), &text)
        text.put("T")
        text.put(Int(rest / 3_600_000_000), digits: 2)
        text.put(":")
        text.put(Int(rest / 60_000_000 % 60), digits: 2)
        text.put(":")
        text.put(Int(rest / 1_000_000 % 60), digits: 2)
        text.put(".")
        text.put(Int(rest % 1_000_000), digits: 6)
        text.put("Z")
    }

    private static func special(_ bytes: UnsafeRawBufferPointer) -> Bool? {
        if bytes.elementsEqual("infinity".utf8) { return true }
        return bytes.elementsEqual("-infinity".utf8) ? false : nil
    }

    private static func date(_ bytes: UnsafeRawBufferPointer) -> Int32? {
        if let isGreat = special(bytes) { return isGreat ? Int32.max : Int32.min }
        guard let (day, rest) = leadingDate(bytes), rest == bytes.count else { return nil }
        return Int32(exactly: day)
    }

    private static func timestamp(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        if let isGreat = special(bytes) { return isGreat ? Int64.max : Int64.min }
        guard let (day, start) = leadingDate(bytes), bytes.count == start + 17 else { return nil }
        func number(_ from: Int, _ count: Int) -> Int64? { digits(bytes, start + from, count).map { Int64($0) } }
        guard bytes[start] == 0x54, bytes[start + 3] == 0x3A, bytes[start + 6] == 0x3A, bytes[start + 9] == 0x2E,
            bytes[start + 16] == 0x5A, let hour = number(1, 2), let minute = number(4, 2), let second = number(7, 2),
            let fraction = number(10, 6), hour < 24, minute < 60, second < 60
        else { return nil }
        let (base, over) = Int64(day).multipliedReportingOverflow(by: dayMicroseconds)
        return over ? nil : base + ((hour * 60 + minute) * 60 + second) * 1_000_000 + fraction
    }

    private static func digits(_ bytes: UnsafeRawBufferPointer, _ from: Int, _ count: Int) -> Int? {
        guard from + count <= bytes.count else { return nil }
        var value = 0
        for index in from..<(from + count) {
            guard bytes[index] >= 0x30, bytes[index] <= 0x39 else { return nil }
            value = value * 10 + Int(bytes[index] - 0x30)
        }
        return value
    }

    /// The day at the beginning, `YYYY-MM-DD` with as many digits of the year as it has and perhaps a minus.
    private static func leadingDate(_ bytes: UnsafeRawBufferPointer) -> (day: Int, end: Int)? {
        let sign = bytes.first == 0x2D ? 1 : 0
        var end = sign
        while end < bytes.count, bytes[end] >= 0x30, bytes[end] <= 0x39 { end += 1 }
        guard end - sign >= 4, end - sign <= 7, let year = digits(bytes, sign, end - sign), bytes.count >= end + 6,
            bytes[end] == 0x2D, bytes[end + 3] == 0x2D, let month = digits(bytes, end + 1, 2),
            let day = digits(bytes, end + 4, 2), month >= 1, month <= 12, day >= 1
        else { return nil }
        let count = sign == 1 ? -year : year
        let isLeap = count % 4 == 0 && (count % 100 != 0 || count % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard day <= lengths[month - 1] else { return nil }
        return (days(count, month, day), end + 6)
    }
}

/// Text of a known greatest length, written into memory that is used again and again.
struct ScratchText {
    private let memory: UnsafeMutableRawBufferPointer
    private var count = 0

    init(_ memory: UnsafeMutableRawBufferPointer) { self.memory = memory }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: memory[..<count]) }

    mutating func put(_ text: StaticString) {
        for index in 0..<text.utf8CodeUnitCount { put(text.utf8Start[index]) }
    }

    private mutating func put(_ byte: UInt8) {
        memory[count] = byte
        count &+= 1
    }

    /// A number with at least so many digits.
    mutating func put(_ number: Int, digits: Int) {
        var power = 1
        for _ in 1..<max(1, digits) { power *= 10 }
        while number / power >= 10 { power *= 10 }
        while power > 0 {
            put(0x30 + UInt8(truncatingIfNeeded: number / power % 10))
            power /= 10
        }
    }

    mutating func put(unsigned number: UInt64) {
        var power: UInt64 = 1
        while number / power >= 10 { power *= 10 }
        while power > 0 {
            put(0x30 + UInt8(truncatingIfNeeded: number / power % 10))
            power /= 10
        }
    }

    mutating func put(signed number: Int64) {
        if number < 0 { put(0x2D) }
        put(unsigned: number.magnitude)
    }

    /// Drops zeros at the end of four decimals, and with none left the point.
    mutating func dropZeros(_ least: Int) {
        guard let point = memory[..<count].lastIndex(of: 0x2E) else { return }
        while count - point - 1 > least, memory[count - 1] == 0x30 { count -= 1 }
        if count == point + 1 { count = point }
    }
}
