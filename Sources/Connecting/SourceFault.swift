public import Records

/// What stops the reading of a source. Exit code 3: the source was refused or could not be read.
public enum SourceFault: Error, Sendable {
    /// The file isn't there, is no regular file or may not be read.
    case unreadable(file: String, reason: String)
    /// The file changed between the beginning and the end of the reading.
    case changedWhileReading(file: String)
    /// The content is not what the source's connector reads.
    case notOfThisKind(position: Position, expected: String, remedy: String)
    /// The content ends too early: inside a quoted field, inside an archive.
    case incomplete(position: Position, reason: String, remedy: String)
    /// The file is protected by a password.
    case encrypted(file: String)
    /// A limit was reached.
    case tooLarge(position: Position, limit: String, value: Int)
    /// The content is hostile or broken in a way that leaves no certain reading.
    case refused(position: Position, reason: String, remedy: String)
    /// A stream or column that the project names isn't there.
    case missing(position: Position, what: String, remedy: String)
}

extension SourceFault: CustomStringConvertible {
    /// One line: where, what, what to do.
    public var description: String {
        switch self {
        case .unreadable(let file, let reason): "\(file): can't be read: \(reason)"
        case .changedWhileReading(let file):
            "\(file): changed while it was read; nothing was staged. Run again when its writer is done."
        case .notOfThisKind(let position, let expected, let remedy): "\(position): expected \(expected). \(remedy)"
        case .incomplete(let position, let reason, let remedy): "\(position): incomplete: \(reason). \(remedy)"
        case .encrypted(let file):
            "\(file): protected by a password. Save a copy without one and add that."
        case .tooLarge(let position, let limit, let value):
            "\(position): more than \(value) \(limit), which no table of customers has. Check the file, or split it."
        case .refused(let position, let reason, let remedy): "\(position): refused: \(reason). \(remedy)"
        case .missing(let position, let what, let remedy): "\(position): \(what). \(remedy)"
        }
    }
}
