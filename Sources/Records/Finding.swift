/// How much a finding weighs.
public enum Severity: UInt8, Sendable, Comparable, CaseIterable {
    /// Worth knowing; nothing is held back.
    case note = 0
    /// The value was changed, dropped or is doubtful; the row goes on.
    case warning = 1
    /// The row needs correction and is rejected.
    case error = 2

    /// Orders by weight.
    public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }

    /// The word used on screens, in files and in mappings.
    public var word: String {
        switch self {
        case .note: "note"
        case .warning: "warning"
        case .error: "error"
        }
    }
}

/// Something noticed about a value or a row: collected, counted, stored and shown, never thrown.
public struct Finding: Sendable {
    /// A stable code such as `email.syntax`, the same in every output.
    public var code: String
    /// How much it weighs.
    public var severity: Severity
    /// The row's ordinal in its stream; 0 = the whole stream.
    public var ordinal: UInt32
    /// The source column's index, where one value is meant.
    public var column: Int?
    /// The value as it was read, at most `maximumValueBytes` bytes of it.
    public var value: String
    /// What is wrong, in one clause.
    public var message: String
    /// What would mend it, in one clause; empty when nothing has to be done.
    public var remedy: String

    /// A value in a finding is cut after so many bytes.
    public static let maximumValueBytes = 200

    /// Makes a finding.
    public init(
        code: String, severity: Severity, ordinal: UInt32, column: Int? = nil, value: String = "", message: String,
        remedy: String = ""
    ) {
        self.code = code
        self.severity = severity
        self.ordinal = ordinal
        self.column = column
        self.value = value
        self.message = message
        self.remedy = remedy
    }
}
