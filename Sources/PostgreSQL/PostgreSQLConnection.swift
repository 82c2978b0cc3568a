internal import CPQ
internal import Glibc

/// How a COMMIT ended.
public enum CommitOutcome: Sendable {
    /// The server said that everything holds.
    case done
    /// The server said that nothing holds.
    case failed(PostgreSQLFault)
    /// No answer came: either may be true.
    case unknown
}

/// A connection to a PostgreSQL server; it belongs to one thread and ends with its last reference.
///
/// At most one statement is on its way. A COPY's end and the next block of a cursor are asked for without waiting; their
/// answer is taken before whatever comes next, which is where a fault of theirs shows.
public final class PostgreSQLConnection {
    let handle: OpaquePointer
    /// Where it leads to, without a secret.
    public let place: String
    /// Who it is signed in as.
    public let user: String
    private var flight: Flight?
    private var uses: [String: Int] = [:]
    private var names: [String: String] = [:]
    private var cursors = 0

    /// An answer that wasn't taken yet.
    final class Flight {
        var result: PostgreSQLResult?
        var isTaken = false
    }

    /// Connects.
    public init(_ settings: ConnectionSettings) throws(PostgreSQLFault) {
        place = settings.place
        user = settings.user
        guard let handle = settings.connect() else {
            throw .unreachable(place: settings.place, detail: "out of memory")
        }
        guard PQstatus(handle) == CONNECTION_OK else {
            let fault = PostgreSQLConnection.refusal(handle, settings)
            PQfinish(handle)
            throw fault
        }
        self.handle = handle
        // What the server only wants to be noted would go to standard error.
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
    }

    deinit { PQfinish(handle) }

    /// The server's version, such as 150004.
    public var serverVersion: Int { Int(PQserverVersion(handle)) }

    /// The version of TLS; nil when the connection isn't encrypted.
    public var tls: String? {
        guard PQsslInUse(handle) == 1, let version = PQsslAttribute(handle, "protocol") else { return nil }
        return String(cString: version)
    }

    /// Runs one or more statements without parameters; answers are thrown away.
    public func run(_ sql: String) throws(PostgreSQLFault) {
        try settle()
        _ = try checked(PQexec(handle, sql))
    }

    /// Runs one statement; the answer is in binary form. What is run more than once is prepared.
    @discardableResult
    public func query(
        _ sql: String, _ parameters: Parameters = Parameters()
    ) throws(PostgreSQLFault) -> PostgreSQLResult {
        try settle()
        let count = Int32(parameters.count)
        if let name = try prepared(sql) {
            return try checked(
                parameters.with { PQexecPrepared(handle, name, count, $0, $1, $2, 1) })
        }
        return try checked(parameters.with { PQexecParams(handle, sql, count, nil, $0, $1, $2, 1) })
    }

    /// The name under which a statement is prepared; nil when it is run for the first time.
    private func prepared(_ sql: String) throws(PostgreSQLFault) -> String? {
        if let name = names[sql] { return name }
        uses[sql, default: 0] += 1
        guard uses[sql] == 2, names.count < 200 else { return nil }
        let name = "customary_\(names.count + 1)"
        _ = try checked(PQprepare(handle, name, sql, 0, nil))
        names[sql] = name
        return name
    }

    /// Commits, and says what is known of it.
    public func commit() throws(PostgreSQLFault) -> CommitOutcome {
        try settle()
        let result = PQexec(handle, "COMMIT")
        defer { PQclear(result) }
        if PQstatus(handle) != CONNECTION_OK { return .unknown }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { return .failed(fault(result)) }
        if String(cString: PQcmdStatus(result)) == "COMMIT" { return .done }
        return .failed(.other(place: place, state: "25P02", detail: "the transaction had failed and was taken back"))
    }

    /// Takes the transaction back, as far as there is still a connection.
    public func rollback() {
        if let flight { take(flight) }
        flight = nil
        if PQstatus(handle) == CONNECTION_OK, PQtransactionStatus(handle) != PQTRANS_IDLE {
            PQclear(PQexec(handle, "ROLLBACK"))
        }
    }

    /// Gives a name that no other cursor of the connection has.
    func nextCursor() -> String {
        cursors += 1
        return "customary_\(cursors)"
    }

    // MARK: What is on its way

    /// Sends a statement without parameters; its answer is taken before the next one.
    func send(_ sql: String) throws(PostgreSQLFault) -> Flight {
        try settle()
        guard PQsendQueryParams(handle, sql, 0, nil, nil, nil, nil, 1) == 1 else { throw lost() }
        return launch()
    }

    func launch() -> Flight {
        let flight = Flight()
        self.flight = flight
        return flight
    }

