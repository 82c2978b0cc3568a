import CRM
import Configuration
import Ledger
import Pipeline
import Records
import Report
import Text

/// A rollback as a person sees it.
struct RollbackScreen {
    let invocation: Invocation
    let target: ProjectTarget
    let asked: String
    let time: LocalTime

    private func line(_ word: String, _ text: String) { invocation.say("  \(word.padding(to: 9)) \(text)") }

    private func detail(_ cells: [String]) {
        invocation.say("              " + cells.filter { !$0.isEmpty }.joined(separator: "  "))
    }

    /// The head, what would happen, and what it takes.
    func preview(_ report: RollbackReport, _ circumstances: TargetCircumstances, isPlan: Bool, seconds: Duration) {
        let fields = report.restoredFields.values.reduce(0, +) + report.keptFields.count
        let what = report.taken.map { "the rollback \($0.id), which took \(report.load.id) back" } ?? report.load.id
        let sources = report.heldSources.isEmpty ? "" : report.heldSources.joined(separator: ", ") + ", "
        let scope = report.scope.isWhole ? "" : ", only \(report.scope.words)"
        invocation.say(
            "Take back \(what)\(scope) on \(target.name)\(target.isLive ? " (LIVE)" : "") "
                + "(\(sources)\(NumberText.count(report.customers, "customer", "customers")), "
                + "\(NumberText.count(fields, "changed field", "changed fields")))."
                + (isPlan ? " Nothing is written by this preview." : ""))
        line("the CRM", CircumstanceWords.line(circumstances, isLive: true, time))
        body(report)
        line(
            "time",
            "about \(NumberText.duration(seconds)), one transaction, "
                + "\(NumberText.count(report.customers, "customer", "customers")) locked meanwhile. "
                + "Ctrl-C leaves everything as it is.")
    }

    /// What it does or would do.
    func body(_ report: RollbackReport) {
        let restored = report.restoredFields.values.reduce(0, +)
        line("restore", NumberText.count(restored, "field", "fields"))
        if let words = RollbackScreen.records(report.deleted) { line("delete", "\(words) that the load created") }
        if let words = RollbackScreen.records(report.made) { line("make", "\(words) again") }
        if report.emptied > 0 {
            line(
                "empty",
                "\(NumberText.count(report.emptied, "created record stays", "created records stay")), without the values of this part"
            )
        }
        fields(
            "keep", report.keptFields,
            "edited by people since \(time.minute(report.load.now))")
        fields("overwrite", report.overwritten, "edited by people since, as --on-conflict overwrite says")
        kept(report)
        later(report)
        if !report.attached.isEmpty {
            line(
                "stays",
                "\(NumberText.count(report.attached.count, "record", "records")) that people attached since the merge, with whom they attached it to"
            )
            for record in report.attached.prefix(20) {
                detail([record.customer.padding(to: 20), "\(record.entity.table) \(record.id)"])
            }
        }
        let erased = report.erasedRecords
        if report.alreadyGone.count > erased {
            line(
                "gone",
                NumberText.count(report.alreadyGone.count - erased, "record", "records")
                    + " that somebody deleted since")
        }
        if erased > 0 {
            line(
                "erased",
                "\(NumberText.count(erased, "record", "records")) of a person who was erased since: nothing comes back")
        }
        if report.erased > 0 {
            line("erased", "\(NumberText.count(report.erased, "value", "values")) of people who were erased stay away")
        }
        sources(report)
        line("not ours", "mails, exports and what other programs fetched meanwhile can't be called back")
    }

    private func fields(_ word: String, _ fields: [KeptField], _ why: String) {
        if fields.isEmpty { return }
        let records = Set(fields.map { $0.customer.isEmpty ? $0.id.description : $0.customer }).count
        line(
            word,
            "\(NumberText.count(fields.count, "field", "fields")) in \(NumberText.count(records, "customer", "customers")), \(why)"
        )
        for field in fields.prefix(20) {
            let when = time.hour(field.when)
            detail([
                (field.customer.isEmpty ? field.id.description : field.customer).padding(to: 20),
                "\(field.entity.isParty ? "" : field.entity.table + ".")\(field.column)".padding(to: 16),
                [field.who.isEmpty ? "by hand" : field.who, when].filter { !$0.isEmpty }.joined(separator: " "),
            ])
        }
        if fields.count > 20 { detail(["and \(NumberText.count(fields.count - 20)) more: --format json lists all"]) }
    }

