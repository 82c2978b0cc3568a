import ArgumentParser
import Configuration
import Pipeline
import Report

/// `customary add`: a further delivery.
struct AddCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Takes further files: the next delivery of the source each resembles, or a new source.",
        discussion: "Example: customary add ~/Downloads/Kundenliste_final2.xlsx")

    @Argument(help: "The files.") var files: [String]
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        var project = try invocation.project()
        let onboarding = Onboarding(connectors: invocation.connectors, library: invocation.library)
        var added: [(file: String, entry: Onboarding.Added)] = []
        for file in files { added += try onboarding.add(file, to: &project).map { (file, $0) } }
        for (file, entry) in added {
            let name = file.split(separator: "/").last ?? ""
            invocation.say(
                entry.isNew
                    ? "\(name): a new source, \(entry.source): \(entry.reason)"
                    : "\(name): the next delivery of \(entry.source): \(entry.reason)")
        }
        invocation.answer([
            "added": .array(
                added.map { file, entry in
                    [
                        "file": .string(file), "source": .string(entry.source), "new_source": .boolean(entry.isNew),
                        "reason": .string(entry.reason),
                    ]
                })
        ])
        if let next = added.first(where: { !$0.entry.isNew }) {
            invocation.next("customary diff \(next.entry.source)")
        } else {
            invocation.next("customary questions   then   customary run")
        }
    }
}
