import Connecting
import Formats
import Records

/// What all records of a table have in common: its columns and its header.
struct TableLayout: Sendable {
    /// The column names; one at least.
    private(set) var columns: [String]
    /// The number of columns; at least 1.
    let width: Int
    /// What had to be done to the names.
    let findings: [Finding]
    /// Rows after which a batch is passed on: thousands of empty cells have no bytes, but they take memory too.
    let rowLimit: Int
    /// How rows with too many cells are put together; nil while nothing was learned of the columns.
    var joint: RowJoint?
    /// What the first line of a DATEV posting batch says of its rows; nil of every other file.
    private(set) var postings: PostingBatch?
    /// The header's cells, to notice when it comes again; none where the table has no header.
    private let header: [[UInt8]]
    /// The first byte of its first filled cell.
    private let headerByte: UInt8?

    private static let cellsPerBatch = 4 << 20

    /// Makes the layout of a table with this header, or without one of a table with as many columns as `width` says.
    init(header: [[UInt8]], _ settings: DelimitedSettings, width: Int) {
        let names =
            settings.headerRow > 0
            ? ColumnNames(header: header, width: width) : ColumnNames(given: settings.names, width: width)
        self.header = header
        headerByte = header.first { !$0.isEmpty }?.first
        findings = names.findings
        self.width = max(1, names.names.count)
        columns = names.names.isEmpty ? ["column_1"] : names.names
        rowLimit = max(1, min(RawBatch.maximumRows, TableLayout.cellsPerBatch / self.width))
    }

    /// Learns from the line above the header how postings are to be completed.
    mutating func learn(postings line: [UInt8]) {
        postings = PostingBatch(line, columns: columns)
        columns += postings?.added ?? []
    }

    /// Whether the reader's record is the header once more; `first` is the record's first byte.
    func isHeader(_ reader: borrowing DelimitedReader, first: UInt8) -> Bool {
        guard first == headerByte || first == 0xEF, let name = header.first, header.count == reader.cellCount else {
            return false
        }
        // Files pasted together bring their byte order marks along.
        guard reader.cell(0, equals: name) || reader.cell(0, equals: [0xEF, 0xBB, 0xBF] + name) else { return false }
        for index in 1..<max(1, header.count) where reader.cell(index) != header[index] { return false }
        return true
    }
}
