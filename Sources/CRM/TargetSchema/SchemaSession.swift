internal import Digest
public import Records

/// A session on a database that Customary didn't make: its rows, seen through a description as rows of the customer
/// model. The book-keeping is that of the engine's own session, in Customary's own tables beside theirs.
public final class SchemaSession: LoadSession {
    /// An entity's rows by master id and by their own ids.
    final class Index {
        var byID: [RecordID: (place: Int, key: String)] = [:]
        var byKey: [Int: [String: RecordID]] = [:]
        private var order: [RecordID]?

        var sorted: [RecordID] {
            if let order { return order }
            let sorted = byID.keys.sorted()
            order = sorted
            return sorted
        }

        func add(_ id: RecordID, _ place: Int, _ key: String) {
            byID[id] = (place, key)
            byKey[place, default: [:]][key] = id
            order = nil
        }

        func remove(_ id: RecordID) {
            guard let entry = byID.removeValue(forKey: id) else { return }
            byKey[entry.place]?[entry.key] = nil
            order = nil
        }
    }

    /// A reference to a record that wasn't there yet when the row was written.
    struct Pending {
        let entity: Entity
        let id: RecordID
        let cell: Int
        let value: [UInt8]
    }

    let book: any LoadSession
    let tables: NativeTables
    let bound: BoundSchema
    let memory: SchemaMemory
    private var indexes: [Index?] = Array(repeating: nil, count: Entity.allCases.count)
    var pending: [Pending] = []
    /// Rows that this session wrote, for their versions.
    var written: [Entity: Set<RecordID>] = [:]
    var hasWritten = false
    /// What the database made of what was written: by table and column, how often, and an example.
    var rewrites: [String: (count: Int, example: String)] = [:]
    private var sequence: Int?

    init(_ book: any LoadSession, _ tables: NativeTables, _ bound: BoundSchema, _ memory: SchemaMemory) {
        self.book = book
        self.tables = tables
        self.bound = bound
        self.memory = memory
    }

    /// Where the database is.
    public var location: String { book.location }

    /// What a person should know of the database: its own rules, and what it makes of what is written.
    public var remarks: [String] {
        bound.remarks
            + rewrites.sorted { $0.key < $1.key }.map { name, rewrite in
                "the target changes \(name) when it is written, \(rewrite.count) times, such as \(rewrite.example)"
            }
    }

    /// The sequence of the batch that is being written, or would be.
    func nextSequence() throws -> Int {
        if let sequence { return sequence }
        let next = (try book.batches().last?.sequence ?? 0) + 1
        sequence = next
        return next
    }

    /// The database as it is now. Versions are counted in batches: even numbers for what a batch wrote, odd ones for what
    /// others changed after it.
    public func fingerprint() throws -> Fingerprint {
        var print = Fingerprint(databaseID: try databaseID())
        for entity in Entity.allCases { print.counts.append(try index(entity).byID.count) }
        let next = Int64(try nextSequence())
        print.highestVersion = hasWritten ? 2 * next : 2 * next - 2
        return print
    }

    // MARK: Index

    func index(_ entity: Entity) throws -> Index {
        if let index = indexes[Int(entity.rawValue)] { return index }
        let index = Index()
        let known = bound.carries(entity) ? try memory.ids(of: entity) : [:]
        for place in bound.places(of: entity) {
            let parents = try place.parent.map { try self.index(bound.places[$0].entity).byKey[$0] ?? [:] }
            let mine = known[place.table.title] ?? [:]
            let filter = place.isSlot ? " AND \(slotFilter(place))" : ""
            // The key is read last.
            let key = place.reads[place.reads.count - 1].sql
            try tables.select("SELECT \(key) FROM \(place.source)\(filter)", width: 1) { row in
                guard let bytes = row[0] else { return }
                let key = String(decoding: bytes, as: UTF8.self)
                if let parents {
                    if let parent = parents[key] { index.add(bound.slotID(place, parent), place.index, key) }
                } else if let id = mine[key] {
                    index.add(id, place.index, key)
                } else if place.place.making == .uuid, let id = RecordID(bytes[...]) {
                    index.add(id, place.index, key)
                } else {
                    index.add(bound.derivedID(place.mark, key), place.index, key)
                }
            }
        }
        indexes[Int(entity.rawValue)] = index
        return index
    }

    /// A slot is there when one of its columns holds something.
    private func slotFilter(_ place: BoundPlace) -> String {
        let parts = place.cells.compactMap { cell -> String? in
            guard let write = cell.writes.first else { return nil }
            let name = "t.\(NativeTables.quoted(write.column.name))"
            return write.column.kind == .text ? "(\(name) IS NOT NULL AND \(name) <> '')" : "\(name) IS NOT NULL"
        }
        return "(\(parts.joined(separator: " OR ")))"
    }

    // MARK: Reading

    private static let blockRows = 4_096

