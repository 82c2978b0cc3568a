import CPhoneNumber

/// One number of a cell, taken apart before libphonenumber sees it.
struct PhoneCell {
    /// What is left for libphonenumber.
    private var text: [UInt8] = []
    private var hint: PhoneKind = .unknown
    private var hasAlternativeEnding = false
    private var hasVanityLetters = false
    private var unknownWord = false

    init(_ piece: UnsafeRawBufferPointer) {
        text.reserveCapacity(piece.count + 8)
        var at = 0
        while at < piece.count {
            let step = Scalars.next(piece, at)
            if Scalars.isLetter(step.value) {
                at = take(word: piece, from: at)
            } else {
                append(step.value)
                at += step.length
            }
        }
        withoutAlternativeEnding()
        international()
    }

    /// Plain signs: digits of any script in ASCII, every hyphen as one, every space as one.
    private mutating func append(_ value: UInt32) {
        switch value {
        case 0xFF10...0xFF19: text.append(UInt8(value - 0xFF10) + 0x30)
        case 0x660...0x669: text.append(UInt8(value - 0x660) + 0x30)
        case 0x6F0...0x6F9: text.append(UInt8(value - 0x6F0) + 0x30)
        case 0xFF0B: text.append(Byte.plus)
        case 0x2010...0x2015, 0x2212: text.append(Byte.hyphen)
        case 0x3A where text.isEmpty: break
        case 0x3A, 0x5F, 0x7E, 0x2A: text.append(Byte.space)
        default:
            if Scalars.isSpace(value) {
                text.append(Byte.space)
            } else if value < 0x80, !Scalars.isControl(value) {
                text.append(UInt8(value))
            }
        }
    }

    /// Words are labels, the sign for an extension, letters for digits, or not understood.
    private mutating func take(word piece: UnsafeRawBufferPointer, from start: Int) -> Int {
        var end = start
        while end < piece.count {
            let step = Scalars.next(piece, end)
            let isInner =
                step.value == 0x2D && end + 1 < piece.count && piece[end + 1].isASCIILetter && piece[end - 1] != 0x2D
            guard Scalars.isLetter(step.value) || step.value == 0x2E || isInner else { break }
            end += step.length
        }
        let word = piece.part(start..<end)
        let hasDigits = text.contains(where: \.isASCIIDigit)
        switch Self.words[LookupKey.of(word)] {
        case .label(let kind):
            if hint == .unknown { hint = kind }
        case .extensionSign:
            if hasDigits { text.append(" ext ") }
        case .trunk:
            break
        case nil:
            let letters = word.filter(\.isASCIILetter).count
            if hasDigits, letters == word.filter({ $0 != Byte.hyphen && $0 != Byte.dot }).count, letters >= 3,
                letters <= 11
            {
                hasVanityLetters = true
                text.append(contentsOf: word)
            } else if letters > 1 || word.count > letters {
                unknownWord = true
            }
        }
        return end
    }

    enum Word: Sendable {
        case label(PhoneKind)
        case extensionSign
        case trunk
    }

    static let words = WordTable<Word>(groups: [
        (
            .label(.unknown),
            """
            tel tele telefon telephone telefono phone ph t p fon fone nr no num number nummer rufnummer telnr tel_nr
            tel_no privat priv private gesch geschaftlich geschaeftlich dienstlich buro buero office work zuhause
            zentrale main switchboard abends tagsuber day evening direct direkt int intl
            """
        ),
        (.label(.fixed), "home festnetz landline fixe fijo fest"),
        (
            .label(.mobile),
            """
            mobil mobile mob handy cell cellphone cel m movil portable port gsm natel cellulare cellulaire whatsapp
            mobilnummer handynummer
            """
        ),
        (.label(.fax), "fax telefax f telefaks telecopie faxnummer"),
        (
            .extensionSign,
            "ext extn extension x durchwahl dw app apparat nebenstelle nst klappe kl poste anexo interno toestel"
        ),
        (.trunk, "o"),
    ])

