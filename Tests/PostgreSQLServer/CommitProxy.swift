internal import Foundation
internal import Glibc

/// Stands between libpq and a server's socket, and cuts the line once at a COMMIT: before it reaches the server, or
/// before its answer reaches the client.
public final class CommitProxy: @unchecked Sendable {
    /// What happens at the next COMMIT.
    public enum Mode: Sendable {
        /// Nothing.
        case pass
        /// The request is lost.
        case loseRequest
        /// The answer is lost.
        case loseAnswer
        /// The answer is lost, and nobody can connect any more.
        case loseAnswerAndStay
    }

    private let lock = NSLock()
    private var mode = Mode.pass
    private var cuts = 0
    private var isClosed = false
    private let listener: Int32
    private let server: String
    private let port: Int

    /// Puts a proxy beside the socket in a server's folder.
    public init(_ server: PostgreSQLServer) throws {
        self.server = "\(server.folder)/.s.PGSQL.5432"
        port = Int.random(in: 20_000..<60_000)
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let bound = CommitProxy.with("\(server.folder)/.s.PGSQL.\(port)") { bind(listener, $0, $1) }
        guard bound == 0, listen(listener, 16) == 0 else {
            throw PostgreSQLServer.Absence("the proxy can't listen: \(String(cString: strerror(errno)))")
        }
        let accepting = listener
        Thread.detachNewThread { [weak self] in
            while true {
                let client = accept(accepting, nil, nil)
                if client < 0 { return }
                guard let self else {
                    close(client)
                    return
                }
                self.serve(client)
            }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// The connection string of a database by way of the proxy.
    public func address(_ direct: String) -> String { "\(direct) port=\(port)" }

    /// Says what happens at the next COMMIT.
    public func arm(_ mode: Mode) { lock.withLock { self.mode = mode } }

    /// How often the line was cut.
    public var cutCount: Int { lock.withLock { cuts } }

    /// Lets everybody connect again.
    public func open() { lock.withLock { isClosed = false } }

    private static func with(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8.prefix(107)) + [0]) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    /// Whether the line is to be cut here.
    private func cuts(_ bytes: ArraySlice<UInt8>, fromClient: Bool) -> Bool {
        // A simple query of this text, or the answer to one: its type, its length, its text.
        let text = Array("COMMIT".utf8) + [0]
        let message = [fromClient ? UInt8(ascii: "Q") : UInt8(ascii: "C"), 0, 0, 0, UInt8(4 + text.count)] + text
        guard bytes.count >= message.count, Data(bytes).range(of: Data(message)) != nil else { return false }
        return lock.withLock {
            switch (mode, fromClient) {
            case (.loseRequest, true), (.loseAnswer, false): break
            case (.loseAnswerAndStay, false): isClosed = true
            default: return false
            }
            mode = .pass
            cuts += 1
            return true
        }
    }

    private func serve(_ client: Int32) {
        let upstream = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        let connected = CommitProxy.with(server) { connect(upstream, $0, $1) }
        guard connected == 0, !lock.withLock({ isClosed }) else {
            close(client)
            close(upstream)
            return
        }
        Thread.detachNewThread { [self] in
            var chunk = [UInt8](repeating: 0, count: 65_536)
            var watched = [
                pollfd(fd: client, events: Int16(POLLIN), revents: 0),
                pollfd(fd: upstream, events: Int16(POLLIN), revents: 0),
            ]
            line: while poll(&watched, 2, -1) > 0 {
                for (index, other) in [(0, upstream), (1, client)] where watched[index].revents != 0 {
                    let count = read(watched[index].fd, &chunk, chunk.count)
                    if count <= 0 || cuts(chunk[..<count], fromClient: index == 0) { break line }
                    var sent = 0
                    while sent < count {
                        let part = chunk[sent..<count].withUnsafeBytes {
                            send(other, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                        }
                        if part <= 0 { break line }
                        sent += part
                    }
                }
            }
            close(client)
            close(upstream)
        }
    }
}
