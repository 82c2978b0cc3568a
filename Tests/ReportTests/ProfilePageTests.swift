import Discovery
import Records
import Report
import Testing

/// The page of a profile in both languages.
@Suite struct ProfilePageTests {
    private static func reading(_ source: String, _ columns: [(String, [String])]) -> TableReading {
        TableReading(
            source: source,
            tallies: columns.map { name, values in
                var tally = ColumnTally(name)
                for (row, value) in values.enumerated() { tally.add(ArraySlice(value.utf8), place: row + 2) }
                return tally
            })
    }

    /// Columns of many kinds under headers that say it, say something else, or say nothing.
    private static let readings: [TableReading] = {
        let headers = [
            "Wert", "Name", "Firma", "Nachname", "Vorname", "Anrede", "Straße", "PLZ", "Ort", "Land", "Bundesland",
            "Telefon", "E-Mail", "Homepage", "USt-IdNr.", "Geburtsdatum", "Kundennummer", "id", "Betreuer", "Status",
            "Newsletter", "gelöscht", "Branche", "Zahlungsziel", "Notiz", "Betrag", "Rechnungsnummer", "fällig am",
            "Währung", "Sprache", "Kürzel", "Hausnummer", "Betreff", "Phase",
        ]
        let values: [[String]] = [
            (1...12).map { "info\($0)@example.de" }, (1...12).map { "04131 55501\($0 + 10)" },
            (1...12).map { "\($0 + 12).0\($0 % 9 + 1).2024" }, (1...12).map { "0\($0 % 9 + 1)/0\($0 % 7 + 1)/2024" },
            (1...12).map { "\($0).\(100 + $0)" }, (1...12).map { "Bäckerei \($0) GmbH" }, (1...12).map { "2133\($0)" },
            (1...12).map { "Am Sande \($0)" }, (1...12).map { ["ja", "nein"][$0 % 2] },
            (1...12).map { ["Anna", "Peter", "Ute"][$0 % 3] + " Lindholm" }, Array(repeating: "", count: 12),
            (1...12).map { "www.firma\($0).example" }, (1...12).map { ["EUR", "GBP"][$0 % 2] },
            (1...12).map { ["Deutschland", "Österreich"][$0 % 2] }, (1...12).map { ["Herr", "Frau"][$0 % 2] },
            (1...12).map { "\($0 * 7).50" }, ["DE136695976", "DE129273398", "ATU13585627"],
        ]
        return ["kunden", "newsletter", "firmen", "kontakte", "rechnungen", "notizen"].enumerated().flatMap { place, source in
            values.indices.map { shift in
                reading(
                    source,
                    headers.indices.filter { ($0 + shift + place) % 3 != 0 }.map {
                        (headers[$0], values[($0 + shift) % values.count])
                    })
            }
        }
    }()

    @Test func everyMeaningCanBeSaidInGerman() {
        for meaning in ColumnMeaning.allCases {
            #expect(PageLanguage.german.canSay(meaning.wording), "\(meaning.words)")
        }
    }

    @Test func whateverIsSaidOfAColumnCanBeSaidInGerman() {
        var said: Set<String> = []
        for profile in ProfilePageTests.readings.flatMap(\.profiles) {
            for wording in [profile.type, profile.reason, profile.doubt] {
                said.formUnion(ProfilePageTests.patterns(wording))
                #expect(PageLanguage.german.canSay(wording), "\(wording)")
            }
        }
        #expect(said.count > 50, "the tables should make it say much, it said \(said.count) things")
    }

    private static func patterns(_ wording: Wording) -> [String] {
        [wording.pattern]
            + wording.parts.flatMap { part in if case .wording(let inner) = part { patterns(inner) } else { [String]() } }
    }

    @Test func theWholePageIsInItsLanguage() {
        let readings = ["kunden", "rechnungen"].compactMap { name in ProfilePageTests.readings.first { $0.source == name } }
        let page = ProfilePage(
            client: "Nordkamp", day: "2026-11-23",
            sources: readings.map {
                ProfilePage.Source(name: $0.source, rows: 1_234, repeatedRows: 2, columns: $0.profiles, kind: $0.kind)
            }, relations: TableRelations(readings))
        let german = page.html(language: .german)
        let english = page.html(language: .english)
        #expect(german.contains("1.234 Zeilen") && german.contains("23.11.2026") && english.contains("1,234 rows"))
        for word in [
            ">likely ", " filled ·", "shapes:", "stands out", "every value once", " on average", "The same values", "rows found",
            "personal data", "as the header", " values", "there once more", "the header says",
        ] {
            #expect(!german.contains(word), "\(word)")
        }
        for word in ["wohl ", "gefüllt", "Formen:", "Überschrift", " Werte", "persönlich"] {
            #expect(!english.contains(word), "\(word)")
            #expect(german.contains(word), "\(word)")
        }
    }
}
