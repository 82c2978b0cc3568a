public import CRM
import Configuration
import Digest
import Foundation
public import Ledger
import Mapping
import Matching
import Records
public import Staging
import Survivorship

/// A project opened for work: its files, its staging area and the stations of the road, one after the other.
///
/// Only one run holds a project at a time. Each station reads what the one before it wrote.
public final class ProjectRun {
    /// The project.
    public let project: Project
    /// Its staging area.
    public let staging: StagingArea
    /// The connectors.
    public let connectors: ConnectorList
    /// Where mappings are found.
    public let library: MappingLibrary
    /// The run's one and only now, canonical.
    public let now: String
    /// Threads for reading, mapping and matching.
    public let threads: Int
    /// Told what is going on: station, what, how much so far.
    public var progress: (_ station: String, _ what: String, _ done: Int) -> Void = { _, _, _ in }
    /// Seconds per station, in order.
    public private(set) var seconds: [(station: String, seconds: Double)] = []
    private let lock: ProjectLock

    /// Opens a project and takes its lock. Throws `PipelineFault.busy` when another run holds it.
    public init(
        project: Project, connectors: ConnectorList, library: MappingLibrary, now: String, threads: Int
    ) throws {
        self.project = project
        self.connectors = connectors
        self.library = library
        self.now = now
        self.threads = threads
        try AtomicFile.makeFolder(project.workFolder)
        lock = try ProjectLock(project.workFolder + "/lock")
        staging = try StagingArea(path: project.workFolder + "/staging.sqlite")
    }

    /// The target of that name, or the default one.
    public func target(_ name: String? = nil) throws -> (ProjectTarget, any Target) {
        let wanted = name ?? project.targets[0].name
        guard let found = project.targets.first(where: { $0.name == wanted }) else {
            let remedy = NearestWord.remedy(for: wanted, among: project.targets.map(\.name))
            throw PipelineFault.configuration("customary.yaml: there is no target \"\(wanted)\"; \(remedy)")
        }
        return (found, try open(found.url, key: "targets.\(found.name).url", schema: found.schema))
    }

    /// The database behind an address; `key` is where it stands in `customary.yaml`, `schema` the description of another
    /// program's tables: a file of the project's, or one of the product's.
    func open(_ url: String, key: String, schema: String) throws -> any Target {
        let file = url.hasPrefix("sqlite:") ? project.path(String(url.dropFirst("sqlite:".count))) : ""
        if schema.isEmpty {
            return try file.isEmpty ? PostgreSQLTarget(connection(url, key)) : SQLiteTarget(path: file)
        }
        let own = project.path(schema)
        let isOwn = FileManager.default.fileExists(atPath: own)
        guard let path = isOwn ? own : library.targetSchema(schema) else {
            let names = library.targetSchemas.joined(separator: ", ")
            throw PipelineFault.configuration(
                "customary.yaml: \(key.replacing(".url", with: ".schema")): there is no file \(own); write it, or name one of the product's: \(names)"
            )
        }
        let description = try TargetSchema.read(file: path, name: schema)
        return try file.isEmpty
            ? SchemaTarget(postgreSQL: connection(url, key), schema: description)
            : SchemaTarget(sqlite: file, schema: description)
    }

    /// A connection string with its secrets.
    private func connection(_ url: String, _ key: String) throws -> String {
        let place = Place(file: "customary.yaml", line: 0, column: 0)
        guard PostgreSQLTarget.accepts(url) else {
            throw PipelineFault.configuration(
                "customary.yaml: \(key): is no sqlite:FILE, postgresql://USER@HOST/DATABASE or service=NAME")
        }
        var problems: [Problem] = []
        let secrets = Secrets.ofThisProcess(folder: project.folder)
        guard let text = secrets.expand(url, at: place, problems: &problems) else {
            throw ConfigurationFault.invalid(problems)
        }
        return text.reveal()
    }

