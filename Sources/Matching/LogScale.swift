/// Thousandths of a bit: log2 of a probability or a ratio, times 1,000. Whole numbers, so that sums are the same everywhere.
typealias Millibits = Int32

/// Logarithms to base 2 made of plain arithmetic only, so that no machine's library decides a rounding.
enum LogScale {
    /// log2 of a positive number.
    static func log2(_ value: Double) -> Double {
        var exponent = Double(value.exponent)
        var significand = value.significand
        if significand > 1.4142135623730951 {
            significand /= 2
            exponent += 1
        }
        let s = (significand - 1) / (significand + 1)
        let square = s * s
        var sum = 0.0
        var term = s
        var divisor = 1.0
        while divisor < 30 {
            sum += term / divisor
            term *= square
            divisor += 2
        }
        return exponent + sum * 2.8853900817779268
    }

    /// 2 to the power of a number; 0 far below, the greatest finite power far above.
    static func exp2(_ power: Double) -> Double {
        if power < -1000 { return 0 }
        if power > 1000 { return exp2(1000) }
        let whole = power.rounded(.toNearestOrEven)
        let rest = (power - whole) * 0.6931471805599453
        var sum = 1.0
        var term = 1.0
        for n in 1...18 {
            term *= rest / Double(n)
            sum += term
        }
        return Double(sign: .plus, exponent: Int(whole), significand: sum)
    }

    /// log2 in thousandths of a bit.
    static func millibits(_ value: Double) -> Millibits { Millibits((log2(value) * 1000).rounded()) }

    /// The probability for log odds.
    static func probability(_ odds: Millibits) -> Double { 1 / (1 + exp2(-Double(odds) / 1000)) }

    /// The log odds of a probability.
    static func odds(_ probability: Double) -> Millibits {
        let inside = min(max(probability, 1e-12), 1 - 1e-12)
        return millibits(inside / (1 - inside))
    }

    /// log2 of the sum of two numbers given by their logarithms.
    @inline(__always)
    static func add(_ first: Millibits, _ second: Millibits) -> Millibits {
        let high = max(first, second)
        let gap = Int(high &- min(first, second))
        return gap >= 16384 ? high : high &+ Millibits(sums[gap >> 3])
    }

    /// log2(1 + 2^-gap) for gaps in steps of eight thousandths.
    private static let sums: [Int16] = (0..<2048).map { step in
        Int16((log2(1 + exp2(-Double(step * 8) / 1000)) * 1000).rounded())
    }
}
