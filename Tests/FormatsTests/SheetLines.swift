import Foundation

@testable import Formats

/// A workbook of any kind as lines of text, for tests.
enum SheetLines {
    /// `number: column=text …` of each row; kinds that aren't text stand behind the text in brackets.
    static func of(_ workbook: Workbook, _ sheet: Int = 0) throws -> [String] {
        var lines: [String] = []
        try workbook.rows(of: sheet) { row in
            let cells = row.cells.indices.map { index -> String in
                let cell = row.cells[index]
                let kind = cell.kind == .text ? "" : "[\(cell.kind)]"
                let problem = cell.problem == .none ? "" : "!\(cell.problem)"
                return "\(cell.column)=\(row.text(index))\(kind)\(problem)"
            }
            lines.append("\(row.number)\(row.isHidden ? " hidden" : ""): " + cells.joined(separator: " | "))
            return true
        }
        return lines
    }

    /// The looks of a row's cells by column.
    static func looks(_ workbook: Workbook, row: UInt32, _ sheet: Int = 0) throws -> [Int: WorkbookStyle] {
        var looks: [Int: WorkbookStyle] = [:]
        try workbook.rows(of: sheet) { found in
            if found.number == row {
                for cell in found.cells { looks[Int(cell.column)] = workbook.styles[Int(cell.style)] }
            }
            return true
        }
        return looks
    }
}
