/// Where something stands in a configuration file.
public struct Place: Sendable, Hashable {
    /// The file's name as the user knows it, such as `mappings/shop.yaml`; empty for what was made in memory.
    public var file: String
    /// The line, counted from 1; 0 = the whole file.
    public var line: Int
    /// The column in Unicode scalars, counted from 1; 0 = the whole line.
    public var column: Int

    /// Makes a place.
    public init(file: String, line: Int = 0, column: Int = 0) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// The place of values that no file holds.
    public static let nowhere = Place(file: "")
}

extension Place: Comparable {
    /// Orders by file, then by line and column.
    public static func < (left: Place, right: Place) -> Bool {
        if left.file != right.file { return left.file < right.file }
        if left.line != right.line { return left.line < right.line }
        return left.column < right.column
    }
}

extension Place: CustomStringConvertible {
    /// `file:line:column`, shorter where line or column are not known.
    public var description: String {
        if line == 0 { return file }
        return column == 0 ? "\(file):\(line)" : "\(file):\(line):\(column)"
    }
}
