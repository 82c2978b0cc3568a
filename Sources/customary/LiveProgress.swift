import Report

/// Feeds the live line from stations that tell how much is done so far.
final class LiveProgress {
    private let line: Progress
    private var label = ""
    private var done = 0

    init(isQuiet: Bool) { line = Progress(isQuiet: isQuiet) }

    /// Shows what is going on and how far it is.
    func show(_ label: String, done: Int) {
        if label != self.label {
            line.begin(label)
            self.label = label
            self.done = 0
        }
        line.advance(by: max(0, done - self.done))
        self.done = max(self.done, done)
    }

    /// Takes the line away.
    func end() {
        line.end()
        label = ""
        done = 0
    }
}
