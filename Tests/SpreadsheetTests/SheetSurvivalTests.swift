import Connecting
import Delimited
import Records
import SheetKinds
import Testing

@testable import Spreadsheet

/// What is known to go wrong with spreadsheets, and what is done about it, in every kind of workbook.
@Suite("Spreadsheets' traps")
struct SheetSurvivalTests {
    private let fixture: SheetFixture
    private let connector = SpreadsheetConnector()

    init() throws { fixture = try SheetFixture() }

    private func delivery(_ grid: SheetGrid, _ kind: SheetGrid.Kind) throws -> DeliveryFile {
        // Some of these are called .xls, whatever they are.
        try fixture.file("kunden.\(kind == .xml || kind == .html ? "xls" : kind.rawValue)", grid.bytes(kind))
    }

    private func probed(_ grid: SheetGrid, _ kind: SheetGrid.Kind) throws -> (DeliveryFile, ProbedStream) {
        let delivery = try delivery(grid, kind)
        let probe = try #require(try connector.probe(delivery, given: OptionValues()))
        #expect(probe.streams.count == 1)
        return (delivery, try #require(probe.streams.first))
    }

    private func read(_ grid: SheetGrid, _ kind: SheetGrid.Kind) throws -> ReadSheet {
        let (delivery, stream) = try probed(grid, kind)
        return try ReadSheet(delivery, stream)
    }

    private let list: [[SheetGrid.Cell]] = [
        ["Nr", "Name", "PLZ"], [1, "Meyer", .zeros(1_067)], [2, "Schmidt", .zeros(20_095)],
        [3, "Wolf", .zeros(80_331)],
    ]

    @Test(arguments: SheetGrid.Kind.allCases) func leadingZerosAreThoseOfTheNumberFormat(kind: SheetGrid.Kind) throws {
        let sheet = try read(SheetGrid(list), kind)
        #expect(sheet.rows.map { $0[2] } == ["01067", "20095", "80331"])
        var asText = list
        asText[1][2] = "01067"
        #expect(try read(SheetGrid(asText), kind).rows.map { $0[2] } == ["01067", "20095", "80331"])
    }

    @Test(arguments: SheetGrid.Kind.typed) func idsOfMoreThanFifteenDigitsAreFoundAndTextKeepsThem(kind: SheetGrid.Kind)
        throws
    {
        let grid = SheetGrid([
            ["Id", "Name"], [.number(1_234_567_890_123_456_768), "Meyer"], ["1234567890123456789", "Wolf"],
            [123_456_789_012_345, "Bach"],
        ])
        let sheet = try read(grid, kind)
        #expect(sheet.rows.map { $0[0] }.dropFirst() == ["1234567890123456789", "123456789012345"])
        #expect(sheet.rows[0][0].hasPrefix("123456789012345") && !sheet.rows[0][0].contains("E"))
        let findings = sheet.summary.findings.filter { $0.code == "spreadsheet.digits_lost" }
        #expect(findings.map(\.ordinal) == [1])
    }

    @Test(arguments: ["1", "true", "on"]) func theDateSystemOf1904IsKnownHoweverItIsWritten(value: String) throws {
        var members = [(name: String, text: String)]()
        members.append(
            (
                "xl/workbook.xml",
                "<workbook xmlns:r=\"x\"><workbookPr date1904=\"\(value)\"/><sheets><sheet name=\"A\" r:id=\"s\"/></sheets></workbook>"
            ))
        members.append(
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"s\" Type=\"x/worksheet\" Target=\"s.xml\"/><Relationship Id=\"y\" Type=\"x/styles\" Target=\"y.xml\"/></Relationships>"
            ))
        members.append(("xl/y.xml", "<styleSheet><cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs></styleSheet>"))
        members.append(
            (
                "xl/s.xml",
                "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Seit</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Name</t></is></c></row><row r=\"2\"><c r=\"A2\" s=\"1\"><v>42736</v></c><c r=\"B2\" t=\"inlineStr\"><is><t>Meyer</t></is></c></row></sheetData></worksheet>"
            ))
        let delivery = try fixture.file("mac.xlsx", SheetFixture.archive(members))
        let stream = try #require(try connector.probe(delivery, given: OptionValues())?.streams.first)
        let rows = try ReadSheet(delivery, stream).rows
        #expect(rows == [["2021-01-02", "Meyer"]])
    }

