import Records
import Staging
import Text

/// A figure of the client's own report beside ours.
public struct ControlVerdict: Sendable {
    /// What it is.
    public let name: String
    /// The currency.
    public let currency: String
    /// The printed figure, as decimal text.
    public let printed: String
    /// What the plan would hold, as decimal text.
    public let ours: String
    /// The difference, as decimal text.
    public let difference: String
    /// Rows of its sources that need correction or were left out, with their amounts: `opos rows 88, 141: … 884.20`.
    public let missing: [String]
    /// What those rows come to, as decimal text; equal to `difference` where they explain all of it.
    public let explained: String
    /// The same rows, one value for each source and reason.
    public let missingRows: [MissingRows]
    /// True when both are equal.
    public var isEqual: Bool { printed == ours }
    /// True when the rows that are missing come to the difference, or hold amounts that can't be read.
    public var isExplained: Bool {
        explained == difference || missingRows.contains { !$0.unreadable.isEmpty }
    }
}

/// Rows of a source that don't come, for one reason, and their money.
public struct MissingRows: Sendable {
    /// The source.
    public let source: String
    /// The file's lines or the sheet's rows.
    public let places: [UInt32]
    /// Why they don't come.
    public let reason: String
    /// What they come to, as decimal text.
    public let sum: String
    /// The currency.
    public let currency: String
    /// Cells that no amount can be read from.
    public let unreadable: [String]
}

extension ProjectRun {
    func controlVerdicts(_ matched: Matched, _ assembly: MasterAssembly) throws -> [ControlVerdict] {
        var leftOut: [String: [LeftOutAmount]] = [:]
        return try project.controls.compactMap { control in
            guard let entity = Entity(table: control.table),
                let field = CustomerModel.fieldIndex(control.column, of: entity),
                let printed = Array(control.figure.utf8).withUnsafeBytes({ TenThousandths.parse($0) })
            else { return nil }
            let table = assembly.records[entity]
            let currency = CustomerModel.fieldIndex("currency", of: entity)
            var sum: Int64 = 0
            for record in 0..<table.count {
                let source = assembly.records.sources[Int(table.sources[record])]
                guard control.sources.isEmpty || control.sources.contains(source),
                    assembly.isFounding[Int(entity.rawValue)][record]
                else { continue }
                let own = currency.map { table.value(record, $0) } ?? []
                let unit = own.isEmpty ? project.currency : String(decoding: own, as: UTF8.self)
                guard control.currency.isEmpty || unit == control.currency else { continue }
                sum += Array(table.value(record, field)).withUnsafeBytes { TenThousandths.parse($0) } ?? 0
            }
            var missing: [LeftOutAmount] = []
            if printed != sum {
                for (delivery, mapping) in zip(matched.deliveries, matched.mappings)
                where control.sources.isEmpty || control.sources.contains(delivery.source) {
                    if leftOut[delivery.source] == nil {
                        leftOut[delivery.source] = try LeftOutMoney(project: project, staging: staging)
                            .amounts(delivery, mapping)
                    }
                    missing += (leftOut[delivery.source] ?? []).filter {
                        $0.stream == MoneyStream(entity: entity, column: control.column)
                            && (control.currency.isEmpty || $0.currency == control.currency)
                    }
                }
            }
            return ControlVerdict(
                name: control.name, currency: control.currency, printed: TenThousandths.text(printed),
                ours: TenThousandths.text(sum), difference: TenThousandths.text(printed - sum),
                missing: LeftOutAmount.groups(missing).map(LeftOutAmount.words),
                explained: TenThousandths.text(missing.reduce(0) { $0 + ($1.amount ?? 0) }),
                missingRows: LeftOutAmount.groups(missing))
        }
    }
}

extension LeftOutAmount {
    /// One value for each source, reason and currency.
    static func groups(_ amounts: [LeftOutAmount]) -> [MissingRows] {
        var groups: [[String]: [LeftOutAmount]] = [:]
        for amount in amounts { groups[[amount.source, amount.reason, amount.currency], default: []].append(amount) }
        return groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, rows in
            MissingRows(
                source: key[0], places: rows.map(\.place).sorted(), reason: key[1],
                sum: TenThousandths.text(rows.reduce(0) { $0 + ($1.amount ?? 0) }), currency: key[2],
                unreadable: rows.filter { $0.amount == nil }.map(\.cell))
        }
    }

    /// The rows in words: `opos rows 88, 141: …, 884.20 EUR`.
    static func words(_ rows: MissingRows) -> String {
        let listed = rows.places.prefix(8).map(String.init).joined(separator: ", ")
        let unread = rows.unreadable.prefix(3).map { "\"\($0)\"" }.joined(separator: ", ")
        let sum = rows.unreadable.count == rows.places.count ? "" : ", \(rows.sum) \(rows.currency)"
        return
            "\(rows.source) row\(rows.places.count == 1 ? "" : "s") \(listed)\(rows.places.count > 8 ? ", …" : ""): \(rows.reason)\(sum)"
            + (unread.isEmpty ? "" : ", no amount can be read from \(unread)")
    }
}
