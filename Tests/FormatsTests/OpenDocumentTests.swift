import Foundation
import Testing

@testable import Formats

@Suite("OpenDocument workbooks")
struct OpenDocumentTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private static let spaces =
        "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" xmlns:number=\"n\" xmlns:fo=\"f\" xmlns:calcext=\"c\""

    private func content(_ body: String, styles: String = "") -> String {
        "<office:document-content \(OpenDocumentTests.spaces)><office:automatic-styles>\(styles)</office:automatic-styles><office:body><office:spreadsheet>\(body)</office:spreadsheet></office:body></office:document-content>"
    }

    private func archive(_ content: String, styles: String? = nil, manifest: String = "") -> [UInt8] {
        var fixture = ZIPFixture()
        fixture.add("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        fixture.add("META-INF/manifest.xml", "<manifest>\(manifest)</manifest>")
        fixture.add("content.xml", content)
        if let styles { fixture.add("styles.xml", styles) }
        return fixture.bytes
    }

    private func open(_ body: String, styles: String = "", _ limits: FormatLimits = FormatLimits()) throws -> Workbook {
        try Workbook(path: folder.write("w.ods", archive(content(body, styles: styles))), limits: limits)
    }

    private func lines(_ rows: String, styles: String = "", _ limits: FormatLimits = FormatLimits()) throws -> [String]
    {
        try SheetLines.of(open("<table:table table:name=\"A\">\(rows)</table:table>", styles: styles, limits))
    }

    private func row(_ cells: String) -> String { "<table:table-row>\(cells)</table:table-row>" }

    private func text(_ text: String, _ attributes: String = "") -> String {
        "<table:table-cell office:value-type=\"string\" \(attributes)><text:p>\(text)</text:p></table:table-cell>"
    }

    @Test func cellsOfEveryType() throws {
        let cells = """
            <table:table-cell office:value-type="float" office:value="1.50"/><table:table-cell office:value-type="percentage" \
            office:value="0.125"/><table:table-cell office:value-type="currency" office:value="12"/><table:table-cell \
            office:value-type="date" office:date-value="2021-01-02"/><table:table-cell office:value-type="date" \
            office:date-value="2021-01-02T10:10:10"/><table:table-cell office:value-type="time" office:time-value="PT09H05M07S"/>\
            <table:table-cell office:value-type="time" office:time-value="PT33H45M22.5S"/><table:table-cell office:value-type="boolean" \
            office:boolean-value="true"/><table:table-cell office:value-type="string" office:string-value="a &amp; b"><text:p>shown</text:p>\
            </table:table-cell><table:table-cell table:formula="of:=1/0" office:value-type="string" office:string-value="" \
            calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell><table:table-cell table:formula="of:=A1"/>\
            <table:table-cell table:formula="of:=&quot;&quot;" office:value-type="string" office:string-value=""/>\
            <table:table-cell table:formula="of:=TRUE()" office:value-type="float" office:value="1"><text:p>WAHR</text:p></table:table-cell>
            """
        #expect(
            try lines(row(cells)) == [
                "1: 0=1.50[number] | 1=0.125[number] | 2=12[number] | 3=2021-01-02[date] | 4=2021-01-02T10:10:10[dateTime] | 5=09:05:07[time] | 6=33:45:22.500[duration] | 7=true[boolean] | 8=a & b | 9=#DIV/0![error]!error | 10=!noCachedValue | 12=true[boolean]"
            ])
    }

    @Test(arguments: [
        ("<text:p>a</text:p><text:p>b</text:p>", "a\nb"), ("<text:p>a<text:line-break/>b</text:p>", "a\nb"),
        ("<text:p>a <text:s/>b<text:s text:c=\"3\"/>c</text:p>", "a  b   c"),
        ("<text:p>a<text:tab/>b</text:p>", "a\tb"),
        ("<text:p>\n  a\n  <text:span>b</text:span>\n</text:p>", "a b"), ("<text:p>a  b </text:p>", "a  b "),
        ("<text:p>a<text:a>link</text:a></text:p>", "alink"),
        ("<draw:frame><text:p>drawn</text:p></draw:frame><text:p>own</text:p>", "own"),
        ("<office:annotation><text:p>comment</text:p></office:annotation><text:p>own</text:p>", "own"),
        ("<text:p/><text:p>x</text:p>", "\nx"),
    ])
    func textIsWhatStandsInTheCellsOwnParagraphs(xml: String, expected: String) throws {
        let cell = "<table:table-cell office:value-type=\"string\" xmlns:draw=\"d\">\(xml)</table:table-cell>"
        #expect(try lines(row(cell)) == ["1: 0=\(expected)"])
    }

    @Test func whatIsRepeatedIsWrittenOutOnlyWhereItHoldsSomething() throws {
        let rows = """
            <table:table-row table:number-rows-repeated="3">\(text("x", "table:number-columns-repeated=\"2\""))<table:table-cell \
            table:number-columns-repeated="5"/>\(text("y"))<table:table-cell table:number-columns-repeated="16376"/></table:table-row>\
            <table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>\
            <table:table-row table:number-rows-repeated="999999999999"><table:table-cell/></table:table-row>
            """
        #expect(try lines(rows) == [1, 2, 3].map { "\($0): 0=x | 1=x | 7=y" })
    }

    @Test(arguments: [1_048_575, 1_048_576, 1_048_577]) func rowsAreLimited(last: Int) throws {
        let rows =
            "<table:table-row table:number-rows-repeated=\"\(last - 1)\"><table:table-cell/></table:table-row>"
            + row(text("x"))
        if last <= 1_048_576 {
            #expect(try lines(rows) == ["\(last): 0=x"])
        } else {
            #expect(throws: FormatFault.tooLarge(part: "A", limit: "rows", value: 1_048_576)) { try lines(rows) }
        }
    }

    @Test(arguments: [16_383, 16_384, 16_385]) func columnsAreLimited(last: Int) throws {
        let cells = "<table:table-cell table:number-columns-repeated=\"\(last - 1)\"/>" + text("x")
        if last <= 16_384 {
            #expect(try lines(row(cells)) == ["1: \(last - 1)=x"])
        } else {
            #expect(throws: FormatFault.tooLarge(part: "A", limit: "columns", value: 16_384)) { try lines(row(cells)) }
        }
    }

    @Test func aBombOfRepetitionsIsRefusedBeforeItGoesOff() throws {
        let long = String(repeating: "x", count: 60_000)
        let across = row(text(long, "table:number-columns-repeated=\"16384\""))
        #expect(throws: FormatFault.tooLarge(part: "A", limit: "bytes in one row", value: 16 << 20)) {
            try lines(across)
        }
        let down = "<table:table-row table:number-rows-repeated=\"1048576\">\(text(long))</table:table-row>"
        let fault = #expect(throws: FormatFault.self) { try lines(down) }
        #expect("\(String(describing: fault))".contains("far more than the file could hold"))
    }

    @Test(arguments: [99, 100, 101]) func cellsAreLimited(length: Int) throws {
        var limits = FormatLimits()
        limits.cellBytes = 100
        let forms = [
            text(String(repeating: "x", count: length)), text("<text:s text:c=\"\(length)\"/>"),
            "<table:table-cell office:value-type=\"string\" office:string-value=\"\(String(repeating: "x", count: length))\"/>",
        ]
        for form in forms {
            if length <= 100 {
                #expect(try lines(row(form), limits).count == 1)
            } else {
                #expect(throws: FormatFault.tooLarge(part: "A", limit: "bytes in one cell", value: 100)) {
                    try lines(row(form), limits)
                }
            }
        }
    }

    @Test func stylesSayHowNumbersAreShownAndWhatCellsLookLike() throws {
        let styles = """
            <number:number-style style:name="N1"><number:number number:decimal-places="0" number:min-integer-digits="5"/></number:number-style>\
            <number:number-style style:name="N2"><number:number number:min-integer-digits="9"><number:embedded-text number:position="4">-\
            </number:embedded-text></number:number></number:number-style><number:number-style style:name="N3"><number:number \
            number:decimal-places="2" number:min-integer-digits="3"/></number:number-style><number:date-style style:name="N4"><number:day/>\
            <number:hours/></number:date-style><number:number-style style:name="N5"><number:text>KD-</number:text><number:number \
            number:min-integer-digits="4"/></number:number-style>\
            <style:style style:name="base" style:family="table-cell"><style:table-cell-properties fo:background-color="#ff0000"/></style:style>\
            <style:style style:name="c1" style:family="table-cell" style:data-style-name="N1" style:parent-style-name="base"/>\
            <style:style style:name="c2" style:family="table-cell" style:data-style-name="N2"><style:text-properties \
            style:text-line-through-style="solid" fo:color="#0000ff"/></style:style><style:style style:name="c3" style:family="table-cell" \
            style:data-style-name="N3"/><style:style style:name="c4" style:family="table-cell" style:data-style-name="N4"/>\
            <style:style style:name="c5" style:family="table-cell" style:data-style-name="N5"/>\
            <style:style style:name="loop" style:family="table-cell" style:parent-style-name="loop"/>
            """
        func number(_ value: String, _ style: String) -> String {
            "<table:table-cell office:value-type=\"float\" office:value=\"\(value)\"\(style.isEmpty ? "" : " table:style-name=\"\(style)\"")/>"
        }
        let columns =
            "<table:table-column table:number-columns-repeated=\"2\" table:default-cell-style-name=\"c1\"/><table:table-column table:default-cell-style-name=\"loop\"/>"
        let cells =
            number("1067", "") + number("123456789", "c2") + number("7.5", "c3")
            + "<table:table-cell office:value-type=\"date\" office:date-value=\"2021-01-02\" table:style-name=\"c4\"/>"
            + number("42", "c5")
        let workbook = try open("<table:table table:name=\"A\">\(columns)\(row(cells))</table:table>", styles: styles)
        #expect(
            try SheetLines.of(workbook) == [
                "1: 0=01067[number] | 1=12345-6789[number] | 2=7.5[number] | 3=2021-01-02T00:00:00[dateTime] | 4=KD-0042[number]"
            ])
        let looks = try SheetLines.looks(workbook, row: 1)
        #expect(looks[0]?.fill == 0xFF0000 && looks[0]?.isStruck == false)
        #expect(looks[1]?.isStruck == true && looks[1]?.textColour == 0xFF && looks[1]?.fill == nil)
    }

    @Test func sheetsMergesHiddenPartsAndCommentsAreKnown() throws {
        let styles =
            "<style:style style:name=\"off\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>"
        let body = """
            <table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings>\
            <table:table table:name="Kunden"><table:table-column/><table:table-column table:visibility="collapse" \
            table:number-columns-repeated="2"/><table:table-header-rows>\(row(text("a", "table:number-columns-spanned=\"2\" table:number-rows-spanned=\"3\"")))\
            </table:table-header-rows><table:table-row-group><table:table-row table:visibility="filter"><table:table-cell \
            office:value-type="string"><office:annotation><dc:date xmlns:dc="d">2021</dc:date><text:p>ruft an</text:p><text:p>am Montag</text:p>\
            </office:annotation><text:p>b</text:p></table:table-cell></table:table-row></table:table-row-group></table:table>\
            <table:table table:name="Alt" table:style-name="off">\(row(text("c")))</table:table>
            """
        let workbook = try open(body, styles: styles)
        #expect(workbook.is1904)
        #expect(workbook.sheets.map(\.name) == ["Kunden", "Alt"])
        #expect(workbook.sheets.map(\.state) == [.visible, .hidden])
        #expect(try SheetLines.of(workbook) == ["1: 0=a", "2 hidden: 0=b"])
        #expect(try SheetLines.of(workbook, 1) == ["1: 0=c"])
        let summary = try workbook.rows(of: 0) { _ in true }
        #expect(summary.merges == [CellRange(rows: 1...3, columns: 0...1)])
        #expect(summary.hiddenColumns == [1...2] && summary.hiddenRows == 1 && summary.isComplete)
        let comments = try workbook.comments(of: 0)
        #expect(
            comments.map(\.text) == ["ruft an\nam Montag"] && comments.first?.row == 2 && comments.first?.column == 0)
        #expect(try workbook.comments(of: 1).isEmpty)
        #expect(try workbook.rows(of: 0) { _ in false }.isComplete == false)
    }

    @Test func aFlatTextIsReadLikeAnArchive() throws {
        let flat = """
            <?xml version="1.0" encoding="UTF-8"?><office:document \(OpenDocumentTests.spaces) \
            office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table table:name="A">\
            \(row(text("ü")))</table:table></office:spreadsheet></office:body></office:document>
            """
        let workbook = try Workbook(path: folder.write("w.xls", Array(flat.utf8)))
        #expect(workbook.format == .openDocument)
        #expect(try SheetLines.of(workbook) == ["1: 0=ü"])
        let letter = flat.replacing("opendocument.spreadsheet", with: "opendocument.text")
        let path = try folder.write("l.xml", Array(letter.utf8))
        #expect(throws: FormatFault.self) { try Workbook(path: path) }
    }

    @Test func whatCantBeReadIsRefused() throws {
        let body = content("<table:table table:name=\"A\">\(row(text("x")))</table:table>")
        let locked = try folder.write("p.ods", archive(body, manifest: "<file-entry><encryption-data/></file-entry>"))
        #expect(throws: FormatFault.encrypted) { try Workbook(path: locked) }
        for cut in stride(from: 1, to: body.utf8.count, by: 7) {
            let path = try folder.write("c.ods", archive(String(decoding: body.utf8.prefix(cut), as: UTF8.self)))
            #expect(throws: FormatFault.self, "cut after \(cut) bytes") { try Workbook(path: path) }
        }
        let typed = try folder.write("d.ods", archive("<!DOCTYPE a><a/>"))
        #expect(throws: FormatFault.self) { try Workbook(path: typed) }
    }
}
