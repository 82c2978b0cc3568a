internal import Connecting
internal import Formats

/// What kind of database a file is, by its content.
enum DatabaseKind: Equatable {
    case dump(DumpKind)

    /// How sure that is.
    var confidence: Int {
        switch self {
        case .dump: 95
        }
    }

    /// Looks at a file's beginning; nil for what is no database.
    static func of(_ delivery: DeliveryFile) throws -> DatabaseKind? {
        if let kind = try DumpFile.kind(delivery) { return .dump(kind) }
        return nil
    }

    /// Opens the file.
    func open(_ delivery: DeliveryFile, encoding: Encoding?, limits: ReadingLimits) throws -> any TableSource {
        switch self {
        case .dump(let kind): return DumpFile(delivery, kind: kind, limits: limits, encoding: encoding)
        }
    }
}
