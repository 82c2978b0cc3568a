public import CRM
internal import Digest
internal import Records

/// A change on which the plan and the database of today differ.
public struct PlanDifference: Sendable, Equatable {
    /// The record's table.
    public var table: String
    /// The record's id.
    public var id: String
    /// What was planned: `create`, `update`, `merge`; empty for nothing.
    public var planned: String
    /// What would happen today; empty for nothing, the same word as `planned` when the values differ.
    public var today: String
}

/// How a plan differs from what a load would do today.
public struct PlanDelta: Sendable {
    /// The number of changes in the plan.
    public internal(set) var plannedCount = 0
    /// The number of changes that differ.
    public internal(set) var count = 0
    /// The first of them, at most 1,000.
    public internal(set) var differences: [PlanDifference] = []
    /// What a load would do today.
    public internal(set) var today: ChangeSet
}

/// What a load did.
public struct LoadResult: Sendable {
    /// The batch, as it was written.
    public let batch: BatchRow
    /// The manifest file.
    public let manifest: String
    /// What was done.
    public let changes: ChangeSet
    /// The delta that was accepted; nil when the plan was loaded exactly as signed.
    public let delta: PlanDelta?
}

/// How a load ended.
public enum LoadOutcome: Sendable {
    /// Everything was loaded.
    case loaded(LoadResult)
    /// Nothing was loaded: today's changes aren't those of the plan.
    case differs(PlanDelta)
    /// Nothing was loaded: this plan holds already.
    case alreadyLoaded(BatchRow)
    /// Nothing was loaded: the CRM holds everything as it should be.
    case nothingToDo
}

/// Loads a signed plan, in one transaction, by the very code that made it.
public struct Loader {
    private let target: any Target
    private let keys: ProjectKeys
    private let folder: String

    /// Loads into `target`; manifests go into `folder`, which is made when it isn't there.
    public init(target: any Target, keys: ProjectKeys, folder: String) {
        self.target = target
        self.keys = keys
        self.folder = folder
    }

    /// Where the manifest of a batch lies.
    public static func manifestPath(_ batch: String, in folder: String) -> String {
        "\(folder)/manifest-\(batch).jsonl"
    }

    /// Loads `desired` as planned. When the database has changed so that other changes would be made, nothing is
    /// written and the delta is returned, unless `accept` takes it: then today's changes are loaded.
    public func load(
        _ desired: DesiredMaster, plan: PlanFile, run: String, who: String, details: JSON = .object([:]),
        accept: (PlanDelta) -> Bool = { _ in false }
    ) throws -> LoadOutcome {
        try DurableFile.makeFolder(folder)
        _ = try Recovery.finish(target: target, folder: folder)
        let prepared = try target.prepare(now: plan.now)
        let planned = plan.fingerprint.databaseID
        guard planned.isEmpty || planned == prepared.databaseID else {
            throw LedgerFault.otherDatabase(path: plan.path, planned: planned, found: prepared.databaseID)
        }
        CrashPoint.pass("load.prepared")
        var writer: ManifestWriter?
        let outcome: LoadOutcome
        do {
            outcome = try target.withSession(.writing) { session in
                // The target may begin anew when another transaction was in its way.
                writer?.discard()
                writer = nil
                return try load(desired, plan, run, who, details, accept, session, &writer)
            }
        } catch let fault as CRMFault where fault.isOutcomeUnknown {
            // Should the batch be committed after all, its manifest is needed: the next command finds out.
            throw fault
        } catch {
            writer?.discard()
            throw desired.naming(error)
        }
        CrashPoint.pass("load.committed")
        try writer?.publish()
        CrashPoint.pass("load.manifest.renamed")
        return outcome
    }

