import CRM
import Configuration
import Ledger
public import Records
import Text

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
        let isDay = text.utf8.count == 10 && text.utf8.enumerated().allSatisfy { index, byte in
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
        let known = ["orders": ("total", "ordered_at"), "invoices": ("gross", "issued_on"),
            "opportunities": ("amount", "closed_on")]
        guard let (column, date) = known[table.table], CustomerModel.columnIndex(column, of: table) != nil else {
            return nil
        }
        return (column, CustomerModel.columnIndex(date, of: table) != nil ? date : "")
    }

    func includes(_ day: String) -> Bool {
        (from.isEmpty || day >= from) && (until.isEmpty || (!day.isEmpty && day.prefix(10) <= until))
    }
}

/// What each customer bought, by currency; made of the CRM's sales and of those that a load brings.
struct Turnover {
    /// Currency → customer → sum in ten-thousandths.
    private(set) var sums: [String: [RecordID: Int64]] = [:]
    /// The same of what the CRM holds now.
    private(set) var before: [String: [RecordID: Int64]] = [:]
    /// What is open on invoices, now and after the load.
    private(set) var balances: [String: [RecordID: Int64]] = [:]
    private(set) var balancesBefore: [String: [RecordID: Int64]] = [:]
    /// Sales that are in two streams; they were linked by number and counted once.
    private(set) var linked = 0
    /// The streams that count.
    let streams: [TurnoverStream]

    /// What isn't a sale of its own.
    private static let otherTypes: Set<String> = ["part_payment", "opening_balance", "write_off", "payment"]
    private static let voidStatuses: Set<String> = ["cancelled", "canceled", "void", "voided", "test", "draft"]

    private struct Sale {
        let id: RecordID
        let customer: RecordID
        let currency: String
        let amount: Int64
        let isInCRM: Bool
        let isAfter: Bool
        let numbers: [String]
    }

    init(_ project: Project, _ assembly: MasterAssembly, _ desired: DesiredMaster, on target: any Target) throws {
        var streams = project.turnover
        if streams.isEmpty {
            // Nothing is declared: the first kind of sales that there is.
            for table in [Entity.orders, .invoices] where !desired[table].ids.isEmpty && streams.isEmpty {
                guard let standard = TurnoverStream.standard(for: table) else { continue }
                streams = [TurnoverStream(table: table, column: standard.column, date: standard.date)]
            }
        }
        self.streams = streams
        var accountOf = assembly.image.accountOf
        if let account = CustomerModel.columnIndex("account_id", of: .accountContacts),
            let contact = CustomerModel.columnIndex("contact_id", of: .accountContacts)
        {
            let table = desired[.accountContacts]
            for row in table.ids.indices {
                guard let one = RecordID(table.rows[row, contact]), let other = RecordID(table.rows[row, account]) else {
                    continue
                }
                if accountOf[one].map({ other < $0 }) ?? true { accountOf[one] = other }
            }
        }
        let tables = Set(streams.map(\.table)).union([.invoices])
        var held: [Entity: (ids: [RecordID], rows: Rows)] = [:]
        if target.exists {
            held = try target.withSession(.reading) { session in
                var held: [Entity: (ids: [RecordID], rows: Rows)] = [:]
                for table in tables {
                    let width = CustomerModel.columns(of: table).count
                    var (ids, rows) = ([RecordID](), Rows(width: width))
                    let blocks = try session.rows(of: table, columns: Array(0..<width), ids: nil)
                    while let block = try blocks.next() {
                        ids += block.ids
                        for row in block.ids.indices { rows.appendRow(row, of: block.rows) }
                    }
                    held[table] = (ids, rows)
                }
                return .rollback(held)
            }
        }
        var seen: Set<String> = []
        for stream in streams {
            var sales: [Sale] = []
            let inCRM = Set(held[stream.table]?.ids ?? [])
            let table = desired[stream.table]
            let wanted = Set(table.ids)
            for (row, id) in table.ids.enumerated() {
                let source = table.founding[row] < desired.crosswalk.count
                    ? desired.crosswalk.entry(Int(table.founding[row])).source : ""
                guard stream.sources.isEmpty || stream.sources.contains(source) else { continue }
                if let sale = Turnover.sale(
                    stream, id, table.rows, row, accountOf, project.currency, inCRM.contains(id), true)
                {
                    sales.append(sale)
                }
            }
            if let (ids, rows) = held[stream.table] {
                for (row, id) in ids.enumerated() where !wanted.contains(id) {
                    if let sale = Turnover.sale(stream, id, rows, row, accountOf, project.currency, true, true) {
                        sales.append(sale)
                    }
                }
            }
            let known = seen
            for sale in sales {
                if sale.numbers.contains(where: known.contains) {
                    linked += 1
                    continue
                }
                seen.formUnion(sale.numbers)
                sums[sale.currency, default: [:]][sale.customer, default: 0] += sale.amount
                if sale.isInCRM { before[sale.currency, default: [:]][sale.customer, default: 0] += sale.amount }
            }
        }
        addBalances(desired[.invoices], held[.invoices], accountOf, project.currency)
    }

