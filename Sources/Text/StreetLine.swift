/// A street line, taken apart.
public struct StreetLine: Sendable, Hashable {
    /// The street's name, or the whole line where no number is found.
    public var street: [UInt8] = []
    /// The house number with its letter or range: `12a`, `3-5`, `64 bis`.
    public var houseNumber: [UInt8] = []
    /// What is inside the house: flat, floor, suite, staircase.
    public var unit: [UInt8] = []
    /// What stands beside and is none of these: a post box, a building's name.
    public var rest: [UInt8] = []
    /// What became of the line: only whether its characters changed.
    public var verdict: Verdict = .unchanged
}

extension StreetLine {
    /// Takes a street line apart, as the country writes it: number behind the street (Germany, Austria, Switzerland,
    /// Spain, Italy, the Netherlands …) or before it (English-speaking countries, France). Without a country, where
    /// the number stands tells.
    public static func read(_ bytes: UnsafeRawBufferPointer, country: CountryCode? = nil) -> StreetLine {
        var cleaned: [UInt8] = []
        let changes = TextCleaning.line.clean(bytes, into: &cleaned)
        var line = cleaned.withUnsafeBytes { StreetParser(bytes: $0, country: country).line() }
        line.verdict = changes.verdict
        return line
    }

    /// Takes a street line apart.
    public static func read(_ text: String, country: CountryCode? = nil) -> StreetLine {
        text.withBytes { read($0, country: country) }
    }
}

// MARK: - Writing

extension StreetLine {
    /// The line with a space before a number that is glued to its street: `Hauptstr.12` → `Hauptstr. 12`. Nothing else
    /// is touched; nil where there is none.
    public static func spaced(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        guard bytes.count <= Longest.field else { return nil }
        var isPossible = false
        for at in bytes.indices.dropFirst() where bytes[at].isASCIIDigit {
            let before = bytes[at - 1]
            if before.isASCIILetter || before == Byte.dot || before >= 0x80 { isPossible = true }
        }
        guard isPossible else { return nil }
        var out: [UInt8] = []
        var copied = 0
        var start = 0
        for at in 0...bytes.count where at == bytes.count || bytes[at] == Byte.space || bytes[at] == Byte.comma {
            if at > start, let cut = StreetParser.gluedNumber(bytes.part(start..<at)) {
                out.append(contentsOf: bytes.part(copied..<start + cut))
                out.append(Byte.space)
                copied = start + cut
            }
            start = at + 1
        }
        guard copied > 0 else { return nil }
        out.append(contentsOf: bytes.part(copied..<bytes.count))
        return out
    }

    /// A street and its house number that a source has in columns of their own, in one line as the country writes it:
    /// `Main Street`, `12` → `12 Main Street` in the United States, `12`, `Hauptstraße` → `Hauptstraße 12` in Germany.
    /// Parts behind the number stay with it (`12`, `a`). In the order given where the country's habit is not known or
    /// not exactly one part begins as a number does.
    public static func joined(_ parts: [[UInt8]], country: CountryCode?) -> [UInt8] {
        func line(_ parts: some Sequence<[UInt8]>) -> [UInt8] { Array(parts.joined(separator: [Byte.space])) }
        // Two parts that begin with a digit may both be numbers.
        guard parts.count > 1, let country, parts.count(where: { $0.first?.isASCIIDigit == true }) == 1,
            let number = parts.firstIndex(where: isHouseNumber)
        else { return line(parts) }
        if number > 0, StreetWords.numberFirst.contains(country) {
            return line(Array(parts[number...]) + parts[..<number])
        }
        if number == 0, parts.count == 2, StreetWords.numberLast.contains(country) {
            return line([parts[1], parts[0]])
        }
        return line(parts)
    }

    /// `12`, `12a`, `12 a`, `12-14`, `5/3`: nothing but a house number.
    private static func isHouseNumber(_ part: [UInt8]) -> Bool {
        guard part.first?.isASCIIDigit == true, part.count <= 12 else { return false }
        let letters = part.filter(\.isASCIILetter).count
        let digits = part.filter(\.isASCIIDigit).count
        return letters <= 2 && digits <= 8
            && part.allSatisfy {
                $0.isASCIIAlphanumeric || $0 == Byte.space || $0 == Byte.hyphen || $0 == Byte.slash
            }
    }
}
