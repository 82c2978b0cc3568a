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
        case let error as FormatFault: return SourceFault(error, position, .database)
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
}
