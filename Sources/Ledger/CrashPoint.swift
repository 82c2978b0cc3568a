internal import Glibc

/// Named places at which a test can have the process killed, to prove that nothing is left half done, and by which a
/// benchmark tells where the time goes.
///
/// `CUSTOMARY_CRASH_AT=name`, `name:n` or `name:n:signal` raises a signal, by number, when the place is passed the n-th
/// time; without one it is SIGKILL. Another one can interrupt the process, stop it there, or tell a library loaded before
/// it that the disk is to fail from now on.
public enum CrashPoint {
    /// Every name, so that a test can try each.
    public static let names = [
        "load.prepared", "load.planned", "load.manifest.begun", "load.rows.written", "load.images.sealed",
        "load.changes.noted", "load.changes.written", "load.crosswalk.written", "load.constraints.checked",
        "load.manifest.synced", "load.batch.written", "load.committed", "load.manifest.renamed", "rollback.begun",
        "rollback.restored", "rollback.deleted", "rollback.settled", "rollback.manifest.synced",
        "rollback.batch.written", "rollback.committed", "rollback.manifest.renamed", "recovery.begun",
        "recovery.checked", "recovery.published", "recovery.removed",
    ]

    private struct Armed {
        var name: String
        var countdown: Int
        var signal: Int32
    }

    /// Read once; the countdown is only ever touched by the one thread that writes to a target.
    nonisolated(unsafe) private static var armed: Armed? = {
        guard let value = getenv("CUSTOMARY_CRASH_AT") else { return nil }
        let parts = String(cString: value).split(separator: ":")
        guard let name = parts.first else { return nil }
        return Armed(
            name: String(name), countdown: parts.count > 1 ? Int(parts[1]) ?? 1 : 1,
            signal: parts.count > 2 ? Int32(parts[2]) ?? SIGKILL : SIGKILL)
    }()

    /// Set before the first load or rollback, and only ever called by the one thread that writes to a target.
    nonisolated(unsafe) private static var observer: ((StaticString) -> Void)?

    /// Has every place that is passed from now on told to `observer`; for benchmarks.
    public static func observe(_ observer: @escaping (StaticString) -> Void) { self.observer = observer }

    /// Passes the place, or dies there.
    public static func pass(_ name: StaticString) {
        if let observer { observer(name) }
        guard let signal = armed?.signal, armed?.name == name.description else { return }
        armed?.countdown -= 1
        if armed?.countdown == 0 { raise(signal) }
    }
}
