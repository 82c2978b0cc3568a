/// Finds files with many aliases before the parser sees them.
///
/// The parser resolves aliases while it builds its tree and hashes mapping keys, so nested ones double its work with each
/// level. An alias `*name` is only valid where an anchor `&name` is, so that counting the names which follow both signs
/// gives the most aliases there can be. Quoted and commented text counts too: a few are let through, and the tree then
/// shows whether they are any.
enum YAMLAliases {
    /// So many can't multiply a file's size by more than about twenty.
    private static let harmless = 8

    /// The place of the first `*name` whose `&name` is also in the text, when there are more of them than is harmless.
    static func firstOfMany(in bytes: ArraySlice<UInt8>, file: String) -> Place? {
        var anchors: Set<ArraySlice<UInt8>> = []
        each(0x26, in: bytes) { anchors.insert($0) }
        guard !anchors.isEmpty else { return nil }
        var first: Int?
        var count = 0
        each(0x2A, in: bytes) { name in
            guard anchors.contains(name) else { return }
            count += 1
            first = first ?? name.startIndex - 1
        }
        guard let first, count > harmless else { return nil }
        return FileText.place(of: first, in: bytes, file: file)
    }

    /// The one problem that anchors and aliases are.
    static func problem(at place: Place) -> Problem {
        Problem(
            place: place, message: "anchors (&name) and aliases (*name) aren't used here",
            remedy: "write the value out; put quotes around a text that begins with & or *")
    }

    /// Calls `body` with each name after `sign` where a token could begin.
    private static func each(_ sign: UInt8, in bytes: ArraySlice<UInt8>, _ body: (ArraySlice<UInt8>) -> Void) {
        var index = bytes.startIndex
        while let at = bytes[index...].firstIndex(of: sign) {
            var end = at + 1
            while end < bytes.endIndex, isNameByte(bytes[end]) { end += 1 }
            index = max(end, at + 1)
            guard end > at + 1, at == bytes.startIndex || canPrecede(bytes[at - 1]) else { continue }
            body(bytes[(at + 1)..<end])
        }
    }

    /// The bytes of anchor names in YAML 1.1.
    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: true
        default: false
        }
    }

    /// The bytes after which a new token can begin: blanks, line breaks (also beyond ASCII), indicators and quotes.
    private static func canPrecede(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x80...0xFF, 0x5B, 0x5D, 0x7B, 0x7D, 0x2C, 0x3A, 0x3F, 0x2D, 0x22, 0x27: true
        default: false
        }
    }
}
