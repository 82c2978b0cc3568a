/// Places that parallel parts of one piece of work put their results in, each part its own place, once.
final class Slots<Value: Sendable>: @unchecked Sendable {
    // Safe: `forEachPart` gives each index to exactly one worker, and results are taken after all workers have ended.
    private let places: UnsafeMutablePointer<Value?>
    private let count: Int

    init(_ count: Int) {
        self.count = count
        places = .allocate(capacity: max(1, count))
        places.initialize(repeating: nil, count: max(1, count))
    }

    deinit {
        places.deinitialize(count: max(1, count))
        places.deallocate()
    }

    func set(_ index: Int, _ value: Value) {
        precondition(index >= 0 && index < count)
        places[index] = value
    }

    func take(_ index: Int) -> Value? {
        precondition(index >= 0 && index < count)
        let value = places[index]
        places[index] = nil
        return value
    }
}
