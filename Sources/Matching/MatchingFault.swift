/// What keeps a saved model from being used.
public enum MatchingFault: Error, Sendable, Equatable {
    /// The text is no model: damaged or edited; the byte where reading stopped, or what is missing.
    case notAModel(String)
    /// The model was written by another version.
    case otherVersion(Int)
}

extension MatchingFault: CustomStringConvertible {
    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .notAModel(let place):
            "the matching model can't be read (\(place)); train it again with `match --train`"
        case .otherVersion(let version):
            "the matching model has version \(version), this program reads \(MatchingModel.currentVersion); "
                + "train it again with `match --train`"
        }
    }
}
