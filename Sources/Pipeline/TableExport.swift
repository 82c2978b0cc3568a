public import CRM
import Foundation
import Ledger
import Mapping
public import Records
public import Staging

/// A table to export, row by row.
public struct ExportTable {
    /// Its columns.
    public let columns: [String]
    /// Calls the body with each row.
    public let rows: (_ body: ([String]) throws -> Void) throws -> Void

    /// Describes a table.
    public init(columns: [String], rows: @escaping (_ body: ([String]) throws -> Void) throws -> Void) {
        self.columns = columns
        self.rows = rows
    }
}

extension ProjectRun {
    /// Which source record became part of which master record, in the target: accounts and contacts first, then their
    /// children.
    public func crosswalkTable(_ target: any Target) throws -> ExportTable {
        let (deliveries, mappings) = try stagedSources()
        var hasKey: [String: Set<String>] = [:]
        for (delivery, mapping) in zip(deliveries, mappings) {
            hasKey[delivery.source] = Set(mapping.records.filter { !$0.key.isEmpty }.map(\.name))
        }
        return ExportTable(columns: ["source", "source_key", "source_row", "entity", "master_id", "batch"]) { body in
            guard target.exists else { return }
            try target.withSession(.reading) { session in
                let batches = Dictionary(
                    try session.batches().map { ($0.sequence, $0.id) }, uniquingKeysWith: { first, _ in first })
                func key(_ entry: CrosswalkEntry) -> String {
                    guard hasKey[entry.source]?.contains(entry.record) ?? true else { return String(entry.ordinal) }
                    return String(decoding: entry.key.prefix { $0 != 0x1F }, as: UTF8.self)
                }
                var parents: [RecordID: [(source: String, key: String, row: UInt32, batch: String)]] = [:]
                for wantsParties in [true, false] {
                    let pull = try session.crosswalk()
                    while let block = try pull.next() {
                        for entry in block where entry.entity.isParty == wantsParties {
                            let batch = batches[entry.batch] ?? ""
                            try body([
                                entry.source, key(entry), String(entry.ordinal), entry.entity.table,
                                entry.masterID.description, batch,
                            ])
                            if wantsParties {
                                parents[entry.masterID, default: []].append(
                                    (entry.source, key(entry), entry.ordinal, batch))
                            }
                        }
                    }
                }
                for entity in [Entity.accountContacts, .contactPoints, .addresses] {
                    let columns = ["account_id", "contact_id"].compactMap { CustomerModel.columnIndex($0, of: entity) }
                    let pull = try session.rows(of: entity, columns: columns, ids: nil)
                    while let block = try pull.next() {
                        for row in 0..<block.ids.count {
                            // A contact's place in an account came with the contact.
                            for column in columns.indices.reversed() {
                                guard let parent = RecordID(block.rows[row, column]), let sources = parents[parent]
                                else { continue }
                                for from in sources {
                                    try body([
                                        from.source, from.key, String(from.row), entity.table,
                                        block.ids[row].description, from.batch,
                                    ])
                                }
                                break
                            }
                        }
                    }
                }
                return SessionEnd<Void>.rollback(())
            }
        }
    }

    /// The customers as the CRM holds them.
    public func masterTable(_ target: any Target, _ entity: Entity) -> ExportTable {
        let columns = CustomerModel.columns(of: entity)
        return ExportTable(columns: ["id"] + columns.map(\.name)) { body in
            guard target.exists else { return }
            try target.withSession(.reading) { session in
                let pull = try session.rows(of: entity, columns: Array(columns.indices), ids: nil)
                while let block = try pull.next() {
                    for row in 0..<block.ids.count {
                        try body([block.ids[row].description] + columns.indices.map { block.rows.text(row, $0) })
                    }
                }
                return SessionEnd<Void>.rollback(())
            }
        }
    }

    /// A source's rejected rows: its own columns in its own order, then why, in the client's words.
    public func rejectsTable(
        _ delivery: StagedDelivery, words: @escaping (_ message: String) -> String
    ) -> ExportTable {
        ExportTable(columns: delivery.columns + Correction.addedColumns) { [staging] body in
            let errors = try staging.errors(of: delivery.id)
            try staging.eachRow(of: delivery.id, states: [.rejected]) { row in
                var cells = row.cells.map { String(decoding: $0, as: UTF8.self) }
                let findings = errors[row.ordinal] ?? []
                let first = findings.first
                cells += [
                    String(row.place),
                    first?.column.map { delivery.columns.indices.contains($0) ? delivery.columns[$0] : "" } ?? "",
                    first?.code ?? "",
                    findings.isEmpty ? words(row.reason) : findings.map { words($0.message) }.joined(separator: "; "),
                ]
                try body(cells)
            }
        }
    }

    /// All findings.
    public func findingsTable() throws -> ExportTable {
        let deliveries = try staging.deliveries()
        return ExportTable(
            columns: [
                "source", "file", "sheet", "source_row", "column", "severity", "code", "value", "message", "remedy",
            ]
        ) { [staging] body in
            for delivery in deliveries {
                try staging.eachFinding(of: delivery.id) { finding in
                    let column =
                        finding.column.map { delivery.columns.indices.contains($0) ? delivery.columns[$0] : "" } ?? ""
                    try body([
                        delivery.source, delivery.file, delivery.stream,
                        finding.ordinal == 0 ? "" : String(finding.ordinal), column,
                        finding.severity.word, finding.code, finding.value, finding.message, finding.remedy,
                    ])
                }
            }
        }
    }

    /// Pairs that matching found worth knowing.
    public func pairsTable() -> ExportTable {
        ExportTable(
            columns: [
                "source_a", "source_key_a", "source_b", "source_key_b", "match_weight", "match_probability", "decision",
            ]
        ) { [staging] body in
            try staging.eachPair { pair in
                try body([
                    pair.first.source, pair.first.key, pair.second.source, pair.second.key,
                    String(format: "%.3f", Double(pair.weight) / 1_000), String(format: "%.6f", pair.probability),
                    pair.band,
                ])
            }
        }
    }

    /// The row ledger and the value ledger of the newest plan.
    public func ledgerTable() -> ExportTable {
        ExportTable(columns: ["ledger", "source", "bucket", "count"]) { [staging] body in
            try staging.eachLedgerLine { try body([$0, $1, $2, String($3)]) }
        }
    }
}
