/// German for findings, what mends them, and why rows don't come.
enum GermanFindings {
    /// Whole sentences and clauses.
    static let sentences: [String: String] = [
        // Characters
        "control characters were removed": "Steuerzeichen wurden entfernt",
        "a U+0000 was removed": "ein Nullzeichen wurde entfernt",
        "bytes that are no UTF-8 were replaced": "Bytes, die kein UTF-8 sind, wurden ersetzt",
        "a character was lost before the file was written (U+FFFD)":
            "ein Zeichen ging schon verloren, bevor die Datei geschrieben wurde (U+FFFD)",
        "UTF-8 was read as Windows-1252 and encoded again":
            "UTF-8 wurde als Windows-1252 gelesen und noch einmal kodiert",
        "set the source's encoding": "die Zeichenkodierung der Quelle angeben",
        "export again from where the characters are whole": "dort neu exportieren, wo die Zeichen noch heil sind",
        "switch on the repair of doubly encoded text for this source":
            "die Reparatur doppelt kodierter Texte für diese Quelle einschalten",
        // People and organisations
        "which word is the family name can't be told": "welches Wort der Nachname ist, lässt sich nicht sagen",
        "the cell names several people": "die Zelle nennt mehrere Personen",
        "the cell names a household": "die Zelle nennt einen Haushalt",
        "the name looks like an organisation's": "der Name sieht nach einer Firma aus",
        "a department or a function, not a person": "eine Abteilung oder Funktion, keine Person",
        "the name holds digits or signs that names do not have":
            "der Name enthält Ziffern oder Zeichen, die Namen nicht haben",
        "the name is a filler": "der Name ist ein Platzhalter",
        "the name is nothing but a legal form": "der Name ist nur eine Rechtsform",
        "set the order of names for this column": "die Reihenfolge der Namen für diese Spalte angeben",
        "enter the people's names": "die Namen der Personen eintragen",
        "map the column to the organisation's name for these rows":
            "die Spalte für diese Zeilen dem Firmennamen zuordnen",
        "enter the person's name, or map the column to the department":
            "den Namen der Person eintragen, oder die Spalte der Abteilung zuordnen",
        "enter the name": "den Namen eintragen",
        // E-mail
        "not an e-mail address": "keine E-Mail-Adresse",
        "the e-mail address is longer than mail allows": "die E-Mail-Adresse ist länger als erlaubt",
        "the domain looks like a typing error": "die Domain sieht nach einem Tippfehler aus",
        "the cell holds several e-mail addresses": "die Zelle enthält mehrere E-Mail-Adressen",
        "the e-mail address is a filler": "die E-Mail-Adresse ist ein Platzhalter",
        "a mailbox that is thrown away after use": "ein Wegwerf-Postfach",
        "enter the address or clear the cell": "die Adresse eintragen oder die Zelle leeren",
        "take the proposal or confirm the domain": "den Vorschlag annehmen oder die Domain bestätigen",
        "ask for an address that lasts": "nach einer bleibenden Adresse fragen",
        // Phone
        "a spreadsheet turned the number into scientific notation; its last digits are lost":
            "eine Tabellenkalkulation hat die Nummer in Exponentialschreibweise gewandelt; ihre letzten Ziffern sind verloren",
        "the phone number has too few digits": "die Telefonnummer hat zu wenige Ziffern",
        "the phone number has too many digits": "die Telefonnummer hat zu viele Ziffern",
        "not a phone number": "keine Telefonnummer",
        "a national phone number without a country to read it by": "eine nationale Telefonnummer ohne Land",
        "the phone number is of a range that is not known to be assigned":
            "die Telefonnummer ist aus einem Bereich, der nicht vergeben ist",
        "the phone number has no area code": "die Telefonnummer hat keine Vorwahl",
        "the cell holds several phone numbers": "die Zelle enthält mehrere Telefonnummern",
        "the phone number ends with alternatives; the first was taken":
            "die Telefonnummer endet mit mehreren Möglichkeiten; die erste wurde genommen",
        "the phone number is a filler": "die Telefonnummer ist ein Platzhalter",
        "export again with the column formatted as text": "mit als Text formatierter Spalte neu exportieren",
        "enter the number or clear the cell": "die Nummer eintragen oder die Zelle leeren",
        "set a default country for this column": "ein Land für diese Spalte angeben",
        "check the number": "die Nummer prüfen", "add the area code": "die Vorwahl ergänzen",
        "enter the other number in a field of its own": "die andere Nummer in ein eigenes Feld eintragen",
        // Addresses and countries
        "the postcode does not have its country's shape": "die Postleitzahl hat nicht die Form ihres Landes",
        "the postcode lost its leading zero": "die Postleitzahl hat ihre führende Null verloren",
        "the postcode's prefix names another country": "die Postleitzahl nennt vorn ein anderes Land",
        "not a country": "kein Land", "the code stands for several countries": "das Kürzel steht für mehrere Länder",
        "not a state, province or county of the country": "kein Bundesland, Kanton oder Bezirk des Landes",
        "the region's code names another country": "das Kürzel der Region nennt ein anderes Land",
        "an address without a postcode that fits its country": "eine Anschrift ohne Postleitzahl, die zum Land passt",
        "correct the postcode or the country": "die Postleitzahl oder das Land berichtigen",
        "take the proposal, or format the column as text and export again":
            "den Vorschlag annehmen, oder die Spalte als Text formatieren und neu exportieren",
        "correct the country or the prefix": "das Land oder das Kürzel davor berichtigen",
        "enter the country's two-letter code or add a value map":
            "das Länderkürzel mit zwei Buchstaben eintragen, oder eine Wertetabelle anlegen",
        "enter the region's code or name, and the country": "Kürzel oder Namen der Region eintragen, und das Land",
        "correct the country or the region": "das Land oder die Region berichtigen",
        "enter postcode and place in fields of their own": "Postleitzahl und Ort in eigene Felder eintragen",
        // Dates
        "not a date": "kein Datum", "a day that the calendar does not have": "ein Tag, den es im Kalender nicht gibt",
        "a date that software writes for none": "ein Datum, mit dem Programme „keines“ meinen",
        "a bare year, taken as 1 January": "nur ein Jahr, als 1. Januar genommen",
        "the date fits another order of day and month only":
            "das Datum passt nur zu einer anderen Reihenfolge von Tag und Monat",
        "the century is not written": "das Jahrhundert fehlt", "the time has no zone": "die Uhrzeit hat keine Zeitzone",
        "the time is finer than a microsecond": "die Uhrzeit ist genauer als eine Mikrosekunde",
        "enter the date as YYYY-MM-DD": "das Datum als JJJJ-MM-TT eintragen",
        "check the order of day and month set for this column":
            "die für die Spalte angegebene Reihenfolge von Tag und Monat prüfen",
        "write years with four digits": "Jahre mit vier Ziffern schreiben",
        "set the zone of this column": "die Zeitzone der Spalte angeben",
        "round to microseconds at the source": "in der Quelle auf Mikrosekunden runden",
        // Numbers
        "not a number": "keine Zahl",
        "the number has more than four decimals": "die Zahl hat mehr als vier Nachkommastellen",
        "the number is too large": "die Zahl ist zu groß",
        "the number is written with the other decimal separator": "die Zahl hat das andere Dezimalzeichen",
        "the number's groups are not of three digits": "die Zifferngruppen der Zahl haben nicht drei Stellen",
        "the currency sign stands for several currencies": "das Währungszeichen steht für mehrere Währungen",
        "not a currency": "keine Währung", "enter a plain number": "eine einfache Zahl eintragen",
        "round to four decimals at the source": "in der Quelle auf vier Nachkommastellen runden",
        "check the decimal separator set for this column": "das für die Spalte angegebene Dezimalzeichen prüfen",
        "enter the currency's three-letter code": "das Währungskürzel mit drei Buchstaben eintragen",
        // Tax and account numbers
        "the tax number does not have its country's shape": "die Steuernummer hat nicht die Form ihres Landes",
        "the tax number's check digit is wrong": "die Prüfziffer der Steuernummer ist falsch",
        "the tax number's country can't be told": "das Land der Steuernummer lässt sich nicht sagen",
        "the account number (IBAN) does not have its country's shape": "die IBAN hat nicht die Form ihres Landes",
        "the account number's (IBAN's) check digits are wrong": "die Prüfziffern der IBAN sind falsch",
        "no country's account number (IBAN)": "keine IBAN eines Landes",
        "check the number against a letter or invoice": "die Nummer mit einem Brief oder einer Rechnung vergleichen",
        "check the number against a mandate or invoice": "die Nummer mit einem Mandat oder einer Rechnung vergleichen",
        "write the number with its country prefix": "die Nummer mit ihrem Länderkürzel schreiben",
        // The rest
        "not a web address": "keine Webadresse", "not a language": "keine Sprache",
        "neither yes nor no": "weder ja noch nein",
        "enter a domain such as example.com": "eine Domain wie example.com eintragen",
        "enter the language's two-letter code or add a value map":
            "das Sprachkürzel mit zwei Buchstaben eintragen, oder eine Wertetabelle anlegen",
        "add a value map for this column": "eine Wertetabelle für diese Spalte anlegen",
        // Rows
        "nothing in the row says who or what it is about": "nichts in der Zeile sagt, um wen oder was es geht",
        "fill in a name, an e-mail, a phone or a number, or leave the row out by a filter":
            "Name, E-Mail, Telefon oder Nummer eintragen, oder die Zeile durch einen Filter auslassen",
        "correct the row's quotes or delimiters in the source":
            "Anführungs- oder Trennzeichen der Zeile in der Quelle berichtigen",
        "deleted there": "dort gelöscht", "supplier": "Lieferant", "unused account": "unbenutztes Konto",
        "test order": "Testbestellung", "totals row": "Summenzeile", "a totals line": "Summenzeile",
        "the header once more": "die Kopfzeile noch einmal",
        "the header once more; left out": "die Kopfzeile noch einmal; ausgelassen",
        "a line of totals at the table's end; left out": "eine Summenzeile am Ende der Tabelle; ausgelassen",
        "out of scope": "nicht gewünscht", "inactive": "inaktiv",
        "the last line has no line end, which a file that was cut off has neither":
            "die letzte Zeile hat kein Zeilenende, wie in einer abgeschnittenen Datei",
        "check that the last row is complete": "prüfen, ob die letzte Zeile vollständig ist",
        "save the file as XLSX in the program that it comes from":
            "die Datei in dem Programm, aus dem sie kommt, als XLSX speichern",
        "hidden columns are read all the same": "verborgene Spalten werden trotzdem gelesen",
        "1 row is hidden, by hand or by a filter, and is read all the same":
            "1 Zeile ist von Hand oder durch einen Filter verborgen und wird trotzdem gelesen",
        "rows are coloured or struck through, which may mean something":
            "Zeilen sind gefärbt oder durchgestrichen, was etwas bedeuten kann",
        "no row looks like a header; the columns are numbered":
            "keine Zeile sieht nach einer Kopfzeile aus; die Spalten sind nummeriert",
        "1 cell above or beside the table are not part of it": "1 Zelle über oder neben der Tabelle gehört nicht dazu",
        // What the mapping's checks ask for
        "no e-mail address": "keine E-Mail-Adresse", "no amount can be read": "kein Betrag lesbar",
        "fill it in at the source, or give the field another column in the mapping": "in der Quelle eintragen",
        "correct it at the source, or translate it with a value map":
            "in der Quelle berichtigen, oder den Wert übersetzen",
        "correct the rows at the source, or drop the check if the value may repeat":
            "die Zeilen in der Quelle berichtigen, oder sagen, dass der Wert mehrfach vorkommen darf",
        "correct it at the source": "in der Quelle berichtigen",
        "correct the key at the source, or ask for the delivery that the missing record is in":
            "den Schlüssel in der Quelle berichtigen, oder die Datei mit dem fehlenden Satz schicken",
        "ask why the column is empty, or whether another one holds it":
            "klären, warum die Spalte leer ist, oder ob eine andere es enthält",
        "ask for a newer delivery": "eine neuere Datei schicken",
    ]

