internal import Records

/// Single values between canonical text and the text that another program's column holds.
enum NativeForm {
    /// What stands for the time at which a record was deleted where only a flag says that it is.
    static let unknownTime = "0001-01-01T00:00:00.000000Z"

    /// Whether a column can hold values of a type.
    static func fits(_ type: FieldType, _ kind: NativeKind) -> Bool {
        if kind == .text { return true }
        switch type {
        case .money, .quantity: return kind == .decimal || kind == .float || kind == .integer
        case .integer: return kind == .integer || kind == .decimal
        case .boolean: return kind == .boolean || kind == .integer
        case .date: return kind == .date || kind == .timestamp || kind == .zonedTimestamp
        case .timestamp: return kind == .timestamp || kind == .zonedTimestamp || kind == .date
        case .reference: return kind == .uuid || kind == .integer || kind == .decimal
        case .custom: return kind == .json
        default: return false
        }
    }

    // MARK: Canonical → theirs

    /// The column's text of a value that isn't empty; what the column can't hold is cut to what it can.
    static func encode(
        _ value: ArraySlice<UInt8>, _ type: FieldType, _ column: NativeColumn, isSQLite: Bool
    ) -> [UInt8] {
        switch column.kind {
        case .boolean, .integer:
            if case .boolean = type {
                let isTrue = value.elementsEqual("true".utf8)
                if column.kind == .boolean, !isSQLite { return Array(value) }
                return [isTrue ? 0x31 : 0x30]
            }
            return decimal(value, scale: 0)
        case .decimal, .float: return decimal(value, scale: column.scale)
        case .date: return Array(value.prefix(10))
        case .timestamp, .zonedTimestamp:
            return timestamp(value, precision: column.precision, zoned: column.kind == .zonedTimestamp && !isSQLite)
        case .text: return shortened(value, column.maximum)
        default: return Array(value)
        }
    }

    /// The first so many characters, whole ones.
    private static func shortened(_ value: ArraySlice<UInt8>, _ maximum: Int) -> [UInt8] {
        if maximum <= 0 || value.count <= maximum { return Array(value) }
        var count = 0
        for (index, byte) in value.enumerated() where byte & 0xC0 != 0x80 {
            if count == maximum { return Array(value.prefix(index)) }
            count += 1
        }
        return Array(value)
    }

    /// A decimal with so many decimals, rounded half away from zero; −1 = as many as it has.
    private static func decimal(_ value: ArraySlice<UInt8>, scale: Int) -> [UInt8] {
        guard scale >= 0, let number = value.withUnsafeBytes({ CanonicalValue.number($0, as: .money) }) else {
            return Array(value)
        }
        var text = Array(number < 0 ? "-".utf8 : "".utf8)
        var size = number.magnitude
        var digits = 4
        while digits > scale {
            let rest = size % 10
            size = size / 10 + (rest >= 5 ? 1 : 0)
            digits -= 1
        }
        var power: UInt64 = 1
        for _ in 0..<digits { power *= 10 }
        text += Array(String(size / power).utf8)
        if scale > 0 {
            let fraction = String(size % power)
            text.append(0x2E)
            text += [UInt8](repeating: 0x30, count: digits - fraction.utf8.count) + Array(fraction.utf8)
            text += [UInt8](repeating: 0x30, count: scale - digits)
        }
        return text
    }

    /// A date or timestamp as `YYYY-MM-DD HH:MM:SS`, with what there is of a fraction.
    private static func timestamp(_ value: ArraySlice<UInt8>, precision: Int, zoned: Bool) -> [UInt8] {
        let value = Array(value)
        var text = Array(value.prefix(10))
        text.append(0x20)
        if value.count < 19 {
            text += Array("00:00:00".utf8)
        } else {
            text += value[11..<19]
            if value.count > 20, value[19] == 0x2E {
                var fraction = Array(value[20...].prefix { $0 != 0x5A }.prefix(precision))
                while fraction.last == 0x30 { fraction.removeLast() }
                if !fraction.isEmpty { text += [0x2E] + fraction }
            }
        }
        if zoned { text += Array("+00".utf8) }
        return text
    }

    // MARK: Theirs → canonical

