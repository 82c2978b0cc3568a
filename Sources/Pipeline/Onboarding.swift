import Configuration
import Connecting
import Digest
public import Discovery
import Foundation
import Mapping
public import Records
import Survivorship

/// Makes a project of a client's files, and takes further deliveries into one.
public struct Onboarding {
    let connectors: ConnectorList
    let library: MappingLibrary
    let learned: LearnedMeanings
    private let known: KnownMappings

    /// A source that was found in a file.
    public struct Found: Sendable {
        /// Its name.
        public let source: String
        /// The connector that reads it.
        public let connector: String
        /// How it is read, in a few words.
        public let summary: String
        /// What it holds, in a few words.
        public let what: String
        /// Columns with a meaning, and all columns.
        public let mapped: Int
        /// All columns.
        public let columns: Int
        /// Columns with a value in some row.
        public let filled: Int
        /// Columns with values that the mapping doesn't read.
        public let unmapped: [String]
        /// The product's mapping it extends; nil = proposed from its headers.
        public let extends: String?
        /// True for a sheet that is hidden.
        public let isHidden: Bool
        /// What was noticed.
        public let findings: [Finding]
        /// What its rows are.
        public let kind: TableKind
        /// What each column is taken for, with how sure that is and why.
        public let readings: [ColumnReading]
    }

    /// What `add` did with a file.
    public struct Added: Sendable {
        /// The source.
        public let source: String
        /// True when it is a new source, false when the file is the source's next delivery.
        public let isNew: Bool
        /// Why.
        public let reason: String
        /// What it corrects, where it holds rows of the newest delivery that came back mended.
        public var correction: CorrectionOutcome?
    }

    /// Uses these connectors and mappings.
    public init(
        connectors: ConnectorList, library: MappingLibrary, learned: LearnedMeanings = LearnedFile().read()
    ) {
        self.connectors = connectors
        self.library = library
        self.learned = learned
        known = KnownMappings(library)
    }

    /// Looks at the files, writes `customary.yaml` and `mappings/` into `folder`, and says what was found.
    ///
    /// Never writes over a project: throws when there is one. Files stay where they are.
    public func start(folder: String, files: [String], name: String?) throws -> (
        project: Project, found: [Found], relations: TableRelations
    ) {
        let manager = FileManager.default
        if manager.fileExists(atPath: folder + "/customary.yaml") {
            throw PipelineFault.configuration(
                "\(folder)/customary.yaml: there is a project already. Add files to it with customary add FILE")
        }
        let stem = name ?? URL(fileURLWithPath: folder).standardizedFileURL.lastPathComponent
        var project = Project(
            folder: folder, name: stem.isEmpty ? "project" : stem,
            id: RecordID(version8: try Random.bytes(16)).description, country: "", timezone: "", currency: "",
            sources: [],
            targets: [ProjectTarget(name: "test", url: "sqlite:crm.sqlite", isLive: false)], matchSetting: "careful",
            survivorship: [], scope: [], limits: Limits(), controls: [])
        var tables: [FoundTable] = []
        for file in files { tables += try look(at: file, taken: Set(tables.map(\.name))) }
        let relations = SourceRelations(tables.map(\.side))
        let countries = tables.map { CountryEvidence($0.side.reading) }
        project.country = HomeCountry.of(countries) ?? ""
        project.currency = HomeCountry.currency(of: project.country) ?? ""
        var found: [Found] = []
        var texts: [(name: String, text: String)] = []
        for (table, country) in zip(tables, countries) {
            let (source, mapping, entry) = propose(table, country, project: project, relations)
            project.sources.append(source)
            texts.append((source.mapping, mapping))
            found.append(entry)
        }
        if let zone = TimeZone.current.identifier.isEmpty ? nil : TimeZone.current.identifier, zone.contains("/") {
            project.timezone = zone
        }
        // Only now, when every file could be read, anything is written.
        try AtomicFile.makeFolder(folder)
        try AtomicFile.makeFolder(folder + "/mappings")
        for (name, text) in texts { try write(mapping: name, text, in: folder) }
        try FileSchemas(connectors: connectors).write(into: project.workFolder)
        try project.writeNew()
        return (try Project.read(folder: folder), found, relations.relations)
    }

