/// What stops the reading of delimited text.
public enum DelimitedFault: Error, Sendable, Equatable {
    /// A limit that was reached.
    public enum Limit: String, Sendable {
        /// Of one record.
        case recordBytes = "bytes in one record"
        /// Of one cell.
        case cellBytes = "bytes in one cell"
        /// Of one record.
        case columns = "columns"
    }

    /// The system could not read the file; `code` is its `errno`.
    case unreadable(code: Int32)
    /// The file ends inside a quoted cell that opens on this line.
    case unclosedQuote(line: UInt32)
    /// The record that begins on this line goes beyond a limit.
    case tooLarge(line: UInt32, limit: Limit, value: Int)
    /// The C library of this machine can't decode this.
    case encodingUnavailable(Encoding)
}

extension DelimitedFault: CustomStringConvertible {
    /// What, where, what to do.
    public var description: String {
        switch self {
        case .unreadable(let code): "the file can't be read (errno \(code)): check the disk and its permissions"
        case .unclosedQuote(let line):
            "line \(line): the file ends inside a quoted cell that opens here: get a complete copy, or close the quote"
        case .tooLarge(let line, let limit, let value):
            "line \(line): more than \(value) \(limit.rawValue): check the delimiter and the quotes"
        case .encodingUnavailable(let encoding):
            "this machine's C library can't decode \(encoding.title): install its character sets, or convert the file"
        }
    }
}
