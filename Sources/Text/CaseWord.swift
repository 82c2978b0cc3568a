/// A run of letters, digits and apostrophes, or of what stands between two of them.
struct CaseWord {
    var scalars: [UInt32]
    var isWord: Bool
    /// Whether a hyphen stands right before it.
    var followsHyphen = false
    /// Its place among the words, from zero.
    var ordinal = 0

    static func all(_ bytes: UnsafeRawBufferPointer) -> [CaseWord] {
        var words: [CaseWord] = []
        var ordinal = 0
        var at = 0
        while at < bytes.count {
            let step = Scalars.next(bytes, at)
            at += step.length
            let value = step.value
            let isWord = isPart(value)
            if let last = words.last, last.isWord == isWord {
                words[words.count - 1].scalars.append(value)
            } else {
                let followsHyphen = words.last?.scalars.last == 0x2D
                words.append(CaseWord(scalars: [value], isWord: isWord, followsHyphen: followsHyphen, ordinal: ordinal))
                if isWord { ordinal += 1 }
            }
        }
        return words
    }

    static func isPart(_ value: UInt32) -> Bool {
        Scalars.isLetter(value) || Scalars.isDigit(value) || Scalars.isCombining(value) || value == 0x27
            || value == 0x2019
            || value == 0xBA || value == 0xAA
    }

    func append(to out: inout [UInt8]) {
        for value in scalars { Scalars.append(value, to: &out) }
    }

    var letterCount: Int { scalars.reduce(0) { $0 + (Scalars.isLetter($1) ? 1 : 0) } }

    var isUpper: Bool {
        scalars.contains(where: Scalars.isUpper) && !scalars.contains { Scalars.isLower($0) && $0 != 0xDF }
    }

    var isLower: Bool { scalars.contains(where: Scalars.isLower) && !scalars.contains(where: Scalars.isUpper) }

    /// Letters without marks, small.
    var key: [UInt8] {
        var bytes: [UInt8] = []
        append(to: &bytes)
        return bytes.withUnsafeBytes { LookupKey.of($0) }
    }

    mutating func lower() { scalars = scalars.map(Scalars.lower) }
    mutating func upper() { scalars = scalars.map(Scalars.upper) }

    /// Small letters, the first one a capital; after an apostrophe with one or two letters before it again.
    mutating func capitalise() {
        lower()
        guard let first = scalars.firstIndex(where: Scalars.isLetter) else { return }
        // `3rd`, `12b`: what follows a digit stays small.
        if first > 0, Scalars.isDigit(scalars[first - 1]) { return }
        // Dutch `'t` and `'s`.
        if first > 0, scalars.count - first == 1, scalars[0] == 0x27 || scalars[0] == 0x2019 { return }
        scalars[first] = Scalars.upper(scalars[first])
        guard let sign = scalars.firstIndex(where: { $0 == 0x27 || $0 == 0x2019 }), sign > first, sign - first <= 2,
            scalars.count - sign > 2
        else { return }
        scalars[sign + 1] = Scalars.upper(scalars[sign + 1])
    }
}
