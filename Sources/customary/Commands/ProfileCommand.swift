import ArgumentParser
import Configuration
import Discovery
import Foundation
import Mapping
import Pipeline
import Records
import Report

/// `customary profile`: what the columns hold.
struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract:
            "Per column: type, fill, distinct and top values, patterns, outliers, likely meaning, personal data, keys.",
        discussion: """
            Looks at the newest delivery of each source named, or of all, as it would be staged: with the rows that came back
            corrected, and read as answers say. And at how the sources hang together. Nothing is changed.

            Example: customary profile debitoren
            Example: customary profile -o profile.html --language de
            """)

    @Argument(help: "The sources; all of them when none is named.") var sources: [String] = []
    @Option(
        name: .shortAndLong, help: "Writes one HTML page with small charts instead; it holds values of the sources.")
    var output: String?
    @Option(help: "The page's language, en or de; by the project's country without it.") var language: String?
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        try run.project.check(sources)
        let language = try ReportPage.language(language, run.project)
        let (profiles, relations) = try run.profile(sources)
        invocation.progress.end()
        if let output {
            guard output.hasSuffix(".html") || output.hasSuffix(".htm") else {
                throw PipelineFault.configuration(
                    "-o \(output): a profile is written as a page; name it so that it ends in .html")
            }
            let page = ProfilePage(
                client: run.project.name, day: invocation.today,
                sources: profiles.map {
                    ProfilePage.Source(
                        name: $0.source, rows: $0.rows, repeatedRows: $0.repeatedRows, columns: $0.columns,
                        kind: $0.reading.kind)
                }, relations: relations)
            try AtomicFile.write(output, page.html(language: language))
            invocation.say(
                "\(output): \(NumberText.count(profiles.count, "source", "sources")). It holds personal data.")
        } else {
            for profile in profiles { show(profile, invocation) }
            show(relations, invocation)
        }
        invocation.answer(ProfileDocument.document(profiles, relations))
        invocation.next("customary map suggest")
    }

    private func show(_ profile: SourceProfile, _ invocation: Invocation) {
        let kind = profile.reading.kind == .other ? "" : ", \(profile.reading.kind.rawValue)"
        invocation.say("\(profile.source)  \(NumberText.count(profile.rows, "row", "rows"))\(kind)")
        var table = TerminalTable([
            .text("column", minimumWidth: 10), .text("type", minimumWidth: 8), .number("filled"), .number("distinct"),
            .text("likely", minimumWidth: 8), .number("sure"), .text("", minimumWidth: 3),
            .text("most frequent", minimumWidth: 16),
        ])
        for column in profile.columns {
            let top = column.top.prefix(3).map { "\($0.text) \(NumberText.count($0.count))" }.joined(separator: ", ")
            let marks = [column.isKey ? "key" : "", column.isPersonal ? "personal" : ""].filter { !$0.isEmpty }
            table.append([
                TerminalTable.Cell(column.name), TerminalTable.Cell(column.type.text()),
                TerminalTable.Cell(NumberText.share(column.filled, of: column.rows)),
                TerminalTable.Cell((column.isExact ? "" : "about ") + NumberText.count(column.distinct)),
                TerminalTable.Cell(column.meaning?.rawValue ?? ""),
                TerminalTable.Cell(column.meaning == nil ? "" : "\(column.confidence)"),
                TerminalTable.Cell(marks.joined(separator: " ")), TerminalTable.Cell(top),
            ])
        }
        invocation.say(table.text(on: invocation.output))
        for column in profile.columns {
            if !column.doubt.isEmpty { invocation.say("  \(column.name): \(column.doubt)") }
            if !column.outliers.isEmpty {
                invocation.say("  \(column.name) stands out: \(ProfileCommand.list(column.outliers))")
            }
            if !column.repeated.isEmpty {
                invocation.say("  \(column.name) is nearly unique, but for \(ProfileCommand.list(column.repeated))")
            }
            if options.verbose, let range = column.range {
                invocation.say("  \(column.name): \(NumberText.plain(range.least)) to \(NumberText.plain(range.most))")
            }
            if options.verbose, !column.patterns.isEmpty {
                invocation.say("  \(column.name) looks like \(ProfileCommand.list(column.patterns))")
            }
            if options.verbose, !column.reason.isEmpty { invocation.say("  \(column.name): \(column.reason)") }
        }
        if profile.repeatedRows > 0 {
            invocation.say(
                "  \(NumberText.count(profile.repeatedRows, "row is", "rows are")) there once more, word for word")
        }
        invocation.say()
    }

    private func show(_ relations: TableRelations, _ invocation: Invocation) {
        for line in relations.words() { invocation.say("  \(line)") }
        let overlaps = relations.overlaps.sorted { $0.values > $1.values }
        for overlap in options.verbose ? overlaps[...] : overlaps.prefix(ProfileCommand.maximumOverlaps) {
            let sides =
                "\(overlap.first.source).\(overlap.first.column) and \(overlap.second.source).\(overlap.second.column)"
            invocation.say("  the same \(overlap.meaning.words): \(NumberText.count(overlap.values)) in \(sides)")
        }
        if !options.verbose, overlaps.count > ProfileCommand.maximumOverlaps {
            invocation.say("  and \(overlaps.count - ProfileCommand.maximumOverlaps) more pairs: --verbose")
        }
    }

    /// So many pairs of sources with values in common are listed unless all are asked for.
    private static let maximumOverlaps = 8

    private static func list(_ counted: [ColumnProfile.Counted]) -> String {
        counted.map { "\"\($0.text)\" \(NumberText.count($0.count))" }.joined(separator: ", ")
    }
}

