public import CRM
import Configuration
import Digest
import Foundation
public import Ledger
public import Records
import Staging

/// What a load came to.
public struct LoadReport {
    /// How it ended.
    public let outcome: LoadOutcome
    /// What the next command had to finish of an earlier one.
    public let recovered: [String]
    /// The limits that stopped it because of what changed in the CRM since the plan was made; empty when it was loaded.
    public let stopped: [LimitVerdict]
    /// What people call the records of the delta, by id.
    public let names: [String: String]
}

/// A limit that a person let a load go beyond.
public struct Release: Sendable, Equatable {
    /// The limit.
    public var limit: String
    /// What it came to.
    public var words: String
    /// Who released it.
    public var who: String
    /// When, as a canonical timestamp.
    public var at: String
    /// Why.
    public var because: String

    /// The limits that were released for a batch, as its details keep them.
    public static func of(_ batch: BatchRow) -> [Release] {
        let details = JSON(canonical: Array(batch.details.utf8))
        return (details?["released"]?.elements ?? []).compactMap { entry in
            guard let limit = entry["limit"]?.text else { return nil }
            return Release(
                limit: limit, words: entry["words"]?.text ?? "", who: entry["who"]?.text ?? "",
                at: entry["at"]?.text ?? "", because: entry["because"]?.text ?? "")
        }
    }
}

extension ProjectRun {
    /// Where rollbacks of every target had their manifests before each got a folder of its own.
    private var sharedRollbackFolder: String { project.workFolder + "/rollbacks" }

    /// The folder of the manifests of a database's rollbacks. Each has one of its own: two targets' batches of one day have
    /// the same ids.
    public func rollbackFolder(_ database: any Target) throws -> String {
        rollbackFolder(id: try databaseID(database))
    }

    private func databaseID(_ database: any Target) throws -> String {
        database.exists ? try database.withSession(.reading) { .rollback(try $0.databaseID()) } : ""
    }

    private func rollbackFolder(id: String) -> String {
        // What the database says of itself is no path until it is known to be an id.
        RecordID(Array(id.utf8)) == nil ? sharedRollbackFolder : "\(sharedRollbackFolder)/\(id)"
    }

    /// Where the manifests of a database's batches lie.
    public func manifestPaths(_ database: any Target) throws -> (BatchRow) -> String {
        let id = try databaseID(database)
        let folder = rollbackFolder(id: id)
        return { [self] batch in
            guard batch.kind != .load else { return Loader.manifestPath(batch.id, in: runFolder(batch.run)) }
            let own = Loader.manifestPath(batch.id, in: folder)
            let shared = Loader.manifestPath(batch.id, in: sharedRollbackFolder)
            func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
            if isThere(own) || isThere(Manifest.rebuiltPath(of: own)) { return own }
            for path in [shared, Manifest.rebuiltPath(of: shared)] where isThere(path) {
                // One that is whole and another database's is none of this one's; one that isn't whole has to be looked at.
                let signer = try? ProjectKeys.open(project: project.id, create: false).publicKey
                let summary = signer.flatMap { try? Manifest.verify(path: path, trusted: [$0]) }
                if summary == nil || summary?.database == id { return shared }
            }
            return own
        }
    }

    /// The manifest file that a person means: a file's path, or a batch's id.
    public func manifest(_ what: String, on target: any Target) throws -> String {
        if what.contains("/") || FileManager.default.fileExists(atPath: what) { return what }
        let batches = target.exists ? try target.withSession(.reading) { .rollback(try $0.batches()) } : []
        guard let batch = batches.first(where: { $0.id == what }) else { throw LedgerFault.noBatch(what) }
        let path = try manifestPaths(target)(batch)
        let rebuilt = Manifest.rebuiltPath(of: path)
        return FileManager.default.fileExists(atPath: path) || !FileManager.default.fileExists(atPath: rebuilt)
            ? path : rebuilt
    }

    /// Finishes or removes what a load or rollback that was killed has left; a line for each.
    public func recover(_ database: any Target) throws -> [String] {
        let runs = (try? FileManager.default.contentsOfDirectory(atPath: project.workFolder + "/runs")) ?? []
        // A plan or a page that was being written belongs to a run that is gone: this one holds the project.
        removeLeftCopies()
        let rollbacks = Set([try rollbackFolder(database), sharedRollbackFolder]).sorted()
        let own = rollbacks + [project.workFolder, project.folder, project.folder + "/mappings"]
        for folder in runs.map(runFolder) + own {
            let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            for file in files {
                let isPlan = file.hasPrefix("plan.json") && file.hasSuffix(".partial")
                if isPlan || AtomicFile.isUnfinished(file) { unlink("\(folder)/\(file)") }
            }
        }
        return try (runs.sorted().map(runFolder) + rollbacks).flatMap {
            try Recovery.finish(target: database, folder: $0)
        }
    }

