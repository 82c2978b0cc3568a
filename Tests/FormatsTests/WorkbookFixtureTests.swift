import Foundation
import Testing

@testable import Formats

/// Files of other people, read by independent tools beforehand; what those found is in `expected.json`.
enum Fixtures {
    static let path: String = {
        if let path = ProcessInfo.processInfo.environment["CUSTOMARY_FIXTURES"] { return path }
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return root.deletingLastPathComponent().appendingPathComponent("shared/fixtures").path
    }()

    /// Absent fixtures are one visible skip; in CI they are a failure.
    static let areExpected =
        FileManager.default.fileExists(atPath: path + "/spreadsheets")
        || ProcessInfo.processInfo.environment["CI"] == "true"
}

@Suite("Workbooks of other people", .enabled(if: Fixtures.areExpected, "no fixtures: set CUSTOMARY_FIXTURES"))
struct WorkbookFixtureTests {
    private let folder = Fixtures.path + "/spreadsheets/"

    private func facts() throws -> [String: [String: Any]] {
        let data = try Data(contentsOf: URL(fileURLWithPath: folder + "expected.json"))
        let all = try #require(JSONSerialization.jsonObject(with: data) as? [String: [String: Any]])
        return all.compactMapValues { $0["facts"] as? [String: Any] }.filter { $0.key.hasSuffix(".xlsx") }
    }

    private struct Sheet {
        var rows: [UInt32: SheetRow] = [:]
        var summary = SheetSummary()
        var errors = 0
    }

    private func read(_ workbook: Workbook, _ index: Int) throws -> Sheet {
        var sheet = Sheet()
        sheet.summary = try workbook.rows(of: index) { row in
            sheet.rows[row.number] = row
            sheet.errors += row.cells.count { $0.kind == .error }
            return true
        }
        return sheet
    }

    /// The files that no table may come out of, and why.
    private static let refused: [String: @Sendable (FormatFault) -> Bool] = [
        "calamine-pass_protected.xlsx": { $0 == .encrypted }, "poi-protected_passtika.xlsx": { $0 == .encrypted },
        "excelize-encryptAES.xlsx": { $0 == .encrypted }, "excelize-encryptSHA1.xlsx": { $0 == .encrypted },
        "poi-poc-xmlbomb.xlsx": { "\($0)".contains("DTD") }, "poi-poc-xmlbomb-empty.xlsx": { "\($0)".contains("DTD") },
        "exceljs-missing-bits.xlsx": { if case .incomplete = $0 { true } else { false } },
        // Its first row has the number 0.
        "poi-poc-shared-strings.xlsx": { if case .refused = $0 { true } else { false } },
    ]

