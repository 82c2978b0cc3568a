internal import CRM
internal import Digest
internal import Records

/// The values of a row before and after a change, as they are sealed.
struct Image: Equatable {
    /// Per touched stored column its values; a created row has no values before.
    var columns: [(column: Int, before: [UInt8], after: [UInt8])] = []

    static func == (left: Image, right: Image) -> Bool { left.bytes == right.bytes }

    /// Per column: its index (1 byte), then both values, each with its length before it (4 bytes, big endian).
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for (column, before, after) in columns { Image.append(column, before[...], after[...], to: &bytes) }
        return bytes
    }

    /// Appends one column to the bytes of an image.
    static func append(
        _ column: Int, _ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>, to bytes: inout [UInt8]
    ) {
        bytes.append(UInt8(truncatingIfNeeded: column))
        append(before, to: &bytes)
        append(after, to: &bytes)
    }

    /// The bytes of the image of a created row, in place of what `bytes` held.
    static func fill(_ bytes: inout [UInt8], withRow row: Int, of rows: Rows) {
        let first = row * rows.width
        let start = first == 0 ? 0 : Int(rows.ends[first - 1])
        bytes.removeAll(keepingCapacity: true)
        bytes.reserveCapacity(rows.width * 9 + Int(rows.ends[first + rows.width - 1]) - start)
        rows.arena.withUnsafeBytes { arena in
            var from = start
            for column in 0..<rows.width {
                let end = Int(rows.ends[first + column])
                defer { from = end }
                if end == from { continue }
                // The column, the length of no value before, and the length of the value after.
                let lengths = UInt64(truncatingIfNeeded: end - from)
                bytes.append(UInt8(truncatingIfNeeded: column))
                withUnsafeBytes(of: lengths.bigEndian) { bytes.append(contentsOf: $0) }
                bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: arena[from..<end]))
            }
        }
    }

    private static func append(_ value: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
        let count = UInt32(truncatingIfNeeded: value.count)
        bytes.append(UInt8(truncatingIfNeeded: count >> 24))
        bytes.append(UInt8(truncatingIfNeeded: count >> 16))
        bytes.append(UInt8(truncatingIfNeeded: count >> 8))
        bytes.append(UInt8(truncatingIfNeeded: count))
        bytes.append(contentsOf: value)
    }

    /// The bytes with the columns' numbers on record in place of their indexes (`ColumnNumbers`).
    static func numbered(_ image: [UInt8], of entity: Entity) -> [UInt8] {
        let width = Schema.modelWidth(of: entity)
        var image = image
        image.withUnsafeMutableBufferPointer { bytes in
            var place = 0
            while place < bytes.count {
                bytes[place] = UInt8(
                    truncatingIfNeeded: ColumnNumbers.number(ofIndex: Int(bytes[place]), modelWidth: width))
                place += 1
                for _ in 0..<2 where place + 4 <= bytes.count {
                    let length =
                        Int(bytes[place]) << 24 | Int(bytes[place + 1]) << 16 | Int(bytes[place + 2]) << 8
                        | Int(bytes[place + 3])
                    place += 4 + length
                }
            }
        }
        return image
    }

    init() {}

    /// Reads what `bytes` wrote; nil for anything else.
    init?(_ bytes: [UInt8]) {
        var index = 0
        func value() -> [UInt8]? {
            guard index + 4 <= bytes.count else { return nil }
            let length = bytes[index..<(index + 4)].reduce(0) { $0 << 8 | Int($1) }
            index += 4
            guard index + length <= bytes.count else { return nil }
            defer { index += length }
            return Array(bytes[index..<(index + length)])
        }
        while index < bytes.count {
            let column = Int(bytes[index])
            index += 1
            guard let before = value(), let after = value() else { return nil }
            columns.append((column, before, after))
        }
    }
}

/// Seals and opens images, each with the data key of its root record.
///
/// A data key is HMAC-SHA-256, under the project's sealing key, of the root's id and a random salt that only the CRM
/// database holds (HKDF-Expand of RFC 5869 with one block): when the salt is erased, the key is, wherever images lie.
struct ImageBox {
    private let session: any LoadSession
    private let database: String
    private let maker: HMAC
    private let sealer: Sealer
    private var places: [RecordID: Int] = [:]
    private var salts: [UInt8] = []
    private var made: [Salt] = []
    private static let saltBytes = 32

    init(_ session: any LoadSession, database: String, keys: ProjectKeys) throws {
        self.session = session
        self.database = database
        maker = HMAC(key: keys.sealing)
        sealer = try Sealer()
    }

