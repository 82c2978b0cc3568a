public import Configuration
public import Records
internal import Text

/// One rule of a `checks:` list, compiled for a stream's standardised fields.
public struct Check: Sendable {
    /// The stable code of its findings: `check.` and the rule's word, or the name that the list gives it.
    public let code: String
    /// The word of its rule, such as `required`.
    public let rule: String
    /// The places of its fields among the names it was compiled for, in the order written.
    public let fields: [Int]
    /// How much a failure weighs.
    public let severity: Severity
    /// What a failure says.
    public let message: String
    /// What would mend it; may be empty.
    public let remedy: String
    /// The share of the stream's rows above which failures stop the run; nil = never.
    public let stopAbove: Share?
    /// Where it stands.
    public let place: Place

    let test: CheckTest
    let condition: CheckCondition?
}

/// What a check tests.
enum CheckTest: Sendable {
    case required
    case pattern(Pattern)
    case oneOf(Set<[UInt8]>)
    case range(from: [UInt8]?, to: [UInt8]?)
    case length(ClosedRange<Int>)
    case unique
    case together
    case comparison(CheckComparison, with: Int)
}

/// How a field must stand to another one.
enum CheckComparison: String, Sendable, CaseIterable {
    case sameAs = "same_as"
    case notEqual = "not_equal"
    case before
    case notAfter = "not_after"
    case after
    case notBefore = "not_before"

    /// The relation in words, for messages.
    var words: String {
        switch self {
        case .sameAs: "the same as"
        case .notEqual: "different from"
        case .before: "before"
        case .notAfter: "not after"
        case .after: "after"
        case .notBefore: "not before"
        }
    }

    /// Whether two values stand so; nil when they can't be compared.
    func holds(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Bool? {
        let order = CanonicalOrder.compare(left, right)
        switch self {
        case .sameAs: return order.map { $0 == 0 } ?? left.elementsEqual(right)
        case .notEqual: return order.map { $0 != 0 } ?? !left.elementsEqual(right)
        case .before: return order.map { $0 < 0 }
        case .notAfter: return order.map { $0 <= 0 }
        case .after: return order.map { $0 > 0 }
        case .notBefore: return order.map { $0 >= 0 }
        }
    }
}

/// When a check applies.
struct CheckCondition: Sendable {
    enum Test: Sendable {
        case present(Bool)
        case among(Set<[UInt8]>, Bool)
    }

    let field: Int
    let test: Test

    func holds(_ value: ArraySlice<UInt8>) -> Bool {
        switch test {
        case .present(let isWanted): value.isEmpty != isWanted
        case .among(let values, let isWanted): values.contains(Array(value)) == isWanted
        }
    }
}
