import Configuration
import Pipeline
import Report

/// What commands say of files in a client's folders and archives that nothing reads.
enum LeftOutFiles {
    /// At most so many are printed; the JSON has all.
    private static let maximumShown = 10

    /// Prints them, each with why.
    static func show(_ files: [ClientFiles.LeftOut], _ invocation: Invocation) {
        guard !files.isEmpty else { return }
        invocation.say("  Not taken: \(NumberText.count(files.count, "file holds", "files hold")) no table")
        for file in files.prefix(maximumShown) { invocation.say("    \(file.reason)") }
        if files.count > maximumShown { invocation.say("    and \(files.count - maximumShown) more") }
    }

    /// Them in a command's answer.
    static func document(_ files: [ClientFiles.LeftOut]) -> JSONValue {
        .array(files.map { ["file": .string($0.file), "reason": .string($0.reason)] })
    }
}
