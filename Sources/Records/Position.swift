/// Where a row or a value stands in what a client sent.
///
/// Shown to people as `customers.xlsx!Sheet1!C417` for spreadsheets and `customers.csv:417 (Phone)` for text.
public struct Position: Sendable, Hashable {
    /// The file's own name, without its folder.
    public var file: String
    /// The sheet, for files that have sheets.
    public var sheet: String?
    /// The file's line or the sheet's own row number, counted from 1, hidden and blank ones included; 0 = the whole file.
    public var row: UInt32
    /// The column's name, where one value is meant.
    public var column: String?
    /// The column's place in the file counted from 0, where one value is meant.
    public var columnIndex: Int?

    /// Makes a position; leave out what is not known.
    public init(file: String, sheet: String? = nil, row: UInt32 = 0, column: String? = nil, columnIndex: Int? = nil) {
        self.file = file
        self.sheet = sheet
        self.row = row
        self.column = column
        self.columnIndex = columnIndex
    }

    /// A spreadsheet's name for a column: 0 → A, 25 → Z, 26 → AA.
    public static func columnLetters(_ index: Int) -> String {
        var rest = index
        var letters: [UInt8] = []
        repeat {
            letters.insert(UInt8(65 + rest % 26), at: 0)
            rest = rest / 26 - 1
        } while rest >= 0
        return String(decoding: letters, as: UTF8.self)
    }

    /// The column of a spreadsheet's name for it, counted from 0: `A` → 0, `aa` → 26; letters end where others begin, as in
    /// `C12`. Nil without a letter, and for what no spreadsheet has.
    public static func columnIndex(_ address: some StringProtocol) -> Int? {
        var index = 0
        for byte in address.utf8 {
            let letter = byte & 0xDF
            guard (0x41...0x5A).contains(letter) else { break }
            index = index * 26 + Int(letter - 0x40)
            if index > 100_000 { return nil }
        }
        return index > 0 ? index - 1 : nil
    }
}

extension Position: CustomStringConvertible {
    /// The cell's address where there is a sheet; file, line and column name else.
    public var description: String {
        if let sheet {
            let letters = columnIndex.map(Position.columnLetters) ?? ""
            return row == 0 ? "\(file)!\(sheet)" : "\(file)!\(sheet)!\(letters)\(row)"
        }
        var text = row == 0 ? file : "\(file):\(row)"
        if let column { text += " (\(column))" }
        return text
    }
}
