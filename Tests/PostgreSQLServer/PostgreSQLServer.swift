internal import Foundation

/// A PostgreSQL server of the tests' own: its files in a temporary folder, reached through a socket there alone.
///
/// It ends with the process that started it, whatever ends that: a small shell script keeps the server and waits for
/// the end of its input.
public final class PostgreSQLServer: @unchecked Sendable {
    /// The folder of its socket.
    public let folder: String
    private let keeper: Process
    private let input = Pipe()
    private let lock = NSLock()
    private var databases = 0

    /// Why there is none.
    public struct Absence: Error, CustomStringConvertible, Sendable {
        /// The reason.
        public let description: String

        init(_ description: String) { self.description = description }
    }

    /// The one server of this process, started when it is first needed.
    public static let shared: Result<PostgreSQLServer, any Error> = Result { try PostgreSQLServer() }

    /// The folder of the server's programs; nil when they aren't installed.
    public static let programs: String? = {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let known = versions.compactMap(Int.init).sorted().reversed().map { "\(root)/\($0)/bin" }
        return (known + ["/usr/local/pgsql/bin", "/usr/local/bin", "/usr/bin"]).first {
            FileManager.default.isExecutableFile(atPath: "\($0)/initdb")
        }
    }()

    /// True where tests can have a server.
    public static var isThere: Bool { programs != nil }

    /// Whether its absence is a failure: where the environment says `CI=true`.
    public static var isRequired: Bool { ProcessInfo.processInfo.environment["CI"] == "true" }

    /// Keeps the server: makes the cluster, starts it, obeys lines of its input, and stops it when the input ends.
    private static let script = """
        bin=$1; dir=$2
        export LC_ALL=C.UTF-8
        trap '' INT HUP TERM
        "$bin/initdb" -D "$dir/data" -U customary -A trust -E UTF8 --no-sync --locale=C.UTF-8 >"$dir/initdb.log" 2>&1 \
            || { cat "$dir/initdb.log"; rm -rf "$dir"; exit 1; }
        start() {
            "$bin/pg_ctl" -D "$dir/data" -l "$dir/server.log" -w -t 60 -o "-k $dir -c listen_addresses='' -c fsync=off \
        -c full_page_writes=off -c max_connections=100 -c log_min_messages=panic -c max_wal_size=4GB $*" start \
            >/dev/null 2>&1 && echo ready || echo failed
        }
        start
        while read -r word rest; do
            case $word in
            start) start $rest ;;
            stop) "$bin/pg_ctl" -D "$dir/data" -m "$rest" -w -t 60 stop >/dev/null 2>&1 && echo stopped || echo failed ;;
            esac
        done
        "$bin/pg_ctl" -D "$dir/data" -m immediate -w -t 60 stop >/dev/null 2>&1
        rm -rf "$dir"
        """

    /// Starts a server.
    public init() throws {
        guard let programs = PostgreSQLServer.programs else {
            throw Absence("PostgreSQL's programs aren't installed: apt-get install postgresql")
        }
        let memory = FileManager.default.isWritableFile(atPath: "/dev/shm")
        let parent = memory ? "/dev/shm" : "/tmp"
        folder = "\(parent)/customary-pg-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        keeper = Process()
        keeper.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        var words = ["sh", "-c", PostgreSQLServer.script, "keeper", programs, folder]
        if geteuid() == 0 {
            // The server refuses to run as root.
            let user = getpwnam("postgres") != nil ? "postgres" : "nobody"
            guard let entry = getpwnam(user) else { throw Absence("there is no user \(user)") }
            guard chown(folder, entry.pointee.pw_uid, entry.pointee.pw_gid) == 0 else {
                throw Absence("\(folder): chown failed")
            }
            words = ["setpriv", "--reuid=\(user)", "--regid=\(entry.pointee.pw_gid)", "--clear-groups"] + words
        }
        keeper.arguments = words
        keeper.currentDirectoryURL = URL(fileURLWithPath: "/")
        keeper.standardInput = input
        output = Pipe()
        keeper.standardOutput = output
        keeper.standardError = FileHandle.nullDevice
        try keeper.run()
        let answer = line()
        guard answer == "ready" else { throw Absence("PostgreSQL didn't start: \(answer)") }
    }

    deinit {
        try? input.fileHandleForWriting.close()
        keeper.waitUntilExit()
    }

    private let output: Pipe

    private func line() -> String {
        var bytes: [UInt8] = []
        while let byte = try? output.fileHandleForReading.read(upToCount: 1), let first = byte.first, first != 0x0A {
            bytes.append(first)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func tell(_ words: String) -> String {
        lock.withLock {
            try? input.fileHandleForWriting.write(contentsOf: Data("\(words)\n".utf8))
            return line()
        }
    }

    /// Stops the server: `fast`, or `immediate`, which is as if the machine had died.
    public func stop(_ mode: String) throws {
        let answer = tell("stop \(mode)")
        if answer != "stopped" { throw Absence("the server didn't stop: \(answer)") }
    }

    /// Starts the server again.
    public func start() throws {
        let answer = tell("start")
        if answer != "ready" { throw Absence("the server didn't start: \(answer)") }
    }

    /// The connection string of a database of this server.
    public func address(_ database: String = "postgres", user: String = "customary") -> String {
        "host=\(folder) user=\(user) dbname=\(database)"
    }

    /// The name of the database in one of this server's connection strings.
    public static func database(_ address: String) -> String {
        address.split(separator: " ").first { $0.hasPrefix("dbname=") }.map { String($0.dropFirst(7)) } ?? ""
    }

    /// Makes an empty database and gives its connection string.
    public func makeDatabase() throws -> String {
        let name = lock.withLock {
            databases += 1
            return "crm\(databases)"
        }
        try psql("CREATE DATABASE \(name) TEMPLATE template0 STRATEGY wal_log")
        return address(name)
    }

    /// Runs SQL as the server's owner; gives what it answers, columns parted by `|`.
    @discardableResult
    public func psql(_ sql: String, in address: String? = nil) throws -> String {
        let text = try run(
            "psql", ["-XqAt", "-v", "ON_ERROR_STOP=1", "-d", address ?? self.address(), "-f", "-"], input: sql)
        return text.last == "\n" ? String(text.dropLast()) : text
    }

    /// What `pg_dump` writes of a schema, line by line in order of bytes: a row that was changed and put back has another
    /// place in its table. How far sequences have come is left out: they are never given back.
    public func dump(schema: String = "public", of address: String) throws -> [String] {
        try run("pg_dump", ["--schema=\(schema)", "-d", address], input: "").split(separator: "\n").map(String.init)
            .filter {
                !$0.hasPrefix("SELECT pg_catalog.setval") && !$0.hasPrefix("\\restrict")
                    && !$0.hasPrefix("\\unrestrict")
            }
            .sorted()
    }

    private func run(_ program: String, _ arguments: [String], input text: String) throws -> String {
        guard let programs = PostgreSQLServer.programs else { throw Absence("no \(program)") }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "\(programs)/\(program)")
        process.arguments = arguments
        let (input, output, errors) = (Pipe(), Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
        try input.fileHandleForWriting.close()
        let said = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let wrong = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Absence(wrong) }
        return said
    }
}
