internal import Connecting
internal import Formats
internal import PostgreSQL
internal import Records
internal import SQLite

/// Brings the faults of what the connector stands on to those of a source.
enum DatabaseFault {
    static func fault(_ error: any Error, _ position: Position) -> SourceFault {
        switch error {
        case let error as SourceFault: return error
        case let error as FormatFault: return fault(error, position)
        case let error as SQLiteFault:
            switch error {
            case .corrupt(_, _, let detail), .other(_, _, let detail):
                return .refused(
                    position: position, reason: "the database is damaged: \(detail)",
                    remedy: "Copy it with sqlite3's .backup or .recover and add that.")
            default: return .unreadable(file: position.file, reason: "\(error)")
            }
        case let error as PostgreSQLFault: return .unreadable(file: position.file, reason: "\(error)")
        default: return .unreadable(file: position.file, reason: "\(error)")
        }
    }

    private static func fault(_ error: FormatFault, _ position: Position) -> SourceFault {
        switch error {
        case .unreadable(let reason): .unreadable(file: position.file, reason: reason)
        case .notOfThisKind(let expected, let found):
            .notOfThisKind(position: position, expected: "\(expected), found \(found)", remedy: "Check the file.")
        case .encrypted: .encrypted(file: position.file)
        case .incomplete(_, let reason):
            .incomplete(position: position, reason: reason, remedy: "Fetch the file again.")
        case .tooLarge(_, let limit, let value): .tooLarge(position: position, limit: limit, value: value)
        case .refused(_, let reason): .refused(position: position, reason: reason, remedy: "Make the file anew.")
        case .notWritable(_, let reason): .unreadable(file: position.file, reason: reason)
        }
    }
}
