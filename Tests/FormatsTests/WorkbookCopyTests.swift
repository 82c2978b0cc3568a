import Foundation
import SheetKinds
import Testing

@testable import Formats

/// Workbooks that can't be marked as they are go back to the client as XLSX, with the same cells in the same places.
@Suite("Marking workbooks of other kinds")
struct WorkbookCopyTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var grid: SheetGrid {
        var grid = SheetGrid([
            ["Musterhandel"], [], ["Nr", "PLZ", "Seit", "Termin", "Uhr", "Dauer", "Umsatz", "Aktiv", "Notiz"],
            [
                1, .zeros(1_067), .day(44_198), .moment(44_198.604_166_666_664), .time(0.611_458_333_333_333_4),
                .duration(1.406_504_629_629_629_5), .number(1_234.5), .boolean(true), "zwei\nZeilen  <&> \"_x000D_\"",
            ],
            [2, "01067", .empty, .empty, .empty, .empty, .error, .boolean(false), "007"], [3, .empty, .day(60_000)],
        ])
        grid.hidden = [6]
        grid.looks = [5: .struck]
        grid.merges = [(1, 0, 1, 9)]
        grid.comments = [(4, 1, "schon da"), (5, 8, "auch")]
        return grid
    }

    @Test(arguments: SheetGrid.Kind.allCases.filter { $0 != .xlsx }) func theCopyHoldsTheSameCells(kind: SheetGrid.Kind)
        throws
    {
        let path = try folder.write("client.xls", grid.bytes(kind))
        let copy = folder.path + "/copy.xlsx"
        #expect(!WorkbookMarking.keepsKind(path))
        let original = try Workbook(path: path)
        let sheet = try #require(original.sheets.first?.name)
        let marks = SheetMarks(
            sheet: sheet,
            comments: [.init(row: 4, column: 1): "no such postcode", .init(row: 6, column: 1): "missing"],
            numberedRows: [4, 6], headerRow: 3, columnName: "customary_row")
        try WorkbookMarking.write(path, to: copy, marks: [marks])
        #expect(WorkbookMarking.keepsKind(copy))
        let marked = try Workbook(path: copy)
        #expect(marked.format == .xlsx && marked.sheets.map(\.name) == [sheet])
        #expect(marked.sheets.map(\.state) == original.sheets.map(\.state))
        func cells(_ workbook: Workbook) throws -> [String: String] {
            var cells: [String: String] = [:]
            try workbook.rows(of: 0) { row in
                for index in row.cells.indices { cells["\(row.number)/\(row.cells[index].column)"] = row.text(index) }
                return true
            }
            return cells
        }
        var expected = try cells(original)
        expected["3/9"] = "customary_row"
        expected["4/9"] = "4"
        expected["6/9"] = "6"
        #expect(try cells(marked) == expected)
        let summary = try marked.rows(of: 0) { _ in true }
        #expect(summary.merges == [CellRange(rows: 1...1, columns: 0...8)])
        #expect(summary.hiddenRows == 1)
        let comments = try marked.comments(of: 0).map { "\($0.row)/\($0.column) \($0.text)" }
        #expect(comments.sorted() == ["4/1 schon da\nno such postcode", "5/8 auch", "6/1 missing"])
        #expect(try SheetLines.looks(marked, row: 5)[0]?.isStruck == true)
        #expect(try SheetLines.looks(marked, row: 4)[1]?.fill != nil)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["client.xls", "copy.xlsx"])
    }

    @Test func namesThatSpreadsheetProgramsRefuseAreMadeOnesTheyTake() throws {
        let page =
            "<table><caption>Kunden: Nord/Süd [alle], mit einem sehr langen Namen</caption><tr><td>a</td></tr><tr><td>b</td></tr></table>"
            + "<table><caption>Kunden: Nord/Süd [alle], mit einem sehr langen Namen</caption><tr><td>c</td></tr><tr><td>d</td></tr></table>"
        let path = try folder.write("client.xls", Array(page.utf8))
        let copy = folder.path + "/copy.xlsx"
        let name = try #require(try Workbook(path: path).sheets.last?.name)
        let marks = SheetMarks(
            sheet: name, comments: [.init(row: 2, column: 0): "x"], numberedRows: [2], headerRow: 1, columnName: "row")
        try WorkbookMarking.write(path, to: copy, marks: [marks])
        let marked = try Workbook(path: copy)
        #expect(marked.sheets.allSatisfy { $0.name.count <= 31 && !$0.name.contains { "[]:*?/\\".contains($0) } })
        #expect(Set(marked.sheets.map(\.name)).count == 2)
        #expect(try SheetLines.of(marked, 1) == ["1: 0=c | 1=row", "2: 0=d | 1=2[number]"])
        #expect(try marked.comments(of: 1).map(\.text) == ["x"])
    }
}
