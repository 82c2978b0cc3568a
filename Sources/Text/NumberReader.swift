/// What parts a number's whole from its fraction.
public enum DecimalSeparator: String, Sendable, Hashable, CaseIterable {
    /// 1,234.56
    case dot = "."
    /// 1.234,56
    case comma = ","

    var sign: UInt8 { self == .dot ? Byte.dot : Byte.comma }
    var other: DecimalSeparator { self == .dot ? .comma : .dot }
}

/// A number that was read.
public struct NumberReading: Sendable, Hashable {
    /// The number in ten-thousandths, exactly; nil where there is none or it has more than four decimals.
    public var tenThousandths: Int64?
    /// The currency beside it, where one is named and not open.
    public var currency: CurrencyCode?
    /// Whether a percent sign stands beside it. The number is as written: `12.5 %` is 12.5.
    public var isPercent = false
    /// What became of the value.
    public var verdict: Verdict = .unchanged
    /// The exact number as canonical decimal text, `-1234.56`: no leading or trailing zeros, a dot only before
    /// decimals; empty where there is none.
    public var canonical: [UInt8] = []
    /// With more than four decimals: rounded to four, half away from zero. Never taken unasked.
    public var proposal: Int64?
}

/// Reads numbers and amounts of money whose decimal separator is known.
///
/// The other separator, spaces of every width and apostrophes group digits by three. A number that can only be
/// written with the other separator (`1,234.56` where a comma is set) is read so and doubtful. Negative are `-5`,
/// `5-`, `(5)`, `5 CR` and every typographic minus.
public struct NumberReader: Sendable, Hashable {
    /// The separator of the column.
    public var decimal: DecimalSeparator
    /// The currency of the column: decides what a shared sign such as `$` means.
    public var currency: CurrencyCode?

    /// Makes a reader.
    public init(decimal: DecimalSeparator, currency: CurrencyCode? = nil) {
        self.decimal = decimal
        self.currency = currency
    }

    /// Reads a value.
    public func read(_ bytes: UnsafeRawBufferPointer) -> NumberReading {
        var cleaned: [UInt8] = []
        TextCleaning.line.clean(bytes, into: &cleaned)
        guard !cleaned.isEmpty else { return NumberReading(verdict: bytes.isEmpty ? .unchanged : .changed) }
        return cleaned.withUnsafeBytes { text in
            guard let parts = NumberParts(text) else { return NumberReading(verdict: .invalid(.numberUnreadable)) }
            var reading = number(parts)
            if reading.verdict == .unchanged { reading.verdict = Verdict.comparing(bytes, reading.canonical) }
            return reading
        }
    }

    /// Reads a value.
    public func read(_ text: String) -> NumberReading { text.withBytes { read($0) } }

    private func number(_ parts: NumberParts) -> NumberReading {
        var reading = NumberReading()
        reading.isPercent = parts.isPercent
        if !parts.beside.isEmpty, let reason = beside(parts.beside, &reading) {
            if reason == .currencyUnknown { return NumberReading(verdict: .invalid(.numberUnreadable)) }
            reading.verdict = .doubtful(reason)
        }
        let layout = parts.layout
        let whole: Int
        switch layout {
        case .whole: whole = parts.digits.count
        case .fraction(let separator, let position):
            whole = position
            if separator != decimal { reading.verdict = reading.verdict.worse(.doubtful(.numberOtherSeparator)) }
        case .grouped(let separator):
            whole = parts.digits.count
            if separator == decimal { reading.verdict = reading.verdict.worse(.doubtful(.numberOtherSeparator)) }
        case .open(let sign, let position):
            whole = sign == decimal ? position : parts.digits.count
        case .irregular:
            reading.verdict = .invalid(.numberGrouping)
            return reading
        }
        let exact = ExactDecimal(digits: parts.digits, whole: whole + parts.exponent, isNegative: parts.isNegative)
        guard let exact else {
            reading.verdict = .invalid(.numberTooLarge)
            return reading
        }
        reading.canonical = exact.text
        switch exact.tenThousandths {
        case .exact(let value): reading.tenThousandths = value
        case .rounded(let value):
            reading.proposal = value
            reading.verdict = reading.verdict.worse(.doubtful(.numberTooManyDecimals))
        case .tooLarge:
            reading.canonical = []
            reading.verdict = .invalid(.numberTooLarge)
        }
        return reading
    }

    /// Takes a currency beside the number; returns what is wrong with it.
    private func beside(_ text: [UInt8], _ reading: inout NumberReading) -> Reason? {
        let candidates = text.withUnsafeBytes { Currency.candidates($0) }
        if candidates.count == 1 {
            reading.currency = candidates[0]
        } else if let currency, candidates.contains(currency) {
            reading.currency = currency
        } else {
            return candidates.isEmpty ? .currencyUnknown : .currencyAmbiguous
        }
        return nil
    }
}

extension NumberParts {
    /// What the dots and commas can mean.
    enum Layout {
        /// No dots or commas, but perhaps spaces or apostrophes that group.
        case whole
        /// The separator parts a fraction, so many digits before it: nothing else is possible.
        case fraction(DecimalSeparator, Int)
        /// The separator groups digits: nothing else is possible.
        case grouped(DecimalSeparator)
        /// `1.234`: this sign either parts a fraction, so many digits before it, or groups.
        case open(DecimalSeparator, Int)
        /// Groups that make no sense.
        case irregular
    }

    var layout: Layout {
        let points = separators.filter { $0.sign == Byte.dot || $0.sign == Byte.comma }
        let groups = separators.filter { $0.sign == Self.space || $0.sign == Self.apostrophe }
        guard let last = points.last else {
            return hasGroups(separators.map(\.before), until: digits.count) ? .whole : .irregular
        }
        let sign: DecimalSeparator = last.sign == Byte.dot ? .dot : .comma
        let others = points.filter { $0.sign != last.sign }
        let same = points.count - others.count
        if exponent != 0 { return same == 1 && others.isEmpty ? .fraction(sign, last.before) : .irregular }
        if !others.isEmpty || !groups.isEmpty {
            // Two kinds of sign: the last one parts the fraction, the first one groups.
            let before = separators.filter { $0.sign != last.sign }.map(\.before)
            if same == 1, before.allSatisfy({ $0 < last.before }) {
                return hasGroups(before, until: last.before) ? .fraction(sign, last.before) : .irregular
            }
            return .irregular
        }
        let positions = points.map(\.before)
        if same > 1 { return hasGroups(positions, until: digits.count) ? .grouped(sign) : .irregular }
        let behind = digits.count - last.before
        let couldGroup = behind == 3 && (1...3).contains(last.before) && digits[0] != Byte.zero
        return couldGroup ? .open(sign, last.before) : .fraction(sign, last.before)
    }

    /// Groups of three from the right, the first one of one to three; or India's, of two but for the last.
    private func hasGroups(_ positions: [Int], until end: Int) -> Bool {
        guard let first = positions.first, let last = positions.last else { return true }
        guard (1...3).contains(first), end - last == 3 else { return false }
        let steps = zip(positions, positions.dropFirst()).map { $1 - $0 }
        return steps.allSatisfy { $0 == 3 } || (first <= 2 && steps.allSatisfy { $0 == 2 })
    }
}
