import Connecting
import Foundation
import Records

@testable import Spreadsheet

/// Workbooks written by hand for one test each, in a folder that goes with the test.
final class SheetFixture {
    let folder: String
    private var members: [(name: String, text: String)] = []
    private var sheets: [(name: String, attributes: String)] = []

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("customary-" + UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Cells: text, numbers that begin with `#`, raw XML that begins with `<`, and nil for none. `styles` per row.
    func sheet(
        _ name: String, _ rows: [[String?]], from first: Int = 1, styles: [Int: Int] = [:], hidden: Set<Int> = [],
        merges: [String] = [],
        attributes: String = "", comments: [String: String] = [:], table: String? = nil
    ) {
        var xml = ""
        for (offset, cells) in rows.enumerated() where !cells.isEmpty {
            let number = first + offset
            xml += "<row r=\"\(number)\"\(hidden.contains(number) ? " hidden=\"1\"" : "")>"
            for (column, cell) in cells.enumerated() {
                guard let cell else { continue }
                let start =
                    "<c r=\"\(Position.columnLetters(column))\(number)\""
                    + (styles[number].map { " s=\"\($0)\"" } ?? "")
                if cell.hasPrefix("#") {
                    xml += "\(start)><v>\(cell.dropFirst())</v></c>"
                } else if cell.hasPrefix("<") {
                    xml += "\(start) \(cell.dropFirst())"
                } else {
                    xml += "\(start) t=\"inlineStr\"><is><t>\(cell)</t></is></c>"
                }
            }
            xml += "</row>"
        }
        let index = sheets.count + 1
        let merged = merges.map { "<mergeCell ref=\"\($0)\"/>" }.joined()
        members.append(
            (
                "xl/worksheets/sheet\(index).xml",
                "<worksheet><sheetData>\(xml)</sheetData><mergeCells>\(merged)</mergeCells></worksheet>"
            ))
        var relations = ""
        if !comments.isEmpty {
            let list = comments.sorted { $0.key < $1.key }.map {
                "<comment ref=\"\($0.key)\"><text><t>\($0.value)</t></text></comment>"
            }
            members.append(
                ("xl/comments\(index).xml", "<comments><commentList>\(list.joined())</commentList></comments>"))
            relations += "<Relationship Id=\"c\" Type=\"x/comments\" Target=\"../comments\(index).xml\"/>"
        }
        if let table {
            members.append(("xl/tables/table\(index).xml", "<table displayName=\"T\(index)\" \(table)/>"))
            relations += "<Relationship Id=\"t\" Type=\"x/table\" Target=\"../tables/table\(index).xml\"/>"
        }
        members.append(("xl/worksheets/_rels/sheet\(index).xml.rels", "<Relationships>\(relations)</Relationships>"))
        sheets.append((name, attributes))
    }

    /// Styles: 1 = red fill, 2 = struck through, 3 = date, 4 = leading zeros, 5 = yellow fill and struck through.
    private static let styles = """
        <styleSheet><numFmts><numFmt numFmtId="170" formatCode="00000"/></numFmts><fonts><font/><font><strike/></font></fonts>\
        <fills><fill/><fill><patternFill patternType="solid"><fgColor rgb="FFFF0000"/></patternFill></fill>\
        <fill><patternFill patternType="solid"><fgColor rgb="FFFFFF00"/></patternFill></fill></fills><cellXfs><xf/><xf fillId="1"/>\
        <xf fontId="1"/><xf numFmtId="14"/><xf numFmtId="170"/><xf fillId="2" fontId="1"/></cellXfs></styleSheet>
        """

    /// Writes the workbook.
    func delivery(_ name: String = "book.xlsx") throws -> DeliveryFile {
        var all = members
        var list = ""
        var relations = "<Relationship Id=\"y\" Type=\"x/styles\" Target=\"styles.xml\"/>"
        for (index, sheet) in sheets.enumerated() {
            list += "<sheet name=\"\(sheet.name)\" r:id=\"s\(index)\" \(sheet.attributes)/>"
            relations +=
                "<Relationship Id=\"s\(index)\" Type=\"x/worksheet\" Target=\"worksheets/sheet\(index + 1).xml\"/>"
        }
        all.append(("xl/workbook.xml", "<workbook xmlns:r=\"x\"><sheets>\(list)</sheets></workbook>"))
        all.append(("xl/_rels/workbook.xml.rels", "<Relationships>\(relations)</Relationships>"))
        all.append(("xl/styles.xml", SheetFixture.styles))
        return try file(name, SheetFixture.archive(all))
    }

