internal import Records

/// The versions of the format of an XLS stream.
enum XLSVersion: Int, Comparable {
    case excel2 = 2
    case excel3 = 3
    case excel4 = 4
    case excel5 = 5
    case excel97 = 8

    static func < (left: XLSVersion, right: XLSVersion) -> Bool { left.rawValue < right.rawValue }
}

/// Types of records.
enum XLSType {
    static let endOfFile = 0x0A, filePass = 0x2F, codePage = 0x42, dateMode = 0x22, boundSheet = 0x85, palette = 0x92
    static let strings = 0xFC, xf = 0xE0, xf4 = 0x443, xf3 = 0x243, xf2 = 0x43, font = 0x31, font3 = 0x231
    static let format = 0x41E, format2 = 0x1E
    static let begin = [0x809, 0x409, 0x209, 0x009]
}

/// What stands before the sheets of an XLS workbook: their list, the distinct strings, formats and looks.
final class XLSBook {
    private(set) var version = XLSVersion.excel97
    private(set) var sheets: [(name: String, state: WorkbookSheet.State, kind: WorkbookSheet.Kind, place: Int)] = []
    private(set) var strings = Rows(width: 1)
    private(set) var styles: [WorkbookStyle] = []
    private(set) var is1904 = false
    private(set) var text = XLSText()

    private let limits: FormatLimits
    private var formats: [Int: NumberFormat] = [:]
    private var fonts: [(colour: Int, isStruck: Bool)] = []
    private var looks: [(font: Int, format: Int, fill: Int)] = []
    private var palette = Array(SheetColours.indexed.prefix(64))

    init(_ records: XLSRecords, limits: FormatLimits) throws(FormatFault) {
        self.limits = limits
        records.seek(0)
        guard try records.next(), let version = try XLSBook.version(records) else {
            throw .refused(part: "", reason: "its stream doesn't begin like a workbook's")
        }
        self.version = version
        let content = records.length >= 4 ? try records.word(2) : 0
        let isBook = content == 0x0005 || content == 0x0100
        var depth = 1
        var hasEnd = false
        while !hasEnd, try records.next() {
            if XLSType.begin.contains(records.type) {
                depth += 1
            } else if records.type == XLSType.endOfFile {
                depth -= 1
                hasEnd = depth == 0
            } else if depth == 1 {
                try take(records)
            }
        }
        if !hasEnd { throw .incomplete(part: "", reason: "it ends before the list of its sheets does") }
        // Before Excel 5 a file is one sheet, with everything in it.
        if !isBook { sheets = [("Sheet1", .visible, .table, 0)] }
        makeStyles()
    }

    /// The version that a record which begins a part names; nil when it is none.
    private static func version(_ records: XLSRecords) throws(FormatFault) -> XLSVersion? {
        switch records.type {
        case 0x009: return .excel2
        case 0x209: return .excel3
        case 0x409: return .excel4
        case 0x809:
            switch try records.word(0) {
            case 0x0600: return .excel97
            case 0x0200: return .excel2
            case 0x0300: return .excel3
            case 0x0400: return .excel4
            default: return .excel5
            }
        default: return nil
        }
    }

    private func take(_ records: XLSRecords) throws(FormatFault) {
        switch records.type {
        case XLSType.filePass: throw .encrypted
        case XLSType.codePage: text.codePage = XLSText.encoding(try records.word(0))
        case XLSType.dateMode: is1904 = try records.word(0) == 1
        case XLSType.boundSheet: try takeSheet(records)
        case XLSType.strings: try takeStrings(records)
        case XLSType.palette:
            for index in 0..<min(56, try records.word(0)) {
                let at = 2 + index * 4
                palette[8 + index] = UInt32(
                    try records.byte(at) << 16 | records.byte(at + 1) << 8 | records.byte(at + 2))
            }
        case XLSType.font, XLSType.font3:
            guard version >= .excel3 else { return }
            fonts.append((try records.word(4), try records.word(2) & 0x08 != 0))
            try check(fonts.count)
        case XLSType.format, XLSType.format2: try takeFormat(records)
        case XLSType.xf, XLSType.xf4, XLSType.xf3, XLSType.xf2: try takeLook(records)
        default: break
        }
    }

    private func check(_ count: Int) throws(FormatFault) {
        if count > limits.workbookParts {
            throw .tooLarge(part: "", limit: "fonts, fills or formats", value: limits.workbookParts)
        }
    }

