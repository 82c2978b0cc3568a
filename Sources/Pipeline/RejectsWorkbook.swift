import Connecting
import Formats
import Foundation
import Mapping
import Records
public import Staging

extension ProjectRun {
    /// A workbook of the client's whose rows were rejected, and the sources that are its sheets.
    public struct RejectedWorkbook: Sendable {
        /// The client's own file.
        public let path: String
        /// The name that a copy of it gets: the file's own with `-rejects` before the ending.
        public let copyName: String
        /// The sources with rejected rows.
        public let sources: [String]
        /// The file's size.
        public let bytes: Int
        /// The rejected rows of all of them.
        public let rows: Int
        /// True when it holds macros, so that its copy's name must end as its own does.
        public let hasMacros: Bool
        let marks: [SheetMarks]
    }

    /// The client's workbooks that hold the rejected rows of these deliveries, each with its marks; deliveries of other files
    /// are left out. `comment` puts a finding's message and its remedy into the client's words.
    public func rejectedWorkbooks(
        _ deliveries: [StagedDelivery], comment: (_ message: String, _ remedy: String) -> String
    ) throws -> [RejectedWorkbook] {
        var found: [(path: String, sources: [String], rows: Int, marks: [SheetMarks])] = []
        for staged in deliveries where staged.rejected > 0 {
            guard let source = project.source(staged.source), let delivery = source.deliveries.last,
                source.connector == "spreadsheet"
            else { continue }
            let reading = try DeliveryReading(source, delivery, project: project, connectors: connectors)
            guard let marks = try marks(staged, reading, comment) else { continue }
            let path = project.path(delivery.file)
            if let index = found.firstIndex(where: { $0.path == path }) {
                found[index].sources.append(staged.source)
                found[index].rows += staged.rejected
                found[index].marks.append(marks)
            } else {
                found.append((path, [staged.source], staged.rejected, [marks]))
            }
        }
        return found.map { entry in
            let name = (entry.path as NSString).lastPathComponent as NSString
            // What isn't XLSX comes back as XLSX: only that can carry the marks.
            let keepsKind = !name.pathExtension.isEmpty && WorkbookMarking.keepsKind(entry.path)
            let ending = keepsKind ? name.pathExtension : "xlsx"
            return RejectedWorkbook(
                path: entry.path, copyName: "\(name.deletingPathExtension)-rejects.\(ending)", sources: entry.sources,
                bytes: (try? ClientFiles.delivery(entry.path).size) ?? 0, rows: entry.rows,
                hasMacros: (try? ClientFiles.delivery(entry.path)).map { WorkbookMarking.hasMacros($0.path) } ?? false,
                marks: entry.marks)
        }
    }

    /// Writes a copy of the client's workbook with the broken cells coloured and what is wrong with them as comments.
    public func write(_ workbook: RejectedWorkbook, to path: String) throws {
        if URL(fileURLWithPath: path).standardizedFileURL.path
            == URL(fileURLWithPath: workbook.path).standardizedFileURL.path
        {
            throw PipelineFault.configuration(
                "\(path): is the client's own file, which stays as it is; name another with -o")
        }
        if workbook.hasMacros, !path.lowercased().hasSuffix(".xlsm") {
            throw PipelineFault.configuration(
                "\(path): the client's workbook holds macros, so its copy's name must end in .xlsm")
        }
        let file = try ClientFiles.delivery(workbook.path)
        try WorkbookMarking.write(file.path, to: path, marks: workbook.marks)
    }

    /// What to mark on a source's sheet; nil when it isn't known where its table is.
    private func marks(
        _ staged: StagedDelivery, _ reading: DeliveryReading, _ comment: (String, String) -> String
    ) throws -> SheetMarks? {
        let stream = try reading.probed()
        guard let first = stream.options["columns"]?.split(separator: ":").first.map(String.init),
            let left = Position.columnIndex(first), let sheet = stream.options["sheet"]
        else { return nil }
        let width = staged.columns.count
        let errors = try staging.errors(of: staged.id)
        var comments: [SheetMarks.Cell: String] = [:]
        var rows: Set<UInt32> = []
        try staging.eachRow(of: staged.id, states: [.rejected]) { row in
            rows.insert(row.place)
            let findings = errors[row.ordinal] ?? []
            // What is said of the row as a whole stands at its first cell that holds something.
            let whole = row.cells.firstIndex { !$0.isEmpty } ?? 0
            func note(_ column: Int, _ text: String) {
                let cell = SheetMarks.Cell(row: row.place, column: left + column)
                comments[cell] = comments[cell].map { "\($0)\n\(text)" } ?? text
            }
            for finding in findings {
                let column = finding.column.flatMap { $0 < width ? $0 : nil } ?? whole
                note(column, comment(finding.message, finding.remedy))
            }
            if findings.isEmpty { note(whole, comment(row.reason, "")) }
        }
        return SheetMarks(
            sheet: sheet, comments: comments, numberedRows: rows, headerRow: max(1, stream.headerRow),
            columnName: Correction.rowColumn)
    }
}