    /// Takes the answer of whatever is on its way; throws its fault.
    public func settle() throws(PostgreSQLFault) {
        guard let flight else { return }
        self.flight = nil
        if let failed = take(flight) { throw failed }
    }

    /// Waits for a flight's answer, whether or not it is still on its way.
    func result(of flight: Flight) throws(PostgreSQLFault) -> PostgreSQLResult? {
        if !flight.isTaken { try settle() }
        return flight.result
    }

    @discardableResult
    private func take(_ flight: Flight) -> PostgreSQLFault? {
        flight.isTaken = true
        var failed: PostgreSQLFault?
        while let result = PQgetResult(handle) {
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK: flight.result = PostgreSQLResult(result)
            case PGRES_COPY_IN:
                PQclear(result)
                PQputCopyEnd(handle, "abandoned")
            default:
                if failed == nil { failed = fault(result) }
                PQclear(result)
            }
            if PQstatus(handle) != CONNECTION_OK { break }
        }
        if failed == nil, flight.result == nil || PQstatus(handle) != CONNECTION_OK { failed = lost() }
        return failed
    }

    // MARK: Faults

    /// Takes an answer over, or throws what it says.
    func checked(_ result: OpaquePointer?) throws(PostgreSQLFault) -> PostgreSQLResult {
        guard let result else { throw lost() }
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_COPY_IN, PGRES_EMPTY_QUERY: return PostgreSQLResult(result)
        default:
            let fault = fault(result)
            PQclear(result)
            throw fault
        }
    }

    func lost() -> PostgreSQLFault {
        .lost(place: place, state: "", detail: PostgreSQLConnection.firstLine(PQerrorMessage(handle)))
    }

    private func fault(_ result: OpaquePointer?) -> PostgreSQLFault {
        // The field codes are macros over characters: PG_DIAG_SQLSTATE is 'C'.
        func field(_ code: Character) -> String {
            guard let value = code.asciiValue, let text = PQresultErrorField(result, Int32(value)) else { return "" }
            return String(cString: text)
        }
        let (copied, line) = PostgreSQLConnection.copyPlace(field("W"))
        let primary = field("M")
        let detail = primary.isEmpty ? PostgreSQLConnection.firstLine(PQresultErrorMessage(result)) : primary
        return PostgreSQLFault(
            state: field("C"), place: place, user: user, isLost: PQstatus(handle) != CONNECTION_OK, detail: detail,
            refusal: Refusal(
                state: field("C"), table: field("t"), constraint: field("n"), column: field("c"), copied: copied,
                line: line))
    }

    /// The table and row of `COPY accounts, line 17` in a context, in whatever language the server speaks.
    static func copyPlace(_ context: String) -> (table: String, line: Int?) {
        for line in context.split(separator: "\n") where line.hasPrefix("COPY ") {
            let rest = line.dropFirst(5)
            guard let comma = rest.firstIndex(of: ",") else { continue }
            let digits = rest[comma...].drop { !$0.isNumber }.prefix { $0.isNumber }
            return (String(rest[..<comma]), Int(digits))
        }
        return ("", nil)
    }

    private static func firstLine(_ message: UnsafePointer<CChar>?) -> String {
        guard let message else { return "no reason is given" }
        let lines = String(cString: message).split(separator: "\n")
        return lines.first.map(String.init) ?? "no reason is given"
    }

    /// Why no connection was made.
    private static func refusal(_ handle: OpaquePointer, _ settings: ConnectionSettings) -> PostgreSQLFault {
        let whole = String(cString: PQerrorMessage(handle))
        let lines = whole.split(separator: "\n")
        let detail = lines.map(String.init).joined(separator: " ")
        if whole.contains("root certificate") || whole.contains("root.crt") {
            let system = PQlibVersion() >= 160_000 ? "sslrootcert=system, or " : ""
            return .tls(
                place: settings.place, detail: "there is no root certificate to check the server's with",
                remedy: "name one: \(system)sslrootcert=/etc/ssl/certs/ca-certificates.crt for a public authority, "
                    + "sslrootcert=FILE for your own; in a trusted network sslmode=disable says so explicitly")
        }
        if whole.contains("server does not support SSL") || whole.contains("certificate") || whole.contains("SSL error")
        {
            return .tls(
                place: settings.place, detail: detail,
                remedy: "sslmode is \(settings.sslMode); switch TLS on at the server and let its certificate carry the "
                    + "host's name; in a trusted network sslmode=disable says so explicitly")
        }
        let isStarting = whole.contains("starting up") || whole.contains("shutting down")
        if PQconnectionNeedsPassword(handle) == 1 || (whole.contains("FATAL") && !isStarting) {
            return .signIn(place: settings.place, user: settings.user, state: "", detail: detail)
        }
        return .unreachable(place: settings.place, detail: detail)
    }
}
