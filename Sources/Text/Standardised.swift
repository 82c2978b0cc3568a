/// A value in standard form with its verdict.
public struct Standardised: Sendable, Hashable {
    /// The standard form in UTF-8; empty where there is none.
    public var bytes: [UInt8]
    /// What became of the value.
    public var verdict: Verdict
    /// A form that is likelier than the given one, never taken without being asked for; empty where there is none.
    public var proposal: [UInt8]

    /// Makes a result.
    public init(_ bytes: [UInt8], _ verdict: Verdict, proposal: [UInt8] = []) {
        self.bytes = bytes
        self.verdict = verdict
        self.proposal = proposal
    }

    /// The standard form as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
    /// The proposal as text.
    public var proposalText: String { String(decoding: proposal, as: UTF8.self) }

    static let empty = Standardised([], .unchanged)
}
