import Foundation

/// Builds archives byte by byte, evil ones too, without the library that reads them.
struct ZIPFixture {
    struct Member {
        var name: String
        var bytes: [UInt8]
        /// What stands in the archive when it isn't `bytes` as they are; then they are deflated.
        var deflated: [UInt8]?
        var declaredSize: Int?
        var checksum: UInt32?
        var flags: UInt16 = 0
        /// Shares the header and data of this earlier member.
        var overlaps: Int?
    }

    var members: [Member] = []

    mutating func add(_ name: String, _ text: String) { members.append(Member(name: name, bytes: Array(text.utf8))) }

    mutating func add(_ name: String, _ bytes: [UInt8]) { members.append(Member(name: name, bytes: bytes)) }

    var bytes: [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        var offsets: [Int] = []
        for member in members {
            let stored = member.deflated ?? member.bytes
            let size = member.declaredSize ?? member.bytes.count
            let name = Array(member.name.utf8)
            var fields: [UInt8] = []
            fields +=
                number(UInt32(member.flags), 2) + number(member.deflated == nil ? 0 : 8, 2) + number(0, 2)
                + number(33, 2)
            fields += number(member.checksum ?? ZIPFixture.checksum(member.bytes), 4)
            fields += number(UInt32(stored.count), 4) + number(UInt32(size), 4) + number(UInt32(name.count), 2)
            let offset = member.overlaps.map { offsets[$0] } ?? archive.count
            offsets.append(offset)
            if member.overlaps == nil {
                archive += [0x50, 0x4B, 3, 4] + number(20, 2) + fields + number(0, 2) + name + stored
            }
            directory += [0x50, 0x4B, 1, 2] + number(20, 2) + number(20, 2) + fields
            directory +=
                number(0, 2) + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(UInt32(offset), 4)
                + name
        }
        let start = archive.count
        archive += directory
        archive +=
            [0x50, 0x4B, 5, 6] + number(0, 4) + number(UInt32(members.count), 2) + number(UInt32(members.count), 2)
        return archive + number(UInt32(directory.count), 4) + number(UInt32(start), 4) + number(0, 2)
    }

    private func number(_ value: UInt32, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> UInt32($0 * 8)) }
    }

    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var table: [UInt32] = []
        for index in 0..<256 as Range<UInt32> {
            var value = index
            for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
            table.append(value)
        }
        var result: UInt32 = 0xFFFF_FFFF
        for byte in bytes { result = table[Int((result ^ UInt32(byte)) & 0xFF)] ^ result >> 8 }
        return ~result
    }

    /// A run of one byte as a deflate stream of about a 159th of its length: fixed codes, matches of 258 bytes at distance 1.
    static func deflatedRun(of byte: UInt8, count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var filled: UInt32 = 0
        func put(_ code: UInt32, _ width: UInt32) {
            for position in (0..<width).reversed() {
                bits |= (code >> position & 1) << filled
                filled += 1
                if filled == 8 {
                    bytes.append(UInt8(bits))
                    bits = 0
                    filled = 0
                }
            }
        }
        put(1, 1)
        put(0b10, 2)
        var left = count
        precondition(byte < 144)
        while left > 0 {
            if left < count, left >= 258 {
                put(0b1100_0101, 8)
                put(0, 5)
                left -= 258
            } else {
                put(0x30 + UInt32(byte), 8)
                left -= 1
            }
        }
        put(0, 7)
        if filled > 0 { bytes.append(UInt8(bits)) }
        return bytes
    }
}

/// A folder of its own for a test's files, removed with it.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("customary-" + UUID().uuidString).path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = path + "/" + name
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }
}

/// A small workbook written as XML by hand.
struct WorkbookFixture {
    var sheets: [(name: String, attributes: String, xml: String)] = []
    var strings: String?
    var styles: String?
    var properties = ""
    /// Further members by name.
    var others: [(String, String)] = []

    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    static let references = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    /// A workbook of one sheet with these rows.
    init(rows: String, after: String = "") { sheets = [("Data", "", WorkbookFixture.sheet(rows, after))] }

    static func sheet(_ rows: String, _ after: String = "") -> String {
        "<?xml version=\"1.0\"?><worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData>\(after)</worksheet>"
    }

    var archive: ZIPFixture {
        var zip = ZIPFixture()
        let package = "http://schemas.openxmlformats.org/package/2006/relationships"
        zip.add("[Content_Types].xml", "<Types/>")
        zip.add(
            "_rels/.rels",
            "<Relationships xmlns=\"\(package)\"><Relationship Id=\"a\" Type=\"\(WorkbookFixture.references)/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        )
        var list = ""
        var relations = ""
        for (index, sheet) in sheets.enumerated() {
            list += "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" \(sheet.attributes) r:id=\"s\(index)\"/>"
            relations +=
                "<Relationship Id=\"s\(index)\" Type=\"\(WorkbookFixture.references)/worksheet\" Target=\"worksheets/sheet\(index + 1).xml\"/>"
            zip.add("xl/worksheets/sheet\(index + 1).xml", sheet.xml)
        }
        if let strings {
            relations +=
                "<Relationship Id=\"t\" Type=\"\(WorkbookFixture.references)/sharedStrings\" Target=\"/xl/sharedStrings.xml\"/>"
            zip.add("xl/sharedStrings.xml", "<sst xmlns=\"\(WorkbookFixture.main)\">\(strings)</sst>")
        }
        if let styles {
            relations += "<Relationship Id=\"y\" Type=\"\(WorkbookFixture.references)/styles\" Target=\"styles.xml\"/>"
            zip.add("xl/styles.xml", "<styleSheet xmlns=\"\(WorkbookFixture.main)\">\(styles)</styleSheet>")
        }
        zip.add(
            "xl/workbook.xml",
            "<workbook xmlns=\"\(WorkbookFixture.main)\" xmlns:r=\"\(WorkbookFixture.references)\">\(properties)<sheets>\(list)</sheets></workbook>"
        )
        zip.add("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"\(package)\">\(relations)</Relationships>")
        for (name, text) in others { zip.add(name, text) }
        return zip
    }

    var bytes: [UInt8] { archive.bytes }
}
