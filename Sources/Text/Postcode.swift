/// A postcode that was read.
public struct PostcodeReading: Sendable, Hashable {
    /// The code in its country's form; as given where the shape is not known to be right.
    public var code: [UInt8] = []
    /// The country that a prefix names (`D-21335`), else nil.
    public var country: CountryCode?
    /// What became of the value.
    public var verdict: Verdict = .unchanged
    /// The code with its lost zero, never taken unasked; empty where there is none.
    public var proposal: [UInt8] = []
}

/// A postcode and what stands behind or before it.
public struct PostcodeAndPlace: Sendable, Hashable {
    /// The postcode.
    public var postcode: PostcodeReading
    /// The place's name, as given.
    public var place: [UInt8]
}

/// Postcodes: their shape per country.
public enum Postcode {
    /// Brings a postcode into its country's form: `sw1a1aa` → `SW1A 1AA`, `1234ab` → `1234 AB`, `D-21335` → `21335`.
    ///
    /// Codes one digit short where the country's codes may begin with zero are doubtful, with the zero in the
    /// proposal; with `restoresLostZero` they are taken so. Without a country only spaces and letters' case are
    /// mended.
    public static func standardise(
        _ bytes: UnsafeRawBufferPointer, country: CountryCode?, restoresLostZero: Bool = false
    ) -> PostcodeReading {
        var reading = PostcodeReading()
        var code = compact(bytes)
        guard !code.isEmpty else {
            reading.verdict = bytes.isEmpty ? .unchanged : .changed
            return reading
        }
        if let (prefix, rest) = prefixed(code) {
            reading.country = prefix
            code = rest
        }
        let conflict = country != nil && reading.country != nil && reading.country != country
        guard let home = reading.country ?? country, let shape = PostcodeShape.of(home) else {
            reading.code = tidied(bytes, code, country)
            reading.verdict = Verdict.comparing(bytes, reading.code)
            return reading
        }
        if let standard = shape.standard(code) {
            reading.code = standard
            reading.verdict = conflict ? .doubtful(.postcodeOtherCountry) : Verdict.comparing(bytes, standard)
        } else if let padded = shape.withLostZero(code) {
            reading.code = restoresLostZero ? padded : code
            reading.proposal = padded
            reading.verdict = restoresLostZero ? .changed : .doubtful(.postcodeLostZero)
        } else {
            reading.code = tidied(bytes, code, country)
            reading.verdict = .doubtful(.postcodeShape)
        }
        return reading
    }

    /// Brings a postcode into its country's form.
    public static func standardise(_ text: String, country: CountryCode?, restoresLostZero: Bool = false)
        -> PostcodeReading
    {
        text.withBytes { standardise($0, country: country, restoresLostZero: restoresLostZero) }
    }

    /// The forms that a country's postcodes have, for messages: `99999`, `A9A 9A9`: 9 is a digit, A a letter, X either.
    /// Empty where they are not known.
    public static func forms(of country: CountryCode) -> [String] { PostcodeShape.of(country)?.forms ?? [] }

    /// Parts `21335 Lüneburg`, `F-75001 Paris`, `1010 AB Amsterdam`, `London SW1A 1AA`, `Springfield, MO 65807`; nil
    /// where no word has the shape of a postcode of the country. Without a country: where four digits or more stand
    /// at an end.
    public static func split(_ bytes: UnsafeRawBufferPointer, country: CountryCode?) -> PostcodeAndPlace? {
        var text: [UInt8] = []
        TextCleaning.line.clean(bytes, into: &text)
        return text.withUnsafeBytes { text in
            guard text.count <= Longest.field else { return nil }
            let words = OrganisationTokens(text).ranges
            guard words.count > 1, prefixed(compact(text)) == nil || text.contains(where: { $0 >= 0x80 }) else {
                return nil
            }
            for length in [2, 1] where words.count > length {
                let first = text.part(words[0].lowerBound..<words[length - 1].upperBound)
                if let found = code(first, country, isFirst: true) {
                    return PostcodeAndPlace(
                        postcode: found, place: rest(text.part(words[length].lowerBound..<text.count)))
                }
                let start = words[words.count - length].lowerBound
                let last = text.part(start..<words[words.count - 1].upperBound)
                if let found = code(last, country, isFirst: false) {
                    return PostcodeAndPlace(postcode: found, place: rest(text.part(0..<start)))
                }
            }
            return nil
        }
    }

