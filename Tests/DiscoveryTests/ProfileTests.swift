import Discovery
import Records
import Testing

/// Profiles of columns.
@Suite struct ProfileTests {
    private func profile(_ values: [String], _ name: String = "Wert") -> ColumnProfile {
        Tables.read([(name, values)]).profiles[0]
    }

    @Test func countsAreExactWhileTheyCanBe() {
        let found = profile(["a", "b", "a", "", "c", "a"])
        #expect(found.rows == 6 && found.filled == 5 && found.distinct == 3 && found.isExact && found.uniqueness == 60)
        #expect(found.top.map(\.text) == ["a", "b", "c"] && found.top.map(\.count) == [3, 1, 1])
        #expect(!found.isKey)
    }

    @Test func moreValuesThanAreKeptAreEstimated() {
        var tally = ColumnTally("id")
        for row in 0..<60_000 { tally.add(ArraySlice("key-\(row)".utf8), place: row) }
        let found = TableReading(source: "list", tallies: [tally]).profiles[0]
        #expect(!found.isExact)
        #expect((57_000...60_000).contains(found.distinct), "\(found.distinct)")
        #expect(found.isKey)
    }

    @Test func typesAreToldByContent() {
        #expect(profile(["1.234,50", "17,25", "3,00"]).type == "numbers, decimal comma")
        #expect(profile(["13.02.2026", "31.12.2025", "01.01.2026"]).type == "dates, day first")
        #expect(profile(["a@b.example", "c@b.example"]).type == "e-mails")
        #expect(profile(["+49 4131 555 0188", "04131 5550142"]).type == "phones")
        #expect(profile(["yes", "no", "no"]).type == "yes or no")
        #expect(profile(["", ""]).type == "empty")
        #expect(!profile(["1.234", "1,234"]).doubt.isEmpty)
        #expect(!profile(["13/02/2026", "02/13/2026"]).doubt.isEmpty)
    }

    @Test func whatStandsOutIsNamed() {
        let numbers = profile(Tables.made(200) { "\(100 + $0 % 7)" } + ["99999"])
        #expect(numbers.outliers.map(\.text) == ["99999"])
        #expect(numbers.range?.least == 100 && numbers.range?.most == 99_999)
        let codes = profile(Tables.made(400) { "A\(10 + $0 % 80)" } + ["kein Code"])
        #expect(codes.outliers.map(\.text) == ["kein Code"])
        #expect(codes.patterns.first?.text == "A99")
    }

    @Test func aNearlyUniqueColumnNamesItsRepeats() {
        let found = profile(Tables.made(100) { "K\(1000 + $0)" } + ["K1007", "K1007"])
        #expect(found.repeated.map(\.text) == ["K1007"] && found.repeated.map(\.count) == [3])
        #expect(!found.isKey)
    }

    @Test func personalColumnsAreMarked() {
        let table = Tables.read([
            ("Telefon", ["04131 5550142", "04131 5550188", "04131 5550199"]),
            ("Branche", ["Bäcker", "Bäcker", "Handel"]),
            ("Konto", ["DE12500105170648489890", "DE12500105170648489890", "DE12500105170648489890"]),
        ])
        #expect(table.profiles.map(\.isPersonal) == [true, false, true])
    }

    @Test func theSpreadCoversEveryValue() {
        let found = profile(Tables.made(50) { "\($0)" })
        #expect(found.spread.count == 10 && found.spread.reduce(0, +) == 50)
    }
}
