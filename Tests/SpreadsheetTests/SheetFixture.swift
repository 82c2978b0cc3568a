import Connecting
import Foundation
import Records
import SheetKinds

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
    static func compound(_ name: String, _ stream: [UInt8]) -> [UInt8] { XLSFixture.compound(name, stream) }

    /// An archive of members that are stored as they are.
    static func archive(_ members: [(name: String, text: String)]) -> [UInt8] { StoredArchive.bytes(members) }
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
