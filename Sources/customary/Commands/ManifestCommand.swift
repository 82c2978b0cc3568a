import ArgumentParser
import CRM
import Configuration
import Foundation
import Ledger
import Pipeline
import Records
import Report

/// `customary manifest`: the signed records of what loads and rollbacks did.
struct ManifestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifest", abstract: "Checks, opens or makes again the signed records of loads and rollbacks.",
        discussion: "Example: customary manifest verify",
        subcommands: [ManifestVerifyCommand.self, ManifestShowCommand.self, ManifestRebuildCommand.self])
}

/// `customary manifest verify`: chain, signature, identity.
struct ManifestVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks chain, signature and identity of one manifest, or of every batch of a target.",
        discussion: """
            Exit code 6 at the first damage, with file and record; 1 when a batch's file is missing.

            Example: customary manifest verify 2026-11-23-1
            """)

    @Argument(help: "A manifest file or a batch; every batch of the target without it.") var what: String?
    @Option(help: "The target; the project's first one without it.") var target: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let (named, database) = try run.target(target)
        let keys = try? ProjectKeys.open(project: run.project.id, create: false)
        var verdicts: [ManifestVerdict] = []
        func show(_ path: String, _ summary: ManifestSummary) {
            invocation.say(
                "  \(summary.batch)  \(NumberText.count(summary.records, "record", "records")), "
                    + "chain, signature and database are right\(summary.isRebuilt ? "; REBUILT, \(NumberText.count(summary.lostImages)) without values" : "")"
                    + "   \(path)")
        }
        if let what, what.contains("/") || FileManager.default.fileExists(atPath: what) {
            let summary = try Manifest.verify(path: what, on: database, keys: keys)
            show(what, summary)
            invocation.answer(["target": .string(named.name), "manifests": .array([document(what, summary)])])
            invocation.next("customary manifest show \(what)")
            return
        }
        guard database.exists else { throw PipelineFault.configuration("nothing is loaded into \(named.name) yet") }
        try Manifest.verifyAll(on: database, only: what, keys: keys, path: run.manifestPaths(database)) { verdict in
            verdicts.append(verdict)
            if let summary = verdict.summary {
                show(verdict.path, summary)
            } else {
                invocation.say(
                    "  \(verdict.batch.id)  MISSING \(verdict.path); the batch's row is signed and in the chain")
            }
        }
        let missing = verdicts.filter { $0.state == .missing }
        invocation.answer([
            "target": .string(named.name),
            "manifests": .array(
                verdicts.map { verdict in
                    guard let summary = verdict.summary else {
                        return [
                            "batch": .string(verdict.batch.id), "path": .string(verdict.path),
                            "state": .string(verdict.state.rawValue), "root": .string(verdict.batch.manifestRoot),
                        ]
                    }
                    return document(verdict.path, summary)
                }), "missing": .integer(missing.count),
        ])
        if let first = missing.first {
            invocation.next("customary manifest rebuild \(first.batch.id)")
            throw ExitCode(1)
        }
        invocation.next(verdicts.isEmpty ? "customary run" : "customary manifest show BATCH")
    }

    private func document(_ path: String, _ summary: ManifestSummary) -> JSONValue {
        [
            "batch": .string(summary.batch), "path": .string(path),
            "state": .string(summary.isRebuilt ? "rebuilt" : "original"), "records": .integer(summary.records),
            "root": .string(summary.root), "previous": .string(summary.previousRoot),
            "database": .string(summary.database), "key": .string(summary.publicKey),
            "without_values": .integer(summary.lostImages),
        ]
    }
}

/// `customary manifest show`: the values before and after, opened with the keys.
struct ManifestShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Opens a manifest with the project's keys: each change with its values before and after.",
        discussion: "Example: customary manifest show 2026-11-23-1 --record 0a61f0c2-7d1b-8e55-9a3c-2f60d1b7c844")

    @Argument(help: "A batch or a manifest file.") var what: String
    @Option(help: "Only the changes of this record.") var record: String?
    @Option(help: "The target; the project's first one without it.") var target: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let (_, database) = try run.target(target)
        var only: RecordID?
        if let record {
            guard let id = RecordID(Array(record.utf8)) else {
                throw PipelineFault.configuration("--record: \"\(record)\" is no record's id")
            }
            only = id
        }
        let keys = try ProjectKeys.open(project: run.project.id, create: false)
        let path = try run.manifest(what, on: database)
        var changes: [JSONValue] = []
        var count = 0
        try Manifest.open(path: path, on: database, keys: keys, record: only) { change in
            count += 1
            invocation.say("  \(change.number)  \(change.kind) \(change.entity.table) \(change.id)")
            switch change.closed {
            case .erased: invocation.say("       the person was erased; the values can't be opened")
            case .lost: invocation.say("       the values are lost with the manifest")
            case nil: break
            }
            for value in change.values {
                invocation.say("       \(value.column.padding(to: 20)) \(shown(value.before)) → \(shown(value.after))")
            }
            guard invocation.isJSON else { return }
            changes.append([
                "n": .integer(change.number), "kind": .string(change.kind), "entity": .string(change.entity.table),
                "id": .string(change.id.description), "closed": .optional(change.closed?.rawValue),
                "values": .array(
                    change.values.map {
                        ["column": .string($0.column), "before": .string($0.before), "after": .string($0.after)]
                    }),
            ])
        }
        if count == 0 { invocation.say("  no change of that record in \(path)") }
        invocation.answer(["path": .string(path), "changes": .array(changes)])
        invocation.next("customary explain RECORD")
    }

    private func shown(_ value: String) -> String { value.isEmpty ? "(empty)" : value }
}

/// `customary manifest rebuild`: the file again, from the database.
struct ManifestRebuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rebuild",
        abstract: "Makes a lost manifest again from the database, and says what can't be recovered.",
        discussion: "Example: customary manifest rebuild 2026-11-23-1")

    @Argument(help: "The batch.") var batch: String
    @Option(name: .shortAndLong, help: "The file; beside the lost one's place without it.") var output: String?
    @Option(help: "The target; the project's first one without it.") var target: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let (_, database) = try run.target(target)
        guard database.exists else { throw LedgerFault.noBatch(batch) }
        let keys = try ProjectKeys.open(project: run.project.id, create: false)
        let done = try Manifest.rebuild(
            batch: batch, on: database, keys: keys, to: output, now: invocation.now, place: run.manifestPaths(database))
        invocation.say(
            done.isOriginal
                ? "\(done.path): the lost manifest again, byte for byte; its root is the batch's"
                : "\(done.path): rebuilt, signed for itself, names the lost root")
        for (reason, count) in done.lost.sorted(by: { $0.key < $1.key }) {
            invocation.say("  \(NumberText.count(count, "record", "records")) without values: \(reason)")
        }
        invocation.answer([
            "batch": .string(done.batch), "path": .string(done.path), "original": .boolean(done.isOriginal),
            "records": .integer(done.records),
            "lost": .object(done.lost.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) }),
        ])
        invocation.next("customary manifest verify \(done.batch)")
    }
}
