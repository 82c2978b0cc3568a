import ArgumentParser
import Configuration
import Mapping
import Pipeline
import Report

/// `customary diff`: what the newest delivery brings.
struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract:
            "Compares a source's newest delivery with the one before: rows new, gone and changed, columns drifted.",
        discussion: "Nothing is staged. Example: customary diff kundenliste-sued")

    @Argument(help: "The source.") var source: String
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let project = try invocation.project()
        let found = try project.found(source)
        var problems: [Problem] = []
        let mapping = try invocation.library.mapping(found.mapping, of: project, problems: &problems)
        let key = mapping.records.first { !$0.key.isEmpty }?.key ?? []
        let diff = try DeliveryDiff(found, key: key, project: project, connectors: invocation.connectors)
        invocation.say("\(source): \(diff.files.old) → \(diff.files.new)")
        invocation.say(
            "  rows     \(NumberText.count(diff.counts.new)) new · \(NumberText.count(diff.counts.gone)) gone · "
                + "\(NumberText.count(diff.counts.changed)) changed · \(NumberText.count(diff.counts.same)) the same")
        for (old, new) in diff.renamedColumns { invocation.say("  column   \(old) is now \(new)") }
        for name in diff.newColumns { invocation.say("  column   \(name) is new") }
        for name in diff.goneColumns { invocation.say("  column   \(name) is gone") }
        for (word, rows) in [("new", diff.newRows), ("gone", diff.goneRows), ("changed", diff.changedRows)] {
            for row in rows.prefix(invocation.options.verbose ? 100 : 8) {
                invocation.say("  \(word.padding(to: 8)) row \(row.place)  \(row.words)")
                for change in row.changes.prefix(6) { invocation.say("             \(change)") }
            }
        }
        func rows(_ list: [DeliveryDiff.Row]) -> JSONValue {
            .array(
                list.map {
                    ["row": .integer(Int($0.place)), "words": .string($0.words), "changes": .strings($0.changes)]
                })
        }
        invocation.answer([
            "source": .string(source), "old": .string(diff.files.old), "new": .string(diff.files.new),
            "counts": [
                "new": .integer(diff.counts.new), "gone": .integer(diff.counts.gone),
                "changed": .integer(diff.counts.changed),
                "same": .integer(diff.counts.same),
            ], "columns_new": .strings(diff.newColumns), "columns_gone": .strings(diff.goneColumns),
            "columns_renamed": .array(diff.renamedColumns.map { ["old": .string($0.old), "new": .string($0.new)] }),
            "rows_new": rows(diff.newRows), "rows_gone": rows(diff.goneRows), "rows_changed": rows(diff.changedRows),
        ])
        let renamed = diff.renamedColumns.first { old, _ in
            mapping.records.contains { $0.fields.contains { $0.columns.contains(old) } || $0.key.contains(old) }
        }
        if let renamed {
            invocation.next(
                "write \"\(renamed.new)\" for \"\(renamed.old)\" in mappings/\(found.mapping).yaml, then customary plan"
            )
        } else {
            invocation.next("customary plan")
        }
    }
}

extension String {
    /// The text with spaces behind it up to a length.
    func padding(to length: Int) -> String { self + String(repeating: " ", count: max(0, length - count)) }
}