    private func kept(_ report: RollbackReport) {
        if report.keptRecords.isEmpty { return }
        let parties = report.keptRecords.filter { $0.entity.isParty }
        let others = report.keptRecords.count - parties.count
        var words = NumberText.count(parties.count, "created customer", "created customers")
        if others > 0 { words += " and \(NumberText.count(others, "record", "records")) that belong to such" }
        line("keep", "\(words), whole")
        let told = report.keptRecords.filter { $0.reason != .whole }
        for record in told.prefix(20) {
            let why =
                switch record.reason {
                case .edited: "was edited since"
                case .dependants: "has \(record.detail) of people"
                case .later: "something loaded rests on it"
                case .whole, .adopted: ""
                }
            detail([
                (record.customer.isEmpty ? record.id.description : record.customer).padding(to: 20),
                record.entity.isParty ? "" : record.entity.table, why,
            ])
        }
        if told.count > 20 { detail(["and \(NumberText.count(told.count - 20)) more: --format json lists all"]) }
    }

    private func later(_ report: RollbackReport) {
        for (batch, fields) in Dictionary(grouping: report.laterFields, by: \.batch).sorted(by: { $0.key < $1.key }) {
            let records = Set(fields.map(\.id)).count
            line(
                "later",
                "\(report.batchIDs[batch] ?? "batch \(batch)") changed fields of \(NumberText.count(records, "of these records", "of these records")): its values stay"
            )
        }
    }

    private func sources(_ report: RollbackReport) {
        if !report.heldSources.isEmpty {
            let names = report.heldSources.joined(separator: ", ")
            let verb = report.heldSources.count == 1 ? "is" : "are"
            line("source", "\(names) \(verb) held for sync afterwards: the next night would bring the same rows again.")
        }
        for mark in report.watermarks {
            line(
                "",
                mark.value.isEmpty
                    ? "\(mark.source): watermark back to the beginning, nothing will be skipped."
                    : "\(mark.source): watermark back to \(mark.value), nothing will be skipped.")
        }
        if !report.releasedSources.isEmpty {
            line("source", "\(report.releasedSources.joined(separator: ", ")) no longer held by this rollback")
        }
    }

    /// What was done, and the proof.
    func result(_ report: RollbackReport, seconds: Duration) {
        if report.changedNothing {
            invocation.say()
            invocation.say("Nothing was written: all of it was kept.")
            return
        }
        let restored = report.restoredFields.values.reduce(0, +)
        let parts = [
            "compared \(NumberText.count(report.customers, "customer", "customers"))",
            "restored \(NumberText.count(restored))",
            "deleted \(NumberText.count(report.deleted.values.reduce(0, +)))",
            report.made.isEmpty ? "" : "made \(NumberText.count(report.made.values.reduce(0, +))) again",
            "kept \(NumberText.count(report.keptFields.count, "field", "fields")), "
                + NumberText.count(report.keptRecords.count, "record", "records"),
            "committed \(NumberText.duration(seconds))",
        ]
        invocation.say(parts.filter { !$0.isEmpty }.joined(separator: " · "))
        proof(report)
        if let batch = report.rollback {
            invocation.say("Rollback is batch \(batch.id) (it can be taken back too). Manifest signed, chain ok.")
            if let fault = report.unfinished { invocation.say("  \(fault.afterCommit)") }
            if !report.heldSources.isEmpty {
                invocation.say(
                    "HELD: \(report.heldSources.joined(separator: ", ")), by \(batch.who) at "
                        + "\(time.hour(batch.now)), because of rollback \(batch.undoes).")
            }
        }
    }

