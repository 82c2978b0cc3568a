/// Which encoding a text makes most sense in that is neither UTF-8 nor marked, told by its letters.
///
/// Two-byte encodings are known by their pairs of bytes; of the one-byte ones that is the likeliest in which special
/// characters are letters of one language's names, stand in words with their own kind, and change case as words do. A guess,
/// with how sure it is; a person decides where it isn't.
struct EncodingGuess: Sendable {
    /// The likeliest.
    private(set) var encoding = Encoding.cp1252
    /// Whether a person should look.
    private(set) var isDoubtful = false
    /// What it could be besides, the likeliest first.
    private(set) var others: [Encoding] = []

    private static let lookedBytes = 256 << 10
    private static let lookedCharacters = 20_000
    /// So much better than cp1252 another one has to be for nobody to be asked.
    private static let margin = 0.3
    /// Below that a text hardly makes sense.
    private static let poor = 0.5

    /// Looks at the first bytes of a text.
    init(head: [UInt8]) {
        let text = head.prefix(EncodingGuess.lookedBytes)
        if let pairs = EncodingGuess.pairs(text) {
            encoding = pairs
            return
        }
        let scores = EncodingGuess.alphabets.map { ($0.encoding, EncodingGuess.score(text, $0)) }
        guard let plain = scores.first?.1, plain.seen > 0 else { return }
        var best = (Encoding.cp1252, plain)
        for score in scores where score.1.share > best.1.share + 0.01 { best = score }
        encoding = best.0
        let gain = best.1.share - plain.share
        if best.0 == .cp1252 {
            isDoubtful = plain.share < EncodingGuess.poor
        } else {
            isDoubtful = gain < EncodingGuess.margin || best.1.seen < 3 || best.1.share < EncodingGuess.poor
        }
        guard isDoubtful else { return }
        if best.0 != .cp1252 && best.1.seen < 3 && gain < EncodingGuess.margin { encoding = .cp1252 }
        others = scores.filter { $0.0 != encoding && $0.1.share > best.1.share - 1 }
            .sorted { $0.1.share > $1.1.share }.map(\.0)
        // What most files of this kind are is always among what can be chosen.
        if encoding != .cp1252 && !others.contains(.cp1252) { others.append(.cp1252) }
    }

    // MARK: Pairs of bytes

    /// The encoding of Japanese, Korean or Chinese whose pairs of bytes the text is made of; nil when it isn't.
    private static func pairs(_ text: ArraySlice<UInt8>) -> Encoding? {
        if let japanese = shiftJIS(text) { return japanese ? .shiftJIS : nil }
        var (pairs, alone, hangul, common, lowTrails, big5Leads, rare, joined) = (0, 0, 0, 0, 0, 0, 0, 0)
        var lastEnd = -1
        var at = text.startIndex
        while at < text.endIndex {
            let lead = text[at]
            guard lead >= 0x80 else {
                at += 1
                continue
            }
            guard lead >= 0x81, lead <= 0xFE, at + 1 < text.endIndex, isTrail(text[at + 1]) else {
                alone += 1
                at += 1
                continue
            }
            let trail = text[at + 1]
            pairs += 1
            if lastEnd == at { joined += 1 }
            lastEnd = at + 2
            if trail < 0xA1 { lowTrails += 1 }
            if lead >= 0xB0 && lead <= 0xC8 && trail >= 0xA1 { hangul += 1 }
            // The signs at 0xA1 to 0xA3, and the ideographs that are used most.
            if (lead >= 0xB0 && lead <= 0xD7 || lead >= 0xA1 && lead <= 0xA3) && trail >= 0xA1 { common += 1 }
            if lead >= 0xA1 && lead <= 0xC6 { big5Leads += 1 }
            if lead < 0xA1 { rare += 1 }
            at += 2
        }
        // A head that is cut may end inside a pair.
        guard pairs >= 4, alone * 50 <= pairs + 49, alone <= 1 || pairs > 100 else { return nil }
        // They stand side by side in words; in other texts special characters stand alone.
        guard joined * 10 >= pairs * 3, lowTrails * 10 <= pairs * 7 else { return nil }
        if lowTrails * 20 > pairs {
            if big5Leads * 10 >= pairs * 8 && rare * 20 <= pairs { return lowTrails * 8 >= pairs ? .big5 : nil }
            return nil
        }
        if hangul * 10 >= pairs * 8 { return .eucKR }
        return common * 10 >= pairs * 8 ? .gb18030 : nil
    }

    private static func isTrail(_ byte: UInt8) -> Bool { byte >= 0x40 && byte <= 0xFE && byte != 0x7F }

    /// Whether the text is Japanese in Shift-JIS; nil when its bytes say nothing of it.
    private static func shiftJIS(_ text: ArraySlice<UInt8>) -> Bool? {
        var (pairs, kana, low, alone, halfWidth, letters, joined) = (0, 0, 0, 0, 0, 0, 0)
        var lastEnd = -1
        var at = text.startIndex
        while at < text.endIndex {
            let lead = text[at]
            if lead < 0x80 {
                at += 1
                continue
            }
            if lead >= 0xA1 && lead <= 0xDF {
                halfWidth += 1
                at += 1
                continue
            }
            guard (lead >= 0x81 && lead <= 0x9F) || (lead >= 0xE0 && lead <= 0xFC), at + 1 < text.endIndex,
                isTrail(text[at + 1]), text[at + 1] <= 0xFC
            else {
                alone += 1
                at += 1
                continue
            }
            let trail = text[at + 1]
            pairs += 1
            if lastEnd == at { joined += 1 }
            lastEnd = at + 2
            if lead <= 0x9F { low += 1 }
            if trail & 0xDF >= 0x41 && trail & 0xDF <= 0x5A && trail < 0x80 { letters += 1 }
            if (lead == 0x82 && trail >= 0x9F && trail <= 0xF1) || (lead == 0x83 && trail <= 0x96) { kana += 1 }
            at += 2
        }
        guard pairs >= 3, alone * 50 <= pairs + 49, alone <= 1 || pairs > 100 else { return nil }
        guard low * 10 >= pairs * 8, halfWidth <= pairs, joined * 10 >= pairs * 3, letters * 10 <= pairs * 7 else {
            return nil
        }
        return kana * 10 >= pairs || low * 20 >= pairs * 19 ? true : nil
    }