    @Test(arguments: SheetGrid.Kind.typed) func aTimeIsATimeAndNoDayOf1899(kind: SheetGrid.Kind) throws {
        let grid = SheetGrid([
            ["Name", "Termin", "Uhrzeit", "Dauer", "Tag"],
            [
                "Meyer", .moment(44_198.604_166_666_664), .time(0.611_458_333_333_333_4),
                .duration(1.406_504_629_629_629_5), .day(44_198),
            ],
        ])
        #expect(
            try read(grid, kind).rows == [["Meyer", "2021-01-02T14:30:00", "14:40:30", "33:45:22", "2021-01-02"]])
    }

    @Test(arguments: SheetGrid.Kind.allCases) func rowNumbersAreTheSheetsOwn(kind: SheetGrid.Kind) throws {
        var grid = SheetGrid([[], []] + list + [[], [4, "Bach", .zeros(99_084)]])
        grid.hidden = [5]
        let (delivery, stream) = try probed(grid, kind)
        let sheet = try ReadSheet(delivery, stream)
        #expect(stream.headerRow == 3)
        #expect(sheet.places == [4, 5, 6, 8])
        #expect(sheet.ordinals == [1, 2, 3, 4])
        #expect(sheet.summary.columns == ["Nr", "Name", "PLZ", "row.hidden"])
        #expect(sheet.rows.map { $0[3] } == ["", "true", "", ""])
    }

    @Test(arguments: SheetGrid.Kind.allCases) func aValueGivesTheSameTextAsInCSV(kind: SheetGrid.Kind) throws {
        let grid = SheetGrid([
            ["Name", "Umsatz", "Stück", "Aktiv", "Bemerkung"], ["Meyer", .number(1_234.5), 5, .boolean(true), "42"],
            ["Wolf", .number(-0.25), 1_000_000, .boolean(false), "4.2"],
            ["Bach", .number(12), 3, .boolean(true), "a b"],
        ])
        let text =
            "Name;Umsatz;Stück;Aktiv;Bemerkung\nMeyer;1234.5;5;true;42\nWolf;-0.25;1000000;false;4.2\nBach;12;3;true;a b\n"
        let csv = try fixture.file("kunden.csv", Array(text.utf8))
        let stream = try #require(try DelimitedConnector().probe(csv, given: OptionValues())?.streams.first)
        var rows: [[String]] = []
        _ = try DelimitedConnector().read(csv, stream: stream.name, options: stream.options, limits: .standard) {
            batch in
            for row in 0..<batch.count { rows.append((0..<batch.cells.width).map { batch.cells.text(row, $0) }) }
        }
        #expect(rows.count == 3)
        #expect(try read(grid, kind).rows == rows)
    }

    @Test(arguments: SheetGrid.Kind.allCases)
    func aHeaderInRowFourUnderALogoAndATotalsRowAreFound(kind: SheetGrid.Kind) throws {
        var grid = SheetGrid([
            ["Musterhandel GmbH"], ["Kundenliste, Stand 01.02.2026"], [], ["Nr", "Name", "Ort", "Umsatz"],
            [1, "Meyer", "Köln", .number(10.5)],
            [2, "Schmidt", "Ulm", 20], [3, "Wolf", "Hof", 30], ["Summe", "", "", .number(60.5)],
        ])
        grid.merges = [(1, 0, 1, 4)]
        let (delivery, stream) = try probed(grid, kind)
        #expect(stream.headerRow == 4)
        let sheet = try ReadSheet(delivery, stream)
        #expect(sheet.summary.columns == ["Nr", "Name", "Ort", "Umsatz"])
        #expect(sheet.kinds == [.record, .record, .record, .total])
        #expect(sheet.summary.findings.contains { $0.code == "spreadsheet.outside_table" })
    }

    @Test(arguments: SheetGrid.Kind.allCases) func twoHeaderRowsWithMergedCellsAreJoined(kind: SheetGrid.Kind) throws {
        var grid = SheetGrid([
            ["Nr", "Anschrift", "", "Umsatz", ""], ["", "Straße", "Ort", "2024", "2025"],
            [1, "Hauptstr. 1", "Köln", 10, 11],
            [2, "Ring 2", "Ulm", 20, 21], [3, "Weg 3", "Hof", 30, 31],
        ])
        grid.merges = [(1, 0, 2, 1), (1, 1, 1, 2), (1, 3, 1, 2)]
        let sheet = try read(grid, kind)
        #expect(
            sheet.summary.columns == ["Nr", "Anschrift / Straße", "Anschrift / Ort", "Umsatz / 2024", "Umsatz / 2025"])
        #expect(sheet.rows.map { $0[1] } == ["Hauptstr. 1", "Ring 2", "Weg 3"])
    }

    @Test(arguments: SheetGrid.Kind.allCases)
    func aSecondTableAndNotesBesideTheFirstAreListedNotDropped(kind: SheetGrid.Kind) throws {
        let grid = SheetGrid([
            ["Nr", "Name", "Ort", "", "", "Bitte prüfen"], [1, "Meyer", "Köln"], [2, "Schmidt", "Ulm"],
            [3, "Wolf", "Hof"], [],
            ["Artikel", "Preis", "Lager"], ["Schraube", .number(0.1), 100], ["Mutter", .number(0.2), 200],
        ])
        let (delivery, stream) = try probed(grid, kind)
        #expect(stream.findings.contains { $0.code == "spreadsheet.second_table" } || kind == .html)
        let sheet = try ReadSheet(delivery, stream)
        #expect(sheet.summary.columns == ["Nr", "Name", "Ort"])
        #expect(sheet.rows.prefix(3).map { $0[1] } == ["Meyer", "Schmidt", "Wolf"])
        #expect(sheet.summary.records == 6)
        let outside = sheet.summary.findings.first { $0.code == "spreadsheet.outside_table" }
        #expect(outside?.value.contains("F1 Bitte prüfen") == true)
    }

    @Test(arguments: SheetGrid.Kind.typed)
    func errorCellsAndFormulasWithoutAResultAreEmptyWithAFinding(kind: SheetGrid.Kind) throws {
        let grid = SheetGrid([
            ["Nr", "Name", "Umsatz"], [1, "Meyer", .error], [2, "Wolf", .formula], [3, "Bach", .number(7.5)],
        ])
        let (delivery, stream) = try probed(grid, kind)
        #expect(stream.findings.contains { $0.code == "spreadsheet.error_cell" })
        let sheet = try ReadSheet(delivery, stream)
        #expect(sheet.rows.map { $0[2] } == ["", "", "7.5"])
        let errors = sheet.summary.findings.filter { $0.code == "spreadsheet.error_cell" }
        #expect(errors.map(\.ordinal) == [1] && errors.map(\.column) == [2] && errors.map(\.value) == ["#N/A"])
        let missing = sheet.summary.findings.filter { $0.code == "spreadsheet.no_cached_value" }
        #expect(missing.map(\.ordinal) == [2])
    }

    @Test(arguments: SheetGrid.Kind.allCases) func colourStrikeAndCommentsAreColumns(kind: SheetGrid.Kind) throws {
        var grid = SheetGrid([
            ["Nr", "Name", "Ort"], [1, "Meyer", "Köln"], [2, "Schmidt", "Ulm"], [3, "Wolf", "Hof"],
            [4, "Bach", "Jena"], [5, "Horn", "Kiel"],
            [6, "Vogt", "Trier"], [7, "Kern", "Gera"],
        ])
        grid.looks = [3: .red, 4: .struck]
        grid.comments = [(5, 1, "ruft an")]
        let sheet = try read(grid, kind)
        #expect(sheet.summary.columns == ["Nr", "Name", "Ort", "cell.style", "cell.comment"])
        #expect(sheet.rows.map { $0[3] } == ["", "red", "strike", "", "", "", ""])
        #expect(sheet.rows.map { $0[4] } == ["", "", "", "ruft an", "", "", ""])
    }

    @Test func hiddenColumnsOfADynamicsExportKeepTheirKeys() throws {
        let id = "6b1f1a0e-0000-4000-8000-00000000000"
        let row = (1...3).map { number in
            "<Row>"
                + [
                    "\(id)\(number)", "abc/\(number)=", "2026-01-0\(number)T10:00:00.000", "Muster \(number) GmbH",
                    "+49 30 555010\(number)",
                ].enumerated()
                .map { "<Cell><Data ss:Type=\"\($0.offset == 2 ? "DateTime" : "String")\">\($0.element)</Data></Cell>" }
                .joined() + "</Row>"
        }.joined()
        let header = [
            "(Do Not Modify) Account", "(Do Not Modify) Row Checksum", "(Do Not Modify) Modified On", "Account Name",
            "Main Phone",
        ]
        .map { "<Cell><Data ss:Type=\"String\">\($0)</Data></Cell>" }.joined()
        let xml = """
            <?xml version="1.0" encoding="utf-8"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" \
            xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Active Accounts"><Table><Column ss:Hidden="1" ss:Span="2"/>\
            <Row>\(header)</Row>\(row)</Table></Worksheet></Workbook>
            """
        let delivery = try fixture.file("Active Accounts.xls", Array(xml.utf8))
        let probe = try #require(try connector.probe(delivery, given: OptionValues()))
        let stream = try #require(probe.streams.first)
        #expect(stream.name == "Active Accounts" && probe.confidence >= 90)
        #expect(stream.columns.first == "(Do Not Modify) Account")
        #expect(stream.findings.contains { $0.code == "spreadsheet.hidden_columns" })
        let sheet = try ReadSheet(delivery, stream)
        #expect(sheet.rows.map { $0[0] } == (1...3).map { "\(id)\($0)" })
        #expect(sheet.rows.first?[2] == "2026-01-01T10:00:00")
    }

    @Test func everyKindSaysHowItIsRead() throws {
        let words = try SheetGrid.Kind.allCases.map { try probed(SheetGrid(list), $0).1.summary }
        #expect(
            words == ["XLSX", "XLS", "ODS", "ODS", "XML Spreadsheet 2003", "HTML"].map { "\($0), header row 1" })
    }
}