    /// Removes what holds copies of customers and belongs to a comparison, a plan or a drill that was killed: this run
    /// holds the project.
    func removeLeftCopies() {
        for ending in ["", "-wal", "-shm", "-journal"] { unlink(parallelPath + ending) }
        try? FileManager.default.removeItem(atPath: copyFolder)
    }

    /// Where copies of a target lie while a plan or a drill uses them.
    var copyFolder: String { project.workFolder + "/copies" }

    /// The area that a comparison stages into while it runs.
    var parallelPath: String { project.workFolder + "/parallel.sqlite" }

    /// Loads a saved plan: makes the same master once more with the plan's own now, and commits only the same changes.
    ///
    /// `planned` is the plan's own outcome where this very run made it: then its master is loaded, and only the comparison
    /// with the CRM is made once more. What changed in the CRM since is planned again; within the limits that were set
    /// when the plan was signed the rest loads as signed.
    ///
    /// Throws `PipelineFault.held` (exit 9) when a limit stops it that isn't in `released`, or when the plan is stale.
    public func load(
        _ plan: PlanFile, target name: String? = nil, planned: PlanOutcome? = nil, released: [String] = [],
        because: String = "", backup: String = "",
        who: String, setting: String? = nil
    ) throws -> LoadReport {
        let terms = plan.origin.terms
        let (target, database) = try target(name ?? terms["target"])
        let recovered = try recover(database)
        try check(plan, on: target, database, released: released)
        let matched = try planned?.matched ?? rematch(plan, database, setting ?? terms["setting"])
        let assembly = try planned?.assembly ?? assemble(matched, for: database)
        let tables = try PhaseTables.read(terms["only"] ?? "")
        let desired = tables.isEmpty ? assembly.desired : try assembly.desired.phase(Set(tables), on: database).desired
        let limits = Limits(terms: terms)
        let controls = try controlVerdicts(matched, assembly)
        let evidence = try evidence(matched, assembly, desired, controls, target, database, limits)
        let releases = released.map { limit in
            let words = plan.origin.limits[limit].map { $0.drop { $0 != " " }.dropFirst() } ?? ""
            return Release(limit: limit, words: String(words), who: who, at: now, because: because)
        }
        return try time("load") {
            progress("load", "loading into \(target.name)", 0)
            let loader = Loader(target: database, keys: try keys(for: [database]), folder: runFolder(plan.origin.run))
            var stopped: [LimitVerdict] = []
            var names: [String: String] = [:]
            func stops(_ changes: ChangeSet, _ delta: PlanDelta?) -> [LimitVerdict] {
                var verdicts = LimitChecks(
                    limits: limits, impact: LoadImpact(changes, desired, matched.image), evidence: evidence
                ).verdicts()
                if let delta { verdicts.append(LimitChecks.delta(delta, limits)) }
                return verdicts.filter { $0.stops && !released.contains($0.name) }
            }
            let outcome = try loader.load(
                desired, plan: plan, run: plan.origin.run, who: who,
                details: details(target, tables, releases, controls, backup, assembly.newsSources),
                notes: releases.map {
                    AuditNote(
                        at: $0.at, who: who, what: "release",
                        detail: "\($0.limit) for the plan of \(plan.origin.run): \($0.because)")
                },
                check: { changes, delta in
                    if delta == nil, let first = stops(changes, nil).first {
                        throw PipelineFault.held("not loaded: \(first.words). \(ProjectRun.remedy(first))")
                    }
                }
            ) { delta in
                let known = CustomerNames(desired, matched.image, delta.today)
                for difference in delta.differences.prefix(100) {
                    guard let id = RecordID(Array(difference.id.utf8)) else { continue }
                    let name = known[id]
                    if name != difference.id { names[difference.id] = name }
                }
                stopped = stops(delta.today, delta)
                return stopped.isEmpty
            }
            return LoadReport(outcome: outcome, recovered: recovered, stopped: stopped, names: names)
        }
    }

    /// What is to be done about a limit that stops a load.
    static func remedy(_ verdict: LimitVerdict) -> String {
        verdict.isReleasable
            ? "Mend it and plan again, or: customary load --release \(verdict.name) --because TEXT"
            : "Mend it and plan again; it can't be released"
    }

