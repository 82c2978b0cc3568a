import Foundation
import Testing

@testable import Formats

@Suite("Writing workbooks")
struct WorkbookWriterTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func texts(_ path: String, sheet: Int = 0) throws -> [[String]] {
        var rows: [[String]] = []
        try Workbook(path: path).rows(of: sheet) { row in
            var texts = Array(repeating: "", count: Int(row.cells.last?.column ?? 0) + 1)
            for index in row.cells.indices { texts[Int(row.cells[index].column)] = row.text(index) }
            rows.append(texts)
            return true
        }
        return rows
    }

    @Test func whatIsWrittenIsRead() throws {
        let path = folder.path + "/out.xlsx"
        let writer = try WorkbookWriter(path: path, createdAt: 1_700_000_000)
        try writer.addSheet(
            "Kunden & Co", columns: [WorkbookColumn("Name", width: 30, wraps: true), WorkbookColumn("Wert")])
        let tricky = [
            "=1+1", "+49 4131 555", "-1", "@SUM(A1)", "\tTab", "Straße 😀", "a\nb", "a\rb", "_x000D_", "_x005F_",
            " spaces ", "00123",
            "1.10", "true", "<b>&amp;</b>", "\u{1}\u{0}\u{1F}", "\u{FFFE}x", String(repeating: "ü", count: 32_767),
            "http://a.example/?q=1", "=",
        ]
        for text in tricky { try writer.row([.text(text), .text("x")]) }
        try writer.row([
            .integer(42), .integer(-999_999_999_999_999), .integer(1_234_567_890_123_456_789), .decimal("1234.50"),
        ])
        try writer.row([
            .decimal("0.1"), .number(2.5), .boolean(true), .date(year: 2024, month: 2, day: 29), .empty, .text(""),
        ])
        try writer.row([
            .decimal("12345678901234567.89"), .decimal("abc"), .number(.infinity), .date(year: 1850, month: 1, day: 2),
        ])
        try writer.close()
        let rows = try texts(path)
        #expect(rows[0] == ["Name", "Wert"])
        for (index, text) in tricky.enumerated() { #expect(rows[index + 1][0] == text) }
        #expect(rows[tricky.count + 1] == ["42", "-999999999999999", "1234567890123456789", "1234.5"])
        #expect(rows[tricky.count + 2] == ["0.1", "2.5", "true", "2024-02-29"])
        #expect(rows[tricky.count + 3] == ["12345678901234567.89", "abc", "inf", "1850-01-02"])
        #expect(try Workbook(path: path).sheets.map(\.name) == ["Kunden & Co"])
        let permissions = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(permissions == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.xlsx"])
    }

    @Test func noTextBecomesAFormula() throws {
        let path = folder.path + "/out.xlsx"
        let writer = try WorkbookWriter(path: path)
        try writer.addSheet("A", columns: [WorkbookColumn("=HYPERLINK(\"http://a\")")])
        for text in ["=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@x"] { try writer.row([.text(text)]) }
        try writer.close()
        let archive = try ZIPArchive(file: RegularFile(path: path))
        let index = try #require(archive.member(named: "xl/worksheets/sheet1.xml"))
        let xml = String(decoding: try archive.bytes(of: index, maximum: 1 << 20), as: UTF8.self)
        #expect(!xml.contains("<f>") && !xml.contains("<f "))
        #expect(!archive.members.contains { $0.name.contains("vbaProject") || $0.name.contains("externalLink") })
    }

    @Test func theSameCallsMakeTheSameBytes() throws {
        var files: [Data] = []
        for name in ["a.xlsx", "b.xlsx"] {
            let writer = try WorkbookWriter(path: folder.path + "/" + name, createdAt: 1_600_000_000)
            for sheet in 0..<3 {
                try writer.addSheet("S\(sheet)", columns: [WorkbookColumn("x"), WorkbookColumn("y")])
                for row in 0..<50 {
                    try writer.row(
                        [.integer(Int64(row)), .text("t\(row)")], style: CellStyle(fill: CellColour.allCases[row % 5]))
                    try writer.comment("c\(row)", column: 1)
                    try writer.dropDown(column: 0, choices: ["p", "q\(row % 4)"])
                }
            }
            try writer.close()
            files.append(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name)))
        }
        #expect(files[0] == files[1])
    }

    @Test func coloursCommentsAndListsAreThere() throws {
        let path = folder.path + "/out.xlsx"
        let writer = try WorkbookWriter(path: path)
        try writer.addSheet("Q", columns: [WorkbookColumn("Question"), WorkbookColumn("Answer")])
        try writer.row([.text("a"), .empty], style: CellStyle(fill: .yellow, isStruck: true))
        try writer.comment("why", column: 0)
        let choices = (0..<300).map { "choice \($0), with a comma" }
        try writer.dropDown(column: 1, choices: choices)
        try writer.row([.text("b"), .text("c")])
        try writer.dropDown(column: 1, choices: ["yes", "no"])
        try writer.dropDownBelow(column: 1, choices: choices, rows: 10, isStrict: false)
        try writer.close()
        let workbook = try Workbook(path: path)
        #expect(workbook.sheets.map(\.name) == ["Q", "Lists"])
        #expect(workbook.sheets.map(\.state) == [.visible, .hidden])
        #expect(try workbook.comments(of: 0).map(\.text) == ["why"])
        var style: WorkbookStyle?
        try workbook.rows(of: 0) { row in
            if row.number == 2 { style = workbook.styles[Int(row.cells[0].style)] }
            return true
        }
        #expect(style?.fill == CellColour.yellow.rawValue)
        #expect(style?.isStruck == true)
        let lists = try texts(path, sheet: 1)
        #expect(lists.map { $0[0] } == choices)
        #expect(lists.prefix(2).map { $0[1] } == ["yes", "no"])
        let archive = try ZIPArchive(file: RegularFile(path: path))
        let index = try #require(archive.member(named: "xl/worksheets/sheet1.xml"))
        let xml = String(decoding: try archive.bytes(of: index, maximum: 1 << 20), as: UTF8.self)
        #expect(
            xml.contains("Lists!$A$1:$A$300") && xml.contains("Lists!$B$1:$B$2") && xml.contains("sqref=\"B4:B13\""))
    }

    @Test func sheetNamesAreCleanedAndMadeUnique() throws {
        let writer = try WorkbookWriter(path: folder.path + "/out.xlsx")
        var names: [String] = []
        for name in [
            "a/b:c*[d]?\\'", "", "Lists", "History", String(repeating: "ü", count: 40),
            String(repeating: "Ü", count: 40), "x", "X",
        ] {
            try writer.addSheet(name, columns: [])
            names.append(writer.sheetName)
        }
        try writer.close()
        #expect(
            names == [
                "a_b_c__d____", "_", "Lists_", "History_", String(repeating: "ü", count: 31),
                String(repeating: "Ü", count: 29) + "_2", "x", "X_2",
            ])
        #expect(try Workbook(path: folder.path + "/out.xlsx").sheets.map(\.name) == names)
    }

    @Test func limitsOfTheFormatAreFaultsAndLeaveNothingBehind() throws {
        let path = folder.path + "/out.xlsx"
        do {
            let writer = try WorkbookWriter(path: path)
            try writer.addSheet("A", columns: [])
            let fault = #expect(throws: FormatFault.self) {
                try writer.row([.text(String(repeating: "x", count: 32_768))])
            }
            #expect(fault.map(String.init(describing:))?.contains("32767") == true)
            #expect(throws: FormatFault.tooLarge(part: "A", limit: "columns", value: 16_384)) {
                try writer.row(Array(repeating: .integer(1), count: 16_385))
            }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        #expect(throws: FormatFault.self) { try WorkbookWriter(path: folder.path + "/none/out.xlsx") }
    }

    @Test func whatStoodThereBeforeIsKeptUntilTheEnd() throws {
        let path = try folder.write("out.xlsx", Array("before".utf8))
        let writer = try WorkbookWriter(path: path)
        try writer.addSheet("A", columns: [WorkbookColumn("x")])
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("before".utf8))
        try writer.close()
        #expect(try texts(path) == [["x"]])
        #expect(throws: FormatFault.self) { try writer.close() }
        #expect(throws: FormatFault.self) { try writer.row([.integer(1)]) }
    }
}
