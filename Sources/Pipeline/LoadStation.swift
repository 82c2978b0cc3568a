public import CRM
import Configuration
import Digest
import Foundation
public import Ledger
import Records
import Staging

/// What a load came to.
public struct LoadReport {
    /// How it ended.
    public let outcome: LoadOutcome
    /// What the next command had to finish of an earlier one.
    public let recovered: [String]
}

extension ProjectRun {
    /// The folder of the manifests of rollbacks.
    public var rollbackFolder: String { project.workFolder + "/rollbacks" }

    /// Finishes or removes what a load or rollback that was killed has left; a line for each.
    public func recover(_ database: any Target) throws -> [String] {
        let runs = (try? FileManager.default.contentsOfDirectory(atPath: project.workFolder + "/runs")) ?? []
        return try (runs.sorted().map(runFolder) + [rollbackFolder]).flatMap {
            try Recovery.finish(target: database, folder: $0)
        }
    }

    /// Loads a saved plan: makes the same master once more with the plan's own now, and commits only the same changes.
    ///
    /// `planned` is the plan's own outcome where this very run made it: then its master is loaded, and only the comparison
    /// with the CRM is made once more.
    ///
    /// Throws `PipelineFault.held` (exit 9) when a limit stops it that isn't in `released`, or when the plan is stale.
    public func load(
        _ plan: PlanFile, target name: String? = nil, planned: PlanOutcome? = nil, released: [String] = [],
        because: String = "",
        who: String, setting: String? = nil
    ) throws -> LoadReport {
        let (target, database) = try target(name)
        let recovered = try recover(database)
        for (limit, words) in plan.origin.limits.sorted(by: { $0.key < $1.key })
        where words.hasPrefix("stop: ") && !released.contains(limit) {
            throw PipelineFault.held(
                "not loaded: \(words.dropFirst("stop: ".count)). Mend it and plan again, or: customary load --release \(limit) --because TEXT"
            )
        }
        guard plan.origin.project == project.id else {
            throw PipelineFault.integrity("\(plan.path): the plan belongs to another project")
        }
        guard plan.location == database.location else {
            throw PipelineFault.integrity(
                "\(plan.path): the plan was made for \(plan.location), not for \(target.name)")
        }
        let matched = try planned?.matched ?? rematch(plan, database, setting)
        let assembly = try planned?.assembly ?? assemble(matched, for: database)
        let details: JSON = .object([
            "released": .array(released.map { .text($0) }), "because": .text(because), "target": .text(target.name),
        ])
        return try time("load") {
            progress("load", "loading into \(target.name)", 0)
            let loader = Loader(target: database, keys: try keys(), folder: runFolder(plan.origin.run))
            let outcome = try loader.load(
                assembly.desired, plan: plan, run: plan.origin.run, who: who, details: details
            ) { delta in
                // What a person changed meanwhile is planned again; within the limits the rest loads as signed.
                let changed = delta.today.changedCustomers(in: assembly.desired, accountOf: matched.image.accountOf)
                    .count
                let existing = matched.image.customerCount
                return delta.differences.count * 50 <= max(50, delta.plannedCount)
                    && !(existing > 0 && self.project.limits.existingChanged.isExceeded(by: changed, of: existing))
            }
            return LoadReport(outcome: outcome, recovered: recovered)
        }
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
