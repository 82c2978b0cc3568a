import Configuration
import Connecting
import Digest
import Foundation
public import Ledger
import Mapping
import Records
public import Staging
import Validation

/// Reads, maps, standardises and checks the newest delivery of each source, and writes all of it into the staging area.
public struct StageStation {
    let project: Project
    let connectors: ConnectorList
    let library: MappingLibrary
    let staging: StagingArea
    let limits: ReadingLimits
    let threads: Int
    let now: String
    /// Who must not come in; nil when nobody is on the list.
    let suppressions: SuppressionList?
    /// Called now and then with the source and the rows read so far.
    public var progress: (_ source: String, _ rows: Int) -> Void = { _, _ in }

    /// What staging a source came to.
    public struct Outcome: Sendable {
        /// The source.
        public let source: String
        /// What is staged of it now.
        public let delivery: StagedDelivery
        /// True when nothing had changed since it was staged last.
        public let wasCurrent: Bool
    }

    /// Prepares for a project.
    public init(
        project: Project, connectors: ConnectorList, library: MappingLibrary, staging: StagingArea, threads: Int,
        now: String, suppressions: SuppressionList? = nil
    ) {
        self.suppressions = suppressions.flatMap { $0.isEmpty ? nil : $0 }
        self.project = project
        self.connectors = connectors
        self.library = library
        self.staging = staging
        self.threads = max(1, threads)
        self.now = now
        var limits = ReadingLimits.standard
        limits.threads = self.threads
        self.limits = limits
    }

    /// Stages the sources named, or all of them.
    public func run(_ names: [String] = []) throws -> [Outcome] {
        try staging.keepOnly(Set(project.sources.map(\.name)))
        var staff: Staff?
        return try project.sources.filter { names.isEmpty || names.contains($0.name) }.map { try stage($0, &staff) }
    }

