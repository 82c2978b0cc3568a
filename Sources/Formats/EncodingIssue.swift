/// Something wrong with the bytes of a text file, with its place.
public struct EncodingIssue: Sendable, Equatable {
    /// What is wrong.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// The line is no UTF-8 and was read as cp1252.
        case otherEncoding
        /// Bytes that stand for nothing in the file's encoding; each became U+FFFD.
        case undecodable
        /// NUL bytes, which were left out.
        case nul
        /// A byte order mark inside the text, which was kept.
        case byteOrderMark
    }

    /// What is wrong.
    public var kind: Kind
    /// The file's line, counted from 1.
    public var line: UInt32
    /// The file's byte at which it begins, counted from 0.
    public var offset: Int
    /// That byte's value.
    public var byte: UInt8
    /// How often it occurs on this line.
    public var count: Int

    /// Describes an issue.
    public init(kind: Kind, line: UInt32, offset: Int, byte: UInt8, count: Int) {
        self.kind = kind
        self.line = line
        self.offset = offset
        self.byte = byte
        self.count = count
    }
}

/// An issue whose line is not known yet: it stands at a place of the window.
struct EncodingMark {
    /// What is wrong.
    var kind: EncodingIssue.Kind
    /// Where in the window's text.
    var position: Int
    /// Where in the file.
    var offset: Int
    /// The first byte concerned.
    var byte: UInt8
    /// How often on this line.
    var count: Int
}
