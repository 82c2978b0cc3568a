/// Standardised records of one entity in columns, as they come out of the staging area.
///
/// In canonical order: by source, then key, then copy; a record is known by its index.
public struct StandardisedRecords: Sendable {
    /// What they are.
    public let entity: Entity
    /// The values, in the order of `CustomerModel.fields(of:)`, the custom fields last.
    public var fields: Rows
    /// Each record's number in the staging area.
    public var numbers: [Int64] = []
    /// Each record's source, as an index into the project's sources.
    public var sources: [UInt16] = []
    /// The mapping record it was made by, as an index into the source's mapping.
    public var mappingRecords: [UInt16] = []
    /// Its row's ordinal in its stream.
    public var ordinals: [UInt32] = []
    /// Which of several records with the same key it is, from 0.
    public var copies: [UInt32] = []
    /// Its key in the source: the key field's, or a hash of its identity fields.
    public var keys = Rows(width: 1)
    /// Bits of fields that standardising changed.
    public var changed: [UInt64] = []
    /// Bits of fields whose value a check dropped.
    public var dropped: [UInt64] = []

    /// Makes an empty value.
    public init(entity: Entity) {
        self.entity = entity
        fields = Rows(width: CustomerModel.fields(of: entity).count + 1)
    }

    /// The number of records.
    public var count: Int { numbers.count }

    /// A field's value.
    @inline(__always)
    public func value(_ record: Int, _ field: Int) -> ArraySlice<UInt8> { fields[record, field] }
}

/// The values of a list field: one a line, each as `value` or `value TAB as given`.
public enum FieldList {
    /// Calls `body` with each value and the text as it was given.
    @inline(__always)
    public static func each(
        _ list: ArraySlice<UInt8>, _ body: (_ value: ArraySlice<UInt8>, _ given: ArraySlice<UInt8>) throws -> Void
    ) rethrows {
        var start = list.startIndex
        while start < list.endIndex {
            let end = list[start...].firstIndex(of: 0x0A) ?? list.endIndex
            let line = list[start..<end]
            if let tab = line.firstIndex(of: 0x09) {
                try body(line[line.startIndex..<tab], line[(tab + 1)...])
            } else {
                try body(line, line)
            }
            start = end + 1
            if end == list.endIndex { break }
        }
    }

    /// The first value, or nothing.
    public static func first(_ list: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let end = list.firstIndex { $0 == 0x0A || $0 == 0x09 } ?? list.endIndex
        return list[list.startIndex..<end]
    }

    /// The values alone, one a line.
    public static func values(_ list: ArraySlice<UInt8>) -> [UInt8] {
        guard list.contains(0x09) else { return Array(list) }
        var out: [UInt8] = []
        each(list) { value, _ in
            if !out.isEmpty { out.append(0x0A) }
            out.append(contentsOf: value)
        }
        return out
    }
}
