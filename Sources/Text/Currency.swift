/// A currency's ISO 4217 code: three capital ASCII letters.
public struct CurrencyCode: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The three letters, the first in the highest byte used.
    public let packed: UInt32

    /// Three ASCII letters in either case; nil for anything else. Whether the currency exists is not asked here: see
    /// `Currency`.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 3, bytes.allSatisfy(\.isASCIILetter) else { return nil }
        packed = bytes.reduce(0) { $0 << 8 | UInt32($1.asciiUppered) }
    }

    /// Three letters in either case; nil for anything else.
    public init?(_ text: String) {
        guard let code = text.withBytes({ CurrencyCode($0) }) else { return nil }
        self = code
    }

    /// The three letters as bytes.
    public var bytes: [UInt8] { [UInt8(packed >> 16 & 0xFF), UInt8(packed >> 8 & 0xFF), UInt8(packed & 0xFF)] }
    /// The three letters.
    public var description: String { bytes.text }

    /// Orders by letters.
    public static func < (left: CurrencyCode, right: CurrencyCode) -> Bool { left.packed < right.packed }
}

/// A currency that was read.
public struct CurrencyReading: Sendable, Hashable {
    /// The currency; nil where it is open or none.
    public var code: CurrencyCode?
    /// What became of the value.
    public var verdict: Verdict
    /// For a sign that several currencies share: which ones, the commonest first.
    public var candidates: [CurrencyCode] = []
}

/// The world's currencies.
public enum Currency {
    /// Reads a code, a sign or a name (`EUR`, `€`, `Euro`).
    public static func read(_ bytes: UnsafeRawBufferPointer) -> CurrencyReading {
        let text = bytes.trimmed
        guard !text.isEmpty else { return CurrencyReading(code: nil, verdict: bytes.isEmpty ? .unchanged : .changed) }
        let candidates = candidates(text)
        guard let first = candidates.first else {
            return CurrencyReading(code: nil, verdict: .invalid(.currencyUnknown))
        }
        if candidates.count > 1 {
            return CurrencyReading(code: nil, verdict: .doubtful(.currencyAmbiguous), candidates: candidates)
        }
        return CurrencyReading(code: first, verdict: Verdict.comparing(bytes, first.bytes), candidates: candidates)
    }

    /// Reads a code, a sign or a name.
    public static func read(_ text: String) -> CurrencyReading { text.withBytes { read($0) } }

    /// Whether ISO 4217 has the code, or had it (`DEM`).
    public static func exists(_ code: CurrencyCode) -> Bool { codes[LookupKey.of(code.description)] != nil }

    static func candidates(_ text: UnsafeRawBufferPointer) -> [CurrencyCode] {
        if let code = CurrencyCode(text), exists(code) { return [code] }
        return signs[LookupKey.of(text)]?.compactMap { CurrencyCode($0) } ?? []
    }

    private static let codes = WordTable<Bool>(
        words: """
            AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD
            CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF
            GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP
            LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB
            PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
            THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL
            BOV CHE CHW COU CUC MXV SLL USN UYI UYW VED XAG XAU XDR XPD XPT XSU XTS XUA XXX
            ATS BEF CYP DEM EEK ESP FIM FRF GRD HRK IEP ITL LTL LUF LVL MTL NLG PTE SIT SKK
            """)

    /// Signs and names; several codes where they share one.
    static let signs = WordTable<[String]>(groups: [
        (["EUR"], "€ euro euros eur€"), (["USD", "AUD", "CAD", "NZD", "SGD", "HKD", "MXN"], "$ dollar dollars"),
        (["USD"], "us$ $us usd$ us_dollar"), (["AUD"], "a$ au$ aud$"), (["CAD"], "c$ ca$ can$ cad$"), (["NZD"], "nz$"),
        (["HKD"], "hk$"), (["SGD"], "s$ sg$"), (["BRL"], "r$ real reais"), (["MXN"], "mx$ mex$"), (["TWD"], "nt$"),
        (["GBP"], "£ pound pounds pfund stg sterling livre"), (["JPY", "CNY"], "¥ ￥"), (["JPY"], "yen 円 jp¥"),
        (["CNY"], "rmb yuan 元 cn¥"), (["CHF"], "sfr franken fr francs_suisses"), (["PLN"], "zł zloty"),
        (["CZK"], "kč koruna"), (["HUF"], "ft forint"), (["SEK", "NOK", "DKK", "ISK"], "kr krone kroner kronor"),
        (["RON"], "lei leu"), (["BGN"], "лв lev lv"), (["INR"], "₹ rupees"),
        (["INR", "PKR", "LKR", "NPR"], "rs rupee"),
        (["RUB"], "₽ руб rubel"), (["TRY"], "₺ tl lira"), (["UAH"], "₴ грн"), (["ILS"], "₪"), (["KRW"], "₩"),
        (["THB"], "฿"),
        (["VND"], "₫"), (["PHP"], "₱"), (["NGN"], "₦"), (["KZT"], "₸"), (["DEM"], "dm"), (["ZAR"], "rand"),
    ])
}
