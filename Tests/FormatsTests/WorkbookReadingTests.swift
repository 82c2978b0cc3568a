import Foundation
import Testing

@testable import Formats

@Suite("Reading workbooks")
struct WorkbookReadingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func open(_ fixture: WorkbookFixture, _ limits: FormatLimits = FormatLimits()) throws -> Workbook {
        try Workbook(path: folder.write("w.xlsx", fixture.bytes), limits: limits)
    }

    /// `number: column=text …` of each row.
    private func lines(_ fixture: WorkbookFixture, _ limits: FormatLimits = FormatLimits()) throws -> [String] {
        let workbook = try open(fixture, limits)
        var lines: [String] = []
        try workbook.rows(of: 0) { row in
            let cells = row.cells.indices.map { "\(row.cells[$0].column)=\(row.text($0))" }
            lines.append("\(row.number): " + cells.joined(separator: " "))
            return true
        }
        return lines
    }

    @Test func cellsOfEveryType() throws {
        var fixture = WorkbookFixture(
            rows: """
                <row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>\
                <c r="C2" t="str"><f>A1</f><v>text</v></c><c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#N/A</v></c>\
                <c r="F2"><v>1.50</v></c><c r="G2" t="d"><v>2021-01-02T10:10:10.000</v></c><c r="H2"/><c r="I2" t="s"></c>\
                <c r="J2"><f>1+1</f></c><c r="K2"><f>1+1</f><v></v></c><c r="L2" t="str"><f>""</f><v></v></c></row>
                """)
        fixture.strings =
            "<si><t>zero</t></si><si><r><t>on</t></r><r><t xml:space=\"preserve\">e </t></r><rPh><t>no</t></rPh></si>"
        let workbook = try open(fixture)
        var rows: [SheetRow] = []
        let summary = try workbook.rows(of: 0) {
            rows.append($0); return true
        }
        #expect(summary.isComplete)
        let row = try #require(rows.first)
        #expect(rows.count == 1)
        #expect(
            row.cells.indices.map { row.text($0) } == [
                "one ", "inline", "text", "true", "#N/A", "1.50", "2021-01-02T10:10:10", "", "",
            ])
        #expect(row.cells.map(\.kind) == [.text, .text, .text, .boolean, .error, .number, .dateTime, .text, .text])
        #expect(
            row.cells.map(\.problem) == [
                .none, .none, .none, .none, .error, .none, .none, .noCachedValue, .noCachedValue,
            ])
        #expect(row.cells.map(\.column) == [0, 1, 2, 3, 4, 5, 6, 9, 10])
    }

    @Test func rowsAndCellsWithoutPlacesAreCounted() throws {
        #expect(
            try lines(
                WorkbookFixture(
                    rows:
                        "<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c r=\"C9\"><v>3</v></c><c><v>4</v></c></row>"
                ))
                == ["1: 0=1 1=2", "9: 2=3 3=4"])
    }

    @Test func cellsOutOfOrderAreSortedAndDoubleOnesRefused() throws {
        #expect(
            try lines(WorkbookFixture(rows: "<row r=\"1\"><c r=\"C1\"><v>3</v></c><c r=\"A1\"><v>1</v></c></row>")) == [
                "1: 0=1 2=3"
            ])
        #expect(throws: FormatFault.self) {
            try lines(WorkbookFixture(rows: "<row r=\"1\"><c r=\"A1\"><v>3</v></c><c r=\"A1\"><v>1</v></c></row>"))
        }
    }

    @Test(arguments: [
        "<row r=\"0\"><c><v>1</v></c></row>", "<row r=\"x\"><c><v>1</v></c></row>",
        "<row r=\"-1\"><c><v>1</v></c></row>",
        "<row r=\"2\"><c><v>1</v></c></row><row r=\"2\"><c><v>1</v></c></row>",
        "<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A\"><v>1</v></c></row>", "<row r=\"1\"><c t=\"s\"><v>7</v></c></row>",
        "<row r=\"1\"><c t=\"s\"><v>-1</v></c></row>",
        "<row r=\"1\"><c t=\"s\"><v>99999999999999999999999</v></c></row>",
        "<row r=\"1\"><c t=\"unknown\"><v>7</v></c></row>",
        "<row r=\"99999999999999999999\"><c><v>1</v></c></row>",
    ])
    func sheetsWithoutACertainReadingAreRefused(rows: String) {
        let fault = #expect(throws: FormatFault.self) { try lines(WorkbookFixture(rows: rows)) }
        if case .refused = fault {} else { Issue.record("\(String(describing: fault))") }
    }

    @Test func theLastCellOfASheetIsReadAndTheOneBeyondIsNot() throws {
        #expect(
            try lines(WorkbookFixture(rows: "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>")) == [
                "1048576: 16383=1"
            ])
        #expect(throws: FormatFault.tooLarge(part: "Data", limit: "columns", value: 16_384)) {
            try lines(WorkbookFixture(rows: "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"))
        }
        #expect(throws: FormatFault.tooLarge(part: "Data", limit: "rows", value: 1_048_576)) {
            try lines(WorkbookFixture(rows: "<row r=\"1048577\"><c><v>1</v></c></row>"))
        }
    }

    @Test(arguments: [99, 100, 101]) func cellsAreLimited(length: Int) throws {
        var limits = FormatLimits()
        limits.cellBytes = 100
        let text = String(repeating: "x", count: length)
        var shared = WorkbookFixture(rows: "<row r=\"1\"><c t=\"s\"><v>0</v></c></row>")
        shared.strings = "<si><t>\(text)</t></si>"
        let fixtures = [
            shared, WorkbookFixture(rows: "<row r=\"1\"><c t=\"str\"><v>\(text)</v></c></row>"),
            WorkbookFixture(rows: "<row r=\"1\"><c t=\"inlineStr\"><is><t>\(text)</t></is></c></row>"),
        ]
        for fixture in fixtures {
            if length <= 100 {
                #expect(try lines(fixture, limits) == ["1: 0=\(text)"])
            } else {
                let fault = #expect(throws: FormatFault.self) { try lines(fixture, limits) }
                #expect("\(fault.map(String.init(describing:)) ?? "")".contains("more than 100 bytes in one cell"))
            }
        }
    }

    @Test(arguments: [199, 200, 201]) func rowsAreLimited(length: Int) throws {
        var limits = FormatLimits()
        limits.recordBytes = 200
        let cells = (0..<2).map {
            "<c t=\"str\"><v>\(String(repeating: "y", count: $0 == 0 ? 100 : length - 100))</v></c>"
        }
        let fixture = WorkbookFixture(rows: "<row r=\"1\">\(cells.joined())</row>")
        if length <= 200 {
            #expect(try lines(fixture, limits).count == 1)
        } else {
            #expect(throws: FormatFault.tooLarge(part: "Data", limit: "bytes in one row", value: 200)) {
                try lines(fixture, limits)
            }
        }
    }

    @Test(arguments: [99, 100, 101]) func distinctTextIsLimited(length: Int) throws {
        var limits = FormatLimits()
        limits.sharedStringBytes = 100
        var fixture = WorkbookFixture(rows: "<row r=\"1\"><c t=\"s\"><v>0</v></c></row>")
        fixture.strings = "<si><t>\(String(repeating: "z", count: length))</t></si>"
        if length <= 100 {
            #expect(try lines(fixture, limits).count == 1)
        } else {
            #expect(
                throws: FormatFault.tooLarge(part: "xl/sharedStrings.xml", limit: "bytes of distinct text", value: 100)
            ) {
                try lines(fixture, limits)
            }
        }
    }

    @Test func aFewStringsInManyCellsDontBecomeFarMoreThanTheFileHolds() throws {
        var fixture = WorkbookFixture(rows: "")
        fixture.strings = "<si><t>\(String(repeating: "z", count: 900_000))</t></si>"
        let row = String(repeating: "<c t=\"s\"><v>0</v></c>", count: 15)
        fixture.sheets[0].xml = WorkbookFixture.sheet(String(repeating: "<row>\(row)</row>", count: 20))
        var limits = FormatLimits()
        limits.inflationRatio = 10
        let fault = #expect(throws: FormatFault.self) { try lines(fixture, limits) }
        #expect(fault.map(String.init(describing:))?.contains("far more than the file could hold") == true)
    }

    @Test func aDimensionThatLiesIsNotLookedAt() throws {
        var fixture = WorkbookFixture(rows: "<row r=\"3\"><c r=\"B3\"><v>1</v></c></row>")
        fixture.sheets[0].xml = fixture.sheets[0].xml.replacing(
            "<sheetData>", with: "<dimension ref=\"A1:XFD1048576\"/><sheetData>")
        #expect(try lines(fixture) == ["3: 1=1"])
        fixture.sheets[0].xml = fixture.sheets[0].xml.replacing("A1:XFD1048576", with: "A1")
        #expect(try lines(fixture) == ["3: 1=1"])
    }

    @Test func stylesMergesAndHiddenPartsAreKnown() throws {
        var fixture = WorkbookFixture(
            rows:
                "<row r=\"1\" hidden=\"1\"><c r=\"A1\" s=\"1\"><v>44197</v></c><c r=\"B1\" s=\"2\"><v>1067</v></c></row>"
                + "<row r=\"2\" hidden=\"false\"><c r=\"A2\" s=\"99\"><v>2</v></c></row>",
            after:
                "<mergeCells><mergeCell ref=\"A1:B2\"/><mergeCell ref=\"C3\"/><mergeCell ref=\"nonsense\"/></mergeCells>"
        )
        fixture.sheets[0].xml = fixture.sheets[0].xml.replacing(
            "<sheetData>", with: "<cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols><sheetData>")
        fixture.styles = """
            <numFmts><numFmt numFmtId="170" formatCode="00000"/></numFmts>
            <fonts><font/><font><strike/><color rgb="FFFF0000"/></font><font><strike val="0"/><color indexed="10"/></font></fonts>
            <fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill>
            <fill><patternFill patternType="solid"><fgColor theme="5" tint="0.5"/></patternFill></fill></fills>
            <cellStyleXfs><xf numFmtId="0"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0"/><xf numFmtId="14" fontId="1" fillId="1"/><xf numFmtId="170" fontId="2" fillId="2"/></cellXfs>
            <dxfs><dxf><font><strike/></font><fill><patternFill patternType="solid"><fgColor rgb="FF000001"/></patternFill></fill></dxf></dxfs>
            """
        let workbook = try open(fixture)
        #expect(workbook.styles.count == 3)
        #expect(
            workbook.styles[1] == WorkbookStyle(format: .date, fill: 0xFFFF00, textColour: 0xFF0000, isStruck: true))
        #expect(workbook.styles[2].format == NumberFormat(code: "00000".utf8))
        #expect(workbook.styles[2].textColour == 0xFF0000)
        #expect(workbook.styles[2].fill == 0xF6BE98)
        #expect(!workbook.styles[2].isStruck)
        var texts: [[String]] = []
        var hidden: [Bool] = []
        let summary = try workbook.rows(of: 0) { row in
            texts.append(row.cells.indices.map { row.text($0) })
            hidden.append(row.isHidden)
            return true
        }
        #expect(texts == [["2021-01-01", "01067"], ["2"]])
        #expect(hidden == [true, false])
        #expect(summary.hiddenRows == 1)
        #expect(summary.hiddenColumns == [1...2])
        #expect(summary.merges == [CellRange(rows: 1...2, columns: 0...1), CellRange(rows: 3...3, columns: 2...2)])
    }

    @Test func theDateSystemOf1904IsKnownByBothItsSpellings() throws {
        for (word, expected) in [
            ("1", "1904-01-02"), ("true", "1904-01-02"), ("0", "1900-01-01"), ("false", "1900-01-01"),
        ] {
            var fixture = WorkbookFixture(rows: "<row r=\"1\"><c s=\"1\"><v>1</v></c></row>")
            fixture.properties = "<workbookPr date1904=\"\(word)\"/>"
            fixture.styles = "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>"
            #expect(try lines(fixture) == ["1: 0=\(expected)"])
        }
    }

    @Test func commentsAndTablesAreFoundThroughTheSheetsRelations() throws {
        var fixture = WorkbookFixture(rows: "<row r=\"1\"><c><v>1</v></c></row>")
        let type = WorkbookFixture.references
        fixture.others = [
            (
                "xl/worksheets/_rels/sheet1.xml.rels",
                "<Relationships><Relationship Id=\"c\" Type=\"\(type)/comments\" Target=\"../comments7.xml\"/><Relationship Id=\"t\" Type=\"\(type)/table\" Target=\"/xl/tables/t.xml\"/><Relationship Id=\"h\" Type=\"\(type)/hyperlink\" TargetMode=\"External\" Target=\"http://127.0.0.1/\"/></Relationships>"
            ),
            (
                "xl/comments7.xml",
                "<comments><authors><author>x</author></authors><commentList><comment ref=\"B3\"><text><r><t>left</t></r><r><t> us_x000A_in May</t></r></text></comment></commentList></comments>"
            ),
            ("xl/tables/t.xml", "<table displayName=\"Customers\" ref=\"B2:D9\" totalsRowCount=\"1\"/>"),
        ]
        let workbook = try open(fixture)
        let comments = try workbook.comments(of: 0)
        #expect(comments.map(\.text) == ["left us\nin May"])
        #expect(comments.map(\.row) == [3])
        #expect(comments.map(\.column) == [1])
        let table = try #require(try workbook.tables(of: 0).first)
        #expect(table.name == "Customers")
        #expect(table.range == CellRange(rows: 2...9, columns: 1...3))
        #expect(table.headerRows == 1)
        #expect(table.totalRows == 1)
    }

    @Test func aWorkbookCutAnywhereIsRefusedAndNeverAShorterTable() throws {
        let rows = (1...40).map { "<row r=\"\($0)\"><c t=\"s\"><v>\($0 % 3)</v></c><c><v>\($0)</v></c></row>" }.joined()
        var fixture = WorkbookFixture(rows: rows)
        fixture.strings = "<si><t>a</t></si><si><t>b</t></si><si><t>c</t></si>"
        let bytes = fixture.bytes
        #expect(try lines(fixture).count == 40)
        for count in stride(from: 0, to: bytes.count, by: 7) {
            let path = try folder.write("cut.xlsx", Array(bytes[..<count]))
            #expect(throws: FormatFault.self, "cut after \(count) of \(bytes.count) bytes") {
                let workbook = try Workbook(path: path)
                try workbook.rows(of: 0) { _ in true }
            }
        }
    }

    @Test func aSheetThatEndsTooEarlyInsideAWholeArchiveIsRefused() throws {
        let whole = WorkbookFixture(rows: "<row r=\"1\"><c><v>1</v></c></row><row r=\"2\"><c><v>2</v></c></row>")
        for count in 0..<whole.sheets[0].xml.utf8.count {
            var cut = whole
            cut.sheets[0].xml = String(whole.sheets[0].xml.prefix(count))
            #expect(throws: FormatFault.self, "cut after \(count)") { try lines(cut) }
        }
    }

    @Test func anyFlippedByteIsFoundOrHarmless() throws {
        var fixture = WorkbookFixture(rows: (1...5).map { "<row r=\"\($0)\"><c t=\"s\"><v>0</v></c></row>" }.joined())
        fixture.strings = "<si><t>a</t></si>"
        let bytes = fixture.bytes
        let expected = try lines(fixture)
        for index in stride(from: 0, to: bytes.count, by: 3) {
            var flipped = bytes
            flipped[index] ^= 0x10
            let path = try folder.write("flipped.xlsx", flipped)
            var rows: [String] = []
            do {
                let workbook = try Workbook(path: path)
                try workbook.rows(of: 0) { row in
                    rows.append(
                        "\(row.number): "
                            + row.cells.indices.map { "\(row.cells[$0].column)=\(row.text($0))" }.joined(separator: " ")
                    )
                    return true
                }
            } catch { continue }
            // Names and dates in headers of the archive aren't checked by anything; the cells are.
            #expect(rows == expected || rows.isEmpty, "byte \(index)")
        }
    }

    @Test func readingEndsWhenTheCallerSaysSo() throws {
        struct Stop: Error {}
        let workbook = try open(
            WorkbookFixture(rows: (1...100).map { "<row r=\"\($0)\"><c><v>1</v></c></row>" }.joined()))
        var seen = 0
        let summary = try workbook.rows(of: 0) { _ in
            seen += 1
            return seen < 10
        }
        #expect(seen == 10)
        #expect(!summary.isComplete)
        #expect(throws: Stop.self) { try workbook.rows(of: 0) { _ in throw Stop() } }
        seen = 0
        #expect(
            try workbook.rows(of: 0) { _ in
                seen += 1; return true
            }.isComplete)
        #expect(seen == 100)
    }

    @Test func targetsNeverLeadOutOfTheArchive() {
        #expect(PartRelations.resolve("worksheets/sheet1.xml", from: "xl/workbook.xml") == "xl/worksheets/sheet1.xml")
        #expect(PartRelations.resolve("/xl/a.xml", from: "xl/workbook.xml") == "xl/a.xml")
        #expect(PartRelations.resolve("..\\comments1.xml", from: "xl/worksheets/sheet1.xml") == "xl/comments1.xml")
        #expect(PartRelations.resolve("../../../../etc/passwd", from: "xl/workbook.xml") == "etc/passwd")
        #expect(PartRelations.member(for: "xl/workbook.xml") == "xl/_rels/workbook.xml.rels")
        #expect(PartRelations.member(for: "") == "_rels/.rels")
        #expect(PartRelations.member(for: "workbook.xml") == "_rels/workbook.xml.rels")
    }
}
