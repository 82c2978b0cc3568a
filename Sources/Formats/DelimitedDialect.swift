/// How a delimited text is written.
public struct DelimitedDialect: Sendable, Equatable {
    /// The byte between two cells; nil where each line is one cell.
    public var delimiter: UInt8?
    /// Where cells are divided by several bytes: those before the last one, which is `delimiter`. Such texts have no quotes.
    public var delimiterLead: [UInt8]
    /// What stands between a row's last cell and its line end; a line end without it is part of a cell. Empty: nothing.
    public var rowEnd: [UInt8]
    /// The byte around a cell that holds delimiters or line ends; nil where quotes are ordinary characters.
    public var quote: UInt8?
    /// A byte that takes the special meaning from a delimiter, quote, line end or itself after it, besides doubled quotes.
    /// Before other characters it is an ordinary one.
    public var escape: UInt8?
    /// What a comment line begins with; empty where there are none.
    public var comment: [UInt8]

    /// Describes a dialect; plain CSV without arguments.
    public init(
        delimiter: UInt8? = 0x2C, quote: UInt8? = 0x22, escape: UInt8? = nil, comment: [UInt8] = [],
        delimiterLead: [UInt8] = [], rowEnd: [UInt8] = []
    ) {
        self.delimiter = delimiter
        self.delimiterLead = delimiterLead
        self.rowEnd = rowEnd
        self.quote = quote
        self.escape = escape
        self.comment = comment
    }
}

/// What reading delimited text refuses to exceed.
public struct DelimitedLimits: Sendable {
    /// Cells of a record.
    public var columns = 16_384
    /// Bytes of a record, quotes and delimiters included.
    public var recordBytes = 16 << 20
    /// Bytes of a cell.
    public var cellBytes = 1 << 20
    /// After so many lines inside one pair of quotes the reader looks whether the quote is a stray one.
    public var quotedLines = 128

    /// The limits that every run uses.
    public init() {}
}
