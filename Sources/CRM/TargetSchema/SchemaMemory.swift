internal import Records

/// What Customary remembers of a database that it didn't make, in tables of its own beside the other program's.
final class SchemaMemory {
    /// Values of a cell as the other program wrote them, where they can't be made again from our value.
    struct Original {
        var entity: Entity
        var id: RecordID
        /// The cell's column; `*` for all of a slot.
        var cell: String
        var natives: [String: NativeValue]
    }

    /// What the database made of a value that was written.
    struct Rewritten {
        var wanted: Int64
        var stored: Int64
    }

    private let tables: NativeTables
    /// Whether the tables are there.
    private var isReady = false
    private var besides: [Entity: [RecordID: [String: [UInt8]]]]?
    private var originals: [Entity: [RecordID: [Original]]]?
    private var originalCount = 0
    private var rewritten: [Entity: [RecordID: [Int: Rewritten]]] = [:]
    private var seen: [Entity: [RecordID: (hash: Int64, version: Int64)]] = [:]

    init(_ tables: NativeTables, isReady: Bool) {
        self.tables = tables
        self.isReady = isReady
    }

    private static let definitions: [(name: String, columns: String)] = [
        (
            "native_ids",
            "entity TEXT NOT NULL, place TEXT NOT NULL, native TEXT NOT NULL, master_id TEXT NOT NULL, "
                + "batch BIGINT NOT NULL, PRIMARY KEY (place, native)"
        ),
        (
            "native_beside",
            "entity TEXT NOT NULL, master_id TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, "
                + "PRIMARY KEY (entity, master_id, name)"
        ),
        (
            "native_originals",
            "entity TEXT NOT NULL, master_id TEXT NOT NULL, cell TEXT NOT NULL, number BIGINT NOT NULL, "
                + "name TEXT NOT NULL, value TEXT, PRIMARY KEY (entity, master_id, cell, number, name)"
        ),
        (
            "native_rewritten",
            "entity TEXT NOT NULL, master_id TEXT NOT NULL, name TEXT NOT NULL, wanted BIGINT NOT NULL, "
                + "stored BIGINT NOT NULL, PRIMARY KEY (entity, master_id, name)"
        ),
        (
            "native_seen",
            "entity TEXT NOT NULL, master_id TEXT NOT NULL, hash BIGINT NOT NULL, version BIGINT NOT NULL, "
                + "PRIMARY KEY (entity, master_id)"
        ),
    ]

    /// The tables' names.
    static var names: [String] { definitions.map(\.name) }

    /// Makes the tables that are missing.
    func prepare() throws {
        if isReady { return }
        for (name, columns) in SchemaMemory.definitions {
            try tables.run("CREATE TABLE IF NOT EXISTS \(tables.own(name)) (\(columns))")
        }
        try tables.run(
            "CREATE INDEX IF NOT EXISTS \(tables.isSQLite ? "customary_" : "")native_ids_record ON "
                + "\(tables.own("native_ids")) (entity, master_id)")
        isReady = true
    }

    // MARK: Ids

    /// The master ids of an entity's rows that Customary made, by place and their own ids.
    func ids(of entity: Entity) throws -> [String: [String: RecordID]] {
        guard isReady else { return [:] }
        var found: [String: [String: RecordID]] = [:]
        try tables.select(
            "SELECT place, native, master_id FROM \(tables.own("native_ids")) WHERE entity = '\(entity.table)'",
            width: 3
        ) { row in
            guard let place = row[0], let native = row[1], let id = row[2].flatMap({ RecordID($0[...]) }) else {
                return
            }
            found[String(decoding: place, as: UTF8.self), default: [:]][String(decoding: native, as: UTF8.self)] = id
        }
        return found
    }