    @Test func everyWorkbookHoldsWhatIndependentToolsFound() throws {
        let facts = try facts()
        #expect(facts.count >= 80)
        var compared = 0
        for (name, fact) in facts.sorted(by: { $0.key < $1.key }) where WorkbookFixtureTests.refused[name] == nil {
            let workbook = try Workbook(path: folder + name)
            if let is1904 = fact["date1904"] as? Bool { #expect(workbook.is1904 == is1904, "\(name)") }
            let expected = fact["sheets"] as? [[String: Any]] ?? []
            let tables = workbook.sheets.indices.filter { workbook.sheets[$0].kind == .table }
            if !expected.isEmpty {
                #expect(
                    tables.map { workbook.sheets[$0].name } == expected.compactMap { $0["name"] as? String }, "\(name)")
                #expect(
                    tables.map { "\(workbook.sheets[$0].state)" } == expected.compactMap { $0["state"] as? String },
                    "\(name)")
            }
            for (index, sheetFact) in zip(tables, expected) {
                let sheet = try read(workbook, index)
                if let merged = sheetFact["merged"] as? [String] {
                    // The list holds at most eight.
                    #expect(
                        Set(sheet.summary.merges).isSuperset(of: merged.compactMap { CellRange($0.utf8) }), "\(name)")
                    #expect(sheet.summary.merges.count >= merged.count)
                }
                if let errors = sheetFact["error_cells"] as? Int { #expect(sheet.errors == errors, "\(name)") }
                for (offset, row) in (sheetFact["first_rows"] as? [[Any]] ?? []).enumerated() {
                    for (column, value) in row.enumerated() {
                        compared += 1
                        check(name, sheet.rows[UInt32(offset + 1)], column, value)
                    }
                }
            }
        }
        #expect(compared > 600)
        print("\(facts.count) workbooks, \(compared) cells compared")
    }

    private func check(_ name: String, _ row: SheetRow?, _ column: Int, _ expected: Any) {
        let index = row?.index(ofColumn: column)
        let cell = index.flatMap { row?.cells[$0] }
        let text = index.flatMap { row?.text($0) } ?? ""
        let place = "\(name) row \(row?.number ?? 0) column \(column): \(text.debugDescription), expected \(expected)"
        if expected is NSNull {
            #expect(text.isEmpty, "\(place)")
        } else if let number = expected as? NSNumber {
            if CFBooleanLike(number) {
                #expect(text == (number.boolValue ? "true" : "false"), "\(place)")
            } else {
                #expect(Double(text) == number.doubleValue, "\(place)")
            }
        } else if let wanted = expected as? String {
            #expect(isSame(text, cell?.kind, wanted), "\(place)")
        }
    }

    private func CFBooleanLike(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

    /// The other tools' way to write a value, and ours.
    private func isSame(_ text: String, _ kind: CellKind?, _ wanted: String) -> Bool {
        let escapes: [Unicode.Scalar: String] = ["\n": "\\n", "\r": "\\r", "\t": "\\t"]
        let flat = text.unicodeScalars.map { escapes[$0] ?? String($0) }.joined()
        if flat == wanted { return true }
        if wanted.hasSuffix("…") { return flat.hasPrefix(wanted.dropLast()) }
        switch kind {
        case .date: return wanted == text + "T00:00:00" || wanted == "00:00:00"
        case .dateTime: return wanted.hasPrefix(text) || text.hasPrefix(wanted)
        case .time: return wanted.hasPrefix(text) || wanted == "1899-12-31T" + text
        case .duration: return duration(wanted) == duration(text)
        case .text:
            // One tool doesn't turn _x000D_ into the character.
            return wanted.replacing("_x000D_", with: "\\r") == flat || wanted == "_x005F_x000D_"
        default: return false
        }
    }

    private func duration(_ text: String) -> Int? {
        var days = 0
        var rest = text
        if let range = text.range(of: #" days?, "#, options: .regularExpression) {
            days = Int(text[..<range.lowerBound]) ?? 0
            rest = String(text[range.upperBound...])
        }
        let parts = rest.split(separator: ".")[0].split(separator: ":").compactMap { Int($0) }
        return parts.count == 3 ? days * 86_400 + parts[0] * 3_600 + parts[1] * 60 + parts[2] : nil
    }

    @Test(arguments: refused.keys.sorted()) func whatCantBeReadIsRefusedByName(name: String) throws {
        let fault = #expect(throws: FormatFault.self) {
            let workbook = try Workbook(path: folder + name)
            for index in workbook.sheets.indices { try workbook.rows(of: index) { _ in true } }
        }
        let isRight = try #require(WorkbookFixtureTests.refused[name])
        #expect(try isRight(#require(fault)), "\(String(describing: fault))")
    }

    @Test func workbooksOfOtherKindsAreNamed() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where !name.hasSuffix(".xlsx") {
            let kind = try WorkbookKind.of(RegularFile(path: folder + name))
            switch (name as NSString).pathExtension {
            case "xls" where name != "calamine-too_small.xls": #expect(kind.name == "an old XLS workbook", "\(name)")
            case "ods": #expect(kind.name == "an OpenDocument workbook", "\(name)")
            case "xlsb": #expect(kind.name == "a binary XLSB workbook", "\(name)")
            case "csv", "json", "md", "xls": #expect(kind.name == "something else", "\(name)")
            default: break
            }
        }
    }

    /// The sample exists in both dialects of the format.
    @Test func theStrictDialectGivesTheSameCells() throws {
        let transitional = try Workbook(path: folder + "poi-SampleSS.xlsx")
        let strict = try Workbook(path: folder + "poi-SampleSS.strict.xlsx")
        #expect(strict.sheets.map(\.name) == transitional.sheets.map(\.name))
        for index in strict.sheets.indices {
            let left = try read(transitional, index).rows.mapValues { row in row.cells.indices.map { row.text($0) } }
            let right = try read(strict, index).rows.mapValues { row in row.cells.indices.map { row.text($0) } }
            #expect(left == right)
        }
    }
}
