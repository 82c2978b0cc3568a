internal import Records

/// The numbers by which a change on record knows a table's columns.
///
/// Inside the program a column is its index in `Schema.storedColumns(of:)`, where the four book-keeping columns stand last.
/// On record they come first, as 0 to 3, and the customer model's follow from 4 in their order. The model only ever grows
/// at its end: so a number means the same for ever, and what an older version of the program noted can be taken back by a
/// newer one.
public enum ColumnNumbers {
    /// The number of a column.
    @inline(__always)
    public static func number(ofIndex index: Int, modelWidth: Int) -> Int {
        index < modelWidth ? index + Schema.bookkeepingCount : index - modelWidth
    }

    /// The index of a column; nil for one that this version of the program doesn't know.
    @inline(__always)
    public static func index(ofNumber number: Int, modelWidth: Int) -> Int? {
        if number < Schema.bookkeepingCount { return modelWidth + number }
        let index = number - Schema.bookkeepingCount
        return index < modelWidth ? index : nil
    }

    /// A list of entries of `stride` bytes that each begin with a column's index, with numbers in their place.
    static func numbered(_ list: [UInt8], stride: Int, of entity: Entity) -> [UInt8] {
        let width = Schema.modelWidth(of: entity)
        var list = list
        var place = 0
        while place + stride <= list.count {
            list[place] = UInt8(truncatingIfNeeded: number(ofIndex: Int(list[place]), modelWidth: width))
            place += stride
        }
        return list
    }

    /// The reverse of `numbered`; entries of unknown columns are left out.
    static func indexed(_ list: [UInt8], stride: Int, of entity: Entity) -> [UInt8] {
        let width = Schema.modelWidth(of: entity)
        var list = list
        var place = 0
        while place + stride <= list.count {
            if let index = index(ofNumber: Int(list[place]), modelWidth: width) {
                list[place] = UInt8(truncatingIfNeeded: index)
                place += stride
            } else {
                list.removeSubrange(place..<(place + stride))
            }
        }
        return list
    }

    /// A mask with a bit for each column's index, with bits for numbers.
    static func numbered(_ mask: UInt64, of entity: Entity) -> UInt64 {
        if mask == 0 { return 0 }
        let width = Schema.modelWidth(of: entity)
        let model = mask & (1 << UInt64(width) &- 1)
        return model << UInt64(Schema.bookkeepingCount) | mask >> UInt64(width)
    }

    /// The reverse of `numbered`.
    static func indexed(_ mask: UInt64, of entity: Entity) -> UInt64 {
        if mask == 0 { return 0 }
        let width = Schema.modelWidth(of: entity)
        let bookkeeping = mask & (1 << UInt64(Schema.bookkeepingCount) &- 1)
        let model = mask >> UInt64(Schema.bookkeepingCount) & (1 << UInt64(width) &- 1)
        return model | bookkeeping << UInt64(width)
    }

    /// The bytes of one entry in `ChangeRow.hashes`: the column, then 48 bits.
    public static let hashStride = 7
    /// The bytes of one entry in `ChangeRow.reasons`: the column, then 16 bits.
    public static let reasonStride = 3
}

extension ChangeRow {
    /// The change as it is on record, its columns by number.
    var numbered: (hashes: [UInt8], reasons: [UInt8], undoneColumns: UInt64) {
        (
            ColumnNumbers.numbered(hashes, stride: ColumnNumbers.hashStride, of: entity),
            ColumnNumbers.numbered(reasons, stride: ColumnNumbers.reasonStride, of: entity),
            ColumnNumbers.numbered(undoneColumns, of: entity)
        )
    }

    /// Takes what is on record, with its columns by number.
    mutating func take(hashes: [UInt8], reasons: [UInt8], undoneColumns: UInt64) {
        self.hashes = ColumnNumbers.indexed(hashes, stride: ColumnNumbers.hashStride, of: entity)
        self.reasons = ColumnNumbers.indexed(reasons, stride: ColumnNumbers.reasonStride, of: entity)
        self.undoneColumns = ColumnNumbers.indexed(undoneColumns, of: entity)
    }
}
