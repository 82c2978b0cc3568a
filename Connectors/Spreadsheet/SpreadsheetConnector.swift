public import Connecting
internal import Formats
public import Records

/// Reads workbooks of every kind that spreadsheet programs and web CRMs write: each sheet with a table on it is a stream.
///
/// Content decides, not the file's name. Typed cells become canonical text: dates `YYYY-MM-DD`, with a time
/// `YYYY-MM-DDTHH:MM:SS`, numbers with a point and without grouping, `true` and `false`.
public struct SpreadsheetConnector: Connector {
    /// The connector's name, options and what it reads.
    public static let description = ConnectorDescription(
        name: "spreadsheet",
        summary:
            "Workbooks (XLSX, XLS, ODS, XML Spreadsheet 2003, HTML tables): the tables on their sheets, hidden ones too.",
        endings: ["xlsx", "xlsm", "xls", "ods", "fods", "xml", "html"], options: SpreadsheetOptions.all)

    /// Rows of the sample.
    private static let sampleRows = 200

    /// Makes the connector.
    public init() {}

    /// Looks at a workbook: its sheets with a table, each with the header, columns and options by which it is read.
    public func probe(_ delivery: DeliveryFile, given: OptionValues) throws(SourceFault) -> Probe? {
        try delivery.look(.workbook) { file in
            let limits = FormatLimits()
            let kind = try WorkbookKind.of(file, limits: limits)
            switch kind {
            case .other: return nil
            case .foreign(let name):
                throw SourceFault.notOfThisKind(
                    position: Position(file: delivery.name), expected: "a workbook that can be read, found \(name)",
                    remedy: "Open it in the program it comes from, save it as XLSX and add that.")
            default: break
            }
            let workbook = try Workbook(kind, file: file, limits: limits)
            let streams = try streams(of: workbook, delivery, given)
            // A page with tables may be anything; the other kinds are certain.
            return Probe(confidence: workbook.format == .html ? 85 : 95, streams: streams)
        }
    }

    /// Reads one sheet's table from its first record to its last.
    public func read(
        _ delivery: DeliveryFile, stream: String, options: OptionValues, limits: ReadingLimits,
        into sink: (RawBatch) throws -> Void
    ) throws -> ReadingSummary {
        try delivery.withFile(.workbook) { file in
            let workbook = try Workbook(file: file, limits: FormatLimits(limits))
            var position = Position(file: delivery.name)
            let index = try sheet(options[SpreadsheetOptions.sheet] ?? stream, of: workbook, position)
            position.sheet = workbook.sheets[index].name
            do {
                var layout = TableLayout(options)
                if layout == nil {
                    layout = try TableFinder(SheetOverview.look(at: index, of: workbook)).find(given: options)?.layout
                }
                guard let layout else {
                    throw SourceFault.missing(
                        position: position, what: "the sheet is empty",
                        remedy: "Choose another sheet, or take the stream out.")
                }
                return try read(workbook, index, layout, limits, position, sink)
            } catch let fault as FormatFault {
                throw SourceFault(fault, position, .workbook)
            }
        }
    }

    // MARK: Reading

    private func read(
        _ workbook: Workbook, _ index: Int, _ layout: TableLayout, _ limits: ReadingLimits, _ position: Position,
        maximumRows: Int = .max, _ sink: (RawBatch) throws -> Void
    ) throws -> ReadingSummary {
        let merges = layout.hasMergedHeader ? try headerMerges(workbook, index, layout) : []
        let comments = layout.showsStyles ? try workbook.comments(of: index) : []
        let table =
            layout.end == .definedTable
            ? try workbook.tables(of: index).first {
                $0.range.rows.lowerBound == layout.firstRow && $0.range.columns.overlaps(layout.columns)
            }
            : nil
        return try withoutActuallyEscaping(sink) { sink in
            let rows = SheetRows(
                layout: layout, workbook: workbook, merges: merges, comments: comments, table: table, limits: limits,
                position: position, sink: sink)
            var taken = 0
            let sheet = try workbook.rows(of: index) { row in
                try rows.take(row)
                if row.number >= layout.firstRow { taken += 1 }
                return taken < maximumRows
            }
            try rows.finish()
            var summary = rows.summary
            summary.findings += SheetFindings.hidden(sheet)
            return summary
        }
    }

    /// The merged ranges that touch the header. They stand behind the rows in the file, so this goes through the sheet once.
    private func headerMerges(_ workbook: Workbook, _ index: Int, _ layout: TableLayout) throws -> [CellRange] {
        let last = layout.firstRow + UInt32(max(1, layout.headerRows)) - 1
        return try workbook.rows(of: index) { _ in true }.merges.filter {
            $0.rows.lowerBound >= layout.firstRow && $0.rows.lowerBound <= last && $0.columns.overlaps(layout.columns)
        }
    }

    private func sheet(_ name: String, of workbook: Workbook, _ position: Position) throws(SourceFault) -> Int {
        if let index = workbook.sheets.firstIndex(where: { SheetFindings.matches($0.name, name) }) { return index }
        let names = workbook.sheets.filter { $0.kind == .table }.map(\.name).joined(separator: ", ")
        throw .missing(
            position: position, what: "there is no sheet \"\(name)\"; the workbook has \(names)",
            remedy: "Set sheet: to one of them.")
    }

    // MARK: Probing

    private func streams(of workbook: Workbook, _ delivery: DeliveryFile, _ given: OptionValues) throws
        -> [ProbedStream]
    {
        var streams: [ProbedStream] = []
        var leftOut: [Finding] = []
        for (index, sheet) in workbook.sheets.enumerated() {
            if let wanted = given[SpreadsheetOptions.sheet], !SheetFindings.matches(sheet.name, wanted) { continue }
            guard sheet.kind == .table else {
                leftOut.append(SheetFindings.noRows(sheet))
                continue
            }
            let overview = try SheetOverview.look(at: index, of: workbook)
            guard let found = TableFinder(overview).find(given: given) else {
                leftOut.append(SheetFindings.empty(sheet))
                continue
            }
            streams.append(try stream(workbook, index, overview, found, delivery, given))
        }
        // What is said about a sheet that is no stream is said with the first one that is.
        if !streams.isEmpty { streams[0].findings += leftOut }
        if streams.isEmpty, let wanted = given[SpreadsheetOptions.sheet] {
            _ = try sheet(wanted, of: workbook, Position(file: delivery.name))
        }
        return streams
    }

    private func stream(
        _ workbook: Workbook, _ index: Int, _ overview: SheetOverview, _ found: TableFinder.Found,
        _ delivery: DeliveryFile,
        _ given: OptionValues
    ) throws -> ProbedStream {
        let sheet = workbook.sheets[index]
        let position = Position(file: delivery.name, sheet: sheet.name)
        var sample: RawBatch?
        let summary = try read(
            workbook, index, found.layout, .standard, position,
            maximumRows: SpreadsheetConnector.sampleRows + found.layout.headerRows
        ) { if sample == nil { sample = $0 } }
        let header = summary.findings.filter { $0.ordinal == 0 && $0.code.hasPrefix("spreadsheet.header") }
        let options = found.layout.options(sheet: given[SpreadsheetOptions.sheet] ?? sheet.name)
        return ProbedStream(
            name: sheet.name, summary: SheetFindings.summary(found.layout, workbook.format), options: options,
            columns: summary.columns,
            sample: sample ?? RawBatch(width: summary.columns.count),
            headerRow: found.layout.headerRows == 0 ? 0 : found.layout.firstRow, isHidden: sheet.state != .visible,
            findings: found.findings + header + SheetFindings.of(overview, found.layout))
    }
}
