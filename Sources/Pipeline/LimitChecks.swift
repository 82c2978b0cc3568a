import CRM
import Configuration
import Ledger
import Records
import Text

/// What the limits of a plan are checked against, besides the changes themselves.
struct LimitEvidence {
    /// Owners that no user is, with the number of records of each.
    var unknownOwners: [String: Int] = [:]
    /// Records by the code of an owner who has left.
    var ownersWhoLeft: [String: Int] = [:]
    /// Per source: its rows, and those that need correction.
    var rejected: [(source: String, rows: Int, rejected: Int)] = []
    /// Sources in which nothing says who somebody is, where no other source has a row that could be loaded.
    var withoutCustomers: [String] = []
    /// The printed figures.
    var controls: [ControlVerdict] = []
    /// Questions that stop a load.
    var questions: [String] = []
    /// Answers that are a draft.
    var drafts = 0
    /// The target's name and whether it is live.
    var target: ProjectTarget
    /// The CRM's customers with the greatest turnover; empty where no limit asks.
    var largest: [RecordID] = []
}

/// Holds what a load would do against the limits.
struct LimitChecks {
    let limits: Limits
    let impact: LoadImpact
    let evidence: LimitEvidence

    /// Every limit with its verdict, in the order of `Limits.names`; those that aren't set are left out.
    func verdicts() -> [LimitVerdict] {
        customers() + values() + owners() + sources() + people()
    }

    private func customers() -> [LimitVerdict] {
        let existing = impact.existing
        let changed = impact.changed.count
        var verdicts = [
            LimitVerdict(
                "existing_changed",
                "\(changed) of \(existing) customers in the CRM change; at most \(limits.existingChanged) may",
                stops: limits.existingChanged.isExceeded(by: changed, of: existing), count: changed,
                records: impact.changed)
        ]
        if limits.largestChanged > 0 {
            let large = Set(evidence.largest)
            let touched = impact.changed.filter { record in
                RecordID(Array(record.id.utf8)).map(large.contains) ?? false
            }
            verdicts.append(
                LimitVerdict(
                    "largest_changed",
                    touched.isEmpty
                        ? "none of the \(large.count) largest customers changes"
                        : "\(touched.count) of the \(large.count) largest customers change; none may",
                    stops: !touched.isEmpty, count: touched.count, records: touched))
        }
        if let allowed = limits.customersCreated {
            verdicts.append(
                LimitVerdict(
                    "customers_created",
                    "\(impact.created) customers are new, beside \(existing) in the CRM; at most \(allowed) may be",
                    stops: allowed.isExceeded(by: impact.created, of: existing), count: impact.created))
        }
        verdicts.append(
            LimitVerdict(
                "deactivated",
                "\(impact.deactivated.count) of \(existing) customers become inactive; at most \(limits.deactivated) may",
                stops: limits.deactivated.isExceeded(by: impact.deactivated.count, of: existing),
                count: impact.deactivated.count, records: impact.deactivated))
        if let allowed = limits.existingMerged {
            verdicts.append(
                LimitVerdict(
                    "existing_merged",
                    "\(impact.merged.count) of \(existing) customers are merged into another; at most \(allowed) may",
                    stops: allowed.isExceeded(by: impact.merged.count, of: existing), count: impact.merged.count,
                    records: impact.merged))
        }
        return verdicts
    }

    private func values() -> [LimitVerdict] {
        [
            LimitVerdict(
                "emails_blanked",
                LimitChecks.count(impact.emailsBlanked.count, "e-mail is", "e-mails are") + " blanked",
                stops: impact.emailsBlanked.count > limits.emailsBlanked, count: impact.emailsBlanked.count,
                records: impact.emailsBlanked),
            LimitVerdict(
                "phones_blanked",
                LimitChecks.count(impact.phonesBlanked.count, "phone number is", "phone numbers are") + " blanked",
                stops: impact.phonesBlanked.count > limits.phonesBlanked, count: impact.phonesBlanked.count,
                records: impact.phonesBlanked),
        ]
    }

    private func owners() -> [LimitVerdict] {
        func told(_ counts: [String: Int], _ what: String) -> (rows: Int, words: [String], records: [LimitRecord]) {
            let owners = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            let rows = owners.reduce(0) { $0 + $1.value }
            let names = owners.prefix(5).map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
            return (
                rows, rows == 0 ? [] : ["\(rows) records have an owner who \(what): \(names)"],
                owners.map {
                    LimitRecord(table: "users", id: $0.key, name: $0.key, detail: "owner of \($0.value) records")
                }
            )
        }
        let unknown = told(evidence.unknownOwners, "is no user")
        let left = told(evidence.ownersWhoLeft, "has left")
        let unmatched = unknown.rows + left.rows
        var verdicts = [
            LimitVerdict(
                "owners_unmatched",
                unmatched == 0 ? "every owner is known" : (unknown.words + left.words).joined(separator: "; "),
                stops: unmatched > limits.ownersUnmatched, count: unmatched, records: unknown.records + left.records)
        ]
        if let allowed = limits.ownersChanged {
            verdicts.append(
                LimitVerdict(
                    "owners_changed",
                    "\(impact.ownersChanged.count) of \(impact.existing) customers get another owner; at most \(allowed) may",
                    stops: allowed.isExceeded(by: impact.ownersChanged.count, of: impact.existing),
                    count: impact.ownersChanged.count, records: impact.ownersChanged))
        }
        return verdicts
    }