    /// The state foretold and the state found, and the money.
    func proof(_ report: RollbackReport) {
        func short(_ hash: String) -> String {
            hash.isEmpty ? "" : "\(hash.prefix(4)) \(hash.dropFirst(4).prefix(4)) … \(hash.suffix(2))"
        }
        var expected: [String] = []
        if report.taken != nil {
            expected = ["before the rollback"]
        } else {
            expected = [report.scope.isWhole ? "before the load" : "the load without this part"]
        }
        let later = Set(report.laterFields.map(\.batch)).sorted().compactMap { report.batchIDs[$0] }
        expected += later
        if !report.keptFields.isEmpty || !report.proof.isAsBefore && report.scope.isWhole {
            expected.append("people's edits")
        }
        let customers = report.keptRecords.count { $0.entity.isParty }
        if customers > 0 { expected.append(NumberText.count(customers, "kept customer", "kept customers")) }
        let words = "= " + expected.joined(separator: " + ")
        let width = max(60, words.count + 2)
        invocation.say()
        invocation.say("Proof")
        invocation.say("  expected  \(words.padding(to: width)) \(short(report.proof.expected))")
        invocation.say(
            "  found     \("".padding(to: width)) \(short(report.proof.actual))   \(report.proof.isEqual ? "equal" : "DIFFERS")"
        )
        if report.proof.isAsBefore, report.scope.isWhole {
            invocation.say(
                "  the CRM is field by field as it was before \(report.taken?.id ?? report.load.id)")
        }
        for line in RollbackScreen.money(report.money) { invocation.say("  \(line)") }
        if !report.proof.isAsBefore, report.proof.differenceCount > 0 {
            invocation.say(
                "  \(NumberText.count(report.proof.differenceCount, "record differs", "records differ")) from the state before the load:"
            )
            for difference in report.proof.differences.prefix(20) {
                detail([
                    "\(difference.entity.table) \(difference.id)", difference.columns.joined(separator: ", "),
                    difference.reason,
                ])
            }
        }
    }

    /// The lines about money: orders by their totals, open amounts, and whatever else changed.
    static func money(_ lines: [MoneyComparison]) -> [String] {
        func amount(_ sum: Int128, _ currency: String) -> String {
            let cents = (sum.magnitude + 50) / 100
            let fraction = String(cents % 100)
            let whole = Int(clamping: cents / 100)
            return (sum < 0 ? "-" : "") + NumberText.count(whole) + "." + (fraction.count < 2 ? "0" : "") + fraction
                + (currency.isEmpty ? "" : " \(currency)")
        }
        var shown: [String] = []
        for line in lines {
            let isMain = line.entity == .orders ? line.column == "total" : line.column.hasPrefix("open")
            guard isMain || !line.isEqual else { continue }
            let name = line.column.hasPrefix("open") ? "open" : line.entity.table
            let type = line.type.isEmpty ? "" : " \(line.type)"
            let column = isMain ? "" : " \(line.column)"
            let now = "\(NumberText.count(line.rows.after)) · \(amount(line.sum.after, line.currency))"
            let before =
                line.isEqual
                ? "the same              equal"
                : "\(NumberText.count(line.rows.before)) · \(amount(line.sum.before, line.currency)); the difference is what the load had brought"
            shown.append(
                "\((name + type + column).padding(to: 9)) \(now.padding(to: 30)) before the rollback: \(before)")
        }
        return shown
    }

    /// How many customers, with what belongs to them; nil when nothing.
    static func records(_ counts: [Entity: Int]) -> String? {
        let counts = counts.filter { $0.value > 0 }
        if counts.isEmpty { return nil }
        let (accounts, contacts) = (counts[.accounts] ?? 0, counts[.contacts] ?? 0)
        var parts: [String] = []
        let customers = accounts + max(0, contacts - (accounts > 0 ? counts[.accountContacts] ?? 0 : 0))
        if customers > 0 { parts.append(NumberText.count(customers, "customer", "customers")) }
        let rest = counts.filter { $0.key != .accounts && $0.key != .accountContacts }.sorted { $0.key < $1.key }
            .compactMap { entity, count -> String? in
                if entity == .contacts { return accounts > 0 ? NumberText.count(count, "person", "people") : nil }
                return "\(NumberText.count(count)) \(entity.table.replacing("_", with: " "))"
            }
        if customers > 0, !rest.isEmpty { return parts[0] + ", with " + rest.joined(separator: ", ") }
        return (parts + rest).joined(separator: ", ")
    }

