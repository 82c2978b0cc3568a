internal import Connecting

#if canImport(Glibc)
internal import Glibc
#else
internal import Musl
#endif

/// A program that reads a format in a process of its own, with little memory, little time and nowhere to write.
///
/// What is built to break such a program breaks that process and nothing else. No shell is involved; the environment is empty.
struct ChildProgram {
    private static let folders = ["/usr/bin", "/usr/local/bin", "/bin"]
    /// Bytes of memory and seconds of work that it may take.
    private static let limits = ["--as=1073741824", "--cpu=900", "--fsize=0", "--core=0", "--nofile=32"]

    /// Where a program is; nil when it isn't installed.
    static func path(_ name: String) -> String? {
        folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    /// Runs a program and gives on what it writes, piece by piece, until `body` wants no more; its exit status, nil when it was
    /// stopped or ended by a signal.
    static func run(
        _ program: String, _ arguments: [String], environment: [String] = [],
        _ body: (UnsafeBufferPointer<UInt8>) throws -> Bool
    ) throws -> Int32? {
        guard let limiter = path("prlimit"), let program = path(program) else {
            throw SourceFault.unreadable(
                file: program, reason: "the program isn't installed: apt-get install mdbtools util-linux")
        }
        var ends: [Int32] = [-1, -1]
        // Unlike pipe(2), closed in every other program from the beginning.
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw SourceFault.unreadable(file: program, reason: String(cString: strerror(errno)))
        }
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        let words = [limiter] + limits + [program] + arguments
        let variables = ["LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin"] + environment
        var child: pid_t = 0
        let code = withCStrings(words) { argv in
            withCStrings(variables) { posix_spawn(&child, limiter, &actions, nil, argv, $0) }
        }
        close(ends[1])
        guard code == 0 else {
            throw SourceFault.unreadable(file: program, reason: String(cString: strerror(code)))
        }
        var status: Int32 = 0
        do {
            var isStopped = false
            let buffer = UnsafeMutablePointer<UInt8>.allocate(capacity: 64 << 10)
            defer { buffer.deallocate() }
            while true {
                let count = Glibc.read(ends[0], buffer, 64 << 10)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { break }
                if try !body(UnsafeBufferPointer(start: buffer, count: count)) {
                    isStopped = true
                    break
                }
            }
            if isStopped { kill(child, SIGKILL) }
            wait(for: child, &status)
            return isStopped || status & 0x7F != 0 ? nil : status >> 8 & 0xFF
        } catch {
            kill(child, SIGKILL)
            wait(for: child, &status)
            throw error
        }
    }

    private static func wait(for child: pid_t, _ status: inout Int32) {
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
    }

    private static func withCStrings<Result>(
        _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
    ) -> Result {
        var pointers: [UnsafeMutablePointer<CChar>?] = texts.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return pointers.withUnsafeMutableBufferPointer { buffer in
            guard let base = buffer.baseAddress else { preconditionFailure("a list that ends with nil isn't empty") }
            return body(UnsafePointer(base))
        }
    }
}
