import Formats
import Foundation
import Records
import Report
import Testing

/// The workbook that goes to the client and comes back.
@Suite struct QuestionWorkbookTests {
    private let folder: String

    private let dates = WorkbookQuestion(
        place: "shop", words: "Every date in \"\("Added on")\" fits day/month and month/day. Which is it?",
        evidence: "\("\(1_212) of \(1_900) dates fit both d/m and m/d" as Wording); no row decides", stops: true,
        isList: false,
        lines: [
            .init(
                source: "shop", id: "dates:Added on", item: "", rows: 1_900,
                choices: ["day-month-year", "month-day-year", "year-month-day", "by-country"],
                proposal: "day-month-year")
        ])
    private let codes = WorkbookQuestion(
        place: "kunden", words: "What do the codes in \"\("Status")\" mean?", evidence: "\("A") \(201)", stops: true,
        isList: true,
        lines: [
            .init(
                source: "kunden", id: "code:status:A", item: "A", rows: 201,
                choices: ["active", "lost", "(leave empty)"],
                proposal: "(leave empty)"),
            .init(
                source: "kunden", id: "code:status:X", item: "X", rows: 19,
                choices: ["active", "lost", "(leave empty)"],
                proposal: "(leave empty)"),
        ])

    init() throws {
        folder = "\(NSTemporaryDirectory())customary-report-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func cells(_ path: String) throws -> [(sheet: String, rows: [[Int: String]])] {
        let workbook = try Workbook(path: path)
        return try workbook.sheets.indices.map { index in
            var rows: [[Int: String]] = []
            try workbook.rows(of: index) { row in
                var cells: [Int: String] = [:]
                for cell in row.cells.indices { cells[Int(row.cells[cell].column)] = row.text(cell) }
                rows.append(cells)
                return true
            }
            return (workbook.sheets[index].name, rows)
        }
    }

    @Test func itSpeaksGermanToTheLastWord() throws {
        let path = folder + "/Fragen.xlsx"
        #expect(try QuestionWorkbook.write([dates, codes], to: path, language: .german, createdAt: 0) == 1)
        let sheets = try cells(path)
        #expect(sheets.map(\.sheet).prefix(2) == ["Fragen", "Liste 1"])
        let row = sheets[0].rows[1]
        #expect(row[2] == "Jedes Datum in „Added on“ lässt sich als Tag/Monat und als Monat/Tag lesen. Was gilt?")
        #expect(row[3] == "1.212 von 1.900 Daten gehen als T/M und als M/T; keine Zeile entscheidet")
        #expect(row[5] == "ja")
        #expect(row[6] == "Tag zuerst: 31.12.2025")
        #expect(sheets[0].rows[2][6] == "siehe Blatt „Liste 1“")
        #expect(sheets[1].rows[0][0] == "Was bedeuten die Kürzel in „Status“?")
        #expect(sheets[1].rows.dropFirst().map { $0[0] } == ["A", "X"])
        #expect(sheets[1].rows[1][2] == "(leer lassen)")
        #expect(PageLanguage.german.canSay(dates.words) && PageLanguage.german.canSay(dates.evidence))
        #expect(!PageLanguage.german.canSay("a sentence that nobody translated"))
    }

    @Test func answersAreFoundWhateverTheOrderOfRowsColumnsAndSheets() throws {
        let path = folder + "/back.xlsx"
        let writer = try WorkbookWriter(path: path)
        try writer.addSheet(
            "Liste 1",
            columns: ["Kennung (bitte stehen lassen)", "Antwort", "Beantwortet von", "Zeilen"]
                .map { WorkbookColumn($0) })
        try writer.row([.text("kunden/code:status:X"), .text("Verloren"), .text("Frau Lindholm"), .integer(19)])
        try writer.row([.text("kunden/code:status:A"), .text("ruhend"), .empty, .integer(201)])
        try writer.row([.text("kunden/code:status:gone"), .text("aktiv"), .empty, .integer(1)])
        try writer.addSheet("Fragen", columns: [])
        try writer.row([.text("Bitte bis Freitag zurück!")])
        try writer.row([.text("Id (please leave)"), .text("Nr"), .text("Answer")])
        try writer.row([.text("shop/dates:Added on"), .integer(1), .text(" tag zuerst: 31.12.2025 ")])
        try writer.close()
        let reading = try QuestionWorkbook.read(path, questions: [dates, codes])
        #expect(reading.problems.isEmpty)
        #expect(
            reading.answers.map { [$0.source, $0.question, $0.answer, $0.by] } == [
                ["kunden", "code:status:X", "lost", "Frau Lindholm"], ["kunden", "code:status:A", "ruhend", ""],
                ["shop", "dates:Added on", "day-month-year", ""],
            ])
    }

    @Test func anAnswerThatIsNoChoiceIsNamedWithItsPlaceAndNotTaken() throws {
        let path = folder + "/odd.xlsx"
        let writer = try WorkbookWriter(path: path)
        try writer.addSheet(
            "Questions", columns: ["Answer", "Answered by", "Id (please leave)"].map { WorkbookColumn($0) })
        try writer.row([.text("perhaps"), .text("JP"), .text("shop/dates:Added on")])
        try writer.close()
        let reading = try QuestionWorkbook.read(path, questions: [dates])
        #expect(reading.answers.isEmpty)
        #expect(
            reading.problems == [
                """
                Questions, row 2: "perhaps" answers shop/dates:Added on with none of "day first: 31.12.2025", \
                "month first: 12/31/2025", "year first: 2025-12-31", "by the country of the row"
                """
            ])
    }
}
