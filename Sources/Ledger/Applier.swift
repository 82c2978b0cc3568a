internal import CRM
internal import Records

/// Writes a change set's rows: the code that a rehearsal and a load share.
enum Applier {
    /// The rows of a block of inserts.
    private static let blockRows = 8_192

    /// Writes every row and gives each block to `note` once it is written: its table, the indexes of its changes in
    /// `creates` or, for rows that existed, in `updates`, and whole rows after the change, as the database holds them.
    static func write(
        _ changes: ChangeSet, _ desired: DesiredMaster, _ session: any LoadSession,
        _ note: (_ entity: Entity, _ isCreate: Bool, _ indexes: Range<Int>, _ rows: Rows) throws -> Void
    ) throws {
        for part in changes.entities {
            var block = Rows(width: Schema.storedColumns(of: part.entity).count)
            var start = 0
            while start < part.creates.count {
                let indexes = start..<min(start + blockRows, part.creates.count)
                block.removeAll()
                for row in part.creates[indexes] {
                    changes.appendCreate(row, of: part.entity, from: desired, to: &block)
                }
                let ids = part.creates[indexes].map { desired[part.entity].ids[Int($0)] }
                try session.insert(part.entity, ids: ids, rows: block)
                try note(part.entity, true, indexes, session.stored(part.entity, ids: ids, rows: block) ?? block)
                start = indexes.upperBound
            }
            if part.updates.count > 0 {
                let updates = part.updates
                try session.update(part.entity, ids: updates.ids, masks: updates.masks, rows: updates.new)
                let stored = try session.stored(part.entity, ids: updates.ids, rows: updates.new)
                try note(part.entity, false, 0..<updates.count, stored ?? updates.new)
            }
        }
    }
}
