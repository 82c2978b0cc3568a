public import CRM
internal import Digest
public import Records

/// The two roots over the CRM's own tables that prove a state.
public struct StateRoots: Sendable, Equatable {
    /// Over every column but `row_version`, 32 bytes.
    public var full: [UInt8]
    /// Over every column but `row_version` and created/updated at/by, 32 bytes.
    public var content: [UInt8]
    /// The number of rows per entity, by `Entity.rawValue`.
    public var counts: [Int]
}

/// The state hash: a tree of field, record and table over the CRM's own tables, rows in key order.
///
/// A table's digest is SHA-256 over its records' hashes in id order; a root is SHA-256 over every table in order of
/// names: its name and number of rows as fields, then its digest.
public enum StateHash {
    /// Computes both roots; with a snapshot, notes every record in it.
    public static func compute(_ session: any LoadSession, into snapshot: inout StateSnapshot?) throws -> StateRoots {
        var found = snapshot
        let roots = try compute(session) { entity, id, row, rows, _ in
            found?.append(entity, id, FieldHash.list(row, of: rows))
        }
        snapshot = found
        return roots
    }

    /// Computes both roots and gives every row with its full hash to `visit`, tables in order of names, rows of ids. While
    /// one block is hashed and visited, beside the calling thread, the next is read; when this returns, all were.
    static func compute(
        _ session: any LoadSession,
        visiting visit: (_ entity: Entity, _ id: RecordID, _ row: Int, _ rows: Rows, _ full: [UInt8]) -> Void
    ) throws -> StateRoots {
        try withoutActuallyEscaping(visit) { visit in
            let station = StateStation(visit)
            let side = SideWork<Void>()
            defer { side.wait() }
            for entity in Entity.allCases.sorted(by: { $0.table < $1.table }) {
                let blocks = try session.rows(of: entity, columns: nil, ids: nil)
                while let block = try blocks.next() {
                    side.add { station.take(entity, block) }
                    if side.count > 2 { try side.take() }
                }
                side.add { station.end(entity) }
            }
            while side.count > 0 { try side.take() }
            return station.roots()
        }
    }

    /// Computes both roots.
    public static func compute(_ session: any LoadSession) throws -> StateRoots {
        try compute(session) { _, _, _, _, _ in }
    }
}

/// Hashes a state's rows as they come. One thread at a time works here.
private final class StateStation: @unchecked Sendable {
    private let visit: (Entity, RecordID, Int, Rows, [UInt8]) -> Void
    private var full = SHA256()
    private var content = SHA256()
    private var fullTable = SHA256()
    private var contentTable = SHA256()
    private var counts = [Int](repeating: 0, count: Entity.allCases.count)
    private var hasher = RowHasher()

    init(_ visit: @escaping (Entity, RecordID, Int, Rows, [UInt8]) -> Void) { self.visit = visit }

    func take(_ entity: Entity, _ block: StoredRows) {
        for (row, id) in block.ids.enumerated() {
            let hashes = hasher.hashes(id, row, of: block.rows)
            fullTable.update(hashes.full)
            contentTable.update(hashes.content)
            visit(entity, id, row, block.rows, hashes.full)
        }
        counts[Int(entity.rawValue)] += block.ids.count
    }

    func end(_ entity: Entity) {
        let count = String(counts[Int(entity.rawValue)])
        full.update(field: entity.table)
        full.update(field: count)
        full.update(fullTable.finalize())
        content.update(field: entity.table)
        content.update(field: count)
        content.update(contentTable.finalize())
        fullTable = SHA256()
        contentTable = SHA256()
    }

    func roots() -> StateRoots { StateRoots(full: full.finalize(), content: content.finalize(), counts: counts) }
}

/// One way in which two states differ.
public struct StateDifference: Sendable, Equatable {
    /// The record's table.
    public var entity: Entity
    /// The record.
    public var id: RecordID
    /// The columns whose values differ; empty when the record is in one state only.
    public var columns: [String]
    /// What differs, in words.
    public var reason: String

    /// The words for a record that was deleted since.
    static let deleted = "was deleted since"
    /// The words for a record of a person who was erased since.
    static let erased = "was erased"

    /// Makes a difference.
    public init(entity: Entity, id: RecordID, columns: [String] = [], reason: String) {
        self.entity = entity
        self.id = id
        self.columns = columns
        self.reason = reason
    }
}

