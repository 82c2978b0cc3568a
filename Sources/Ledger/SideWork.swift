internal import Dispatch

/// Pieces of work that are done in order, one after the other, beside the thread that asks for them: what is hashed and
/// sealed while the database is busy with the rows before.
///
/// Once a piece failed, those after it aren't begun. Whoever asks takes the results in order, and waits for each.
final class SideWork<Result: Sendable> {
    private let queue = DispatchQueue(label: "customary side work")
    private let state = State()
    private var waiting: [Slot] = []

    /// A result that may not be there yet.
    private final class Slot: @unchecked Sendable {
        let isDone = DispatchSemaphore(value: 0)
        var result: Swift.Result<Result, any Error>?
    }

    /// Whether a piece failed; only the queue looks at it.
    private final class State: @unchecked Sendable {
        var hasFailed = false
    }

    private struct NotBegun: Error {}

    deinit { queue.sync {} }

    /// The number of pieces whose results weren't taken yet.
    var count: Int { waiting.count }

    /// Asks for a piece of work.
    func add(_ body: @escaping @Sendable () throws -> Result) {
        let slot = Slot()
        waiting.append(slot)
        queue.async { [state] in
            if !state.hasFailed {
                slot.result = Swift.Result { try body() }
                if case .failure = slot.result { state.hasFailed = true }
            }
            slot.isDone.signal()
        }
    }

    /// The oldest result that wasn't taken yet; nil when there is none. Throws what its piece threw.
    func take() throws -> Result? {
        guard let slot = waiting.first else { return nil }
        waiting.removeFirst()
        slot.isDone.wait()
        guard let result = slot.result else { throw NotBegun() }
        return try result.get()
    }

    /// Waits until no piece is at work.
    func wait() { queue.sync {} }
}
