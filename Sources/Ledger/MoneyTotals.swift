internal import CRM
public import Records

/// The sum of one money column over the rows of one kind and currency.
public struct MoneySum: Sendable, Equatable {
    /// The table.
    public var entity: Entity
    /// The rows' `type`, where the table has one.
    public var type: String
    /// The currency; empty where rows name none.
    public var currency: String
    /// The column.
    public var column: String
    /// The number of rows.
    public var rows: Int
    /// The sum in ten-thousandths.
    public var sum: Int128
}

/// Counts and sums over every table that has amounts of money in a currency: orders, invoices, payments and whatever the
/// customer model has of the kind.
struct MoneyTotals: Equatable {
    struct Key: Hashable, Comparable {
        let entity: Entity
        let type: [UInt8]
        let currency: [UInt8]
        static func < (left: Key, right: Key) -> Bool {
            if left.entity != right.entity { return left.entity < right.entity }
            if left.type != right.type { return left.type.lexicographicallyPrecedes(right.type) }
            return left.currency.lexicographicallyPrecedes(right.currency)
        }
    }

    /// A table's columns, as far as money is concerned.
    struct Shape {
        let type: Int?
        let currency: Int
        let amounts: [Int]
    }

    private var sums: [Key: (rows: Int, amounts: [Int128])] = [:]

    /// The tables with amounts in a currency, customers themselves left out: a credit limit is no money.
    static let shapes: [Shape?] = Entity.allCases.map { entity in
        let columns = CustomerModel.columns(of: entity)
        let amounts = columns.indices.filter { columns[$0].type == .money }
        guard !entity.isParty, !amounts.isEmpty, let currency = CustomerModel.columnIndex("currency", of: entity) else {
            return nil
        }
        return Shape(type: CustomerModel.columnIndex("type", of: entity), currency: currency, amounts: amounts)
    }

    static func == (left: MoneyTotals, right: MoneyTotals) -> Bool { left.lines == right.lines }

    /// Adds a row, or with -1 takes it away.
    mutating func add(_ entity: Entity, _ row: Int, _ rows: Rows, sign: Int = 1) {
        guard let shape = MoneyTotals.shapes[Int(entity.rawValue)] else { return }
        let key = Key(
            entity: entity, type: shape.type.map { Array(rows[row, $0]) } ?? [],
            currency: Array(rows[row, shape.currency])
        )
        var entry = sums[key] ?? (0, [Int128](repeating: 0, count: shape.amounts.count))
        entry.rows += sign
        for (place, column) in shape.amounts.enumerated() where rows.length(row, column) > 0 {
            let number = rows.withField(row, column) { CanonicalValue.number($0, as: .money) } ?? 0
            entry.amounts[place] += Int128(number) * Int128(sign)
        }
        sums[key] = entry
    }

    /// Adds other totals.
    mutating func add(_ other: MoneyTotals) {
        for (key, entry) in other.sums {
            var sum = sums[key] ?? (0, [Int128](repeating: 0, count: entry.amounts.count))
            sum.rows += entry.rows
            for place in entry.amounts.indices { sum.amounts[place] += entry.amounts[place] }
            sums[key] = sum
        }
    }

    /// Every sum, in order; kinds and currencies without a row are left out.
    var lines: [MoneySum] {
        sums.filter { $0.value.rows != 0 || $0.value.amounts.contains { $0 != 0 } }.sorted { $0.key < $1.key }.flatMap {
            key, entry in
            let names = CustomerModel.columns(of: key.entity).map(\.name)
            return (MoneyTotals.shapes[Int(key.entity.rawValue)]?.amounts ?? []).enumerated().map { place, column in
                MoneySum(
                    entity: key.entity, type: String(decoding: key.type, as: UTF8.self),
                    currency: String(decoding: key.currency, as: UTF8.self), column: names[column], rows: entry.rows,
                    sum: entry.amounts[place])
            }
        }
    }
}

/// A sum before and after a batch.
public struct MoneyComparison: Sendable, Equatable {
    /// The table.
    public var entity: Entity
    /// The rows' `type`, where the table has one.
    public var type: String
    /// The currency.
    public var currency: String
    /// The column.
    public var column: String
    /// Rows before and after.
    public var rows: (before: Int, after: Int)
    /// The sum before and after, in ten-thousandths.
    public var sum: (before: Int128, after: Int128)
    /// True when nothing changed.
    public var isEqual: Bool { rows.before == rows.after && sum.before == sum.after }

    /// Compares column by column.
    public static func == (left: MoneyComparison, right: MoneyComparison) -> Bool {
        left.entity == right.entity && left.type == right.type && left.currency == right.currency
            && left.column == right.column && left.rows == right.rows && left.sum == right.sum
    }

    /// Both sides by table, type, currency and column.
    static func of(_ before: MoneyTotals, _ after: MoneyTotals) -> [MoneyComparison] {
        var found: [MoneyComparison] = []
        for line in before.lines {
            found.append(
                MoneyComparison(
                    entity: line.entity, type: line.type, currency: line.currency, column: line.column,
                    rows: (line.rows, 0), sum: (line.sum, 0)))
        }
        for line in after.lines {
            let index = found.firstIndex {
                $0.entity == line.entity && $0.type == line.type && $0.currency == line.currency
                    && $0.column == line.column
            }
            if let index {
                found[index].rows.after = line.rows
                found[index].sum.after = line.sum
            } else {
                found.append(
                    MoneyComparison(
                        entity: line.entity, type: line.type, currency: line.currency, column: line.column,
                        rows: (0, line.rows), sum: (0, line.sum)))
            }
        }
        return found
    }
}
