import Glibc

/// A folder from which files are read by names that a configuration file gives, and that nothing leads out of.
public struct ConfinedFolder: Sendable {
    /// The folder's path.
    public let path: String

    /// Names a folder; it is opened with each reading.
    public init(_ path: String) { self.path = path }

    /// A file's bytes, by its path below the folder, at most `limit` of them.
    ///
    /// Refused with `outside`: absolute paths, `.`, `..` and empty steps, and symbolic links at any step below the
    /// folder. Each step is opened from the one before, so that nothing can be swapped in between.
    public func read(_ relative: String, limit: Int) throws(ConfigurationFault) -> [UInt8] {
        let steps = relative.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard !relative.isEmpty, !relative.utf8.contains(0), !relative.contains("\\"),
            steps.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." })
        else { throw .outside(path: relative, folder: path) }
        var current = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard current >= 0 else { throw .unreadable(path: path, reason: FileText.reason(errno)) }
        defer { close(current) }
        for (index, step) in steps.enumerated() {
            let isLast = index == steps.count - 1
            let flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | (isLast ? 0 : O_DIRECTORY)
            let next = openat(current, step, flags)
            let code = errno
            guard next >= 0 else {
                if code == ELOOP || (code == ENOTDIR && isLink(step, in: current)) {
                    throw .outside(path: relative, folder: path)
                }
                throw .unreadable(path: path + "/" + relative, reason: FileText.reason(code))
            }
            close(current)
            current = next
        }
        return try FileText.read(descriptor: current, path: path + "/" + relative, limit: limit)
    }

    private func isLink(_ step: String, in folder: Int32) -> Bool {
        var state = stat()
        return fstatat(folder, step, &state, AT_SYMLINK_NOFOLLOW) == 0 && state.st_mode & S_IFMT == S_IFLNK
    }
}