    private func stage(_ source: ProjectSource, _ staff: inout Staff?) throws -> Outcome {
        guard let newest = source.deliveries.last else {
            throw PipelineFault.configuration(
                "customary.yaml: sources.\(source.name) has no delivery; add one with customary add FILE")
        }
        var problems: [Problem] = []
        var mapping = try library.mapping(source.mapping, of: project, problems: &problems)
        mapping.applyAnswers()
        mapping.apply(scope: project.scope, source: source.name)
        if !problems.isEmpty { throw ConfigurationFault.invalid(problems) }
        project.checks.add(to: &mapping, of: source.name)
        let reading = try DeliveryReading(
            source, newest, answers: mapping.answers, project: project, connectors: connectors)
        let file = reading.file
        let digest = try reading.digest()
        let tables = SourceTables(
            project: project, connectors: connectors, library: library, limits: limits, threads: threads)
        let scopeTexts = project.scope.filter { $0.source == source.name }.map { "\($0)" }
        let mappingDigest = FileDigest.of(
            library.texts(source.mapping, of: project) + [
                project.country, project.timezone, project.currency, newest.stream,
            ]
                + newest.options.sortedNames.flatMap { [$0, newest.options[$0] ?? ""] } + scopeTexts
                + (suppressions.map { [$0.digest] } ?? []) + [StageStation.version] + project.checks.texts
                + (try tables.digests(mapping, of: source.name)) + freshness(mapping))
        if let staged = try staging.delivery(of: source.name), staged.digest == digest, staged.mapping == mappingDigest
        {
            return Outcome(source: source.name, delivery: staged, wasCurrent: true)
        }
        let stream = try reading.probed()
        let columns = stream.columns
        if let tests = try TestOrders.filter(mapping, reading, limits: limits) { mapping.filters.append(tests) }
        for (table, values) in try tables.known(mapping, of: source.name) { mapping.checks.know(values, of: table) }
        let lookups = try tables.lookups(mapping, of: source.name)
        let program: MappingProgram
        do throws(BindingFault) {
            program = try MappingProgram(mapping, sourceName: source.name, columns: columns, lookups: lookups)
        } catch {
            throw SourceFault.missing(
                position: Position(file: file.name, sheet: newest.stream.isEmpty ? nil : newest.stream),
                what: "\(source.name): \(error)",
                remedy: "Correct mappings/\(source.mapping).yaml, or the file's header")
        }
        let run = MappingRun(reading: reading, limits: limits, threads: threads)
        var evidence = ColumnEvidence(
            dates: program.undecidedColumns().dates, numbers: program.undecidedColumns().numbers)
        var scope = ScopeEvidence(program)
        var seen = 0
        if !evidence.isEmpty || !scope.isEmpty {
            _ = try run.read { batch in
                evidence.add(batch)
                scope.add(batch)
                seen += batch.count
            }
        }
        let settled = evidence.settle(source: source.name, columns: columns, answers: mapping.answers, rows: seen)
        let delivery = StagedDelivery(
            id: 0, source: source.name, stream: newest.stream, file: file.name, digest: digest, mapping: mappingDigest,
            columns: columns)
        var writer = DeliveryWriter(
            program: program, columns: columns, source: source.name, today: String(now.prefix(10)),
            suppressions: suppressions)
        var asked = AskedEvidence(program, columns: columns)
        var doubts: [ReadingDoubt] = []
        var uncertain = UncertainRows()
        try staging.stage(delivery, at: now) { output, delivery in
            let summary = try run.run(program, decidedDates: settled.dates, decidedDecimals: settled.decimals) {
                result in
                try writer.write(result, to: output, &delivery)
                uncertain.add(result.raw)
                asked.add(result)
                progress(source.name, delivery.records)
            }
            if let fault = uncertain.fault(file: file.name, sheet: newest.stream) { throw fault }
            try writer.finish(summary, to: output, &delivery)
            doubts = summary.doubts
        }
        guard let staged = try staging.delivery(of: source.name) else {
            throw PipelineFault.configuration("\(staging.path): what was staged of \(source.name) can't be read back")
        }
        if asked.needsStaff, staff == nil {
            staff = try Staff(project: project, connectors: connectors, library: library)
        }
        let text = library.texts(source.mapping, of: project).first ?? ""
        try staging.replaceQuestions(
            of: source.name,
            by: settled.questions
                + asked.questions(
                    source: source.name, delivery: newest, staff: staff, ownersAllowed: project.limits.ownersUnmatched,
                    inherited: LeftOutQuestion.inherited(mapping, text: text))
                + CountryQuestion.questions(
                    stream, source: source.name, mapping: mapping, rows: staged.records)
                + scope.questions(source: source.name, answers: mapping.answers, rows: seen)
                + writer.questions(mapping)
                + doubts.filter { newest.options[$0.option] == nil }.map { Question($0, source: source.name) }
                + ColumnChoices.questions(
                    stream, source: source.name, mapping: mapping, program: program, rows: staged.records))
        return Outcome(source: source.name, delivery: staged, wasCurrent: false)
    }

    /// Raised whenever standardising changes, so that older staging is built again.
    static let version = "3"

    /// The day of the run where a check asks how old a value is: tomorrow the answer may be another.
    private func freshness(_ mapping: SourceMapping) -> [String] {
        mapping.checks.checks.contains { $0.rule == "newest_within" } ? [String(now.prefix(10))] : []
    }
}

extension OptionValues {
    /// The options with those that answers to doubts about the reading have set.
    func answered(by answers: [Answer]) -> OptionValues {
        var options = self
        for answer in answers where answer.question.hasPrefix(Question.optionPrefix) {
            let name = String(answer.question.dropFirst(Question.optionPrefix.count))
            if options[name] == nil { options[name] = answer.answer }
        }
        return options
    }
}

extension Question {
    /// What the ids of questions begin with whose answer is an option of the connector.
    static let optionPrefix = "option:"