    /// Takes a further file: rows of a source that were corrected, the next delivery of the source that it resembles, or
    /// new sources. `asDelivery`: not as a correction, even if it could be one.
    public func add(_ file: String, to project: inout Project, asDelivery: Bool = false) throws -> [Added] {
        if !asDelivery {
            let corrections = try addCorrection(file, to: &project)
            if !corrections.isEmpty { return corrections }
        }
        let (connector, probe, delivery) = try connectors.probe(file)
        let path = Onboarding.path(file, in: project.folder)
        var added: [Added] = []
        for stream in probe.streams {
            if let known = resembling(stream, file: file, delivery, connector: connector, in: project) {
                let source = project.sources[known.index]
                if source.deliveries.contains(where: { $0.file == path && $0.stream == known.stream.name }) {
                    added.append(Added(source: source.name, isNew: false, reason: "it is a delivery of it already"))
                    continue
                }
                project.sources[known.index].deliveries.append(
                    ProjectDelivery(file: path, stream: known.stream.name, options: known.stream.options))
                added.append(Added(source: source.name, isNew: false, reason: known.reason))
            } else {
                let table = try look(
                    at: stream, of: probe, delivery, connector: connector, taken: Set(project.sources.map(\.name)))
                let known = try project.sources.compactMap { try sides($0, in: project) }
                let (source, text, entry) = propose(
                    table, CountryEvidence(table.side.reading), project: project, SourceRelations(known + [table.side]))
                try AtomicFile.makeFolder(project.folder + "/mappings")
                try write(mapping: source.mapping, text, in: project.folder)
                project.sources.append(source)
                added.append(
                    Added(source: source.name, isNew: true, reason: "no source has its columns; it holds \(entry.what)")
                )
            }
        }
        try project.writeSources()
        return added
    }

    /// Takes a file as the correction of the sources whose rows it names, a workbook's sheets each of its own source; empty
    /// when it names none.
    private func addCorrection(_ file: String, to project: inout Project) throws -> [Added] {
        let delivery = try ClientFiles.delivery(file)
        let path = Onboarding.path(file, in: project.folder)
        var found: [(index: Int, outcome: CorrectionOutcome)] = []
        for (index, source) in project.sources.enumerated() {
            guard let newest = source.deliveries.last,
                let reading = try? DeliveryReading(source, newest, project: project, connectors: connectors),
                let outcome = try CorrectionOutcome(delivery, of: reading, connectors: connectors)
            else { continue }
            found.append((index, outcome))
        }
        // Of sources that read one and the same table of the file, the one that it fits best has it.
        let streams = Set(found.map(\.outcome.stream))
        var added: [Added] = []
        for stream in streams.sorted() {
            let candidates = found.filter { $0.outcome.stream == stream }
            guard let best = candidates.max(by: { $0.outcome.fit < $1.outcome.fit }) else { continue }
            let source = project.sources[best.index]
            try best.outcome.check(file: delivery.name, source: source)
            let last = source.deliveries.count - 1
            if source.deliveries[last].corrections.contains(path) {
                added.append(
                    Added(
                        source: source.name, isNew: false, reason: "it is a correction of it already",
                        correction: best.outcome))
                continue
            }
            project.sources[best.index].deliveries[last].corrections.append(path)
            let name = source.deliveries[last].file.split(separator: "/").last ?? ""
            added.append(
                Added(
                    source: source.name, isNew: false, reason: "its rows name rows of \(name)",
                    correction: best.outcome))
        }
        if !added.isEmpty { try project.writeSources() }
        return added
    }

    /// The tables of a file, each as a delivery of the source that it resembles; tables of no source are left out.
    func deliveries(in file: String, of project: Project) throws -> [(source: String, delivery: ProjectDelivery)] {
        let (connector, probe, delivery) = try connectors.probe(file)
        return probe.streams.compactMap { stream in
            resembling(stream, file: file, delivery, connector: connector, in: project).map { known in
                let path = Onboarding.path(file, in: project.folder)
                return (
                    project.sources[known.index].name,
                    ProjectDelivery(file: path, stream: known.stream.name, options: known.stream.options)
                )
            }
        }
    }

    /// Writes a new mapping, with the line by which an editor finds its schema.
    private func write(mapping name: String, _ text: String, in folder: String) throws {
        try AtomicFile.write("\(folder)/mappings/\(name).yaml", FileSchemas.editorLine("mapping", depth: 1) + text)
    }

    // MARK: Looking

    /// A table of a file, before its source is made.
    private struct FoundTable {
        let name: String
        let connector: String
        let file: String
        let stream: ProbedStream
        let known: KnownMappings.Recognised?
        let side: SourceRelations.Side
    }

