/// A cell's place: `C417` is row 417, column 2.
public struct CellAddress: Sendable, Hashable {
    /// The sheet's own row number, from 1.
    public var row: UInt32
    /// The column, from 0.
    public var column: Int

    /// Names a place.
    public init(row: UInt32, column: Int) {
        self.row = row
        self.column = column
    }

    /// Reads `C417` or `$C$417`; nil when it is none.
    public init?(_ text: some Collection<UInt8>) {
        var column = 0
        var row: UInt32 = 0
        var hasDigit = false
        for byte in text where byte != 0x24 {
            switch byte {
            case 0x41...0x5A where !hasDigit: column = column * 26 + Int(byte - 0x40)
            case 0x61...0x7A where !hasDigit: column = column * 26 + Int(byte - 0x60)
            case 0x30...0x39:
                hasDigit = true
                row = row * 10 + UInt32(byte - 0x30)
            default: return nil
            }
            if column > 1 << 20 || row > 1 << 24 { return nil }
        }
        guard column > 0, row > 0 else { return nil }
        self.row = row
        self.column = column - 1
    }
}

/// Cells that are shown as one; only the first, top left, holds a value.
public struct CellRange: Sendable, Hashable {
    /// The rows.
    public var rows: ClosedRange<UInt32>
    /// The columns.
    public var columns: ClosedRange<Int>

    /// Names a range.
    public init(rows: ClosedRange<UInt32>, columns: ClosedRange<Int>) {
        self.rows = rows
        self.columns = columns
    }

    /// Reads `A1:D2` or `A1`; nil when it is none.
    public init?(_ text: some Collection<UInt8>) {
        let parts = text.split(separator: 0x3A)
        guard let first = parts.first.flatMap({ CellAddress($0) }), let last = parts.last.flatMap({ CellAddress($0) }),
            parts.count <= 2, first.column < 16_384, last.column < 16_384
        else { return nil }
        rows = min(first.row, last.row)...max(first.row, last.row)
        columns = min(first.column, last.column)...max(first.column, last.column)
    }
}

/// A comment on a cell.
public struct SheetComment: Sendable {
    /// The sheet's own row number, from 1.
    public var row: UInt32
    /// The column, from 0.
    public var column: Int
    /// Its text.
    public var text: String
}

/// A cell of a row; its text lies in the row's bytes.
public struct SheetCell: Sendable {
    /// The column, from 0.
    public var column: UInt16
    /// What it holds.
    public var kind: CellKind
    /// What is doubtful about it.
    public var problem: CellProblem
    /// The index of its style among the workbook's styles.
    public var style: UInt32
    /// Where its text begins in the row's bytes.
    public var start: UInt32
    /// Where its text ends in the row's bytes.
    public var end: UInt32
}

/// A row of a sheet: only the cells that hold something, by column.
public struct SheetRow: Sendable {
    /// The sheet's own row number, from 1; hidden and blank rows count.
    public internal(set) var number: UInt32 = 0
    /// True when the row is hidden, by hand or by a filter.
    public internal(set) var isHidden = false
    /// The cells, by column.
    public internal(set) var cells: [SheetCell] = []
    /// The text of all cells.
    public internal(set) var bytes: [UInt8] = []

    /// The bytes of one cell, an index into `cells`.
    @inline(__always)
    public subscript(index: Int) -> ArraySlice<UInt8> { bytes[Int(cells[index].start)..<Int(cells[index].end)] }

    /// One cell as text; bytes that are no UTF-8 become U+FFFD.
    public func text(_ index: Int) -> String { String(decoding: self[index], as: UTF8.self) }

    /// The index into `cells` of the cell in a column; nil when it is empty.
    public func index(ofColumn column: Int) -> Int? { cells.firstIndex { Int($0.column) == column } }
}

/// What is known of a sheet once its rows have been read.
public struct SheetSummary: Sendable {
    /// The merged ranges; complete only when the sheet was read to its end.
    public internal(set) var merges: [CellRange] = []
    /// The columns that are hidden.
    public internal(set) var hiddenColumns: [ClosedRange<Int>] = []
    /// How many rows that hold something are hidden.
    public internal(set) var hiddenRows = 0
    /// How many bytes of text stand for nothing in the file's encoding; each became U+FFFD.
    public internal(set) var undecodable = 0
    /// True when the sheet was read to its end.
    public internal(set) var isComplete = false

    /// Knows nothing yet.
    public init() {}
}
