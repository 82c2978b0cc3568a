/// Rows of a fixed number of byte fields, packed into one arena.
///
/// The unit in which data moves between the stations: UTF-8 bytes in one array, and after each field the offset
/// where it ends. An empty field and a missing one are the same thing; a row is known by its index. Appending is
/// `append(_:)` once per field, in column order; the row is there when its last field is.
public struct Rows: Sendable {
    /// The number of fields in every row; at least 1.
    public let width: Int
    /// The bytes of all fields, one after the other, row by row.
    public private(set) var arena: [UInt8]
    /// Where each field ends in `arena`; field (row, column) is at `row * width + column`.
    public private(set) var ends: [UInt32]

    /// The greatest number of bytes that one value of this type can hold.
    public static let maximumBytes = Int(UInt32.max)

    /// Makes an empty value for rows of `width` fields.
    public init(width: Int) {
        self.width = max(1, width)
        arena = []
        ends = []
    }

    /// The number of complete rows.
    @inlinable public var count: Int { ends.count / width }

    /// True when there is no complete row.
    @inlinable public var isEmpty: Bool { ends.count < width }

    /// The bytes held, for limits.
    @inlinable public var byteCount: Int { arena.count }

    /// Reserves room for `rows` more rows of about `bytesPerRow` bytes.
    public mutating func reserve(rows: Int, bytesPerRow: Int) {
        ends.reserveCapacity(ends.count + rows * width)
        arena.reserveCapacity(arena.count + rows * bytesPerRow)
    }

    /// True when another `count` bytes fit.
    @inlinable public func hasRoom(for count: Int) -> Bool { arena.count + count <= Rows.maximumBytes }

    /// Appends the next field of the current row. Bytes beyond `maximumBytes` are a programming error of the caller,
    /// who checks `hasRoom(for:)` per row.
    @inline(__always)
    public mutating func append(_ field: UnsafeRawBufferPointer) {
        arena.append(contentsOf: field)
        ends.append(UInt32(arena.count))
    }

    /// Appends the next field of the current row.
    @inline(__always)
    public mutating func append(_ field: ArraySlice<UInt8>) {
        arena.append(contentsOf: field)
        ends.append(UInt32(arena.count))
    }

    /// Appends the next field of the current row.
    @inline(__always)
    public mutating func append(_ field: [UInt8]) {
        arena.append(contentsOf: field)
        ends.append(UInt32(arena.count))
    }

    /// Appends the next field of the current row, from text.
    public mutating func append(_ field: String) {
        arena.append(contentsOf: field.utf8)
        ends.append(UInt32(arena.count))
    }

    /// Appends an empty field.
    @inline(__always)
    public mutating func appendEmpty() { ends.append(UInt32(arena.count)) }

    /// Appends all of a row of another value with the same width.
    public mutating func appendRow(_ row: Int, of other: Rows) { appendFields(row, of: other) }

    /// Appends all fields of a row of another value as the next fields of the current row.
    public mutating func appendFields(_ row: Int, of other: Rows) {
        let fields = (row * other.width)..<((row + 1) * other.width)
        let start = fields.lowerBound == 0 ? 0 : other.ends[fields.lowerBound - 1]
        let bytes = Int(start)..<Int(other.ends[fields.upperBound - 1])
        let shift = UInt32(arena.count) &- start
        other.arena.withUnsafeBytes { arena.append(contentsOf: UnsafeRawBufferPointer(rebasing: $0[bytes])) }
        for field in fields { ends.append(other.ends[field] &+ shift) }
    }

    /// Appends a whole row, one value a field; there are as many as the rows are wide.
    public mutating func appendRow(_ values: [[UInt8]]) {
        for value in values {
            if !value.isEmpty { arena.append(contentsOf: value) }
            ends.append(UInt32(arena.count))
        }
    }

    /// Appends the next field of the current row, which `build` puts at the end of the bytes that it gets and leaves alone else.
    public mutating func append(built build: (inout [UInt8]) -> Void) {
        build(&arena)
        ends.append(UInt32(arena.count))
    }

    /// Removes every row and keeps the storage.
    public mutating func removeAll() {
        arena.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Where the field's bytes lie in `arena`.
    @inlinable @inline(__always)
    public func range(_ row: Int, _ column: Int) -> Range<Int> {
        let index = row * width + column
        let start = index == 0 ? 0 : Int(ends[index - 1])
        return start..<Int(ends[index])
    }

    /// The bytes of one field.
    @inlinable @inline(__always)
    public subscript(row: Int, column: Int) -> ArraySlice<UInt8> { arena[range(row, column)] }

    /// The length of one field in bytes; 0 means empty.
    @inlinable @inline(__always)
    public func length(_ row: Int, _ column: Int) -> Int { range(row, column).count }

    /// One field as text, for screens and messages. Bytes that are no UTF-8 become U+FFFD.
    public func text(_ row: Int, _ column: Int) -> String { String(decoding: self[row, column], as: UTF8.self) }

    /// Gives one field's bytes to `body` without a copy.
    @inlinable @inline(__always)
    public func withField<Result>(_ row: Int, _ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows
        -> Result
    {
        let range = range(row, column)
        return try arena.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }

    /// Gives one row's fields to `body` without a copy; they last as long as the call.
    @inlinable @inline(__always)
    public func withRow<Result>(_ row: Int, _ body: (RowBytes) throws -> Result) rethrows -> Result {
        let first = row * width
        let start = first == 0 ? 0 : Int(ends[first - 1])
        return try arena.withUnsafeBytes { bytes in
            try ends.withUnsafeBufferPointer { ends in
                try body(
                    RowBytes(
                        arena: bytes, start: start,
                        ends: UnsafeBufferPointer(rebasing: ends[first..<(first + width)])))
            }
        }
    }
}

/// The fields of one row, as long as the call lasts that gave it.
public struct RowBytes {
    @usableFromInline let arena: UnsafeRawBufferPointer
    @usableFromInline let start: Int
    @usableFromInline let ends: UnsafeBufferPointer<UInt32>

    @inlinable
    init(arena: UnsafeRawBufferPointer, start: Int, ends: UnsafeBufferPointer<UInt32>) {
        self.arena = arena
        self.start = start
        self.ends = ends
    }

    /// The number of fields.
    @inlinable public var count: Int { ends.count }

    /// The bytes of one field.
    @inlinable @inline(__always)
    public subscript(field: Int) -> UnsafeRawBufferPointer {
        let from = field == 0 ? start : Int(ends[field - 1])
        return UnsafeRawBufferPointer(rebasing: arena[from..<Int(ends[field])])
    }
}
