/// Algorithms of check digits. The bytes have their country's shape already.
enum CheckDigits {
    static func sum(_ body: [UInt8], _ weights: [Int]) -> Int {
        zip(body, weights).reduce(0) { $0 + $1.0.digitValue * $1.1 }
    }

    /// Eleven less the rest by eleven, in the digit behind the weighted ones. Without `tenIs`, ten is never issued.
    static func mod11(_ body: [UInt8], _ weights: [Int], tenIs: Int = -1, elevenIs: Int = -1) -> TaxNumberCheck {
        let rest = 11 - sum(body, weights) % 11
        let digit = rest == 10 ? tenIs : rest == 11 ? elevenIs : rest
        return digit == body[weights.count].digitValue ? .valid : .invalid
    }

    static func mod10(_ body: [UInt8], _ weights: [Int]) -> TaxNumberCheck {
        (10 - sum(body, weights) % 10) % 10 == body[weights.count].digitValue ? .valid : .invalid
    }

    /// ISO 7064, MOD 11,10.
    static func mod1110(_ body: [UInt8]) -> TaxNumberCheck {
        var product = 10
        for byte in body.dropLast() {
            var sum = (byte.digitValue + product) % 10
            if sum == 0 { sum = 10 }
            product = sum * 2 % 11
        }
        return (11 - product) % 10 == body[body.count - 1].digitValue ? .valid : .invalid
    }

    /// ISO/IEC 7812-1, annex B.
    static func luhn(_ body: [UInt8]) -> TaxNumberCheck {
        var sum = 0
        for (index, byte) in body.reversed().enumerated() {
            let doubled = index % 2 == 1 ? byte.digitValue * 2 : byte.digitValue
            sum += doubled > 9 ? doubled - 9 : doubled
        }
        return sum % 10 == 0 ? .valid : .invalid
    }

    /// Luhn, and an office's number before the check digit: a province, or one of the few others.
    static func italy(_ body: [UInt8]) -> TaxNumberCheck {
        let office = number(body[7..<10])
        guard (1...100).contains(office) || [120, 121, 888, 999].contains(office) else { return .invalid }
        return luhn(body)
    }

    private static func number(_ body: some Sequence<UInt8>) -> Int { body.reduce(0) { $0 * 10 + $1.digitValue } }

    static func austria(_ body: [UInt8]) -> TaxNumberCheck {
        var sum = 4
        for (index, byte) in body[..<7].enumerated() {
            let value = index % 2 == 1 ? byte.digitValue * 2 : byte.digitValue
            sum += value / 10 + value % 10
        }
        return (10 - sum % 10) % 10 == body[7].digitValue ? .valid : .invalid
    }

    /// Modulus 97; since November 2009 also with 42 or 55 left over, in numbers from 100 on.
    static func unitedKingdom(_ body: [UInt8]) -> TaxNumberCheck {
        guard body.count >= 9 else {
            // Government departments below 500, health authorities from there on.
            let isLow = body[2] < Byte.zero + 5
            return body.starts(with: isLow ? "GD".utf8 : "HA".utf8) ? .unchecked : .invalid
        }
        let total = sum(body, [8, 7, 6, 5, 4, 3, 2]) + number(body[7..<9])
        let rest = total % 97
        return rest == 0 || number(body[..<3]) >= 100 && (rest == 42 || rest == 55) ? .valid : .invalid
    }

    /// The company's number by Luhn; the key in front where it is of digits.
    static func france(_ body: [UInt8]) -> TaxNumberCheck {
        let company = Array(body[2...])
        // Numbers from 000 are Monaco's: no company register's, so without its check digit.
        guard company.starts(with: "000".utf8) || luhn(company) == .valid else { return .invalid }
        guard body[0].isASCIIDigit, body[1].isASCIIDigit else { return franceWithLetters(body, number(company)) }
        return (12 + 3 * (number(company) % 97)) % 97 == number(body[..<2]) ? .valid : .invalid
    }

