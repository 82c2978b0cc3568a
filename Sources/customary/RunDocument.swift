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
                "merge": counts(plan) { $0.updates.kinds.count { $0 == .merge } },
                "link": .object(
                    plan.linkCounts.sorted { $0.key < $1.key }.map { JSONMember($0.key.table, .integer($0.value)) }),
                "held": .integer(plan.ledgers.rowTotals[.held] ?? 0), "conflict": counts(plan) { $0.kept.count },
                "left_alone": counts(plan) { $0.leftAlone },
                "later": .object(plan.later.map { JSONMember($0.entity.table, .integer($0.rows)) }),
            ],
            "only": .strings(plan.only.map(\.table)), "plan_hash": .string(plan.file.digest),
            "valid_until": .string(plan.validUntil), "changes_file": .string(plan.file.changesPath),
            "report": .string(run.runFolder(plan.run) + "/report.html"),
            "lock_seconds": .decimal(DecimalText.of(plan.lockSeconds)), "live": .boolean(plan.target.isLive),
            "clusters": .integer(plan.matched.customers), "review": .integer(plan.matched.pairsToReview),
            "expected_wrong_joins_per_1000": .decimal(DecimalText.of(plan.matched.expectedWrongJoins)),
            "questions": .integer(plan.openQuestions),
            "limits": .array(
                plan.limits.map { limit in
                    [
                        "name": .string(limit.name), "stops": .boolean(limit.stops), "words": .string(limit.words),
                        "count": .integer(limit.count), "releasable": .boolean(limit.isReleasable),
                        "records": .array(
                            limit.records.prefix(10).map {
                                [
                                    "table": .string($0.table), "id": .string($0.id), "name": .string($0.name),
                                    "detail": .string($0.detail),
                                ]
                            }),
                    ]
                }),
            "controls": .array(
                plan.controls.map {
                    [
                        "name": .string($0.name), "currency": .string($0.currency), "printed": .decimal($0.printed),
                        "ours": .decimal($0.ours), "difference": .decimal($0.difference),
                        "missing": .strings($0.missing), "explained": .decimal($0.explained),
                    ]
                }),
            "not_carried": .array(
                plan.notCarried.map { left in
                    let parts = left.what.split(separator: ": ", maxSplits: 1).map(String.init)
                    return [
                        "field": .string(parts.first ?? ""), "reason": .string(parts.count > 1 ? parts[1] : ""),
                        "count": .integer(left.count),
                    ]
                }),
            "quality": plan.quality.now.document, "survivorship": plan.survivorship.document,
            "remarks": .strings(plan.remarks),
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
