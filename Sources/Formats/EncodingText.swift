extension Encoding {
    /// Decodes bytes as a file of this encoding would be: a byte order mark goes, NULs are left out, lines that are no
    /// UTF-8 are read as cp1252, undecodable bytes become U+FFFD. For looking at a file's head, not for its rows.
    public func decode(_ bytes: [UInt8]) throws(DelimitedFault) -> [UInt8] {
        var input = try EncodingInput(.bytes(bytes), encoding: self, chunk: 64 << 10)
        while !input.isAtEnd { try input.fill(discarding: 0) }
        return Array(UnsafeBufferPointer(start: input.base, count: input.clean))
    }
}
