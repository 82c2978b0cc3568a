import Glibc

/// Writing a file so that it is there whole or not at all.
public enum AtomicFile {
    /// Replaces or makes a file: written beside it, synced, renamed, its folder synced. After an error or a crash the
    /// old content stands unchanged. A symbolic link is followed, and its target replaced. `mode` holds whatever the
    /// umask is.
    public static func write(_ path: String, _ bytes: [UInt8], mode: UInt32 = 0o600) throws(ConfigurationFault) {
        let target = resolved(path)
        let folder = folder(of: target)
        let (file, temporary) = try open(besides: target, folder: folder)
        var isRenamed = false
        defer { if !isRenamed { unlink(temporary) } }
        do throws(ConfigurationFault) {
            try fill(file, bytes, path: path)
            guard fchmod(file, mode_t(mode)) == 0 else { throw fault(path, errno) }
            guard fsync(file) == 0 else { throw fault(path, errno) }
        } catch {
            close(file)
            throw error
        }
        guard close(file) == 0 else { throw fault(path, errno) }
        guard rename(temporary, target) == 0 else { throw fault(path, errno) }
        isRenamed = true
        try sync(folder: folder, path: path)
    }

    /// Replaces or makes a text file.
    public static func write(_ path: String, _ text: String, mode: UInt32 = 0o600) throws(ConfigurationFault) {
        try write(path, Array(text.utf8), mode: mode)
    }

    /// Makes a folder with those above it, for its owner only; nothing when it is there. What is made stays after a
    /// power loss.
    public static func makeFolder(_ path: String, mode: UInt32 = 0o700) throws(ConfigurationFault) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += (made.isEmpty || made.hasSuffix("/") ? "" : "/") + part
            if mkdir(made, mode_t(mode)) == 0 {
                try sync(folder: folder(of: made), path: made)
            } else {
                let code = errno
                var state = stat()
                guard code == EEXIST || code == EISDIR, stat(made, &state) == 0, state.st_mode & S_IFMT == S_IFDIR
                else {
                    throw fault(path, code == EEXIST ? ENOTDIR : code)
                }
            }
        }
    }

    /// The fault for an error of the system.
    static func fault(_ path: String, _ code: Int32) -> ConfigurationFault {
        switch code {
        case ENOSPC, EDQUOT, EFBIG: .noSpace(path: path)
        case EROFS: .readOnly(path: path)
        case EACCES, EPERM: .notPermitted(path: path)
        default: .unwritable(path: path, reason: FileText.reason(code))
        }
    }

    /// Where a symbolic link leads; the path itself when it is none or nothing is there.
    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static let prefix = ".customary-"
    private static let suffix = ".tmp"

    /// Whether a name in a folder is that of a file which was being written when its process ended. Whoever removes one must
    /// know that nobody is writing there.
    public static func isUnfinished(_ name: String) -> Bool { name.hasPrefix(prefix) && name.hasSuffix(suffix) }

    /// Opens a new file in the same folder under a name that nobody has.
    private static func open(besides target: String, folder: String) throws(ConfigurationFault) -> (Int32, String) {
        for _ in 0..<100 {
            let name = "\(folder)/\(prefix)\(getpid())-\(UInt32.random(in: 0...UInt32.max))\(suffix)"
            let file = Glibc.open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
            if file >= 0 { return (file, name) }
            if errno != EEXIST && errno != EINTR { throw fault(target, errno) }
        }
        throw .unwritable(path: target, reason: "no free name for a temporary file")
    }

    private static func fill(_ file: Int32, _ bytes: [UInt8], path: String) throws(ConfigurationFault) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(file, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw fault(path, count == 0 ? ENOSPC : errno) }
            written += count
        }
    }

    /// Makes the new name durable. File systems that can't sync a folder say EINVAL; that is no failure.
    private static func sync(folder: String, path: String) throws(ConfigurationFault) {
        let descriptor = Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault(path, errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else { throw fault(path, errno) }
    }
}
