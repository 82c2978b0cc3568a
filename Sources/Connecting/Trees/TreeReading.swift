internal import Formats
public import Records

/// Reads records out of JSON and XML: what the connectors of such files share.
///
/// A connector names its dialects; this finds the one that a file is of, its records and their columns, and reads them.
public struct TreeReading: Sendable {
    private let dialects: [TreeDialect]

    /// Reads files of these dialects; `generic` among them takes any.
    public init(_ dialects: [TreeDialect]) { self.dialects = dialects }

    /// So many bytes of a file tell its dialect.
    private static let headBytes = 1 << 20
    private static let sampleRows = 200

    // MARK: Probing

    /// Looks at a delivery: nil when it is neither JSON nor XML, or of none of the dialects.
    public func probe(_ delivery: DeliveryFile, given: OptionValues) throws(SourceFault) -> Probe? {
        let source = try TreeSource(delivery)
        guard let kind = try source.kind() else { return nil }
        let settings = TreeSettings(given)
        guard let dialect = try dialect(source, kind, settings) else { return nil }
        let limits = ReadingLimits.standard
        let survey = try source.survey(kind, dialect, limits)
        let streams = try source.guarded { () throws(FormatFault) in
            try TreeTables(survey.shape, dialect, settings, limit: limits.columns).streams()
        }
        let fitting = streams.filter { stream in
            settings.record == nil || (stream.recordPath == settings.record && stream.group == settings.group)
        }
        // Where nothing else is there, what holds nothing about customers is better than nothing.
        let isAll = settings.record != nil || settings.everything || fitting.allSatisfy(\.isAside)
        let wanted = isAll ? fitting : fitting.filter { !$0.isAside }
        let aside = isAll ? [] : fitting.filter(\.isAside)
        if wanted.isEmpty { return nil }
        let samples = try samples(source, kind, dialect, survey.shape, wanted, limits)
        let probed = zip(wanted, samples).map { stream, sample in
            ProbedStream(
                name: stream.name, summary: summary(kind, dialect, stream),
                options: options(stream, dialect, given), columns: stream.plan.columns, sample: sample, headerRow: 0,
                findings: survey.findings + TreeReading.findings(stream)
                    + (stream.name == wanted.first?.name ? TreeReading.findings(aside: aside) : []))
        }
        let isKnown = wanted.contains(where: \.isKnown) || !dialect.roots.isEmpty || !dialect.signature.isEmpty
        return Probe(confidence: isKnown ? dialect.confidence : min(dialect.confidence, 50), streams: probed)
    }

    /// The dialect of a file: the given one, else the first whose signature its head has.
    private func dialect(_ source: TreeSource, _ kind: TreeKind, _ settings: TreeSettings) throws(SourceFault)
        -> TreeDialect?
    {
        if let name = settings.dialect { return dialects.first { $0.name == name } }
        let head = try source.head(kind, bytes: TreeReading.headBytes)
        if TreeReading.isForOthers(head) { return nil }
        return dialects.first { dialect in
            if dialect.name == TreeDialect.generic.name { return true }
            return TreeTables.isOf(dialect, head.shape, namespace: head.namespace)
        }
    }

    /// Documents in XML that are no records: spreadsheets, pages, drawings.
    private static func isForOthers(_ survey: TreeSurvey) -> Bool {
        guard let root = survey.shape.children(0).first, survey.shape[root].isElement else { return false }
        let name = survey.shape.name(root).lowercased()
        return ["workbook", "html", "svg", "ofx", "wbxml", "rss", "feed", "plist", "document", "worddocument"].contains(
            name)
            && !(name == "document" && survey.namespace.isEmpty)
    }

    private func samples(
        _ source: TreeSource, _ kind: TreeKind, _ dialect: TreeDialect, _ shape: TreeShape, _ streams: [TreeStream],
        _ limits: ReadingLimits
    ) throws(SourceFault) -> [RawBatch] {
        var samples = streams.map { RawBatch(width: $0.plan.columns.count) }
        var isFull = [Bool](repeating: false, count: streams.count)
        let collector = TreeCollector(shape, plans: streams.map(\.plan), limits: limits, rowsABatch: 50) {
            index, batch in
            for row in 0..<batch.count where samples[index].count < TreeReading.sampleRows {
                samples[index].cells.appendRow(row, of: batch.cells)
                samples[index].endRow(
                    ordinal: batch.ordinals[row], place: batch.places[row], kind: batch.kinds[row],
                    remark: batch.remarks[row])
            }
            isFull[index] = samples[index].count >= min(TreeReading.sampleRows, streams[index].count)
            return isFull.contains(false)
        }
        do { try source.collect(kind, dialect, collector, limits) } catch let fault as SourceFault { throw fault } catch
        {
            throw .unreadable(file: source.name, reason: "\(error)")
        }
        return samples
    }

