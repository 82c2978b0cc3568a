/// A column of a table as its own schema describes it.
struct SourceColumn: Sendable, Equatable {
    /// What its values are, as far as reading has to know.
    enum Kind: Sendable, Equatable {
        /// Anything that stands in the file as text.
        case text
        /// Bytes that may or may not be text.
        case binary
        /// Bytes of a few, which are a key: a UUID in 16 bytes.
        case shortBinary
        /// A number in bits.
        case bits
    }

    /// Its name, unique in its table.
    var name: String
    /// What its values are.
    var kind = Kind.text
    /// Computed from others; dumps don't hold it.
    var isGenerated = false
}

/// A column that holds keys of another table.
struct SourceReference: Sendable, Equatable {
    var column: String
    var table: String
    var key: String
}

/// A table as its own schema describes it.
struct SourceTable: Sendable {
    /// Its name; with its database's in front where two databases of a dump have one of that name.
    var name: String
    /// Its columns, in their order.
    var columns: [SourceColumn]
    /// Its rows.
    var rows = 0
    /// What the schema says of its columns' relations.
    var references: [SourceReference] = []

    /// The columns' names.
    var columnNames: [String] { columns.map(\.name) }
}

/// One row's cells on their way from a reader to a batch.
struct TableRow {
    /// The cells' bytes, one after the other.
    private(set) var bytes: [UInt8] = []
    /// Where each cell ends in `bytes`.
    private(set) var ends: [Int] = []
    /// The file's line, or the row's number in its table.
    var place: UInt32 = 0
    /// Why the row's reading isn't certain.
    var remark: String?
    /// Why the source itself counts the row out: it is marked as deleted.
    var isDeleted = false
    /// Cells that were left out because they hold no text.
    var leftOut: [Int] = []

    /// Begins a row.
    mutating func begin(place: UInt32) {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
        leftOut.removeAll(keepingCapacity: true)
        self.place = place
        remark = nil
        isDeleted = false
    }

    /// The number of complete cells.
    var count: Int { ends.count }

    /// Where the cell that is being written begins.
    var cellStart: Int { ends.last ?? 0 }

    @inline(__always)
    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    @inline(__always)
    mutating func append(_ piece: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: piece) }

    /// Ends the cell that is being written.
    mutating func endCell() { ends.append(bytes.count) }

    /// Appends a whole cell.
    mutating func appendCell(_ cell: some Collection<UInt8>) {
        bytes.append(contentsOf: cell)
        endCell()
    }

    /// Appends a whole cell.
    mutating func appendCell(_ text: String) {
        bytes.append(contentsOf: text.utf8)
        endCell()
    }

    /// Puts other bytes in the place of the cell that is being written.
    mutating func replaceCell(_ cell: some Collection<UInt8>) {
        let start = cellStart
        bytes.removeSubrange(start...)
        bytes.append(contentsOf: cell)
    }

    /// Takes back what was written beyond so many bytes.
    mutating func truncate(to count: Int) { bytes.removeLast(bytes.count - count) }

    /// The bytes of a cell; none where the row has no such cell.
    func cell(_ index: Int) -> ArraySlice<UInt8> {
        guard index < ends.count else { return [] }
        return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
}

/// Something that holds tables: a dump, a database file, a connection.
protocol TableSource: AnyObject {
    /// What it is, for a person: `MySQL dump`.
    var title: String { get }

    /// All its tables with their rows counted; looks through the whole of it where that is needed.
    func tables() throws -> [SourceTable]

    /// Gives the rows of these tables, as they come; `body` gets the table's place in `tables` and says whether to go on.
    func rows(of tables: [SourceTable], _ body: (Int, borrowing TableRow) throws -> Bool) throws

    /// What was noticed so far beyond single rows.
    var notes: SourceNotes { get }

    /// Whether somebody chose its tables by hand, so that all of them are wanted.
    var isChosen: Bool { get }
}

extension TableSource {
    var isChosen: Bool { false }
}

/// What a reader noticed about a whole source, counted.
struct SourceNotes {
    /// Views, which hold no rows of their own.
    var views: [String] = []
    /// Statements that put rows in without saying them, by table.
    var refused: [String: Int] = [:]
    /// Cells whose bytes were in another encoding than the source says.
    var otherEncoding = 0
    /// The first of them, as read.
    var otherEncodingSample = ""
    /// NUL characters in text, which were left out.
    var nuls = 0
    /// Values that only the server could have computed.
    var computed = 0
    /// Whether the last line that its program writes is missing.
    var isUnfinished = false
    /// Tables that can't be read, with the reason.
    var unreadable: [(table: String, reason: String)] = []
    /// Further remarks: code and clause.
    var others: [(code: String, message: String)] = []

    /// Begins another way through the rows.
    mutating func beginRows() {
        (otherEncoding, otherEncodingSample, nuls, computed) = (0, "", 0, 0)
    }
}
