import ArgumentParser
import CRM
import Configuration
import Foundation
import Ledger
import Pipeline
import Records
import Report

/// `customary person`: what is held about one person; hand it over; erase it.
struct PersonCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Finds, hands over or erases what is held about one person.",
        discussion: "Example: customary person find anna@immergruen.example",
        subcommands: [PersonFindCommand.self, PersonExportCommand.self, PersonEraseCommand.self])
}

/// `customary person find`.
struct PersonFindCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "find", abstract: "What is held about a person, and where.",
        discussion: "Example: customary person find \"Anna Lindholm\"")

    @Argument(help: "A name, an e-mail address, a phone number, SOURCE:KEY, a key or record ids.") var who: [String]
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let found = try run.findPerson(who)
        invocation.progress.end()
        PersonScreen.show(found, invocation)
        invocation.answer(PersonScreen.document(found))
        if found.isEmpty {
            invocation.say("nothing is held")
            invocation.next("customary status")
        } else {
            invocation.next("customary person export WHO -o FILE.json, or customary person erase WHO")
        }
    }
}

/// `customary person export`.
struct PersonExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Hands over what is held about a person, with where it came from, as JSON.",
        discussion: "Example: customary person export anna@immergruen.example -o anna.json")

    @Argument(help: "A name, an e-mail address, a phone number, SOURCE:KEY, a key or record ids.") var who: [String]
    @Option(name: .shortAndLong, help: "The file, .json; standard output without it.") var output: String?
    @Flag(help: "Everybody found is one person.") var all = false
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let document = try run.personDocument(who, all: all)
        invocation.progress.end()
        let bytes = JSONWriter.pretty(document)
        guard let output else {
            print(String(decoding: bytes, as: UTF8.self), terminator: "")
            return
        }
        try AtomicFile.write(output, bytes)
        invocation.remark(
            "\(output): \(NumberText.bytes(bytes.count)); it is personal data: keep it safe, and delete it when handed over"
        )
        invocation.answer(["path": .string(output), "bytes": .integer(bytes.count)])
        invocation.next("customary person erase WHO, where that was asked for")
    }
}

/// `customary person erase`.
struct PersonEraseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Erases a person everywhere, manifests included, and keeps them from coming back.",
        discussion: """
            What others need stays without the person: orders, invoices, payments, notes. The client's files are never
            written to; those that hold the person are listed. See docs/privacy.md.

            Example: customary person erase anna@immergruen.example
            """)

    @Argument(help: "A name, an e-mail address, a phone number, SOURCE:KEY, a key or record ids.") var who: [String]
    @Flag(help: "Everybody found is one person.") var all = false
    @Flag(help: "Doesn't ask.") var yes = false
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        if !yes {
            PersonScreen.show(try run.findPerson(who), invocation)
        }
        guard invocation.confirms("Erase this person? It can't be taken back.", yes: yes) else {
            throw PipelineFault.held("not erased: nobody said yes. Add --yes where nobody can be asked")
        }
        let done = try run.erasePerson(who, all: all, by: invocation.user)
        invocation.progress.end()
        PersonScreen.show(done, invocation)
        invocation.answer(PersonScreen.document(done))
        invocation.next(
            done.inboxFiles.isEmpty
                ? "customary run, which builds the staging area again without them"
                : "ask for files without them, or take them out of those listed; then customary run")
        if done.needsPerson { throw ExitCode(1) }
    }
}

/// What is held about a person, and what was erased, as people see it.
enum PersonScreen {
    static func show(_ found: PersonFound, _ invocation: Invocation) {
        for (target, holding) in found.targets where !holding.isEmpty || !holding.labels.isEmpty {
            invocation.say(target)
            for (id, name) in holding.labels.sorted(by: { $0.key < $1.key }) {
                let table =
                    holding.contacts.contains(id) ? "contacts" : holding.accounts.contains(id) ? "accounts" : "company"
                invocation.say("  \(table.padding(to: 16)) \(id)  \(name)")
            }
            for (entity, ids) in holding.own.sorted(by: { $0.key < $1.key }) {
                invocation.say("  \(entity.table.padding(to: 16)) \(NumberText.count(ids.count))")
            }
            for (entity, rows) in holding.referring.sorted(by: { $0.key < $1.key }) {
                invocation.say(
                    "  \(entity.table.padding(to: 16)) \(NumberText.count(rows.count)), needed by others too")
            }
            for (table, count) in holding.foreign.sorted(by: { $0.key < $1.key }) {
                invocation.say("  \(table.padding(to: 16)) \(NumberText.count(count)), a table that isn't Customary's")
            }
            invocation.say("  \("history".padding(to: 16)) \(NumberText.count(holding.changes, "change", "changes"))")
        }
        for row in found.rows.prefix(50) {
            invocation.say("  row  \(row.source)  \(row.file)\(row.sheet.isEmpty ? "" : "!\(row.sheet)"):\(row.place)")
        }
        if found.rows.count > 50 {
            invocation.say("  and \(NumberText.count(found.rows.count - 50, "more row", "more rows"))")
        }
        for path in found.workFiles { invocation.say("  file   \(path)") }
        for path in found.inboxFiles { invocation.say("  inbox  \(path)") }
        for path in found.otherFiles { invocation.say("  other  \(path)") }
        if found.decisions > 0 {
            invocation.say("  decisions.jsonl: \(NumberText.count(found.decisions, "line", "lines"))")
        }
        if found.manifests > 0 {
            invocation.say("  sealed in \(NumberText.count(found.manifests, "manifest", "manifests"))")
        }
    }

