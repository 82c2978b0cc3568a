import Records
import Text

/// A row that came back corrected, held against the one that it stands for.
struct CorrectedRow {
    /// Its cells, in the order of the delivery's columns; nil for a column that the file doesn't have.
    private let cells: [[UInt8]?]
    /// The column that the export named as broken; nil for none, and where the file names none, as a workbook with marks.
    private let broken: Int?
    /// Whether the file is a table that the export wrote, in which cells lose the type that they had.
    private let isTable: Bool

    /// Takes the cells of a row that came back.
    init(_ cells: [[UInt8]?], broken: Int?, isTable: Bool) {
        self.cells = cells
        self.broken = broken
        self.isTable = isTable
    }

    /// What became of a cell.
    enum Cell {
        /// It says what it said.
        case same
        /// It says what it said, as a spreadsheet program shows a number or a date: without the zeros in front, say.
        case shownDifferently
        /// It says something else now.
        case changed([UInt8])
    }

    /// What became of a column's cell, which was `own`; nil where the file doesn't have the column.
    func cell(_ column: Int, was own: some Collection<UInt8>) -> Cell? {
        guard cells.indices.contains(column), let returned = cells[column] else { return nil }
        if returned.elementsEqual(own) { return .same }
        // The export puts a sign before what a spreadsheet would run as a formula.
        var text: [UInt8] = []
        returned.withUnsafeBytes { _ = SpreadsheetText.unescape($0, into: &text) }
        if text.elementsEqual(own) { return .same }
        // In the column that was to be mended every change is one: an Austrian postcode has no zero in front.
        if isTable, column != broken, SpreadsheetLook.isSame(Array(own), text) { return .shownDifferently }
        return .changed(text)
    }
}

/// What spreadsheet programs make of numbers and dates in a file without types.
enum SpreadsheetLook {
    /// Whether `shown` is `given` as a spreadsheet program shows it once it took it for a number or a date: without a plus and
    /// zeros in front or at the end of the decimals, from twelve digits on rounded as `1,23E+15`; the day in another form.
    static func isSame(_ given: [UInt8], _ shown: [UInt8]) -> Bool {
        isSameNumber(given, shown) || isSameDay(given, shown)
    }

    private static func isSameDay(_ given: [UInt8], _ shown: [UInt8]) -> Bool {
        func isDay(_ text: [UInt8]) -> Bool {
            (6...10).contains(text.count) && text.count { $0 == 0x2E || $0 == 0x2F || $0 == 0x2D } == 2
        }
        func day(_ text: [UInt8], _ order: DateOrder) -> CalendarDate? {
            text.withUnsafeBytes { DateReader(order: order).date($0).date }
        }
        guard isDay(given), isDay(shown) else { return false }
        // A cell that became a date says which day it is; text says it in the order that it had.
        if shown.count == 10, shown[4] == 0x2D {
            let shown = day(shown, .yearMonthDay)
            return shown != nil && DateOrder.allCases.contains { day(given, $0) == shown }
        }
        return DateOrder.allCases.contains { day(given, $0) != nil && day(given, $0) == day(shown, $0) }
    }

    private static func isSameNumber(_ given: [UInt8], _ shown: [UInt8]) -> Bool {
        guard let plain = plain(given), !shown.isEmpty else { return false }
        if let exponent = shown.firstIndex(where: { $0 == UInt8(ascii: "E") || $0 == UInt8(ascii: "e") }) {
            return isRounded(plain, shown[..<exponent], shown[(exponent + 1)...])
        }
        return SpreadsheetLook.plain(shown).map { $0 == plain } ?? false
    }

    /// Digits with at most one decimal sign, without what says nothing; nil for all else.
    private static func plain(_ text: [UInt8]) -> [UInt8]? {
        var digits = text[...]
        if digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits.removeFirst() }
        let signs = digits.indices.filter { digits[$0] == UInt8(ascii: ".") || digits[$0] == UInt8(ascii: ",") }
        guard signs.count <= 1, !digits.isEmpty,
            digits.indices.allSatisfy({ signs.contains($0) || (0x30...0x39).contains(digits[$0]) })
        else { return nil }
        if let sign = signs.first {
            guard sign > digits.startIndex, sign < digits.endIndex - 1 else { return nil }
            while digits.last == 0x30 { digits.removeLast() }
            if digits.endIndex - 1 == sign { digits.removeLast() }
        }
        while digits.count > 1, digits.first == 0x30, (0x30...0x39).contains(digits[digits.startIndex + 1]) {
            digits.removeFirst()
        }
        // Point and comma are the same sign in two languages.
        let point = digits.map { $0 == UInt8(ascii: ",") ? UInt8(ascii: ".") : $0 }
        return isNegative ? [UInt8(ascii: "-")] + point : point
    }

    /// `1,23457E+11` of `123456789012`: its first digits, rounded, and as many as there are.
    private static func isRounded(
        _ whole: [UInt8], _ mantissa: ArraySlice<UInt8>, _ exponent: ArraySlice<UInt8>
    ) -> Bool {
        let digits = mantissa.filter { (0x30...0x39).contains($0) }
        let power = exponent.drop { $0 == UInt8(ascii: "+") || $0 == 0x30 }
        guard whole.count >= 12, whole.allSatisfy({ (0x30...0x39).contains($0) }), digits.count >= 3,
            Array(power) == Array(String(whole.count - 1).utf8)
        else { return false }
        // The last digit may be rounded up.
        return whole.starts(with: digits.dropLast())
    }
}
