/// What a tax number's check digits say.
public enum TaxNumberCheck: UInt8, Sendable, Hashable {
    /// They are right.
    case valid
    /// They are wrong, or the number does not have its country's shape.
    case invalid
    /// The number has none, or they are not known here.
    case unchecked
}

/// What kind of tax number it is.
public enum TaxNumberKind: UInt8, Sendable, Hashable {
    /// A number for value added tax, with its country's prefix.
    case vat
    /// A US employer identification number.
    case ein
    /// An Australian business number.
    case abn
    /// Anything else.
    case other
}

/// A tax number that was read.
public struct TaxNumber: Sendable, Hashable {
    /// The country that issued it; nil where that can't be told.
    public var country: CountryCode?
    /// One form for all spellings: VAT numbers with prefix and without signs (`DE123456788`), EINs as `12-3456789`.
    public var normalised: [UInt8] = []
    /// What kind of number it is.
    public var kind: TaxNumberKind = .other
    /// What its check digits say.
    public var check: TaxNumberCheck = .unchecked
    /// What became of the value.
    public var verdict: Verdict = .unchanged
}

extension TaxNumber {
    /// Reads a tax number. A country prefix of its own beats `country`.
    public static func read(_ bytes: UnsafeRawBufferPointer, country: CountryCode? = nil) -> TaxNumber {
        var number = TaxNumber()
        let code = compact(bytes)
        guard !code.isEmpty else {
            number.verdict = bytes.isEmpty ? .unchanged : .changed
            return number
        }
        if let (rule, body) = TaxNumberRule.prefixed(code) {
            judge(&number, rule, body)
        } else if country == .unitedStates {
            employer(&number, code)
        } else if country == .australia {
            business(&number, code)
        } else if let country, let rule = TaxNumberRule.of(country) {
            judge(&number, rule, code)
        } else {
            number.country = country
            number.normalised = code
            number.verdict = country == nil ? .doubtful(.taxNumberNoCountry) : .unchanged
        }
        if number.verdict == .unchanged { number.verdict = Verdict.comparing(bytes, number.normalised) }
        return number
    }

    /// Reads a tax number.
    public static func read(_ text: String, country: CountryCode? = nil) -> TaxNumber {
        text.withBytes { read($0, country: country) }
    }

    private static func judge(_ number: inout TaxNumber, _ rule: TaxNumberRule, _ given: [UInt8]) {
        number.country = rule.country
        number.kind = .vat
        let body = rule.completed(given)
        number.normalised = [UInt8](rule.prefix.utf8) + body
        guard rule.fits(body) else {
            number.check = .invalid
            number.verdict = .doubtful(.taxNumberShape)
            return
        }
        number.check = rule.check(body)
        if number.check == .invalid { number.verdict = .doubtful(.taxNumberCheckDigit) }
    }

    private static func employer(_ number: inout TaxNumber, _ code: [UInt8]) {
        number.country = .unitedStates
        number.kind = .ein
        guard code.count == 9, code.allSatisfy(\.isASCIIDigit) else {
            number.kind = .other
            number.normalised = code
            number.check = .invalid
            number.verdict = .doubtful(.taxNumberShape)
            return
        }
        number.normalised = Array(code[..<2]) + [Byte.hyphen] + Array(code[2...])
    }

    private static func business(_ number: inout TaxNumber, _ code: [UInt8]) {
        number.country = .australia
        number.kind = .abn
        number.normalised = code
        guard code.count == 11, code.allSatisfy(\.isASCIIDigit) else {
            number.check = .invalid
            number.verdict = .doubtful(.taxNumberShape)
            return
        }
        // Australian Business Register: one off the first digit, weighted sum divisible by 89.
        var digits = code.map(\.digitValue)
        digits[0] -= 1
        let sum = zip(digits, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]).reduce(0) { $0 + $1.0 * $1.1 }
        number.check = sum % 89 == 0 ? .valid : .invalid
        if number.check == .invalid { number.verdict = .doubtful(.taxNumberCheckDigit) }
    }

    /// Capitals and digits, without the words that people write before a number.
    private static func compact(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        guard bytes.count <= 100 else { return [] }
        var out: [UInt8] = []
        var start = 0
        for at in 0...bytes.count {
            let isBreak = at == bytes.count || bytes[at].isASCIISpace || bytes[at] == Byte.colon
            guard isBreak else { continue }
            let part = bytes.part(start..<at)
            start = at + 1
            if labels[LookupKey.of(part)] != nil { continue }
            for byte in part where byte.isASCIIAlphanumeric { out.append(byte.asciiUppered) }
        }
        return out
    }

    private static let labels = WordTable<Bool>(
        words: """
            vat vat_no vatno vatid vat_id vatreg reg no nr num number id ust ustid ust_id ust_idnr ustidnr ust_id_nr
            id_nr idnr uid mwst tva iva p_iva piva nif cif nie abn ein btw btw_nr moms cvr orgnr org_nr n° nº tin
            steuernummer umsatzsteuer_id mva partita intracom intracommunautaire
            """)
}
