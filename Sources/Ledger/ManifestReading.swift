public import CRM
internal import Digest
public import Records

/// One change of a manifest, opened.
public struct ManifestRecord: Sendable {
    /// Why the values of a change can't be shown.
    public enum Closed: String, Sendable {
        /// The person was erased: their data key is gone.
        case erased
        /// A rebuilt manifest hasn't got them.
        case lost
    }

    /// Its number in the batch.
    public let number: Int
    /// The record's table.
    public let entity: Entity
    /// The record.
    public let id: RecordID
    /// What happened: `create`, `update`, `merge`, `restore`, `delete`.
    public let kind: String
    /// The touched columns with their values before and after.
    public let values: [(column: String, before: String, after: String)]
    /// Why there are no values; nil when there are, or when the change needs none.
    public let closed: Closed?
}

extension Manifest {
    /// Opens the images of a verified manifest with the project's keys, those of one record or of all; `body` gets each.
    ///
    /// The data keys' salts come from the database that the manifest belongs to.
    public static func open(
        path: String, on target: any Target, keys: ProjectKeys, record: RecordID? = nil,
        _ body: (ManifestRecord) throws -> Void
    ) throws {
        try target.withSession(.reading) { session in
            let chain = try ManifestChain(session, keys)
            let summary = try chain.check(path: path)
            let sequence = chain.batches.first { $0.id == summary.batch }?.sequence ?? 0
            var images = try ImageBox(session, database: chain.database, keys: keys)
            let reader = try LineReader(path: path)
            var number = -1
            while let (line, _) = try reader.line() {
                number += 1
                guard let value = JSON(canonical: line), let table = value["entity"]?.text,
                    let entity = Entity(table: table),
                    let id = (value["id"]?.text).flatMap({ RecordID(Array($0.utf8)) })
                else { continue }
                if let record, record != id { continue }
                let sealed = (value["image"]?.text).flatMap { Base64.decode($0.utf8) } ?? []
                var closed: ManifestRecord.Closed?
                var values: [(String, String, String)] = []
                if value["lost"] != nil {
                    closed = .lost
                } else if let root = ImageBox.root(of: sealed) {
                    try images.prepare([root], making: false)
                    let image = try images.open(sealed, batch: sequence, number: number, entity: entity, id: id)
                    if image == nil { closed = .erased }
                    let columns = Schema.storedColumns(of: entity)
                    values = (image?.columns ?? []).map { column, before, after in
                        (
                            column < columns.count ? columns[column].name : "column \(column)",
                            String(decoding: before, as: UTF8.self), String(decoding: after, as: UTF8.self)
                        )
                    }
                }
                try body(
                    ManifestRecord(
                        number: number, entity: entity, id: id, kind: value["kind"]?.text ?? "", values: values,
                        closed: closed))
            }
            return SessionEnd<Void>.rollback(())
        }
    }
}
