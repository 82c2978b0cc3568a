import Connecting
import Foundation
import Records
import Testing

@testable import Spreadsheet

@Suite("The spreadsheet connector")
struct SpreadsheetConnectorTests {
    private let fixture: SheetFixture
    private let connector = SpreadsheetConnector()
    private let simple: [[String?]] = [["Name", "Wert"], ["a", "#1"], ["b", "#2"]]

    init() throws { fixture = try SheetFixture() }

    private func streams(_ delivery: DeliveryFile, _ given: OptionValues = OptionValues()) throws -> [ProbedStream] {
        try #require(try connector.probe(delivery, given: given)).streams
    }

    @Test func hiddenSheetsAreStreamsThatSaySo() throws {
        fixture.sheet("Leer", [])
        fixture.sheet("Kunden", simple)
        fixture.sheet("Alt", simple, attributes: "state=\"hidden\"")
        fixture.sheet("Sehr alt", simple, attributes: "state=\"veryHidden\"")
        let streams = try streams(fixture.delivery())
        #expect(streams.map(\.name) == ["Kunden", "Alt", "Sehr alt"])
        #expect(streams.map(\.isHidden) == [false, true, true])
        #expect(streams[0].findings.map(\.code) == ["spreadsheet.sheet_empty"])
        #expect(streams[0].findings.map(\.value) == ["Leer"])
    }

    @Test func contentDecidesNotTheName() throws {
        fixture.sheet("Kunden", simple)
        #expect(try streams(fixture.delivery("kunden.csv")).count == 1)
        let other = SheetFixture.archive([("hello.txt", "hello")])
        #expect(try connector.probe(fixture.file("other.xlsx", other), given: OptionValues()) == nil)
        #expect(try connector.probe(fixture.file("text.xlsx", Array("a;b\n1;2\n".utf8)), given: OptionValues()) == nil)
        #expect(try connector.probe(fixture.file("empty.xlsx", []), given: OptionValues()) == nil)
    }