    /// Notes rows that Customary made. One that has the id of a row that is gone takes its place.
    func add(_ entity: Entity?, _ place: String, _ keys: [(native: String, id: RecordID?)], batch: Int) throws {
        try tables.run(
            """
            INSERT INTO \(tables.own("native_ids")) (entity, place, native, master_id, batch)
            SELECT \(tables.given(0)), \(tables.given(1)), \(tables.given(2)), \(tables.given(3)), \(batch)
            FROM \(tables.given) WHERE true ON CONFLICT (place, native) DO UPDATE
            SET entity = excluded.entity, master_id = excluded.master_id, batch = excluded.batch
            """,
            keys.map {
                [
                    Array((entity?.table ?? "").utf8), Array(place.utf8), Array($0.native.utf8),
                    Array(($0.id?.description ?? "").utf8),
                ]
            })
    }

    /// The shared rows that a batch made.
    func sharedKeys(of place: String, batch: Int) throws -> [String] {
        guard isReady else { return [] }
        var keys: [String] = []
        try tables.select(
            """
            SELECT native FROM \(tables.own("native_ids")) WHERE entity = '' AND batch = \(batch)
            AND place = \(NativeTables.literal(place)) ORDER BY native
            """, width: 1
        ) { row in if let key = row[0] { keys.append(String(decoding: key, as: UTF8.self)) } }
        return keys
    }

    /// Forgets shared rows.
    func dropShared(_ place: String, _ keys: [String]) throws {
        try tables.run(
            """
            DELETE FROM \(tables.own("native_ids")) WHERE place = \(NativeTables.literal(place))
            AND native IN (SELECT \(tables.given(0)) FROM \(tables.given))
            """, keys.map { [Array($0.utf8)] })
    }

    /// Forgets everything about records that are gone; without `ids`, about those that were erased all but their ids.
    func drop(_ entity: Entity, _ ids: [RecordID], keepingIDs: Bool) throws {
        guard isReady else { return }
        var names = ["native_beside", "native_originals", "native_rewritten"]
        if !keepingIDs { names += ["native_ids", "native_seen"] }
        for name in names {
            try tables.run(
                """
                DELETE FROM \(tables.own(name)) WHERE entity = '\(entity.table)'
                AND master_id IN (SELECT \(tables.given(0)) FROM \(tables.given))
                """, ids.map { [$0.utf8] })
        }
        for id in ids {
            besides?[entity]?[id] = nil
            originals?[entity]?[id] = nil
            rewritten[entity]?[id] = nil
            if !keepingIDs { seen[entity]?[id] = nil }
        }
    }

    // MARK: Beside

    /// Values of ours that the other program has no column for: into what a record was merged, when it was deleted.
    func beside(_ entity: Entity) throws -> [RecordID: [String: [UInt8]]] {
        if let besides { return besides[entity] ?? [:] }
        var found: [Entity: [RecordID: [String: [UInt8]]]] = [:]
        if isReady {
            try tables.select(
                "SELECT entity, master_id, name, value FROM \(tables.own("native_beside"))", width: 4
            ) { row in
                guard let entity = row[0].flatMap({ Entity(table: String(decoding: $0, as: UTF8.self)) }),
                    let id = row[1].flatMap({ RecordID($0[...]) }), let name = row[2]
                else { return }
                found[entity, default: [:]][id, default: [:]][String(decoding: name, as: UTF8.self)] = row[3] ?? []
            }
        }
        besides = found
        return found[entity] ?? [:]
    }

