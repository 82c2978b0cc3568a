// Check digits of numbers of companies and taxpayers outside value added tax. The bytes have their shape already.

extension CheckDigits {
    /// The first two digits of a US employer's number are those of an office that issues them (Internal Revenue
    /// Service); there is no check digit.
    static func employer(_ body: [UInt8]) -> TaxNumberCheck {
        let office = body[0].digitValue * 10 + body[1].digitValue
        let gaps: Set<Int> = [0, 7, 8, 9, 17, 18, 19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97]
        return gaps.contains(office) ? .invalid : .unchecked
    }

    /// Australian Business Register: one off the first digit, weighted sum divisible by 89.
    static func australianBusiness(_ body: [UInt8]) -> TaxNumberCheck {
        (sum(body, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 == 0 ? .valid : .invalid
    }

    /// Luhn over the nine digits; a program account is two letters and a number of its own.
    static func canadianBusiness(_ body: [UInt8]) -> TaxNumberCheck {
        if body.count > 9,
            !["RC", "RM", "RP", "RT", "RR", "RZ", "RN"].contains(where: { body[9..<11].elementsEqual($0.utf8) })
        {
            return .invalid
        }
        return luhn(Array(body[..<9]))
    }

    /// Inland Revenue: modulus 11 with a second set of weights where the first leaves ten.
    static func newZealand(_ body: [UInt8]) -> TaxNumberCheck {
        let padded = body.count == 8 ? [Byte.zero] + body : body
        let value = padded.reduce(0) { $0 * 10 + $1.digitValue }
        guard (10_000_000..<150_000_000).contains(value) else { return .invalid }
        var digit = (11 - sum(padded, [3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11
        if digit == 10 { digit = (11 - sum(padded, [7, 4, 3, 2, 5, 2, 7, 6]) % 11) % 11 }
        return digit == padded[8].digitValue ? .valid : .invalid
    }

    /// Receita Federal: two digits by modulus 11, letters counting as their code less 48.
    static func brazilianCompany(_ body: [UInt8]) -> TaxNumberCheck {
        if body.allSatisfy({ $0 == body[0] }) { return .invalid }
        let values = body.map { Int($0) - 48 }
        let weights = [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]
        for place in [12, 13] {
            let sum = zip(values[..<place], weights.suffix(place)).reduce(0) { $0 + $1.0 * $1.1 }
            let rest = sum % 11
            guard values[place] == (rest < 2 ? 0 : 11 - rest) else { return .invalid }
        }
        return .valid
    }

    /// Two digits by modulus 11; eleven equal digits fit and are never issued.
    static func brazilianPerson(_ body: [UInt8]) -> TaxNumberCheck {
        if body.allSatisfy({ $0 == body[0] }) { return .invalid }
        for place in [9, 10] {
            let sum = (0..<place).reduce(0) { $0 + body[$1].digitValue * (place + 1 - $1) }
            guard body[place].digitValue == sum * 10 % 11 % 10 else { return .invalid }
        }
        return .valid
    }

    /// A state, an account number, how many such numbers its holder has in the state, a sign that is `Z` for ordinary
    /// taxpayers, and a sign by modulus 36.
    static func indianGoodsAndServices(_ body: [UInt8]) -> TaxNumberCheck {
        let state = body[0].digitValue * 10 + body[1].digitValue
        guard (1...38).contains(state) || state == 97 || state == 99, body[12] != Byte.zero,
            indianAccount(Array(body[2..<12])) != .invalid
        else { return .invalid }
        var sum = 0
        for (index, byte) in body[..<14].enumerated() {
            let value = base36(byte) * (index % 2 == 0 ? 1 : 2)
            sum += value / 36 + value % 36
        }
        return (36 - sum % 36) % 36 == base36(body[14]) ? .valid : .invalid
    }

    /// The fourth letter tells what the holder is; the last letter's rule is not published.
    static func indianAccount(_ body: [UInt8]) -> TaxNumberCheck {
        let holders = [UInt8]("ABCEFGHJKLPT".utf8)
        return holders.contains(body[3]) && !body[5..<9].allSatisfy { $0 == Byte.zero } ? .unchecked : .invalid
    }

    private static func base36(_ byte: UInt8) -> Int { byte.isASCIIDigit ? byte.digitValue : Int(byte) - 55 }

    /// Luhn, but for the French post's establishments, whose digits add up to a multiple of five.
    static func frenchEstablishment(_ body: [UInt8]) -> TaxNumberCheck {
        guard luhn(Array(body[..<9])) == .valid else { return .invalid }
        if luhn(body) == .valid { return .valid }
        let isPost = body[..<9].elementsEqual("356000000".utf8)
        return isPost && body.reduce(0) { $0 + $1.digitValue } % 5 == 0 ? .valid : .invalid
    }

    /// The first digit checks the nine behind it.
    static func britishTaxpayer(_ body: [UInt8]) -> TaxNumberCheck {
        let rest = sum(Array(body[1...]), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11
        return [2, 1, 9, 8, 7, 6, 5, 4, 3, 2, 1][rest] == body[0].digitValue ? .valid : .invalid
    }

    /// Agenzia delle Entrate: every other sign counts by a table of its own; the sum by 26 is the last letter. Digits may
    /// have been replaced by letters to part people of one code.
    static func italianTaxCode(_ body: [UInt8]) -> TaxNumberCheck {
        let replaced = [UInt8]("LMNPQRSTUV".utf8)
        for place in [6, 7, 9, 10, 12, 13, 14] where !body[place].isASCIIDigit && !replaced.contains(body[place]) {
            return .invalid
        }
        guard [UInt8]("ABCDEHLMPRST".utf8).contains(body[8]) else { return .invalid }
        let odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]
        var sum = 0
        for (index, byte) in body[..<15].enumerated() {
            let value = byte.isASCIIDigit ? byte.digitValue : Int(byte) - 65
            sum += index % 2 == 0 ? odd[value] : value
        }
        return sum % 26 == Int(body[15]) - 65 ? .valid : .invalid
    }
}
