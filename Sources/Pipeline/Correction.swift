import Connecting
import Formats
import Foundation
import Records

/// A file that came back with rows corrected: a table with a column that says which row of the delivery each stands for.
struct Correction {
    /// The column that says so: the line of the file, or the row of the sheet.
    static let rowColumn = "customary_row"
    /// The columns that an export of rejected rows adds, the one above first.
    static let addedColumns = [rowColumn, "customary_column", "customary_rule", "customary_message"]

    private let connector: any Connector
    private let file: DeliveryFile
    private let stream: ProbedStream

    /// Finds the table in `file` that corrects a delivery. Throws when there is none.
    init(_ file: DeliveryFile, of reading: DeliveryReading, connectors: ConnectorList) throws {
        guard let found = try Correction.find(in: file, of: reading, connectors: connectors) else {
            throw SourceFault.missing(
                position: Position(file: file.name), what: "there is no table with a column \(Correction.rowColumn)",
                remedy:
                    "A correction of \(reading.source.name) is what customary export rejects wrote, mended and saved.")
        }
        connector = found.connector
        self.file = file
        stream = found.stream
    }

    /// The table that says which rows of the delivery its own are; nil when the file has none.
    static func find(
        in file: DeliveryFile, of reading: DeliveryReading, connectors: ConnectorList
    ) throws -> (connector: any Connector, stream: ProbedStream)? {
        // The source's own way of reading first: a sheet whose header stands in row 4 has it there in the corrected copy.
        var options = reading.delivery.options
        let own = try? reading.probed().options
        if let own, let sheet = own["sheet"], let wide = try? widened(own, sheet: sheet, file: file) { options = wide }
        if let probe = try? reading.connector.probe(file, given: options) {
            // A workbook that has the source's own sheet corrects that, or nothing of this source.
            if let own = probe.streams.first(where: { $0.name == reading.delivery.stream && !$0.name.isEmpty }) {
                return own.columns.contains(rowColumn) ? (reading.connector, own) : nil
            }
            if let other = probe.streams.first(where: { $0.columns.contains(rowColumn) }) {
                return (reading.connector, other)
            }
        }
        guard let (name, probe, _) = try? connectors.probe(file.location), let connector = connectors.named(name),
            let stream = probe.streams.first(where: { $0.columns.contains(rowColumn) })
        else { return nil }
        return (connector, stream)
    }

    /// A sheet's options with its columns widened to the one that names the rows; nil when the header has no such cell.
    private static func widened(_ options: OptionValues, sheet: String, file: DeliveryFile) throws -> OptionValues? {
        guard let first = options["columns"]?.split(separator: ":").first, let header = options.integer("header_row")
        else {
            return nil
        }
        let workbook = try Workbook(path: file.path)
        guard let index = workbook.sheets.firstIndex(where: { $0.name == sheet }) else { return nil }
        let rows = max(1, options.integer("header_rows") ?? 1)
        var found: Int?
        _ = try workbook.rows(of: index) { row in
            if Int(row.number) >= header + rows { return false }
            if Int(row.number) >= header {
                for cell in row.cells.indices where row.text(cell) == rowColumn { found = Int(row.cells[cell].column) }
            }
            return true
        }
        guard let found else { return nil }
        var options = options
        options["columns"] = "\(first):\(Position.columnLetters(found))"
        return options
    }

    /// The corrected rows, by the place of the row that each stands for, their cells in the order of `columns`.
    func rows(for columns: [String]) throws -> [UInt32: CorrectedRow] {
        guard let marker = stream.columns.firstIndex(of: Correction.rowColumn) else { return [:] }
        let places = columns.map(place)
        let named = stream.columns.firstIndex(of: Correction.addedColumns[1])
        var rows: [UInt32: CorrectedRow] = [:]
        _ = try connector.read(file, stream: stream.name, options: stream.options, limits: .standard) { batch in
            for row in 0..<batch.count {
                guard let place = UInt32(batch.cells.text(row, marker)) else { continue }
                let broken = named.flatMap { columns.firstIndex(of: batch.cells.text(row, $0)) }
                rows[place] = CorrectedRow(
                    places.map { $0.map { Array(batch.cells[row, $0]) } }, broken: broken, isTable: named != nil)
            }
        }
        return rows
    }

    /// Where the correction has a column; nil for one it doesn't have, and for what a sheet's cells look like: the export
    /// itself coloured some and commented on them.
    private func place(of column: String) -> Int? {
        Correction.looks.contains(column) ? nil : stream.columns.firstIndex(of: column)
    }

    /// The columns that say what a sheet's cells look like.
    static let looks: Set<String> = ["cell.style", "cell.comment", "row.hidden"]

    /// The rows that name none of the delivery's and hold other cells than any of its: changed or added without having been
    /// asked for.
    func otherRows(than known: Set<[[UInt8]]>, columns: [String]) throws -> Int {
        guard let marker = stream.columns.firstIndex(of: Correction.rowColumn) else { return 0 }
        let places = columns.map(place)
        var count = 0
        _ = try connector.read(file, stream: stream.name, options: stream.options, limits: .standard) { batch in
            for row in 0..<batch.count where batch.kinds[row] == .record && batch.cells.length(row, marker) == 0 {
                let cells = places.map { place in place.map { Array(batch.cells[row, $0]) } ?? [] }
                if !known.contains(cells) { count += 1 }
            }
        }
        return count
    }
}
