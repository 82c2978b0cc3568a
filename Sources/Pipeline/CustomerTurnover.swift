import CRM
import Ledger
import Records
import Text

/// Sales of a kind that isn't the declared turnover, of customers who have no other.
public struct UncountedSales: Sendable, Equatable {
    /// `orders` or `invoices`.
    public let table: String
    /// The sums' currency.
    public let currency: String
    /// The number of customers.
    public let customers: Int
    /// What they come to, as decimal text.
    public let sum: String
}

/// What each customer bought, by currency; made of the CRM's sales and of those that a load brings.
struct CustomerTurnover {
    /// Currency → customer → sum in ten-thousandths.
    private(set) var sums: [String: [RecordID: Int64]] = [:]
    /// The same of what the CRM holds now.
    private(set) var before: [String: [RecordID: Int64]] = [:]
    /// What is open on invoices, now and after the load.
    private(set) var balances: [String: [RecordID: Int64]] = [:]
    private(set) var balancesBefore: [String: [RecordID: Int64]] = [:]
    /// Invoices whose order is known: one sale, linked by number and counted once.
    private(set) var linked = 0
    /// The streams that count.
    let streams: [TurnoverStream]
    /// Customers of whom only sales are known that don't count, and what those come to.
    private(set) var uncounted: [UncountedSales] = []

    private struct Sale {
        let customer: RecordID
        let currency: String
        let amount: Int64
        let isInCRM: Bool
    }

    init(_ project: Project, _ assembly: MasterAssembly, _ desired: DesiredMaster, on target: any Target) throws {
        var streams = project.turnover
        if streams.isEmpty {
            streams = [Entity.orders, .invoices, .opportunities].compactMap { table in
                guard !desired[table].ids.isEmpty, let standard = TurnoverStream.standard(for: table) else {
                    return nil
                }
                return TurnoverStream(table: table, column: standard.column, date: standard.date)
            }
            // Nothing is declared: the first kind of sales that there is.
            streams = Array(streams.prefix(1))
        }
        self.streams = streams
        var accountOf = assembly.image.accountOf
        if let account = CustomerModel.columnIndex("account_id", of: .accountContacts),
            let contact = CustomerModel.columnIndex("contact_id", of: .accountContacts)
        {
            let table = desired[.accountContacts]
            for row in table.ids.indices {
                guard let one = RecordID(table.rows[row, contact]), let other = RecordID(table.rows[row, account])
                else {
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
        let columns = Dictionary(streams.map { ($0.table, $0.column) }, uniquingKeysWith: { first, _ in first })
        for (entity, column) in columns.sorted(by: { $0.key < $1.key }) {
            var sales: [Sale] = []
            let inCRM = Set(held[entity]?.ids ?? [])
            let table = desired[entity]
            let wanted = Set(table.ids)
            for (row, id) in table.ids.enumerated() {
                sales +=
                    CustomerTurnover.sale(
                        entity, column, table.rows, row, accountOf, project.currency, inCRM.contains(id)
                    ).map { [$0] } ?? []
            }
            if let (ids, rows) = held[entity] {
                for (row, id) in ids.enumerated() where !wanted.contains(id) {
                    sales +=
                        CustomerTurnover.sale(entity, column, rows, row, accountOf, project.currency, true)
                        .map { [$0] } ?? []
                }
            }
            for sale in sales {
                sums[sale.currency, default: [:]][sale.customer, default: 0] += sale.amount
                if sale.isInCRM { before[sale.currency, default: [:]][sale.customer, default: 0] += sale.amount }
            }
        }
        if let order = CustomerModel.columnIndex("order_id", of: .invoices) {
            let table = desired[.invoices]
            linked = table.ids.indices.count { table.rows.length($0, order) > 0 }
        }
        addBalances(desired[.invoices], held[.invoices], accountOf, project.currency)
        addUncounted(desired, Set(columns.keys), accountOf, project.currency)
    }

    /// One kind of sales counts: what customers bought who have only another kind is said, since it is missing in the sums.
    private mutating func addUncounted(
        _ desired: DesiredMaster, _ counted: Set<Entity>, _ accountOf: [RecordID: RecordID], _ currency: String
    ) {
        for entity in [Entity.orders, .invoices] where !counted.contains(entity) {
            guard let standard = TurnoverStream.standard(for: entity) else { continue }
            let table = desired[entity]
            let order = CustomerModel.columnIndex("order_id", of: entity)
            var found: [String: [RecordID: Int64]] = [:]
            for row in table.ids.indices where order.map({ table.rows.length(row, $0) == 0 }) ?? true {
                guard
                    Turnover.isSale(
                        entity,
                        { name in CustomerModel.columnIndex(name, of: entity).map { table.rows.text(row, $0) } ?? "" }),
                    let sale = CustomerTurnover.sale(
                        entity, standard.column, table.rows, row, accountOf, currency, false, all: true),
                    !sums.values.contains(where: { $0[sale.customer] != nil })
                else { continue }
                found[sale.currency, default: [:]][sale.customer, default: 0] += sale.amount
            }
            uncounted += found.sorted { $0.key < $1.key }.map {
                UncountedSales(
                    table: entity.table, currency: $0.key, customers: $0.value.count,
                    sum: TenThousandths.text($0.value.values.reduce(0, +)))
            }
        }
    }

    private mutating func addBalances(
        _ table: DesiredTable, _ held: (ids: [RecordID], rows: Rows)?, _ accountOf: [RecordID: RecordID],
        _ currency: String
    ) {
        guard CustomerModel.columnIndex("open_amount", of: .invoices) != nil else { return }
        let wanted = Set(table.ids)
        for row in table.ids.indices {
            guard
                let sale = CustomerTurnover.sale(
                    .invoices, "open_amount", table.rows, row, accountOf, currency, false, all: true)
            else {
                continue
            }
            balances[sale.currency, default: [:]][sale.customer, default: 0] += sale.amount
        }
        for (row, id) in (held?.ids ?? []).enumerated() {
            guard let rows = held?.rows,
                let sale = CustomerTurnover.sale(
                    .invoices, "open_amount", rows, row, accountOf, currency, true, all: true)
            else { continue }
            balancesBefore[sale.currency, default: [:]][sale.customer, default: 0] += sale.amount
            if !wanted.contains(id) { balances[sale.currency, default: [:]][sale.customer, default: 0] += sale.amount }
        }
    }

    private static func sale(
        _ entity: Entity, _ column: String, _ rows: Rows, _ row: Int, _ accountOf: [RecordID: RecordID],
        _ standard: String, _ isInCRM: Bool, all: Bool = false
    ) -> Sale? {
        func value(_ column: String) -> ArraySlice<UInt8> {
            CustomerModel.columnIndex(column, of: entity).map { rows[row, $0] } ?? []
        }
        guard all || value("turnover").elementsEqual("true".utf8),
            var amount = Array(value(column)).withUnsafeBytes({ TenThousandths.parse($0) }),
            let customer = RecordID(value("account_id"))
                ?? RecordID(value("contact_id")).map({ accountOf[$0] ?? $0 })
        else { return nil }
        if column == "total" { amount -= Array(value("refunded")).withUnsafeBytes { TenThousandths.parse($0) } ?? 0 }
        let currency = String(decoding: value("currency"), as: UTF8.self)
        return Sale(
            customer: customer, currency: currency.isEmpty ? standard : currency, amount: amount, isInCRM: isInCRM)
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
