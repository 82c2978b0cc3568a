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
            let preparation = writer.preparation
            let summary = try run.run(
                program, decidedDates: settled.dates, decidedDecimals: settled.decimals,
                prepare: { preparation.prepare($0.raw, $0.mapped) }
            ) { result, prepared in
                try writer.write(result, prepared, to: output, &delivery)
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