    /// Notes such a value; an empty one ends it.
    func setBeside(_ entity: Entity, _ id: RecordID, _ name: String, _ value: [UInt8]) throws {
        _ = try beside(entity)
        let key: [NativeValue] = [Array(entity.table.utf8), id.utf8, Array(name.utf8)]
        if value.isEmpty {
            try tables.run(
                """
                DELETE FROM \(tables.own("native_beside")) WHERE EXISTS (SELECT 1 FROM \(tables.given)
                WHERE entity = \(tables.given(0)) AND master_id = \(tables.given(1)) AND name = \(tables.given(2)))
                """, [key])
            besides?[entity]?[id]?[name] = nil
            return
        }
        try tables.run(
            """
            INSERT INTO \(tables.own("native_beside")) (entity, master_id, name, value)
            SELECT \(tables.given(0)), \(tables.given(1)), \(tables.given(2)), \(tables.given(3)) FROM \(tables.given)
            WHERE true ON CONFLICT (entity, master_id, name) DO UPDATE SET value = excluded.value
            """, [key + [value]])
        besides?[entity, default: [:]][id, default: [:]][name] = value
    }

    // MARK: Originals

    /// What the other program had written into the cells of a record, newest last.
    func originals(_ entity: Entity, _ id: RecordID) throws -> [Original] {
        if originals == nil { try readOriginals() }
        return originals?[entity]?[id] ?? []
    }

    private func readOriginals() throws {
        var found: [Entity: [RecordID: [Original]]] = [:]
        if isReady {
            var last: (Entity, RecordID, String, NativeValue)?
            try tables.select(
                """
                SELECT entity, master_id, cell, \(tables.text("number")), name, value
                FROM \(tables.own("native_originals")) ORDER BY entity, master_id, cell, number, name
                """, width: 6
            ) { row in
                guard let entity = row[0].flatMap({ Entity(table: String(decoding: $0, as: UTF8.self)) }),
                    let id = row[1].flatMap({ RecordID($0[...]) }), let cell = row[2], let name = row[4]
                else { return }
                let title = String(decoding: cell, as: UTF8.self)
                if last.map({ $0 != (entity, id, title, row[3]) }) ?? true {
                    found[entity, default: [:]][id, default: []].append(
                        Original(entity: entity, id: id, cell: title, natives: [:]))
                    originalCount += 1
                    last = (entity, id, title, row[3])
                }
                let end = (found[entity]?[id]?.count ?? 1) - 1
                found[entity]?[id]?[end].natives[String(decoding: name, as: UTF8.self)] = .some(row[5])
            }
        }
        originals = found
    }

    /// Remembers what is about to be overwritten.
    func remember(_ fresh: [Original]) throws {
        if originals == nil { try readOriginals() }
        var rows: [[NativeValue]] = []
        for original in fresh {
            originalCount += 1
            for (name, value) in original.natives.sorted(by: { $0.key < $1.key }) {
                rows.append([
                    Array(original.entity.table.utf8), original.id.utf8, Array(original.cell.utf8),
                    Array(String(originalCount).utf8), Array(name.utf8), value,
                ])
            }
            originals?[original.entity, default: [:]][original.id, default: []].append(original)
        }
        if rows.isEmpty { return }
        let number = tables.isSQLite ? "CAST(\(tables.given(3)) AS INTEGER)" : tables.given(3, as: "bigint")
        try tables.run(
            """
            INSERT INTO \(tables.own("native_originals")) (entity, master_id, cell, number, name, value)
            SELECT \(tables.given(0)), \(tables.given(1)), \(tables.given(2)), \(number), \(tables.given(4)),
            \(tables.given(5)) FROM \(tables.given)
            """, rows)
    }

    // MARK: Rewritten

    /// What the database made of values, by record and our column.
    func rewritten(_ entity: Entity) throws -> [RecordID: [Int: Rewritten]] {
        if let known = rewritten[entity] { return known }
        var found: [RecordID: [Int: Rewritten]] = [:]
        if isReady {
            let columns = Schema.storedColumns(of: entity)
            try tables.select(
                """
                SELECT master_id, name, \(tables.text("wanted")), \(tables.text("stored"))
                FROM \(tables.own("native_rewritten")) WHERE entity = '\(entity.table)'
                """, width: 4
            ) { row in
                guard let id = row[0].flatMap({ RecordID($0[...]) }), let name = row[1],
                    let column = columns.firstIndex(where: { name.elementsEqual($0.name.utf8) }),
                    let wanted = row[2].flatMap({ Int64(String(decoding: $0, as: UTF8.self)) }),
                    let stored = row[3].flatMap({ Int64(String(decoding: $0, as: UTF8.self)) })
                else { return }
                found[id, default: [:]][column] = Rewritten(wanted: wanted, stored: stored)
            }
        }
        rewritten[entity] = found
        return found
    }

