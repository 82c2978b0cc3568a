internal import CPQ
internal import Glibc

/// Where a PostgreSQL database is and how to get in, as its users write it: a URL, `key=value` words, or `service=NAME`.
///
/// libpq itself reads it, so that service files, password files and the `PG…` environment work as everywhere. What it
/// holds is never shown: it describes itself as the place alone.
public struct ConnectionSettings: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String
    /// `postgresql://HOST:PORT/DATABASE`, without user and password.
    public let place: String
    /// The user's name.
    public let user: String
    /// The host or hosts, or the folder of the server's socket.
    public let host: String
    /// Whether the server is on this machine.
    public let isLocal: Bool
    /// How the connection is secured.
    public let sslMode: String
    private let given: Set<String>

    /// Whether a text is meant as a connection to PostgreSQL at all.
    public static func accepts(_ text: String) -> Bool {
        if text.hasPrefix("postgresql://") || text.hasPrefix("postgres://") { return true }
        // Key words of libpq before the first `=`.
        guard let sign = text.firstIndex(of: "=") else { return false }
        let words = ["service", "host", "hostaddr", "dbname", "user", "port", "sslmode", "password", "passfile"]
        return words.contains(String(text[..<sign].filter { $0 != " " }))
    }

    /// Reads a connection string; nothing is connected yet.
    public init(_ text: String) throws(PostgreSQLFault) {
        self.text = text
        var message: UnsafeMutablePointer<CChar>?
        guard let parsed = PQconninfoParse(text, &message) else {
            let detail = message.map { String(cString: $0) } ?? "out of memory"
            PQfreemem(message)
            throw .badSettings(detail: ConnectionSettings.masked(detail))
        }
        var given = Set(ConnectionSettings.options(parsed).filter { !$0.value.isEmpty }.keys)
        PQconninfoFree(parsed)
        if getenv("PGSSLMODE") != nil { given.insert("sslmode") }

        // An impossible value makes libpq stop after it has looked up services, environment and defaults, and before it
        // connects anywhere.
        let probe = ConnectionSettings.start(["dbname": text], ["channel_binding": "?"])
        defer { PQfinish(probe) }
        guard let probe, let found = PQconninfo(probe) else { throw .badSettings(detail: "out of memory") }
        defer { PQconninfoFree(found) }
        let options = ConnectionSettings.options(found)
        let error = String(cString: PQerrorMessage(probe))
        guard error.contains("channel_binding") else {
            throw .badSettings(detail: ConnectionSettings.masked(error))
        }
        for (key, value) in options where !value.isEmpty && value != ConnectionSettings.compiled[key] {
            given.insert(key)
        }
        self.given = given
        let address = options["hostaddr"] ?? ""
        var host = options["host"] ?? ""
        if host.isEmpty { host = address.isEmpty ? ConnectionSettings.socketFolder(probe) : address }
        self.host = host
        user = options["user"] ?? ""
        let mode = options["sslmode"] ?? "prefer"
        isLocal = ConnectionSettings.isLocal(address.isEmpty ? host : address)
        sslMode = given.contains("sslmode") || isLocal ? mode : "verify-full"
        let port = options["port"].flatMap { $0.isEmpty ? nil : $0 } ?? "5432"
        // libpq looks at ports only when it connects.
        guard port.split(separator: ",", omittingEmptySubsequences: false).allSatisfy({ UInt16($0) != nil }) else {
            throw .badSettings(detail: "the port is no number")
        }
        let database = options["dbname"].flatMap { $0.isEmpty ? nil : $0 } ?? user
        place =
            "postgresql://\(ConnectionSettings.escaped(host, sparing: ",:[]")):"
            + "\(ConnectionSettings.escaped(port, sparing: ","))/\(ConnectionSettings.escaped(database))"
    }

    /// The place.
    public var description: String { place }
    /// The place.
    public var debugDescription: String { place }
    /// The place alone.
    public var customMirror: Mirror { Mirror(self, children: ["place": place]) }

    /// Whether everything in a list of hosts is this machine: a socket, `localhost`, 127.0.0.0/8 or ::1.
    static func isLocal(_ hosts: String) -> Bool {
        hosts.split(separator: ",", omittingEmptySubsequences: false).allSatisfy { host in
            host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1"
                || (host.hasPrefix("127.") && host.allSatisfy { $0 == "." || $0.isNumber })
        }
    }

    /// Connects, and waits for the answer no longer than `connect_timeout`.
    func connect() -> OpaquePointer? {
        var extra = ["client_encoding": "UTF8", "fallback_application_name": "customary", "sslmode": sslMode]
        // A dead line is noticed within about a minute, whatever it was waited for.
        let patience = [
            ("connect_timeout", "10"), ("keepalives_idle", "30"), ("keepalives_interval", "10"),
            ("keepalives_count", "3"), ("tcp_user_timeout", "60000"),
        ]
        for (key, value) in patience where !given.contains(key) { extra[key] = value }
        return ConnectionSettings.start(["dbname": text], extra, blocking: true)
    }

    // MARK: libpq's options

    /// libpq's own defaults, to tell what was given from what wasn't; the environment is looked at apart.
    private static let compiled = ["sslmode": "prefer", "connect_timeout": "", "tcp_user_timeout": ""]

    private static func options(_ list: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
        var options: [String: String] = [:]
        var next = list
        while let keyword = next.pointee.keyword {
            if let value = next.pointee.val { options[String(cString: keyword)] = String(cString: value) }
            next += 1
        }
        return options
    }

    private static func start(
        _ first: [String: String], _ then: [String: String], blocking: Bool = false
    ) -> OpaquePointer? {
        let pairs = first.sorted { $0.key < $1.key } + then.sorted { $0.key < $1.key }
        var words: [UnsafeMutablePointer<CChar>?] = []
        var values: [UnsafeMutablePointer<CChar>?] = []
        for (key, value) in pairs {
            words.append(strdup(key))
            values.append(strdup(value))
        }
        defer {
            for word in words { free(word) }
            for value in values {
                if let value { explicit_bzero(value, strlen(value)) }
                free(value)
            }
        }
        let keywords = words.map { UnsafePointer($0) } + [nil]
        let texts = values.map { UnsafePointer($0) } + [nil]
        return blocking ? PQconnectdbParams(keywords, texts, 1) : PQconnectStartParams(keywords, texts, 1)
    }

    private static func socketFolder(_ probe: OpaquePointer) -> String {
        PQhost(probe).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "localhost"
    }

    /// Percent-encodes all but letters, digits, `-._` and what is spared.
    private static func escaped(_ text: String, sparing: String = "") -> String {
        var result = ""
        for byte in text.utf8 {
            let scalar = Character(Unicode.Scalar(byte))
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: result.append(scalar)
            default:
                if byte < 0x80, sparing.contains(scalar) {
                    result.append(scalar)
                } else {
                    let digits = String(byte, radix: 16, uppercase: true)
                    result += "%" + (digits.count == 1 ? "0" : "") + digits
                }
            }
        }
        return result
    }

    /// A message of libpq's parser without anything that it quotes: that may be a piece of a password.
    static func masked(_ message: String) -> String {
        var result = ""
        var isQuoted = false
        let isSafe = message.hasPrefix("definition of service") || message.hasPrefix("service file")
        for character in message where character != "\n" {
            if character == "\"" {
                isQuoted.toggle()
                result += isSafe ? "\"" : isQuoted ? "\"…" : "\""
            } else if !isQuoted || isSafe {
                result.append(character)
            }
        }
        return result
    }
}