    private func takeSheet(_ records: XLSRecords) throws(FormatFault) {
        if sheets.count >= limits.members { throw .tooLarge(part: "", limit: "sheets", value: limits.members) }
        let state: WorkbookSheet.State =
            switch try records.byte(4) & 3 {
            case 1: .hidden
            case 2: .veryHidden
            default: .visible
            }
        let kind: WorkbookSheet.Kind =
            switch try records.byte(5) {
            case 0: .table
            case 2: .chart
            default: .other
            }
        var name: [UInt8] = []
        let count = try records.byte(6)
        if version >= .excel97 {
            try XLSText.append(records, at: 7, characters: count, to: &name)
        } else {
            try text.append(records.bytes(7, count), to: &name)
        }
        sheets.append((String(decoding: name, as: UTF8.self), state, kind, try records.long(0)))
    }

    private func takeStrings(_ records: XLSRecords) throws(FormatFault) {
        let count = try records.long(4)
        var reader = XLSLongText(records, at: 8)
        var value: [UInt8] = []
        // What the file says about their number is only as good as the strings that follow.
        while strings.count < count, reader.hasMore {
            value.removeAll(keepingCapacity: true)
            let characters = try reader.word()
            let flags = try reader.byte()
            let runs = flags & 8 != 0 ? try reader.word() : 0
            let phonetic = flags & 4 != 0 ? try reader.long() : 0
            try reader.appendCharacters(characters, flags: flags, to: &value)
            try reader.skip(runs * 4)
            try reader.skip(phonetic)
            if strings.byteCount + value.count + strings.count * 8 > min(limits.sharedStringBytes, Rows.maximumBytes) {
                throw .tooLarge(part: "", limit: "bytes of distinct text", value: limits.sharedStringBytes)
            }
            strings.append(value)
        }
    }

    private func takeFormat(_ records: XLSRecords) throws(FormatFault) {
        var code: [UInt8] = []
        var index = formats.count
        switch version {
        case .excel97:
            index = try records.word(0)
            try XLSText.append(records, at: 4, characters: records.word(2), to: &code)
        case .excel5:
            index = try records.word(0)
            try text.append(records.bytes(3, records.byte(2)), to: &code)
        case .excel4: try text.append(records.bytes(3, records.byte(2)), to: &code)
        case .excel2, .excel3: try text.append(records.bytes(1, records.byte(0)), to: &code)
        }
        formats[index] = NumberFormat(code: code)
        try check(formats.count)
    }

    private func takeLook(_ records: XLSRecords) throws(FormatFault) {
        var fill = -1
        var font = 0
        var format = 0
        switch version {
        case .excel97:
            font = try records.word(0)
            format = try records.word(2)
            if records.length >= 20, try records.long(14) >> 26 & 0x3F == 1 { fill = try records.word(18) & 0x7F }
        case .excel5:
            font = try records.word(0)
            format = try records.word(2)
            if records.length >= 12, try records.long(8) >> 16 & 0x3F == 1 { fill = try records.long(8) & 0x7F }
        case .excel3, .excel4:
            font = try records.byte(0)
            format = try records.byte(1)
        case .excel2: format = try records.byte(2) & 0x3F
        }
        looks.append((font, format, fill))
        try check(looks.count)
    }

    private func makeStyles() {
        // Cells of Excel 2 name their number format themselves.
        if version == .excel2 {
            styles = (0..<64).map { index in
                var style = WorkbookStyle()
                style.format = formats[index] ?? .number
                return style
            }
            return
        }
        styles = looks.map { look in
            var style = WorkbookStyle()
            style.format = formats[look.format] ?? (version >= .excel5 ? NumberFormat(builtIn: look.format) : .number)
            // There is no font number 4.
            let font = look.font > 4 ? look.font - 1 : look.font
            if fonts.indices.contains(font) {
                style.textColour = colour(fonts[font].colour)
                style.isStruck = fonts[font].isStruck
            }
            if look.fill >= 0 { style.fill = colour(look.fill) }
            // Black text and white fills are what a sheet looks like anyway.
            if style.textColour == 0 { style.textColour = nil }
            if style.fill == 0xFFFFFF { style.fill = nil }
            return style
        }
    }

    private func colour(_ index: Int) -> UInt32? { palette.indices.contains(index) ? palette[index] : nil }
}
