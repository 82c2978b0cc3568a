import Connecting
import Ledger
import Mapping
import Records
import Staging
import Validation

/// Writes a delivery's mapped batches into the staging area, one after the other, and gathers what is asked.
struct DeliveryWriter {
    let program: MappingProgram
    let columns: [String]
    let source: String
    let today: String
    /// What is done with each batch before it is written.
    let preparation: BatchPreparation
    private var unmapped: [Int]
    private var unknownCodes: [UnknownCode: CodeEvidence] = [:]
    private var checks: CheckCounts
    private var unique = UniqueValues()
    private let checkedFields: [CheckedField]
    /// The rows that name somebody on the suppression list: what was noticed about them isn't kept.
    private var withheld: Set<UInt32> = []

    init(
        program: MappingProgram, columns: [String], source: String, today: String, suppressions: SuppressionList?
    ) {
        self.program = program
        self.today = today
        self.columns = columns
        self.source = source
        unmapped = [Int](repeating: 0, count: columns.count)
        checks = CheckCounts(for: program.mapping.checks)
        checkedFields = program.mapping.checks.hasUnique ? program.mapping.checkedFields : []
        preparation = BatchPreparation(program, columns: columns, source: source, suppressions: suppressions)
    }

    mutating func write(
        _ result: MappingRun.Result, _ prepared: PreparedBatch, to output: StagingWriter,
        _ delivery: inout StagedDelivery
    ) throws {
        let mapped = result.mapped
        let states = prepared.states
        let fates = prepared.fates
        withheld.formUnion(prepared.withheld)
        try output.write(prepared.rows)
        try output.write(prepared.findings)
        for state in states {
            switch state {
            case .ready: delivery.ready += 1
            case .rejected: delivery.rejected += 1
            case .filtered: delivery.filtered += 1
            case .held: delivery.held += 1
            }
        }
        delivery.records += result.raw.count
        for column in columns.indices { unmapped[column] += mapped.unmappedCells[column] }
        for (code, evidence) in mapped.unknownCodes {
            var known = evidence
            known.count += unknownCodes[code]?.count ?? 0
            known.firstOrdinal = unknownCodes[code]?.firstOrdinal ?? evidence.firstOrdinal
            unknownCodes[code] = known
        }
        checks.add(mapped.checks)
        // Records of one row refer to each other by their numbers in the staging area, so they are written row by row.
        var cursors = [Int](repeating: 0, count: mapped.records.count)
        var numberOf = [Int64](repeating: 0, count: mapped.records.count)
        var replaced: [(field: Int, value: [UInt8])] = []
        for row in 0..<result.raw.count {
            for index in numberOf.indices { numberOf[index] = 0 }
            let ordinal = result.raw.ordinals[row]
            if !checkedFields.isEmpty && states[row] == .ready && fates[row] == nil {
                note(row, mapped, ordinal: ordinal, cursors)
            }
            for index in cursors.indices {
                while let record = DeliveryWriter.record(cursors[index], of: row, in: mapped.records[index]) {
                    cursors[index] += 1
                    if !fates.isEmpty, fates[row]?.dropped[index]?.contains(record) == true { continue }
                    let records = prepared.records[index]
                    refer(to: numberOf, from: records, record, &replaced)
                    let number = try output.write(records, record, ordinal: ordinal, replaced: replaced)
                    if numberOf[index] == 0 { numberOf[index] = number }
                }
            }
        }
    }

    /// The record that is next, where it is one of the row's.
    private static func record(_ cursor: Int, of row: Int, in records: MappedRecords) -> Int? {
        cursor < records.count && records.rows[cursor] == UInt32(row) ? cursor : nil
    }

    /// References to records of the same row, as the numbers that these have in the staging area.
    private func refer(
        to numberOf: [Int64], from records: KeptRecords, _ record: Int, _ replaced: inout [(field: Int, value: [UInt8])]
    ) {
        if !replaced.isEmpty { replaced.removeAll(keepingCapacity: true) }
        for field in preparation.references[records.mappingRecord] {
            let value = records.fields[record, field]
            guard value.first == 0x23, let other = Int(String(decoding: value.dropFirst(), as: UTF8.self)),
                numberOf.indices.contains(other)
            else { continue }
            replaced.append((field, numberOf[other] == 0 ? [] : Array("#\(numberOf[other])".utf8)))
        }
    }

