internal import CRM
internal import Digest
internal import Records

/// The hashes by which rows and values are compared and proven.
///
/// A row's hash is SHA-256 over its id (16 bytes) and its values in the order of `Schema.storedColumns(of:)`, each with
/// its length before it (4 bytes, big endian): `content` without the four book-keeping columns, `full` with them.
struct RowHasher {
    private var scratch: [UInt8] = []

    /// Both hashes of a row with all stored columns.
    mutating func hashes(_ id: RecordID, _ row: Int, of rows: Rows) -> (content: [UInt8], full: [UInt8]) {
        let content = fill(id, row, rows)
        return scratch.withUnsafeBytes { bytes in
            var hash = SHA256()
            hash.update(UnsafeRawBufferPointer(rebasing: bytes[..<content]))
            let first = hash.finalize()
            hash.update(UnsafeRawBufferPointer(rebasing: bytes[content...]))
            return (first, hash.finalize())
        }
    }

    /// The full hash of a row with all stored columns.
    mutating func full(_ id: RecordID, _ row: Int, of rows: Rows) -> [UInt8] {
        _ = fill(id, row, rows)
        return SHA256.hash(scratch)
    }

    private mutating func fill(_ id: RecordID, _ row: Int, _ rows: Rows) -> Int {
        scratch.removeAll(keepingCapacity: true)
        withUnsafeBytes(of: id.high.bigEndian) { scratch.append(contentsOf: $0) }
        withUnsafeBytes(of: id.low.bigEndian) { scratch.append(contentsOf: $0) }
        var content = scratch.count
        for column in 0..<rows.width {
            if column == rows.width - Schema.bookkeeping.count { content = scratch.count }
            let field = rows[row, column]
            let count = UInt32(truncatingIfNeeded: field.count)
            scratch.append(UInt8(truncatingIfNeeded: count >> 24))
            scratch.append(UInt8(truncatingIfNeeded: count >> 16))
            scratch.append(UInt8(truncatingIfNeeded: count >> 8))
            scratch.append(UInt8(truncatingIfNeeded: count))
            scratch.append(contentsOf: field)
        }
        return content
    }
}

/// Short hashes of single values: 48 bits, which tell whether a value is still the one that was written.
enum FieldHash {
    /// The bytes of one entry in a list of hashes: the column, then the hash.
    static let stride = 7
    private static let mask: UInt64 = 0xFFFF_FFFF_FFFF

    /// The hash of a value in a column; never 0, which stands for an empty value.
    static func hash(_ value: UnsafeRawBufferPointer, column: Int) -> UInt64 {
        if value.isEmpty { return 0 }
        let hash = Hash64.hash(value, seed: UInt64(column) &+ 1) & mask
        return hash == 0 ? 1 : hash
    }

    /// The hash of a value in a column.
    static func hash(_ value: ArraySlice<UInt8>, column: Int) -> UInt64 {
        value.withUnsafeBytes { hash($0, column: column) }
    }

    /// Appends an entry.
    static func append(_ hash: UInt64, column: Int, to list: inout [UInt8]) {
        list.append(UInt8(truncatingIfNeeded: column))
        var shift: UInt64 = 40
        for _ in 0..<6 {
            list.append(UInt8(truncatingIfNeeded: hash >> shift))
            shift &-= 8
        }
    }

    /// The hashes of a row's values that aren't empty.
    static func list(_ row: Int, of rows: Rows) -> [UInt8] {
        var list: [UInt8] = []
        list.reserveCapacity(rows.width * stride)
        for column in 0..<rows.width where rows.length(row, column) > 0 {
            rows.withField(row, column) { append(hash($0, column: column), column: column, to: &list) }
        }
        return list
    }

    /// Gives every entry of a list to `body`.
    static func visit(_ list: [UInt8], _ body: (_ column: Int, _ hash: UInt64) -> Void) {
        var index = 0
        while index + stride <= list.count {
            var hash: UInt64 = 0
            for offset in 1..<stride { hash = hash << 8 | UInt64(list[index + offset]) }
            body(Int(list[index]), hash)
            index += stride
        }
    }

    /// The entry of a column; nil when the list has none.
    static func entry(_ column: Int, in list: [UInt8]) -> UInt64? {
        var found: UInt64?
        visit(list) { if $0 == column { found = $1 } }
        return found
    }
}
