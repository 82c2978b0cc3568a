import ArgumentParser
import Configuration
import Discovery
import Foundation
import Pipeline
import Records
import Report
import Staging

/// `customary init`: a project out of a client's files.
struct InitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Looks at a client's files, says what each is, and makes a project of them.",
        discussion: """
            Writes customary.yaml and mappings/ into the folder. The files stay where they are and as they are. Of a folder and
            of an archive every file that holds a table is taken; what nothing reads is listed.

            Example: customary init nordkamp --from ~/Downloads/nordkamp/*
            """)

    @Argument(help: "The project's folder.") var directory = "."
    @Option(parsing: .upToNextOption, help: "The client's files, folders and archives.") var from: [String] = []
    @Flag(name: .customLong("no-input"), help: "Asks nothing; doubts are written down as questions.") var noInput =
        false
    @OptionGroup var options: CommonOptions

    func run() throws {
        var options = options
        options.folder = directory
        let invocation = try Invocation(options)
        guard !from.isEmpty else {
            throw PipelineFault.configuration("init needs the client's files: customary init \(directory) --from FILE…")
        }
        let start = ContinuousClock.now
        let onboarding = Onboarding(connectors: invocation.connectors, library: invocation.library)
        let files = try invocation.connectors.files(at: from)
        let (project, found, relations) = try onboarding.start(folder: invocation.folder, files: files, name: nil)
        let run = try invocation.run()
        let staged = try run.stage()
        invocation.progress.end()
        let rows = staged.reduce(0) { $0 + $1.delivery.records }
        let took = ContinuousClock.now - start
        let book = try QuestionBook(project: project, staging: run.staging, library: invocation.library)
        invocation.say(
            "\(NumberText.count(files.files.count, "file", "files")), \(NumberText.count(found.count, "table", "tables")), "
                + "\(NumberText.count(rows, "row", "rows")) read in \(NumberText.duration(took)). "
                + "Nothing was changed, nothing left this machine.")
        invocation.say()
        var table = TerminalTable([
            .text("source"), .number("rows"), .text("what it is", minimumWidth: 12), .text("read as", minimumWidth: 10),
            .text("columns mapped"),
        ])
        for entry in found {
            let records = staged.first { $0.source == entry.source }?.delivery.records ?? 0
            table.append([
                TerminalTable.Cell(entry.source), .count(records), TerminalTable.Cell(entry.what),
                TerminalTable.Cell(entry.summary), TerminalTable.Cell(InitCommand.mapped(entry)),
            ])
        }
        invocation.say(table.text(on: invocation.output))
        LeftOutFiles.show(files.leftOut, invocation)
        InitCommand.show(relations, found, invocation)
        QuestionScreen.show(book, invocation)
        invocation.answer([
            "project": .string(project.name), "folder": .string(project.folder), "rows": .integer(rows),
            "sources": .array(
                found.map { entry in
                    [
                        "source": .string(entry.source), "what": .string(entry.what),
                        "connector": .string(entry.connector),
                        "read_as": .string(entry.summary),
                        "rows": .integer(staged.first { $0.source == entry.source }?.delivery.records ?? 0),
                        "columns": .integer(entry.columns), "columns_mapped": .integer(entry.mapped),
                        "columns_unmapped": .array(entry.unmapped.map { .string($0) }),
                        "extends": .optional(entry.extends), "hidden": .boolean(entry.isHidden),
                        "fields": .array(entry.readings.map(MapSuggestCommand.document)),
                    ]
                }), "references": .array(relations.references.map(ProfileDocument.reference)),
            "left_out": LeftOutFiles.document(files.leftOut), "questions": QuestionScreen.document(book),
        ])
        let folder = directory == "." ? "" : "cd \(directory), then "
        if book.open.isEmpty {
            invocation.next("\(folder)customary run")
        } else {
            let isGerman = (try? ReportPage.language(nil, project)) == .german
            let workbook = isGerman ? "Fragen.xlsx --language de" : "Questions.xlsx"
            invocation.next("\(folder)customary questions -o \(workbook)   (or answer here: customary questions)")
        }
    }

    /// `17 of 20`; where most columns are empty, of those that aren't: `24 of 31 filled`.
    private static func mapped(_ entry: Onboarding.Found) -> String {
        entry.filled * 2 < entry.columns
            ? "\(min(entry.mapped, entry.filled)) of \(entry.filled) filled" : "\(entry.mapped) of \(entry.columns)"
    }

    /// At most so many relations are printed; `profile` shows all.
    private static let maximumRelated = 8

    /// What the sources have to do with each other.
    private static func show(_ relations: TableRelations, _ found: [Onboarding.Found], _ invocation: Invocation) {
        var kinds: [String: TableKind] = [:]
        for entry in found { kinds[entry.source] = entry.kind }
        let words = relations.words(kinds: kinds)
        guard !words.isEmpty else { return }
        var lines = words.prefix(maximumRelated).joined(separator: "; ")
        if words.count > maximumRelated { lines += "; and \(words.count - maximumRelated) more: customary profile" }
        invocation.say("  Related: \(lines)")
    }
}
