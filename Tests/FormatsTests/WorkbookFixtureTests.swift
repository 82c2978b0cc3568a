import Connecting
import Deliveries
import Foundation
import Testing

@testable import Formats

/// What independent tools found in one workbook.
private struct WorkbookFacts {
    struct Sheet {
        var name: String
        var state: String?
        /// The last row and column that hold something, where the tool counts those only.
        var extent: (rows: Int, columns: Int)?
        var rows: [[Any]]
        var merged: [String]
        var errors: Int?
        var hiddenRows: [Int]
        var hiddenColumns: [String]
    }

    var is1904: Bool?
    var sheets: [Sheet] = []

    init(_ facts: [String: Any]) {
        is1904 = facts["date1904"] as? Bool ?? (facts["datemode"] as? Int).map { $0 == 1 }
        let isCalamine = facts["sheets"] == nil
        for sheet in (facts["sheets"] ?? facts["calamine_sheets"]) as? [[String: Any]] ?? [] {
            let visibility = (sheet["visibility"] as? Int).map { ["visible", "hidden", "veryHidden"][$0] }
            var extent: (Int, Int)?
            if isCalamine, let rows = sheet["rows"] as? Int, let columns = sheet["cols"] as? Int {
                extent = (rows, columns)
            }
            sheets.append(
                Sheet(
                    name: sheet["name"] as? String ?? "", state: sheet["state"] as? String ?? visibility,
                    extent: extent,
                    rows: sheet["first_rows"] as? [[Any]] ?? [], merged: sheet["merged"] as? [String] ?? [],
                    errors: sheet["error_cells"] as? Int, hiddenRows: sheet["hidden_rows"] as? [Int] ?? [],
                    hiddenColumns: sheet["hidden_cols"] as? [String] ?? []))
        }
    }

    /// The facts of a family of fixtures by file, as far as their kinds are read here.
    static func all(_ family: String, _ isWanted: (String) -> Bool) -> [String: [String: Any]] {
        ((try? Fixtures.facts(family)) ?? [:]).filter { isWanted($0.key) }
    }
}

/// Independent tools' ways to write a value, and ours.
private enum WrittenValue {
    static func isSame(_ text: String, _ cell: SheetCell?, _ wanted: Any) -> Bool {
        if wanted is NSNull { return text.isEmpty }
        if let number = wanted as? NSNumber {
            // A boolean in JSON.
            if String(cString: number.objCType) == "c" { return text == (number.boolValue ? "true" : "false") }
            return Double(text) == number.doubleValue
        }
        guard let wanted = wanted as? String else { return false }
        return isSame(text, cell, text: wanted)
    }

    private static func isSame(_ text: String, _ cell: SheetCell?, text given: String) -> Bool {
        let escapes: [Unicode.Scalar: String] = ["\n": "\\n", "\r": "\\r", "\t": "\\t"]
        let flat = text.unicodeScalars.map { escapes[$0] ?? String($0) }.joined()
        if flat == given { return true }
        if given.hasSuffix("…") { return flat.hasPrefix(given.dropLast()) }
        let isDay = given.wholeMatch(of: /\d{4}-\d\d-\d\d[T ].*/) != nil
        let wanted = isDay ? given.replacing(" ", with: "T", maxReplacements: 1) : given
        if cell?.problem == .notADate, let serial = serial(wanted), let number = Double(text) {
            return abs(serial - number) < 1e-8
        }
        switch cell?.kind {
        case .date: return wanted == text + "T00:00:00" || wanted == "00:00:00"
        case .dateTime: return wanted.hasPrefix(text) || text.hasPrefix(wanted)
        case .time: return wanted.hasPrefix(text) || wanted == "1899-12-31T" + text
        case .duration:
            guard let own = duration(text) else { return false }
            return duration(wanted) == own || serial(wanted).map { abs($0 * 86_400 - own) < 0.01 } == true
        // One tool doesn't turn _x000D_ into the character.
        // Another leaves out spaces around text that isn't marked to keep them.
        case .text where flat.trimmingCharacters(in: .whitespaces) == wanted: return true
        case .text: return wanted.replacing("_x000D_", with: "\\r") == flat || wanted == "_x005F_x000D_"
        default: return false
        }
    }

    /// The day number, in either system, of a day that a tool made of one.
    private static func serial(_ text: String) -> Double? {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = text.contains(".") ? "yyyy-MM-dd'T'HH:mm:ss.SSSSSS" : "yyyy-MM-dd'T'HH:mm:ss"
        let epochs = text.hasPrefix("1904") ? "1904-01-01T00:00:00" : "1899-12-31T00:00:00"
        guard let date = formatter.date(from: text) else { return nil }
        formatter.dateFormat = "yyyy-MM-dd'T'HH:mm:ss"
        return formatter.date(from: epochs).map { date.timeIntervalSince($0) / 86_400 }
    }

