/// The shapes of a country's postcodes: `9` a digit, `A` a letter, `X` either, everything else itself.
struct PostcodeShape: Sendable {
    private var patterns: [[UInt8]]
    /// Whether the first digit may be zero, and so get lost.
    private var mayBeginWithZero: Bool
    /// The smallest and the largest value of an all-digit code, where they are narrower than its digits.
    private var range: ClosedRange<Int>?

    /// Whether every code of the country begins with a digit.
    var beginsWithDigit: Bool { patterns.allSatisfy { $0.first == UInt8(ascii: "9") } }

    /// The patterns as text.
    var forms: [String] { patterns.map(\.text) }

    static func of(_ country: CountryCode) -> PostcodeShape? { table[country] }

    /// A code of capitals, digits and hyphens in the country's form; nil where it does not fit.
    func standard(_ code: [UInt8]) -> [UInt8]? {
        let bare = code.filter { $0 != Byte.hyphen }
        pattern: for pattern in patterns {
            guard pattern.filter({ $0 != Byte.space && $0 != Byte.hyphen }).count == bare.count else { continue }
            var out: [UInt8] = []
            var at = 0
            for sign in pattern {
                if sign == Byte.space || sign == Byte.hyphen {
                    out.append(sign)
                    continue
                }
                let byte = bare[at]
                at += 1
                switch sign {
                case UInt8(ascii: "9"): guard byte.isASCIIDigit else { continue pattern }
                case UInt8(ascii: "A"): guard byte.isASCIIUpper else { continue pattern }
                case UInt8(ascii: "X"): guard byte.isASCIIAlphanumeric else { continue pattern }
                default: guard byte == sign else { continue pattern }
                }
                out.append(byte)
            }
            if let range, bare.allSatisfy(\.isASCIIDigit) {
                // The first five digits of a US code; a plain code elsewhere.
                let digits = bare.prefix(patterns[0].filter { $0 == UInt8(ascii: "9") }.count)
                guard range.contains(digits.reduce(0) { $0 * 10 + $1.digitValue }) else { continue }
            }
            return out
        }
        return nil
    }

    /// The code with a zero in front, where it is one digit short and its country has such codes.
    func withLostZero(_ code: [UInt8]) -> [UInt8]? {
        guard mayBeginWithZero, code.first?.isASCIIDigit == true else { return nil }
        return standard([Byte.zero] + code)
    }

    private static let table: [CountryCode: PostcodeShape] = {
        var table: [CountryCode: PostcodeShape] = [:]
        func add(_ countries: String, _ patterns: String, zero: Bool = false, _ range: ClosedRange<Int>? = nil) {
            for country in countries.split(separator: " ") {
                guard let code = CountryCode(String(country)) else { continue }
                table[code] = PostcodeShape(
                    patterns: patterns.split(separator: "|").map { [UInt8]($0.utf8) }, mayBeginWithZero: zero,
                    range: range)
            }
        }
        add("DE", "99999", zero: true, 1_000...99_999)
        add("FR", "99999", zero: true, 1_000...98_999)
        add("ES", "99999", zero: true, 1_000...52_999)
        add("IT", "99999", zero: true, 10...98_199)
        add("SM VA MC", "99999")
        add("US", "99999|99999-9999", zero: true, 501...99_950)
        add("PR GU VI AS MP", "99999|99999-9999", zero: true)
        add("MX", "99999", zero: true, 1_000...99_999)
        add("FI UA TR RS ME MY KR PE EE HR LT TH ID MA DZ SA EG KW BA", "99999", zero: true)
        add("AT", "9999", 1_000...9_999)
        add("CH LI", "9999", 1_000...9_999)
        add("BE", "9999", 1_000...9_999)
        add("LU HU BG SI", "9999", 1_000...9_999)
        add("DK NO", "9999", zero: true)
        add("AU", "9999", zero: true, 200...9_999)
        add("NZ", "9999", zero: true)
        add("ZA", "9999", zero: true)
        add("CY AM GE PH", "9999")
        add("LV", "LV-9999|9999")
        add("NL", "9999 AA", 1_000...9_999)
        add("SE GR CZ SK", "999 99")
        add("PL", "99-999", zero: true)
        add("PT", "9999-999|9999", 1_000...9_999)
        add("BR", "99999-999", zero: true)
        add("JP", "999-9999", zero: true)
        add("CA", "A9A 9A9")
        add("GB GG JE IM", "A9 9AA|A99 9AA|AA9 9AA|AA99 9AA|A9A 9AA|AA9A 9AA")
        add("IE", "A9X XXXX")
        add("RU CN IN RO KZ SG VN BY KG CO EC", "999999", zero: true)
        add("IL", "9999999|99999", zero: true)
        add("AR", "9999|A9999AAA")
        add("MT", "AAA 9999|AAA 999|AAA 99")
        add("AD", "AD999")
        add("IS", "999")
        add("RE GP MQ GF YT", "97999")
        return table
    }()
}
