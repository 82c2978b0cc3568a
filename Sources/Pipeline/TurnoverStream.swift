import Configuration
public import Records

/// The stream that counts as turnover in a period: exactly one for each, so that the order, the invoice and the won deal
/// of one sale are counted once.
public struct TurnoverStream: Sendable, Equatable {
    /// `orders`, `invoices` or another table of sales.
    public var table: Entity
    /// The column that is summed.
    public var column: String
    /// The column with the day or instant of the sale.
    public var date: String
    /// The sources that count; empty = all.
    public var sources: [String] = []
    /// The first day, `YYYY-MM-DD`; empty = since ever.
    public var from = ""
    /// The last day; empty = for ever.
    public var until = ""

    init(table: Entity, column: String, date: String) {
        self.table = table
        self.column = column
        self.date = date
    }

    init(_ reader: inout MappingReader) {
        self.init(table: .orders, column: "", date: "")
        let tables = Entity.allCases.filter { TurnoverStream.standard(for: $0) != nil }.map(\.table)
        table = Entity(table: reader.choice("table", of: tables, default: "orders")) ?? .orders
        let standard = TurnoverStream.standard(for: table)
        column = reader.text("column", default: standard?.column ?? "")
        date = reader.text("date", default: standard?.date ?? "")
        sources = reader.texts("source")
        from = TurnoverStream.day("from", &reader)
        until = TurnoverStream.day("until", &reader)
        for (key, name) in [("column", column), ("date", date)]
        where CustomerModel.columnIndex(name, of: table) == nil {
            reader.complain(
                about: key, "\"\(key)\": \(table.table) has no column \"\(name)\"",
                remedy: "customary doctor --schema prints the columns")
        }
    }

    private static func day(_ key: String, _ reader: inout MappingReader) -> String {
        guard let text = reader.optionalText(key) else { return "" }
        let isDay =
            text.utf8.count == 10
            && text.utf8.enumerated().allSatisfy { index, byte in
                index == 4 || index == 7 ? byte == 0x2D : (0x30...0x39).contains(byte)
            }
        if !isDay { reader.complain(about: key, "\"\(key)\" needs a day", remedy: "such as 2026-01-31") }
        return text
    }

    /// Two streams for one period would count a sale twice.
    static func check(_ streams: [TurnoverStream], _ reader: inout MappingReader) {
        for (index, stream) in streams.enumerated() {
            for other in streams[..<index] {
                let begins = max(stream.from, other.from)
                let ends = min(
                    stream.until.isEmpty ? "9999-12-31" : stream.until,
                    other.until.isEmpty ? "9999-12-31" : other.until)
                guard begins <= ends else { continue }
                reader.complain(
                    about: "turnover",
                    "\"turnover\" has two streams for one period: \(other.table.table) and \(stream.table.table)",
                    remedy: "Part them with from: and until:, or keep one")
            }
        }
    }

    /// What a table's sum and date are where nothing else is said; nil for tables that hold no sales.
    static func standard(for table: Entity) -> (column: String, date: String)? {
        let known = [
            "orders": ("total", "ordered_at"), "invoices": ("gross", "issued_on"),
            "opportunities": ("amount", "closed_on"),
        ]
        guard let (column, date) = known[table.table], CustomerModel.columnIndex(column, of: table) != nil else {
            return nil
        }
        return (column, CustomerModel.columnIndex(date, of: table) != nil ? date : "")
    }

    func includes(_ day: String) -> Bool {
        (from.isEmpty || day >= from) && (until.isEmpty || (!day.isEmpty && day.prefix(10) <= until))
    }
}