    /// `555018/19`: digits behind a slash that are too few to be a number.
    private mutating func withoutAlternativeEnding() {
        guard let slash = text.lastIndex(of: Byte.slash) else { return }
        let after = text[(slash + 1)...].filter(\.isASCIIDigit).count
        let before = text[..<slash].filter(\.isASCIIDigit).count
        // Behind three slashes or more it is one more group of a number that slashes part.
        if (1...3).contains(after), before >= 7, text.count(where: { $0 == Byte.slash }) <= 2 {
            text.removeSubrange(slash...)
            hasAlternativeEnding = true
        }
    }

    /// `0049…` and `(0049)…` as `+49…`: no country's numbers begin with two zeros. `+49 (0) 4131` without the zero.
    private mutating func international() {
        let digits = text.indices.filter { text[$0].isASCIIDigit }
        guard digits.count > 6, !text[..<digits[0]].contains(Byte.plus) else {
            withoutTrunkZero()
            return
        }
        if text[digits[0]] == Byte.zero, text[digits[1]] == Byte.zero, text[digits[2]] != Byte.zero,
            digits[1] - digits[0] == 1
        {
            text.replaceSubrange(0...digits[1], with: [Byte.plus])
            withoutTrunkZero()
        }
    }

    private mutating func withoutTrunkZero() {
        guard let plus = text.firstIndex(of: Byte.plus) else { return }
        var at = plus + 1
        while at + 2 < text.count, at - plus <= 8 {
            if text[at] == Byte.open, text[at + 1] == Byte.zero, text[at + 2] == Byte.close {
                // Italy keeps its zero.
                let code = text[plus..<at].filter(\.isASCIIDigit)
                if code.elementsEqual("39".utf8) {
                    text.replaceSubrange(at...at + 2, with: [Byte.zero])
                } else {
                    text.replaceSubrange(at...at + 2, with: [Byte.space])
                }
                return
            }
            at += 1
        }
    }

    /// Judges the number: by the library's tables where they settle it, else by the library itself.
    func number(_ country: CountryCode?, _ ranges: PhoneRanges?) -> PhoneNumber {
        let digits = text.filter(\.isASCIIDigit)
        let northAmerica = country == .unitedStates || country == .canada
        if digits.isEmpty || unknownWord || (hasVanityLetters && !northAmerica) {
            return PhoneNumber(kind: hint, verdict: .invalid(.phoneNotANumber))
        }
        var number = digits.withUnsafeBufferPointer { digits in
            if let refused = Self.refused(digits, isInternational: text.contains(Byte.plus), country) {
                return PhoneNumber(kind: hint, verdict: .invalid(refused))
            }
            if let ranges, let isInternational = isPlain,
                let number = Self.judged(digits, isInternational: isInternational, country, ranges, hint)
            {
                return number
            }
            return asked(country)
        }
        if hasAlternativeEnding, number.verdict == .changed { number.verdict = .doubtful(.phoneAlternativeEnding) }
        return number
    }

    /// Why digits are no number before any table is asked; nil where they may be one.
    static func refused(
        _ digits: UnsafeBufferPointer<UInt8>, isInternational: Bool, _ country: CountryCode?
    ) -> Reason? {
        if digits.count >= 3, isFiller(digits) { return .phonePlaceholder }
        return isShortLocal(country, digits, isInternational) ? .phoneLocalOnly : nil
    }

    /// What the tables say; nil where they are not sure.
    static func judged(
        _ digits: UnsafeBufferPointer<UInt8>, isInternational: Bool, _ country: CountryCode?, _ ranges: PhoneRanges,
        _ hint: PhoneKind
    ) -> PhoneNumber? {
        guard let answer = ranges.judge(digits, isInternational: isInternational, country: country) else { return nil }
        var number = PhoneNumber(kind: hint, verdict: verdict(answer.status, country))
        guard !number.verdict.isInvalid else { return number }
        let national = digits[(digits.count - answer.nationalDigits)...]
        number.e164.reserveCapacity(national.count + 4)
        number.e164.append(Byte.plus)
        number.e164.appendNumber(answer.callingCode, width: 1)
        number.e164.append(contentsOf: national)
        number.country = answer.country
        number.kind = kind(answer.kind, hint)
        // A valid number stays one; of others the standard form may again have a zero that is not dialled.
        if number.verdict != .changed {
            let again = number.e164[1...].withUnsafeBufferPointer {
                ranges.judge($0, isInternational: true, country: country)
            }
            guard again?.nationalDigits == answer.nationalDigits else { return nil }
        }
        return number
    }

