import Text

/// A street's own words and its house number, for comparing only.
enum StreetWords {
    /// Words that say what kind of street it is, and articles: they are written in too many ways to tell streets apart.
    private static let kinds: Set<[UInt8]> = Set(
        """
        street st str strasse stras road rd avenue ave av lane ln la drive dr boulevard blvd bd boul court ct place pl way wy circle cir parkway
        pkwy terrace ter terr close cl gardens gdns crescent cres grove gr parade pde highway hwy square sq rue r chemin ch chem impasse
        imp allee all quai q route rte cours crs calle c avenida avda avd plaza pza paseo p ronda rda carretera ctra via piazza weg
        platz gasse ring ufer damm de la le les des du del der die das den am an auf im in zu zum zur l d y and
        """.split { $0 == " " || $0 == "\n" }.map { [UInt8]($0.utf8) })
    /// Words before the number of a flat, not of a house.
    private static let units: Set<[UInt8]> = Set(
        [
            "apt", "apartment", "unit", "suite", "ste", "flat", "app", "appt", "piso", "floor", "fl", "room", "rm",
            "shop", "top", "no",
        ]
        .map { [UInt8]($0.utf8) })

    /// The core words, joined by spaces, and the house number with its letter.
    static func split(_ bytes: UnsafeRawBufferPointer) -> (core: [UInt8], house: [UInt8]) {
        // "12/345 Main Street" is flat 12, house 345; "Apt 5" and "#5" are flats.
        var marked = [UInt8](bytes)
        if let slash = marked.firstIndex(of: 0x2F), slash > 0, slash + 1 < marked.count, marked[slash - 1] &- 0x30 < 11,
            marked[slash + 1] &- 0x30 < 10, !marked[..<slash].contains(0x20)
        {
            marked.removeFirst(slash + 1)
        }
        if let hash = marked.firstIndex(of: 0x23), hash > 0 { marked.removeLast(marked.count - hash) }
        let words = marked.withUnsafeBytes { Folding.fold($0) }.split(separator: 0x20).map { Array($0) }
        var core: [UInt8] = []
        var house: [UInt8] = []
        var skipNumber = false
        for (index, word) in words.enumerated() {
            if units.contains(word) {
                skipNumber = true
                continue
            }
            if let first = word.first, first &- 0x30 < 10 {
                if skipNumber {
                    skipNumber = false
                } else if house.isEmpty {
                    house = Array(word.prefix { $0 &- 0x30 < 10 })
                    let letters = word.dropFirst(house.count)
                    if letters.count == 1 { house.append(contentsOf: letters) }
                } else if core.isEmpty || index + 1 < words.count {
                    append(word, to: &core)
                }
                continue
            }
            if skipNumber, word.count <= 2 {
                skipNumber = false
                continue
            }
            skipNumber = false
            if kinds.contains(word) || (word.count == 1 && !core.isEmpty) { continue }
            append(shortened(word), to: &core)
        }
        if core.isEmpty {
            for word in words where word.first.map({ $0 &- 0x30 >= 10 }) ?? false { append(word, to: &core) }
        }
        return (core, house)
    }

    /// A house number as it is compared.
    static func house(_ bytes: UnsafeRawBufferPointer) -> [UInt8] {
        let folded = Folding.fold(bytes).filter { $0 != 0x20 }
        let digits = folded.drop { $0 &- 0x30 >= 10 }
        let number = digits.prefix { $0 &- 0x30 < 10 }
        let letters = digits.dropFirst(number.count)
        return Array(number) + (letters.count == 1 ? Array(letters) : [])
    }

    /// German streets carry their kind inside the word: Hauptstrasse and Hauptstr are one.
    private static func shortened(_ word: [UInt8]) -> [UInt8] {
        for ending in ["strasse", "stras", "str"]
        where word.count > ending.utf8.count + 2 && word.ends(with: ending.utf8) {
            return Array(word.dropLast(ending.utf8.count))
        }
        return word
    }

    private static func append(_ word: [UInt8], to core: inout [UInt8]) {
        if !core.isEmpty { core.append(0x20) }
        core.append(contentsOf: word)
    }
}

extension [UInt8] {
    fileprivate func ends(with ending: String.UTF8View) -> Bool { suffix(ending.count).elementsEqual(ending) }
}
