/// What a row of a source is, as far as its connector can tell.
public enum RowKind: UInt8, Sendable, CaseIterable {
    /// A record.
    case record = 0
    /// A title, logo or note outside the table.
    case title = 1
    /// A comment line.
    case comment = 2
    /// A totals line under the table.
    case total = 3
    /// The header once more, where files were pasted together.
    case repeatedHeader = 4
    /// More cells than the header has names, or broken quoting: the reading isn't certain.
    case malformed = 5
    /// A record that its own program had deleted and the file still holds.
    case deleted = 6
}

/// Rows as a connector read them: every cell as text, in the file's own order and columns.
///
/// At most `maximumRows` rows or `maximumBytes` bytes. All batches of one stream have the same columns.
public struct RawBatch: Sendable {
    /// The most rows a batch holds.
    public static let maximumRows = 32_768
    /// The bytes after which a batch is passed on.
    public static let maximumBytes = 8 << 20

    /// The cells, one column per header name.
    public var cells: Rows
    /// Per row: the file's or sheet's record number, counted from 1, the header not counted, whatever lines it spans.
    public var ordinals: [UInt32]
    /// Per row: the file's line (of the row's first byte) or the sheet's own row number.
    public var places: [UInt32]
    /// Per row: what it is.
    public var kinds: [RowKind]
    /// Why a row is malformed or otherwise not a plain record, by the row's index in this batch.
    public var remarks: [Int: String]

    /// Makes an empty batch for `width` columns.
    public init(width: Int) {
        cells = Rows(width: width)
        ordinals = []
        places = []
        kinds = []
        remarks = [:]
    }

    /// The number of rows.
    public var count: Int { ordinals.count }

    /// Notes that the row whose cells were just appended is complete.
    public mutating func endRow(ordinal: UInt32, place: UInt32, kind: RowKind = .record, remark: String? = nil) {
        if let remark { remarks[ordinals.count] = remark }
        ordinals.append(ordinal)
        places.append(place)
        kinds.append(kind)
    }

    /// True when the batch should be passed on.
    public var isFull: Bool { count >= RawBatch.maximumRows || cells.byteCount >= RawBatch.maximumBytes }
}