    // MARK: One byte a character

    /// A one-byte encoding with what its upper half stands for and the special letters of the languages that use it.
    private struct Alphabet: Sendable {
        let encoding: Encoding
        let characters: [Unicode.Scalar?]
        /// Per language.
        let usual: [Set<Unicode.Scalar>]

        init(_ encoding: Encoding, _ languages: [String]) {
            self.encoding = encoding
            characters = (0x80...0xFF).map { byte in
                guard let text = try? encoding.decode([UInt8(byte)]) else { return nil }
                let scalar = String(decoding: text, as: UTF8.self).unicodeScalars.first
                return scalar == "\u{FFFD}" ? nil : scalar
            }
            usual = languages.map { Set(($0 + $0.uppercased()).unicodeScalars) }
        }
    }

    private static let western = ["äöüßéèêëàâçîïôûùœæøåñáíóúãõìò"]
    private static let central = [
        "ąćęłńóśźż", "áčďéěíňřšťúůýž", "áäčďéíĺľňóôŕšťúýž", "áéíóöőúüű", "ăâîşţ", "čćđšž",
    ]
    private static let greek = ["αβγδεζηθικλμνξοπρςστυφχψωάέήίόύώϊϋΐΰ"]
    private static let russian = ["абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґ"]

    /// In the order in which they win a tie.
    private static let alphabets: [Alphabet] = [
        Alphabet(.cp1252, western), Alphabet(.iso8859part15, western), Alphabet(.macRoman, western),
        Alphabet(.cp850, western), Alphabet(.iso8859part2, central), Alphabet(.cp1250, central),
        Alphabet(.iso8859part9, ["çğıöşüâîİ"]), Alphabet(.iso8859part7, greek), Alphabet(.cp1251, russian),
    ]

    private struct Score {
        var points = 0.0
        var seen = 0

        var share: Double { seen == 0 ? 0 : points / Double(seen) }
    }

    /// How well a text's special characters stand in an encoding: 1 where each is a usual letter in its place.
    private static func score(_ text: ArraySlice<UInt8>, _ alphabet: Alphabet) -> Score {
        var best = score(text, alphabet, alphabet.usual[0])
        for usual in alphabet.usual.dropFirst() {
            let further = score(text, alphabet, usual)
            if further.share > best.share { best = further }
        }
        return best
    }

    private static func score(
        _ text: ArraySlice<UInt8>, _ alphabet: Alphabet, _ usual: Set<Unicode.Scalar>
    ) -> Score {
        var score = Score()
        for at in text.indices where text[at] >= 0x80 {
            if score.seen >= lookedCharacters { break }
            let before = at > text.startIndex ? kind(text[at - 1], alphabet) : .other
            let after = at + 1 < text.endIndex ? kind(text[at + 1], alphabet) : .other
            let inWord = before.isLetter || after.isLetter
            guard let scalar = alphabet.characters[Int(text[at] & 0x7F)], scalar.value >= 0xA0 else {
                score.points -= 2
                score.seen += 1
                continue
            }
            guard scalar.properties.isAlphabetic, scalar != "ª", scalar != "º" else {
                // Signs stand between words, ©, € and quotation marks beside them.
                if before.isLetter && after.isLetter && scalar != "’" && scalar != "–" {
                    score.points -= 1
                    score.seen += 1
                } else if !inWord {
                    continue
                } else if !isSignBesideWords(scalar) {
                    score.points -= 0.5
                    score.seen += 1
                }
                continue
            }
            score.seen += 1
            let isUpper = scalar.properties.isUppercase
            let isLatin = scalar.value < 0x250
            if isUpper && before == .lower || isUpper && before == .upper && after == .lower {
                score.points -= 0.5
            } else if isLatin && before.isLetter && after.isLetter && text[at - 1] >= 0x80 && text[at + 1] >= 0x80 {
                // A word in Latin letters has special ones here and there.
                score.points -= 0.5
            } else if usual.contains(scalar) {
                // Letters of other scripts don't mix with Latin ones in a word.
                let mixes = !isLatin && (before.isLatin(text, at - 1) || after.isLatin(text, at + 1))
                score.points += mixes ? -1 : 1
            } else {
                score.points += 0.1
            }
        }
        return score
    }

    private static func isSignBesideWords(_ scalar: Unicode.Scalar) -> Bool {
        "€£©®°§²³«»„“”‘’‚‹›–—…·•\u{A0}".unicodeScalars.contains(scalar)
    }

    private enum Kind {
        case lower, upper, other

        var isLetter: Bool { self != .other }

        func isLatin(_ text: ArraySlice<UInt8>, _ at: Int) -> Bool {
            isLetter && text.indices.contains(at) && text[at] < 0x80
        }
    }

    private static func kind(_ byte: UInt8, _ alphabet: Alphabet) -> Kind {
        switch byte {
        case 0x61...0x7A: return .lower
        case 0x41...0x5A: return .upper
        case 0x80...:
            guard let scalar = alphabet.characters[Int(byte & 0x7F)], scalar.properties.isAlphabetic else {
                return .other
            }
            return scalar.properties.isLowercase ? .lower : .upper
        default: return .other
        }
    }
}
