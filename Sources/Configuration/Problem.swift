/// Something wrong in a configuration file: collected, many at once, and shown together.
public struct Problem: Sendable, Hashable {
    /// Where it stands.
    public var place: Place
    /// What is wrong and what was expected, in one clause.
    public var message: String
    /// What to do, in one clause; empty when the message says it already.
    public var remedy: String

    /// Makes a problem.
    public init(place: Place, message: String, remedy: String = "") {
        self.place = place
        self.message = message
        self.remedy = remedy
    }
}

extension Problem: Comparable {
    /// Orders by place, then by message, so that a report's order doesn't hang on the order of the checks.
    public static func < (left: Problem, right: Problem) -> Bool {
        if left.place != right.place { return left.place < right.place }
        return left.message < right.message
    }
}

extension Problem: CustomStringConvertible {
    /// One line: `file:line:column: message; remedy`.
    public var description: String {
        var text = place.file.isEmpty ? message : "\(place): \(message)"
        if !remedy.isEmpty { text += "; " + remedy }
        return text
    }
}