/// A profile as JSON.
enum ProfileDocument {
    static func document(_ profiles: [SourceProfile], _ relations: TableRelations) -> JSONValue {
        [
            "sources": .array(
                profiles.map { profile in
                    [
                        "source": .string(profile.source), "kind": .string(profile.reading.kind.rawValue),
                        "rows": .integer(profile.rows), "repeated_rows": .integer(profile.repeatedRows),
                        "columns": .array(profile.columns.map(column)),
                    ]
                }),
            "references": .array(relations.references.map(reference)),
            "shared": .array(
                relations.overlaps.map {
                    [
                        "meaning": .string($0.meaning.rawValue), "source": .string($0.first.source),
                        "column": .string($0.first.column), "other_source": .string($0.second.source),
                        "other_column": .string($0.second.column), "values": .integer($0.values),
                    ]
                }),
        ]
    }

    static func reference(_ reference: TableRelations.Reference) -> JSONValue {
        [
            "source": .string(reference.source), "column": .string(reference.column),
            "target": .string(reference.target), "key": .string(reference.key), "found": .integer(reference.found),
            "of": .integer(reference.of), "percent": .integer(reference.percent),
        ]
    }

    private static func column(_ column: ColumnProfile) -> JSONValue {
        [
            "column": .string(column.name), "type": .string(column.type.text()), "rows": .integer(column.rows),
            "filled": .integer(column.filled), "distinct": .integer(column.distinct), "exact": .boolean(column.isExact),
            "uniqueness": .integer(column.uniqueness), "meaning": .optional(column.meaning?.rawValue),
            "confidence": .integer(column.confidence), "reason": .string(column.reason.text()),
            "personal": .boolean(column.isPersonal), "key": .boolean(column.isKey), "doubt": .string(column.doubt.text()),
            "top": counted(column.top, "value"), "patterns": counted(column.patterns, "pattern"),
            "outliers": counted(column.outliers, "value"), "repeated": counted(column.repeated, "value"),
            "shortest": .optional(column.length?.least), "longest": .optional(column.length?.most),
            "average_length": .optional(column.length?.average),
            "least": .optional(column.range.map { NumberText.plain($0.least) }),
            "most": .optional(column.range.map { NumberText.plain($0.most) }),
            "spread": .array(column.spread.map { .integer($0) }),
        ]
    }

    private static func counted(_ counted: [ColumnProfile.Counted], _ name: String) -> JSONValue {
        .array(counted.map { .object([JSONMember(name, .string($0.text)), JSONMember("count", .integer($0.count))]) })
    }
}
