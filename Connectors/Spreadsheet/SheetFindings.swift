internal import Connecting
internal import Formats
internal import Records

/// What is said about whole sheets.
enum SheetFindings {
    /// True when a sheet's name is the wanted one; a trailing `*` stands for any ending.
    static func matches(_ name: String, _ wanted: String) -> Bool {
        if name == wanted { return true }
        guard wanted.last == "*" else { return false }
        return name.hasPrefix(wanted.dropLast())
    }

    /// How a table is read, in a few words.
    static func summary(_ layout: TableLayout, _ format: WorkbookFormat) -> String {
        switch layout.headerRows {
        case 0: "\(format.rawValue), no header, from row \(layout.firstRow)"
        case 1: "\(format.rawValue), header row \(layout.firstRow)"
        default:
            "\(format.rawValue), header rows \(layout.firstRow)-\(layout.firstRow + UInt32(layout.headerRows) - 1)"
        }
    }

    static func empty(_ sheet: WorkbookSheet) -> Finding {
        Finding(
            code: "spreadsheet.sheet_empty", severity: .note, ordinal: 0, value: sheet.name,
            message: "the sheet \(sheet.name) is empty")
    }

    static func noRows(_ sheet: WorkbookSheet) -> Finding {
        Finding(
            code: sheet.kind == .chart ? "spreadsheet.chart_sheet" : "spreadsheet.other_sheet", severity: .note,
            ordinal: 0,
            value: sheet.name, message: "the sheet \(sheet.name) holds \(sheet.kind == .chart ? "a chart" : "no table")"
        )
    }

    /// Hidden rows and columns, which are read like any others.
    static func hidden(_ summary: SheetSummary) -> [Finding] {
        var findings: [Finding] = []
        if summary.hiddenRows > 0 {
            findings.append(
                Finding(
                    code: "spreadsheet.hidden_rows", severity: .note, ordinal: 0,
                    message: summary.hiddenRows == 1
                        ? "1 row is hidden, by hand or by a filter, and is read all the same"
                        : "\(summary.hiddenRows) rows are hidden, by hand or by a filter, and are read all the same",
                    remedy: "set hidden: true to tell them apart"))
        }
        if !summary.hiddenColumns.isEmpty {
            let letters = summary.hiddenColumns.prefix(10).map { range in
                let first = Position.columnLetters(range.lowerBound)
                return range.count == 1 ? first : "\(first):\(Position.columnLetters(range.upperBound))"
            }
            findings.append(
                Finding(
                    code: "spreadsheet.hidden_columns", severity: .note, ordinal: 0,
                    value: letters.joined(separator: ", "),
                    message: "hidden columns are read all the same"))
        }
        return findings
    }

    /// What a look at the whole sheet showed.
    static func of(_ overview: SheetOverview, _ layout: TableLayout) -> [Finding] {
        var findings = hidden(overview.summary)
        if layout.showsStyles, overview.styledRows > 0 {
            let words = overview.styleWords.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(5)
            findings.append(
                Finding(
                    code: "spreadsheet.styled_rows", severity: .note, ordinal: 0,
                    value: words.map { "\($0.key) \($0.value)" }.joined(separator: "; "),
                    message: "rows are coloured or struck through, which may mean something",
                    remedy: "map cell.style, or set styles: false"))
        }
        if !overview.comments.isEmpty {
            findings.append(
                Finding(
                    code: "spreadsheet.comments", severity: .note, ordinal: 0,
                    message: "\(overview.comments.count) cells have comments",
                    remedy: "map cell.comment, or set styles: false"))
        }
        for (problem, code, words) in [
            (CellProblem.error, "spreadsheet.error_cell", "with an error, read as empty"),
            (.noCachedValue, "spreadsheet.no_cached_value", "with a formula without a stored result, read as empty"),
            (.digitsLost, "spreadsheet.digits_lost", "with more than 15 digits, of which the last may be wrong"),
            (.notADate, "spreadsheet.not_a_date", "formatted as a date that no calendar has"),
        ] {
            guard let count = overview.problems[problem], count > 0 else { continue }
            findings.append(
                Finding(
                    code: code, severity: .warning, ordinal: 0,
                    message: "\(count) \(count == 1 ? "cell" : "cells") \(words)"))
        }
        let other = overview.tables.filter {
            $0.range.rows.lowerBound != layout.firstRow || !$0.range.columns.overlaps(layout.columns)
        }
        if layout.end == .definedTable, !other.isEmpty {
            findings.append(
                Finding(
                    code: "spreadsheet.second_table", severity: .warning, ordinal: 0,
                    value: other.map(\.name).joined(separator: ", "), message: "the sheet holds further defined tables",
                    remedy: "set header_row and columns to read another"))
        }
        return findings
    }
}
