import Configuration

/// What stops a load until a person releases it. Each is checked when the plan is made and again, as it was set then,
/// against what is really about to happen when it is loaded.
public struct Limits: Sendable, Equatable {
    /// Customers of the CRM that may change.
    public var existingChanged = Allowance(share: Share(millionths: 1_000_000))
    /// So many of the CRM's customers with the greatest turnover may not change; 0 = all of them may.
    public var largestChanged = 0
    /// New customers, as a number or as a share of those that the CRM has; nil = any number.
    public var customersCreated: Allowance?
    /// Customers of the CRM that may become inactive or deleted.
    public var deactivated = Allowance(share: Share(millionths: 100_000))
    /// Customers of the CRM that may be merged into another one; nil = as many as people decided.
    public var existingMerged: Allowance?
    /// E-mails that may be blanked.
    public var emailsBlanked = 0
    /// Phone numbers that may be blanked.
    public var phonesBlanked = 0
    /// Records whose owner may be unknown.
    public var ownersUnmatched = 0
    /// Customers of the CRM that may get another owner; nil = any number.
    public var ownersChanged: Allowance?
    /// Rows of a source that may need correction.
    public var rejected = Allowance(share: Share(millionths: 200_000))
    /// How far a sum may be from the printed figure under `controls:`; nil = differences are shown and stop nothing.
    public var controlDifference: AmountAllowance?
    /// Planned changes that may come out otherwise when they are loaded, because the CRM changed since; where it is a
    /// share, the first 50 always may.
    public var changedSincePlan = Allowance(share: Share(millionths: 50_000))
    /// Days for which a plan can be loaded.
    public var planDays = 30

    /// Makes the standard limits.
    public init() {}

    /// The names that `--release` knows, in the order of checking.
    public static let names = [
        "existing_changed", "largest_changed", "customers_created", "deactivated", "existing_merged", "emails_blanked",
        "phones_blanked", "owners_unmatched", "owners_changed", "rejected", "no_customers", "control_difference",
        "questions",
        "drafts",
        "changed_since_plan", "plan_days",
    ]
}

extension Limits {
    mutating func read(_ reader: inout MappingReader) {
        existingChanged = Limits.allowance("existing_changed", &reader) ?? existingChanged
        largestChanged = reader.integer("largest_changed", in: 0...1_000_000, default: largestChanged)
        customersCreated = Limits.allowance("customers_created", &reader)
        deactivated = Limits.allowance("deactivated", &reader) ?? deactivated
        existingMerged = Limits.allowance("existing_merged", &reader)
        emailsBlanked = reader.integer("emails_blanked", in: 0...Int.max, default: emailsBlanked)
        phonesBlanked = reader.integer("phones_blanked", in: 0...Int.max, default: phonesBlanked)
        ownersUnmatched = reader.integer("owners_unmatched", in: 0...Int.max, default: ownersUnmatched)
        ownersChanged = Limits.allowance("owners_changed", &reader)
        rejected = Limits.allowance("rejected", &reader) ?? rejected
        if let text = reader.optionalText("control_difference") {
            controlDifference = AmountAllowance(text)
            if controlDifference == nil {
                reader.complain(
                    about: "control_difference", "\"control_difference\" needs a share or an amount",
                    remedy: "such as 0.5 % or \"100.00\"")
            }
        }
        changedSincePlan = Limits.allowance("changed_since_plan", &reader) ?? changedSincePlan
        planDays = reader.integer("plan_days", in: 1...3_650, default: planDays)
    }

    private static func allowance(_ key: String, _ reader: inout MappingReader) -> Allowance? {
        guard reader.has(key) else { return nil }
        let texts = reader.texts(key)
        let read = Allowance(texts.joined(separator: ","))
        if read == nil, !texts.isEmpty {
            reader.complain(
                about: key, "\"\(key)\" needs a share, a number or a list of both",
                remedy: "such as 2 %, 50 or [2 %, 50]")
        }
        return read
    }

    /// As a signed plan keeps them, by name.
    var terms: [String: String] {
        var terms = [
            "existing_changed": "\(existingChanged)", "largest_changed": "\(largestChanged)",
            "deactivated": "\(deactivated)", "emails_blanked": "\(emailsBlanked)",
            "phones_blanked": "\(phonesBlanked)", "owners_unmatched": "\(ownersUnmatched)",
            "rejected": "\(rejected)", "changed_since_plan": "\(changedSincePlan)", "plan_days": "\(planDays)",
        ]
        terms["customers_created"] = customersCreated.map { "\($0)" }
        terms["existing_merged"] = existingMerged.map { "\($0)" }
        terms["owners_changed"] = ownersChanged.map { "\($0)" }
        terms["control_difference"] = controlDifference.map { "\($0)" }
        return terms
    }

    /// The limits that a plan was signed with; what it doesn't name has its standard.
    init(terms: [String: String]) {
        self.init()
        func number(_ name: String, _ standard: Int) -> Int { terms[name].flatMap { Int($0) } ?? standard }
        func allowance(_ name: String) -> Allowance? { terms[name].flatMap { Allowance($0) } }
        existingChanged = allowance("existing_changed") ?? existingChanged
        largestChanged = number("largest_changed", largestChanged)
        customersCreated = allowance("customers_created")
        deactivated = allowance("deactivated") ?? deactivated
        existingMerged = allowance("existing_merged")
        emailsBlanked = number("emails_blanked", emailsBlanked)
        phonesBlanked = number("phones_blanked", phonesBlanked)
        ownersUnmatched = number("owners_unmatched", ownersUnmatched)
        ownersChanged = allowance("owners_changed")
        rejected = allowance("rejected") ?? rejected
        controlDifference = terms["control_difference"].flatMap { AmountAllowance($0) }
        changedSincePlan = allowance("changed_since_plan") ?? changedSincePlan
        planDays = number("plan_days", planDays)
    }
}

/// A record that a limit is about.
public struct LimitRecord: Sendable, Equatable {
    /// Its table; empty for what is no record, such as an owner's code.
    public let table: String
    /// Its id, or what it is called.
    public let id: String
    /// What people call it.
    public let name: String
    /// What would happen to it.
    public let detail: String
}

/// A limit, and whether a plan keeps it.
public struct LimitVerdict: Sendable {
    /// Its name, by which `--release` releases it.
    public let name: String
    /// What the plan would do, in a clause.
    public let words: String
    /// True when it stops the load.
    public let stops: Bool
    /// What it counts.
    public var count = 0
    /// The records that it is about.
    public var records: [LimitRecord] = []
    /// The command that lists them, where the list isn't in the run's `limits.csv`.
    public var command = ""
    /// False for what a person can't release: an open question, a draft on a live target.
    public var isReleasable = true

    init(
        _ name: String, _ words: String, stops: Bool, count: Int = 0, records: [LimitRecord] = [],
        command: String = "", isReleasable: Bool = true
    ) {
        self.name = name
        self.words = words
        self.stops = stops
        self.count = count
        self.records = records
        self.command = command
        self.isReleasable = isReleasable
    }
}
