import Connecting
import Formats
import Records

/// A run of a table's records as one reader read them, without knowing where in the file it began: ordinals and lines count
/// from the part's own beginning.
struct TablePart: Sendable {
    /// The records.
    var batch: RawBatch
    /// How many ordinals the part takes: its records, and the rows of nothing but delimiters.
    var ordinals: UInt32 = 0
    /// How many lines the part has.
    var lines: UInt32 = 0
    /// Rows that hold nothing but delimiters.
    var blankRows: UInt32 = 0
    /// The first notes of each code, in their order.
    private(set) var notes: [TableNote] = []
    /// How many notes of each code there are.
    private(set) var noteCounts: [String: Int] = [:]
    /// Lines that are no UTF-8, and their number.
    var otherLines = OtherLines()
    var otherLinesCount = 0
    /// Values that were encoded as UTF-8 twice.
    var doubled = DoubledValues()
    /// Rows of the batch that are none of the table's if no record follows them, those after the last other record: what each
    /// of them is then.
    var endings: [(row: Int, kind: RowKind)] = []
    /// Whether a record of the part is no such line.
    var hasPlainRecord = false

    /// Makes an empty part of a table with `width` columns.
    init(width: Int) { batch = RawBatch(width: width) }

    /// True when further notes of a code are only counted.
    func isFull(_ code: String) -> Bool { noteCounts[code, default: 0] >= FindingList.kept }

    /// Adds a note.
    mutating func add(_ note: TableNote) {
        if !isFull(note.code) { notes.append(note) }
        noteCounts[note.code, default: 0] += 1
    }

    /// Counts one more note, or several, of a code whose list is full.
    mutating func count(_ code: String, _ number: Int = 1) { noteCounts[code, default: 0] += number }
}

/// A finding whose place in the file isn't known yet.
struct TableNote: Sendable {
    var code: String
    var severity: Severity
    /// Counted from the part's beginning; 0 = no row.
    var ordinal: UInt32
    /// The line, 1 being the part's first.
    var line: UInt32
    var value = ""
    /// What follows the words `line 12`.
    var message: String
    var remedy = ""
}
