/// Finds the next special byte eight bytes at a time.
struct DelimitedPatterns: Sendable {
    /// The special bytes; 0 where a dialect has none, which decoded text never holds.
    let delimiter: UInt8
    let quote: UInt8
    let escape: UInt8

    private let delimiters: UInt64
    private let quotes: UInt64
    private let escapes: UInt64

    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    private static let lineFeeds: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
    private static let carriageReturns: UInt64 = 0x0D0D_0D0D_0D0D_0D0D

    init(_ dialect: DelimitedDialect) {
        delimiter = dialect.delimiter ?? 0
        quote = dialect.quote ?? 0
        escape = dialect.escape ?? 0
        delimiters = UInt64(delimiter) &* DelimitedPatterns.ones
        quotes = UInt64(quote) &* DelimitedPatterns.ones
        escapes = UInt64(escape) &* DelimitedPatterns.ones
    }

    /// Bytes of `word` that differ from the pattern have their high bit set; exact, without carries between bytes.
    @inline(__always)
    private static func differs(_ word: UInt64, _ pattern: UInt64) -> UInt64 {
        let difference = word ^ pattern
        return ((difference & low) &+ low) | difference
    }

    /// The high bit of every special byte among the eight at `place`; the first byte is lowest.
    @inline(__always)
    func hits(_ place: UnsafeRawPointer) -> UInt64 {
        let word = UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
        var plain =
            DelimitedPatterns.differs(word, delimiters) & DelimitedPatterns.differs(word, quotes)
            & DelimitedPatterns.differs(word, DelimitedPatterns.lineFeeds)
            & DelimitedPatterns.differs(word, DelimitedPatterns.carriageReturns)
        if escape != 0 { plain &= DelimitedPatterns.differs(word, escapes) }
        return ~(plain | DelimitedPatterns.low)
    }

    /// The same inside quotes, where delimiters mean nothing.
    @inline(__always)
    func hitsInsideQuotes(_ place: UnsafeRawPointer) -> UInt64 {
        let word = UInt64(littleEndian: place.loadUnaligned(as: UInt64.self))
        var plain =
            DelimitedPatterns.differs(word, quotes) & DelimitedPatterns.differs(word, DelimitedPatterns.lineFeeds)
            & DelimitedPatterns.differs(word, DelimitedPatterns.carriageReturns)
        if escape != 0 { plain &= DelimitedPatterns.differs(word, escapes) }
        return ~(plain | DelimitedPatterns.low)
    }
}
