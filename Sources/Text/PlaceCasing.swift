/// The case of streets and cities. Only values of one case are touched.
enum PlaceCasing {
    static func street(_ given: LetterCase, _ words: inout [CaseWord]) {
        guard given == .upper || given == .lower else { return }
        for index in words.indices where words[index].isWord {
            var word = words[index]
            let key = word.key
            if romans[key] != nil, word.ordinal > 0 {
                word.upper()
            } else if directions[key] != nil, word.ordinal > 0 || words.count > 1 {
                word.upper()
            } else if small[key] != nil, word.ordinal > 0 {
                word.lower()
            } else if word.scalars.contains(where: Scalars.isDigit) {
                number(&word)
            } else {
                capitalise(&word)
            }
            words[index] = word
        }
    }

    static func city(_ given: LetterCase, _ words: inout [CaseWord]) {
        guard given == .upper || given == .lower else { return }
        for index in words.indices where words[index].isWord {
            var word = words[index]
            if small[word.key] != nil, word.ordinal > 0 {
                word.lower()
            } else {
                capitalise(&word)
            }
            words[index] = word
        }
    }

    /// `42ND` → `42nd`; a letter behind a house number stays as it is.
    private static func number(_ word: inout CaseWord) {
        let letters = word.scalars.filter(Scalars.isLetter)
        if letters.count >= 2, word.scalars.first.map(Scalars.isDigit) == true { word.lower() }
    }

    private static func capitalise(_ word: inout CaseWord) {
        let wasFirst = word.ordinal == 0
        word.capitalise()
        // `l'Église`, `d'Orléans` inside a name; `L'Haÿ` at its beginning.
        if !wasFirst, word.scalars.count > 3, word.scalars[1] == 0x27 || word.scalars[1] == 0x2019,
            word.scalars[0] == 0x4C || word.scalars[0] == 0x44
        {
            word.scalars[0] = Scalars.lower(word.scalars[0])
        }
    }

    private static let directions = WordTable<Bool>(words: "n s e w ne nw se sw po nsw qld vic tas")

    private static let romans = WordTable<Bool>(words: "ii iii iv vi vii viii ix xi xii xiii xiv xv xvi xxiii i v x")

    private static let small = WordTable<Bool>(
        words: """
            am an auf aus bei der dem den die das des im in ob unter und vom von vor zu zum zur of the on upon under
            by and at sur sous les le la du de des et en aux au lez d l del de los las el y e di da do dos della delle
            dei degli sul nel a op aan bij het ter ten
            """)
}
