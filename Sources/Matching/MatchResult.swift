/// What becomes of a pair.
public enum MatchBand: UInt8, Sendable, CaseIterable {
    /// The two are in one cluster.
    case merged
    /// A person decides.
    case ask
    /// Left apart.
    case apart
}

/// A pair worth showing.
public struct MatchPair: Sendable, Equatable {
    /// The index of the record with the smaller key.
    public let first: UInt32
    /// The index of the record with the greater key.
    public let second: UInt32
    /// log2 odds of being one, in thousandths.
    public let weight: Int32
    /// The calibrated probability of being one.
    public let probability: Double
    /// What becomes of it.
    public let band: MatchBand
}

/// How two records that aren't one have to do with each other.
public enum RelationKind: UInt8, Sendable, CaseIterable {
    /// People who share a home.
    case household
    /// People of one organisation.
    case colleague
    /// Organisations of one house: they share address, phone or domain under different names.
    case sister
    /// Organisations of one name at different addresses: head office and branch.
    case branch
}

/// Two records that are related and not the same.
public struct RelatedPair: Sendable, Equatable {
    /// The index of the record with the smaller key.
    public let first: UInt32
    /// The index of the record with the greater key.
    public let second: UInt32
    /// In what way.
    public let kind: RelationKind
}

/// What matching counts.
public struct MatchCounts: Sendable, Equatable {
    /// The records given.
    public var records = 0
    /// The clusters, single records included.
    public var customers = 0
    /// The pairs compared.
    public var compared = 0
    /// Pairs that had no more in common than the key of an oversized block, at most.
    public var notCompared = 0
    /// Blocks too large even after being split.
    public var oversizedBlocks = 0
    /// Pairs in one cluster, of those compared.
    public var merged = 0
    /// Pairs to ask about.
    public var asked = 0
    /// Joins that were refused because members of the two clusters contradict each other.
    public var refused = 0
    /// Decisions that no record was found for.
    public var unknownDecisions = 0
    /// *Match* decisions that other decisions contradict: they were not followed.
    public var contradictingDecisions = 0
}

/// The outcome of matching.
public struct MatchResult: Sendable, Equatable {
    /// For each record, by its index, the index of the record with the smallest key in its cluster.
    public let labels: [UInt32]
    /// The pairs above the floor, ordered by their records' keys.
    public let pairs: [MatchPair]
    /// Pairs that would have joined clusters that each hold a record of the CRM: a person decides.
    public let crmPairs: [MatchPair]
    /// Pairs that are related, not the same.
    public let related: [RelatedPair]
    /// Counts.
    public let counts: MatchCounts
    /// The wrong automatic joins to expect in 1,000 customers.
    public let expectedWrongJoinsPerThousand: Double
    /// The weight, in thousandths of a bit, from which pairs were joined.
    public let mergeWeight: Int32
    /// The weight from which pairs are asked about.
    public let askWeight: Int32
}
