/// How a cell looks, as far as that can mean something.
public struct WorkbookStyle: Sendable, Equatable {
    /// What its number is.
    public var format = NumberFormat.number
    /// The colour of its solid fill, `0xRRGGBB`; nil when it has none.
    public var fill: UInt32?
    /// The colour of its text, `0xRRGGBB`; nil when it has the usual one.
    public var textColour: UInt32?
    /// True when its text is struck through.
    public var isStruck = false
}

/// Reads `styles.xml`: number formats, fonts and fills, and the cell formats that combine them.
final class StylesReceiver: XMLReceiver {
    private enum Name {
        static let xf = 0, numFmtId = 1, fontId = 2, fillId = 3, cellXfs = 4, numFmt = 5, formatCode = 6, font = 7,
            fonts = 8
        static let fill = 9, fills = 10, patternFill = 11, patternType = 12, fgColor = 13, color = 14, rgb = 15
        static let theme = 16, indexed = 17, tint = 18, strike = 19, val = 20, dxfs = 21
    }

    let names = [
        "xf", "numFmtId", "fontId", "fillId", "cellXfs", "numFmt", "formatCode", "font", "fonts", "fill", "fills",
        "patternFill", "patternType", "fgColor", "color", "rgb", "theme", "indexed", "tint", "strike", "val", "dxfs",
    ]
    private(set) var styles: [WorkbookStyle] = []
    private let theme: [UInt32]
    private let part: String
    private let limits: FormatLimits
    private var formats: [Int: NumberFormat] = [:]
    private var fonts: [(colour: UInt32?, isStruck: Bool)] = []
    private var fills: [UInt32?] = []
    /// The list that is being read: `fonts`, `fills`, `cellXfs`, or -1.
    private var list = -1
    private var isSolid = false
    private var differential = false

    init(theme: [UInt32], part: String, limits: FormatLimits) {
        self.theme = theme
        self.part = part
        self.limits = limits
    }

    func start(_ name: Int, _ attributes: XMLAttributes) throws(FormatFault) {
        switch name {
        case Name.dxfs: differential = true
        case _ where differential: break
        case Name.fonts, Name.fills, Name.cellXfs: list = name
        case Name.numFmt:
            guard let id = attributes.integer(Name.numFmtId), let code = attributes[Name.formatCode] else { break }
            formats[id] = NumberFormat(code: code)
            try check(formats.count)
        case Name.font where list == Name.fonts:
            fonts.append((nil, false))
            try check(fonts.count)
        case Name.color where list == Name.fonts && !fonts.isEmpty: fonts[fonts.count - 1].colour = colour(attributes)
        case Name.strike where list == Name.fonts && !fonts.isEmpty:
            fonts[fonts.count - 1].isStruck = attributes[Name.val] == nil || attributes.isTrue(Name.val)
        case Name.fill where list == Name.fills:
            fills.append(nil)
            try check(fills.count)
        case Name.patternFill: isSolid = attributes[Name.patternType]?.elementsEqual("solid".utf8) == true
        case Name.fgColor where list == Name.fills && isSolid && !fills.isEmpty:
            fills[fills.count - 1] = colour(attributes)
        case Name.xf where list == Name.cellXfs:
            styles.append(style(attributes))
            try check(styles.count)
        default: break
        }
    }

    func end(_ name: Int) {
        if name == Name.dxfs { differential = false }
        if name == list { list = -1 }
    }

    func text(_ bytes: UnsafeRawBufferPointer) {}

    private func check(_ count: Int) throws(FormatFault) {
        if count > limits.workbookParts {
            throw .tooLarge(part: part, limit: "fonts, fills or formats", value: limits.workbookParts)
        }
    }

