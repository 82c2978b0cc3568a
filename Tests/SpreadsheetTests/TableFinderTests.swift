import Connecting
import Foundation
import Records
import Testing

@testable import Spreadsheet

@Suite("Finding the table on a sheet")
struct TableFinderTests {
    private let fixture: SheetFixture
    private let header = ["Kundennr", "Firma", "Ort", "Umsatz"]
    private let records: [[String?]] = [
        ["#1", "Nordlicht GmbH", "Lüneburg", "#10.5"], ["#2", "Müller KG", "Celle", "#20"],
        ["#3", "Lindholm", "Uelzen", "#7"],
    ]

    init() throws { fixture = try SheetFixture() }

    private func probe(_ given: OptionValues = OptionValues()) throws -> (DeliveryFile, ProbedStream) {
        let delivery = try fixture.delivery()
        let probe = try #require(try SpreadsheetConnector().probe(delivery, given: given))
        return (delivery, try #require(probe.streams.first))
    }

    private func codes(_ findings: [Finding]) -> [String] { findings.map(\.code) }

    @Test func aPlainTableIsReadFromItsFirstRow() throws {
        fixture.sheet("Kunden", [header] + records)
        let (delivery, stream) = try probe()
        #expect(stream.columns == header)
        #expect(stream.headerRow == 1)
        #expect(stream.findings.isEmpty)
        #expect(
            stream.options
                == OptionValues(["sheet": "Kunden", "header_row": "1", "header_rows": "1", "columns": "A:D"]))
        let sheet = try ReadSheet(delivery, stream)
        #expect(
            sheet.rows == [
                ["1", "Nordlicht GmbH", "Lüneburg", "10.5"], ["2", "Müller KG", "Celle", "20"],
                ["3", "Lindholm", "Uelzen", "7"],
            ])
        #expect(sheet.ordinals == [1, 2, 3])
        #expect(sheet.places == [2, 3, 4])
        #expect(sheet.summary.records == 3)
        #expect(sheet.summary.columns == header)
    }

    @Test func theHeaderIsFoundUnderALogoAndTitles() throws {
        fixture.sheet(
            "Kunden", [["Kundenliste 2026"], [], ["Stand:", "1.1.2026"], header] + records, merges: ["A1:D1"])
        let (delivery, stream) = try probe()
        #expect(stream.headerRow == 4)
        #expect(stream.columns == header)
        let sheet = try ReadSheet(delivery, stream)
        #expect(sheet.ordinals == [1, 2, 3])
        #expect(sheet.places == [5, 6, 7])
        let outside = try #require(sheet.summary.findings.first { $0.code == "spreadsheet.outside_table" })
        #expect(outside.value.contains("A1 Kundenliste 2026") && outside.message.contains("3 cells"))
    }

    @Test func blankFirstColumnsAndNotesBesideTheTableAreNotPartOfIt() throws {
        let wide = ([header] + records).map { [nil, nil] + $0 }
        var rows = wide
        rows[1] += [nil, "bitte prüfen"]
        fixture.sheet("Kunden", rows, from: 3)
        let (delivery, stream) = try probe()
        #expect(stream.options["columns"] == "C:F")
        #expect(stream.columns == header)
        let sheet = try ReadSheet(delivery, stream)
        #expect(sheet.rows.allSatisfy { $0.count == 4 })
        #expect(sheet.summary.findings.first { $0.code == "spreadsheet.outside_table" }?.value == "H4 bitte prüfen")
    }

    @Test func twoHeaderRowsWithMergedCellsAreJoined() throws {
        fixture.sheet(
            "Kunden",
            [
                ["Nr", "Name", "Adresse", nil, "Umsatz", nil], [nil, nil, "Straße", "Ort", "2025", "2026"],
                ["#1", "Lindholm", "Markt 1", "Celle", "#5", "#6"],
            ],
            merges: ["A1:A2", "B1:B2", "C1:D1", "E1:F1"])
        let (delivery, stream) = try probe()
        #expect(
            stream.columns == ["Nr", "Name", "Adresse / Straße", "Adresse / Ort", "Umsatz / 2025", "Umsatz / 2026"])
        #expect(stream.options["header_rows"] == "2")
        #expect(stream.options["merged_header"] == "true")
        let sheet = try ReadSheet(delivery, stream)
        #expect(sheet.rows == [["1", "Lindholm", "Markt 1", "Celle", "5", "6"]])
        #expect(sheet.summary.columns == stream.columns)
    }

    @Test func yearsUnderAMergedNameAreNamesThoughTheyAreNumbers() throws {
        let records = (1...5).map { ["#\($0)", "N\($0)", "Weg \($0)", "Celle", "#5\($0)", "#6\($0)"] }
        fixture.sheet(
            "Kunden",
            [["Kunde", nil, "Adresse", nil, "Umsatz", nil], ["Nr.", "Name", "Straße", "Ort", "#2025", "#2026"]]
                + records,
            merges: ["A1:B1", "C1:D1", "E1:F1"])
        let (delivery, stream) = try probe()
        #expect(
            stream.columns == [
                "Kunde / Nr.", "Kunde / Name", "Adresse / Straße", "Adresse / Ort", "Umsatz / 2025", "Umsatz / 2026",
            ])
        #expect(try ReadSheet(delivery, stream).rows.count == 5)
    }

    @Test func aRowWithAYearUnderNoMergedNameIsARecord() throws {
        fixture.sheet(
            "Kunden",
            [["Firma", nil, "seit"], ["Quadrat GmbH", "Celle", "#1999"], ["Kreis AG", "Ulm", "#2004"]],
            merges: ["A1:B1"])
        let (delivery, stream) = try probe()
        #expect(stream.options["header_rows"] != "2")
        #expect(try ReadSheet(delivery, stream).rows.count == 2)
    }

    @Test func twoHeaderRowsWithoutMergedCellsAreJoined() throws {
        fixture.sheet(
            "Kunden",
            [["Nr", "Name", "Adresse", nil, nil], [nil, nil, "Straße", "PLZ", "Ort"]]
                + (1...5).map { ["#\($0)", "N\($0)", "Weg", "#29221", "Celle"] })
        let (_, stream) = try probe()
        #expect(stream.columns == ["Nr", "Name", "Adresse / Straße", "Adresse / PLZ", "Adresse / Ort"])
    }

    @Test func aMergedHeaderCellNamesEveryColumnThatItSpans() throws {
        fixture.sheet("Kunden", [["Name", "Telefon", nil], ["Lindholm", "#1", "#2"]], merges: ["B1:C1"])
        let (delivery, stream) = try probe()
        #expect(stream.columns == ["Name", "Telefon", "Telefon_2"])
        #expect(try ReadSheet(delivery, stream).summary.columns == stream.columns)
    }

    @Test func missingAndDoubleNamesAreMadeUnique() throws {
        fixture.sheet("Kunden", [["Name", "Telefon", nil, "telefon", "Telefon_2"], ["a", "#1", "#2", "#3", "#4"]])
        let (_, stream) = try probe()
        #expect(stream.columns == ["Name", "Telefon", "column_3", "telefon_2", "Telefon_2_2"])
        #expect(
            codes(stream.findings) == [
                "spreadsheet.header_empty", "spreadsheet.header_duplicate", "spreadsheet.header_duplicate",
            ])
    }

    @Test func aTableWithoutAHeaderGetsNumbers() throws {
        fixture.sheet("Kunden", records)
        let (delivery, stream) = try probe()
        #expect(stream.columns == ["column_1", "column_2", "column_3", "column_4"])
        #expect(stream.headerRow == 0)
        #expect(codes(stream.findings) == ["spreadsheet.header_uncertain"])
        #expect(try ReadSheet(delivery, stream).rows.count == 3)
    }

    @Test func whatIsSetByHandWins() throws {
        fixture.sheet(
            "Kunden", [["Nr", "Wert", "Art"], ["#1", "#2", "x"], ["Anfang", "Ende", "Art"], ["#3", "#4", "y"]])
        let (delivery, stream) = try probe(OptionValues(["header_row": "3", "columns": "A:B"]))
        #expect(stream.columns == ["Anfang", "Ende"])
        #expect(try ReadSheet(delivery, stream).rows == [["3", "4"]])
        let (_, numbered) = try probe(OptionValues(["header_row": "2", "header_rows": "0"]))
        #expect(numbered.columns == ["column_1", "column_2", "column_3"])
        #expect(numbered.sample.count == 3)
    }

    @Test func totalsAndNotesUnderTheTableAreToldApart() throws {
        fixture.sheet(
            "Kunden", [header] + records + [["Summe", nil, nil, "#37.5"], [], ["Stand: Januar 2026, ohne Gewähr"]])
        let (delivery, stream) = try probe()
        let sheet = try ReadSheet(delivery, stream)
        #expect(sheet.kinds == [.record, .record, .record, .total, .title])
        #expect(sheet.ordinals == [1, 2, 3, 4, 5])
        #expect(sheet.places == [2, 3, 4, 5, 7])
        #expect(sheet.summary.records == 5)
    }

    @Test(arguments: ["Summe", "SUMME:", "Gesamt", "Total", "Σ", " Grand Total ", "Gesamtsumme", "Ergebnis"])
    func totalsRowsAreKnownByTheirLabel(label: String) throws {
        fixture.sheet("Kunden", [header] + records + [[nil, label, nil, "#37.5"]])
        let (delivery, stream) = try probe()
        #expect(try ReadSheet(delivery, stream).kinds.last == .total)
    }

    @Test func aCustomerNamedTotalIsACustomer() throws {
        let names = ["Total Deutschland GmbH", "Summe &amp; Partner", "Gesamt Bau AG", "Total"]
        fixture.sheet(
            "Kunden",
            [header] + records + names.map { ["#9", $0, "Celle", "#1"] } + [["#10", "Total", "Berlin", nil]] + records)
        let (delivery, stream) = try probe()
        #expect(try ReadSheet(delivery, stream).kinds.allSatisfy { $0 == .record })
    }

    @Test func sparseRecordsStayRecords() throws {
        // A short name at the end, straight under the table, is a customer.
        fixture.sheet("Kunden", [header] + records + [[nil, "Neukunde"]] + records + [[nil, "Letzter"]])
        let (delivery, stream) = try probe()
        #expect(try ReadSheet(delivery, stream).kinds.allSatisfy { $0 == .record })
    }

    @Test func blankRowsAreNotCountedAndDontEndTheTable() throws {
        fixture.sheet("Kunden", [header, records[0], [], ["  ", nil, " "], records[1], [], records[2]])
        let (delivery, stream) = try probe()
        let sheet = try ReadSheet(delivery, stream)
        #expect(sheet.ordinals == [1, 2, 3])
        #expect(sheet.places == [2, 5, 7])
        #expect(sheet.kinds.allSatisfy { $0 == .record })
    }

    @Test func aRepeatedHeaderIsNotARecord() throws {
        fixture.sheet("Kunden", [header] + records + [header] + records)
        let (delivery, stream) = try probe()
        let sheet = try ReadSheet(delivery, stream)
        #expect(sheet.kinds == [.record, .record, .record, .repeatedHeader, .record, .record, .record])
        #expect(sheet.ordinals == [1, 2, 3, 4, 5, 6, 7])
    }

    @Test func aSecondTableUnderTheFirstIsListedAndNotMixedIn() throws {
        let second: [[String?]] = [
            ["Name", "Telefon", "Bemerkung", "Anzahl"], ["Peters", "#555", "x", "#1"], ["Kern", "#556", "y", "#2"],
        ]
        fixture.sheet("Kunden", [header] + records + [[]] + second)
        let (delivery, stream) = try probe()
        #expect(stream.options["ends_at"] == "blank_row")
        #expect(codes(stream.findings) == ["spreadsheet.second_table"])
        let sheet = try ReadSheet(delivery, stream)
        #expect(sheet.kinds == [.record, .record, .record, .title, .title, .title])
        let (_, other) = try probe(OptionValues(["header_row": "6"]))
        #expect(other.columns == ["Name", "Telefon", "Bemerkung", "Anzahl"])
    }

    @Test func tablesSideBySideAreNotMixed() throws {
        var rows = ([header] + records).map { $0 + [nil, nil] }
        rows[0] += ["Kürzel", "Betreuer"]
        rows[1] += ["AK", "Anna Kern"]
        fixture.sheet("Kunden", rows + (4...30).map { ["#\($0)", "Firma \($0)", "Celle", "#1"] })
        let (delivery, stream) = try probe()
        #expect(stream.options["columns"] == "A:D")
        let sheet = try ReadSheet(delivery, stream)
        #expect(sheet.rows.count == 30)
        #expect(
            sheet.summary.findings.contains {
                $0.code == "spreadsheet.outside_table" && $0.value.contains("H2 Anna Kern")
            })
    }

    @Test func aDefinedTableIsTakenAtItsWord() throws {
        fixture.sheet(
            "Kunden",
            [["Viel", "Text", "über", "der Tabelle"], header] + records + [
                ["Ergebnis", nil, nil, "#37.5"], ["Some"], ["notes", "here"],
            ],
            table: "ref=\"A2:D6\" totalsRowCount=\"1\"")
        let (delivery, stream) = try probe()
        #expect(stream.options["ends_at"] == "table")
        #expect(stream.columns == header)
        let sheet = try ReadSheet(delivery, stream)
        #expect(sheet.kinds == [.record, .record, .record, .total, .title, .title])
    }

    @Test func aLongTableIsReadInBatchesWithRunningOrdinals() throws {
        fixture.sheet("Kunden", [header] + (1...40_000).map { ["#\($0)", "x", nil, "#1"] })
        let (delivery, stream) = try probe()
        #expect(stream.sample.count == 200)
        let sheet = try ReadSheet(delivery, stream)
        #expect(sheet.batches == 2)
        #expect(sheet.ordinals == Array(1...40_000))
        #expect(sheet.rows[39_999] == ["40000", "x", "", "1"])
    }
}
