public import Records

/// What a column's values together say about its decimal separator.
public enum NumberColumnVerdict: Sendable, Hashable {
    /// No value that says anything.
    case empty
    /// The values agree on one separator.
    case decided(DecimalSeparator)
    /// Whole numbers only, without dots or commas: either separator reads them the same.
    case integers
    /// Values such as `1.234` fit both and none decides.
    case ambiguous
    /// Some values can only be read with one separator, others with the other only.
    case mixed
    /// Most values are no numbers.
    case notNumbers
}

/// Looks at every value of a column and tells with which decimal separator its numbers are written. Parts of a column
/// can be looked at apart and merged in any order.
public struct NumberColumnEvidence: Sendable, Hashable {
    /// What a value says.
    public enum Kind: Int, Sendable, Hashable, CaseIterable {
        /// Nothing: the cell is empty.
        case empty
        /// A whole number without dots or commas.
        case whole
        /// Can only be read with a decimal dot: `12.5`, `1,234.56`, `1,234,567`.
        case dot
        /// Can only be read with a decimal comma.
        case comma
        /// `1.234`: a dot that parts or groups.
        case openDot
        /// `1,234`: a comma that parts or groups.
        case openComma
        /// Groups that make no sense.
        case irregular
        /// No number.
        case unreadable
    }

    private var tallies = [RowTally](repeating: RowTally(), count: Kind.allCases.count)
    /// Values with a currency beside the number.
    public private(set) var withCurrency = RowTally()
    /// The most decimals that a value has for certain.
    public private(set) var decimals = 0

    /// Nothing seen yet.
    public init() {}

    /// How many values say this, and which rows do first.
    public func tally(_ kind: Kind) -> RowTally { tallies[kind.rawValue] }

    /// Looks at a value.
    public mutating func add(_ bytes: UnsafeRawBufferPointer, row: Int) {
        var cleaned: [UInt8] = []
        TextCleaning.line.clean(bytes, into: &cleaned)
        guard !cleaned.isEmpty else { return tallies[Kind.empty.rawValue].add(row) }
        guard let parts = cleaned.withUnsafeBytes({ NumberParts($0) }),
            parts.beside.isEmpty || !parts.beside.withUnsafeBytes({ Currency.candidates($0) }).isEmpty
        else { return tallies[Kind.unreadable.rawValue].add(row) }
        if !parts.beside.isEmpty { withCurrency.add(row) }
        let kind: Kind
        switch parts.layout {
        case .whole: kind = .whole
        case .fraction(let sign, let position):
            kind = sign == .dot ? .dot : .comma
            decimals = max(decimals, parts.digits.count - position)
        case .grouped(let sign): kind = sign == .dot ? .comma : .dot
        case .open(let sign, _): kind = sign == .dot ? .openDot : .openComma
        case .irregular: kind = .irregular
        }
        tallies[kind.rawValue].add(row)
    }

    /// Looks at a value.
    public mutating func add(_ text: String, row: Int) { text.withBytes { add($0, row: row) } }

    /// Adds what another part of the column said.
    public mutating func merge(_ other: NumberColumnEvidence) {
        for index in tallies.indices { tallies[index].merge(other.tallies[index]) }
        withCurrency.merge(other.withCurrency)
        decimals = max(decimals, other.decimals)
    }

    /// How many values are numbers.
    public var numbers: Int {
        tallies.reduce(0) { $0 + $1.count } - tally(.empty).count - tally(.unreadable).count - tally(.irregular).count
    }

    /// What the values say together.
    public var verdict: NumberColumnVerdict {
        let others = tally(.unreadable).count + tally(.irregular).count
        if numbers == 0 { return others == 0 ? .empty : .notNumbers }
        if others > numbers { return .notNumbers }
        switch (tally(.dot).count > 0, tally(.comma).count > 0) {
        case (true, true): return .mixed
        case (true, false): return .decided(.dot)
        case (false, true): return .decided(.comma)
        case (false, false): break
        }
        return tally(.openDot).count + tally(.openComma).count > 0 ? .ambiguous : .integers
    }

    /// The evidence in one sentence.
    public var summary: Wording {
        let open = tally(.openDot).count + tally(.openComma).count
        switch verdict {
        case .empty: return "no numbers"
        case .notNumbers:
            return "\(tally(.unreadable).count + tally(.irregular).count) values are no numbers, \(numbers) are"
        case .integers: return "\(numbers) whole numbers"
        case .mixed:
            return
                "\(tally(.dot).count) of \(numbers) numbers have a decimal dot (\(tally(.dot).words)), \(tally(.comma).count) a decimal comma (\(tally(.comma).words))"
        case .ambiguous:
            var rows = tally(.openDot)
            rows.merge(tally(.openComma))
            return "\(open) of \(numbers) numbers such as 1.234 fit both separators (\(rows.words)); no row decides"
        case .decided(let separator):
            let deciding = separator == .dot ? tally(.dot) : tally(.comma)
            let both: Wording = "\(open) of \(numbers) numbers fit both separators"
            switch (separator, deciding.rows.count) {
            case (.dot, 1): return "\(both); \(deciding.words) decides for the dot"
            case (.dot, _): return "\(both); \(deciding.words) decide for the dot"
            case (.comma, 1): return "\(both); \(deciding.words) decides for the comma"
            case (.comma, _): return "\(both); \(deciding.words) decide for the comma"
            }
        }
    }
}
