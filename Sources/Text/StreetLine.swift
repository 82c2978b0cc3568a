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
