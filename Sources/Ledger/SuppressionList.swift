public import CRM
internal import Digest
public import Records

/// What a suppression is about; the word in `suppressions.kind`.
public enum SuppressionKind: String, Sendable, CaseIterable {
    /// An e-mail address.
    case email
    /// A phone number.
    case phone
    /// A record's key in its source.
    case key
    /// A key that the record's company has too, together with the person's name.
    case person
}

/// Makes the keyed hashes by which a person is kept out without being known: HMAC-SHA-256, in hex, under a key made from
/// the project's sealing key. Whoever has the table but not the keys can't try out addresses.
public struct SuppressionHasher: Sendable {
    private let maker: HMAC

    /// Hashes with the project's keys.
    public init(_ keys: ProjectKeys) {
        maker = HMAC(key: HMAC.sha256(Array("customary suppressions".utf8), key: keys.sealing))
    }

    /// The hash of an e-mail address; case and spaces around it don't matter.
    public func email(_ address: some Sequence<UInt8>) -> String {
        code(.email, [SuppressionHasher.lowercased(address)])
    }

    /// The hash of a phone number: its digits, E.164 where it is known.
    public func phone(_ number: some Sequence<UInt8>) -> String {
        code(.phone, [number.filter { (0x30...0x39).contains($0) }])
    }

    /// The hash of a record's key in a source.
    public func key(_ key: some Sequence<UInt8>, source: String, of entity: Entity) -> String {
        code(.key, [Array(source.utf8), Array(entity.table.utf8), Array(key)])
    }

    /// The hash of a key that isn't the person's alone, with the person's name.
    public func person(_ key: some Sequence<UInt8>, source: String, name: [UInt8]) -> String {
        code(.person, [Array(source.utf8), Array(key), name])
    }

    private func code(_ kind: SuppressionKind, _ fields: [[UInt8]]) -> String {
        var message: [UInt8] = []
        for field in [Array(kind.rawValue.utf8)] + fields {
            message.append(contentsOf: field)
            message.append(0x1F)
        }
        return Hex.encode(maker.code(for: message))
    }

    /// ASCII letters in lower case, without spaces at the ends.
    public static func lowercased(_ text: some Sequence<UInt8>) -> [UInt8] {
        var bytes = text.map { (0x41...0x5A).contains($0) ? $0 + 32 : $0 }
        while bytes.last == 0x20 { bytes.removeLast() }
        return Array(bytes.drop { $0 == 0x20 })
    }
}

/// The suppression list of one or more targets.
public struct SuppressionList: Sendable {
    /// Makes its hashes.
    public let hasher: SuppressionHasher
    /// The hashes in it.
    public private(set) var hashes: Set<String> = []

    /// An empty list.
    public init(_ hasher: SuppressionHasher) { self.hasher = hasher }

    /// True when nobody is on it.
    public var isEmpty: Bool { hashes.isEmpty }

    /// A digest of the list, by which a change of it is seen.
    public var digest: String {
        var hash = SHA256()
        for entry in hashes.sorted() { hash.update(field: entry) }
        return Hex.encode(hash.finalize())
    }

    /// Adds hashes.
    public mutating func insert(_ others: some Sequence<String>) { hashes.formUnion(others) }

    /// True when the hash is on the list.
    public func contains(_ hash: String) -> Bool { hashes.contains(hash) }

    /// The hashes that a database holds.
    public struct Held: Sendable {
        /// Those of erasures.
        public var erased: Set<String> = []
        /// All of them: also those that a source brought.
        public var all: Set<String> = []

        /// None.
        public init() {}
    }

    /// What stands in `suppressions.reason` of somebody who was erased.
    public static let erasure = "erased"
    /// What stands in `suppressions.source` of what Customary itself put there.
    public static let author = "customary"

    /// The hashes that a session's database holds.
    public static func read(_ session: any LoadSession) throws -> Held {
        let columns = ["hash", "reason", "source"].compactMap { CustomerModel.columnIndex($0, of: .suppressions) }
        var held = Held()
        let pull = try session.rows(of: .suppressions, columns: columns, ids: nil)
        while let block = try pull.next() {
            for row in 0..<block.ids.count {
                let hash = block.rows.text(row, 0)
                held.all.insert(hash)
                if block.rows.text(row, 1) == erasure, block.rows.text(row, 2) == author { held.erased.insert(hash) }
            }
        }
        return held
    }

    /// True when a value of a contact point or a consent must not come back.
    public func isSuppressed(_ value: some Collection<UInt8>) -> Bool {
        if value.isEmpty || hashes.isEmpty { return false }
        if value.contains(0x40) { return contains(hasher.email(value)) }
        return value.count(where: { (0x30...0x39).contains($0) }) >= 6 && contains(hasher.phone(value))
    }

    /// Rows for the table `suppressions`, of those hashes that aren't in it yet, in id order.
    public static func rows(
        _ hashes: [(kind: SuppressionKind, hash: String)], reason: String, now: String, source: String,
        project: String
    ) -> (ids: [RecordID], rows: Rows) {
        var rows = Rows(width: Schema.storedColumns(of: .suppressions).count)
        let entries = hashes.map { (id: SuppressionList.id($0.kind, $0.hash, project: project), entry: $0) }
            .sorted { $0.id < $1.id }
        for (_, entry) in entries {
            for column in Schema.storedColumns(of: .suppressions) {
                switch column.name {
                case "kind": rows.append(entry.kind.rawValue)
                case "hash": rows.append(entry.hash)
                case "reason": rows.append(reason)
                case "source": rows.append(source)
                case "occurred_at", "created_at", "updated_at": rows.append(now)
                case "created_by", "updated_by": rows.append(Schema.author)
                default: rows.appendEmpty()
                }
            }
        }
        return (entries.map(\.id), rows)
    }

    /// A suppression's id: the same for the same hash, wherever it came from.
    public static func id(_ kind: SuppressionKind, _ hash: String, project: String) -> RecordID {
        MasterID.make(
            project: project, entity: .suppressions, source: kind.rawValue, stream: "", key: Array(hash.utf8))
    }
}