    private func timed<Result>(_ station: String, _ body: () throws -> Result) rethrows -> Result {
        let start = ContinuousClock.now
        defer {
            let duration = start.duration(to: ContinuousClock.now)
            let time = Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
            if let index = seconds.firstIndex(where: { $0.station == station }) {
                seconds[index].seconds += time
            } else {
                seconds.append((station, time))
            }
        }
        return try body()
    }

    /// The suppression lists of all targets together: who was erased from one doesn't come back by way of another. Nil
    /// when nobody is on any; `erased` has those only that an erasure put there.
    public func suppressions() throws -> (erased: SuppressionList?, all: SuppressionList?) {
        var hashes: Set<String> = []
        var erased: Set<String> = []
        for name in project.targets.map(\.name) {
            let (_, database) = try target(name)
            guard database.exists else { continue }
            let held = try database.withSession(.reading) { session in
                // A database that nothing was ever loaded into has a list only when it was prepared.
                if try session.batches().isEmpty, try session.databaseID().isEmpty {
                    return .rollback(SuppressionList.Held())
                }
                return .rollback(try SuppressionList.read(session))
            }
            hashes.formUnion(held.all)
            erased.formUnion(held.erased)
        }
        if hashes.isEmpty { return (nil, nil) }
        let empty = SuppressionList(SuppressionHasher(try ProjectKeys.open(project: project.id, create: false)))
        var (first, all) = (empty, empty)
        first.insert(erased)
        all.insert(hashes)
        return (erased.isEmpty ? nil : first, all)
    }

    // MARK: Stations

    /// Reads, maps, standardises and checks the sources named, or all of them.
    public func stage(_ sources: [String] = []) throws -> [StageStation.Outcome] {
        try timed("stage") {
            let outcomes = try stageInOrder(sources) { list in
                var station = StageStation(
                    project: project, connectors: connectors, library: library, staging: staging, threads: threads,
                    now: now, suppressions: list)
                station.progress = { [progress] in progress("stage", $0, $1) }
                return station
            }
            try askForTurnover()
            return outcomes
        }
    }

    /// Asks which sales are the turnover, where several sources have some.
    private func askForTurnover() throws {
        let (deliveries, mappings) = try stagedSources()
        var sales: [(entity: Entity, source: String, records: Int)] = []
        for delivery in deliveries {
            for (entity, count) in try staging.recordCounts(of: delivery.id) where count > 0 {
                sales.append((entity, delivery.source, count))
            }
        }
        let isAnswered = mappings.contains { $0.answers.contains { $0.question == TurnoverQuestion.id && !$0.isDraft } }
        try staging.replaceQuestions(
            kind: TurnoverQuestion.kind, by: TurnoverQuestion.questions(project, sales, answered: isAnswered))
    }

    /// What matching came to, with everything that the next stations need of it.
    public struct Matched {
        let records: StagedRecords
        let image: CRMImage
        let outcome: MatchOutcome
        let deliveries: [StagedDelivery]
        let mappings: [SourceMapping]
        let reused: ReusedKeys
        /// Records compared with each other, of both kinds.
        public var customers: Int { Set(outcome.organisations.labels).count + Set(outcome.people.labels).count }
        /// Accounts and contacts that were matched.
        public var customerRows: Int { outcome.organisations.stagedCount + outcome.people.stagedCount }
        /// Customers of the CRM that no source had brought yet.
        public var crmCustomers: Int {
            outcome.organisations.labels.count + outcome.people.labels.count - customerRows
        }
        /// Pairs that wait for a person.
        public var pairsToReview: Int {
            (outcome.organisations.pairs + outcome.people.pairs).count { $0.band == .ask }
                + outcome.organisations.crmPairs.count
                + outcome.people.crmPairs.count
        }
        /// Expected wrong joins per 1,000 customers, the worse of both kinds.
        public var expectedWrongJoins: Double {
            max(outcome.organisations.expectedWrongJoins, outcome.people.expectedWrongJoins)
        }
        /// True when the model was estimated in this run.
        public var wasTrained: Bool { outcome.wasTrained }
    }

