public import CRM
internal import Digest
public import Records

/// Where one value of a record in the CRM comes from: what it was, and who changed it when.
public struct FieldHistory: Sendable, Equatable {
    /// The stored column.
    public let column: String
    /// The value now; empty for none.
    public let now: String
    /// The value before the last change; nil where it is not on record (a value that a load made and a person changed).
    public let before: String?
    /// The batch of the last change; empty when a person made it.
    public let batch: String
    /// When it was changed: the batch's time, or the record's own `updated_at` for a person.
    public let at: String
    /// Who changed it: whoever loaded, or the record's own `updated_by` for a person; empty when nobody left a name.
    public let who: String
    /// True when a person changed it after the last load that wrote it.
    public let isEdited: Bool
    /// The source that brought the value, as far as it is on record.
    public let source: String
    /// The key of the record's founding row in that source.
    public let key: String
    /// The mapping rule that brought the value.
    public let rule: String
}

/// A record's past, read from what every batch noted of it.
public enum RecordHistory {
    /// The last change of every value of a record, in the order of its columns; none where no load wrote the record.
    /// Values that were erased show as nil.
    public static func read(
        _ entity: Entity, _ id: RecordID, on session: any LoadSession, keys: ProjectKeys
    ) throws -> [FieldHistory] {
        guard let block = try session.rows(of: entity, columns: nil, ids: [id]).next(), !block.ids.isEmpty else {
            return []
        }
        let changes = try session.history(of: entity, ids: [id]).filter { $0.undoneBy.isEmpty && $0.kind != .delete }
        if changes.isEmpty { return [] }
        let batches = Dictionary(
            try session.batches().map { ($0.sequence, $0) }, uniquingKeysWith: { first, _ in first })
        var box = try ImageBox(session, database: session.databaseID(), keys: keys)
        try box.prepare(changes.compactMap { ImageBox.root(of: $0.sealed) }, making: false)
        var reasons: [Int: [Reason]] = [:]
        var lines: [FieldHistory] = []
        let columns = Schema.storedColumns(of: entity)
        let width = Schema.modelWidth(of: entity)
        for column in 0..<width {
            guard let last = changes.last(where: { writes(column, $0) }), let batch = batches[last.batch] else {
                continue
            }
            let isEdited =
                FieldHash.entry(column, in: last.hashes) ?? 0
                != FieldHash.hash(block.rows[0, column])
            let now = block.rows.text(0, column)
            if now.isEmpty, !isEdited, last.kind == .create { continue }
            let image = last.kind == .create || last.sealed.isEmpty ? nil : try box.open(last)
            let part = image?.columns.first { $0.column == column }
            let before: String?
            if isEdited {
                let wasEmpty = last.kind == .create && FieldHash.entry(column, in: last.hashes) == nil
                before = wasEmpty ? "" : part.map { String(decoding: $0.after, as: UTF8.self) }
            } else {
                before = last.kind == .create ? "" : part.map { String(decoding: $0.before, as: UTF8.self) }
            }
            if reasons[last.batch] == nil { reasons[last.batch] = try session.reasons(of: last.batch) }
            let reason = ReasonList.reason(of: column, in: last.reasons, among: reasons[last.batch] ?? [])
            let person = block.rows.text(0, width + 3)
            lines.append(
                FieldHistory(
                    column: columns[column].name, now: now, before: before, batch: isEdited ? "" : batch.id,
                    at: isEdited ? block.rows.text(0, width + 2) : batch.now,
                    who: isEdited ? (person == Schema.author ? "" : person) : batch.who, isEdited: isEdited,
                    source: reason?.source ?? last.source, key: String(decoding: last.key, as: UTF8.self),
                    rule: reason?.rule ?? ""))
        }
        return lines
    }

    /// The records of a table whose value of a column was `text` (in any case, as a part) before one of the given batches
    /// changed it, in id order.
    public static func find(
        formerly text: String, in column: String, of entity: Entity, batches: [BatchRow], on session: any LoadSession,
        keys: ProjectKeys
    ) throws -> [RecordID] {
        guard let column = CustomerModel.columnIndex(column, of: entity) else { return [] }
        let wanted = text.lowercased()
        var box = try ImageBox(session, database: session.databaseID(), keys: keys)
        var found: Set<RecordID> = []
        for batch in batches {
            let blocks = try session.changes(of: batch.sequence, entity: entity)
            while let block = try blocks.next() {
                let renamed = block.filter {
                    $0.kind != .create && !$0.sealed.isEmpty && FieldHash.entry(column, in: $0.hashes) != nil
                }
                try box.prepare(renamed.compactMap { ImageBox.root(of: $0.sealed) }, making: false)
                for change in renamed {
                    guard let part = try box.open(change)?.columns.first(where: { $0.column == column }) else {
                        continue
                    }
                    if String(decoding: part.before, as: UTF8.self).lowercased().contains(wanted) {
                        found.insert(change.id)
                    }
                }
            }
        }
        return found.sorted()
    }

    private static func writes(_ column: Int, _ change: ChangeRow) -> Bool {
        change.holds(column) && (change.kind == .create || FieldHash.entry(column, in: change.hashes) != nil)
    }
}
