import ArgumentParser
import CRM
import Configuration
import Ledger
import Pipeline

/// `customary keys`: the project's secret keys and their backup.
struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "Checks, backs up and restores the project's keys.",
        discussion: "Example: customary keys backup /media/stick/nordkamp.keys",
        subcommands: [KeysCheckCommand.self, KeysBackupCommand.self, KeysRestoreCommand.self])

    /// Throws unless the keys are those of the target; nothing is checked where nothing was loaded.
    static func check(_ keys: ProjectKeys, _ target: any Target) throws {
        guard target.exists else { return }
        try target.withSession(.reading) { session in
            try keys.check(session)
            return SessionEnd<Void>.rollback(())
        }
    }
}

/// `customary keys check`.
struct KeysCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Checks that the keys can be read and open what each target holds.",
        discussion: "Example: customary keys check")

    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let run = try invocation.run()
        let keys = try ProjectKeys.open(project: run.project.id, create: false)
        for target in run.project.targets {
            try KeysCommand.check(keys, try run.target(target.name).1)
            invocation.say("  \(target.name): the keys are right")
        }
        invocation.say("  \(keys.folder)   public key \(keys.publicKey)")
        invocation.answer(["folder": .string(keys.folder), "public_key": .string(keys.publicKey)])
        invocation.next("customary keys backup FILE")
    }
}

/// `customary keys backup`.
struct KeysBackupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Writes both keys into one file, readable by its owner only.",
        discussion: "Example: customary keys backup /media/stick/nordkamp.keys")

    @Argument(help: "The file; it must not be there yet.") var file: String
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let project = try invocation.project()
        let keys = try ProjectKeys.open(project: project.id, create: false)
        try keys.backUp(project: project.id, to: file)
        invocation.say("\(file): the keys of \(project.name). Keep it apart from backups of the database.")
        invocation.answer(["path": .string(file)])
        invocation.next("customary keys check")
    }
}

/// `customary keys restore`.
struct KeysRestoreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Puts the keys back from a backup; never over other keys.",
        discussion: "Example: customary keys restore /media/stick/nordkamp.keys")

    @Argument(help: "The backup.") var file: String
    @OptionGroup var options: CommonOptions

    func run() throws {
        let invocation = try Invocation(options)
        let project = try invocation.project()
        let keys = try ProjectKeys.restore(project: project.id, from: file)
        invocation.say("The keys are in \(keys.folder).")
        invocation.answer(["folder": .string(keys.folder)])
        invocation.next("customary keys check")
    }
}
