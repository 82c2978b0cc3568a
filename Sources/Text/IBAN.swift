/// An international bank account number that was read (ISO 13616).
public struct IBANReading: Sendable, Hashable {
    /// Capitals and digits without spaces; empty where the value is none.
    public var number: [UInt8] = []
    /// The country of the account.
    public var country: CountryCode?
    /// What became of the value: a wrong check digit leaves a doubtful number.
    public var verdict: Verdict = .unchanged

    /// The number in groups of four, as it is printed.
    public var printed: [UInt8] {
        var out: [UInt8] = []
        for (index, byte) in number.enumerated() {
            if index > 0, index % 4 == 0 { out.append(Byte.space) }
            out.append(byte)
        }
        return out
    }
}

/// International bank account numbers: their country's shape and the two check digits (ISO 7064, MOD 97-10).
public enum IBAN {
    /// Reads a number in any grouping, with or without `IBAN` in front.
    public static func read(_ bytes: UnsafeRawBufferPointer) -> IBANReading {
        var reading = IBANReading()
        var code: [UInt8] = []
        for byte in bytes.prefix(100) {
            if byte.isASCIIAlphanumeric {
                code.append(byte.asciiUppered)
            } else if byte >= 0x80 && byte != 0xC2 && byte != 0xA0 || byte == Byte.at {
                reading.verdict = .invalid(.ibanShape)
                return reading
            }
        }
        guard !code.isEmpty else {
            reading.verdict = bytes.isEmpty ? .unchanged : .changed
            return reading
        }
        if code.starts(with: "IBAN".utf8) { code.removeFirst(4) }
        guard bytes.count <= 100, code.count >= 5, let country = code.withUnsafeBytes({ CountryCode($0.part(0..<2)) }),
            let shape = shapes[country]
        else {
            reading.verdict = .invalid(.ibanCountry)
            return reading
        }
        reading.country = country
        reading.number = code
        if code.count != shape.reduce(4, { $0 + $1.count }) || !fits(code, shape) {
            reading.verdict = .doubtful(.ibanShape)
        } else if !hasRightCheckDigits(code) {
            reading.verdict = .doubtful(.ibanCheckDigits)
        } else {
            reading.verdict = Verdict.comparing(bytes, code)
        }
        return reading
    }

    /// Reads a number.
    public static func read(_ text: String) -> IBANReading { text.withBytes { read($0) } }

    /// The first four signs moved to the end, letters as 10 to 35, divided by 97, leave one. The check digits
    /// themselves are 02 to 98.
    private static func hasRightCheckDigits(_ code: [UInt8]) -> Bool {
        let check = code[2].digitValue * 10 + code[3].digitValue
        guard (2...98).contains(check) else { return false }
        var rest = 0
        for byte in code[4...] + code[..<4] {
            rest = byte.isASCIIDigit ? (rest * 10 + byte.digitValue) % 97 : (rest * 100 + Int(byte) - 55) % 97
        }
        return rest == 1
    }

    private struct Part: Sendable {
        var count: Int
        var sign: UInt8
    }

    private static func fits(_ code: [UInt8], _ shape: [Part]) -> Bool {
        guard code[2].isASCIIDigit, code[3].isASCIIDigit else { return false }
        var at = 4
        for part in shape {
            for _ in 0..<part.count {
                let byte = code[at]
                at += 1
                switch part.sign {
                case UInt8(ascii: "n"): guard byte.isASCIIDigit else { return false }
                case UInt8(ascii: "a"): guard byte.isASCIIUpper else { return false }
                default: break
                }
            }
        }
        return true
    }

    /// What stands behind the check digits: so many digits (n), letters (a) or either (c), by the SWIFT registry.
    private static let registry = """
        10n11c2n:FR,MC 11n:NO 12n:BE 14n:DK,FI,FO,GL,SD 14n15c:RU 15n:SI 16n:AT,BA,EE,LT,MN,XK 17n:HR
        18n:CR,DE,ME,RS,VA 19n:AE,IL,SO,TL 1a10n12c:IT,SM 20c:MD 20n:CZ,ES,SE,SK,TN 21n:LY,PT,ST 22n:IS 23n:BI,DJ,MR
        23n1a1c:BR 24c:GT 24n:HU,PL 25n:EG 2a12n:FK 2a16n:GE 2n18c:SA 3n10c2n:MK 3n13c:KZ,LU 3n16c:OM 4a10n:NL
        4a13c:LV 4a14c:BH 4a14n:GB,IE 4a15c:GI 4a15n:IQ 4a16c:PK,RO 4a16n:VG 4a19n3a:MU 4a20c:AZ 4a20n:HN,NI,SV
        4a20n3a:SC 4a21c:PS,QA 4a22c:KW 4a24c:LC 4a4n18c:JO,YE 4a5n18c:MT 4a6n8c:BG 4c20n:DO 4c4n16c:BY 4n20c:LB
        5n12c:CH,LI 6n16c:TR 6n19c:UA 7n16c:GR 8n12c:AD 8n16c:AL,CY
        """

    private static let shapes: [CountryCode: [Part]] = {
        var shapes: [CountryCode: [Part]] = [:]
        for entry in registry.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let sides = entry.split(separator: ":")
            var parts: [Part] = []
            var count = 0
            for byte in sides[0].utf8 {
                if byte.isASCIIDigit {
                    count = count * 10 + byte.digitValue
                } else {
                    parts.append(Part(count: count, sign: byte))
                    count = 0
                }
            }
            for country in sides[1].split(separator: ",") {
                if let code = CountryCode(String(country)) { shapes[code] = parts }
            }
        }
        return shapes
    }()
}