    /// Throws when the plan isn't one for this project and target, is too old, or a limit stops it.
    private func check(
        _ plan: PlanFile, on target: ProjectTarget, _ database: any Target, released: [String]
    ) throws {
        for limit in released where !Limits.names.contains(limit) {
            let remedy = NearestWord.remedy(for: limit, among: Limits.names)
            throw PipelineFault.configuration("--release \(limit): there is no such limit; \(remedy)")
        }
        guard plan.origin.project == project.id else {
            throw PipelineFault.integrity("\(plan.path): the plan belongs to another project")
        }
        guard plan.location == database.location else {
            throw PipelineFault.integrity(
                "\(plan.path): the plan was made for \(plan.location), not for \(target.name)")
        }
        for name in Limits.names {
            guard let words = plan.origin.limits[name], words.hasPrefix("stop: ") else { continue }
            let verdict = LimitVerdict(
                name, String(words.dropFirst("stop: ".count)), stops: true, isReleasable: name != "drafts")
            if released.contains(name), verdict.isReleasable { continue }
            throw PipelineFault.held("not loaded: \(verdict.words). \(ProjectRun.remedy(verdict))")
        }
        let limits = Limits(terms: plan.origin.terms)
        if let age = Days.between(plan.now, now), age > limits.planDays, !released.contains("plan_days") {
            throw PipelineFault.held(
                "\(plan.path): not loaded: the plan is \(age) days old; at most \(limits.planDays) may pass (limits: plan_days). Plan again: customary plan"
            )
        }
    }

    private func details(
        _ target: ProjectTarget, _ tables: [Entity], _ releases: [Release], _ controls: [ControlVerdict],
        _ backup: String, _ sources: [String]
    ) -> JSON {
        var members: [String: JSON] = [
            "sources": .array(sources.map { .text($0) }), "target": .text(target.name),
            "live": .text(target.isLive ? "true" : "false"),
            "released": .array(
                releases.map {
                    .object([
                        "limit": .text($0.limit), "words": .text($0.words), "who": .text($0.who), "at": .text($0.at),
                        "because": .text($0.because),
                    ])
                }),
            "controls": .array(
                controls.map {
                    .object([
                        "name": .text($0.name), "currency": .text($0.currency), "printed": .text($0.printed),
                        "plan": .text($0.ours),
                    ])
                }),
        ]
        if !backup.isEmpty { members["backup"] = .text(backup) }
        if !tables.isEmpty { members["only"] = .array(tables.map { .text($0.table) }) }
        return .object(members)
    }

    /// Makes what was planned once more from the staging area; it has to be as it was when the plan was signed.
    private func rematch(_ plan: PlanFile, _ database: any Target, _ setting: String?) throws -> Matched {
        _ = try stage()
        let matched = try match(target: database, setting: setting)
        guard stagingDigest(matched) == plan.origin.stagingRevision else {
            throw PipelineFault.held(
                "\(plan.path): not loaded: a delivery or a mapping changed since the plan was made. Plan again: customary plan"
            )
        }
        guard matched.outcome.modelDigest == plan.origin.modelHash else {
            throw PipelineFault.held(
                "\(plan.path): not loaded: the matching model changed since the plan was made. Plan again: customary plan"
            )
        }
        return matched
    }
}

/// The tables of a phase, as a person names them.
public enum PhaseTables {
    /// `customers` stands for everything that makes a customer.
    private static let groups: [String: [Entity]] = [
        "customers": [
            .users, .accounts, .contacts, .accountContacts, .relations, .contactPoints, .addresses, .consents,
        ]
    ]

    /// Reads `accounts,contacts` or `customers`; throws when a name is no table.
    public static func read(_ text: String) throws -> [Entity] {
        var tables: Set<Entity> = []
        for name in text.split(whereSeparator: { $0 == "," || $0 == " " }).map(String.init) {
            if let group = groups[name] {
                tables.formUnion(group)
            } else if let entity = Entity(table: name) {
                tables.insert(entity)
            } else {
                let remedy = NearestWord.remedy(for: name, among: groups.keys.sorted() + Entity.allCases.map(\.table))
                throw PipelineFault.configuration("--only \(name): there is no such table; \(remedy)")
            }
        }
        return tables.sorted()
    }
}

/// Days between timestamps.
enum Days {
    /// Whole days from one canonical timestamp to another; nil when one isn't a timestamp.
    static func between(_ first: String, _ second: String) -> Int? {
        guard let start = number(first), let end = number(second) else { return nil }
        return end - start
    }

    /// The day that is so many days after a timestamp's, `YYYY-MM-DD`.
    static func after(_ timestamp: String, days: Int) -> String? {
        number(timestamp).map { text($0 + days) }
    }

    // Days since 1970-01-01 in the proleptic Gregorian calendar, by Howard Hinnant's civil-from-days formulas.
    private static func number(_ timestamp: String) -> Int? {
        let parts = timestamp.prefix(10).split(separator: "-").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        let year = parts[1] <= 2 ? parts[0] - 1 : parts[0]
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (parts[1] + (parts[1] > 2 ? -3 : 9)) + 2) / 5 + parts[2] - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func text(_ number: Int) -> String {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let calendarMonth = month < 10 ? month + 3 : month - 9
        let year = yearOfEra + era * 400 + (calendarMonth <= 2 ? 1 : 0)
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(year)-\(two(calendarMonth))-\(two(day))"
    }
}