    private func look(at file: String, taken: Set<String>) throws -> [FoundTable] {
        let (connector, probe, delivery) = try connectors.probe(file)
        var taken = taken
        return try probe.streams.map { stream in
            let table = try look(at: stream, of: probe, delivery, connector: connector, taken: taken)
            taken.insert(table.name)
            return table
        }
    }

    private func look(
        at stream: ProbedStream, of probe: Probe, _ delivery: DeliveryFile, connector: String, taken: Set<String>
    ) throws -> FoundTable {
        let name = SourceName.make(
            file: delivery.location, sheet: probe.streams.count > 1 ? stream.name : nil, taken: taken)
        var stream = stream
        // Values that were encoded twice are read in one way only; the finding shows both.
        if stream.findings.contains(where: { $0.code == "encoding.double" }), stream.options["repair"] == nil {
            stream.options["repair"] = "true"
        }
        var reading = reading(of: stream, named: name, delivery, connector: connector, options: stream.options)
        var known = self.known.recognise(stream.columns, sample: stream.sample.cells)
        if known == nil, let layout = library.layout(of: reading), let reader = connectors.named(connector) {
            // Position decides: the columns get the names that the program gives them.
            var options = stream.options
            options["columns"] = layout.columns.prefix(stream.columns.count).joined(separator: ",")
            options["width"] = nil
            if let named = table(reader, delivery.location, options, named: stream.name) {
                stream = named
                reading = self.reading(of: stream, named: name, delivery, connector: connector, options: stream.options)
                known = self.known.named(layout.name, columns: stream.columns)
            }
        }
        let side = SourceRelations.Side(
            reading, outline: known.map { TableOutline($0.mapping, source: name, extends: $0.name) })
        return FoundTable(
            name: name, connector: connector, file: delivery.location, stream: stream, known: known, side: side)
    }

    /// What a table's columns are, from its rows; from the probe's sample where the rows can't be read, which the next
    /// station says better than this one.
    private func reading(
        of stream: ProbedStream, named name: String, _ delivery: DeliveryFile, connector: String, options: OptionValues
    ) -> TableReading {
        guard let reader = connectors.named(connector),
            let tallies = try? TableTallies.read(
                stream.columns, most: TableTallies.enough,
                { sink in
                    _ = try reader.read(
                        whole: delivery, stream: stream.name, options: options, limits: .standard, into: sink)
                })
        else {
            return TableReading(source: name, columns: stream.columns, sample: stream.sample.cells, learned: learned)
        }
        return TableReading(source: name, tallies: tallies.columns, learned: learned)
    }

    /// A source of the project, for the relations of a new one; nil when its newest delivery can't be read.
    private func sides(_ source: ProjectSource, in project: Project) throws -> SourceRelations.Side? {
        guard let last = source.deliveries.last, let reader = connectors.named(source.connector),
            let delivery = try? ClientFiles.delivery(project.path(last.file)),
            let stream = table(reader, delivery.location, last.options, named: last.stream)
        else { return nil }
        var problems: [Problem] = []
        let mapping = try library.mapping(source.mapping, of: project, problems: &problems)
        return SourceRelations.Side(
            reading(of: stream, named: source.name, delivery, connector: source.connector, options: last.options),
            outline: TableOutline(
                mapping, source: source.name, extends: library.base(of: source.mapping, in: project)))
    }

    private func propose(
        _ table: FoundTable, _ country: CountryEvidence, project: Project, _ relations: SourceRelations
    ) -> (ProjectSource, String, Found) {
        let proposal = relations.proposal(for: table.side)
        // Said where it isn't the project's own.
        let home = country.country.flatMap { $0 == project.country || !country.isNeeded ? nil : $0 }
        var text = proposal.yaml
        if let home, let place = text.range(of: "\nrecords:\n") {
            text.replaceSubrange(place, with: "\n" + Onboarding.conventions(home) + "\nrecords:\n")
        }
        var what = proposal.what
        var mapped = proposal.mappedColumns
        let proposed = Set(proposal.columns.filter(\.isMapped).map(\.column))
        var unmapped = table.side.reading.filledColumnNames.filter { !proposed.contains($0) }
        var kind = SourceKind.list
        var trust = 50
        if let known = table.known {
            text = known.head
            if let home, known.mapping.conventions.country.isEmpty { text += "\n" + Onboarding.conventions(home) }
            let overlay = MappingOverlay(
                known.mapping, table.side.reading, relations.relations, others: relations.others(than: table.name),
                referrals: known.referrals)
            if let node = overlay.node { text += "\n" + YAMLWriter.block("records", node) }
            let read = Set(known.mapping.columnNames + known.mapping.ignored).union(overlay.columns)
            unmapped = table.side.reading.filledColumnNames.filter { !read.contains($0) }
            text += UnmappedColumns.comment(unmapped)
            what = known.mapping.about
            mapped = known.mapped + overlay.columns.subtracting(known.mapping.columnNames).count
            kind = known.kind
        } else if table.side.reading.kind == .invoices {
            kind = .accounting
        }
        trust = kind == .accounting ? 80 : kind == .shop ? 60 : 50
        let stream = table.stream
        var source = ProjectSource(
            name: table.name, connector: table.connector, mapping: table.name, trust: trust, kind: kind,
            deliveries: [
                ProjectDelivery(
                    file: Onboarding.path(table.file, in: project.folder), stream: stream.name, options: stream.options)
            ])
        source.isFreeOfDuplicates = false
        let found = Found(
            source: table.name, connector: table.connector, summary: stream.summary,
            what: what + (stream.isHidden ? " (hidden sheet)" : ""),
            mapped: mapped, columns: stream.columns.count,
            filled: table.side.reading.filledColumns, unmapped: unmapped, extends: table.known?.name,
            isHidden: stream.isHidden,
            findings: stream.findings, kind: table.known.map { TableKind($0.mapping) } ?? table.side.reading.kind,
            readings: proposal.columns)
        return (source, text, found)
    }

