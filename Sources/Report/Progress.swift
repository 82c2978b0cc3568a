internal import Glibc
internal import Synchronization
internal import Text

/// One live line about what is going on: label, rows, rate, time left.
///
/// Only on a terminal, at most ten times a second, from any thread. It goes to standard error, so that standard output
/// holds results alone; elsewhere it writes nothing.
public final class Progress: Sendable {
    /// What is known at one time.
    private struct State {
        var label = ""
        var unit = "rows"
        var total: Int?
        var done = 0
        var started: Duration = .zero
        /// Two earlier moments; the rate counts from the older one, so that it follows the last seconds.
        var older: (at: Duration, done: Int) = (.zero, 0)
        var newer: (at: Duration, done: Int) = (.zero, 0)
        var shownAt: Duration?
        var isShown = false
    }

    /// How far the moments that the rate counts from lie apart.
    private static let window: Duration = .seconds(3)
    private static let interval: Duration = .milliseconds(100)

    private let state = Mutex(State())
    private let terminal: Terminal
    private let clock: @Sendable () -> Duration
    private let write: @Sendable (String) -> Void

    /// Shows progress on standard error when that is a terminal and `isQuiet` is false.
    public convenience init(isQuiet: Bool = false) {
        let start = ContinuousClock.now
        self.init(terminal: isQuiet ? .none : .error, clock: { ContinuousClock.now - start }) { text in
            var text = text
            text.withUTF8 { bytes in
                var sent = 0
                while sent < bytes.count {
                    let count = Glibc.write(STDERR_FILENO, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
                    // A terminal that is gone is no reason to stop the work.
                    if count == 0 || (count < 0 && errno != EINTR) { return }
                    sent += max(0, count)
                }
            }
        }
    }

    /// Shows progress on a terminal with a clock and an output of its own.
    public init(
        terminal: Terminal, clock: @escaping @Sendable () -> Duration, write: @escaping @Sendable (String) -> Void
    ) {
        self.terminal = terminal
        self.clock = clock
        self.write = write
    }

    /// Begins a piece of work; `total` is what it will come to, when that is known.
    public func begin(_ label: String, total: Int? = nil, unit: String = "rows") {
        guard terminal.isTerminal else { return }
        state.withLock { state in
            let now = clock()
            let isShown = state.isShown
            state = State()
            state.isShown = isShown
            var label = label
            state.label = label.withUTF8 { DisplayText.escaped(UnsafeRawBufferPointer($0)) }
            state.unit = unit
            state.total = total
            state.started = now
            state.older = (now, 0)
            state.newer = (now, 0)
            show(&state, now)
        }
    }

    /// Notes that so much more is done. Cheap enough to be called for every batch.
    public func advance(by count: Int) {
        guard terminal.isTerminal else { return }
        state.withLock { state in
            state.done += count
            let now = clock()
            if now - state.newer.at >= Progress.window {
                state.older = state.newer
                state.newer = (now, state.done)
            }
            if let shownAt = state.shownAt, now - shownAt < Progress.interval { return }
            show(&state, now)
        }
    }

    /// Takes the line away. What was done is told by whoever did it.
    public func end() {
        guard terminal.isTerminal else { return }
        state.withLock { state in
            if state.isShown { write("\r\u{1B}[K") }
            state = State()
        }
    }

    private func show(_ state: inout State, _ now: Duration) {
        state.shownAt = now
        state.isShown = true
        // The last column stays free: writing into it would make some terminals go to the next line.
        let text = DisplayText.truncated(Progress.line(state, now), to: max(1, (terminal.width ?? 80) - 1))
        write("\r\(text)\u{1B}[K")
    }

    /// `stage  1,234,000 of 2,000,000 rows  312,000 rows/s  3 s left`.
    private static func line(_ state: State, _ now: Duration) -> String {
        var parts = [state.label]
        if let total = state.total {
            parts.append("\(NumberText.count(state.done)) of \(NumberText.count(total)) \(state.unit)")
        } else if state.done > 0 {
            parts.append("\(NumberText.count(state.done)) \(state.unit)")
        }
        let base = state.older
        let seconds = (now - base.at) / .seconds(1)
        let done = state.done - base.done
        // Nothing can be said about the first moments.
        guard (now - state.started) >= .seconds(1), seconds > 0, done > 0 else { return parts.joined(separator: "  ") }
        parts.append(NumberText.rate(done, state.unit, seconds: seconds))
        if let total = state.total, total > state.done {
            let left = Double(total - state.done) / (Double(done) / seconds)
            parts.append(
                NumberText.duration(seconds: max(1, left.rounded(.up))).replacing(".0 s", with: " s") + " left")
        }
        return parts.joined(separator: "  ")
    }
}
