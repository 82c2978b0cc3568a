internal import CZip
internal import Records

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Writes a workbook of another kind as XLSX: each cell with its value at its own address, with its look, hidden parts, merged
/// cells and comments, so that it can be marked and comes back as it went. Formulas become their results.
struct WorkbookCopy {
    private let workbook: Workbook
    private var looks: [Look: Int] = [Look(style: 0, format: 0): 0]
    private var lookList = [Look(style: 0, format: 0)]

    private struct Look: Hashable {
        /// The index of the workbook's style.
        let style: UInt32
        /// The number format: 0, 49 for text, 14, 22, 21 or 46 for days, moments, times and durations.
        let format: Int
    }

    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

    /// The names that the sheets get: spreadsheet programs take at most 31 characters, and not all of them.
    static func names(of workbook: Workbook) -> [String] {
        var taken: Set<String> = []
        return workbook.sheets.map { sheet in
            let plain = String(sheet.name.map { "[]:*?/\\".contains($0) || $0.isNewline ? " " : $0 }.prefix(31))
            var name = plain.isEmpty ? "Sheet" : plain
            var number = 2
            while !taken.insert(name.lowercased()).inserted {
                name = "\(plain.prefix(27)) \(number)"
                number += 1
            }
            return name
        }
    }

    /// Writes the copy. Parts lie beside it while it is written.
    static func write(_ workbook: Workbook, to path: String) throws(FormatFault) {
        var copy = WorkbookCopy(workbook: workbook)
        var parts: [String] = []
        defer { for part in parts { unlink(part) } }
        let names = names(of: workbook)
        var members: [(name: String, content: Content)] = []
        var list = ""
        var relations = ""
        var types = ""
        for index in workbook.sheets.indices where workbook.sheets[index].kind == .table {
            let part = "\(path).\(index)"
            parts.append(part)
            do { try copy.writeSheet(index, to: part) } catch {
                throw error as? FormatFault ?? .notWritable(path: path, reason: "\(error)")
            }
            let member = "worksheets/sheet\(index + 1).xml"
            members.append(("xl/\(member)", .file(part)))
            let state =
                switch workbook.sheets[index].state {
                case .visible: ""
                case .hidden: " state=\"hidden\""
                case .veryHidden: " state=\"veryHidden\""
                }
            list +=
                "<sheet name=\"\(names[index].xmlEscaped)\" sheetId=\"\(index + 1)\"\(state) r:id=\"rId\(index + 1)\"/>"
            relations += relation("rId\(index + 1)", "worksheet", member)
            types += override("/xl/\(member)", "worksheet")
            let comments = try workbook.comments(of: index).map {
                (cell: SheetMarks.Cell(row: $0.row, column: $0.column), text: $0.text)
            }
            guard !comments.isEmpty, let notes = MarkedParts.comments(nil, adding: comments),
                let drawing = MarkedParts.drawing(nil, adding: comments.map(\.cell))
            else { continue }
            members.append(("xl/comments\(index + 1).xml", .text(notes)))
            members.append(("xl/drawings/drawing\(index + 1).vml", .text(drawing)))
            members.append(
                (
                    "xl/worksheets/_rels/sheet\(index + 1).xml.rels",
                    .text(
                        relationList(
                            relation("rIdComments", "comments", "/xl/comments\(index + 1).xml")
                                + relation("rIdDrawing", "vmlDrawing", "/xl/drawings/drawing\(index + 1).vml")))
                ))
            types += override("/xl/comments\(index + 1).xml", "comments")
        }
        relations += relation("rIdStyles", "styles", "styles.xml")
        members.append(("xl/styles.xml", .text(copy.styles)))
        members.append(
            (
                "xl/workbook.xml",
                .text("<workbook xmlns=\"\(main)\" xmlns:r=\"\(office)\"><sheets>\(list)</sheets></workbook>")
            ))
        members.append(("xl/_rels/workbook.xml.rels", .text(relationList(relations))))
        members.append(("_rels/.rels", .text(relationList(relation("rId1", "officeDocument", "xl/workbook.xml")))))
        let contentTypes =
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
            + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
            + "ContentType=\"application/xml\"/><Default Extension=\"vml\" "
            + "ContentType=\"application/vnd.openxmlformats-officedocument.vmlDrawing\"/>\(override("/xl/workbook.xml", "sheet.main"))\(override("/xl/styles.xml", "styles"))\(types)</Types>"
        members.append(("[Content_Types].xml", .text(contentTypes)))
        try pack(members, to: path)
    }

    private enum Content {
        case file(String)
        case text(String)
    }

    private static func relation(_ id: String, _ type: String, _ target: String) -> String {
        "<Relationship Id=\"\(id)\" Type=\"\(office)/\(type)\" Target=\"\(target)\"/>"
    }

