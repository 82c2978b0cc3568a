/// A share of a whole, in millionths: exact, so that a limit doesn't hang on rounding.
public struct Share: Sendable, Hashable, Comparable {
    /// Millionths: 20,000 is 2 %.
    public let millionths: Int

    /// Makes a share; clamped to 0 to 1.
    public init(millionths: Int) { self.millionths = min(max(millionths, 0), 1_000_000) }

    /// Reads `5 %`, `0.25%` or `0.05`: up to 100 % and four digits after the point of a percentage; nil when it is none.
    public init?(_ text: String) {
        var digits = text.utf8[...]
        while digits.last == 0x20 { digits.removeLast() }
        var decimals = 6
        if digits.last == 0x25 {
            digits.removeLast()
            decimals = 4
            while digits.last == 0x20 { digits.removeLast() }
        }
        let parts = digits.split(separator: 0x2E, omittingEmptySubsequences: false)
        guard parts.count <= 2, let whole = parts.first, !whole.isEmpty, whole.count <= 3 else { return nil }
        let fraction = parts.count == 2 ? parts[1] : digits[digits.endIndex...]
        guard fraction.count <= decimals, parts.count == 1 || !fraction.isEmpty else { return nil }
        var value = 0
        for byte in whole {
            guard byte >= 0x30 && byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        for byte in fraction {
            guard byte >= 0x30 && byte <= 0x39 else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        for _ in fraction.count..<decimals { value *= 10 }
        guard value <= 1_000_000 else { return nil }
        millionths = value
    }

    /// True when `part` of `whole` is more than this share; never for nothing of nothing.
    public func isExceeded(by part: Int, of whole: Int) -> Bool {
        let (left, overflow) = part.multipliedReportingOverflow(by: 1_000_000)
        guard !overflow else { return Double(part) / Double(max(whole, 1)) * 1_000_000 > Double(millionths) }
        let (right, wide) = whole.multipliedReportingOverflow(by: millionths)
        return wide ? false : left > right
    }

    /// Orders by size.
    public static func < (left: Share, right: Share) -> Bool { left.millionths < right.millionths }
}

extension Share: CustomStringConvertible {
    /// As a percentage: `5 %`, `0.25 %`.
    public var description: String {
        var fraction = String(millionths % 10_000)
        fraction = String(repeating: "0", count: 4 - fraction.count) + fraction
        while fraction.last == "0" { fraction.removeLast() }
        return "\(millionths / 10_000)\(fraction.isEmpty ? "" : "." + fraction) %"
    }
}
