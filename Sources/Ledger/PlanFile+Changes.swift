internal import Digest

/// A line of a plan's list of changes.
public struct PlannedChange: Sendable, Equatable {
    /// `create`, `update`, `merge`, `link`, `unlink` or `conflict`.
    public let kind: String
    /// The record's table.
    public let table: String
    /// The record's id.
    public let id: String
    /// Columns with their old and new value; of a conflict, what stays and what the sources have.
    public let columns: [(column: String, old: String, new: String)]
    /// Of a link: the source record, `source record key`.
    public let record: String

    /// Whether both say the same.
    public static func == (left: PlannedChange, right: PlannedChange) -> Bool {
        (left.kind, left.table, left.id, left.record) == (right.kind, right.table, right.id, right.record)
            && left.columns.elementsEqual(right.columns) { $0 == $1 }
    }
}

extension PlanFile {
    /// Calls `body` with every line of the list of changes, in its order.
    public func eachChange(_ body: (PlannedChange) throws -> Void) throws {
        let reader = try LineReader(path: changesPath)
        while let (bytes, _) = try reader.line() {
            guard let value = JSON(canonical: bytes), let table = value["entity"]?.text, let id = value["id"]?.text,
                let kind = value["kind"]?.text
            else { throw LedgerFault.badPlan(path: changesPath, reason: "a line isn't what was written") }
            let columns = (value["columns"]?.members ?? [:]).sorted { $0.key < $1.key }.map { name, values in
                let texts = values.elements?.compactMap(\.text) ?? []
                return (column: name, old: texts.first ?? "", new: texts.last ?? "")
            }
            let record = ["source", "record", "key"].compactMap { value[$0]?.text }.joined(separator: " ")
            try body(PlannedChange(kind: kind, table: table, id: id, columns: columns, record: record))
        }
    }
}
