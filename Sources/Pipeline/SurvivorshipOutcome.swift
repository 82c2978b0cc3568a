public import Configuration
public import Records
public import Survivorship

/// Which source wins which facts, and how often which rule decided.
public struct SurvivorshipOutcome: Sendable {
    /// A group of facts that are decided alike.
    public struct Line: Sendable {
        /// The group.
        public let group: FieldGroup
        /// The sources that know it best, by what they are; empty where no kind of source is preferred.
        public let favourites: [String]
        /// How often each rule decided, for customers of several records.
        public let decided: [(reason: SurvivorshipReason, count: Int)]
    }

    /// The groups in the model's order; those that nothing was decided of are left out.
    public let lines: [Line]
    /// The sources from the most trusted to the least, those of equal trust together.
    public let trust: [[String]]
    /// The project's own rules: a field, and its sources, best first.
    public let rules: [(field: String, sources: [String])]

    init(
        _ rules: SurvivorshipRules, sources: [String], own: [(field: String, sources: [String])],
        _ tally: SurvivorshipTally
    ) {
        self.rules = own
        trust = Dictionary(grouping: sources.indices, by: { rules.trust[$0] }).sorted { $0.key > $1.key }.map { entry in
            entry.value.map { sources[$0] }
        }
        lines = FieldGroup.allCases.compactMap { group in
            let decided = SurvivorshipReason.allCases.map { (reason: $0, count: tally.count(group, $0)) }
                .filter { $0.count > 0 }
            if decided.isEmpty { return nil }
            let favourite = SurvivorshipRules.favourite(of: group)
            return Line(
                group: group, favourites: sources.indices.filter { rules.kinds[$0] == favourite }.map { sources[$0] },
                decided: decided)
        }
    }

    /// As JSON.
    public var document: JSONValue {
        [
            "trust": .array(trust.map { .strings($0) }),
            "rules": .object(rules.map { JSONMember($0.field, .strings($0.sources)) }),
            "groups": .array(
                lines.map { line in
                    [
                        "group": .string("\(line.group)"), "favourites": .strings(line.favourites),
                        "decided": .object(line.decided.map { JSONMember("\($0.reason)", .integer($0.count)) }),
                    ]
                }),
        ]
    }
}
