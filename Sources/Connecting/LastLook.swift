internal import Records
internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// Keeps what a look through the last file found, until another file is looked through.
///
/// Looking through a file of several streams takes as long as reading it, and its streams are read one after the other. What
/// is kept says nothing that the file doesn't say: a file that has another size, time of change or content under the same
/// name is looked through anew.
public final class LastLook<Found: Sendable>: Sendable {
    /// What a file was when it was looked through, and how.
    private struct Identity: Hashable {
        let path: String
        let device: UInt64
        let inode: UInt64
        let size: Int64
        let seconds: Int
        let nanoseconds: Int
        let settings: String

        init?(_ delivery: DeliveryFile, _ settings: String) {
            var status = stat()
            guard stat(delivery.path, &status) == 0 else { return nil }
            path = delivery.path
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
            size = Int64(status.st_size)
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
            self.settings = settings
        }
    }

    private struct Kept: Sendable {
        var identity: Identity?
        var found: Found?
    }

    private let kept = Mutex(Kept())

    /// Begins with nothing.
    public init() {}

    /// Gives `body` what `look` finds in a file, or what it found the last time under the same settings.
    ///
    /// One caller at a time has it: it is taken out of its place while it is used, and put back unless `body` throws.
    public func with<Result>(
        _ delivery: DeliveryFile, settings: String, _ look: () throws -> Found, _ body: (Found) throws -> Result
    ) throws -> Result {
        let identity = Identity(delivery, settings)
        let known = kept.withLock { kept -> Found? in
            let known = identity != nil && kept.identity == identity ? kept.found : nil
            kept = Kept()
            return known
        }
        let found = try known ?? look()
        let result = try body(found)
        kept.withLock { $0 = Kept(identity: identity, found: found) }
        return result
    }
}
