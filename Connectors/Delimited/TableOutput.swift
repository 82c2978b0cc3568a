import Connecting
import Formats
import Records

/// Puts the parts of a table in their places, in the file's order: ordinals, lines, findings, and the line of totals at the
/// end. What comes out doesn't depend on where parts end.
struct TableOutput {
    /// Rows passed on.
    private(set) var records: UInt32 = 0
    /// What was noticed.
    private(set) var findings = FindingList()
    /// Values that were encoded as UTF-8 twice.
    private(set) var doubled = DoubledValues()

    private let layout: TableLayout
    private let settings: DelimitedSettings
    private let file: String
    private let recordLimit: Int
    /// Ordinals and line ends before the next part.
    private var ordinals: UInt32 = 0
    private var lines: UInt32 = 0
    private var blankRows: UInt32 = 0
    private var otherLines = OtherLines()
    private var otherLinesCount = 0
    /// Batches that wait until it is known whether their last rows are the table's end.
    private var held: [RawBatch] = []
    private var endings: [(batch: Int, row: Int, kind: RowKind)] = []
    private static let endingsLimit = 16
    private static let heldLimit = 8

    /// Makes the output of a table.
    init(_ layout: TableLayout, _ settings: DelimitedSettings, file: String, recordLimit: Int) {
        self.layout = layout
        self.settings = settings
        self.file = file
        self.recordLimit = recordLimit
        for finding in layout.findings { findings.add(finding) }
    }

    /// Takes the next part.
    mutating func take(_ part: consuming TablePart, into sink: (RawBatch) throws -> Void) throws {
        var batch = part.batch
        for row in batch.ordinals.indices {
            batch.ordinals[row] &+= ordinals
            batch.places[row] &+= lines
        }
        if Int(ordinals) + Int(part.ordinals) > recordLimit {
            let row = batch.ordinals.firstIndex { Int($0) > recordLimit }
            throw SourceFault.tooLarge(
                position: Position(file: file, row: row.map { batch.places[$0] } ?? lines &+ part.lines),
                limit: "records", value: recordLimit)
        }
        for note in part.notes { findings.add(finding(note)) }
        for (code, count) in part.noteCounts.sorted(by: { $0.key < $1.key }) {
            let listed = part.notes.count { $0.code == code }
            if count > listed { findings.count(code, further: count - listed) }
        }
        otherLines.add(part.otherLines, after: lines)
        otherLinesCount += part.otherLinesCount
        doubled.add(part.doubled)
        blankRows += part.blankRows
        ordinals &+= part.ordinals
        lines &+= part.lines
        records &+= UInt32(batch.count)
        if part.hasPlainRecord { endings = [] }
        if endings.isEmpty { try passOn(into: sink) }
        if batch.count == 0 { return }
        held.append(batch)
        endings += part.endings.map { (held.count - 1, $0.row, $0.kind) }
        if endings.count > TableOutput.endingsLimit || held.count > TableOutput.heldLimit { endings = [] }
        if endings.isEmpty { try passOn(into: sink) }
    }

    /// Takes the end of the table into account.
    mutating func finish(endsInsideLine: Bool, into sink: (RawBatch) throws -> Void) throws {
        for (batch, row, kind) in endings {
            let what = kind == .total ? "a line of totals at the table's end" : "a note under the table"
            held[batch].kinds[row] = kind
            held[batch].remarks[row] = what
            findings.add(
                Finding(
                    code: kind == .total ? "row.total" : "row.note", severity: .note,
                    ordinal: held[batch].ordinals[row], message: "line \(held[batch].places[row]): \(what); left out",
                    remedy: kind == .total ? "set totals: false if it is a customer" : ""))
        }
        endings = []
        try passOn(into: sink)
        if blankRows > 0 {
            findings.add(
                Finding(
                    code: "row.blank", severity: .note, ordinal: 0,
                    message:
                        "\(blankRows) \(blankRows == 1 ? "row holds" : "rows hold") nothing but delimiters; left out"))
        }
        if records > 0 && endsInsideLine {
            findings.add(
                Finding(
                    code: "file.no-final-line-end", severity: .note, ordinal: 0,
                    message: "the last line has no line end, which a file that was cut off has neither",
                    remedy: "check that the last row is complete"))
        }
        if let finding = doubled.finding(isRepaired: settings.repair) { findings.add(finding) }
    }

    /// A fault of the part that comes next, at its place in the file.
    func fault(_ fault: DelimitedFault, linesBefore: UInt32) -> SourceFault {
        let moved: DelimitedFault =
            switch fault {
            case .unclosedQuote(let line): .unclosedQuote(line: line &- linesBefore &+ lines)
            case .tooLarge(let line, let limit, let value):
                .tooLarge(line: line &- linesBefore &+ lines, limit: limit, value: value)
            default: fault
            }
        return SourceFault(moved, file: file)
    }

    /// What only somebody who knows the file can settle.
    var doubts: [ReadingDoubt] {
        otherLines.doubt(lines: otherLinesCount, readAs: settings.otherLines).map { [$0] } ?? []
    }

    private func finding(_ note: TableNote) -> Finding {
        Finding(
            code: note.code, severity: note.severity, ordinal: note.ordinal == 0 ? 0 : note.ordinal &+ ordinals,
            value: note.value, message: "line \(note.line &+ lines)\(note.message)", remedy: note.remedy)
    }

    private mutating func passOn(into sink: (RawBatch) throws -> Void) throws {
        let ready = held
        held = []
        for batch in ready { try sink(batch) }
    }
}