    func file(_ name: String, _ bytes: [UInt8]) throws -> DeliveryFile {
        let path = folder + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return DeliveryFile(path: path, size: bytes.count)
    }

    /// An OLE2 file with one stream.
    static func compound(_ name: String, _ stream: [UInt8]) -> [UInt8] {
        func number(_ value: Int, _ width: Int) -> [UInt8] {
            (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
        // Streams below 4,096 bytes would be kept elsewhere.
        let content = stream + Array(repeating: 0, count: max(4_096, (stream.count + 511) / 512 * 512) - stream.count)
        let sectors = content.count / 512
        let tables = (sectors + 2 + 127) / 127
        var header: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + number(0, 16)
        header += number(0x3E, 2) + number(3, 2) + number(0xFFFE, 2) + number(9, 2) + number(6, 2) + number(0, 10)
        header += number(tables, 4) + number(tables, 4) + number(0, 4) + number(4_096, 4) + number(0xFFFF_FFFE, 4)
        header += number(0, 4) + number(0xFFFF_FFFE, 4) + number(0, 4)
        for index in 0..<109 { header += number(index < tables ? index : 0xFFFF_FFFF, 4) }
        var next = Array(repeating: 0xFFFF_FFFD, count: tables) + [0xFFFF_FFFE]
        for index in 0..<sectors { next.append(index + 1 == sectors ? 0xFFFF_FFFE : tables + 2 + index) }
        next += Array(repeating: 0xFFFF_FFFF, count: tables * 128 - next.count)
        func entry(_ name: String, _ kind: Int, _ start: Int, _ size: Int) -> [UInt8] {
            let units = name.utf16.flatMap { number(Int($0), 2) }
            return units + number(0, 64 - units.count) + number(units.count + 2, 2) + number(kind, 1) + number(1, 1)
                + number(-1, 12) + number(0, 36) + number(start, 4) + number(size, 8)
        }
        let directory = entry("Root Entry", 5, 0xFFFF_FFFE, 0) + entry(name, 2, tables + 1, content.count)
        return header + next.flatMap { number($0, 4) } + directory + Array(repeating: 0, count: 256) + content
    }

    /// An archive of members that are stored as they are.
    static func archive(_ members: [(name: String, text: String)]) -> [UInt8] {
        func number(_ value: Int, _ width: Int) -> [UInt8] {
            (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
        }
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (name, text) in members {
            let bytes = Array(text.utf8)
            var checksum: UInt32 = 0xFFFF_FFFF
            for byte in bytes {
                checksum ^= UInt32(byte)
                for _ in 0..<8 { checksum = checksum & 1 == 1 ? 0xEDB8_8320 ^ checksum >> 1 : checksum >> 1 }
            }
            let fields =
                number(0, 8) + number(Int(~checksum), 4) + number(bytes.count, 4) + number(bytes.count, 4)
                + number(name.utf8.count, 2)
            directory +=
                [0x50, 0x4B, 1, 2] + number(20, 2) + number(20, 2) + fields + number(0, 12) + number(archive.count, 4)
                + Array(name.utf8)
            archive += [0x50, 0x4B, 3, 4] + number(20, 2) + fields + number(0, 2) + Array(name.utf8) + bytes
        }
        let end =
            number(0, 4) + number(members.count, 2) + number(members.count, 2) + number(directory.count, 4)
            + number(archive.count, 4)
        return archive + directory + [0x50, 0x4B, 5, 6] + end + number(0, 2)
    }
}

/// A stream read to its end, as a test looks at it.
struct ReadSheet {
    var rows: [[String]] = []
    var ordinals: [UInt32] = []
    var places: [UInt32] = []
    var kinds: [RowKind] = []
    var batches = 0
    var summary: ReadingSummary

    init(_ delivery: DeliveryFile, _ stream: String, _ options: OptionValues, limits: ReadingLimits = .standard) throws
    {
        var rows: [[String]] = []
        var ordinals: [UInt32] = []
        var places: [UInt32] = []
        var kinds: [RowKind] = []
        var batches = 0
        summary = try SpreadsheetConnector().read(delivery, stream: stream, options: options, limits: limits) { batch in
            batches += 1
            for row in 0..<batch.count { rows.append((0..<batch.cells.width).map { batch.cells.text(row, $0) }) }
            ordinals += batch.ordinals
            places += batch.places
            kinds += batch.kinds
        }
        self.rows = rows
        self.ordinals = ordinals
        self.places = places
        self.kinds = kinds
        self.batches = batches
    }

    init(_ delivery: DeliveryFile, _ stream: ProbedStream) throws {
        try self.init(delivery, stream.name, stream.options)
    }
}
