internal import CSQLite
internal import GRDBSQLite

/// A SQLite file of another program, opened for reading in the belief that it was made to do harm.
///
/// The file is taken as it lies there: never written, no log, no lock. Its schema isn't trusted, triggers and views aren't run, no
/// function but a few harmless ones can be called, limits are lowered, and its pages are checked before the first row is read.
/// Whoever opens it sees to it that there is no log beside it. Not safe to share between threads.
public final class SQLiteForeignFile {
    private let handle: OpaquePointer
    private let path: String
    private let patience = Patience()

    /// What a statement may still do before its next row.
    private final class Patience {
        var rounds = 0
    }

    /// The first bytes of every SQLite database.
    public static let signature = Array("SQLite format 3\0".utf8)

    /// Opens the file and checks its pages; throws `SQLiteFault.corrupt` for what is damaged or none.
    public init(path: String) throws(SQLiteFault) {
        self.path = path
        var opened: OpaquePointer?
        let uri = "file:" + SQLiteForeignFile.escaped(path) + "?mode=ro&immutable=1"
        let code = sqlite3_open_v2(
            uri, &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE, nil)
        guard let opened else { throw SQLiteFault(code: SQLITE_NOMEM, path: path, detail: "out of memory") }
        handle = opened
        do throws(SQLiteFault) {
            guard code == SQLITE_OK else { throw SQLiteConnection(handle: opened, path: path).fault(code) }
            try settle()
        } catch {
            sqlite3_close_v2(opened)
            throw error
        }
    }

    deinit { sqlite3_close_v2(handle) }

    /// Gives `body` the connection; statements end before it does.
    public func read<Result>(_ body: (SQLiteConnection) throws -> Result) rethrows -> Result {
        defer { withExtendedLifetime(self) {} }
        return try body(SQLiteConnection(handle: handle, path: path))
    }

    /// Says that a row came, so that the next one may take as long again.
    public func goesOn() { patience.rounds = 0 }

    private func settle() throws(SQLiteFault) {
        let connection = SQLiteConnection(handle: handle, path: path)
        guard customary_sqlite_defend(UnsafeMutableRawPointer(handle)) == SQLITE_OK else {
            throw .setting(path: path, name: "defensive", wanted: "1", found: "an older SQLite")
        }
        _disableDoubleQuotedStringLiterals(handle)
        let limits: [(Int32, Int32)] = [
            (SQLITE_LIMIT_LENGTH, 256 << 20), (SQLITE_LIMIT_SQL_LENGTH, 1 << 20), (SQLITE_LIMIT_COLUMN, 2000),
            (SQLITE_LIMIT_EXPR_DEPTH, 100), (SQLITE_LIMIT_COMPOUND_SELECT, 4), (SQLITE_LIMIT_VDBE_OP, 250_000),
            (SQLITE_LIMIT_FUNCTION_ARG, 8), (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 100),
            (SQLITE_LIMIT_VARIABLE_NUMBER, 10), (SQLITE_LIMIT_TRIGGER_DEPTH, 1), (SQLITE_LIMIT_WORKER_THREADS, 0),
        ]
        for (limit, value) in limits { sqlite3_limit(handle, limit, value) }
        for (name, wanted) in [
            ("trusted_schema", "0"), ("cell_size_check", "1"), ("query_only", "1"), ("mmap_size", "0"),
        ] {
            try connection.execute("PRAGMA \(name) = \(wanted)")
            let found = try connection.text("PRAGMA \(name)") ?? "0"
            guard found == wanted else { throw .setting(path: path, name: name, wanted: wanted, found: found) }
        }
        let check = try connection.text("PRAGMA quick_check(1)") ?? ""
        guard check == "ok" else { throw .corrupt(path: path, code: SQLITE_CORRUPT, detail: check) }
        sqlite3_set_authorizer(handle, { _, action, first, second, _, _ in allowed(action, first, second) }, nil)
        sqlite3_progress_handler(
            handle, 1_000_000,
            { context in
                guard let context else { return 1 }
                let patience = Unmanaged<Patience>.fromOpaque(context).takeUnretainedValue()
                patience.rounds += 1
                // Rows that take a thousand million steps come from no table.
                return patience.rounds > 1000 ? 1 : 0
            }, Unmanaged.passUnretained(patience).toOpaque())
    }

    /// A path within a URI.
    private static func escaped(_ path: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in path.utf8 {
            let isPlain = (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte >= 0x2D && byte <= 0x39 || byte == 0x5F
            if isPlain {
                result.append(byte)
            } else {
                result += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

/// What a statement on another program's file may do: read its tables.
private func allowed(_ action: Int32, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?) -> Int32 {
    func text(_ pointer: UnsafePointer<CChar>?) -> String { pointer.map { String(cString: $0) } ?? "" }
    switch action {
    case SQLITE_SELECT, SQLITE_READ: return SQLITE_OK
    case SQLITE_PRAGMA:
        let isShown = ["table_xinfo", "table_info", "foreign_key_list", "table_list"].contains(text(first).lowercased())
        return isShown ? SQLITE_OK : SQLITE_DENY
    case SQLITE_FUNCTION:
        // What generated columns are commonly made of.
        let harmless = [
            "count", "length", "lower", "upper", "trim", "ltrim", "rtrim", "substr", "substring", "coalesce", "ifnull",
            "nullif",
            "round", "abs", "instr", "iif", "date", "datetime", "strftime", "typeof",
        ]
        return harmless.contains(text(second).lowercased()) ? SQLITE_OK : SQLITE_DENY
    default: return SQLITE_DENY
    }
}
