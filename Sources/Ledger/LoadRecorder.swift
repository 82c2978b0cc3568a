internal import CRM
internal import Digest
internal import Records

/// Notes what a load writes, in `customary_changes` and in the manifest. While the database takes the rows of one block,
/// those of the block before are hashed and sealed beside it.
struct LoadRecorder {
    private let batch: BatchRow
    private let desired: DesiredMaster
    private let changes: ChangeSet
    private let session: any LoadSession
    private let station: LoadStation
    private var images: ImageBox
    private let side = SideWork<[ChangeRow]>()
    private var number = 0
    /// The reasons that changes name, by number from 1.
    let reasons: [Reason]
    /// The rows whose images are sealed in one go.
    private static let blockRows = 8_192

    init(
        _ batch: BatchRow, _ desired: DesiredMaster, _ changes: ChangeSet, _ session: any LoadSession,
        _ database: String, _ keys: ProjectKeys, _ manifest: ManifestWriter
    ) throws {
        self.batch = batch
        self.desired = desired
        self.changes = changes
        self.session = session
        images = try ImageBox(session, database: database, keys: keys)
        // What no source said has reasons of its own, after all others.
        let own = desired.reasons.count + 2 <= Int(UInt16.max) ? [DerivedReason.merge, DerivedReason.primary] : []
        reasons = desired.reasons + own
        station = LoadStation(
            desired, changes, hasOwnReasons: !own.isEmpty, try ImageCipher(database: database, keys: keys), manifest)
    }

    /// Notes rows that were written: `indexes` of a table's creates or, for rows that existed, of its updates.
    mutating func note(_ entity: Entity, _ isCreate: Bool, _ indexes: Range<Int>, _ rows: Rows) throws {
        CrashPoint.pass("load.rows.written")
        let part = changes[entity]
        let table = desired[entity]
        var start = indexes.lowerBound
        // Creates come block by block and updates all at once; the book-keeping goes in blocks either way.
        while start < indexes.upperBound {
            let block = start..<min(start + LoadRecorder.blockRows, indexes.upperBound)
            start = block.upperBound
            let first = number + 1
            number += block.count
            let roots = block.map { index in
                let id = isCreate ? table.ids[Int(part.creates[index])] : part.updates.ids[index]
                return ImageBox.root(entity, id, index - indexes.lowerBound, of: rows)
            }
            try images.prepare(roots, making: true, isFirst: batch.sequence == 1, deferring: true)
            let salts = try images.salts(of: roots, batch: batch.sequence)
            let (station, sequence, base) = (station, batch.sequence, indexes.lowerBound)
            side.add {
                try station.notes(
                    LoadStation.Block(
                        entity: entity, isCreate: isCreate, indexes: block, base: base, rows: rows, batch: sequence,
                        first: first, roots: roots, salts: salts))
            }
            if side.count > 1 { try write() }
        }
    }

    /// Writes what is still at work.
    mutating func finish() throws {
        while side.count > 0 { try write() }
    }

    private mutating func write() throws {
        guard let notes = try side.take() else { return }
        CrashPoint.pass("load.images.sealed")
        try images.flush()
        try session.append(notes)
        CrashPoint.pass("load.changes.noted")
    }
}

/// What of a load's book-keeping needs no database: hashing, sealing, the manifest. One thread at a time works here.
private final class LoadStation: @unchecked Sendable {
    /// Rows of one table that were written.
    struct Block: Sendable {
        let entity: Entity
        let isCreate: Bool
        /// Of the table's creates or updates.
        let indexes: Range<Int>
        /// The index of the first of `rows`.
        let base: Int
        let rows: Rows
        let batch: Int
        /// The number of the first change.
        let first: Int
        let roots: [RecordID]
        let salts: [UInt8]
    }

    private let desired: DesiredMaster
    private let changes: ChangeSet
    private let hasOwnReasons: Bool
    private let cipher: ImageCipher
    private let manifest: ManifestWriter
    private var hasher = RowHasher()
    private var image: [UInt8] = []