    /// Whether nothing but digits and the signs between them is left, with at most a plus sign in front: false and true
    /// tell whether it is there; nil where there is more.
    private var isPlain: Bool? {
        var hasPlus = false
        var hasDigit = false
        for byte in text {
            switch byte {
            case 0x30...0x39: hasDigit = true
            case Byte.plus:
                if hasPlus || hasDigit { return nil }
                hasPlus = true
            case Byte.space, Byte.hyphen, Byte.dot, Byte.slash, Byte.open, Byte.close: break
            default: return nil
            }
        }
        return hasPlus
    }

    /// Asks libphonenumber.
    private func asked(_ country: CountryCode?) -> PhoneNumber {
        var number = PhoneNumber(kind: hint)
        let result = Self.parsed(text, country)
        number.verdict = Self.verdict(Int(result.status), country)
        guard !number.verdict.isInvalid else { return number }
        number.e164 = withUnsafeBytes(of: result.e164) { [UInt8]($0.prefix(Int(result.e164_length))) }
        if number.verdict != .changed {
            // `0049 0049 …`: what is no number yet after one country code was taken off is none.
            let again = Self.parsed(number.e164, country)
            guard withUnsafeBytes(of: again.e164, { number.e164.elementsEqual($0.prefix(Int(again.e164_length))) })
            else { return PhoneNumber(kind: hint, verdict: .invalid(.phoneNotANumber)) }
        }
        number.extensionDigits = withUnsafeBytes(of: result.extension) {
            [UInt8]($0.prefix(Int(result.extension_length)))
        }
        number.country = withUnsafeBytes(of: result.region) { CountryCode($0) }
        number.kind = Self.kind(Int(result.kind), hint)
        return number
    }

    private static func parsed(_ text: [UInt8], _ country: CountryCode?) -> cphone_result {
        var result = cphone_result()
        text.withUnsafeBufferPointer { text in
            text.withMemoryRebound(to: CChar.self) { text in
                if let country {
                    let region = [CChar(bitPattern: country.first), CChar(bitPattern: country.second)]
                    cphone_parse(text.baseAddress, text.count, region, &result)
                } else {
                    cphone_parse(text.baseAddress, text.count, nil, &result)
                }
            }
        }
        return result
    }

    private static func verdict(_ status: Int, _ country: CountryCode?) -> Verdict {
        switch status {
        case CPHONE_VALID: .changed
        case CPHONE_POSSIBLE: .doubtful(.phoneUnassigned)
        // Without its area code the number would be another number.
        case CPHONE_LOCAL_ONLY: .invalid(.phoneLocalOnly)
        case CPHONE_TOO_SHORT: .invalid(.phoneTooShort)
        case CPHONE_TOO_LONG: .invalid(.phoneTooLong)
        case CPHONE_NO_COUNTRY: .invalid(country == nil ? .phoneNoCountry : .phoneNotANumber)
        default: .invalid(.phoneNotANumber)
        }
    }

    /// German and Austrian numbers have any length: seven digits or fewer without a zero in front are a subscriber's
    /// number, which libphonenumber would take for one with its area code.
    private static func isShortLocal(
        _ country: CountryCode?, _ digits: UnsafeBufferPointer<UInt8>, _ isInternational: Bool
    ) -> Bool {
        guard country == .germany || country == .austria else { return false }
        return digits.count <= 7 && digits.first != Byte.zero && !isInternational
    }

    private static func kind(_ code: Int, _ hint: PhoneKind) -> PhoneKind {
        if hint == .fax { return .fax }
        switch code {
        case CPHONE_KIND_FIXED: return .fixed
        case CPHONE_KIND_MOBILE: return .mobile
        case CPHONE_KIND_FIXED_OR_MOBILE: return hint == .unknown ? .fixedOrMobile : hint
        case CPHONE_KIND_TOLL_FREE: return .tollFree
        case CPHONE_KIND_SERVICE: return .service
        case CPHONE_KIND_VOIP: return .voip
        default: return hint
        }
    }