    /// Parts a postcode from its place.
    public static func split(_ text: String, country: CountryCode?) -> PostcodeAndPlace? {
        text.withBytes { split($0, country: country) }
    }

    private static func rest(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var end = bytes.count
        while end > 0, bytes[end - 1] == Byte.comma || bytes[end - 1].isASCIISpace || bytes[end - 1] == Byte.hyphen {
            end -= 1
        }
        return bytes.part(0..<end).copied
    }

    private static func code(_ bytes: UnsafeRawBufferPointer, _ country: CountryCode?, isFirst: Bool)
        -> PostcodeReading?
    {
        let compacted = compact(bytes)
        // Letters of other scripts are in no country's codes, and must not be lost with them.
        guard !compacted.isEmpty, !hasForeignLetters(bytes) else { return nil }
        let prefix = prefixed(compacted)
        if country == nil, prefix == nil {
            guard !bytes.contains(Byte.space), compacted.count >= 4, compacted.count <= 6,
                compacted.allSatisfy(\.isASCIIDigit)
            else { return nil }
        }
        let reading = standardise(bytes, country: country)
        switch reading.verdict {
        case .unchanged, .changed, .doubtful(.postcodeOtherCountry): return reading
        case .doubtful(.postcodeLostZero): return isFirst ? reading : nil
        default: return nil
        }
    }

    private static func hasForeignLetters(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return false }
        return Scalars.all(bytes).contains { $0 >= 0x80 && Scalars.isLetter($0) }
    }

    /// Capitals and digits only, and the hyphen.
    private static func compact(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        var out: [UInt8] = []
        var at = 0
        while at < bytes.count {
            let step = Scalars.next(bytes, at)
            at += step.length
            if step.value < 0x80 {
                let byte = UInt8(step.value)
                if byte.isASCIIAlphanumeric || byte == Byte.hyphen { out.append(byte.asciiUppered) }
            } else if (0x2010...0x2015).contains(step.value) {
                out.append(Byte.hyphen)
            }
        }
        while out.last == Byte.hyphen { out.removeLast() }
        return out
    }

    /// `D-21335`, `DE 21335`, `F75001`: one to three letters that are a country's, then digits.
    private static func prefixed(_ code: [UInt8]) -> (CountryCode, [UInt8])? {
        let letters = code.prefix(while: \.isASCIILetter)
        guard (1...3).contains(letters.count), letters.count < code.count else { return nil }
        var rest = code[letters.count...]
        let hasHyphen = rest.first == Byte.hyphen
        if hasHyphen { rest = rest.dropFirst() }
        guard rest.count >= 3, rest.first?.isASCIIDigit == true else { return nil }
        // Countries whose own codes begin with letters are not told by letters in front.
        guard let country = letters.withUnsafeBytes({ Country.read($0).code }), let shape = PostcodeShape.of(country),
            shape.beginsWithDigit, hasHyphen || letters.count == 1 || shape.standard(Array(rest)) != nil,
            shape.standard(Array(rest)) != nil || shape.withLostZero(Array(rest)) != nil
        else { return nil }
        return (country, Array(rest))
    }

    /// What is left to do without a known shape: single spaces, capitals.
    private static func tidied(_ bytes: UnsafeRawBufferPointer, _ code: [UInt8], _ country: CountryCode?) -> [UInt8] {
        var cleaned: [UInt8] = []
        TextCleaning.line.clean(bytes, into: &cleaned)
        // A whole address line is left as it is.
        guard cleaned.count <= 12, cleaned.allSatisfy({ $0 < 0x80 }) else { return cleaned }
        return cleaned.map(\.asciiUppered)
    }
}
