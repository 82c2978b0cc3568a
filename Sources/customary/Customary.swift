import ArgumentParser
import Foundation
import Ledger

/// The command `customary`.
@main
struct Customary: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "customary",
        abstract:
            "One clean customer master out of whatever a company really has: loaded into its CRM, and taken back again.",
        version: "customary 0.1.0",
        subcommands: [
            InitCommand.self, AddCommand.self, DiffCommand.self, QuestionsCommand.self, ConnectorsCommand.self,
            ProfileCommand.self, MapCommand.self, StageCommand.self, MatchCommand.self, ExplainCommand.self,
            PlanCommand.self,
            LoadCommand.self, VerifyCommand.self, RollbackCommand.self, RunCommand.self, StatusCommand.self,
            HistoryCommand.self, ExportCommand.self, CompareCommand.self, ManifestCommand.self, PersonCommand.self,
            KeysCommand.self, CloseCommand.self, DoctorCommand.self, SchemaCommand.self,
        ])

    /// Runs the command that was typed; the exit codes are those of the table in `docs/reference.md`.
    static func main() {
        // A pipe that closes and a file-size limit are errors to report, not signals to die of.
        signal(SIGPIPE, SIG_IGN)
        signal(SIGXFSZ, SIG_IGN)
        umask(0o077)
        Interruption.isTooLateUntilTheEnd = true
        do {
            var command = try parseAsRoot(movingFolder(Array(CommandLine.arguments.dropFirst())))
            try command.run()
        } catch {
            Foundation.exit(FaultReport.report(error))
        }
    }

    /// `customary -C DIR COMMAND …` means `customary COMMAND -C DIR …`; a command of several words stays together.
    private static func movingFolder(_ arguments: [String]) -> [String] {
        guard arguments.count >= 3, arguments[0] == "-C" else { return arguments }
        let command = configuration.subcommands.first { $0.configuration.commandName == arguments[2] }
        let hasParts = command?.configuration.subcommands.isEmpty == false && arguments.count > 3
        let words = arguments[2..<(hasParts ? 4 : 3)]
        return words + ["-C", arguments[1]] + arguments[words.endIndex...]
    }
}
