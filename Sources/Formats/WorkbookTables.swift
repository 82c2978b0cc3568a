/// A range of a sheet that was made a table in the spreadsheet program: exact header and extent.
public struct SheetTable: Sendable {
    /// Its name.
    public var name: String
    /// Its cells, header and totals row included.
    public var range: CellRange
    /// How many header rows it has: 0 or 1.
    public var headerRows: Int
    /// How many totals rows it has: 0 or 1.
    public var totalRows: Int
}

/// Reads the definition of one table.
final class TableReceiver: XMLReceiver {
    private enum Name {
        static let table = 0, ref = 1, displayName = 2, headerRowCount = 3, totalsRowCount = 4, name = 5
    }

    let names = ["table", "ref", "displayName", "headerRowCount", "totalsRowCount", "name"]
    private(set) var table: SheetTable?

    func start(_ name: Int, _ attributes: XMLAttributes) {
        guard name == Name.table, table == nil, let range = attributes[Name.ref].flatMap({ CellRange($0) }) else {
            return
        }
        table = SheetTable(
            name: attributes.text(Name.displayName) ?? attributes.text(Name.name) ?? "", range: range,
            headerRows: min(1, attributes.integer(Name.headerRowCount) ?? 1),
            totalRows: min(1, attributes.integer(Name.totalsRowCount) ?? 0))
    }

    func end(_ name: Int) {}

    func text(_ bytes: UnsafeRawBufferPointer) {}
}