    static func document(_ found: PersonFound) -> JSONValue {
        [
            "targets": .array(
                found.targets.map { target, holding in
                    [
                        "target": .string(target),
                        "persons": .integer(holding.persons.count),
                        "contacts": .strings(holding.contacts.sorted().map(\.description)),
                        "accounts": .strings(holding.accounts.sorted().map(\.description)),
                        "own": .object(
                            holding.own.sorted { $0.key < $1.key }.map {
                                JSONMember($0.key.table, .integer($0.value.count))
                            }
                        ),
                        "needed_by_others": .object(
                            holding.referring.sorted { $0.key < $1.key }.map {
                                JSONMember($0.key.table, .integer($0.value.count))
                            }), "changes": .integer(holding.changes),
                    ]
                }),
            "rows": .array(
                found.rows.map {
                    [
                        "source": .string($0.source), "file": .string($0.file), "sheet": .string($0.sheet),
                        "row": .integer(Int($0.place)),
                    ]
                }), "work_files": .strings(found.workFiles), "inbox_files": .strings(found.inboxFiles),
            "other_files": .strings(found.otherFiles), "decisions": .integer(found.decisions),
            "manifests": .integer(found.manifests),
        ]
    }

    static func show(_ done: PersonErased, _ invocation: Invocation) {
        for (target, report) in done.targets {
            invocation.say(report.isEmpty ? "\(target): nothing was held" : target)
            for (entity, count) in report.removed.sorted(by: { $0.key < $1.key }) {
                invocation.say("  removed   \(NumberText.count(count)) \(entity.table)")
            }
            for (entity, count) in report.kept.sorted(by: { $0.key < $1.key }) {
                invocation.say("  kept without the person   \(NumberText.count(count)) \(entity.table)")
            }
            let kinds = report.suppressed.sorted { $0.key.rawValue < $1.key.rawValue }
            if !kinds.isEmpty {
                invocation.say(
                    "  kept out  \(kinds.map { "\($0.value) \($0.key.rawValue)" }.joined(separator: ", ")), as keyed hashes"
                )
            }
            if report.redacted > 0 {
                invocation.say("  taken out of \(NumberText.count(report.redacted, "text", "texts")) of others")
            }
            for mention in report.mentions.prefix(20) {
                invocation.say("  still named in \(mention.entity.table) \(mention.id): look at it")
            }
        }
        if done.isStagingEmptied { invocation.say("  the staging area was emptied; the next run builds it again") }
        for path in done.removedFiles { invocation.say("  removed   \(path)") }
        for path in done.cleanedFiles { invocation.say("  cleaned   \(path)") }
        if done.decisions > 0 {
            invocation.say("  \(NumberText.count(done.decisions, "decision", "decisions")) removed")
        }
        if done.answers > 0 { invocation.say("  \(NumberText.count(done.answers, "answer", "answers")) removed") }
        for path in done.inboxFiles { invocation.say("  still in  \(path)   (the client's file: never written to)") }
        for path in done.otherFiles { invocation.say("  still in  \(path)   (look at it, or delete it)") }
        for (target, remains) in done.remains {
            invocation.say(
                "\(target): the person is erased, but deleted rows still stand in the database's files: \(remains.reason):"
            )
            for statement in remains.statements { invocation.say("  \(statement)") }
        }
    }

    static func document(_ done: PersonErased) -> JSONValue {
        func counts(_ values: [Entity: Int]) -> JSONValue {
            .object(values.sorted { $0.key < $1.key }.map { JSONMember($0.key.table, .integer($0.value)) })
        }
        return [
            "changed": .boolean(!done.isEmpty),
            "targets": .array(
                done.targets.map { target, report in
                    [
                        "target": .string(target), "removed": counts(report.removed), "kept": counts(report.kept),
                        "suppressed": .object(
                            report.suppressed.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                                JSONMember($0.key.rawValue, .integer($0.value))
                            }), "redacted": .integer(report.redacted),
                        "mentions": .array(
                            report.mentions.map {
                                ["entity": .string($0.entity.table), "id": .string($0.id.description)]
                            }),
                    ]
                }), "staging_emptied": .boolean(done.isStagingEmptied), "removed_files": .strings(done.removedFiles),
            "cleaned_files": .strings(done.cleanedFiles),
            "decisions": .integer(done.decisions), "answers": .integer(done.answers),
            "inbox_files": .strings(done.inboxFiles), "other_files": .strings(done.otherFiles),
            "remains": .array(
                done.remains.map {
                    [
                        "target": .string($0.target), "reason": .string($0.remains.reason),
                        "statements": .strings($0.remains.statements),
                    ]
                }),
        ]
    }
}
