/// What reading an archive, its XML and a workbook in it refuses to exceed.
///
/// Memory and time stay bounded by these figures whatever a file declares about itself.
public struct FormatLimits: Sendable {
    /// Members of an archive.
    public var members = 10_000
    /// Bytes of an archive's members when inflated, all that were read together.
    public var inflatedBytes = 8 << 30
    /// The ratio of inflated to stored bytes, looked at after `inflationFloor` bytes.
    public var inflationRatio = 200
    /// Inflated bytes of a member that are let through before the ratio is looked at.
    public var inflationFloor = 10 << 20
    /// Nesting of elements.
    public var depth = 128
    /// Bytes of one XML start tag.
    public var startTagBytes = 64 << 10
    /// Attributes of one XML start tag.
    public var attributes = 256
    /// Bytes of one name in JSON.
    public var nameBytes = 4 << 10
    /// Columns of a sheet.
    public var columns = 16_384
    /// Rows of a sheet, by number.
    public var rows = 1_048_576
    /// Bytes of one cell.
    public var cellBytes = 1 << 20
    /// Bytes of one row with all its cells.
    public var recordBytes = 16 << 20
    /// Bytes of a workbook's distinct strings.
    public var sharedStringBytes = 1 << 30
    /// Sheets, styles, fonts, fills or number formats of a workbook: each at most so many.
    public var workbookParts = 1 << 17
    /// Merged ranges and comments of a sheet that are kept: each at most so many.
    public var annotations = 1 << 20

    /// Makes the limits that every run uses.
    public init() {}
}
