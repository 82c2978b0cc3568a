internal import GRDBSQLite

/// A prepared statement; it lives inside the closure that gave its connection.
///
/// Bytes are bound without a copy of their own where the call says so; parameters count from 1, columns from 0.
public final class SQLiteStatement {
    private var statement: OpaquePointer?
    private unowned let connection: SQLiteConnection
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(connection: SQLiteConnection, sql: String) throws(SQLiteFault) {
        self.connection = connection
        let code = sqlite3_prepare_v3(connection.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, statement != nil else { throw connection.fault(code) }
    }

    deinit { sqlite3_finalize(statement) }

    /// Binds UTF-8 bytes as text; no bytes bind an empty text.
    public func bind(_ bytes: UnsafeRawBufferPointer, at index: Int) throws(SQLiteFault) {
        let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        let empty: StaticString = ""
        let start = base ?? UnsafeRawPointer(empty.utf8Start).assumingMemoryBound(to: CChar.self)
        try check(
            sqlite3_bind_text64(
                statement, Int32(index), start, UInt64(bytes.count), SQLiteStatement.copied, UInt8(SQLITE_UTF8)))
    }

    /// Binds UTF-8 bytes as text.
    public func bind(_ bytes: [UInt8], at index: Int) throws(SQLiteFault) {
        let code = bytes.withUnsafeBytes { bytes in bindText(bytes, index) }
        try check(code)
    }

    /// Binds UTF-8 bytes as text.
    public func bind(_ bytes: ArraySlice<UInt8>, at index: Int) throws(SQLiteFault) {
        let code = bytes.withUnsafeBytes { bytes in bindText(bytes, index) }
        try check(code)
    }

    /// Binds text.
    public func bind(_ text: String, at index: Int) throws(SQLiteFault) {
        var text = text
        let code = text.withUTF8 { bytes in bindText(UnsafeRawBufferPointer(bytes), index) }
        try check(code)
    }

    /// Binds bytes as text without copying them; they must stay until the statement was stepped and reset.
    public func bindUncopied(_ bytes: UnsafeRawBufferPointer, at index: Int) throws(SQLiteFault) {
        let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
        guard let base, bytes.count > 0 else { return try bind(bytes, at: index) }
        try check(sqlite3_bind_text64(statement, Int32(index), base, UInt64(bytes.count), nil, UInt8(SQLITE_UTF8)))
    }

    /// Binds bytes as they are without copying them; they must stay until the statement was stepped and reset.
    public func bindUncopiedBlob(_ bytes: UnsafeRawBufferPointer, at index: Int) throws(SQLiteFault) {
        guard let base = bytes.baseAddress, bytes.count > 0 else {
            return try check(sqlite3_bind_zeroblob(statement, Int32(index), 0))
        }
        try check(sqlite3_bind_blob64(statement, Int32(index), base, UInt64(bytes.count), nil))
    }

    /// Binds bytes as they are.
    public func bindBlob(_ bytes: [UInt8], at index: Int) throws(SQLiteFault) {
        let code = bytes.withUnsafeBytes { bytes -> Int32 in
            guard let base = bytes.baseAddress, bytes.count > 0 else {
                return sqlite3_bind_zeroblob(statement, Int32(index), 0)
            }
            return sqlite3_bind_blob64(statement, Int32(index), base, UInt64(bytes.count), SQLiteStatement.copied)
        }
        try check(code)
    }

    /// Binds a number.
    public func bind(_ value: Int64, at index: Int) throws(SQLiteFault) {
        try check(sqlite3_bind_int64(statement, Int32(index), value))
    }

    /// Binds NULL.
    public func bindNull(at index: Int) throws(SQLiteFault) { try check(sqlite3_bind_null(statement, Int32(index))) }

    /// Goes to the next row; false when there is none.
    public func step() throws(SQLiteFault) -> Bool {
        let code = sqlite3_step(statement)
        if code == SQLITE_ROW { return true }
        guard code == SQLITE_DONE else {
            let fault = connection.fault(code)
            sqlite3_reset(statement)
            throw fault
        }
        return false
    }

    /// Runs the statement to its end and makes it ready for the next binding.
    public func run() throws(SQLiteFault) {
        while try step() {}
        reset()
    }

    /// Makes the statement ready to run again; bindings stay.
    public func reset() { sqlite3_reset(statement) }

    /// True when the column is NULL.
    public func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }

    /// True when the column holds a whole number.
    public func isInteger(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_INTEGER }

    /// What a value is, whatever its column says.
    public enum ValueKind: Sendable {
        /// NULL.
        case null
        /// A whole number.
        case integer
        /// A number with a fraction.
        case real
        /// Text.
        case text
        /// Bytes.
        case blob
    }

    /// What the column's value is.
    public func kind(_ column: Int) -> ValueKind {
        switch sqlite3_column_type(statement, Int32(column)) {
        case SQLITE_INTEGER: .integer
        case SQLITE_FLOAT: .real
        case SQLITE_TEXT: .text
        case SQLITE_BLOB: .blob
        default: .null
        }
    }

    /// The column as a number with a fraction; 0 when NULL.
    public func double(_ column: Int) -> Double { sqlite3_column_double(statement, Int32(column)) }

    /// The column as a number; 0 when NULL.
    public func int64(_ column: Int) -> Int64 { sqlite3_column_int64(statement, Int32(column)) }

    /// The column as text; empty when NULL. Bytes that are no UTF-8 become U+FFFD.
    public func text(_ column: Int) -> String { String(decoding: bytes(column), as: UTF8.self) }

    /// The column's bytes, of text or blob; none when NULL.
    public func bytes(_ column: Int) -> [UInt8] { withBytes(column) { Array($0) } }

    /// Gives the column's bytes to `body` without a copy; none when NULL.
    public func withBytes<Result>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        guard let base = sqlite3_column_blob(statement, Int32(column)) else {
            return try body(UnsafeRawBufferPointer(start: nil, count: 0))
        }
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return try body(UnsafeRawBufferPointer(start: base, count: count))
    }

    private func bindText(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int32 {
        let empty: StaticString = ""
        let base = bytes.baseAddress ?? UnsafeRawPointer(empty.utf8Start)
        return sqlite3_bind_text64(
            statement, Int32(index), base.assumingMemoryBound(to: CChar.self), UInt64(bytes.count),
            SQLiteStatement.copied, UInt8(SQLITE_UTF8))
    }

    private func check(_ code: Int32) throws(SQLiteFault) {
        guard code == SQLITE_OK else { throw connection.fault(code) }
    }
}