    /// The canonical text of what a column holds; what has no such form stays as it is.
    static func decode(_ text: [UInt8], _ type: FieldType, _ column: NativeColumn) -> [UInt8] {
        if text.isEmpty { return [] }
        switch type {
        case .boolean:
            if ["true", "t", "1"].contains(where: { text.elementsEqual($0.utf8) }) { return Array("true".utf8) }
            if ["false", "f", "0"].contains(where: { text.elementsEqual($0.utf8) }) { return Array("false".utf8) }
            return text
        case .money, .quantity, .integer: return number(text, type)
        case .date: return isDate(text) ? Array(text.prefix(10)) : text
        case .timestamp: return instant(text) ?? text
        default: return text
        }
    }

    /// A number in canonical form, rounded to four decimals; exponents, as floating-point columns show them, are read.
    private static func number(_ text: [UInt8], _ type: FieldType) -> [UInt8] {
        var canonical: [UInt8] = []
        if let number = text.withUnsafeBytes({ CanonicalValue.number($0, as: type) }) {
            CanonicalValue.append(number, as: type, to: &canonical)
            return canonical
        }
        var mantissa: [UInt8] = []
        var point: Int?
        var exponent = 0
        var rest = text[...]
        let isNegative = rest.first == 0x2D
        if isNegative { rest.removeFirst() }
        while let byte = rest.first {
            rest.removeFirst()
            if byte >= 0x30, byte <= 0x39 {
                mantissa.append(byte - 0x30)
            } else if byte == 0x2E, point == nil {
                point = mantissa.count
            } else if byte == 0x65 || byte == 0x45 {
                guard let power = Int(String(decoding: rest, as: UTF8.self)), abs(power) < 40 else { return text }
                exponent = power
                rest = []
            } else {
                return text
            }
        }
        guard !mantissa.isEmpty, mantissa.count < 40 else { return text }
        let places = (point ?? mantissa.count) + exponent + (type == .integer ? 0 : 4)
        var value: Int64 = 0
        for index in 0..<max(0, places) {
            let (tens, over) = value.multipliedReportingOverflow(by: 10)
            let (sum, more) = tens.addingReportingOverflow(Int64(index < mantissa.count ? mantissa[index] : 0))
            if over || more { return text }
            value = sum
        }
        if places >= 0, places < mantissa.count, mantissa[places] >= 5 { value += 1 }
        CanonicalValue.append(isNegative ? -value : value, as: type, to: &canonical)
        return canonical
    }

    private static func isDate(_ text: [UInt8]) -> Bool {
        guard text.count >= 10 else { return false }
        for (index, byte) in text.prefix(10).enumerated() {
            if index == 4 || index == 7 {
                if byte != 0x2D { return false }
            } else if byte < 0x30 || byte > 0x39 {
                return false
            }
        }
        return true
    }

    /// `2026-01-02 03:04:05.6`, with or without `T`, and with no zone or UTC, as canonical text.
    private static func instant(_ text: [UInt8]) -> [UInt8]? {
        guard isDate(text) else { return nil }
        var result = Array(text.prefix(10)) + [0x54]
        if text.count == 10 { return result + Array("00:00:00.000000Z".utf8) }
        guard text.count >= 19, text[10] == 0x20 || text[10] == 0x54, text[13] == 0x3A, text[16] == 0x3A else {
            return nil
        }
        for index in [11, 12, 14, 15, 17, 18] where text[index] < 0x30 || text[index] > 0x39 { return nil }
        result += text[11..<19]
        var rest = text[19...]
        var fraction: [UInt8] = []
        if rest.first == 0x2E {
            rest.removeFirst()
            fraction = Array(rest.prefix { $0 >= 0x30 && $0 <= 0x39 })
            rest = rest.dropFirst(fraction.count)
            guard !fraction.isEmpty else { return nil }
        }
        guard rest.isEmpty || ["Z", "+00", "+00:00"].contains(where: { rest.elementsEqual($0.utf8) }) else {
            return nil
        }
        fraction = Array((fraction + [UInt8](repeating: 0x30, count: 6)).prefix(6))
        return result + [0x2E] + fraction + [0x5A]
    }

    /// In lower case, as far as ASCII and the letters of Unicode have one.
    static func lower(_ value: ArraySlice<UInt8>) -> [UInt8] {
        if value.allSatisfy({ $0 < 0x80 }) { return value.map { $0 >= 0x41 && $0 <= 0x5A ? $0 + 0x20 : $0 } }
        return Array(String(decoding: value, as: UTF8.self).lowercased().utf8)
    }

    /// The words of a full name: all but the last are given names.
    static func nameParts(_ text: [UInt8]) -> (given: [UInt8], family: [UInt8]) {
        guard let space = text.lastIndex(of: 0x20) else { return ([], text) }
        return (Array(text[..<space]), Array(text[(space + 1)...]))
    }
}