    private static func duration(_ text: String) -> Double? {
        var days = 0.0
        var rest = text
        if let range = text.range(of: #" days?, "#, options: .regularExpression) {
            days = Double(text[..<range.lowerBound]) ?? 0
            rest = String(text[range.upperBound...])
        }
        let sign = rest.hasPrefix("-") ? -1.0 : 1
        let parts = rest.drop { $0 == "-" }.split(separator: ":").compactMap { Double($0) }
        return parts.count == 3
            ? sign * (days * 86_400 + parts[0] * 3_600 + parts[1] * 60 + parts[2].rounded(.down)) : nil
    }
}

/// A sheet read to its end.
private struct WholeSheet {
    var rows: [UInt32: SheetRow] = [:]
    var summary = SheetSummary()
    var errors = 0
    var cells: Int { rows.values.reduce(0) { $0 + $1.cells.count } }
    var lastRow: Int { Int(rows.keys.max() ?? 0) }
    var columns: Int { rows.values.compactMap { $0.cells.last }.map { Int($0.column) + 1 }.max() ?? 0 }
    /// The cells as text by their places.
    var texts: [String: String] {
        var texts: [String: String] = [:]
        for (number, row) in rows {
            for index in row.cells.indices { texts["\(number)/\(row.cells[index].column)"] = row.text(index) }
        }
        return texts
    }

    init(_ workbook: Workbook, _ index: Int) throws {
        var rows: [UInt32: SheetRow] = [:]
        var errors = 0
        summary = try workbook.rows(of: index) { row in
            rows[row.number] = row
            errors += row.cells.count { $0.kind == .error }
            return true
        }
        self.rows = rows
        self.errors = errors
    }
}

@Suite("Workbooks of other people", .enabled(if: Fixtures.areHere, "no fixtures: set CUSTOMARY_FIXTURES"))
struct WorkbookFixtureTests {
    private static let folder = (Fixtures.folder ?? "") + "/spreadsheets/"
    private let folder = WorkbookFixtureTests.folder

    private static var facts: [String: [String: Any]] {
        WorkbookFacts.all("spreadsheets") { name in
            [".xlsx", ".xls", ".ods", ".xlsb"].contains { name.hasSuffix($0) }
        }
    }

    /// The files that no table may come out of, and why.
    private static let refused: [String: @Sendable (FormatFault) -> Bool] = [
        "calamine-pass_protected.xlsx": { $0 == .encrypted }, "poi-protected_passtika.xlsx": { $0 == .encrypted },
        "excelize-encryptAES.xlsx": { $0 == .encrypted }, "excelize-encryptSHA1.xlsx": { $0 == .encrypted },
        "calamine-pass_protected.ods": { $0 == .encrypted }, "poi-password.xls": { $0 == .encrypted },
        "poi-xor-encryption-abc.xls": { $0 == .encrypted },
        "sheetjs-biff5-password_2002_40_xor.xls": { $0 == .encrypted },
        "poi-poc-xmlbomb.xlsx": { "\($0)".contains("DTD") }, "poi-poc-xmlbomb-empty.xlsx": { "\($0)".contains("DTD") },
        "exceljs-missing-bits.xlsx": { if case .incomplete = $0 { true } else { false } },
        // Its first row has the number 0.
        "poi-poc-shared-strings.xlsx": { if case .refused = $0 { true } else { false } },
        "poi-date.xlsb": { "\($0)".contains("XLSB") },
        // An attachment's head, not its content.
        "calamine-too_small.xls": { if case .notOfThisKind = $0 { true } else { false } },
    ]

    private static let readable = facts.keys.filter { refused[$0] == nil }.sorted()

