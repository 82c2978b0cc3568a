public import CRM
import Foundation
import Ledger
import Mapping
import Records
import Staging
import Text

/// A sum in the source, in staging and in the CRM, of one source, table and column, currency, year and owner.
public struct ReconciledSum: Sendable {
    /// The source.
    public let source: String
    /// The table and column: `orders.total`.
    public let stream: String
    /// ISO 4217.
    public let currency: String
    /// The year of the sale; empty where nothing says it.
    public let year: String
    /// The owner of the customer in the CRM; empty for nobody, and for rows that aren't there.
    public let owner: String
    /// All rows of the file, those that don't come included, as decimal text.
    public var inSource: String { TenThousandths.text(source4) }
    /// Rows that are ready.
    public var staged: String { TenThousandths.text(staged4) }
    /// What the CRM holds of them now.
    public var inCRM: String { TenThousandths.text(crm4) }
    /// The same in ten-thousandths.
    public internal(set) var source4: Int64 = 0, staged4: Int64 = 0, crm4: Int64 = 0
}

/// A row behind a difference.
public struct MoneyDifference: Sendable {
    /// The source, and its file's line or sheet's row.
    public let source: String
    /// The file's line or the sheet's row.
    public let place: UInt32
    /// The table and column.
    public let stream: String
    /// ISO 4217.
    public let currency: String
    /// Why: a rule, a rejection, not loaded, changed in the CRM since.
    public let reason: String
    /// In the source, and in the CRM, as decimal text; empty where it can't be read or isn't there.
    public let inSource: String, inCRM: String
}

/// A printed figure beside the source, staging, the plan and the CRM.
public struct ControlLine: Sendable {
    /// What it is, and its currency.
    public let name: String, currency: String
    /// The client's figure, and ours, as decimal text; the plan's is empty where the batch doesn't tell.
    public let printed: String, staged: String, plan: String, inCRM: String
    /// The printed figure without the CRM's.
    public let difference: String
    /// Rows that don't come.
    public let missing: [MissingRows]
}

/// Money in source, staging and CRM, with the rows behind each difference.
public struct MoneyReconciliation: Sendable {
    /// Sums, by source, stream, currency, year and owner.
    public internal(set) var lines: [ReconciledSum] = []
    /// The rows behind the differences, the first 5,000.
    public internal(set) var differences: [MoneyDifference] = []
    /// Printed figures.
    public internal(set) var controls: [ControlLine] = []

    /// The sums with some of their parts left out: by source and currency, by year, by owner.
    public func lines(by parts: (ReconciledSum) -> [String]) -> [(
        parts: [String], source: Int64, staged: Int64, crm: Int64
    )] {
        var sums: [[String]: (Int64, Int64, Int64)] = [:]
        for line in lines {
            let known = sums[parts(line)] ?? (0, 0, 0)
            sums[parts(line)] = (known.0 + line.source4, known.1 + line.staged4, known.2 + line.crm4)
        }
        return sums.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
            ($0.key, $0.value.0, $0.value.1, $0.value.2)
        }
    }
}

extension ProjectRun {
    /// The most rows behind differences that are kept.
    private static let maximumDifferences = 5_000

