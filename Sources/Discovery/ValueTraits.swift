internal import Text

/// What a single value looks like, told from its bytes alone.
struct ValueTraits: OptionSet, Hashable {
    let rawValue: UInt32

    static let email = ValueTraits(rawValue: 1 << 0)
    /// Digits and the signs people write between them, 6 to 16 of them.
    static let phone = ValueTraits(rawValue: 1 << 1)
    /// A phone number and hardly anything else: a plus or a zero in front, or signs between the digits.
    static let surePhone = ValueTraits(rawValue: 1 << 2)
    static let url = ValueTraits(rawValue: 1 << 3)
    static let iban = ValueTraits(rawValue: 1 << 4)
    /// A tax number whose check digit is right.
    static let taxNumber = ValueTraits(rawValue: 1 << 5)
    /// A country's letters and digits, as VAT ids are.
    static let vatShape = ValueTraits(rawValue: 1 << 6)
    static let postcode = ValueTraits(rawValue: 1 << 7)
    static let country = ValueTraits(rawValue: 1 << 8)
    static let currency = ValueTraits(rawValue: 1 << 9)
    static let language = ValueTraits(rawValue: 1 << 10)
    static let boolean = ValueTraits(rawValue: 1 << 11)
    /// A legal form or another word that only organisations have.
    static let organisation = ValueTraits(rawValue: 1 << 12)
    /// Begins with a given name that has short forms.
    static let givenName = ValueTraits(rawValue: 1 << 13)
    static let salutation = ValueTraits(rawValue: 1 << 14)
    static let street = ValueTraits(rawValue: 1 << 15)
    /// Digits and letters of a hash or a cipher: nothing to be told from it.
    static let scrambled = ValueTraits(rawValue: 1 << 16)
    static let uuid = ValueTraits(rawValue: 1 << 17)
    static let number = ValueTraits(rawValue: 1 << 18)
    static let integer = ValueTraits(rawValue: 1 << 19)
    static let decimals = ValueTraits(rawValue: 1 << 20)
    static let date = ValueTraits(rawValue: 1 << 21)
    /// Two to four words of letters.
    static let words = ValueTraits(rawValue: 1 << 22)
    /// One word of letters.
    static let word = ValueTraits(rawValue: 1 << 23)
    /// One to four capitals.
    static let initials = ValueTraits(rawValue: 1 << 24)
    static let long = ValueTraits(rawValue: 1 << 25)
    /// A number that a spreadsheet would show as a date of this or the last century.
    static let serialDate = ValueTraits(rawValue: 1 << 26)
    /// A postcode and a place: `10115 Berlin`.
    static let postcodeAndPlace = ValueTraits(rawValue: 1 << 27)
    /// Digits and letters in groups of two to four, as in Britain, Canada, the Netherlands: `EH1 1YZ`.
    static let mixedPostcode = ValueTraits(rawValue: 1 << 29)
    /// A street and a postcode with its place, parted by a comma or a line's end: `Am Sande 4, 21335 Lüneburg`.
    static let wholeAddress = ValueTraits(rawValue: 1 << 30)
    /// What a status column says: active, lost, enabled.
    static let statusWord = ValueTraits(rawValue: 1 << 28)

    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Four numbers up to 255 without zeros in front, parted by dots: a machine's address, not a phone number.
    private static func isNetworkAddress(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let parts = bytes.split(separator: 0x2E, omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.count) && (part.count == 1 || part.first != 0x30)
                    && part.reduce(0) { $0 * 10 + Int($1 &- 0x30) } <= 255
            }
    }

    /// Looks at a value that isn't empty.
    init(of value: ArraySlice<UInt8>) {
        self = value.withUnsafeBytes { ValueTraits($0) }
    }

    private init(_ bytes: UnsafeRawBufferPointer) {
        self = []
        var digits = 0
        var letters = 0
        var capitals = 0
        var others = 0
        var blanks = 0
        var ats = 0
        var dots = 0
        var phoneSigns = 0
        var high = 0
        for byte in bytes {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x41...0x5A:
                letters += 1
                capitals += 1
            case 0x61...0x7A: letters += 1
            case 0x80...:
                letters += 1
                high += 1
            case 0x20: blanks += 1
            case 0x40: ats += 1
            case 0x2E:
                dots += 1
                phoneSigns += 1
            case 0x2B, 0x28, 0x29, 0x2D, 0x2F, 0x27: phoneSigns += 1
            default: others += 1
            }
        }
        let count = bytes.count
        if count > 60 || bytes.contains(0x0A) { insert(.long) }
        if ValueTraits.isScrambled(bytes, digits: digits, letters: letters, signs: blanks + ats + dots) {
            insert(.scrambled)
            return
        }
        if ValueTraits.isUUID(bytes) {
            insert(.uuid)
            return
        }
        if ats >= 1, ValueTraits.isEmail(bytes) { insert(.email) }
        if ats == 0, ValueTraits.isURL(bytes, letters: letters, blanks: blanks) { insert(.url) }
        if digits >= 4, letters >= 6, count <= 200, ValueTraits.isWholeAddress(bytes) { insert(.wholeAddress) }
        guard count <= 60 else { return }

        if digits > 0 {
            var evidence = DateColumnEvidence()
            evidence.add(bytes, row: 1)
            if evidence.tally(.serial).count > 0 {
                insert(.serialDate)
            } else if evidence.dates > 0, evidence.tally(.notInCalendar).count == 0 {
                insert(.date)
            }
            var numbers = NumberColumnEvidence()
            numbers.add(bytes, row: 1)
            if numbers.numbers > 0, letters <= 3 { insert(.number) }
            if digits == count { insert(.integer) }
            if contains(.number), dots + others > 0, count > 3,
                let sign = bytes.lastIndex(where: { $0 == 0x2E || $0 == 0x2C }), count - sign <= 5
            {
                insert(.decimals)
            }
            let isDated = contains(.date) && digits >= 6 && dots + phoneSigns >= 2
            if (6...16).contains(digits), letters <= 5, others <= 2, ats == 0, !isDated,
                dots != 3 || digits + dots != count || !ValueTraits.isNetworkAddress(bytes)
            {
                insert(.phone)
                let isLed = bytes.first == 0x2B || bytes.first == 0x28 || bytes.first == 0x30 || bytes.first == 0x27
                if (isLed || blanks + phoneSigns >= 2 || (blanks + phoneSigns >= 1 && digits >= 9)), digits >= 7,
                    !contains(.decimals) || bytes.first == 0x2B
                {
                    insert(.surePhone)
                }
            }
            if ValueTraits.isPostcode(bytes, digits: digits, letters: letters, blanks: blanks, others: others, ats: ats)
            {
                insert(.postcode)
                let groups = bytes.split(separator: 0x20)
                if letters >= 2, groups.count == 2, groups.allSatisfy({ (2...4).contains($0.count) }) {
                    insert(.mixedPostcode)
                }
            }
            if (4...8).contains(digits), letters >= 3, blanks >= 1, let first = bytes.firstIndex(of: 0x20),
                (4...6).contains(first), bytes.prefix(first).allSatisfy({ (0x30...0x39).contains($0) }),
                digits == first
            {
                insert(.postcodeAndPlace)
            }
            if ValueTraits.isIBAN(bytes) { insert(.iban) }
            if digits >= 7, count <= 20 {
                let tax = TaxNumber.read(bytes)
                if tax.check == .valid { insert(.taxNumber) }
                let compact = bytes.filter { $0 != 0x20 && $0 != 0x2E && $0 != 0x2D }
                if compact.count >= 8, compact.count <= 15, compact[0] >= 0x41, compact[0] <= 0x5A, compact[1] >= 0x41,
                    compact[1] <= 0x5A || (0x30...0x39).contains(compact[1]), digits >= 7
                {
                    insert(.vatShape)
                }
                if tax.check == .valid { insert(.vatShape) }
            }
        }
        if ats == 0, letters >= 2 {
            look(atWords: bytes, digits: digits, letters: letters, capitals: capitals, others: others)
        }
        if count <= 6, TruthValue.read(bytes).value != nil { insert(.boolean) }
    }

    /// Traits of values that hold letters.
    private mutating func look(
        atWords bytes: UnsafeRawBufferPointer, digits: Int, letters: Int, capitals: Int, others: Int
    ) {
        let count = bytes.count
        if digits == 0 {
            if (2...4).contains(count), capitals == count { insert(.initials) }
            if count == 3, CurrencyCode(bytes) != nil { insert(.currency) }
            if Country.read(bytes).code != nil { insert(.country) }
            if count <= 12, !Language.read(bytes).bytes.isEmpty { insert(.language) }
            let key = String(decoding: Folding.fold(bytes), as: UTF8.self).filter { $0 != "." && $0 != " " }
            if ValueTraits.salutations.contains(key) { insert(.salutation) }
            if ValueTraits.statusWords.contains(key) { insert(.statusWord) }
            var words = 0
            var inWord = false
            for byte in bytes {
                let isLetter =
                    byte >= 0x80 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x27 || byte == 0x2D
                if isLetter && !inWord { words += 1 }
                inWord = isLetter || byte == 0x2E
            }
            if others <= 1 {
                if words == 1 { insert(.word) }
                if (2...5).contains(words) { insert(.words) }
            }
            let first = bytes.prefix { $0 != 0x20 && $0 != 0x2C }
            if first.count >= 3, !Nicknames.groups(of: String(decoding: first, as: UTF8.self)).isEmpty {
                insert(.givenName)
            }
        } else if ValueTraits.isStreet(bytes, digits: digits, letters: letters) {
            insert(.street)
        }
        if OrganisationName.looksLikeOrganisation(bytes) { insert(.organisation) }
    }

    // MARK: Shapes

    private static func isEmail(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let at = bytes.firstIndex(of: 0x40), at > 0, at + 3 < bytes.count else { return false }
        let after = bytes[(at + 1)...]
        guard let dot = after.lastIndex(of: 0x2E), dot > at + 1, dot + 2 < bytes.count + 0 else { return false }
        // Lists in one cell count too; a sentence with an address in it doesn't.
        return bytes.count { $0 == 0x20 } <= 3 * bytes.count { $0 == 0x40 } && bytes[at - 1] != 0x20
    }

    private static func isURL(_ bytes: UnsafeRawBufferPointer, letters: Int, blanks: Int) -> Bool {
        guard blanks == 0, letters >= 4, bytes.count >= 5 else { return false }
        func begins(_ text: StaticString) -> Bool {
            guard bytes.count > text.utf8CodeUnitCount else { return false }
            return (0..<text.utf8CodeUnitCount).allSatisfy { bytes[$0] | 0x20 == text.utf8Start[$0] | 0x20 }
        }
        if begins("http://") || begins("https://") || begins("www.") { return true }
        guard let dot = bytes.lastIndex(of: 0x2E), dot > 1, bytes.count - dot - 1 >= 2 else { return false }
        let ending = bytes[(dot + 1)...].prefix { $0 != 0x2F }
        let isHost = bytes.prefix { $0 != 0x2F }.allSatisfy {
            $0 == 0x2E || $0 == 0x2D || (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 >= 0x80
        }
        return isHost && (2...10).contains(ending.count) && ending.allSatisfy { (0x61...0x7A).contains($0) }
    }

    private static func isScrambled(_ bytes: UnsafeRawBufferPointer, digits: Int, letters: Int, signs: Int) -> Bool {
        let count = bytes.count
        guard count >= 16, signs == 0 else { return false }
        let isHex = bytes.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }
        if isHex, count == 16 || count == 32 || count == 40 || count == 64, digits < count, digits > 0 { return true }
        // Base64 with its filling.
        return count % 4 == 0 && bytes[count - 1] == 0x3D && letters + digits >= count - 6
    }

    private static func isUUID(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count == 36 && bytes[8] == 0x2D && bytes[13] == 0x2D && bytes[18] == 0x2D && bytes[23] == 0x2D
    }

    private static func isPostcode(
        _ bytes: UnsafeRawBufferPointer, digits: Int, letters: Int, blanks: Int, others: Int, ats: Int
    ) -> Bool {
        let count = bytes.count
        guard ats == 0, others == 0, (3...11).contains(count), blanks <= 2, letters <= 5 else { return false }
        if letters == 0 {
            return (4...9).contains(digits)
                && bytes.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x20 || $0 == 0x27 }
        }
        // GB, CA, NL, IE, MT and the like: letters and digits mixed; D-10115.
        return digits >= 2 && letters <= 5 && !(digits == 1 && letters == 1)
            && bytes.allSatisfy {
                (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x20 || (0x61...0x7A).contains($0 | 0x20)
            }
    }

    private static func isIBAN(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let compact = bytes.filter { $0 != 0x20 }
        guard (15...34).contains(compact.count), (0x41...0x5A).contains(compact[0]), (0x41...0x5A).contains(compact[1]),
            (0x30...0x39).contains(compact[2]), (0x30...0x39).contains(compact[3])
        else { return false }
        var rest = 0
        for byte in compact[4...] + compact[..<4] {
            switch byte {
            case 0x30...0x39: rest = (rest * 10 + Int(byte) - 0x30) % 97
            case 0x41...0x5A: rest = (rest * 100 + Int(byte) - 55) % 97
            default: return false
            }
        }
        return rest == 1
    }

    /// A part with letters and a number, and behind it a part that begins with a postcode.
    private static func isWholeAddress(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let parts = bytes.split(whereSeparator: { $0 == 0x2C || $0 == 0x0A || $0 == 0x3B })
        guard (2...4).contains(parts.count), parts[0].contains(where: { (0x30...0x39).contains($0) }),
            parts[0].contains(where: { $0 >= 0x41 })
        else { return false }
        return parts.dropFirst().contains { part in
            var rest = part.drop(while: { $0 == 0x20 || $0 == 0x0D })
            // D-21335
            if rest.count > 2, let dash = rest.prefix(4).firstIndex(of: 0x2D) { rest = rest[(dash + 1)...] }
            let digits = rest.prefix { (0x30...0x39).contains($0) }
            let behind = rest.dropFirst(digits.count).drop(while: { $0 == 0x20 })
            return (4...6).contains(digits.count) && behind.first.map { $0 >= 0x41 } ?? false
        }
    }

    private static func isStreet(_ bytes: UnsafeRawBufferPointer, digits: Int, letters: Int) -> Bool {
        guard letters >= 4, digits <= 9, bytes.contains(0x20), let first = bytes.first, let last = bytes.last else {
            return false
        }
        let isDigit = { (byte: UInt8) in (0x30...0x39).contains(byte) }
        if isDigit(first) {
            return bytes.drop(while: { isDigit($0) }).first.map { $0 == 0x20 || $0 == 0x2C || $0 | 0x20 >= 0x61 }
                ?? false
        }
        return isDigit(last) || (bytes.count > 2 && isDigit(bytes[bytes.count - 2])) || bytes.contains(0x2C)
    }

    private static let salutations: Set<String> = [
        "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "herr", "herrn", "frau", "fr", "hr", "hrfr", "firma",
        "familie", "divers",
        "drmed", "dring", "profdr", "monsieur", "madame", "mademoiselle", "m", "mme", "mlle", "sr", "sra", "srta",
        "senor",
        "senora", "sig", "sigra", "signor", "signora", "dhr", "mevr", "mw", "dott", "dottssa", "ing", "pan", "pani",
        "rev",
    ]
    private static let statusWords: Set<String> = [
        "active", "inactive", "enabled", "disabled", "invited", "declined", "pending", "archived", "blocked", "deleted",
        "customer", "prospect", "lead", "lost", "suspended", "closed", "open", "new", "aktiv", "inaktiv", "gesperrt",
        "verloren", "interessent", "kunde", "actif", "inactif", "activo", "inactivo", "attivo", "unsubscribed",
        "subscribed",
        "confirmed", "unconfirmed", "paid", "cancelled", "draft", "converted", "qualified", "unqualified",
    ]
}
