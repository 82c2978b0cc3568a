import Foundation
import Testing

@testable import Formats

@Suite("XML Spreadsheets of 2003")
struct XMLSpreadsheetTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func text(_ body: String, styles: String = "", declaration: String = "<?xml version=\"1.0\"?>") -> String {
        """
        \(declaration)<?mso-application progid="Excel.Sheet"?>
        <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:o="urn:schemas-microsoft-com:office:office" \
        xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" \
        xmlns:html="http://www.w3.org/TR/REC-html40"><Styles>\(styles)</Styles>\(body)</Workbook>
        """
    }

    private func open(_ text: String, _ limits: FormatLimits = FormatLimits()) throws -> Workbook {
        try Workbook(path: folder.write("w.xls", Array(text.utf8)), limits: limits)
    }

    private func lines(_ rows: String, styles: String = "", _ limits: FormatLimits = FormatLimits()) throws -> [String]
    {
        try SheetLines.of(
            open(text("<Worksheet ss:Name=\"A\"><Table>\(rows)</Table></Worksheet>", styles: styles), limits))
    }

    private func data(_ type: String, _ value: String, _ attributes: String = "") -> String {
        "<Cell\(attributes)><Data ss:Type=\"\(type)\">\(value)</Data></Cell>"
    }

    @Test func cellsOfEveryType() throws {
        let styles = """
            <Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="t"><NumberFormat ss:Format="hh:mm:ss"/></Style>\
            <Style ss:ID="e"><NumberFormat ss:Format="[h]:mm:ss;@"/></Style><Style ss:ID="z"><NumberFormat ss:Format="00000"/></Style>\
            <Style ss:ID="g"><NumberFormat ss:Format="General Date"/></Style>
            """
        let row =
            data("Number", " 1.50 ") + data("Number", "1067", " ss:StyleID=\"z\"") + data("Boolean", "1")
            + data("Error", "#N/A")
            + data("DateTime", "2021-01-02T00:00:00.000", " ss:StyleID=\"d\"")
            + data("DateTime", "2021-01-02T14:30:00.500")
            + data("DateTime", "2021-01-02T00:00:00.000", " ss:StyleID=\"g\"")
            + data("DateTime", "1899-12-31T14:40:30.000", " ss:StyleID=\"t\"")
            + data("DateTime", "1900-01-10T15:10:10.000", " ss:StyleID=\"e\"")
            + "<Cell><ss:Data ss:Type=\"String\" xmlns=\"http://www.w3.org/TR/REC-html40\"><B>rich</B> <Font html:Color=\"#F00\">text</Font></ss:Data></Cell>"
            + "<Cell ss:Formula=\"=A1\"/>" + data("String", "&lt;a&#10;b&gt;") + "<Cell/>" + data("String", "01067")
        #expect(
            try lines("<Row>\(row)</Row>", styles: styles) == [
                "1: 0=1.50[number] | 1=01067[number] | 2=true[boolean] | 3=#N/A[error]!error | 4=2021-01-02[date] | 5=2021-01-02T14:30:00.500[dateTime] | 6=2021-01-02T00:00:00[dateTime] | 7=14:40:30[time] | 8=255:10:10[duration] | 9=rich text | 10=!noCachedValue | 11=<a\nb> | 13=01067"
            ])
    }

    @Test(arguments: [
        ("1900-01-01", "1900-01-01"), ("1900-02-28", "1900-02-28"), ("1900-03-01", "1900-03-01"),
        ("2000-02-29", "2000-02-29"),
        ("9999-12-31", "9999-12-31"), ("1582-10-15", "1582-10-15"), ("1904-01-01", "1904-01-01"),
    ])
    func daysStayWhatTheyAreInBothDateSystems(day: String, expected: String) throws {
        let cell = "<Row>\(data("DateTime", day + "T00:00:00.000"))</Row>"
        #expect(try lines(cell).first?.hasPrefix("1: 0=\(expected)") == true)
        let body =
            "<o:ExcelWorkbook><x:Date1904/></o:ExcelWorkbook><Worksheet ss:Name=\"A\"><Table>\(cell)</Table></Worksheet>"
        let workbook = try open(text(body))
        #expect(workbook.is1904)
        #expect(try SheetLines.of(workbook).first?.hasPrefix("1: 0=\(expected)") == true)
    }

    @Test func indexesJumpAndMergedCellsCover() throws {
        let rows = """
            <Column ss:Index="2" ss:Hidden="1" ss:Span="1"/><Row ss:Index="3">\(data("String", "a", " ss:Index=\"2\" ss:MergeAcross=\"2\" ss:MergeDown=\"1\""))\
            \(data("String", "b"))</Row><Row ss:Hidden="1" ss:Span="4"/><Row ss:Hidden="1">\(data("String", "c"))</Row>
            """
        #expect(try lines(rows) == ["3: 1=a | 4=b", "9 hidden: 0=c"])
        let workbook = try open(text("<Worksheet ss:Name=\"A\"><Table>\(rows)</Table></Worksheet>"))
        let summary = try workbook.rows(of: 0) { _ in true }
        #expect(summary.merges == [CellRange(rows: 3...4, columns: 1...3)])
        #expect(summary.hiddenColumns == [1...2] && summary.hiddenRows == 1 && summary.isComplete)
    }

    @Test func sheetsStylesAndCommentsAreKnown() throws {
        let styles = """
            <Style ss:ID="Default"><Interior/></Style><Style ss:ID="red"><Interior ss:Color="#FF0000" ss:Pattern="Solid"/></Style>\
            <Style ss:ID="child" ss:Parent="red"><Font ss:StrikeThrough="1" ss:Color="#0000FF"/></Style>
            """
        let body = """
            <Worksheet ss:Name="Kunden"><Table><Column ss:StyleID="red"/><Row>\(data("String", "a"))<Cell ss:StyleID="child"><Data \
            ss:Type="String">b</Data><Comment ss:Author="x"><ss:Data xmlns="http://www.w3.org/TR/REC-html40"><B>Anna:</B>&#10;ruft an</ss:Data>\
            </Comment></Cell></Row></Table></Worksheet><Worksheet ss:Name="Alt"><Table><Row>\(data("String", "c"))</Row></Table>\
            <WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>\
            <Worksheet ss:Name="Tief"><WorksheetOptions><Visible>SheetVeryHidden</Visible></WorksheetOptions></Worksheet>
            """
        let workbook = try open(text(body, styles: styles))
        #expect(workbook.sheets.map(\.name) == ["Kunden", "Alt", "Tief"])
        #expect(workbook.sheets.map(\.state) == [.visible, .hidden, .veryHidden])
        #expect(try SheetLines.of(workbook) == ["1: 0=a | 1=b"])
        #expect(try SheetLines.of(workbook, 1) == ["1: 0=c"] && SheetLines.of(workbook, 2).isEmpty)
        let looks = try SheetLines.looks(workbook, row: 1)
        #expect(looks[0]?.fill == 0xFF0000 && looks[0]?.isStruck == false)
        #expect(looks[1]?.fill == 0xFF0000 && looks[1]?.isStruck == true && looks[1]?.textColour == 0xFF)
        let comments = try workbook.comments(of: 0)
        #expect(comments.map(\.text) == ["Anna:\nruft an"] && comments.first?.column == 1)
    }

    @Test func theEncodingIsTheOneThatIsDeclared() throws {
        let xml = text(
            "<Worksheet ss:Name=\"Kunden S\u{FC}d\"><Table><Row>\(data("String", "M\u{FC}ller"))</Row></Table></Worksheet>",
            declaration: "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>")
        let latin = xml.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        var wide: [UInt8] = [0xFF, 0xFE]
        for unit in xml.replacing("iso-8859-1", with: "utf-16").utf16 {
            wide += [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)]
        }
        for bytes in [latin, wide, Array(wide.dropFirst(2)), Array(xml.replacing("iso-8859-1", with: "utf-8").utf8)] {
            let workbook = try Workbook(path: folder.write("w.xml", bytes))
            #expect(workbook.sheets.map(\.name) == ["Kunden S\u{FC}d"])
            #expect(try SheetLines.of(workbook) == ["1: 0=M\u{FC}ller"])
        }
    }

    @Test(arguments: [
        "<Row ss:Index=\"0\"/>", "<Row ss:Index=\"-1\"/>", "<Row ss:Index=\"x\"/>",
        "<Row ss:Index=\"2\"/><Row ss:Index=\"2\"/>",
        "<Row><Cell ss:Index=\"0\"><Data>x</Data></Cell></Row>",
        "<Row><Cell ss:Index=\"99999999999999999999\"><Data>x</Data></Cell></Row>",
        "<Row ss:Index=\"1048577\"><Cell><Data>x</Data></Cell></Row>",
        "<Row><Cell ss:Index=\"16385\"><Data>x</Data></Cell></Row>",
        "<Row><Cell><Data>x</Data></Cell><Cell ss:Index=\"1\"><Data>y</Data></Cell></Row>",
    ])
    func placesWithoutACertainReadingAreRefused(rows: String) {
        #expect(throws: FormatFault.self) { try lines(rows) }
    }

    @Test func theLastCellOfASheetIsReadAndHugeMergesTakeNoMemory() throws {
        let last =
            "<Row ss:Index=\"1048576\">\(data("String", "z", " ss:Index=\"16384\" ss:MergeAcross=\"999999999\" ss:MergeDown=\"999999999\""))</Row>"
        #expect(try lines(last) == ["1048576: 16383=z"])
    }

    @Test func aTextCutAnywhereIsNeverAShorterTable() throws {
        let whole = text(
            "<Worksheet ss:Name=\"A\"><Table><Row>\(data("String", "a"))</Row><Row>\(data("String", "b"))</Row></Table></Worksheet>"
        )
        let head = try #require(whole.utf8.firstRange(of: Array("<Worksheet".utf8)))
        for cut in whole.utf8.distance(from: whole.startIndex, to: head.lowerBound)..<whole.utf8.count {
            let path = try folder.write("c.xml", Array(whole.utf8.prefix(cut)))
            #expect(throws: FormatFault.self, "cut after \(cut) bytes") { try Workbook(path: path) }
        }
    }

    @Test func aDocumentTypeIsRefused() throws {
        let path = try folder.write(
            "d.xml", Array(text("", declaration: "<?xml version=\"1.0\"?><!DOCTYPE Workbook [<!ENTITY a \"b\">]>").utf8)
        )
        let fault = #expect(throws: FormatFault.self) { try Workbook(path: path) }
        #expect("\(String(describing: fault))".contains("DTD"))
    }
}
