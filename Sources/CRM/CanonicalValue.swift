public import Records

/// The one text form of each value, in which values cross between the target and everything else.
///
/// Text, codes, dates and timestamps are their own bytes; money has two to four decimals (`1234.50`), quantities as
/// many as they need (`2.5`, at most four), whole numbers no leading zeros, booleans are `true` and `false`. Empty is
/// NULL.
public enum CanonicalValue {
    /// Whether values of this type are kept as whole numbers in a database that has no decimal type.
    @inline(__always)
    public static func isNumber(_ type: FieldType) -> Bool {
        switch type {
        case .money, .quantity, .integer, .boolean: true
        default: false
        }
    }

    /// The canonical text of a value; nil when it's no value of the type. An empty value stays empty.
    public static func canonical(_ bytes: ArraySlice<UInt8>, as type: FieldType) -> [UInt8]? {
        if bytes.isEmpty { return [] }
        guard isNumber(type) else { return Array(bytes) }
        guard let number = bytes.withUnsafeBytes({ number($0, as: type) }) else { return nil }
        var text: [UInt8] = []
        append(number, as: type, to: &text)
        return text
    }

    /// The whole number that stands for a value: ten-thousandths for money and quantity, 0 or 1 for a boolean; nil when
    /// the bytes are no value of the type or don't fit.
    public static func number(_ bytes: UnsafeRawBufferPointer, as type: FieldType) -> Int64? {
        switch type {
        case .boolean:
            if bytes.elementsEqual("true".utf8) { return 1 }
            return bytes.elementsEqual("false".utf8) ? 0 : nil
        case .integer: return decimal(bytes, places: 0)
        default: return decimal(bytes, places: 4)
        }
    }

    /// Appends the canonical text of a number that `number` gave.
    public static func append(_ number: Int64, as type: FieldType, to text: inout [UInt8]) {
        switch type {
        case .boolean: text.append(contentsOf: (number == 0 ? "false" : "true").utf8)
        case .integer: text.append(contentsOf: String(number).utf8)
        default:
            if number < 0 { text.append(0x2D) }
            let size = number.magnitude
            text.append(contentsOf: String(size / 10_000).utf8)
            let fraction = Int(size % 10_000)
            var digits = [fraction / 1_000, fraction / 100 % 10, fraction / 10 % 10, fraction % 10]
            let least = type == .money ? 2 : 0
            while digits.count > least, digits.last == 0 { digits.removeLast() }
            if digits.isEmpty { return }
            text.append(0x2E)
            for digit in digits { text.append(0x30 + UInt8(digit)) }
        }
    }

    private static func decimal(_ bytes: UnsafeRawBufferPointer, places: Int) -> Int64? {
        var index = 0
        var negative = false
        if bytes.first == 0x2D {
            negative = true
            index = 1
        }
        var value: Int64 = 0
        var digits = 0
        var decimals = -1
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == 0x2E, decimals < 0, digits > 0, places > 0 {
                decimals = 0
                continue
            }
            guard byte >= 0x30, byte <= 0x39 else { return nil }
            if decimals >= 0 {
                decimals += 1
                if decimals > places {
                    // More digits than the type holds are fine only when they say nothing.
                    guard byte == 0x30 else { return nil }
                    continue
                }
            }
            digits += 1
            let (tens, over) = value.multipliedReportingOverflow(by: 10)
            let (sum, more) = tens.addingReportingOverflow(Int64(byte - 0x30))
            guard !over, !more else { return nil }
            value = sum
        }
        guard digits > 0, decimals != 0 else { return nil }
        for _ in min(max(0, decimals), places)..<places {
            let (tens, over) = value.multipliedReportingOverflow(by: 10)
            guard !over else { return nil }
            value = tens
        }
        return negative ? -value : value
    }
}
