/// A workbook of the kind XML Spreadsheet 2003: one XML text with its sheets one after the other.
///
/// Excel 2002 and 2003 wrote it, and web CRMs still do, usually under the name `.xls` or `.xml`.
final class XMLSpreadsheetContent: WorkbookContent {
    let sheets: [WorkbookSheet]
    let styles: [WorkbookStyle]
    let is1904: Bool

    private let file: RegularFile
    private let limits: FormatLimits
    private let styleIndexes: [String: UInt32]
    private let hasComments: [Bool]

    init(_ file: RegularFile, limits: FormatLimits) throws(FormatFault) {
        self.file = file
        self.limits = limits
        let book = XMLSpreadsheetBook(limits: limits)
        try file.scan(part: "", with: book, limits: limits)
        is1904 = book.is1904
        sheets = book.sheets.map { WorkbookSheet(name: $0.name, state: $0.state, kind: .table, part: "") }
        hasComments = book.sheets.map(\.hasComments)
        (styles, styleIndexes) = book.resolvedStyles()
    }

    func rows(of index: Int, _ body: (SheetRow) throws -> Bool) throws -> SheetSummary {
        try withoutActuallyEscaping(body) { body in
            let receiver = receiver(index, body)
            try file.scan(part: sheets[index].name, with: receiver, limits: limits) { receiver.scanner = $0 }
            if let failure = receiver.failure { throw failure }
            return receiver.summary
        }
    }

    func comments(of index: Int) throws(FormatFault) -> [SheetComment] {
        guard hasComments[index] else { return [] }
        let receiver = receiver(index) { _ in true }
        receiver.collectsComments = true
        try file.scan(part: sheets[index].name, with: receiver, limits: limits) { receiver.scanner = $0 }
        return receiver.comments
    }

    func tables(of index: Int) throws(FormatFault) -> [SheetTable] { [] }

    private func receiver(_ index: Int, _ body: @escaping (SheetRow) throws -> Bool) -> XMLSpreadsheetRows {
        XMLSpreadsheetRows(
            sheet: index, part: sheets[index].name, limits: limits, styles: styles, styleIndexes: styleIndexes,
            is1904: is1904,
            expandedMaximum: XMLSpreadsheetContent.expandedMaximum(fileSize: file.size, limits: limits), body: body)
    }
}

/// Looks through an XML Spreadsheet for its sheets, styles and date system.
final class XMLSpreadsheetBook: XMLReceiver {
    private enum Name {
        static let cell = 0, data = 1, row = 2, worksheet = 3, name = 4, visible = 5, date1904 = 6, style = 7, id = 8
        static let parent = 9, interior = 10, color = 11, pattern = 12, font = 13, strike = 14, numberFormat = 15
        static let format = 16, comment = 17
    }

    let names = [
        "Cell", "Data", "Row", "Worksheet", "Name", "Visible", "Date1904", "Style", "ID", "Parent", "Interior", "Color",
        "Pattern", "Font", "StrikeThrough", "NumberFormat", "Format", "Comment",
    ]

    private struct Style {
        var parent = ""
        var format: NumberFormat?
        var fill: UInt32??
        var colour: UInt32??
        var isStruck: Bool?
    }

    private(set) var sheets: [(name: String, state: WorkbookSheet.State, hasComments: Bool)] = []
    private(set) var is1904 = false
    private let limits: FormatLimits
    private var styles: [String: Style] = [:]
    private var style: String?
    private var isInVisible = false
    private var visible: [UInt8] = []

    init(limits: FormatLimits) { self.limits = limits }