    private func style(_ attributes: XMLAttributes) -> WorkbookStyle {
        var style = WorkbookStyle()
        let format = attributes.integer(Name.numFmtId) ?? 0
        style.format = formats[format] ?? NumberFormat(builtIn: format)
        if let font = attributes.integer(Name.fontId), fonts.indices.contains(font) {
            style.textColour = fonts[font].colour
            style.isStruck = fonts[font].isStruck
        }
        if let fill = attributes.integer(Name.fillId), fills.indices.contains(fill) { style.fill = fills[fill] }
        // Black text and white fills are what a sheet looks like anyway.
        if style.textColour == 0 { style.textColour = nil }
        if style.fill == 0xFFFFFF { style.fill = nil }
        return style
    }

    private func colour(_ attributes: XMLAttributes) -> UInt32? {
        if let text = attributes.text(Name.rgb) { return UInt32(text.suffix(6), radix: 16) }
        if let index = attributes.integer(Name.indexed) {
            return SheetColours.indexed.indices.contains(index) ? SheetColours.indexed[index] : nil
        }
        guard let index = attributes.integer(Name.theme), theme.indices.contains(index) else { return nil }
        let tint = attributes[Name.tint].flatMap(CellText.double) ?? 0
        // Dark text and light paper by theme are the usual colours, whatever their exact shade.
        if index <= 1, tint == 0 { return nil }
        return SheetColours.tinted(theme[index], by: tint)
    }
}

/// Reads the colours of a theme, in the order in which cell styles number them.
final class ThemeReceiver: XMLReceiver {
    let names = [
        "lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink",
        "folHlink",
        "srgbClr", "sysClr", "val", "lastClr",
    ]
    private(set) var colours: [UInt32] = SheetColours.officeTheme
    private var current = -1

    func start(_ name: Int, _ attributes: XMLAttributes) {
        if (0..<12).contains(name) { current = name }
        guard current >= 0, name == 12 || name == 13 else { return }
        if let text = attributes.text(name == 12 ? 14 : 15), let colour = UInt32(text.suffix(6), radix: 16) {
            colours[current] = colour
        }
    }

    func end(_ name: Int) { if name == current { current = -1 } }

    func text(_ bytes: UnsafeRawBufferPointer) {}
}

/// The colours that a workbook's file names by number.
enum SheetColours {
    /// The palette of ECMA-376 part 1, 18.8.27, `0xRRGGBB`.
    static let indexed: [UInt32] = {
        let first: [UInt32] = [
            0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF,
        ]
        let rest: [UInt32] = [
            0x800000, 0x008000, 0x000080, 0x808000, 0x800080, 0x008080, 0xC0C0C0, 0x808080, 0x9999FF, 0x993366,
            0xFFFFCC, 0xCCFFFF, 0x660066, 0xFF8080, 0x0066CC, 0xCCCCFF, 0x000080, 0xFF00FF, 0xFFFF00, 0x00FFFF,
            0x800080, 0x800000, 0x008080, 0x0000FF, 0x00CCFF, 0xCCFFFF, 0xCCFFCC, 0xFFFF99, 0x99CCFF, 0xFF99CC,
            0xCC99FF, 0xFFCC99, 0x3366FF, 0x33CCCC, 0x99CC00, 0xFFCC00, 0xFF9900, 0xFF6600, 0x666699, 0x969696,
            0x003366, 0x339966, 0x003300, 0x333300, 0x993300, 0x993366, 0x333399, 0x333333,
        ]
        return first + first + rest
    }()

    /// The theme of a workbook that brings none.
    static let officeTheme: [UInt32] = [
        0xFFFFFF, 0x000000, 0xE7E6E6, 0x44546A, 0x5B9BD5, 0xED7D31, 0xA5A5A5, 0xFFC000, 0x4472C4, 0x70AD47, 0x0563C1,
        0x954F72,
    ]

    /// A colour made lighter (towards 1) or darker (towards -1).
    static func tinted(_ colour: UInt32, by tint: Double) -> UInt32 {
        let tint = min(1, max(-1, tint))
        var result: UInt32 = 0
        for shift in [16, 8, 0] as [UInt32] {
            let channel = Double(colour >> shift & 0xFF)
            let changed = tint < 0 ? channel * (1 + tint) : channel + (255 - channel) * tint
            result |= UInt32(changed.rounded()) << shift
        }
        return result
    }
}
