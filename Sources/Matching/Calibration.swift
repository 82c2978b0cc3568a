/// From weights to probabilities that hold what they promise: comparisons aren't as independent as the sum of their weights takes
/// them to be, so that a sum overstates, either way. Measured on generated customers of known truth.
enum Calibration {
    /// `careful` never joins below this weight.
    static let leastCareful: Millibits = 3_000

    /// The probability that a pair of this weight is one.
    static func probability(_ weight: Millibits) -> Double { LogScale.probability(calibrated(weight)) }

    /// The least weight with at least this probability.
    static func weight(_ probability: Double) -> Millibits {
        let wanted = LogScale.odds(probability)
        var (low, high) = (Millibits(-200_000), Millibits(200_000))
        while low < high {
            let middle = low + (high - low) / 2
            if calibrated(middle) >= wanted { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Log odds as experience has them; rises with the weight.
    private static func calibrated(_ weight: Millibits) -> Millibits {
        switch weight {
        case ..<(-2_000): weight + 800
        case ..<1_000: -1_200 + (weight + 2_000) * 7 / 15
        case ..<12_000: weight - 800
        default: 11_200 + (weight - 12_000) / 4
        }
    }
}