    /// A key with a letter, of 34 signs without I and O.
    private static func franceWithLetters(_ body: [UInt8], _ company: Int) -> TaxNumberCheck {
        let signs = [UInt8]("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)
        guard let first = signs.firstIndex(of: body[0]), let second = signs.firstIndex(of: body[1]) else {
            return .invalid
        }
        let key = first < 10 ? first * 24 + second - 10 : first * 34 + second - 100
        return (company + 1 + key / 11) % 11 == key % 11 ? .valid : .invalid
    }

    private static let spanishLetters = [UInt8]("TRWAGMYFPDXBNJZSQVHLCKE".utf8)
    private static let spanishControls = [UInt8]("JABCDEFGHI".utf8)

    static func spain(_ body: [UInt8]) -> TaxNumberCheck {
        let first = body[0]
        let last = body[8]
        switch first {
        case 0x30...0x39: return last == spanishLetters[number(body[..<8]) % 23] ? .valid : .invalid
        case UInt8(ascii: "X"), UInt8(ascii: "Y"), UInt8(ascii: "Z"):
            let value = Int(first - UInt8(ascii: "X")) * 10_000_000 + number(body[1..<8])
            return last == spanishLetters[value % 23] ? .valid : .invalid
        case UInt8(ascii: "K"), UInt8(ascii: "L"), UInt8(ascii: "M"):
            return last == spanishLetters[number(body[1..<8]) % 23] ? .valid : .invalid
        default: break
        }
        var sum = 0
        for (index, byte) in body[1..<8].enumerated() {
            let value = index % 2 == 0 ? byte.digitValue * 2 : byte.digitValue
            sum += value / 10 + value % 10
        }
        let control = (10 - sum % 10) % 10
        return last == Byte.zero + UInt8(control) || last == spanishControls[control] ? .valid : .invalid
    }

    /// Modulus 11 of the company's number; since 2020 also modulus 97 of the whole, with letters as 10 to 35.
    static func netherlands(_ body: [UInt8]) -> TaxNumberCheck {
        if sum(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11 == body[8].digitValue { return .valid }
        var rest = 0
        for byte in [UInt8]("NL".utf8) + body {
            rest = byte.isASCIIDigit ? (rest * 10 + byte.digitValue) % 97 : (rest * 100 + Int(byte) - 55) % 97
        }
        return rest == 1 ? .valid : .invalid
    }

    static func belgium(_ body: [UInt8]) -> TaxNumberCheck {
        97 - number(body[..<8]) % 97 == number(body[8...]) ? .valid : .invalid
    }

    static func luxembourg(_ body: [UInt8]) -> TaxNumberCheck {
        number(body[..<6]) % 89 == number(body[6...]) ? .valid : .invalid
    }

    static func sweden(_ body: [UInt8]) -> TaxNumberCheck {
        luhn(Array(body[..<10])) == .valid && number(body[10...]) > 0 ? .valid : .invalid
    }

    static func ireland(_ body: [UInt8]) -> TaxNumberCheck {
        guard body[1].isASCIIDigit else { return .unchecked }
        var sum = sum(body, [8, 7, 6, 5, 4, 3, 2])
        if body.count == 9 { sum += Int(body[8] - UInt8(ascii: "A") + 1) % 23 * 9 }
        let letter = sum % 23 == 0 ? UInt8(ascii: "W") : UInt8(ascii: "A") + UInt8(sum % 23 - 1)
        return letter == body[7] ? .valid : .invalid
    }

    static func romania(_ body: [UInt8]) -> TaxNumberCheck {
        let weights = Array([7, 5, 3, 2, 1, 7, 5, 3, 2].suffix(body.count - 1))
        return sum(body, weights) * 10 % 11 % 10 == body[body.count - 1].digitValue ? .valid : .invalid
    }
}
