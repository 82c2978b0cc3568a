internal import CRM
internal import Digest
internal import Records

/// What the database knows of a batch, held against the lines of its manifest: by it the changed line is named even
/// where whoever changed it computed all seals anew, which takes no key.
struct ManifestEvidence {
    let session: any LoadSession
    let batch: BatchRow
    let database: String
    /// Opens the images of created records; without it only what stands beside them is compared.
    var images: ImageBox?

    init(_ session: any LoadSession, _ batch: BatchRow, database: String, keys: ProjectKeys?) throws {
        self.session = session
        self.batch = batch
        self.database = database
        images = try keys.map { try ImageBox(session, database: database, keys: $0) }
    }

    /// The first line, counted from 1, that doesn't say what the database says; nil when all of them do.
    mutating func firstDifference(in path: String) throws -> Int? {
        let reader = try LineReader(path: path)
        var record = 0
        let changes = try session.changes(of: batch.sequence)
        var block: ArraySlice<ChangeRow> = []
        var count = 0
        while let (line, isWhole) = try reader.line() {
            record += 1
            guard isWhole else { return record }
            if block.isEmpty { block = (try changes.next() ?? [])[...] }
            if record == 1 {
                guard line.starts(with: header.dropLast()) else { return record }
            } else if let change = block.popFirst() {
                count += 1
                guard try agrees(line, change) else { return record }
            } else {
                guard line.starts(with: batch.end(records: count).dropLast()) else { return record }
                return try reader.line() == nil ? nil : record + 1
            }
        }
        return record + 1
    }

    /// The header as it was written.
    private var header: [UInt8] {
        ManifestEvidence.header(of: batch, database: database)
    }

    /// The header of a batch's manifest.
    static func header(of batch: BatchRow, database: String) -> [UInt8] {
        var members = batch.header
        members["format"] = .text(Manifest.format)
        members["database"] = .text(database)
        members["previous"] = .text(batch.previousRoot)
        members["key"] = .text(batch.publicKey)
        return JSON.object(members).bytes
    }

    private mutating func agrees(_ line: ArraySlice<UInt8>, _ change: ChangeRow) throws -> Bool {
        guard let value = JSON(canonical: line), value["entity"]?.text == change.entity.table,
            value["id"]?.text == change.id.description, value["kind"]?.text == change.kind.rawValue,
            value["n"]?.number == Int64(change.number), let text = value["image"]?.text,
            let image = Base64.decode(text.utf8)
        else { return false }
        if change.isErased { return true }
        if change.kind != .create { return image == change.sealed }
        guard images != nil, let root = ImageBox.root(of: image) else { return images == nil }
        try images?.prepare([root], making: false)
        do {
            let opened = try images?.open(
                image, batch: change.batch, number: change.number, entity: change.entity, id: change.id)
            // A key that isn't there proves nothing; only the roots of this project's records have one.
            return opened != nil || root == change.id
        } catch LedgerFault.sealed {
            return false
        }
    }

    /// The word for a change of an erased person.
    static let erased = "erased"
}

extension ChangeRow {
    /// True when nothing is left of the change but that there was one: its person was erased.
    var isErased: Bool { kind != .delete && hashes.isEmpty && sealed.isEmpty && rowHash.isEmpty }
}

extension BatchRow {
    /// The manifest's last line, but for seal and signature.
    func end(records: Int) -> [UInt8] {
        JSON.object(
            endMembers.merging(["end": .boolean(true), "records": .number(Int64(records))]) { first, _ in first }
        ).bytes
    }
}
