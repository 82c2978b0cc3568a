import Report
import Testing
import Text

@Suite struct FindingWordsTests {
    @Test(arguments: Reason.allCases) func everyReasonAndItsRemedyHaveGerman(_ reason: Reason) {
        #expect(PageLanguage.german.finding(reason.message) != reason.message, "\(reason.message)")
        #expect(
            reason.remedy.isEmpty || PageLanguage.german.finding(reason.remedy) != reason.remedy, "\(reason.remedy)")
        #expect(PageLanguage.english.finding(reason.message) == reason.message)
    }

    @Test(arguments: [
        ("postcode: the postcode lost its leading zero", "PLZ: die Postleitzahl hat ihre führende Null verloren"),
        ("line 20: 36 cells where the table has 35", "Zeile 20: 36 Zellen, wo die Tabelle 35 hat"),
        ("line 163: the header once more; left out", "Zeile 163: die Kopfzeile noch einmal; ausgelassen"),
        ("email is missing", "E-Mail fehlt"), ("company.city is missing", "Ort fehlt"),
        ("email isn't unique, as in record 7", "E-Mail kommt mehrfach vor, wie im Satz 7"),
        (
            "email isn't unique, as in records 7, 9 and 3 more",
            "E-Mail kommt mehrfach vor, wie in den Sätzen 7, 9 und 3 weiteren"
        ),
        ("gross isn't from 0 to 100", "Betrag liegt nicht zwischen 0 und 100"),
        (
            "293 of 293 values with special characters were encoded as UTF-8 twice: \"Ã¤\" is \"ä\"; repaired",
            "293 von 293 Werten mit Sonderzeichen waren doppelt als UTF-8 kodiert: „Ã¤“ heißt „ä“; repariert"
        ),
        // What nobody has translated stays as it is, and so does a client's own wording.
        ("Umsatz fehlt im Vorjahr", "Umsatz fehlt im Vorjahr"), ("", ""), (": ", ": "), ("is missing", "is missing"),
        ("line x: not a date", "line x: not a date"),
    ])
    func sentencesAreKnownByTheirShape(_ english: String, _ german: String) {
        #expect(PageLanguage.german.finding(english) == german)
    }

    @Test func aCommentSaysWhatToDo() {
        #expect(PageLanguage.german.comment("not a date", "") == "kein Datum")
        #expect(
            PageLanguage.german.comment("not a date", "enter the date as YYYY-MM-DD")
                == "kein Datum\nZu tun: das Datum als JJJJ-MM-TT eintragen")
        #expect(PageLanguage.english.comment("not a date", "mend it") == "not a date\nTo do: mend it")
    }
}
