import Formats
import Glibc

/// A reader that stopped before its table's end and may go on.
final class HeldReader: @unchecked Sendable {
    var reader: TableReader

    init(_ reader: consuming TableReader) { self.reader = reader }

    /// Begins a table; nil where the text ends before the line that should hold its header.
    init?(beginning reader: consuming DelimitedReader, _ settings: DelimitedSettings) throws(DelimitedFault) {
        guard let table = try TableReader(beginning: reader, settings) else { return nil }
        self.reader = table
    }
}

/// What a thread read from one seam of a file to the next.
struct SeamReading: Sendable {
    /// False where the part has no seam, so that it belongs to the one before.
    var hasSeam = false
    /// The parts of the table.
    var parts: [TablePart] = []
    /// The reader, where it did not end at the next seam or the file's end.
    var held: HeldReader?
    /// True when the file's end was reached, and whether that is inside a line.
    var isEnd = false
    var endsInsideLine = false
    /// What stopped the reading, and the lines before the part that was being read.
    var fault: DelimitedFault?
    var faultLinesBefore: UInt32 = 0
}

/// Threads that read a file's parts ahead, a few more than are being taken.
final class PartWorkers: @unchecked Sendable {
    private let work: @Sendable (Int) -> SeamReading
    private let count: Int
    private let ahead: Int
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private var threads: [pthread_t] = []
    private var results: [Int: SeamReading] = [:]
    private var next: Int
    private var taken: Int
    private var isStopped = false

    /// Begins with the part of this number; `work` reads one part.
    init(from first: Int, count: Int, threads number: Int, _ work: @escaping @Sendable (Int) -> SeamReading) {
        self.work = work
        self.count = count
        ahead = number + 1
        next = first
        taken = first
        mutex = .allocate(capacity: 1)
        changed = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(changed, nil)
        for _ in 0..<min(number, max(0, count - first)) {
            var thread: pthread_t = 0
            let context = Unmanaged.passRetained(self).toOpaque()
            let failed = pthread_create(
                &thread, nil,
                { context in
                    guard let context else { return nil }
                    Unmanaged<PartWorkers>.fromOpaque(context).takeRetainedValue().run()
                    return nil
                }, context)
            if failed == 0 {
                threads.append(thread)
            } else {
                Unmanaged<PartWorkers>.fromOpaque(context).release()
            }
        }
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(mutex)
        changed.deallocate()
        mutex.deallocate()
    }

    /// What was read of a part; waits for it. Those before it are forgotten.
    func result(of index: Int) -> SeamReading {
        pthread_mutex_lock(mutex)
        taken = max(taken, index)
        for old in results.keys where old < index { results[old] = nil }
        pthread_cond_broadcast(changed)
        // Where the machine gave no thread the part is read here.
        if threads.isEmpty {
            pthread_mutex_unlock(mutex)
            return work(index)
        }
        while results[index] == nil { pthread_cond_wait(changed, mutex) }
        let result = results.removeValue(forKey: index) ?? SeamReading()
        taken = index + 1
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(mutex)
        return result
    }

    /// Ends all threads and waits for them.
    func stop() {
        pthread_mutex_lock(mutex)
        isStopped = true
        pthread_cond_broadcast(changed)
        pthread_mutex_unlock(mutex)
        for thread in threads { pthread_join(thread, nil) }
        threads = []
        results = [:]
    }

    private func run() {
        while true {
            pthread_mutex_lock(mutex)
            while next >= taken + ahead && next < count && !isStopped { pthread_cond_wait(changed, mutex) }
            if isStopped || next >= count {
                pthread_mutex_unlock(mutex)
                return
            }
            // Parts that were passed over meanwhile are nobody's any more.
            next = max(next, taken)
            if next >= count {
                pthread_mutex_unlock(mutex)
                return
            }
            let index = next
            next += 1
            pthread_mutex_unlock(mutex)
            let result = work(index)
            pthread_mutex_lock(mutex)
            if index >= taken { results[index] = result }
            pthread_cond_broadcast(changed)
            pthread_mutex_unlock(mutex)
        }
    }
}
