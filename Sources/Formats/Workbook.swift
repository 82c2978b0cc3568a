/// A workbook of any kind that is read, opened for reading.
///
/// Its sheets are streamed: a row is passed on when it is complete, in memory bounded by the limits, the distinct strings
/// and one row. Formulas are never computed, links never followed, macros never run. Not safe to share between threads.
public final class Workbook {
    /// What kind of workbook it is.
    public let format: WorkbookFormat
    /// The sheets in the workbook's own order.
    public var sheets: [WorkbookSheet] { content.sheets }
    /// The styles that cells name by index.
    public var styles: [WorkbookStyle] { content.styles }
    /// True when dates are counted from 1904.
    public var is1904: Bool { content.is1904 }

    private let content: any WorkbookContent

    /// Opens a workbook by its path.
    public convenience init(path: String, limits: FormatLimits = FormatLimits()) throws(FormatFault) {
        try self.init(file: RegularFile(path: path), limits: limits)
    }

    /// Opens a workbook in an open file, whatever the file is called.
    ///
    /// Throws `notOfThisKind` for anything else, `encrypted` for one with a password, `incomplete` for one cut short.
    public convenience init(file: RegularFile, limits: FormatLimits = FormatLimits()) throws(FormatFault) {
        try self.init(WorkbookKind.of(file, limits: limits), file: file, limits: limits)
    }

    /// Opens a workbook whose kind is known.
    public init(_ kind: WorkbookKind, file: RegularFile, limits: FormatLimits = FormatLimits()) throws(FormatFault) {
        switch kind {
        case .xlsx(let archive, let part):
            format = .xlsx
            content = try XLSXContent(archive, part: part, limits: limits)
        case .openDocument(let archive):
            format = .openDocument
            content = try OpenDocumentContent(.archive(archive), fileSize: file.size, limits: limits)
        case .flatOpenDocument:
            format = .openDocument
            content = try OpenDocumentContent(.file(file), fileSize: file.size, limits: limits)
        case .xls(let stream):
            format = .xls
            content = try XLSContent(stream, limits: limits)
        case .xmlSpreadsheet:
            format = .xmlSpreadsheet
            content = try XMLSpreadsheetContent(file, limits: limits)
        case .html:
            format = .html
            content = try HTMLContent(file, limits: limits)
        case .encrypted: throw .encrypted
        case .foreign, .other: throw .notOfThisKind(expected: "a workbook", found: kind.name)
        }
    }

    /// Reads a sheet row by row; rows without any value are left out.
    ///
    /// `body` returns false to stop early. A sheet whose end is missing throws after its rows were passed on, so what
    /// was read from it must not be kept then. Throws `FormatFault` and what `body` throws.
    @discardableResult
    public func rows(of index: Int, _ body: (SheetRow) throws -> Bool) throws -> SheetSummary {
        guard sheets[index].kind == .table else { return SheetSummary() }
        return try content.rows(of: index, body)
    }

    /// The comments of a sheet, in the file's order.
    public func comments(of index: Int) throws(FormatFault) -> [SheetComment] { try content.comments(of: index) }

    /// The ranges of a sheet that were made tables in the spreadsheet program, in the file's order.
    public func tables(of index: Int) throws(FormatFault) -> [SheetTable] { try content.tables(of: index) }
}
