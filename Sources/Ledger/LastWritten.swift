public import CRM
public import Records

/// What Customary last wrote into the values of one table, asked for record by record in id order.
///
/// By it a value that a load brought is told from one that a person typed, changed or cleared since.
public struct LastWritten {
    private var held: HeldValues

    /// Reads beside a session's rows of `entity`; `isEmpty` says that nothing was ever loaded.
    public init(_ session: any LoadSession, _ entity: Entity, isEmpty: Bool) {
        held = HeldValues(session, entity, isEmpty: isEmpty)
    }

    /// Goes to a record, in ascending order; true when a load that still holds wrote it.
    public mutating func seek(_ id: RecordID) throws -> Bool { try held.seek(id) }

    /// True when the record's column holds what a load wrote: the very value, or nothing where nothing was written.
    public func isUntouched(_ column: Int, _ value: ArraySlice<UInt8>) -> Bool {
        let last = held.value(column)
        if value.isEmpty { return last == nil || last == 0 }
        return last == FieldHash.hash(value)
    }

    /// True when a load has ever written the record's column, be it as empty.
    public func isKnown(_ column: Int) -> Bool { held.value(column) != nil }

    /// True when `value` is what a load last wrote into the record's column.
    public func wrote(_ value: ArraySlice<UInt8>, into column: Int) -> Bool {
        guard let last = held.value(column), last != 0 else { return false }
        return last == FieldHash.hash(value)
    }
}