    /// Notes what the database made of values.
    func noteRewritten(_ entity: Entity, _ notes: [(id: RecordID, column: Int, note: Rewritten)]) throws {
        _ = try rewritten(entity)
        if notes.isEmpty { return }
        let columns = Schema.storedColumns(of: entity)
        for (id, column, note) in notes { rewritten[entity, default: [:]][id, default: [:]][column] = note }
        func number(_ index: Int) -> String {
            tables.isSQLite ? "CAST(\(tables.given(index)) AS INTEGER)" : tables.given(index, as: "bigint")
        }
        try tables.run(
            """
            INSERT INTO \(tables.own("native_rewritten")) (entity, master_id, name, wanted, stored)
            SELECT '\(entity.table)', \(tables.given(0)), \(tables.given(1)), \(number(2)), \(number(3))
            FROM \(tables.given) WHERE true ON CONFLICT (entity, master_id, name) DO UPDATE
            SET wanted = excluded.wanted, stored = excluded.stored
            """,
            notes.map {
                [
                    $0.id.utf8, Array(columns[$0.column].name.utf8), Array(String($0.note.wanted).utf8),
                    Array(String($0.note.stored).utf8),
                ]
            })
    }

    // MARK: Seen

    /// The hashes that an entity's rows had when a batch last ended, with the versions that they had then.
    func seen(_ entity: Entity) throws -> [RecordID: (hash: Int64, version: Int64)] {
        if let known = seen[entity] { return known }
        var found: [RecordID: (hash: Int64, version: Int64)] = [:]
        if isReady {
            try tables.select(
                """
                SELECT master_id, \(tables.text("hash")), \(tables.text("version")) FROM \(tables.own("native_seen"))
                WHERE entity = '\(entity.table)'
                """, width: 3
            ) { row in
                guard let id = row[0].flatMap({ RecordID($0[...]) }),
                    let hash = row[1].flatMap({ Int64(String(decoding: $0, as: UTF8.self)) }),
                    let version = row[2].flatMap({ Int64(String(decoding: $0, as: UTF8.self)) })
                else { return }
                found[id] = (hash, version)
            }
        }
        seen[entity] = found
        return found
    }

    /// Notes how rows are as a batch ends.
    func see(_ entity: Entity, _ rows: [(id: RecordID, hash: Int64, version: Int64)], gone: [RecordID]) throws {
        func number(_ index: Int) -> String {
            tables.isSQLite ? "CAST(\(tables.given(index)) AS INTEGER)" : tables.given(index, as: "bigint")
        }
        try tables.run(
            """
            INSERT INTO \(tables.own("native_seen")) (entity, master_id, hash, version)
            SELECT '\(entity.table)', \(tables.given(0)), \(number(1)), \(number(2)) FROM \(tables.given) WHERE true
            ON CONFLICT (entity, master_id) DO UPDATE SET hash = excluded.hash, version = excluded.version
            """, rows.map { [$0.id.utf8, Array(String($0.hash).utf8), Array(String($0.version).utf8)] })
        try tables.run(
            """
            DELETE FROM \(tables.own("native_seen")) WHERE entity = '\(entity.table)'
            AND master_id IN (SELECT \(tables.given(0)) FROM \(tables.given))
            """, gone.map { [$0.utf8] })
        for row in rows { seen[entity, default: [:]][row.id] = (row.hash, row.version) }
        for id in gone { seen[entity]?[id] = nil }
    }
}
