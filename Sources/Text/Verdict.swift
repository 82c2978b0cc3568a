/// What standardising did to a value.
public enum Verdict: Sendable, Hashable {
    /// The value was in standard form already (or empty).
    case unchanged
    /// The value was brought into standard form; nothing is in doubt.
    case changed
    /// A standard form is given, but somebody may have to look; the reason says why.
    case doubtful(Reason)
    /// There is no standard form for this value; the reason says why.
    case invalid(Reason)

    /// Why the value is doubtful or invalid, if it is.
    public var reason: Reason? {
        switch self {
        case .unchanged, .changed: nil
        case .doubtful(let reason), .invalid(let reason): reason
        }
    }

    /// Whether there is no standard form.
    public var isInvalid: Bool {
        if case .invalid = self { return true }
        return false
    }

    /// Whether somebody may have to look at a standard form that is given.
    public var isDoubtful: Bool {
        if case .doubtful = self { return true }
        return false
    }

    /// The graver of two verdicts; of two equally grave ones the first.
    func worse(_ other: Verdict) -> Verdict { other.gravity > gravity ? other : self }

    private var gravity: Int {
        switch self {
        case .unchanged: 0
        case .changed: 1
        case .doubtful: 2
        case .invalid: 3
        }
    }

    /// `unchanged` where both are the same bytes, else `changed`.
    static func comparing(_ given: UnsafeRawBufferPointer, _ standard: some Collection<UInt8>) -> Verdict {
        given.count == standard.count && given.elementsEqual(standard) ? .unchanged : .changed
    }
}
