internal import CRM
internal import Digest
internal import Records

/// Seals and opens images with the salts that the CRM database holds, and makes those that there aren't yet.
struct ImageBox {
    private let session: any LoadSession
    private let cipher: ImageCipher
    private var places: [RecordID: Int] = [:]
    private var salts: [UInt8] = []
    private var made: [Salt] = []

    init(_ session: any LoadSession, database: String, keys: ProjectKeys) throws {
        self.session = session
        cipher = try ImageCipher(database: database, keys: keys)
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
        let random = try Random.bytes(new.count * ImageCipher.saltBytes)
        for (index, root) in new.enumerated() {
            let start = index * ImageCipher.saltBytes
            made.append(Salt(root: root, bytes: Array(random[start..<(start + ImageCipher.saltBytes)])))
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

    /// The salts of roots that must have been prepared, one after the other: what another thread needs to seal images.
    func salts(of roots: [RecordID], batch: Int) throws -> [UInt8] {
        var found: [UInt8] = []
        found.reserveCapacity(roots.count * ImageCipher.saltBytes)
        for (index, root) in roots.enumerated() {
            guard let place = places[root] else {
                throw LedgerFault.sealed(batch: String(batch), number: index + 1)
            }
            found.append(contentsOf: salts[place..<(place + ImageCipher.saltBytes)])
        }
        return found
    }

    /// Seals an image; the sealed form begins with the root's id. The root must have been prepared.
    func seal(
        _ image: [UInt8], root: RecordID, batch: Int, number: Int, entity: Entity, id: RecordID
    ) throws -> [UInt8] {
        guard let place = places[root] else { throw LedgerFault.sealed(batch: String(batch), number: number) }
        return try cipher.seal(
            image, root: root, salts: salts, at: place, batch: batch, number: number, entity: entity, id: id)
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
        guard let root = ImageBox.root(of: sealed) else {
            throw LedgerFault.sealed(batch: String(batch), number: number)
        }
        guard let place = places[root] else { return nil }
        return try cipher.open(
            sealed, root: root, salts: salts, at: place, batch: batch, number: number, entity: entity, id: id)
    }
}
