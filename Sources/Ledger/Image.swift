internal import CRM
internal import Digest
internal import Records

/// The values of a row before and after a change, as they are sealed.
struct Image: Equatable {
    /// Per touched stored column its values; a created row has no values before.
    var columns: [(column: Int, before: [UInt8], after: [UInt8])] = []

    static func == (left: Image, right: Image) -> Bool { left.bytes == right.bytes }

    /// Per column: its index (1 byte), then both values, each with its length before it (4 bytes, big endian).
    var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for (column, before, after) in columns { Image.append(column, before[...], after[...], to: &bytes) }
        return bytes
    }

    /// Appends one column to the bytes of an image.
    static func append(
        _ column: Int, _ before: ArraySlice<UInt8>, _ after: ArraySlice<UInt8>, to bytes: inout [UInt8]
    ) {
        bytes.append(UInt8(truncatingIfNeeded: column))
        append(before, to: &bytes)
        append(after, to: &bytes)
    }

    /// The bytes of the image of a created row, in place of what `bytes` held.
    static func fill(_ bytes: inout [UInt8], withRow row: Int, of rows: Rows) {
        let first = row * rows.width
        let start = first == 0 ? 0 : Int(rows.ends[first - 1])
        bytes.removeAll(keepingCapacity: true)
        bytes.reserveCapacity(rows.width * 9 + Int(rows.ends[first + rows.width - 1]) - start)
        rows.arena.withUnsafeBytes { arena in
            var from = start
            for column in 0..<rows.width {
                let end = Int(rows.ends[first + column])
                defer { from = end }
                if end == from { continue }
                // The column, the length of no value before, and the length of the value after.
                let lengths = UInt64(truncatingIfNeeded: end - from)
                bytes.append(UInt8(truncatingIfNeeded: column))
                withUnsafeBytes(of: lengths.bigEndian) { bytes.append(contentsOf: $0) }
                bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: arena[from..<end]))
            }
        }
    }

    private static func append(_ value: ArraySlice<UInt8>, to bytes: inout [UInt8]) {
        let count = UInt32(truncatingIfNeeded: value.count)
        bytes.append(UInt8(truncatingIfNeeded: count >> 24))
        bytes.append(UInt8(truncatingIfNeeded: count >> 16))
        bytes.append(UInt8(truncatingIfNeeded: count >> 8))
        bytes.append(UInt8(truncatingIfNeeded: count))
        bytes.append(contentsOf: value)
    }

    /// The bytes with the columns' numbers on record in place of their indexes (`ColumnNumbers`).
    static func numbered(_ image: [UInt8], of entity: Entity) -> [UInt8] {
        let width = Schema.modelWidth(of: entity)
        var image = image
        image.withUnsafeMutableBufferPointer { bytes in
            var place = 0
            while place < bytes.count {
                bytes[place] = UInt8(
                    truncatingIfNeeded: ColumnNumbers.number(ofIndex: Int(bytes[place]), modelWidth: width))
                place += 1
                for _ in 0..<2 where place + 4 <= bytes.count {
                    let length =
                        Int(bytes[place]) << 24 | Int(bytes[place + 1]) << 16 | Int(bytes[place + 2]) << 8
                        | Int(bytes[place + 3])
                    place += 4 + length
                }
            }
        }
        return image
    }

    init() {}

    /// Reads what `bytes` wrote; nil for anything else.
    init?(_ bytes: [UInt8]) {
        var index = 0
        func value() -> [UInt8]? {
            guard index + 4 <= bytes.count else { return nil }
            let length = bytes[index..<(index + 4)].reduce(0) { $0 << 8 | Int($1) }
            index += 4
            guard index + length <= bytes.count else { return nil }
            defer { index += length }
            return Array(bytes[index..<(index + length)])
        }
        while index < bytes.count {
            let column = Int(bytes[index])
            index += 1
            guard let before = value(), let after = value() else { return nil }
            columns.append((column, before, after))
        }
    }
}
