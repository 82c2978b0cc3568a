/// Emphasis for a terminal; plain text everywhere else.
public enum Style: Sendable {
    /// As it is.
    case plain
    /// Headings and names.
    case strong
    /// What matters less.
    case faint
    /// What is well.
    case good
    /// What wants a look.
    case doubtful
    /// What stops.
    case bad

    /// The text with this emphasis where the terminal has colours, else the text.
    public func applied(to text: String, on terminal: Terminal) -> String {
        guard terminal.hasColour, self != .plain, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    private var code: String {
        switch self {
        case .plain: "0"
        case .strong: "1"
        case .faint: "2"
        case .good: "32"
        case .doubtful: "33"
        case .bad: "31"
        }
    }
}