    /// One digit over and over, or the digits counted up.
    private static func isFiller(_ digits: UnsafeBufferPointer<UInt8>) -> Bool {
        let count = digits.count
        if count < 5 { return digits.allSatisfy { $0 == Byte.zero } }
        if digits[1] == digits[2] {
            let hasOneDigit = (2..<count).allSatisfy { digits[$0] == digits[1] }
            let isZeros = hasOneDigit && digits[1] == Byte.zero && digits[0] == Byte.zero
            return isZeros || hasOneDigit && count >= 7 && (digits[1] == digits[0] || digits[0] == Byte.zero)
        }
        // 1 2 3 … 9 0 1, behind a zero or not.
        let start = digits[0] == Byte.zero ? 1 : 0
        guard count - start <= 20 else { return false }
        return (start..<count).allSatisfy { digits[$0].digitValue == ($0 - start + 1) % 10 }
    }
}

extension PhoneCell {
    /// The parts of a cell that are numbers of their own.
    static func pieces(_ cell: UnsafeRawBufferPointer) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = 0
        var at = 0
        while at < cell.count {
            let length = separator(cell, at)
            if length > 0, cell.part(start..<at).digitCount >= 6, isNumber(cell.part(at + length..<cell.count)),
                cell[at] != Byte.slash || startsAnew(cell.part(start..<at), cell.part(at + 1..<cell.count))
            {
                found.append(start..<at)
                start = at + length
                at = start
            } else {
                at += max(1, length)
            }
        }
        found.append(start..<cell.count)
        return found
    }

    /// A slash also stands between area code and number: a new number begins behind it only where it looks like a
    /// beginning, or where the one before it is long enough.
    private static func startsAnew(_ before: UnsafeRawBufferPointer, _ after: UnsafeRawBufferPointer) -> Bool {
        let first = after.first { !$0.isASCIISpace } ?? 0
        // A short group that another slash follows is a part of the same number.
        let group = after.prefix { $0 != Byte.slash }
        let groupDigits = group.count < after.count ? group.count(where: \.isASCIIDigit) : Int.max
        if first == Byte.zero || first == Byte.plus || first == Byte.open || first.isASCIILetter {
            return groupDigits >= 3
        }
        if groupDigits < 6 { return false }
        let given = before.trimmed
        let isInternational = given.contains(Byte.plus) || given.startsIgnoringCase("00")
        return given.digitCount >= (isInternational ? 12 : 9)
    }

    /// Whether what follows has the digits of a number before the next separator.
    private static func isNumber(_ rest: UnsafeRawBufferPointer) -> Bool {
        var digits = 0
        for at in 0..<rest.count {
            if rest[at].isASCIIDigit { digits += 1 }
            if digits >= 6 { return true }
            if digits > 0, rest[at] == Byte.semicolon || rest[at] == UInt8(ascii: "|") { return false }
        }
        return false
    }

    /// The length of a separator at this place; 0 where there is none.
    private static func separator(_ cell: UnsafeRawBufferPointer, _ at: Int) -> Int {
        switch cell[at] {
        case Byte.semicolon, Byte.comma, UInt8(ascii: "|"), Byte.slash, 0x0A, Byte.ampersand, UInt8(ascii: "\\"):
            return 1
        case Byte.plus where at > 0: return 0
        case Byte.space:
            let rest = cell.part(at..<cell.count)
            for word in separatingWords where rest.startsIgnoringCase(word) { return word.utf8CodeUnitCount }
            // A label in the middle begins a number: `04131 555018 mobil 0170 …`.
            if rest.count > 1, rest[1].isASCIILetter || rest[1] == Byte.plus {
                let word = rest.part(1..<rest.count).prefix { $0.isASCIILetter || $0 == Byte.dot }
                if rest[1] == Byte.plus { return 1 }
                if case .label = Self.words[LookupKey.of(UnsafeRawBufferPointer(rebasing: word))] { return 1 }
            }
            return 0
        default: return 0
        }
    }

    private static let separatingWords: [StaticString] = [
        " oder ", " or ", " und ", " and ", " ou ", " o ", " y ", " et ", " bzw. ", " bzw ",
    ]
}
