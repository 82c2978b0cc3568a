internal import Connecting
internal import Formats

/// What kind of database a file is, by its content.
enum DatabaseKind: Equatable {
    case dump(DumpKind)
    case sqlite
    case dBase
    case access
    case queries
    case attachments

    /// How sure that is.
    var confidence: Int {
        switch self {
        case .dump: 95
        case .sqlite: 97
        case .dBase: 92
        case .access: 96
        case .queries, .attachments: 98
        }
    }

    /// Looks at a file's beginning; nil for what is no database.
    static func of(_ delivery: DeliveryFile) throws -> DatabaseKind? {
        let file = try RegularFile(path: delivery.path)
        let head = file.beginning(64 << 10)
        if SQLiteSource.isSQLite(head) { return .sqlite }
        if QueryFile.isQueryFile(delivery, head) { return .queries }
        if AttachmentFolder.isAttachmentFile(delivery, head) { return .attachments }
        if AccessFile.isAccess(head) { return .access }
        if DBaseFile.isDBase(head, size: file.size) { return .dBase }
        if let kind = try DumpFile.kind(delivery) { return .dump(kind) }
        return nil
    }

    /// Opens the file.
    func open(_ delivery: DeliveryFile, encoding: Encoding?, limits: ReadingLimits) throws -> any TableSource {
        switch self {
        case .dump(let kind): return DumpFile(delivery, kind: kind, limits: limits, encoding: encoding)
        case .sqlite: return try SQLiteSource(delivery, limits: limits)
        case .access: return try AccessFile(delivery, encoding: encoding, limits: limits)
        case .queries: return try QueryFile(delivery, limits: limits)
        case .attachments: return try AttachmentFolder(delivery, limits: limits)
        case .dBase: return try DBaseFile(delivery, encoding: encoding, limits: limits)
        }
    }
}
