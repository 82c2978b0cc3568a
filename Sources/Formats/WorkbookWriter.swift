internal import CXLSXWriter
internal import Records

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Writes an XLSX workbook row by row, in memory that doesn't grow with its rows.
///
/// The same calls make the same bytes. The file appears under its name only when `close()` succeeds, readable by its owner
/// only; until then, and after a failure, what stood there before is untouched. Text is always written as text, so that no value
/// can become a formula. Not safe to share between threads.
public final class WorkbookWriter {
    /// The name of the sheet that was added last, as it stands in the workbook; empty when there is none.
    public private(set) var sheetName = ""

    private let path: String
    private let temporaryPath: String
    private let workbook: UnsafeMutablePointer<lxw_workbook>
    private let folder: UnsafeMutablePointer<CChar>
    private var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private var sheetNames: Set<String> = []
    private var columns: [WorkbookColumn] = []
    private var nextRow: UInt32 = 0
    private var formats: [FormatKey: UnsafeMutablePointer<lxw_format>] = [:]
    private var lists: [[String]] = []
    private var isOpen = true

    private struct FormatKey: Hashable {
        let style: CellStyle
        let isDate: Bool
    }

    /// The most rows of a sheet.
    public static let maximumRows: UInt32 = 1_048_576
    /// The most UTF-16 units of a cell.
    public static let maximumText = 32_767
    private static let listSheet = "Lists"
    private static let finished = "the workbook is closed already"

