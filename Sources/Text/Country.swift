/// A country that was read.
public struct CountryReading: Sendable, Hashable {
    /// The country; nil where it is open or none.
    public var code: CountryCode?
    /// What became of the value.
    public var verdict: Verdict
    /// The two letters, or nothing.
    public var bytes: [UInt8] { code?.bytes ?? [] }
}

/// The countries of ISO 3166-1, and Kosovo by the code in use for it (XK).
public enum Country {
    /// Reads a code (`DE`, `DEU`, `276`, `D`, `+49`) or a name in English, German, French, Spanish, Italian, Dutch or
    /// the country's own language.
    public static func read(_ bytes: UnsafeRawBufferPointer) -> CountryReading {
        let text = bytes.trimmed
        guard !text.isEmpty else { return CountryReading(code: nil, verdict: bytes.isEmpty ? .unchanged : .changed) }
        guard let code = find(text) else {
            // `1` and `7` are dial codes of several countries.
            let isShared = text.equalsIgnoringCase("+1") || text.equalsIgnoringCase("+7")
            return CountryReading(
                code: nil, verdict: isShared ? .doubtful(.countryAmbiguous) : .invalid(.countryUnknown))
        }
        return CountryReading(code: code, verdict: Verdict.comparing(bytes, code.bytes))
    }

    /// Reads a code or a name.
    public static func read(_ text: String) -> CountryReading { text.withBytes { read($0) } }

    /// Whether ISO 3166-1 has the code.
    public static func exists(_ code: CountryCode) -> Bool { table.places[code] != nil }

    /// All codes, ascending.
    public static var all: [CountryCode] { table.entries.map(\.code).sorted() }

    /// The English name.
    public static func englishName(_ code: CountryCode) -> String? { entry(code)?.english }

    /// The German name.
    public static func germanName(_ code: CountryCode) -> String? { entry(code)?.german }

    /// The three letters.
    public static func alpha3(_ code: CountryCode) -> String? { entry(code)?.alpha3 }

    /// The three-digit number; nil for Kosovo, which has none.
    public static func numeric(_ code: CountryCode) -> Int? {
        entry(code).flatMap { $0.numeric == 0 ? nil : $0.numeric }
    }

    /// The country code of phone numbers, without `+`.
    public static func dialCode(_ code: CountryCode) -> Int? { entry(code)?.dialCode }

    private struct Entry: Sendable {
        var code: CountryCode
        var alpha3: String
        var numeric: Int
        var dialCode: Int
        var english: String
        var german: String
    }

    private struct Table: Sendable {
        var entries: [Entry] = []
        var places: [CountryCode: Int] = [:]
        var words: WordTable<CountryCode>
        var dialCodes: [Int: CountryCode] = [:]
    }

    private static func entry(_ code: CountryCode) -> Entry? { table.places[code].map { table.entries[$0] } }

    private static func find(_ text: UnsafeRawBufferPointer) -> CountryCode? {
        if let code = CountryCode(text), exists(code) { return code }
        if let digits = dialDigits(text), let code = table.dialCodes[digits] { return code }
        if text.isDigits {
            let number = text.count <= 3 ? text.reduce(0) { $0 * 10 + $1.digitValue } : 0
            return table.entries.first { $0.numeric == number && number > 0 && text.count == 3 }?.code
        }
        let key = LookupKey.of(text)
        if let code = table.words[key] { return code }
        // `Germany (DE)`, `DE - Deutschland`, `Deutschland/Germany`: either part decides.
        var start = 0
        var found: CountryCode?
        for at in 0...text.count {
            let parts =
                at == text.count || text[at] == Byte.open || text[at] == Byte.close || text[at] == Byte.slash
                || text[at] == Byte.hyphen || text[at] == Byte.comma || text[at] == UInt8(ascii: "|")
            guard parts else { continue }
            let part = text.part(start..<at).trimmed
            start = at + 1
            guard !part.isEmpty, part.count < text.count else { continue }
            let code = CountryCode(part).flatMap { exists($0) ? $0 : nil } ?? table.words[LookupKey.of(part)]
            guard let code, found == nil || found == code else { return nil }
            found = code
        }
        return found
    }

    /// `+49`, `0049`
    private static func dialDigits(_ text: UnsafeRawBufferPointer) -> Int? {
        var rest = text
        if rest.first == Byte.plus {
            rest = rest.part(1..<rest.count)
        } else if rest.startsIgnoringCase("00") {
            rest = rest.part(2..<rest.count)
        } else {
            return nil
        }
        return rest.isDigits && rest.count <= 3 ? rest.reduce(0) { $0 * 10 + $1.digitValue } : nil
    }

    static var words: WordTable<CountryCode> { table.words }

    private static let table: Table = {
        var entries: [Entry] = []
        var words: [(String, CountryCode)] = []
        for line in CountryTable.lines.split(separator: "\n") {
            let fields = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            guard fields.count >= 7, let code = CountryCode(fields[0]), let numeric = Int(fields[2]),
                let dial = Int(fields[3])
            else { continue }
            entries.append(
                Entry(
                    code: code, alpha3: fields[1], numeric: numeric, dialCode: dial, english: fields[4],
                    german: fields[5]))
            var names = [fields[1], fields[4]]
            names += [fields[5]] + fields[6].split(separator: ";").map(String.init)
            // Umlauts written out, as old systems do.
            names += names.compactMap { spelledOut($0) }
            var keys: Set<[UInt8]> = []
            for name in names where keys.insert(LookupKey.of(name)).inserted { words.append((name, code)) }
        }
        var table = Table(entries: entries, words: WordTable(words))
        for (place, entry) in entries.enumerated() {
            table.places[entry.code] = place
            // The world zones 1 and 7 and the islands beside Britain share their codes: no country is told by them.
            table.dialCodes[entry.dialCode] = table.dialCodes[entry.dialCode] == nil ? entry.code : nil
        }
        for (dial, code): (Int, StaticString) in [
            (44, "GB"), (39, "IT"), (47, "NO"), (61, "AU"), (212, "MA"), (358, "FI"), (590, "GP"), (599, "CW"),
            (262, "RE"), (64, "NZ"),
        ] {
            table.dialCodes[dial] = CountryCode(known: code)
        }
        table.dialCodes[1] = nil
        table.dialCodes[7] = nil
        return table
    }()

    private static func spelledOut(_ name: String) -> String? {
        var out: [UInt8] = []
        var changed = false
        for scalar in name.unicodeScalars {
            let letters: StaticString? =
                switch scalar.value {
                case 0xE4, 0xC4: "ae"
                case 0xF6, 0xD6: "oe"
                case 0xFC, 0xDC: "ue"
                default: nil
                }
            if let letters {
                out.append(letters)
                changed = true
            } else {
                Scalars.append(scalar.value, to: &out)
            }
        }
        return changed ? out.text : nil
    }
}
