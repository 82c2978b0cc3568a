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
    /// The value is of this type.
    case type(CheckedType)
    /// The record or value is one of another table.
    case exists(CheckTable)
    /// So many of the rows have a value: judged when all are read.
    case filled(Share)
    /// The newest value is at most so many days old: judged when all are read.
    case newestWithin(days: Int)
    case comparison(CheckComparison, with: Int)
}

/// A column of another source, or that source's keys, that values must be found in.
public struct CheckTable: Sendable, Hashable {
    /// The other source; empty for the one that a reference itself names.
    public let source: String
    /// The column; empty for the key of the record that a reference names.
    public let column: String
    /// The field whose reference is meant; empty where a column is.
    public let field: String
}

/// A type that a value can be checked for.
enum CheckedType: String, Sendable, CaseIterable {
    case number
    case integer
    case date
    case timestamp
    case email
    case phone
    case url
    case country
    case region
    case currency
    case vat = "vat_id"
    case iban

    /// Whether a value is of this type, written as standardising writes it.
    func holds(_ value: ArraySlice<UInt8>) -> Bool {
        switch self {
        case .number: return CanonicalOrder.isNumber(value)
        case .integer: return CanonicalOrder.isNumber(value) && !value.contains(0x2E)
        case .date: return CanonicalOrder.isDate(value) && value.count == 10
        case .timestamp: return CanonicalOrder.isDate(value) && value.count > 10
        case .email:
            let found = value.withUnsafeBytes { Email.read($0) }
            return found.addresses.count == 1 && found.addresses[0].address.elementsEqual(value)
        case .phone:
            return value.first == 0x2B && (7...15).contains(value.count - 1)
                && value.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
        case .url: return !value.withUnsafeBytes { WebAddress.read($0) }.domain.isEmpty
        case .country:
            return value.withUnsafeBytes { CountryCode($0).map { Country.exists($0) && $0.bytes.elementsEqual(value) } }
                ?? false
        case .region: return value.withUnsafeBytes { Region.read($0).code.elementsEqual(value) } && !value.isEmpty
        case .currency: return value.count == 3 && value.withUnsafeBytes { CurrencyCode($0) } != nil
        case .vat:
            let found = value.withUnsafeBytes { TaxNumber.read($0) }
            switch found.verdict {
            case .unchanged, .changed: return !found.normalised.isEmpty
            case .doubtful, .invalid: return false
            }
        case .iban: return !value.isEmpty && value.withUnsafeBytes { IBAN.read($0).verdict } == .unchanged
        }
    }
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
