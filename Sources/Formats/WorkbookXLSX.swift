internal import Records

/// A workbook of the XLSX kind: an archive of XML parts.
final class XLSXContent: WorkbookContent {
    let sheets: [WorkbookSheet]
    let styles: [WorkbookStyle]
    let is1904: Bool

    private let archive: ZIPArchive
    private let limits: FormatLimits
    private let stringsPart: String?
    private var strings: Rows?

    /// Opens the workbook whose main part is `part`.
    init(_ archive: ZIPArchive, part: String, limits: FormatLimits) throws(FormatFault) {
        self.archive = archive
        self.limits = limits
        let book = WorkbookReceiver(part: part, limits: limits)
        try XLSXContent.scan(part, of: archive, with: book, limits: limits)
        let relations = try XLSXContent.relations(of: part, in: archive, limits: limits)
        is1904 = book.is1904
        sheets = book.sheets.map { sheet in
            let relation = relations.target(ofID: sheet.id)
            let kind: WorkbookSheet.Kind =
                switch relation?.type {
                case "worksheet": .table
                case "chartsheet": .chart
                default: .other
                }
            return WorkbookSheet(name: sheet.name, state: sheet.state, kind: kind, part: relation?.target ?? "")
        }
        stringsPart = relations.first(ofType: "sharedStrings")?.target
        styles = try XLSXContent.styles(relations, in: archive, limits: limits)
    }

    func rows(of index: Int, _ body: (SheetRow) throws -> Bool) throws -> SheetSummary {
        let sheet = sheets[index]
        let strings = try sharedStrings()
        return try withoutActuallyEscaping(body) { body in
            let receiver = SheetReceiver(
                part: sheet.name, limits: limits, strings: strings, styles: styles, is1904: is1904,
                expandedMaximum: XLSXContent.expandedMaximum(fileSize: archive.fileSize, limits: limits),
                body: body)
            let isComplete = try XLSXContent.scan(sheet.part, of: archive, with: receiver, limits: limits) {
                receiver.scanner = $0
            }
            if let failure = receiver.failure { throw failure }
            if isComplete { receiver.complete() }
            return receiver.summary
        }
    }

    func comments(of index: Int) throws(FormatFault) -> [SheetComment] {
        let relations = try XLSXContent.relations(of: sheets[index].part, in: archive, limits: limits)
        guard let part = relations.first(ofType: "comments")?.target, archive.member(named: part) != nil else {
            return []
        }
        let receiver = CommentsReceiver(part: part, limits: limits)
        try XLSXContent.scan(part, of: archive, with: receiver, limits: limits)
        return receiver.comments
    }

    func tables(of index: Int) throws(FormatFault) -> [SheetTable] {
        let relations = try XLSXContent.relations(of: sheets[index].part, in: archive, limits: limits)
        var tables: [SheetTable] = []
        for relation in relations.relations
        where relation.type == "table" && archive.member(named: relation.target) != nil {
            let receiver = TableReceiver()
            try XLSXContent.scan(relation.target, of: archive, with: receiver, limits: limits)
            if let table = receiver.table { tables.append(table) }
        }
        return tables
    }

    private func sharedStrings() throws(FormatFault) -> Rows {
        if let strings { return strings }
        var read = Rows(width: 1)
        if let part = stringsPart, archive.member(named: part) != nil {
            let receiver = SharedStringsReceiver(part: part, limits: limits)
            try XLSXContent.scan(part, of: archive, with: receiver, limits: limits)
            read = receiver.strings
        }
        strings = read
        return read
    }

    // MARK: Parts

    @discardableResult
    private static func scan(
        _ part: String, of archive: ZIPArchive, with receiver: any XMLReceiver, limits: FormatLimits,
        prepare: (XMLScanner) -> Void = { _ in }
    ) throws(FormatFault) -> Bool {
        guard let member = archive.member(named: part) else {
            throw .incomplete(part: part, reason: "the workbook names this part, but it isn't there")
        }
        return try archive.scan(member, with: receiver, limits: limits, prepare: prepare)
    }

    private static func relations(of part: String, in archive: ZIPArchive, limits: FormatLimits) throws(FormatFault)
        -> PartRelations
    {
        let receiver = RelationsReceiver(part: part, limits: limits)
        guard let member = archive.member(named: PartRelations.member(for: part)) else { return receiver.relations }
        try archive.scan(member, with: receiver, limits: limits)
        return receiver.relations
    }

    private static func styles(_ relations: PartRelations, in archive: ZIPArchive, limits: FormatLimits)
        throws(FormatFault) -> [WorkbookStyle]
    {
        let theme = ThemeReceiver()
        if let part = relations.first(ofType: "theme")?.target, archive.member(named: part) != nil {
            try scan(part, of: archive, with: theme, limits: limits)
        }
        guard let part = relations.first(ofType: "styles")?.target, archive.member(named: part) != nil else {
            return []
        }
        let receiver = StylesReceiver(theme: theme.colours, part: part, limits: limits)
        try scan(part, of: archive, with: receiver, limits: limits)
        return receiver.styles
    }

    /// The part that the package names as its main document; nil when there is none.
    static func mainPart(of archive: ZIPArchive, limits: FormatLimits) throws(FormatFault) -> String? {
        try relations(of: "", in: archive, limits: limits).first(ofType: "officeDocument")?.target
    }
}
