import Foundation
import SheetKinds
import Testing

@testable import Formats

@Suite("XLS workbooks")
struct XLSTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func open(_ bytes: [UInt8], _ limits: FormatLimits = FormatLimits()) throws -> Workbook {
        try Workbook(path: folder.write("w.xls", bytes), limits: limits)
    }

    private func fixture(_ records: [UInt8], globals: [UInt8] = XLSFixture.looks) -> XLSFixture {
        XLSFixture(globals: globals, sheets: [("Kunden", 0, 0, records)])
    }

    private func lines(_ records: [UInt8], globals: [UInt8] = XLSFixture.looks, _ limits: FormatLimits = FormatLimits())
        throws -> [String]
    {
        try SheetLines.of(open(fixture(records, globals: globals).bytes, limits))
    }

    /// The table of distinct strings, in one record.
    private func strings(_ texts: [String], count: Int? = nil) -> [UInt8] {
        XLSFixture.record(
            0xFC,
            XLSFixture.number(texts.count, 4) + XLSFixture.number(count ?? texts.count, 4)
                + texts.flatMap { XLSFixture.number($0.utf16.count, 2) + XLSFixture.string($0) })
    }

    private func rk(_ value: Int, isInteger: Bool, isHundredth: Bool) -> [UInt8] {
        XLSFixture.number((isInteger ? value << 2 | 2 : value & ~3) | (isHundredth ? 1 : 0), 4)
    }

    // MARK: Cells

    @Test func cellsOfEveryType() throws {
        typealias X = XLSFixture
        func formula(_ column: Int, _ result: [UInt8]) -> [UInt8] {
            X.cell(0x06, 1, column, 0, result + X.number(0, 6))
        }
        var records: [UInt8] = []
        records += X.shared(0, 0, 0) + X.shared(0, 1, 1) + X.double(0, 2, 1.5) + X.double(0, 3, 44_198, look: 1)
        records += X.double(0, 4, 1_067, look: 2) + X.double(0, 5, 33.75, look: 3) + X.double(0, 6, 0.1 + 0.2)
        records += X.cell(0x27E, 0, 7, 0, rk(-5, isInteger: true, isHundredth: false))
        records += X.cell(0x27E, 0, 8, 0, rk(12_345, isInteger: true, isHundredth: true))
        records += X.cell(0x27E, 0, 9, 0, rk(Int(1.25.bitPattern >> 32), isInteger: false, isHundredth: false))
        let many = rk(1, isInteger: true, isHundredth: false)
        records += X.record(
            0xBD, X.number(0, 2) + X.number(10, 2) + X.number(0, 2) + many + X.number(2, 2) + many + X.number(11, 2))
        records += X.label(0, 12, "Łódź") + X.cell(0x205, 0, 13, 0, [1, 0]) + X.cell(0x205, 0, 14, 0, [0x2A, 1])
        records += X.cell(0x201, 0, 15, 0, []) + X.double(0, 16, 1e20)
        records += formula(0, X.bits(2.5)) + formula(1, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
        records += X.record(0x4BC, [0, 0, 0]) + X.record(0x207, X.number(4, 2) + X.string("text"))
        records += formula(2, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF]) + formula(3, [2, 0, 0x07, 0, 0, 0, 0xFF, 0xFF])
        records += formula(4, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF]) + formula(5, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
        #expect(
            try lines(records, globals: X.looks + strings(["Müller", "日本"])) == [
                "1: 0=Müller | 1=日本 | 2=1.5[number] | 3=2021-01-02[date] | 4=01067[number] | 5=810:00:00[duration] | 6=0.30000000000000004[number] | 7=-5[number] | 8=123.45[number] | 9=1.25[number] | 10=1[number] | 11=00001[number] | 12=Łódź | 13=true[boolean] | 14=#N/A[error]!error | 16=100000000000000000000[number]!digitsLost",
                "2: 0=2.5[number] | 1=text | 2=true[boolean] | 3=#DIV/0![error]!error | 5=!noCachedValue",
            ])
    }

    @Test func bothDateSystemsAreKnown() throws {
        let records = XLSFixture.double(0, 0, 42_736, look: 1)
        let workbook = try open(fixture(records, globals: XLSFixture.looks + XLSFixture.record(0x22, [1, 0])).bytes)
        #expect(workbook.is1904)
        #expect(try SheetLines.of(workbook) == ["1: 0=2021-01-02[date]"])
    }

    @Test func stringsGoOnInOtherRecordsWhereverTheyAreCut() throws {
        // Two strings, the second rich and wide; cut at every place between or inside characters, with a flag where one is due.
        let first = "compressed"
        let second = "Wide Łódź 😀"
        let head = XLSFixture.number(2, 4) + XLSFixture.number(2, 4)
        let runs: [UInt8] = Array(repeating: 7, count: 8)
        func table(firstCut: Int, secondCut: Int, isWideAfter: Bool) -> [UInt8] {
            let units = Array(first.utf16)
            var one = head + XLSFixture.number(units.count, 2) + [0] + units[..<firstCut].map { UInt8($0) }
            var result: [UInt8] = []
            if firstCut < units.count {
                result += XLSFixture.record(0xFC, one)
                let rest = units[firstCut...]
                one = isWideAfter ? [1] + rest.flatMap { XLSFixture.number(Int($0), 2) } : [0] + rest.map { UInt8($0) }
            }
            let wide = Array(second.utf16)
            one += XLSFixture.number(wide.count, 2) + [9] + XLSFixture.number(2, 2)
            one += wide[..<secondCut].flatMap { XLSFixture.number(Int($0), 2) }
            if secondCut < wide.count {
                result += XLSFixture.record(result.isEmpty ? 0xFC : 0x3C, one)
                one = [1] + wide[secondCut...].flatMap { XLSFixture.number(Int($0), 2) }
            }
            result += XLSFixture.record(result.isEmpty ? 0xFC : 0x3C, one + runs[..<3])
            return result + XLSFixture.record(0x3C, Array(runs[3...]))
        }
        let cells = XLSFixture.shared(0, 0, 0) + XLSFixture.shared(0, 1, 1)
        for firstCut in 1...first.utf16.count {
            for secondCut in 0...second.utf16.count {
                for isWide in [false, true] {
                    let globals = table(firstCut: firstCut, secondCut: secondCut, isWideAfter: isWide)
                    #expect(
                        try lines(cells, globals: globals) == ["1: 0=\(first) | 1=\(second)"],
                        "\(firstCut) \(secondCut)")
                }
            }
        }
    }

    @Test func cellsComeInAnyOrderAndTheLastOfAPlaceCounts() throws {
        typealias X = XLSFixture
        let records =
            X.label(5, 1, "f") + X.label(0, 0, "a") + X.label(5, 0, "e") + X.label(2, 3, "c") + X.label(0, 0, "b")
            + X.cell(0x06, 2, 4, 0, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + X.number(0, 6))
            + X.record(0x207, X.number(1, 2) + X.string("d"))
        #expect(try lines(records) == ["1: 0=b", "3: 3=c | 4=d", "6: 0=e | 1=f"])
    }

    // MARK: Sheets

    @Test func sheetsMergesHiddenPartsLooksAndCommentsAreKnown() throws {
        typealias X = XLSFixture
        func comment(_ object: Int, _ row: Int, _ column: Int, _ text: String) -> [UInt8] {
            X.record(
                0x5D, X.number(0x15, 2) + X.number(0x12, 2) + X.number(0x19, 2) + X.number(object, 2) + X.number(0, 14))
                + X.record(0xEC, [0, 0])
                + X.record(0x1B6, X.number(0, 10) + X.number(text.utf16.count, 2) + X.number(16, 2) + X.number(0, 4))
                + X.record(0x3C, X.string(text)) + X.record(0x3C, X.number(0, 16))
                + X.record(
                    0x1C, X.number(row, 2) + X.number(column, 2) + X.number(0, 2) + X.number(object, 2) + [0, 0, 0, 0])
        }
        let embedded = X.beginning(0x0600, 0x20) + X.label(0, 0, "chart") + X.record(0x0A, [])
        var book = fixture(
            X.record(0x7D, X.number(1, 2) + X.number(2, 2) + X.number(0, 4) + X.number(1, 2) + X.number(0, 2))
                + X.record(0x208, X.number(1, 2) + X.number(0, 10) + X.number(0x20, 2) + X.number(0, 2))
                + X.label(0, 0, "a")
                + X.cell(0x204, 1, 0, 4, X.number(1, 2) + X.string("b"))
                + X.cell(0x204, 1, 1, 5, X.number(1, 2) + X.string("c"))
                + embedded + comment(1, 0, 0, "ruft an") + comment(2, 1, 1, "Łódź\nam Montag")
                + X.record(
                    0xE5,
                    X.number(2, 2) + [0, 1, 2, 3].flatMap { X.number($0, 2) }
                        + [5, 5, 6, 6].flatMap { X.number($0, 2) }))
        book.sheets.append(("Alt", 1, 0, X.label(0, 0, "alt")))
        book.sheets.append(("Tief Łódź", 2, 0, []))
        book.sheets.append(("Bild", 0, 2, []))
        let workbook = try open(book.bytes)
        #expect(workbook.sheets.map(\.name) == ["Kunden", "Alt", "Tief Łódź", "Bild"])
        #expect(workbook.sheets.map(\.state) == [.visible, .hidden, .veryHidden, .visible])
        #expect(workbook.sheets.map { "\($0.kind)" } == ["table", "table", "table", "chart"])
        #expect(try SheetLines.of(workbook) == ["1: 0=a", "2 hidden: 0=b | 1=c"])
        #expect(try SheetLines.of(workbook, 1) == ["1: 0=alt"])
        let summary = try workbook.rows(of: 0) { _ in true }
        #expect(summary.merges == [CellRange(rows: 1...2, columns: 2...3), CellRange(rows: 6...6, columns: 6...6)])
        #expect(summary.hiddenColumns == [1...2] && summary.hiddenRows == 1 && summary.isComplete)
        #expect(try workbook.rows(of: 0) { _ in false }.isComplete == false)
        let comments = try workbook.comments(of: 0)
        #expect(comments.map(\.text) == ["ruft an", "Łódź\nam Montag"])
        #expect(comments.map { [Int($0.row), $0.column] } == [[1, 0], [2, 1]])
        let looks = try SheetLines.looks(workbook, row: 2)
        #expect(looks[0]?.fill == 0xFF0000 && looks[1]?.fill == nil)
        #expect(looks[1]?.isStruck == true && looks[1]?.textColour == 0x0000FF)
    }

    @Test func aPaletteOfItsOwnIsLookedAt() throws {
        let palette = XLSFixture.record(
            0x92, XLSFixture.number(56, 2) + (0..<56).flatMap { [UInt8($0), 0x10, 0x20, 0] })
        let workbook = try open(
            fixture(XLSFixture.cell(0x204, 0, 0, 4, [1, 0, 0, 0x61]), globals: XLSFixture.looks + palette).bytes)
        #expect(try SheetLines.looks(workbook, row: 1)[0]?.fill == 0x021020)
    }

    // MARK: Versions

    @Test(arguments: [
        (1_252, [0x4D, 0xFC, 0x80] as [UInt8], "Mü€"), (10_000, [0x4D, 0x9F], "Mü"), (1_251, [0xCC, 0xE8], "Ми"),
        (850, [0x81], "ü"), (932, [0x93, 0xFA], "日"), (1_250, [0xA3], "Ł"),
    ])
    func excel5NamesItsCodePage(page: Int, bytes: [UInt8], expected: String) throws {
        typealias X = XLSFixture
        var book = fixture(
            X.cell(0x204, 0, 0, 0, X.number(bytes.count, 2) + bytes)
                + X.cell(0xD6, 0, 1, 0, X.number(bytes.count, 2) + bytes + [0])
                + X.cell(0x06, 0, 2, 0, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + X.number(0, 6))
                + X.record(0x207, X.number(bytes.count, 2) + bytes)
                + X.record(0x1C, X.number(0, 2) + X.number(0, 2) + X.number(2 * bytes.count, 2) + bytes)
                + X.record(0x1C, X.number(0xFFFF, 2) + X.number(0, 2) + X.number(bytes.count, 2) + bytes),
            globals: X.record(0x42, X.number(page, 2)))
        book.version = 0x0500
        let workbook = try open(XLSFixture.compound("Book", book.stream))
        #expect(try SheetLines.of(workbook) == ["1: 0=\(expected) | 1=\(expected) | 2=\(expected)"])
        #expect(try workbook.comments(of: 0).map(\.text) == [expected + expected])
    }

    @Test func theOldestVersionsAreOneSheetInABareStream() throws {
        typealias X = XLSFixture
        let end = X.record(0x0A, [])
        let two =
            X.record(0x009, X.number(2, 2) + X.number(0x10, 2)) + X.record(0x42, X.number(1_252, 2))
            + X.record(0x1E, [7] + Array("General".utf8))
            + X.record(0x1E, [5] + Array("00000".utf8)) + X.record(0x04, X.number(0, 4) + [0, 0, 0, 2, 0x4D, 0xFC])
            + X.record(0x03, X.number(0, 2) + X.number(1, 2) + [0, 1, 0] + X.bits(1_067))
            + X.record(0x02, X.number(0, 2) + X.number(2, 2) + [0, 0, 0, 7, 0])
            + X.record(0x05, X.number(0, 2) + X.number(3, 2) + [0, 0, 0, 1, 0])
            + X.record(0x06, X.number(0, 2) + X.number(4, 2) + [0, 0, 0] + [0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + [0, 0])
            + X.record(0x07, [1, 0x78]) + end
        #expect(try SheetLines.of(open(two)) == ["1: 0=Mü | 1=01067[number] | 2=7[number] | 3=true[boolean] | 4=x"])
        for (begin, look, format) in [(0x209, 0x243, 0x1E), (0x409, 0x443, 0x41E)] {
            let head = begin == 0x409 ? [0, 0] as [UInt8] : []
            let stream =
                X.record(begin, X.number(0, 2) + X.number(0x10, 2) + [0, 0])
                + X.record(format, head + [7] + Array("General".utf8))
                + X.record(format, head + [10] + Array("dd/mm/yyyy".utf8)) + X.record(look, [0, 0] + X.number(0, 10))
                + X.record(look, [0, 1] + X.number(0, 10))
                + X.cell(0x204, 0, 0, 0, [2, 0, 0x4D, 0xFC]) + X.double(0, 1, 44_198, look: 1) + end
            #expect(try SheetLines.of(open(stream)) == ["1: 0=Mü | 1=2021-01-02[date]"])
        }
    }

    @Test func aSmallWorkbookLiesInSmallSectors() throws {
        let stream = fixture(XLSFixture.label(0, 0, "klein")).stream
        #expect(stream.count < 4_096)
        #expect(try SheetLines.of(open(XLSFixture.compound("Workbook", stream, isMini: true))) == ["1: 0=klein"])
        #expect(try SheetLines.of(open(XLSFixture.compound("BOOK", stream))) == ["1: 0=klein"])
        #expect(try SheetLines.of(open(stream)) == ["1: 0=klein"])
    }

    // MARK: What is refused

    @Test func passwordsAreNamed() throws {
        let locked = XLSFixture.record(0x2F, [0, 0, 1, 2, 3, 4])
        #expect(throws: FormatFault.encrypted) { try lines([], globals: locked) }
        #expect(throws: FormatFault.encrypted) { try open(XLSFixture.compound("EncryptedPackage", [1])) }
    }

    @Test func whatTheFileSaysAboutItsStringsIsNotBelieved() throws {
        let many = strings(["a"], count: 0xFFFF_FFFF)
        #expect(try lines(XLSFixture.shared(0, 0, 0), globals: many) == ["1: 0=a"])
        #expect(throws: FormatFault.self) { try lines(XLSFixture.shared(0, 0, 1), globals: many) }
        let long = XLSFixture.record(0xFC, XLSFixture.number(1, 4) + XLSFixture.number(1, 4) + [0xFF, 0xFF, 0, 0x61])
        #expect(throws: FormatFault.self) { try lines([], globals: long) }
        let runs = XLSFixture.record(
            0xFC,
            XLSFixture.number(1, 4) + XLSFixture.number(1, 4) + [1, 0, 0x0C, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 0x61])
        #expect(throws: FormatFault.self) { try lines([], globals: runs) }
    }

    @Test(arguments: [99, 100, 101]) func cellsAreLimited(length: Int) throws {
        var limits = FormatLimits()
        limits.cellBytes = 100
        let record = XLSFixture.label(0, 0, String(repeating: "x", count: length))
        if length <= 100 {
            #expect(try lines(record, limits).count == 1)
        } else {
            #expect(throws: FormatFault.tooLarge(part: "Kunden", limit: "bytes in one cell", value: 100)) {
                try lines(record, limits)
            }
        }
    }

    @Test(arguments: [16_383, 16_384, 16_385]) func columnsAreLimited(count: Int) throws {
        let record = XLSFixture.double(0, count - 1, 1)
        if count <= 16_384 {
            #expect(try lines(record).count == 1)
        } else {
            #expect(throws: FormatFault.tooLarge(part: "Kunden", limit: "columns", value: 16_384)) { try lines(record) }
        }
    }

    @Test(arguments: [99, 100, 101]) func distinctTextIsLimited(length: Int) throws {
        var limits = FormatLimits()
        limits.sharedStringBytes = 100
        let table = strings([String(repeating: "x", count: length)])
        if length <= 100 {
            #expect(try lines([], globals: table, limits).isEmpty)
        } else {
            #expect(throws: FormatFault.tooLarge(part: "", limit: "bytes of distinct text", value: 100)) {
                try lines([], globals: table, limits)
            }
        }
    }

    @Test func aWorkbookCutAnywhereIsRefusedAndNeverAShorterTable() throws {
        let records = (0..<20).flatMap { XLSFixture.label($0, 0, "Zeile \($0)") + XLSFixture.double($0, 1, Double($0)) }
        let stream = fixture(records).stream
        for cut in stride(from: 8, to: stream.count, by: 3) {
            #expect(throws: FormatFault.self, "stream cut after \(cut) bytes") {
                try SheetLines.of(open(Array(stream[..<cut])))
            }
        }
        let whole = fixture(records).bytes
        let used = whole.count - (4_096 - stream.count)
        for cut in stride(from: 8, to: used, by: 61) {
            #expect(throws: FormatFault.self, "file cut after \(cut) bytes") {
                try SheetLines.of(open(Array(whole[..<cut])))
            }
        }
    }

    @Test func anyFlippedByteIsAFaultOrAnotherReadingAndNeverACrash() throws {
        let texts = strings(["Müller", "Łódź und mehr", "x"])
        let records = (0..<6).flatMap {
            XLSFixture.shared($0, 0, $0 % 3) + XLSFixture.double($0, 1, 44_198.5, look: 1)
                + XLSFixture.record(0xBD, [UInt8($0), 0, 2, 0, 0, 0, 3, 0, 0, 0, 0, 0, 4, 0, 0, 0, 3, 0])
        }
        let merges = XLSFixture.record(
            0xE5, XLSFixture.number(1, 2) + [0, 1, 0, 0].flatMap { XLSFixture.number($0, 2) })
        let whole = XLSFixture.compound(
            "Workbook", fixture(records + merges, globals: XLSFixture.looks + texts).stream, isMini: true)
        let path = try folder.write("f.xls", whole)
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        func put(_ byte: UInt8, at place: Int) throws {
            try file.seek(toOffset: UInt64(place))
            try file.write(contentsOf: [byte])
        }
        var outcomes: [String: Int] = [:]
        for place in whole.indices {
            let value = place % 3 == 0 ? 0xFF : whole[place] ^ (place % 3 == 1 ? 0x01 : 0x80)
            try put(value, at: place)
            do {
                let workbook = try Workbook(path: path)
                for sheet in workbook.sheets.indices {
                    _ = try SheetLines.of(workbook, sheet)
                    _ = try workbook.comments(of: sheet)
                }
                outcomes["read", default: 0] += 1
            } catch is FormatFault { outcomes["refused", default: 0] += 1 }
            try put(whole[place], at: place)
        }
        #expect(outcomes["refused", default: 0] > 100 && outcomes["read", default: 0] > 100)
    }

    @Test func chainsThatRunInACircleEnd() throws {
        var bytes = fixture(XLSFixture.label(0, 0, "x")).bytes
        // The content's last sector leads back to its first.
        let last = 512 + 4 * (1 + 2 + 7)
        #expect(bytes[last...].prefix(4).elementsEqual([0xFE, 0xFF, 0xFF, 0xFF]))
        bytes.replaceSubrange(last..<last + 4, with: XLSFixture.number(3, 4))
        #expect(throws: FormatFault.refused(part: "", reason: "its OLE2 sectors run in a circle")) { try open(bytes) }
    }
}
