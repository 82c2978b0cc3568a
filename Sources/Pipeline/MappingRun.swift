import Connecting
import Foundation
import Mapping
import Records

/// Reads a stream and maps it on all cores: reader → workers → back into order → the calling thread.
struct MappingRun {
    let reading: DeliveryReading
    let limits: ReadingLimits
    let threads: Int

    /// A batch with what mapping made of it.
    struct Result: Sendable {
        let raw: RawBatch
        let mapped: MappedBatch
    }

    /// The run was stopped from the other side; its cause is reported there.
    private struct Stopped: Error {}

    /// Runs `program` over the whole stream; `body` gets the results in the file's order. Throws what the connector or
    /// `body` throws, after all threads have ended.
    func run(
        _ program: MappingProgram, decidedDates: [Int: DateConvention], decidedDecimals: [Int: UInt8],
        _ body: (Result) throws -> Void
    ) throws -> ReadingSummary {
        let queue = BoundedQueue<(Int, RawBatch, RawBatch)>(capacity: threads)
        let results = OrderedResults<Result>(capacity: threads + 2)
        let summary = ThreadResult<ReadingSummary>()
        let failure = ThreadResult<any Error>()
        let reader = WorkThread("reader") {
            var count = 0
            var continued = ContinuedRows(program)
            do {
                let read = try reading.read(limits: limits) { batch in
                    guard queue.push((count, batch, continued.completed(batch))) else { throw Stopped() }
                    count += 1
                }
                summary.set(read)
            } catch {
                failure.set(error)
            }
            queue.close()
            if failure.value == nil { results.finish(total: count) } else { results.stop() }
        }
        let workers = (0..<threads).map { number in
            WorkThread("mapper \(number)") {
                let worker = MappingWorker(program, decidedDates: decidedDates, decidedDecimals: decidedDecimals)
                while let (index, batch, completed) = queue.pop() {
                    guard results.put(Result(raw: batch, mapped: worker.map(completed)), at: index) else { break }
                }
            }
        }
        var bodyFailure: (any Error)?
        while let result = results.take() {
            do { try body(result) } catch {
                bodyFailure = error
                break
            }
        }
        results.stop()
        queue.close()
        reader.join()
        for worker in workers { worker.join() }
        if let bodyFailure { throw bodyFailure }
        if let cause = failure.value { throw cause }
        guard let read = summary.value else { throw Stopped() }
        return read
    }

    /// Reads the whole stream without mapping it; `body` gets each batch in order.
    func read(_ body: (RawBatch) throws -> Void) throws -> ReadingSummary {
        try reading.read(limits: limits, body)
    }
}
