import ArgumentParser
import Configuration
import Pipeline
import Report

/// `customary add`: a further delivery.
struct AddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract:
            "Takes further files: corrected rows, the next delivery of the source each resembles, or a new source.",
        discussion: """
            A file that customary export rejects wrote, mended and saved, is taken as a correction: its rows stand in the place
            of those that they were, and no other row moves.

            Example: customary add ~/Downloads/Kundenliste_final2.xlsx
            """)

    @Argument(help: "The files, folders and archives.") var files: [String]
    @Flag(help: "Takes the files as whole deliveries, even where they name the rows that they correct.")
    var asDelivery = false
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        var project = try invocation.project()
        let onboarding = Onboarding(connectors: invocation.connectors, library: invocation.library)
        var added: [(file: String, entry: Onboarding.Added)] = []
        let found = try invocation.connectors.files(at: files)
        for file in found.files {
            added += try onboarding.add(file, of: found, to: &project, asDelivery: asDelivery).map { (file, $0) }
        }
        for (file, entry) in added {
            let name = file.split(separator: "/").last ?? ""
            if let correction = entry.correction {
                show(correction, String(name), entry, invocation)
                continue
            }
            invocation.say(
                entry.isNew
                    ? "\(name): a new source, \(entry.source): \(entry.reason)"
                    : "\(name): the next delivery of \(entry.source): \(entry.reason)")
        }
        LeftOutFiles.show(found.leftOut, invocation)
        invocation.answer([
            "left_out": LeftOutFiles.document(found.leftOut),
            "added": .array(
                added.map { file, entry in
                    var members = [
                        JSONMember("file", .string(file)), JSONMember("source", .string(entry.source)),
                        JSONMember("new_source", .boolean(entry.isNew)), JSONMember("reason", .string(entry.reason)),
                    ]
                    if let correction = entry.correction {
                        members.append(
                            JSONMember(
                                "correction",
                                [
                                    "corrected": .integer(correction.corrected),
                                    "unchanged": .integer(correction.unchanged),
                                    "unknown": .integer(correction.unknown), "not_taken": .integer(correction.notTaken),
                                    "shown_differently": .integer(correction.shownDifferently),
                                ]))
                    }
                    return .object(members)
                }),
        ])
        if added.contains(where: { $0.entry.correction != nil }) {
            invocation.next("customary stage   then   customary plan")
        } else if let next = added.first(where: { !$0.entry.isNew }) {
            invocation.next("customary diff \(next.entry.source)")
        } else {
            invocation.next("customary questions   then   customary run")
        }
    }

    private func show(
        _ correction: CorrectionOutcome, _ name: String, _ entry: Onboarding.Added, _ invocation: Invocation
    ) {
        invocation.say("\(name): a correction of \(entry.source): \(entry.reason)")
        invocation.say(
            "  \(NumberText.count(correction.corrected, "row", "rows")) corrected · \(NumberText.count(correction.unchanged)) as before"
        )
        if correction.unknown > 0 {
            invocation.say(
                "  \(NumberText.count(correction.unknown, "row names", "rows name")) a row that the delivery doesn't have: not taken"
            )
        }
        if correction.shownDifferently > 0 {
            invocation.say(
                "  \(NumberText.count(correction.shownDifferently, "cell", "cells")) came back as a spreadsheet program shows numbers and dates, without the zeros in front, say: kept as delivered"
            )
        }
        if correction.notTaken > 0 {
            invocation.say(
                "  \(NumberText.count(correction.notTaken, "other row is", "other rows are")) new or changed, too: not taken, since nobody asked for \(correction.notTaken == 1 ? "it" : "them"). The whole file as the next delivery: customary add --as-delivery"
            )
        }
    }
}
