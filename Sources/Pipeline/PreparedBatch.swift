import Digest
import Ledger
import Mapping
import Records
import Staging

/// A mapped batch made ready for the staging area.
struct PreparedBatch: Sendable {
    /// The raw rows.
    var rows: KeptRows
    /// The records, one value per record of the mapping.
    var records: [KeptRecords]
    /// What was noticed, as far as it may be kept.
    var findings: KeptFindings
    /// Per row: what became of it.
    var states: [RowState]
    /// The rows that name somebody on the suppression list.
    var fates: [Int: SuppressedRows.Fate]
    /// Their ordinals: what was noticed about them isn't kept.
    var withheld: Set<UInt32> = []
}

/// All that is done with a mapped batch before it is written and that needs nothing of the batches before it, so that every
/// thread can do it.
struct BatchPreparation: Sendable {
    /// Columns that are kept as `[dropped]`.
    let secrets: Set<Int>
    /// Per record of the mapping: the fields that may refer to a record of the same row.
    let references: [[Int]]
    private let entities: [Entity]
    /// Per record of the mapping: the fields that say who it is, and which fields are lists.
    private let identity: [[Int]]
    private let isList: [[Bool]]
    private let suppressed: SuppressedRows?

    init(_ program: MappingProgram, columns: [String], source: String, suppressions: SuppressionList?) {
        secrets = Set(columns.indices.filter { SecretName.matches(columns[$0]) })
        entities = program.mapping.records.map(\.entity)
        references = entities.map { entity in
            let fields = CustomerModel.fields(of: entity)
            return fields.indices.filter { if case .reference = fields[$0].type { true } else { false } }
        }
        identity = entities.map { entity in
            let fields = CustomerModel.fields(of: entity)
            return fields.indices.filter { fields[$0].isIdentity }
        }
        isList = entities.map { CustomerModel.fields(of: $0).map(\.isList) + [false] }
        suppressed = suppressions.map { [identity, isList] list in
            SuppressedRows(list: list, program: program, source: source) { records, record, mappingRecord in
                BatchPreparation.identityDigest(
                    records.fields, record, identity[mappingRecord], isList[mappingRecord])
            }
        }
    }

    /// Prepares a batch.
    func prepare(_ raw: RawBatch, _ mapped: MappedBatch) -> PreparedBatch {
        let fates = suppressed?.examine(mapped, rows: raw.count) ?? [:]
        var states = mapped.states
        var reasons = mapped.reasons
        var withheld: Set<UInt32> = []
        for (row, fate) in fates {
            withheld.insert(raw.ordinals[row])
            guard fate.isFiltered else { continue }
            states[row] = .filtered
            reasons[row] = fate.reason
        }
        return PreparedBatch(
            rows: rows(raw, states, reasons, fates),
            records: mapped.records.indices.map { records(mapped.records[$0], mappingRecord: $0, fates) },
            findings: KeptFindings(kept(mapped.findings, withheld: withheld)), states: states, fates: fates,
            withheld: withheld)
    }

    private func rows(
        _ raw: RawBatch, _ states: [RowState], _ reasons: [Int: String], _ fates: [Int: SuppressedRows.Fate]
    ) -> KeptRows {
        let states = states.map { StagedState(rawValue: $0.rawValue) ?? .held }
        guard let suppressed else { return KeptRows(raw, states: states, reasons: reasons, secret: secrets) }
        let kept = fates.mapValues { suppressed.keptColumns($0) }
        return KeptRows(raw, states: states, reasons: reasons, secret: secrets) { row, column in
            suppressed.replacement(raw.cells[row, column], column, kept: kept[row])
        }
    }

    private func records(
        _ mapped: MappedRecords, mappingRecord: Int, _ fates: [Int: SuppressedRows.Fate]
    ) -> KeptRecords {
        var records = KeptRecords(entity: mapped.entity, mappingRecord: mappingRecord)
        records.numbers = mapped.numbers
        records.changed = mapped.changed
        records.dropped = mapped.dropped
        records.digests.reserveCapacity(mapped.count)
        let hasAllKeys = !(0..<mapped.count).contains { mapped.keys.length($0, 0) == 0 }
        if hasAllKeys {
            records.keys = mapped.keys
        } else {
            for record in 0..<mapped.count {
                if mapped.keys.length(record, 0) > 0 {
                    records.keys.appendRow(record, of: mapped.keys)
                } else {
                    records.keys.append(
                        BatchPreparation.identityDigest(
                            mapped.fields, record, identity[mappingRecord], isList[mappingRecord]))
                }
            }
        }
        for record in 0..<mapped.count {
            records.keys.withField(record, 0) {
                records.digests.append(KeyDigest(high: Hash64.hash($0), low: Hash64.hash($0, seed: 1)))
            }
        }
        guard let suppressed else {
            records.fields = mapped.fields
            return records
        }
        for record in 0..<mapped.count {
            for field in 0..<mapped.fields.width {
                records.fields.append(
                    suppressed.clean(
                        mapped.fields[record, field], field, of: mapped.entity, in: fates[Int(mapped.rows[record])]))
            }
        }
        return records
    }

    /// Findings as they may be kept: none about a row that names somebody on the suppression list.
    func kept(_ findings: [Finding], withheld: Set<UInt32>) -> [Finding] {
        guard let suppressed else { return findings }
        return findings.filter { $0.ordinal == 0 || !withheld.contains($0.ordinal) }.map { finding in
            var finding = finding
            func clean(_ text: String) -> String {
                suppressed.withoutAddresses(Array(text.utf8)[...]).map { String(decoding: $0, as: UTF8.self) } ?? text
            }
            finding.value = clean(finding.value)
            finding.message = clean(finding.message)
            return finding
        }
    }

    /// A record without a key is known by what it says of itself, never by its place in the file.
    private static func identityDigest(
        _ fields: Rows, _ record: Int, _ identity: [Int], _ isList: [Bool]
    ) -> [UInt8] {
        var text: [UInt8] = []
        func take(_ places: some Sequence<Int>) {
            for field in places {
                let value = fields[record, field]
                if value.first == 0x23 { continue }
                text.append(contentsOf: isList[field] ? FieldList.values(value)[...] : value)
                text.append(0x1F)
            }
        }
        take(identity)
        if text.allSatisfy({ $0 == 0x1F }) { take(0..<fields.width) }
        return text.withUnsafeBytes { bytes in
            Array((hex(Hash64.hash(bytes, seed: 2)) + hex(Hash64.hash(bytes, seed: 3))).utf8)
        }
    }

    private static func hex(_ number: UInt64) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }
}
