/// What a tax number's check digits say.
public enum TaxNumberCheck: UInt8, Sendable, Hashable {
    /// They are right.
    case valid
    /// They are wrong, or the number does not have its country's shape.
    case invalid
    /// The number has none, or they are not known here.
    case unchecked
}

/// What kind of tax or registration number it is.
public enum TaxNumberKind: String, Sendable, Hashable, CaseIterable {
    /// A number for value added tax, with its country's prefix.
    case vat
    /// A US employer identification number.
    case ein
    /// An Australian business number.
    case abn
    /// An Australian company number.
    case acn
    /// A Canadian business number, with or without its program account (`RT0001`).
    case bn
    /// A New Zealand tax number (IRD).
    case ird
    /// A New Zealand business number.
    case nzbn
    /// A Brazilian company's number, of digits or, since 2026, of letters too.
    case cnpj
    /// A Brazilian person's number.
    case cpf
    /// An Indian number for goods and services tax.
    case gstin
    /// An Indian permanent account number.
    case pan
    /// A French company's number.
    case siren
    /// A French establishment's number.
    case siret
    /// A British unique taxpayer reference.
    case utr
    /// A British company's registration number.
    case companyNumber
    /// An Italian tax code of sixteen signs.
    case codiceFiscale
    /// A German tax office's number.
    case steuernummer
    /// Anything else.
    case other
}

/// A tax number that was read.
public struct TaxNumber: Sendable, Hashable {
    /// The country that issued it; nil where that can't be told.
    public var country: CountryCode?
    /// One form for all spellings: VAT numbers with prefix and without signs (`DE123456788`), EINs as `12-3456789`,
    /// other numbers as capitals and digits alone.
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
        } else if let country {
            if !judge(&number, national: code, country) {
                // What has none of the country's shapes gets no prefix either: nothing is made up.
                number.country = country
                number.normalised = code
                if TaxNumberRule.of(country) != nil || BusinessNumberRule.all.contains(where: { $0.country == country })
                {
                    number.check = .invalid
                    number.verdict = .doubtful(.taxNumberShape)
                }
            }
        } else {
            number.normalised = code
            number.verdict = .doubtful(.taxNumberNoCountry)
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

    /// A number without a prefix, as a number for value added tax or another one of its country, whichever it fits
    /// best; false where it fits none.
    private static func judge(_ number: inout TaxNumber, national code: [UInt8], _ country: CountryCode) -> Bool {
        let rules = BusinessNumberRule.all.filter { $0.country == country && $0.fits(code) }
        if let rule = TaxNumberRule.of(country) {
            let body = rule.completed(code)
            // Of two that fit, the one whose check digits are right; of two that are, the VAT number.
            let isVAT =
                rule.fits(body) && (rule.check(body) == .valid || rules.allSatisfy { $0.check(code) == .invalid })
            if isVAT {
                judge(&number, rule, code)
                return true
            }
        }
        guard
            let rule = rules.first(where: { $0.check(code) == .valid }) ?? rules.first(where: {
                $0.check(code) == .unchecked
            }) ?? rules.first
        else { return false }
        number.country = country
        number.kind = rule.kind
        number.normalised = rule.written(code)
        number.check = rule.check(code)
        if number.check == .invalid { number.verdict = .doubtful(.taxNumberCheckDigit) }
        return true
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
            steuernummer umsatzsteuer_id mva partita intracom intracommunautaire gst gstin hst cnpj cpf pan ird nzbn
            acn utr siren siret steuer_nr steuernr st_nr stnr codice fiscale c_f cf rcs kvk company uen bn
            """)
}
