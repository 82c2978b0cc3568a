import CRM
import Configuration
import Connecting
import Digest
import Foundation
import Mapping
import Records
import Staging

/// What one comparison of the old system with the CRM came to.
public struct ParallelOutcome: Sendable {
    /// The comparison's time, canonical.
    public let now: String
    /// The target's name.
    public let target: String
    /// What was compared.
    public let sources: [ParallelSource]
    /// How much of what differs, the most first.
    public let counts: [ParallelCount]
    /// The first differences of each kind.
    public let listed: [ParallelDifference]
    /// Sums of money on both sides.
    public let money: [ParallelMoney]
    /// Records that only the CRM has.
    public let onlyCRM: [ParallelOnlyCRM]
    /// SHA-256 over all differences in order, hex.
    public let digest: String
    /// The CRM as it was: database id and highest row version.
    public let database: String
    /// The highest row version.
    public let version: Int

    /// The day of the comparison.
    public var day: String { String(now.prefix(10)) }
}

extension ProjectRun {
    /// Compares the newest deliveries of the sources named, or of those of the project's `parallel:` block, or of all, with
    /// what the target holds now. Nothing is left behind.
    ///
    /// `files` are deliveries that take the place of a source's newest one without being added to the project. `body` gets
    /// every difference.
    public func compare(
        _ names: [String] = [], files: [String] = [], target name: String? = nil,
        _ body: @escaping (ParallelDifference) throws -> Void = { _ in }
    ) throws -> ParallelOutcome {
        let (target, database) = try target(name)
        let (changed, given) = try replacing(files, names)
        // An area of its own, so that the project's own stays as the last load left it; it goes with the comparison.
        let path = parallelPath
        let remove = { for ending in ["", "-wal", "-shm"] { unlink(path + ending) } }
        remove()
        defer { remove() }
        let own = try StagingArea(path: path)
        var station = StageStation(
            project: changed, connectors: connectors, library: library, staging: own, threads: threads, now: now,
            suppressions: try suppressions().all)
        station.progress = { [progress] in progress("compare", $0, $1) }
        _ = try time("stage") { try station.run() }
        return try time("compare") {
            let (deliveries, mappings) = try sources(of: own)
            var wanted = names + given.filter { !names.contains($0) }
            if wanted.isEmpty { wanted = project.parallel.sources }
            let compared = deliveries.indices.filter { wanted.isEmpty || wanted.contains(deliveries[$0].source) }
            progress("compare", "reading", 0)
            var records = try StagedRecords(own, deliveries: deliveries, mappings: mappings)
            let image = try CRMImage(database)
            CopyNumbers.settle(&records, image)
            let old = ParallelOldSide(
                project: project, staging: own, deliveries: deliveries, mappings: mappings, records: records,
                rules: survivorshipRules(deliveries), compared: compared, links: image.links,
                loaded: try loadedRecords(Set(compared.map { deliveries[$0].source })))
            guard database.exists else { throw PipelineFault.configuration(Self.nothingLoaded(target.name)) }
            return try database.withSession(.reading) { session in
                .rollback(try compare(old, target.name, session, body))
            }
        }
    }

    private static func nothingLoaded(_ target: String) -> String {
        "nothing is loaded into \(target) yet, so there is nothing to compare with: customary run"
    }

    private func compare(
        _ old: ParallelOldSide, _ target: String, _ session: any LoadSession,
        _ body: @escaping (ParallelDifference) throws -> Void
    ) throws -> ParallelOutcome {
        let fingerprint = try session.fingerprint()
        let hasParties = Entity.allCases.contains { entity in
            entity.isParty && (0..<old.records[entity].count).contains { old.isCompared(entity, $0) }
        }
        let crm = try ParallelCRMSide(session, hasParties: hasParties)
        guard crm.hasHistory else { throw PipelineFault.configuration(Self.nothingLoaded(target)) }
        let links = try ParallelLinks(session, old) { crm.follow($0) }
        progress("compare", "comparing", old.compared.reduce(0) { $0 + old.deliveries[$1].records })
        var comparison = ParallelComparison(old, crm, session, body: body)
        try comparison.run(linked: links)
        return ParallelOutcome(
            now: now, target: target,
            sources: old.compared.map { index in
                let delivery = old.deliveries[index]
                return ParallelSource(
                    source: delivery.source, file: delivery.file, digest: delivery.digest, rows: delivery.records,
                    compared: comparison.compared[index], onlyOld: comparison.onlyOld[index],
                    onlyCRM: links.onlyCRM[index])
            }, counts: comparison.tally.sorted, listed: comparison.tally.listed,
            money: comparison.money.lines(old.records.sources), onlyCRM: comparison.onlyCRMByTable,
            digest: Hex.encode(comparison.digest), database: fingerprint.databaseID,
            version: Int(fingerprint.highestVersion))
    }

    /// The project with these files as the newest deliveries of the sources that they are of, and those sources.
    private func replacing(_ files: [String], _ names: [String]) throws -> (Project, [String]) {
        var changed = project
        var given: [String] = []
        let onboarding = Onboarding(connectors: connectors, library: library)
        for file in files {
            for (source, delivery) in try onboarding.deliveries(in: file, of: project) {
                guard names.isEmpty || names.contains(source),
                    let index = changed.sources.firstIndex(where: { $0.name == source })
                else { continue }
                changed.sources[index].deliveries.append(delivery)
                given.append(source)
            }
            guard !given.isEmpty else {
                throw PipelineFault.configuration(
                    "\(file): no source\(names.isEmpty ? "" : " of \(names.joined(separator: ", "))") has its columns. "
                        + "Take it with customary add, or name the right file")
            }
        }
        return (changed, given)
    }

    /// What is staged in an area of the comparison's own, in byte order of the sources, each with its mapping.
    private func sources(of staging: StagingArea) throws -> ([StagedDelivery], [SourceMapping]) {
        var deliveries: [StagedDelivery] = []
        var mappings: [SourceMapping] = []
        for source in project.sources {
            guard let delivery = try staging.delivery(of: source.name) else { continue }
            deliveries.append(delivery)
            mappings.append(try mapping(of: source))
        }
        return (deliveries, mappings)
    }

    private func mapping(of source: ProjectSource) throws -> SourceMapping {
        var problems: [Problem] = []
        var mapping = try library.mapping(source.mapping, of: project, problems: &problems)
        if !problems.isEmpty { throw ConfigurationFault.invalid(problems) }
        mapping.applyAnswers()
        mapping.apply(scope: project.scope, source: source.name)
        return mapping
    }

    /// What the project's own staging area still has of these sources.
    private func loadedRecords(_ names: Set<String>) throws -> ParallelLoadedRecords {
        let (deliveries, mappings) = try stagedSources()
        let known = deliveries.indices.filter { names.contains(deliveries[$0].source) }
        if known.isEmpty { return .none }
        return try ParallelLoadedRecords(
            staging, deliveries: known.map { deliveries[$0] }, mappings: known.map { mappings[$0] })
    }
}