/// A state in short: of every record its id and a short hash per value that isn't empty; in order of names, then ids.
public struct StateSnapshot: Sendable {
    private var entities: [Entity] = []
    private var ids: [RecordID] = []
    private var hashes = Rows(width: 1)
    private static let mark = Array("customary state 1\n".utf8)

    /// Makes an empty one, to be filled by `StateHash.compute`.
    public init() {}

    mutating func append(_ entity: Entity, _ id: RecordID, _ list: [UInt8]) {
        entities.append(entity)
        ids.append(id)
        hashes.append(list)
    }

    /// What differs in `other`, exactly, in order.
    public func differences(to other: StateSnapshot) -> [StateDifference] {
        var found: [StateDifference] = []
        var (left, right) = (0, 0)
        while left < ids.count || right < other.ids.count {
            let order = compare(left, other, right)
            if order < 0 {
                found.append(StateDifference(entity: entities[left], id: ids[left], reason: "is gone"))
                left += 1
            } else if order > 0 {
                found.append(StateDifference(entity: other.entities[right], id: other.ids[right], reason: "is new"))
                right += 1
            } else {
                if hashes[left, 0] != other.hashes[right, 0] {
                    var values: [Int: UInt64] = [:]
                    FieldHash.visit(Array(hashes[left, 0])) { values[$0] = $1 }
                    var columns: Set<Int> = Set(values.keys)
                    FieldHash.visit(Array(other.hashes[right, 0])) { column, hash in
                        if values[column] == hash { columns.remove(column) } else { columns.insert(column) }
                    }
                    let names = Schema.storedColumns(of: entities[left])
                    found.append(
                        StateDifference(
                            entity: entities[left], id: ids[left], columns: columns.sorted().map { names[$0].name },
                            reason: "has other values"))
                }
                left += 1
                right += 1
            }
        }
        return found
    }

    private func compare(_ left: Int, _ other: StateSnapshot, _ right: Int) -> Int {
        guard left < ids.count else { return 1 }
        guard right < other.ids.count else { return -1 }
        let (one, two) = (entities[left].table, other.entities[right].table)
        if one != two { return one < two ? -1 : 1 }
        if ids[left] != other.ids[right] { return ids[left] < other.ids[right] ? -1 : 1 }
        return 0
    }

    /// Writes the snapshot to a file of its own, whole or not at all.
    public func write(to path: String) throws(LedgerFault) {
        let file = try DurableFile(path: path)
        var hash = SHA256()
        func put(_ bytes: [UInt8]) throws(LedgerFault) {
            hash.update(bytes)
            try file.write(bytes)
        }
        try put(StateSnapshot.mark)
        for index in ids.indices {
            var line = [entities[index].rawValue, UInt8(hashes.length(index, 0) / FieldHash.stride)]
            withUnsafeBytes(of: ids[index].high.bigEndian) { line.append(contentsOf: $0) }
            withUnsafeBytes(of: ids[index].low.bigEndian) { line.append(contentsOf: $0) }
            line.append(contentsOf: hashes[index, 0])
            try put(line)
        }
        try file.write(hash.finalize())
        try file.sync()
        try file.publish()
    }

    /// Reads a snapshot back; throws when a byte of it was changed.
    public init(path: String) throws(LedgerFault) {
        let bytes = try DurableFile.read(path, limit: 4 << 30)
        let end = bytes.count - SHA256.byteCount
        guard end >= StateSnapshot.mark.count, bytes.starts(with: StateSnapshot.mark),
            SHA256.hash(bytes[..<end]).elementsEqual(bytes[end...])
        else { throw .badSnapshot(path: path) }
        var index = StateSnapshot.mark.count
        while index < end {
            guard index + 18 <= end, let entity = Entity(rawValue: bytes[index]) else { throw .badSnapshot(path: path) }
            let length = Int(bytes[index + 1]) * FieldHash.stride
            guard index + 18 + length <= end else { throw .badSnapshot(path: path) }
            var halves: [UInt64] = [0, 0]
            for offset in 0..<16 { halves[offset / 8] = halves[offset / 8] << 8 | UInt64(bytes[index + 2 + offset]) }
            entities.append(entity)
            ids.append(RecordID(high: halves[0], low: halves[1]))
            hashes.append(bytes[(index + 18)..<(index + 18 + length)])
            index += 18 + length
        }
    }
}