    init(
        _ desired: DesiredMaster, _ changes: ChangeSet, hasOwnReasons: Bool, _ cipher: ImageCipher,
        _ manifest: ManifestWriter
    ) {
        self.desired = desired
        self.changes = changes
        self.hasOwnReasons = hasOwnReasons
        self.cipher = cipher
        self.manifest = manifest
    }

    private func forcedReason(_ kind: ChangeKind) -> UInt16 {
        if !hasOwnReasons { return 0 }
        return UInt16(desired.reasons.count + (kind == .merge ? 1 : 2))
    }

    /// The reasons of a row's values: `columns` are those that it writes, `forced` those that no source decides.
    private func list(_ table: DesiredTable, _ row: Int?, _ columns: UInt64, _ forced: UInt64, _ kind: ChangeKind)
        -> [UInt8]
    {
        var list: [UInt8] = []
        let width = table.rows.width
        for column in 0..<width where columns >> UInt64(column) & 1 == 1 {
            var number: UInt16 = 0
            if forced >> UInt64(column) & 1 == 1 {
                number = forcedReason(kind)
            } else if let row, !table.reasons.isEmpty {
                number = table.reasons[row * width + column]
            }
            if number > 0 { ReasonList.append(number, column: column, to: &list) }
        }
        return list
    }

    /// The changes of a block, as they are to be written; their lines are in the manifest.
    func notes(_ block: Block) throws -> [ChangeRow] {
        let part = changes[block.entity]
        let table = desired[block.entity]
        var notes: [ChangeRow] = []
        notes.reserveCapacity(block.indexes.count)
        for (place, index) in block.indexes.enumerated() {
            let row = index - block.base
            let id = block.isCreate ? table.ids[Int(part.creates[index])] : part.updates.ids[index]
            var note = ChangeRow(
                batch: block.batch, number: block.first + place, entity: block.entity, id: id,
                kind: block.isCreate ? .create : part.updates.kinds[index])
            note.rowHash = hasher.full(id, row, of: block.rows)
            let founding = block.isCreate ? table.founding[Int(part.creates[index])] : part.updates.founding[index]
            if founding < desired.crosswalk.count {
                let entry = desired.crosswalk.entry(Int(founding))
                note.source = entry.source
                note.stream = entry.stream
                note.key = entry.key
            }
            image.removeAll(keepingCapacity: true)
            if block.isCreate {
                note.hashes = FieldHash.list(row, of: block.rows)
                if !table.reasons.isEmpty {
                    note.reasons = list(table, Int(part.creates[index]), note.touched, 0, .create)
                }
                Image.fill(&image, withRow: row, of: block.rows)
            } else {
                fill(&note, part.updates, index, block.rows, row, table)
            }
            let sealed = try cipher.seal(
                image, root: block.roots[place], salts: block.salts, at: place * ImageCipher.saltBytes,
                batch: note.batch, number: note.number, entity: block.entity, id: id)
            if !block.isCreate { note.sealed = sealed }
            try manifest.append(block.entity, id.utf8, note.kind, image: sealed)
            notes.append(note)
        }
        return notes
    }

    /// What an update touched, its reasons and its image.
    private func fill(
        _ note: inout ChangeRow, _ updates: RowUpdates, _ index: Int, _ rows: Rows, _ row: Int, _ table: DesiredTable
    ) {
        let wanted = updates.desired[index]
        note.reasons = list(
            table, wanted == DesiredMaster.noFounding ? nil : Int(wanted), updates.masks[index], updates.forced[index],
            updates.kinds[index])
        for column in 0..<rows.width {
            let isOurs = updates.masks[index] >> UInt64(column) & 1 == 1
            let value = rows[row, column]
            // What wasn't to change may have been changed by the database along with it.
            let before = isOurs ? updates.old[index, column] : updates.new[index, column]
            if !isOurs, before == value { continue }
            FieldHash.append(FieldHash.hash(value), column: column, to: &note.hashes)
            Image.append(column, before, value, to: &image)
        }
    }
}
