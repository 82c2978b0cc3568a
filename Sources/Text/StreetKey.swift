/// Street names as matching compares them: every spelling of the street's kind becomes one short word, marks and
/// small words go, so that `Hauptstr.`, `HAUPTSTRASSE` and `Haupt-Straße` have the same key.
public enum StreetKey {
    /// Appends the key: words parted by single spaces. `country` decides what `St` is: a saint or a street.
    public static func append(_ bytes: UnsafeRawBufferPointer, country: CountryCode? = nil, into out: inout [UInt8]) {
        let start = out.count
        let words = keys(bytes)
        for (index, word) in words.enumerated() {
            if StreetWords.dropped[word] != nil, words.count > 1 { continue }
            if let (stem, ending) = german(word) {
                push(stem, &out, start)
                push(ending, &out, start)
                continue
            }
            push(short(word, isLast: index == words.count - 1, isOnly: words.count == 1, country), &out, start)
        }
    }

    /// The key.
    public static func of(_ bytes: UnsafeRawBufferPointer, country: CountryCode? = nil) -> [UInt8] {
        var out: [UInt8] = []
        append(bytes, country: country, into: &out)
        return out
    }

    /// The key.
    public static func of(_ text: String, country: CountryCode? = nil) -> [UInt8] {
        text.withBytes { of($0, country: country) }
    }

    private static func push(_ word: [UInt8], _ out: inout [UInt8], _ start: Int) {
        if out.count > start { out.append(Byte.space) }
        out.append(contentsOf: word)
    }

    /// Words: parted by spaces, hyphens, dots, commas, and by the slash of `C/`.
    private static func keys(_ bytes: UnsafeRawBufferPointer) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var start = 0
        func close(_ end: Int) {
            guard end > start else { return }
            var key = LookupKey.of(bytes.part(start..<end))
            key.removeAll { !($0.isASCIIAlphanumeric || $0 >= 0x80) }
            if !key.isEmpty { words.append(key) }
        }
        for at in 0..<bytes.count {
            switch bytes[at] {
            case Byte.space, Byte.hyphen, Byte.comma, Byte.slash, Byte.dot, Byte.open, Byte.close, Byte.apostrophe:
                close(at)
                start = at + 1
            default: break
            }
        }
        close(bytes.count)
        return words
    }

    /// `hauptstrasse` → `haupt`, `str`. Only endings that are never a name's own.
    private static func german(_ word: [UInt8]) -> ([UInt8], [UInt8])? {
        for (ending, short) in endings
        where word.count >= ending.count + 3 && word.suffix(ending.count).elementsEqual(ending) {
            return (Array(word.dropLast(ending.count)), short)
        }
        return nil
    }

    private static let endings: [([UInt8], [UInt8])] = [
        ("strasse", "str"), ("strase", "str"), ("stasse", "str"), ("str", "str"), ("straat", "str"), ("platz", "pl"),
        ("plz", "pl"), ("allee", "al"),
        ("gasse", "ga"), ("weg", "wg"), ("ring", "rg"), ("damm", "dm"),
    ].map { ([UInt8]($0.0.utf8), [UInt8]($0.1.utf8)) }

    private static func short(_ word: [UInt8], isLast: Bool, isOnly: Bool, _ country: CountryCode?) -> [UInt8] {
        if isOnly { return word }
        if country == .spain, word.elementsEqual("cl".utf8) { return [UInt8]("calle".utf8) }
        // At the end `St` is a street, elsewhere a saint; at the end `Dr` is a drive, elsewhere a doctor.
        if word.elementsEqual("st".utf8) { return isLast ? [UInt8]("str".utf8) : word }
        if word.elementsEqual("dr".utf8), !isLast { return [UInt8]("dr2".utf8) }
        return StreetWords.short[word].map { [UInt8]($0.utf8) } ?? word
    }
}