    @Test func noFixtureIsLeftOut() {
        #expect(WorkbookFixtureTests.facts.count >= 113)
        #expect(
            WorkbookFixtureTests.readable.count + WorkbookFixtureTests.refused.count == WorkbookFixtureTests.facts.count
        )
    }

    @Test(arguments: readable) func theWorkbookHoldsWhatIndependentToolsFound(name: String) throws {
        let fact = try WorkbookFacts(#require(WorkbookFixtureTests.facts[name]))
        let workbook = try Workbook(path: folder + name)
        if let is1904 = fact.is1904 { #expect(workbook.is1904 == is1904) }
        let tables = workbook.sheets.indices.filter { workbook.sheets[$0].kind == .table }
        // Three files hold sheets that the tool which found nothing in them can't read.
        if fact.sheets.isEmpty {
            #expect(
                ["calamine-strict_iso_paths.xlsx", "excelize-BadWorkbook.xlsx", "poi-SampleSS.strict.xlsx"].contains(
                    name))
            for index in tables { _ = try WholeSheet(workbook, index) }
            return
        }
        #expect(tables.map { workbook.sheets[$0].name } == fact.sheets.map(\.name))
        var compared = 0
        for (index, expected) in zip(tables, fact.sheets) {
            let sheet = try WholeSheet(workbook, index)
            #expect(sheet.summary.isComplete)
            compared += 1
            if let state = expected.state { #expect("\(workbook.sheets[index].state)" == state) }
            if let extent = expected.extent { #expect((sheet.lastRow, sheet.columns) == extent) }
            // The list holds at most eight.
            #expect(Set(sheet.summary.merges).isSuperset(of: expected.merged.compactMap { CellRange($0.utf8) }))
            if let errors = expected.errors { #expect(sheet.errors == errors) }
            for (number, row) in sheet.rows { #expect(row.isHidden == expected.hiddenRows.contains(Int(number))) }
            let hidden = sheet.summary.hiddenColumns.flatMap { Array($0) }
            #expect(
                Set(hidden).isSuperset(
                    of: expected.hiddenColumns.compactMap { CellAddress(Array("\($0)1".utf8))?.column }))
            for (offset, row) in expected.rows.enumerated() {
                let own = sheet.rows[UInt32(offset + 1)]
                for (column, value) in row.enumerated() {
                    compared += 1
                    let place = own?.index(ofColumn: column)
                    let text = place.flatMap { own?.text($0) } ?? ""
                    #expect(
                        WrittenValue.isSame(text, place.flatMap { own?.cells[$0] }, value),
                        "row \(offset + 1) column \(column): \(text.debugDescription), expected \(value)")
                }
            }
        }
        #expect(compared > 0)
    }

    @Test(arguments: refused.keys.sorted()) func whatCantBeReadIsRefusedByName(name: String) throws {
        let fault = #expect(throws: FormatFault.self) {
            let workbook = try Workbook(path: folder + name)
            for index in workbook.sheets.indices { try workbook.rows(of: index) { _ in true } }
        }
        let isRight = try #require(WorkbookFixtureTests.refused[name])
        #expect(try isRight(#require(fault)), "\(String(describing: fault))")
    }

    @Test(arguments: WorkbookFacts.all("legacy-crm") { $0.hasPrefix("spreadsheetml2003-") }.keys.sorted())
    func theXMLSpreadsheetHoldsWhatIsCountedInIt(name: String) throws {
        let facts = try #require(WorkbookFacts.all("legacy-crm") { $0 == name }[name]?["counts"] as? [String: Int])
        let workbook = try Workbook(path: Fixtures.file("legacy-crm", name).path)
        #expect(workbook.format == .xmlSpreadsheet)
        #expect(workbook.sheets.count == facts["Worksheet"])
        #expect(workbook.is1904 == (facts["Date1904"] != nil))
        let sheets = try workbook.sheets.indices.map { try WholeSheet(workbook, $0) }
        #expect(sheets.reduce(0) { $0 + $1.cells } == facts["Data"])
        #expect(sheets.allSatisfy { $0.summary.isComplete })
    }

    @Test func kindsAreToldByContentWhateverTheFileIsCalled() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let kind: WorkbookKind
            do { kind = try WorkbookKind.of(RegularFile(path: folder + name)) } catch {
                #expect(["exceljs-missing-bits.xlsx"].contains(name), "\(name): \(error)")
                continue
            }
            switch (name as NSString).pathExtension {
            case "xls" where name != "calamine-too_small.xls": #expect(kind.name == "an XLS workbook", "\(name)")
            case "ods" where name != "calamine-pass_protected.ods":
                #expect(kind.name == "an OpenDocument workbook", "\(name)")
            case "xlsb": #expect(kind.name == "a binary XLSB workbook", "\(name)")
            case "csv", "json", "md", "xls": #expect(kind.name == "something else", "\(name)")
            default: break
            }
        }
    }

    /// Workbooks that exist in several kinds hold the same cells in each.
    @Test(arguments: [
        [
            "spreadsheets/poi-SampleSS.xlsx", "spreadsheets/poi-SampleSS.strict.xlsx", "spreadsheets/poi-SampleSS.xls",
            "spreadsheets/poi-SampleSS.ods", "legacy-crm/spreadsheetml2003-SampleSS.xml",
        ],
        [
            "spreadsheets/sheetjs-1904-1904.xlsx", "spreadsheets/sheetjs-1904-1904.ods",
            "legacy-crm/spreadsheetml2003-1904.xml",
        ],
        ["spreadsheets/sheetjs-RkNumber.xls", "legacy-crm/spreadsheetml2003-RkNumber.xml"],
        ["spreadsheets/sheetjs-merge_cells.xlsx", "legacy-crm/spreadsheetml2003-merge_cells.xml"],
        ["spreadsheets/calamine-date.xlsx", "spreadsheets/calamine-date.xls", "spreadsheets/calamine-date_1904.xls"],
    ])
    func everyKindGivesTheSameCells(paths: [String]) throws {
        let books = try paths.map { path in
            let workbook = try Workbook(path: #require(Fixtures.folder) + "/" + path)
            return try workbook.sheets.indices.map { try WholeSheet(workbook, $0).texts }
        }
        let first = try #require(books.first)
        #expect(first.contains { !$0.isEmpty })
        for (path, book) in zip(paths, books).dropFirst() { #expect(book == first, "\(path)") }
    }
}
