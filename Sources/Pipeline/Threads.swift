import Foundation

/// A bounded queue between threads: `push` waits while it is full, `pop` while it is empty.
///
/// Stations block; so they have threads of their own and never a task of Swift's small pool.
final class BoundedQueue<Element: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var elements: [Element] = []
    private var isClosed = false
    private let capacity: Int

    init(capacity: Int) { self.capacity = max(1, capacity) }

    /// Adds an element; false when the queue was closed meanwhile and nobody will take it.
    func push(_ element: Element) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while elements.count >= capacity && !isClosed { condition.wait() }
        if isClosed { return false }
        elements.append(element)
        condition.broadcast()
        return true
    }

    /// The next element; nil when the queue is closed and empty.
    func pop() -> Element? {
        condition.lock()
        defer { condition.unlock() }
        while elements.isEmpty && !isClosed { condition.wait() }
        if elements.isEmpty { return nil }
        let element = elements.removeFirst()
        condition.broadcast()
        return element
    }

    /// Lets waiting threads go; what is in the queue can still be taken.
    func close() {
        condition.lock()
        isClosed = true
        condition.broadcast()
        condition.unlock()
    }
}

/// Results that come out of order, taken in order. Holds `capacity` results ahead of the next one at most.
final class OrderedResults<Element: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private var waiting: [Int: Element] = [:]
    private var next = 0
    private var total: Int?
    private var isStopped = false
    private let capacity: Int

    init(capacity: Int) { self.capacity = max(1, capacity) }

    /// Puts the result of number `index`; waits while too far ahead of what was taken. False when nobody takes any more.
    func put(_ element: Element, at index: Int) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        while index >= next + capacity && !isStopped { condition.wait() }
        if isStopped { return false }
        waiting[index] = element
        condition.broadcast()
        return true
    }

    /// Says how many results there will be.
    func finish(total: Int) {
        condition.lock()
        self.total = total
        condition.broadcast()
        condition.unlock()
    }

    /// The next result in order; nil after the last.
    func take() -> Element? {
        condition.lock()
        defer { condition.unlock() }
        while waiting[next] == nil {
            if isStopped { return nil }
            if let total, next >= total { return nil }
            condition.wait()
        }
        let element = waiting.removeValue(forKey: next)
        next += 1
        condition.broadcast()
        return element
    }

    /// Lets everybody go.
    func stop() {
        condition.lock()
        isStopped = true
        condition.broadcast()
        condition.unlock()
    }
}

/// A value set by one thread and read by another after it ended.
final class ThreadResult<Value: Sendable>: @unchecked Sendable {
    private let lock = NSLock()
    private var stored: Value?

    func set(_ value: Value) {
        lock.lock()
        if stored == nil { stored = value }
        lock.unlock()
    }

    var value: Value? {
        lock.lock()
        defer { lock.unlock() }
        return stored
    }
}

/// A thread of its own with room on its stack for the parsers.
final class WorkThread: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)

    init(_ name: String, _ body: @escaping @Sendable () -> Void) {
        let thread = Thread { [done] in
            body()
            done.signal()
        }
        thread.name = name
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Waits until the thread's body has ended.
    func join() { done.wait() }
}