    private func summary(_ kind: TreeKind, _ dialect: TreeDialect, _ stream: TreeStream) -> String {
        let notation = kind.notation == .json ? "JSON" : "XML"
        let encoding = kind.encoding == .utf8 ? "" : " \(kind.encoding.title)"
        let place = stream.group.isEmpty ? stream.recordPath : "\(stream.recordPath) \(stream.group)"
        return (dialect.title.isEmpty ? "" : "\(dialect.title), ") + "\(notation)\(encoding), \(place)"
    }

    private func options(_ stream: TreeStream, _ dialect: TreeDialect, _ given: OptionValues) -> OptionValues {
        var options = given
        options["dialect"] = dialect.name
        options["record"] = stream.recordPath
        if !stream.group.isEmpty { options["group"] = stream.group }
        if options["columns"] == nil {
            // What the dialect doesn't say by itself, so that a later delivery without it has the same columns.
            let declared = Set(stream.declared)
            let found = stream.plan.columns.filter { !$0.contains(",") && !declared.contains($0) }
            if !found.isEmpty { options["columns"] = found.joined(separator: ",") }
        }
        return options
    }

    private static func findings(_ stream: TreeStream) -> [Finding] {
        guard !stream.plan.dropped.isEmpty, stream.group.isEmpty else { return [] }
        return [
            Finding(
                code: "tree.left_out", severity: .note, ordinal: 0,
                value: String(stream.plan.dropped.joined(separator: ", ").prefix(Finding.maximumValueBytes)),
                message: "\(stream.plan.dropped.count) fields that hold nothing about customers are left out")
        ]
    }

    private static func findings(aside streams: [TreeStream]) -> [Finding] {
        if streams.isEmpty { return [] }
        let names = streams.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
        return [
            Finding(
                code: "tree.other_records", severity: .note, ordinal: 0,
                value: String(names.prefix(Finding.maximumValueBytes)),
                message: "other records in the file hold nothing about customers and are not read",
                remedy: "set everything: true to have them as sources of their own")
        ]
    }

    // MARK: Reading

    /// Reads one stream from its first record to its last.
    public func read(
        _ delivery: DeliveryFile, stream name: String, options: OptionValues, limits: ReadingLimits,
        into sink: (RawBatch) throws -> Void
    ) throws -> ReadingSummary {
        let source = try TreeSource(delivery)
        let position = Position(file: delivery.name)
        guard let kind = try source.kind() else {
            throw SourceFault.notOfThisKind(
                position: position, expected: "JSON or XML", remedy: "Check the file, or fetch it again")
        }
        let settings = TreeSettings(options)
        guard let dialect = try dialect(source, kind, settings) else {
            throw SourceFault.notOfThisKind(
                position: position, expected: "records of \(dialects.map(\.title).joined(separator: ", "))",
                remedy: "Set dialect to one that the file has")
        }
        let survey = try source.survey(kind, dialect, limits)
        let streams = try source.guarded { () throws(FormatFault) in
            try TreeTables(survey.shape, dialect, settings, limit: limits.columns).streams()
        }
        let fitting = streams.filter { settings.record == nil || $0.group == settings.group }
        guard
            let stream = fitting.first(where: { $0.name == name })
                ?? (settings.record != nil || fitting.count == 1 ? fitting.first : nil)
        else {
            if settings.record != nil, let columns = options["columns"] {
                // A delivery in which nothing happened.
                return ReadingSummary(columns: columns.split(separator: ",").map(String.init), records: 0)
            }
            throw SourceFault.missing(
                position: position, what: "there are no records \"\(settings.record ?? name)\"",
                remedy: "The file has \(streams.map { "\"\($0.name)\"" }.joined(separator: ", "))")
        }
        return try withoutActuallyEscaping(sink) { sink in
            let collector = TreeCollector(survey.shape, plans: [stream.plan], limits: limits) { _, batch in
                try sink(batch)
                return true
            }
            try source.collect(kind, dialect, collector, limits)
            if source.hasChanged { throw SourceFault.changedWhileReading(file: delivery.name) }
            var findings = survey.findings + TreeReading.findings(stream)
            if collector.malformed > 0 {
                findings.append(
                    Finding(
                        code: "tree.malformed", severity: .error, ordinal: 0,
                        message: "\(collector.malformed) records are broken and were passed over",
                        remedy: "look at the lines that the rejected rows name"))
            }
            return ReadingSummary(columns: stream.plan.columns, records: collector.records(0), findings: findings)
        }
    }
}
