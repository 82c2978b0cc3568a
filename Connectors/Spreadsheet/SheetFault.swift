internal import Connecting
internal import Formats
internal import Records

/// Turns what stops the reading of a workbook's bytes into what stops a source.
enum SheetFault {
    static func fault(_ error: any Error, _ position: Position) -> SourceFault {
        if let fault = error as? SourceFault { return fault }
        guard let fault = error as? FormatFault else {
            return .unreadable(file: position.file, reason: "\(error)")
        }
        let file = position.file
        switch fault {
        case .unreadable(let reason): return .unreadable(file: file, reason: reason)
        case .encrypted: return .encrypted(file: file)
        case .notOfThisKind(let expected, let found):
            return .notOfThisKind(
                position: position, expected: "\(expected), found \(found)", remedy: "Save it as XLSX and add that.")
        case .incomplete(let part, let reason):
            return .incomplete(position: position, reason: named(part, reason), remedy: "Fetch the file again.")
        case .tooLarge(let part, let limit, let value):
            return .tooLarge(position: position, limit: part.isEmpty ? limit : "\(limit) in \(part)", value: value)
        case .refused(let part, let reason):
            return .refused(
                position: position, reason: named(part, reason), remedy: "Save it anew in a spreadsheet program.")
        case .notWritable(_, let reason): return .unreadable(file: file, reason: reason)
        }
    }

    private static func named(_ part: String, _ reason: String) -> String {
        part.isEmpty ? reason : "\(part): \(reason)"
    }
}

extension FormatLimits {
    /// A source's limits as the reading of bytes knows them.
    init(_ limits: ReadingLimits) {
        self.init()
        members = limits.members
        inflatedBytes = limits.inflatedBytes
        inflationRatio = limits.inflationRatio
        depth = limits.depth
        startTagBytes = limits.startTagBytes
        attributes = limits.attributes
        columns = limits.columns
        cellBytes = limits.cellBytes
        recordBytes = limits.recordBytes
        sharedStringBytes = limits.sharedStringBytes
    }
}
