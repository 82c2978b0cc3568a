/// What stops the reading or writing of a file's bytes, whatever the file means.
///
/// `part` is the archive's member or the text's own name where a file has several parts, and empty where it has not.
public enum FormatFault: Error, Sendable, Equatable {
    /// The file isn't there, is no regular file or may not be read.
    case unreadable(reason: String)
    /// The content isn't of the kind that was asked for; `found` says what it is, as far as that is known.
    case notOfThisKind(expected: String, found: String)
    /// The content is protected by a password.
    case encrypted
    /// The content ends too early or a checksum disagrees.
    case incomplete(part: String, reason: String)
    /// A limit was reached: more than `value` of `limit`.
    case tooLarge(part: String, limit: String, value: Int)
    /// The content is hostile or broken in a way that leaves no certain reading.
    case refused(part: String, reason: String)
    /// The file could not be written.
    case notWritable(path: String, reason: String)
}

extension FormatFault: CustomStringConvertible {
    /// One line: where, what, what to do.
    public var description: String {
        switch self {
        case .unreadable(let reason): "can't be read: \(reason). Check the path and its permissions."
        case .notOfThisKind(let expected, let found): "expected \(expected), found \(found). Save it as \(expected)."
        case .encrypted: "protected by a password. Save a copy without one."
        case .incomplete(let part, let reason):
            "\(FormatFault.place(part))incomplete: \(reason). Fetch the file again."
        case .tooLarge(let part, let limit, let value):
            "\(FormatFault.place(part))more than \(value) \(limit). Check the file, or split it."
        case .refused(let part, let reason):
            "\(FormatFault.place(part))refused: \(reason). Save it anew in a spreadsheet program."
        case .notWritable(let path, let reason): "\(path): can't be written: \(reason). Check the folder and the disk."
        }
    }

    private static func place(_ part: String) -> String { part.isEmpty ? "" : "\(part): " }
}