    private func load(
        _ desired: DesiredMaster, _ plan: PlanFile, _ run: String, _ who: String, _ details: JSON,
        _ accept: (PlanDelta) -> Bool, _ session: any LoadSession, _ writer: inout ManifestWriter?
    ) throws -> SessionEnd<LoadOutcome> {
        let batches = try session.batches()
        let same = batches.filter { $0.kind == .load && $0.planDigest == plan.digest }
        if let holding = same.first(where: { $0.undoneBy.isEmpty }) { return .rollback(.alreadyLoaded(holding)) }
        let changes = try Planner.changes(desired, session, now: plan.now)
        var delta: PlanDelta?
        if Hex.encode(changes.digest) != plan.digest {
            let found = try Loader.delta(plan, changes, desired)
            guard accept(found) else { return .rollback(.differs(found)) }
            delta = found
        }
        if changes.isEmpty { return .rollback(.nothingToDo) }
        CrashPoint.pass("load.planned")

        let before = try StateHash.compute(session)
        let fingerprint = try session.fingerprint()
        var batch = BatchRow(following: batches, kind: .load, now: plan.now)
        batch.attempt = same.count + 1
        batch.run = run
        batch.who = who
        batch.planDigest = plan.digest
        batch.counts = String(decoding: changes.counts.bytes, as: UTF8.self)
        batch.details = String(decoding: details.bytes, as: UTF8.self)
        batch.setBefore(before, fingerprint)
        let path = Loader.manifestPath(batch.id, in: folder)
        let manifest = try ManifestWriter(
            path: path, header: batch.header, database: fingerprint.databaseID, previous: batch.previousRoot, keys: keys
        )
        writer = manifest
        CrashPoint.pass("load.manifest.begun")

        var recorder = try LoadRecorder(batch, desired, changes, session, fingerprint.databaseID, keys, manifest)
        try Applier.write(changes, desired, session) { try recorder.note($0, $1, $2, $3) }
        CrashPoint.pass("load.changes.written")
        try Loader.writeCrosswalk(changes, desired, batch, session)
        try Loader.adoptKept(desired, session)
        CrashPoint.pass("load.crosswalk.written")
        try session.checkReferences()
        CrashPoint.pass("load.constraints.checked")
        try batch.close(session, manifest, keys)
        CrashPoint.pass("load.manifest.synced")
        try session.register(signer: keys.publicKey, batch: batch.id)
        try session.append(batch)
        try session.audit(at: batch.now, who: who, what: "load", detail: batch.id)
        CrashPoint.pass("load.batch.written")
        return .commit(.loaded(LoadResult(batch: batch, manifest: path, changes: changes, delta: delta)))
    }

    private static func writeCrosswalk(
        _ changes: ChangeSet, _ desired: DesiredMaster, _ batch: BatchRow, _ session: any LoadSession
    ) throws {
        try session.end(changes.endedCrosswalk, by: batch.sequence)
        var start = 0
        while start < changes.newCrosswalk.count {
            let indexes = start..<min(start + 8_192, changes.newCrosswalk.count)
            let entries = changes.newCrosswalk[indexes].map { index in
                var entry = desired.crosswalk.entry(Int(index))
                entry.masterID = changes.adopted[entry.masterID] ?? entry.masterID
                entry.batch = batch.sequence
                return entry
            }
            try session.append(entries)
            start = indexes.upperBound
        }
        try session.append(
            changes.watermarks.map {
                Watermark(source: $0.source, stream: $0.stream, value: $0.value, batch: batch.sequence)
            })
    }

    /// Records that outlived their load's rollback only because a later load built on them: once a load wants them for
    /// itself, no later rollback takes them.
    private static func adoptKept(_ desired: DesiredMaster, _ session: any LoadSession) throws {
        var adopted = try session.keptChanges(for: KeptReason.later.rawValue)
        if adopted.isEmpty { return }
        let wanted = Dictionary(uniqueKeysWithValues: Entity.allCases.map { ($0, Set(desired[$0].ids)) })
        adopted.removeAll { wanted[$0.entity]?.contains($0.id) != true }
        for index in adopted.indices { adopted[index].kept = KeptReason.adopted.rawValue }
        try session.settle(adopted)
    }

    /// Compares the plan's list of changes with today's, both in order.
    private static func delta(_ plan: PlanFile, _ today: ChangeSet, _ desired: DesiredMaster) throws -> PlanDelta {
        struct Line {
            let order: [UInt64]
            let table: String
            let id: String
            let kind: String
            let row: String
        }
        func order(_ entity: Entity, _ kind: String, _ id: RecordID) -> [UInt64] {
            [UInt64(entity.rawValue), kind == ChangeKind.create.rawValue ? 0 : 1, id.high, id.low]
        }
        var delta = PlanDelta(today: today)
        let reader = try LineReader(path: plan.changesPath)
        func next() throws -> Line? {
            guard let (bytes, _) = try reader.line() else { return nil }
            guard let value = JSON(canonical: bytes), let table = value["entity"]?.text, let id = value["id"]?.text,
                let kind = value["kind"]?.text, let row = value["row"]?.text, let entity = Entity(table: table),
                let record = RecordID(Array(id.utf8))
            else { throw LedgerFault.badPlan(path: plan.changesPath, reason: "a line isn't what was written") }
            delta.plannedCount += 1
            return Line(order: order(entity, kind, record), table: table, id: id, kind: kind, row: row)
        }
        func differ(_ table: String, _ id: String, _ planned: String, _ now: String) {
            delta.count += 1
            guard delta.differences.count < 1_000 else { return }
            delta.differences.append(PlanDifference(table: table, id: id, planned: planned, today: now))
        }
        var planned = try next()
        try today.visit(desired) { change in
            let place = order(change.entity, change.kind.rawValue, change.id)
            while let line = planned, line.order.lexicographicallyPrecedes(place) {
                differ(line.table, line.id, line.kind, "")
                planned = try next()
            }
            let (table, id, kind) = (change.entity.table, change.id.description, change.kind.rawValue)
            if let line = planned, line.order == place {
                if line.row != Hex.encode(change.rowHash) || line.kind != kind { differ(table, id, line.kind, kind) }
                planned = try next()
            } else {
                differ(table, id, "", kind)
            }
        }
        while let line = planned {
            differ(line.table, line.id, line.kind, "")
            planned = try next()
        }
        return delta
    }
}

