/// The case of people's names.
enum NameCasing {
    /// Whether nothing has to be mended in a value of both cases: no word of three capitals or more, none of small
    /// letters only. Most names are so.
    static func isSound(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var capitals = 0
        var smalls = 0
        var at = 0
        while at < bytes.count {
            let step = Scalars.next(bytes, at)
            at += step.length
            if Scalars.isLower(step.value) {
                smalls += 1
            } else if Scalars.isUpper(step.value) {
                capitals += 1
            } else if !CaseWord.isPart(step.value) {
                if smalls > 0 ? capitals == 0 : capitals >= 3 { return false }
                (capitals, smalls) = (0, 0)
            }
        }
        return !(smalls > 0 ? capitals == 0 : capitals >= 3)
    }

    static func apply(_ part: NamePart, _ given: LetterCase, _ words: inout [CaseWord]) {
        guard given != .none else { return }
        for index in words.indices where words[index].isWord {
            var word = words[index]
            let isSingle = given != .mixed
            guard isSingle || (word.isUpper && word.letterCount >= 3) || word.isLower else { continue }
            let key = word.key
            if let special = special[key], isSingle || word.isLower || word.letterCount > 3 {
                word.scalars = special.unicodeScalars.map(\.value)
            } else if romans[key] != nil, word.ordinal > 0, isSingle || word.isUpper {
                word.upper()
            } else if isParticle(key, at: index, in: words, part)
                || !isSingle && word.isLower && (particles[key] != nil || key.elementsEqual("v".utf8))
                    && index + 1 < words.count
            {
                // `de Meier`: small where the rest has capitals is meant so.
                word.lower()
            } else if word.scalars.contains(where: Scalars.isDigit) {
                continue
            } else {
                capitalise(&word, key)
            }
            words[index] = word
        }
    }

    private static func isParticle(_ key: [UInt8], at index: Int, in words: [CaseWord], _ part: NamePart) -> Bool {
        guard particles[key] != nil else { return false }
        let word = words[index]
        // Never the last word, but for `Humboldt, Alexander von`; never the first of a full name.
        guard words[(index + 1)...].contains(where: \.isWord) else {
            return word.ordinal > 1 && words[..<index].contains { !$0.isWord && $0.scalars.contains(0x2C) }
        }
        if word.followsHyphen, part == .given { return false }
        return part == .family || word.ordinal > 0 || isBeforeComma(index, words)
    }

    /// `VON DER HEIDE, ANNA`: the family name comes first.
    private static func isBeforeComma(_ index: Int, _ words: [CaseWord]) -> Bool {
        words[index...].contains { !$0.isWord && $0.scalars.contains(0x2C) }
    }

    private static func capitalise(_ word: inout CaseWord, _ key: [UInt8]) {
        word.capitalise()
        let text = word.scalars
        if key.starts(with: "mc".utf8), text.count > 4 || text.count == 4 && key.elementsEqual("mcge".utf8) {
            word.scalars[2] = Scalars.upper(text[2])
        } else if key.starts(with: "mac".utf8), macs[key] != nil {
            word.scalars[3] = Scalars.upper(text[3])
        }
    }

    /// Family names in which a capital follows `Mac`; other words only begin with these letters (Macher, Mackert,
    /// Macron).
    private static let macs = WordTable<Bool>(
        words: """
            macdonald macleod macgregor mackenzie mackay macintyre macarthur macpherson macmillan maclean macdougall
            macfarlane macneil macneill macrae maccallum macallister macaulay macbeth macdonnell macduff macewan
            macgill macinnes macintosh maciver mackinnon mackintosh maclachlan maclaren maclennan macnab macnamara
            macphail macphee macqueen macshane macsween mactavish macvicar
            """)

    /// Small words inside family names.
    static let particles = WordTable<Bool>(
        words: """
            von vom zu zum zur van der den des de del della delle dello degli dei di da dal dalla do dos das du la las
            los ten ter te op het af av und y e i bin ibn binti bint al el af
            """)

    private static let special = WordTable<String>([
        ("phd", "PhD"), ("dr", "Dr"), ("prof", "Prof"), ("jr", "Jr"), ("sr", "Sr"), ("jun", "jun"), ("sen", "sen"),
        ("mr", "Mr"), ("mrs", "Mrs"),
        ("ms", "Ms"),
        ("md", "MD"), ("dds", "DDS"), ("dvm", "DVM"), ("mba", "MBA"), ("cpa", "CPA"), ("esq", "Esq"), ("rn", "RN"),
        ("dipl", "Dipl"), ("ing", "Ing"), ("med", "med"), ("jur", "jur"), ("phil", "phil"), ("rer", "rer"),
        ("nat", "nat"),
        ("pol", "pol"), ("habil", "habil"), ("dent", "dent"), ("vet", "vet"), ("obe", "OBE"), ("mbe", "MBE"),
        ("cbe", "CBE"),
        ("llm", "LLM"), ("msc", "MSc"), ("bsc", "BSc"), ("geb", "geb"), ("nee", "née"),
        ("and", "and"), ("und", "und"), ("oder", "oder"), ("et", "et"), ("or", "or"),
    ])

    static let romans = WordTable<Bool>(words: "ii iii iv vi vii viii")
}