    /// Sentences with places; the first that fits is taken.
    static let patterns: [(String, String)] = [
        ("{} cells where the table has {}", "{} Zellen, wo die Tabelle {} hat"),
        (
            "{} cells above or beside the table are not part of it",
            "{} Zellen über oder neben der Tabelle gehören nicht dazu"
        ),
        (
            "{} of {} values with special characters were encoded as UTF-8 twice: \"{}\" is \"{}\"; repaired",
            "{} von {} Werten mit Sonderzeichen waren doppelt als UTF-8 kodiert: „{}“ heißt „{}“; repariert"
        ),
        (
            "{} of {} values with special characters were encoded as UTF-8 twice: \"{}\" is \"{}\"",
            "{} von {} Werten mit Sonderzeichen sind doppelt als UTF-8 kodiert: „{}“ heißt „{}“"
        ),
        ("no UTF-8 ({}), so the line was read as {}", "kein UTF-8 ({}), deshalb wurde die Zeile als {} gelesen"),
        ("{} stands for nothing in {}", "{} steht in {} für nichts"),
        ("{} in all; the first {} are listed", "{} insgesamt; die ersten {} sind aufgeführt"),
        ("column {} has no name, so it is called {}", "Spalte {} hat keinen Namen und heißt deshalb {}"),
        (
            "column {} has no name in the header and is called {}",
            "Spalte {} hat in der Kopfzeile keinen Namen und heißt {}"
        ),
        (
            "column {} has the name of an earlier one, so it is called {}",
            "Spalte {} heißt wie eine frühere und wird deshalb {} genannt"
        ),
        (
            "the header has this name more than once; column {} is called {}",
            "die Kopfzeile hat diesen Namen mehrfach; Spalte {} heißt {}"
        ),
        (
            "row {} is taken for the header because of its place only",
            "Zeile {} gilt nur wegen ihrer Lage als Kopfzeile"
        ),
        ("another table begins at row {}", "ab Zeile {} beginnt eine weitere Tabelle"),
        ("{} rows hold nothing but delimiters; left out", "{} Zeilen enthalten nur Trennzeichen; ausgelassen"),
        ("{} row holds nothing but delimiters; left out", "{} Zeile enthält nur Trennzeichen; ausgelassen"),
        (
            "{} rows are hidden, by hand or by a filter, and are read all the same",
            "{} Zeilen sind von Hand oder durch einen Filter verborgen und werden trotzdem gelesen"
        ),
        (
            "{} bytes stand for nothing in the file's encoding and were read as \u{FFFD}",
            "{} Bytes bedeuten in der Kodierung der Datei nichts und wurden als \u{FFFD} gelesen"
        ),
        ("{} cells have comments", "{} Zellen haben Kommentare"),
        ("{} further cells like these", "{} weitere solche Zellen"),
        ("the sheet {} is empty", "das Blatt {} ist leer"),
        ("the cell also holds {}, which no field takes", "die Zelle enthält auch {}, was kein Feld aufnimmt"),
        ("{} has no row with this in {}", "{} hat keine Zeile mit diesem Wert in {}"),
        (
            "{} looks like a password, token or card number: kept as [dropped]",
            "{} sieht nach Kennwort, Schlüssel oder Kartennummer aus: wurde nicht behalten"
        ),
        ("{} doesn't have the form that was agreed", "{} hat nicht die vereinbarte Form"),
        ("{} doesn't have {} to {} characters", "{} hat nicht {} bis {} Zeichen"),
        ("{} has fewer than {} characters", "{} hat weniger als {} Zeichen"),
        ("{} has more than {} characters", "{} hat mehr als {} Zeichen"),
        ("{} has a value in fewer than {} of the rows", "{} hat in weniger als {} der Zeilen einen Wert"),
        ("the newest {} is more than {} days old", "der neueste Wert in {} ist älter als {} Tage"),
        ("the record that {} refers to isn't there", "der Satz, auf den {} verweist, fehlt"),
        ("{} is missing, though {} belong together", "{} fehlt, obwohl {} zusammengehören"),
        (
            "{} isn't unique, as in records {} and {} more",
            "{} kommt mehrfach vor, wie in den Sätzen {} und {} weiteren"
        ),
        ("{} isn't unique, as in records {} and {}", "{} kommt mehrfach vor, wie in den Sätzen {} und {}"),
        ("{} isn't unique, as in record {}", "{} kommt mehrfach vor, wie im Satz {}"),
        ("{} isn't unique", "{} kommt mehrfach vor"),
        ("{} isn't from {} to {}", "{} liegt nicht zwischen {} und {}"),
        ("{} isn't at most {}", "{} ist größer als {}"),
        ("{} isn't at least {}", "{} ist kleiner als {}"),
        ("{} isn't in {}, {}", "{} gibt es nicht in {}, {}"),
        ("{} is none of {}", "{} ist keines von {}"),
        ("{} is missing", "{} fehlt"),
    ]
}
