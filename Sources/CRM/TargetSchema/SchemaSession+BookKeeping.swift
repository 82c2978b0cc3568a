public import Records

/// The book-keeping is the engine's own; what belongs to the other program's rows goes along.
extension SchemaSession {
    /// The database's own id.
    public func databaseID() throws -> String { try book.databaseID() }

    /// All loads and rollbacks in order.
    public func batches() throws -> [BatchRow] { try book.batches() }

    /// Notes a load or rollback, and how every row is as it ends.
    public func append(_ batch: BatchRow) throws {
        try book.append(batch)
        let now = 2 * Int64(batch.sequence)
        for entity in Entity.allCases where bound.carries(entity) {
            let seen = try memory.seen(entity)
            var fresh: [(id: RecordID, hash: Int64, version: Int64)] = []
            let blocks = try rows(of: entity, columns: nil, ids: nil)
            while let block = try blocks.next() {
                for (row, id) in block.ids.enumerated() {
                    let hash = SchemaSession.hash((0..<block.rows.width).map { Array(block.rows[row, $0]) })
                    let isOurs = written[entity]?.contains(id) == true
                    if let known = seen[id], known.hash == hash, !isOurs { continue }
                    fresh.append((id, hash, isOurs ? now : now - 1))
                }
            }
            let index = try index(entity)
            try memory.see(entity, fresh, gone: seen.keys.filter { index.byID[$0] == nil }.sorted())
        }
    }

    /// Notes that a batch was taken back.
    public func setUndone(_ sequence: Int, by batch: String) throws {
        try book.setUndone(sequence, by: batch)
        if !batch.isEmpty { try dropSharedRows(of: sequence) }
    }

    /// Notes reasons.
    public func append(_ reasons: [Reason], of batch: Int) throws { try book.append(reasons, of: batch) }

    /// The reasons of a batch.
    public func reasons(of batch: Int) throws -> [Reason] { try book.reasons(of: batch) }

    /// Notes changes.
    public func append(_ changes: [ChangeRow]) throws { try book.append(changes) }

    /// A batch's changes.
    public func changes(of batch: Int, entity: Entity?, kinds: [ChangeKind]) throws -> Pull<[ChangeRow]> {
        try book.changes(of: batch, entity: entity, kinds: kinds)
    }

    /// The changes that hold.
    public func heldChanges(of entity: Entity) throws -> Pull<[ChangeRow]> { try book.heldChanges(of: entity) }

    /// Every change of records.
    public func history(of entity: Entity, ids: [RecordID]) throws -> [ChangeRow] {
        try book.history(of: entity, ids: ids)
    }

    /// Notes of changes whether they were taken back.
    public func settle(_ changes: [ChangeRow]) throws { try book.settle(changes) }

    /// The changes that were kept for a reason.
    public func keptChanges(for reason: String) throws -> [ChangeRow] { try book.keptChanges(for: reason) }

    /// The crosswalk as it holds.
    public func crosswalk() throws -> Pull<[CrosswalkEntry]> { try book.crosswalk() }

    /// The crosswalk since a batch.
    public func crosswalk(since batch: Int) throws -> Pull<[CrosswalkEntry]> { try book.crosswalk(since: batch) }

    /// Adds entries.
    public func append(_ entries: [CrosswalkEntry]) throws { try book.append(entries) }

    /// Ends entries.
    public func end(_ entries: [CrosswalkEntry], by batch: Int) throws { try book.end(entries, by: batch) }

    /// Ends all that a batch wrote.
    public func endAll(of writer: Int, by batch: Int) throws { try book.endAll(of: writer, by: batch) }

    /// The salts of root records.
    public func salts(of roots: [RecordID]) throws -> [Salt] { try book.salts(of: roots) }

    /// Adds salts.
    public func append(_ salts: [Salt]) throws { try book.append(salts) }

    /// Makes what is kept of records unreadable for ever, what the other program had written included.
    public func forget(_ entity: Entity, ids: [RecordID]) throws {
        try book.forget(entity, ids: ids)
        try memory.drop(entity, ids, keepingIDs: true)
    }

    /// The newest watermarks.
    public func watermarks() throws -> [Watermark] { try book.watermarks() }

    /// Notes watermarks.
    public func append(_ watermarks: [Watermark]) throws { try book.append(watermarks) }

    /// Takes back a batch's watermarks.
    public func undoWatermarks(of batch: Int) throws -> [String] { try book.undoWatermarks(of: batch) }

    /// The sources that are held.
    public func heldSources() throws -> [String: String] { try book.heldSources() }

    /// Holds a source, or lets it go on.
    public func hold(source: String, by batch: String?) throws { try book.hold(source: source, by: batch) }

    /// The keys that may sign.
    public func signers() throws -> [String] { try book.signers() }

    /// Registers a key.
    public func register(signer: String, batch: String) throws { try book.register(signer: signer, batch: batch) }

    /// Adds a line to the audit.
    public func audit(at: String, who: String, what: String, detail: String) throws {
        try book.audit(at: at, who: who, what: what, detail: detail)
    }

    /// Checks the audit.
    public func checkAudit() throws { try book.checkAudit() }
}
