internal import Glibc

/// What is known about the terminal, if there is one.
public struct Terminal: Sendable, Equatable {
    /// True when somebody looks at it: live progress and colours make sense.
    public let isTerminal: Bool
    /// Its columns; nil when it is none, and nothing has to be shortened.
    public let width: Int?
    /// Whether colours may be used.
    public let hasColour: Bool

    /// Describes a terminal, for tests and for output that goes elsewhere.
    public init(isTerminal: Bool, width: Int?, hasColour: Bool) {
        self.isTerminal = isTerminal
        self.width = width
        self.hasColour = hasColour
    }

    /// Plain output: a file, a pipe.
    public static let none = Terminal(isTerminal: false, width: nil, hasColour: false)

    /// Standard output.
    public static var output: Terminal { of(STDOUT_FILENO) }

    /// Standard error.
    public static var error: Terminal { of(STDERR_FILENO) }

    /// Asks the system about a descriptor. Colours are off with `NO_COLOR` set to anything (https://no-color.org) and
    /// with `TERM=dumb`.
    public static func of(_ descriptor: Int32) -> Terminal {
        guard isatty(descriptor) == 1 else { return none }
        var size = winsize()
        let isKnown = ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
        return decide(
            columns: isKnown ? Int(size.ws_col) : nil, environment: { name in getenv(name).map { String(cString: $0) } }
        )
    }

    /// What a terminal's columns and the environment's variables make of it.
    static func decide(columns: Int?, environment: (String) -> String?) -> Terminal {
        let width = columns ?? environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil } ?? 80
        let isDumb = environment("TERM") == "dumb"
        let refusesColour = environment("NO_COLOR")?.isEmpty == false
        return Terminal(isTerminal: !isDumb, width: width, hasColour: !isDumb && !refusesColour)
    }
}
