/// A workbook of the OpenDocument kind: an archive with `content.xml`, or the same as one text.
///
/// The sheets stand one after the other in one text, so opening goes through all of it once.
final class OpenDocumentContent: WorkbookContent {
    /// Where the text is.
    enum Place {
        /// In an archive's members.
        case archive(ZIPArchive)
        /// The file itself.
        case file(RegularFile)
    }

    let sheets: [WorkbookSheet]
    let styles: [WorkbookStyle]
    let is1904: Bool

    private let place: Place
    private let fileSize: Int
    private let limits: FormatLimits
    private let styleIndexes: [String: UInt32]
    /// Whether each sheet has comments.
    private let hasComments: [Bool]

    init(_ place: Place, fileSize: Int, limits: FormatLimits) throws(FormatFault) {
        self.place = place
        self.fileSize = fileSize
        self.limits = limits
        let styleBook = OpenDocumentStyles()
        if case .archive(let archive) = place, let member = archive.member(named: "styles.xml") {
            let receiver = OpenDocumentBook(
                part: "styles.xml", limits: limits, styles: styleBook, readsAutomaticStyles: false)
            try archive.scan(member, with: receiver, limits: limits)
        }
        let book = OpenDocumentBook(part: "content.xml", limits: limits, styles: styleBook, readsAutomaticStyles: true)
        try OpenDocumentContent.scan(place, with: book, limits: limits)
        guard book.isSpreadsheet else {
            throw .notOfThisKind(expected: "an OpenDocument workbook", found: "an OpenDocument text of another kind")
        }
        is1904 = book.is1904
        sheets = book.sheets.map { sheet in
            let isHidden = styleBook.hiddenTables.contains(sheet.style)
            return WorkbookSheet(
                name: sheet.name, state: isHidden ? .hidden : .visible, kind: .table, part: "content.xml")
        }
        hasComments = book.sheets.map(\.hasComments)
        (styles, styleIndexes) = styleBook.resolved()
    }

    func rows(of index: Int, _ body: (SheetRow) throws -> Bool) throws -> SheetSummary {
        try withoutActuallyEscaping(body) { body in
            let receiver = OpenDocumentRows(
                sheet: index, part: sheets[index].name, limits: limits, styles: styles, styleIndexes: styleIndexes,
                expandedMaximum: OpenDocumentContent.expandedMaximum(fileSize: fileSize, limits: limits), body: body)
            try OpenDocumentContent.scan(place, with: receiver, limits: limits) { receiver.scanner = $0 }
            if let failure = receiver.failure { throw failure }
            return receiver.summary
        }
    }

    func comments(of index: Int) throws(FormatFault) -> [SheetComment] {
        guard hasComments[index] else { return [] }
        let receiver = OpenDocumentRows(
            sheet: index, part: sheets[index].name, limits: limits, styles: styles, styleIndexes: styleIndexes,
            expandedMaximum: OpenDocumentContent.expandedMaximum(fileSize: fileSize, limits: limits),
            body: { _ in true })
        receiver.collectsComments = true
        try OpenDocumentContent.scan(place, with: receiver, limits: limits) { receiver.scanner = $0 }
        return receiver.comments
    }

    func tables(of index: Int) throws(FormatFault) -> [SheetTable] { [] }

    private static func scan(
        _ place: Place, with receiver: any XMLReceiver, limits: FormatLimits, prepare: (XMLScanner) -> Void = { _ in }
    ) throws(FormatFault) {
        switch place {
        case .archive(let archive):
            guard let member = archive.member(named: "content.xml") else {
                throw .incomplete(part: "content.xml", reason: "the workbook's content isn't there")
            }
            try archive.scan(member, with: receiver, limits: limits, prepare: prepare)
        case .file(let file): try file.scan(part: "", with: receiver, limits: limits, prepare: prepare)
        }
    }
}

/// Looks through an OpenDocument text for its sheets and styles.
final class OpenDocumentBook: XMLReceiver {
    private enum Name {
        static let cell = 0, row = 1, spreadsheet = 2, table = 3, name = 4, styleName = 5, annotation = 6
        static let nullDate = 7, dateValue = 8, automaticStyles = 9
        /// Where the names that `OpenDocumentStyles` knows begin.
        static let styles = 10
    }

    let names =
        [
            "table-cell", "table-row", "spreadsheet", "table", "name", "style-name", "annotation", "null-date",
            "date-value", "automatic-styles",
        ] + OpenDocumentStyles.names
    private(set) var sheets: [(name: String, style: String, hasComments: Bool)] = []
    private(set) var is1904 = false
    private(set) var isSpreadsheet = false

    private let part: String
    private let limits: FormatLimits
    private let styles: OpenDocumentStyles
    private let readsAutomaticStyles: Bool
    private var depth = 0
    private var spreadsheetDepth = -1
    private var automaticDepth = -1

    init(part: String, limits: FormatLimits, styles: OpenDocumentStyles, readsAutomaticStyles: Bool) {
        self.part = part
        self.limits = limits
        self.styles = styles
        self.readsAutomaticStyles = readsAutomaticStyles
    }

    func start(_ name: Int, _ attributes: XMLAttributes) throws(FormatFault) {
        depth += 1
        switch name {
        case Name.cell, Name.row, -1: return
        case Name.spreadsheet where spreadsheetDepth < 0:
            isSpreadsheet = true
            spreadsheetDepth = depth
        case Name.table where depth == spreadsheetDepth + 1 && spreadsheetDepth >= 0:
            if sheets.count >= limits.members { throw .tooLarge(part: part, limit: "sheets", value: limits.members) }
            sheets.append(
                (
                    attributes.text(Name.name) ?? "Sheet\(sheets.count + 1)", attributes.text(Name.styleName) ?? "",
                    false
                ))
        case Name.annotation where !sheets.isEmpty: sheets[sheets.count - 1].hasComments = true
        case Name.nullDate: is1904 = attributes[Name.dateValue]?.starts(with: "1904".utf8) == true
        case Name.automaticStyles where !readsAutomaticStyles: automaticDepth = depth
        default:
            guard spreadsheetDepth < 0, automaticDepth < 0, name >= Name.styles else { return }
            styles.start(name - Name.styles, attributes, offset: Name.styles)
            if styles.count > limits.workbookParts {
                throw .tooLarge(part: part, limit: "styles", value: limits.workbookParts)
            }
        }
    }

    func end(_ name: Int) {
        if depth == automaticDepth { automaticDepth = -1 }
        // Without this, a table after the sheets would count as one.
        if depth == spreadsheetDepth { spreadsheetDepth = .max - 1 }
        depth -= 1
        if name >= Name.styles, spreadsheetDepth < 0 { styles.end(name - Name.styles) }
    }

    func text(_ bytes: UnsafeRawBufferPointer) { if spreadsheetDepth < 0 { styles.text(bytes) } }
}
