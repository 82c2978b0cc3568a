public import Records

/// A batch's raw rows as the staging area keeps them. Making them is work of its own, which any thread can do.
public struct KeptRows: Sendable {
    let ordinals: [UInt32]
    let places: [UInt32]
    let kinds: [RowKind]
    let states: [StagedState]
    let reasons: [Int: String]
    /// Per row: a bit per non-empty cell, and the cells as a JSON array.
    var texts = Rows(width: 2)

    /// Prepares a batch's rows with what became of each; `secret` columns are kept as `[dropped]`, and a cell that `replaced`
    /// gives something for as that.
    public init(
        _ batch: RawBatch, states: [StagedState], reasons: [Int: String], secret: Set<Int>,
        replaced: ((_ row: Int, _ column: Int) -> [UInt8]?)? = nil
    ) {
        ordinals = batch.ordinals
        places = batch.places
        kinds = batch.kinds
        self.states = states
        self.reasons = reasons
        let width = batch.cells.width
        let isSecret = (0..<width).map(secret.contains)
        let rows = max(1, batch.count)
        texts.reserve(rows: rows, bytesPerRow: batch.cells.byteCount / rows + 3 * width + (width + 7) / 8 + 8)
        var filled = [UInt8](repeating: 0, count: (width + 7) / 8)
        for row in 0..<batch.count {
            batch.cells.withRow(row) { cells in
                for index in filled.indices { filled[index] = 0 }
                for column in 0..<width where cells[column].count > 0 { filled[column >> 3] |= 1 << UInt8(column & 7) }
                texts.append(filled)
                texts.append { out in
                    out.append(0x5B)
                    for column in 0..<width {
                        if column > 0 { out.append(0x2C) }
                        let cell = cells[column]
                        if isSecret[column], cell.count > 0 {
                            out.append(contentsOf: "\"[dropped]\"".utf8)
                        } else if let other = replaced?(row, column) {
                            other.withUnsafeBytes { JSONText.append($0, to: &out) }
                        } else {
                            JSONText.append(cell, to: &out)
                        }
                    }
                    out.append(0x5D)
                }
            }
        }
    }

    /// The number of rows.
    public var count: Int { ordinals.count }
}

/// The records that one mapping record made of a batch, as the staging area keeps them.
public struct KeptRecords: Sendable {
    /// What they are.
    public let entity: Entity
    /// Which record of the mapping made them.
    public let mappingRecord: Int
    /// Their fields, in the order of `CustomerModel.fields(of:)`, the custom fields last.
    public var fields: Rows
    /// Per record: its key, or the digest of its identity in hex.
    public var keys: Rows
    /// Per record: a digest of its key, by which equal ones are counted.
    public var digests: [KeyDigest] = []
    /// Per record: its number among those made of the same cell.
    public var numbers: [UInt16] = []
    /// Per record: bits of fields that standardising changed.
    public var changed: [UInt64] = []
    /// Per record: bits of fields whose value a check dropped.
    public var dropped: [UInt64] = []

    /// Makes a value without records.
    public init(entity: Entity, mappingRecord: Int) {
        self.entity = entity
        self.mappingRecord = mappingRecord
        fields = Rows(width: CustomerModel.fields(of: entity).count + 1)
        keys = Rows(width: 1)
    }

    /// The number of records.
    public var count: Int { digests.count }
}

/// Findings as the staging area keeps them.
public struct KeptFindings: Sendable {
    let ordinals: [UInt32]
    let columns: [Int?]
    let severities: [Severity]
    /// Per finding: code, value, message, remedy.
    var texts = Rows(width: 4)

    /// Prepares findings.
    public init(_ findings: [Finding]) {
        ordinals = findings.map(\.ordinal)
        columns = findings.map(\.column)
        severities = findings.map(\.severity)
        for finding in findings {
            texts.append(finding.code)
            texts.append(finding.value)
            texts.append(finding.message)
            texts.append(finding.remedy)
        }
    }

    /// The number of findings.
    public var count: Int { ordinals.count }
}
