public import Records

extension PageLanguage {
    /// A sentence in this language; in English where there is no translation.
    public func say(_ wording: Wording) -> String {
        switch self {
        case .english: wording.text(count: { NumberText.count($0) })
        case .german:
            wording.text(translated: { GermanWordings.patterns[$0] }) { number in
                String(NumberText.count(number).map { $0 == "," ? "." : $0 })
            }
        }
    }

    /// Whether every pattern of a sentence can be said in this language.
    public func canSay(_ wording: Wording) -> Bool {
        guard self == .german else { return true }
        // Signs and places alone are the same in every language.
        let hasWords = wording.pattern.contains { $0.isLetter }
        guard !hasWords || GermanWordings.patterns[wording.pattern] != nil else { return false }
        return wording.parts.allSatisfy { part in
            if case .wording(let inner) = part { canSay(inner) } else { true }
        }
    }
}

/// German for sentences that come from below.
enum GermanWordings {
    /// All of them, by the English pattern.
    static let patterns = questions.merging(profiles) { question, _ in question }

    /// The sentences that people are asked in.
    private static let questions: [String: String] = [
        // Dates
        "In \"{}\", do the few dates that fit one order only decide for the others?":
            "Gilt in „{}“ für alle Daten, was die wenigen sagen, die nur in einer Reihenfolge stimmen?",
        "Every date in \"{}\" fits day/month and month/day. Which is it?":
            "Jedes Datum in „{}“ lässt sich als Tag/Monat und als Monat/Tag lesen. Was gilt?",
        "\"{}\" has dates that fit only day/month and dates that fit only month/day. How are they read?":
            "In „{}“ gibt es Daten, die nur als Tag/Monat stimmen, und andere, die nur als Monat/Tag stimmen. Wie sind sie gemeint?",
        "{} of {} dates fit both d/m and m/d": "{} von {} Daten gehen als T/M und als M/T",
        "{}; no row decides": "{}; keine Zeile entscheidet",
        "{}; {} decides for {}": "{}; {} entscheidet für {}",
        "{}; {} decide for {}": "{}; {} entscheiden für {}",
        "{} of {} dates fit d/m only ({}), {} fit m/d only ({})":
            "{} von {} Daten gehen nur als T/M ({}), {} nur als M/T ({})",
        "{} dates, none of them open": "{} Daten, keines davon offen",
        "{} values are no dates, {} are": "{} Werte sind keine Daten, {} sind welche",
        "no dates": "keine Daten",
        "d/m": "T/M", "m/d": "M/T",
        // Rows
        "no rows": "keine Zeile",
        "row {}": "Zeile {}",
        "rows {} and {}": "Zeilen {} und {}",
        "1 row, record {}": "1 Zeile, Datensatz {}",
        "{} rows, the first is record {}": "{} Zeilen, die erste ist Datensatz {}",
        "{} of {} rows": "{} von {} Zeilen",
        "{} and {} more": "{} und {} weitere",
        // Numbers
        "In \"{}\", is the comma or the dot the decimal separator?":
            "Ist in „{}“ das Komma oder der Punkt das Dezimalzeichen?",
        "{} of {} numbers have a decimal dot ({}), {} a decimal comma ({})":
            "{} von {} Zahlen haben einen Dezimalpunkt ({}), {} ein Dezimalkomma ({})",
        "{} of {} numbers such as 1.234 fit both separators ({}); no row decides":
            "{} von {} Zahlen wie 1.234 lassen sich mit beiden Zeichen lesen ({}); keine Zeile entscheidet",
        "{} of {} numbers fit both separators": "{} von {} Zahlen lassen sich mit beiden Zeichen lesen",
        "{}; {} decides for the dot": "{}; {} entscheidet für den Punkt",
        "{}; {} decide for the dot": "{}; {} entscheiden für den Punkt",
        "{}; {} decides for the comma": "{}; {} entscheidet für das Komma",
        "{}; {} decide for the comma": "{}; {} entscheiden für das Komma",
        "{}; the source's other columns have a decimal comma":
            "{}; die anderen Spalten der Quelle haben ein Dezimalkomma",
        "{}; the source's other columns have a decimal dot":
            "{}; die anderen Spalten der Quelle haben einen Dezimalpunkt",
        "no numbers": "keine Zahlen",
        "{} values are no numbers, {} are": "{} Werte sind keine Zahlen, {} sind welche",
        "{} whole numbers": "{} ganze Zahlen",
        // Lines in another encoding
        "1 line is no UTF-8, as the others are. How is it encoded?":
            "1 Zeile ist nicht wie die anderen in UTF-8. Wie ist sie kodiert?",
        "{} lines are no UTF-8, as the others are. How are they encoded?":
            "{} Zeilen sind nicht wie die anderen in UTF-8. Wie sind sie kodiert?",
        "line {}": "Zeile {}", "lines {} and {}": "Zeilen {} und {}", "lines {} and others": "Zeilen {} und andere",
        "{}; a word of theirs is {}": "{}; ein Wort daraus ist {}",
        // Codes and scope
        "What does \"{}\" in {} mean?": "Was bedeutet „{}“ in {}?",
        "What do the codes in \"{}\" mean?": "Was bedeuten die Kürzel in „{}“?",
        "1 row is marked in \"{}\". Shall it come?": "1 Zeile ist in „{}“ markiert. Soll sie mitkommen?",
        "{} rows are marked in \"{}\". Shall they come?": "{} Zeilen sind in „{}“ markiert. Sollen sie mitkommen?",
        "Which codes in \"{}\" may be written to?": "Welche Kürzel in „{}“ dürfen angeschrieben werden?",
        "\"{}\" in {}: may be written to?": "„{}“ in {}: darf angeschrieben werden?",
        "{} {}": "{} {}", "blank {}": "leer {}", "{} sources": "{} Quellen",
        "Rows are red or struck through, as those of lost customers often are. Shall they come?":
            "Zeilen sind rot oder durchgestrichen, wie oft bei verlorenen Kunden. Sollen sie mitkommen?",
        "{} rows are red or struck through. Shall they come?":
            "{} Zeilen sind rot oder durchgestrichen. Sollen sie mitkommen?",
        "their colour in the workbook": "die Farbe in der Arbeitsmappe",
        "Rows are left out by the rules for files of their kind. Shall they come?":
            "Zeilen bleiben nach den Regeln für Dateien ihrer Art weg. Sollen sie mitkommen?",
        "{} rows are left out: {}. Is that right?": "{} Zeilen bleiben weg: {}. Ist das richtig?",
        "a rule for files of this kind": "eine Regel für Dateien dieser Art",
        "supplier": "Lieferant", "unused account": "unbenutztes Konto", "deleted there": "dort gelöscht",
        "1 order looks like a test. Shall it come?": "1 Bestellung sieht wie ein Test aus. Soll sie mitkommen?",
        "{} orders look like tests. Shall they come?": "{} Bestellungen sehen wie Tests aus. Sollen sie mitkommen?",
        "{} rows; the first is {}, marked \"{}\"": "{} Zeilen; die erste ist {}, gekennzeichnet „{}“",
        // Owners, collective accounts, signs, countries
        "Who takes the customers of \"{}\" in {}?": "Wer übernimmt die Kunden von „{}“ in {}?",
        "\"{}\" names owners who are not among your own people, or have left. Who takes their customers?":
            "„{}“ nennt Betreuer, die nicht zu Ihren Leuten gehören oder ausgeschieden sind. Wer übernimmt deren Kunden?",
        "in {}": "in {}", "left": "ausgeschieden", "left {}": "ausgeschieden {}",
        "{} rows; nobody in {} is called so": "{} Zeilen; niemand in {} heißt so",
        "{} rows; {} has left": "{} Zeilen; {} ist ausgeschieden",
        "{} rows; {} left {}": "{} Zeilen; {} ist {} ausgeschieden",
        "1 account looks collective: nobody in particular. How is it treated?":
            "1 Konto sieht nach einem Sammelkonto aus: niemand Bestimmtes. Was gilt?",
        "{} accounts look collective: nobody in particular. How are they treated?":
            "{} Konten sehen nach Sammelkonten aus: niemand Bestimmtes. Was gilt?",
        "Is \"{}\" ({}) a collective account?": "Ist „{}“ ({}) ein Sammelkonto?", "its name": "der Name",
        "Credit notes (\"{}\" in {}) are written without a minus. Do they count as money back?":
            "Gutschriften („{}“ in {}) stehen ohne Minus da. Zählen sie als Geld zurück?",
        "{} credit notes, none negative; of the other documents {} of {} are":
            "{} Gutschriften, keine negativ; von den anderen Belegen sind es {} von {}",
        "Which country are the addresses and phone numbers from?":
            "Aus welchem Land sind die Anschriften und Telefonnummern?",
        "no column says it": "keine Spalte sagt es",
        "no column says it; how well they fit: {}": "keine Spalte sagt es; wie gut sie passen: {}",
        "{} {} %": "{} {} %",
        // Two columns of one meaning, several kinds of sales
        "\"{}\" and \"{}\" could both be {}. Which one counts?":
            "„{}“ und „{}“ könnten beide {} sein. Welche Spalte zählt?",
        "{}: {} filled, such as {}; {}: {} filled, such as {}": "{}: {} gefüllt, etwa {}; {}: {} gefüllt, etwa {}",
        "street": "die Straße", "street2": "der Adresszusatz", "postcode": "die Postleitzahl", "city": "der Ort",
        "region": "das Bundesland", "country": "das Land", "given name": "der Vorname", "family name": "der Nachname",
        "full name": "der Name", "a company's name": "der Firmenname", "job title": "die Position",
        "notes": "die Bemerkung",
        "birth date": "das Geburtsdatum", "since when the customer is known": "das Datum, seit dem jemand Kunde ist",
        "when the record was last changed": "die letzte Änderung", "the record's status": "der Status",
        "industry": "die Branche", "payment terms": "die Zahlungsbedingung", "owner": "der Betreuer",
        "shipping street": "die Lieferstraße", "shipping city": "der Lieferort",
        "shipping postcode": "die Lieferpostleitzahl",
        "Turnover is in {}. Which counts?": "Umsatz steht in {}. Was zählt?",
        "{}; a sale that is in several counts once": "{}; ein Verkauf, der in mehreren steht, zählt einmal",
        "{}: {} {}": "{}: {} {}", "orders": "Bestellungen", "invoices": "Belege", "opportunities": "Verkaufschancen",
        // Customer numbers given out again
        "{} was {} and is now {}. The same customer?": "{} war {} und ist jetzt {}. Derselbe Kunde?",
        "{} customer numbers, such as {}, name others than before. The same customers?":
            "{} Kundennummern, etwa {}, nennen andere als zuvor. Dieselben Kunden?",
        "row {}: {} changed at once; until it is answered nothing of it is loaded":
            "Zeile {}: {} änderten sich auf einmal; bis zur Antwort wird davon nichts geladen",
        "rows {} and others; {}: {} → {}: {} changed at once; until it is answered nothing of it is loaded":
            "Zeile {} und andere; {}: {} → {}: {} änderten sich auf einmal; bis zur Antwort wird davon nichts geladen",
        "name and address": "Name und Anschrift",
        "name, address and tax number": "Name, Anschrift und Steuernummer",
    ]
}
