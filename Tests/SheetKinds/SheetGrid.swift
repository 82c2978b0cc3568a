/// A sheet that can be written as a workbook of each kind, so that one test holds for all of them.
public struct SheetGrid: Sendable {
    /// A cell's content. Days and times are serial numbers of the 1900 system, from 1900-03-01 on.
    public enum Cell: Sendable, ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
        case empty
        case text(String)
        case number(Double)
        /// A number shown with the format `00000`.
        case zeros(Int)
        case day(Int)
        case moment(Double)
        case time(Double)
        /// Hours that go on beyond 24.
        case duration(Double)
        case boolean(Bool)
        /// `#N/A`
        case error
        /// A formula without a stored result.
        case formula

        /// Text; nothing for an empty one.
        public init(stringLiteral value: String) { self = value.isEmpty ? .empty : .text(value) }
        /// A number.
        public init(integerLiteral value: Int) { self = .number(Double(value)) }
    }

    /// How all cells of a row look.
    public enum Look: Sendable {
        case red
        case struck
    }

    /// The kinds.
    public enum Kind: String, Sendable, CaseIterable {
        case xlsx, xls, ods, fods, xml, html
        /// Kinds whose cells are typed.
        public static let typed: [Kind] = [.xlsx, .xls, .ods, .fods, .xml]
    }

    /// The rows from the sheet's first on; an empty one is blank.
    public var rows: [[Cell]]
    /// Numbers, from 1, of hidden rows.
    public var hidden: Set<Int> = []
    /// Looks by row number.
    public var looks: [Int: Look] = [:]
    /// Merged ranges: row from 1, column from 0, and how many of each.
    public var merges: [(row: Int, column: Int, rows: Int, columns: Int)] = []
    /// Comments: row from 1, column from 0.
    public var comments: [(row: Int, column: Int, text: String)] = []
    /// The sheet's name, where the kind has one.
    public var name = "Kunden"

    /// A sheet of these rows.
    public init(_ rows: [[Cell]]) { self.rows = rows }

    /// The workbook's bytes.
    public func bytes(_ kind: Kind) -> [UInt8] {
        switch kind {
        case .xlsx: StoredArchive.bytes(xlsx)
        case .xls: xls
        case .ods:
            StoredArchive.bytes([
                ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
                ("META-INF/manifest.xml", "<manifest/>"),
                ("content.xml", openDocument("document-content", "")),
            ])
        case .fods:
            Array(openDocument("document", " office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\"").utf8)
        case .xml: Array(xml.utf8)
        case .html: Array(html.utf8)
        }
    }

    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map(String.init)

    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing("\"", with: "&quot;")
    }

    /// A serial number as an ISO day, and its time where it has one.
    static func iso(_ serial: Double, withTime: Bool) -> String {
        let days = Int(serial) - 25_569 + 719_468
        let era = days / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = yearOfEra + era * 400 + (month >= 10 ? 1 : 0)
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let text = "\(year)-\(two(month < 10 ? month + 3 : month - 9))-\(two(day))"
        return withTime ? text + "T" + clock(serial - Double(Int(serial))) : text
    }

    static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    static func clock(_ fraction: Double) -> String {
        let seconds = Int((fraction * 86_400).rounded())
        return "\(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }

    // MARK: XLSX

    private var xlsx: [(name: String, text: String)] {
        var data = ""
        for (index, cells) in rows.enumerated() where !cells.isEmpty {
            let number = index + 1
            data += "<row r=\"\(number)\"\(hidden.contains(number) ? " hidden=\"1\"" : "")>"
            for (column, cell) in cells.enumerated() {
                let look = looks[number] == .red ? 1 : looks[number] == .struck ? 2 : 0
                func c(_ style: Int, _ type: String, _ content: String) -> String {
                    "<c r=\"\(SheetGrid.letters[column])\(number)\" s=\"\(style == 0 ? look : style)\"\(type)>\(content)</c>"
                }
                switch cell {
                case .empty: break
                case .text(let text):
                    data += c(
                        0, " t=\"inlineStr\"", "<is><t xml:space=\"preserve\">\(SheetGrid.escaped(text))</t></is>")
                case .number(let value): data += c(0, "", "<v>\(value)</v>")
                case .zeros(let value): data += c(3, "", "<v>\(value)</v>")
                case .day(let value): data += c(4, "", "<v>\(value)</v>")
                case .moment(let value): data += c(5, "", "<v>\(value)</v>")
                case .time(let value): data += c(6, "", "<v>\(value)</v>")
                case .duration(let value): data += c(7, "", "<v>\(value)</v>")
                case .boolean(let value): data += c(0, " t=\"b\"", "<v>\(value ? 1 : 0)</v>")
                case .error: data += c(0, " t=\"e\"", "<v>#N/A</v>")
                case .formula: data += c(0, "", "<f>A1</f>")
                }
            }
            data += "</row>"
        }
        let merged = merges.map {
            "<mergeCell ref=\"\(SheetGrid.letters[$0.column])\($0.row):\(SheetGrid.letters[$0.column + $0.columns - 1])\($0.row + $0.rows - 1)\"/>"
        }.joined()
        let notes = comments.map {
            "<comment ref=\"\(SheetGrid.letters[$0.column])\($0.row)\"><text><t>\(SheetGrid.escaped($0.text))</t></text></comment>"
        }.joined()
        let styles = """
            <styleSheet><numFmts><numFmt numFmtId="170" formatCode="00000"/><numFmt numFmtId="171" formatCode="[h]:mm:ss"/></numFmts>\
            <fonts><font/><font><strike/></font></fonts><fills><fill/><fill><patternFill patternType="solid"><fgColor rgb="FFFF0000"/>\
            </patternFill></fill></fills><cellXfs><xf/><xf fillId="1"/><xf fontId="1"/><xf numFmtId="170"/><xf numFmtId="14"/><xf numFmtId="22"/>\
            <xf numFmtId="21"/><xf numFmtId="171"/></cellXfs></styleSheet>
            """
        return [
            (
                "xl/workbook.xml",
                "<workbook xmlns:r=\"x\"><sheets><sheet name=\"\(name)\" r:id=\"s\"/></sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id=\"s\" Type=\"x/worksheet\" Target=\"s.xml\"/><Relationship Id=\"y\" Type=\"x/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
            ("xl/styles.xml", styles),
            ("xl/s.xml", "<worksheet><sheetData>\(data)</sheetData><mergeCells>\(merged)</mergeCells></worksheet>"),
            (
                "xl/_rels/s.xml.rels",
                "<Relationships><Relationship Id=\"c\" Type=\"x/comments\" Target=\"c.xml\"/></Relationships>"
            ),
            ("xl/c.xml", "<comments><commentList>\(notes)</commentList></comments>"),
        ]
    }

    // MARK: XLS

    private var xls: [UInt8] {
        typealias X = XLSFixture
        func font(_ flags: Int) -> [UInt8] {
            X.record(0x31, X.number(200, 2) + X.number(flags, 2) + X.number(0x7FFF, 2) + X.number(0, 8) + [1, 0, 0x41])
        }
        func look(_ font: Int, _ format: Int, isRed: Bool = false) -> [UInt8] {
            X.record(
                0xE0,
                X.number(font, 2) + X.number(format, 2) + X.number(0, 10) + X.number(isRed ? 1 << 26 : 0, 4)
                    + X.number(isRed ? 0x0A : 0x20C0, 2))
        }
        func format(_ index: Int, _ code: String) -> [UInt8] {
            X.record(0x41E, X.number(index, 2) + X.number(code.utf16.count, 2) + X.string(code))
        }
        let globals =
            font(0) + font(0x08) + format(170, "00000") + format(171, "[h]:mm:ss") + look(0, 0)
            + look(0, 0, isRed: true)
            + look(1, 0) + look(0, 170) + look(0, 14) + look(0, 22) + look(0, 21) + look(0, 171)
        var records: [UInt8] = []
        for row in hidden.sorted() {
            records += X.record(0x208, X.number(row - 1, 2) + X.number(0, 10) + X.number(0x20, 2) + X.number(0, 2))
        }
        for (row, cells) in rows.enumerated() {
            let plain = looks[row + 1] == .red ? 1 : looks[row + 1] == .struck ? 2 : 0
            for (column, cell) in cells.enumerated() {
                switch cell {
                case .empty: break
                case .text(let text):
                    records += X.cell(0x204, row, column, plain, X.number(text.utf16.count, 2) + X.string(text))
                case .number(let value): records += X.double(row, column, value, look: plain)
                case .zeros(let value): records += X.double(row, column, Double(value), look: 3)
                case .day(let value): records += X.double(row, column, Double(value), look: 4)
                case .moment(let value): records += X.double(row, column, value, look: 5)
                case .time(let value): records += X.double(row, column, value, look: 6)
                case .duration(let value): records += X.double(row, column, value, look: 7)
                case .boolean(let value): records += X.cell(0x205, row, column, plain, [value ? 1 : 0, 0])
                case .error: records += X.cell(0x205, row, column, plain, [0x2A, 1])
                case .formula:
                    records += X.cell(0x06, row, column, plain, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF] + X.number(0, 6))
                }
            }
        }
        for (index, comment) in comments.enumerated() {
            let units = comment.text.utf16.count
            records += X.record(
                0x5D,
                X.number(0x15, 2) + X.number(0x12, 2) + X.number(0x19, 2) + X.number(index + 1, 2) + X.number(0, 14))
            records += X.record(0x1B6, X.number(0, 10) + X.number(units, 2) + X.number(16, 2) + X.number(0, 4))
            records += X.record(0x3C, X.string(comment.text)) + X.record(0x3C, X.number(0, 16))
            records += X.record(
                0x1C,
                X.number(comment.row - 1, 2) + X.number(comment.column, 2) + X.number(0, 2) + X.number(index + 1, 2)
                    + [0, 0, 0, 0])
        }
        let merged = merges.flatMap {
            [$0.row - 1, $0.row + $0.rows - 2, $0.column, $0.column + $0.columns - 1].flatMap { X.number($0, 2) }
        }
        records += X.record(0xE5, X.number(merges.count, 2) + merged)
        return X(globals: globals, sheets: [(name, 0, 0, records)]).bytes
    }

    // MARK: OpenDocument

    private func openDocument(_ root: String, _ attributes: String) -> String {
        let styles = """
            <number:number-style style:name="z"><number:number number:min-integer-digits="5"/></number:number-style><number:date-style \
            style:name="d"><number:day/></number:date-style><number:date-style style:name="m"><number:day/><number:hours/></number:date-style>\
            <number:time-style style:name="e" number:truncate-on-overflow="false"><number:hours/></number:time-style>\
            <style:style style:name="red" style:family="table-cell"><style:table-cell-properties fo:background-color="#ff0000"/></style:style>\
            <style:style style:name="struck" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>\
            <style:style style:name="cz" style:family="table-cell" style:data-style-name="z"/><style:style style:name="cd" \
            style:family="table-cell" style:data-style-name="d"/><style:style style:name="cm" style:family="table-cell" \
            style:data-style-name="m"/><style:style style:name="ce" style:family="table-cell" style:data-style-name="e"/>
            """
        var data = ""
        for (index, cells) in rows.enumerated() {
            data += "<table:table-row\(hidden.contains(index + 1) ? " table:visibility=\"collapse\"" : "")>"
            if cells.isEmpty { data += "<table:table-cell/>" }
            for (column, cell) in cells.enumerated() { data += openDocument(cell, index + 1, column) }
            data += "</table:table-row>"
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?><office:\(root)\(attributes) xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
            xmlns:table="t" xmlns:text="x" xmlns:style="s" xmlns:number="n" xmlns:fo="f" xmlns:calcext="c"><office:automatic-styles>\(styles)\
            </office:automatic-styles><office:body><office:spreadsheet><table:table table:name="\(name)">\(data)<table:table-row \
            table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>\
            </office:spreadsheet></office:body></office:\(root)>
            """
    }

    private func openDocument(_ cell: Cell, _ row: Int, _ column: Int) -> String {
        let look =
            looks[row] == .red
            ? " table:style-name=\"red\"" : looks[row] == .struck ? " table:style-name=\"struck\"" : ""
        var span = ""
        if let merge = merges.first(where: { $0.row == row && $0.column == column }) {
            span = " table:number-columns-spanned=\"\(merge.columns)\" table:number-rows-spanned=\"\(merge.rows)\""
        }
        let note = comments.first { $0.row == row && $0.column == column }.map {
            "<office:annotation><text:p>\(SheetGrid.escaped($0.text))</text:p></office:annotation>"
        }
        func c(_ type: String, _ value: String, _ style: String = "", _ text: String = "", more: String = "") -> String
        {
            let own = style.isEmpty ? look : " table:style-name=\"\(style)\""
            return
                "<table:table-cell\(own)\(span) office:value-type=\"\(type)\" \(value)\(more)>\(note ?? "")\(text)</table:table-cell>"
        }
        func period(_ value: Double) -> String {
            let seconds = Int((value * 86_400).rounded())
            return
                "office:time-value=\"PT\(seconds / 3_600)H\(SheetGrid.two(seconds / 60 % 60))M\(SheetGrid.two(seconds % 60))S\""
        }
        switch cell {
        case .empty: return "<table:table-cell\(span)>\(note ?? "")</table:table-cell>"
        case .text(let text):
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            return c("string", "", "", lines.map { "<text:p>\(SheetGrid.escaped(String($0)))</text:p>" }.joined())
        case .number(let value): return c("float", "office:value=\"\(value)\"", "", "<text:p>shown</text:p>")
        case .zeros(let value): return c("float", "office:value=\"\(value)\"", "cz")
        case .day(let value):
            return c("date", "office:date-value=\"\(SheetGrid.iso(Double(value), withTime: false))\"", "cd")
        case .moment(let value): return c("date", "office:date-value=\"\(SheetGrid.iso(value, withTime: true))\"", "cm")
        case .time(let value): return c("time", period(value))
        case .duration(let value): return c("time", period(value), "ce")
        case .boolean(let value): return c("boolean", "office:boolean-value=\"\(value)\"")
        case .error:
            return c(
                "string", "office:string-value=\"\"", "", "<text:p>#N/A</text:p>",
                more: " calcext:value-type=\"error\" table:formula=\"of:=NA()\"")
        case .formula: return "<table:table-cell table:formula=\"of:=A1\"/>"
        }
    }

    // MARK: XML Spreadsheet 2003

    private var xml: String {
        var data = ""
        for (index, cells) in rows.enumerated() where !cells.isEmpty {
            let row = index + 1
            data += "<Row ss:Index=\"\(row)\"\(hidden.contains(row) ? " ss:Hidden=\"1\"" : "")>"
            for (column, cell) in cells.enumerated() {
                let look =
                    looks[row] == .red ? " ss:StyleID=\"red\"" : looks[row] == .struck ? " ss:StyleID=\"struck\"" : ""
                var span = ""
                if let merge = merges.first(where: { $0.row == row && $0.column == column }) {
                    span = " ss:MergeAcross=\"\(merge.columns - 1)\" ss:MergeDown=\"\(merge.rows - 1)\""
                }
                let note = comments.first { $0.row == row && $0.column == column }.map {
                    "<Comment><ss:Data>\(SheetGrid.escaped($0.text))</ss:Data></Comment>"
                }
                func c(_ type: String, _ value: String, _ style: String = "") -> String {
                    let own = style.isEmpty ? look : " ss:StyleID=\"\(style)\""
                    return
                        "<Cell ss:Index=\"\(column + 1)\"\(own)\(span)><Data ss:Type=\"\(type)\">\(value)</Data>\(note ?? "")</Cell>"
                }
                switch cell {
                case .empty: break
                case .text(let text): data += c("String", SheetGrid.escaped(text))
                case .number(let value): data += c("Number", "\(value)")
                case .zeros(let value): data += c("Number", "\(value)", "z")
                case .day(let value): data += c("DateTime", SheetGrid.iso(Double(value), withTime: true) + ".000", "d")
                case .moment(let value): data += c("DateTime", SheetGrid.iso(value, withTime: true) + ".000", "m")
                case .time(let value): data += c("DateTime", "1899-12-31T\(SheetGrid.clock(value)).000", "t")
                case .duration(let value):
                    // Days before March 1900 are one off in the serial system.
                    data += c(
                        "DateTime", "1900-01-0\(Int(value))T\(SheetGrid.clock(value - Double(Int(value)))).000", "e")
                case .boolean(let value): data += c("Boolean", value ? "1" : "0")
                case .error: data += c("Error", "#N/A")
                case .formula: data += "<Cell ss:Index=\"\(column + 1)\" ss:Formula=\"=A1\"/>"
                }
            }
            data += "</Row>"
        }
        return """
            <?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" \
            xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles><Style ss:ID="red"><Interior ss:Color="#FF0000" ss:Pattern="Solid"/>\
            </Style><Style ss:ID="struck"><Font ss:StrikeThrough="1"/></Style><Style ss:ID="z"><NumberFormat ss:Format="00000"/></Style>\
            <Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="m"><NumberFormat ss:Format="General Date"/></Style>\
            <Style ss:ID="t"><NumberFormat ss:Format="hh:mm:ss"/></Style><Style ss:ID="e"><NumberFormat ss:Format="[h]:mm:ss"/></Style></Styles>\
            <Worksheet ss:Name="\(name)"><Table>\(data)</Table></Worksheet></Workbook>
            """
    }

    // MARK: HTML

    /// Typed cells become what a page shows; only formats with zeros keep what they are.
    private var html: String {
        var data = ""
        for (index, cells) in rows.enumerated() {
            let row = index + 1
            let look =
                looks[row] == .red
                ? " bgcolor=\"#FF0000\"" : looks[row] == .struck ? " style=\"text-decoration:line-through\"" : ""
            data += "<tr\(look)\(hidden.contains(row) ? " class=\"hidden\"" : "")>"
            var covered: Set<Int> = []
            for merge in merges where merge.row <= row && row < merge.row + merge.rows {
                covered.formUnion(merge.column..<merge.column + merge.columns)
                if merge.row == row { covered.remove(merge.column) }
            }
            for (column, cell) in cells.enumerated() where !covered.contains(column) {
                var span = ""
                if let merge = merges.first(where: { $0.row == row && $0.column == column }) {
                    span = " colspan=\"\(merge.columns)\" rowspan=\"\(merge.rows)\""
                }
                let note = comments.first { $0.row == row && $0.column == column }.map {
                    "<comment>\(SheetGrid.escaped($0.text))</comment>"
                }
                let text: String
                switch cell {
                case .empty, .formula: text = "&nbsp;"
                case .text(let value): text = SheetGrid.escaped(value).replacing("\n", with: "<br>")
                case .number(let value): text = value == value.rounded() ? "\(Int(value))" : "\(value)"
                case .zeros(let value): text = String(String(100_000 + value).dropFirst())
                case .day(let value): text = SheetGrid.iso(Double(value), withTime: false)
                case .moment(let value): text = SheetGrid.iso(value, withTime: true)
                case .time(let value): text = SheetGrid.clock(value)
                case .duration(let value): text = SheetGrid.clock(value)
                case .boolean(let value): text = "\(value)"
                case .error: text = "#N/A"
                }
                data += "<td\(span)\(text == "#N/A" ? " x:err" : "")>\(note ?? "")\(text)</td>"
            }
            data += "</tr>\n"
        }
        return "<html><head><style>.hidden{display:none}</style></head><body><table>\(data)</table></body></html>"
    }
}
