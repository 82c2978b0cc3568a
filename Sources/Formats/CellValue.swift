/// A value to be written into a cell.
public enum CellValue: Sendable, Equatable {
    /// Nothing.
    case empty
    /// Text, written as text whatever it looks like: never a formula, never a number.
    case text(String)
    /// A whole number; written as text beyond the 15 digits that a spreadsheet keeps.
    case integer(Int64)
    /// A number in plain decimal text such as `1234.50`; written as text when it is none or has more than 15 digits.
    case decimal(String)
    /// A finite number.
    case number(Double)
    /// `TRUE` or `FALSE`.
    case boolean(Bool)
    /// A day from 1900-03-01 to 9999-12-31; written as text beyond.
    case date(year: Int, month: Int, day: Int)
}

/// A fill or text colour with the same name everywhere.
public enum CellColour: UInt32, Sendable, CaseIterable {
    /// For what is wrong.
    case red = 0xFFC7CE
    /// For what has to be looked at.
    case yellow = 0xFFF2CC
    /// For what is right.
    case green = 0xC6EFCE
    /// For what is only information.
    case blue = 0xDDEBF7
    /// For headers and what can't be changed.
    case grey = 0xD9D9D9
}

/// How a cell is written.
public struct CellStyle: Sendable, Hashable {
    /// The colour behind the text.
    public var fill: CellColour?
    /// Bold text.
    public var isBold: Bool
    /// Text struck through.
    public var isStruck: Bool
    /// Long text goes on in further lines of the cell.
    public var wraps: Bool

    /// Describes a style; plain when nothing is said.
    public init(fill: CellColour? = nil, isBold: Bool = false, isStruck: Bool = false, wraps: Bool = false) {
        self.fill = fill
        self.isBold = isBold
        self.isStruck = isStruck
        self.wraps = wraps
    }

    /// As every sheet looks.
    public static let plain = CellStyle()
    /// A header: bold on grey.
    public static let header = CellStyle(fill: .grey, isBold: true, wraps: true)
}

/// A column of a sheet to be written.
public struct WorkbookColumn: Sendable {
    /// Its header.
    public var name: String
    /// Its width in characters.
    public var width: Double
    /// Whether long text in it goes on in further lines.
    public var wraps: Bool

    /// Describes a column.
    public init(_ name: String, width: Double = 18, wraps: Bool = false) {
        self.name = name
        self.width = width
        self.wraps = wraps
    }
}
