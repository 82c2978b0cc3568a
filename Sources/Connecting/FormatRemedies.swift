public import Formats
public import Records

/// What to do about a file whose bytes can't be read, in the words of the programs that make such files.
public struct FormatRemedies: Sendable {
    /// When the file is of another kind.
    public let otherKind: String
    /// When the file ends too early.
    public let incomplete: String
    /// When the file is broken or hostile.
    public let refused: String

    /// Names the remedies, each as a sentence.
    public init(otherKind: String, incomplete: String = "Fetch the file again.", refused: String) {
        self.otherKind = otherKind
        self.incomplete = incomplete
        self.refused = refused
    }

    /// For files that a program exports.
    public static let export = FormatRemedies(otherKind: "Check the file.", refused: "Export the file again.")
    /// For archives.
    public static let archive = FormatRemedies(
        otherKind: "Unpack it, and add the files that are in it.",
        refused: "Unpack it, and add the files that are in it.")
    /// For workbooks.
    public static let workbook = FormatRemedies(
        otherKind: "Save it as XLSX and add that.", refused: "Save it anew in a spreadsheet program.")
    /// For databases and dumps of them.
    public static let database = FormatRemedies(otherKind: "Check the file.", refused: "Make the file anew.")
}

extension SourceFault {
    /// What is wrong with a file's bytes, as the pipeline knows it.
    public init(_ fault: FormatFault, _ position: Position, _ remedies: FormatRemedies = .export) {
        func named(_ part: String, _ reason: String) -> String { part.isEmpty ? reason : "\(part): \(reason)" }
        self =
            switch fault {
            case .unreadable(let reason): .unreadable(file: position.file, reason: reason)
            case .encrypted: .encrypted(file: position.file)
            case .notOfThisKind(let expected, let found):
                .notOfThisKind(
                    position: position, expected: "\(expected), found \(found)", remedy: remedies.otherKind)
            case .incomplete(let part, let reason):
                .incomplete(position: position, reason: named(part, reason), remedy: remedies.incomplete)
            case .tooLarge(let part, let limit, let value):
                .tooLarge(position: position, limit: part.isEmpty ? limit : "\(limit) in \(part)", value: value)
            case .refused(let part, let reason):
                .refused(position: position, reason: named(part, reason), remedy: remedies.refused)
            // Reading writes nothing but what it unpacks.
            case .notWritable(let path, let reason):
                .unreadable(file: position.file, reason: "it can't be unpacked into \(path): \(reason)")
            }
    }
}
