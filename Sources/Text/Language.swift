/// Languages by ISO 639-1.
public enum Language {
    /// Brings a language into its two-letter code: from codes (`de`, `ger`, `deu`, `de-AT`, `de_DE`) or names in
    /// English, German, French, Spanish or the language itself.
    public static func read(_ bytes: UnsafeRawBufferPointer) -> Standardised {
        let text = bytes.trimmed
        guard !text.isEmpty else { return Standardised([], bytes.isEmpty ? .unchanged : .changed) }
        var code = table[LookupKey.of(text)]
        if code == nil,
            let end = text.firstIndex(where: { $0 == Byte.hyphen || $0 == UInt8(ascii: "_") || $0 == Byte.open }),
            end >= 2
        {
            code = table[LookupKey.of(text.part(0..<end))]
        }
        guard let code else { return Standardised([], .invalid(.languageUnknown)) }
        let out = [UInt8](code.utf8)
        return Standardised(out, Verdict.comparing(bytes, out))
    }

    /// Brings a language into its two-letter code.
    public static func read(_ text: String) -> Standardised { text.withBytes { read($0) } }

    static let table = WordTable<String>(groups: named + others)

    /// Every other language of ISO 639-1, by its codes and English names.
    private static let others: [(String, String)] = LanguageTable.lines.split(separator: "\n").compactMap { line in
        let sides = line.split(separator: "|")
        return sides.count == 2 ? (String(sides[0]), String(sides[1])) : nil
    }

    private static let named: [(String, String)] = [
        ("de", "de ger deu d german deutsch allemand aleman tedesco duits"),
        ("en", "en eng e english englisch anglais ingles inglese engels gb uk us"),
        ("fr", "fr fre fra f french franzosisch franzoesisch francais frances francese frans"),
        ("es", "es spa spanish spanisch espagnol espanol castellano spagnolo"),
        ("it", "it ita i italian italienisch italien italiano"),
        ("nl", "nl dut nld dutch niederlandisch niederlaendisch nederlands neerlandais holandes"),
        ("pt", "pt por portuguese portugiesisch portugais portugues"),
        ("pl", "pl pol polish polnisch polonais polaco polski"),
        ("cs", "cs cze ces cz czech tschechisch tcheque cesky cestina"),
        ("sk", "sk slo slk slovak slowakisch slovencina"),
        ("hu", "hu hun hungarian ungarisch hongrois magyar"), ("ro", "ro rum ron romanian rumanisch roumain romana"),
        ("bg", "bg bul bulgarian bulgarisch"), ("hr", "hr hrv croatian kroatisch hrvatski"),
        ("sr", "sr srp serbian serbisch srpski"),
        ("sl", "sl slv slovenian slowenisch slovenscina"), ("bs", "bs bos bosnian bosnisch"),
        ("da", "da dan dk danish danisch daenisch danois dansk"),
        ("sv", "sv swe se swedish schwedisch suedois svenska"),
        ("no", "no nor nb nob nn nno norwegian norwegisch norvegien norsk"),
        ("fi", "fi fin finnish finnisch finnois suomi"),
        ("is", "is ice isl icelandic islandisch islenska"), ("et", "et est estonian estnisch eesti"),
        ("lv", "lv lav latvian lettisch latviesu"), ("lt", "lt lit lithuanian litauisch lietuviu"),
        ("el", "el gre ell gr greek griechisch grec griego"),
        ("tr", "tr tur turkish turkisch tuerkisch turc turco turkce"),
        ("ru", "ru rus russian russisch russe ruso"), ("uk", "ukr ua ukrainian ukrainisch"),
        ("be", "be bel belarusian belarussisch"),
        ("ar", "ar ara arabic arabisch arabe"), ("he", "he heb iw hebrew hebraisch"),
        ("fa", "fa per fas persian persisch farsi"),
        ("hi", "hi hin hindi"), ("ur", "ur urd urdu"), ("bn", "bn ben bengali"), ("pa", "pa pan punjabi"),
        ("ta", "ta tam tamil"),
        ("zh", "zh chi zho cn chinese chinesisch chinois chino mandarin 中文"),
        ("ja", "ja jpn jp japanese japanisch japonais 日本語"),
        ("ko", "ko kor kr korean koreanisch coreen"), ("vi", "vi vie vietnamese vietnamesisch"), ("th", "th tha thai"),
        ("id", "id ind indonesian indonesisch"), ("ms", "ms may msa malay malaiisch"),
        ("tl", "tl tgl tagalog filipino"),
        ("sq", "sq alb sqi albanian albanisch"), ("mk", "mk mac mkd macedonian mazedonisch"),
        ("ca", "ca cat catalan katalanisch catala"),
        ("eu", "eu baq eus basque baskisch euskara"), ("gl", "gl glg galician galicisch galego"),
        ("ga", "ga gle irish irisch gaeilge"),
        ("cy", "cy wel cym welsh walisisch cymraeg"), ("gd", "gd gla"), ("mt", "mt mlt maltese maltesisch"),
        ("lb", "lb ltz luxembourgish luxemburgisch letzebuergesch"), ("af", "af afr afrikaans"),
        ("sw", "sw swa swahili"),
        ("la", "la lat latin latein"), ("eo", "eo epo esperanto"),
    ]
}
