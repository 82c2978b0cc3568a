import CRM
import Configuration
import Foundation
import Ledger
import Pipeline
import Records
import Report

/// What the CRM holds of a customer, what it was before, and who changed it, as a table for a person at night.
enum HistoryTable {
    /// Prints the table.
    static func show(_ history: CustomerHistory, _ project: Project, _ invocation: Invocation) {
        var title = "\(history.entity.table) \(history.name)"
        if let former = history.formerName, former.name != history.name {
            title += " (until \(time(former.until, project, invocation)): \(former.name))"
        }
        invocation.say("\(title)  \(history.id)")
        var table = TerminalTable([
            .text("field"), .text("now", minimumWidth: 16), .text("before", minimumWidth: 16),
            .text("by", minimumWidth: 12), .text("source", minimumWidth: 16),
        ])
        for part in history.parts {
            for field in part.fields where !isNoise(field) {
                table.append([
                    TerminalTable.Cell(part.label.isEmpty ? field.column : "\(part.label) \(words(field.column))"),
                    TerminalTable.Cell(field.now), TerminalTable.Cell(before(field)),
                    TerminalTable.Cell(by(field, project, invocation)), TerminalTable.Cell(source(field, history)),
                ])
            }
        }
        invocation.say(table.text(on: invocation.output))
        if let together = history.changedAtOnce {
            invocation.say(
                "  \(together.columns.joined(separator: ", ")) changed at once in \(together.batch): is this still the same customer?"
            )
        }
    }

    /// The same for programs.
    static func document(_ history: CustomerHistory) -> JSONValue {
        [
            "entity": .string(history.entity.table), "id": .string(history.id.description),
            "name": .string(history.name), "former_name": .optional(history.formerName?.name),
            "changed_at_once": .strings(history.changedAtOnce?.columns ?? []),
            "fields": .array(
                history.parts.flatMap { part in
                    part.fields.map { field in
                        [
                            "entity": .string(part.entity.table), "id": .string(part.id.description),
                            "column": .string(field.column), "now": .string(field.now),
                            "before": .optional(field.before), "batch": .string(field.batch), "at": .string(field.at),
                            "who": .string(field.who), "edited": .boolean(field.isEdited),
                            "source": .string(field.source), "rule": .string(field.rule),
                        ]
                    }
                }),
        ]
    }

    private static let links = Set(
        Entity.allCases.flatMap { entity in
            CustomerModel.columns(of: entity).filter { if case .reference = $0.type { true } else { false } }
                .map(\.name)
        })

    /// References and marks that only say how the records hang together.
    private static func isNoise(_ field: FieldHistory) -> Bool {
        let isLink =
            HistoryTable.links.contains(field.column) || field.column == "value_given" || field.column.hasPrefix("is_")
        return !field.isEdited && (isLink || (field.column == "kind" && field.before?.isEmpty != false))
    }

    private static func words(_ column: String) -> String { column == "value" ? "" : column }

    private static func before(_ field: FieldHistory) -> String {
        guard let before = field.before else { return field.isEdited ? "(as loaded)" : "(erased)" }
        return before
    }

    private static func by(_ field: FieldHistory, _ project: Project, _ invocation: Invocation) -> String {
        guard field.isEdited else { return field.batch }
        return [field.who.isEmpty ? "by hand" : field.who, time(field.at, project, invocation)].filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    private static func source(_ field: FieldHistory, _ history: CustomerHistory) -> String {
        if field.isEdited { return "edited by hand since" }
        guard !field.source.isEmpty else { return "" }
        let row = history.origins.first { $0.source == field.source }.map { " row \($0.ordinal)" } ?? ""
        return field.source + row
    }

    /// The hour for today, else the day.
    private static func time(_ timestamp: String, _ project: Project, _ invocation: Invocation) -> String {
        let time = invocation.time(project)
        let (day, hour) = (time.day(timestamp), time.hour(timestamp))
        return !hour.isEmpty && day == time.day(invocation.now) ? hour : day
    }
}
