/// A row or statement that a rule of the database refuses, without any of the row's data.
public struct Refusal: Sendable, Equatable {
    /// The SQLSTATE.
    public var state: String
    /// The table, where the server names one.
    public var table: String
    /// The constraint, where the server names one.
    public var constraint: String
    /// The column, where the server names one.
    public var column: String
    /// The table that was being copied into; empty outside a COPY.
    public var copied: String
    /// The row of that COPY, from 1; nil outside a COPY.
    public var line: Int?

    /// Describes a refusal.
    public init(
        state: String, table: String = "", constraint: String = "", column: String = "", copied: String = "",
        line: Int? = nil
    ) {
        self.state = state
        self.table = table
        self.constraint = constraint
        self.column = column
        self.copied = copied
        self.line = line
    }
}

/// What stops work on a PostgreSQL server. No case ever holds a password or a row's data.
public enum PostgreSQLFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// The connection string isn't understood.
    case badSettings(detail: String)
    /// Nobody answers there.
    case unreachable(place: String, detail: String)
    /// The connection can't be made safe.
    case tls(place: String, detail: String, remedy: String)
    /// The server doesn't let this user in.
    case signIn(place: String, user: String, state: String, detail: String)
    /// The connection ended while it was needed.
    case lost(place: String, state: String, detail: String)
    /// Another transaction was in the way: a lock, a deadlock, a change of the same rows.
    case contended(place: String, state: String)
    /// A statement ran for longer than it may.
    case timedOut(place: String)
    /// A rule of the database refuses a row.
    case refused(place: String, refusal: Refusal)
    /// The server's disk is full.
    case full(place: String)
    /// The role may not do it.
    case rights(place: String, user: String, detail: String)
    /// Anything else.
    case other(place: String, state: String, detail: String)

    /// The exit code's class: 2 what was configured, 5 busy, 7 room and rights, 4 the database else.
    public var exitCode: Int32 {
        switch self {
        case .badSettings: 2
        case .contended: 5
        case .full, .rights: 7
        default: 4
        }
    }

    /// True when the same work may pass when it is done once more.
    public var isContention: Bool { if case .contended = self { true } else { false } }

    /// True when the connection is gone, or never was.
    public var isLost: Bool {
        switch self {
        case .lost, .unreachable: true
        default: false
        }
    }

    /// Sorts an error that the server reported.
    init(state: String, place: String, user: String, isLost: Bool, detail: String, refusal: Refusal) {
        if isLost || state.hasPrefix("08") || state.hasPrefix("57P0") {
            self = .lost(place: place, state: state, detail: detail)
            return
        }
        switch state {
        case "40001", "40P01", "55P03": self = .contended(place: place, state: state)
        case "57014": self = .timedOut(place: place)
        case "53100": self = .full(place: place)
        case "42501": self = .rights(place: place, user: user, detail: detail)
        default:
            let isData = state.hasPrefix("22") || state.hasPrefix("23") || state.hasPrefix("P0")
            self =
                isData
                ? .refused(place: place, refusal: refusal) : .other(place: place, state: state, detail: detail)
        }
    }

    /// One line: what, where, what to do.
    public var description: String {
        switch self {
        case .badSettings(let detail):
            "the connection to PostgreSQL isn't understood (\(detail)); write postgresql://USER@HOST:PORT/DATABASE, "
                + "service=NAME, or host=… dbname=… user=…"
        case .unreachable(let place, let detail):
            "\(place): can't be reached (\(detail)); check host, port, firewall, and that the server runs"
        case .tls(let place, let detail, let remedy): "\(place): no safe connection (\(detail)); \(remedy)"
        case .signIn(let place, let user, let state, let detail):
            "\(place): the server doesn't let \(user) in (\(state.isEmpty ? detail : "\(state): \(detail)")); check user, "
                + "password (PGPASSFILE, ~/.pgpass or ${NAME} in the URL) and pg_hba.conf"
        case .lost(let place, let state, let detail):
            "\(place): the connection was lost (\(state.isEmpty ? detail : "\(state): \(detail)")); nothing was "
                + "changed; run it again when the server is back"
        case .contended(let place, let state):
            "\(place): another transaction was in the way (\(state)); wait until it has ended and run it again"
        case .timedOut(let place):
            "\(place): the server needed longer than it may (57014); see what it waits for in pg_stat_activity"
        case .refused(let place, let refusal):
            "\(place): \(refusal.table.isEmpty ? "the database" : refusal.table) refuses a value or row "
                + "(\(refusal.state)\(refusal.constraint.isEmpty ? "" : ", \(refusal.constraint)")); nothing was changed"
        case .full(let place):
            "\(place): no space left on the server's disk (53100); nothing was changed; make room and run it again"
        case .rights(let place, let user, let detail):
            "\(place): \(user) lacks a right (42501: \(detail)); the owner of the database grants it: "
                + "customary doctor names the statements"
        case .other(let place, let state, let detail):
            "\(place): PostgreSQL\(state.isEmpty ? "" : " \(state)"): \(detail)"
        }
    }
}
