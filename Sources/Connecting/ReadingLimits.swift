public import Formats

/// What reading refuses to exceed, so that a hostile or broken file can't exhaust the machine.
public struct ReadingLimits: Sendable {
    /// Columns of a table.
    public var columns = 16_384
    /// Bytes of one record with all its cells.
    public var recordBytes = 16 << 20
    /// Bytes of one cell.
    public var cellBytes = 1 << 20
    /// Records of a stream.
    public var records = 100_000_000
    /// Bytes of an archive's members when inflated, all together.
    public var inflatedBytes = 8 << 30
    /// The ratio of inflated to stored bytes, looked at after the first 10 MiB.
    public var inflationRatio = 200
    /// Members of an archive.
    public var members = 10_000
    /// Distinct shared strings and their bytes of a workbook.
    public var sharedStringBytes = 1 << 30
    /// Nesting of elements.
    public var depth = 128
    /// Bytes of one XML start tag.
    public var startTagBytes = 64 << 10
    /// Attributes of one XML start tag.
    public var attributes = 256

    /// Threads that a connector may read with; what it reads doesn't depend on them.
    public var threads = 1

    /// The limits that every run uses.
    public static let standard = ReadingLimits()

    /// Makes the standard limits.
    public init() {}
}

extension FormatLimits {
    /// A run's limits as the reading of bytes knows them.
    public init(_ limits: ReadingLimits) {
        self.init()
        members = limits.members
        inflatedBytes = limits.inflatedBytes
        inflationRatio = limits.inflationRatio
        depth = limits.depth
        startTagBytes = limits.startTagBytes
        attributes = limits.attributes
        columns = limits.columns
        cellBytes = limits.cellBytes
        recordBytes = limits.recordBytes
        sharedStringBytes = limits.sharedStringBytes
    }
}
