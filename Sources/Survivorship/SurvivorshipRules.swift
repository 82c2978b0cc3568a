public import Records

/// What a source is to the company; survivorship's defaults go by it.
public enum SourceKind: String, Sendable, CaseIterable {
    /// Invoices, balances, tax numbers: trusted for billing address, tax number, terms, credit.
    case accounting
    /// Orders: trusted for shipping address and consent.
    case shop
    /// The old CRM: trusted for owner, job title, notes.
    case crm
    /// Lists kept by hand.
    case list
}

/// Which source wins, per field group; the order of DESIGN's defaults, each changeable in the project's file.
public struct SurvivorshipRules: Sendable {
    /// Per source: what it is.
    public var kinds: [SourceKind]
    /// Per source: how far it is trusted; higher wins.
    public var trust: [Int]
    /// Per field name: the sources to prefer, best first, as indexes; set in the project's file.
    public var preferred: [String: [Int]]

    /// Makes rules for so many sources, all of them equal.
    public init(kinds: [SourceKind], trust: [Int], preferred: [String: [Int]] = [:]) {
        self.kinds = kinds
        self.trust = trust
        self.preferred = preferred
    }

    /// The kind of source that a group trusts first.
    public static func favourite(of group: FieldGroup) -> SourceKind? {
        switch group {
        case .billingAddress, .commercial: .accounting
        case .shippingAddress: .shop
        case .relationship: .crm
        case .single, .name: nil
        }
    }
}

/// How often each rule decided, by field group: one decision for each field of a customer of several records.
public struct SurvivorshipTally: Sendable {
    private var counts = [Int](
        repeating: 0, count: FieldGroup.allCases.count * SurvivorshipReason.allCases.count)

    /// Nothing decided yet.
    public init() {}

    /// Counts what decided the fields of a golden record.
    public mutating func add(_ golden: GoldenRecord, of entity: Entity) {
        for (index, field) in CustomerModel.fields(of: entity).enumerated() where golden.winners[index] >= 0 {
            counts[place(field.group, golden.reasons[index])] += 1
        }
    }

    /// How often a rule decided a field of a group.
    public func count(_ group: FieldGroup, _ reason: SurvivorshipReason) -> Int { counts[place(group, reason)] }

    private func place(_ group: FieldGroup, _ reason: SurvivorshipReason) -> Int {
        (FieldGroup.allCases.firstIndex(of: group) ?? 0) * SurvivorshipReason.allCases.count + Int(reason.rawValue)
    }
}

/// Which rule decided a field.
public enum SurvivorshipReason: UInt8, Sendable, CaseIterable {
    /// Only one record had a value.
    case only = 0
    /// All records agree.
    case agreed = 1
    /// The project's own rule for the field.
    case fieldRule = 2
    /// The group's favourite kind of source.
    case favourite = 3
    /// The more trusted source.
    case trust = 4
    /// The later record date.
    case latest = 5
    /// The more complete record.
    case complete = 6
    /// The smaller bytes.
    case bytes = 7

    /// The rule in words.
    public var words: String {
        switch self {
        case .only: "the only value"
        case .agreed: "all sources agree"
        case .fieldRule: "the project's rule for this field"
        case .favourite: "the kind of source that knows it best"
        case .trust: "the most trusted source"
        case .latest: "the latest record date"
        case .complete: "the most complete record"
        case .bytes: "equal in all else: first in byte order"
        }
    }
}