    /// Notes a row's values for the checks of uniqueness, those of each further record of a kind by themselves.
    private mutating func note(_ row: Int, _ mapped: MappedBatch, ordinal: UInt32, _ cursors: [Int]) {
        func value(_ field: Int, _ further: (record: Int, offset: Int)?) -> ArraySlice<UInt8>? {
            let place = checkedFields[field]
            let records = mapped.records[place.record]
            var cursor = cursors[place.record]
            if let further {
                guard further.record == place.record else { return nil }
                cursor += further.offset
            }
            guard cursor < records.count, records.rows[cursor] == UInt32(row) else { return nil }
            return place.value(in: records.fields[cursor, place.field])
        }
        program.mapping.checks.note(ordinal: ordinal, in: &unique) { value($0, nil) }
        for (index, record) in program.mapping.records.enumerated() where record.each != nil {
            let records = mapped.records[index]
            var offset = 1
            while cursors[index] + offset < records.count, records.rows[cursors[index] + offset] == UInt32(row) {
                program.mapping.checks.note(ordinal: ordinal, in: &unique) { value($0, (index, offset)) }
                offset += 1
            }
        }
    }

    mutating func finish(_ summary: ReadingSummary, to output: StagingWriter, _ delivery: inout StagedDelivery) throws {
        var findings = summary.findings
        for column in preparation.secrets.sorted() {
            findings.append(
                Finding(
                    code: "column.secret", severity: .note, ordinal: 0, column: column,
                    message: "\(columns[column]) looks like a password, token or card number: kept as [dropped]"))
        }
        program.mapping.checks.finish(unique, counts: &checks, findings: &findings)
        findings = preparation.kept(findings, withheld: withheld)
        let rejected = findings.filter { $0.severity == .error && $0.ordinal > 0 }
        let count = try output.reject(rejected.map { ($0.ordinal, $0.message) })
        delivery.ready -= count
        delivery.rejected += count
        let judged = program.mapping.checks.judge(checks, today: today, findings: &findings)
        for stop in program.mapping.checks.stops(checks) + judged {
            throw PipelineFault.held("\(source): \(stop.message). Nothing was staged of it.")
        }
        try output.write(findings)
        delivery.unmapped = columns.indices.filter { unmapped[$0] > 0 }.map { (columns[$0], unmapped[$0]) }
    }

    /// A question for each code that a value map was told to ask about.
    func questions(_ mapping: SourceMapping) -> [Question] {
        unknownCodes.sorted { ($0.value.count, $1.key.code) > ($1.value.count, $0.key.code) }.map { code, evidence in
            let known = mapping.valueMaps[code.valueMap]?.values.values.filter { !$0.isEmpty } ?? []
            let choices = Set(known.map { String(decoding: $0, as: UTF8.self) }).sorted()
            let header = columns[code.column]
            let isConsent = ConsentCodes.are(code.valueMap, in: mapping)
            let met = ConsentCodes.plain(unknownCodes.keys.filter { $0.valueMap == code.valueMap }.map(\.code))
            let meaning = isConsent ? ConsentCodes.meaning(of: code.code, in: header, among: met) : nil
            return Question(
                source: source, id: "code:\(code.valueMap):\(code.code)", kind: isConsent ? ConsentCodes.kind : "codes",
                stops: true,
                words: isConsent
                    ? "\"\(code.code)\" in \(header): may be written to?"
                    : "What does \"\(code.code)\" in \(header) mean?",
                evidence: evidence.count == 1
                    ? "1 row, record \(String(evidence.firstOrdinal))"
                    : "\(evidence.count) rows, the first is record \(String(evidence.firstOrdinal))",
                choices: (isConsent ? ["opt_in", "unknown", "opt_out"] : choices) + [Question.leaveEmpty],
                proposal: meaning ?? Question.leaveEmpty, rows: evidence.count,
                list: QuestionList(
                    id: "codes:\(code.valueMap):\(header)",
                    words: isConsent
                        ? "Which codes in \"\(header)\" may be written to?"
                        : "What do the codes in \"\(header)\" mean?",
                    item: code.code))
        }
    }
}