    /// A connector's doubt as a question.
    init(_ doubt: ReadingDoubt, source: String) {
        self.init(
            source: source, id: Question.optionPrefix + doubt.option, kind: "option", stops: true, words: doubt.words,
            evidence: doubt.evidence, choices: doubt.choices, proposal: doubt.proposal, rows: doubt.rows)
    }
}

extension SourceMapping {
    /// Puts answers to "what does this code mean?" into the value maps.
    mutating func applyCodeAnswers() {
        for answer in answers where answer.question.hasPrefix("code:") {
            let parts = answer.question.dropFirst("code:".count).split(separator: ":", maxSplits: 1)
            guard parts.count == 2, valueMaps[String(parts[0])] != nil else { continue }
            let value = answer.answer == Question.leaveEmpty ? "" : answer.answer
            let code = Array(parts[1].utf8)
            valueMaps[String(parts[0])]?.values[code] = Array(value.utf8)
            if answer.isDraft { valueMaps[String(parts[0])]?.unconfirmed.insert(code) }
        }
    }
}

/// Turns mapped batches into what the staging area keeps, and gathers what is asked.
private struct DeliveryWriter {
    let program: MappingProgram
    let columns: [String]
    let source: String
    let today: String
    /// Columns whose content is kept out of the staging area.
    let secrets: Set<Int>
    private var unmapped: [Int]
    private var unknownCodes: [UnknownCode: CodeEvidence] = [:]
    private let identity: [[Int]]
    private var checks: CheckCounts
    private var unique = UniqueValues()
    private let checkedFields: [CheckedField]
    private let isList: [[Bool]]
    private let suppressed: SuppressedRows?
    /// The rows that name somebody on the suppression list: what was noticed about them isn't kept.
    private var withheld: Set<UInt32> = []

    init(
        program: MappingProgram, columns: [String], source: String, today: String, suppressions: SuppressionList?
    ) {
        self.program = program
        self.today = today
        self.columns = columns
        self.source = source
        secrets = Set(columns.indices.filter { SecretName.matches(columns[$0]) })
        unmapped = [Int](repeating: 0, count: columns.count)
        checks = CheckCounts(for: program.mapping.checks)
        checkedFields = program.mapping.checks.hasUnique ? program.mapping.checkedFields : []
        identity = program.mapping.records.map { record in
            let fields = CustomerModel.fields(of: record.entity)
            return fields.indices.filter { fields[$0].isIdentity }
        }
        let isList = program.mapping.records.map { record in
            CustomerModel.fields(of: record.entity).map(\.isList) + [false]
        }
        self.isList = isList
        let identity = identity
        suppressed = suppressions.map { list in
            SuppressedRows(list: list, program: program, source: source) { records, record, mappingRecord in
                DeliveryWriter.identityDigest(records, record, identity[mappingRecord], isList[mappingRecord])
            }
        }
    }

