import Connecting
import Records

/// Counts the rows that can't be read with certainty: one among others is reported, but a source of nothing else is none.
struct UncertainRows {
    private var rows = 0
    private var malformed = 0
    private var first: (place: UInt32, remark: String)?

    /// Counts a batch's rows.
    mutating func add(_ batch: RawBatch) {
        for row in 0..<batch.count {
            switch batch.kinds[row] {
            case .malformed:
                if first == nil { first = (batch.places[row], batch.remarks[row] ?? "broken quotes or delimiters") }
                malformed += 1
                rows += 1
            case .record, .deleted: rows += 1
            case .title, .comment, .total, .repeatedHeader: break
            }
        }
    }

    /// The fault of a file in which no row is certain, with the place of the first; nil where some are.
    func fault(file: String, sheet: String) -> SourceFault? {
        guard let first, malformed == rows else { return nil }
        return .refused(
            position: Position(file: file, sheet: sheet.isEmpty ? nil : sheet, row: first.place),
            reason: rows == 1
                ? "its only row can't be read with certainty: \(first.remark)"
                : "none of its \(rows) rows can be read with certainty; here: \(first.remark)",
            remedy: "Correct the quotes or delimiters and add it again.")
    }
}
