/// Text on its way into a spreadsheet and back: a cell that a spreadsheet would run as a formula gets a `'` in front.
///
/// `unescaped` is the exact inverse of `escaped`.
public enum SpreadsheetText {
    /// Whether a spreadsheet might run the value: it begins with `=`, `+`, `-`, `@`, a tab, a line end or a
    /// full-width form of one of these, and is not a plain negative number; or it begins with `'` before such a
    /// value.
    public static func needsEscape(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var start = 0
        while start < bytes.count, bytes[start] == Byte.apostrophe { start += 1 }
        guard start < bytes.count else { return false }
        let rest = bytes.part(start..<bytes.count)
        switch Scalars.next(rest, 0).value {
        case 0x3D, 0x2B, 0x40, 0x09, 0x0A, 0x0D, 0xFF1D, 0xFF0B, 0xFF0D, 0xFF20, 0x2212: return true
        case 0x2D: return TenThousandths.parse(rest) == nil
        default: return false
        }
    }

    /// Appends the value so that no spreadsheet runs it. Returns whether it had to be escaped.
    @discardableResult
    public static func escape(_ bytes: UnsafeRawBufferPointer, into out: inout [UInt8]) -> Bool {
        let needed = needsEscape(bytes)
        if needed { out.append(Byte.apostrophe) }
        out.append(contentsOf: bytes)
        return needed
    }

    /// The value so that no spreadsheet runs it.
    public static func escaped(_ text: String) -> String { text.withBytes { needsEscape($0) } ? "'" + text : text }

    /// Appends the value that `escape` was given. Returns whether there was something to undo.
    @discardableResult
    public static func unescape(_ bytes: UnsafeRawBufferPointer, into out: inout [UInt8]) -> Bool {
        let isEscaped = bytes.first == Byte.apostrophe && needsEscape(bytes.part(1..<bytes.count))
        out.append(contentsOf: isEscaped ? bytes.part(1..<bytes.count) : bytes)
        return isEscaped
    }

    /// The value that `escaped` was given.
    public static func unescaped(_ text: String) -> String {
        var out: [UInt8] = []
        text.withBytes { _ = unescape($0, into: &out) }
        return out.text
    }
}
