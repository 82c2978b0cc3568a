/// The kinds of workbooks that are read.
public enum WorkbookFormat: String, Sendable, CaseIterable {
    /// Office Open XML, with or without macros.
    case xlsx = "XLSX"
    /// The binary workbooks of Excel 2 to 2003.
    case xls = "XLS"
    /// OpenDocument, in an archive or as one XML text.
    case openDocument = "ODS"
    /// The XML that Excel 2003 wrote, and web CRMs write.
    case xmlSpreadsheet = "XML Spreadsheet 2003"
    /// Tables on a page, often called `.xls`.
    case html = "HTML"
}

/// What an open workbook of one kind can tell; `Workbook` is what others see of it.
protocol WorkbookContent: AnyObject {
    /// The sheets in the workbook's own order.
    var sheets: [WorkbookSheet] { get }
    /// The styles that cells name by index.
    var styles: [WorkbookStyle] { get }
    /// True when dates are counted from 1904.
    var is1904: Bool { get }

    /// Reads a sheet of the kind `.table` row by row.
    func rows(of index: Int, _ body: (SheetRow) throws -> Bool) throws -> SheetSummary

    /// The comments of a sheet, in the file's order.
    func comments(of index: Int) throws(FormatFault) -> [SheetComment]

    /// The ranges of a sheet that were made tables.
    func tables(of index: Int) throws(FormatFault) -> [SheetTable]
}

extension WorkbookContent {
    /// The most bytes of text that a sheet's cells may come to together, from what its file could hold.
    static func expandedMaximum(fileSize: Int, limits: FormatLimits) -> Int {
        let (most, overflow) = fileSize.multipliedReportingOverflow(by: limits.inflationRatio)
        return min(limits.inflatedBytes, max(64 << 20, overflow ? .max : most))
    }
}
