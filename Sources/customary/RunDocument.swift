import CRM
import Configuration
import Foundation
import Ledger
import Pipeline
import Records

/// The JSON document of `run`, `plan` and `load`.
enum RunDocument {
    /// `loaded` is the batch, or nil where nothing was loaded.
    static func make(_ plan: PlanOutcome, _ run: ProjectRun, loaded: LoadResult?) -> JSONValue {
        [
            "run": .string(plan.run), "loaded": .boolean(loaded != nil), "batch": .optional(loaded?.batch.id),
            "manifest": .optional(loaded?.manifest), "plan_file": .string(plan.file.path),
            "target": .string(plan.target.name),
            "ledger": .object(
                plan.ledgers.rows.map { source in
                    JSONMember(
                        source.source,
                        .object(RowBucket.allCases.map { JSONMember($0.rawValue, .integer(source.counts[$0] ?? 0)) }))
                }),
            "values": .object(
                plan.ledgers.values.map { source in
                    JSONMember(
                        source.source,
                        .object(ValueBucket.allCases.map { JSONMember($0.rawValue, .integer(source.counts[$0] ?? 0)) }))
                }),
            "plan": [
                "create": counts(plan) { $0.creates.count }, "update": counts(plan) { $0.updates.count },
                "unchanged": counts(plan) { $0.unchanged }, "kept_by_hand": counts(plan) { $0.kept.count },
            ],
            "clusters": .integer(plan.matched.customers), "review": .integer(plan.matched.pairsToReview),
            "expected_wrong_joins_per_1000": .decimal(DecimalText.of(plan.matched.expectedWrongJoins)),
            "questions": .integer(plan.openQuestions),
            "limits": .array(
                plan.limits.map { ["name": .string($0.name), "stops": .boolean($0.stops), "words": .string($0.words)] }),
            "controls": .array(
                plan.controls.map {
                    [
                        "name": .string($0.name), "currency": .string($0.currency), "printed": .decimal($0.printed),
                        "ours": .decimal($0.ours), "difference": .decimal($0.difference),
                        "missing": .strings($0.missing),
                    ]
                }),
            "mailable": ["opted_in": .integer(plan.mailable.optedIn), "mailable": .integer(plan.mailable.mailable)],
            "state": [
                "before": .optional(loaded?.batch.fullBefore), "after": .optional(loaded?.batch.fullAfter),
            ],
            "seconds": .object(run.seconds.map { JSONMember($0.station, .decimal(DecimalText.of($0.seconds))) }),
            "peak_rss_bytes": .integer(peakMemory()),
        ]
    }

    private static func counts(_ plan: PlanOutcome, _ value: (EntityChanges) -> Int) -> JSONValue {
        .object(
            plan.changes.entities.filter { value($0) > 0 }.map { JSONMember($0.entity.table, .integer(value($0))) })
    }

    /// The greatest number of bytes this process has held in memory.
    static func peakMemory() -> Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }
}
