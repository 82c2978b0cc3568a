import Foundation
import Testing

@testable import Formats

@Suite("HTML tables that call themselves workbooks")
struct HTMLTablesTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func open(_ page: String, _ limits: FormatLimits = FormatLimits()) throws -> Workbook {
        try Workbook(path: folder.write("w.xls", Array(page.utf8)), limits: limits)
    }

    private func lines(_ rows: String, _ limits: FormatLimits = FormatLimits()) throws -> [String] {
        try SheetLines.of(open("<html><body><table>\(rows)</table></body></html>", limits))
    }

    @Test(arguments: [
        ("01067", "01067"), (" a\n  b ", "a b"), ("a<br>b<br/>c", "a\nb\nc"), ("&nbsp;x&nbsp;", "x"),
        ("a&nbsp;&nbsp;b", "a  b"),
        ("M&uuml;ller &amp; S&#246;hne &#x20AC; &#128;", "Müller & Söhne € €"),
        ("AT&T &unknown; &lt;b&gt;", "AT&T &unknown; <b>"),
        ("<b>fett</b> und <i>kursiv</i>", "fett und kursiv"), ("<p>a</p><p>b</p>", "a\nb"), ("<div>a</div>b", "a\nb"),
        ("<!-- no --><script>if (a<b) {}</script>x<style>y</style>", "x"), ("a < b", "a < b"),
        ("<a href=\"mailto:x@example.com\">x@example.com</a>", "x@example.com"), ("1.234,56 €", "1.234,56 €"),
    ])
    func textIsWhatAPersonSees(html: String, expected: String) throws {
        #expect(try lines("<tr><td>\(html)</td><td>z</td></tr>") == ["1: 0=\(expected) | 1=z"])
    }

    @Test func thePageMayBeCutAnywhereByThePiecesItIsReadIn() throws {
        // Longer than a piece, with entities and tags at every place.
        let row = "<tr><td>M&uuml;ller &amp; Söhne</td><td title=\"a > b\">x<br>y</td></tr>\n"
        let count = 5_000
        let found = try lines(String(repeating: row, count: count))
        #expect(found.count == count)
        #expect(found.enumerated().allSatisfy { $0.element == "\($0.offset + 1): 0=Müller & Söhne | 1=x\ny" })
    }

    @Test func tagsThatAreLeftOutAreThereAllTheSame() throws {
        #expect(try lines("<tr><td>a<td>b<tr><td>c<th>d") == ["1: 0=a | 1=b", "2: 0=c | 1=d"])
        #expect(
            try SheetLines.of(open("<TABLE><THEAD><TR><TH>A</TH></TR></THEAD><TBODY><TR><TD>b</TBODY></TABLE>")) == [
                "1: 0=A", "2: 0=b",
            ])
        #expect(try SheetLines.of(open("<table><td>a</td><td>b</td>")) == ["1: 0=a | 1=b"])
        #expect(
            try SheetLines.of(
                open(
                    "<?xml version=\"1.0\"?><!DOCTYPE html><html><body><table><tr><td>a</td></tr></table></body></html>"
                )) == ["1: 0=a"])
    }

    @Test func cellsThatSpanOthersCoverThem() throws {
        let rows = """
            <tr><td rowspan=2>a</td><td colspan="2">b</td><td>c</td></tr><tr><td>d</td><td>e</td><td>f</td></tr><tr><td colspan=0>g</td></tr>
            """
        #expect(try lines(rows) == ["1: 0=a | 1=b | 3=c", "2: 1=d | 2=e | 3=f", "3: 0=g"])
        let summary = try open("<table>\(rows)</table>").rows(of: 0) { _ in true }
        #expect(summary.merges == [CellRange(rows: 1...2, columns: 0...0), CellRange(rows: 1...1, columns: 1...2)])
        #expect(summary.isComplete)
    }

    @Test func tablesInsideTablesAreTablesOfTheirOwn() throws {
        let page = """
            <html><body><table><tr><td>layout</td></tr></table><table><caption>Kunden <b>Süd</b></caption><tr><td>a</td><td>b</td></tr><tr><td>c\
            <table><tr><td>inner</td></tr><tr><td>inner 2</td></tr></table></td><td>d</td></tr></table><table></table></body></html>
            """
        let workbook = try open(page)
        #expect(workbook.sheets.map(\.name) == ["Table 1", "Kunden Süd", "Table 3"])
        #expect(workbook.sheets.map { "\($0.kind)" } == ["other", "table", "table"])
        #expect(try SheetLines.of(workbook, 1) == ["1: 0=a | 1=b", "2: 0=c | 1=d"])
        #expect(try SheetLines.of(workbook, 2) == ["1: 0=inner", "2: 0=inner 2"])
    }

    @Test func whatSpreadsheetProgramsWriteBesideIsRead() throws {
        let page = """
            <html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; charset=utf-8">\
            <!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>Kunden &amp; mehr</x:Name></x:ExcelWorksheet>\
            </x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--><style><!-- .txt {mso-number-format:"\\@"; background:#FF0000;} td.z, .zz \
            {mso-number-format:00000;} .d {mso-number-format:"Short Date";} .g {display:none} --></style></head><body><table><col><col span=2 \
            style='display:none'><tr><td class=txt>01067</td><td class=z x:num="1067">1067</td><td class="d" x:num="44198">02.01.21</td><td \
            x:num>5</td><td x:num="1.5">1,5</td><td x:err="#N/A">#N/A</td><td sdval="43832" sdnum="1033;0;DD.MM.YYYY">2.1.20</td><td sdval="1" \
            sdnum="1033;0;BOOLEAN">WAHR</td></tr><tr class=g bgcolor="yellow"><td><s>alt</s></td><td style="text-decoration: line-through; color:#00F">x\
            </td></tr></table></body></html>
            """
        let workbook = try open(page)
        #expect(workbook.sheets.map(\.name) == ["Kunden & mehr"])
        #expect(
            try SheetLines.of(workbook) == [
                "1: 0=01067 | 1=01067[number] | 2=2021-01-02[date] | 3=5[number] | 4=1.5[number] | 5=#N/A[error]!error | 6=2020-01-02[date] | 7=true[boolean]",
                "2 hidden: 0=alt | 1=x",
            ])
        let first = try SheetLines.looks(workbook, row: 1)
        #expect(first[0]?.fill == 0xFF0000)
        let second = try SheetLines.looks(workbook, row: 2)
        #expect(second[0]?.fill == 0xFFFF00 && second[0]?.isStruck == true)
        #expect(second[1]?.isStruck == true && second[1]?.textColour == 0xFF)
        #expect(try workbook.rows(of: 0) { _ in true }.hiddenColumns == [1...2])
    }

    @Test func commentsOfLibreOfficeAreComments() throws {
        let workbook = try open(
            "<table><tr><td>a</td><td><a class=\"comment-indicator\"></a><comment>ruft an\n<br>am Montag</comment>b</td></tr></table>"
        )
        #expect(try SheetLines.of(workbook) == ["1: 0=a | 1=b"])
        let comments = try workbook.comments(of: 0)
        #expect(comments.map(\.text) == ["ruft an\nam Montag"] && comments.first?.column == 1)
    }

    @Test(arguments: [
        ("<meta charset=\"windows-1252\">", [0x4D, 0xFC, 0x80] as [UInt8], "Mü€"),
        ("<meta charset='iso-8859-2'>", [0xA3], "Ł"),
        ("", [0x4D, 0xFC], "Mü"), ("", [0xC3, 0xBC], "ü"), ("<meta charset=utf-8>", [0xC3, 0xBC], "ü"),
        // What many CRMs get wrong: UTF-8 under another name.
        ("<meta charset=iso-8859-1>", [0xC3, 0xBC], "ü"), ("<meta charset=Shift_JIS>", [0x93, 0xFA], "日"),
    ])
    func theEncodingIsWhatThePageSaysOrLooksLike(meta: String, bytes: [UInt8], expected: String) throws {
        let page =
            Array("<html><head>\(meta)</head><table><tr><td>".utf8) + bytes + Array("</td></tr></table></html>".utf8)
        #expect(try SheetLines.of(Workbook(path: folder.write("w.xls", page))) == ["1: 0=\(expected)"])
    }

    @Test func wideEncodingsAreRead() throws {
        let page = "<html><table><tr><td>Mü€</td></tr></table></html>"
        var bytes: [UInt8] = [0xFF, 0xFE]
        for unit in page.utf16 { bytes += [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)] }
        for bytes in [bytes, Array(bytes.dropFirst(2))] {
            #expect(try SheetLines.of(Workbook(path: folder.write("w.xls", bytes))) == ["1: 0=Mü€"])
        }
    }

    @Test func whatIsNoPageWithTablesIsNone() throws {
        for text in [
            "<html><body><p>Hallo</p></body></html>", "a;b\n<table>", "<customers><table/></customers>",
            "<!-- <table> -->",
        ] {
            let path = try folder.write("w.xls", Array(text.utf8))
            #expect(throws: FormatFault.self, "\(text)") { try Workbook(path: path) }
        }
        // A table that begins late.
        let late = "<html><style>" + String(repeating: "a{}", count: 100_000) + "</style><table><tr><td>x</table>"
        #expect(try SheetLines.of(open(late)) == ["1: 0=x"])
    }

    @Test(arguments: [255, 256, 257]) func attributesAreLimited(count: Int) throws {
        let row = "<tr><td \((0..<count).map { "a\($0)=1" }.joined(separator: " "))>x</td></tr>"
        if count <= 256 {
            #expect(try lines(row) == ["1: 0=x"])
        } else {
            #expect(throws: FormatFault.tooLarge(part: "", limit: "attributes in one start tag", value: 256)) {
                try lines(row)
            }
        }
    }

    @Test(arguments: [127, 128, 129]) func tablesInsideOneAnotherAreLimited(count: Int) throws {
        let page = String(repeating: "<table><tr><td>", count: count) + "x"
        if count <= 128 {
            #expect(try SheetLines.of(open(page)) == ["1: 0=x"])
        } else {
            #expect(throws: FormatFault.tooLarge(part: "", limit: "tables inside one another", value: 128)) {
                try open(page)
            }
        }
    }

    @Test(arguments: [99, 100, 101]) func cellsAreLimited(length: Int) throws {
        var limits = FormatLimits()
        limits.cellBytes = 100
        let row = "<tr><td>\(String(repeating: "x", count: length))</td></tr>"
        if length <= 100 {
            #expect(try lines(row, limits).count == 1)
        } else {
            #expect(throws: FormatFault.self) { try lines(row, limits) }
        }
    }

    @Test func longTagsAndWideSpansTakeNoMemory() throws {
        let tag = "<table><tr><td a=\"" + String(repeating: "x", count: 70_000)
        #expect(throws: FormatFault.tooLarge(part: "", limit: "bytes in one start tag", value: 65_536)) {
            try open(tag)
        }
        let wide = String(
            repeating: "<tr>" + String(repeating: "<td colspan=1000000 rowspan=1000000></td>", count: 40) + "</tr>",
            count: 50)
        #expect(throws: FormatFault.tooLarge(part: "Table 1", limit: "columns", value: 16_384)) {
            try SheetLines.of(open("<table><tr><td>a</td></tr>\(wide)<tr><td>b</td></tr></table>"))
        }
    }
}