/// Notes what a load writes, in `customary_changes` and in the manifest.
private struct LoadRecorder {
    private let batch: BatchRow
    private let desired: DesiredMaster
    private let changes: ChangeSet
    private let session: any LoadSession
    private let manifest: ManifestWriter
    private var images: ImageBox
    private var hasher = RowHasher()
    private var number = 0

    init(
        _ batch: BatchRow, _ desired: DesiredMaster, _ changes: ChangeSet, _ session: any LoadSession,
        _ database: String, _ keys: ProjectKeys, _ manifest: ManifestWriter
    ) throws {
        self.batch = batch
        self.desired = desired
        self.changes = changes
        self.session = session
        self.manifest = manifest
        images = try ImageBox(session, database: database, keys: keys)
    }

    mutating func note(_ entity: Entity, _ isCreate: Bool, _ indexes: Range<Int>, _ rows: Rows) throws {
        CrashPoint.pass("load.rows.written")
        let part = changes[entity]
        let table = desired[entity]
        var start = indexes.lowerBound
        // Creates come block by block and updates all at once; the book-keeping goes in blocks either way.
        while start < indexes.upperBound {
            let block = start..<min(start + 8_192, indexes.upperBound)
            start = block.upperBound
            var notes: [ChangeRow] = []
            notes.reserveCapacity(block.count)
            var roots: [RecordID] = []
            for index in block {
                let row = index - indexes.lowerBound
                let id = isCreate ? table.ids[Int(part.creates[index])] : part.updates.ids[index]
                roots.append(ImageBox.root(entity, id, row, of: rows))
                number += 1
                var note = ChangeRow(
                    batch: batch.sequence, number: number, entity: entity, id: id,
                    kind: isCreate ? .create : part.updates.kinds[index])
                note.rowHash = hasher.full(id, row, of: rows)
                let founding = isCreate ? table.founding[Int(part.creates[index])] : part.updates.founding[index]
                if founding < desired.crosswalk.count {
                    let entry = desired.crosswalk.entry(Int(founding))
                    note.source = entry.source
                    note.stream = entry.stream
                    note.key = entry.key
                }
                notes.append(note)
            }
            try images.prepare(roots, making: true)
            var image: [UInt8] = []
            for (place, index) in block.enumerated() {
                let row = index - indexes.lowerBound
                image.removeAll(keepingCapacity: true)
                if isCreate {
                    notes[place].hashes = FieldHash.list(row, of: rows)
                    for column in 0..<rows.width where rows.length(row, column) > 0 {
                        Image.append(column, [], rows[row, column], to: &image)
                    }
                } else {
                    for column in 0..<rows.width {
                        let isOurs = part.updates.masks[index] >> UInt64(column) & 1 == 1
                        let value = rows[row, column]
                        // What wasn't to change may have been changed by the database along with it.
                        let before = isOurs ? part.updates.old[index, column] : part.updates.new[index, column]
                        if !isOurs, before == value { continue }
                        FieldHash.append(
                            FieldHash.hash(value, column: column), column: column, to: &notes[place].hashes)
                        Image.append(column, before, value, to: &image)
                    }
                }
                let note = notes[place]
                let sealed = try images.seal(
                    image, root: roots[place], batch: note.batch, number: note.number, entity: entity,
                    id: note.id)
                if !isCreate { notes[place].sealed = sealed }
                try manifest.append(entity, note.id.utf8, note.kind, image: sealed)
            }
            try session.append(notes)
        }
    }
}