    mutating func write(_ result: MappingRun.Result, to output: StagingWriter, _ delivery: inout StagedDelivery) throws
    {
        let mapped = result.mapped
        let fates = suppressed?.examine(mapped, rows: result.raw.count) ?? [:]
        var states = mapped.states
        var reasons = mapped.reasons
        for (row, fate) in fates {
            withheld.insert(result.raw.ordinals[row])
            guard fate.isFiltered else { continue }
            states[row] = .filtered
            reasons[row] = fate.reason
        }
        try write(raw: result.raw, states, reasons, fates, to: output)
        try output.write(kept(mapped.findings))
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
        for row in 0..<result.raw.count {
            for index in numberOf.indices { numberOf[index] = 0 }
            if !checkedFields.isEmpty && states[row] == .ready && fates[row] == nil {
                note(row, mapped, ordinal: result.raw.ordinals[row], cursors)
            }
            for (index, records) in mapped.records.enumerated() {
                while cursors[index] < records.count, records.rows[cursors[index]] == UInt32(row) {
                    if fates[row]?.dropped[index]?.contains(cursors[index]) == true {
                        cursors[index] += 1
                        continue
                    }
                    let number = try write(
                        records, cursors[index], mappingRecord: index, ordinal: result.raw.ordinals[row], numberOf,
                        fates[row], output)
                    if numberOf[index] == 0 { numberOf[index] = number }
                    cursors[index] += 1
                }
            }
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

    private func write(
        raw: RawBatch, _ states: [RowState], _ reasons: [Int: String], _ fates: [Int: SuppressedRows.Fate],
        to output: StagingWriter
    ) throws {
        guard let suppressed else {
            return try output.write(raw: raw, states: states.map(\.rawValue), reasons: reasons, secret: secrets)
        }
        let kept = fates.mapValues { suppressed.keptColumns($0) }
        try output.write(raw: raw, states: states.map(\.rawValue), reasons: reasons, secret: secrets) { row, column in
            suppressed.replacement(raw.cells[row, column], column, kept: kept[row])
        }
    }

    /// Findings as they may be kept: none about a row that names somebody on the suppression list.
    private func kept(_ findings: [Finding]) -> [Finding] {
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

    private func write(
        _ records: MappedRecords, _ record: Int, mappingRecord: Int, ordinal: UInt32, _ numberOf: [Int64],
        _ fate: SuppressedRows.Fate?, _ output: StagingWriter
    ) throws -> Int64 {
        var key = Array(records.keys[record, 0])
        if key.isEmpty {
            key = DeliveryWriter.identityDigest(records, record, identity[mappingRecord], isList[mappingRecord])
        }
        let digest = key.withUnsafeBytes { (Hash64.hash($0), Hash64.hash($0, seed: 1)) }
        let entry = StagingWriter.Record(
            entity: records.entity, mappingRecord: mappingRecord, ordinal: ordinal, number: records.numbers[record],
            key: key,
            keyDigest: digest, changed: records.changed[record], dropped: records.dropped[record])
        return try output.write(entry) { field in
            var value = records.fields[record, field]
            if let suppressed { value = suppressed.clean(value, field, of: records.entity, in: fate) }
            guard value.first == 0x23, field < isList[mappingRecord].count - 1,
                case .reference = CustomerModel.fields(of: records.entity)[field].type,
                let other = Int(String(decoding: value.dropFirst(), as: UTF8.self)), numberOf.indices.contains(other)
            else { return value }
            return numberOf[other] == 0 ? [] : Array("#\(numberOf[other])".utf8)[...]
        }
    }

    /// A record without a key is known by what it says of itself, never by its place in the file.
    private static func identityDigest(
        _ records: MappedRecords, _ record: Int, _ identity: [Int], _ isList: [Bool]
    ) -> [UInt8] {
        var text: [UInt8] = []
        func take(_ fields: some Sequence<Int>) {
            for field in fields {
                let value = records.fields[record, field]
                if value.first == 0x23 { continue }
                text.append(contentsOf: isList[field] ? FieldList.values(value)[...] : value)
                text.append(0x1F)
            }
        }
        take(identity)
        if text.allSatisfy({ $0 == 0x1F }) { take(0..<records.fields.width) }
        return text.withUnsafeBytes { bytes in
            Array((hex(Hash64.hash(bytes, seed: 2)) + hex(Hash64.hash(bytes, seed: 3))).utf8)
        }
    }

    private static func hex(_ number: UInt64) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }

    mutating func finish(_ summary: ReadingSummary, to output: StagingWriter, _ delivery: inout StagedDelivery) throws {
        var findings = summary.findings
        for column in secrets.sorted() {
            findings.append(
                Finding(
                    code: "column.secret", severity: .note, ordinal: 0, column: column,
                    message: "\(columns[column]) looks like a password, token or card number: kept as [dropped]"))
        }
        program.mapping.checks.finish(unique, counts: &checks, findings: &findings)
        findings = kept(findings)
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