    /// Begins a workbook. `createdAt` is written into it, in seconds since 1970.
    public init(path: String, createdAt: Int64 = 0) throws(FormatFault) {
        let temporaryPath = path + ".part"
        unlink(temporaryPath)
        let descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .notWritable(path: path, reason: String(cString: strerror(errno))) }
        closeDescriptor(descriptor)
        let folderPath = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        guard let folder = strdup(folderPath) else { throw .notWritable(path: path, reason: "memory is short") }
        var options = lxw_workbook_options()
        options.constant_memory = 1
        options.tmpdir = folder
        guard let workbook = workbook_new_opt(temporaryPath, &options) else {
            free(folder)
            unlink(temporaryPath)
            throw .notWritable(path: path, reason: "memory is short")
        }
        self.path = path
        self.temporaryPath = temporaryPath
        self.workbook = workbook
        self.folder = folder
        var properties = lxw_doc_properties()
        properties.created = time_t(max(1, createdAt))
        workbook_set_properties(workbook, &properties)
    }

    deinit {
        if isOpen {
            _ = workbook_close(workbook)
            unlink(temporaryPath)
        }
        free(folder)
    }

    /// Adds a sheet with its header in the first row, which stays in view; rows go to it from now on.
    ///
    /// The name is cut to 31 characters, freed of `[ ] : * ? / \` and `'`, and made unique; `sheetName` tells it.
    public func addSheet(_ name: String, columns: [WorkbookColumn], isHidden: Bool = false) throws(FormatFault) {
        try begin(name, isHidden: isHidden)
        guard let sheet else { return }
        self.columns = columns
        for (index, column) in columns.enumerated() {
            worksheet_set_column(sheet, lxw_col_t(index), lxw_col_t(index), column.width, nil)
        }
        if !columns.isEmpty {
            try row(columns.map { .text($0.name) }, style: .header)
            worksheet_freeze_panes(sheet, 1, 0)
        }
    }

    /// Writes the next row of the sheet that was added last, all its cells in one style.
    public func row(_ values: [CellValue], style: CellStyle = .plain) throws(FormatFault) {
        try row(values, styles: Array(repeating: style, count: values.count))
    }

    /// Writes the next row of the sheet that was added last, each cell in its own style; cells without one are plain.
    public func row(_ values: [CellValue], styles: [CellStyle]) throws(FormatFault) {
        guard isOpen, let sheet else { throw .notWritable(path: path, reason: WorkbookWriter.finished) }
        if nextRow >= WorkbookWriter.maximumRows {
            throw .tooLarge(part: sheetName, limit: "rows", value: Int(WorkbookWriter.maximumRows))
        }
        if values.count > 16_384 { throw .tooLarge(part: sheetName, limit: "columns", value: 16_384) }
        for (column, value) in values.enumerated() {
            var style = column < styles.count ? styles[column] : .plain
            if column < columns.count, columns[column].wraps { style.wraps = true }
            try write(value, style, to: sheet, lxw_row_t(nextRow), lxw_col_t(column))
        }
        nextRow += 1
    }

    /// Adds a comment to a cell of the row that was written last.
    public func comment(_ text: String, column: Int) throws(FormatFault) {
        guard let sheet, nextRow > 0 else { throw .notWritable(path: path, reason: WorkbookWriter.finished) }
        let cut = String(decoding: Array(text.utf16.prefix(WorkbookWriter.maximumText)), as: UTF16.self)
        try check(worksheet_write_comment(sheet, lxw_row_t(nextRow - 1), lxw_col_t(column), escaped(cut)))
    }

    /// Gives a cell of the row that was written last a list to choose from. `isStrict`: nothing else can be typed.
    public func dropDown(column: Int, choices: [String], isStrict: Bool = true) throws(FormatFault) {
        guard nextRow > 0 else { throw .notWritable(path: path, reason: WorkbookWriter.finished) }
        try dropDown(column, nextRow - 1, nextRow - 1, choices, isStrict)
    }

    /// Gives the cells of a column a list to choose from, in the next `rows` rows.
    public func dropDownBelow(column: Int, choices: [String], rows: Int, isStrict: Bool = true) throws(FormatFault) {
        guard rows > 0 else { return }
        let last = min(Int(WorkbookWriter.maximumRows) - 1, Int(nextRow) + rows - 1)
        try dropDown(column, nextRow, UInt32(last), choices, isStrict)
    }

    /// Ends the workbook: it is complete, on the disk and under its name, or this throws and nothing has changed.
    public func close() throws(FormatFault) {
        guard isOpen else { throw .notWritable(path: path, reason: WorkbookWriter.finished) }
        do throws(FormatFault) {
            if sheet == nil { try begin("Sheet1", isHidden: false) }
            if !lists.isEmpty { try writeLists() }
        } catch {
            isOpen = false
            _ = workbook_close(workbook)
            unlink(temporaryPath)
            throw error
        }
        isOpen = false
        let code = workbook_close(workbook)
        guard code == LXW_NO_ERROR else {
            unlink(temporaryPath)
            throw .notWritable(path: path, reason: reason(code))
        }
        try publish()
    }

    // MARK: Cells

    private func write(
        _ value: CellValue, _ style: CellStyle, to sheet: UnsafeMutablePointer<lxw_worksheet>, _ row: lxw_row_t,
        _ column: lxw_col_t
    ) throws(FormatFault) {
        let format = self.format(style)
        switch value {
        case .empty:
            if format != nil { try check(worksheet_write_blank(sheet, row, column, format)) }
        case .text(let text): try write(text, format, to: sheet, row, column)
        case .integer(let number):
            if number.magnitude < 1_000_000_000_000_000 {
                try check(worksheet_write_number(sheet, row, column, Double(number), format))
            } else {
                try write(String(number), format, to: sheet, row, column)
            }
        case .decimal(let text):
            let digits = text.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }.count
            if digits <= 15, !text.contains(where: { $0 == "e" || $0 == "E" }), let number = Double(text),
                number.isFinite
            {
                try check(worksheet_write_number(sheet, row, column, number, format))
            } else {
                try write(text, format, to: sheet, row, column)
            }
        case .number(let number):
            if number.isFinite {
                try check(worksheet_write_number(sheet, row, column, number, format))
            } else {
                try write(number.description, format, to: sheet, row, column)
            }
        case .boolean(let flag): try check(worksheet_write_boolean(sheet, row, column, flag ? 1 : 0, format))
        case .date(let year, let month, let day):
            var date = lxw_datetime()
            date.year = Int32(truncatingIfNeeded: year)
            date.month = Int32(truncatingIfNeeded: month)
            date.day = Int32(truncatingIfNeeded: day)
            if (1901...9999).contains(year), (1...12).contains(month), (1...31).contains(day) {
                let format = self.format(style, isDate: true)
                try check(worksheet_write_datetime(sheet, row, column, &date, format))
            } else {
                let text = [year, month, day].map { ($0 < 10 ? "0" : "") + String($0) }.joined(separator: "-")
                try write(text, format, to: sheet, row, column)
            }
        }
    }

    private func write(
        _ text: String, _ format: UnsafeMutablePointer<lxw_format>?, to sheet: UnsafeMutablePointer<lxw_worksheet>,
        _ row: lxw_row_t, _ column: lxw_col_t
    ) throws(FormatFault) {
        if text.utf8.count > WorkbookWriter.maximumText, text.utf16.count > WorkbookWriter.maximumText {
            throw .tooLarge(
                part: "\(sheetName) row \(row + 1)", limit: "characters in one cell", value: WorkbookWriter.maximumText)
        }
        if text.isEmpty {
            if format != nil { try check(worksheet_write_blank(sheet, row, column, format)) }
            return
        }
        try check(worksheet_write_string(sheet, row, column, escaped(text), format))
    }

    /// Text with what XML can't hold, and what would be read as such an escape, written as `_xHHHH_`.
    private func escaped(_ text: String) -> String {
        let needsEscape = text.utf8.contains { ($0 < 0x20 && $0 != 0x09 && $0 != 0x0A) || $0 == 0x5F || $0 == 0xEF }
        guard needsEscape else { return text }
        let scalars = Array(text.unicodeScalars)
        var result = ""
        for (index, scalar) in scalars.enumerated() {
            let isControl = scalar.value < 0x20 && scalar != "\t" && scalar != "\n"
            let looksEscaped =
                scalar == "_" && index + 6 < scalars.count && scalars[index + 1] == "x" && scalars[index + 6] == "_"
                && scalars[(index + 2)..<(index + 6)].allSatisfy { $0.properties.isASCIIHexDigit }
            if isControl || looksEscaped || scalar.value == 0xFFFE || scalar.value == 0xFFFF {
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "_x" + String(repeating: "0", count: 4 - digits.count) + digits + "_"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private func format(_ style: CellStyle, isDate: Bool = false) -> UnsafeMutablePointer<lxw_format>? {
        if style == .plain, !isDate { return nil }
        let key = FormatKey(style: style, isDate: isDate)
        if let known = formats[key] { return known }
        guard let format = workbook_add_format(workbook) else { return nil }
        if let fill = style.fill {
            format_set_pattern(format, UInt8(LXW_PATTERN_SOLID.rawValue))
            format_set_bg_color(format, fill.rawValue)
        }
        if style.isBold { format_set_bold(format) }
        if style.isStruck { format_set_font_strikeout(format) }
        if style.wraps {
            format_set_text_wrap(format)
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        }
        if isDate { format_set_num_format(format, "yyyy-mm-dd") }
        formats[key] = format
        return format
    }

    // MARK: Sheets and lists

    private func begin(_ name: String, isHidden: Bool) throws(FormatFault) {
        guard isOpen else { throw .notWritable(path: path, reason: WorkbookWriter.finished) }
        let clean = unique(name)
        guard let added = workbook_add_worksheet(workbook, clean) else {
            throw .notWritable(path: path, reason: "the sheet \(clean) can't be added")
        }
        sheet = added
        sheetName = clean
        sheetNames.insert(clean.lowercased())
        columns = []
        nextRow = 0
        if isHidden { worksheet_hide(added) }
    }

    private func unique(_ name: String) -> String {
        let forbidden: Set<Character> = ["[", "]", ":", "*", "?", "/", "\\", "'"]
        var clean = String(name.map { forbidden.contains($0) || $0.asciiValue.map { $0 < 0x20 } == true ? "_" : $0 })
        clean = cut(clean, to: 31)
        if clean.isEmpty || clean.lowercased() == "history" || clean == WorkbookWriter.listSheet {
            clean = cut(clean, to: 30) + "_"
        }
        var candidate = clean
        var number = 2
        while sheetNames.contains(candidate.lowercased()) {
            let suffix = "_\(number)"
            candidate = cut(clean, to: 31 - suffix.count) + suffix
            number += 1
        }
        return candidate
    }

    private func cut(_ text: String, to units: Int) -> String {
        var result = text
        while result.utf16.count > units { result.removeLast() }
        return result
    }

    private func dropDown(_ column: Int, _ first: UInt32, _ last: UInt32, _ choices: [String], _ isStrict: Bool)
        throws(FormatFault)
    {
        guard isOpen, let sheet else { throw .notWritable(path: path, reason: WorkbookWriter.finished) }
        guard !choices.isEmpty else { return }
        var validation = lxw_data_validation()
        validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST.rawValue)
        validation.error_type =
            UInt8(isStrict ? LXW_VALIDATION_ERROR_TYPE_STOP.rawValue : LXW_VALIDATION_ERROR_TYPE_INFORMATION.rawValue)
        // A list inside the cell holds 255 characters and no commas, so lists stand on a hidden sheet of their own.
        let list: Int
        if let known = lists.firstIndex(of: choices) {
            list = known
        } else {
            list = lists.count
            lists.append(choices)
        }
        validation.validate = UInt8(LXW_VALIDATION_TYPE_LIST_FORMULA.rawValue)
        let letters = Position.columnLetters(list)
        let formula = "=\(WorkbookWriter.listSheet)!$\(letters)$1:$\(letters)$\(choices.count)"
        let code = formula.withCString { text in
            validation.value_formula = UnsafeMutablePointer(mutating: text)
            return worksheet_data_validation_range(
                sheet, lxw_row_t(first), lxw_col_t(column), lxw_row_t(last), lxw_col_t(column), &validation)
        }
        try check(code)
    }

    private func writeLists() throws(FormatFault) {
        guard let added = workbook_add_worksheet(workbook, WorkbookWriter.listSheet) else {
            throw .notWritable(path: path, reason: "the lists can't be added")
        }
        worksheet_hide(added)
        sheetName = WorkbookWriter.listSheet
        let rows = lists.map(\.count).max() ?? 0
        for row in 0..<rows {
            for (column, list) in lists.enumerated() where row < list.count {
                try write(list[row], nil, to: added, lxw_row_t(row), lxw_col_t(column))
            }
        }
    }

    // MARK: Ending

    private func publish() throws(FormatFault) {
        let descriptor = open(temporaryPath, O_RDONLY | O_CLOEXEC)
        let isSafe = descriptor >= 0 && fsync(descriptor) == 0
        if descriptor >= 0 { closeDescriptor(descriptor) }
        guard isSafe, rename(temporaryPath, path) == 0 else {
            let reason = String(cString: strerror(errno))
            unlink(temporaryPath)
            throw .notWritable(path: path, reason: reason)
        }
        let folderDescriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if folderDescriptor >= 0 {
            fsync(folderDescriptor)
            closeDescriptor(folderDescriptor)
        }
    }

    private func check(_ code: lxw_error) throws(FormatFault) {
        if code != LXW_NO_ERROR { throw .notWritable(path: path, reason: reason(code)) }
    }

    private func reason(_ code: lxw_error) -> String {
        lxw_strerror(code).map { String(cString: $0) } ?? "error \(code.rawValue)"
    }
}

private func closeDescriptor(_ descriptor: Int32) { close(descriptor) }