    /// Blocks, scores and clusters what is staged, and the target's own customers with it.
    public func match(target: any Target, setting: String? = nil, train: Bool = false) throws -> Matched {
        try timed("match") {
            let (deliveries, mappings) = try stagedSources()
            progress("match", "reading", 0)
            var records = try StagedRecords(staging, deliveries: deliveries, mappings: mappings)
            let image = try CRMImage(target)
            CopyNumbers.settle(&records, image)
            let station = MatchStation(
                project: project, records: records, image: image,
                setting: ProjectRun.setting(setting ?? project.matchSetting), threads: threads)
            progress("match", "comparing", records[.contacts].count + records[.accounts].count)
            let outcome = try station.run(train: train)
            let reused = target.exists ? try ReusedKeys(records, image, mappings, on: target) : ReusedKeys()
            try staging.replaceQuestions(kind: ReusedKeys.kind, by: reused.questions)
            return Matched(
                records: records, image: image, outcome: outcome, deliveries: deliveries, mappings: mappings,
                reused: reused)
        }
    }

    private static func setting(_ word: String) -> MatchSetting {
        switch word {
        case "bold": .bold
        case "normal": .normal
        default: .careful
        }
    }

    /// The staged deliveries in byte order of their sources, each with its mapping.
    func stagedSources() throws -> ([StagedDelivery], [SourceMapping]) {
        var deliveries: [StagedDelivery] = []
        var mappings: [SourceMapping] = []
        for source in project.sources {
            guard let delivery = try staging.delivery(of: source.name) else { continue }
            var problems: [Problem] = []
            var mapping = try library.mapping(source.mapping, of: project, problems: &problems)
            if !problems.isEmpty { throw ConfigurationFault.invalid(problems) }
            mapping.applyAnswers()
            mapping.apply(scope: project.scope, source: source.name)
            deliveries.append(delivery)
            mappings.append(mapping)
        }
        return (deliveries, mappings)
    }

    /// Makes the master of what was matched: what survives, and where each record went; with a target, as that can hold
    /// it.
    func assemble(_ matched: Matched, for target: (any Target)? = nil) throws -> MasterAssembly {
        try timed("survive") {
            progress("survive", "choosing values", matched.customerRows)
            var assembly = try MasterAssembly(
                project: project, records: matched.records, mappings: matched.mappings, image: matched.image,
                rules: survivorshipRules(matched.deliveries),
                outcome: matched.outcome, reused: matched.reused,
                hasher: matched.records[.suppressions].count > 0 ? SuppressionHasher(try keys()) : nil)
            if let target { try assembly.fit(target) }
            return assembly
        }
    }

    func survivorshipRules(_ deliveries: [StagedDelivery]) -> SurvivorshipRules {
        let sources = deliveries.compactMap { project.source($0.source) }
        var preferred: [String: [Int]] = [:]
        for (field, names) in project.survivorship {
            preferred[field] = names.compactMap { name in deliveries.firstIndex { $0.source == name } }
        }
        return SurvivorshipRules(kinds: sources.map(\.kind), trust: sources.map(\.trust), preferred: preferred)
    }

    /// The programs of the staged sources.
    func programs(_ matched: Matched) throws -> [MappingProgram] {
        try zip(matched.deliveries, matched.mappings).map {
            try MappingProgram($1, sourceName: $0.source, columns: $0.columns)
        }
    }

    /// The seconds of a station that runs outside this type.
    func time<Result>(_ station: String, _ body: () throws -> Result) rethrows -> Result { try timed(station, body) }
}

/// A file that one run at a time holds; the hold ends with the process, whatever ends it.
final class ProjectLock {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw PipelineFault.machine("\(path): can't be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw PipelineFault.busy("\(path): another run holds the project. Wait for it, or end it.")
        }
    }

    deinit { close(descriptor) }
}
