import ArgumentParser

/// The command `customary`.
@main
struct Customary: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "customary",
        abstract: "One clean customer master out of whatever a company really has; loaded into its CRM, and taken back again.")
}