    private static func relationList(_ relations: String) -> String {
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(relations)</Relationships>"
    }

    private static func override(_ part: String, _ type: String) -> String {
        "<Override PartName=\"\(part)\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.\(type)+xml\"/>"
    }

    // MARK: Sheets

    private mutating func writeSheet(_ index: Int, to part: String) throws {
        unlink(part)
        guard let file = fopen(part, "wx") else {
            throw FormatFault.notWritable(path: part, reason: String(cString: strerror(errno)))
        }
        var isWritten = chmod(part, 0o600) == 0
        func put(_ text: String) {
            var text = text
            text.withUTF8 { if fwrite($0.baseAddress, 1, $0.count, file) != $0.count { isWritten = false } }
        }
        defer { fclose(file) }
        // Hidden columns are known once the sheet was read, and stand before its rows.
        let known = try workbook.rows(of: index) { _ in true }
        put("\(WorkbookCopy.head)<worksheet xmlns=\"\(WorkbookCopy.main)\" xmlns:r=\"\(WorkbookCopy.office)\">")
        let hidden = known.hiddenColumns.sorted { $0.lowerBound < $1.lowerBound }
        if !hidden.isEmpty {
            put("<cols>")
            var next = 0
            for range in hidden where range.lowerBound >= next {
                put("<col min=\"\(range.lowerBound + 1)\" max=\"\(range.upperBound + 1)\" width=\"9\" hidden=\"1\"/>")
                next = range.upperBound + 1
            }
            put("</cols>")
        }
        put("<sheetData>")
        try workbook.rows(of: index) { row in
            put("<row r=\"\(row.number)\"\(row.isHidden ? " hidden=\"1\"" : "")>")
            for cell in row.cells.indices { put(self.cell(row, cell)) }
            put("</row>")
            return isWritten
        }
        put("</sheetData>")
        if !known.merges.isEmpty {
            put("<mergeCells count=\"\(known.merges.count)\">")
            for merge in known.merges {
                let first = "\(Position.columnLetters(merge.columns.lowerBound))\(merge.rows.lowerBound)"
                let last = "\(Position.columnLetters(merge.columns.upperBound))\(merge.rows.upperBound)"
                put("<mergeCell ref=\"\(first):\(last)\"/>")
            }
            put("</mergeCells>")
        }
        if try !workbook.comments(of: index).isEmpty { put("<legacyDrawing r:id=\"rIdDrawing\"/>") }
        put("</worksheet>\n")
        if fflush(file) != 0 { isWritten = false }
        if !isWritten { throw FormatFault.notWritable(path: part, reason: String(cString: strerror(errno))) }
    }

