import CRM
public import Configuration
import Foundation
import Ledger
import Records
import Staging

extension ProjectRun {
    /// What is held about a person, as one document to hand over: records with all values, where they came from, the
    /// rows of the sources as they were read, and the files that hold them.
    public func personDocument(_ who: [String], all: Bool) throws -> JSONValue {
        let found = try findPerson(who)
        if found.persons > 1, !all {
            throw PipelineFault.held(
                "\(found.persons) persons fit; nothing was exported. Name one by its id (customary person find), or add --all when they are one"
            )
        }
        var targets: [JSONValue] = []
        for (name, holding) in found.targets where !holding.isEmpty {
            let (_, database) = try target(name)
            targets.append(
                try database.withSession(.reading) { session in
                    .rollback(try document(name, holding, session))
                })
        }
        return [
            "project": .string(project.name), "made": .string(now), "targets": .array(targets),
            "source_rows": .array(try found.rows.compactMap(sourceRow)),
            "files": [
                "inbox": .strings(found.inboxFiles), "work": .strings(found.workFiles),
                "other": .strings(found.otherFiles),
            ], "decisions": .integer(found.decisions), "sealed_in_manifests": .integer(found.manifests),
        ]
    }

    private func document(_ name: String, _ holding: PersonHolding, _ session: any LoadSession) throws -> JSONValue {
        var tables: [JSONMember] = []
        for entity in Entity.allCases {
            var ids = holding.own[entity] ?? []
            if entity == .contacts { ids.formUnion(holding.contacts) }
            if entity == .accounts { ids.formUnion(holding.accounts) }
            ids.formUnion((holding.referring[entity] ?? [:]).keys)
            if ids.isEmpty { continue }
            let columns = Schema.storedColumns(of: entity)
            var rows: [JSONValue] = []
            let pull = try session.rows(of: entity, columns: nil, ids: ids.sorted())
            while let block = try pull.next() {
                for (row, id) in block.ids.enumerated() {
                    var members = [JSONMember("id", .string(id.description))]
                    for (index, column) in columns.enumerated() where block.rows.length(row, index) > 0 {
                        members.append(JSONMember(column.name, .string(block.rows.text(row, index))))
                    }
                    rows.append(.object(members))
                }
            }
            tables.append(JSONMember(entity.table, .array(rows)))
        }
        let sources = holding.keys.sorted { ($0.source, $0.ordinal) < ($1.source, $1.ordinal) }.map { key in
            JSONValue.object([
                JSONMember("source", .string(key.source)), JSONMember("record", .string(key.record)),
                JSONMember("key", .string(String(decoding: PersonQuery.base(key.key), as: UTF8.self))),
                JSONMember("row", .integer(Int(key.ordinal))), JSONMember("entity", .string(key.entity.table)),
            ])
        }
        return [
            "target": .string(name), "records": .object(tables), "provenance": .array(sources),
            "changes": .integer(holding.changes),
        ]
    }

    private func sourceRow(_ row: PersonFound.Row) throws -> JSONValue? {
        guard let delivery = try staging.delivery(of: row.source),
            let raw = try staging.row(row.ordinal, of: delivery.id)
        else { return nil }
        var members: [JSONMember] = []
        for (index, cell) in raw.cells.enumerated() where !cell.isEmpty {
            let column = delivery.columns.indices.contains(index) ? delivery.columns[index] : "column \(index + 1)"
            members.append(JSONMember(column, .string(String(decoding: cell, as: UTF8.self))))
        }
        return [
            "source": .string(row.source), "file": .string(row.file), "sheet": .string(row.sheet),
            "row": .integer(Int(row.place)), "cells": .object(members),
        ]
    }
}
