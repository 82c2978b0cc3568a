import Foundation
import Testing

@testable import Formats

/// A client's workbook comes back to them with its broken cells marked, and with nothing else changed.
@Suite("Marking workbooks")
struct WorkbookMarkingTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func client() throws -> String {
        let path = folder.path + "/client.xlsx"
        let writer = try WorkbookWriter(path: path)
        try writer.addSheet("Liste", columns: [WorkbookColumn("Firma"), WorkbookColumn("Ort"), WorkbookColumn("Seit")])
        try writer.row([.text("Quadrat <GmbH> & Co"), .text("Kiel"), .date(year: 2024, month: 2, day: 29)])
        try writer.row(
            [.text("Kreis"), .empty, .text("x")], styles: [.plain, .plain, CellStyle(fill: .yellow, isBold: true)])
        try writer.comment("already here", column: 0)
        try writer.row([.empty, .text("Lübeck"), .integer(7)])
        try writer.addSheet("Andere", columns: [WorkbookColumn("A")])
        try writer.row([.text("b")])
        try writer.close()
        return path
    }

    private func rows(_ path: String, _ sheet: Int = 0) throws -> [String] {
        var rows: [String] = []
        try Workbook(path: path).rows(of: sheet) { row in
            let cells = row.cells.indices.map { "\(row.cells[$0].column)=\(row.text($0))" }
            rows.append("\(row.number): \(cells.joined(separator: " "))")
            return true
        }
        return rows
    }

    private func parts(_ path: String) throws -> [String: [UInt8]] {
        let archive = try ZIPArchive(file: RegularFile(path: path))
        var parts: [String: [UInt8]] = [:]
        for (index, member) in archive.members.enumerated() {
            parts[member.name] = try archive.bytes(of: index, maximum: 1 << 24)
        }
        return parts
    }

    private func marks(_ cells: [(UInt32, Int, String)], rows: Set<UInt32>) -> SheetMarks {
        SheetMarks(
            sheet: "Liste",
            comments: Dictionary(uniqueKeysWithValues: cells.map { (SheetMarks.Cell(row: $0.0, column: $0.1), $0.2) }),
            numberedRows: rows, headerRow: 1, columnName: "customary_row")
    }

    @Test func markedCellsAreColouredAndCommentedAndTheRowsNumbered() throws {
        let path = try client()
        let copy = folder.path + "/copy.xlsx"
        let note = "no town <\"given\"> & needed\nTo do: fill it in"
        try WorkbookMarking.write(
            path, to: copy, marks: [marks([(3, 1, note), (3, 0, "unknown"), (4, 2, "no date")], rows: [3, 4])])
        #expect(
            try rows(copy) == [
                "1: 0=Firma 1=Ort 2=Seit 3=customary_row", "2: 0=Quadrat <GmbH> & Co 1=Kiel 2=2024-02-29",
                "3: 0=Kreis 2=x 3=3", "4: 1=Lübeck 2=7 3=4",
            ])
        #expect(try rows(copy, 1) == rows(path, 1))
        let comments = try Workbook(path: copy).comments(of: 0)
        let texts = Dictionary(uniqueKeysWithValues: comments.map { ("\($0.row)/\($0.column)", $0.text) })
        #expect(texts["3/1"] == note)
        #expect(texts["4/2"] == "no date")
        // What the client had noted there stays in front.
        #expect(texts["3/0"]?.hasPrefix("already here") == true && texts["3/0"]?.hasSuffix("unknown") == true)
        let book = try Workbook(path: copy)
        var fills: [String: UInt32?] = [:]
        try book.rows(of: 0) { row in
            for cell in row.cells { fills["\(row.number)/\(cell.column)"] = book.styles[Int(cell.style)].fill }
            return true
        }
        #expect(fills["4/2"] == 0xFFC7CE)
        #expect(fills["4/1"] == .some(nil))
        #expect(fills["3/2"] != .some(0xFFC7CE))
    }

    @Test func partsWithoutAMarkStayByteForByte() throws {
        let path = try client()
        let copy = folder.path + "/copy.xlsx"
        try WorkbookMarking.write(path, to: copy, marks: [marks([(4, 0, "who is it?")], rows: [4])])
        let before = try parts(path)
        let after = try parts(copy)
        let changed = before.keys.filter { before[$0] != after[$0] }.sorted()
        #expect(
            changed == [
                "[Content_Types].xml", "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/styles.xml",
                "xl/worksheets/sheet1.xml",
            ]
                || changed == [
                    "xl/comments1.xml", "xl/drawings/vmlDrawing1.vml", "xl/styles.xml", "xl/worksheets/sheet1.xml",
                ])
        // Twice the same marks make the same file.
        let again = folder.path + "/again.xlsx"
        try WorkbookMarking.write(path, to: again, marks: [marks([(4, 0, "who is it?")], rows: [4])])
        #expect(try parts(again) == after)
    }

    @Test func aSheetWithoutCommentsGetsThem() throws {
        let path = try client()
        let copy = folder.path + "/copy.xlsx"
        var other = marks([(2, 0, "no")], rows: [2])
        other.sheet = "Andere"
        try WorkbookMarking.write(path, to: copy, marks: [other])
        #expect(try Workbook(path: copy).comments(of: 1).map(\.text) == ["no"])
        #expect(try rows(copy, 1) == ["1: 0=A 1=customary_row", "2: 0=b 1=2"])
        #expect(try rows(copy) == rows(path))
        // A copy of the copy, marked anew: what was there is added to, not doubled.
        let second = folder.path + "/second.xlsx"
        other.comments = [SheetMarks.Cell(row: 2, column: 0): "still no"]
        try WorkbookMarking.write(copy, to: second, marks: [other])
        #expect(try Workbook(path: second).comments(of: 1).map(\.text) == ["no\nstill no"])
    }

    @Test func columnsThatReachOverTheHiddenOneAreSplit() throws {
        let sheet =
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cols><col min=\"1\" max=\"16384\" width=\"12\" customWidth=\"1\"/></cols><sheetData><row r=\"1\" spans=\"1:1\"><c r=\"A1\" t=\"inlineStr\"><is><t>H</t></is></c></row><row r=\"2\"/></sheetData><pageMargins left=\"1\" right=\"1\" top=\"1\" bottom=\"1\" header=\"1\" footer=\"1\"/><extLst/></worksheet>"
        var marker = SheetMarker(marks([(2, 0, "empty")], rows: [2]))
        func pass(_ body: (XMLPieces.Piece) throws(FormatFault) -> Void) throws {
            var pieces = XMLPieces(part: "sheet")
            // Cut anywhere, as an archive's chunks are.
            for byte in Array(sheet.utf8) { try feed([byte], to: &pieces, body) }
            try pieces.finish(body)
        }
        try pass { (piece) throws(FormatFault) in marker.look(piece) }
        marker.rewind()
        var out: [UInt8] = []
        try pass { (piece) throws(FormatFault) in marker.write(piece, relation: "rId9", style: { $0 + 5 }, &out) }
        let text = String(decoding: out, as: UTF8.self)
        #expect(
            text.contains(
                "<col min=\"1\" max=\"1\" width=\"12\" customWidth=\"1\"/><col min=\"2\" max=\"2\" width=\"9\" hidden=\"1\" customWidth=\"1\"/><col min=\"3\" max=\"16384\" width=\"12\" customWidth=\"1\"/>"
            ))
        #expect(text.contains("<row r=\"2\"><c r=\"A2\" s=\"5\"/><c r=\"B2\"><v>2</v></c></row>"))
        #expect(text.contains("r:id=\"rId9\"/><extLst/>"))
    }

    @Test func aDocumentTypeIsRefused() throws {
        var pieces = XMLPieces(part: "x")
        let text = Array("<!DOCTYPE a [<!ENTITY b \"c\">]><a/>".utf8)
        #expect(throws: FormatFault.self) { try feed(text, to: &pieces) { (_) throws(FormatFault) in } }
    }

    private func feed(
        _ bytes: [UInt8], to pieces: inout XMLPieces, _ body: (XMLPieces.Piece) throws(FormatFault) -> Void
    ) throws {
        var failure: FormatFault?
        bytes.withUnsafeBytes { chunk in
            do throws(FormatFault) { try pieces.feed(chunk, body) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