    /// The same as JSON.
    static func document(_ report: RollbackReport, _ circumstances: TargetCircumstances? = nil) -> JSONValue {
        func counts(_ values: [Entity: Int]) -> JSONValue {
            .object(
                values.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map {
                    JSONMember($0.key.table, .integer($0.value))
                })
        }
        func fields(_ fields: [KeptField]) -> JSONValue {
            .array(
                fields.map {
                    [
                        "entity": .string($0.entity.table), "id": .string($0.id.description),
                        "column": .string($0.column), "customer": .string($0.customer),
                        "now": .string($0.now), "who": .string($0.who), "when": .string($0.when),
                    ]
                })
        }
        let scope = report.scope
        return [
            "batch": .string(report.load.id), "rollback": .optional(report.rollback?.id),
            "takes_back": .string(report.taken?.id ?? report.load.id),
            "scope": [
                "sources": .strings(scope.sources), "records": .strings(scope.records.map(\.description)),
                "fields": .strings(scope.fields), "rules": .strings(scope.rules),
                "merges": .strings(scope.merges.map(\.description)),
            ],
            "already_taken_back": .boolean(report.wasAlreadyTakenBack), "restored": counts(report.restoredFields),
            "deleted": counts(report.deleted), "made": counts(report.made), "emptied": .integer(report.emptied),
            "customers": .integer(report.customers),
            "kept_fields": fields(report.keptFields), "overwritten": fields(report.overwritten),
            "kept_records": .array(
                report.keptRecords.map {
                    [
                        "entity": .string($0.entity.table), "id": .string($0.id.description),
                        "customer": .string($0.customer),
                        "reason": .string($0.reason.rawValue), "detail": .string($0.detail),
                    ]
                }),
            "attached": .array(
                report.attached.map {
                    [
                        "entity": .string($0.entity.table), "id": .string($0.id.description),
                        "survivor": .string($0.survivor.description), "customer": .string($0.customer),
                    ]
                }),
            "later_fields": .integer(report.laterFields.count), "already_gone": .integer(report.alreadyGone.count),
            "erased_records": .integer(report.erasedRecords),
            "erased": .integer(report.erased), "held_sources": .strings(report.heldSources),
            "connections": circumstances?.connections.map { .integer($0) } ?? .null,
            "last_backup": .optional(circumstances?.lastBackup),
            "released_sources": .strings(report.releasedSources),
            "watermarks": .array(
                report.watermarks.map { ["source": .string($0.source), "value": .string($0.value)] }),
            "money": .array(
                report.money.map {
                    [
                        "entity": .string($0.entity.table), "type": .string($0.type),
                        "currency": .string($0.currency), "column": .string($0.column),
                        "rows_before": .integer($0.rows.before), "rows": .integer($0.rows.after),
                        "before": .decimal(decimal($0.sum.before)), "now": .decimal(decimal($0.sum.after)),
                        "equal": .boolean($0.isEqual),
                    ]
                }),
            "not_ours": "mails, exports and what other programs fetched meanwhile can't be called back",
            "proof": [
                "before": .string(report.proof.before), "expected": .string(report.proof.expected),
                "now": .string(report.proof.actual), "equal": .boolean(report.proof.isEqual),
                "as_before": .boolean(report.proof.isAsBefore),
                "differences": .array(
                    report.proof.differences.map {
                        [
                            "entity": .string($0.entity.table), "id": .string($0.id.description),
                            "columns": .strings($0.columns),
                            "reason": .string($0.reason),
                        ]
                    }),
            ],
        ]
    }

    private static func decimal(_ sum: Int128) -> String {
        let fraction = String(sum.magnitude % 10_000)
        return (sum < 0 ? "-" : "") + "\(sum.magnitude / 10_000)."
            + String(repeating: "0", count: 4 - fraction.count) + fraction
    }
}
