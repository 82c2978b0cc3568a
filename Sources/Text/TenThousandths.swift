/// Numbers in ten-thousandths and their canonical decimal text: as few digits as say it exactly, `1234.56`, `-0.5`,
/// `7`.
public enum TenThousandths {
    /// The canonical decimal text.
    public static func text(_ value: Int64) -> String {
        var out: [UInt8] = []
        append(value, into: &out)
        return out.text
    }

    /// Appends the canonical decimal text.
    public static func append(_ value: Int64, into out: inout [UInt8]) {
        let magnitude = value.magnitude
        if value < 0 { out.append(Byte.hyphen) }
        let start = out.count
        var whole = magnitude / 10_000
        repeat {
            out.append(Byte.zero + UInt8(whole % 10))
            whole /= 10
        } while whole > 0
        out[start...].reverse()
        var fraction = magnitude % 10_000
        guard fraction > 0 else { return }
        out.append(Byte.dot)
        var divisor: UInt64 = 1_000
        while fraction > 0 {
            out.append(Byte.zero + UInt8(fraction / divisor))
            fraction %= divisor
            divisor /= 10
        }
    }

    /// The number of a plain decimal text with a dot and at most four decimals; nil for anything else.
    public static func parse(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        var at = 0
        let isNegative = bytes.first == Byte.hyphen
        if isNegative { at = 1 }
        var magnitude: UInt64 = 0
        var decimals = -1
        var hasDigits = false
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            if byte == Byte.dot, decimals < 0, hasDigits {
                decimals = 0
                continue
            }
            guard byte.isASCIIDigit, decimals < 4 else { return nil }
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            guard !overflow, product < UInt64.max - 9 else { return nil }
            magnitude = product + UInt64(byte.digitValue)
            if decimals >= 0 { decimals += 1 }
            hasDigits = true
        }
        guard hasDigits, decimals != 0 else { return nil }
        for _ in max(decimals, 0)..<4 {
            let (product, overflow) = magnitude.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            magnitude = product
        }
        return signed(magnitude, isNegative)
    }

    /// The number of a plain decimal text.
    public static func parse(_ text: String) -> Int64? { text.withBytes { parse($0) } }

    static func signed(_ magnitude: UInt64, _ isNegative: Bool) -> Int64? {
        if isNegative { return magnitude <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- magnitude) : nil }
        return Int64(exactly: magnitude)
    }
}