    private mutating func addBalances(
        _ table: DesiredTable, _ held: (ids: [RecordID], rows: Rows)?, _ accountOf: [RecordID: RecordID],
        _ currency: String
    ) {
        guard CustomerModel.columnIndex("open_amount", of: .invoices) != nil else { return }
        var open = TurnoverStream(table: .invoices, column: "open_amount", date: "")
        open.until = ""
        let wanted = Set(table.ids)
        for (row, id) in table.ids.enumerated() {
            guard let sale = Turnover.sale(open, id, table.rows, row, accountOf, currency, false, true, all: true) else {
                continue
            }
            balances[sale.currency, default: [:]][sale.customer, default: 0] += sale.amount
        }
        for (row, id) in (held?.ids ?? []).enumerated() {
            guard let rows = held?.rows,
                let sale = Turnover.sale(open, id, rows, row, accountOf, currency, true, true, all: true)
            else { continue }
            balancesBefore[sale.currency, default: [:]][sale.customer, default: 0] += sale.amount
            if !wanted.contains(id) { balances[sale.currency, default: [:]][sale.customer, default: 0] += sale.amount }
        }
    }

    private static func sale(
        _ stream: TurnoverStream, _ id: RecordID, _ rows: Rows, _ row: Int, _ accountOf: [RecordID: RecordID],
        _ standard: String, _ isInCRM: Bool, _ isAfter: Bool, all: Bool = false
    ) -> Sale? {
        func value(_ column: String) -> ArraySlice<UInt8> {
            CustomerModel.columnIndex(column, of: stream.table).map { rows[row, $0] } ?? []
        }
        func text(_ column: String) -> String { String(decoding: value(column), as: UTF8.self) }
        guard var amount = Array(value(stream.column)).withUnsafeBytes({ TenThousandths.parse($0) }),
            let customer = RecordID(value("account_id"))
                ?? RecordID(value("contact_id")).map({ accountOf[$0] ?? $0 })
        else { return nil }
        if !all {
            let day = stream.date.isEmpty ? "" : text(stream.date)
            guard stream.includes(day), !otherTypes.contains(text("type")),
                !voidStatuses.contains(text("status").lowercased())
            else { return nil }
            if stream.column == "total" {
                amount -= Array(value("refunded")).withUnsafeBytes { TenThousandths.parse($0) } ?? 0
            }
        }
        let currency = text("currency")
        return Sale(
            id: id, customer: customer, currency: currency.isEmpty ? standard : currency, amount: amount,
            isInCRM: isInCRM, isAfter: isAfter,
            numbers: [text("order_number"), stream.table == .orders ? text("number") : ""].filter { !$0.isEmpty })
    }

    /// The customers with the greatest turnover of each currency, the greatest first.
    func largest(_ count: Int, where isAsked: (RecordID) -> Bool = { _ in true }) -> [(
        currency: String, customer: RecordID, sum: Int64
    )] {
        sums.sorted { $0.key < $1.key }.flatMap { currency, customers in
            customers.filter { $0.value > 0 && isAsked($0.key) }
                .sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(count)
                .map { (currency, $0.key, $0.value) }
        }
    }
}