    private mutating func cell(_ row: SheetRow, _ index: Int) -> String {
        let cell = row.cells[index]
        let address = "\(Position.columnLetters(Int(cell.column)))\(row.number)"
        let text = row.text(index)
        func c(_ format: Int, _ content: String, _ type: String = "") -> String {
            let look = look(cell.style, format)
            return "<c r=\"\(address)\"\(look == 0 ? "" : " s=\"\(look)\"")\(type)>\(content)</c>"
        }
        func serial(_ value: Double?, _ format: Int) -> String {
            value.map { c(format, "<v>\($0)</v>") } ?? asText()
        }
        func asText() -> String {
            c(49, "<is><t xml:space=\"preserve\">\(WorkbookCopy.escaped(text))</t></is>", " t=\"inlineStr\"")
        }
        let iso = row[index].withUnsafeBytes { CellText.serial(iso: $0, is1904: false) }
        switch cell.kind {
        case .date: return serial(iso.flatMap { $0 >= 1 ? $0 : nil }, 14)
        case .dateTime: return serial(iso.flatMap { $0 >= 1 ? $0 : nil }, 22)
        case .time: return serial(WorkbookCopy.days(text).flatMap { $0 < 1 ? $0 : nil }, 21)
        case .duration: return serial(WorkbookCopy.days(text), 46)
        case .boolean: return c(0, "<v>\(text == "true" ? 1 : 0)</v>", " t=\"b\"")
        case .error: return c(0, "<v>\(text.xmlEscaped)</v>", " t=\"e\"")
        case .number where WorkbookCopy.isPlain(row[index]): return c(0, "<v>\(text)</v>")
        case .number, .text: return text.isEmpty ? "" : asText()
        }
    }

    /// Text with line ends and control characters in the form that workbooks have for them.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.replacing("_x", with: "_x005F_x").unicodeScalars {
            if scalar.value < 0x20, scalar != "\n", scalar != "\t" {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "_x\(String(repeating: "0", count: 4 - digits.count))\(digits)_"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result.xmlEscaped
    }

    /// True for a number that a spreadsheet keeps as it is: no leading zero, at most 15 digits or a fraction that comes back.
    private static func isPlain(_ text: ArraySlice<UInt8>) -> Bool {
        let digits = text.drop { $0 == 0x2D }
        if digits.first == 0x30, digits.count > 1, digits.dropFirst().first != 0x2E { return false }
        guard let value = text.withUnsafeBytes({ CellText.double($0) }) else { return false }
        if digits.count(where: { $0 != 0x2E }) <= 15 { return true }
        var again: [UInt8] = []
        CellText.appendDecimal(value, to: &again)
        return digits.contains(0x2E) && again.elementsEqual(text)
    }

    /// `33:45:22.5` as days.
    private static func days(_ text: String) -> Double? {
        let parts = text.drop { $0 == "-" }.split(separator: ":").map { Double($0) }
        guard parts.count == 3, let hours = parts[0], let minutes = parts[1], let seconds = parts[2] else { return nil }
        return (hours * 3_600 + minutes * 60 + seconds) / 86_400 * (text.hasPrefix("-") ? -1 : 1)
    }

    // MARK: Looks

    private mutating func look(_ style: UInt32, _ format: Int) -> Int {
        let styles = workbook.styles
        // Styles that only say how numbers are shown look alike.
        let isPlain = styles.indices.contains(Int(style)) && styles[Int(style)].looksPlain
        let look = Look(style: isPlain || !styles.indices.contains(Int(style)) ? 0 : style, format: format)
        if let known = looks[look] { return known }
        lookList.append(look)
        looks[look] = lookList.count - 1
        return lookList.count - 1
    }

    private var styles: String {
        var fonts = ""
        var fills =
            "<fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>"
        var cells = ""
        for (index, look) in lookList.enumerated() {
            let own =
                workbook.styles.indices.contains(Int(look.style)) ? workbook.styles[Int(look.style)] : WorkbookStyle()
            func colour(_ value: UInt32) -> String {
                let digits = String(value, radix: 16, uppercase: true)
                return "FF" + String(repeating: "0", count: 6 - digits.count) + digits
            }
            let text = own.textColour.map { "<color rgb=\"\(colour($0))\"/>" } ?? ""
            fonts += "<font>\(own.isStruck ? "<strike/>" : "")<sz val=\"11\"/>\(text)<name val=\"Calibri\"/></font>"
            fills +=
                own.fill.map {
                    "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"\(colour($0))\"/></patternFill></fill>"
                }
                ?? "<fill><patternFill patternType=\"none\"/></fill>"
            cells +=
                "<xf numFmtId=\"\(look.format)\" fontId=\"\(index)\" fillId=\"\(own.fill == nil ? 0 : index + 2)\" borderId=\"0\" xfId=\"0\" "
                + "applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\"/>"
        }
        let count = lookList.count
        return
            "\(WorkbookCopy.head)<styleSheet xmlns=\"\(WorkbookCopy.main)\"><fonts count=\"\(count)\">\(fonts)</fonts><fills "
            + "count=\"\(count + 2)\">\(fills)</fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
            + "<cellXfs count=\"\(count)\">\(cells)</cellXfs></styleSheet>"
    }

    // MARK: The file

    private static func pack(_ members: [(name: String, content: Content)], to path: String) throws(FormatFault) {
        unlink(path)
        var code: Int32 = 0
        guard let handle = zip_open(path, ZIP_CREATE | ZIP_EXCL, &code) else {
            throw .notWritable(path: path, reason: "the copy can't be made (libzip \(code))")
        }
        for (name, content) in members {
            var source: OpaquePointer?
            switch content {
            case .file(let part): source = zip_source_file(handle, part, 0, -1)
            case .text(let text):
                let bytes = Array(text.utf8)
                // libzip frees it when it is done.
                guard let memory = malloc(max(1, bytes.count)) else { break }
                bytes.withUnsafeBytes { if let base = $0.baseAddress { memcpy(memory, base, bytes.count) } }
                source = zip_source_buffer(handle, memory, zip_uint64_t(bytes.count), 1)
            }
            guard let source else {
                zip_discard(handle)
                throw .notWritable(path: path, reason: "memory is short")
            }
            let index = zip_file_add(handle, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
            guard index >= 0 else {
                zip_source_free(source)
                zip_discard(handle)
                throw .notWritable(path: path, reason: "the part \(name) can't be written")
            }
            zip_file_set_dostime(handle, zip_uint64_t(index), 0, 0x21, 0)
        }
        guard zip_close(handle) == 0 else {
            let reason = zip_strerror(handle).map { String(cString: $0) } ?? "unknown"
            zip_discard(handle)
            throw .notWritable(path: path, reason: reason)
        }
        chmod(path, 0o600)
    }

    private init(workbook: Workbook) { self.workbook = workbook }
}

extension WorkbookStyle {
    /// True when a cell looks as every cell does, whatever its number is.
    var looksPlain: Bool { fill == nil && textColour == nil && !isStruck }
}
