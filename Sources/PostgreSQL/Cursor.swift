/// A statement's rows in blocks, from a cursor on the server: other statements may run while it is open.
///
/// The next block is asked for before the current one is given out, so that the server works while the caller does.
public final class Cursor {
    private let connection: PostgreSQLConnection
    private let name: String
    private let maximumRows: Int
    private let maximumBytes: Int
    private var asked: Int
    private var flight: PostgreSQLConnection.Flight?
    private static let firstRows = 512

    /// Opens a cursor; a block has at most `maximumRows` rows and about `maximumBytes` bytes.
    public init(
        _ connection: PostgreSQLConnection, _ sql: String, _ parameters: Parameters = Parameters(), maximumRows: Int,
        maximumBytes: Int
    ) throws(PostgreSQLFault) {
        self.connection = connection
        self.maximumRows = maximumRows
        self.maximumBytes = maximumBytes
        name = connection.nextCursor()
        asked = min(Cursor.firstRows, maximumRows)
        try connection.query("DECLARE \(name) NO SCROLL CURSOR FOR \(sql)", parameters)
        flight = try connection.send("FETCH \(asked) FROM \(name)")
    }

    /// The next block; nil at the end.
    public func next() throws(PostgreSQLFault) -> PostgreSQLResult? {
        guard let flight else { return nil }
        guard let result = try connection.result(of: flight) else { throw connection.lost() }
        flight.result = nil
        guard result.count == asked else {
            self.flight = nil
            try connection.run("CLOSE \(name)")
            return result.count > 0 ? result : nil
        }
        let bytes = max(1, result.byteCount / result.count)
        asked = max(1, min(maximumRows, maximumBytes / bytes))
        self.flight = try connection.send("FETCH \(asked) FROM \(name)")
        return result
    }
}
