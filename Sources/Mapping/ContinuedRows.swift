public import Records

/// Completes rows that go on with what the row above began: a customer's second address under an empty e-mail.
///
/// A row goes on when it is a record whose first continued column is empty. Batches come in the file's order; the rows as
/// they were read stay what they are, mapping sees the completed ones.
public struct ContinuedRows: Sendable {
    private let columns: [Int]
    /// The cells of the last row that began something.
    private var above: [[UInt8]]

    /// Makes one for a mapping's program.
    public init(_ program: MappingProgram) {
        columns = program.continued
        above = columns.map { _ in [] }
    }

    /// The batch as mapping has to see it.
    public mutating func completed(_ batch: RawBatch) -> RawBatch {
        guard let first = columns.first else { return batch }
        var completed = batch
        completed.cells = Rows(width: batch.cells.width)
        for row in 0..<batch.count {
            let isRecord = batch.kinds[row] == .record
            guard isRecord, batch.cells.length(row, first) == 0 else {
                if isRecord { above = columns.map { Array(batch.cells[row, $0]) } }
                completed.cells.appendRow(row, of: batch.cells)
                continue
            }
            for column in 0..<batch.cells.width {
                if batch.cells.length(row, column) == 0, let place = columns.firstIndex(of: column) {
                    completed.cells.append(above[place])
                } else {
                    completed.cells.append(batch.cells[row, column])
                }
            }
        }
        return completed
    }
}
