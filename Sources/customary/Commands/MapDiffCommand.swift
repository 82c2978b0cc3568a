import ArgumentParser
import Configuration
import Mapping
import Pipeline
import Report

/// `customary map diff`: which customers a change of a mapping would change.
struct MapDiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Says which customers a change of a mapping would change, field by field: old → new.",
        discussion: """
            Both mappings run over the newest delivery, in memory: nothing is staged or written. What is compared with is a file,
            a folder of mappings, or a revision of the git repository that the project is in.

            Example: customary map diff kundenliste-sued --against HEAD~1
            """)

    @Argument(help: "The sources; all without any.") var sources: [String] = []
    @Option(help: "A file, a folder of mappings or a git revision.") var against = "HEAD"
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let project = try invocation.project()
        let chosen = try sources.isEmpty ? project.sources : sources.map { try project.found($0) }
        let diffs = MappingDiffs(project: project, connectors: invocation.connectors, library: invocation.library)
        var found: [MappingDiff] = []
        for source in chosen { found.append(try diffs.diff(source, against: against)) }
        for diff in found { show(diff, invocation) }
        invocation.answer(["against": .string(against), "sources": .array(found.map(document))])
        invocation.next(
            found.contains { !$0.changes.isEmpty || !$0.fates.isEmpty }
                ? "customary map test   then   customary plan" : "customary map check")
    }

    private func show(_ diff: MappingDiff, _ invocation: Invocation) {
        if diff.changes.isEmpty && diff.fates.isEmpty {
            invocation.say("\(diff.source): \(NumberText.count(diff.rows, "row", "rows")), nothing would change")
            return
        }
        invocation.say(
            "\(diff.source): \(NumberText.count(diff.rows, "row", "rows")), \(NumberText.count(diff.customers, "customer", "customers")) would change"
        )
        for (words, count) in diff.fates.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            invocation.say("  rows     \(NumberText.count(count))  \(words)")
        }
        for (name, counts) in diff.counts.sorted(by: { $0.key < $1.key }) {
            let words = [MappingDiff.Kind.new, .gone, .changed].compactMap { kind in
                counts[kind].map { "\(NumberText.count($0)) \(kind.rawValue)" }
            }
            invocation.say("  \(name): \(words.joined(separator: " · "))")
        }
        for (field, count) in diff.fieldCounts.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }) {
            invocation.say("  \(NumberText.count(count)) × \(field)")
        }
        let limit = invocation.options.verbose ? 100 : 8
        for change in diff.changes.prefix(limit) {
            let key = change.key.isEmpty ? "" : " (\(change.key))"
            invocation.say(
                "  row \(change.place)  \(change.record)\(key)  \(change.name)  \(change.kind == .changed ? "" : change.kind.rawValue)"
            )
            for field in change.fields.prefix(change.kind == .changed ? 12 : 4) {
                invocation.say("    \(field.field): \(text(field.old)) → \(text(field.new))")
            }
        }
        let rest = diff.counts.values.reduce(0) { $0 + $1.values.reduce(0, +) } - min(limit, diff.changes.count)
        if rest > 0 { invocation.say("  and \(NumberText.count(rest)) more: --verbose, or --format json") }
    }

    private func text(_ value: String) -> String { value.isEmpty ? "(empty)" : value }

    private func document(_ diff: MappingDiff) -> JSONValue {
        [
            "source": .string(diff.source), "rows": .integer(diff.rows), "customers": .integer(diff.customers),
            "rows_by_fate": .object(
                diff.fates.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) }),
            "records": .object(
                diff.counts.sorted { $0.key < $1.key }.map { name, counts in
                    JSONMember(
                        name,
                        [
                            "new": .integer(counts[.new] ?? 0), "gone": .integer(counts[.gone] ?? 0),
                            "changed": .integer(counts[.changed] ?? 0),
                        ])
                }),
            "fields": .object(
                diff.fieldCounts.sorted { $0.key < $1.key }.map { JSONMember($0.key, .integer($0.value)) }),
            "changes": .array(
                diff.changes.map { change in
                    [
                        "row": .integer(Int(change.place)), "record": .string(change.record),
                        "table": .string(change.table), "key": .string(change.key), "name": .string(change.name),
                        "kind": .string(change.kind.rawValue),
                        "fields": .array(
                            change.fields.map {
                                ["field": .string($0.field), "old": .string($0.old), "new": .string($0.new)]
                            }),
                    ]
                }),
        ]
    }
}
