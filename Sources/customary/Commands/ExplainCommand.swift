import ArgumentParser
import CRM
import Configuration
import Foundation
import Pipeline
import Records
import Report

/// `customary explain`: where a customer's fields come from, or why two records are one customer.
struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Why two records are (not) one customer; or where each field of a customer comes from.",
        discussion: """
            A record is SOURCE:ROW (the row counted from 1, the header not counted), a master id, or a part of a name, also one
            that the customer had before a load changed it.

            Example: customary explain Immergrün, or customary explain debitoren:118 kundenliste-sued:41
            """)

    @Argument(help: "A record.") var record: String
    @Argument(help: "Another record.") var other: String?
    @Option(help: "The target; the project's first one without it.") var target: String?
    @Option(help: "careful, normal or bold; the project's own without it.") var setting: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        if let other {
            let explainer = try Explainer(run, target: target, setting: setting)
            invocation.progress.end()
            return try explainPair(explainer, try find(explainer), other, invocation)
        }
        // What the CRM holds and who changed it needs no source file; at night that alone may be what is wanted.
        let (_, database) = try run.target(target)
        let histories =
            database.exists ? try CustomerHistory.find(record, on: database, keys: run.keys(for: [database])) : []
        for history in histories { HistoryTable.show(history, run.project, invocation) }
        do {
            let explainer = try Explainer(run, target: target, setting: setting)
            invocation.progress.end()
            let found = histories.isEmpty ? try find(explainer) : explainer.find(record)
            explainCustomers(explainer, found, histories, invocation)
        } catch  where !histories.isEmpty {
            invocation.progress.end()
            invocation.say("The sources can't tell more: \(error)")
            invocation.answer(["customers": .array([]), "history": .array(histories.map(HistoryTable.document))])
        }
    }

    private func find(_ explainer: Explainer) throws -> [(entity: Entity, record: Int)] {
        let found = explainer.find(record)
        guard !found.isEmpty else {
            throw PipelineFault.configuration(
                "no record is \"\(record)\": name one as SOURCE:ROW, or with a part of its name")
        }
        return found
    }

    private func explainCustomers(
        _ explainer: Explainer, _ found: [(entity: Entity, record: Int)], _ histories: [CustomerHistory],
        _ invocation: Invocation
    ) {
        var seen: Set<RecordID> = []
        var documents: [JSONValue] = []
        for (entity, record) in found {
            guard let id = explainer.customer(entity, record), seen.insert(id).inserted, documents.count < 10,
                let customer = explainer.explain(entity, record)
            else { continue }
            invocation.say("\(customer.name)  (\(entity.table) \(customer.id))")
            invocation.say("  made of \(customer.records.joined(separator: ", "))")
            var table = TerminalTable([
                .text("field"), .text("value", minimumWidth: 16), .text("rule", minimumWidth: 16),
                .text("source cell", minimumWidth: 16),
            ])
            for line in customer.fields {
                table.append([
                    TerminalTable.Cell(line.field), TerminalTable.Cell(line.value), TerminalTable.Cell(line.rule),
                    TerminalTable.Cell(line.cell),
                ])
                for loser in line.losers {
                    table.append(["", TerminalTable.Cell("not: \(loser.value)"), "", TerminalTable.Cell(loser.cell)])
                }
            }
            invocation.say(table.text(on: invocation.output))
            documents.append([
                "entity": .string(entity.table), "id": .string(customer.id), "name": .string(customer.name),
                "records": .strings(customer.records),
                "fields": .array(
                    customer.fields.map { line in
                        [
                            "field": .string(line.field), "value": .string(line.value), "rule": .string(line.rule),
                            "cell": .string(line.cell),
                            "losers": .array(
                                line.losers.map { ["value": .string($0.value), "cell": .string($0.cell)] }),
                        ]
                    }),
            ])
        }
        if documents.isEmpty && histories.isEmpty { invocation.say("no customer was made of \"\(record)\"") }
        invocation.answer([
            "customers": .array(documents), "history": .array(histories.map(HistoryTable.document)),
        ])
        invocation.next("customary explain RECORD RECORD, for why two records are one customer")
    }

    private func explainPair(
        _ explainer: Explainer, _ found: [(entity: Entity, record: Int)], _ other: String, _ invocation: Invocation
    ) throws {
        let others = explainer.find(other)
        // Where both rows name a company and a person, both are explained, the company first.
        let pairs = [Entity.accounts, .contacts].compactMap { entity -> (Entity, Int, Int)? in
            guard let left = found.first(where: { $0.entity == entity }),
                let right = others.first(where: { $0.entity == entity && $0.record != left.record })
            else { return nil }
            return (entity, left.record, right.record)
        }
        guard !pairs.isEmpty else {
            throw PipelineFault.configuration(
                "\"\(record)\" and \"\(other)\" are no two records of one kind: two companies, or two people")
        }
        var documents: [JSONValue] = []
        for (entity, left, right) in pairs {
            let why = try explainer.explain(entity, left, right)
            show(why, invocation)
            documents.append(document(why, entity))
        }
        invocation.answer(["pairs": .array(documents)])
        invocation.next("customary explain \(record), for where its fields come from")
    }

    private func show(_ why: PairExplanation, _ invocation: Invocation) {
        for side in why.sides { invocation.say("\(side.record.padding(to: 24)) \(side.words)") }
        invocation.say("  \(bits(why.start))  any two records")
        for part in why.parts { invocation.say("  \(bits(part.bits))  \(part.words)") }
        for veto in why.vetoes { invocation.say("  forbids  \(veto)") }
        invocation.say("  \(bits(why.total))  in all: \(String(format: "%.4f", why.probability)) likely the same")
        invocation.say(why.isSame ? "They are one customer." : "They are two customers.")
    }

    private func document(_ why: PairExplanation, _ entity: Entity) -> JSONValue {
        [
            "entity": .string(entity.table), "records": .strings(why.sides.map(\.record)), "same": .boolean(why.isSame),
            "start_bits": .decimal(DecimalText.of(why.start)), "total_bits": .decimal(DecimalText.of(why.total)),
            "probability": .decimal(DecimalText.of(why.probability)), "vetoes": .strings(why.vetoes),
            "parts": .array(
                why.parts.map {
                    [
                        "comparison": .string($0.comparison), "words": .string($0.words),
                        "bits": .decimal(DecimalText.of($0.bits)),
                    ]
                }),
        ]
    }

    private func bits(_ value: Double) -> String {
        let text = String(format: "%+.1f", value)
        return String(repeating: " ", count: max(0, 7 - text.count)) + text
    }
}