    @Test func whatIsSaidAboutOtherKindsOfFilesHelps() throws {
        func fault(_ bytes: [UInt8]) throws -> String {
            let delivery = try fixture.file("x.xlsx", bytes)
            let fault = #expect(throws: SourceFault.self) { try connector.probe(delivery, given: OptionValues()) }
            return fault.map(String.init(describing:)) ?? ""
        }
        #expect(try fault(SheetFixture.compound("EncryptedPackage", [])).contains("protected by a password"))
        #expect(try fault(SheetFixture.compound("Workbook", [])).contains("begin like a workbook"))
        #expect(try fault([0x50, 0x4B, 3, 4] + Array(repeating: 1, count: 100)).contains("cut short"))
        #expect(try fault(SheetFixture.archive([("xl/workbook.bin", "")])).contains("XLSB"))
        #expect(try fault(SheetFixture.archive([("Index/Document.iwa", "")])).contains("Numbers"))
        #expect(
            try fault(SheetFixture.archive([("mimetype", "application/vnd.sun.xml.calc")])).contains("OpenOffice.org 1")
        )
        #expect(
            try fault(SheetFixture.archive([("mimetype", "application/vnd.oasis.opendocument.spreadsheet")])).contains(
                "content.xml"))
        #expect(try fault(Array("MIME-Version: 1.0\nContent-Type: multipart/related\n".utf8)).contains("web archive"))
    }

    @Test func typedCellsBecomeCanonicalText() throws {
        fixture.sheet(
            "Kunden", [["Seit", "PLZ", "Aktiv"], ["#44197", "#1067", "< t=\"b\"><v>1</v></c>"]], styles: [2: 3])
        let delivery = try fixture.delivery()
        let sheet = try ReadSheet(delivery, try #require(streams(delivery).first))
        #expect(sheet.rows == [["2021-01-01", "1902-12-02", "true"]])
        let zeros = try SheetFixture()
        zeros.sheet("Kunden", [["PLZ"], ["#1067"]], styles: [2: 4])
        let second = try zeros.delivery()
        #expect(
            try ReadSheet(second, "Kunden", OptionValues(["header_row": "1", "columns": "A:A"])).rows == [["01067"]])
    }

    @Test func doubtfulCellsAreFindingsWithTheirPlace() throws {
        fixture.sheet(
            "Kunden",
            [
                ["Name", "Nummer", "Wert"], ["a", "#1234567890123456", "#1"], ["b", "#2", "< t=\"e\"><v>#N/A</v></c>"],
                ["c", "#3", "<><f>1+1</f></c>"],
            ])
        let delivery = try fixture.delivery()
        let stream = try #require(try streams(delivery).first)
        #expect(
            stream.findings.map(\.code) == [
                "spreadsheet.error_cell", "spreadsheet.no_cached_value", "spreadsheet.digits_lost",
            ])
        let sheet = try ReadSheet(delivery, stream)
        #expect(sheet.rows == [["a", "1234567890123456", "1"], ["b", "2", ""], ["c", "3", ""]])
        #expect(
            sheet.summary.findings.map(\.code) == [
                "spreadsheet.digits_lost", "spreadsheet.error_cell", "spreadsheet.no_cached_value",
            ])
        #expect(sheet.summary.findings.map(\.ordinal) == [1, 2, 3])
        #expect(sheet.summary.findings.map(\.column) == [1, 2, 2])
        #expect(sheet.summary.findings.map(\.value) == ["1234567890123456", "#N/A", ""])
        #expect(sheet.summary.findings.allSatisfy { $0.severity == .warning })
    }

    @Test func coloursStrikesAndCommentsAreProposedAsColumns() throws {
        fixture.sheet(
            "Kunden", [["Name", "Ort"]] + (2...12).map { ["n\($0)", "Celle"] }, styles: [3: 1, 5: 2, 7: 5],
            comments: ["A4": "inactive", "B4": "moved", "A1": "header"])
        let delivery = try fixture.delivery()
        let stream = try #require(try streams(delivery).first)
        #expect(stream.options["styles"] == "true")
        #expect(stream.columns == ["Name", "Ort", "cell.style", "cell.comment"])
        #expect(stream.findings.map(\.code) == ["spreadsheet.styled_rows", "spreadsheet.comments"])
        let sheet = try ReadSheet(delivery, stream)
        #expect(sheet.rows.map { $0[2] } == ["", "red", "", "strike", "", "yellow, strike", "", "", "", "", ""])
        #expect(sheet.rows[2][3] == "inactive\nmoved")
        #expect(sheet.rows.filter { !$0[3].isEmpty }.count == 1)
        let plain = try #require(try streams(delivery, OptionValues(["styles": "false"])).first)
        #expect(plain.columns == ["Name", "Ort"])
    }

    @Test func aBandedOrWhollyColouredTableIsNotProposed() throws {
        fixture.sheet(
            "Kunden", [["Name", "Wert"]] + (2...11).map { ["n\($0)", "#1"] },
            styles: Dictionary(uniqueKeysWithValues: (1...11).filter { $0 % 2 == 0 }.map { ($0, 1) }))
        #expect(try streams(fixture.delivery()).first?.options["styles"] == nil)
    }

    @Test func aColouredHeaderOrTotalsRowIsNotProposed() throws {
        fixture.sheet(
            "Kunden", [["Name", "Wert"]] + (2...9).map { ["n\($0)", "#1"] } + [["Summe", "#8"]], styles: [1: 1, 10: 1])
        #expect(try streams(fixture.delivery()).first?.options["styles"] == nil)
    }

    @Test func hiddenRowsAreReadAndToldApart() throws {
        fixture.sheet("Kunden", [["Name", "Wert"], ["a", "#1"], ["b", "#2"], ["c", "#3"]], hidden: [3])
        let delivery = try fixture.delivery()
        let stream = try #require(try streams(delivery).first)
        #expect(stream.columns == ["Name", "Wert", "row.hidden"])
        #expect(stream.findings.map(\.code) == ["spreadsheet.hidden_rows"])
        #expect(try ReadSheet(delivery, stream).rows.map { $0[2] } == ["", "true", ""])
    }

    @Test func aSheetIsFoundByTheBeginningOfItsName() throws {
        fixture.sheet("Info", simple)
        fixture.sheet("Kunden 2026-02", simple)
        let delivery = try fixture.delivery()
        let stream = try #require(try streams(delivery, OptionValues(["sheet": "Kunden*"])).first)
        #expect(stream.name == "Kunden 2026-02")
        #expect(stream.options["sheet"] == "Kunden*")
        #expect(try ReadSheet(delivery, "Kunden 2026-01", stream.options).rows.count == 2)
        let fault = #expect(throws: SourceFault.self) { try ReadSheet(delivery, "Kunden", OptionValues()) }
        #expect(
            fault.map(String.init(describing:))
                == "book.xlsx: there is no sheet \"Kunden\"; the workbook has Info, Kunden 2026-02. Set sheet: to one of them."
        )
        #expect(throws: SourceFault.self) { try streams(delivery, OptionValues(["sheet": "Nichts*"])) }
    }

    @Test func readingWithoutOptionsFindsTheTableItself() throws {
        fixture.sheet("Kunden", [["Titel"], []] + simple)
        #expect(try ReadSheet(fixture.delivery(), "Kunden", OptionValues()).rows == [["a", "1"], ["b", "2"]])
    }

    @Test func aFileThatChangesWhileItIsReadIsRefused() throws {
        fixture.sheet("Kunden", simple)
        let delivery = try fixture.delivery()
        let fault = #expect(throws: SourceFault.self) {
            _ = try connector.read(delivery, stream: "Kunden", options: OptionValues(), limits: .standard) { _ in
                let handle = try #require(FileHandle(forWritingAtPath: delivery.path))
                try handle.seekToEnd()
                try handle.write(contentsOf: [0])
                try handle.close()
            }
        }
        if case .changedWhileReading = fault {} else { Issue.record("\(String(describing: fault))") }
    }

    @Test func whatTheSinkThrowsEndsTheReading() throws {
        struct Stop: Error {}
        fixture.sheet("Kunden", simple)
        let delivery = try fixture.delivery()
        #expect(throws: Stop.self) {
            _ = try connector.read(delivery, stream: "Kunden", options: OptionValues(), limits: .standard) { _ in
                throw Stop()
            }
        }
    }

    @Test(arguments: [1, 2, 3]) func recordsAreLimited(count: Int) throws {
        fixture.sheet("Kunden", simple)
        var limits = ReadingLimits()
        limits.records = count
        let delivery = try fixture.delivery()
        if count >= 2 {
            #expect(try ReadSheet(delivery, "Kunden", OptionValues(), limits: limits).rows.count == 2)
        } else {
            #expect(throws: SourceFault.self) { try ReadSheet(delivery, "Kunden", OptionValues(), limits: limits) }
        }
    }

    @Test func linksAndOtherNonFilesAreRefused() throws {
        fixture.sheet("Kunden", simple)
        let delivery = try fixture.delivery()
        let link = fixture.folder + "/link.xlsx"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: delivery.path)
        for path in [link, fixture.folder, fixture.folder + "/none.xlsx"] {
            #expect(throws: SourceFault.self) {
                try connector.probe(DeliveryFile(path: path, size: 0), given: OptionValues())
            }
        }
    }

    @Test func aWorkbookCutAnywhereIsRefusedInProbeAndRead() throws {
        fixture.sheet("Kunden", [["Name", "Wert"]] + (1...30).map { ["n\($0)", "#\($0)"] })
        let delivery = try fixture.delivery()
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: delivery.path)))
        let options = OptionValues(["header_row": "1", "header_rows": "1", "columns": "A:B"])
        for count in stride(from: 4, to: bytes.count, by: 97) {
            let cut = try fixture.file("cut.xlsx", Array(bytes[..<count]))
            #expect(throws: SourceFault.self, "cut after \(count)") { try connector.probe(cut, given: OptionValues()) }
            #expect(throws: SourceFault.self, "cut after \(count)") { try ReadSheet(cut, "Kunden", options) }
        }
    }

    @Test func theOptionsDescribeThemselves() throws {
        let description = SpreadsheetConnector.description
        #expect(description.name == "spreadsheet")
        fixture.sheet("Kunden", [["Name", "Wert"], ["a", "#1"]], hidden: [2], comments: ["A2": "x"])
        let stream = try #require(try streams(fixture.delivery()).first)
        #expect(stream.options.problems(for: description).isEmpty)
        #expect(OptionValues(["header_rows": "11"]).problems(for: description).count == 1)
        #expect(OptionValues(["ends_at": "never"]).problems(for: description).count == 1)
        #expect(OptionValues(["colour": "red"]).problems(for: description).count == 1)
    }

    @Test func theSampleIsWhatReadingGives() throws {
        fixture.sheet(
            "Kunden", [["Titel"], ["Name", "Wert"]] + (1...300).map { ["n\($0)", "#\($0)"] } + [["Summe", "#5"]])
        let delivery = try fixture.delivery()
        let stream = try #require(try streams(delivery).first)
        let sheet = try ReadSheet(delivery, stream)
        #expect(stream.sample.count == 200)
        #expect(stream.sample.ordinals == Array(sheet.ordinals.prefix(200)))
        for row in 0..<200 { #expect((0..<2).map { stream.sample.cells.text(row, $0) } == sheet.rows[row]) }
        #expect(sheet.kinds.last == .total)
    }
}
