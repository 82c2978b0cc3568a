public import CRM
internal import Records

/// What verifying a batch found.
public struct VerifyReport: Sendable {
    /// The batch.
    public var batch = BatchRow()
    /// The number of changes on record.
    public var changes = 0
    /// The records that hold what the batch wrote.
    public var unchanged = 0
    /// The records that were changed since, the first 1,000.
    public var changedSince: [StateDifference] = []
    /// The number of records that were changed since.
    public var changedCount = 0
    /// What contradicts the batch's own records; empty when all is well.
    public var mismatches: [String] = []
}

/// Holds a batch against the CRM as it is now.
public enum Verifier {
    /// Recounts a load's changes and hashes every record again that it made or changed.
    public static func verify(_ batch: String, on target: any Target) throws -> VerifyReport {
        try target.withSession(.reading) { session in
            guard let row = try session.batches().first(where: { $0.id == batch }) else {
                throw LedgerFault.noBatch(batch)
            }
            var report = VerifyReport()
            report.batch = row
            try session.checkAudit()
            var counts: [String: [String: Int64]] = ["create": [:], "update": [:], "merge": [:]]
            var hasher = RowHasher()
            for entity in Entity.allCases {
                let blocks = try session.changes(of: row.sequence, entity: entity)
                while let block = try blocks.next() {
                    for kind in Set(block.map(\.kind)) where counts[kind.rawValue] != nil {
                        let part = block.filter { $0.kind == kind }
                        counts[kind.rawValue]?[entity.table, default: 0] += Int64(part.count)
                        try compare(part, entity, session, &hasher, &report)
                    }
                    report.changes += block.count
                }
            }
            check(counts, row, &report)
            return .rollback(report)
        }
    }

    private static func compare(
        _ changes: [ChangeRow], _ entity: Entity, _ session: any LoadSession, _ hasher: inout RowHasher,
        _ report: inout VerifyReport
    ) throws {
        let blocks = try session.rows(of: entity, columns: nil, ids: changes.map(\.id))
        var next = 0
        func note(_ change: ChangeRow, _ columns: [String], _ reason: String) {
            report.changedCount += 1
            guard report.changedSince.count < 1_000 else { return }
            report.changedSince.append(
                StateDifference(entity: entity, id: change.id, columns: columns, reason: reason))
        }
        while let block = try blocks.next() {
            for (row, id) in block.ids.enumerated() {
                while changes[next].id < id {
                    note(changes[next], [], "is gone")
                    next += 1
                }
                let change = changes[next]
                next += 1
                if hasher.full(id, row, of: block.rows) == change.rowHash {
                    report.unchanged += 1
                    continue
                }
                var columns: [String] = []
                let isPartlyUndone = change.undoneBy.isEmpty && change.undoneColumns != 0
                let names = Schema.storedColumns(of: entity)
                FieldHash.visit(change.hashes) { column, hash in
                    guard column < names.count, change.undoneColumns >> UInt64(column) & 1 == 0,
                        FieldHash.hash(block.rows[row, column]) != hash
                    else {
                        return
                    }
                    columns.append(names[column].name)
                }
                if isPartlyUndone, columns.isEmpty {
                    // As loaded, but for what was taken back.
                    report.unchanged += 1
                } else {
                    note(change, columns, "was changed since")
                }
            }
        }
        for change in changes[next...] { note(change, [], "is gone") }
    }

    private static func check(_ counts: [String: [String: Int64]], _ row: BatchRow, _ report: inout VerifyReport) {
        guard row.kind == .load, let noted = JSON(canonical: Array(row.counts.utf8)) else { return }
        for kind in counts.keys.sorted() {
            let expected = (noted[kind]?.members ?? [:]).compactMapValues(\.number)
            guard expected != counts[kind] else { continue }
            report.mismatches.append("the batch counts \(kind) as \(expected), its changes as \(counts[kind] ?? [:])")
        }
    }
}
