extension MatchingModel {
    /// The model as a table for experts: each comparison's levels with their weights in thousandths of a bit.
    public func describe() -> String {
        var text = "\(kind.word), \(records) records; odds of being one \(priors.count > 1 ? priors[1] : 0)\n"
        for comparison in Comparison.all(of: kind) {
            text += "\(comparison.word)\n"
            for (index, level) in comparison.levels.enumerated() {
                let slot = Comparison.slot(comparison, UInt8(index + 1))
                let weights = Way.allCases.dropFirst().map { way in
                    way.rawValue < levels.count ? "\(levels[way.rawValue][slot] - levels[0][slot])" : ""
                }
                text += "  \(level.words): chance \(levels.isEmpty ? 0 : levels[0][slot]), match "
                text += "\(weights.joined(separator: " / "))\n"
            }
        }
        return text
    }
}