    private func sources() -> [LimitVerdict] {
        var verdicts: [LimitVerdict] = []
        for source in evidence.rejected where LimitChecks.isTooMany(source.rejected, of: source.rows, limits.rejected) {
            verdicts.append(
                LimitVerdict(
                    "rejected",
                    "\(source.rejected) of \(source.rows) rows of \(source.source) need correction; at most \(limits.rejected) may",
                    stops: true, count: source.rejected, command: "customary export rejects -o rejects"))
        }
        if !evidence.withoutCustomers.isEmpty {
            let further = evidence.withoutCustomers.count - 3
            let names =
                evidence.withoutCustomers.prefix(3).joined(separator: ", ")
                + (further > 0 ? " and \(further) more" : "")
            verdicts.append(
                LimitVerdict(
                    "no_customers",
                    "no customers were found in \(names): no column says who a row is about",
                    stops: true, count: evidence.withoutCustomers.count,
                    command: "customary profile \(evidence.withoutCustomers[0])", isReleasable: false))
        }
        if let allowed = limits.controlDifference {
            for control in evidence.controls {
                guard let printed = TenThousandths.parse(control.printed),
                    let difference = TenThousandths.parse(control.difference),
                    allowed.isExceeded(by: difference, of: printed)
                else { continue }
                verdicts.append(
                    LimitVerdict(
                        "control_difference",
                        "\(control.name) differs from the printed \(control.printed) \(control.currency) by \(control.difference); at most \(allowed) may",
                        stops: true, count: 1, command: "customary verify"))
            }
        }
        return verdicts
    }

    /// Whether more rows need correction than may. One bad row among others is reported and stops nothing by a share, which
    /// of a file of four rows it would always exceed; where none or so many may, it is meant to the letter.
    private static func isTooMany(_ rejected: Int, of rows: Int, _ allowed: Allowance) -> Bool {
        if rejected == 1, rows > 1, allowed.count == nil, let share = allowed.share, share.millionths > 0 {
            return false
        }
        return allowed.isExceeded(by: rejected, of: rows)
    }

    private func people() -> [LimitVerdict] {
        var verdicts: [LimitVerdict] = []
        let open = evidence.questions
        if !open.isEmpty {
            verdicts.append(
                LimitVerdict(
                    "questions",
                    "\(LimitChecks.count(open.count, "open question", "open questions")): \(open.prefix(3).joined(separator: ", "))",
                    stops: true, count: open.count, command: "customary questions"))
        }
        if evidence.target.isLive, evidence.drafts > 0 {
            verdicts.append(
                LimitVerdict(
                    "drafts",
                    "\(LimitChecks.count(evidence.drafts, "answer is a draft", "answers are a draft")), and \(evidence.target.name) is live",
                    stops: true, count: evidence.drafts, command: "customary questions", isReleasable: false))
        }
        return verdicts
    }

    /// What changed in the CRM since the plan was made, against what may.
    static func delta(_ delta: PlanDelta, _ limits: Limits) -> LimitVerdict {
        let allowance = limits.changedSincePlan
        // Of a small plan a share is next to nothing: only a number is meant to the letter.
        let shared = allowance.share.map { max(50, Allowance(share: $0).most(of: delta.plannedCount)) } ?? .max
        let allowed = min(allowance.count ?? .max, shared)
        let most = allowed == shared && allowed == 50 ? "\(allowance), and always 50" : "\(allowance)"
        return LimitVerdict(
            "changed_since_plan",
            "\(delta.count) of \(delta.plannedCount) changes differ, because the CRM changed since the plan; at most \(most) may",
            stops: delta.count > allowed, count: delta.count,
            records: delta.differences.map { difference in
                LimitRecord(
                    table: difference.table, id: difference.id, name: "",
                    detail:
                        "planned \(difference.planned.isEmpty ? "nothing" : difference.planned), today \(difference.today.isEmpty ? "nothing" : difference.today)"
                )
            })
    }

    static func count(_ number: Int, _ one: String, _ several: String) -> String {
        "\(number) \(number == 1 ? one : several)"
    }
}

extension Allowance {
    /// The most that may happen of a whole.
    func most(of whole: Int) -> Int {
        let shared = share.map { Int(Double(whole) * Double($0.millionths) / 1_000_000) }
        return [count, shared].compactMap { $0 }.min() ?? .max
    }
}
