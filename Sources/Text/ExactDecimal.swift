/// A decimal number of any length, exactly.
struct ExactDecimal {
    private var whole: [UInt8]
    private var fraction: [UInt8]
    private var isNegative: Bool

    enum Result {
        case exact(Int64)
        case rounded(Int64)
        case tooLarge
    }

    /// Digits of which `whole` stand before the point; nil for more than sixty of them.
    init?(digits: [UInt8], whole count: Int, isNegative: Bool) {
        guard (-60...60).contains(count) else { return nil }
        var all = digits
        var point = count
        if point < 0 {
            all.insert(contentsOf: [UInt8](repeating: Byte.zero, count: -point), at: 0)
            point = 0
        }
        while all.count < point { all.append(Byte.zero) }
        whole = Array(all[..<point].drop { $0 == Byte.zero })
        var last = all.count
        while last > point, all[last - 1] == Byte.zero { last -= 1 }
        fraction = Array(all[point..<last])
        self.isNegative = isNegative && !(whole.isEmpty && fraction.isEmpty)
    }

    /// Canonical decimal text.
    var text: [UInt8] {
        (isNegative ? [Byte.hyphen] : []) + (whole.isEmpty ? [Byte.zero] : whole)
            + (fraction.isEmpty ? [] : [Byte.dot] + fraction)
    }

    var tenThousandths: Result {
        guard whole.count <= 15 else { return .tooLarge }
        var magnitude: UInt64 = 0
        for digit in whole { magnitude = magnitude * 10 + UInt64(digit.digitValue) }
        for place in 0..<4 {
            magnitude = magnitude * 10 + UInt64(place < fraction.count ? fraction[place].digitValue : 0)
        }
        let roundsUp = fraction.count > 4 && fraction[4] >= Byte.zero + 5
        guard let value = TenThousandths.signed(magnitude + (roundsUp ? 1 : 0), isNegative) else { return .tooLarge }
        return fraction.count > 4 ? .rounded(value) : .exact(value)
    }
}
