internal import CRM
internal import Digest
internal import Records

/// The hashes by which rows and values are compared and proven.
///
/// A row's hash is SHA-256 over its id (16 bytes) and its values that aren't empty, in the order of
/// `Schema.storedColumns(of:)`, each with its column's number (1 byte, `ColumnNumbers`) and its length (4 bytes, big
/// endian) before it: `content` without the four book-keeping columns, `full` with them. A column that is added to the
/// customer model, and empty, leaves every hash as it is.
struct RowHasher {
    private var scratch: [UInt8] = []
    private var used = 0

    /// Both hashes of a row with all stored columns.
    mutating func hashes(_ id: RecordID, _ row: Int, of rows: Rows) -> (content: [UInt8], full: [UInt8]) {
        let content = fill(id, row, rows)
        return scratch.withUnsafeBytes { bytes in
            var hash = SHA256()
            hash.update(UnsafeRawBufferPointer(rebasing: bytes[..<content]))
            let first = hash.finalize()
            hash.update(UnsafeRawBufferPointer(rebasing: bytes[content..<used]))
            return (first, hash.finalize())
        }
    }

    /// The full hash of a row with all stored columns.
    mutating func full(_ id: RecordID, _ row: Int, of rows: Rows) -> [UInt8] {
        _ = fill(id, row, rows)
        return scratch.withUnsafeBytes { SHA256.hash(UnsafeRawBufferPointer(rebasing: $0[..<used])) }
    }

    /// Writes what is hashed into `scratch`, `used` bytes of it; returns how many of them are content. Every row of a load
    /// goes through here several times: no array is made on the way.
    private mutating func fill(_ id: RecordID, _ row: Int, _ rows: Rows) -> Int {
        let first = row * rows.width
        let width = rows.width
        let start = first == 0 ? 0 : Int(rows.ends[first - 1])
        let most = 16 + 5 * width + Int(rows.ends[first + width - 1]) - start
        if scratch.count < most { scratch = [UInt8](repeating: 0, count: most * 2) }
        var content = 0
        let modelWidth = width - Schema.bookkeepingCount
        scratch.withUnsafeMutableBytes { scratch in
            scratch.storeBytes(of: id.high.bigEndian, toByteOffset: 0, as: UInt64.self)
            scratch.storeBytes(of: id.low.bigEndian, toByteOffset: 8, as: UInt64.self)
            rows.arena.withUnsafeBytes { arena in
                rows.ends.withUnsafeBufferPointer { ends in
                    var place = 16
                    var from = start
                    for column in 0..<width {
                        if column == modelWidth { content = place }
                        let end = Int(ends[first + column])
                        let count = end - from
                        if count == 0 { continue }
                        scratch[place] = UInt8(
                            truncatingIfNeeded: ColumnNumbers.number(ofIndex: column, modelWidth: modelWidth))
                        scratch.storeBytes(
                            of: UInt32(truncatingIfNeeded: count).bigEndian, toByteOffset: place + 1, as: UInt32.self)
                        place += 5
                        UnsafeMutableRawBufferPointer(rebasing: scratch[place..<(place + count)])
                            .copyMemory(from: UnsafeRawBufferPointer(rebasing: arena[from..<end]))
                        place += count
                        from = end
                    }
                    used = place
                }
            }
        }
        return content
    }
}

/// Short hashes of single values: 48 bits, which tell whether a value is still the one that was written.
enum FieldHash {
    /// The bytes of one entry in a list of hashes: the column, then the hash.
    static let stride = ColumnNumbers.hashStride
    private static let mask: UInt64 = 0xFFFF_FFFF_FFFF

    /// The hash of a value; never 0, which stands for an empty value.
    static func hash(_ value: UnsafeRawBufferPointer) -> UInt64 {
        if value.isEmpty { return 0 }
        let hash = Hash64.hash(value, seed: 1) & mask
        return hash == 0 ? 1 : hash
    }

    /// The hash of a value.
    static func hash(_ value: ArraySlice<UInt8>) -> UInt64 { value.withUnsafeBytes { hash($0) } }

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
        let first = row * rows.width
        var from = first == 0 ? 0 : Int(rows.ends[first - 1])
        rows.arena.withUnsafeBytes { arena in
            for column in 0..<rows.width {
                let end = Int(rows.ends[first + column])
                defer { from = end }
                if end == from { continue }
                append(
                    hash(UnsafeRawBufferPointer(rebasing: arena[from..<end])), column: column, to: &list
                )
            }
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
