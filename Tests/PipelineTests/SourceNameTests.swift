import Pipeline
import Seeds
import Testing

/// The names that files and sheets get, on which scripts of others rely.
@Suite struct SourceNameTests {
    @Test(arguments: [
        ("kunden.csv", "kunden"), ("fake_1000.csv", "fake_1000"), ("Kundenliste NEU (3).xlsx", "kundenliste"),
        ("inbox/a/Kunden.CSV", "kunden"), ("Müller & Söhne.csv", "mueller-soehne"), ("Straße.csv", "strasse"),
        ("Kundenliste_final2.xlsx", "kundenliste"), ("Kundenliste_v2.xlsx", "kundenliste"),
        ("Kunden-neu.csv", "kunden"),
        ("Kunden final v3 (1).csv", "kunden"), ("Ænders Ørsted Åse Łódź.csv", "aenders-oersted-aase-lodz"),
        ("Export 2026-11-23.csv", "export-2026-11-23"), ("a.b.c.csv", "a-b-c"), ("neu.csv", "neu"),
        ("dump.sql.gz", "dump"), ("x.gz", "x"), ("inbox/invoices/*.xml", "invoices"),
        ("out.zip/*.vcf", "out"), ("a/orders-*.csv", "orders"),
        ("final.csv", "final"),
        ("no ending", "no-ending"), ("  .csv", "source"), (".csv", "source"), ("客户.csv", "source"),
        ("(3).csv", "source"),
        ("__x__.csv", "x"), ("renewal.csv", "renewal"), ("Café.csv", "cafe"), ("Cafe\u{301}.csv", "cafe"),
    ])
    func aFileGivesItsNameInPlainSmallLetters(_ file: String, _ name: String) {
        #expect(SourceName.make(file: file, sheet: nil, taken: []) == name)
    }

    @Test(arguments: [
        ("Kundenliste NEU (3).xlsx", "Süd", "kundenliste-sued"),
        ("Kundenliste NEU (3).xlsx", "Nord (neu)", "kundenliste-nord"),
        ("Liste.xlsx", "Tabelle 1", "liste-tabelle-1"),
    ])
    func aSheetOfSeveralIsNamedBehindItsFile(_ file: String, _ sheet: String, _ name: String) {
        #expect(SourceName.make(file: file, sheet: sheet, taken: []) == name)
    }

    @Test func aTakenNameGetsTheFilesEndingThenNumbers() {
        var taken: Set<String> = []
        var names: [String] = []
        for file in ["kunden.csv", "Kunden.xlsx", "KUNDEN.csv", "kunden (2).csv", "kunden.xlsx"] {
            let name = SourceName.make(file: file, sheet: nil, taken: taken)
            taken.insert(name)
            names.append(name)
        }
        #expect(names == ["kunden", "kunden-xlsx", "kunden-csv", "kunden-2", "kunden-3"])
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func anyFilesNameIsPlainAndNeverTaken(seed: UInt64) {
        var random = Seeded(seed)
        let pieces = [
            "ä", "X", " ", "(3)", "_v2", "-neu", ".", "客", "😀", "\u{301}", "/", "--", "_", "7", "final", "\n",
        ]
        var taken: Set<String> = []
        for _ in 0..<60 {
            let file = (0..<Int.random(in: 0...5, using: &random)).map { _ in pieces.randomElement(using: &random) ?? ""
            }.joined()
            let name = SourceName.make(file: file + ".csv", sheet: nil, taken: taken)
            #expect(taken.insert(name).inserted, "seed \(seed): \(name)")
            #expect(
                !name.isEmpty
                    && name.utf8.allSatisfy {
                        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
                    }, "seed \(seed): \(name)")
        }
    }
}
