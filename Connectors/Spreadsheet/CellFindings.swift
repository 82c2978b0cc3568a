internal import Formats
internal import Records

/// Collects what is doubtful about a sheet's cells and what stands outside its table, in bounded memory: beyond a number of
/// findings of one code only their count is kept.
struct CellFindings {
    private let columns: ClosedRange<Int>
    private var findings: [Finding] = []
    private var counts: [String: Int] = [:]
    private var outside = 0
    private var outsideSample: [String] = []

    /// Findings of one code that are kept one by one.
    static let maximumEach = 10_000

    init(columns: ClosedRange<Int>) { self.columns = columns }

    /// Notes what is doubtful about a cell of the table; `column` counts from the table's first.
    mutating func note(_ row: SheetRow, _ cell: SheetCell, ordinal: UInt32, column: Int) {
        let value = String(
            decoding: row.bytes[Int(cell.start)..<min(Int(cell.end), Int(cell.start) + Finding.maximumValueBytes)],
            as: UTF8.self)
        let (code, severity, message, remedy) = CellFindings.words(cell.problem)
        counts[code, default: 0] += 1
        guard counts[code, default: 0] <= CellFindings.maximumEach else { return }
        findings.append(
            Finding(
                code: code, severity: severity, ordinal: ordinal, column: column, value: value, message: message,
                remedy: remedy))
    }

    /// Notes a row above the table.
    mutating func noteOutside(_ row: SheetRow) {
        for index in row.cells.indices { noteOutside(row, index) }
    }

    /// Notes the cells of a row that are beside the table.
    @inline(__always)
    mutating func noteBeside(_ row: SheetRow, _ columns: ClosedRange<Int>) {
        guard let first = row.cells.first, let last = row.cells.last else { return }
        if Int(first.column) >= columns.lowerBound, Int(last.column) <= columns.upperBound { return }
        for (index, cell) in row.cells.enumerated() where !columns.contains(Int(cell.column)) {
            noteOutside(row, index)
        }
    }

    /// Everything that was noted.
    func all() -> [Finding] {
        var all = findings
        for (code, count) in counts.sorted(by: { $0.key < $1.key }) where count > CellFindings.maximumEach {
            all.append(
                Finding(
                    code: code, severity: .warning, ordinal: 0,
                    message: "\(count - CellFindings.maximumEach) further cells like these"))
        }
        if outside > 0 {
            all.append(
                Finding(
                    code: "spreadsheet.outside_table", severity: .note, ordinal: 0,
                    value: String(
                        decoding: Array(outsideSample.joined(separator: "; ").utf8.prefix(Finding.maximumValueBytes)),
                        as: UTF8.self),
                    message:
                        "\(outside) \(outside == 1 ? "cell" : "cells") above or beside the table are not part of it"))
        }
        return all
    }

    private mutating func noteOutside(_ row: SheetRow, _ index: Int) {
        let cell = row.cells[index]
        if row[index].allSatisfy({ $0 <= 0x20 }) { return }
        outside += 1
        if outsideSample.count < 5 {
            outsideSample.append("\(Position.columnLetters(Int(cell.column)))\(row.number) \(row.text(index))")
        }
    }

    private static func words(_ problem: CellProblem) -> (String, Severity, String, String) {
        switch problem {
        case .none: ("spreadsheet.cell", .note, "", "")
        case .error:
            (
                "spreadsheet.error_cell", .warning, "the cell holds an error instead of a value and is read as empty",
                "mend its formula"
            )
        case .noCachedValue:
            (
                "spreadsheet.no_cached_value", .warning, "the cell's formula has no stored result and is read as empty",
                "open the file in a spreadsheet program and save it once"
            )
        case .digitsLost:
            (
                "spreadsheet.digits_lost", .warning,
                "a number of more than 15 digits, which spreadsheets don't keep; its last digits may be wrong",
                "export the column as text"
            )
        case .notADate:
            (
                "spreadsheet.not_a_date", .warning, "a number formatted as a date that no calendar has",
                "correct the date"
            )
        case .notANumber:
            ("spreadsheet.not_a_number", .note, "a number cell whose content is no number is read as text", "")
        }
    }
}