    /// Per entity the columns that name the record it belongs to, the first to count first.
    private static let rootColumns: [[Int]] = Entity.allCases.map { entity in
        if entity.isParty { return [] }
        return ["contact_id", "account_id", "from_contact_id", "from_account_id", "order_id"].compactMap {
            CustomerModel.columnIndex($0, of: entity)
        }
    }

    /// The record whose data key seals a row: the contact or account that it belongs to, else the row itself.
    static func root(_ entity: Entity, _ id: RecordID, _ row: Int, of rows: Rows) -> RecordID {
        for column in rootColumns[Int(entity.rawValue)] where rows.length(row, column) > 0 {
            if let root = rows.withField(row, column, { IDText.parse($0) }) { return root }
        }
        return id
    }

    /// Gets the salts of these roots at hand; with `making`, makes those that there aren't yet. `isFirst` says that no
    /// batch was ever written, so that there are none to look for; `deferring` leaves the new ones to `flush()`, so that the
    /// database can go on with what it has been given.
    mutating func prepare(
        _ roots: some Sequence<RecordID>, making: Bool, isFirst: Bool = false, deferring: Bool = false
    ) throws {
        let missing = Set(roots.filter { places[$0] == nil }).sorted()
        if !isFirst { for salt in try session.salts(of: missing) { keep(salt) } }
        guard making else { return }
        let new = isFirst ? missing : missing.filter { places[$0] == nil }
        let random = try Random.bytes(new.count * ImageBox.saltBytes)
        for (index, root) in new.enumerated() {
            let start = index * ImageBox.saltBytes
            made.append(Salt(root: root, bytes: Array(random[start..<(start + ImageBox.saltBytes)])))
            keep(made[made.count - 1])
        }
        if !deferring { try flush() }
    }

    /// Writes the salts that were made and aren't written yet.
    mutating func flush() throws {
        if made.isEmpty { return }
        try session.append(made)
        made.removeAll(keepingCapacity: true)
    }

    private mutating func keep(_ salt: Salt) {
        places[salt.root] = salts.count
        salts.append(contentsOf: salt.bytes)
    }

    private func key(_ root: RecordID) -> [UInt8]? {
        guard let place = places[root] else { return nil }
        return withUnsafeTemporaryAllocation(byteCount: 128, alignment: 8) { message in
            let label: StaticString = "customary data key"
            let words = label.utf8CodeUnitCount
            message.copyMemory(from: UnsafeRawBufferPointer(start: label.utf8Start, count: words))
            for index in 0..<ImageBox.saltBytes { message[words + index] = salts[place + index] }
            var end = words + ImageBox.saltBytes
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
        ImageBox.append(id, to: &bytes)
        return bytes
    }

    private static func append(_ id: RecordID, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: id.high.bigEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: id.low.bigEndian) { bytes.append(contentsOf: $0) }
    }

    /// Seals an image; the sealed form begins with the root's id. The root must have been prepared.
    func seal(
        _ image: [UInt8], root: RecordID, batch: Int, number: Int, entity: Entity, id: RecordID
    ) throws -> [UInt8] {
        guard let key = key(root) else { throw LedgerFault.sealed(batch: String(batch), number: number) }
        var head: [UInt8] = []
        head.reserveCapacity(16)
        ImageBox.append(root, to: &head)
        return try sealer.seal(
            Image.numbered(image, of: entity), key: key, authenticating: binding(batch, number, entity, id),
            prefix: head)
    }

    /// The root record of a sealed image.
    static func root(of sealed: [UInt8]) -> RecordID? {
        guard sealed.count >= 16 else { return nil }
        let high = sealed[..<8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return RecordID(high: high, low: sealed[8..<16].reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    /// Opens a change's image, as below.
    func open(_ change: ChangeRow) throws -> Image? {
        if change.sealed.isEmpty { return nil }
        return try open(
            change.sealed, batch: change.batch, number: change.number, entity: change.entity, id: change.id)
    }

    /// Opens an image. Its root must have been prepared; nil when the root's key was erased.
    func open(_ sealed: [UInt8], batch: Int, number: Int, entity: Entity, id: RecordID) throws -> Image? {
        let fault = LedgerFault.sealed(batch: String(batch), number: number)
        guard let root = ImageBox.root(of: sealed) else { throw fault }
        guard let key = key(root) else { return nil }
        guard
            let clear = try? sealer.open(
                Array(sealed[16...]), key: key, authenticating: binding(batch, number, entity, id)),
            var image = Image(clear)
        else { throw fault }
        let width = Schema.modelWidth(of: entity)
        image.columns = image.columns.compactMap { number, before, after in
            ColumnNumbers.index(ofNumber: number, modelWidth: width).map { ($0, before, after) }
        }
        return image
    }
}
