/// Where the settings' thresholds lie, from the weights of a sample of candidate pairs.
enum Thresholding {
    /// Wrong automatic joins per customer that `careful` allows, as estimated.
    static let carefulErrors = 0.001
    /// A wrong join makes more than one wrong pair, since clusters have more than two members.
    static let joinsPerPair = 0.75
    /// Pairs less likely than this are not asked about.
    static let askFrom: Millibits = -2_000

    /// Careful, normal, bold.
    static func thresholds(_ sample: PairSample, _ weights: PairWeights, records: Int) -> [MatchingModel.Thresholds] {
        var totals: [Millibits] = []
        var pair = PairLevels()
        for index in 0..<sample.count {
            sample.load(index, weights.comparisons, into: &pair)
            let total = weights.weigh(pair).total
            if total > -8_000, pair.conflicts.isDisjoint(with: weights.forbidding) { totals.append(total) }
        }
        totals.sort(by: >)
        let customers = Double(records) * 0.6
        var wrong = 0.0
        var careful = Calibration.leastCareful
        for total in totals {
            wrong += joinsPerPair * (1 - Calibration.probability(total)) / sample.rate
            if wrong > carefulErrors * customers {
                careful = max(careful, total + 1)
                break
            }
        }
        // The best expected F1: 2 x right / (joined + all right).
        let allRight = totals.reduce(0.0) { $0 + Calibration.probability($1) }
        var right = 0.0
        var best = (score: -1.0, weight: Millibits(0))
        for (index, total) in totals.enumerated() {
            right += Calibration.probability(total)
            let score = 2 * right / (Double(index + 1) + allRight)
            if score > best.score { best = (score, total) }
        }
        let normal = min(max(best.weight, -1_000), careful)
        let bold = min(-1_500, normal - 1_000)
        return [
            MatchingModel.Thresholds(merge: careful, ask: min(careful, askFrom)),
            MatchingModel.Thresholds(merge: normal, ask: min(normal, askFrom - 1_000)),
            MatchingModel.Thresholds(merge: bold, ask: bold - 2_000),
        ]
    }
}
