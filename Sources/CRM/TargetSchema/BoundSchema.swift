internal import Digest
internal import Records

/// A cell with the columns that it was found to mean.
struct BoundCell: Sendable {
    let cell: TargetSchema.Cell
    /// Our stored columns.
    let columns: [Int]
    let type: FieldType
    /// Where its value is in what is read of a row.
    let read: Int
    let column: NativeColumn
    /// Columns of the place's own table that are written: with their places in what is read.
    let writes: [(column: NativeColumn, read: Int)]
    /// Conditions, by their places in what is read; the first value is written.
    let conditions: [(read: Int, column: NativeColumn, values: [NativeValue])]
    /// The table that a reference leads to.
    let reference: Entity?
    /// The codes of a lookup, both ways.
    var codes: (byKey: [[UInt8]: [UInt8]], byValue: [[UInt8]: [UInt8]]) = ([:], [:])
    /// Whether the value is that by which the shared row is found.
    let isShared: Bool
    /// The column of the shared row that gets the value when that row is made.
    var sharedFill: NativeColumn?

    /// Whether the cell can be written at all, or at least when its row is made.
    var isWritten: Bool { !writes.isEmpty || isShared || sharedFill != nil }
}

/// A place with the columns that it was found to mean.
struct BoundPlace: Sendable {
    let place: TargetSchema.Place
    /// Its index among the bound places.
    let index: Int
    let entity: Entity
    let table: NativeTable
    let key: NativeColumn
    /// The parent's place of a slot.
    let parent: Int?
    /// The names of what is read, and the SQL for it; the last is the row's key.
    let reads: [(name: String, column: NativeColumn, sql: String)]
    let cells: [BoundCell]
    /// FROM and WHERE, with the place's table as `t`.
    let source: String
    let settings: [(column: NativeColumn, preset: TargetSchema.Preset)]
    /// The values by which new rows are told from other rows of the table.
    let conditions: [(column: NativeColumn, value: NativeValue)]
    /// The shared table.
    let shared: (table: NativeTable, key: NativeColumn)?
    /// Something of the place that no other place of the table has, from which ids of its rows are derived.
    let mark: String

    var isSlot: Bool { parent != nil }
    var isMade: Bool { isSlot || place.making != .nobody }

    /// The SQL that reads rows: all of the place's, or with `given` those whose keys the parameter has.
    func selection(given: String?) -> String {
        let list = reads.map(\.sql).joined(separator: ", ")
        return "SELECT \(list) FROM \(source)" + (given.map { " AND \($0)" } ?? "")
    }
}

/// A description that was found to fit a database.
struct BoundSchema: Sendable {
    let schema: TargetSchema
    let places: [BoundPlace]
    let byEntity: [[Int]]
    /// Foreign keys of any table that lead to a described one.
    let referrers: [NativeReferrer]
    /// What a person should know.
    let remarks: [String]

    func places(of entity: Entity) -> [BoundPlace] { byEntity[Int(entity.rawValue)].map { places[$0] } }

    /// The tables that a load may write, each once.
    var writtenTables: [String] {
        let made = places.filter(\.isMade)
        return Set(made.map(\.table.quoted) + made.compactMap { $0.shared?.table.quoted }).sorted()
    }

    /// The tables that hold rows of ours, each once.
    var describedTables: [String] {
        Set(places.map(\.table.quoted) + places.compactMap { $0.shared?.table.quoted }).sorted()
    }

    /// Whether the target holds rows of ours at all.
    func carries(_ entity: Entity) -> Bool { !byEntity[Int(entity.rawValue)].isEmpty }

    /// Whether rows of an entity are ever made.
    func makes(_ entity: Entity) -> Bool { places(of: entity).contains(where: \.isMade) }

    /// The id of a row that Customary didn't make.
    func derivedID(_ mark: String, _ key: String) -> RecordID {
        var hash = SHA256()
        for part in ["customary target schema 1", schema.name, mark, key] { hash.update(field: part) }
        return RecordID(version8: hash.finalize())
    }

    /// The id of what lives in columns of a customer's row.
    func slotID(_ place: BoundPlace, _ parent: RecordID) -> RecordID { derivedID(place.mark, parent.description) }

    /// A key of so many hexadecimal digits for a new row.
    static func textKey(_ id: RecordID, _ table: String, length: Int) -> String {
        var hash = SHA256()
        hash.update(field: table)
        hash.update(field: id.description)
        return String(Hex.encode(hash.finalize()).prefix(length))
    }
}