    func start(_ name: Int, _ attributes: XMLAttributes) throws(FormatFault) {
        switch name {
        case Name.worksheet:
            if sheets.count >= limits.members { throw .tooLarge(part: "", limit: "sheets", value: limits.members) }
            sheets.append((attributes.text(Name.name) ?? "Sheet\(sheets.count + 1)", .visible, false))
        case Name.visible:
            isInVisible = true
            visible.removeAll()
        case Name.date1904: is1904 = true
        case Name.comment: if !sheets.isEmpty { sheets[sheets.count - 1].hasComments = true }
        case Name.style where sheets.isEmpty:
            let own = attributes.text(Name.id) ?? ""
            style = own
            styles[own] = Style(parent: attributes.text(Name.parent) ?? "")
            if styles.count > limits.workbookParts {
                throw .tooLarge(part: "", limit: "styles", value: limits.workbookParts)
            }
        default:
            if let style { look(name, attributes, style) }
        }
    }

    private func look(_ name: Int, _ attributes: XMLAttributes, _ style: String) {
        switch name {
        case Name.interior where attributes[Name.pattern] != nil || attributes[Name.color] != nil:
            let isSolid = attributes[Name.pattern]?.elementsEqual("Solid".utf8) == true
            styles[style]?.fill = .some(isSolid ? colour(attributes) : nil)
        case Name.font:
            if attributes[Name.color] != nil { styles[style]?.colour = .some(colour(attributes)) }
            if attributes[Name.strike] != nil { styles[style]?.isStruck = attributes.isTrue(Name.strike) }
        case Name.numberFormat:
            if let code = attributes.text(Name.format) { styles[style]?.format = NumberFormat(named: code) }
        default: break
        }
    }

    func end(_ name: Int) {
        switch name {
        case Name.style: style = nil
        case Name.visible:
            isInVisible = false
            guard !sheets.isEmpty else { return }
            switch String(decoding: visible, as: UTF8.self) {
            case "SheetHidden": sheets[sheets.count - 1].state = .hidden
            case "SheetVeryHidden": sheets[sheets.count - 1].state = .veryHidden
            default: break
            }
        default: break
        }
    }

    func text(_ bytes: UnsafeRawBufferPointer) {
        if isInVisible, visible.count < 100 { visible.append(contentsOf: bytes) }
    }

    private func colour(_ attributes: XMLAttributes) -> UInt32? {
        guard let text = attributes.text(Name.color), text.hasPrefix("#"), text.utf8.count == 7 else { return nil }
        return UInt32(text.dropFirst(), radix: 16)
    }

    /// All styles, the plain one first, and their indexes by id.
    func resolvedStyles() -> (styles: [WorkbookStyle], indexes: [String: UInt32]) {
        var list = [resolved("Default")]
        var indexes: [String: UInt32] = [:]
        for id in styles.keys.sorted() {
            indexes[id] = UInt32(list.count)
            list.append(resolved(id))
        }
        return (list, indexes)
    }

    private func resolved(_ id: String) -> WorkbookStyle {
        var result = WorkbookStyle()
        var found = Style()
        var next = id
        // A style inherits from few others; a longer chain goes in a circle.
        for _ in 0..<20 {
            guard let style = styles[next] else { break }
            found.format = found.format ?? style.format
            found.fill = found.fill ?? style.fill
            found.colour = found.colour ?? style.colour
            found.isStruck = found.isStruck ?? style.isStruck
            if next == "Default" { break }
            next = style.parent.isEmpty ? "Default" : style.parent
        }
        result.format = found.format ?? .number
        result.fill = found.fill ?? nil
        result.textColour = found.colour ?? nil
        result.isStruck = found.isStruck ?? false
        // Black text and white paper are what a sheet looks like anyway.
        if result.fill == 0xFFFFFF { result.fill = nil }
        if result.textColour == 0 { result.textColour = nil }
        return result
    }
}

extension NumberFormat {
    /// Reads a format as XML Spreadsheets name it: by a word such as `Short Date`, or by its code.
    init(named text: String) {
        switch text {
        case "General Date": self = .dateTime
        case "Long Date", "Medium Date", "Short Date": self = .date
        case "Long Time", "Medium Time", "Short Time": self = .time
        case "General", "General Number", "Currency", "Euro Currency", "Fixed", "Standard", "Percent", "Scientific",
            "Yes/No", "True/False", "On/Off":
            self = .number
        default: self.init(code: Array(text.utf8))
        }
    }
}