    /// The country of a mapping's rows, where nothing in them says it.
    private static func conventions(_ country: String) -> String {
        "read:\n  country: \(country)\n" + (HomeCountry.currency(of: country).map { "  currency: \($0)\n" } ?? "")
    }

    /// The source that a table resembles most, and the table as that source's own options read it: a header of two rows
    /// that a first look took for one row is read as it was before.
    private func resembling(
        _ stream: ProbedStream, file: String, _ delivery: DeliveryFile, connector: String, in project: Project
    ) -> (index: Int, stream: ProbedStream, reason: String)? {
        guard let reader = connectors.named(connector) else { return nil }
        let name = SourceName.make(file: file, sheet: nil, taken: [])
        var best: (index: Int, stream: ProbedStream, weight: Double)?
        for (index, source) in project.sources.enumerated() where source.connector == connector {
            guard let last = source.deliveries.last,
                let old = table(reader, project.path(last.file), last.options, named: last.stream)
            else { continue }
            let own = table(reader, delivery.location, last.options, named: stream.name)
            for candidate in [own, stream].compactMap({ $0 }) {
                let share = Onboarding.share(old.columns, candidate.columns)
                let isSameSheet = last.stream == stream.name && !stream.name.isEmpty
                let weight = share + (isSameSheet ? 0.25 : 0) + (source.name.hasPrefix(name) ? 0.2 : 0)
                if share >= 0.6, weight > best?.weight ?? 0 { best = (index, candidate, weight) }
            }
        }
        return best.map { ($0.index, $0.stream, "it has the columns of \(project.sources[$0.index].name)") }
    }

    private func table(_ reader: any Connector, _ path: String, _ options: OptionValues, named name: String)
        -> ProbedStream?
    {
        guard let delivery = try? ClientFiles.delivery(path),
            let probe = try? reader.probe(whole: delivery, given: options)
        else { return nil }
        return probe.streams.first { $0.name == name } ?? (probe.streams.count == 1 ? probe.streams.first : nil)
    }

    /// The share of all names that both tables have.
    private static func share(_ left: [String], _ right: [String]) -> Double {
        let (left, right) = (Set(left), Set(right))
        return Double(left.intersection(right).count) / Double(max(1, left.union(right).count))
    }

    /// A file's path as the project's file writes it: relative when it lies inside the project's folder.
    static func path(_ file: String, in folder: String) -> String {
        let absolute = URL(fileURLWithPath: file).standardizedFileURL.path
        let root = URL(fileURLWithPath: folder).standardizedFileURL.path
        return absolute.hasPrefix(root + "/") ? String(absolute.dropFirst(root.count + 1)) : absolute
    }
}

extension TableKind {
    /// What a source's rows are by what its mapping makes of them.
    init(_ mapping: SourceMapping) {
        let entities = mapping.records.map(\.entity)
        if entities.contains(.invoices) {
            self = .invoices
        } else if entities.contains(.orders) {
            self = .orders
        } else if entities.contains(.opportunities) {
            self = .opportunities
        } else if entities.contains(where: \.isParty) {
            self = .parties
        } else if entities.contains(.activities) {
            self = .activities
        } else {
            self = entities.contains(.users) ? .users : .other
        }
    }
}
