import Connecting
import Deliveries
import Formats
import Records
import Testing

@testable import Spreadsheet

/// Workbooks of other people, read as a run reads them. What their cells are is checked where bytes become cells; here it is
/// that no cell vanishes on the way from the sheet to the rows, and that what can't be read is said in one line.
enum SpreadsheetFixtures {
    /// The workbooks of a family.
    private static func names(_ family: String, _ isWanted: (String) -> Bool) -> [String] {
        ((try? Fixtures.names(family)) ?? []).filter(isWanted)
    }

    static let workbooks =
        names("spreadsheets") { name in [".xlsx", ".xls", ".ods", ".xlsb"].contains { name.hasSuffix($0) } }
        .map { (family: "spreadsheets", name: $0) }
        + names("legacy-crm") { $0.hasPrefix("spreadsheetml2003-") }.map { (family: "legacy-crm", name: $0) }

    /// What is said about the files that no table comes out of.
    static let refused: [String: String] = [
        "calamine-pass_protected.xlsx": "password", "poi-protected_passtika.xlsx": "password",
        "excelize-encryptAES.xlsx": "password", "excelize-encryptSHA1.xlsx": "password",
        "calamine-pass_protected.ods": "password", "poi-password.xls": "password",
        "poi-xor-encryption-abc.xls": "password",
        "sheetjs-biff5-password_2002_40_xor.xls": "password", "poi-poc-xmlbomb.xlsx": "DTD",
        "poi-poc-xmlbomb-empty.xlsx": "DTD",
        "exceljs-missing-bits.xlsx": "main part", "poi-poc-shared-strings.xlsx": "no valid number",
        "poi-date.xlsb": "XLSB",
    ]
}

@Suite(
    "Workbooks of other people, as a run reads them",
    .enabled(if: Fixtures.areHere, "no fixtures: set CUSTOMARY_FIXTURES"))
struct SpreadsheetFixtureTests {
    private let connector = SpreadsheetConnector()

    @Test func everyWorkbookIsThere() { #expect(SpreadsheetFixtures.workbooks.count >= 118) }

    @Test(arguments: SpreadsheetFixtures.workbooks)
    func noCellVanishesOrItIsSaidWhyNothingIsRead(family: String, name: String) throws {
        let delivery = try Fixtures.file(family, name)
        if let words = SpreadsheetFixtures.refused[delivery.name] {
            let fault = #expect(throws: SourceFault.self) { try connector.probe(delivery, given: OptionValues()) }
            let line = fault.map(String.init(describing:)) ?? ""
            #expect(line.contains(words) && line.hasPrefix(delivery.name) && !line.contains("\n"))
            return
        }
        // An attachment's head under a workbook's name is no workbook.
        if delivery.name == "calamine-too_small.xls" {
            #expect(try connector.probe(delivery, given: OptionValues()) == nil)
            return
        }
        let probe = try #require(try connector.probe(delivery, given: OptionValues()))
        #expect(probe.confidence >= 90)
        let workbook = try Workbook(path: delivery.path)
        var tables = 0
        for (index, sheet) in workbook.sheets.enumerated() {
            guard let stream = probe.streams.first(where: { $0.name == sheet.name }) else {
                // A sheet that is no stream holds nothing.
                var cells = 0
                try workbook.rows(of: index) { row in
                    cells += row.cells.indices.count { row[$0].contains { $0 > 0x20 } }
                    return true
                }
                #expect(cells == 0, "\(sheet.name)")
                continue
            }
            tables += 1
            let read = try ReadSheet(delivery, stream)
            #expect(read.summary.columns == stream.columns)
            #expect(read.rows.allSatisfy { $0.count == stream.columns.count })
            let layout = try #require(TableLayout(stream.options))
            var cells = 0
            var header = 0
            try workbook.rows(of: index) { row in
                for (index, cell) in row.cells.enumerated()
                where cell.kind != .error && row[index].contains(where: { $0 > 0x20 }) {
                    cells += 1
                    let isHeader =
                        row.number >= layout.firstRow && row.number < layout.firstRow + UInt32(layout.headerRows)
                    if isHeader, layout.columns.contains(Int(cell.column)) { header += 1 }
                }
                return true
            }
            let own = layout.columns.count
            let inRows = read.rows.reduce(0) { $0 + $1.prefix(own).count { $0.utf8.contains { $0 > 0x20 } } }
            let outside = read.summary.findings.first { $0.code == "spreadsheet.outside_table" }
                .flatMap { Int($0.message.prefix { $0.isNumber }) }
            #expect(header + inRows + (outside ?? 0) == cells, "\(sheet.name): \(header) \(inRows) \(outside ?? 0)")
        }
        #expect(tables == probe.streams.count)
    }
}
