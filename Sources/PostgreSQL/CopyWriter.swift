internal import CPQ

/// Writes rows by binary COPY: fields go into `buffer`, which is sent in pieces of about 64 KiB.
public final class CopyWriter {
    private static let pieceBytes = 64 << 10
    private static let signature: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
    private let connection: PostgreSQLConnection
    private let fields: Int16
    /// Where the fields of the current row go.
    public let buffer: BinaryBuffer

    /// Begins a COPY into these columns of a table; both are quoted already. Nothing else may be run until `finish()`.
    public init(
        _ connection: PostgreSQLConnection, into table: String, columns: [String], buffer: BinaryBuffer
    ) throws(PostgreSQLFault) {
        self.connection = connection
        self.buffer = buffer
        fields = Int16(truncatingIfNeeded: columns.count)
        try connection.run("COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN (FORMAT binary)")
        buffer.removeAll()
        CopyWriter.signature.withUnsafeBytes { buffer.put($0) }
        buffer.put(Int32(0))
        buffer.put(Int32(0))
    }

    /// Begins a row; all its fields follow.
    public func row() throws(PostgreSQLFault) {
        if buffer.count >= CopyWriter.pieceBytes { try flush() }
        buffer.put(fields)
    }

    /// Ends the COPY. The server goes on with it while the caller does something else; what it refuses shows with the
    /// next statement.
    public func finish() throws(PostgreSQLFault) {
        buffer.put(Int16(-1))
        try flush()
        guard PQputCopyEnd(connection.handle, nil) == 1, PQflush(connection.handle) >= 0 else {
            throw connection.lost()
        }
        _ = connection.launch()
    }

    /// Gives the COPY up: nothing of it holds, and the transaction can't go on.
    public func abandon() {
        _ = PQputCopyEnd(connection.handle, "abandoned")
        while let result = PQgetResult(connection.handle) { PQclear(result) }
    }

    private func flush() throws(PostgreSQLFault) {
        let sent = buffer.bytes.withMemoryRebound(to: CChar.self) { bytes in
            PQputCopyData(connection.handle, bytes.baseAddress, Int32(truncatingIfNeeded: bytes.count))
        }
        guard sent == 1 else { throw connection.lost() }
        buffer.removeAll()
    }
}
