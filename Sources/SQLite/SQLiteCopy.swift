internal import GRDBSQLite

extension SQLiteDatabase {
    /// Copies a database to a new file by the engine's own backup, while others use it; whole or not at all.
    ///
    /// The copy is readable by its owner only. A file that is there already is refused.
    public static func copy(_ path: String, to other: String) throws(SQLiteFault) {
        let source = try SQLiteDatabase(path: path, mode: .readOnly)
        let copy = try SQLiteDatabase(path: other, mode: .readWriteCreate)
        try copy.outside { (target: SQLiteConnection) throws(SQLiteFault) in
            guard try target.integer("SELECT count(*) FROM sqlite_master") == 0 else {
                throw .cannotOpen(path: other, code: SQLITE_CANTOPEN, detail: "there is a database already")
            }
            try target.execute("PRAGMA journal_mode = delete")
            try source.outside { (origin: SQLiteConnection) throws(SQLiteFault) in
                guard let backup = sqlite3_backup_init(target.handle, "main", origin.handle, "main") else {
                    throw target.fault(sqlite3_errcode(target.handle))
                }
                let code = sqlite3_backup_step(backup, -1)
                sqlite3_backup_finish(backup)
                guard code == SQLITE_DONE else { throw target.fault(code) }
            }
        }
    }

    private func outside<Result>(
        _ body: (SQLiteConnection) throws(SQLiteFault) -> Result
    ) throws(SQLiteFault) -> Result {
        do {
            return try outsideTransaction(body)
        } catch let fault as SQLiteFault {
            throw fault
        } catch {
            throw .other(path: path, code: SQLITE_ERROR, detail: "\(error)")
        }
    }
}
