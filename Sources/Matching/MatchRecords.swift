/// The records to match, of one kind: columns of numbers into pools of distinct values.
///
/// Built record by record: `begin`, `set` for each field there is, `end`. The order of the records doesn't matter: all results
/// follow the records' keys.
public struct MatchRecords: Sendable {
    /// People or organisations.
    public let kind: MatchKind
    /// What is known about the sources, by their number.
    public let sources: [MatchSource]
    /// Each record's key.
    public private(set) var keys: [UInt64] = []
    private(set) var sourceOf: [UInt16] = []
    private(set) var isCollective: [Bool] = []
    /// Per field: each record's value.
    private(set) var columns: [[UInt32]]
    /// Per field: the distinct values.
    private(set) var pools: [ValuePool]

    /// Makes an empty value for records of `kind` from `sources`.
    public init(kind: MatchKind, sources: [MatchSource]) {
        self.kind = kind
        self.sources = sources
        columns = MatchField.allCases.map { _ in [] }
        pools = MatchField.allCases.map { _ in ValuePool() }
    }

    /// The number of records.
    public var count: Int { keys.count }

    /// Begins a record. `source` is its source's index in `sources`; `key` is the same in every run and held by no other record of
    /// this value (a hash of source, stream and the record's key).
    public mutating func begin(source: Int, key: UInt64) {
        precondition(sources.indices.contains(source), "a record's source must be one of the sources given")
        keys.append(key)
        sourceOf.append(UInt16(source))
        isCollective.append(false)
        for field in columns.indices { columns[field].append(0) }
    }

    /// Sets a field of the record that was begun last.
    public mutating func set(_ field: MatchField, _ bytes: UnsafeRawBufferPointer) {
        let index = Int(field.rawValue)
        columns[index][columns[index].count - 1] = pools[index].intern(bytes)
    }

    /// Sets a field of the record that was begun last.
    public mutating func set(_ field: MatchField, _ bytes: ArraySlice<UInt8>) {
        bytes.withUnsafeBytes { set(field, $0) }
    }

    /// Sets a field of the record that was begun last.
    public mutating func set(_ field: MatchField, _ bytes: [UInt8]) { bytes.withUnsafeBytes { set(field, $0) } }

    /// Sets a field of the record that was begun last.
    public mutating func set(_ field: MatchField, _ text: String) {
        var text = text
        text.withUTF8 { set(field, UnsafeRawBufferPointer($0)) }
    }

    /// Says that the record stands for many customers (cash sales, marketplace): it never matches anybody.
    public mutating func markCollective() { isCollective[isCollective.count - 1] = true }

    /// Ends the record that was begun last.
    public mutating func end() {}

    func value(_ field: MatchField, _ record: Int) -> UInt32 { columns[Int(field.rawValue)][record] }
    func pool(_ field: MatchField) -> ValuePool { pools[Int(field.rawValue)] }
}
