internal import Glibc

/// Keeps the wish to end from being granted at the one moment at which the exit code would tell a lie.
///
/// An interrupted command says that the CRM is as it was. Once a batch is being committed that isn't sure any more: from
/// there on an interruption comes too late, and the command ends by itself a moment later and says what it did.
public enum Interruption {
    /// True in a program that does one thing and ends: what came too late then stays too late until it has ended.
    nonisolated(unsafe) public static var isTooLateUntilTheEnd = false

    /// What was to happen before; only touched by the one thread that writes to a target.
    nonisolated(unsafe) private static var before: [(signal: Int32, action: sigaction)] = []

    /// From here on nobody interrupts.
    static func isTooLate() {
        guard before.isEmpty else { return }
        var ignoring = sigaction()
        ignoring.__sigaction_handler.sa_handler = SIG_IGN
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            var old = sigaction()
            if sigaction(signal, &ignoring, &old) == 0 { before.append((signal, old)) }
        }
    }

    /// Lets interruptions through again: nothing was committed, or all that belongs to it is done.
    static func isPossibleAgain(afterCommit: Bool) {
        if afterCommit, isTooLateUntilTheEnd { return }
        for (signal, action) in before {
            var action = action
            sigaction(signal, &action, nil)
        }
        before = []
    }
}
