/// What was learnt from a set of records and is used until it is trained again: how much each level of each comparison says, how
/// frequent values are, which values many share, and from which weights on pairs join or are asked about.
///
/// Same model, same records: same pairs, weights and clusters. Its text form holds no values, only their hashes.
public struct MatchingModel: Sendable, Equatable {
    /// The text form's version that this code writes.
    public static let currentVersion = 1

    /// The text form's version.
    public let version: Int
    /// What it is for.
    public let kind: MatchKind
    /// The number of records it was estimated from.
    public let records: Int

    /// For each way in which two records can come to agree: how likely each level is, as log2. The first is chance.
    var levels: [[Millibits]]
    /// For each level the average frequency of its table, as log2: what a value's own frequency is held against.
    var averages: [Millibits]
    /// log2 odds of each way for two records taken at random, against chance.
    var priors: [Millibits]
    var frequencies: Frequencies
    /// Weights from which pairs join and from which they are asked about, by setting.
    var thresholds: [Thresholds]

    /// The ways in which two records can come to agree.
    enum Way: Int, CaseIterable, Sendable {
        /// By chance.
        case chance = 0
        /// They are one.
        case match = 1
        /// People: one household. Organisations: one house, such as sister firms.
        case household = 2
        /// People: colleagues. Organisations: head office and branch.
        case colleague = 3
    }

    /// A setting's weights.
    struct Thresholds: Sendable, Equatable {
        var merge: Millibits
        var ask: Millibits
    }

    init(
        version: Int = MatchingModel.currentVersion, kind: MatchKind, records: Int, levels: [[Millibits]],
        averages: [Millibits],
        priors: [Millibits], frequencies: Frequencies, thresholds: [Thresholds]
    ) {
        self.version = version
        self.kind = kind
        self.records = records
        self.levels = levels
        self.averages = averages
        self.priors = priors
        self.frequencies = frequencies
        self.thresholds = thresholds
    }

    /// The weights, in thousandths of a bit, from which a setting joins and asks.
    public func weights(of setting: MatchSetting) -> (merge: Int32, ask: Int32) {
        switch setting {
        case .careful: (thresholds[0].merge, thresholds[0].ask)
        case .normal: (thresholds[1].merge, thresholds[1].ask)
        case .bold: (thresholds[2].merge, thresholds[2].ask)
        case .custom(let merge, let ask): (Calibration.weight(max(merge, ask)), Calibration.weight(min(merge, ask)))
        }
    }
}