    /// An entity's rows in id order, as the customer model has them.
    public func rows(of entity: Entity, columns: [Int]?, ids: [RecordID]?) throws -> Pull<StoredRows> {
        guard bound.carries(entity) else { return Pull { nil } }
        let index = try index(entity)
        let wanted = ids ?? index.sorted
        let chosen = columns ?? Array(Schema.storedColumns(of: entity).indices)
        let seen = try memory.seen(entity)
        let fresh = 2 * Int64(try nextSequence())
        var next = 0
        return Pull { [self] in
            while next < wanted.count {
                let part = wanted[next..<min(next + SchemaSession.blockRows, wanted.count)]
                next = part.endIndex
                let found = try read(entity, Array(part))
                var block = StoredRows(width: chosen.count)
                for id in part {
                    guard let row = found[id] else { continue }
                    let values = try decode(bound.places[row.place], row.natives, id)
                    block.ids.append(id)
                    let known = seen[id]
                    if written[entity]?.contains(id) == true {
                        block.versions.append(fresh)
                    } else if let known, known.hash == SchemaSession.hash(values) {
                        block.versions.append(known.version)
                    } else {
                        block.versions.append(fresh - 1)
                    }
                    for column in chosen { block.rows.append(values[column]) }
                    if chosen.isEmpty { block.rows.appendEmpty() }
                }
                if !block.ids.isEmpty { return block }
            }
            return nil
        }
    }

    static func hash(_ values: [[UInt8]]) -> Int64 {
        var hash: UInt64 = 0
        for value in values { hash = Hash64.hash(value, seed: hash &* 31 &+ UInt64(value.count)) }
        return Int64(bitPattern: hash)
    }

    /// The rows of these records as the database holds them; those that are gone are left out.
    func read(_ entity: Entity, _ ids: [RecordID]) throws -> [RecordID: (place: Int, natives: [NativeValue])] {
        let index = try index(entity)
        var keys: [Int: [[NativeValue]]] = [:]
        for id in ids {
            guard let entry = index.byID[id] else { continue }
            keys[entry.place, default: []].append([Array(entry.key.utf8)])
        }
        var found: [RecordID: (place: Int, natives: [NativeValue])] = [:]
        for (number, keys) in keys.sorted(by: { $0.key < $1.key }) {
            let place = bound.places[number]
            let given =
                "t.\(NativeTables.quoted(place.key.name)) IN "
                + "(SELECT \(tables.given(0, as: place.key.type)) FROM \(tables.given))"
            try tables.select(place.selection(given: given), width: place.reads.count, for: keys) { row in
                guard let key = row[row.count - 1],
                    let id = index.byKey[number]?[String(decoding: key, as: UTF8.self)]
                else { return }
                found[id] = (number, row)
            }
        }
        return found
    }

    /// A row as the customer model has it: all stored columns.
    func decode(_ place: BoundPlace, _ natives: [NativeValue], _ id: RecordID) throws -> [[UInt8]] {
        let entity = place.entity
        var values = [[UInt8]](repeating: [], count: Schema.storedColumns(of: entity).count)
        for constant in place.place.takes + place.place.reads {
            values[constant.column] = Array((constant.values.first ?? "").utf8)
        }
        if let slot = place.place.slot, let parent = place.parent, let key = natives[natives.count - 1],
            let owner = try index(slot.parent).byKey[parent]?[String(decoding: key, as: UTF8.self)]
        {
            values[slot.column] = owner.utf8
        }
        let beside = try memory.beside(entity)[id]
        var resolved: Set<Int> = []
        for cell in place.cells {
            guard let text = natives[cell.read], matches(cell, natives) else { continue }
            if let reference = cell.reference {
                if let other = try resolve(text, reference) {
                    values[cell.columns[0]] = other.utf8
                    resolved.insert(cell.read)
                }
                continue
            }
            decode(cell, text, beside, &values)
        }
        // What names a row that isn't a record of ours is still a value, and mustn't look empty.
        for cell in place.cells {
            guard let reference = cell.reference, !resolved.contains(cell.read), let text = natives[cell.read],
                !text.isEmpty, matches(cell, natives)
            else { continue }
            resolved.insert(cell.read)
            let mark = bound.places(of: reference).first?.mark ?? reference.table
            values[cell.columns[0]] = bound.derivedID(mark, String(decoding: text, as: UTF8.self)).utf8
        }
        if let merged = CustomerModel.columnIndex("merged_into", of: entity), values[merged].isEmpty {
            values[merged] = beside?["merged_into"] ?? []
        }
        return values
    }

    func matches(_ cell: BoundCell, _ natives: [NativeValue]) -> Bool {
        cell.conditions.allSatisfy { $0.values.contains(natives[$0.read]) }
    }

    func resolve(_ key: [UInt8], _ entity: Entity) throws -> RecordID? {
        let index = try index(entity)
        let text = String(decoding: key, as: UTF8.self)
        for place in bound.places(of: entity) where !place.isSlot {
            if let id = index.byKey[place.index]?[text] { return id }
        }
        return nil
    }

    private func decode(
        _ cell: BoundCell, _ text: [UInt8], _ beside: [String: [UInt8]]?, _ values: inout [[UInt8]]
    ) {
        let column = cell.columns[0]
        switch cell.cell.form {
        case .plain, .lower:
            let value = NativeForm.decode(text, cell.type, cell.column)
            if !value.isEmpty { values[column] = value }
        case .values(let pairs):
            let canonical = NativeForm.decode(text, .text, cell.column)
            let pair = pairs.first {
                SchemaBinder.value($0.theirs, cell.column, tables).elementsEqual(canonical)
            }
            values[column] = pair.map { Array($0.ours.utf8) } ?? text
        case .lookup: values[column] = cell.codes.byKey[text] ?? text
        case .flag(let deleted, _):
            guard SchemaBinder.value(deleted, cell.column, tables) == text else { return }
            values[column] = beside?["deleted_at"] ?? Array(NativeForm.unknownTime.utf8)
        case .fullName:
            let parts = NativeForm.nameParts(text)
            values[cell.columns[0]] = parts.given
            values[cell.columns[cell.columns.count - 1]] = parts.family
        }
    }
}
