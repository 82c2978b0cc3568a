import Connecting
import Formats
import Glibc
import Records

/// Runs a tap and records what it sends. It is started as it is named, never by a shell; nothing is read from the terminal.
struct SingerTap {
    /// The program and its arguments.
    let arguments: [String]
    /// More than so many bytes of output are refused.
    let outputLimit: Int

    private static let chunk = 64 << 10
    /// So much of what it says on its way is kept for a message about its failure.
    private static let keptLog = 2_000

    /// The arguments of a tap for its configuration: `COMMAND --config FILE [--catalog FILE] [--state FILE]`. Files are looked for
    /// beside the configuration.
    static func arguments(_ options: OptionValues, config: String) -> [String]? {
        let words = SingerTap.words(options["command"] ?? "")
        guard !words.isEmpty else { return nil }
        let folder = config.lastIndex(of: "/").map { String(config[...$0]) } ?? ""
        func place(_ option: String) -> String? {
            guard let path = options[option], !path.isEmpty else { return nil }
            return path.hasPrefix("/") ? path : folder + path
        }
        var arguments = words + ["--config", config]
        if let catalog = place("catalog") { arguments += ["--catalog", catalog] }
        if let state = place("state"), access(state, R_OK) == 0 { arguments += ["--state", state] }
        return arguments
    }

    /// The words of a command; quotation marks hold a word with spaces together. There is nothing else to it.
    static func words(_ command: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in command {
            if character == quote {
                quote = nil
            } else if quote == nil, character == "\"" || character == "'" {
                quote = character
                word = word ?? ""
            } else if quote == nil, character == " " || character == "\t" {
                if let ended = word { words.append(ended) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let ended = word { words.append(ended) }
        return words
    }

    /// Runs the tap to its end and gives what it wrote to `body`, piece by piece.
    func run(named name: String, _ body: (UnsafeRawBufferPointer) throws(FormatFault) -> Void) throws(FormatFault) {
        let (out, outEnd) = try ends()
        let (log, logEnd) = try ends()
        let process = start(outEnd, logEnd)
        close(outEnd)
        close(logEnd)
        defer {
            close(out)
            close(log)
        }
        guard let process else {
            throw .unreadable(reason: "\(arguments.first ?? "") can't be started; check the command")
        }
        var isDone = false
        defer {
            if !isDone {
                // What is wrong with the output has to be told now; the tap may go on for hours.
                kill(process, SIGTERM)
                var status: Int32 = 0
                if waitpid(process, &status, WNOHANG) == 0 {
                    usleep(200_000)
                    kill(process, SIGKILL)
                    waitpid(process, &status, 0)
                }
            }
        }
        var said: [UInt8] = []
        try collect(out, log, &said, body)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        isDone = true
        if status != 0 {
            let code = status & 0x7F == 0 ? "exit code \(status >> 8 & 0xFF)" : "signal \(status & 0x7F)"
            let words = String(decoding: said, as: UTF8.self).split(whereSeparator: \.isNewline).suffix(3)
            throw .unreadable(
                reason: "the tap failed with \(code)" + (words.isEmpty ? "" : ": " + words.joined(separator: " / ")))
        }
    }

    private func ends() throws(FormatFault) -> (Int32, Int32) {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw .unreadable(reason: String(cString: strerror(errno))) }
        // Only what is said so below goes to the tap.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private func start(_ out: Int32, _ log: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, out, 1)
        posix_spawn_file_actions_adddup2(&actions, log, 2)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        return posix_spawnp(&process, words[0] ?? strdup(""), &actions, nil, &words, environ) == 0 ? process : nil
    }

    /// Takes both outputs until both end, so that neither waits for the other.
    private func collect(
        _ out: Int32, _ log: Int32, _ said: inout [UInt8], _ body: (UnsafeRawBufferPointer) throws(FormatFault) -> Void
    ) throws(FormatFault) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: SingerTap.chunk, alignment: 16)
        defer { buffer.deallocate() }
        var waiting = [
            pollfd(fd: out, events: Int16(POLLIN), revents: 0), pollfd(fd: log, events: Int16(POLLIN), revents: 0),
        ]
        var total = 0
        while !waiting.isEmpty {
            guard poll(&waiting, nfds_t(waiting.count), -1) >= 0 else {
                if errno == EINTR { continue }
                throw .unreadable(reason: String(cString: strerror(errno)))
            }
            for entry in waiting where entry.revents != 0 {
                let count = read(entry.fd, buffer.baseAddress, buffer.count)
                if count < 0, errno == EINTR { continue }
                if count <= 0 {
                    waiting.removeAll { $0.fd == entry.fd }
                } else if entry.fd == out {
                    total += count
                    if total > outputLimit {
                        throw .tooLarge(part: "", limit: "bytes of a tap's output", value: outputLimit)
                    }
                    try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                } else {
                    said += buffer[..<count]
                    if said.count > SingerTap.keptLog { said.removeFirst(said.count - SingerTap.keptLog) }
                }
            }
        }
    }
}
