internal import CPQ
public import Records

/// The answer to a statement, in binary form; columns and rows count from 0.
public final class PostgreSQLResult {
    let handle: OpaquePointer
    /// The number of rows.
    public let count: Int

    init(_ handle: OpaquePointer) {
        self.handle = handle
        count = Int(PQntuples(handle))
    }

    deinit { PQclear(handle) }

    /// The columns' names.
    public var columnNames: [String] {
        (0..<PQnfields(handle)).map { column in PQfname(handle, column).map { String(cString: $0) } ?? "" }
    }

    /// The columns' types, by their numbers in the server's catalogue.
    public var columnTypes: [UInt32] { (0..<PQnfields(handle)).map { PQftype(handle, $0) } }

    /// The number of rows that the statement touched.
    public var touched: Int { Int(String(cString: PQcmdTuples(handle))) ?? 0 }

    /// True when the value is NULL.
    public func isNull(_ row: Int, _ column: Int) -> Bool { PQgetisnull(handle, Int32(row), Int32(column)) == 1 }

    /// A value's bytes, which live as long as the result; none when it is NULL.
    public func bytes(_ row: Int, _ column: Int) -> UnsafeRawBufferPointer {
        let length = PQgetlength(handle, Int32(truncatingIfNeeded: row), Int32(truncatingIfNeeded: column))
        return UnsafeRawBufferPointer(
            start: PQgetvalue(handle, Int32(truncatingIfNeeded: row), Int32(truncatingIfNeeded: column)),
            count: Int(length))
    }

    /// A value's bytes as an array.
    public func array(_ row: Int, _ column: Int) -> [UInt8] { Array(bytes(row, column)) }

    /// A value as text; empty when NULL.
    public func text(_ row: Int, _ column: Int) -> String { String(decoding: bytes(row, column), as: UTF8.self) }

    /// A whole number of any width, or a truth value as 0 or 1; 0 when NULL.
    public func integer(_ row: Int, _ column: Int) -> Int64 {
        let bytes = bytes(row, column)
        switch bytes.count {
        case 8: return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
        case 4: return Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        case 2: return Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        case 1: return Int64(bytes[0])
        default: return 0
        }
    }

    /// A UUID; nil when NULL.
    public func id(_ row: Int, _ column: Int) -> RecordID? {
        let bytes = bytes(row, column)
        guard bytes.count == 16 else { return nil }
        return RecordID(
            high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
}

extension PostgreSQLResult {
    /// About the bytes that the rows take in memory.
    var byteCount: Int { Int(PQresultMemorySize(handle)) }
}
