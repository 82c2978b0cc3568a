/// The shape and check digits of one country's VAT numbers.
///
/// Sources: the European Commission's VIES page on the structure of VAT numbers; for check digits each country's
/// published algorithm. Numbers of another make than the algorithm's are `unchecked`, not wrong.
struct TaxNumberRule: Sendable {
    let country: CountryCode
    let prefix: String
    private let shape: TaxNumberShape
    let check: @Sendable ([UInt8]) -> TaxNumberCheck

    init(
        _ country: StaticString, _ prefix: String, _ shapes: String,
        _ check: @escaping @Sendable ([UInt8]) -> TaxNumberCheck = { _ in .unchecked }
    ) {
        self.country = CountryCode(known: country)
        self.prefix = prefix
        self.shape = TaxNumberShape(shapes)
        self.check = check
    }

    func fits(_ body: [UInt8]) -> Bool { shape.fits(body) }

    /// What people leave away: Austria's `U`, Belgium's zero in front, Sweden's `01` behind; what they add: Norway's
    /// `MVA`.
    func completed(_ given: [UInt8]) -> [UInt8] {
        var body = given
        switch prefix {
        case "ATU":
            if body.first == UInt8(ascii: "U") { body.removeFirst() }
        case "BE":
            if body.count == 9, body.allSatisfy(\.isASCIIDigit) { body.insert(Byte.zero, at: 0) }
        case "SE":
            if body.count == 10, body.allSatisfy(\.isASCIIDigit) { body += [Byte.zero, Byte.zero + 1] }
        case "NO":
            if body.count == 12, body.suffix(3).elementsEqual("MVA".utf8) { body.removeLast(3) }
        case "CHE":
            for word in ["MWST", "TVA", "IVA", "VAT"]
            where body.count > 9 && body.suffix(word.utf8.count).elementsEqual(word.utf8) {
                body.removeLast(word.utf8.count)
            }
            if body.starts(with: "E".utf8) { body.removeFirst() }
        default: break
        }
        return body
    }

    static func of(_ country: CountryCode) -> TaxNumberRule? { all.first { $0.country == country } }

    /// The rule of a number that begins with its country's prefix, and what stands behind it.
    static func prefixed(_ code: [UInt8]) -> (TaxNumberRule, [UInt8])? {
        guard code.count > 4, code[0].isASCIIUpper, code[1].isASCIIUpper else { return nil }
        for rule in all {
            let prefix = [UInt8](rule.prefix.utf8)
            if code.starts(with: prefix) {
                let body = Array(code[prefix.count...])
                if rule.fits(rule.completed(body)) || body[0].isASCIIDigit { return (rule, body) }
            }
        }
        // `CHE` may be written without its `E`; `XI` is Northern Ireland's, `GR` is written for Greece's `EL`, `AT` without its `U`.
        for (written, country): (String, StaticString) in [
            ("XI", "GB"), ("GR", "GR"), ("AT", "AT"), ("CH", "CH"),
        ]
        where code.starts(with: written.utf8) && code[2].isASCIIDigit {
            return of(CountryCode(known: country)).map { ($0, Array(code[2...])) }
        }
        return nil
    }

    private static let all: [TaxNumberRule] = [
        TaxNumberRule("DE", "DE", "+99999999", CheckDigits.mod1110),
        TaxNumberRule("AT", "ATU", "99999999", CheckDigits.austria),
        TaxNumberRule("CH", "CHE", "999999999") { CheckDigits.mod11($0, [5, 4, 3, 2, 7, 6, 5, 4], elevenIs: 0) },
        TaxNumberRule("GB", "GB", "999999999|999999999999|AA999", CheckDigits.unitedKingdom),
        TaxNumberRule("FR", "FR", "XX999999999", CheckDigits.france),
        TaxNumberRule("ES", "ES", "X9999999X", CheckDigits.spain),
        TaxNumberRule("IT", "IT", "99999999999", CheckDigits.italy),
        TaxNumberRule("NL", "NL", "999999999B99", CheckDigits.netherlands),
        TaxNumberRule("BE", "BE", "0999999999|1999999999", CheckDigits.belgium),
        TaxNumberRule("LU", "LU", "99999999", CheckDigits.luxembourg),
        TaxNumberRule("DK", "DK", "+9999999") {
            CheckDigits.sum($0, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 == 0 ? .valid : .invalid
        },
        TaxNumberRule("SE", "SE", "999999999999", CheckDigits.sweden),
        TaxNumberRule("FI", "FI", "99999999") { CheckDigits.mod11($0, [7, 9, 10, 5, 8, 4, 2], elevenIs: 0) },
        TaxNumberRule("NO", "NO", "999999999") { CheckDigits.mod11($0, [3, 2, 7, 6, 5, 4, 3, 2], elevenIs: 0) },
        TaxNumberRule("PL", "PL", "9999999999") {
            CheckDigits.sum($0, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 == $0[9].digitValue ? .valid : .invalid
        },
        TaxNumberRule("PT", "PT", "+99999999") {
            CheckDigits.mod11($0, [9, 8, 7, 6, 5, 4, 3, 2], tenIs: 0, elevenIs: 0)
        },
        TaxNumberRule("IE", "IE", "9999999A|9999999AA|9X99999A", CheckDigits.ireland),
        TaxNumberRule("EE", "EE", "999999999") { CheckDigits.mod10($0, [3, 7, 1, 3, 7, 1, 3, 7]) },
        TaxNumberRule("GR", "EL", "999999999") {
            CheckDigits.sum($0, [256, 128, 64, 32, 16, 8, 4, 2]) % 11 % 10 == $0[8].digitValue ? .valid : .invalid
        },
        TaxNumberRule("HU", "HU", "99999999") { CheckDigits.mod10($0, [9, 7, 3, 1, 9, 7, 3]) },
        TaxNumberRule("CZ", "CZ", "99999999|999999999|9999999999", CheckDigits.czechia),
        TaxNumberRule("SK", "SK", "9999999999", CheckDigits.slovakia),
        TaxNumberRule("SI", "SI", "+9999999") { CheckDigits.mod11($0, [8, 7, 6, 5, 4, 3, 2], tenIs: 0) },
        TaxNumberRule("HR", "HR", "99999999999", CheckDigits.mod1110),
        TaxNumberRule(
            "RO", "RO", "+9|+99|+999|+9999|+99999|+999999|+9999999|+99999999|+999999999", CheckDigits.romania),
        TaxNumberRule("MT", "MT", "+9999999") {
            CheckDigits.sum($0, [3, 4, 6, 7, 8, 9, 10, 1]) % 37 == 0 ? .valid : .invalid
        },
        TaxNumberRule("BG", "BG", "999999999|9999999999", CheckDigits.bulgaria),
        TaxNumberRule("CY", "CY", "99999999A", CheckDigits.cyprus),
        TaxNumberRule("LT", "LT", "999999999|999999999999", CheckDigits.lithuania),
        TaxNumberRule("LV", "LV", "99999999999", CheckDigits.latvia),
    ]
}