    /// Holds the money of every source against staging and the CRM, row by row.
    public func reconcileMoney(on database: any Target, batch: BatchRow?) throws -> MoneyReconciliation {
        let (deliveries, mappings) = try stagedSources()
        var records = try StagedRecords(staging, deliveries: deliveries, mappings: mappings)
        let image = try CRMImage(database)
        CopyNumbers.settle(&records, image)
        let held = try HeldMoney(database)
        var result = MoneyReconciliation()
        var lines: [[String]: ReconciledSum] = [:]
        func add(_ key: [String], _ change: (inout ReconciledSum) -> Void) {
            var line =
                lines[key]
                ?? ReconciledSum(source: key[0], stream: key[1], currency: key[2], year: key[3], owner: key[4])
            change(&line)
            lines[key] = line
        }
        func differ(_ difference: @autoclosure () -> MoneyDifference) {
            if result.differences.count < ProjectRun.maximumDifferences { result.differences.append(difference()) }
        }
        var controlled: [String: (staged: Int64, crm: Int64)] = [:]
        for stream in MoneyStream.all {
            guard let field = CustomerModel.fieldIndex(stream.column, of: stream.entity) else { continue }
            let table = records[stream.entity]
            let currency = CustomerModel.fieldIndex("currency", of: stream.entity)
            let date = MoneyDates.field(of: stream.entity)
            for record in 0..<table.count where !table.value(record, field).isEmpty {
                guard let amount = Array(table.value(record, field)).withUnsafeBytes({ TenThousandths.parse($0) })
                else {
                    continue
                }
                let source = Int(table.sources[record])
                let own = currency.map { String(decoding: table.value(record, $0), as: UTF8.self) } ?? ""
                let unit = own.isEmpty ? project.currency : own
                let year = date.map { String(decoding: table.value(record, $0).prefix(4), as: UTF8.self) } ?? ""
                let master = image.links[records.matchKey(stream.entity, record)]?.masterID
                let row = master.flatMap { held[stream, $0] }
                let name = deliveries[source].source
                add([name, stream.name, unit, year, row?.owner ?? ""]) { line in
                    line.source4 += amount
                    line.staged4 += amount
                    line.crm4 += row?.amount ?? 0
                }
                for control in project.controls
                where control.table == stream.entity.table && control.column == stream.column
                    && (control.sources.isEmpty || control.sources.contains(name))
                    && (control.currency.isEmpty || control.currency == unit)
                {
                    let known = controlled["\(control.name)\u{1F}\(control.currency)"] ?? (0, 0)
                    controlled["\(control.name)\u{1F}\(control.currency)"] = (
                        known.staged + amount, known.crm + (row?.amount ?? 0)
                    )
                }
                if row?.amount == amount { continue }
                let place = try staging.row(table.ordinals[record], of: deliveries[source].id)?.place ?? 0
                differ(
                    MoneyDifference(
                        source: name, place: place, stream: stream.name, currency: unit,
                        reason: master == nil
                            ? "not loaded" : row == nil ? "deleted in the CRM since" : "changed in the CRM since",
                        inSource: TenThousandths.text(amount), inCRM: row.map { TenThousandths.text($0.amount) } ?? ""))
            }
        }
        var leftOut: [LeftOutAmount] = []
        for (delivery, mapping) in zip(deliveries, mappings) {
            leftOut += try LeftOutMoney(project: project, staging: staging).amounts(delivery, mapping)
        }
        for amount in leftOut {
            add([amount.source, amount.stream.name, amount.currency, amount.year, ""]) {
                $0.source4 += amount.amount ?? 0
            }
            differ(
                MoneyDifference(
                    source: amount.source, place: amount.place, stream: amount.stream.name, currency: amount.currency,
                    reason: amount.amount == nil
                        ? "\(amount.reason): no amount can be read from \"\(amount.cell)\"" : amount.reason,
                    inSource: amount.amount.map { TenThousandths.text($0) } ?? "", inCRM: ""))
        }
        result.lines = lines.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
        let planned = batch.flatMap { JSON(canonical: Array($0.details.utf8))?["controls"]?.elements } ?? []
        result.controls = project.controls.compactMap { control in
            guard let printed = TenThousandths.parse(control.figure), let entity = Entity(table: control.table) else {
                return nil
            }
            let ours = controlled["\(control.name)\u{1F}\(control.currency)"] ?? (0, 0)
            let missing = leftOut.filter {
                $0.stream == MoneyStream(entity: entity, column: control.column)
                    && (control.sources.isEmpty || control.sources.contains($0.source))
                    && (control.currency.isEmpty || control.currency == $0.currency)
            }
            return ControlLine(
                name: control.name, currency: control.currency, printed: TenThousandths.text(printed),
                staged: TenThousandths.text(ours.staged),
                plan: planned.first {
                    $0["name"]?.text == control.name && $0["currency"]?.text == control.currency
                }?["plan"]?.text ?? "",
                inCRM: TenThousandths.text(ours.crm), difference: TenThousandths.text(printed - ours.crm),
                missing: printed == ours.crm ? [] : LeftOutAmount.groups(missing))
        }
        return result
    }
}

/// The money that the CRM holds, with whose customer it is.
private struct HeldMoney {
    private var amounts: [MoneyStream: [RecordID: (amount: Int64, owner: String)]] = [:]

    init(_ target: any Target) throws {
        guard target.exists else { return }
        amounts = try target.withSession(.reading) { session in
            var users: [RecordID: String] = [:]
            let name = CustomerModel.columnIndex("name", of: .users) ?? 0
            try HeldMoney.visit(session, .users, [name]) { users[$0] = $1.text($2, 0) }
            var owners: [RecordID: String] = [:]
            for entity in [Entity.accounts, .contacts] {
                guard let column = CustomerModel.columnIndex("owner_id", of: entity) else { continue }
                try HeldMoney.visit(session, entity, [column]) { id, rows, row in
                    if let owner = RecordID(rows[row, 0]) { owners[id] = users[owner] }
                }
            }
            var amounts: [MoneyStream: [RecordID: (amount: Int64, owner: String)]] = [:]
            for stream in MoneyStream.all {
                let columns = [stream.column, "account_id", "contact_id"].compactMap {
                    CustomerModel.columnIndex($0, of: stream.entity)
                }
                var own: [RecordID: (amount: Int64, owner: String)] = [:]
                try HeldMoney.visit(session, stream.entity, columns) { id, rows, row in
                    guard let amount = Array(rows[row, 0]).withUnsafeBytes({ TenThousandths.parse($0) }) else { return }
                    let owner = columns.indices.dropFirst().lazy
                        .compactMap { RecordID(rows[row, $0]).flatMap { owners[$0] } }.first
                    own[id] = (amount, owner ?? "")
                }
                amounts[stream] = own
            }
            return .rollback(amounts)
        }
    }

    subscript(stream: MoneyStream, id: RecordID) -> (amount: Int64, owner: String)? { amounts[stream]?[id] }

    private static func visit(
        _ session: any LoadSession, _ entity: Entity, _ columns: [Int],
        _ body: (RecordID, Rows, Int) -> Void
    ) throws {
        let blocks = try session.rows(of: entity, columns: columns, ids: nil)
        while let block = try blocks.next() {
            for (row, id) in block.ids.enumerated() { body(id, block.rows, row) }
        }
    }
}
