internal import CRM
internal import Digest
internal import Records

/// Seals and opens single images, each with a data key that is made from its root record's salt; it belongs to one thread.
///
/// A data key is HMAC-SHA-256, under the project's sealing key, of the root's id and a random salt that only the CRM
/// database holds (HKDF-Expand of RFC 5869 with one block): when the salt is erased, the key is, wherever images lie.
struct ImageCipher {
    static let saltBytes = 32
    private let database: String
    private let maker: HMAC
    private let sealer: Sealer

    init(database: String, keys: ProjectKeys) throws {
        self.database = database
        maker = HMAC(key: keys.sealing)
        sealer = try Sealer()
    }

    /// A root's data key; its salt stands in `salts` at `place`.
    private func key(_ root: RecordID, _ salts: [UInt8], _ place: Int) -> [UInt8] {
        withUnsafeTemporaryAllocation(byteCount: 128, alignment: 8) { message in
            let label: StaticString = "customary data key"
            let words = label.utf8CodeUnitCount
            message.copyMemory(from: UnsafeRawBufferPointer(start: label.utf8Start, count: words))
            for index in 0..<ImageCipher.saltBytes { message[words + index] = salts[place + index] }
            var end = words + ImageCipher.saltBytes
            message.storeBytes(of: root.high.bigEndian, toByteOffset: end, as: UInt64.self)
            message.storeBytes(of: root.low.bigEndian, toByteOffset: end + 8, as: UInt64.self)
            end += 16
            message[end] = 1
            return [UInt8](unsafeUninitializedCapacity: SHA256.byteCount) { key, count in
                if let base = key.baseAddress {
                    maker.code(for: UnsafeRawBufferPointer(rebasing: message[...end]), into: base)
                }
                count = SHA256.byteCount
            }
        }
    }

    /// What an image is bound to, so that it can't be moved to another change.
    private func binding(_ batch: Int, _ number: Int, _ entity: Entity, _ id: RecordID) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(database.utf8.count + 33)
        bytes.append(contentsOf: database.utf8)
        withUnsafeBytes(of: UInt64(batch).bigEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: UInt64(number).bigEndian) { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: entity.table.utf8)
        ImageCipher.append(id, to: &bytes)
        return bytes
    }

    private static func append(_ id: RecordID, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: id.high.bigEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: id.low.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Seals an image; the sealed form begins with the root's id, whose salt stands in `salts` at `place`.
    func seal(
        _ image: [UInt8], root: RecordID, salts: [UInt8], at place: Int, batch: Int, number: Int, entity: Entity,
        id: RecordID
    ) throws -> [UInt8] {
        var head: [UInt8] = []
        head.reserveCapacity(16)
        ImageCipher.append(root, to: &head)
        return try sealer.seal(
            Image.numbered(image, of: entity), key: key(root, salts, place),
            authenticating: binding(batch, number, entity, id), prefix: head)
    }

    /// Opens an image whose root's salt stands in `salts` at `place`.
    func open(
        _ sealed: [UInt8], root: RecordID, salts: [UInt8], at place: Int, batch: Int, number: Int, entity: Entity,
        id: RecordID
    ) throws -> Image {
        guard
            let clear = try? sealer.open(
                Array(sealed[16...]), key: key(root, salts, place), authenticating: binding(batch, number, entity, id)),
            var image = Image(clear)
        else { throw LedgerFault.sealed(batch: String(batch), number: number) }
        let width = Schema.modelWidth(of: entity)
        image.columns = image.columns.compactMap { number, before, after in
            ColumnNumbers.index(ofNumber: number, modelWidth: width).map { ($0, before, after) }
        }
        return image
    }
}
