internal import Connecting
internal import Formats
internal import Records

/// Makes batches of rows and gathers what is said about all of them.
struct TableBatches {
    private let columns: [SourceColumn]
    private let limits: ReadingLimits
    private let position: Position
    private let repairs: Bool
    private var batch: RawBatch
    private(set) var records: UInt32 = 0
    private var leftOut: [Int]
    private var doubles = 0
    private var special = 0
    private var double: (read: [UInt8], repaired: [UInt8])?

    init(_ columns: [SourceColumn], limits: ReadingLimits, position: Position, repairs: Bool) {
        self.columns = columns
        self.limits = limits
        self.position = position
        self.repairs = repairs
        batch = RawBatch(width: columns.count)
        leftOut = [Int](repeating: 0, count: columns.count)
    }

    /// Takes a row; gives the batch on when it is full.
    mutating func take(_ row: borrowing TableRow, _ sink: (RawBatch) throws -> Void) throws {
        guard Int(records) < min(limits.records, Int(UInt32.max)) else {
            throw SourceFault.tooLarge(position: position, limit: "records", value: limits.records)
        }
        if !batch.cells.hasRoom(for: row.bytes.count + 1024) { try flush(sink) }
        for column in columns.indices {
            let cell = row.cell(column)
            if cell.contains(where: { $0 == 0xC2 || $0 == 0xC3 }) {
                special += 1
                let whole = Array(cell)
                if let mended = EncodingDouble.repaired(whole) {
                    doubles += 1
                    if double == nil { double = (whole, mended) }
                    if repairs {
                        batch.cells.append(mended)
                        continue
                    }
                }
            }
            batch.cells.append(cell)
        }
        for column in row.leftOut where column < leftOut.count { leftOut[column] += 1 }
        records += 1
        let kind: RowKind = row.isDeleted ? .deleted : row.remark == nil ? .record : .malformed
        batch.endRow(ordinal: records, place: row.place, kind: kind, remark: row.remark)
        if batch.isFull { try flush(sink) }
    }

    /// Gives on what is left.
    mutating func flush(_ sink: (RawBatch) throws -> Void) throws {
        guard batch.count > 0 else { return }
        try sink(batch)
        batch = RawBatch(width: columns.count)
    }

    /// What is said about all rows.
    var findings: [Finding] {
        var findings: [Finding] = []
        for (column, count) in leftOut.enumerated() where count > 0 {
            findings.append(
                Finding(
                    code: "database.binary", severity: .note, ordinal: 0, column: column,
                    message: "\(count) values of \(columns[column].name) are pictures or other bytes, no text: left out"
                ))
        }
        if let double {
            let read = String(decoding: double.read.prefix(60), as: UTF8.self)
            let mended = String(decoding: double.repaired.prefix(60), as: UTF8.self)
            findings.append(
                Finding(
                    code: "encoding.double", severity: repairs ? .note : .warning, ordinal: 0,
                    value: String(decoding: double.read.prefix(Finding.maximumValueBytes), as: UTF8.self),
                    message: "\(doubles) of \(special) values with special characters were encoded as UTF-8 twice: "
                        + "\"\(read)\" is \"\(mended)\"" + (repairs ? "; repaired" : ""),
                    remedy: repairs ? "" : "set repair: true for this source"))
        }
        return findings
    }
}
