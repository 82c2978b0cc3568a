internal import GRDBSQLite

/// The connection inside one read or write; it ends with the closure that it was given to.
public final class SQLiteConnection {
    let handle: OpaquePointer
    /// The file's path, for messages.
    public let path: String

    init(handle: OpaquePointer, path: String) {
        self.handle = handle
        self.path = path
    }

    /// Runs one or more statements that return nothing of interest.
    public func execute(_ sql: String) throws(SQLiteFault) {
        let code = sqlite3_exec(handle, sql, nil, nil, nil)
        guard code == SQLITE_OK else { throw fault(code) }
    }

    /// Prepares one statement.
    public func prepare(_ sql: String) throws(SQLiteFault) -> SQLiteStatement {
        try SQLiteStatement(connection: self, sql: sql)
    }

    /// The first column of the first row as a number; nil without a row or when it is NULL.
    public func integer(_ sql: String) throws(SQLiteFault) -> Int64? {
        let statement = try prepare(sql)
        return try statement.step() && !statement.isNull(0) ? statement.int64(0) : nil
    }

    /// The first column of the first row as text; nil without a row or when it is NULL.
    public func text(_ sql: String) throws(SQLiteFault) -> String? {
        let statement = try prepare(sql)
        return try statement.step() && !statement.isNull(0) ? statement.text(0) : nil
    }

    /// The number of rows that the last insert, update or delete changed.
    public var changes: Int { Int(sqlite3_changes64(handle)) }

    /// True while a deferred foreign key of the current transaction isn't met.
    public var hasUnmetReferences: Bool {
        var current: Int32 = 0
        var highest: Int32 = 0
        sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0)
        return current > 0
    }

    /// True between BEGIN and COMMIT or ROLLBACK; SQLite ends a transaction by itself after some faults.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    func fault(_ code: Int32) -> SQLiteFault {
        let extended = sqlite3_extended_errcode(handle)
        let detail = sqlite3_errmsg(handle).map { String(cString: $0) } ?? ""
        return SQLiteFault(code: extended & 0xFF == code & 0xFF ? extended : code, path: path, detail: detail)
    }
}
