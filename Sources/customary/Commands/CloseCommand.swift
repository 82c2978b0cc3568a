import ArgumentParser
import Configuration
import Foundation
import Pipeline
import Report

/// `customary close`: ends an engagement.
struct CloseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "close",
        abstract: "Ends an engagement: wipes staging and copies, keeps proofs, writes a record of deletion.",
        discussion: "Example: customary close")

    @Flag(help: "Doesn't ask.") var yes = false
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let preview = try run.close(preview: true, by: invocation.user)
        func show(_ record: ClosingRecord, _ verb: String) {
            invocation.say(
                "  \(verb)   \(NumberText.count(record.removed.count, "file", "files")), \(NumberText.bytes(record.bytes))"
            )
            for file in record.removed { invocation.say("            \(file.path)  \(NumberText.bytes(file.bytes))") }
            invocation.say("  keep      \(NumberText.count(record.kept.count, "proof", "proofs"))")
            for path in record.left { invocation.say("  yours     \(path)") }
        }
        if !yes { show(preview, "remove") }
        guard invocation.confirms("Close \(run.project.name)?", yes: yes) else {
            throw PipelineFault.held("not closed: nobody said yes. Add --yes where nobody can be asked")
        }
        let record = try run.close(preview: false, by: invocation.user)
        show(record, "removed")
        invocation.say("Record of deletion: \(record.path)")
        invocation.answer([
            "files": .integer(record.removed.count), "bytes": .integer(record.bytes), "record": .string(record.path),
            "removed": .array(
                record.removed.map {
                    ["path": .string($0.path), "bytes": .integer($0.bytes), "sha256": .string($0.hash)]
                }), "kept": .strings(record.kept.map(\.path)), "left": .strings(record.left),
        ])
        invocation.next("give back or delete what is listed as yours; customary manifest verify checks the proofs")
    }
}
