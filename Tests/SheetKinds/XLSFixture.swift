/// Builds XLS workbooks record by record, evil ones too.
public struct XLSFixture {
    /// Records before the sheets, without the list of sheets.
    public var globals: [UInt8] = []
    /// The sheets: name, what `BOUNDSHEET` says about it, records between its beginning and end.
    public var sheets: [(name: String, state: UInt8, kind: UInt8, records: [UInt8])] = []
    /// The version as `BOF` has it: 0x0600 = Excel 97, 0x0500 = Excel 5.
    public var version = 0x0600

    /// A workbook of these records and sheets.
    public init(
        globals: [UInt8] = [], sheets: [(name: String, state: UInt8, kind: UInt8, records: [UInt8])] = [],
        version: Int = 0x0600
    ) {
        self.globals = globals
        self.sheets = sheets
        self.version = version
    }

    /// A number's lowest bytes, the lowest first.
    public static func number(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    /// A record.
    public static func record(_ type: Int, _ content: [UInt8]) -> [UInt8] {
        number(type, 2) + number(content.count, 2) + content
    }

    /// A cell's record: row and column from 0, the index of its look, content.
    public static func cell(_ type: Int, _ row: Int, _ column: Int, _ look: Int = 0, _ content: [UInt8]) -> [UInt8] {
        record(type, number(row, 2) + number(column, 2) + number(look, 2) + content)
    }

    /// A number cell.
    public static func double(_ row: Int, _ column: Int, _ value: Double, look: Int = 0) -> [UInt8] {
        cell(0x203, row, column, look, bits(value))
    }

    /// A number's eight bytes.
    public static func bits(_ value: Double) -> [UInt8] { number(Int(bitPattern: UInt(value.bitPattern)), 8) }

    /// A cell with one of the distinct strings.
    public static func shared(_ row: Int, _ column: Int, _ index: Int, look: Int = 0) -> [UInt8] {
        cell(0xFD, row, column, look, number(index, 4))
    }

    /// A string of Excel 97: flags and UTF-16, or its lower bytes where they are enough.
    public static func string(_ text: String, isWide: Bool? = nil) -> [UInt8] {
        let units = Array(text.utf16)
        let wide = isWide ?? units.contains { $0 > 0xFF }
        return [wide ? 1 : 0]
            + (wide ? units.flatMap { number(Int($0), 2) } : units.map { UInt8(truncatingIfNeeded: $0) })
    }

    /// A cell with a text of its own.
    public static func label(_ row: Int, _ column: Int, _ text: String) -> [UInt8] {
        cell(0x204, row, column, 0, number(text.utf16.count, 2) + string(text))
    }

    /// The record that begins a part: 5 = the workbook, 0x10 = a sheet, 0x20 = a chart.
    public static func beginning(_ version: Int, _ kind: Int) -> [UInt8] {
        record(0x809, number(version, 2) + number(kind, 2) + number(0, version == 0x0600 ? 12 : 4))
    }

    /// The stream of records.
    public var stream: [UInt8] {
        func list(_ places: [Int]) -> [UInt8] {
            zip(sheets, places).flatMap { sheet, place in
                let name = Array(sheet.name.utf16)
                let text =
                    version == 0x0600 ? XLSFixture.string(sheet.name) : name.map { UInt8(truncatingIfNeeded: $0) }
                let head = XLSFixture.number(place, 4) + [sheet.state, sheet.kind, UInt8(name.count)]
                return XLSFixture.record(0x85, head + text)
            }
        }
        let beginning = XLSFixture.beginning(version, 5)
        let end = XLSFixture.record(0x0A, [])
        var place = (beginning + globals + list(Array(repeating: 0, count: sheets.count)) + end).count
        var places: [Int] = []
        var content: [UInt8] = []
        for sheet in sheets {
            places.append(place)
            let whole = XLSFixture.beginning(version, 0x10) + sheet.records + end
            content += whole
            place += whole.count
        }
        return beginning + globals + list(places) + end + content
    }

    /// The workbook's file.
    public var bytes: [UInt8] { XLSFixture.compound("Workbook", stream) }

    /// An OLE2 file with one stream; a small one in small sectors where `isMini` says so.
    public static func compound(_ name: String, _ stream: [UInt8], isMini: Bool = false) -> [UInt8] {
        func padded(_ bytes: [UInt8], _ size: Int) -> [UInt8] {
            bytes + Array(repeating: 0, count: (size - bytes.count % size) % size)
        }
        var content = stream
        if !isMini, content.count < 4_096 { content += Array(repeating: 0, count: 4_096 - content.count) }
        let minis = (content.count + 63) / 64
        let size = content.count
        content = padded(content, 512)
        let sectors = max(1, content.count / 512)
        let tables = (sectors + 3 + 127) / 127
        let end = 0xFFFF_FFFE
        var header: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + number(0, 16)
        header += number(0x3E, 2) + number(3, 2) + number(0xFFFE, 2) + number(9, 2) + number(6, 2) + number(0, 10)
        header += number(tables, 4) + number(tables, 4) + number(0, 4) + number(4_096, 4)
        header += number(isMini ? tables + 1 : end, 4) + number(isMini ? 1 : 0, 4) + number(end, 4) + number(0, 4)
        for index in 0..<109 { header += number(index < tables ? index : 0xFFFF_FFFF, 4) }
        // The table, the directory, the table of small sectors, the content.
        var next = Array(repeating: 0xFFFF_FFFD, count: tables) + [end, end]
        for index in 0..<sectors { next.append(index + 1 == sectors ? end : tables + 3 + index) }
        next += Array(repeating: 0xFFFF_FFFF, count: tables * 128 - next.count)
        func entry(_ name: String, _ kind: Int, _ start: Int, _ size: Int) -> [UInt8] {
            let units = name.utf16.flatMap { number(Int($0), 2) }
            return units + number(0, 64 - units.count) + number(units.count + 2, 2) + number(kind, 1) + number(1, 1)
                + number(-1, 12) + number(0, 36) + number(start, 4) + number(size, 8)
        }
        let first = tables + 2
        let directory =
            entry("Root Entry", 5, isMini ? first : end, isMini ? content.count : 0)
            + entry(name, 2, isMini ? 0 : first, size)
        let small = (0..<128).map { $0 < minis ? ($0 + 1 == minis ? end : $0 + 1) : 0xFFFF_FFFF }
        return header + next.flatMap { number($0, 4) } + padded(directory, 512) + small.flatMap { number($0, 4) }
            + content
    }

    /// Fonts, formats and looks of a workbook: look 1 is a day, 2 five digits, 3 a duration, 4 red, 5 struck through in blue.
    public static let looks: [UInt8] = {
        func font(_ flags: Int, _ colour: Int) -> [UInt8] {
            record(0x31, number(200, 2) + number(flags, 2) + number(colour, 2) + number(0, 8) + [1, 0, 0x41])
        }
        func format(_ index: Int, _ code: String) -> [UInt8] {
            record(0x41E, number(index, 2) + number(code.utf16.count, 2) + string(code))
        }
        func look(_ font: Int, _ format: Int, fill: Int? = nil) -> [UInt8] {
            record(
                0xE0,
                number(font, 2) + number(format, 2) + number(0, 10) + number(fill == nil ? 0 : 1 << 26, 4)
                    + number(fill ?? 0x20C0, 2))
        }
        return (0..<5).flatMap { _ in font(0, 0x7FFF) } + font(0x08, 0x0C) + format(164, "00000")
            + format(165, "[h]:mm:ss")
            + look(0, 0) + look(0, 14) + look(0, 164) + look(0, 165) + look(0, 0, fill: 0x0A) + look(6, 0)
    }()
}
